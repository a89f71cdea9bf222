"""The playground's picture: inputs, layers with a heat map in every unit, the output's surface, the losses."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
from matplotlib import colormaps
from matplotlib.collections import LineCollection

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import colours
from nnlearn.lessons.playground import state as states
from nnlearn.lessons.playground.data import EXTENT, FEATURES, REACH, inputs
from nnlearn.lessons.playground.measure import CELLS
from nnlearn.plots.network import edge_width
from nnlearn.plots.numbers import fixed, short
from nnlearn.plots.plane import grid
from nnlearn.plots.style import COLOURS, DIVERGING, FAINT, GREEN, INK, MARKERS, ORANGE, PAPER, RELIEF, SMALL

WIDTH, HEIGHT = 640, 476
NET = (0, 44, 424, 338)  # left, top, width, height of the network
PLANE = (444, 62, 184, 184)
LOSS = (476, 292, 140, 132)
UNIT, SMALLEST = 32, 22  # pixels along each side of a unit
NEAR = 6  # pixels from a line at which it is still hit


class NetworkPicture:
    """Where the units stand, and the artists of units and lines."""

    def __init__(self, picture):
        _, _, width, height = NET
        ax = picture.axes("network", *NET)
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_axis_off()
        self.ax, self.places = ax, []
        self.edges = ax.add_collection(LineCollection([], zorder=1), autolim=False)
        self.chosen = ax.add_collection(LineCollection([], zorder=1.5, colors=INK, linestyles=":"), autolim=False)
        self.frames = ax.add_collection(LineCollection([], zorder=3), autolim=False)
        self.names = Labels(ax.transData, SMALL, across=1)
        self.heads, self.facts = Labels(ax.transData, SMALL, up=0), Labels(ax.transData, SMALL, up=0)
        picture.moving(self.edges, self.chosen, self.frames, self.names, self.heads, self.facts)

    def layout(self, state):
        """Place the units: all features in the first column, whether used or not."""
        _, _, width, height = NET
        sizes = [len(FEATURES), *states.sizes(state)[1:]]
        columns = np.linspace(62, width - 24, len(sizes))
        self.side = min(UNIT, (height - 74) // max(sizes) - 4)
        step = (height - 74) / 8
        self.places = [
            np.stack([np.full(n, x), 20 + (height - 74) / 2 + step * (np.arange(n) - (n - 1) / 2)], axis=1)
            for n, x in zip(sizes, columns, strict=True)
        ]
        used = [k for k, name in enumerate(FEATURES) if name in state.features]
        self.ends = [self.places[0][used], *self.places[1:]]  # the columns that lines connect

    def draw(self, view):
        """Draw lines, frames and numbers; the maps are painted by `paint`."""
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
        shown = [name.replace("^2", "\N{SUPERSCRIPT TWO}") for name in FEATURES]
        self.names.put([(name, p - (half + 5, 0)) for name, p in zip(shown, self.places[0], strict=True)])
        titles = ["inputs", *(f"{n}" for n in state.layers), "output"]
        self.heads.put([(t, (p[0, 0], 0)) for t, p in zip(titles, self.places, strict=True)])
        facts = [
            ("signal\ngradient\nflagged", (34, NET[3] - 47)),
            *(
                (f"{number(spread)}\n{number(gradient)}\n{sum(map(bool, flags)) or '-'}", (p[0, 0], NET[3] - 47))
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
        """Return the two ends of a weight's line; a bias has a short one that hangs on its unit."""
        layer, unit, source = chosen
        end = self.ends[layer + 1][unit]
        return np.array([self.ends[layer][source] if source >= 0 else end - (self.side * 0.9, 0), end])

    def hit(self, spot):
        """Return ("feature", name), ("unit", layer, unit), ("weight", layer, unit, source) or None."""
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
        return found if distance <= NEAR else None


class PlanePicture:
    """The output over the plane with the points in it, the losses below, and the panel of the reader's choice."""

    def __init__(self, picture):
        self.picture = picture
        self.plane, self.loss = picture.axes("plane", *PLANE), picture.axes("loss", *LOSS)
        self.plane.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[-5, 0, 5], yticks=[-5, 0, 5])
        self.plane.patch.set_alpha(0)
        self.loss.set(xlabel="step")
        style = {"linestyle": "", "markeredgewidth": 0.5, "zorder": 3}
        self.dots = {
            (k, train): self.plane.plot(
                [], [], MARKERS[k], color=COLOURS[k], ms=4.6 if train else 3.4, mec=PAPER if train else INK, **style
            )[0]
            for train in (False, True)
            for k in (0, 1)
        }
        ring = {"linestyle": "", "markerfacecolor": "none", "markeredgecolor": INK, "zorder": 5}
        (self.batch,) = self.plane.plot([], [], "o", ms=8, mew=1.2, **ring)
        (self.grasped,) = self.plane.plot([], [], "s", ms=11, mew=1.8, **ring)
        self.curves = [
            self.loss.plot([], [], style, color=c, lw=w)[0]
            for style, c, w in (("-", INK, 1.8), ("--", ORANGE, 1.8), (":", GREEN, 1.6))
        ]
        (self.now,) = self.loss.plot([], [], color=FAINT, lw=1.0)
        picture.moving(*self.dots.values(), self.batch, self.grasped, self.now, *self.curves)
        self.legend = [
            picture.moving(Labels(picture.page, SMALL, colour=c, across=0, up=0, place=(x, 268)))[0]
            for c, x in ((INK, 440), ("#8A5F00", 505), ("#00704F", 558))
        ]
        self._limits = None

    def draw(self, view):
        """Move everything to a frame."""
        now, second, state = view.now, view.second, view.state
        p = now.points
        one = p.y > (0 if states.regression(state) else 0.5)
        for (k, train), dots in self.dots.items():
            keep = (one == bool(k)) & (p.train == train)
            dots.set_data(*p.x[keep].T)
            dots.set_visible(train or state.tests)
        rows = now.rows if state.half else []
        self.batch.set_data(*p.x[p.train][rows].T)
        self.grasped.set_data(*p.x[p.index == state.grasped].T)
        curve = now.curve
        for line, values in zip(self.curves, (curve[:, 1], curve[:, 2]), strict=False):
            line.set_data(curve[:, 0], values)
        other = second.curve if second else np.zeros((0, 3))
        self.curves[2].set_data(other[:, 0], other[:, 2])
        self.now.set_data([now.step, now.step], [0, 1e9])
        for words, text in zip(self.legend, ("— train", "-- test", "··· 2nd" if second else ""), strict=True):
            words.say(text)
        finite = np.concatenate([curve[:, 1:].ravel(), other[:, 1:].ravel(), [1e-3]])
        finite = finite[np.isfinite(finite)]
        top = next(t for t in (*(m * 10.0**e for e in range(-2, 12) for m in (1, 2, 5)), np.inf) if t >= finite.max())
        right = max(curve[-1, 0], now.reached)
        right = next(m * 10**e for e in range(2, 6) for m in (1, 2, 5) if m * 10**e >= right)
        if (top, right) != self._limits:
            self._limits = (top, right)
            top = min(top, 1e11)
            self.loss.set(xlim=(0, right), ylim=(0, top), xticks=[0, right // 2, right], yticks=[0, top / 2, top])
            self.loss.yaxis.set_major_formatter("{x:g}")
            self.picture.redraw()


def paint(view, net):
    """Return the maps of a frame, each as (RGBA with its first row at the bottom, left, top, width, height)."""
    state, side, found = view.state, net.side, []
    maps = [feature_maps(), *view.now.maps[1:]]
    for k, (places, images) in enumerate(zip(net.places, maps, strict=True)):
        for unit, ((x, y), image) in enumerate(zip(places, images, strict=True)):
            limit = 1.0 if k == len(maps) - 1 else max(np.abs(image).max(), 1e-12)
            strength = 1.0 if k or list(FEATURES)[unit] in state.features else 0.25
            left, top = round(NET[0] + x - side / 2), round(NET[1] + y - side / 2)
            found.append((colours(shaped(image, state), limit, strength), left, top, side, side))
    return [*found, (colours(shaped(view.now.maps[-1][-1], state), 1.0, 0.75), *PLANE)]


def paint_panel(view, place):
    """Return the map of the panel in the same form: the chosen unit's, the landscape, or the second run's output."""
    state = view.state
    if state.panel == "landscape":
        losses = np.log10(np.maximum(np.nan_to_num(view.now.landscape.losses, nan=1e9), 1e-6))
        low, high = losses.min(), min(losses.max(), losses.min() + 3)
        return [(colormaps[RELIEF](np.clip((losses - low) / max(high - low, 1e-9), 0, 1), bytes=True), *place)]
    if state.panel == "second run":
        if view.second is None:
            return []
        return [(colours(shaped(view.second.maps[-1][-1], state), 1.0, 0.75), *place)]
    layer, unit = state.unit
    image = view.now.maps[layer + 1][unit]
    return [(colours(shaped(image, state), max(np.abs(image).max(), 1e-12)), *place)]


def shaped(image, state):
    """Return a map, or its sign where only yes or no is asked for, scaled to its largest value."""
    return np.where(image > 0, 1.0, -1.0) * max(np.abs(image).max(), 1e-12) if state.discrete else image


@lru_cache(maxsize=1)
def feature_maps():
    """Return the map of every feature, used or not."""
    return inputs(grid(EXTENT, CELLS), list(FEATURES)).T.reshape(-1, CELLS, CELLS)


def number(value):
    """Return a number in at most six characters."""
    return fixed(value) if 0.01 <= abs(value) < 1000 else short(value)
