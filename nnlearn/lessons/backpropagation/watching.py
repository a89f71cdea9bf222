"""Watch a training that calls `gradients`: what it is given, how the weights move; and say what is missing."""

import collections
import contextlib
from collections.abc import Callable

import numpy as np

NAMES = ("W1", "b1", "W2", "b2")
LAST = 20  # notes that count as the end of a training
EVERY = 7  # after the first calls, two of seven are looked at closely


class Watch:
    """A function that stands in for the learner's `gradients` and takes notes.

    Parameters
    ----------
    x, labels : ndarray
        What train is given.
    """

    def __init__(self, x, labels):
        self.gradients: Callable = lambda *net: None
        self.places = {row.tobytes(): k for k, row in enumerate(x)}
        self.x, self.labels, self.size = x, labels, len(x)
        self.calls = self.rows = self.known = self.mismatched = self.jumps = 0
        self.used: set = set()
        self.changed: set = set()
        self.first: list = []
        self.before: list = []  # of the last call, if that was looked at
        self.slopes: list = []
        self.rates: list = []
        self.replaced = False
        self.losses: list = []
        self.saturated = self.reach = 0.0
        self.batches: collections.deque = collections.deque(maxlen=LAST)
        self.weights: list = []  # the arrays themselves: a step in place shows in them

    @contextlib.contextmanager
    def instead_of_gradients(self, train):
        """Stand in for the name `gradients` that `train` sees, in the block."""
        names = getattr(train, "__globals__", {})
        own = names.get("gradients")
        if not callable(own):
            yield
            return
        self.gradients, names["gradients"] = own, self
        try:
            yield
        finally:
            names["gradients"] = own

    def __call__(self, x, labels, *parameters, **named):
        try:
            found = self.gradients(x, labels, *parameters, **named)
        except Exception:
            _check_shapes(x, parameters)
            raise
        if len(parameters) == 4 and isinstance(found, tuple | list) and len(found) == 4:
            with np.errstate(all="ignore"), contextlib.suppress(ValueError, TypeError, IndexError):
                self._note(np.asarray(x, float), np.asarray(labels), [np.asarray(p) for p in parameters], found)
        return found

    def _note(self, x, labels, parameters, found):
        self.calls += 1
        self.rows += len(x)
        self.weights = parameters
        self._rows(x, labels)
        if self.calls > 10 and self.calls % EVERY > 1:
            self.before = []
            return
        h, logs = _forward(x, parameters)
        self.losses.append(float(-logs[np.arange(len(x)), labels].mean()))
        self.batches.append((x, labels))
        now = [np.array(p, float) for p in parameters]
        if not self.first:
            self.first = now
            self.saturated = float((np.abs(h) > 0.95).mean())
            self.reach = float(np.abs(x).max())
        elif self.before:
            self._step(now)
        self.before, self.slopes = now, [np.array(g, float) for g in found]

    def _rows(self, x, labels):
        for row, label in zip(x, labels, strict=True):
            place = self.places.get(row.tobytes())
            if place is not None:
                self.known += 1
                self.mismatched += int(self.labels[place] != label)
                self.used.add(place)

    def _step(self, now):
        moved = [new - old for new, old in zip(now, self.before, strict=True)]
        self.changed |= {name for name, move in zip(NAMES, moved, strict=True) if move.any()}
        move, slope, new = (np.concatenate([v.ravel() for v in values]) for values in (moved, self.slopes, now))
        rate = -float(move @ slope) / (float(slope @ slope) or 1.0)
        plain = np.linalg.norm(move + rate * slope) <= 1e-6 * np.linalg.norm(move)
        if self.calls == 2:
            factor = float(new @ slope) / (float(slope @ slope) or 1.0)
            self.replaced = bool(new.any() and np.linalg.norm(new - factor * slope) <= 1e-6 * np.linalg.norm(new))
        if plain and move.any():
            self.rates.append(rate)
        elif self.rates and np.linalg.norm(move) > 0.3 * np.linalg.norm(new):
            self.jumps += 1


def _forward(x, parameters):
    """Return the hidden signals and the logarithms of the probabilities, which are finite where a probability is 0."""
    W1, b1, W2, b2 = parameters
    h = np.tanh(x @ W1.T + b1)
    scores = h @ W2.T + b2
    lowered = scores - scores.max(axis=1, keepdims=True)
    return h, lowered - np.log(np.exp(lowered).sum(axis=1, keepdims=True))


def _check_shapes(x, parameters):
    if len(parameters) != 4 or not all(isinstance(p, np.ndarray) for p in parameters) or np.ndim(x) != 2:
        return
    W1, _, W2, _ = parameters
    if W1.ndim != 2 or W1.shape[1] != np.shape(x)[1]:
        raise ValueError(f"W1 has the shape {W1.shape}. It needs a row for each hidden unit, a column for each input")
    if W2.shape != (10, len(W1)):
        raise ValueError(
            f"W2 has the shape {W2.shape}. It needs a row for each of 10 digits, a column for each hidden unit"
        )


def advice(watch, labels, known, missing):
    """Return a sentence on what is wrong with a training that missed the target, found in the notes.

    Parameters
    ----------
    watch : Watch
    labels : ndarray
        Predicted for unseen digits.
    known : float
        The share of the training digits that predict gets right.
    missing : int
        How many more unseen digits must be right.
    """
    if not watch.calls:
        return _unwatched(labels, known, missing)
    found = (
        check(watch, known) for check in (_pairs, _start, _steps, _order, _growth, _data, _other_predict, _too_little)
    )
    return next(filter(None, found), "") or (
        f"{known:.1%} of the training digits are right, and {missing} more of the unseen must be. "
        "Try more hidden units, or a few more passes; another start changes it by a few digits, too."
    )


def _unwatched(labels, known, missing):
    if len(set(labels.tolist())) == 1:
        return f"predict gives {int(labels[0])} for every digit. Do the weights change, and does the loss fall?"
    if known < 0.2:
        return f"It reads {known:.1%} even of the digits it was trained on, which is guessing. Does the loss fall?"
    if known < 0.995:
        return (
            f"It reads {known:.1%} of the digits it was trained on. Train until nearly all of these are right: more "
            "passes, or a larger step."
        )
    return f"It reads {known:.1%} of the digits it was trained on, and {missing} more of the unseen must be right."


def _pairs(watch, known):
    if watch.mismatched > 0.05 * max(watch.known, 1):
        return (
            f"In {watch.mismatched / watch.known:.0%} of the rows that gradients is given, digit and label do not "
            "belong together. Take the same rows of both, x[rows] and labels[rows], and move neither alone."
        )
    return ""


def _start(watch, known):
    W1, b1, W2, _ = watch.first
    if not (np.ptp(W1, axis=0).any() or np.ptp(b1) or np.ptp(W2, axis=1).any()):
        return (
            "All hidden units start with the same weights, so they get the same gradients and stay the same. "
            "Start with random weights."
        )
    if watch.saturated > 0.6:
        x = f"Here x reaches to {watch.reach:.3g}: take it as it comes, or start" if watch.reach > 1.5 else "Start"
        return (
            f"At the start {watch.saturated:.0%} of the hidden signals are above 0.95 or below -0.95, where tanh has "
            f"almost no slope. {x} with smaller weights and biases."
        )
    return ""


def _steps(watch, known):
    if watch.calls < 2:
        return "gradients is called only once, so there is one step at most. Is a `return` inside a loop?"
    if not watch.changed:
        return (
            "The weights never change. A step must change the arrays that are used next. `p = p - ...` makes a new one."
        )
    if watch.replaced:
        return "The weights are replaced by the step. Subtract it from them: p -= rate * gradient."
    fixed = [name for name in NAMES if name not in watch.changed]
    if fixed:
        return f"{' and '.join(fixed)} never change. Does every parameter get its step?"
    if watch.rates and np.median(watch.rates) < 0:
        return "The weights move along the gradient, and that is uphill. The step is subtracted."
    if watch.jumps > 1:
        return "Again and again the weights jump to quite other ones. Are they made new in the loop over the epochs?"
    return ""


def _growth(watch, known):
    start, end = watch.losses[0], float(np.mean(watch.losses[-LAST:]))
    rate = f" with steps of {np.median(watch.rates):.3g} times the gradient" if watch.rates else ""
    if not np.isfinite(end):
        return f"The loss grows until it overflows{rate}. Is the learning rate too large?"
    if end > 1.3 * start and known < 0.9:
        ends = (min(watch.losses[-LAST:]), max(watch.losses[-LAST:]))
        low, high = (f"{one:.2g}" if one < 100 else f"{float(f'{one:.2g}'):,.0f}" for one in ends)
        return (
            f"The loss begins at {start:.2g}, and in the last batches it lies between {low} and {high}{rate}. "
            "A smaller learning rate makes smaller steps."
        )
    return ""


def _other_predict(watch, known):
    as_it_comes = watch.known == watch.rows
    batches = [(watch.x, watch.labels)] if as_it_comes else watch.batches
    reads = [_forward(x, watch.weights)[1].argmax(axis=1) == labels for x, labels in batches]
    end = float(np.mean(np.concatenate(reads)))
    if end > known + (0.03 if as_it_comes else 0.1):  # the last batches alone may be easier than all digits
        read, them = (
            ("training digits", "them") if as_it_comes else ("digits in the last batches", "the training digits")
        )
        return (
            f"With the last weights {end:.1%} of the {read} are right, but predict reads only {known:.1%} of {them}. "
            "What does it do otherwise: with x, tanh, the weights, argmax?"
        )
    return ""


def _order(watch, known):
    kinds = [len(np.unique(labels)) for _, labels in watch.batches if len(labels) > 7]
    if kinds and max(kinds) <= 2:
        return (
            "In each of the last batches there are only one or two kinds of digit, and such steps undo what was "
            "learned of the others. Take the digits in a random order."
        )
    return ""


def _data(watch, known):
    unknown = watch.rows - watch.known
    if not unknown and len(watch.used) < 0.95 * watch.size:
        return (
            f"Only {len(watch.used)} of the {watch.size} digits are ever trained on. Where do the loops begin and end?"
        )
    return ""


def _too_little(watch, known):
    hidden, passes, end = len(watch.first[0]), watch.rows / watch.size, float(np.mean(watch.losses[-LAST:]))
    rate = float(np.median(watch.rates)) if watch.rates else None
    if end < 0.03:
        return ""
    still = f"the loss near the end is {end:.2g} on average"
    if watch.reach < 0.3:
        return f"The inputs in training reach only to {watch.reach:.2g}, and {still}. x is between 0 and 1 as it comes."
    if rate is not None and rate < 0.03:
        return f"The learning rate is {rate:.2g}, and {still} after {watch.calls} steps. Take larger steps."
    if rate is not None and rate > 2:
        return f"The learning rate is {rate:.3g}, and {still}. Such steps jump over the valley. Take smaller ones."
    if hidden < 16:
        return f"With {hidden} hidden units, {still}. That is few for ten digits: take more."
    middle = watch.losses[: max(len(watch.losses) // 2, LAST)][-LAST:]
    if passes >= 10 and end > 0.9 * float(np.mean(middle)):
        return (
            f"{still[0].upper()}{still[1:]}, hardly less than halfway through the training: more of the same changes "
            "little. Is the step too large, or does something besides the gradient move the weights?"
        )
    if passes < 30:
        return f"Each digit is seen {f'{passes:.0f} times' if passes >= 1.5 else 'once'}, and {still}. Train longer."
    if watch.calls < 1500:
        return f"There are only {watch.calls} steps, and {still}. Smaller batches make more steps of the same work."
    return f"After {watch.calls} steps, {still}. Train longer, or with another rate."
