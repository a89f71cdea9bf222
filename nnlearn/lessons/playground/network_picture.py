"""The network in the playground's picture: where its units stand, and the artists of lines, frames and numbers."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.playground.data import FEATURES
from nnlearn.lessons.playground.state import sizes
from nnlearn.lessons.playground.words import number, written
from nnlearn.plots.network import edge_width
from nnlearn.plots.style import DIVERGING, INK, ORANGE, SMALL

LEFT, TOP, WIDTH, HEIGHT = 0, 44, 424, 338  # pixels of the page
UNIT_PIXELS = 32  # along each side of a unit, if there is room
HIT_PIXELS = 6  # this far from a line, a click still means it


class NetworkPicture:
    """The network as a diagram: inputs on the left, one column of units per layer, a line for each weight."""

    def __init__(self, picture):
        ax = picture.axes("network", LEFT, TOP, WIDTH, HEIGHT)
        ax.set(xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        ax.set_axis_off()
        self.ax, self.places = ax, []
        self.edges = ax.add_collection(LineCollection([], zorder=1), autolim=False)
        self.chosen = ax.add_collection(LineCollection([], zorder=1.5, colors=INK, linestyles=":"), autolim=False)
        self.frames = ax.add_collection(LineCollection([], zorder=3), autolim=False)
        self.names = Labels(ax.transData, SMALL, across=1)
        self.heads, self.facts = Labels(ax.transData, SMALL, up=0), Labels(ax.transData, SMALL, up=0)
        picture.moving(self.edges, self.chosen, self.frames, self.names, self.heads, self.facts)

    def layout(self, state):
        """Place the units: all features in the first column, whether or not they are used."""
        counts, height = [len(FEATURES), *sizes(state)[1:]], HEIGHT - 74  # less the names above and the numbers below
        columns = np.linspace(62, WIDTH - 24, len(counts))
        self.side = min(UNIT_PIXELS, height // max(counts) - 4)
        step = height / 8
        self.places = [
            np.stack([np.full(n, x), 20 + height / 2 + step * (np.arange(n) - (n - 1) / 2)], axis=1)
            for n, x in zip(counts, columns, strict=True)
        ]
        used = [k for k, name in enumerate(FEATURES) if name in state.features]
        self.ends = [self.places[0][used], *self.places[1:]]  # the columns that lines connect

    def draw(self, view):
        """Draw lines, frames and numbers; the maps are images of their own (`picture.unit_maps`)."""
        state = view.state
        self.layout(state)
        starts = [np.tile(a, (len(b), 1)) for a, b in pairwise(self.ends)]
        ends = [np.repeat(b, len(a), axis=0) for a, b in pairwise(self.ends)]
        weights = np.concatenate([w.ravel() for w in view.lines])
        largest = max(np.abs(weights).max(), 1e-12)
        order = np.argsort(np.abs(weights), kind="stable")
        segments = np.stack([np.concatenate(starts), np.concatenate(ends)], axis=1)
        self.edges.set_segments(segments[order])
        self.edges.set(linewidths=edge_width(weights, largest)[order])
        self.edges.set_color(DIVERGING(0.5 + 0.5 * weights / largest)[order])
        self.chosen.set_segments([self.line(state.chosen)])
        self.chosen.set(linewidths=2.0 if state.chosen[2] >= 0 else 5.0)
        self._frames(view)
        half = self.side / 2
        self.names.put([(written(name), p - (half + 5, 0)) for name, p in zip(FEATURES, self.places[0], strict=True)])
        titles = ["inputs", *(f"{n}" for n in state.layers), "output"]
        self.heads.put([(t, (p[0, 0], 0)) for t, p in zip(titles, self.places, strict=True)])
        facts = [
            ("signal\ngradient\nflagged", (34, HEIGHT - 47)),
            *(
                (f"{number(spread)}\n{number(gradient)}\n{sum(map(bool, flags)) or '-'}", (p[0, 0], HEIGHT - 47))
                for (spread, gradient, flags), p in zip(view.stats, self.places[1:], strict=True)
            ),
        ]
        self.facts.put(facts)

    def _frames(self, view):
        half = self.side / 2
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
        segments, colours, widths = [], [], []
        for place, name in zip(self.places[0], FEATURES, strict=True):
            on = name in view.state.features
            segments.append(place + half * corners)
            colours.append(INK if on else "#CCCCCC")
            widths.append(1.4 if on else 0.8)
        for k, (column, (_, _, flags)) in enumerate(zip(self.places[1:], view.stats, strict=True)):
            for unit, place in enumerate(column):
                size = half + (3 if flags[unit] else 0)
                segments.append(place + size * corners)
                colours.append(ORANGE if flags[unit] else INK)
                widths.append(2.6 if flags[unit] or (k, unit) == view.state.unit else 0.8)
                if flags[unit] == "dead":
                    segments.append(place + half * np.array([(-1, -1), (1, 1)]))
                    colours.append(ORANGE)
                    widths.append(1.6)
        self.frames.set_segments(segments)
        self.frames.set(linewidths=widths, colors=colours)

    def line(self, chosen):
        """Return the two ends of a weight's line; that of a bias is short and ends at its unit."""
        layer, unit, source = chosen
        end = self.ends[layer + 1][unit]
        return np.array([self.ends[layer][source] if source >= 0 else end - (self.side * 0.9, 0), end])

    def hit(self, spot):
        """Return what is there: ("feature", name), ("unit", layer, unit), ("weight", layer, unit, source) or None."""
        spot = np.asarray(spot, float)
        for k, column in enumerate(self.places):
            inside = (np.abs(column - spot) <= self.side / 2).all(axis=1)
            if inside.any():
                place = int(inside.argmax())
                return ("feature", list(FEATURES)[place]) if k == 0 else ("unit", k - 1, place)
        hits: list = [(np.inf, None)]
        for layer, (left, right) in enumerate(pairwise(self.ends)):
            way = right[:, None] - left[None]
            along = np.clip(((spot - left) * way).sum(2) / (way**2).sum(2), 0, 1)
            away = np.hypot(*np.moveaxis(left + along[..., None] * way - spot, 2, 0))
            unit, source = np.unravel_index(away.argmin(), away.shape)
            hits.append((away.min(), ("weight", layer, int(unit), int(source))))
        distance, found = min(hits, key=lambda hit: hit[0])
        return found if distance <= HIT_PIXELS else None
