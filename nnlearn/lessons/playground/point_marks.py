"""The points of the playground in the plane: classes by colour and shape, numbers by colour alone."""

import numpy as np
from matplotlib.colors import to_rgba

from nnlearn.lessons.playground.state import regression
from nnlearn.plots.style import COLOURS, DIVERGING, INK, MARKERS, PAPER


class PointMarks:
    """The points of a run: training points large, test points small, rings around the next batch."""

    def __init__(self, picture, ax):
        style = {"linestyle": "", "zorder": 3}
        self.classes = {
            (k, train): ax.plot(
                [],
                [],
                MARKERS[k],
                color=COLOURS[k],
                ms=5.8 if train else 3.8,
                mec=PAPER if train else INK,
                mew=0.6,
                **style,
            )[0]
            for train in (False, True)
            for k in (0, 1)
        }
        self.numbers = {
            train: ax.scatter([], [], s=26 if train else 15, marker="o" if train else "D", lw=0.7, zorder=3)
            for train in (False, True)
        }
        ring = {"linestyle": "", "markerfacecolor": "none", "markeredgecolor": INK, "zorder": 5}
        (self.batch,) = ax.plot([], [], "o", ms=9, mew=1.2, **ring)
        (self.grasped,) = ax.plot([], [], "s", ms=12, mew=1.8, **ring)
        self.seen = True
        picture.moving(*self.classes.values(), *self.numbers.values(), self.batch, self.grasped)

    def show(self, seen):
        """Show them or not."""
        self.seen = seen
        for artist in (*self.classes.values(), *self.numbers.values(), self.batch, self.grasped):
            artist.set_visible(seen)

    def draw(self, view):
        """Move them to a frame."""
        p, state = view.now.points, view.state
        numbers = regression(state)
        for (k, train), dots in self.classes.items():
            dots.set_visible((train or state.tests) and not numbers)
            if not numbers:
                dots.set_data(*p.x[((p.y > 0.5) == bool(k)) & (p.train == train)].T)
        for train, dots in self.numbers.items():
            dots.set_visible((train or state.tests) and numbers)
            if numbers:
                these = p.train == train
                dots.set_offsets(p.x[these])
                dots.set_facecolor(DIVERGING(0.5 + 0.5 * np.clip(p.y[these], -1, 1)))
                dots.set_edgecolor(to_rgba(INK))
        rows = view.now.rows if state.half else []
        self.batch.set_data(*p.x[p.train][rows].T)
        self.grasped.set_data(*p.x[p.index == state.grasped].T)
