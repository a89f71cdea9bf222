"""What pointer and keys do in the playground: points drawn, dragged and deleted, weights set, inputs chosen."""

from dataclasses import replace
from typing import Any

import numpy as np

from nnlearn.explorers.controls import ARROWS
from nnlearn.lessons.playground import state as states
from nnlearn.lessons.playground.data import REACH

GRASP = 0.35  # a point is grasped from this far away


class Hands:
    """Events of the playground, in the coordinates of its axes."""

    state: Any
    view: Any
    net: Any
    set: Any
    at: Any
    _net: Any  # where a drag of a weight began, and its value there

    def happen(self, *what, **changes):
        """Do something to the run at the step that is shown."""
        state = states.happened(replace(self.state, position=self.at), *what)
        self.set(**{name: getattr(state, name) for name in ("events", "base", "half", "position", *states.CHANGEABLE)})
        if changes:
            self.set(**changes)

    def set_weight(self, value):
        """Set the chosen weight by hand."""
        if not np.isfinite(value):
            raise ValueError(f"a weight must be finite, got {value}")
        self.happen("weight", *self.state.chosen, float(f"{np.clip(value, -100, 100):.4g}"))

    def weight(self):
        """Return the chosen weight."""
        layer, unit, source = self.state.chosen
        chosen = self.view.now.layers[layer]
        return float(chosen.weight[unit, source] if source >= 0 else chosen.bias[unit])

    def put(self, index, place, y=None):
        """Draw, move (y None) or delete (place None) a point."""
        if place is None:
            self.happen("point", index, None, grasped=-1)
            return
        p = self.view.now.points
        if y is None:
            y = float(p.y[p.index == index][0])
        a, b = np.clip(place, -REACH, REACH)
        self.happen("point", index, float(f"{a:.3g}"), float(f"{b:.3g}"), y, grasped=index)

    def pen(self):
        """Return the target of a new point."""
        one = self.state.pen == "class 1"
        return float(one) if not states.regression(self.state) else 1.0 if one else -1.0

    def on_pointer(self, event):
        spot = np.array([event["x"], event["y"]])
        if event["axes"] == "plane":
            self._on_plane(event["type"], spot)
        elif event["axes"] == "network":
            self._on_network(event["type"], spot)

    def _on_plane(self, kind, spot):
        p = self.view.now.points
        away = np.hypot(*(p.x - spot).T)
        if kind == "move" and self.state.grasped in p.index:
            self.put(self.state.grasped, spot)
        elif kind == "down" and len(away) and away.min() < GRASP:
            index = int(p.index[away.argmin()])
            if self.state.pen == "eraser":
                self.put(index, None)
            else:
                self.set(grasped=index)
        elif kind == "down" and self.state.pen != "eraser":
            self.put(states.next_index(self.state), spot, self.pen())

    def _on_network(self, kind, spot):
        if kind == "move" and self._net is not None:
            start, value = self._net
            if abs(start - spot[1]) > 3:
                self.set_weight(value + (start - spot[1]) / 40)
            return
        self._net = None
        hit = self.net.hit(spot) if kind == "down" else None
        if hit is None:
            return
        if hit[0] == "feature":
            self.set(features=states.feature_toggled(self.state, hit[1]))
        elif hit[0] == "unit":
            self.set(unit=hit[1:], chosen=(*hit[1:], -1), panel="chosen unit")
        else:
            self.set(chosen=hit[1:])
        if hit[0] != "feature":
            self._net = (spot[1], self.weight())

    def on_key(self, key):
        p, state = self.view.now.points, self.state
        if key in "1234567":
            self.set(features=states.feature_toggled(state, list(states.FEATURES)[int(key) - 1]))
        elif key in ("+", "-"):
            self.set_weight(self.weight() + (0.1 if key == "+" else -0.1))
        elif key in ("n", "p"):
            self.set(chosen=self._neighbour(1 if key == "n" else -1))
        elif key == "h":
            self.set(half=not state.half)
        elif key == "u":
            units = [(k, u) for k, n in enumerate(states.sizes(state)[1:]) for u in range(n)]
            self.set(unit=units[(units.index(state.unit) + 1) % len(units)], panel="chosen unit")
        elif key == "a":
            self.put(states.next_index(state), (0.0, 0.0), self.pen())
        elif key == "g" and len(p.index):
            later = p.index[p.index > state.grasped]
            self.set(grasped=int(later[0] if len(later) else p.index[0]))
        elif state.grasped in p.index:
            place = p.x[p.index == state.grasped][0]
            self.put(state.grasped, None if key == "Delete" else place + 0.2 * np.array(ARROWS[key]))

    def _neighbour(self, by):
        size = states.sizes(self.state)
        places = [(k, u, s) for k in range(len(size) - 1) for u in range(size[k + 1]) for s in range(-1, size[k])]
        return places[(places.index(self.state.chosen) + by) % len(places)]
