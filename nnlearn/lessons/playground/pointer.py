"""What the pointer does in the playground: points drawn, dragged and deleted, weights set, units and inputs chosen."""

from dataclasses import replace
from typing import Any

import numpy as np

from nnlearn.lessons.playground import hover_words
from nnlearn.lessons.playground.data import REACH
from nnlearn.lessons.playground.events import next_index, with_event
from nnlearn.lessons.playground.picture import tab_at
from nnlearn.lessons.playground.resize import with_layers, with_units
from nnlearn.lessons.playground.state import RATES, regression, toggled

GRASP_RADIUS = 0.3  # in the plane: a point this near to the pointer is grasped
UNITS_PER_PIXEL = 1 / 40  # of a weight that is dragged


class Pointer:
    """What the pointer does in the playground; places are in the coordinates of its axes."""

    state: Any
    view: Any
    scene: Any
    set: Any
    at: Any
    request: Any
    peek: Any = None  # the unit under the pointer, (layer, unit): its map is the large picture while it is there
    _drag: Any = None  # where the drag of a weight began (pixels down), and the weight there

    def record(self, *what, **changes):
        """Add an event to the run at the step shown."""
        state = with_event(replace(self.state, position=self.at), *what)
        self.set(**{name: getattr(state, name) for name in ("events", "base", "half", "position", *RATES)}, **changes)

    def set_weight(self, value):
        """Set the chosen weight by hand."""
        if not np.isfinite(value):
            raise ValueError(f"a weight must be finite, got {value}")
        self.record("weight", *self.state.chosen, float(f"{np.clip(value, -100, 100):.4g}"))

    def weight(self):
        """Return the chosen weight."""
        return self.view.weight(self.state.chosen)

    def put(self, index, place, y=None):
        """Draw a point; without `y`, move it; without `place`, delete it."""
        if place is None:
            self.record("point", index, None, grasped=-1)
            return
        p = self.view.now.points
        if y is None:
            y = float(p.y[p.index == index][0])
        a, b = np.clip(place, -REACH, REACH)
        self.record("point", index, float(f"{a:.3g}"), float(f"{b:.3g}"), y, grasped=index)

    def pen(self):
        """Return the target that a new point gets."""
        one = self.state.pen == "class 1"
        return float(one) if not regression(self.state) else 1.0 if one else -1.0

    def under(self, spot):
        """Return the row of the point under the pointer, or None; test points count only where they are shown."""
        p = self.view.now.points
        away = np.where(p.train | self.view.state.tests, np.hypot(*(p.x - spot).T), np.inf)
        return int(away.argmin()) if away.min(initial=np.inf) < GRASP_RADIUS else None

    # A pointer that passes over.

    def on_hover(self, event):
        spot, axes = np.array([event["x"], event["y"]]), event["axes"]
        hit = self.scene.network.layout.hit(spot) if axes == "network" else None
        self.look(hit[1:] if hit and hit[0] == "unit" else None)
        view = replace(self.view, peek=self.peek)  # its picture may come later
        if axes == "network":
            return getattr(hover_words, hit[0])(view, *hit[1:]) if hit else ""
        if axes == "plane":
            row = self.under(spot)
            pen = None if self.state.pen == "eraser" else self.pen()
            return hover_words.place(view, spot, pen) if row is None else hover_words.point(view, row)
        return hover_words.TABS[tab_at(spot[0])] if axes == "tabs" else hover_words.in_axes(view, axes, spot)

    def on_leave(self):
        self.look(None)

    def look(self, unit):
        """Show the map of the unit under the pointer as the large picture, as long as it is there."""
        if unit != self.peek:
            self.peek = unit
            self.request()

    # A pointer that is pressed.

    def on_pointer(self, event):
        spot = np.array([event["x"], event["y"]])
        if event["axes"] == "plane":
            self._on_plane(event["type"], spot)
        elif event["axes"] == "network":
            self._on_network(event["type"], spot)
        elif event["axes"] == "tabs" and event["type"] == "down":
            self.turn_to(tab_at(spot[0]))

    def turn_to(self, panel):
        """Show another large picture; this run is kept as the second one if there is none."""
        kept = {"frozen": replace(self.state, frozen=None)} if panel == "two runs" and not self.state.frozen else {}
        self.peek = None
        self.set(panel=panel, **kept)

    def _on_plane(self, kind, spot):
        p = self.view.now.points
        row = self.under(spot) if kind == "down" else None
        if kind == "move" and self.state.grasped in p.index:
            self.put(self.state.grasped, spot)
        elif row is not None:
            index = int(p.index[row])
            if self.state.pen == "eraser":
                self.put(index, None)
            else:
                self.set(grasped=index)
        elif kind == "down" and self.state.pen != "eraser":
            self.put(next_index(self.state), spot, self.pen())

    def _on_network(self, kind, spot):
        if kind == "move" and self._drag is not None:
            start, value = self._drag
            if abs(start - spot[1]) > 3:
                self.set_weight(value + (start - spot[1]) * UNITS_PER_PIXEL)
            return
        self._drag = None
        hit = self.scene.network.layout.hit(spot) if kind == "down" else None
        if hit is None or hit[0] == "fact":
            return
        what, *where = hit
        if what == "feature":
            self.set(features=toggled(self.state.features, *where))
        elif what == "layers":
            self.set(layers=with_layers(self.state.layers, *where))
        elif what == "units":
            self.set(layers=with_units(self.state.layers, *where))
        elif what == "unit":
            self._choose(tuple(where))
        else:
            self.set(chosen=tuple(where))
        if what in ("unit", "weight"):
            self._drag = (spot[1], self.weight())

    def _choose(self, unit):
        """Keep the map of a unit as the large picture; the second click gives it free."""
        again = self.state.panel == "chosen unit" and self.state.unit == unit
        self.set(unit=unit, chosen=(*unit, -1), panel="output" if again else "chosen unit")
