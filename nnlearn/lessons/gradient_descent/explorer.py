"""The descent explorer: a loss surface in 3-D and as a map, a ball on it, and a learning rate that may be too large."""

from dataclasses import dataclass, replace

import numpy as np

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.relief import TURNS, around, bounded
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.colour_bar import HEIGHT
from nnlearn.explorers.controls import ARROWS, pick, slide
from nnlearn.explorers.recorded import END, FRAME, Recorded
from nnlearn.lessons.gradient_descent import words
from nnlearn.lessons.gradient_descent.ground import BAR, Ground
from nnlearn.lessons.gradient_descent.surfaces import STEPS, SURFACES, walk
from nnlearn.lessons.gradient_descent.tour import TOUR
from nnlearn.plots.style import BLUE, COLOURS, FAINT, INK, PAPER, SMALL, TEXT

FLOOR, TOP = 1e-4, 1e4  # between these losses the curve is computed; it shows the range of the map
SNAP = 0.015  # of the map's reach: this close to the line a = 0 or b = 0, the ball is moved onto it
ZONES = ((0, 1, "straight"), (1, 2, "overshoots"), (2, 3, "climbs"))  # of rate times curvature
NOTES = (
    (14, 364, "loss at each step", TEXT),
    (360, 362, "learning rate × largest curvature λ_max", TEXT),
    (410, 338, "× minimum    △ saddle point", SMALL),
)


@dataclass(frozen=True)
class State:
    """Settings of the descent explorer."""

    lr: float = slide(0.1, 0.01, 0.6, 0.01, "learning rate")
    surface: str = pick("small network (2 weights)", SURFACES, "surface")
    position: int = slide(END, 0, 1, 1, "step")
    start: tuple = ()  # where the ball is dropped; the surface's own start until the reader chooses one
    turn: float | None = None  # degrees: from where the model is seen; the surface's own until the reader turns it
    tilt: float = 38.0
    part: float = 0.0  # of the next step, while the ball rolls


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

    On the left is the surface as a model in 3-D, which can be turned; beside it the same as a map with contour lines,
    cream where the loss is low, brown where it is high. Crosses mark minima, triangles saddle points, which the ball
    knows nothing about. The thin path is where it will go, the blue one where it has been, faint where a hill hides it.
    Below are the loss at each step, and a gauge: the rate times the largest curvature at the ball, λ_max. Beyond 2 (a
    rate above 2 / λ_max) a step makes the loss of a bowl rise.

    Click to drop the ball; drag the model to turn it. The arrow keys move the start, d drops the ball.

    Parameters
    ----------
    **start
        Where the settings start: surface, lr, position, start, turn, tilt. See `Explorer`.

    Examples
    --------
    >>> explorer = DescentExplorer(surface="round bowl", lr=0.5)
    >>> print(explorer)  # doctest: +ELLIPSIS
    The round bowl as a model in 3-D and as a map. Learning rate 0.5, start (−2.4, 1.2). ... It flew off: ...
    >>> explorer.close()
    """

    State = State
    size = (640, 546)
    prints = ("plane", "model", [*BAR, HEIGHT])
    cursors = {"plane": "pointer", "model": "grab", "curve": "pointer"}
    keys = ("d", *TURNS, *ARROWS)
    help = (
        "Click the map or the model to drop the ball; drag the model to turn it. Keys: the arrows move the start, "
        "d drops the ball, j and l turn the model, i and k tilt it."
    )
    suggestion = "drag the model to turn it, click it to drop the ball, press Play."
    tour = TOUR
    speeds = (("slow", 4.0), ("normal", 12.0), ("fast", 30.0))

    # The picture.

    def build(self, picture):
        self.ground = Ground(picture)
        self.plane = self.ground.plane
        self.curve = picture.axes("curve", 52, 388, 268, 124)
        self.gauge = picture.axes("gauge", 360, 390, 268, 20)
        (self.curves,) = picture.moving(Trails(self.curve))
        (self.now,) = picture.moving(Marks(self.curve, clip=False))
        self.curve.set(xlim=(0, STEPS), yscale="log", ylim=(FLOOR, TOP))
        self.gauge.set(xlim=(0, 3), ylim=(0, 1), yticks=(), xticks=(0, 1, 2, 3), xticklabels=("0", "1", "2", "3"))
        self.gauge.spines["left"].set_visible(False)
        for (low, high, name), shade in zip(ZONES, (COLOURS[2], COLOURS[4], COLOURS[1]), strict=True):
            self.gauge.axvspan(low, high, color=shade, alpha=0.35, lw=0)
            self.gauge.text((low + high) / 2, 0.45, name, size=SMALL, color=INK, ha="center", va="center")
        (self.needle,) = picture.moving(Marks(self.gauge, clip=False))
        for left, top, text, size in NOTES:
            picture.fig.text(left, top, text, size=size, va="top", transform=picture.page, color=INK)
        self.title, self.result = picture.words(14, 8, TEXT, "bold"), picture.words(14, 29, TEXT)
        self.facts = picture.words(360, 432, SMALL)
        self._limits = None

    def extras(self):
        rows = super().extras()
        self.speed.value = 12.0
        return rows

    def compute(self, state):
        found = walk(state.surface, state.start, state.lr)
        return View(state, found, min(state.position, len(found.path) - 1))

    def draw(self, view):
        found, at, state = view.walk, view.at, view.state
        self.ground.show(state.surface, state.turn, state.tilt)
        self.ground.put(found.path, at, state.part if at < len(found.path) - 1 else 0.0)
        self._scale()
        losses = found.losses.clip(FLOOR, TOP)
        curve = np.column_stack([np.arange(len(losses)), losses])
        self.curves.lines = [(curve, FAINT, 1.2, 1.0, "-"), (curve[: at + 1], BLUE, 2.2, 1.0, "-")]
        self.now.items = [mark(curve[at], "o", 6, BLUE, BLUE)]
        product = np.clip(state.lr * found.curvatures[at, 1], 0, 3)
        self.needle.items = [mark((product, 1.15), "v", 10, INK, PAPER, 1.0)]
        self.title.say(words.title(view))
        self.result.say(words.result(view))
        self.facts.say(words.facts(view))

    def _scale(self):
        """Give the curve the range of the surface."""
        powers = np.log10([max(self.ground.lowest / 2, FLOOR), self.ground.highest])
        limits = (10 ** np.floor(powers[0]), 10 ** np.ceil(powers[1]))
        if limits != self._limits:
            self._limits = limits
            self.curve.set(ylim=limits)
            self.picture.redraw()

    # The run: while it plays, the ball rolls, and a step takes several pictures.

    def length(self, view):
        return len(view.walk.path) - 1

    def go(self, position):
        position = min(max(position, 0), self.length(self.view))
        self.set(position=int(position), part=round(position % 1, 3))

    def beat(self):
        pause, steps = super().beat()
        if self.canvas.calm:
            return pause, steps
        return FRAME, self.state.part + steps * FRAME / pause

    def pause(self):
        super().pause()
        if self.state.part:
            self.set(part=0.0)

    def frame_key(self, state, view):
        return [] if state.part else super().frame_key(state, view)

    # Text and code.

    def describe(self, view):
        return words.describe(view)

    def code(self, view):
        return words.code(view)

    def numbers(self, view):
        found, at = view.walk, view.at
        return {"path[at]": found.path[at], "loss(*path[at, :, None])[0]": found.losses[at]}

    # Pointer and keys.

    def next_state(self, state, **changes):
        if changes.get("surface", state.surface) != state.surface:
            changes = {"start": (), "position": END, "turn": None, **changes}
        new = replace(state, **{"part": 0.0, **changes})
        surface = SURFACES[new.surface]
        turn = surface.turn if new.turn is None else around(new.turn)
        return replace(new, start=new.start or surface.start, turn=turn, tilt=bounded(new.tilt))

    def drop(self, place, position=0):
        """Drop the ball somewhere on the surface.

        Parameters
        ----------
        place : array of two floats
            Kept inside the map; a point next to an axis is moved onto it, so that a saddle's ridge can be hit.
        position : int, default 0
        """
        reach = self.ground.reach
        place = np.clip(place, -reach, reach)
        a, b = np.where(np.abs(place) < SNAP * reach, 0.0, place)
        self.set(start=(round(float(a), 3), round(float(b), 3)), position=position)

    def on_pointer(self, event):
        kind, spot = event["type"], (event["x"], event["y"])
        if event["axes"] == "model":
            self._turn(kind, spot)
        elif event["axes"] == "plane" and kind == "up":
            self.play()
        elif event["axes"] == "plane":
            self.pause()
            self.drop(spot)
        elif event["axes"] == "curve" and kind != "up":
            self.pause()
            self.go(round(spot[0]))

    def _turn(self, kind, spot):
        """Turn the model with a drag; a click drops the ball on it."""
        if kind == "down":
            self._held = spot, (self.state.turn, self.state.tilt)
        elif kind == "move":
            turn, tilt = self.ground.relief.dragged(*self._held, spot)
            self.set(turn=turn, tilt=tilt)
        elif self._held[0] == spot or (self.state.turn, self.state.tilt) == self._held[1]:
            place = self.ground.relief.under(*spot)
            if place is not None:
                self.pause()
                self.drop(place)
                self.play()

    def on_hover(self, event):
        axes, x, y = event["axes"], event["x"], event["y"]
        if axes == "curve":
            return words.step(self.view, int(np.clip(round(x), 0, self.length(self.view))))
        if axes == "gauge":
            return words.zone(x)
        place = (x, y) if axes == "plane" else self.ground.relief.under(x, y)
        if place is None:
            return "drag to turn the model"
        act = "drag to turn, " if axes == "model" else ""
        return f"{words.place(self.view, *place)}\n{act}click to drop the ball here"

    def on_key(self, key):
        if key == "d":
            self.pause()
            self.go(0)
            self.play()
        elif key in TURNS:
            turn, tilt = TURNS[key]
            self.set(turn=self.state.turn + turn, tilt=self.state.tilt + tilt)
        else:
            away = np.multiply(ARROWS[key], 0.02 * self.ground.reach)
            self.drop(np.add(self.state.start, away), self.state.position)
