"""The backpropagation explorer: an error signal flows back, and each gradient is compared with a difference."""

from dataclasses import dataclass, replace

import numpy as np
from matplotlib.colors import LogNorm
from matplotlib.patches import FancyArrowPatch

from nnlearn.explorers.controls import pick, slide
from nnlearn.explorers.pixels import Cells
from nnlearn.explorers.recorded import END, Recorded
from nnlearn.lessons.backpropagation.network import BUGS, EXAMPLES, LINES, SIZES, START, data, relative, run
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import DIVERGING, INK, SMALL, TEXT, VALUES, VERMILION

STEPS = (
    "Forward: the input of one flower",
    "Forward: the first hidden layer, tanh(x W1ᵀ + b1)",
    "Forward: the second hidden layer, tanh(h1 W2ᵀ + b2)",
    "Forward: the probabilities, softmax(h2 W3ᵀ + b3)",
    "Where it begins: g3 = dL/dz3 = (p - y) / N",
    "Back: dW3 = g3ᵀ h2; then g2 = dL/dz2 = (g3 W3) times the slope 1 - h2²",
    "Back: dW2 = g2ᵀ h1; then g1 = dL/dz1 = (g2 W2) times the slope 1 - h1²",
    "Back: dW1 = g1ᵀ x; and dL/dx = g1 W1, which training does not need",
)
NAMES = ("x", "h1", "h2", "p")
LEFT, APART, GAP = 60, 156, 174  # pixels: left of the first signal, distance between signals, middle of the first two
CLOSE = 1e-6  # a relative error that counts as equal


@dataclass(frozen=True)
class State:
    """Settings of the backpropagation explorer."""

    bug: str = pick("none", BUGS, "bug")
    example: int = slide(0, 0, EXAMPLES - 1, 1, "example")
    seed: int = slide(0, 0, 20, 1, "seed of the weights")
    position: int = slide(END, 0, 1, 1, "step")


@dataclass(frozen=True)
class View:
    """The pass, and how much of it is shown."""

    state: State
    at: int
    run: object
    off: list  # for each layer the relative errors of (W, b)


class BackpropExplorer(Recorded):
    """Send a flower forward through a network and its error back, check every gradient, find a bug by its pattern.

    Above, each layer shows the signal of one flower (left strip) and its error signal dL/dz (right strip). Below are
    the gradients of the three weight matrices over all twelve flowers, with the biases as a last column, and under them
    the distance of each number from its central difference: dark is equal, bright is wrong.

    The buttons, the slider or the left and right arrow keys move through the steps; up and down choose the flower.

    Parameters
    ----------
    **start
        Where the settings start. See `Explorer`.

    Examples
    --------
    >>> explorer = BackpropExplorer(bug="1/N is missing")
    >>> print(explorer)  # doctest: +ELLIPSIS
    Bug: 1/N is missing. ... 0 of 73 gradients agree with central differences...
    >>> explorer.close()
    """

    State = State
    size = (640, 480)
    prints = ("map350-0", "map350-1", "map350-2")
    jump_label = "turn"
    keys = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown")
    help = "Press the left and right arrow keys to step back and forward, up and down for another flower."
    suggestion = "switch on one bug after another: which cells of the lowest row light up, and why those?"

    def build(self, picture):
        self.title, self.line = picture.words(14, 10, TEXT, "bold"), picture.words(14, 32, TEXT)
        self.strips: list = []
        self.errors: list = []
        self.maps: list = []
        self.off: list = []
        for k, (name, size) in enumerate(zip(NAMES, SIZES, strict=True)):
            left = LEFT + APART * k
            height = 22 * size
            for what, shift, group in (("signal", 0, self.strips), ("error", 40, self.errors)):
                ax = picture.axes(f"{what}{k}", left + shift, 76, 32, height)
                ax.set_axis_off()
                group.append(Cells(ax, np.zeros((size, 1)), cmap=DIVERGING))
            picture.fig.text((left + 16) / 640, 1 - 70 / 480, name, size=SMALL, color=INK, ha="center")
            label = "dL/dx" if k == 0 else f"dL/dz{k}"
            picture.fig.text((left + 56) / 640, 1 - 70 / 480, label, size=SMALL, color=VERMILION, ha="center")
        self.forward, self.back = [], []
        for k in range(3):
            rows, columns = SIZES[k + 1], SIZES[k] + 1
            left = GAP + APART * k - 10 * columns
            self.forward += self.arrow(picture, k, 104, (-36, 36), INK)
            self.back += self.arrow(picture, k, 132, (36, -36), VERMILION)
            picture.fig.text((GAP + APART * k) / 640, 1 - 96 / 480, f"W{k + 1}", size=SMALL, color=INK, ha="center")
            for top, group, settings in (
                (226, self.maps, {"cmap": DIVERGING}),
                (350, self.off, {"cmap": VALUES, "norm": LogNorm(1e-9, 1)}),
            ):
                ax = picture.axes(f"map{top}-{k}", left, top, 20 * columns, 16 * rows)
                ax.set_axis_off()
                group.append(Cells(ax, np.zeros((rows, columns)), **settings))
        self.scales = [picture.words(GAP + APART * k - 10 * (SIZES[k] + 1), 206, SMALL) for k in range(3)]
        self.notes = [picture.words(GAP + APART * k - 10 * (SIZES[k] + 1), 330, SMALL) for k in range(3)]
        key = (
            "gradient:\nrow: a unit,\ncolumn: an\ninput; last: b\nblue: below 0",
            "relative\nerror, dark:\n1e-09 or less,\nbright: 1",
        )
        for top, words in zip((290, 406), key, strict=True):
            picture.fig.text(14 / 640, 1 - top / 480, words, size=SMALL, color=INK)
        self.verdict, self.pattern = picture.words(14, 440, SMALL, "bold"), picture.words(14, 458, SMALL)
        picture.moving(*self.strips, *self.errors, *self.maps, *self.off)

    def arrow(self, picture, k, height, ends, colour):
        """Add an arrow between two layers that appears with the signal or the error."""
        middle = GAP + APART * k
        places = [(middle + end, height) for end in ends]
        patch = FancyArrowPatch(
            *places, arrowstyle="-|>", mutation_scale=11, color=colour, lw=1.6, shrinkA=0, shrinkB=0
        )
        patch.set_transform(picture.page)
        return picture.moving(picture.fig.add_artist(patch))

    def compute(self, state):
        found = run(state.seed, state.bug)
        off = [
            tuple(relative(a, b) for a, b in zip(ours, measured, strict=True))
            for ours, measured in zip(found.gradients, found.differences, strict=True)
        ]
        return View(state, min(state.position, len(STEPS)), found, off)

    def draw(self, view):
        at, one, row = view.at, view.run, view.state.example
        for k, image in enumerate(self.strips):
            values = one.signals[k][row][:, None]
            image.set_data(values if at > k else np.zeros_like(values))
            limit = max(np.abs(one.signals[k]).max(), 1e-9)
            image.set_clim(-limit, limit)
            image.set_visible(at > k)
        for k, image in enumerate(self.errors):  # errors[0] is dL/dx, the last to arrive
            values = one.errors[k][row][:, None]
            limit = max(np.abs(one.errors[k]).max(), 1e-12)
            image.set_data(values)
            image.set_clim(-limit, limit)
            image.set_visible(at > len(STEPS) - 1 - k)
        for k in range(3):
            arrived = at > len(STEPS) - 1 - k
            dW, db = one.gradients[k]
            both = np.column_stack([dW, db])
            limit = max(np.abs(both).max(), 1e-12)
            self.maps[k].set_data(both)
            self.maps[k].set_clim(-limit, limit)
            off = np.maximum(np.column_stack(view.off[k]), 1e-9)
            self.off[k].set_data(np.minimum(off, 1.0))
            for artist in (self.maps[k], self.off[k], self.back[k]):
                artist.set_visible(arrived)
            self.forward[k].set_visible(at > k + 1)
            worst = np.column_stack(view.off[k]).max()
            self.scales[k].say(f"dW{k + 1}, db{k + 1}" + f": ±{significant(limit, 2)}" * arrived)
            self.notes[k].say(f"largest {significant(worst, 1)}" if arrived else "")
        self.title.say(title(view))
        self.line.say(STEPS[at - 1] if at else "Nothing has happened yet")
        self.verdict.say(verdict(view) if at == len(STEPS) else "")
        self.pattern.say(pattern(view) if at == len(STEPS) else "")

    def length(self, view):
        return len(STEPS)

    def jump_positions(self, view):
        return [4]

    # Text and code.

    def describe(self, view):
        step = STEPS[view.at - 1] if view.at else "Nothing has happened yet"
        words = f"Bug: {view.state.bug}. {title(view)}. {step}."
        return f"{words} {verdict(view)}: {pattern(view)}" if view.at == len(STEPS) else words

    def code(self, view):
        lines = [
            "import numpy as np",
            "from nnlearn import datasets",
            "from nnlearn.lessons.backpropagation import backward, forward, loss_of",
            "",
            LINES,
            START.format(seed=view.state.seed),
            "signals = forward(x, weights, biases)  # x, tanh, tanh, softmax",
            f'errors, gradients = backward(signals, labels, weights, bug="{view.state.bug}")',
            *['errors, gradients = backward(signals, labels, weights, bug="gradients are not reset", before=gradients)']
            * (view.state.bug == "gradients are not reset"),
            "print(loss_of(x, labels, weights, biases), gradients[0][0])",
        ]
        return "\n".join(lines)

    def numbers(self, view):
        return {
            "gradients[0][0]": view.run.gradients[0][0],
            "gradients[2][1]": view.run.gradients[2][1],
            "loss_of(x, labels, weights, biases)": view.run.loss,
        }

    def next_state(self, state, **changes):
        if changes.get("bug", state.bug) != state.bug:  # a bug is visible at the end
            changes = {"position": END, **changes}
        return replace(state, **changes)

    def on_hover(self, event):
        """Say the number of a cell that has arrived."""
        name, row, column = event["axes"], round(event["y"]), round(event["x"])
        view, last = self.view, len(STEPS) - 1
        if name.startswith("map"):
            k = int(name[-1])
            (dW, db), (offW, offb) = view.run.gradients[k], view.off[k]
            row, column = min(max(row, 0), len(db) - 1), min(max(column, 0), dW.shape[1])
            bias = column == dW.shape[1]
            value, off = (db[row], offb[row]) if bias else (dW[row, column], offW[row, column])
            where = f"db{k + 1} of unit {row}" if bias else f"dW{k + 1}[{row}, {column}]"
            said = f"{where} = {significant(value, 3)}\nrelative error {significant(off, 1)}"
            return said if view.at > last - k else ""
        k = int(name[-1])
        values = (view.run.signals if name.startswith("signal") else view.run.errors)[k][view.state.example]
        arrived = view.at > (k if name.startswith("signal") else last - k)
        what = NAMES[k] if name.startswith("signal") else "dL/dx" if k == 0 else f"dL/dz{k}"
        row = min(max(row, 0), len(values) - 1)
        return f"{what}[{row}] = {significant(values[row], 3)}" if arrived else ""

    def on_key(self, key):
        if key in ("ArrowLeft", "ArrowRight"):
            self.go(self.at + (1 if key == "ArrowRight" else -1))
        else:
            self.set(example=int(np.clip(self.state.example + (1 if key == "ArrowUp" else -1), 0, EXAMPLES - 1)))


def agreeing(view):
    """Return the number of gradients that agree with their central differences, and the number of all."""
    everything = np.concatenate([part.ravel() for pair in view.off for part in pair])
    return int((everything <= CLOSE).sum()), everything.size


def title(view):
    """Return the network's answer for the flower."""
    _, labels = data()
    p = view.run.signals[-1][view.state.example]
    right = labels[view.state.example]
    flower = f"flower {view.state.example}: the right class {right} got the probability {p[right]:.2f}"
    return f"{flower}; mean loss of all twelve {view.run.loss:.3f}"


def verdict(view):
    """Return a sentence about how many gradients agree."""
    good, count = agreeing(view)
    return f"{good} of {count} gradients agree with central differences"


def pattern(view):
    """Return the pattern that the bug leaves, and its line of code."""
    line, words = BUGS[view.state.bug]
    return f"{words}   [{line}]" if line else words
