"""The backpropagation explorer: one weight followed forward, back and through the check of its gradient."""

from dataclasses import dataclass, replace

import numpy as np

from nnlearn.explorers.controls import pick, slide
from nnlearn.explorers.recorded import END, Recorded
from nnlearn.lessons.backpropagation import words
from nnlearn.lessons.backpropagation.layout import LABELS, LINE, TABLE, card, column_width
from nnlearn.lessons.backpropagation.network import BUGS, EXAMPLES, LINES, SIZES, START
from nnlearn.lessons.backpropagation.picture import PassPicture
from nnlearn.lessons.backpropagation.steps import BACK_DONE, CHECKED, FORWARD_DONE, view_of
from nnlearn.lessons.backpropagation.sums import chosen
from nnlearn.lessons.backpropagation.tour import TOUR
from nnlearn.plots.style import TEXT


@dataclass(frozen=True)
class State:
    """Settings of the backpropagation explorer."""

    bug: str = pick("none", BUGS, "bug")
    example: int = slide(0, 0, EXAMPLES - 1, 1, "flower", buttons="step")
    seed: int = slide(0, 0, 20, 1, "seed of the weights", buttons="step")
    position: int = slide(END, 0, 1, 1, "step")
    layer: int = 1  # of the weight that is followed, counted from 0
    units: tuple = (2, 1, 1, 1)  # one unit of x, h1, h2 and p: the weight leads from one to the next
    bias: bool = False  # whether the bias of its unit is followed instead


class BackpropExplorer(Recorded):
    """Follow one weight through a pass: its value, its input, its error, its gradient and the check of it.

    Above is a network for one flower: strips are signals, and right of them error signals dL/dz; between them stand
    the weight matrices with the biases as a last column, and under each its gradient over all twelve flowers. What is
    not computed yet has a dashed frame. Below are the quantities of the weight that is followed (green), and the sum
    that this step forms, term by term (thin frames). A bug puts a cross at each wrong number, and says where it enters.

    Click a weight to follow it, a unit for its sums, a column of flowers for another flower; or use the keys.

    Parameters
    ----------
    **start
        Where the settings start. See `Explorer`.

    Examples
    --------
    >>> explorer = BackpropExplorer(bug="1/N is missing")
    >>> print(explorer)  # doctest: +ELLIPSIS
    Bug: 1/N is missing. 0 of 73 gradients agree with central differences...
    >>> explorer.close()
    """

    State = State
    size = (640, 546)
    cursors = {"pass": "pointer"}
    jump_label = "phase"
    speeds = (("slow", 0.5), ("normal", 1.0), ("fast", 4.0))  # a step is a picture to read
    keys = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "n", "p")
    help = "Click a weight, or press n or p. Left and right arrow keys: step; up and down: another flower."
    suggestion = "switch on one bug after another: which numbers are crossed out, and why those?"
    tour = TOUR

    def build(self, picture):
        self.passed = PassPicture(picture)
        self.title, self.line = picture.words(8, 8, TEXT, "bold"), picture.words(8, 29, TEXT)

    def compute(self, state):
        return view_of(state)

    def draw(self, view):
        self.passed.draw(view)
        self.title.say(words.title(view))
        self.line.say(words.line(view))

    def length(self, view):
        return CHECKED

    def jump_positions(self, view):
        return [FORWARD_DONE, BACK_DONE, CHECKED]

    # Text and code.

    def describe(self, view):
        said = f"Bug: {view.state.bug}. {words.title(view)}. {words.line(view)}. {words.followed(view)}"
        known = [f"{kind} {number}" for kind, _, number, _ in words.cards(view) if number is not None]
        one = f" {view.sum.name}: {view.sum.ending}." if view.sum else ""
        return f"{said}: {', '.join(known)}.{one}"

    def code(self, view):
        layer, unit, source = chosen(view.state)
        cell = f"[{layer}][1][{unit}]" if view.state.bias else f"[{layer}][0][{unit}, {source}]"
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
            f"print(loss_of(x, labels, weights, biases), gradients{cell})",
        ]
        return "\n".join(lines)

    def numbers(self, view):
        layer, unit, _ = chosen(view.state)
        weight, given, error, _, gradient, _ = words.values(view)
        n, source = view.state.example, view.state.units[layer]
        cell = f"[{layer}][1][{unit}]" if view.state.bias else f"[{layer}][0][{unit}, {source}]"
        found = {f"gradients{cell}": gradient, f"errors[{layer + 1}][{n}, {unit}]": error}
        if not view.state.bias:
            found |= {f"weights[{layer}][{unit}, {source}]": weight, f"signals[{layer}][{n}, {source}]": given}
        return found | {
            "gradients[0][0]": view.run.gradients[0][0],
            "gradients[2][1]": view.run.gradients[2][1],
            "loss_of(x, labels, weights, biases)": view.run.loss,
        }

    # Pointer and keys.

    def next_state(self, state, **changes):
        if changes.get("bug", state.bug) != state.bug:  # a bug is visible at the end
            changes = {"position": END, **changes}
        return replace(state, **changes)

    def follow(self, layer, unit, source):
        """Follow the weight of a layer, counted from 0, into a unit from an input; the last input is the bias."""
        units = list(self.state.units)
        units[layer + 1], bias = unit, source == SIZES[layer]
        if not bias:
            units[layer] = source
        self.set(layer=layer, units=tuple(units), bias=bias)

    def under(self, event):
        """Return (kind, ...) of what is under the pointer: a cell, a card, a column of the table; or None."""
        spot = event["x"], event["y"]
        for name, block in self.passed.blocks.items():
            if (cell := block.at(spot)) is not None:
                return "cell", name, *cell
        for k in range(6):
            left, top, width, height = card(k)
            if 0 <= spot[0] - left < width and 0 <= spot[1] - top < height:
                return "card", k
        one = self.view.sum
        if one and TABLE <= spot[1] < TABLE + 3 * LINE:
            column = int((spot[0] - LABELS) // column_width(len(one.heads)))
            return ("term", column) if 0 <= column < len(one.heads) else None
        return None

    def on_pointer(self, event):
        if event["type"] != "down" or (found := self.under(event)) is None:
            return
        kind, *where = found
        if kind == "cell" and where[0][0] in "WD":
            name, row, column = where
            self.follow(int(name[-1]), row, column)
        elif kind == "cell" and where[0] != "y":
            name, row, _ = where
            k, units = int(name[-1]), list(self.state.units)
            units[k] = row
            self.set(units=tuple(units), bias=self.state.bias and k != self.state.layer)
        elif kind == "term" and self.view.sum.over == "flower":
            self.set(example=where[0])

    def on_hover(self, event):
        kind, *where = self.under(event) or ("",)
        if kind == "cell":
            return words.cell(self.view, *where)
        return words.ROLES[where[0]] if kind == "card" else words.term(self.view, *where) if kind == "term" else ""

    def on_key(self, key):
        if key in ("ArrowLeft", "ArrowRight"):
            self.go(self.at + (1 if key == "ArrowRight" else -1))
        elif key in "np":
            places = [(k, i, j) for k in range(3) for i in range(SIZES[k + 1]) for j in range(SIZES[k] + 1)]
            self.follow(*places[(places.index(chosen(self.state)) + (1 if key == "n" else -1)) % len(places)])
        else:
            self.set(example=int(np.clip(self.state.example + (1 if key == "ArrowUp" else -1), 0, EXAMPLES - 1)))
