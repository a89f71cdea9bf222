"""Watch a network of nnlearn.numpy while an answer trains it: what it was shown, its losses, the optimizer's steps.

The checks of open exercises read from it what was missing. It sees nothing of a network written without the library.
"""

import contextlib
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Watched:
    """What happened while the block ran.

    Parameters
    ----------
    losses : list of float
        In the order in which they were computed, those outside of no_grad.
    rates : list of float
        The learning rate of each step of an optimizer.
    layers : set of str
        Names of the classes of layers that were called: "Conv2d".
    shown : int
        How many examples went through a whole network in training mode.
    pages : list of ndarray
        One of the images of each batch that a network was given in training mode.
    flattened : tuple
        The shape that the last Flatten got.
    """

    losses: list = field(default_factory=list)
    rates: list = field(default_factory=list)
    layers: set = field(default_factory=set)
    shown: int = 0
    pages: list = field(default_factory=list)
    flattened: tuple = ()

    @property
    def steps(self):
        return len(self.rates)

    def loss_near(self, end):
        """Return the mean loss of the first ("start") or last ("end") twentieth of training, at least of five steps."""
        count = max(5, len(self.losses) // 20)
        return float(np.mean(self.losses[:count] if end == "start" else self.losses[-count:]))

    def still_falling(self):
        """Return whether the loss of the last fifth of training is well below that of the fifth before it."""
        fifth = len(self.losses) // 5
        if fifth < 10:
            return fifth > 0
        before, after = np.mean(self.losses[-2 * fifth : -fifth]), np.mean(self.losses[-fifth:])
        return bool(after < 0.9 * before)

    def what_went_wrong(self):
        """Return a sentence if nothing was trained, or the loss did not fall, else ""."""
        if not self.layers:
            return ""  # a network of the learner's own: nothing was seen of it
        if not self.losses and not self.steps:
            return "It was not trained: no loss was computed, and no optimizer took a step."
        if not self.steps:
            return f"A loss was computed {len(self.losses)} times, but no optimizer took a step."
        if len(self.losses) < 10:
            return f"Only {self.steps} steps were taken: one for each batch of a few dozen digits is usual."
        start, end = self.loss_near("start"), self.loss_near("end")
        if end < 0.9 * start:
            return ""
        rate = max(self.rates)
        told = f"The loss did not fall: {start:.2f} in the first steps, {end:.2f} in the last, at a rate of {rate:g}."
        if rate >= 0.03:
            return f"{told} That rate is too large for most networks; try a tenth of it."
        if rate <= 1e-4:
            return f"{told} That rate is very small; try ten times as much."
        return f"{told} Do the labels belong to the images, and the optimizer to this network's parameters?"


@contextlib.contextmanager
def watched():
    """Watch all networks of nnlearn.numpy in the block; yields a Watched."""
    from nnlearn.numpy.losses import Loss
    from nnlearn.numpy.module import Module, _recording
    from nnlearn.numpy.optimizers import Optimizer

    seen, depth = Watched(), [0]
    call, step = Module.__call__, Optimizer.step
    rng = np.random.default_rng(0)

    def watch_call(self, *inputs):
        seen.layers.add(type(self).__name__)
        if type(self).__name__ == "Flatten":
            seen.flattened = np.shape(inputs[0])
        if depth[0] == 0 and self.training and not isinstance(self, Loss) and np.ndim(inputs[0]) > 1:
            seen.shown += len(inputs[0])
            seen.pages.append(np.array(inputs[0][rng.integers(len(inputs[0]))]))
        depth[0] += 1
        try:
            output = call(self, *inputs)
        finally:
            depth[0] -= 1
        if isinstance(self, Loss) and _recording.on and np.ndim(output) == 0:
            seen.losses.append(float(output))
        return output

    def watch_step(self):
        seen.rates.append(float(self.param_groups[0].get("lr", 0)))
        return step(self)

    Module.__call__, Optimizer.step = watch_call, watch_step
    try:
        yield seen
    finally:
        Module.__call__, Optimizer.step = call, step
