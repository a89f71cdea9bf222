"""What is special to the explorer of lesson 28; the walk over all explorers is in tests/explorers/."""

import numpy as np
import pytest
from written import faults

from nnlearn.explorers import Explorer, QuayExplorer
from nnlearn.lessons.reinforcement_learning import recorded, row_above, sweeps, tour, way, words
from nnlearn.lessons.reinforcement_learning.picture import ARROWS, CURVE, TIPS, WIDTH, marks_of
from nnlearn.lessons.reinforcement_learning.state import (
    COLUMNS,
    METHODS,
    Q_LEARNING,
    ROWS,
    SARSA_WAY,
    SLIPS,
    START,
    SWEEPS,
    State,
    greedy_way,
    solved,
    turned,
    view_of,
)
from nnlearn.lessons.reinforcement_learning.walks import LONG, LOOKS
from nnlearn.worlds import SARSA, QLearning, policy_value, quay, value_iteration
from nnlearn.worlds.grid import QUAY

LAST = len(LOOKS) - 1
WALLED = ("#########", "#########", "#########", "#########", "S#######G")
RICH = ("GGGGGGGGG", "GGGGGGGGG", "GGGGGGGGG", "GGGGGGGGG", "SGGGGGGGG")
DRY = (*QUAY[:4], "S........")


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = QuayExplorer()
    yield made
    made.close()


def event(kind, axes, x, y=0.5):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def on(place, kind="down"):
    return event(kind, "quay", place[1] + 0.5, place[0] + 0.5)


# What it shows is what the library computes.


def test_a_sweep_is_the_librarys():
    world = quay(0.02)
    best = value_iteration(world.P, world.R, 0.95, tolerance=1e-12)
    for k in (1, 2, 13, SWEEPS):
        found, view = (
            value_iteration(world.P, world.R, 0.95, sweeps=k, tolerance=0),
            view_of(State(slip=0.02, position=k)),
        )
        np.testing.assert_allclose(view.q, found.q)
        np.testing.assert_allclose(view.v, found.v)
        assert view.errors[-1] == pytest.approx(np.abs(found.v - best.v).max())
        assert len(view.errors) == k + 1
    assert not view_of(State(position=0)).arrows.any()  # before the first sweep all actions look alike


@pytest.mark.parametrize(("method", "kind"), [(Q_LEARNING, QLearning), (SARSA_WAY, SARSA)])
def test_a_walk_is_the_librarys_learner(method, kind):
    view = view_of(State(method=method, slip=0.1, gamma=0.9, epsilon=0.1, seed=3, position=200))
    world = quay(0.1)
    learner = kind(world, gamma=0.9, epsilon=0.1, seed=3).run(LOOKS[200])
    np.testing.assert_array_equal(view.q, learner.q)
    np.testing.assert_array_equal(view.visits, learner.visits)
    np.testing.assert_array_equal(view.rewards, learner.rewards)
    worth = policy_value(world.P, world.R, 0.9, learner.q.argmax(axis=1))[world.start]
    assert view.worth == pytest.approx(worth)
    steps, pay = view.pay
    assert steps[-1] == LOOKS[200]
    assert pay[-1] == pytest.approx(learner.rewards[-500:].mean())
    assert pay[20] == pytest.approx(learner.rewards[:21].mean())


def test_a_trail_is_the_newest_episode():
    walk = view_of(State(method=Q_LEARNING, slip=0.1, position=49)).walk
    for k in range(1, 49):
        trail, before = walk.look(k).trail, walk.look(k - 1).trail
        world = quay(0.1)
        ended = world.terminal[before[-1]]
        assert trail[:-1] == ((world.start,) if ended else before)
        assert world.P[trail[-2], :, trail[-1]].max() > 0
    assert len(view_of(State(method=Q_LEARNING, slip=0.02, epsilon=0, seed=2, position=LAST)).trail) == LONG
    assert list(LOOKS) == sorted(set(LOOKS))
    assert (LOOKS[0], LOOKS[1], LOOKS[-1]) == (0, 1, 20_000)


def test_the_arrows_lead_the_way_of_the_lesson():
    for slip, rows, steps in ((0, 1, 10), (0.02, 2, 12), (0.1, 2, 12)):
        view = view_of(State(slip=slip))
        assert list(view.trail) == way(view.world, view.best.q.round(9))
        assert (row_above(view.world, list(view.trail)), len(view.trail) - 1, view.arrived) == (rows, steps, True)


def test_arrows_are_right_from_the_sweep_on_that_the_lesson_counts():
    for slip, gamma in ((0, 0.95), (0.02, 0.5), (0.02, 0.95), (0.1, 0.95), (0.02, 0.99)):
        wrong = [view_of(State(slip=slip, gamma=gamma, position=k)).wrong for k in range(SWEEPS + 1)]
        assert wrong.index(0) == sweeps(quay(slip), gamma).policy
        assert not any(wrong[wrong.index(0) :])
        assert wrong[0] == 37


def test_errors_shrink_at_least_by_gamma():
    for slip in SLIPS:
        for gamma in (0.5, 0.95):
            best, found = solved(QUAY, slip, gamma)
            errors = np.abs(found.history - best.v).max(axis=1)
            assert (errors[1:] <= gamma * errors[:-1] + 1e-9).all()


def test_a_way_in_circles_ends():
    world = quay()
    arrows = np.zeros(world.R.shape, bool)
    arrows[world.start, 0], arrows[27, 2] = True, True  # up, and down again
    assert greedy_way(world, arrows) == (world.start, 27)


# Hands.


def test_a_click_turns_a_place_and_four_turn_it_back(explorer):
    place, seen = (1, 4), []
    for _ in range(4):
        explorer.on_pointer(on(place))
        seen.append(explorer.state.rows[1][4])
    assert (seen, explorer.state.rows, explorer.state.chosen) == (["#", "G", "~", "."], QUAY, place)
    explorer.on_pointer(on((4, 8)))  # the goal becomes water
    assert explorer.view.v[~explorer.view.world.terminal].max() < 0
    assert turned(QUAY, START) == QUAY


def test_the_start_is_dragged_and_what_it_passes_comes_back(explorer):
    explorer.on_pointer(on(START))
    for column in (1, 2, 3):
        explorer.on_pointer(on((4, column), "move"))
    explorer.on_pointer(on((2, 3), "up"))
    assert explorer.state.rows == (*QUAY[:2], "...S.....", QUAY[3], ".~~~~~~~G")
    explorer.on_pointer(on((0, 0), "move"))  # nothing is held
    assert explorer.state.rows[2] == "...S....."


def test_keys_do_what_the_pointer_does(explorer):
    for key in ("ArrowUp", "ArrowRight", "ArrowRight", " "):
        explorer.on_key(key)
    assert (explorer.state.chosen, explorer.state.rows[3]) == ((3, 2), "..#......")
    explorer.on_key("s")
    assert explorer.state.rows[3:] == ("..S......", ".~~~~~~~G")
    explorer.on_key("-")
    explorer.on_key("-")
    explorer.on_key("+")
    assert explorer.at == SWEEPS - 1
    for key in ("ArrowLeft", "ArrowDown") * 6:
        explorer.on_key(key)
    assert explorer.state.chosen == START


def test_the_time_is_dragged_along_the_curve(explorer):
    explorer.on_pointer(event("down", "errors", 7.2))
    assert explorer.at == 7
    explorer.on_pointer(event("move", "errors", 60))
    assert explorer.at == SWEEPS
    explorer.on_pointer(event("up", "errors", 60))
    explorer.on_pointer(event("move", "errors", 3))
    assert explorer.at == SWEEPS
    explorer.set(method=SARSA_WAY)
    assert explorer.view.steps == 20_000  # another kind of method begins at its end
    explorer.on_pointer(event("down", "paid", 5030))
    assert explorer.view.steps == 5000
    explorer.set(method=Q_LEARNING)
    assert explorer.view.steps == 5000
    assert set(explorer.canvas.cursors) == {"quay", "paid"} <= set(explorer.canvas.axes)


def test_the_pointer_is_told_what_lies_under_it(explorer):
    told = explorer.on_hover(on((3, 8), "hover"))
    assert told == "row 4, place 9: free\nvalue 9.90, true 9.90\nup 8.7, right 9.3, down 9.9, left 8.7\nclick: a wall"
    assert explorer.on_hover(on((4, 1), "hover")) == "row 5, place 2: −10, the end\nclick: free"
    assert "drag" in explorer.on_hover(on(START, "hover"))
    explorer.go(10)
    assert explorer.on_hover(event("hover", "errors", 10)) == "after 10 sweeps\nlargest error 5.93\nat most 5.93"
    assert explorer.on_hover(event("hover", "errors", 11)) == "sweep 11 has not been made"
    explorer.set(method=Q_LEARNING, position=60)
    assert explorer.on_hover(event("hover", "paid", 0)).startswith("step 1\nlast 1: −10.10")
    assert explorer.on_hover(event("hover", "paid", 9000)) == "step 9,000 has not been taken"
    assert "visits" in explorer.on_hover(on(START, "hover"))
    explorer.go(4)
    assert "ended 1 time at −10, 0 times at +10" in repr(explorer)


# The picture.


def test_each_good_action_has_its_arrow_and_each_untried_one_its_tip():
    for state in (State(), State(slip=0.02), State(method=Q_LEARNING, epsilon=0, slip=0.02, seed=8, position=LAST)):
        view = view_of(state)
        middles = view.world.places[:, ::-1] + 0.5
        items = list(marks_of(view, middles))
        drawn = [sum(len(points) for points, kind, *_ in items if kind is shape) for shape in ARROWS]
        assert drawn == view.arrows.sum(axis=0).tolist()
        tips = [sum(len(points) for points, kind, *_ in items if kind is shape) for shape in TIPS]
        assert tips == (~view.tried[~view.world.terminal]).sum(axis=0).tolist()
    assert sum(tips) == words.never_tried(view) == 7
    assert view_of(State()).arrows.sum(axis=1).max() == 2  # right and down are equally good
    assert view_of(State(slip=0.02)).arrows.sum(axis=1).max() == 1


def test_whatever_the_quay_has_become_the_texts_have_room(explorer):
    for rows in (WALLED, RICH, DRY, tuple(row.replace(".", "~") for row in QUAY)):
        for method in METHODS:
            for gamma, slip in ((0.99, 0.2), (0.5, 0)):
                explorer.set(rows=rows, method=method, gamma=gamma, slip=slip, position=150)
                assert faults(explorer.picture) == []
                assert "nan" not in repr(explorer)
                explorer.on_hover(on(START, "hover"))
    assert CURVE[0] + CURVE[2] < WIDTH
    assert (ROWS, COLUMNS) == (5, 9)


def test_where_nothing_pays_the_arrows_lead_nowhere(explorer):
    explorer.set(rows=DRY)
    assert not explorer.view.arrived
    assert "do not lead from there to +10" in repr(explorer)


# The tour.


@pytest.fixture(scope="module")
def stops():
    explorer = QuayExplorer()
    found = []
    for stop in explorer.tour:
        explorer.show(stop.state(explorer))
        found.append((explorer.view, stop.text(explorer.view)))
    explorer.close()
    return found


def says(stop, *parts):
    for part in parts:
        assert part in stop[1], (part, stop[1])


def test_the_first_two_stops_show_what_two_slips_of_a_hundred_change(stops):
    says(stops[0], "1 row above the water", "10 steps", "worth 5.50")
    says(stops[1], "Now 2 of 100 steps", "2 rows above the water", "12 steps", "worth 4.50")
    for slip in (0.02, 0.05, 0.1, 0.2):  # "does the way ever climb another row?" It does not
        view = view_of(State(slip=slip))
        assert row_above(view.world, list(view.trail)) == 2


def test_values_flow_one_place_a_sweep(stops):
    says(stops[2], "After 6 sweeps only 18 of 37 places")
    world = quay()
    free = world.places[~world.terminal]
    away = np.abs(free - (4, 8)).sum(axis=1)  # no wall or water is in the way, but from the start
    away[free.tolist().index(list(START))] = 10
    for k in range(1, 13):
        assert tour.known(view_of(State(position=k))) == (away <= k).sum()


def test_arrows_are_right_before_the_values(stops):
    says(stops[3], "After 13 sweeps all arrows are right for the first time", "off by 0.24", "take 22,")
    assert [view_of(State(slip=0.02, position=k)).wrong > 0 for k in (12, 13)] == [True, False]
    assert stops[3][0].errors[-1] == pytest.approx(sweeps(quay(0.02), 0.95).error)


def test_a_robot_that_never_explores_may_stay_at_home(stops):
    view, _ = stops[4]
    says(stops[4], "in 89 % of its steps", "After 7 tries", "worth −2.72", "= 2.", "−0.93", "3.71 to 4.49")
    assert len(tour.ten(view)) == 10
    s = view.world.start
    assert view.q[s, 0] < -2 < view.q[s, 3]  # to push for ever costs 0.1/(1 - 0.95)
    assert view.best.q[s, 0] > 4.4  # and up is the best there is
    assert min(tour.ten(view), key=lambda row: row["value"])["seed"] == view.state.seed
    assert view.worth == pytest.approx(-0.927, abs=0.001)
    early = view.walk.look(LOOKS.index(90))
    assert early.visits[s, 0] == 7  # the seventh slipped into the water
    assert view.walk.look(LOOKS.index(70)).q[s, 0] > -0.5
    assert np.mean([row["untried"] for row in tour.ten(view)]) == pytest.approx(1.8)


def test_q_learning_walks_the_edge_and_sarsa_does_not(stops):
    (edge, _), (inland, _) = stops[5:]
    says(stops[5], "928 falls, 903 arrivals", "paid −0.02 ± 0.16", "5.28 ± 0.35", "worth 5.50")
    says(stops[6], "152 falls, 869 arrivals", "paid 0.25 ± 0.02", "4.06 ± 0.35")
    heights = [row_above(view.world, list(greedy_way(view.world, view.arrows))) for view in (edge, inland)]
    assert heights == [1, 3]
    rows = {name: recorded("tables", slip=0.0, way=name, epsilon=0.3) for name in (Q_LEARNING, SARSA_WAY)}
    both = list(zip(rows[Q_LEARNING], rows[SARSA_WAY], strict=True))
    assert sum(q["paid"] < s["paid"] for q, s in both) == 10
    assert sum(q["value"] >= s["value"] for q, s in both) == 10
    assert (edge.rewards.mean(), inland.rewards.mean()) == pytest.approx([both[0][0]["paid"], both[0][1]["paid"]])
