"""Draws of labels: none twice, each example alike, and as many of each class as a balanced draw promises."""

import numpy as np
import pytest

from nnlearn.datasets import draw_labels

Y = np.repeat([0, 3, 7], [10, 20, 30])


@pytest.mark.parametrize("balanced", [False, True])
@pytest.mark.parametrize("n", [1, 3, 10, 29])
def test_none_is_drawn_twice_and_seeds_shuffle(n, balanced):
    drawn = draw_labels(Y, n, balanced=balanced)
    assert drawn.shape == (n,)
    assert drawn.dtype == np.int64
    assert len(np.unique(drawn)) == n
    assert drawn.min() >= 0
    np.testing.assert_array_equal(drawn, draw_labels(Y, n, balanced=balanced, seed=0))
    others = {tuple(draw_labels(Y, n, balanced=balanced, seed=s)) for s in range(10)}
    assert len(others) > 5
    rng = np.random.default_rng(0)
    np.testing.assert_array_equal(draw_labels(Y, n, balanced=balanced, seed=rng), drawn)


def test_a_balanced_draw_has_equally_many_and_draws_which_class_gets_one_more():
    assert np.bincount(Y[draw_labels(Y, 9, balanced=True)])[[0, 3, 7]].tolist() == [3, 3, 3]
    more = set()
    for seed in range(20):
        counts = np.bincount(Y[draw_labels(Y, 10, balanced=True, seed=seed)])[[0, 3, 7]]
        assert sorted(counts) == [3, 3, 4]
        more.add(int(counts.argmax()))
    assert more == {0, 1, 2}
    assert len(set(Y[draw_labels(Y, 2, balanced=True)])) == 2
    first = [Y[draw_labels(Y, 9, balanced=True, seed=seed)[0]] for seed in range(30)]
    assert set(first) == {0, 3, 7}, "the order says nothing about the class"
    heads = [set(Y[draw_labels(Y, 9, balanced=True, seed=seed)[:3]]) for seed in range(30)]
    assert sum(len(head) > 1 for head in heads) > 20, "nor are the classes drawn one after the other"


def test_each_example_is_drawn_equally_often():
    counts = sum(np.bincount(draw_labels(Y, 6, seed=seed), minlength=60) for seed in range(2000))
    assert counts.mean() == 200
    assert abs(counts - 200).max() < 5 * np.sqrt(200 * 0.9)
    balanced = sum(np.bincount(draw_labels(Y, 6, balanced=True, seed=seed), minlength=60) for seed in range(600))
    assert balanced[:10].mean() == 2 * balanced[10:30].mean() == 3 * balanced[30:].mean()


@pytest.mark.parametrize(
    ("message", "change"),
    [
        ("y to be", {"y": Y.tolist()}),
        ("y to hold whole numbers", {"y": Y.astype(float)}),
        ("y to hold labels >= 0", {"y": Y - 1}),
        (r"n in 1\.\.60, got 61", {"n": 61}),
        (r"n in 1\.\.60, got 0", {"n": 0}),
        ("n with enough examples of each class, got n = 33, which needs 11 of class 0, and there are 10",
         {"n": 33, "balanced": True}),
        ("balanced to be True or False", {"balanced": 1}),
        ("seed at least 0", {"seed": -1}),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(message, change):
    with pytest.raises((TypeError, ValueError), match=f"^draw_labels expected {message}"):
        draw_labels(**{"y": Y, "n": 6, **change})
