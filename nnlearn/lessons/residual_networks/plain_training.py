"""17.6: plain networks of 40 layers in training: what is allowed, what they learn, and what keeps them from it."""

import contextlib
import inspect
import itertools
from dataclasses import dataclass, field

import numpy as np

from nnlearn.arguments import describe

SIGNALS, STARTS, TARGET = 2000, 3, 0.70  # five starts of the solution: 0.834 to 0.873
LAYERS, WIDTH, EPOCHS, TOGETHER = 40, 64, 15, 5
ALLOWED = {"Sequential", "Linear", "ReLU", "BatchNorm1d", "LayerNorm", "Dropout", "Identity"}
GUESSING = float(np.log(10))


def measure(train):
    """Let the answer train from three starts; measure the accuracy on the signals it learned from, and on others."""
    import nnlearn.numpy as nn
    from nnlearn.lessons.residual_networks.depth import signals

    _check_train(train)
    x, y, unseen, labels = signals()
    known, others, seen = [], [], []
    for seed in range(STARTS):
        nn.manual_seed(seed)
        with watched() as shown:
            model = train(nn, x.copy(), y.copy(), seed)
        check_plain(nn, model)
        _check_training(shown, model)
        known.append(float((nn.predict(model, x).argmax(axis=1) == y).mean()))
        others.append(float((nn.predict(model, unseen).argmax(axis=1) == labels).mean()))
        seen.append(shown)
    mean = float(np.mean(known))
    sentence = (
        f"{mean:.1%} of the 2,000 signals are read, on average over three starts "
        f"({', '.join(f'{share:.1%}' for share in known)}), and {np.mean(others):.1%} of 1,000 unseen ones."
    )
    worst = int(np.argmin(known))
    return mean, mean >= TARGET, sentence, "" if mean >= TARGET else advice(seen[worst], known)


@dataclass
class Watched:
    """What a training did: (id of the network, its dense layers, examples) of each batch, losses, rates, clearings."""

    batches: list = field(default_factory=list)
    losses: list = field(default_factory=list)
    rates: list = field(default_factory=list)
    cleared: int = 0

    def epochs(self, model=None, layers=0):
        """Return the epochs of 2,000 signals: all, or those of one network while it had so many dense layers."""
        mine = [n for one, depth, n in self.batches if model is None or (one == id(model) and depth >= layers)]
        return sum(mine) / SIGNALS


@contextlib.contextmanager
def watched():
    """Watch all networks of nnlearn.numpy in the block; yields a Watched."""
    from nnlearn.numpy.linear import Linear
    from nnlearn.numpy.losses import Loss
    from nnlearn.numpy.module import Module
    from nnlearn.numpy.no_grad import recording
    from nnlearn.numpy.optimizers import Optimizer

    seen, depth = Watched(), 0
    call, step, clear = Module.__call__, Optimizer.step, (Module.zero_grad, Optimizer.zero_grad)

    def watch_call(self, *inputs):
        nonlocal depth
        if depth == 0 and recording.get() and not isinstance(self, Loss) and np.ndim(inputs[0]) == 2:
            dense = sum(isinstance(one, Linear) for one in self.modules())
            seen.batches.append((id(self), dense, len(inputs[0])))
        depth += 1
        try:
            output = call(self, *inputs)
        finally:
            depth -= 1
        if isinstance(self, Loss) and recording.get() and np.ndim(output) == 0:
            seen.losses.append(float(output))
        return output

    def watch_step(self):
        seen.rates.append(float(self.param_groups[0].get("lr", 0)))
        return step(self)

    def counted(method):
        def watch_clear(self, *given, **options):
            seen.cleared += 1
            return method(self, *given, **options)

        return watch_clear

    Module.__call__, Optimizer.step = watch_call, watch_step  # type: ignore[method-assign]
    Module.zero_grad, Optimizer.zero_grad = map(counted, clear)  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        Module.__call__, Optimizer.step = call, step  # type: ignore[method-assign]
        Module.zero_grad, Optimizer.zero_grad = clear  # type: ignore[method-assign]


def check_plain(nn, model):
    """Raise an error unless this is a plain network with 40 hidden layers between its first layer and its last."""
    wanted = "Expected train to return the trained network, got"
    if model is None:
        raise TypeError(f"{wanted} nothing (None): is there a `return`?")
    if type(model).__name__ == "History":
        raise TypeError(f"{wanted} a History, which is what nn.fit gives. Return the network after it.")
    if not isinstance(model, nn.Sequential):
        raise TypeError(f"{wanted} {describe(model)}: it should be one nn.Sequential.")
    others = sorted({type(one).__name__ for one in model.modules()} - ALLOWED)
    if others:
        raise TypeError(
            f"The network has a part that is not plain: {', '.join(others)}. Allowed are {', '.join(sorted(ALLOWED))}."
        )
    parts = [one for one in model.modules() if isinstance(one, nn.Linear | nn.ReLU)]
    dense = [one for one in parts if isinstance(one, nn.Linear)]
    hidden = [one for one in dense[1:-1] if one.weight.shape == (WIDTH, WIDTH)]
    if len(hidden) < LAYERS:
        raise ValueError(
            f"Expected at least {LAYERS} layers of {WIDTH} units that read {WIDTH} numbers, between the first layer "
            f"and the last; the network has {len(hidden)}."
        )
    for before, after in itertools.pairwise(parts):
        if isinstance(before, nn.Linear) and isinstance(after, nn.Linear):
            raise ValueError(
                "Two dense layers of the network follow each other without a ReLU; together they are one linear layer."
            )
    if dense[-1].weight.shape[0] != 10 or parts[-1] is not dense[-1]:
        raise ValueError("The network should end with a dense layer that gives ten scores.")


def _check_training(shown, model):
    if shown.epochs() > EPOCHS + 0.01:
        raise ValueError(
            f"In one training, networks were shown {shown.epochs():.3g} times the 2,000 signals, all stages and tries "
            f"together; allowed are {EPOCHS} epochs."
        )
    if shown.losses and shown.epochs(model, LAYERS + 2) < TOGETHER - 0.01:
        raise ValueError(
            f"With all its {LAYERS} hidden layers the network was trained for {shown.epochs(model, LAYERS + 2):.2g} "
            f"epochs; at least {TOGETHER} of the {EPOCHS} should be, so that every layer learns."
        )


def advice(shown, shares):
    """Say what stands in the way of the worst of three trainings."""
    if not shown.losses:
        return "No loss was computed: the network was not trained."
    if not shown.rates:
        return "No optimizer took a step."
    if shown.cleared == 0 and len(shown.rates) > 1:
        return "zero_grad was never called, and gradients add up from step to step until they are set to 0."
    few = max(5, len(shown.losses) // 20)
    first, last = float(np.mean(shown.losses[:few])), float(np.mean(shown.losses[-few:]))
    told = (
        f"In the worst start the loss was {first:.2f} in the first steps and {last:.2f} in the last, at a learning "
        f"rate of {max(shown.rates):g}; guessing has {GUESSING:.2f}."
    )
    if first > 2 * GUESSING:
        return f"{told} It began far above guessing: how large are the signals at the end of 40 such layers?"
    if last > 0.9 * GUESSING:
        return f"{told} Nothing was learned. Do the layers tell two signals apart before training, at their start?"
    if max(shares) - min(shares) > 0.15:
        return f"{told} The starts differ by {100 * (max(shares) - min(shares)):.0f} points: a smaller rate?"
    if shown.epochs() < EPOCHS - 1:
        return f"{told} It had {shown.epochs():.3g} epochs, and {EPOCHS} are allowed."
    return f"{told} He's start gets to 54 %. From which start would 40 layers be as good as 2 right away?"


def _check_train(train):
    if not callable(train):
        raise TypeError(f'Expected the function train itself, got {describe(train)}: write check("17.6", train).')
    try:
        inspect.signature(train).bind(None, None, None, None)
    except TypeError:
        count = len(inspect.signature(train).parameters)
        raise TypeError(f"train is called with four arguments, nn, x, y and seed; yours takes {count}.") from None
