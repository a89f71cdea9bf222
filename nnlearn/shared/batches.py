"""Where each batch of an epoch begins and ends, and what happens to a last batch of one."""

import math

from nnlearn import arguments
from nnlearn.shared.callbacks import say
from nnlearn.shared.fit_checks import transformed
from nnlearn.shared.seeds import fork_shared_rng


def batch_ends(backend, model, x, y, batch_size, drop_last, transform=None):
    """Return the pairs (first, last + 1) of an epoch's batches, in places of the shuffled order, or raise.

    A batch normalisation cannot train on one example, which has no variance. So a last batch of one is joined to the
    batch before it, as no other choice sees every example in every epoch, and `fit` says so.
    """
    examples = len(x)
    ends = [(first, min(first + batch_size, examples)) for first in range(0, examples, batch_size)]
    if drop_last and examples % batch_size:
        ends.pop()
    if not ends:
        raise ValueError(
            f"fit expected at least one whole batch with drop_last=True, got {examples} examples and batch_size "
            f"{batch_size}"
        )
    if ends[-1][1] - ends[-1][0] > 1 or (layer := needs_two(backend, model, x, y, transform)) is None:
        return ends
    if len(ends) == 1 or batch_size == 1:
        wrong = "one example" if examples == 1 else f"batch_size {batch_size}"
        raise ValueError(
            f"fit expected two or more examples in a batch, got {wrong}: {arguments.name_of(layer)} takes mean and "
            f"variance over the batch"
        )
    say(
        f"fit joins the last example of each epoch to the batch before it: {arguments.name_of(layer)} takes mean and "
        f"variance over the batch, and one example has none"
    )
    *ends, before, last = ends
    return [*ends, (before[0], last[1])]


def needs_two(backend, model, x, y, transform=None):
    """Return a batch normalisation that would get a single value per feature from a batch of one, or None.

    In an image it gets one per pixel, so the model is run on two rows, in evaluation mode, to see what reaches it.
    """
    layers = [part for part in model.modules() if isinstance(part, backend.batch_norm)]
    rows, found = x[:2].copy(), []

    def look(layer, inputs, output):
        if math.prod(inputs[0].shape) < 2 * layer.num_features * len(rows):
            found.append(layer)

    handles = [layer.register_forward_hook(look) for layer in layers]
    try:
        if layers:
            with fork_shared_rng(), backend.fork_rng(model):
                seen = rows if transform is None else transformed(transform, rows, y[:2].copy())[0]
                backend.forward(model, seen)
    finally:
        for handle in handles:
            handle.remove()
    return found[0] if found else None
