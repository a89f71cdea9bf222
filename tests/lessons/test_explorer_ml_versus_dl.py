"""What is special to the duel explorer; the walk over all explorers is in tests/explorers/."""

import numpy as np
import pytest

import nnlearn.lessons.ml_versus_dl.record_rivals as recording
from nnlearn.explorers import DuelExplorer
from nnlearn.lessons.ml_versus_dl import live, words
from nnlearn.lessons.ml_versus_dl.curves import MEASURES, SIZES, curve, hours
from nnlearn.lessons.ml_versus_dl.looks import ABOUT, LOOKS
from nnlearn.lessons.ml_versus_dl.picture import LIMITS
from nnlearn.lessons.ml_versus_dl.record import recorded
from nnlearn.lessons.ml_versus_dl.rivals import NAMES
from nnlearn.lessons.ml_versus_dl.seen import sight
from nnlearn.lessons.ml_versus_dl.table import CELL, NAME, STRIP, TICK
from nnlearn.lessons.ml_versus_dl.tour import KEEPERS

QUICK = ("rules", "logistic", "neighbours", "SVM", "rule scores", "hand-made", "hand-made SVM")


@pytest.fixture
def explorer():
    made = DuelExplorer()
    yield made
    assert made.panel.fault.value == ""
    made.close()


def event(axes, kind, x, y):
    return {"axes": axes, "type": kind, "x": x, "y": y}


def row(name):
    return NAMES.index(name) + 0.5


# What is stored.


def test_the_stored_rivals_are_those_that_the_record_measured():
    x, y = live.signals()
    for name, found in live.answers(x[4000:]).items():
        assert (found == y[4000:]).mean() == pytest.approx(recorded(name, 400)[0], abs=0.004), name


@pytest.mark.parametrize("name", [*QUICK, "forest"])
def test_a_stored_rival_answers_as_the_library_does(name):
    """The forest's thresholds are rounded: four of a thousand answers differ here; of the others none."""
    unseen = live.signals()[0][4000:]
    found = live.stored(name).scores(unseen).argmax(axis=1)
    assert (found == recording.fitted(name, "in order", 0).predict(unseen)).mean() >= (
        0.99 if name == "forest" else 0.995
    )


def test_a_rival_that_does_not_know_neighbours_is_the_same_when_places_are_shuffled():
    line = live.signals()[0][4000:4200]
    for name in live.ALIKE:
        arrived = line[:, live.wires("shuffled")]
        np.testing.assert_allclose(
            live.stored(name, "shuffled").scores(arrived), live.stored(name).scores(line), rtol=1e-4, atol=1e-4
        )


@pytest.mark.parametrize("name", ["logistic", "hand-made"])
def test_the_shares_are_those_of_rivals_fitted_again(name):
    for seed in (0, 3):
        counts = recording.changed(recording.fitted(name, "in order", seed), "in order")
        np.testing.assert_allclose(live.rolls()["in order"][name][seed], np.array(counts) / 1000, atol=0.005)


def test_the_shares_were_recorded_over_five_seeds_and_all_rolls():
    for places in ("in order", "shuffled"):
        assert {name: share.shape for name, share in live.rolls()[places].items()} == dict.fromkeys(NAMES, (5, 40))
        assert all((share[:, 0] == 0).all() for share in live.rolls()[places].values())


def test_the_record_of_the_curves_is_whole():
    for measure in MEASURES:
        for name in NAMES:
            assert [point.seeds for point in curve(name, measure).values()] == [5] * len(SIZES)
            assert 400 in curve(name, measure, "shuffled")


def test_every_point_of_the_curves_lies_in_the_picture():
    for measure, (low, high, _) in LIMITS.items():
        for name in NAMES:
            for point in [*curve(name, measure).values(), *curve(name, measure, "shuffled").values()]:
                heights = (
                    [point.low, point.high]
                    if measure == "accuracy"
                    else np.log10(np.maximum([point.low, point.high], 1e-3))
                )
                assert low <= min(heights) <= max(heights) <= high, (measure, name)


# What the lesson says.


def test_who_keeps_places_changes_most_answers():
    shares = {name: share[:, 10].mean() for name, share in live.rolls()["in order"].items()}
    assert shares["rules"] == shares["rule scores"] == 0
    assert min(shares[name] for name in KEEPERS) > 0.6 > 0.3 > max(shares[name] for name in set(NAMES) - set(KEEPERS))


def test_whoever_keeps_places_reads_less_at_400_than_whoever_does_not():
    best = max(curve(name, "accuracy")[400].mean for name in KEEPERS)
    assert all(curve(name, "accuracy")[400].mean > best + 0.05 for name in set(NAMES) - set(KEEPERS))


# The picture.


def test_a_roll_looks_up_what_was_computed_for_the_signal(explorer):
    explorer.set(sample=3, roll=10)
    x, _ = live.signals()
    for name, found in live.answers(np.roll(x[4003], 10)[None]).items():
        assert explorer.view.now(name) == found[0]
        assert explorer.view.before(name) == live.answers(x[4003:4004])[name][0]
    np.testing.assert_array_equal(explorer.view.shown, np.roll(x[4003], 10))


def test_rules_never_change_their_mind_about_a_roll():
    explorer = DuelExplorer(sample=8)
    assert len(set(explorer.view.answers["rules"])) == 1
    explorer.close()


def test_a_shuffled_line_shows_the_same_heights(explorer):
    line = np.sort(explorer.view.shown)
    explorer.set(places="shuffled")
    np.testing.assert_array_equal(np.sort(explorer.view.shown), line)
    assert not np.array_equal(explorer.view.shown, explorer.view.line)


@pytest.mark.parametrize("places", ["in order", "shuffled"])
@pytest.mark.parametrize("name", NAMES)
def test_every_rival_sees_something(name, places):
    x = live.signals()[0][4005][live.wires(places)]
    found = sight(name, x, places)
    assert found.words.endswith(".")
    assert np.isfinite(found.bars).all()
    assert np.ptp(found.bars) > 0
    assert all(np.isfinite(line).all() for line in found.lines)


def test_what_logistic_regression_sees_adds_up_to_its_score():
    x = live.signals()[0][4005]
    rival = live.stored("logistic")
    scores = rival.scores(x[None])[0]
    assert sight("logistic", x).bars.sum() == pytest.approx(scores.max() - rival.bias[scores.argmax()], rel=1e-4)


def test_what_it_sees_is_the_same_wherever_the_places_went():
    line = live.signals()[0][4005]
    arrived = live.wires("shuffled")
    for name in ("logistic", "forest", "dense"):
        np.testing.assert_allclose(
            sight(name, line[arrived], "shuffled").bars, sight(name, line).bars[arrived], rtol=1e-4
        )
    for a, b in zip(sight("SVM", line[arrived], "shuffled").lines, sight("SVM", line).lines, strict=True):
        np.testing.assert_allclose(a[:, 1], b[arrived, 1], rtol=1e-4)


def test_the_window_holds_all_that_the_strongest_unit_sees():
    """Outside of it nothing changes the unit; inside something does."""
    x = live.signals()[0][4005]
    for name in ("CNN", "pooled CNN"):
        found, rival = sight(name, x), live.stored(name)
        channel, at = int(found.title.split()[1].rstrip(",")), int(found.bars.argmax())
        seen = []
        for place in range(40):
            other = x.copy()
            other[place] += 3
            seen.append(abs(rival.outputs(other[None])[6][0, channel, 0, at] - found.bars[at]) > 1e-5)
        first, last = found.window
        assert not any(seen[:first])
        assert not any(seen[last + 1 :])
        assert any(seen[first : last + 1])


def test_a_rolled_spectrum_is_the_same():
    x = live.signals()[0][4005]
    np.testing.assert_allclose(
        sight("hand-made", np.roll(x, 13)).bars, sight("hand-made", x).bars, rtol=1e-3, atol=1e-3
    )


def test_rolling_asks_nobody_again(explorer, monkeypatch):
    """All rivals answer to all 40 rolls once for each signal: a drag looks the answers up, so that it stays cheap."""
    explorer.set(sample=12, places="shuffled")

    def refuse(*arguments):
        raise AssertionError("a roll was computed again")

    monkeypatch.setattr(live, "answers", refuse)
    monkeypatch.setattr(live.train, "signals", refuse)
    for roll in range(40):
        explorer.set(roll=roll)
        assert explorer.pictured.roll == roll


# Pointer and keys.


def test_a_drag_along_the_line_rolls_the_signal_round(explorer):
    explorer.on_pointer(event("signal", "down", 30.0, 0.0))
    explorer.on_pointer(event("signal", "move", 33.2, 1.0))
    assert explorer.state.roll == 3
    explorer.on_pointer(event("signal", "move", 25.0, 1.0))
    assert explorer.state.roll == 35
    explorer.on_pointer(event("signal", "up", 25.0, 1.0))
    explorer.on_pointer(event("signal", "down", 0.0, 1.0))
    assert explorer.state.roll == 35


def test_the_pen_bends_the_signal_where_it_is(explorer):
    for places, roll in (("in order", 0), ("in order", 7), ("shuffled", 12)):
        explorer.set(pen=True, bent=(), places=places, roll=roll)
        before = explorer.view.shown.copy()
        explorer.on_pointer(event("signal", "down", 5.0, 1.0))
        explorer.on_pointer(event("signal", "move", 9.0, 3.0))
        explorer.on_pointer(event("signal", "up", 9.0, 3.0))
        np.testing.assert_allclose(explorer.view.shown[5:10], [1, 1.5, 2, 2.5, 3], atol=1e-6)
        np.testing.assert_array_equal(np.delete(explorer.view.shown, range(5, 10)), np.delete(before, range(5, 10)))


def test_a_bent_signal_rolls_with_its_bend_and_another_signal_has_none(explorer):
    explorer.set(bent=((5, 2.0),), roll=4)
    assert explorer.view.shown[9] == 2
    assert "bent" in words.title(explorer.view)
    explorer.set(sample=9)
    assert explorer.state.bent == ()


def test_the_keys_draw_as_the_pen_does(explorer):
    explorer.on_key("p")
    spot = explorer.state.spot
    height = explorer.view.shown[spot]
    explorer.on_key("ArrowUp")
    assert explorer.view.shown[spot] == pytest.approx(height + 0.4, abs=0.01)
    explorer.on_key("ArrowRight")
    assert explorer.state.spot == spot + 1
    explorer.on_key("c")
    assert explorer.state.bent == ()


def test_a_row_is_looked_at_ticked_and_rolled(explorer):
    explorer.on_pointer(event("table", "down", NAME + 5, row("SVM")))
    assert explorer.state.focus == "SVM"
    explorer.on_pointer(event("table", "down", TICK + 3, row("forest")))
    assert "forest" not in explorer.state.ticked
    explorer.on_pointer(event("table", "down", TICK + 3, row("forest")))
    assert explorer.state.ticked == NAMES
    explorer.on_pointer(event("table", "down", STRIP + CELL * 12 + 1, row("dense")))
    assert (explorer.state.focus, explorer.state.roll) == ("dense", 12)


def test_a_click_among_the_curves_chooses_n_and_hovering_names_a_point(explorer):
    explorer.on_pointer(event("curves", "down", np.log10(1500), 0.5))
    assert explorer.state.n == 1600
    explorer.set(ticked=("pooled CNN",))
    x, y = explorer.scene.points.items[0][0][1]
    assert explorer.on_hover(event("curves", "hover", x, y)).startswith("pooled CNN, n = 400: 0.")
    assert "h of an expert" in explorer.on_hover(event("curves", "hover", x, y - 0.3))


def test_keys_choose_rival_n_and_curves(explorer):
    explorer.set(focus="rules")
    explorer.on_key("ArrowDown")
    assert explorer.state.focus == NAMES[1]
    explorer.on_key("+")
    assert explorer.state.n == 1600
    explorer.on_key("a")
    assert explorer.state.ticked == (NAMES[1],)
    explorer.on_key("t")
    assert explorer.state.ticked == ()
    explorer.on_key("a")
    assert explorer.state.ticked == NAMES
    explorer.on_key("ArrowLeft")
    assert explorer.state.roll == 39


# Words.


def test_a_label_costs_its_price(explorer):
    assert hours(400, 1) == pytest.approx(6.667, abs=1e-3)
    explorer.set(price=10, n=4000)
    assert "667 h" in words.describe(explorer.view)


def test_every_rival_has_a_look_and_a_sentence():
    assert set(LOOKS) == set(ABOUT) == set(NAMES)
    assert len(set(LOOKS.values())) == len(NAMES)


def test_the_tour_says_numbers_of_the_record(explorer):
    said = []
    for stop in explorer.tour:
        explorer.show(stop.state(explorer))
        said.append(stop.text(explorer.view))
    assert f"read {curve('rules', 'accuracy')[100].mean:.2f} of 1,000" in said[0]
    assert f"({curve('pooled CNN', 'accuracy')[400].mean:.2f})" in said[3]
    assert f"{recorded('SVM', 4000, 'vectors').mean():,.0f} of its 4,000" in said[5]
    assert "6.7 h" in said[6]
