"""Sequences of unequal length in one batch: padded to one length, or packed without the padding.

Packed, step t holds the sequences that are still going on: no padding is computed, and none reaches a state.

    padded (time down)      packed: data    batch_sizes
    a1 b1 c1                a1 b1 c1        3
    a2 b2 .                 a2 b2           2
    a3 .  .                 a3              1

A mask does it all: the steps of the padded array that are below the lengths, row by row, are the packed data. So each
of the two functions is the other's derivative: a gradient of the padded array is packed, and one of the packed padded.
"""

from typing import NamedTuple

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import describe


class _Fields(NamedTuple):
    data: np.ndarray
    batch_sizes: np.ndarray
    sorted_indices: np.ndarray | None
    unsorted_indices: np.ndarray | None


class PackedSequence(_Fields):
    """Hold a batch of sequences without padding, as `pack_padded_sequence` makes it and RNN, LSTM and GRU take it.

    Parameters
    ----------
    data : ndarray of shape (total, ...)
        All steps of all sequences: those of the first step, longest sequence first, then those of the second, ...
    batch_sizes : ndarray of shape (T,), int64
        How many sequences have that step: each number at most the one before, and at least 1; their sum is `total`.
    sorted_indices, unsorted_indices : ndarray of shape (N,), int64, or None
        Where in the batch the longest, second longest, ... sequence stood, and the inverse; None if they were sorted.

    Raises
    ------
    TypeError, ValueError
        If an argument is not an array like that.

    Examples
    --------
    >>> PackedSequence(np.array([1, 5, 2]), np.array([2, 1]))  # the sequences 1 2 and 5
    PackedSequence(data=array([1, 5, 2]), batch_sizes=array([2, 1]), sorted_indices=None, unsorted_indices=None)
    """

    def __new__(cls, data, batch_sizes, sorted_indices=None, unsorted_indices=None):
        caller = "PackedSequence"
        arguments.check_numbers(caller, "data", data)
        if data.ndim == 0:
            raise TypeError(f"{caller} expected data to be an array of steps, got {describe(data)}")
        sizes = arguments.labels(caller, "batch_sizes", batch_sizes)
        if sizes.min() < 1 or (np.diff(sizes) > 0).any() or sizes.sum() != len(data):
            raise ValueError(
                f"{caller} expected batch_sizes >= 1 that never grow and add up to the {len(data)} rows of data, "
                f"got {sizes.tolist()}"
            )
        orders = {"sorted_indices": sorted_indices, "unsorted_indices": unsorted_indices}
        for name, order in orders.items():
            if order is not None and sorted(arguments.labels(caller, name, order).tolist()) != [*range(sizes[0])]:
                raise ValueError(f"{caller} expected {name} to hold each of 0..{sizes[0] - 1} once, got {order}")
        if sorted_indices is not None and unsorted_indices is None:
            unsorted_indices = np.argsort(sorted_indices, kind="stable")
        return super().__new__(cls, data, sizes, sorted_indices, unsorted_indices)


def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
    """Put sequences of unequal length into one array, the shorter ones padded.

    Parameters
    ----------
    sequences : list of ndarray of shape (length, ...)
        At least one; all but the first axis agree.
    batch_first : bool
        Whether the result is (N, T, ...) instead of (T, N, ...).
    padding_value : float
    padding_side : {"right", "left"}
        Where the padding stands: after a sequence, or before it.

    Returns
    -------
    ndarray of shape (T, N, ...), of the dtype of the sequences

    Raises
    ------
    TypeError, ValueError
        If there is no sequence, one is not an array or has other features than the first, or an argument is out of
        range.

    Examples
    --------
    >>> pad_sequence([np.array([1, 2, 3]), np.array([4])], batch_first=True)
    array([[1, 2, 3],
           [4, 0, 0]])
    """
    caller = "pad_sequence"
    if not isinstance(sequences, list | tuple) or not sequences:
        raise TypeError(f"{caller} expected sequences to be a list of arrays, got {describe(sequences)}")
    for each in sequences:
        arguments.check_numbers(caller, "sequences", each)
        if each.ndim == 0:
            raise TypeError(f"{caller} expected sequences to be a list of arrays, got {describe(each)} in it")
        if each.shape[1:] != sequences[0].shape[1:]:
            raise ValueError(
                f"{caller} expected sequences that differ in length alone, got {sequences[0].shape} and {each.shape}"
            )
    arguments.choice(caller, "padding_side", padding_side, ("right", "left"))
    longest = max(map(len, sequences))
    shape = (len(sequences), longest, *sequences[0].shape[1:])
    padded = filled(caller, shape, padding_value, np.result_type(*sequences))
    for row, each in zip(padded, sequences, strict=True):
        start = longest - len(each) if padding_side == "left" else 0
        row[start : start + len(each)] = each
    return padded if arguments.flag(caller, "batch_first", batch_first) else padded.swapaxes(0, 1)


def filled(caller, shape, padding_value, dtype):
    """Return an array full of the padding."""
    if not isinstance(padding_value, int | float | np.integer | np.floating | np.bool_):
        raise TypeError(f"{caller} expected padding_value to be a number, got {describe(padding_value)}")
    try:
        return np.full(shape, padding_value, dtype)
    except (OverflowError, ValueError):
        raise ValueError(f"{caller} expected padding_value that fits {dtype}, got {str(padding_value)[:20]}") from None


def pack_padded_sequence(x, lengths, batch_first=False, enforce_sorted=True):
    """Pack a padded batch of sequences: keep the steps before each sequence's end.

    Parameters
    ----------
    x : ndarray of shape (T, N, ...), or (N, T, ...) if `batch_first`
    lengths : list or ndarray of N whole numbers
        The length of each sequence, in 1..T.
    batch_first : bool
        Whether the first axis of x counts sequences.
    enforce_sorted : bool
        Whether the sequences stand in order of length, longest first. If False, they are sorted, and recurrent layers
        put their states, `pad_packed_sequence` its result, back into the order of x.

    Returns
    -------
    PackedSequence

    Raises
    ------
    TypeError, ValueError
        If x has fewer than two axes, a length is not in 1..T, there is not one for each sequence, or they do not
        stand in order although `enforce_sorted` is True.

    Notes
    -----
    Gradient: dL/dx is dL/d(packed), padded with zeros: `pad_packed_sequence`.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> x, lengths = np.random.default_rng(0).normal(size=(2, 7, 3)).astype(np.float32), [4, 7]
    >>> lstm = nn.LSTM(3, 5, batch_first=True)
    >>> output, (h, c) = lstm(nn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False))
    >>> bool(np.allclose(h[0, 0], lstm(x[0, :4])[0][-1]))  # the state of the first sequence after its fourth step
    True
    >>> nn.pad_packed_sequence(output, batch_first=True)[0].shape
    (2, 7, 5)
    """
    caller = "pack_padded_sequence"
    arguments.check_numbers(caller, "x", x)
    if x.ndim < 2 or 0 in x.shape:
        raise TypeError(f"{caller} expected x of shape (time, batch, ...), got {describe(x)}")
    x = x.swapaxes(0, 1) if arguments.flag(caller, "batch_first", batch_first) else x
    if isinstance(lengths, list | tuple):
        lengths = np.array([arguments.integer(caller, "lengths", each) for each in lengths], np.int64)
    lengths = arguments.labels(caller, "lengths", lengths)
    if lengths.shape != x.shape[1:2] or lengths.min() < 1 or lengths.max() > len(x):
        raise ValueError(
            f"{caller} expected lengths of {x.shape[1]} sequences in 1..{len(x)}, got {lengths.tolist()}: "
            f"x is read with batch_first={batch_first}"
        )
    order = None
    if not arguments.flag(caller, "enforce_sorted", enforce_sorted):
        order = np.argsort(-lengths, kind="stable")
        x, lengths = x[:, order], lengths[order]
    elif (np.diff(lengths) > 0).any():
        raise ValueError(
            f"{caller} expected lengths in decreasing order, got {lengths.tolist()}: enforce_sorted=False sorts them"
        )
    going_on = np.arange(lengths[0])[:, None] < lengths
    return PackedSequence(x[: lengths[0]][going_on], going_on.sum(axis=1), order)


def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    """Return a packed batch as a padded array, and the lengths of its sequences.

    Parameters
    ----------
    sequence : PackedSequence
    batch_first : bool
        Whether the result is (N, T, ...) instead of (T, N, ...).
    padding_value : float
    total_length : int or None
        T, at least the length of the longest sequence, which is what None means.

    Returns
    -------
    padded : ndarray of shape (T, N, ...)
    lengths : ndarray of shape (N,), int64

    Raises
    ------
    TypeError, ValueError
        If the sequence is not packed, or an argument is out of range.

    Notes
    -----
    Gradient: dL/d(packed) is dL/d(padded) without its padding: `pack_padded_sequence`.

    Examples
    --------
    >>> packed = pack_padded_sequence(np.array([[1, 0], [2, 3]]), [1, 2], batch_first=True, enforce_sorted=False)
    >>> packed.data, packed.batch_sizes  # longest sequence first
    (array([2, 1, 3]), array([2, 1]))
    >>> pad_packed_sequence(packed, batch_first=True, padding_value=-1)
    (array([[ 1, -1],
           [ 2,  3]]), array([1, 2]))
    """
    caller = "pad_packed_sequence"
    if not isinstance(sequence, PackedSequence):
        raise TypeError(f"{caller} expected sequence to be a PackedSequence, got {describe(sequence)}")
    data, sizes, _, order = sequence
    steps = len(sizes)
    if total_length is not None:
        steps = arguments.integer(caller, "total_length", total_length, low=steps)
    going_on = np.arange(sizes[0]) < sizes[:, None]
    padded = filled(caller, (steps, sizes[0], *data.shape[1:]), padding_value, data.dtype)
    padded[: len(sizes)][going_on] = data
    lengths = going_on.sum(axis=0)
    if order is not None:
        padded, lengths = padded[:, order], lengths[order]
    return padded.swapaxes(0, 1) if arguments.flag(caller, "batch_first", batch_first) else padded, lengths
