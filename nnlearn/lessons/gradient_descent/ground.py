"""A loss surface twice, as a model in 3-D and as a map, with a ball and its path on both."""

import numpy as np

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.relief import Relief
from nnlearn.explorers.artists.relief_path import Grounded
from nnlearn.explorers.artists.side_names import side_names
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.lessons.gradient_descent.surfaces import FAR, SURFACES, heights, resting_places
from nnlearn.plots.numbers import short
from nnlearn.plots.style import BLUE, INK, PAPER, RELIEF, TEXT

BANDS = 12  # of one colour each, between contour lines
FINE, COARSE = 120, 37  # places along a side of the map and of the model
DEEPEST = 2000  # a loss this many times smaller than the largest gets the lightest colour, and so does a smaller one
HIDDEN = 0.3  # strength of what a hill hides
MAP, MODEL = (396, 62, 232, 232), (4, 48, 340, 288)  # left, top, width, height
BAR = (134, 340, 96)


class Ground:
    """The two pictures of a surface, side by side.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture

    Attributes
    ----------
    plane : matplotlib.axes.Axes
        The map.
    relief : nnlearn.explorers.artists.relief.Relief
        The model.
    reach, lowest, highest : float
        Of the surface shown, and its losses.
    """

    def __init__(self, picture):
        self.picture = picture
        self.plane = picture.axes("plane", *MAP)
        self.relief = Relief(picture.axes("model", *MODEL), RELIEF)
        self.plane.yaxis.set_label_coords(-0.145, 0.5)
        self.plane.xaxis.set_label_coords(0.5, -0.1)
        moving, model = picture.moving, self.relief.ax
        moving(self.relief)
        self.trails = moving(Trails(self.plane, 5), Trails(model, 5))
        self.marks = moving(Marks(self.plane), Marks(model))
        (self.sides,) = moving(Labels(picture.page, TEXT, zorder=9))
        self.bar = ColourBar(picture, *BAR, RELIEF)
        self.name = self._angle = self._path = None

    def show(self, name, turn, tilt):
        """Show a surface from a side."""
        self.relief.look(turn, tilt)
        if name != self.name:
            self.name, self.reach = name, SURFACES[name].reach
            self._model(name)
            self._map(name)
        if (name, turn, tilt) != self._angle:
            self._angle, self._path = (name, turn, tilt), None
            rests = [places[~self.relief.hidden(places)] for places in resting_places(name)]
            self._rests = [
                mark(self.relief.project(places), sign, 8, edge=INK, width=2.0)
                for places, sign in zip(rests, "x^", strict=True)
            ]
            self.sides.put(self._names(name))

    def put(self, path, at, part):
        """Put the ball on its path (n, 2), after `at` steps and some part of the next one, 0 to 1."""
        if path is not self._path:
            self._path = path
            self._route = path.clip(-FAR * self.reach, FAR * self.reach)
            self._walk = Grounded(self.relief, self._route)
            outside = np.abs(path).max(axis=1) > self.reach
            self._shown = int(outside.argmax()) + 1 if outside.any() else len(path)  # of a walk that flies off
        route = self._route
        place = route[at] if part == 0 else (1 - part) * route[at] + part * route[at + 1]
        seen, hidden = self.relief.project(place)[0], bool(self.relief.hidden(place)[0])
        walked, covered = self._walk.until(at + part, seen)
        strength = np.where(covered[1:], HIDDEN, 1.0)
        future = slice(self._walk.stands[self._shown - 1] + 1)
        ahead = np.where(self._walk.hidden[future][1:], HIDDEN / 2, 0.7)
        here = np.concatenate([route[: at + 1], [place]])
        flat, solid = self.trails
        flat.lines = [
            (route[: self._shown], INK, 0.9, 0.75, "-"),
            (here, PAPER, 3.4, 1.0, "-"),
            (here, BLUE, 1.8, 1.0, "-"),
        ]
        solid.lines = [
            (self._walk.points[future], INK, 0.9, ahead, "-"),
            (walked, PAPER, 3.4, 0.7 * strength, "-"),
            (walked, BLUE, 1.8, strength, "-"),
        ]
        stands = self._walk.stands[: at + 1]
        stops = self._walk.points[stands[~self._walk.hidden[stands]]]
        self.marks[0].items = _marks(route[: at + 1], place)
        first = self._walk.points[0], HIDDEN if self._walk.hidden[0] else 1.0
        self.marks[1].items = [*self._rests, *_marks(stops, seen, first, 2 * HIDDEN if hidden else 1.0)]

    def _tints(self, losses):
        """Return losses as shares of the map of colours: evenly in their logarithm."""
        low = self._lightest
        return np.log(np.maximum(losses, low) / low) / np.log(self.highest / low)

    @property
    def _lightest(self):
        """The loss that has the lightest colour."""
        return max(self.lowest, self.highest / DEEPEST)

    def _model(self, name):
        along, losses = heights(name, COARSE)
        self.lowest, self.highest = heights(name, FINE)[1].min(), losses.max()
        self.relief.put((along, along), losses, self._tints(losses))
        low = self._lightest
        self.bar.say(f"loss {short(low)}{' or less' if self.lowest < low else ''}", short(self.highest))

    def _map(self, name):
        plane, reach = self.plane, self.reach
        for artist in [*plane.collections, *plane.lines]:
            artist.remove()
        along, losses = heights(name, FINE)
        tints, edges = self._tints(losses), np.linspace(0, 1, BANDS + 1)
        plane.contourf(along, along, tints, levels=edges, cmap=RELIEF, zorder=0)
        plane.contour(along, along, tints, levels=edges, colors=INK, linewidths=0.6, alpha=0.4, zorder=1)
        for places, sign in zip(resting_places(name), "x^", strict=True):
            plane.plot(*places.T, sign, ms=8, mew=2.0, mfc="none", mec=INK, zorder=4, linestyle="")
        a, b = SURFACES[name].names
        ticks = np.array([-reach, -reach / 2, 0, reach / 2, reach])
        plane.set(xlabel=a, ylabel=b, xlim=(-reach, reach), ylim=(-reach, reach), xticks=ticks, yticks=ticks)
        self.picture.redraw()

    def _names(self, name):
        """Return what can be done with the model, and the names of the weights at the sides that face the reader."""
        names = [one.split(",")[0] for one in SURFACES[name].names]
        return [("drag to turn", (60, 66)), *side_names(self.relief, names, MODEL, 16, 14)]


def _marks(stops, ball, first=None, strength=1.0):
    """Return the marks of a walk: a dot after each step, a square at its start, and the ball."""
    first, clear = (stops[0], 1.0) if first is None else first
    return [
        mark(stops, "o", 3.5, BLUE, BLUE),
        mark(first, "s", 7, PAPER, INK, 1.6, clear),
        mark(ball, "o", 12, BLUE, PAPER, 1.8, strength),
    ]
