"""The picture of the depth explorer: the network and its bars on the left, training curves and a slice on the right."""

from functools import lru_cache

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.pixels import Cells
from nnlearn.lessons.residual_networks import words
from nnlearn.lessons.residual_networks.column import Column
from nnlearn.lessons.residual_networks.replays import DEPTHS, MOMENTS, RESOLUTION, STEPS, recorded_runs
from nnlearn.plots.style import BLUE, FAINT, GREEN, INK, ORANGE, PAPER, SMALL, TEXT, VALUES, VERMILION

WIDTH, HEIGHT = 640, 484
CURVES, SLICE = (416, 112, 210, 130), (416, 300, 136, 136)  # left, top, width, height in pixels
BAR = (458, 465, 62)  # left, top and width of the colour bar
LOW, HIGH = -1.0, 2.0  # powers of ten of a loss with the first and the last colour
COLOURS = dict(zip(DEPTHS, (GREEN, BLUE, ORANGE, VERMILION), strict=True))
UP = 1.0  # the ring of the slice: where the loss is higher by this


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.title, self.line, self.surgery = (
            picture.words(14, 8, TEXT, "bold"), picture.words(14, 28, SMALL), picture.words(14, 48, SMALL),
        )  # fmt: skip
        self.column = Column(picture)
        self._curves(picture)
        self._slice(picture)

    def _curves(self, picture):
        self.curves = ax = picture.axes("curves", *CURVES)
        ax.set(xlim=(-12, STEPS + 12), ylim=(0, 1.02), xticks=(0, 160, 320, 480), yticks=(0, 0.5, 1), xlabel="step")
        ax.set_ylabel("share read right")
        ax.yaxis.set_label_coords(-0.15, 0.5)
        ax.xaxis.labelpad = 0
        self.band = PolyCollection([], lw=0, alpha=0.25, zorder=1)
        ax.add_collection(self.band, autolim=False)

        def line(**style):
            return picture.moving(ax.plot([], [], **style)[0])[0]

        picture.moving(self.band)
        self.here = line(color=FAINT, lw=1, zorder=1.5)
        self.lines = {depth: line(color=colour, zorder=2) for depth, colour in COLOURS.items()}
        self.unseen = line(color=INK, ls=":", lw=1.6, zorder=3)
        self.mark = line(marker="o", ms=7, mec=PAPER, mew=0.8, ls="", zorder=4)
        handles = [Line2D([], [], color=colour, lw=2) for colour in COLOURS.values()]
        handles.append(Line2D([], [], color=INK, ls=":", lw=1.6))
        picture.fig.legend(
            handles[:4], [*map(str, DEPTHS[:3]), "40 layers"], loc="upper left", ncols=4, fontsize=SMALL,
            labelcolor=INK, frameon=False, bbox_to_anchor=((CURVES[0] - 40) / WIDTH, 1 - 72 / HEIGHT), handlelength=1.2,
            handletextpad=0.4, columnspacing=0.9, borderpad=0, borderaxespad=0,
        )  # fmt: skip
        self.dotted = picture.words(CURVES[0] - 40, 89, SMALL)

    def _slice(self, picture):
        self.slice = picture.axes("slice", *SLICE)
        self.cells = Cells(self.slice, np.zeros((RESOLUTION, RESOLUTION)), cmap=VALUES)
        self.cells.set_clim(LOW, HIGH)
        self.slice.set(xlim=(-1.05, 1.05), ylim=(-1.05, 1.05), xticks=(-1, 0, 1), yticks=(-1, 0, 1))
        self.cells.set_extent((-1.05, 1.05, -1.05, 1.05))
        self.ring = LineCollection([], colors=PAPER, lw=1.6, zorder=3)
        self.slice.add_collection(self.ring, autolim=False)
        picture.moving(self.cells, self.ring, *self.slice.plot([0], [0], "+", color=PAPER, ms=8, mew=1.6, zorder=4))
        self.bar = ColourBar(picture, *BAR, VALUES, "loss 0.1", "100")
        self.head = picture.words(CURVES[0] - 40, 280, SMALL)
        self.beside = picture.words(SLICE[0] + SLICE[2] + 8, SLICE[1] + 2, SMALL)

    def draw(self, view):
        """Move everything to a view."""
        self.title.say(words.title(view))
        self.line.say(words.scores(view))
        self.surgery.say(words.surgery(view))
        self.column.draw(view)
        depth, colour = view.state.depth, COLOURS[view.state.depth]
        for other, line in self.lines.items():
            line.set_data(MOMENTS, view.runs[other].training.mean(axis=0))
            line.set_linewidth(3 if other == depth else 1.1)
        low, high = view.run.training.min(axis=0), view.run.training.max(axis=0)
        self.band.set_verts([np.column_stack([[*MOMENTS, *MOMENTS[::-1]], [*low, *high[::-1]]])])
        self.band.set_facecolor(colour)
        self.unseen.set_data(MOMENTS, view.run.unseen.mean(axis=0))
        self.here.set_data([view.step, view.step], (0, 1.02))
        self.mark.set_data([view.step], [view.run.training[:, view.at].mean()])
        self.mark.set_color(colour)
        self.mark.set_markeredgecolor(PAPER)
        self.dotted.say(f"dotted: unseen signals, {depth} layers")
        self.cells.set_data(np.log10(view.run.losses)[::-1])
        self.ring.set_segments(ring_of(view.state.kind, depth))
        self.head.say("a slice of the loss after training")
        self.beside.say("ring: the\nloss is\nup by 1")


@lru_cache(maxsize=32)
def ring_of(kind, depth):
    """Return the rings of a slice that was recorded."""
    return rings(recorded_runs(kind, depth).losses)


def rings(losses):
    """Return the curves on which the loss is higher than in the middle by 1, as arrays of shape (n, 2).

    Examples
    --------
    >>> y, x = np.mgrid[-1:1:21j, -1:1:21j]
    >>> (ring,) = rings(4 * (x**2 + y**2))
    >>> float(np.abs(np.hypot(*ring.T) - 0.5).max()) < 0.01
    True
    """
    along, middle = np.linspace(-1, 1, len(losses)), len(losses) // 2
    drawn = Figure().add_subplot().contour(along, along, losses, levels=[losses[middle, middle] + UP])
    return drawn.allsegs[0]
