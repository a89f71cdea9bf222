"""Pointer and keys of the gap explorer: drag a point of the sine, or the mark along the errors."""

import numpy as np

from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.generalization import words
from nnlearn.lessons.generalization.fit_picture import MARGIN, PLANE, REACH
from nnlearn.lessons.generalization.picture import CELL
from nnlearn.lessons.generalization.replays import SEEDS, SHOWN
from nnlearn.lessons.generalization.state import SINE

GRASP = 14  # pixels from a point at which it is grabbed
STEP = 0.1  # by which the keys move a point
LIMIT = 2.5  # how far up and down a point can be


class Hands(Explorer):
    """The hands of the gap explorer."""

    _held = ""  # what the pointer drags: "point" or "mark"

    def move(self, index, y):
        """Move a point of the sine up or down.

        Parameters
        ----------
        index : int
        y : float
            Kept inside the picture.
        """
        y = float(f"{np.clip(y, -LIMIT, LIMIT):.3g}")
        others = tuple(entry for entry in self.state.moved if entry[0] != index)
        self.set(moved=(*others, (index, y)), chosen=index)

    def go_to(self, place):
        """Give the field of the axis the value at a place."""
        axis = self.view.axis
        place = int(np.clip(place, 0, len(axis.values) - 1))
        self.set(**{axis.field: place if axis.field == "position" else axis.values[place]})

    def on_pointer(self, event):
        if event["type"] == "down":
            self._held = {"sine": "point", "errors": "mark", "below": "mark"}.get(event["axes"], "")
            if self._held == "point":
                point = self.under(event)
                self._held = "point" if point >= 0 else ""
                if point >= 0:
                    self.set(chosen=point)
        if event["type"] == "up":
            self._held = ""
        elif self._held == "mark" and event["axes"] in ("errors", "below"):
            self.go_to(self.nearest(event["x"]))
        elif self._held == "point" and event["type"] == "move" and event["axes"] == "sine":
            self.move(self.state.chosen, event["y"])

    def under(self, event):
        """Return the number of the point under the pointer, or -1."""
        fits = self.view.fits
        across, up = PLANE[2] / (2 * MARGIN), PLANE[3] / (2 * REACH)  # pixels
        away = np.hypot((fits.x - event["x"]) * across, (fits.y - event["y"]) * up)
        return int(away.argmin()) if away.min() < GRASP else -1

    def nearest(self, x):
        """Return the place of the value of the axis that is nearest."""
        return int(np.abs(self.view.axis.places - x).argmin())

    def on_hover(self, event):
        view, axes, x = self.view, event["axes"], event["x"]
        if axes == "errors":
            return words.errors_at(view, self.nearest(x))
        if axes == "below":
            return words.below_at(view, self.nearest(x))
        if axes == "parts":
            ends = np.cumsum(np.maximum(view.parts, 0))
            return words.part(view, int(np.searchsorted(ends, x))) if x < min(ends[-1], 1) else ""
        if axes == "signals" and view.state.task != SINE:
            k = 2 * int(event["y"] // CELL[1]) + int(event["x"] // CELL[0])
            return words.signal(view, k) if 0 <= k < SHOWN else ""
        if axes == "influence" and view.state.task == SINE:
            return words.influence_at(view, x)
        if axes == "sine" and view.state.task == SINE:
            point = self.under(event)
            return words.point(view, point) if point >= 0 else words.at_x(view, x)
        return ""

    def on_key(self, key):
        state = self.state
        if key in ("ArrowLeft", "ArrowRight"):
            self.go_to(self.view.place + ARROWS[key][0])
        elif state.task == SINE and key in ARROWS:
            self.move(state.chosen, self.view.fits.y[state.chosen] + STEP * ARROWS[key][1])
        elif state.task == SINE:
            self.set(chosen=(state.chosen + (1 if key == "n" else -1)) % state.points)
        elif key in ARROWS:
            self.set(seed=int(np.clip(state.seed + ARROWS[key][1], SEEDS[0], SEEDS[-1])))
        else:
            self.set(seed=(state.seed + (1 if key == "n" else -1)) % len(SEEDS))
