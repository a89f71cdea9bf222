"""The paired bootstrap, against a direct computation and against theory."""

import numpy as np
import pytest

from nnlearn.metrics import PairedDifference, paired_bootstrap


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("level", [0.5, 0.95])
@pytest.mark.parametrize("kind", [bool, int, float, np.float32])
def test_it_is_what_a_plain_loop_gives(level, kind):
    a, b = rng(1).random(40) < 0.8, rng(2).random(40) < 0.6
    a, b = a.astype(kind), b.astype(kind)
    found = paired_bootstrap(a, b, rng=rng(3), draws=200, level=level)
    draw, means = rng(3), []
    for _ in range(200):
        rows = draw.integers(40, size=40)
        means.append(sum(float(a[i]) - float(b[i]) for i in rows) / 40)
    means.sort()
    ends = [np.interp(q * 199, np.arange(200), means) for q in ((1 - level) / 2, (1 + level) / 2)]
    np.testing.assert_allclose(found, [np.mean(a, dtype=float) - np.mean(b, dtype=float), *ends], atol=1e-12)
    assert isinstance(found, PairedDifference)
    assert all(type(one) is float for one in found)


def test_what_is_hard_for_both_cancels():
    hard = rng(1).random(400)
    a, b = (hard < 0.80).astype(float), (hard < 0.75).astype(float)
    paired = paired_bootstrap(a, b, rng=rng())
    apart = paired_bootstrap(a, rng(2).permutation(b), rng=rng())
    assert paired.high - paired.low < 0.5 * (apart.high - apart.low)
    spread = 1.96 * np.std(a - b) / 20
    np.testing.assert_allclose([paired.difference - paired.low, paired.high - paired.difference], spread, rtol=0.15)


def test_its_sign_and_order():
    a, b = np.array([1.0, 1, 0, 1] * 20), np.array([0.0, 1, 0, 1] * 20)
    forth, back = paired_bootstrap(a, b, rng=rng()), paired_bootstrap(b, a, rng=rng())
    assert forth.difference == 0.25 == -back.difference
    np.testing.assert_allclose([forth.low, forth.high], [-back.high, -back.low], atol=1e-12)


def test_it_holds_the_truth_as_often_as_it_says():
    draw, held = rng(5), 0
    for _ in range(120):
        hard = draw.random(100)
        found = paired_bootstrap((hard < 0.8) * 1.0, (hard + 0.2 * draw.random(100) < 0.8) * 1.0, rng=draw, draws=80)
        held += found.low <= 0.1 <= found.high
    assert 0.9 <= held / 120 <= 0.985


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: paired_bootstrap(np.ones(3), np.ones(4), rng=rng()), ValueError, "got 3 in a and 4 in b"),
        (lambda: paired_bootstrap(np.ones((3, 1)), np.ones(3), rng=rng()), ValueError, r"a with one score .* \(3, 1\)"),
        (lambda: paired_bootstrap([1, 0], np.ones(2), rng=rng()), TypeError, "paired_bootstrap expected a"),
        (lambda: paired_bootstrap(np.ones(2), np.array([1, np.nan]), rng=rng()), ValueError, "b"),
        (lambda: paired_bootstrap(np.ones(0), np.ones(0), rng=rng()), ValueError, "at least one element"),
        (lambda: paired_bootstrap(np.ones(2), np.ones(2), rng=0), TypeError, "rng"),
        (lambda: paired_bootstrap(np.ones(2), np.ones(2), rng=rng(), level=95), ValueError, "level"),
        (lambda: paired_bootstrap(np.ones(2), np.ones(2), rng=rng(), draws=0), ValueError, "draws"),
    ],
)
def test_other_arguments_are_refused(call, error, says):
    with pytest.raises(error, match=says):
        call()
