"""The neuron explorer: a current drives a living cell, and three artificial neurons are fitted to its firing rate."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnlearn.explorers.controls import slide
from nnlearn.explorers.explorer import Explorer
from nnlearn.explorers.labels import Labels
from nnlearn.lessons.neuron.lif import CELL, DT, drive
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, LINES, PAPER, SMALL, TEXT, VERMILION

CURRENTS = np.linspace(0, 4, 41)  # nA
NOISES = np.arange(6)  # mV
SECOND, SHOWN = round(1000 / DT), round(200 / DT)  # time steps in which spikes are counted, and that are drawn
FINE = np.linspace(0, 4, 401)
PEAK = 20.0  # mV: spikes are drawn up to here, as a recording shows them; the model only knows when they happen
GRASP = 1.0  # ms: this close to a spike, the pointer is on it
ARTIFICIAL = {
    "step": lambda z: (z >= 0).astype(float),
    "ReLU": lambda z: np.maximum(z, 0.0),
    "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2,
}
COLOURS = (BLUE, VERMILION, GREEN)
STEPS = {"ArrowLeft": ("current", -0.1), "ArrowRight": ("current", 0.1)}
STEPS |= {"ArrowDown": ("bias", -0.1), "ArrowUp": ("bias", 0.1)}


@dataclass(frozen=True)
class State:
    """Settings of the neuron explorer."""

    current: float = slide(2.0, 0.0, 4.0, 0.1, "current into the cell", "nA")
    noise: int = slide(0, 0, 5, 1, "noise in the cell", "mV")
    weight: float = slide(2.0, 0.5, 6.0, 0.1, "weight w", "per nA")
    bias: float = slide(-3.0, -12.0, 2.0, 0.1, "bias b")


@dataclass(frozen=True)
class View:
    """The cell's response during one second, and the artificial neurons fitted to all its rates."""

    state: State
    voltage: np.ndarray  # (SHOWN,) mV
    rates: np.ndarray  # (41,) spikes per second, one for each of CURRENTS
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


class NeuronExplorer(Explorer):
    """Send a current into a cell, see it fire, and lay artificial neurons over the curve of its rates.

    Above, 200 ms of the membrane potential of a leaky integrate-and-fire cell, which rests for 2 ms after each spike.
    Below, how often it fired in one second at each of 41 currents, and f(w I + b) for three activation functions f,
    each stretched to the height that fits best: a step, ReLU and a sigmoid. The dotted line is the artificial neurons'
    threshold, -b / w.

    Drag in the lower picture, or press the left and right arrow keys, to set the current; up and down set the bias.

    Parameters
    ----------
    **start
        Where the settings start: current, noise, weight, bias. See `Explorer`.

    Examples
    --------
    >>> explorer = NeuronExplorer(current=1.0)
    >>> print(explorer)  # doctest: +ELLIPSIS
    At 1.0 nA the cell never fires: it settles at −55 mV, below its threshold of −50 mV. ...
    >>> explorer.close()
    """

    State = State
    size = (640, 436)
    keys = tuple(STEPS)
    help = "Drag in the lower picture, or press the left and right arrow keys, for the current; up and down: the bias."
    suggestion = (
        "raise the current: does a spike grow? Then move the bias until ReLU is off by as little as possible. "
        "What does noise do to the corner?"
    )
    cursors = {"graph": "pointer"}

    # The picture.

    def build(self, picture):
        self.trace = picture.axes("trace", 56, 44, 518, 118)
        self.graph = picture.axes("graph", 56, 214, 350, 178)
        self.trace.set(xlim=(0, SHOWN * DT), ylim=(-82, PEAK + 5), xlabel="time (ms)", ylabel="membrane (mV)")
        self.graph.set(xlim=(0, 4.05), ylim=(0, 165), xlabel="current (nA)", ylabel="spikes a second")
        for ax in (self.trace, self.graph):
            ax.yaxis.set_label_coords(-40 / ax.get_window_extent().width, 0.5)
        self.trace.axhline(CELL.threshold, color=FAINT, ls=":", lw=1.2)
        self.trace.text(1.01 * SHOWN * DT, CELL.threshold, "threshold", size=SMALL, color=INK, va="center")
        moving, graph = picture.moving, self.graph
        (self.membrane,) = moving(self.trace.plot([], [], color=INK, lw=1.2)[0])
        self.begin = moving(graph.axvline(0, color=FAINT, ls=":", lw=1.4, zorder=1))[0]
        self.lines = {}
        for name, colour, kind in zip(ARTIFICIAL, COLOURS, LINES, strict=False):
            (self.lines[name],) = moving(graph.plot([], [], color=colour, ls=kind, lw=2.0, zorder=2, label=name)[0])
        dot = {"linestyle": "", "marker": "o", "zorder": 3}
        self.dots, self.here = moving(
            graph.plot([], [], ms=4.5, color=INK, mec=PAPER, mew=0.6, label="the cell, measured", **dot)[0],
            graph.plot([], [], ms=13, mfc="none", mec=INK, mew=2.0, **dot | {"zorder": 4, "clip_on": False})[0],
        )
        (self.mark,) = moving(Labels(graph.transData, SMALL, across=-0.1, up=1.0))
        style = {"fontsize": SMALL, "labelcolor": INK, "frameon": False, "handlelength": 2.6, "borderpad": 0}
        picture.fig.legend(
            handles=[self.dots, *self.lines.values()], loc="upper left", bbox_to_anchor=(0.665, 0.53), **style
        )
        self.title, self.facts = picture.words(14, 12, TEXT, "bold"), picture.words(428, 300, SMALL)

    def compute(self, state):
        voltages, counts = measured()
        row, column = int(state.noise), place(state.current)
        rates, curves, off = counts[row], {}, {}
        for name, f in ARTIFICIAL.items():
            heights = f(state.weight * CURRENTS + state.bias)
            stretch = heights @ rates / max(heights @ heights, 1e-12)
            curves[name] = stretch * f(state.weight * FINE + state.bias)
            off[name] = float(np.sqrt(((stretch * heights - rates) ** 2).mean()))
        return View(state, voltages[:, row, column], rates, curves, off)

    def draw(self, view):
        self.membrane.set_data(np.arange(SHOWN) * DT, view.voltage)
        self.begin.set_xdata([view.onset, view.onset])
        for name, line in self.lines.items():
            line.set_data(FINE, view.curves[name])
        self.dots.set_data(CURRENTS, view.rates)
        self.here.set_data([view.state.current], [view.rate])
        self.mark.put([("−b/w", (view.onset, 165))] if 0 <= view.onset <= 4 else [])
        self.title.say(title(view))
        self.facts.say(facts(view))

    # Text and code.

    def describe(self, view):
        off = ", ".join(f"{name} {value:.1f}" for name, value in view.off.items())
        return (
            f"{title(view)}. Below, the rates at 41 currents from 0 to 4 nA, from {view.rates[0]} to {view.rates[-1]} "
            f"spikes a second, with three artificial neurons whose threshold is {fixed(view.onset)} nA; they are off "
            f"by {off} spikes a second."
        )

    def code(self, view):
        state = view.state
        return "\n".join(
            [
                "import numpy as np",
                "from nnlearn.lessons.neuron import drive",
                "",
                "currents = np.linspace(0, 4, 41)  # nA",
                f"voltage, spikes = drive(np.tile(currents, (10_000, 1)), noise={state.noise})  # 1 s",
                "rates = spikes.sum(axis=0)",
                f"z = {state.weight:g} * currents + {state.bias:g}",
                'curves = {"step": 1.0 * (z >= 0), "ReLU": np.maximum(z, 0), "sigmoid": 1 / (1 + np.exp(-z))}',
                "for name, f in curves.items():",
                "    height = f @ rates / max(f @ f, 1e-12)",
                "    print(name, np.sqrt(((height * f - rates) ** 2).mean()))",
                f"print(rates[{place(state.current)}])  # at {state.current:g} nA",
            ]
        )

    def numbers(self, view):
        return {"rates": view.rates, f"rates[{place(view.state.current)}]": view.rate}

    # Pointer and keys.

    def on_pointer(self, event):
        if event["axes"] == "graph" and event["type"] != "up":
            self.set(current=self.under(event))

    def under(self, event):
        """Return the current under the pointer."""
        return _on_slider(self.controls["current"], event["x"])

    def on_hover(self, event):
        return rates_at(self.view, self.under(event)) if event["axes"] == "graph" else moment(self.view, event["x"])

    def on_key(self, key):
        name, step = STEPS[key]
        self.set(**{name: _on_slider(self.controls[name], getattr(self.state, name) + step)})


@lru_cache(maxsize=1)
def measured():
    """Return the response to every noise and current: voltages (SHOWN, 6, 41) in mV, spikes (6, 41) in 1 s."""
    voltages, spikes = drive(np.broadcast_to(CURRENTS, (SECOND, len(NOISES), len(CURRENTS))), noise=NOISES[:, None])
    shown = np.where(spikes[:SHOWN], np.float32(PEAK), voltages[:SHOWN])
    return shown, spikes.sum(axis=0)


def place(current):
    """Return the index of a current in CURRENTS."""
    return round(10 * current)


def title(view):
    """Return a sentence about the cell."""
    current, held = view.state.current, CELL.rest + CELL.resistance * view.state.current
    if view.rate == 0:
        near = "near" if view.state.noise else "at"
        where = "just at" if held >= CELL.threshold else "below"
        return (
            f"At {current:.1f} nA the cell never fires: it settles {near} {fixed(held, 0)} mV, "
            f"{where} its threshold of {fixed(CELL.threshold, 0)} mV"
        )
    return (
        f"At {current:.1f} nA the cell fires {view.rate} times in a second, every {1000 / view.rate:.0f} ms on average"
    )


def facts(view):
    """Return the numbers of the artificial neurons."""
    sign = "+" if view.state.bias >= 0 else "−"
    lines = [f"f({view.state.weight:.1f} I {sign} {abs(view.state.bias):.1f}), stretched to fit"]
    lines += [f"threshold −b/w = {fixed(view.onset)} nA", ""]
    lines += ["off by, in spikes a second:", *(f"    {name} {value:.1f}" for name, value in view.off.items())]
    return "\n".join(lines)


def rates_at(view, current):
    """Return what the cell and the artificial neurons do at a current."""
    fitted = ", ".join(f"{name} {fixed(curve[round(100 * current)], 0)}" for name, curve in view.curves.items())
    cell = f"{current:.1f} nA: the cell fires {view.rates[place(current)]} times a second"
    return f"{cell}\n{fitted}\nclick to send this current"


def moment(view, time):
    """Return the membrane potential at a time in ms, or the spike next to it."""
    spikes = np.flatnonzero(view.voltage == np.float32(PEAK)) * DT
    near = spikes[np.abs(spikes - time) < GRASP]
    if near.size:
        return f"a spike at {fixed(near[0], 1)} ms\nonly its time counts, not its height"
    voltage = view.voltage[min(max(round(time / DT), 0), SHOWN - 1)]
    return f"{fixed(time, 1)} ms: {fixed(voltage, 0)} mV\nit fires at {fixed(CELL.threshold, 0)} mV"


def _on_slider(slider, value):
    """Return the nearest position on a slider."""
    return round(float(np.clip(value, slider.min, slider.max)), 1)
