"""What training does with a start: the thirty layers and ten outputs on top learn to read their 128 digits."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnlearn import datasets
from nnlearn.explorers.snapshots import Run, RunCache, Snapshot
from nnlearn.lessons.initialization.propagation import (
    EXAMPLES,
    WIDTH,
    backward,
    different,
    first_weights,
    forward,
    pixels,
    sizes,
)

RATE, BATCH, STEPS = 0.01, 32, 200  # plain SGD
CLASSES = 10
SHOWN = (1, 10, 20, 30)  # layers with a histogram
BARS = 41
MEMORIES = 25  # steps from one memory to the next
OF_START = ("signals", "gradients", "histograms")  # of a picture: they are not measured again
GUESSING = float(np.log(CLASSES))  # the loss of a network that finds all ten digits equally likely


@dataclass(frozen=True, eq=False)
class Trained(Snapshot):
    """The network after some steps."""

    signals: np.ndarray  # (31,), root mean squares for the input and each layer, before the first step
    gradients: np.ndarray  # (31,), of a random gradient sent back, before the first step
    histograms: tuple  # for each layer of SHOWN, before the first step: counts (41,), and the largest absolute value
    different: int  # number of different units in the last layer
    loss: float  # cross-entropy over the 128 digits
    answers: np.ndarray  # (128,), the digit that it takes each one for; -1 if its numbers have overflowed
    read: int  # how many of them are right
    losses: np.ndarray  # (n, 2): steps taken, and the loss then
    overflow: int  # the step whose numbers overflowed, 0 if none has


@lru_cache(maxsize=1)
def labels():
    """Return what the 128 digits are (128,)."""
    return datasets.digits().y[:EXAMPLES]


@lru_cache(maxsize=4)
def chance(seed):
    """Return the weights of the outputs (10, 100) and the digits of each step (200, 32)."""
    rng = np.random.default_rng([seed, 1])
    V = rng.normal(size=(CLASSES, WIDTH)) / np.sqrt(WIDTH)
    epochs = [rng.permutation(EXAMPLES) for _ in range(STEPS * BATCH // EXAMPLES)]
    return V, np.concatenate(epochs).reshape(STEPS, BATCH)


def probabilities(V, h):
    """Return what softmax makes of the outputs V h: (n, 10)."""
    logits = h @ V.T
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


def cross_entropy(V, h, y):
    """Return -log p of the right digit, on average."""
    logits = h @ V.T
    logits = logits - logits.max(axis=1, keepdims=True)
    return float((np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(y)), y]).mean())


class Learner:
    """The machine of a `Run`: plain SGD in float32, 32 digits a step. It stops where numbers overflow."""

    def __init__(self, scale, function, gain, equal, norm, seed):
        self.scale, self.function, self.norm = scale, function, norm
        self.start = (gain, equal, seed)
        V, self.batches = chance(seed)
        self.V = np.full(V.shape, 1 / WIDTH) if equal else V
        self.restore(None)

    def restore(self, memory):
        """Go back to a memory; None is the start."""
        self.position: int = memory[0] if memory else 0
        self.overflow: int = memory[1] if memory else 0
        weights = [W.copy() for W in memory[2]] if memory else [*first_weights(*self.start), self.V]
        self.weights: list[np.ndarray] = weights

    def memory(self):
        """Return position, overflow and weights; nothing for the start, which is quickly made again."""
        return (self.position, self.overflow, [W.copy() for W in self.weights]) if self.position else None

    def step(self):
        """Take one step of SGD, or none once numbers have overflowed."""
        if self.position == 0:
            self.weights = [W.astype(np.float32) for W in self.weights]
        chosen = self.batches[self.position % STEPS]
        self.position += 1
        if not self.overflow:
            with np.errstate(all="ignore"):
                slopes = self._slopes(np.float32(pixels(self.scale)[chosen]), labels()[chosen])
                finite = all(np.isfinite(np.vdot(slope, slope)) for slope in slopes)
            if not finite:
                self.overflow = self.position
                return
            for W, slope in zip(self.weights, slopes, strict=True):
                W -= RATE * slope

    def _slopes(self, x, y):
        """Return dL/dW of every layer."""
        *weights, V = self.weights
        kept = forward(weights, x, self.function, self.norm)
        h = kept[-1][3]
        error = probabilities(V, h)
        error[np.arange(len(y)), y] -= 1
        error /= len(y)
        back = backward(kept, error @ V, self.function, self.norm)
        slopes = [of_sums.T @ inputs for (of_sums, _), (_, inputs, *_) in zip(back, reversed(kept), strict=True)]
        return [*slopes[::-1], error.T @ h]

    def outputs(self):
        """Return the layers' values for all 128 digits."""
        x = pixels(self.scale)
        return forward(self.weights[:-1], x.astype(self.weights[0].dtype), self.function, self.norm)

    def loss(self):
        """Return the loss over all 128 digits."""
        with np.errstate(all="ignore"):
            return cross_entropy(self.weights[-1], self.outputs()[-1][3], labels())


class Training(Run):
    """One start and its training; what was shown of it is kept, so that going back costs nothing."""

    def __init__(self, settings):
        self.shown: dict[int, Trained] = {}
        super().__init__(Learner(*settings), spacing=MEMORIES, measure_every=10)

    def measure(self):
        """Return the loss; that of the start belongs to its picture, which is made anyway."""
        return self.machine.loss() if self.machine.position else None

    def at(self, step):
        """Return the network after some steps."""
        for one in (0, step):
            if one not in self.shown:
                self.move_to(one)
                self.shown[one] = self._look()
        return self.shown[step]

    def _look(self):
        machine, start = self.machine, self.shown.get(0)
        step, V = machine.position, machine.weights[-1]
        with np.errstate(all="ignore"):
            kept = machine.outputs()
            h = kept[-1][3]
            p, loss = probabilities(V, h), cross_entropy(V, h, labels())
            deep = None if start else sizes(kept, machine.function, machine.norm)
        if start is None:
            self.measurements[0] = loss
        answers = np.where(np.isfinite(p).all(axis=1), p.argmax(axis=1), -1)
        steps = np.append(np.arange(0, step, self.measure_every), step)
        losses = [*self.measurements[: len(steps) - 1], loss]
        return Trained(
            step=step,
            reached=self.reached,
            **({name: getattr(start, name) for name in OF_START} if start else before(deep)),
            different=deep.different if deep else different(h),
            loss=float(endless(loss)),
            answers=answers,
            read=int((answers == labels()).sum()),
            losses=np.stack([steps, endless(losses)], axis=1).astype(float),
            overflow=machine.overflow,
        )


def before(deep):
    """Return what a picture shows of the start."""
    return {
        "signals": endless(deep.signals),
        "gradients": endless(deep.gradients),
        "histograms": tuple(histogram(deep.values[layer]) for layer in SHOWN),
    }


def histogram(values):
    """Return the counts of 41 bars from -limit to limit, and the limit, which is the largest absolute value."""
    limit = max(float(np.abs(values).max()), 1e-300)
    if not np.isfinite(limit):
        return np.zeros(BARS, int), np.inf
    return np.histogram(values / limit, BARS, (-1, 1))[0], limit


def endless(values):
    """Return values with infinity in place of what is not a number.

    Examples
    --------
    >>> endless([1.0, np.nan]).tolist()
    [1.0, inf]
    """
    return np.where(np.isnan(values), np.inf, values)


def trainings():
    """Return an empty cache of trainings, by their settings."""
    return RunCache(Training, lambda one, other: -1, max_runs=2)  # a memory takes 1.2 MB


def trained(scale, function, gain, equal, norm, seed, steps=STEPS):
    """Train thirty layers of a start on the 128 digits that it is shown.

    Ten outputs, the loss, cross-entropy; plain SGD with rate 0.01, 32 digits a step. Batch normalisation, if any, is
    that of training. If numbers overflow, the weights stay what they were before that step.

    Parameters
    ----------
    scale, function, gain, equal, norm, seed
        As in `deep`. The seed also draws the weights of the outputs and the digits of each step.
    steps : int, default 200
        0 to 200.

    Returns
    -------
    Trained

    Examples
    --------
    >>> start = trained("standardised", "tanh", 1.5, False, False, 0, steps=0)
    >>> end = trained("standardised", "tanh", 1.5, False, False, 0)
    >>> start.read < 40, end.read > 120, end.loss < 0.3
    (True, True, True)
    """
    return Training((scale, function, gain, equal, norm, seed)).at(steps)
