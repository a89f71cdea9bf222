"""ROC curves and reliability diagrams: what is drawn is what came in, and what cannot be is refused by name."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from nnlearn import plots
from nnlearn.metrics import calibration_curve, roc_curve

RNG = np.random.default_rng(0)
TRUTH = np.arange(40) % 2
SCORE = RNG.random(40) * 0.5 + 0.5 * TRUTH * RNG.random(40)


@pytest.fixture
def ax():
    return plots.figure(width=4, height=3.6)[1]


def test_roc_draws_the_points_of_the_curve_over_the_diagonal(ax):
    false, true, thresholds = roc_curve(SCORE, TRUTH)
    plots.roc(ax, (false, true, thresholds))
    diagonal, path = ax.lines
    np.testing.assert_array_equal(diagonal.get_xydata(), [[0, 0], [1, 1]])
    assert "guessing" in [text.get_text() for text in ax.texts]
    np.testing.assert_array_equal(path.get_xydata(), np.c_[false, true])
    assert ax.get_legend() is None


def test_roc_names_curves_and_marks(ax):
    curve = roc_curve(SCORE, TRUTH)
    plots.roc(ax, {"one": curve, "two": curve}, marks={"t = 0.5": (0.1, 0.8), "t = 0.1": (0.9, 1.0)})
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["one", "two"]
    one, two, first, second = ax.lines[1:]
    assert (one.get_color(), two.get_color()) == plots.COLOURS[:2]
    assert one.get_linestyle() != two.get_linestyle()
    assert [tuple(map(float, line.get_xydata()[0])) for line in (first, second)] == [(0.1, 0.8), (0.9, 1.0)]
    sides = {text.get_text(): text.get_ha() for text in ax.texts if text.get_text() != "guessing"}
    assert sides == {"t = 0.5": "left", "t = 0.1": "right"}  # names stay inside


@pytest.mark.parametrize(
    ("curves", "kind", "sentence"),
    [
        ({}, ValueError, "roc expected at least one curve"),
        ([0, 1], ValueError, r"false_positive_rate of shape \(n,\)"),
        (0.5, TypeError, r"a tuple \(false_positive_rate, true_positive_rate, ...\), got 0.5"),
        (([0, 1], [0, 0.5, 1]), ValueError, r"as many false_positive_rate as true_positive_rate, got \[2, 3\]"),
        (([0, 1], [1, 0]), ValueError, "true_positive_rate to rise"),
        ({"net": ([0, 9], [0, 1])}, ValueError, "false_positive_rate of net in"),
        (([0, np.nan], [0, 1]), ValueError, "finite"),
    ],
)
def test_roc_refuses(ax, curves, kind, sentence):
    with pytest.raises(kind, match=sentence):
        plots.roc(ax, curves)
    assert not ax.lines


def test_roc_refuses_a_mark_outside(ax):
    with pytest.raises(ValueError, match=r"expected x of far in \[0, 1\]"):
        plots.roc(ax, ([0, 1], [0, 1]), marks={"far": (2, 0)})


def test_reliability_puts_the_mean_across_and_the_frequency_up(ax):
    frequency, mean, count = calibration_curve(SCORE, TRUTH, n_bins=5)
    plots.reliability(ax, (frequency, mean, count))
    (marks,) = ax.collections
    np.testing.assert_allclose(marks.get_offsets(), np.c_[mean, frequency])
    assert (np.argsort(marks.get_sizes(), kind="stable") == np.argsort(count, kind="stable")).all()
    assert "as it says" in [text.get_text() for text in ax.texts]


def test_reliability_tells_models_apart(ax):
    curve = calibration_curve(SCORE, TRUTH, n_bins=5)
    plots.reliability(ax, {"before": curve, "after": curve})
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["before", "after"]
    first, second = ax.collections
    assert [to_hex(c.get_facecolor()[0]).upper() for c in (first, second)] == list(plots.COLOURS[:2])
    assert len(first.get_paths()[0].vertices) != len(second.get_paths()[0].vertices)  # circle and square


@pytest.mark.parametrize(
    ("curves", "kind", "sentence"),
    [
        ({}, ValueError, "reliability expected at least one curve"),
        (([0.5, 0.6], [0.5, 0.6]), ValueError, "count of shape"),
        (([0.5, 0.6], [0.6, 0.5], [1, 1]), ValueError, r"means that rise, .*\(frequency, mean, count\)"),
        (([0.5, 0.6], [0.5, 0.6], [0, 0]), ValueError, "one above 0"),
        (([0.5, 0.6], [0.5, 1.6], [1, 1]), ValueError, r"mean in \[0, 1\]"),
        (([0.5], [0.5], [1, 1]), ValueError, "count of shape"),
    ],
)
def test_reliability_refuses(ax, curves, kind, sentence):
    with pytest.raises(kind, match=sentence):
        plots.reliability(ax, curves)
