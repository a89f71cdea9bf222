"""All states of a small machine side by side: exact probability, share of visits, energy, and the walk in time."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from nnlearn.explorers.labels import Labels
from nnlearn.plots.numbers import fixed, significant
from nnlearn.plots.style import BLUE, FAINT, INK, PURPLE, SKY, SMALL, VERMILION

LEFT, WIDE = 276, 346  # of the columns, in pixels
TOP, TALL = 92, 170  # of the probabilities
STAIRS, STEPS = 282, 62  # top and height of the energies
STRIP = (54, 404, 568, 66)  # left, top, width and height of the walk in time
CEILINGS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0)


def ceiling(view):
    """Return the probability at the top: the least of a few that has room for all columns."""
    return ceiling_of(view.p, view.share)


def ceiling_of(*shares):
    """Return the least of a few probabilities that is as large as all of these.

    Examples
    --------
    >>> ceiling_of(np.array([0.1, 0.32]), np.array([0.2, 0.2]))
    0.35
    """
    most = max(float(share.max()) for share in shares)
    return next(value for value in CEILINGS if value >= most - 1e-9)


def column_corners(heights):
    """Return the middles of all columns, and the corners of each, from their heights between 0 and 1.

    Examples
    --------
    >>> middle, corners = column_corners(np.full(64, 0.5))
    >>> middle.shape, corners.shape
    ((64,), (64, 4, 2))
    """
    count = len(heights)
    pitch = WIDE / count
    middle = LEFT + pitch * (np.arange(count) + 0.5)
    half, top = min(pitch * (0.4 if count <= 64 else 0.5), 18), TOP + TALL - TALL * np.asarray(heights)
    base = np.full(count, float(TOP + TALL))
    corners = [(middle - half, base), (middle - half, top), (middle + half, top), (middle + half, base)]
    return middle, np.moveaxis(np.array(corners), (0, 1, 2), (1, 2, 0))


def column_at(view, x, y):
    """Return the code of the state whose column is at a place, or None.

    Examples
    --------
    >>> from nnlearn.lessons.boltzmann_machines.state import State, next_state
    >>> from nnlearn.lessons.boltzmann_machines.view import landscape_of, walk_of
    >>> state = next_state(State())
    >>> view = landscape_of(state, walk_of(state))
    >>> column_at(view, LEFT + 1, TOP + 5) == view.p.argmax(), column_at(view, 5, 5)
    (np.True_, None)
    """
    if not (LEFT <= x < LEFT + WIDE and TOP <= y <= STAIRS + STEPS + 6):
        return None
    return int(view.order[int((x - LEFT) / WIDE * len(view.order))])


def sweep_at(view, x, y):
    """Return the sweep of the strip at a place, or None."""
    left, top, width, height = STRIP
    if not (left - 3 <= x <= left + width + 3 and top <= y <= top + height):
        return None
    return min(max(round((x - left) / width * span(view)), 0), view.at)


def span(view):
    """Return how many sweeps the strip has room for."""
    return max(view.at, 20)


class Columns:
    """Artists of the states and of the strip, in axes whose coordinates are pixels, y downwards."""

    def __init__(self, picture, ax):
        self.bars = ax.add_collection(PolyCollection([], linewidths=0), autolim=False)
        (self.dots,) = ax.plot([], [], "o", color=INK, ms=3.4, zorder=4)
        (self.stairs,) = ax.plot([], [], color=FAINT, lw=2, zorder=2)
        (self.here,) = ax.plot([], [], "o", mfc=VERMILION, mec=INK, ms=8, zorder=5)
        (self.above,) = ax.plot([], [], "v", mfc=VERMILION, mec=INK, ms=8, zorder=5)
        (self.trace,) = ax.plot([], [], color=BLUE, lw=1.1, zorder=3)
        (self.now,) = ax.plot([], [], "o", mfc=VERMILION, mec=INK, ms=8, zorder=5)
        left, top, _width, height = STRIP
        frame: list = [
            [(LEFT, TOP), (LEFT, TOP + TALL), (LEFT + WIDE, TOP + TALL)],
            [(LEFT, STAIRS), (LEFT, STAIRS + STEPS)],
            [(left, top), (left, top + height)],
        ]
        self.frame = ax.add_collection(LineCollection(frame, colors=FAINT, linewidths=1), autolim=False)
        self.mean = ax.add_collection(LineCollection([], colors=PURPLE, linewidths=1.6, linestyles="--"), autolim=False)
        self.mean.set_zorder(4)
        self.heads, self.ticks = Labels(ax.transData, SMALL, across=0), Labels(ax.transData, SMALL, across=1)
        self.foot = Labels(ax.transData, SMALL, across=0)
        self.artists = picture.moving(
            *(self.bars, self.stairs, self.dots, self.here, self.above, self.trace, self.now),
            *(self.frame, self.mean, self.heads, self.ticks, self.foot),
        )

    def hide(self):
        """Do nothing: its artists are all there is to hide."""

    def draw(self, view):
        """Show all states, the first walker's among them, and its energy in time."""
        count, top = len(view.order), ceiling(view)
        p, share = view.p[view.order], view.share[view.order]
        middle, corners = column_corners(p / top)
        here = int(view.rank[view.code])
        self.bars.set_verts(corners)
        self.bars.set_facecolors([VERMILION if k == here else SKY for k in range(count)])
        seen = share > 0
        self.dots.set_data(middle[seen], TOP + TALL - TALL * share[seen] / top)
        low, high = self.range = float(view.energy.min()), float(view.energy.max())
        level = STAIRS + STEPS - STEPS * (view.energy[view.order] - low) / max(high - low, 1e-9)
        edges = LEFT + WIDE / count * np.arange(count + 1)
        self.stairs.set_data(np.repeat(edges, 2)[1:-1], np.repeat(level, 2))
        self.here.set_data([middle[here]], [level[here]])
        self.above.set_data([middle[here]], [TOP + TALL - TALL * max(p[here], share[here]) / top - 9])
        self._strip(view)
        self.heads.put(
            [
                (f"the {count} states, low energy on the left", (LEFT, 53)),
                ("▮ probability, exact   ● share of visits", (LEFT, 69)),
                ("energy E", (LEFT + 8, STAIRS - 8)),
            ]
        )
        ends = [(significant(top), TOP), ("0", TOP + TALL)]
        ends += [(fixed(high, 1), STAIRS + 2), (fixed(low, 1), STAIRS + STEPS)]
        left, first, _, tall = STRIP
        self.ticks.put(
            [(text, (LEFT - 5, y)) for text, y in ends]
            + [(fixed(high, 1), (left - 5, first + 2)), (fixed(low, 1), (left - 5, first + tall))]
        )

    def _strip(self, view):
        left, top, width, height = STRIP
        low, high = self.range
        energy = np.append(view.energy[view.trace], view.energy[[draw.after for draw in view.draws[-1:]]])
        x = left + width * np.append(np.arange(view.at + 1), [view.at + 0.5] * bool(view.draws)) / span(view)
        y = top + height - height * (energy - low) / max(high - low, 1e-9)
        self.trace.set_data(x, y)
        self.now.set_data(x[-1:], y[-1:])
        mean = top + height - height * (view.exact_mean - low) / max(high - low, 1e-9)
        self.mean.set_segments([[(left, mean), (left + width, mean)]])
        who = "the walker" if view.state.walkers == 1 else "one of the walkers"
        self.foot.put(
            [
                (f"energy of {who}, sweep by sweep    - - exact mean, {fixed(view.exact_mean)}", (left, top - 14)),
                ("0", (left - 3, top + height + 14)),
                (f"{span(view):,} sweeps", (left + width - 84, top + height + 14)),
            ]
        )
