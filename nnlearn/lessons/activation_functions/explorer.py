"""The activation explorer: one function and its slope, and what 20 layers of it leave of a signal and of a nudge."""

from dataclasses import dataclass

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.explorers.sweep import Sweep
from nnlearn.lessons.activation_functions import words
from nnlearn.lessons.activation_functions.focus import REACH, Focus
from nnlearn.lessons.activation_functions.propagation import ACTIVATIONS, LAYERS, UNITS, passage
from nnlearn.lessons.activation_functions.strips import Strips
from nnlearn.lessons.activation_functions.tour import TOUR
from nnlearn.plots.style import TEXT

MOVES = {"ArrowLeft": ("at", -0.1), "ArrowRight": ("at", 0.1), "ArrowDown": ("layer", -1), "ArrowUp": ("layer", 1)}


@dataclass(frozen=True)
class State:
    """Settings of the activation explorer."""

    activation: str = pick("sigmoid", ACTIVATIONS, "activation")
    gain: float = slide(1.0, 0.2, 3.0, 0.05, "gain of the weights")
    bias: float = slide(0.0, -3.0, 3.0, 0.1, "bias of every unit")
    layer: int = slide(10, 1, LAYERS, 1, "layer", buttons="step")
    seed: int = slide(0, 0, 30, 1, "seed of the weights", buttons="step")
    at: float = 1.0  # where on the curve the point is


@dataclass(frozen=True)
class View:
    """The numbers of the picture; `signal` and `sensitivity` have an entry for the input and one for each layer."""

    state: State
    run: object
    signal: np.ndarray
    sensitivity: np.ndarray
    open: np.ndarray  # (20, 64) mean slope of each unit over the inputs
    dead: np.ndarray  # (20, 64)

    @property
    def order(self):
        """The units of each layer, the steepest first and the dead last: (20, 64)."""
        return np.argsort(np.where(self.dead, np.inf, -self.open), axis=1, kind="stable")


class ActivationExplorer(Sweep):
    """Drag a point along an activation function, and see what 20 layers of it leave of a signal and of a nudge.

    The large curve is the function f, the bluer the steeper; dashed in green is its slope f'. The triangle at the point
    goes 1 to the right, and the slope up. In grey, from below, the sums z of all units of the chosen layer, and on the
    right of the curve the outputs that f makes of them. Below, on a logarithmic scale: the signal, how far the outputs
    of each layer differ from input to input; and the sensitivity, how far the end moves when the outputs of that layer
    are nudged a little, per nudge. It is 1 at the right end. At the bottom every unit is a cell in the colour of its
    slope, averaged over 128 inputs. Orange cells are dead: their slope is zero for every input.

    Drag the point, or move it with the left and right arrow keys; click a layer, or choose it with up and down.

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
    size = (640, 558)
    cursors = {"curve": "grab", "layers": "pointer", "units": "pointer"}
    keys = tuple(MOVES)
    help = "Drag the point on the curve, or press left or right. Click a layer, or press up or down."
    suggestion = "press Raise the gain: when do both lines stay level?"
    tour = TOUR
    sweeps, play_label, per_second = "gain", "Raise the gain", 10

    # The picture.

    def build(self, picture):
        self.focus, self.strips = Focus(picture), Strips(picture)
        self.title, self.result = picture.words(14, 8, TEXT, "bold"), picture.words(14, 30, TEXT)

    def compute(self, state):
        run = passage(state.activation, round(state.gain, 4), round(state.bias, 4), state.seed)
        return View(state, run, run.signal_left, run.sensitivity, run.open, run.dead)

    def draw(self, view):
        self.focus.show(view)
        self.strips.show(view)
        self.title.say(words.title(view))
        self.result.say(words.result(view))

    # Text and code.

    def describe(self, view):
        return words.describe(view)

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
        found = {f"H[{k}]": view.run.h[k], f"G[{LAYERS - k}]": view.run.grad[k], "dead": view.dead.sum()}
        return found | {f"slopes[{k - 1}].mean(axis=0)": view.open[k - 1]}

    # Pointer and keys.

    def next_state(self, state, **changes):
        at = changes.get("at", state.at)
        return super().next_state(state, **{**changes, "at": round(float(np.clip(at, -REACH, REACH)), 2)})

    def on_pointer(self, event):
        self.pause()
        if event["type"] == "up":
            return
        if event["axes"] == "curve":
            self.set(at=event["x"])
        elif event["axes"] in ("layers", "units"):
            self.set(layer=_inside(round(event["x"])))

    def on_hover(self, event):
        view, axes, x, y = self.view, event["axes"], event["x"], event["y"]
        if axes == "curve":
            return words.point(view, x)
        if axes == "layers":
            return words.layer(view, int(np.clip(round(x), 0, LAYERS)))
        if axes == "units":
            k = _inside(round(x))
            return words.unit(view, k, view.order[k - 1, int(np.clip(y, 0, UNITS - 1))]) if x > 0.5 else ""
        return words.bar(f"outputs of layer {view.state.layer}", *self.focus.bar(view, y))

    def on_key(self, key):
        self.pause()
        name, step = MOVES[key]
        moved = getattr(self.state, name) + step
        self.set(**{name: _inside(moved) if name == "layer" else moved})


def _inside(layer):
    return int(min(max(layer, 1), LAYERS))
