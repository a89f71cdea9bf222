"""What is special to the explorer of lesson 31; the walk over all explorers is in tests/explorers/."""

import asyncio
import random

import numpy as np
import pytest
from written import faults

from nnlearn.explorers import Explorer, RingExplorer
from nnlearn.lessons.scaling_out import words
from nnlearn.lessons.scaling_out.costs import BYTES, LATENCY, PER_BYTE, fewest_seconds, seconds
from nnlearn.lessons.scaling_out.picture import corners, filled, middles, piece_at, worker_at
from nnlearn.lessons.scaling_out.rings import ALL, ONE, RING, WAYS, gathered, messages, possible, rounds, vectors_sent
from nnlearn.lessons.scaling_out.state import LATENCIES, MOST, PARAMETERS, SERIAL, State, View

MANY = range(2, MOST + 1)
LENGTHS = {RING: lambda w: 2 * w * (w - 1), ONE: lambda w: 2 * (w - 1), ALL: lambda w: w * (w - 1)}


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = RingExplorer()
    yield made
    made.close()


def event(kind, axes, x, y=0.5):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def on(explorer, worker, piece, kind="down"):
    return event(kind, "ring", *corners(explorer.state.workers, worker, piece)[:4].mean(axis=0))


def drag(explorer, worker, piece, receiver):
    explorer.on_pointer(on(explorer, worker, piece))
    explorer.on_pointer(event("move", "ring", 200, 172))
    explorer.on_pointer(event("up", "ring", *(middles(explorer.state.workers)[receiver] + (9, -9))))


# The messages.


@pytest.mark.parametrize("way", WAYS)
def test_every_plan_ends_with_the_sum_in_every_worker(way):
    for workers in MANY:
        plan = messages(workers, way)
        assert len(plan) == LENGTHS[way](workers)
        assert gathered(workers, way, plan).all()
        assert not gathered(workers, way, plan[:-1]).all()
        assert len(rounds(plan)) == {RING: 2 * (workers - 1), ONE: 2 * (workers - 1), ALL: workers - 1}[way]


def test_a_ring_adds_arrays_as_a_plain_simulation_does():
    for workers in MANY:
        held = np.random.default_rng(workers).normal(size=(workers, workers))
        total, view = held.sum(axis=0), View(State(workers=workers))
        for t in range(2 * (workers - 1)):
            going = [((r - t) % workers, held[r, (r - t) % workers]) for r in range(workers)]
            for r, (piece, number) in enumerate(going):
                there = (r + 1) % workers
                held[there, piece] = held[there, piece] + number if t < workers - 1 else number
            one = gathered(workers, RING, view.plan[: workers * (t + 1)]).all(axis=2)
            np.testing.assert_array_equal(np.isclose(held, total), one)


def test_each_worker_of_a_ring_sends_and_receives_less_than_two_vectors():
    for workers in MANY:
        moved = vectors_sent(workers, messages(workers))
        np.testing.assert_allclose(moved, 2 * (workers - 1) / workers)
        assert vectors_sent(workers, messages(workers, ONE))[:, 0].tolist() == [workers - 1, workers - 1]
        np.testing.assert_allclose(vectors_sent(workers, messages(workers, ALL)), workers - 1)


def test_after_half_the_rounds_each_worker_holds_one_finished_piece():
    for workers in MANY:
        done = gathered(workers, RING, messages(workers)[: workers * (workers - 1)]).all(axis=2)
        assert (done.sum(axis=0) == 1).all()
        assert (done.sum(axis=1) == 1).all()


@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_ready_may_go_first_and_no_gradient_is_counted_twice(way):
    chance = random.Random(0)
    for workers in (2, 3, 5):
        sent, held = [], np.arange(1.0, workers * workers + 1).reshape(workers, workers)
        own, total = held.copy(), held.sum(axis=0)
        while ready := possible(workers, way, sent):
            one = chance.choice(ready)
            place = list(one.pieces)
            adds = way == ALL or one.round < workers - 1
            number = (own if way == ALL else held)[one.sender, place]
            held[one.receiver, place] = held[one.receiver, place] + number if adds else number
            sent.append(one)
            sums = np.einsum("rji,ij->rj", gathered(workers, way, sent), own)
            np.testing.assert_allclose(held, sums)
        np.testing.assert_allclose(held, np.tile(total, (workers, 1)))
        assert messages(workers, way, tuple(one[:2] for one in sent)) == tuple(sent)
    with pytest.raises(ValueError, match="too early"):
        messages(4, RING, ((0, 2),))


# The cost model.


def test_seconds_are_what_the_plan_needs():
    """Each round of the ring waits for one message, all to one for each of its messages, everyone for its own."""
    for workers in MANY:
        for way, waits in ((RING, 2 * (workers - 1)), (ONE, 2 * (workers - 1)), (ALL, workers - 1)):
            busiest = vectors_sent(workers, messages(workers, way)).max() * (2 if way == ONE else 1)
            expected = 0.1 / workers + waits * LATENCY + busiest * BYTES * 1e6 * PER_BYTE
            assert seconds(workers, 0.1, 1e6, way=way) == pytest.approx(expected)
    assert seconds(1, 0.1, 1e6, serial=0.3) == pytest.approx(0.1)
    amdahl = 1 / seconds(np.array([8, 1000, 10**9]), 1.0, 0, serial=0.05, latency=0)
    assert amdahl.round(1).tolist() == [5.9, 19.6, 20.0]


def test_the_best_number_is_about_the_root_of_the_computing_over_two_latencies():
    for compute in (1e-3, 0.1, 1.0):
        assert abs(fewest_seconds(1000, compute, 0) - np.sqrt(compute / (2 * LATENCY))) < 1


# What it shows.


def test_the_picture_shows_what_the_modules_compute(explorer):
    explorer.set(workers=5, parameters=30_000, serial=10)
    explorer.go(17)
    view = explorer.view
    held = gathered(5, RING, messages(5)[:17])
    np.testing.assert_array_equal(view.sums, np.einsum("rji,ij->rj", held, view.gradients))
    expected = 3e-3 / seconds(np.arange(1, 9), 3e-3, 30_000, serial=0.1)
    np.testing.assert_allclose(view.speed_up, expected)
    assert view.best == expected.argmax() + 1
    assert sum(view.shares) == pytest.approx(view.seconds(5))
    assert f"{expected[4]:.2f} times as fast as one" in repr(explorer)
    for r in range(5):  # a band for each gradient
        image = filled(view, r, range(5)).reshape(5, -1, 5, 19, 4)[:, -1, :, 0]
        bands = (image[..., :3] != 238).any(axis=2).sum(axis=0)
        np.testing.assert_array_equal(bands, held[r].sum(axis=1))


def test_a_place_is_a_piece_of_a_worker():
    for workers in MANY:
        for r in range(workers):
            for piece in range(workers):
                x, y = corners(workers, r, piece)[:4].mean(axis=0)
                assert piece_at(workers, x, y) == (r, piece)
                assert worker_at(workers, x, y) == r
    assert piece_at(8, 200, 172) is None


# Hands.


def test_the_whole_sum_can_be_made_by_hand(explorer):
    chance = random.Random(1)
    explorer.set(workers=3)
    while explorer.view.ready:
        one = chance.choice(explorer.view.ready)
        drag(explorer, one.sender, one.pieces[0], one.receiver)
        assert explorer.state.refused is None
        assert explorer.view.sent[-1] == one
    assert explorer.at == 12
    assert explorer.view.finished.all()
    assert "Every worker holds the sum" in repr(explorer)
    explorer.go(5)  # the reader's own order is kept
    assert explorer.view.sent == explorer.view.plan[:5]
    assert explorer.state.own != ()
    given: dict = {}
    exec(explorer.code(explorer.view).rpartition("print")[0], given)  # its code begins with the reader's messages
    np.testing.assert_array_equal(given["sums"], explorer.view.sums)


def test_sending_as_planned_is_the_plan(explorer):
    for one in explorer.view.plan[:3]:
        drag(explorer, one.sender, one.pieces[0], one.receiver)
    assert (explorer.state.own, explorer.at, explorer.state.chosen) == ((), 3, (2, 2))


def test_what_does_not_fit_comes_back_with_a_reason(explorer):
    for (worker, piece, receiver), said in (
        ((0, 0, 2), "Worker 1 sends only to its neighbour clockwise, worker 2."),
        ((0, 1, 1), "Not piece 2: the next message of worker 1 is piece 1."),
    ):
        drag(explorer, worker, piece, receiver)
        assert (explorer.at, said in repr(explorer)) == (0, True), said
        assert faults(explorer.picture) == []
    drag(explorer, 0, 0, 1)
    drag(explorer, 0, 3, 1)
    assert "Worker 1 has to wait: its left neighbour has not sent piece 4 yet." in repr(explorer)
    explorer.go(24)
    drag(explorer, 0, 0, 1)
    assert "Worker 1 has sent all its messages." in repr(explorer)
    explorer.set(way=ONE, position=0)
    for move, said in (((1, 0, 2), "All messages go to worker 1"), ((0, 0, 1), "Worker 1 has to wait for the others.")):
        drag(explorer, *move)
        assert said in repr(explorer)
    drag(explorer, 3, 2, 0)
    drag(explorer, 3, 2, 0)
    assert "Worker 4 has sent its vector to worker 1 before." in repr(explorer)
    explorer.on_key("ArrowRight")
    assert explorer.state.refused is None


def test_a_piece_that_is_dropped_nowhere_goes_back(explorer):
    explorer.on_pointer(on(explorer, 1, 1))
    assert "is being dragged" in repr(explorer)
    explorer.on_pointer(event("up", "ring", 200, 172))
    assert (explorer.state.held, explorer.state.refused, explorer.at) == (None, None, 0)
    explorer.on_pointer(on(explorer, 1, 1))
    explorer.on_pointer(event("up", "speed", 3))
    assert (explorer.state.held, explorer.state.workers) == (None, 4)
    explorer.on_pointer(on(explorer, 2, 1))
    explorer.on_pointer(on(explorer, 2, 1, "up"))  # a click chooses
    assert (explorer.state.held, explorer.state.refused, explorer.state.chosen) == (None, None, (2, 1))
    explorer.on_pointer(event("down", "ring", 200, 172))  # nothing is there
    explorer.on_pointer(event("move", "ring", 100, 172))
    assert explorer.state.held is None


def test_keys_do_what_the_pointer_does(explorer):
    for _ in range(4):  # round one: worker r sends piece r
        explorer.on_key(" ")
        explorer.on_key("ArrowRight")
        explorer.on_key("ArrowUp")
    assert (explorer.at, explorer.state.own, explorer.state.chosen) == (4, (), (0, 0))
    explorer.on_key("ArrowDown")
    explorer.on_key(" ")
    assert explorer.view.sent[-1][:3] == (0, 1, (3,))
    explorer.on_key("-")
    explorer.on_key("-")
    explorer.on_key("+")
    assert explorer.at == 4
    explorer.on_key("ArrowDown")
    explorer.on_key(" ")
    assert "Not piece 3: the next message of worker 1 is piece 4." in repr(explorer)
    for way, length in ((ONE, 6), (ALL, 12)):
        explorer.set(way=way, position=0, chosen=(0, 0))
        for _ in range(40):
            explorer.on_key(" ")
            explorer.on_key("ArrowRight")
        assert explorer.at == length


def test_the_marker_is_dragged_along_the_curve(explorer):
    explorer.on_pointer(event("down", "speed", 6.8))
    assert (explorer.state.workers, explorer.at) == (7, 0)
    explorer.on_pointer(event("move", "speed", 0.2))
    assert explorer.state.workers == 2
    explorer.on_pointer(event("up", "speed", 0.2))
    explorer.on_pointer(event("move", "speed", 8))
    assert explorer.state.workers == 2
    explorer.go(4)
    explorer.set(workers=8)  # complete stays complete
    assert explorer.at == 112
    assert set(explorer.canvas.cursors) <= set(explorer.canvas.axes)


def test_the_pointer_is_told_what_lies_under_it(explorer):
    told = explorer.on_hover(on(explorer, 1, 1, "hover"))
    assert told == "Worker 2, piece 2\nholds its own gradient\n3\ndrag this piece to worker 3"
    explorer.go(4)
    told = explorer.on_hover(on(explorer, 2, 1, "hover"))
    assert told.splitlines()[1:] == ["holds the sum of workers 2 and 3", "3 + 3 = 6", "drag this piece to worker 4"]
    assert explorer.on_hover(on(explorer, 1, 1, "hover")).endswith("cannot be sent now")
    assert explorer.on_hover(event("hover", "ring", 200, 172)) == ""
    assert explorer.on_hover(event("hover", "sent", 1, 2 / 8 + 0.01)) == "worker 3\nsent 0.25 vectors\nreceived 0.25"
    assert explorer.on_hover(event("hover", "sent", 1, 0.6)) == ""
    assert explorer.on_hover(event("hover", "speed", 8.2)).splitlines() == [
        "8 workers", "ideal 8", "Amdahl 5.93", f"with messages {explorer.view.speed_up[7]:.2f}",
    ]  # fmt: skip


def test_play_shows_the_messages_under_way(explorer):
    seen = []

    async def watch():
        explorer.set = lambda **changes: seen.append(changes)
        await explorer.on_the_way()
        del explorer.set

    asyncio.run(watch())
    assert [one["moving"] for one in seen] == [0.2, 0.4, 0.6, 0.8]
    frame = explorer.canvas.frame
    explorer.set(moving=0.5)
    assert explorer.canvas.frame != frame
    assert "50% of its way" in repr(explorer)
    explorer.go(1)
    assert explorer.state.moving == 0


def test_texts_have_room_in_all_settings(explorer):
    for workers in MANY:
        for way in WAYS:
            explorer.set(workers=workers, way=way)
            explorer.go(explorer.length(explorer.view) // 2)
            parameters, latency = PARAMETERS[workers % len(PARAMETERS)], LATENCIES[workers % len(LATENCIES)]
            explorer.set(parameters=parameters, latency=latency, serial=SERIAL[workers % len(SERIAL)])
            assert faults(explorer.picture) == []
            assert "nan" not in repr(explorer)


# The tour.


@pytest.fixture(scope="module")
def stops():
    explorer = RingExplorer()
    found = []
    for stop in explorer.tour:
        explorer.show(stop.state(explorer))
        found.append((explorer.view, stop.text(explorer.view)))
    explorer.close()
    return found


def says(stop, *parts):
    for part in parts:
        assert part in stop[1], (part, stop[1])


def test_the_ring_s_stops_count_rounds_pieces_and_vectors(stops):
    says(stops[0], "4 workers, 4 different gradients", "4 colours")
    says(stops[1], "One round", "0.25 of its vector")
    assert words.listed([one.pieces[0] + 1 for one in stops[1][0].ready if one.sender == 0]) == "4"
    says(stops[2], "After 3 rounds every worker holds exactly 1 finished piece")
    assert (stops[2][0].finished.sum(axis=1) == 1).all()
    says(stops[3], "3 more rounds", "sent 1.5 vectors", "Of 8 workers each would send 1.75")
    assert stops[3][0].finished.all()


def test_all_to_one_has_a_bottleneck_and_a_small_network_turns_the_curve_over(stops):
    says(stops[4], "worker 1 sends 3 vectors", "1.89 times as fast as one, with the ring 2.85 times")
    view, _ = stops[5]
    says(stops[5], "one worker takes 1 ms a step", "8 take 0.939 ms, of which 0.77 ms are messages")
    assert (view.best, view.state.workers) == (3, 8)
    assert (np.diff(view.speed_up)[2:] < 0).all()  # from the third worker on
    quick = View(State(parameters=10_000, latency=1, workers=8))
    assert quick.best == 8  # "then lower the latency"
