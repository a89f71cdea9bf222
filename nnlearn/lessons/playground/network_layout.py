"""The places of units, lines and buttons in the diagram of the playground's network, and what lies at a place."""

from itertools import pairwise

import numpy as np

from nnlearn.lessons.playground import layout
from nnlearn.lessons.playground.data import FEATURES
from nnlearn.lessons.playground.state import sizes

HIT_PIXELS = 6  # this far from a line, a click still means it
FACTS = ("spread", "gradient", "flagged")  # the rows of numbers below the units
LINE_PIXELS = 18  # from one of them to the next


class NetworkLayout:
    """Places in pixels of the axes "network", y downwards.

    Parameters
    ----------
    state : State

    Attributes
    ----------
    side : int
        Of a unit.
    places : list of ndarray (units, 2)
        The middle of each unit; all features in the first column, whether or not they are used.
    ends : list of ndarray
        The same for what the lines connect.
    buttons : dict
        The middle of each button, by what it does: ("layers", by) or ("units", layer, by).

    Examples
    --------
    >>> from nnlearn.lessons.playground.state import State
    >>> diagram = NetworkLayout(State(layers=(3,)))
    >>> diagram.hit(diagram.places[1][2]), diagram.hit(diagram.buttons["layers", 1])
    (('unit', 0, 2), ('layers', 1))
    """

    def __init__(self, state):
        counts = [len(FEATURES), *sizes(state)[1:]]
        columns = np.linspace(layout.INPUTS_X, layout.OUTPUT_X, len(counts))
        step = layout.UNITS_HEIGHT / 8
        self.side = int(min(layout.UNIT_PIXELS, step - 3, columns[1] - columns[0] - 9))
        middle = layout.UNITS_Y + layout.UNITS_HEIGHT / 2
        self.places = [
            np.stack([np.full(n, x), middle + step * (np.arange(n) - (n - 1) / 2)], axis=1)
            for n, x in zip(counts, columns, strict=True)
        ]
        used = [k for k, name in enumerate(FEATURES) if name in state.features]
        self.ends = [self.places[0][used], *self.places[1:]]
        self.buttons: dict = {("layers", by): np.array([x, layout.LAYERS_Y]) for by, x in ((-1, 112), (1, 148))}
        aside = min(13.0, (columns[1] - columns[0] - layout.BUTTON_PIXELS) / 2)
        for layer, x in enumerate(columns[1:-1]):
            for by in (-1, 1):
                self.buttons["units", layer, by] = np.array([x + by * aside, layout.HEADS_Y])

    def line(self, chosen):
        """Return the two ends of a weight's line; that of a bias is short and ends at its unit."""
        layer, unit, source = chosen
        end = self.ends[layer + 1][unit]
        return np.array([self.ends[layer][source] if source >= 0 else end - (self.side * 0.9, 0), end])

    def hit(self, spot):
        """Return what is there, or None.

        It is ("feature", name), ("unit", layer, unit), ("weight", layer, unit, source), ("fact", row) or one of
        `buttons`.
        """
        spot = np.asarray(spot, float)
        for button, place in self.buttons.items():
            if (np.abs(place - spot) <= layout.BUTTON_PIXELS / 2 + 1).all():
                return button
        for k, column in enumerate(self.places):
            inside = (np.abs(column - spot) <= self.side / 2).all(axis=1)
            if inside.any():
                place = int(inside.argmax())
                return ("feature", list(FEATURES)[place]) if k == 0 else ("unit", k - 1, place)
        row = int((spot[1] - layout.FACTS_Y) // LINE_PIXELS)
        if 0 <= row < len(FACTS):
            return "fact", row
        return self._weight(spot)

    def _weight(self, spot):
        hits: list = [(np.inf, None)]
        for layer, (left, right) in enumerate(pairwise(self.ends)):
            way = right[:, None] - left[None]
            along = np.clip(((spot - left) * way).sum(2) / (way**2).sum(2), 0, 1)
            away = np.hypot(*np.moveaxis(left + along[..., None] * way - spot, 2, 0))
            unit, source = np.unravel_index(away.argmin(), away.shape)
            hits.append((away.min(), ("weight", layer, int(unit), int(source))))
        distance, found = min(hits, key=lambda hit: hit[0])
        return found if distance <= HIT_PIXELS else None
