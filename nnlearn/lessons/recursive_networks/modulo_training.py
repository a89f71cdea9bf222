"""20.6: networks that learn sums modulo 5: what they were shown, how deep they get, and what keeps them from it."""

import contextlib
import inspect
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from nnlearn.arguments import describe
from nnlearn.lessons.recursive_networks import arithmetic

TREES, DEEPEST, EPOCHS, STARTS = 3200, 3, 30, 2
DEPTHS, TARGET = (1, 2, 3, 4, 6), 0.85  # depth 6; five starts of the solution: 0.936 to 0.994
COUNT = 500  # trees of each depth


@lru_cache(maxsize=len(DEPTHS))
def unseen(depth):
    """Return 500 trees of one depth as x, and the values of their roots."""
    _, x, y = arithmetic.calculations(COUNT, depth, seed=3000 + depth)
    return x, arithmetic.at_roots(x, y)


def measure(train):
    """Let the answer train from two starts; measure the share right of unseen trees, most of all at depth 6."""
    import nnlearn.numpy as nn

    _check_train(train)
    shares, seen = [], []
    for seed in range(STARTS):
        _, x, y = arithmetic.calculations(TREES, (1, DEEPEST), seed=seed)
        nn.manual_seed(seed)
        with watched() as shown:
            model = train(nn, x.copy(), y.copy(), seed)
        _check_training(shown)
        shares.append([right(nn, model, depth) for depth in DEPTHS])
        seen.append(shown)
    means = np.mean(shares, axis=0)
    told = ", ".join(f"{share:.1%} at depth {depth}" for depth, share in zip(DEPTHS, means, strict=True))
    passed = float(means[-1]) >= TARGET
    worst = int(np.argmin([share[-1] for share in shares]))
    said = "" if passed else advice(seen[worst], dict(zip(DEPTHS, shares[worst], strict=True)))
    return float(means[-1]), passed, f"Right on average over two starts: {told}.", said


def right(nn, model, depth):
    """Return the share of unseen trees of one depth whose root a network reads right."""
    wanted = "Expected train to return the trained network, got"
    if model is None:
        raise TypeError(f"{wanted} nothing (None): is there a `return`?")
    if type(model).__name__ == "History":
        raise TypeError(f"{wanted} a History, which is what nn.fit gives. Return the network after it.")
    if not isinstance(model, nn.Module):
        raise TypeError(f"{wanted} {describe(model)}.")
    x, y = unseen(depth)
    scores = np.asarray(nn.predict(model, x))
    if scores.ndim == 3 and scores.shape[:2] == (len(x), 5):  # of every node
        scores = scores[np.arange(len(x)), :, (x[:, :, 3] >= 0).sum(axis=1) - 1]
    if scores.shape != (len(x), 5):
        raise ValueError(
            f"The network should give the scores of the five values: of the root, (N, 5), or of every node, "
            f"(N, 5, nodes). For {len(x)} trees of {x.shape[1]} nodes yours gives {scores.shape}."
        )
    return float((scores.argmax(axis=1) == y).mean())


@dataclass
class Watched:
    """What a training did: trees shown, their largest height, losses, whether every node was told, hidden layers."""

    trees: int = 0
    deepest: int = 0
    losses: list = field(default_factory=list)
    every_node: bool = False
    hidden: set = field(default_factory=set)
    steps: int = 0
    cleared: int = 0


@contextlib.contextmanager
def watched():
    """Watch all recursive networks and losses of nnlearn.numpy in the block; yields a Watched."""
    from nnlearn.numpy.losses import Loss
    from nnlearn.numpy.module import Module
    from nnlearn.numpy.no_grad import recording
    from nnlearn.numpy.optimizers import Optimizer
    from nnlearn.numpy.tree_rnn import TreeRNN

    seen = Watched()
    call, step, clear = Module.__call__, Optimizer.step, (Module.zero_grad, Optimizer.zero_grad)

    def watch_call(self, *inputs):
        output = call(self, *inputs)
        if recording.get() and isinstance(self, TreeRNN):
            seen.trees += len(inputs[0])
            seen.deepest = max(seen.deepest, int(inputs[0][:, :, 3].max()))
            seen.hidden.add(self.hidden)
        if recording.get() and isinstance(self, Loss) and np.ndim(output) == 0:
            seen.losses.append(float(output))
            seen.every_node |= np.ndim(inputs[1]) > 1 or len(inputs[1]) > TREES
        return output

    def watch_step(self):
        seen.steps += 1
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


def _check_training(shown):
    if shown.deepest > DEEPEST:
        raise ValueError(
            f"In training the network was shown a tree of depth {shown.deepest}. How far it gets beyond depth "
            f"{DEEPEST} is the question: train on the trees of x."
        )
    if shown.trees > EPOCHS * TREES + 0.01 * TREES:
        raise ValueError(
            f"In one training, networks were shown {shown.trees / TREES:.3g} times 3,200 trees, all tries together; "
            f"allowed are {EPOCHS} epochs."
        )


def advice(shown, shares):
    """Say what stands in the way of the worst of the trainings; `shares` is {depth: share right}."""
    if not shown.losses:
        return "No loss was computed: the network was not trained."
    if not shown.steps:
        return "No optimizer took a step."
    if shown.cleared == 0 and shown.steps > 1:
        return "zero_grad was never called, and gradients add up from step to step until they are set to 0."
    told = f"The loss was {shown.losses[0]:.2f} in the first step and {np.mean(shown.losses[-20:]):.2g} in the last."
    if shares[1] < 0.9:
        return f"{told} Not even depth 1 is learned, and it has only 75 different trees: more epochs, another rate?"
    if not shown.every_node:
        return (
            f"{told} Only roots were told. y holds the value of every node: with every_node=True and "
            f"lesson.ClassesSecond() as the last part, the loss asks about all of them."
        )
    if shown.hidden == {None}:
        return f"{told} Can one layer make a sum modulo 5 of two vectors, any more than an xor? TreeRNN has `hidden`."
    if shares[3] < 0.99:
        return (
            f"{told} At depth {DEEPEST}, where training ended, {shares[3]:.1%} are right. Each operator of a deeper "
            f"tree can go wrong again, so this has to be nearly all: what would make each operator surer?"
        )
    epochs = shown.trees / TREES
    if epochs < EPOCHS - 1:
        return (
            f"{told} Up to depth {DEEPEST} it is nearly perfect. It had {epochs:.3g} epochs, and {EPOCHS} are allowed."
        )
    return f"{told} Up to depth {DEEPEST} it is nearly perfect. Are the five heaps small and far enough apart?"


def _check_train(train):
    if not callable(train):
        raise TypeError(f'Expected the function train itself, got {describe(train)}: write check("20.6", train).')
    try:
        inspect.signature(train).bind(None, None, None, None)
    except TypeError:
        count = len(inspect.signature(train).parameters)
        raise TypeError(f"train is called with four arguments, nn, x, y and seed; yours takes {count}.") from None
