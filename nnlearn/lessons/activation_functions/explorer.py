"""The activation explorer: what 20 layers leave of a signal, with a function of your choice."""

import math
from dataclasses import dataclass

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_rgba

from nnlearn.explorers.controls import pick, slide
from nnlearn.explorers.explorer import Explorer
from nnlearn.explorers.labels import Labels
from nnlearn.lessons.activation_functions import words
from nnlearn.lessons.activation_functions.propagation import ACTIVATIONS, LAYERS, UNITS, passage
from nnlearn.plots.numbers import fixed, significant
from nnlearn.plots.style import BLUE, FAINT, INK, PAPER, SMALL, TEXT, VALUES, VERMILION

REACH = 5.0  # the curve is drawn from -5 to 5
BARS = 48  # bars of a histogram
FLOOR, CEILING = 1e-16, 1e10  # strengths drawn; those beyond lie on the edge
MOVES = {"ArrowLeft": ("layer", -1), "ArrowRight": ("layer", 1), "ArrowDown": ("at", -0.1), "ArrowUp": ("at", 0.1)}
DEAD = np.multiply(to_rgba(VERMILION), 255).astype(np.uint8)


@dataclass(frozen=True)
class State:
    """Settings of the activation explorer."""

    activation: str = pick("sigmoid", ACTIVATIONS, "activation")
    gain: float = slide(1.0, 0.2, 3.0, 0.05, "gain of the weights")
    bias: float = slide(0.0, -3.0, 3.0, 0.1, "bias of every unit")
    layer: int = slide(10, 1, LAYERS, 1, "layer")
    seed: int = slide(0, 0, 30, 1, "seed of the weights")
    at: float = 1.0  # where on the curve the tangent is


@dataclass(frozen=True)
class View:
    """The numbers of the picture; `signal` and `sensitivity` have an entry for the input and one for each layer."""

    state: State
    run: object
    signal: np.ndarray
    sensitivity: np.ndarray
    open: np.ndarray  # (20, 64) mean slope of each unit, as a share of the function's steepest slope
    dead: np.ndarray  # (20, 64)


class ActivationExplorer(Explorer):
    """Send 128 inputs through 20 layers of units, and see what is left of the signal and of a nudge.

    Above left are the function f, its slope f', and in grey where the sums z of the chosen layer fall on it. Above
    right, on a logarithmic scale: the signal, how far the outputs of each layer differ from input to input; and the
    sensitivity, how far the end moves when the outputs of that layer are nudged a little, per nudge. It is 1 at the
    right end. Below, as histograms, the outputs of the chosen layer, and how much each of them moves a random mixture
    of the end's numbers. Every unit is a cell: the steeper, the brighter. Vermilion cells are dead: their slope is zero
    for every input.

    Click a layer, or choose it with the left and right arrow keys; drag the tangent, or move it with up and down.

    Parameters
    ----------
    **start
        Where the settings start: activation, gain, bias, layer, seed. See `Explorer`.

    Examples
    --------
    >>> explorer = ActivationExplorer(activation="step")
    >>> print(explorer)  # doctest: +ELLIPSIS
    step, gain 1.00, bias 0.0: 1280 of 1280 units are dead. After 20 layers ...
    >>> explorer.close()
    """

    State = State
    size = (640, 436)
    prints = ("units",)
    cursors = {"curve": "grab", "layers": "pointer", "units": "pointer"}
    keys = tuple(MOVES)
    help = "Click a layer, or press left or right. Drag the tangent on the curve, or press up or down."
    suggestion = (
        "choose ReLU and find the gain at which both curves stay level. Then lower the bias and count the dead units."
    )

    # The picture.

    def build(self, picture):
        self.curve = picture.axes("curve", 34, 84, 236, 132)
        self.layers = picture.axes("layers", 372, 84, 252, 132)
        self.outputs = picture.axes("outputs", 14, 290, 176, 96)
        self.moves = picture.axes("moves", 216, 290, 176, 96)
        self.units = picture.axes("units", 420, 290, 204, 96)
        self._curve(picture)
        self._layers(picture)
        self.bars = [self._histogram(picture, ax, c) for ax, c in ((self.outputs, BLUE), (self.moves, VERMILION))]
        cells = {"origin": "lower", "aspect": "auto", "extent": (0.5, LAYERS + 0.5, 0, UNITS), "interpolation": "none"}
        blank = np.zeros((UNITS, LAYERS, 4), np.uint8)
        (self.cells,) = picture.moving(self.units.imshow(blank, **cells))
        self.column = picture.moving(  # ink on paper: visible on every colour
            self.units.axvline(1, color=PAPER, lw=2.8, zorder=4),
            self.units.axvline(1, color=INK, lw=1.2, ls=":", zorder=5),
        )
        self.units.set(xlim=(0.5, LAYERS + 0.5), ylim=(0, UNITS), yticks=(), xticks=(1, 5, 10, 15, 20))
        self.units.set_xlabel("bright: steep, vermilion: dead", size=SMALL)
        self.title, self.result = picture.words(14, 8, TEXT, "bold"), picture.words(14, 30, TEXT)
        self.rule, self.legend = picture.words(34, 60, SMALL), picture.words(372, 60, SMALL)
        self.heads = [picture.words(left, 264, SMALL) for left in (14, 216, 420)]
        self.legend.say("what is left, layer by layer (log scale)")

    def _curve(self, picture):
        ax, z = self.curve, np.linspace(-REACH, REACH, 401)
        ax.set(xlim=(-REACH, REACH), ylim=(-1.3, 2.6), xticks=(-4, -2, 0, 2, 4), yticks=(-1, 0, 1, 2), xlabel="z")
        ax.axhline(0, color=FAINT, lw=0.6)
        self.z = z
        (self.where,) = picture.moving(ax.fill_between([0, 1], 0, 1, color=FAINT, alpha=0.45, lw=0, zorder=1))
        style = {"lw": 2.0, "zorder": 3}
        self.f, self.slope, self.tangent, self.probe = picture.moving(
            ax.plot([], [], color=BLUE, label="f(z)", **style)[0],
            ax.plot([], [], "--", color=VERMILION, label="slope f′(z)", **style)[0],
            ax.plot([], [], color=INK, lw=1.2, zorder=4)[0],
            ax.plot([], [], "D", color=INK, ms=6, zorder=5)[0],
        )
        grey = {"fontsize": SMALL, "labelcolor": INK, "frameon": False, "borderpad": 0, "handlelength": 1.6}
        ax.legend(handles=[self.f, self.slope], loc="upper left", **grey)

    def _layers(self, picture):
        ax = self.layers
        ax.set(xlim=(-0.5, LAYERS + 0.5), ylim=(FLOOR / 9, CEILING * 1e4), yscale="log", xlabel="layer")
        ax.set(xticks=(0, 5, 10, 15, 20), yticks=(1e-15, 1e-10, 1e-5, 1, 1e5, 1e10))
        ax.minorticks_off()
        ax.axhline(1, color=FAINT, lw=0.6)
        count = np.arange(LAYERS + 1)
        self.left, self.back, self.chosen = picture.moving(
            ax.plot(count, count + 1, "o-", color=BLUE, ms=3.5, lw=1.4, label="signal →", zorder=3)[0],
            ax.plot(count, count + 1, "s--", color=VERMILION, ms=3.5, lw=1.4, label="← sensitivity", zorder=3)[0],
            ax.axvline(1, color=INK, lw=1.2, ls=":", zorder=2),
        )
        style = {"fontsize": SMALL, "labelcolor": INK, "frameon": False, "borderpad": 0, "ncols": 2}
        ax.legend(handles=[self.left, self.back], loc="upper left", **style)

    def _histogram(self, picture, ax, colour):
        ax.set(xlim=(-1, 1), ylim=(0, 1.05), xticks=(), yticks=())
        ax.spines["left"].set_visible(False)
        ax.axvline(0, color=FAINT, lw=0.6)
        (bars,) = picture.moving(ax.fill_between([-1, 1], 0, 1, color=colour, alpha=0.8, lw=0, step="mid"))
        (ends,) = picture.moving(Labels(ax.transData, SMALL, up=-0.15))
        return bars, ends

    def compute(self, state):
        run = passage(state.activation, round(state.gain, 4), round(state.bias, 4), state.seed)
        steepest = max(np.abs(ACTIVATIONS[state.activation].slope(self.z)).max(), 1e-12)
        return View(state, run, run.signal_left, run.sensitivity, run.open / steepest, run.dead)

    def draw(self, view):
        state, run, k = view.state, view.run, view.state.layer
        activation = ACTIVATIONS[state.activation]
        self.f.set_data(self.z, activation.function(self.z))
        self.slope.set_data(self.z, activation.slope(self.z))
        if state.activation == "step":
            self.f.set_data([-REACH, 0, 0, REACH], [0, 0, 1, 1])
        (y, slope), ends = activation.at(state.at), np.array([-1.3, 1.3])
        self.tangent.set_data(state.at + ends, y + slope * ends)
        self.probe.set_data([state.at], [y])
        self.where.set_data(*_outline(run.z[k - 1], -REACH, REACH), 0)
        shown = np.clip([view.signal, view.sensitivity], FLOOR, CEILING)
        self.left.set_ydata(shown[0])
        self.back.set_ydata(shown[1])
        for line in (self.chosen, *self.column):
            line.set_xdata([k, k])
        for (bars, ends), values in zip(self.bars, (run.h[k], run.grad[k]), strict=True):
            limit = _limit(np.abs(values).max())
            bars.set_data(*_outline(values / limit, -1, 1), 0)
            ends.put([(significant(-limit), (-0.86, 0)), ("0", (0, 0)), (significant(limit), (0.86, 0))])
        self.cells.set_data(_colours(view.open, view.dead))
        self.title.say(words.title(view))
        self.result.say(words.result(view))
        self.rule.say(f"{activation.rule};  f′({significant(state.at, 2)}) = {significant(slope, 2)}")
        here = f"units of all layers; here {view.dead[k - 1].sum()} of {UNITS} dead"
        heads = (f"outputs of layer {k}", "how much each moves the end", here)
        for head, text in zip(self.heads, heads, strict=True):
            head.say(text)

    # Text and code.

    def describe(self, view):
        state, k = view.state, view.state.layer
        found = view.signal[k], view.sensitivity[k], *ACTIVATIONS[state.activation].at(state.at)
        signal, sensitivity, y, slope = (significant(value, 2) for value in found)
        return (
            f"{words.title(view)}. {words.result(view)}. In layer {k} the signal is {signal} and the sensitivity "
            f"{sensitivity}. At z = {fixed(state.at, 1)} the function is {y} and its slope {slope}."
        )

    def code(self, view):
        state = view.state
        y, slope = ACTIVATIONS[state.activation].lines
        lines = ["import numpy as np", "import nnlearn.numpy as nn", "", f"rng = np.random.default_rng({state.seed})"]
        lines += [f"W = {state.gain:.4g} * rng.normal(size=(20, 64, 64)) / 64**0.5"]
        lines += ["H, G, slopes = [rng.normal(size=(128, 64))], [rng.normal(size=(128, 64))], []", "for w in W:"]
        lines += [f"    z = H[-1] @ w.T + {state.bias:.4g}", f"    y = {y}", "    H.append(y)"]
        lines += [
            f"    slopes.append({slope})",
            "# from the end: how much each number moves a random mixture of the end's numbers",
        ]
        lines += ["for w, slope in zip(W[::-1], slopes[::-1]):"]
        lines += ["    G.append((G[-1] * slope) @ w)", "dead = sum((slope == 0).all(axis=0).sum() for slope in slopes)"]
        return "\n".join([*lines, "print((H[20] - H[20].mean(axis=0)).std(), G[20].std(), dead)"])

    def numbers(self, view):
        k = view.state.layer
        return {f"H[{k}]": view.run.h[k], f"G[{LAYERS - k}]": view.run.grad[k], "dead": view.dead.sum()}

    # Pointer and keys.

    def next_state(self, state, **changes):
        at = changes.get("at", state.at)
        return super().next_state(state, **{**changes, "at": round(float(np.clip(at, -REACH, REACH)), 2)})

    def on_pointer(self, event):
        if event["type"] == "up":
            return
        if event["axes"] == "curve":
            self.set(at=event["x"])
        elif event["axes"] in ("layers", "units"):
            self.set(layer=_inside(round(event["x"])))

    def on_hover(self, event):
        view, axes, x = self.view, event["axes"], event["x"]
        if axes == "curve":
            return words.point(view, x)
        if axes == "layers":
            return words.layer(view, int(np.clip(round(x), 0, LAYERS)))
        if axes == "units":
            return words.unit(view, _inside(round(x)), int(np.clip(event["y"], 0, UNITS - 1)))
        values, what = (view.run.h, "outputs") if axes == "outputs" else (view.run.grad, "effects on the end")
        values = values[view.state.layer]
        limit = _limit(np.abs(values).max())
        counts, edges = _counts(values / limit, -1, 1)
        bar = int(np.clip((x + 1) / 2 * BARS, 0, BARS - 1))
        return words.bar(what, counts[bar], values.size, *(limit * edges[bar : bar + 2]))

    def on_key(self, key):
        name, step = MOVES[key]
        moved = getattr(self.state, name) + step
        self.set(**{name: _inside(moved) if name == "layer" else moved})


def _inside(layer):
    return int(min(max(layer, 1), LAYERS))


def _counts(values, low, high):
    """Return the bars of a histogram and their edges; values beyond an end are counted at it."""
    return np.histogram(np.clip(values, low, high), BARS, (low, high))


def _outline(values, low, high):
    """Return positions and heights of a histogram, the highest bar 1."""
    counts, edges = _counts(values, low, high)
    middles = (edges[:-1] + edges[1:]) / 2
    return middles, counts / counts.max()


def _limit(largest):
    """Return the next of 1, 2, 5, 10, ... times a power of ten, so that an axis rarely changes."""
    if largest == 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(largest))
    return next(step * power for step in (1, 2, 5, 10) if largest <= step * power * (1 + 1e-9))


def _colours(open, dead):
    """Return the cells (64, 20, 4) as uint8: bright where steep, vermilion where dead."""
    image = colormaps[VALUES](np.clip(open, 0, 1), bytes=True)
    image[dead] = DEAD
    return image.transpose(1, 0, 2)
