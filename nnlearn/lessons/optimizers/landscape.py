"""The loss of two weights as a map or as a model in 3-D, the optimizers' paths on it, older steps fainter."""

import numpy as np

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.relief import Relief
from nnlearn.explorers.artists.relief_path import Grounded
from nnlearn.explorers.artists.side_names import side_names
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.lessons.optimizers import race as runs
from nnlearn.lessons.optimizers.race import EXTENT, SURFACES
from nnlearn.plots.numbers import short
from nnlearn.plots.plane import grid
from nnlearn.plots.style import BLUE, GREEN, INK, ORANGE, PAPER, PURPLE, RELIEF, SKY, TEXT, VERMILION

LOOKS = {  # colour, marker, kind of line, and the marker as a letter
    "sgd": (INK, "o", "-", "●"),
    "momentum": (BLUE, "s", "-", "■"),
    "nesterov": (SKY, "P", "-", "✚"),
    "adagrad": (GREEN, "^", "-", "▲"),
    "rmsprop": (ORANGE, "v", "-", "▼"),
    "adam": (VERMILION, "D", "-", "◆"),
    "adamw": (PURPLE, "X", "-", "✖"),
}
PLACE = (46, 128, 304, 288)  # left, top, width, height of the map, and of the model
BAR = (130, 465, 90)
SIDE = 121  # places along a side
BANDS, LEAST = 12, 0.01  # bands of one colour; the loss above the lowest that has the lightest one
MEMORY = {"focus": (60, 0.15, 1.0), "other": (45, 0.0, 0.4), "alike": (60, 0.08, 0.9)}  # steps, strength of old and new
HIDDEN = 0.35  # of what a hill hides


class Landscape:
    """The map, the model, and the paths on whichever is shown.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture

    Attributes
    ----------
    plane : matplotlib.axes.Axes
        Of the map.
    relief : nnlearn.explorers.artists.relief.Relief
        The model, in axes of its own.
    solid : bool
        Whether the model is shown.
    """

    def __init__(self, picture):
        self.picture, self.solid = picture, False
        self.plane, model = picture.axes("plane", *PLACE), picture.axes("model", *PLACE)
        self.plane.xaxis.set_label_coords(0.5, -0.082)
        self.plane.yaxis.set_label_coords(-0.08, 0.5)
        self.relief = Relief(model, RELIEF)
        picture.moving(self.relief)
        self.trails = picture.moving(*(Trails(ax, 4) for ax in (self.plane, model)))
        self.marks = picture.moving(*(Marks(ax) for ax in (self.plane, model)))
        (self.sides,) = picture.moving(Labels(picture.page, TEXT, zorder=9))
        self.bar = ColourBar(picture, *BAR, RELIEF)
        self._surface = self._angle = self._solid = None
        self._walks: dict = {}

    def show(self, surface, solid, turn, tilt):
        """Show a surface, flat or solid, from a side."""
        self.relief.look(turn, tilt)
        self.solid = solid
        if surface != self._surface:
            self._draw(surface)
        if solid != self._solid:
            self._solid = solid
            self.plane.set_visible(not solid)
            self.relief.ax.set_visible(solid)
            for flat, high in (self.trails, self.marks):
                flat.set_visible(not solid)
                high.set_visible(solid)
            self.relief.set_visible(solid)
            self.picture.redraw()
        if (surface, solid, turn, tilt) != self._angle:
            self._angle, self._walks = (surface, solid, turn, tilt), {}
            self.sides.put(self._names() if solid else [])

    def put(self, paths, calm, focus, at):
        """Show paths up to a step.

        Parameters
        ----------
        paths : dict of str to array (n, 2)
            By optimizer.
        calm : array of shape (n, 2)
            The dotted one.
        focus : str
            The optimizer that is shown strongly, "" if all are alike.
        at : int
        """
        order = sorted(paths, key=lambda name: name == focus)  # it lies on top
        lines = []
        if len(calm):
            lines.append((self._seen("calm", calm)[: at + 1], INK, 1.6, 0.9, ":"))
        for name in order:
            kind = "alike" if not focus else "focus" if name == focus else "other"
            lines += self._path(name, paths[name], at, kind)
        self.trails[self.solid].lines = lines
        start = next((path[:1] for path in (*paths.values(), calm) if len(path)), np.zeros((0, 2)))
        plus = self._lift(start)
        heads = [mark(plus, "+", 11, edge=PAPER, width=5), mark(plus, "+", 11, edge=INK, width=2)]
        for name in order:
            colour, sign, *_ = LOOKS[name]
            size, strength = (10, 1.0) if name == focus else (7, 0.55 if focus else 1.0)
            heads.append(mark(self._seen(name, paths[name])[at], sign, size, colour, strength=strength))
        self.marks[self.solid].items = heads

    def _path(self, name, path, at, kind):
        """Return the lines of a path up to a step, for `Trails`."""
        memory, old, new = MEMORY[kind]
        colour, *_ = LOOKS[name]
        if self.solid and kind == "focus":
            walk = self._walks.setdefault((name, id(path)), (path, Grounded(self.relief, path.clip(-9, 9))))[1]
            end = walk.stands[at] + 1
            points, ages = walk.points[:end], at - walk.at[1:end]
            strength = old + (new - old) * np.clip(1 - ages / memory, 0, 1)
            strength = strength * np.where(walk.hidden[1:end], HIDDEN, 1.0)
        else:
            first = 0 if old else max(at - memory, 0)
            points = self._seen(name, path)[first : at + 1]
            ages = at - np.arange(first + 1, at + 1)
            strength = old + (new - old) * np.clip(1 - ages / memory, 0, 1)
        width = {"focus": 2.2, "other": 1.4, "alike": 1.6}[kind]
        seam = [(points, PAPER, width + 1.8, 0.4, "-")] if kind == "focus" else []
        return [*seam, (points, colour, width, strength, "-")]

    def _seen(self, name, path):
        """Return where a path is seen in the axes that are shown."""
        if not self.solid:
            return path
        return self._walks.setdefault((name, "seen", id(path)), (path, self._lift(path)))[1]

    def _lift(self, places):
        return self.relief.project(places.clip(-9, 9)) if self.solid and len(places) else places

    def _draw(self, surface):
        """Draw the landscape, once per surface: the loss over all examples, light where it is low."""
        self._surface = surface
        for old in self.plane.collections[:]:
            old.remove()
        a, b = grid(EXTENT, SIDE).astype(float).T
        loss = SURFACES[surface].loss(runs.means(surface), a, b).reshape(SIDE, SIDE)
        x, y = np.linspace(*EXTENT[:2], SIDE), np.linspace(*EXTENT[2:], SIDE)
        above = loss - runs.lowest(surface)
        tints = np.log(np.maximum(above, LEAST) / LEAST) / np.log(above.max() / LEAST)
        edges = np.linspace(0, 1, BANDS + 1)
        self.plane.contourf(x, y, tints, edges, cmap=RELIEF, zorder=0)
        self.plane.contour(x, y, tints, edges, colors=INK, linewidths=0.6, alpha=0.4, zorder=1)
        self.plane.set(xlim=EXTENT[:2], ylim=EXTENT[2:], xlabel="weight 1", ylabel="weight 2")
        self.plane.set(xticks=range(-2, 3), yticks=range(-2, 3))
        some = slice(None, None, 3)
        self.relief.put((x[some], y[some]), above[some, some], tints[some, some])
        self.bar.say(f"loss {short(runs.lowest(surface))}", short(loss.max()))
        self.picture.redraw()

    def _names(self):
        """Return what can be done with the model, and the names of the weights at the sides that face the reader."""
        left, top, *_ = PLACE
        names = "weight 1", "weight 2"
        return [("drag to turn", (left + 46, top + 12)), *side_names(self.relief, names, PLACE, 30, 16)]
