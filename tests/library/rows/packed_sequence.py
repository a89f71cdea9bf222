"""The rows of sequences of unequal length: padded, packed, and padded again."""

import numpy as np
import torch

from rows.fuzz import NAN, NOT_COUNTS, NOT_FLAGS, WORDS
from rows.parity import Program, array, close, numbers

RNN = torch.nn.utils.rnn
LENGTHS = ((3, 1, 4, 4), (4, 4, 3, 1), (1,), (2, 2))


def sequences(lengths, *features, dtype="float64"):
    generator = np.random.default_rng(0)
    return [generator.integers(1, 9, (length, *features)).astype(dtype) for length in lengths]


def padded(nn, device):
    for lengths in LENGTHS:
        for batch_first in (False, True):
            for side in ("right", "left"):
                for given in (sequences(lengths, 2), sequences(lengths, dtype="int64"), sequences(lengths, 2, 3)):
                    found = nn.pad_sequence([array(nn, each, device=device) for each in given], batch_first, -1, side)
                    expected = RNN.pad_sequence([torch.tensor(each) for each in given], batch_first, -1, side)
                    close(found, expected, f"pad_sequence of {lengths}")
                    assert str(found.dtype) in str(expected.dtype)


def packed(nn, device):
    for lengths in LENGTHS:
        for batch_first in (False, True):
            for enforce_sorted in (False, True):
                if enforce_sorted and list(lengths) != sorted(lengths, reverse=True):
                    continue
                for features in ((), (2,), (2, 3)):
                    x = RNN.pad_sequence([torch.tensor(each) for each in sequences(lengths, *features)], batch_first)
                    found = nn.pack_padded_sequence(
                        array(nn, x.numpy(), device=device), lengths, batch_first, enforce_sorted
                    )
                    expected = RNN.pack_padded_sequence(x, lengths, batch_first, enforce_sorted)
                    same(found, expected, f"pack_padded_sequence of {lengths}")
                    for total in (None, 6):
                        back = nn.pad_packed_sequence(found, batch_first, -1.5, total)
                        theirs = RNN.pad_packed_sequence(expected, batch_first, -1.5, total)
                        close(back[0], theirs[0], f"pad_packed_sequence of {lengths}")
                        assert numbers(back[1]).tolist() == theirs[1].tolist() == list(lengths)
                        assert back[1].dtype == (theirs[1].dtype if isinstance(back[1], torch.Tensor) else np.int64)


def same(found, expected, what):
    for name in ("data", "batch_sizes", "sorted_indices", "unsorted_indices"):
        mine, theirs = getattr(found, name), getattr(expected, name)
        assert (mine is None) == (theirs is None), f"{what}: {name}"
        if theirs is not None:
            close(mine, theirs, f"{what}: {name}")


def by_hand(nn, device):
    data, sizes, order = np.arange(5.0), [3, 1, 1], [2, 0, 1]
    for given in ((), (order,)):
        mine = [array(nn, data, device=device), array(nn, sizes), *(array(nn, each, device=device) for each in given)]
        theirs = [torch.tensor(data), torch.tensor(sizes), *map(torch.tensor, given)]
        same(nn.PackedSequence(*mine), RNN.PackedSequence(*theirs), "PackedSequence")


PARITY = {
    "PackedSequence": Program(by_hand),
    "pack_padded_sequence": Program(packed),
    "pad_packed_sequence": Program(packed),
    "pad_sequence": Program(padded),
}

X = np.ones((4, 3, 2), np.float32)
BAD_ORDERS = ["text", 3, [0, 1, 2], np.array([0.0, 1.0, 2.0]), *map(np.array, ([0, 1], [0, 1, 1], [1, 2, 3]))]
BAD_SIZES = [*WORDS, 3, [2, 1], *map(np.array, ([1, 2], [2, 2], [3, 0], [4, -1], [3.0], [[3]]))]
BAD_LENGTHS = [
    *WORDS, 3, [], [4, 3], [4, 3, 2, 1], [4, 3, 0], [4, 3, -1], [5, 3, 1], [4, 3.5, 1], [4, NAN, 1], [True, True, True],
    np.array([[4, 3, 1]]), np.array([4.0, 3.0, 1.0]),
]  # fmt: skip
NOT_BATCHES = [*WORDS, 3, X.tolist(), np.float32(1), X[0, 0], np.ma.masked_array(X, X > 2), np.matrix(X[0])]


def pack(nn, x=X, lengths=(4, 3, 1), **more):
    return nn.pack_padded_sequence(x, lengths, **more)


FUZZ = {
    "PackedSequence": [
        ("data", [*WORDS, 3, [1.0], np.float32(1)], lambda nn, bad: nn.PackedSequence(bad, np.array([2, 1]))),
        ("batch_sizes", BAD_SIZES, lambda nn, bad: nn.PackedSequence(np.ones(3), bad)),
        ("sorted_indices", BAD_ORDERS, lambda nn, bad: nn.PackedSequence(np.ones(3), np.array([3]), bad)),
        ("unsorted_indices", BAD_ORDERS, lambda nn, bad: nn.PackedSequence(np.ones(3), np.array([3]), None, bad)),
    ],
    "pad_sequence": [
        (
            "sequences",
            [*WORDS, 3, [], [3], [[1.0]], [X, "text"], [X, X[0, 0, 0]]],
            lambda nn, bad: nn.pad_sequence(bad),
        ),
        ("sequences", [[X, X[0]], [X, X[:, :2]]], lambda nn, bad: nn.pad_sequence(bad)),
        ("batch_first", NOT_FLAGS, lambda nn, bad: nn.pad_sequence([X], bad)),
        ("padding_value", [*WORDS, [0.0], 1j], lambda nn, bad: nn.pad_sequence([X], padding_value=bad)),
        ("padding_side", [*WORDS, 3, "top"], lambda nn, bad: nn.pad_sequence([X], padding_side=bad)),
    ],
    "pack_padded_sequence": [
        ("x", NOT_BATCHES, lambda nn, bad: pack(nn, bad)),
        ("lengths", BAD_LENGTHS, lambda nn, bad: pack(nn, lengths=bad)),
        ("lengths", BAD_LENGTHS[:-1], lambda nn, bad: pack(nn, lengths=bad, enforce_sorted=False)),
        ("lengths", [[3, 4, 1], [1, 2, 3]], lambda nn, bad: pack(nn, lengths=bad)),
        ("lengths", [[4, 3, 2, 1]], lambda nn, bad: pack(nn, lengths=bad, batch_first=False)),
        ("batch_first", NOT_FLAGS, lambda nn, bad: pack(nn, batch_first=bad)),
        ("enforce_sorted", NOT_FLAGS, lambda nn, bad: pack(nn, enforce_sorted=bad)),
    ],
    "pad_packed_sequence": [
        ("sequence", [*WORDS, 3, X, (X, [1])], lambda nn, bad: nn.pad_packed_sequence(bad)),
        ("batch_first", NOT_FLAGS, lambda nn, bad: nn.pad_packed_sequence(pack(nn), bad)),
        ("padding_value", [*WORDS, [0.0], 1j], lambda nn, bad: nn.pad_packed_sequence(pack(nn), padding_value=bad)),
        (
            "total_length",
            [each for each in NOT_COUNTS if each is not None] + [3],
            lambda nn, bad: nn.pad_packed_sequence(pack(nn), total_length=bad),
        ),
    ],
}
