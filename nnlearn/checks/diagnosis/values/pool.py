"""All numbers that the solution computes on its way, to ask whether a value of a wrong answer is among them."""

import numpy as np

from nnlearn.checks.compare import as_numbers, plain

FEW = 4  # of fewer small whole numbers, any may be a part of the solution's
USUAL = 12  # whole numbers up to this one come up everywhere and tell nothing


class Pool:
    """The values of the solution: every number to eight digits, and every array as the bag of its numbers.

    Parameters
    ----------
    values : iterable of numbers, arrays, and lists, tuples and dicts of them

    Examples
    --------
    >>> pool = Pool([np.array([[0.25, 1.75]]), [0, 1, 1]])
    >>> pool.holds(np.array([1.75, 0.25])), pool.holds(0.25), pool.holds(0.26), pool.holds(3)
    (True, True, False, None)
    >>> pool.holds(np.array([0.25, 0.25])), pool.holds([0, 1, 1]), pool.holds([1, 0, 1, 0])
    (None, True, False)
    """

    def __init__(self, values):
        self.numbers, self.arrays = set(), set()
        for value in _single(values):
            telling, whole = _telling(value)
            self.numbers.update(telling)
            self.arrays.add(whole)

    def holds(self, value):
        """Return whether the solution has a value, in any order, shape and sign.

        Returns
        -------
        bool or None
            False if a number is in none of its values; None if each is in one, but the whole is not, or if the value
            tells nothing: a count, a shape.
        """
        telling, whole = _telling(value)
        if any(number not in self.numbers for number in telling):
            return False
        if whole is None or whole in self.arrays:
            return None if whole is None else True
        size = np.size(plain(value))
        if telling:
            return True if len(telling) == size == 1 else None
        return False if size >= FEW else None


def _single(values):
    """Yield the values, and those inside lists, tuples and dicts of them."""
    for value in values:
        yield value
        if isinstance(value, dict):
            yield from _single(value.values())
        elif isinstance(value, list | tuple):
            yield from _single(value)


def _telling(value):
    """Return the telling numbers of a value as texts, and the whole in a form that can be compared, or None."""
    numbers = None if isinstance(value, range) else as_numbers(plain(value))
    if numbers is None or (numbers.dtype.kind in "biu" and (numbers.ndim == 0 or isinstance(value, tuple))):
        return [], None
    numbers = np.asarray(numbers, dtype=float)
    usual = (numbers == np.round(numbers)) & (np.abs(numbers) <= USUAL)
    telling = sorted(f"{abs(number):.7e}" for number in numbers[np.isfinite(numbers) & ~usual])
    if telling:
        return telling, tuple(telling)
    if len(np.unique(numbers)) < 2:
        return [], None
    opposite = 1 - numbers if set(np.unique(numbers)) == {0, 1} else -numbers
    return [], (numbers.shape, *sorted([numbers.tobytes(), opposite.tobytes()]))
