"""Changed copies keep their labels and stay within what was allowed; wrong labels are counted and marked."""

import numpy as np
import pytest

from nnlearn.datasets import augment, corrupt_labels

X = np.random.default_rng(1).normal(size=(40, 12)).astype(np.float32)
Y = np.arange(40) % 10


@pytest.mark.parametrize("shape", [(40, 12), (10, 4, 12), (10, 1, 2, 24)])
def test_the_originals_come_first_and_each_copy_keeps_its_label(shape):
    x, y = X.reshape(shape), np.arange(shape[0])
    more, labels = augment(x, y, 3, shift=5, noise=0.1, scale=0.2)
    assert more.dtype == np.float32
    assert more.shape == (4 * len(x), *shape[1:])
    np.testing.assert_array_equal(more[: len(x)], x)
    np.testing.assert_array_equal(labels, np.tile(y, 4))
    assert not np.shares_memory(labels, y)


def shifts(copies, x):
    """Return by how many places each copy is moved."""
    steps = range(-(x.shape[1] // 2), x.shape[1] // 2)
    return [
        next(s for s in steps if np.array_equal(np.roll(row, s), copy)) for row, copy in zip(x, copies, strict=True)
    ]


def test_copies_move_by_every_allowed_number_of_places_and_no_other():
    more, _ = augment(X, Y, 6, shift=2)
    found = [shifts(more[k * 40 : (k + 1) * 40], X) for k in range(1, 7)]
    assert set(np.ravel(found)) == {-2, -1, 0, 1, 2}
    assert len({tuple(part) for part in found}) == 6, "each copy is drawn for itself"


def test_factors_and_noise_have_the_size_that_was_asked_for():
    scaled = augment(X, Y, 50, scale=0.3)[0][40:].reshape(50, 40, 12) / X
    assert np.allclose(scaled, scaled[..., :1], rtol=1e-4), "one factor for a copy"
    assert 0.7 <= scaled.min() < 0.71
    assert 1.29 < scaled.max() <= 1.3
    noise = augment(X, Y, 50, noise=0.5)[0][40:].reshape(50, 40, 12) - X
    assert abs(noise.std() - 0.5) < 0.01
    assert abs(noise.mean()) < 0.01


def test_nothing_asked_for_changes_nothing_and_seeds_repeat():
    np.testing.assert_array_equal(augment(X, Y, 2)[0], np.tile(X, (3, 1)))
    assert augment(X, Y, 0)[0].shape == X.shape
    first, again, other = (augment(X, Y, 1, shift=3, seed=seed)[0] for seed in (4, np.random.default_rng(4), 5))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    before = X.copy()
    augment(X, Y, 1, shift=3, noise=1.0, scale=0.5)
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("share", [0, 0.2, 0.5, 1])
def test_a_share_of_the_labels_is_drawn_again(share):
    y = np.repeat(np.arange(4, dtype=np.int32), 500)
    labels, wrong = corrupt_labels(y, share)
    assert labels.dtype == y.dtype
    np.testing.assert_array_equal(wrong, labels != y)
    assert abs(wrong.mean() - share * 3 / 4) < 0.03, "one in four is right by chance"
    assert set(labels[wrong].tolist()) <= {0, 1, 2, 3}
    if share:
        assert np.bincount(labels[wrong]).min() > 0.8 * wrong.sum() / 4, "every class is equally likely"
        assert (corrupt_labels(y, share, seed=1)[0] != labels).any()
    np.testing.assert_array_equal(corrupt_labels(y, share, seed=0)[0], labels)
    np.testing.assert_array_equal(y, np.repeat(np.arange(4), 500))


def test_labels_of_one_class_stay():
    labels, wrong = corrupt_labels(np.full(5, 3), 1)
    assert labels.tolist() == [3] * 5
    assert not wrong.any()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: augment(X, Y, -1), "augment expected copies at least 0, got -1"),
        (lambda: augment(X, Y, 1, shift=0.5), "augment expected shift to be a whole number"),
        (lambda: augment(X, Y, 1, noise=-1), "augment expected noise .* got -1"),
        (lambda: augment(X, Y, 1, scale=1), "augment expected scale .* got 1"),
        (lambda: augment(X, Y[:5], 1), "augment expected y with one row for each of the 40 rows"),
        (lambda: augment(X[0], Y[:12], 1), r"augment expected x of shape \(n, features\)"),
        (lambda: augment(X, Y, 1, noise=1e39), "augment expected x of numbers that fit float32"),
        (lambda: augment(X, Y, 1, seed=-1), "augment expected seed at least 0"),
        (lambda: corrupt_labels(Y, 1.5), "corrupt_labels expected share .* got 1.5"),
        (lambda: corrupt_labels(Y / 2, 0.5), "corrupt_labels expected y .*whole numbers"),
        (lambda: corrupt_labels(-Y, 0.5), "corrupt_labels expected y"),
        (lambda: corrupt_labels(Y[:, None], 0.5), "corrupt_labels expected y"),
    ],
)
def test_what_cannot_be_done_is_refused(call, message):
    with pytest.raises((TypeError, ValueError), match=message):
        call()
