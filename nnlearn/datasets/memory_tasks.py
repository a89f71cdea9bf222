"""Sequences made to measure a memory: a symbol to recall, two numbers to add, letters to count."""

from dataclasses import dataclass

import numpy as np

from nnlearn.arguments import describe, integer
from nnlearn.datasets.dataset import Dataset, paragraph

SYMBOLS, NOISE = 4, 4  # columns of a step of `recall_task`: symbols to keep, noise, and one for the question

CARD = """{what} Source: generated, {source}. Licence: none needed, the numbers are computed on your machine. Shapes:
x ({n}, {steps}, {features}) float32, one sequence an example, y ({n}{column}) {dtype}. Good for: {use}"""


def recall_task(n=1000, *, distance=20, seed=0):
    """Return sequences of a symbol, noise, and a question; the answer is the symbol.

    Each step is one-hot: columns 0 to 3 are the four symbols, 4 to 7 four kinds of noise, 8 is the question. Guessing
    is right with probability 1/4.

    Parameters
    ----------
    n : int, 4 or more
        Number of sequences.
    distance : int, 0 to 10000
        Steps of noise between the symbol and the question.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal sequences.

    Returns
    -------
    Dataset
        x (n, distance + 2, 9) float32, zeros and ones; y (n,) int64, 0..3, every symbol at least once.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a whole number in the range given above.

    References
    ----------
    A simple form of the tasks in Hochreiter, Schmidhuber (1997), "Long short-term memory".

    Examples
    --------
    >>> task = recall_task(4, distance=3)
    >>> task.x.shape, task.x[:, 0].argmax(axis=1).tolist() == task.y.tolist()
    ((4, 5, 9), True)
    """
    n, seed = _sizes("recall_task", n, seed, least=SYMBOLS)
    distance = integer("recall_task", "distance", distance, low=0, high=10_000)
    rng = np.random.default_rng(seed)
    y = np.concatenate([np.arange(SYMBOLS), rng.integers(0, SYMBOLS, n - SYMBOLS)])
    rng.shuffle(y)
    codes = np.full((n, distance + 2), SYMBOLS + NOISE)
    codes[:, 0] = y
    codes[:, 1:-1] = rng.integers(SYMBOLS, SYMBOLS + NOISE, (n, distance))
    what = "One of four symbols, noise, and the question which symbol it was."
    use = "measuring over how many steps a recurrent network can learn to keep something."
    x = np.eye(SYMBOLS + NOISE + 1, dtype=np.float32)[codes]
    return _task("recall_task", x, y, tuple("ABCD"), what, "by nnlearn", use)


def adding_task(n=1000, *, length=40, seed=0):
    """Return sequences of numbers, two of which are marked; the target is the sum of these two.

    The numbers are uniform on [0, 1]; one mark is in the first half, one in the second. Always naming the mean, 1, has
    a mean squared error of 1/6.

    Parameters
    ----------
    n : int, 1 or more
        Number of sequences.
    length : int, 2 to 10000
        Steps of a sequence.
    seed : int, 0 to 2**32 - 1
        Equal seeds give equal sequences.

    Returns
    -------
    Dataset
        x (n, length, 2) float32: the number, and its mark, 1 or 0; y (n, 1) float32.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a whole number in the range given above.

    References
    ----------
    Hochreiter, Schmidhuber (1997), "Long short-term memory": the adding problem, here
    with the marks in fixed halves and without their last step.

    Examples
    --------
    >>> task = adding_task(3, length=10)
    >>> bool(np.allclose((task.x[..., 0] * task.x[..., 1]).sum(axis=1), task.y[:, 0]))
    True
    """
    n, seed = _sizes("adding_task", n, seed, least=1)
    length = integer("adding_task", "length", length, low=2, high=10_000)
    rng = np.random.default_rng(seed)
    x, rows, half = np.zeros((n, length, 2), np.float32), np.arange(n), length // 2
    x[..., 0] = rng.random((n, length))
    x[rows, rng.integers(0, half, n), 1] = 1
    x[rows, rng.integers(half, length, n), 1] = 1
    y = (x[..., 0] * x[..., 1]).sum(axis=1, keepdims=True)
    what = "Numbers of which two are marked, and the sum of the two."
    use = "asking for a memory that decides what to keep: noise has the form of what is to be kept."
    return _task("adding_task", x, y, (), what, "after Hochreiter and Schmidhuber (1997)", use)


@dataclass(frozen=True, eq=False)
class Counts:
    """Words a...ab...b and where each ends; made by `counting_task`.

    Parameters
    ----------
    x : ndarray of shape (n, T, 2), float32
        One-hot letters, a and b; zeros after the end of a word.
    y : ndarray of shape (n, T, 1), float32
        1 at the last b, 0 elsewhere.
    mask : ndarray of shape (n, T, 1), float32
        1 at every letter of a word, 0 after its end.

    Examples
    --------
    >>> words = counting_task([2, 1])
    >>> words.x.shape, words.mask[:, :, 0].sum(axis=1).tolist()
    ((2, 4, 2), [4.0, 2.0])
    """

    x: np.ndarray
    y: np.ndarray
    mask: np.ndarray


def counting_task(lengths):
    """Return the words a^n b^n: n times a, then n times b; the reader says at which b the word ends.

    Parameters
    ----------
    lengths : sequence of int, each 1 to 10000
        The n of each word.

    Returns
    -------
    Counts
        Its arrays have T = 2 max(lengths) steps.

    Raises
    ------
    TypeError, ValueError
        If `lengths` is empty or holds anything but whole numbers in that range.

    References
    ----------
    Gers, Schmidhuber (2001), "LSTM recurrent networks learn simple context-free and context-sensitive languages",
    doi:10.1109/72.963769.

    Examples
    --------
    >>> words = counting_task([2, 1])
    >>> words.x.argmax(axis=2)[0].tolist(), words.y[:, :, 0].tolist()
    ([0, 0, 1, 1], [[0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0]])
    """
    if isinstance(lengths, (str, bytes)) or not np.iterable(lengths):
        raise TypeError(f"counting_task expected lengths to be a list of whole numbers, got {describe(lengths)}")
    lengths = [integer("counting_task", "each of lengths", n, low=1, high=10_000) for n in lengths]
    if not lengths:
        raise ValueError("counting_task expected at least one length, got an empty list")
    steps, ends = np.arange(2 * max(lengths)), np.array(lengths)[:, None]
    letters = np.stack([steps < ends, (steps >= ends) & (steps < 2 * ends)], axis=2)
    last, mask = steps == 2 * ends - 1, steps < 2 * ends
    return Counts(letters.astype(np.float32), *(part[..., None].astype(np.float32) for part in (last, mask)))


def _sizes(caller, n, seed, least):
    return (integer(caller, "n", n, low=least, high=10**7), integer(caller, "seed", seed, low=0, high=2**32 - 1))


def _task(name, x, y, classes, what, source, use):
    n, steps, features = x.shape
    column, dtype = (",", "int64") if classes else (", 1", "float32")
    card = CARD.format(
        what=what, source=source, n=n, steps=steps, features=features, column=column, dtype=dtype, use=use
    )
    return Dataset(name, x, y, (), classes, paragraph(card))
