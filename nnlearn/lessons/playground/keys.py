"""What the keys do in the playground: all that the pointer does."""

import numpy as np

from nnlearn.explorers.controls import ARROWS
from nnlearn.lessons.playground.data import FEATURES
from nnlearn.lessons.playground.events import next_index
from nnlearn.lessons.playground.options import PANELS
from nnlearn.lessons.playground.pointer import Pointer
from nnlearn.lessons.playground.resize import with_layers, with_units
from nnlearn.lessons.playground.state import sizes, toggled

WEIGHT_STEP, POINT_STEP = 0.1, 0.2


class Keys(Pointer):
    """Pointer and keys of the playground."""

    keys = (*"1234567", "n", "p", "+", "-", "u", "o", "l", "L", "m", "M", "g", "a", "Delete", "h", *ARROWS)
    help = (
        "Click the plane to draw a point, drag one to move it; drag a line or a unit up or down to set its weight or "
        "bias. Keys: 1-7 inputs; l, L layers, m, M units; n, p choose a weight, + - change it; u unit; o large "
        "picture; g point, arrows move it, a adds, Delete removes; h half a step."
    )

    def on_key(self, key):
        state, grown = self.state, 1 if key.islower() else -1
        self.peek = None
        if key in "1234567":
            self.set(features=toggled(state.features, list(FEATURES)[int(key) - 1]))
        elif key in ("+", "-"):
            self.set_weight(self.weight() + (WEIGHT_STEP if key == "+" else -WEIGHT_STEP))
        elif key in ("n", "p"):
            self.set(chosen=self._neighbour(1 if key == "n" else -1))
        elif key == "h":
            self.set(half=not state.half)
        elif key == "u":
            units = [(k, u) for k, n in enumerate(sizes(state)[1:]) for u in range(n)]
            later = state.panel == "chosen unit"  # the first press shows the unit that is chosen
            self.set(unit=units[(units.index(state.unit) + later) % len(units)], panel="chosen unit")
        elif key == "o":
            self.turn_to(PANELS[(PANELS.index(state.panel) + 1) % len(PANELS)])
        elif key in "lL":
            self.set(layers=with_layers(state.layers, grown))
        elif key in "mM":
            if state.layers:
                self.set(layers=with_units(state.layers, min(state.unit[0], len(state.layers) - 1), grown))
        else:
            self._on_point(key)

    def _on_point(self, key):
        p, grasped = self.view.now.points, self.state.grasped
        if key == "a":
            self.put(next_index(self.state), (0.0, 0.0), self.pen())
        elif key == "g" and len(p.index):
            later = p.index[p.index > grasped]
            self.set(grasped=int(later[0] if len(later) else p.index[0]))
        elif grasped in p.index:
            place = p.x[p.index == grasped][0]
            self.put(grasped, None if key == "Delete" else place + POINT_STEP * np.array(ARROWS[key]))

    def _neighbour(self, by):
        size = sizes(self.state)
        places = [(k, u, s) for k in range(len(size) - 1) for u in range(size[k + 1]) for s in range(-1, size[k])]
        return places[(places.index(self.state.chosen) + by) % len(places)]
