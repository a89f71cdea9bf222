"""One unit as a tank: what is kept, what flows in, what is shown, at the step that is framed."""

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, colours
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import BLUE, GREEN, INK, SMALL, TEXT, VERMILION

X, Y, WIDE, TALL = 150, 288, 56, 108  # of the tank
WIDEST = 11.0  # points, of a pipe that is quite open
THINNEST = 0.8


class Tank:
    """Artists of the tank and its pipes, whose widths are those of the gates; the leak below is 1 - f."""

    def __init__(self, picture):
        self.level = picture.moving(Images(picture.page))[0]
        self.pipes, self.walls, self.before = (self._lines(picture, width) for width in (4.0, 1.8, 1.4))
        self.before.set_linestyle([(0, (3, 2))])
        bottom, right = Y + TALL, X + WIDE
        self.walls.set_segments([[(X, Y), (X, bottom), (right, bottom), (right, Y)]])
        self.heading = picture.words(14, 248, TEXT, "bold")
        self.left = picture.moving(Labels(picture.page, SMALL, across=0, colour="#006B4E", place=(14, 306)))[0]
        self.right = picture.moving(Labels(picture.page, SMALL, across=0, colour="#005A93", place=(right + 38, 328)))[0]
        self.ends = picture.moving(Labels(picture.page, SMALL, across=0))[0]
        self.kept = picture.moving(Labels(picture.page, SMALL, across=0, place=(14, 414)))[0]

    def _lines(self, picture, width):
        made = LineCollection([], colors=INK, linewidths=width, transform=picture.page, zorder=3)
        picture.fig.add_artist(made)
        return picture.moving(made)[0]

    def draw(self, view):
        """Show the unit after the step that is framed."""
        t, limit, name = view.at, view.limit, view.memory
        level, before = view.levels[t], view.levels[max(t - 1, 0)]
        middle = Y + TALL / 2
        surface = middle - level / limit * TALL / 2
        top, height = min(surface, middle), max(abs(surface - middle), 1)
        self.level.images = [(colours(np.array([[level]]), limit, 0.75), X + 1, top, WIDE - 2, height)]
        self.heading.say(f"unit {view.unit + 1} after step {t}" if t else f"unit {view.unit + 1} before the first step")
        mark = middle - before / limit * TALL / 2
        self.before.set_segments([[(X - 4, mark), (X + WIDE + 4, mark)]] if t else [])
        open_in, open_out, leak = valves(view, t)
        pipes: list = [[(X - 40, Y + 6), (X + 4, Y + 6)], [(X + WIDE + 2, Y + 40), (X + WIDE + 34, Y + 40)]]
        pipes.append([(X + WIDE / 2, Y + TALL + 2), (X + WIDE / 2, Y + TALL + 10)])
        self.pipes.set_segments(pipes)
        self.pipes.set_colors([GREEN, BLUE, VERMILION])
        self.pipes.set_linewidths([THINNEST + WIDEST * share for share in (open_in, open_out, leak)])
        self.ends.put([(f"+{fixed(limit, 1)}", (X + WIDE + 6, Y + 4)), ("0", (X + WIDE + 6, middle + 8)),
                       (f"−{fixed(limit, 1)}", (X + WIDE + 6, Y + TALL - 6))])  # fmt: skip
        inflow, outflow, kept = sentences(view, t) if t else ("", "", f"{name} = 0")
        self.left.say(inflow)
        self.right.say(outflow)
        self.kept.say(kept)


def valves(view, t):
    """Return how far the valves for writing and for showing are open after step t, and the leak, each 0 to 1."""
    if not t:
        return 0.0, 0.0, 0.0
    if view.kind == "RNN":
        return 1.0, 1.0, 1.0
    if view.kind == "GRU":
        return 1 - view.value("z", t), 1.0, 1 - view.value("z", t)
    return view.value("i", t), view.value("o", t), 1 - view.value("f", t)


def sentences(view, t):
    """Return what flows in, what is shown, and what is kept, with their numbers."""
    value = {name: fixed(view.value(name, t)) for name in view.gates}
    before, now = fixed(view.levels[t - 1]), fixed(view.levels[t])
    if view.kind == "RNN":
        return "all of it\nnew", f"h = {value['h']}", f"rewritten at every step: h was {before}, is {now}"
    if view.kind == "GRU":
        z = view.value("z", t)
        inflow = f"1 − z = {fixed(1 - z)}\ntimes n = {value['n']}"
        return inflow, f"h = {value['h']}", f"z = {fixed(z)} of h = {before} kept (dashed), h = {now} now"
    inflow = f"i = {value['i']}\ntimes g = {value['g']}"
    shown = f"o = {value['o']}\nshows h = {value['h']}"
    return inflow, shown, f"f = {value['f']} of c = {before} kept (dashed), c = {now} now"
