"""What a network was shown while an answer to 14.6 trained it: how many signals, moved how far, with which labels."""

import contextlib
from dataclasses import dataclass, field

import numpy as np

LOOKED_AT = 400  # samples that are compared with the signals, one a batch, spread over the training
GUESSING = float(np.log(10))  # the loss of a network that gives each of ten digits a tenth


@dataclass
class Shown:
    """What happened while a network was trained.

    Parameters
    ----------
    different : set of int
        One number for each signal that differs from the others.
    samples : list of [ndarray, target or None]
        One signal of each batch in training, with the target that the loss had for it.
    losses, rates : list of float
        One for each loss in training, and the learning rate of each step.
    cleared : int
        How often zero_grad was called, of an optimizer or of a network.
    """

    different: set = field(default_factory=set)
    samples: list = field(default_factory=list)
    losses: list = field(default_factory=list)
    rates: list = field(default_factory=list)
    cleared: int = 0

    def recognised(self, x):
        """Return (signal of x, shift, likeness, target) for some of the samples; a likeness of 1 is the very shape."""
        rows = [(row, target) for row, target in self.samples if np.shape(row) == x.shape[1:]]
        rows = rows[:: max(1, len(rows) // LOOKED_AT)]
        if not rows:
            return []
        width = x.shape[1]
        moved = _unit(np.concatenate([np.roll(x, k, axis=1) for k in range(width)]))  # (width * len(x), width)
        like = _unit(np.array([row for row, _ in rows])) @ moved.T
        best = like.argmax(axis=1)
        found = []
        for which, alike, (_, target) in zip(best, like.max(axis=1), rows, strict=True):
            shift, i = divmod(int(which), len(x))
            found.append((i, shift - width * (shift > width // 2), float(alike), target))
        return found

    def trouble(self, x, y):
        """Return a sentence if nothing was trained, or not on the labels that belong to the signals, else ""."""
        few = max(5, len(self.losses) // 20)
        if not self.rates and self.samples and not np.mean(self.losses[-few:] or 1) < np.mean(self.losses[:few] or 0):
            return "In the worst start no optimizer took a step."
        if self.cleared == 0 and len(self.rates) > 1:
            return "zero_grad was never called, and gradients add up from step to step until they are set to 0."
        sure = [(i, k, target) for i, k, alike, target in self.recognised(x) if alike > 0.99 and target is not None]
        wrong = [(i, k, target) for i, k, target in sure if target != y[i]]
        if len(wrong) > len(sure) / 10:
            i, k, target = wrong[0]
            where = f", moved by {_places(k)}," if k else ""
            return (
                "In training, signals and labels did not belong together: the network was shown "
                f"x[{i}]{where} as a {target:g}, and its label is {y[i]}."
            )
        return ""

    def course(self):
        """Say how the training went, in numbers."""
        few = max(5, len(self.losses) // 20)
        if not self.losses or not self.rates:
            return ""
        first, last = np.mean(self.losses[:few]), np.mean(self.losses[-few:])
        return (
            f"In the worst start the loss was {first:.2f} in the first steps and {last:.2f} in the last, in "
            f"{len(self.rates):,} steps at a learning rate of {max(self.rates):g}; guessing has {GUESSING:.2f}."
        )

    def falling(self):
        """Return whether the loss of the last fifth of training is well below that of the fifth before it."""
        fifth = len(self.losses) // 5
        return fifth > 0 and bool(np.mean(self.losses[-fifth:]) < 0.9 * np.mean(self.losses[-2 * fifth : -fifth]))

    def learned_more(self, share):
        """Return whether the loss became too small for a network that reads only this share of x, below a half."""
        last = np.mean(self.losses[-max(5, len(self.losses) // 20) :] or GUESSING)
        return bool(last < (0.8 if share < 0.25 else 0.5) * GUESSING)

    def unlike(self, x):
        """Return a sentence if much of what was shown is not a signal of `x`, moved or not, else ""."""
        near = [alike > 0.9 for _, _, alike, _ in self.recognised(x)]  # of two signals, mirrored or not: seldom
        if not near or np.mean(near) >= 0.5:
            return ""
        return (
            f"{self._told()}, and more than half of them are far from every signal of x, wherever it is moved. Which "
            "changes leave a label true?"
        )

    def copies(self, x):
        """Return a sentence if there are better copies than those that were shown, else ""."""
        shifts = [abs(shift) for _, shift, alike, _ in self.recognised(x) if alike > 0.97]
        if not shifts:
            return ""
        farthest, count = max(shifts), len(self.different)
        if farthest == 0:
            return f"{self._told()}, and none was moved. Which remedy gained most in the lesson?"
        if count < 0.75 * x.size or farthest < 15:
            return (
                f"{self._told()}, moved by {_places(farthest)} at most. How far may a signal be moved, and how many "
                "different copies can there be?"
            )
        return ""

    def _told(self):
        return f"In the worst start the network was shown {len(self.different):,} different signals"


def _places(k):
    return f"{k} place{'s' * (abs(k) != 1)}"


def _unit(rows):
    """Return each row less its mean, with the length 1."""
    rows = np.asarray(rows, float)
    rows = rows - rows.mean(axis=1, keepdims=True)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


@contextlib.contextmanager
def shown_in_training():
    """Watch all networks of nnlearn.numpy in the block; yields a Shown."""
    from nnlearn.numpy.losses import Loss
    from nnlearn.numpy.module import Module
    from nnlearn.numpy.no_grad import recording
    from nnlearn.numpy.optimizers import Optimizer

    shown, rng = Shown(), np.random.default_rng(0)
    depth, place, waiting = 0, 0, False
    call, step, clear = Module.__call__, Optimizer.step, (Module.zero_grad, Optimizer.zero_grad)

    def watch_call(self, *inputs):
        nonlocal depth, place, waiting
        if depth == 0 and not isinstance(self, Loss) and np.ndim(inputs[0]) > 1:
            waiting = bool(self.training and len(inputs[0]))
            if waiting:
                rows = np.ascontiguousarray(inputs[0], np.float32)
                shown.different.update(hash(row.tobytes()) for row in rows)
                place = int(rng.integers(len(rows)))
                shown.samples.append([rows[place].copy(), None])
        depth += 1
        try:
            output = call(self, *inputs)
        finally:
            depth -= 1
        if isinstance(self, Loss) and recording.get() and np.ndim(output) == 0:
            shown.losses.append(float(output))
            if waiting and len(inputs) > 1 and np.ndim(inputs[1]) == 1 and len(inputs[1]) > place:
                shown.samples[-1][1] = inputs[1][place]
            waiting = False
        return output

    def watch_step(self):
        shown.rates.append(float(self.param_groups[0].get("lr", 0)))
        return step(self)

    def counted(method):
        def watch_clear(self, *given, **options):
            shown.cleared += 1
            return method(self, *given, **options)

        return watch_clear

    Module.__call__, Optimizer.step = watch_call, watch_step  # type: ignore[method-assign]
    Module.zero_grad, Optimizer.zero_grad = map(counted, clear)  # type: ignore[method-assign]
    try:
        yield shown
    finally:
        Module.__call__, Optimizer.step = call, step  # type: ignore[method-assign]
        Module.zero_grad, Optimizer.zero_grad = clear  # type: ignore[method-assign]
