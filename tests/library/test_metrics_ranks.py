"""Rank correlation: SciPy's numbers, ties included; and what has no order is refused."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from nnlearn.metrics import Undefined, rank_correlation


@pytest.mark.parametrize("levels", [2, 5, 1000])
@pytest.mark.parametrize("shape", [(2,), (7,), (40, 3)])
def test_it_is_scipys_with_and_without_ties(levels, shape):
    rng = np.random.default_rng(levels)
    a, b = (rng.integers(0, levels, shape) for _ in range(2))
    a.flat[:2], b.flat[:2] = (0, 1), (1, 0)  # not all alike
    assert rank_correlation(a, b * 0.5) == pytest.approx(spearmanr(a.ravel(), b.ravel())[0])


def test_only_the_order_counts():
    a = np.random.default_rng(0).normal(size=50)
    assert rank_correlation(a, np.exp(5 * a)) == rank_correlation(a, a) == 1
    assert rank_correlation(a, -(a**3)) == -1


def test_refusals_name_who_what_and_how():
    a = np.arange(4.0)
    for message, first, second in (
        ("a to be an ndarray, got a list", [1, 2], a),
        ("b with at least one element", a, a[:0]),
        ("b to be finite, got nan at index", a, a * np.nan),
        (r"equal shape, got \(4,\) and \(2, 2\)", a, a.reshape(2, 2)),
    ):
        with pytest.raises((TypeError, ValueError), match=message):
            rank_correlation(first, second)
    with pytest.raises(Undefined, match="they have no order"):
        rank_correlation(a, a * 0)
