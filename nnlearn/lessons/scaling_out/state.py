"""The ring explorer's state and view: messages that have been sent, and how long a step takes."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nnlearn.explorers.controls import pick, slide, slide_over
from nnlearn.lessons.scaling_out.costs import seconds
from nnlearn.lessons.scaling_out.rings import (
    RING,
    WAYS,
    Message,
    example,
    gathered,
    messages,
    possible,
    rounds,
    vectors_sent,
)

MOST = 8  # workers
PER_PARAMETER = 1e-7  # seconds that one worker computes in a step, for each parameter
PARAMETERS = (1000, 3000, 10_000, 30_000, 100_000, 1_000_000, 10_000_000, 1_000_000_000)
SERIAL, LATENCIES = (0, 1, 2, 5, 10, 20, 30), (1, 10, 50, 100, 1000, 10_000)
IN_HAND = {"held": None, "refused": None, "moving": 0.0}  # what the next change ends


@dataclass(frozen=True)
class State:
    """Settings of the ring explorer."""

    workers: int = slide(4, 2, MOST, 1, "workers", buttons="step")
    way: str = pick(RING, WAYS, "way")
    position: int = slide(0, 0, 24, 1, "messages sent")
    parameters: int = slide_over(1_000_000, PARAMETERS, "parameters")
    serial: int = slide_over(5, SERIAL, "cannot be shared", "%")
    latency: int = slide_over(50, LATENCIES, "latency", "µs")
    own: tuple = ()  # sender and receiver of the messages sent by hand, where they leave the plan
    chosen: tuple = (0, 0)  # the worker and its piece whose numbers are shown
    held: tuple | None = None  # a worker, its piece, and where it is dragged: x, y
    refused: tuple | None = None  # a message that cannot be sent: sender, piece, receiver
    moving: float = 0.0  # share of its way that the next message has gone


@dataclass(frozen=True)
class View:
    """What the explorer shows of a state.

    Parameters
    ----------
    state : State
    """

    state: State

    @cached_property
    def plan(self):
        """All messages, in the order in which they are sent."""
        return messages(self.state.workers, self.state.way, self.state.own)

    @property
    def at(self):
        """How many of them have been sent."""
        return min(self.state.position, len(self.plan))

    @property
    def sent(self):
        """Those that have been sent."""
        return self.plan[: self.at]

    @cached_property
    def ready(self):
        """Those that can be sent now, in any order."""
        return possible(self.state.workers, self.state.way, self.sent)

    @cached_property
    def rounds(self):
        """After how many messages each round is over."""
        return rounds(self.plan)

    @cached_property
    def held(self):
        """Whether piece j of worker r holds the gradient of worker i: (r, j, i), bool."""
        return gathered(self.state.workers, self.state.way, self.sent)

    @cached_property
    def finished(self):
        """Which pieces hold all gradients: (worker, piece), bool."""
        return self.held.all(axis=2)

    @cached_property
    def gradients(self):
        """The number in each piece before the first message: (worker, piece)."""
        return example(self.state.workers)

    @cached_property
    def sums(self):
        """The number in each piece now: (worker, piece)."""
        return np.einsum("rji,ij->rj", self.held, self.gradients)

    @cached_property
    def moved(self):
        """How much each worker has sent, and how much it has received, in vectors: (2, workers)."""
        return vectors_sent(self.state.workers, self.sent)

    @property
    def compute(self):
        """The seconds that one worker computes in a step."""
        return PER_PARAMETER * self.state.parameters

    def seconds(self, workers, **changes):
        """Return the seconds of a step with that many workers; `changes` are settings of the cost model."""
        state = self.state
        settings = {"serial": state.serial / 100, "way": state.way, "latency": 1e-6 * state.latency}
        return seconds(workers, self.compute, state.parameters, **{**settings, **changes})

    @cached_property
    def speed_up(self):
        """How many times as fast as one worker 1, 2, ... 8 workers are."""
        return self.compute / self.seconds(np.arange(1, MOST + 1))

    @cached_property
    def amdahl(self):
        """The same if messages took no time."""
        return self.compute / self.seconds(np.arange(1, MOST + 1), latency=0, per_byte=0)

    @property
    def best(self):
        """The number of workers, 1 to 8, with which a step is shortest."""
        return int(self.speed_up.argmax()) + 1

    @property
    def shares(self):
        """The seconds of a step that are not shared, that are shared, and that go to messages."""
        serial = self.compute * self.state.serial / 100
        shared = (self.compute - serial) / self.state.workers
        return serial, shared, self.seconds(self.state.workers) - serial - shared


def order_of(view, piece):
    """Return the workers in the order in which a piece collects their gradients.

    Examples
    --------
    >>> order_of(View(State()), 2), order_of(View(State(way="all to one")), 2)
    ([2, 3, 0, 1], [0, 1, 2, 3])
    """
    first, workers = piece if view.state.way == RING else 0, view.state.workers
    return [(first + k) % workers for k in range(workers)]


def holders(view, worker, piece):
    """Return whose gradients a piece holds, in the order in which it collected them.

    Examples
    --------
    >>> holders(View(State(position=5)), 2, 0), holders(View(State(position=5)), 1, 0)
    ([2], [0, 1])
    """
    return [i for i in order_of(view, piece) if view.held[worker, piece, i]]


def next_state(state, **changes):
    """Return the state after changes: another plan begins at its start, or is complete if the last one was.

    Examples
    --------
    >>> next_state(State(position=24), workers=8).position, next_state(State(position=3), workers=8).position
    (112, 0)
    """
    new = replace(state, **{**IN_HAND, **changes})
    if "own" not in changes and (new.workers, new.way) != (state.workers, state.way):
        complete = state.position >= len(messages(state.workers, state.way, state.own)) > 0
        new = replace(new, own=())
        if "position" not in changes:
            new = replace(new, position=len(messages(new.workers, new.way)) if complete else 0)
    length = len(messages(new.workers, new.way, new.own))
    chosen = tuple(min(one, new.workers - 1) for one in new.chosen)
    return replace(new, position=min(max(new.position, 0), length), chosen=chosen)


def sending(view, sender, piece, receiver) -> Message | None:
    """Return the message that takes a piece from one worker to another now, or None.

    Examples
    --------
    >>> sending(View(State()), 2, 2, 3)
    Message(sender=2, receiver=3, pieces=(2,), round=0)
    >>> sending(View(State()), 2, 1, 3)
    """
    fits = [one for one in view.ready if one[:2] == (sender, receiver) and piece in one.pieces]
    return fits[0] if fits else None


def sent_by_hand(view, message):
    """Return what changes in the state when a message is sent by hand.

    Examples
    --------
    >>> view = View(State())
    >>> sent_by_hand(view, view.plan[0]), sent_by_hand(view, view.ready[2])
    ({'own': (), 'position': 1}, {'own': ((2, 3),), 'position': 1})
    """
    state = view.state
    own = (*(one[:2] for one in view.sent), message[:2])
    planned = tuple(one[:2] for one in messages(state.workers, state.way)[: len(own)])
    return {"own": () if own == planned else own, "position": len(own)}
