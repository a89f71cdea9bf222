"""What is special to the explorer of lesson 23; the walk over all explorers is in tests/explorers/."""

import numpy as np
import pytest
from written import faults

from nnlearn.cluster import kmeans, neighbour_votes
from nnlearn.explorers import Explorer, LabelExplorer
from nnlearn.explorers.controls import ARROWS
from nnlearn.lessons.semi_supervised import self_training, tour, words
from nnlearn.lessons.semi_supervised.data import digits
from nnlearn.lessons.semi_supervised.picture import MARGIN, digit_at, marks_of
from nnlearn.lessons.semi_supervised.purchases import (
    BUDGETS,
    CENTRES,
    DRAWS,
    MOST,
    RANDOM,
    RECORD,
    WAYS,
    bought_by,
    curves,
    map_of_digits,
)
from nnlearn.lessons.semi_supervised.self_training import (
    LEARNERS,
    NEAREST,
    SOFTMAX,
    STRENGTH,
    accuracy_of,
    after,
    distances,
    regression,
    softmax,
)
from nnlearn.lessons.semi_supervised.state import MINE, ROUNDS, TEN, THRESHOLDS, State, clicked, view_of, walked

TWENTY = bought_by(RANDOM, 20, 3)


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = LabelExplorer()
    yield made
    made.close()


def event(kind, axes, x, y=0.5):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def on_digit(place, kind="down"):
    return event(kind, "plane", *map_of_digits()[place])


def lonely(count):
    """Return places that no other digit of the map covers."""
    return [place for place in range(len(digits().y)) if digit_at(*map_of_digits()[place]) == place][:count]


# The learners.


def test_the_nearest_labelled_digit_is_the_librarys():
    found, rows = after(NEAREST, TWENTY), np.array(TWENTY)
    shares, (x, _, x_test, y_test) = np.eye(10)[digits().y[rows]], digits()
    votes, test_votes = (
        neighbour_votes(part.astype(float), x[rows].astype(float), shares, neighbours=1) for part in (x, x_test)
    )
    best = np.sort(found.p, axis=1)
    tied = best[:, -1] == best[:, -2]  # two classes equally far away
    assert ((votes.argmax(axis=1) == found.p.argmax(axis=1)) | tied).all()
    assert tied.sum() < 5
    assert abs(found.accuracy - (test_votes.argmax(axis=1) == y_test).mean()) <= 0.005


def test_how_sure_it_is_depends_on_the_nearest_digit_of_each_class():
    place, y = 7, digits().y[list(TWENTY)]
    squares = distances()[list(TWENTY), place]
    wanted = np.exp([-min(squares[y == k], default=np.inf) for k in range(10)])
    np.testing.assert_allclose(after(NEAREST, TWENTY).p[place], wanted / wanted.sum())


def test_the_softmax_nears_the_least_loss_and_no_step_goes_up(monkeypatch):
    rows, labels = np.array(TWENTY), digits().y[list(TWENTY)]
    losses = []
    for steps in (1, 2, 5, 20, 200):
        monkeypatch.setattr(self_training, "STEPS", steps)
        p, _ = regression(rows, labels, np.ones(20))
        losses.append(-np.log(p[rows, labels]).mean())
    assert losses == sorted(losses, reverse=True)
    assert losses[-2] < 0.2
    assert STRENGTH == 0.1
    assert np.allclose(softmax(np.array([[1e4, 0.0]])), [[1, 0]])


def test_a_round_labels_what_it_is_sure_of_and_never_what_was_bought():
    for learner in LEARNERS:
        before, found = after(learner, TWENTY, 0.8, 2), after(learner, TWENTY, 0.8, 3)
        own, given = found.rows[:20], found.rows[20:]
        assert tuple(own) == TWENTY
        assert not set(TWENTY) & set(given.tolist())
        assert (found.labels[:20] == digits().y[own]).all()
        assert (before.p[given].max(axis=1) >= 0.8).all()
        assert (found.labels[20:] == before.p[given].argmax(axis=1)).all()
        rest = np.setdiff1d(np.arange(len(digits().y)), found.rows)
        assert (before.p[rest].max(axis=1) < 0.8).all()
    assert len(after(NEAREST, TWENTY, 0.0, 1).rows) == len(digits().y)


# What is stored.


def test_the_record_is_small_and_what_the_learners_give_again():
    assert RECORD.stat().st_size < 20_000
    for learner in LEARNERS:
        found = curves(learner)
        for draw in (0, 7):
            for budget in (5, 20, 100):
                for way, stored in zip(WAYS, found, strict=True):
                    accuracy = accuracy_of(learner, bought_by(way, budget, draw))
                    assert abs(stored[draw, budget - 1] - accuracy) <= 0.005  # a digit on the edge, or two
        assert (found.centres.mean(axis=0) > found.random.mean(axis=0))[9:].all()


def test_what_is_bought_at_the_centres_is_nearest_to_them():
    x = digits().x.astype(float)
    for budget, draw in ((10, 2), (30, 5)):
        bought = bought_by(CENTRES, budget, draw)
        assert len(set(bought)) == budget
        centres = kmeans(x, budget, seed=draw).centres
        assert np.mean(((x[:, None] - centres) ** 2).sum(axis=2).argmin(axis=0) == bought) >= 0.9


def test_what_was_not_recorded_is_named():
    with pytest.raises(ValueError, match=r"bought_by expected a way of .* got 'at the centres of k-means', 11 and 0"):
        bought_by(CENTRES, 11, 0)
    assert len(bought_by(RANDOM, 11, 0)) == 11


def test_neighbours_in_the_map_have_mostly_the_same_digit():
    places, y = map_of_digits(), digits().y
    away = ((places[:, None] - places) ** 2).sum(axis=2)
    np.fill_diagonal(away, np.inf)
    assert (y[away.argmin(axis=1)] == y).mean() > 0.95


# Hands.


def test_a_click_buys_a_label_and_another_hands_it_back(explorer):
    place = next(one for one in lonely(400) if one not in TEN)
    explorer.on_pointer(on_digit(place))
    assert (explorer.state.bought, explorer.state.chosen) == ((*TEN, place), place)
    assert explorer.view.alone == accuracy_of(NEAREST, (*TEN, place))
    assert f"bought: {digits().y[place]}" in explorer.on_hover(on_digit(place, "hover"))
    explorer.on_pointer(on_digit(place))
    assert explorer.state.bought == TEN
    explorer.on_pointer(event("down", "plane", -MARGIN, -MARGIN))
    assert explorer.state.bought == TEN


def test_clicks_continue_what_was_bought_otherwise(explorer):
    explorer.set(way=CENTRES, budget=20, draw=1, position=5)
    before, place = explorer.view.bought, next(one for one in lonely(400) if one not in explorer.view.bought)
    explorer.on_pointer(on_digit(place))
    assert explorer.state.way == MINE
    assert explorer.view.bought == (*before, place)
    assert explorer.at == 0


def test_no_more_than_a_hundred_labels_are_bought():
    state = State(way=RANDOM, budget=100)
    free = next(place for place in range(200) if place not in bought_by(RANDOM, 100, 0))
    assert clicked(state, free) == {"chosen": free}
    assert "100 labels are all you can pay" in words.digit(view_of(state), free)
    assert BUDGETS[-1] == MOST


def test_keys_do_what_the_pointer_does(explorer):
    explorer.on_key("ArrowLeft")
    place = explorer.state.chosen
    assert map_of_digits()[place, 0] < map_of_digits()[TEN[-1], 0]
    explorer.on_key("b")
    assert explorer.state.bought == (*TEN, place)
    explorer.on_key("u")
    assert explorer.state.bought == TEN
    explorer.on_key("+")
    explorer.on_key("+")
    explorer.on_key("-")
    assert explorer.at == 1
    explorer.on_key("c")
    assert (explorer.state.bought, explorer.at) == ((), 0)
    explorer.on_key("u")  # nothing to hand back
    explorer.on_key("+")  # and nothing to learn
    assert (explorer.view.bought, explorer.at) == ((), 0)
    explorer.on_key("b")
    assert explorer.view.bought == (explorer.state.chosen,)


def test_arrows_reach_every_digit():
    places, seen, waiting = map_of_digits(), {TEN[0]}, [TEN[0]]
    while waiting:
        here = State(chosen=waiting.pop())
        for way in ARROWS.values():
            place = walked(here, way, places)
            if place not in seen:
                seen.add(place)
                waiting.append(place)
    assert len(seen) > 0.9 * len(places)


def test_the_round_is_dragged(explorer):
    explorer.on_pointer(event("down", "rounds", 2.2))
    assert explorer.at == 2
    explorer.on_pointer(event("move", "rounds", 9.0))
    assert explorer.at == ROUNDS
    explorer.on_pointer(event("up", "rounds", 9.0))
    explorer.on_pointer(event("move", "rounds", 1.0))
    assert explorer.at == ROUNDS


def test_the_pointer_is_told_what_lies_under_it(explorer):
    place = next(one for one in lonely(400) if one not in TEN)
    explorer.set(position=1)
    told = explorer.on_hover(on_digit(place, "hover"))
    assert told.startswith(f"digit {place}, the learner says {explorer.view.p[place].argmax()}, p = ")
    assert "the clerk" not in told
    explorer.set(peek=True)
    assert f"the clerk would say {digits().y[place]}" in explorer.on_hover(on_digit(place, "hover"))
    assert "these: " in explorer.on_hover(event("hover", "curves", 10))
    assert "these: " not in explorer.on_hover(event("hover", "curves", 11))
    assert explorer.on_hover(event("hover", "rounds", 1)).count("\n") == 2
    assert explorer.on_hover(event("hover", "rounds", 2)) == "round 2 has not been played"


# The picture.


def test_every_digit_is_drawn_once_and_the_wrong_ones_are_ringed(explorer):
    for peek in (False, True):
        explorer.set(position=4, peek=peek)
        view, items = explorer.view, list(marks_of(explorer.view))
        drawn = {marker: sum(len(points) for points, kind, *_ in items if kind == marker) for marker in ("o", "$1$")}
        grey = (view.labels < 0).sum()
        rings = len(view.wrong) if peek else 0
        assert drawn["o"] == grey + rings + len(TEN)
        assert drawn["$1$"] == (view.labels == 1).sum()
        assert (digits().y[view.wrong] != view.labels[view.wrong]).all()
        right = np.setdiff1d(view.kept, view.wrong)
        assert (digits().y[right] == view.labels[right]).all()
    assert view.run[-1] == pytest.approx(
        (view.accuracy, len(view.kept) / (len(digits().y) - 10), len(right) / len(view.kept))
    )


def test_nothing_tells_a_true_label_before_it_is_bought_or_peeked_at(explorer, monkeypatch):
    """Swap the labels that were not bought: picture and words stay as they are."""
    explorer.set(position=3)
    frame, said = explorer.canvas.frame, explorer.canvas.alt
    y = digits().y.copy()
    other = np.setdiff1d(np.arange(len(y)), TEN)
    changed = digits()._replace(y=np.where(np.isin(np.arange(len(y)), other), 9 - y, y))
    for module in ("state", "words", "self_training", "tour"):
        monkeypatch.setattr(f"nnlearn.lessons.semi_supervised.{module}.digits", lambda: changed)
    after.cache_clear()
    explorer.refresh()
    assert (explorer.canvas.frame, explorer.canvas.alt) == (frame, said)
    explorer.set(peek=True)
    assert explorer.canvas.frame != frame
    after.cache_clear()


def test_whatever_is_bought_the_texts_have_room(explorer):
    states = [
        State(way=RANDOM, budget=100, position=8, peek=True, learner=SOFTMAX),
        State(bought=()),
        State(bought=(3,)),
    ]
    states += [State(way=CENTRES, budget=b, draw=DRAWS[-1], threshold=t) for b, t in ((5, 0.95), (100, THRESHOLDS[0]))]
    for state in states:
        explorer.show(state)
        assert faults(explorer.picture) == []
        assert "nan" not in repr(explorer)


# The tour.


def test_the_tour_says_what_is_true(explorer):
    views = []
    for stop in range(7):
        explorer.panel.tour.go(stop)
        views.append(explorer.view)
    assert views[0].bought == ()
    ten = curves(NEAREST).random[:, 9]
    assert views[1].accuracy > ten.max()  # the eye has made the clusters
    assert views[2].accuracy == pytest.approx(ten[0], abs=0.005)
    assert curves(NEAREST).centres[:, 19].min() > curves(NEAREST).random[:, 19].max()
    assert views[4].accuracy > views[4].alone
    first, last = (tour.lost(views[5], rounds)[0].sum() for rounds in (1, ROUNDS))
    assert last > 2 * first
    assert tour.lost(views[5], ROUNDS)[1] > 0.9
    ends = {tau: after(NEAREST, views[6].bought, tau, ROUNDS).accuracy for tau in (0.0, 0.8, 0.95)}
    assert ends[0.8] > max(ends[0.0], ends[0.95]) > views[6].alone


def test_a_threshold_in_between_is_best_on_average():
    """Not only of the draw in the tour."""
    ends = {
        tau: np.mean([after(NEAREST, bought_by(RANDOM, 20, draw), tau, 5).accuracy for draw in range(5)])
        for tau in (0.0, 0.8, 0.95)
    }
    assert ends[0.8] > ends[0.95] > ends[0.0]
