"""What is special to the explorer of lesson 30; the walk over all explorers is in tests/explorers/."""

import numpy as np
import pytest
from written import faults

import nnlearn.numpy as nn
from nnlearn.attributions import occlusion
from nnlearn.explorers import Explorer, InsideExplorer
from nnlearn.lessons.interpretability import tour, words
from nnlearn.lessons.interpretability.hands import moved, turned
from nnlearn.lessons.interpretability.maps import NAMES, map_of
from nnlearn.lessons.interpretability.networks import STAMP, digits, network, stamped
from nnlearn.lessons.interpretability.picture import PITCH, edges
from nnlearn.lessons.interpretability.state import (
    COVERED,
    GRID,
    GUIDED,
    NETWORKS,
    OCCLUSION,
    RIGHT,
    SCANNER,
    SEVEN,
    SLOPE,
    TRAINED,
    UNITS,
    UNTRAINED,
    State,
    spread,
    view_of,
)


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = InsideExplorer()
    yield made
    made.close()


def event(kind, axes, x, y=0.5):
    return {"type": kind, "axes": axes, "x": x, "y": y}


# What it shows is what the library computes.


@pytest.mark.parametrize("name", [TRAINED, UNTRAINED, SCANNER])
def test_scores_and_maps_are_those_of_the_network(name):
    view, (u, v) = view_of(State(network=name, digit=12, asked=3, spot=(11, 9), stamp=name == SCANNER)), digits()[1]
    x = stamped(u[[12]]) if name == SCANNER else u[[12]]
    net = network(name)
    size = float(abs(view.scores).max())
    np.testing.assert_allclose(view.scores, nn.predict(net, x)[0], rtol=1e-5, atol=1e-5 * size)
    covered = x.copy()
    covered[..., 11:16, 9:14] = 0
    np.testing.assert_allclose(view.covered, nn.predict(net, covered)[0], rtol=1e-5, atol=1e-5 * size)
    assert view.fall == pytest.approx(float(view.scores[3] - view.covered[3]), abs=1e-5 * size)
    for one, values in view.maps.items():
        found = map_of(one, net, x, 3)[0, 0]
        np.testing.assert_allclose(values, found, rtol=1e-3, atol=1e-5 * max(abs(found).max(), size / 10))
    assert (view.label, view.k) == (v[12], 3)


def test_a_unit_that_is_away_gives_nothing_whatever_is_covered():
    away, view = (1, 28, 40), view_of(State(off=(1, 28, 40), spot=(12, 12)))
    outputs = nn.predict(network(TRAINED)[:11], digits()[1][0])
    outputs[:, away] = 0
    scores = nn.predict(network(TRAINED)[11:], outputs)
    np.testing.assert_allclose(view.scores, scores[SEVEN], rtol=1e-4, atol=1e-4)
    right = scores.argmax(axis=1) == digits()[1][1]
    assert view.rate == right.mean()
    assert view.rates[4] == right[digits()[1][1] == 4].mean()
    assert (view_of(State()).rate, view.full_rate) == (view.full_rate, view_of(State()).rate)
    assert network(TRAINED)[-1].weight.data[:, away].any(axis=0).all()  # the shared network has kept them


def test_the_window_everywhere_gives_the_librarys_occlusion():
    view = view_of(State())
    x = digits()[1][0][[SEVEN]]
    found = occlusion(lambda x: nn.predict(network(TRAINED), x)[:, 7], x, 5)
    np.testing.assert_allclose(spread(view.falls, np.ones((28, 28))), found[0, 0], atol=1e-4)
    assert GRID.sum() == 15**2


def test_the_map_fills_where_the_window_has_been():
    view = view_of(State(**moved(State(spot=(3, 4)), (3, 5))))
    assert (~np.isnan(view.large)).sum() == 5 * 6
    assert view.large[3, 4] == view.falls[3, 4]
    assert view.large[5, 6] == pytest.approx((view.falls[3, 4] + view.falls[3, 5]) / 2)
    assert np.isnan(view_of(State()).large).all()
    assert len(moved(State(spot=(3, 4)), (40, -3))["seen"]) == 25
    assert moved(State(spot=(3, 4)), (9, 9), jump=True)["seen"] == ((9, 9),)


def test_a_network_without_units_has_flat_maps_and_no_order(explorer):
    explorer.set(off=tuple(range(UNITS)), shown=SLOPE)
    assert np.isnan(explorer.view.agreements[SLOPE])
    assert "no order" in repr(explorer)
    assert faults(explorer.picture) == []


# Hands.


def test_a_click_takes_a_unit_away_and_a_lasso_takes_many(explorer):
    for kind in ("down", "up"):
        explorer.on_pointer(event(kind, "units", 4.5, 2.5))
    assert explorer.state.off == (28,)
    explorer.on_pointer(event("down", "units", 3.2, 2.1))
    explorer.on_pointer(event("move", "units", 4.9, 3.9))
    assert explorer.scene.heads[2].get_text() == "lasso: 4 units"
    assert explorer.state.off == (28,)
    explorer.on_pointer(event("up", "units", 4.9, 3.9))
    assert (explorer.state.off, explorer.state.lasso) == ((27, 28, 39, 40), None)
    for kind, x in (("down", 0), ("move", 11.9), ("up", 11.9)):
        explorer.on_pointer(event(kind, "units", x, 6.9 if x else 0))
    assert len(explorer.state.off) == UNITS
    explorer.back.click()
    assert explorer.state.off == ()
    assert turned((27, 28), [27, 28]) == ()


def test_the_window_is_dragged_and_the_arrows_move_it(explorer):
    explorer.on_pointer(event("down", "digit", 12, 12))
    explorer.on_pointer(event("move", "digit", 14, 12))
    explorer.on_pointer(event("up", "digit", 14, 12))
    explorer.on_pointer(event("move", "digit", 2, 2))  # nothing is held
    row, column = explorer.state.spot
    assert (row, len(explorer.state.seen)) == (10, 3)
    for key in ("ArrowUp", "ArrowLeft"):
        explorer.on_key(key)
    assert explorer.state.spot == (row - 1, column - 1)
    explorer.set(digit=3)
    assert explorer.state.seen == ()  # another picture


def test_keys_take_the_most_active_units_away(explorer):
    explorer.on_key("x")
    assert explorer.state.off == (tour.BUSIEST,)
    explorer.on_key("x")
    first, second = sorted(explorer.view.output)[:-3:-1]
    assert {float(explorer.view.output[k]) for k in explorer.state.off} == {float(first), float(second)}
    explorer.on_key("a")
    assert explorer.state.off == ()


def test_scores_and_small_maps_are_clicked_and_clicked_back(explorer):
    for asked in (3, RIGHT):
        explorer.on_pointer(event("down", "scores", 0, 3.4))
        assert explorer.state.asked == asked
    for shown in (GUIDED, COVERED):
        explorer.on_pointer(event("down", "maps", 4 * PITCH + 50, 50))
        assert explorer.state.shown == shown
    explorer.on_pointer(event("down", "maps", PITCH - 10, 50))  # between two
    assert explorer.state.shown == COVERED


def test_the_pointer_is_told_what_lies_under_it(explorer):
    assert explorer.on_hover(event("hover", "digit", 0, 0)).startswith("row 1, column 1: ink 0.00")
    explorer.set(shown=OCCLUSION)
    assert "map: " in explorer.on_hover(event("hover", "digit", 17, 23))
    assert explorer.on_hover(event("hover", "scores", 0, 7)).startswith("score of the 7: 13.2\nwith the window: 13.2")
    assert "gives 15.2 here\nmost for 7s" in explorer.on_hover(event("hover", "units", 4.5, 2.5))
    assert explorer.on_hover(event("hover", "classes", 6.8)).startswith("7s: 97 % right")
    assert "ReLU" in explorer.on_hover(event("hover", "maps", 4 * PITCH + 50, 50))
    assert explorer.on_hover(event("hover", "maps", PITCH - 10, 50)) == ""


# The picture.


def test_the_outline_runs_between_ink_and_paper():
    ink = np.zeros((4, 4), bool)
    ink[1, 1:3] = True
    assert len(edges(ink)) == 6
    assert (abs(np.diff(edges(ink), axis=1)).sum(axis=2) == 1).all()


def test_whatever_is_set_the_texts_have_room(explorer):
    for digit in (0, 8):
        for _, name in NETWORKS:
            for shown in (COVERED, *NAMES):
                off = tuple(range(0, UNITS, 2)) if shown == SLOPE else ()
                explorer.set(digit=digit, network=name, shown=shown, stamp=digit == 8, off=off, spot=(14, 14), asked=8)
                assert faults(explorer.picture) == []
                assert "nan" not in repr(explorer)


# The tour.


@pytest.fixture(scope="module")
def stops():
    explorer = InsideExplorer()
    found = []
    for stop in explorer.tour:
        explorer.show(stop.state(explorer))
        assert faults(explorer.picture) == []
        found.append((explorer.view, stop.text(explorer.view)))
    explorer.close()
    return found


def says(stop, *parts):
    for part in parts:
        assert part in stop[1], (part, stop[1])


def test_one_unit_is_not_missed_and_half_of_them_are(stops):
    says(
        stops[0],
        "Unit 28 gives 15.2",
        "from 13.2 to 9.8",
        "read as a 7",
        "96.8 % of the unseen digits are right, with it 97.3 %",
    )
    assert stops[0][0].output.argmax() == tour.BUSIEST
    says(stops[1], "42 of 84", "93.3 %", "the 7s lose 28 points, 6 of the ten digits")
    more = view_of(State(off=tuple(sorted(k for k in range(UNITS) if k % 12 < 9))))  # "which digit is lost?"
    assert more.rates[5] == 0
    assert np.delete(more.rates, 5).min() > 0.75
    off = ()
    while view_of(State(off=off)).answer == 7:  # "how many more until it fails?"
        there = [k for k in range(UNITS) if k not in off]
        off = turned(off, [max(there, key=lambda k: stops[0][0].output[k])])
    assert 3 <= len(off) <= 30


def test_the_window_finds_the_worst_place(stops):
    view, _ = stops[2]
    says(stops[2], "it is 2.3 in place of 13.2, lower than anywhere else")
    assert np.unravel_index(view.falls.argmax(), view.falls.shape) == tour.WORST
    assert view.covered.argmax() != 7


def test_slope_and_occlusion_disagree(stops):
    says(stops[3], "rank correlation of the two is 0.15")


def test_guided_backpropagation_forgets_the_class(stops):
    says(stops[4], "agreement 0.96", "−0.38 to −0.04")
    assert stops[4][0].scores.argsort()[-2] == stops[4][0].k  # the runner-up
    known, v = [], digits()[1][1]
    for digit in range(20):
        k = (int(v[digit]) + 3) % 10
        known.append([view_of(State(digit=digit, asked=k)).agreements[name] for name in NAMES])
    means = np.mean(known, axis=0)
    assert means[-1] > 0.8
    assert means[:-1].max() < 0.2


def test_what_is_left_without_training_explains_the_picture(stops):
    says(stops[5], "(−0.04 and 0.00)", "(0.27)")
    found = [[view_of(State(digit=digit, network=UNTRAINED)).agreements[name] for name in NAMES] for digit in range(20)]
    means = np.mean(found, axis=0)
    assert abs(means[:3]).max() < 0.12
    assert means[-1] > 0.15


def test_every_map_finds_the_stamp_and_accuracy_does_not(stops):
    view, _ = stops[6]
    says(stops[6], "100.0 % right, without it 88.0 %", "from 12.0 to 18.6", "in 5 of 5 maps")
    assert words.in_stamp(view) == list(NAMES)
    assert words.in_stamp(view_of(State(network=SCANNER))) == []
    assert view.x[STAMP, STAMP].min() == 1
    sunk = view_of(State(network=SCANNER)).rates - view.rates  # "which column sinks?"
    assert np.flatnonzero(sunk < -0.05).tolist() == [7]
