"""The neuron explorer: one current drives a living cell and an artificial neuron, which is fitted to its rates."""

from dataclasses import dataclass

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.sweep import Sweep
from nnlearn.lessons.neuron import words
from nnlearn.lessons.neuron.drawing import OUTPUT, RADII, Drawing, at
from nnlearn.lessons.neuron.lif import CELL, DT
from nnlearn.lessons.neuron.response import ARTIFICIAL, CURRENTS, FINE, PEAK, SHOWN, place, respond
from nnlearn.lessons.neuron.tour import TOUR
from nnlearn.plots.style import FAINT, GREEN, INK, LINES, PAPER, SMALL, TEXT

KEYS = {"ArrowLeft": ("current", -0.1), "ArrowRight": ("current", 0.1), "ArrowDown": ("bias", -0.1)}
KEYS |= {"ArrowUp": ("bias", 0.1), "-": ("weight", -0.1), "+": ("weight", 0.1)}
PER_PIXEL = {"current": 0.02, "weight": 0.04, "bias": 0.08}  # of dragging upwards
NEAR = 0.08  # nA: this close to the dotted line, the pointer drags it
ROWS = (332, 355, 378, 401, 424, 447)  # of the legend, in pixels


@dataclass(frozen=True)
class State:
    """Settings of the neuron explorer."""

    current: float = slide(2.0, 0.0, 4.0, 0.1, "current I", "nA")
    weight: float = slide(2.0, 0.5, 6.0, 0.1, "weight w", "per nA")
    bias: float = slide(-3.0, -12.0, 2.0, 0.1, "bias b")
    activation: str = pick("ReLU", ARTIFICIAL, "activation f")
    noise: int = slide(0, 0, 5, 1, "noise in the cell", "mV")


class NeuronExplorer(Sweep):
    """Send one current into a living cell and into an artificial neuron, and compare how often each of them fires.

    Above, 200 ms of the membrane potential of a leaky integrate-and-fire cell, which rests for 2 ms after each spike.
    In the middle the artificial neuron: the current comes in on a wire as wide as the weight, the bias on another one,
    orange adds and blue takes away; their sum z is bent by the activation function, and multiplied by one height to
    become spikes per second. Below, both at every current: dots count the cell's spikes in one second at each of 41
    currents, and the lines are f(w I + b) for three activation functions f, each with the height that brings it closest
    to the dots. The dotted line is the neuron's threshold, -b / w.

    Drag the current, the two wires, the ring or the dotted line; or press the left and right arrow keys for the
    current, up and down for the bias, + and - for the weight, f for the next activation function.

    Parameters
    ----------
    **start
        Where the settings start: current, weight, bias, activation, noise. See `Explorer`.

    Examples
    --------
    >>> explorer = NeuronExplorer(current=1.0)
    >>> print(explorer)  # doctest: +ELLIPSIS
    At 1.0 nA the cell never fires: it settles at −55 mV, below its threshold of −50 mV. ...
    >>> explorer.close()
    """

    State = State
    size = (640, 548)
    keys = (*KEYS, "f")
    help = "Drag the current, a wire, the ring or the dotted line. Keys: arrows, + and − (the weight), f (activation)."
    suggestion = "press Raise the current, and look at the spikes and at the dots."
    tour = TOUR
    sweeps, play_label, per_second = "current", "Raise the current", 8
    cursors = {"neuron": "grab", "graph": "grab", "legend": "pointer"}

    # The picture.

    def build(self, picture):
        self._grasp = None  # what is dragged: a field, its value and the height at which the pointer went down
        self.trace = picture.axes("trace", 84, 54, 440, 58)
        self.trace.set(xlim=(0, SHOWN * DT), ylim=(-72, PEAK + 4), yticks=[CELL.threshold])
        self.trace.set_yticklabels(["threshold"])
        self.trace.set_xticks([0, 50, 100, 150, 200], ["0", "50", "100", "150", "200 ms"])
        self.trace.axhline(CELL.threshold, color=FAINT, ls=":", lw=1.2)
        self.drawing = Drawing(picture)
        self.graph = picture.axes("graph", 56, 326, 350, 176)
        self.graph.set(xlim=(0, 4.05), ylim=(0, 165), xlabel="current I (nA)", ylabel="spikes per second")
        self.graph.yaxis.set_label_coords(-40 / 350, 0.5)
        self.legend = picture.axes("legend", 424, ROWS[1] - 11, 208, 69)
        self.legend.axis("off")
        self.legend.set(xlim=(0, 1), ylim=(3, 0))
        moving, graph = picture.moving, self.graph
        (self.membrane,) = moving(self.trace.plot([], [], color=INK, lw=1.2)[0])
        self._cell(picture)
        self.begin = moving(graph.axvline(0, color=FAINT, ls=":", lw=1.8, zorder=1))[0]
        self.lines = {n: moving(graph.plot([], [], ls=ls)[0])[0] for n, ls in zip(ARTIFICIAL, LINES, strict=False)}
        dot = {"linestyle": "", "zorder": 3}
        self.dots, self.ring, self.predicted = moving(
            graph.plot([], [], "o", ms=4.5, color=INK, mec=PAPER, mew=0.6, **dot)[0],
            graph.plot([], [], "o", ms=13, mfc="none", mec=INK, mew=2.0, **dot | {"zorder": 4, "clip_on": False})[0],
            graph.plot([], [], "D", ms=7, color=INK, mec=PAPER, **dot | {"zorder": 5, "clip_on": False})[0],
        )
        self._legend(picture)
        self.title = picture.words(14, 8, TEXT, "bold")
        for top, text in (
            (34, "the living cell: the voltage of its membrane"),
            (133, "the artificial neuron (orange wires add, blue take away; the wider, the more)"),
            (303, "both, at every current"),
        ):
            picture.words(14, top, SMALL).say(text)

    def _cell(self, picture):
        """Draw the cell's number as large as the neuron's."""
        x, y, r = OUTPUT[0], 82, RADII["output"]
        ax = picture.axes("", x - r - 2, y - r - 2, 2 * r + 4, 2 * r + 4)
        ax.axis("off")
        ax.set(xlim=(-1, 1), ylim=(-1, 1))
        ax.plot([0], [0], "o", ms=2 * r * 0.72, mfc=PAPER, mec=INK, mew=1.6, clip_on=False)
        self.count = picture.moving(Labels(picture.page, TEXT, weight="bold", place=(x, y)))[0]
        picture.moving(Labels(picture.page, SMALL, across=1))[0].put([("cell, spikes per second", (626, 41))])

    def _legend(self, picture):
        """Draw the samples once; their words move."""
        top, bottom = ROWS[0] - 16, ROWS[-1] + 12
        ax = picture.axes("", 424, top, 34, bottom - top)
        ax.axis("off")
        ax.set(xlim=(0, 34), ylim=(bottom, top))
        ax.plot([17], [ROWS[0]], "o", ms=4.5, color=INK)
        ax.plot([17], [ROWS[0]], "o", ms=13, mfc="none", mec=INK, mew=2.0)
        ax.plot([17], [ROWS[4]], "D", ms=7, color=INK)
        ax.plot([0, 34], [ROWS[5]] * 2, ":", lw=1.8, color=FAINT)
        sample = zip(ARTIFICIAL, LINES, ROWS[1:4], strict=False)
        self.samples = {n: picture.moving(ax.plot([0, 34], [row] * 2, ls=ls)[0])[0] for n, ls, row in sample}
        self.names = picture.moving(Labels(picture.page, SMALL, across=0))[0]
        self.note = picture.words(424, ROWS[-1] + 16, SMALL)

    def compute(self, state):
        return respond(state)

    def draw(self, view):
        state = view.state
        self.membrane.set_data(np.arange(SHOWN) * DT, view.voltage)
        self.count.say(f"{view.rate}")
        self.drawing.show(view)
        self.begin.set_xdata([view.onset, view.onset])
        for name, line in self.lines.items():
            chosen = name == state.activation
            line.set_data(FINE, view.curves[name])
            for one in (line, self.samples[name]):
                one.set(color=GREEN if chosen else FAINT, linewidth=3.0 if chosen else 1.4, zorder=2 if chosen else 1.5)
        self.dots.set_data(CURRENTS, view.rates)
        self.ring.set_data([state.current], [view.rate])
        self.predicted.set_data([state.current], [min(view.predicted, 165)])
        self.names.put([(text, (466, row)) for text, row in zip(words.legend(view), ROWS, strict=True)])
        self.title.say(words.title(view))
        self.note.say(words.fitted(view))

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        state, k = view.state, place(view.state.current)
        return "\n".join(
            [
                "import numpy as np",
                "from nnlearn.lessons.neuron import drive",
                "",
                "currents = np.linspace(0, 4, 41)  # nA",
                f"voltage, spikes = drive(np.tile(currents, (10_000, 1)), noise={state.noise})  # 1 s",
                "rates = spikes.sum(axis=0)",
                f"z = np.round({state.weight:g} * currents + {state.bias:g}, 9)",
                'curves = {"step": 1.0 * (z >= 0), "ReLU": np.maximum(z, 0), "sigmoid": 1 / (1 + np.exp(-z))}',
                "heights = {name: f @ rates / max(f @ f, 1e-12) for name, f in curves.items()}  # least squares",
                "for name, f in curves.items():",
                "    print(name, np.sqrt(((heights[name] * f - rates) ** 2).mean()))",
                f'predicted = heights["{state.activation}"] * curves["{state.activation}"]',
                f"print(rates[{k}], z[{k}], predicted[{k}])  # at {state.current:g} nA",
            ]
        )

    def numbers(self, view):
        k = place(view.state.current)
        return {"rates": view.rates, f"rates[{k}]": view.rate, f"z[{k}]": view.z, f"predicted[{k}]": view.predicted}

    # Pointer and keys.

    def on_pointer(self, event):
        self.pause()
        axes, kind, x, y = event["axes"], event["type"], event["x"], event["y"]
        if axes == "legend" and kind == "down":
            self.set(activation=list(ARTIFICIAL)[int(np.clip(y, 0, 2))])
        if kind == "down":
            self._grasp = self._grasped(axes, x, y)
        if self._grasp is None or kind == "up":
            self._grasp = None
            return
        name, value, start = self._grasp
        if axes == "neuron":
            self.put(name, value + PER_PIXEL[name] * (start - y))
        else:
            self.put(name, x if name == "current" else -x * self.state.weight)

    def _grasped(self, axes, x, y):
        """Return what a pointer that goes down here drags: a field, its value, and where; or None."""
        if axes == "graph":
            name = "bias" if self._on_threshold(x) else "current"
        else:
            name = self.drawing.under(x, y) if axes == "neuron" else ""
        return (name, getattr(self.state, name), y) if name in PER_PIXEL else None

    def _on_threshold(self, x):
        """Return whether the pointer is on the dotted line, and not on the ring."""
        onset = self.view.onset
        return abs(x - onset) < NEAR and abs(x - onset) < abs(x - self.state.current)

    def on_hover(self, event):
        view, axes, x, y = self.view, event["axes"], event["x"], event["y"]
        if axes == "graph":
            return words.threshold(view) if self._on_threshold(x) else words.rates_at(view, self._nearest("current", x))
        if axes == "trace":
            return words.moment(view, x)
        if axes == "legend":
            return f"click for {list(ARTIFICIAL)[int(np.clip(y, 0, 2))]}"
        if axes == "bend":
            return words.bend(view, *at(view, x))
        name = self.drawing.under(x, y) if axes == "neuron" else ""
        return words.part(view, name) if name else ""

    def on_key(self, key):
        self.pause()
        if key == "f":
            names = list(ARTIFICIAL)
            self.set(activation=names[(names.index(self.state.activation) + 1) % len(names)])
            return
        name, step = KEYS[key]
        self.put(name, getattr(self.state, name) + step)

    def put(self, name, value):
        """Set a field to the position of its slider that is nearest to a value."""
        self.set(**{name: self._nearest(name, value)})

    def _nearest(self, name, value):
        slider = self.controls[name]
        return round(float(np.clip(value, slider.min, slider.max)), 1)
