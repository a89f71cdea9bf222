"""The descent explorer: a loss surface as a map, a ball dropped on it, and a learning rate that may be too large."""

from dataclasses import dataclass, replace

import numpy as np

from nnlearn.explorers.controls import ARROWS, pick, slide
from nnlearn.explorers.recorded import END, Recorded
from nnlearn.lessons.gradient_descent.surfaces import (
    FAR,
    STEPS,
    SURFACES,
    functions,
    heights,
    resting_places,
    short,
    walk,
)
from nnlearn.plots.landscape import contours
from nnlearn.plots.numbers import fixed, significant
from nnlearn.plots.style import BLUE, COLOURS, FAINT, INK, PAPER, RELIEF, SMALL, TEXT

FLOOR, TOP = 1e-4, 1e4  # between these losses the curve is computed; it shows the range of the map
SNAP = 0.015  # of the map's reach: this close to the line a = 0 or b = 0, the ball is moved onto it
ZONES = ((0, 1, "straight"), (1, 2, "overshoots"), (2, 3, "climbs"))  # of rate times curvature


@dataclass(frozen=True)
class State:
    """Settings of the descent explorer."""

    surface: str = pick("small network (2 weights)", SURFACES, "surface")
    lr: float = slide(0.1, 0.01, 0.6, 0.01, "learning rate")
    position: int = slide(END, 0, 1, 1, "step")
    start: tuple = ()  # where the ball is dropped; the surface's own start until the reader chooses one


@dataclass(frozen=True)
class View:
    """The walk, and the position in it that is shown."""

    state: State
    walk: object
    at: int

    @property
    def names(self):
        """The names of the two coordinates."""
        return [name.split(",")[0] for name in SURFACES[self.state.surface].names]


class DescentExplorer(Recorded):
    """Drop a ball on a loss surface and let it walk downhill, step by step, with a rate of your choice.

    On the left is the map: contour lines, light yellow where the loss is low, dark red where it is high; crosses mark
    minima, triangles saddle points, which the ball knows nothing about. The thin path is where it will go, the thick
    one where it has been. On the right are the loss at each step, and a gauge: the rate times the largest curvature at
    the ball, λ_max. Beyond 2 (a rate above 2 / λ_max) a step makes the loss of a bowl rise.

    Click to drop the ball; the arrow keys move its start, d drops it.

    Parameters
    ----------
    **start
        Where the settings start: surface, lr, position, start. See `Explorer`.

    Examples
    --------
    >>> explorer = DescentExplorer(surface="round bowl", lr=0.5)
    >>> print(explorer)  # doctest: +ELLIPSIS
    Map of the round bowl. Learning rate 0.5, start (−2.4, 1.2). ... It flew off: ...
    >>> explorer.close()
    """

    State = State
    size = (640, 424)
    prints = ("plane",)
    cursors = {"plane": "pointer"}
    keys = ("d", *ARROWS)
    help = "Click the map to drop the ball there; or move its start with the arrow keys and press d to drop it."
    suggestion = (
        "turn the learning rate up until the gauge passes 2. Where does the ball go? Then try the same on the bowl."
    )
    speeds = (("slow", 4.0), ("normal", 12.0), ("fast", 30.0))

    # The picture.

    def build(self, picture):
        self.plane = picture.axes("plane", 48, 62, 322, 322)
        self.curve = picture.axes("curve", 440, 82, 186, 116)
        self.gauge = picture.axes("gauge", 440, 250, 186, 20)
        self.plane.yaxis.set_label_coords(-0.09, 0.5)
        moving = picture.moving
        self.whole_path, self.seam, self.walked = moving(
            self.plane.plot([], [], color=INK, lw=0.9, alpha=0.75, zorder=5)[0],
            self.plane.plot([], [], color=PAPER, lw=4.0, zorder=5.5)[0],
            self.plane.plot([], [], color=BLUE, lw=1.8, marker="o", ms=3.5, zorder=6)[0],
        )
        self.first, self.ball = moving(
            self.plane.plot([], [], "s", ms=7, mfc=PAPER, mec=INK, mew=1.6, zorder=7)[0],
            self.plane.plot([], [], "o", ms=11, mfc=BLUE, mec=PAPER, mew=1.8, zorder=8)[0],
        )
        self.whole, self.done, self.now = moving(
            self.curve.plot([], [], color=FAINT, lw=1.2)[0],
            self.curve.plot([], [], color=BLUE, lw=2.2)[0],
            self.curve.plot([], [], "o", color=BLUE, ms=6)[0],
        )
        self.curve.set(xlim=(0, STEPS), yscale="log", ylim=(FLOOR, TOP))
        self.gauge.set(xlim=(0, 3), ylim=(0, 1), yticks=(), xticks=(0, 1, 2, 3), xticklabels=("0", "1", "2", "3"))
        self.gauge.spines["left"].set_visible(False)
        for (low, high, name), shade in zip(ZONES, (COLOURS[2], COLOURS[4], COLOURS[1]), strict=True):
            self.gauge.axvspan(low, high, color=shade, alpha=0.35, lw=0)
            self.gauge.text((low + high) / 2, 0.45, name, size=SMALL, color=INK, ha="center", va="center")
        (self.needle,) = moving(
            self.gauge.plot([], [], marker="v", ms=10, mfc=INK, mec=PAPER, mew=1.0, clip_on=False, zorder=5)[0]
        )
        page = {"transform": picture.page, "color": INK}
        picture.fig.text(400, 58, "loss at each step", size=TEXT, va="top", **page)
        picture.fig.text(400, 222, "learning rate times curvature", size=TEXT, va="top", **page)
        self.title, self.result = picture.words(14, 10, TEXT, "bold"), picture.words(14, 32, TEXT)
        picture.fig.text(400, 404, "× minimum    △ saddle point", size=SMALL, va="top", **page)
        self.facts = picture.words(400, 300, SMALL)
        self._drawn = None

    def extras(self):
        rows = super().extras()
        self.speed.value = 12.0
        return rows

    def compute(self, state):
        found = walk(state.surface, state.start, state.lr)
        return View(state, found, min(state.position, len(found.path) - 1))

    def draw(self, view):
        self._map(view.state.surface)
        found, at = view.walk, view.at
        path = found.path.clip(-FAR * self.reach, FAR * self.reach)
        losses = found.losses.clip(FLOOR, TOP)
        self.whole_path.set_data(*path.T)
        for line in (self.seam, self.walked):
            line.set_data(*path[: at + 1].T)
        self.first.set_data(*path[:1].T)
        self.ball.set_data(*path[[at]].T)
        self.whole.set_data(np.arange(len(losses)), losses)
        self.done.set_data(np.arange(at + 1), losses[: at + 1])
        self.now.set_data([at], losses[[at]])
        self.needle.set_data([np.clip(view.state.lr * found.curvatures[at, 1], 0, 3)], [1.15])
        self.title.say(_title(view))
        self.result.say(found.end)
        self.facts.say(_facts(view))

    def _map(self, name):
        """Redraw the map when the surface has changed."""
        if name == self._drawn:
            return
        self._drawn, self.reach = name, SURFACES[name].reach
        moving = (self.whole_path, self.seam, self.walked, self.first, self.ball)
        for artist in [*self.plane.collections, *self.plane.texts, *self.plane.lines]:
            if artist not in moving:
                artist.remove()
        along, losses = heights(name, 80)
        contours(
            self.plane, (along, along), np.maximum(losses, losses.max() / 2000), log=True, cmap=RELIEF, numbers=False
        )
        for places, mark in zip(resting_places(name), ("x", "^"), strict=True):
            style = {"mew": 2.0, "mfc": "none", "mec": INK, "zorder": 4}
            self.plane.plot(*places.T, mark, ms=8, **style)
        a, b = SURFACES[name].names
        self.plane.set(xlabel=a, ylabel=b)
        powers = np.log10([max(losses.min() / 2, FLOOR), losses.max()])
        self.curve.set(ylim=10 ** np.array([np.floor(powers[0]), np.ceil(powers[1])]))
        self.picture.redraw()

    def length(self, view):
        return len(view.walk.path) - 1

    # Text and code.

    def describe(self, view):
        a, b = (significant(place, 4) for place in view.state.start)
        minima, saddles = (len(places) for places in resting_places(view.state.surface))
        return (
            f"Map of the {view.state.surface}. Learning rate {view.state.lr:g}, start ({a}, {b}). "
            f"Minima: {minima}, saddle points: {saddles}. {_title(view)}. {view.walk.end}. {_facts(view)}"
        )

    def code(self, view):
        state = view.state
        return "\n".join(
            [
                "import numpy as np",
                "import nnlearn.numpy as nn",
                "",
                SURFACES[state.surface].lines,
                f"start, lr, steps = {list(state.start)}, {state.lr:g}, {max(view.at, 1)}",
                "downhill = lambda w: slope(*w[:, None])[0]",
                "path = nn.gradient_descent(lambda w: loss(*w), start, lr=lr, steps=steps, gradient=downhill)",
                f"at = {view.at}",
                "print(path[at], loss(*path[at, :, None])[0], downhill(path[at]))",
            ]
        )

    def numbers(self, view):
        found, at = view.walk, view.at
        return {"path[at]": found.path[at], "loss(*path[at, :, None])[0]": found.losses[at]}

    # Pointer and keys.

    def on_hover(self, event):
        if event["axes"] != "plane":
            return ""
        loss, slope = functions(self.view.state.surface)
        place = np.array([event["x"]]), np.array([event["y"]])
        down = -slope(*place)[0]
        a, b = (fixed(value) for value in down)
        return f"loss {significant(loss(*place)[0], 3)}, downhill ({a}, {b})\nclick to drop the ball here"

    def next_state(self, state, **changes):
        if changes.get("surface", state.surface) != state.surface:
            changes = {"start": (), "position": END, **changes}
        new = replace(state, **changes)
        return replace(new, start=new.start or SURFACES[new.surface].start)

    def drop(self, place, position=0):
        """Drop the ball somewhere on the map.

        Parameters
        ----------
        place : array of two floats
            Kept inside the map; a point next to an axis is moved onto it, so that a saddle's ridge can be hit.
        position : int, default 0
        """
        place = np.clip(place, -self.reach, self.reach)
        a, b = np.where(np.abs(place) < SNAP * self.reach, 0.0, place)
        self.set(start=(round(float(a), 3), round(float(b), 3)), position=position)

    def on_pointer(self, event):
        if event["axes"] != "plane":
            return
        if event["type"] == "up":
            self.play()
        else:
            self.pause()
            self.drop((event["x"], event["y"]))

    def on_key(self, key):
        if key == "d":
            self.pause()
            self.go(0)
            self.play()
        else:
            self.drop(np.add(self.state.start, np.multiply(ARROWS[key], 0.02 * self.reach)), self.state.position)


def _title(view):
    step = f"After step {view.at} of {len(view.walk.path) - 1}" if view.at else "Before the first step"
    return f"{step}: loss {short(view.walk.losses[view.at])}"


def _facts(view):
    """Return the numbers of the step that comes next."""
    found, at, lr = view.walk, view.at, view.state.lr
    (a, b), (s, t), (low, high) = found.path[at], found.slopes[at], found.curvatures[at]
    shape = "up both ways" if low > 0 else "up one way, down the other" if high > 0 else "down both ways"
    edge = f", so 2 / λ_max = {fixed(2 / high)}" if high > 1e-6 else ""
    return "\n".join(
        [
            f"({view.names[0]}, {view.names[1]}) = ({fixed(a)}, {fixed(b)})",
            f"slope = ({fixed(s)}, {fixed(t)})",
            f"next step = ({fixed(-lr * s)}, {fixed(-lr * t)})",
            f"curvature {fixed(low)} to {fixed(high)}:",
            f"it bends {shape}",
            f"λ_max = {fixed(high)}{edge}",
        ]
    )
