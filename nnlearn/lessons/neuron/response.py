"""What the neuron explorer shows, as arrays: the cell's rates, and artificial neurons that are fitted to them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from nnlearn.lessons.neuron.lif import DT, drive

CURRENTS = np.linspace(0, 4, 41)  # nA
NOISES = np.arange(6)  # mV
SECOND, SHOWN = round(1000 / DT), round(200 / DT)  # time steps in which spikes are counted, and that are drawn
FINE = np.linspace(0, 4, 401)
PEAK = 20.0  # mV: spikes are drawn up to here, as a recording shows them; the model only knows when they happen
ARTIFICIAL = {
    "step": lambda z: (z >= 0).astype(float),
    "ReLU": lambda z: np.maximum(z, 0.0),
    "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2,
}


@dataclass(frozen=True)
class View:
    """The cell's response during one second, and the artificial neurons fitted to all its rates."""

    state: Any
    voltage: np.ndarray  # (SHOWN,) mV
    rates: np.ndarray  # (41,) spikes per second, one for each of CURRENTS
    heights: dict  # name: what f(w I + b) is multiplied by
    curves: dict  # name: (401,) over FINE
    off: dict  # name: root mean square distance to the rates, in spikes per second

    @property
    def rate(self):
        """Spikes per second at the chosen current."""
        return int(self.rates[place(self.state.current)])

    @property
    def onset(self):
        """The current at which w I + b is zero, in nA."""
        return -self.state.bias / self.state.weight

    @property
    def z(self):
        """The sum w I + b of the neuron at the chosen current."""
        return float(weighted(self.state, CURRENTS[place(self.state.current)]))

    @property
    def output(self):
        """What the chosen activation function makes of the sum."""
        return float(ARTIFICIAL[self.state.activation](np.array(self.z)))

    @property
    def height(self):
        """What the output is multiplied by."""
        return self.heights[self.state.activation]

    @property
    def predicted(self):
        """Spikes per second that the chosen neuron predicts at the chosen current."""
        return self.height * self.output


@lru_cache(maxsize=1)
def measured():
    """Return the response to every noise and current: voltages (SHOWN, 6, 41) in mV, spikes (6, 41) in 1 s."""
    voltages, spikes = drive(np.broadcast_to(CURRENTS, (SECOND, len(NOISES), len(CURRENTS))), noise=NOISES[:, None])
    shown = np.where(spikes[:SHOWN], np.float32(PEAK), voltages[:SHOWN])
    return shown, spikes.sum(axis=0)


def place(current):
    """Return the index of a current in CURRENTS."""
    return round(10 * current)


def weighted(state, currents):
    """Return z = w I + b, rounded so that a sum that is zero on paper is zero here."""
    return np.round(state.weight * currents + state.bias, 9)


def respond(state):
    """Return the view of a state: each curve has the height with the least squared distance to the rates."""
    voltages, counts = measured()
    row, column = int(state.noise), place(state.current)
    rates, heights, curves, off = counts[row], {}, {}, {}
    for name, f in ARTIFICIAL.items():
        outputs = f(weighted(state, CURRENTS))
        heights[name] = float(outputs @ rates / max(outputs @ outputs, 1e-12))
        curves[name] = heights[name] * f(weighted(state, FINE))
        off[name] = float(np.sqrt(((heights[name] * outputs - rates) ** 2).mean()))
    return View(state, voltages[:, row, column], rates, heights, curves, off)
