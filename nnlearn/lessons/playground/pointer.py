"""What pointer and keys do in the playground: points drawn, dragged and deleted, weights set, inputs chosen."""

from dataclasses import replace
from typing import Any

import numpy as np

from nnlearn.explorers.controls import ARROWS
from nnlearn.lessons.playground import words
from nnlearn.lessons.playground.data import FEATURES, REACH
from nnlearn.lessons.playground.events import next_index, with_event
from nnlearn.lessons.playground.state import RATES, regression, sizes, toggled

GRASP_RADIUS = 0.35  # in the plane: a point this near to the pointer is grasped


class Pointer:
    """What the pointer and the keys do in the playground; places are in the coordinates of its axes."""

    state: Any
    view: Any
    scene: Any
    set: Any
    at: Any
    _drag: Any = None  # where the drag of a weight began (pixels down), and the weight there

    def record(self, *what, **changes):
        """Add an event to the run at the step shown."""
        state = with_event(replace(self.state, position=self.at), *what)
        self.set(**{name: getattr(state, name) for name in ("events", "base", "half", "position", *RATES)})
        if changes:
            self.set(**changes)

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

    def on_hover(self, event):
        spot, view = np.array([event["x"], event["y"]]), self.view
        if event["axes"] == "plane":
            row = self.under(spot)
            pen = None if self.state.pen == "eraser" else self.pen()
            return words.place(view, spot, pen) if row is None else words.point(view, row)
        if event["axes"] == "loss":
            return words.curves(view, spot[0])
        if event["axes"] == "panel":
            return words.panel(view, spot)
        hit = self.scene.network.hit(spot)
        return getattr(words, hit[0])(view, *hit[1:]) if hit else ""  # feature, unit or weight

    def on_pointer(self, event):
        spot = np.array([event["x"], event["y"]])
        if event["axes"] == "plane":
            self._on_plane(event["type"], spot)
        elif event["axes"] == "network":
            self._on_network(event["type"], spot)

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
                self.set_weight(value + (start - spot[1]) / 40)
            return
        self._drag = None
        hit = self.scene.network.hit(spot) if kind == "down" else None
        if hit is None:
            return
        if hit[0] == "feature":
            self.set(features=toggled(self.state.features, hit[1]))
        elif hit[0] == "unit":
            self.set(unit=hit[1:], chosen=(*hit[1:], -1), panel="chosen unit")
        else:
            self.set(chosen=hit[1:])
        if hit[0] != "feature":
            self._drag = (spot[1], self.weight())

    def on_key(self, key):
        p, state = self.view.now.points, self.state
        if key in "1234567":
            self.set(features=toggled(state.features, list(FEATURES)[int(key) - 1]))
        elif key in ("+", "-"):
            self.set_weight(self.weight() + (0.1 if key == "+" else -0.1))
        elif key in ("n", "p"):
            self.set(chosen=self._neighbour(1 if key == "n" else -1))
        elif key == "h":
            self.set(half=not state.half)
        elif key == "u":
            units = [(k, u) for k, n in enumerate(sizes(state)[1:]) for u in range(n)]
            self.set(unit=units[(units.index(state.unit) + 1) % len(units)], panel="chosen unit")
        elif key == "a":
            self.put(next_index(state), (0.0, 0.0), self.pen())
        elif key == "g" and len(p.index):
            later = p.index[p.index > state.grasped]
            self.set(grasped=int(later[0] if len(later) else p.index[0]))
        elif state.grasped in p.index:
            place = p.x[p.index == state.grasped][0]
            self.put(state.grasped, None if key == "Delete" else place + 0.2 * np.array(ARROWS[key]))

    def _neighbour(self, by):
        size = sizes(self.state)
        places = [(k, u, s) for k in range(len(size) - 1) for u in range(size[k + 1]) for s in range(-1, size[k])]
        return places[(places.index(self.state.chosen) + by) % len(places)]
