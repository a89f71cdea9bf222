"""The gap explorer: what is dragged moves what it should, the parts add up, and its tour says what is true."""

from dataclasses import replace

import numpy as np
import pytest
from written import faults

from nnlearn.explorers import Explorer, GapExplorer
from nnlearn.explorers.recorded import END
from nnlearn.lessons.generalization import words
from nnlearn.lessons.generalization.picture import BAR, CELL
from nnlearn.lessons.generalization.signals import unseen
from nnlearn.lessons.generalization.state import AXES, AXIS_FIELD, CONTROLS, NETWORK, RANDOM, SINE, TASKS, State
from nnlearn.lessons.generalization.training import MOMENTS
from nnlearn.lessons.generalization.views import view_of


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = GapExplorer()
    yield made
    made.close()


# The picture.


@pytest.mark.parametrize("task", TASKS)
def test_the_mark_is_on_the_curve_and_the_parts_add_up(task):
    for name, axis in AXES[task].items():
        view = view_of(State(task=task, degree=7, **{AXIS_FIELD[task]: name}))
        assert sum(view.parts) == pytest.approx(view.curves.unseen[view.place])
        assert view.axis is axis
        if task != SINE:
            assert view.parts[0] == pytest.approx(view.curves.training[view.place])
            assert view.curves.low[1][view.place] <= view.own[1] <= view.curves.high[1][view.place]


@pytest.mark.parametrize("task", TASKS)
def test_only_the_controls_of_the_task_are_shown(explorer, task):
    explorer.set(task=task)
    shown = {name for name, box in explorer.boxes.items() if box.layout.display != "none"}
    assert shown == set(CONTROLS[task])
    assert all(part.layout.display == ("none" if task == RANDOM else "") for part in explorer.player)


def event(kind, axes, x, y):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def test_a_point_is_dragged_up_and_down_and_nowhere_else(explorer):
    fits = explorer.view.fits
    explorer.on_pointer(event("down", "sine", fits.x[3] + 0.02, fits.y[3]))
    explorer.on_pointer(event("move", "sine", 0.9, 1.25))
    assert (explorer.state.chosen, explorer.state.moved) == (3, ((3, 1.25),))
    assert explorer.view.fits.x[3] == fits.x[3]
    explorer.on_pointer(event("up", "sine", 0.9, 1.25))
    explorer.on_pointer(event("move", "sine", 0.9, 2.0))
    explorer.on_pointer(event("down", "sine", 0.0, 2.4))  # nothing is close
    explorer.on_pointer(event("move", "sine", 0.0, 2.0))
    assert explorer.state.moved == ((3, 1.25),)
    explorer.move(3, 99)
    assert explorer.state.moved == ((3, 2.5),)
    explorer.set(draw=1)  # other points
    assert explorer.state.moved == ()


def test_the_mark_is_dragged_along_every_axis(explorer):
    for task in TASKS:
        for name, axis in AXES[task].items():
            explorer.set(task=task, **{AXIS_FIELD[task]: name})
            explorer.on_pointer(event("down", "errors", axis.places[0], 0.5))
            assert explorer.view.place == 0
            explorer.on_pointer(event("move", "below", axis.places[-2] + 0.01, 0.5))
            assert explorer.view.place == len(axis.values) - 2
            explorer.on_pointer(event("up", "errors", 0, 0))
            explorer.on_pointer(event("move", "errors", axis.places[0], 0.5))
            assert explorer.view.place == len(axis.values) - 2
            explorer.on_key("ArrowRight")
            explorer.on_key("ArrowRight")  # there is no further one
            assert explorer.view.place == len(axis.values) - 1
            assert faults(explorer.picture) == []


def test_keys_choose_and_move_points(explorer):
    y = explorer.view.fits.y[10]
    explorer.on_key("n")
    explorer.on_key("ArrowUp")
    assert explorer.state.moved == ((10, pytest.approx(y + 0.1, abs=0.005)),)
    for _ in range(11):
        explorer.on_key("p")
    assert explorer.state.chosen == 19
    explorer.set(points=10)
    assert explorer.state.chosen == 9
    explorer.set(task=NETWORK)
    for key, seed in (("n", 1), ("ArrowUp", 2), ("p", 1), ("p", 0), ("ArrowDown", 0), ("p", 4), ("ArrowUp", 4)):
        explorer.on_key(key)
        assert explorer.state.seed == seed
    assert explorer.state.moved == ()


def test_the_pointer_is_told_what_lies_under_it(explorer):
    fits = explorer.view.fits
    assert explorer.on_hover(event("hover", "sine", fits.x[4], fits.y[4])).startswith("point 5: drag me up or down")
    assert "standard deviation" in explorer.on_hover(event("hover", "sine", 0.0, 2.4))
    assert explorer.on_hover(event("hover", "errors", 15, 0)).startswith("degree of the polynomial: 15\ntraining 0.018")
    assert "bias² " in explorer.on_hover(event("hover", "below", 3, 0))
    assert explorer.on_hover(event("hover", "influence", 0.0, 0)).startswith("point 10 up by 1")
    assert explorer.on_hover(event("hover", "parts", 0.01, 0.5)).startswith("variance")  # degree 9 has no bias
    assert explorer.on_hover(event("hover", "parts", 0.99, 0.5)) == ""
    explorer.set(task=NETWORK)
    said = [
        explorer.on_hover(event("hover", "signals", CELL[0] * (k % 2) + 20, CELL[1] * (k // 2) + 20)) for k in range(6)
    ]
    labels = unseen()[1][:6]
    assert [int(text.split("a ")[1][0]) for text in said] == labels.tolist()


def test_the_bar_is_as_long_as_the_error(explorer):
    for changes in ({"degree": 5}, {"degree": 19}, {"task": NETWORK}, {"task": RANDOM}):
        explorer.set(**changes)
        pieces = [path.vertices for path in explorer.scene.pieces.get_paths()][: len(explorer.view.parts)]
        wide = pieces[-1][:, 0].max() - pieces[0][:, 0].min()
        assert wide == pytest.approx(BAR[2] * min(sum(explorer.view.parts), 1))
    explorer.set(task=SINE, degree=19)
    assert "off the bar" in repr(explorer)


def test_a_network_trains_as_play_would_show_it(explorer):
    explorer.set(task=NETWORK, position=0)
    first = explorer.view
    assert first.step == 0
    assert first.parts[0] > 0.8
    explorer.go(explorer.length(explorer.view))
    assert explorer.view.step == MOMENTS[-1]
    assert explorer.view.parts[0] < 0.01
    explorer.set(task=RANDOM)
    assert explorer.length(explorer.view) == 0


def test_steps_of_gradient_descent_help_where_the_end_does_not(explorer):
    explorer.set(degree=15, sine_axis="steps")
    unseen_errors = explorer.view.curves.unseen
    assert unseen_errors.argmin() in range(2, 8)
    assert unseen_errors[-1] > 5 * unseen_errors.min()


# The tour.


def test_the_tour_says_what_is_true(explorer):
    tour, views = explorer.panel.tour, []
    for stop in range(7):
        tour.go(stop)
        views.append(explorer.view)
        assert faults(explorer.picture) == []
        assert tour.sentence.value
    line, swings, shrunk, gap, copies, peak, beyond = views
    assert line.parts[0] > 10 * line.parts[1]
    assert swings.parts[0] < 1e-6 < 0.5 < swings.parts[1]
    assert swings.fits.spread.max() > 1
    assert np.abs(swings.fits.influence[:, 9]).max() > 3
    assert sum(shrunk.parts[:2]) < sum(swings.parts[:2]) / 10
    assert shrunk.parts[0] > swings.parts[0]
    assert gap.parts[0] < 0.005
    assert gap.parts[1] > 0.6
    assert copies.parts[0] > gap.parts[0] + 0.05
    assert sum(copies.parts) < sum(gap.parts) - 0.05
    assert peak.curves.unseen.argmax() == peak.place
    norm = beyond.curves.below["norm"]
    assert norm.argmax() == peak.place
    assert norm[-1] < norm[peak.place] / 10
    assert beyond.curves.unseen[beyond.place] < peak.curves.unseen[peak.place] - 0.1


def test_l2_takes_the_peak_away():
    plain, tuned = (view_of(State(task=RANDOM, l2=l2)).curves.unseen for l2 in (0.0, 0.1))
    assert plain.max() - plain[-1] > 0.1
    assert np.diff(tuned).max() < 0.03
    assert tuned[-1] <= plain.min() + 0.01


def test_every_alt_text_names_its_numbers():
    for task in TASKS:
        view = view_of(replace(State(task=task), position=END))
        said = words.describe(view)
        assert all(part in said for part in words.parts(view))
        assert words.title(view) in said


def test_the_dotted_line_stands_where_weights_and_examples_are_equal_in_number():
    assert view_of(State()).interpolation == 19  # a polynomial of degree 19 has 20 weights
    assert view_of(State(task=RANDOM)).interpolation == pytest.approx(np.log(300))
    assert view_of(State(task=RANDOM, features=400, feature_axis="examples")).interpolation == pytest.approx(
        np.log(400)
    )
    assert view_of(State(points=100)).interpolation is None  # beyond the axis
