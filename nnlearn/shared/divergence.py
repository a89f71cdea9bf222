"""Explain why a training run diverged: find the layer, the step and the likely cause."""

import numpy as np


class TrainingStopped(ValueError):
    """Training met a loss or gradient that is not finite; `history` holds the run up to then."""

    def __init__(self, message, history):
        super().__init__(message)
        self.history = history


def explain(backend, run, loss, x):
    """Return the sentences that say which step, which layer, what the losses were, and what to do."""
    what = f"the loss is {loss}" if not np.isfinite(loss) else "a gradient is not finite"
    where = first_bad_output(backend, run.model, x) or first_bad_gradient(backend, run.model)
    before = ", ".join(f"{value:.3g}" for value in run.history.steps[-3:])
    before = f"The losses before were {before}. " if before else "It is the first step. "
    return (
        f"fit stopped at step {run.step} (epoch {run.epoch}): {what}; {where or 'no single layer shows it'}. "
        f"{before}{cause(backend, run, x)}"
    )


def cause(backend, run, x):
    """Return the likely cause and its cure."""
    losses, rate = run.history.steps, run.optimizer.param_groups[0]["lr"]
    largest = float(np.abs(x).max())
    if losses and losses[-1] > 2 * min(losses):
        return f"They grew: the learning rate {rate:g} is probably too large, try {rate / 10:g}."
    if largest > 100:
        return f"Inputs reach {largest:.3g}: standardise them, nnlearn.datasets.standardise does it."
    weights = max((float(np.abs(backend.to_numpy(p)).max()) for p in run.model.parameters()), default=0.0)
    if not weights < 1e3:
        return f"Weights reach {weights:.3g}: start with smaller ones, or try a learning rate below {rate:g}."
    return f"Try a learning rate below {rate:g}, and a loss that takes logits instead of a logarithm of your own."


def first_bad_output(backend, model, x):
    """Name the first layer whose output on x is not finite, as "1 (Tanh) gives nan", or None."""
    found: list[str] = []

    def watch(name, module):
        def hook(_, __, output):
            while isinstance(output, tuple):  # a recurrent layer gives its state as well, or packed sequences
                output = output[0]
            if not found and not np.isfinite(values := backend.to_numpy(output)).all():
                found.append(
                    f"layer {name} ({type(module).__name__}) is the first that gives {values[~np.isfinite(values)][0]}"
                )

        return hook

    parts = list(model.named_modules())
    leaves = [(name, part) for name, part in parts if not list(part.children())] if len(parts) > 1 else parts
    handles = [part.register_forward_hook(watch(name, part)) for name, part in leaves]
    try:
        backend.forward(model, x)
    finally:
        for handle in handles:
            handle.remove()
    return found[0] if found else None


def first_bad_gradient(backend, model):
    """Name the last parameter (closest to the loss) whose gradient is not finite: backward meets it first."""
    names = [
        name
        for name, p in model.named_parameters()
        if p.grad is not None and not np.isfinite(backend.to_numpy(p.grad)).all()
    ]
    return f"the gradient of {names[-1]} is the first that is not finite" if names else None
