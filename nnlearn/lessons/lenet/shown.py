"""What a network was shown while an answer to 16.5 trained it: how many pictures, which, and in what scale."""

import collections
import contextlib
import math
from dataclasses import dataclass, field

import numpy as np

KEPT = 1000  # pictures that are kept, the last ones


@dataclass
class Shown:
    """The pictures that went through a whole network in training mode.

    Parameters
    ----------
    count : int
        How many, those shown again included.
    different : set of int
        One number for each picture that differs from the others.
    digits : set of int
        The same of what is left of each picture without the empty rows and columns around its ink, so that a digit that
        was moved counts as the same.
    kept : deque of [pictures, targets or None]
        The last batches.
    """

    count: int = 0
    different: set = field(default_factory=set)
    digits: set = field(default_factory=set)
    kept: collections.deque = field(default_factory=collections.deque)

    def add(self, batch):
        batch = np.ascontiguousarray(batch, np.float32)
        self.count += len(batch)
        self.different.update(_numbers(batch))
        self.digits.update(_numbers(_cut_out(batch)))
        self.kept.append([batch[-KEPT:].copy(), None])
        while sum(len(pictures) for pictures, _ in self.kept) - len(self.kept[0][0]) >= KEPT:
            self.kept.popleft()

    def add_targets(self, targets):
        if self.kept and np.ndim(targets) == 1 and len(targets) >= len(self.kept[-1][0]):
            self.kept[-1][1] = np.array(targets[-KEPT:])

    def pictures(self):
        """Return the kept pictures, (n, ...), as they were shown; None if there are none of one shape."""
        shapes = {pictures.shape[1:] for pictures, _ in self.kept}
        return np.concatenate([pictures for pictures, _ in self.kept]) if len(shapes) == 1 else None

    def in_x(self, x):
        """Return the share of the different pictures that are in `x` as they are."""
        return len(self.different & set(_numbers(x))) / max(1, len(self.different))

    def digits_shared(self, *all_pictures):
        """Return how many different digits were shown, moved or not, that are in all of these."""
        return len(self.digits.intersection(*(_numbers(_cut_out(pictures)) for pictures in all_pictures)))

    def digits_of(self, x):
        """Return how many digits of `x` were shown, moved or not; 0 if much of what was shown is none of them."""
        known = self.digits & set(_numbers(_cut_out(x)))
        return len(known) if len(known) >= 0.9 * len(self.digits) else 0

    def read(self, scores, x, labels):
        """Return the share of the kept pictures that is read rightly, or None if that cannot be measured.

        The label of a picture that is in `x` is its own, that of another one the target it was shown with.
        """
        pictures = self.pictures()
        if pictures is None or any(targets is None for _, targets in self.kept):
            return None
        known = dict(zip(_numbers(x), labels, strict=True))
        targets = np.concatenate([targets for _, targets in self.kept])
        wanted = [known.get(number, own) for number, own in zip(_numbers(pictures), targets, strict=True)]
        return float((scores(pictures).argmax(axis=1) == wanted).mean())

    def other_scale(self, x):
        """Return the smallest and the largest number that it was shown if the scale is not that of `x`, else None."""
        pictures = self.pictures()
        if pictures is None:
            return None
        low, high = float(pictures.min()), float(pictures.max())
        if (low > -0.01 and 0.5 < high < 1.01) or 1 / 1.8 < pictures.std() / x.std() < 1.8:
            return None
        return low, high

    def off_the_middle(self, x):
        """Return how far from the middle the ink was on average, in what was shown and in `x`, in pixels."""
        pictures = self.pictures()
        if pictures is None or pictures[0].size != x[0].size:
            return 0.0, 0.0
        return _off(pictures.reshape(-1, *x.shape[2:])), _off(x[:KEPT, 0])


def _numbers(pictures):
    """Return one number for each picture, the same for the same pictures."""
    return [hash(np.asarray(one, np.float32).tobytes()) for one in pictures]


def _cut_out(pictures):
    """Return each picture without the empty rows and columns around its ink."""
    pages = np.reshape(pictures, (len(pictures), -1))
    side = math.isqrt(pages.shape[1])
    if side**2 != pages.shape[1]:
        return pages
    pages = pages.reshape(-1, side, side)
    found = []
    for page in pages:
        i, j = np.nonzero(page > 0)
        found.append(page[i.min() : i.max() + 1, j.min() : j.max() + 1] if len(i) else page[:0])
    return found


def _off(pictures):
    """Return the mean distance of the centre of the ink from the middle."""
    middle = (np.array(pictures.shape[1:]) - 1) / 2
    rows, columns = np.indices(pictures.shape[1:])
    ink = pictures.clip(0)
    total = ink.sum(axis=(1, 2))
    found = [(ink * place).sum(axis=(1, 2))[total > 0] / total[total > 0] for place in (rows, columns)]
    return float(np.hypot(found[0] - middle[0], found[1] - middle[1]).mean()) if (total > 0).any() else 0.0


@contextlib.contextmanager
def shown_in_training():
    """Watch what all networks of nnlearn.numpy are shown in the block; yields a Shown."""
    from nnlearn.numpy.losses import Loss
    from nnlearn.numpy.module import Module

    shown, depth, call = Shown(), 0, Module.__call__

    def watch(self, *inputs):
        nonlocal depth
        if isinstance(self, Loss):
            if len(inputs) > 1:
                shown.add_targets(inputs[1])
        elif depth == 0 and self.training and np.ndim(inputs[0]) > 1:
            shown.add(inputs[0])
        depth += 1
        try:
            return call(self, *inputs)
        finally:
            depth -= 1

    Module.__call__ = watch  # type: ignore[method-assign]
    try:
        yield shown
    finally:
        Module.__call__ = call  # type: ignore[method-assign]
