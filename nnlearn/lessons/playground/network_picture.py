"""The network in the playground's picture: lines, frames, numbers, and buttons to make it larger or smaller."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.labels import Labels
from nnlearn.lessons.playground import layout, scale
from nnlearn.lessons.playground.data import FEATURES
from nnlearn.lessons.playground.network_layout import FACTS, NetworkLayout
from nnlearn.lessons.playground.options import MAX_LAYERS, MAX_UNITS
from nnlearn.lessons.playground.words import few, written
from nnlearn.plots.network import edge_width
from nnlearn.plots.style import DIVERGING, FAINT, INK, ORANGE, SMALL

SQUARE = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])
LIGHT = "#CCCCCC"  # what is not in use


class NetworkPicture:
    """The network as a diagram: inputs on the left, one column of units per layer, a line for each weight."""

    def __init__(self, picture):
        ax = picture.axes("network", layout.LEFT, layout.TOP, layout.NETWORK_WIDTH, layout.NETWORK_HEIGHT)
        ax.set(xlim=(0, layout.NETWORK_WIDTH), ylim=(layout.NETWORK_HEIGHT, 0))
        ax.set_axis_off()
        self.ax = ax
        self.edges = ax.add_collection(LineCollection([], zorder=1), autolim=False)
        self.chosen = ax.add_collection(LineCollection([], zorder=1.5, colors=INK, linestyles=":"), autolim=False)
        self.frames = ax.add_collection(LineCollection([], zorder=3), autolim=False)
        self.names = Labels(ax.transData, SMALL, across=1)
        self.heads, self.facts = Labels(ax.transData, SMALL), Labels(ax.transData, SMALL, up=0)
        self.rows = Labels(ax.transData, SMALL, across=0, up=0)
        self.off = Labels(ax.transData, SMALL, colour=FAINT)  # buttons that do nothing now
        self.artists = (self.edges, self.chosen, self.frames, self.names, self.heads, self.facts, self.rows, self.off)
        picture.moving(*self.artists)

    def show(self, seen):
        """Show the diagram, or make room for the second run."""
        self.ax.set_label("network" if seen else "")  # what has no name is not reached by the pointer
        for artist in self.artists:
            artist.set_visible(seen)

    def draw(self, view):
        """Draw lines, frames and numbers; the maps are images of their own (`picture.unit_maps`)."""
        state = view.state
        self.layout = NetworkLayout(state)
        ends = self.layout.ends
        starts = [np.tile(a, (len(b), 1)) for a, b in pairwise(ends)]
        stops = [np.repeat(b, len(a), axis=0) for a, b in pairwise(ends)]
        weights = np.concatenate([w.ravel() for w in view.lines])
        shares = scale.shares(weights, view.full_width)
        order = np.argsort(np.abs(weights), kind="stable")
        segments = np.stack([np.concatenate(starts), np.concatenate(stops)], axis=1)
        self.edges.set_segments(segments[order])
        self.edges.set(linewidths=edge_width(shares, 1.0)[order])
        self.edges.set_color(DIVERGING(0.5 + 0.5 * shares)[order])
        self.chosen.set_segments([self.layout.line(state.chosen)])
        self.chosen.set(linewidths=2.0 if state.chosen[2] >= 0 else 5.0)
        self._frames(view)
        self._words(view)

    def _words(self, view):
        state, places, half = view.state, self.layout.places, self.layout.side / 2
        self.names.put([(written(name), p - (half + 5, 0)) for name, p in zip(FEATURES, places[0], strict=True)])
        titles = ["inputs", *map(str, state.layers), "output"]
        aside = [-6, *(0 for _ in state.layers), 6]  # room for the buttons between them
        heads = [(t, (p[0, 0] + dx, layout.HEADS_Y)) for t, p, dx in zip(titles, places, aside, strict=True)]
        heads += [("hidden layers", (52, layout.LAYERS_Y)), (str(len(state.layers)), (130, layout.LAYERS_Y))]
        signs = [("−" if does[-1] < 0 else "+", place, possible(state, does)) for does, place in self._buttons()]
        self.heads.put([*heads, *((sign, place) for sign, place, can in signs if can)])
        self.off.put([(sign, place) for sign, place, can in signs if not can])
        digits = 2 if len(state.layers) < 5 else 1
        self.rows.put([("\n".join(FACTS), (10, layout.FACTS_Y))])
        self.facts.put(
            [
                (
                    f"{few(spread, digits)}\n{few(gradient, digits)}\n{sum(map(bool, flags)) or '-'}",
                    (p[0, 0], layout.FACTS_Y),
                )
                for (spread, gradient, flags), p in zip(view.stats, places[1:], strict=True)
            ]
        )

    def _buttons(self):
        return self.layout.buttons.items()

    def _frames(self, view):
        half, places = self.layout.side / 2, self.layout.places
        segments, colours, widths = [], [], []

        def frame(points, colour, width):
            segments.append(points)
            colours.append(colour)
            widths.append(width)

        for does, place in self._buttons():
            frame(place + layout.BUTTON_PIXELS / 2 * SQUARE, INK if possible(view.state, does) else LIGHT, 0.8)
        for place, name in zip(places[0], FEATURES, strict=True):
            on = name in view.state.features
            frame(place + half * SQUARE, INK if on else LIGHT, 1.4 if on else 0.8)
        for k, (column, (_, _, flags)) in enumerate(zip(places[1:], view.stats, strict=True)):
            for unit, place in enumerate(column):
                large = flags[unit] or (k, unit) in (view.state.unit, view.peek)
                colour = ORANGE if flags[unit] else INK
                frame(place + (half + (3 if flags[unit] else 0)) * SQUARE, colour, 2.6 if large else 0.8)
                if flags[unit] == "dead":
                    frame(place + half * np.array([(-1, -1), (1, 1)]), ORANGE, 1.6)
        self.frames.set_segments(segments)
        self.frames.set(linewidths=widths, colors=colours)


def possible(state, does):
    """Return whether a button does something.

    Examples
    --------
    >>> from nnlearn.lessons.playground.state import State
    >>> [possible(State(layers=(8,)), does) for does in (("layers", -1), ("units", 0, 1))]
    [True, False]
    """
    if does[0] == "layers":
        return 0 <= len(state.layers) + does[1] <= MAX_LAYERS
    return 1 <= state.layers[does[1]] + does[2] <= MAX_UNITS
