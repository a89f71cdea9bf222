"""Where windows lie along one axis of an image: integer arithmetic, done once for each length."""

import functools
from dataclasses import dataclass


@dataclass(frozen=True)
class Axis:
    """Windows along one axis: output i meets pixel i s + k d - p with row (or column) k of the kernel.

    Attributes
    ----------
    kernel, stride, dilation : int
        The number of values of k, and s and d.
    before, after : int
        Padding at both ends; p is `before`.
    """

    kernel: int
    stride: int
    dilation: int
    before: int
    after: int

    @property
    def early(self):
        """Return how many outputs before the first a window could begin and still meet the image."""
        return max(0, (self.dilation * (self.kernel - 1) - self.before) // self.stride)

    def count(self, length):
        """Return how many windows fit: floor((length + padding - d (k - 1) - 1) / s) + 1."""
        return (length + self.before + self.after - self.dilation * (self.kernel - 1) - 1) // self.stride + 1


@functools.lru_cache(maxsize=256)
def strips(axis, length, count):
    """Return, for each k, the outputs in which it meets pixels, and those pixels: [(k, slice, slice)].

    Examples
    --------
    >>> strips(Axis(kernel=2, stride=1, dilation=1, before=1, after=0), length=4, count=4)
    ((0, slice(1, 4, None), slice(0, 3, 1)), (1, slice(0, 4, None), slice(0, 4, 1)))
    """
    found, stride = [], axis.stride
    for k in range(axis.kernel):
        offset = k * axis.dilation - axis.before  # output i meets pixel i s + k d - p
        first = max(0, -(offset // stride))
        last = min(count, (length - 1 - offset) // stride + 1)
        if first < last:
            found.append(
                (k, slice(first, last), slice(first * stride + offset, (last - 1) * stride + offset + 1, stride))
            )
    return tuple(found)


@functools.lru_cache(maxsize=256)
def phases(axis, length):
    """Return pixels y, a stride apart, with the k and the outputs i that meet them: i s + k d - p = y.

    With a stride, i is a whole number for only some k at a pixel y, and for the same k at y + s, y + 2 s, ...

    Returns
    -------
    tuple of (slice of the pixels y, slice of the reversed kernel, first i of the first y, step of i)

    Examples
    --------
    Kernel 4, stride 2, no padding: even pixels meet k = 2 and 0, odd ones 3 and 1, beginning one output before the
    first.

    >>> phases(Axis(kernel=4, stride=2, dilation=1, before=0, after=0), length=6)
    ((slice(0, 6, 2), slice(1, 4, 2), -1, 1), (slice(1, 6, 2), slice(0, 3, 2), -1, 1))
    """
    found, stride = [], axis.stride
    for first in range(min(stride, length)):
        total = first + axis.before
        meet = [k for k in reversed(range(axis.kernel)) if (total - k * axis.dilation) % stride == 0]
        if meet:
            gap = meet[0] - meet[1] if len(meet) > 1 else 1
            flipped = slice(axis.kernel - 1 - meet[0], axis.kernel - meet[-1], gap)
            step = max(1, gap * axis.dilation // stride)
            found.append((slice(first, length, stride), flipped, (total - meet[0] * axis.dilation) // stride, step))
    return tuple(found)
