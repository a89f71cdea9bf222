"""The state of the explorer of lesson 19 and its view: one text, one unit, and the gradient on its way back."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.lessons.lstm import gate_networks as net
from nnlearn.lessons.lstm.records import best, recorded
from nnlearn.lessons.lstm.starts import STARTS

NETWORKS = (
    *((words, name) for name, words in net.FRESH.items()),
    *((f"{name}, trained", name) for name in net.TRAINED),
)
HOLDS = (("no gate", "nothing"), ("f at 0, one step", "f 0"), ("f at 1 from here", "f 1"), ("i at 0 from here", "i 0"))
SHORTEST, FARTHEST = 5, 80
ROWS = {"LSTM": "figcoh", "GRU": "zrnh", "RNN": "h"}  # what is drawn over time


@dataclass(frozen=True)
class State:
    """Settings of the explorer."""

    forget: float = slide(0.0, -1.0, 5.0, 0.5, "forget bias", buttons="step")
    write: float = slide(0.0, -5.0, 1.0, 0.5, "input bias", buttons="step")
    distance: int = slide(20, SHORTEST, FARTHEST, 5, "distance", "steps", buttons="step")
    network: str = pick("LSTM", NETWORKS, "network")
    hold: str = pick("nothing", HOLDS, "hold")
    unit: int = slide(1, 1, net.UNITS, 1, "unit", buttons="step")
    position: int = slide(22, 0, FARTHEST + 2, 1, "step")
    held: int = 1  # the step at which a gate is held, from 1
    symbol: int = 0  # which symbol is to be remembered


@dataclass(frozen=True)
class View:
    """What a network reads and does, and the state it belongs to."""

    state: State
    kind: str
    x: np.ndarray  # (T, features + 2)
    gates: dict  # {name: (T, units)}
    shares: np.ndarray  # of the gradient, k steps back
    at: int

    @property
    def network(self):
        return self.state.network

    @property
    def trained(self):
        return self.network in net.TRAINED

    @property
    def counting(self):
        return net.counts(self.network)

    @property
    def unit(self):
        """The unit that is looked at, from 0; a small network has fewer."""
        return min(self.state.unit, self.gates["h"].shape[1]) - 1

    @property
    def codes(self):
        """What is read at each step: 0-3 the symbols, 4-7 noise, 8 the question; or 0 for a and 1 for b."""
        return self.x[:, :-2].argmax(axis=1)

    @property
    def memory(self):
        """What is kept from step to step: the name of the row."""
        return "c" if self.kind == "LSTM" else "h"

    def value(self, name, step):
        """Return what a gate or a state of the unit is after a step, from 1; before the first, a state is 0."""
        return float(self.gates[name][step - 1, self.unit]) if step else 0.0

    @cached_property
    def levels(self):
        """The unit's memory after each step, and before the first."""
        return np.concatenate([[0.0], self.gates[self.memory][:, self.unit]])

    @cached_property
    def limit(self):
        """Size of the unit's memory at the ends of its tank: 1, or the largest if that is more."""
        return float(max(1.0, np.abs(self.levels).max()))

    @property
    def factor(self):
        """What f (in a GRU z) is if only its bias counts, before training; None where that says nothing."""
        if self.trained or self.kind == "RNN" or self.state.hold != "nothing":
            return None
        return float(1 / (1 + np.exp(-self.state.forget)))

    @cached_property
    def p(self):
        """The probability that a trained network gives the right symbol, or the end of the word, after each step."""
        if not self.trained:
            return None
        found = net.answers(self.network, self.gates["h"])
        return found[:, 0 if self.counting else self.state.symbol]

    @property
    def longest(self):
        """How far back the gradient is quoted: 20 steps, or to the first."""
        return min(20, len(self.shares) - 1)

    @cached_property
    def record(self):
        """What the recorded trainings from this start came to, five rows; None if there are none."""
        state = self.state
        start = START_OF.get((self.kind, state.forget, state.write if self.kind == "LSTM" else 0.0))
        none = self.trained or start is None or state.hold != "nothing"
        return None if none else rows_of(start, state.distance)


@lru_cache(maxsize=256)
def rows_of(start, distance):
    """Return the recorded trainings from a start over a distance, at the better rate; None if there are none."""
    return (
        best("recall", start=start, distance=distance) if recorded("recall", start=start, distance=distance) else None
    )


START_OF = {  # the recorded starts by (layer, forget bias, input bias)
    (kind, gates.get("f", gates.get("z", 0.0)), gates.get("i", 0.0)): start
    for start, (kind, gates) in STARTS.items()
    if "orthogonal" not in start
}


def view_of(state):
    """Return the view of a state.

    Examples
    --------
    >>> view = view_of(State(distance=10))
    >>> view.x.shape, sorted(view.gates), view.shares.shape
    ((12, 11), ['c', 'f', 'g', 'h', 'i', 'o'], (12,))
    """
    held = state.held if state.hold != "nothing" else 1
    x, gates, shares = run(state.network, state.forget, state.write, state.distance, state.symbol, state.hold, held)
    return View(state, net.kind_of(state.network), x, gates, shares, min(state.position, len(x)))


@lru_cache(maxsize=64)
def run(network, forget, write, distance, symbol, hold, held):
    """Return what is read (T, features + 2), the gates {name: (T, units)}, and the shares of the gradient (T,)."""
    layer = net.layer_of(network, forget, write)
    x = net.text_of(network, distance, symbol, hold, held)
    gates = {name: values[:, 0] for name, values in net.gates_of(layer, x).items()}
    return x[:, 0], gates, net.gradient_sizes(layer, x)
