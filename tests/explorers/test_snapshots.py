"""Runs that can be revisited, tested on a random walk: going back, measurements, a cache, frozen snapshots."""

from dataclasses import FrozenInstanceError, dataclass
from typing import NamedTuple

import numpy as np
import pytest

from nnlearn.explorers.snapshots import Run, RunCache, Snapshot, read_only

SPACING = 7


class Walk:
    """A random walk: its position and its next step depend on every step before."""

    def __init__(self, seed=0, breaks_after=10**9):
        self.position, self.place, self.breaks_after, self.played = 0, np.zeros(2), breaks_after, 0
        self.rng = np.random.default_rng(seed)

    def step(self):
        if self.position == self.breaks_after:
            raise ArithmeticError("the walk is over")
        self.place += self.rng.standard_normal(2)
        self.position, self.played = self.position + 1, self.played + 1

    def memory(self):
        return self.position, self.place.copy(), self.rng.bit_generator.state

    def restore(self, memory):
        self.position, place, self.rng.bit_generator.state = memory
        self.place[:] = place


class Recorded(Run):
    """A walk measured at every third step."""

    def __init__(self, *walk):
        super().__init__(Walk(*walk), SPACING, measure_every=3)

    def measure(self):
        return self.machine.position, *self.machine.place


def place(run, step):
    run.move_to(step)
    assert run.machine.position == step
    return tuple(run.machine.place)


@pytest.mark.parametrize("seed", range(5))
def test_a_step_is_the_same_in_whatever_order_the_steps_are_visited(seed):
    straight, run = Recorded(), Recorded()
    places = [place(straight, step) for step in range(61)]
    for step in np.random.default_rng(seed).integers(0, 61, 40).tolist():
        assert place(run, step) == places[step]
    place(run, 60)
    assert run.measurements == straight.measurements
    assert run.reached == 60


def test_going_anywhere_that_was_reached_plays_less_than_the_spacing():
    run = Recorded()
    run.move_to(60)
    for step in (59, 3, 58, 21, 60, 0, 6, 34):
        before = run.machine.played
        run.move_to(step)
        assert run.machine.played - before < SPACING, step
    before = run.machine.played
    run.move_to(36)
    run.move_to(38)
    assert run.machine.played - before == 1 + 2, "from here, if that is nearer than the last memory"


def test_memories_and_measurements_are_kept_once_for_each_of_their_steps():
    run = Recorded()
    for step in (10, 5, 22, 0, 22, 30):
        run.move_to(step)
    assert [position for position, *_ in run.memories] == [0, 7, 14, 21, 28]
    assert [position for position, *_ in run.measurements] == [0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30]


def test_a_machine_that_breaks_leaves_a_run_of_the_steps_before():
    run = Recorded(0, 11)
    for _ in range(2):
        with pytest.raises(ArithmeticError, match="over"):
            run.move_to(20)
        assert (run.machine.position, run.reached) == (11, 11)
    assert place(run, 5) == place(Recorded(), 5)


def test_a_run_that_takes_over_another_is_like_one_that_played_itself_and_leaves_the_other_alone():
    first, second = Recorded(), Recorded()
    first.move_to(50)
    memories, measurements = list(first.memories), list(first.measurements)
    second.take_over(first, 30)
    assert second.reached == 30
    assert second.machine.position == 28
    assert second.machine.played == 0
    assert place(second, 60) == place(Recorded(), 60)
    assert [m[0] for m in second.measurements] == list(range(0, 61, 3))
    assert (first.memories, first.measurements) == (memories, measurements)


def cache(shared, max_runs=3):
    """Return a cache of walks with seed 0 and any name; `shared` holds what two names have in common."""
    return RunCache(lambda name: Recorded(), lambda one, other: shared.get(one + other, -1), max_runs)


def test_a_new_run_takes_over_the_most_that_it_shares():
    runs = cache({"ca": 40, "cb": 14})
    runs.of("a").move_to(10)
    runs.of("b").move_to(50)
    assert runs.of("c").reached == 14, "more in common with a, which has not got so far"
    assert runs.of("d").reached == 0, "nothing in common with any"
    assert runs.of("d").machine is not runs.of("c").machine


def test_the_run_used_longest_ago_is_dropped():
    runs = cache({})
    first = [runs.of(name) for name in "abc"]
    assert runs.of("a") is first[0]
    runs.of("d")
    assert list(runs.runs) == ["c", "a", "d"]
    assert runs.of("b") is not first[1]


class Pair(NamedTuple):
    one: np.ndarray
    other: list


@dataclass(frozen=True, eq=False)
class Shown(Snapshot):
    place: np.ndarray
    parts: list
    pair: Pair


def test_a_snapshot_cannot_be_changed():
    mine = np.zeros(3)
    shown = Shown(5, 9, mine, [np.zeros(2), (np.ones(1), "name", None)], Pair(np.zeros(2), [np.zeros(2)]))
    with pytest.raises(FrozenInstanceError):
        shown.step = 6
    arrays = [shown.place, shown.parts[0], shown.parts[1][0], shown.pair.one, shown.pair.other[0]]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    with pytest.raises(TypeError):
        shown.parts[0] = None
    assert shown.parts[1][1:] == ("name", None)
    mine[0] = 1  # the maker's own array stays writeable
    assert read_only("text") == "text"
