"""The drawn neuron: inputs, wires whose width and colour are the weights, the sum, the bend, the output."""

import numpy as np

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.neuron import words
from nnlearn.lessons.neuron.response import ARTIFICIAL
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, PAPER, SMALL, TEXT, VERMILION

LEFT, TOP, WIDTH, HEIGHT = 0, 148, 640, 150  # of the drawing in the picture, in pixels; within it, y grows downwards
INPUT, ONE, SUM, OUTPUT = (70, 50), (70, 122), (262, 80), (586, 80)  # middles of the nodes
BOX = (346, 24, 106, 104)  # left, top, width and height of the bend
RADII = {"current": 27, "one": 16, "sum": 29, "output": 31}
SPOTS = {"current": INPUT, "one": ONE, "sum": SUM, "output": OUTPUT}
GRIPS = {"weight": (168, 65.3), "bias": (168, 101.5)}  # the middles of the two wires
WIDEST = 12.0  # points of a wire
SCALES = (8, 16, 32)  # the sums that the bend shows go up to one of these


class Drawing:
    """The artists of the neuron, moved to each view.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
        Gets the axes "bend" and, around them, "neuron", in pixels.
    """

    def __init__(self, picture):
        left, top, width, height = BOX
        self.bend = picture.axes("bend", LEFT + left, TOP + top, width, height)
        self.bend.set(xlim=(-1, 1), ylim=(-0.12, 1.12), xticks=(), yticks=())
        self.bend.spines[:].set(visible=True, color=INK, linewidth=1.2)
        self.bend.axvline(0, color=FAINT, lw=0.6)
        self.bend.axhline(0, color=FAINT, lw=0.6)
        self.ax = picture.axes("neuron", LEFT, TOP, WIDTH, HEIGHT)
        self.ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        self.ax.patch.set_visible(False)
        self.ax.axis("off")
        self._still()
        plot, moving = self.ax.plot, picture.moving
        self.wires = {
            name: moving(plot(*zip(start, SUM, strict=True), solid_capstyle="butt", zorder=2)[0])[0]
            for name, start in (("weight", INPUT), ("bias", ONE))
        }
        moving(*(plot(*at, "o", ms=7, mfc=PAPER, mec=INK, mew=1.4, zorder=3)[0] for at in GRIPS.values()))
        self.nodes = {name: moving(self._node(name))[0] for name in SPOTS}
        self.curve, self.point = moving(
            self.bend.plot([], [], color=GREEN, lw=2.6, zorder=3)[0],
            self.bend.plot([], [], "D", ms=7, color=INK, mec=PAPER, zorder=4, clip_on=False)[0],
        )
        self.small = moving(Labels(self.ax.transData, SMALL, zorder=6))[0]
        self.bold = moving(Labels(self.ax.transData, TEXT, weight="bold", zorder=6))[0]

    def _still(self):
        """Draw what never changes: the arrows after the sum."""
        (_, y), (left, _, width, _), r = SUM, BOX, RADII
        arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
        for start, end in ((SUM[0] + r["sum"], left), (left + width, OUTPUT[0] - r["output"])):
            self.ax.annotate("", (end, y), (start, y), arrowprops=arrow)

    def _node(self, name):
        look = {"mfc": PAPER, "mec": INK, "mew": 1.6, "zorder": 4}
        return self.ax.plot(*SPOTS[name], "o", ms=2 * RADII[name] * 0.72, **look)[0]

    def show(self, view):
        """Move everything to a view."""
        state = view.state
        for name, wire in self.wires.items():
            value = getattr(state, name)
            wire.set_color(VERMILION if value > 0 else BLUE if value < 0 else FAINT)
            wire.set_linewidth(thickness(name, value))
        scale = reach(state)
        z = np.linspace(-1, 1, 201)
        top = scale if state.activation == "ReLU" else 1.0
        f = ARTIFICIAL[state.activation]
        self.curve.set_data(z, f(scale * z) / top)
        self.point.set_data([view.z / scale], [view.output / top])
        self._write(view, scale, top)

    def _write(self, view, scale, top):
        state = view.state
        left, over, width, height = BOX
        right, middle, floor = left + width, left + width / 2, over + height
        self.bold.put(
            [
                (f"{state.current:.1f} nA", INPUT),
                ("1", ONE),
                (fixed(view.z), SUM),
                (fixed(view.predicted, 0), OUTPUT),
                (f"× w = {state.weight:.1f}", (168, 42)),
                (f"× b = {fixed(state.bias, 1)}", (150, 129)),
                (state.activation, (middle, 13)),
                (fixed(view.output), ((right + OUTPUT[0] - RADII["output"]) / 2, 68)),
                (f"× {view.height:.1f}", ((right + OUTPUT[0] - RADII["output"]) / 2, 93)),
            ]
        )
        self.small.put(
            [
                ("current I", (INPUT[0], 14)),
                ("always 1", (ONE[0], 145)),
                ("sum z", (SUM[0], 40)),
                (words.weighing(view), (SUM[0] + 6, 121)),
                (f"−{scale}", (left + 8, floor + 10)),
                ("z", (middle, floor + 10)),
                (f"{scale}", (right - 8, floor + 10)),
                (f"{top:g}", (left - 9, over + 9)),
                ("neuron", (OUTPUT[0], 38)),
                (words.miss(view), (OUTPUT[0], 122)),
            ]
        )

    def under(self, x, y):
        """Return the name of the part at a place of the drawing, or ""."""
        for name, spot in SPOTS.items():
            if np.hypot(x - spot[0], y - spot[1]) <= RADII[name] + 3:
                return name
        (right, y0), (left, _, width, _) = SUM, BOX
        if INPUT[0] < x < right:
            for name, start in (("weight", INPUT), ("bias", ONE)):
                share = (x - start[0]) / (right - start[0])
                if abs(y - start[1] - share * (y0 - start[1])) < 12:
                    return name
        return "height" if left + width < x < OUTPUT[0] and abs(y - y0) < 22 else ""


def at(view, x):
    """Return z and f(z) at a place of the bend, from -1 at its left end to 1."""
    z = reach(view.state) * x
    return z, float(ARTIFICIAL[view.state.activation](np.array(z)))


def thickness(name, value):
    """Return the width of a wire in points: in proportion to its number, as a share of the largest that it can be.

    Examples
    --------
    >>> thickness("weight", 6.0), thickness("bias", -6.0)
    (12.0, 6.0)
    """
    return max(WIDEST * abs(value) / {"weight": 6.0, "bias": 12.0}[name], 0.8)


def reach(state):
    """Return the sum up to which the bend is drawn: the same for all currents, so that nothing jumps on the way.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> reach(SimpleNamespace(weight=2.0, bias=-3.0)), reach(SimpleNamespace(weight=6.0, bias=2.0))
    (8, 32)
    """
    largest = max(abs(state.bias), abs(4 * state.weight + state.bias))
    return next(scale for scale in SCALES if scale >= largest)
