"""The threshold explorer: its numbers are the library's, its draws the bootstrap's; pointer and keys move one line."""

import contextlib
import io
import json
import time

import numpy as np
import pytest
from written import faults

from nnlearn.explorers import Explorer, ThresholdExplorer
from nnlearn.lessons.evaluation import held_out, people, rates, resampling, strip, thresholds, train_scores, words
from nnlearn.lessons.evaluation.score_rows import layout
from nnlearn.metrics import (
    average_precision_score,
    bootstrap,
    expected_calibration_error,
    f1,
    precision,
    precision_recall_curve,
    recall,
    roc_auc_score,
    roc_curve,
)

MODELS = ("logistic", "network", "naive Bayes")


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = ThresholdExplorer()
    yield made
    made.close()


def event(kind, axes, x, y):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def own_share(sample):
    return float(sample.y.mean())


# The stored scores.


def test_the_stored_scores_are_what_the_script_makes():
    stored, made = json.loads(held_out.STORED.read_text()), train_scores.scores()
    assert stored["truth"] == made["truth"]
    np.testing.assert_allclose(made["naive Bayes"], stored["naive Bayes"], rtol=1e-4, atol=1e-3)
    np.testing.assert_allclose(made["logistic"], stored["logistic"], atol=0.05)  # another processor rounds otherwise
    stored_answers, answers = (np.array(one["network"]) > 0 for one in (stored, made))
    assert np.mean(stored_answers == answers) > 0.97
    assert held_out.STORED.stat().st_size < 10_000


@pytest.mark.parametrize("model", MODELS)
def test_probabilities_keep_the_order_of_the_log_odds(model):
    """Scores farther out than 36 become ties, but no pair of a malignant and a benign case is among them."""
    sample, stored = held_out.sample(model), held_out.stored_scores()
    assert roc_auc_score(sample.p, sample.y) == roc_auc_score(stored[model], stored["truth"])
    assert 0 < sample.p.min() < sample.p.max() < 1


# The numbers.


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("threshold", [0.5, 0.02, 1e-7, 0.98])
def test_at_its_own_prevalence_the_numbers_are_the_library_s(model, threshold):
    sample = held_out.sample(model)
    answer = (sample.p >= threshold).astype(int)
    way = rates.path(sample, np.ones(142))
    here = (rate[sample.place(threshold)] for rate in way)
    found = rates.six(*here, rates.area(*way), own_share(sample))
    expected = {
        "recall": recall(answer, sample.y, average=None)[1],
        "specificity": recall(answer, sample.y, average=None)[0],
        "AUC": roc_auc_score(sample.p, sample.y),
        "accuracy": np.mean(answer == sample.y),
        "precision": precision(answer, sample.y, average=None)[1],
        "F1": f1(answer, sample.y, average=None)[1],
    }
    np.testing.assert_allclose(found, [expected[name] for name in rates.NAMES], rtol=1e-12)


@pytest.mark.parametrize("model", MODELS)
def test_a_score_at_the_threshold_is_an_alarm(model):
    sample = held_out.sample(model)
    for level in sample.levels:
        assert sample.place(float(level)) == len(np.unique(sample.p[sample.p >= level]))
    every = range(len(sample.levels) + 1)
    assert [sample.place(sample.threshold(place)) for place in every] == list(every)


@pytest.mark.parametrize("model", MODELS)
def test_the_curves_are_the_library_s(model):
    sample = held_out.sample(model)
    found, alarms = rates.path(sample, np.ones(142))
    false, true, levels = roc_curve(sample.p, sample.y)
    np.testing.assert_array_equal((found, alarms), (true, false))
    np.testing.assert_array_equal(sample.levels, levels[1:])
    share = own_share(sample)
    rows = rates.precision_of(rates.boxes_at(found, alarms, share))[1:]
    np.testing.assert_allclose(rows, precision_recall_curve(sample.p, sample.y)[0][-2::-1], rtol=1e-12)
    ap = average_precision_score(sample.p, sample.y)
    assert rates.average_precision(found, alarms, share) == pytest.approx(ap, rel=1e-12)
    points = rates.bins(sample, np.ones(142))
    ece = expected_calibration_error(sample.p, sample.y)
    assert rates.calibration_error(points) == pytest.approx(ece, rel=1e-9)


def test_a_draw_is_a_draw_of_the_library_s_bootstrap():
    sample, threshold, prevalence = held_out.sample("logistic"), 0.5, 0.005

    def six(y, p):
        hit, calm = np.mean(p[y == 1] >= threshold), np.mean(p[y == 0] < threshold)
        return rates.six(hit, 1 - calm, roc_auc_score(p, y), prevalence)

    drawn, intervals = resampling.numbers("logistic", 142, (), sample.place(threshold), prevalence)
    expected = bootstrap(six, sample.y, sample.p, rng=np.random.default_rng(0), draws=60)
    np.testing.assert_allclose(drawn[:60], expected, rtol=1e-9)
    np.testing.assert_array_equal(intervals, np.quantile(drawn, [0.025, 0.975], axis=0))


def test_ties_count_half_in_the_draws():
    moved = tuple((case, 1.0) for case in range(30))
    sample = held_out.sample("logistic", 60, moved)
    expected = bootstrap(lambda y, p: roc_auc_score(p, y), sample.y, sample.p, rng=np.random.default_rng(0), draws=20)
    np.testing.assert_allclose(resampling.areas("logistic", 60, moved)[:20], expected, rtol=1e-6)


def test_what_the_design_promises_at_another_prevalence(explorer):
    before, curve = explorer.view, explorer.view.path
    explorer.set(prevalence=0.005)
    after = explorer.view
    np.testing.assert_array_equal(after.path, curve)
    np.testing.assert_array_equal(after.numbers[:3], before.numbers[:3])
    accuracy, ppv = (rates.NAMES.index(name) for name in ("accuracy", "precision"))
    assert after.numbers[accuracy] == pytest.approx(before.numbers[accuracy], abs=0.01)
    assert (before.numbers[ppv] > 0.9, after.numbers[ppv] < 0.1) == (True, True)
    low, high = after.intervals[:, ppv]
    assert high > 5 * low  # hardly known: 4 false alarms


def test_lehman_s_screening_programme():
    """Sensitivity .869, specificity .889 and 5.9 ill of 1,000: the published precision is .044."""
    boxes = rates.boxes_at(0.869, 1 - 0.889, 0.0059)
    assert round(float(rates.precision_of(boxes)), 3) == 0.044


# The price.


@pytest.mark.parametrize("miss", [1, 9, 50, 200])
@pytest.mark.parametrize("prevalence", [0.005, held_out.FILE, 0.5])
def test_the_formula_is_the_cheapest_for_honest_probabilities(miss, prevalence):
    """Cases in the shares that honest probabilities promise, seen at another prevalence."""
    p = np.linspace(0.0005, 0.9995, 1000)
    trained = float(p.mean())
    found, false = (np.cumsum(share[::-1]) / share.sum() for share in (p, 1 - p))
    lowest = p[::-1][rates.costs(found, false, prevalence, miss).argmin()]
    assert rates.best_threshold(miss, prevalence, trained) == pytest.approx(lowest, abs=0.0011)


def test_without_a_shift_the_formula_is_one_over_one_plus_the_miss():
    assert rates.best_threshold(50, held_out.FILE) == pytest.approx(1 / 51)


@pytest.mark.parametrize("model", MODELS)
def test_no_threshold_is_cheaper_than_the_lowest_point(explorer, model):
    explorer.set(model=model, shown="cost")
    view = explorer.view
    _, _, lowest = words.bargain(view)
    every = [
        words.cost(view, t) for t in (*np.linspace(0, 1, 501), *view.sample.p, *map(view.sample.threshold, range(140)))
    ]
    assert min(every) == pytest.approx(lowest)
    assert "▼ formula" in explorer.panel_right.fact.get_text()


# Code.


@pytest.mark.parametrize("redraw", [0, 7])
@pytest.mark.parametrize("shown", ["ROC", "cost", "reliability"])
def test_code_prints_what_is_in_the_strip(explorer, redraw, shown):
    explorer.set(redraw=redraw, shown=shown, cases=90, threshold=0.1, prevalence=0.02)
    explorer.move(5, -3.2)
    printed, names = io.StringIO(), {}
    with contextlib.redirect_stdout(printed):
        exec(explorer.code(explorer.view), names)
    lines = printed.getvalue().splitlines()
    for name, number, line in zip(rates.NAMES, explorer.view.numbers, lines, strict=False):
        assert line.split()[:2] == [name, f"{number:.3f}"]
    for expression, value in explorer.numbers(explorer.view).items():
        np.testing.assert_allclose(eval(expression, names), value, rtol=1e-6)


def test_code_where_nobody_gets_an_alarm(explorer):
    explorer.set(threshold=1.0)
    assert explorer.strip.values.get_text().split("\n")[4] == "0/0"
    assert "0/0" in explorer.canvas.alt
    with contextlib.redirect_stdout(io.StringIO()):
        exec(explorer.code(explorer.view), {})


# Pointer and keys.


def test_the_line_is_dragged_and_stays_where_it_is_dropped(explorer):
    explorer.on_pointer(event("down", "scores", -2.0, 60))
    explorer.on_pointer(event("move", "scores", thresholds.at(0.02), 60))
    explorer.on_pointer(event("up", "scores", thresholds.at(0.02), 60))
    assert explorer.state.threshold == pytest.approx(0.02, rel=0.01)
    explorer.on_pointer(event("move", "scores", 0.0, 60))
    assert explorer.state.threshold == pytest.approx(0.02, rel=0.01)
    explorer.on_pointer(event("down", "scores", 4.2, 60))
    assert (explorer.state.threshold, explorer.view.counts[0]) == (1.0, 0)


def test_one_malignant_case_below_the_line_costs_a_fifty_third_of_recall(explorer):
    sample = explorer.view.sample
    ill = np.flatnonzero((sample.y == 1) & (sample.z > 2))[0]
    x, y = layout(sample)[ill]
    before = explorer.view.numbers[0]
    explorer.on_pointer(event("down", "scores", x, y))
    assert explorer.state.chosen == ill
    explorer.on_pointer(event("move", "scores", -2.0, y))
    explorer.on_pointer(event("up", "scores", -2.0, y))
    assert explorer.view.numbers[0] == pytest.approx(before - 1 / 53)
    assert layout(explorer.view.sample)[ill][0] == pytest.approx(-2.0, abs=0.01)  # under the pointer
    assert explorer.state.threshold == 0.5
    assert explorer.case_under(event("hover", "scores", *layout(explorer.view.sample)[ill])) == ill


def test_keys_move_the_chosen_case(explorer):
    explorer.on_key("n")
    case = explorer.state.chosen
    before = explorer.view.sample.z[case]
    for _ in range(3):
        explorer.on_key("l")
    assert explorer.view.sample.z[case] > before
    for _ in range(3):
        explorer.on_key("j")
    assert explorer.view.sample.z[case] == pytest.approx(before, abs=0.1)
    explorer.set(cases=40)
    assert (explorer.state.chosen < 40, all(entry[0] < 40 for entry in explorer.state.moved)) == (True, True)


@pytest.mark.parametrize("model", MODELS)
def test_arrow_keys_take_one_case_after_the_other_across_the_line(explorer, model):
    explorer.set(model=model)
    seen = [explorer.view.place]
    for key in ["ArrowLeft"] * 5 + ["ArrowRight"] * 9:
        explorer.on_key(key)
        seen.append(explorer.view.place)
    assert np.diff(seen).tolist() == [1] * 5 + [-1] * 9
    explorer.set(threshold=0.0)
    explorer.on_key("ArrowLeft")  # there is nothing farther left
    assert explorer.view.place == len(explorer.view.sample.levels)


@pytest.mark.parametrize("shown", ["ROC", "PR"])
def test_the_point_of_the_curve_snaps_to_a_threshold_that_gives_it(explorer, shown):
    explorer.set(shown=shown)
    found, alarms = explorer.view.path
    for place in (3, 40, 90, 139):
        pr = rates.precision_of(rates.boxes_at(found, alarms, explorer.state.prevalence))
        spot = (alarms[place], found[place]) if shown == "ROC" else (found[place], pr[place])
        explorer.on_pointer(event("down", "curve", *spot))
        explorer.on_pointer(event("up", "curve", *spot))
        here = explorer.view.place
        assert (found[here], alarms[here]) == pytest.approx((found[place], alarms[place]))


def test_the_cost_and_the_reliability_are_clicked_at_a_threshold(explorer):
    explorer.set(shown="cost")
    explorer.on_pointer(event("down", "curve", thresholds.at(0.02), 2.0))
    assert explorer.state.threshold == pytest.approx(0.02, rel=0.01)
    explorer.on_pointer(event("up", "curve", 0.0, 2.0))
    explorer.set(shown="reliability")
    explorer.on_pointer(event("down", "curve", 0.731, 0.5))
    assert explorer.state.threshold == 0.731


def test_draw_again_goes_through_all_draws_and_back_to_the_cases(explorer):
    explorer.on_key("d")
    assert explorer.state.redraw == 1
    assert explorer.canvas.alt.count("draw 1, t = 0.50") == 1
    explorer.set(redraw=held_out.DRAWS_SHOWN)
    assert len(explorer.view.drawn) == held_out.DRAWS_SHOWN
    explorer.on_key("d")
    assert explorer.state.redraw == 0


# What is written.


def test_hovering_names_cases_boxes_points_and_numbers(explorer):
    sample = explorer.view.sample
    missed = int(np.flatnonzero((sample.y == 1) & (sample.z < -5))[0])
    said = explorer.on_hover(event("hover", "scores", *layout(sample)[missed]))
    assert said == f"sample {missed + 1}, malignant: drag me\np = 0.00018: missed"
    assert explorer.on_hover(event("hover", "people", 0.2, 0.2)).startswith("missed: 14.1 of 1,000 people")
    assert explorer.on_hover(event("hover", "people", 39.9, 24.9)).endswith("healthy, and no alarm (TN)")
    said = explorer.on_hover(event("hover", "numbers", strip.PITCH * 4 + 5, 20))
    assert said.startswith("precision 0.927, at 373 ill of 1,000\nfound / all alarms\n= 358.9 / (358.9 + 28.2)")
    assert len(explorer.lit(event("hover", "numbers", strip.PITCH * 4 + 5, 20))) == 2
    explorer.set(threshold=0.00015)
    said = explorer.on_hover(event("hover", "numbers", 5, 20))
    assert said.endswith("no mistake here, so none in any draw: too sure")


def test_a_thousand_squares_for_a_thousand_people():
    rng = np.random.default_rng(0)
    for prevalence in (0.001, 0.005, 0.373, 0.5):
        for _ in range(20):
            boxes = 1000 * rates.boxes_at(*rng.random(2), prevalence)
            found = people.whole(boxes)
            assert (found >= 0).all()
            assert found.sum() == 1000
            assert found[0] + found[1] == round(1000 * prevalence)
            assert np.abs(found - boxes).max() <= 1


@pytest.mark.parametrize("model", MODELS)
def test_every_case_stands_inside_the_rows_at_its_own_score(model):
    sample = held_out.sample(model)
    places = layout(sample)
    assert np.abs(places[:, 0]).max() < thresholds.REACH
    assert np.abs(places[:, 1]).max() < 62
    inside = np.abs(sample.z) < held_out.SURE
    np.testing.assert_array_equal(places[inside, 0], thresholds.stretched(sample.z[inside]))
    order = np.argsort(sample.z, kind="stable")
    assert (np.diff(places[order, 0][inside[order]]) >= 0).all()


@pytest.mark.parametrize("shown", ["ROC", "PR", "cost", "reliability"])
def test_texts_stay_apart_wherever_the_line_is(explorer, shown):
    explorer.set(shown=shown)
    for threshold in (0.0, 1e-12, 0.02, 0.5, 0.98, 1 - 1e-9, 1.0):
        for prevalence in (0.001, 0.5):
            explorer.set(threshold=threshold, prevalence=prevalence, redraw=150)
            assert faults(explorer.picture) == []


def test_what_the_tour_says_is_true(explorer):
    tour = explorer.panel.tour
    sentences = []
    for stop in range(len(explorer.tour)):
        tour.go(stop)
        sentences.append(explorer.tour[stop].text(explorer.view))
    line, left, point, rare, price, dishonest, again = sentences
    assert "finds 51 of 53 malignant ones, with 4 alarms among the 89 benign" in line
    assert "only 1 of 53 malignant samples is missed" in left
    assert "all 53 are found" in point
    assert "accuracy hardly: from 0.958 to 0.955, where no alarm for anybody would have 0.995" in rare
    assert "precision falls from 0.927 to 0.097, with an interval from 0.05 to 0.31" in rare
    tour.go(3)
    ill, healthy = 5 * 51 / 53, 995 * 4 / 89
    assert explorer.view.numbers[rates.NAMES.index("precision")] == pytest.approx(ill / (ill + healthy))
    stored = held_out.sample("naive Bayes")
    tour.go(5)
    formula, at_formula, at_lowest = words.bargain(explorer.view)
    missed = int(((stored.p < formula) & (stored.y == 1)).sum())
    false = int(((stored.p >= formula) & (stored.y == 0)).sum())
    expected = 1000 * (50 * held_out.FILE * missed / 53 + (1 - held_out.FILE) * false / 89)
    assert at_formula == pytest.approx(expected)
    assert at_formula > 10 * at_lowest
    assert f"costs {words.amount(expected)}" in dishonest
    assert (price.count("50"), again.count("Draw 12")) >= (1, 1)


def test_a_picture_takes_less_than_ten_milliseconds_of_the_processor(explorer):
    """The fastest of some, each with another line; a slow machine gets three times as long."""

    def took(threshold):
        began = time.process_time()
        explorer.set(threshold=threshold)
        return time.process_time() - began

    assert min(took(float(t)) for t in np.linspace(0.01, 0.99, 40)) < 0.03
