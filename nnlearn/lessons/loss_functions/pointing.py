"""Pointer and keys of the loss explorer: drag a point in either panel, click a line or its name to choose a loss."""

import numpy as np

from nnlearn.explorers.controls import ARROWS
from nnlearn.explorers.explorer import Explorer
from nnlearn.lessons.loss_functions import words
from nnlearn.lessons.loss_functions.line_names import LineNames
from nnlearn.lessons.loss_functions.points import ARCTAN, BCE, MAE, MSE

EXTENT = (-2.4, 3.4, -3.4, 6.4)  # where points can be
GRASP, NEAR = 16, 8  # pixels: a point is grabbed from this far away, and anything else is named
SECOND = "second"  # the line of another minimum of the arctan error


class Pointing(Explorer):
    """The hands of the loss explorer, which makes the attribute.

    Attributes
    ----------
    names : LineNames
    """

    names: LineNames
    _held = -1  # the point that the pointer drags

    def markers(self, view):
        """Return x and y of the points in each panel."""
        raise NotImplementedError

    def move(self, index, place):
        """Move a point, within the plane.

        Parameters
        ----------
        index : int
        place : array of two floats
        """
        left, right, bottom, top = EXTENT
        x, y = np.clip(place, (left, bottom), (right, top))
        others = tuple(entry for entry in self.state.moved if entry[0] != index)
        self.set(moved=(*others, (index, float(f"{x:.4g}"), float(f"{y:.4g}"))), chosen=index)

    def on_pointer(self, event):
        if event["type"] == "down":
            self._press(event)
        elif event["type"] == "move" and self._held >= 0 and event["axes"] in ("plane", "strip"):
            y = event["y"] if event["axes"] == "plane" else self.view.fits.y[self._held]  # a label stays what it is
            self.move(self._held, np.array([event["x"], y]))
        elif event["type"] == "up":
            self._held = -1

    def _press(self, event):
        """Take a point; or choose the loss whose line, curve or name is there; or choose no point."""
        if event["axes"] == "names":
            loss = self.loss_named(event["y"])
            if loss:
                self.set(loss=loss)
            return
        point = self._held = self.under(event)
        if point >= 0:
            self.set(chosen=point)
        elif event["axes"] in ("plane", "strip"):
            loss = BCE if event["axes"] == "strip" else next(iter(self.lines_near(event)), None)
            self.set(**({"loss": ARCTAN if loss == SECOND else loss} if loss else {"chosen": -1}))

    def loss_named(self, height):
        """Return the loss whose name stands at a height of the margin, or None."""
        name = self.names.near(height)
        return ARCTAN if name == SECOND else name

    def under(self, event):
        """Return the number of the point under the pointer, in whichever panel, or -1."""
        _, _, across, down, left, right, bottom, top = self.canvas.axes[event["axes"]]
        x, y = self.markers(self.view)[event["axes"]]
        pixels = across / (right - left), down / (top - bottom)
        away = np.hypot((x - event["x"]) * pixels[0], (y - event["y"]) * pixels[1])
        return int(away.argmin()) if away.min() < (GRASP if event["axes"] == "plane" else NEAR) else -1

    def lines_near(self, event):
        """Return {name: line} of the lines of the plane under the pointer."""
        _, _, across, down, left, right, bottom, top = self.canvas.axes["plane"]
        steep = down / (top - bottom) / (across / (right - left))  # pixels up for each pixel across, at a slope of 1
        lines = {name: self.view.fits.lines[name] for name in (MSE, MAE, ARCTAN)}
        if words.second(self.view.fits):
            lines[SECOND] = self.view.fits.minima[1]
        return {
            name: line
            for name, line in lines.items()
            if abs(line(event["x"]) - event["y"]) * down / (top - bottom) < NEAR * np.hypot(1, steep * line.weight)
        }

    def on_hover(self, event):
        if event["axes"] == "names":
            loss = self.loss_named(event["y"])
            return words.named(self.view, loss) if loss else ""
        point = self.under(event)
        if point >= 0:
            return words.point(self.view, point, event["axes"])
        if event["axes"] == "plane":
            return words.lines_at(self.lines_near(event), event["x"])
        return words.curve(self.view, event["axes"], event["x"])

    def on_key(self, key):
        fits, chosen = self.view.fits, self.state.chosen
        if key in ARROWS:
            chosen = max(chosen, 0)
            here = {i: place for i, *place in self.state.moved}.get(chosen, (fits.x[chosen], fits.y[chosen]))
            self.move(chosen, np.add(here, np.multiply(ARROWS[key], (0.1, 0.2))))
        else:
            self.set(chosen=(chosen + 1 if key == "n" else max(chosen, 0) - 1) % len(fits.x))
