"""Pointer and keys of the forward explorer: drag the point or a weight, click a cell, see what belongs together."""

import ipywidgets as widgets
import numpy as np

from nnlearn.explorers.controls import ARROWS, row
from nnlearn.explorers.recorded import Recorded
from nnlearn.lessons.forward_propagation import words
from nnlearn.lessons.forward_propagation.diagram import Diagram
from nnlearn.lessons.forward_propagation.matrix_product import MatrixProduct
from nnlearn.lessons.forward_propagation.network import points, weight_at

NEAR = 8  # pixels from a point at which the pointer is on it
STILL, PER_PIXEL = 3, 0.02  # a weight follows the pointer after so many pixels, and by so much for each
STEP = 0.1  # of a key or button
RING = 26  # pixels of the frame around a point


class Pointing(Recorded):
    """The hands of the forward explorer, which makes the two attributes.

    Attributes
    ----------
    diagram : Diagram
    trace : MatrixProduct
    """

    diagram: Diagram
    trace: MatrixProduct
    _grip = None  # (height of the pointer, weight) where a line was taken
    _pulled = False  # whether the pointer has left that height

    def extras(self):
        """Return what plays the run, and below it the chosen weight with two buttons: its slider has 1,601 places."""
        less, more = (
            self.action_button("", icon, lambda step=step: self.set_weight(self.state.value + step))
            for icon, step in (("minus", -STEP), ("plus", STEP))
        )
        less.tooltip, more.tooltip = f"chosen weight: {STEP} less", f"chosen weight: {STEP} more"
        weight = widgets.Box([self.controls["value"], less, more])
        weight.add_class("nnlearn-stepper")
        buttons, slider = super().extras()
        buttons.children = buttons.children[:-1]  # speed and data are short enough to share a line
        return [buttons, slider, row([self.speed, self.controls["data"]]), row([weight])]

    def move(self, point):
        """Move the reader's point, within the plane, and have its row at work."""
        view = self.view
        left, right, bottom, top = view.extent
        x, y = np.clip(point, (left, bottom), (right, top))
        position = view.step_to(view.layer, 0, view.cell.unit) if view.row else view.at
        self.set(point=(round(float(x), 4), round(float(y), 4)), position=position)

    def weights(self):
        """Return (layer, unit, source) of all weights, the bias of each unit after its weights."""
        return [
            (k, unit, source)
            for k, layer in enumerate(self.view.layers)
            for unit in range(len(layer.bias))
            for source in (*range(layer.weight.shape[1]), -1)
        ]

    def on_pointer(self, event):
        spot = event["x"], event["y"]
        if event["axes"] == "plane" and event["type"] != "up":
            self.move(spot)
        elif event["axes"] == "network":
            self._pull(event["type"], spot)
        elif event["axes"] == "product" and event["type"] == "down":
            self._open(self.trace.cell_at(spot))

    def _pull(self, kind, spot):
        """Choose the weight whose line is taken; dragging up makes it larger, down smaller."""
        if kind == "down":
            place = self.diagram.weight_near(spot)
            self._grip, self._pulled = None, False
            if place is not None:
                array, index = weight_at(self.view.layers, place)
                self._grip = spot[1], float(array[index])
                self.set(selected=place)
        elif self._grip is not None:  # a quick pointer may be released where no move was sent from
            height, weight = self._grip
            way = height - spot[1]
            self._pulled = self._pulled or abs(way) >= STILL
            if self._pulled:
                self.set_weight(weight + PER_PIXEL * way)
            if kind == "up":
                self._grip = None

    def set_weight(self, weight):
        """Set the chosen weight, to two decimals, from -8 to 8."""
        self.set(value=round(float(np.clip(weight, -8, 8)), 2))

    def _open(self, found):
        """Go to the step that computed a number of the product, or choose a weight."""
        if found is None:
            return
        name, i, j = found
        layer = self.view.layer
        if name in "Wb":
            self.set(selected=(layer, j, i if name == "W" else -1))
        elif name == "Z":
            self.go(self.view.step_to(layer, i, j))
        else:
            self.go(self.view.step_to(max(layer - 1, 0), i, j if layer else 0))

    def on_key(self, key):
        if key in ARROWS:
            left, right, *_ = self.view.extent
            self.move(np.add(self.state.point, np.multiply(ARROWS[key], 0.02 * (right - left))))
        elif key in "+-":
            self.set_weight(self.state.value + (STEP if key == "+" else -STEP))
        else:
            places = self.weights()
            step = 1 if key == "n" else -1
            self.set(selected=places[(places.index(self.state.selected) + step) % len(places)])

    # What is under the pointer, in words, and where else it stands.

    def point_at(self, spot):
        """Return the class of the point under the pointer (-1: the reader's; None: no point), and its row, if any."""
        _, _, across, down, *_ = self.canvas.axes["plane"]
        left, right, bottom, top = self.view.extent
        x, y = points(self.view.state.data)
        pixels = np.divide((across, down), (right - left, top - bottom))
        batch = self.view.values[0]
        away = np.hypot(*((np.vstack([batch, x]) - spot) * pixels).T)
        nearest = int(away.argmin())
        if away[nearest] > NEAR:
            return None, None
        return (nearest - 1, nearest) if nearest < len(batch) else (int(y[nearest - len(batch)]), None)

    def on_hover(self, event):
        spot = np.array([event["x"], event["y"]])
        if event["axes"] == "network":
            unit = self.diagram.unit_at(spot)
            there = self.diagram.in_map(unit, spot, self.view.extent)
            return words.network(self.view, unit, there, self.diagram.weight_near(spot))
        if event["axes"] == "product":
            return words.cell(self.view, self.trace.cell_at(spot))
        return words.plane(self.view, spot, self.point_at(spot)[0])

    def lit(self, event):
        spot = np.array([event["x"], event["y"]])
        if event["axes"] == "plane":
            row = self.point_at(spot)[1]
            return [] if row is None else self._of_row(row)
        if event["axes"] == "product":
            return self._of_cell(self.trace.cell_at(spot))
        unit, place = self.diagram.unit_at(spot), self.diagram.weight_near(spot)
        if unit is not None:
            return self._of_unit(*unit)
        return [] if place is None else self._of_weight(place)

    def _of_row(self, row):
        """Return the places of a point of the batch: in the plane, and its rows of the product."""
        rows = [self.trace.box("H", row, j) for j in range(self.view.values[self.view.layer].shape[1])]
        return [self._ring(row), *rows]

    def _of_unit(self, layer, unit):
        """Return the places of a unit's number for the point at work."""
        view = self.view
        found = [self.diagram.box(layer, unit), self._ring(view.row)]
        for name, shown in (("H", view.layer), ("Z", view.layer + 1)):
            if layer == shown and view.known(layer, unit):
                found.append(self.trace.box(name, view.row, unit))
        return found

    def _of_weight(self, place):
        """Return the places of a weight: its line, and its cell, if that layer is shown."""
        layer, unit, source = place
        cell = ("W", source, unit) if source >= 0 else ("b", 0, unit)
        line = self.diagram.box_of_weight(place)
        return [line, self.trace.box(*cell)] if layer == self.view.layer else [line]

    def _of_cell(self, found):
        """Return the places that belong to a cell of the product."""
        if found is None:
            return []
        (name, i, j), layer = found, self.view.layer
        if name in "Wb":
            return self._of_weight((layer, j, i if name == "W" else -1))
        unit = [self.diagram.box(layer + (name == "Z"), j)] if i == self.view.row else []
        return [self.trace.box(*found), self._ring(i), *unit]

    def _ring(self, row):
        """Return the place of a point of the batch in the plane."""
        left, top, across, down, x0, x1, y0, y1 = self.canvas.axes["plane"]
        x, y = self.view.values[0][row]
        place = left + (x - x0) / (x1 - x0) * across, top + (y1 - y) / (y1 - y0) * down
        return [*(np.array(place) - RING / 2), RING, RING]
