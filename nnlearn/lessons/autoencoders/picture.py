"""The code explorer's picture: what goes in, the plane of codes, what comes out, and a line of ten codes below."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Ellipse, Rectangle

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.colour_bar import ColourBar
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images, greys
from nnlearn.lessons.autoencoders import words
from nnlearn.lessons.autoencoders.parts import digits
from nnlearn.lessons.autoencoders.state import LINE
from nnlearn.plots.style import COLOURS, FAINT, INK, MARKERS, PAPER, SMALL, TEXT, VERMILION, YELLOW

WIDTH, HEIGHT = 640, 532
PLANE = (156, 82, 328, 328)  # left, top, width, height in pixels
IN, CLEAN = (14, 82, 120, 120), (14, 272, 64, 64)
OUT, KIN = (506, 82, 120, 120), (506, 272, 64, 64)
BAR = (338, 436, 84)  # left, top and width of the colour bar
ROW, SIDE = (14, 474, 612, 52), 52  # the pictures along the line, each a square
FAR = 0.06  # mean squared difference with the darkest grey
GROUND = LinearSegmentedColormap.from_list("near_far", [PAPER, "#7A7A7A"], N=16)
KINDS = dict(
    enumerate(zip((*COLOURS, INK, "#8A5F00", "#7B3FA0"), (*MARKERS, "*", "p", "h"), strict=True))
)  # colour and marker of each digit
HALO = ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1))  # pixels


class Scene:
    """All axes and artists of the explorer.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        self.picture, self._model = picture, None
        self.title, self.line = picture.words(14, 8, TEXT, "bold"), picture.words(14, 30, SMALL)
        self.second = picture.words(14, 455, SMALL)
        for (left, top, *_), text in ((IN, "goes in ◆"), (OUT, "comes out ✚")):
            picture.words(left, top - 22, TEXT, "bold").say(text)
        self.head = picture.words(PLANE[0], PLANE[1] - 22, TEXT, "bold")
        self.notes = [picture.words(left, 212, SMALL) for left in (IN[0], OUT[0])]
        self.names = [picture.words(left, 252, SMALL) for left in (CLEAN[0], KIN[0])]
        self.plane = picture.axes("plane", *PLANE)
        self.plane.spines[:].set(visible=True, color=FAINT)
        self.sheet, self.row = picture.axes("in", *IN), picture.axes("row", *ROW)
        self.sheet.set(xlim=(0, 8), ylim=(8, 0))
        self.row.set(xlim=(0, LINE), ylim=(1, 0))
        for ax in (self.sheet, self.row):
            ax.set_axis_off()
        self.ground = self.plane.imshow(
            np.zeros((2, 2)), cmap=GROUND, vmin=0, vmax=FAR, origin="lower", interpolation="bilinear", aspect="auto"
        )
        self.dots = Marks(self.plane, zorder=2)
        self.plane.add_artist(self.dots)
        self.halo = Labels(self.plane.transData, TEXT, weight="bold", colour=PAPER, zorder=3)
        self.kinds = Labels(self.plane.transData, TEXT, weight="bold", zorder=3.1)
        for still in (self.halo, self.kinds):
            self.plane.add_artist(still)
        self.plane.add_patch(Ellipse((0, 0), 4, 4, fc="none", ec=INK, lw=1.1, ls=(0, (4, 3)), zorder=2.5))
        for top, text in ((362, "○ start of the line"), (382, "- - 86 % of N(0, 1)")):
            picture.words(OUT[0], top, SMALL).say(text)
        self.cloud = Ellipse((0, 0), 0, 0, fc="none", ec=VERMILION, lw=1.6, zorder=5)
        self.plane.add_patch(self.cloud)
        (self.way,) = self.plane.plot([], [], color=INK, lw=1.2, zorder=4)
        (self.shift,) = self.plane.plot([], [], ":", color=VERMILION, lw=1.8, zorder=4)
        self.marks = Marks(self.plane, zorder=6)
        self.pictures = Images(picture.page)
        self.frames = [
            picture.fig.add_artist(
                Rectangle((left, top), width, height, transform=picture.page, fc="none", ec=INK, lw=1)
            )
            for left, top, width, height in (IN, OUT, CLEAN, KIN)
        ]
        picture.moving(self.cloud, self.way, self.shift, self.marks, self.pictures, *self.frames)
        self.bar = ColourBar(picture, *BAR, GROUND, "decoded there, the nearest digit differs by 0", "0.06 or more")

    def draw(self, view):
        """Move it to a view."""
        if view.state.model != self._model:
            self._new_plane(view)
        places = [
            (view.x, IN),
            (view.p, OUT),
            (digits().x[view.kin[-1]], KIN),
            *([(view.clean, CLEAN)] if view.shows_clean else []),
        ]
        self.frames[2].set_visible(view.shows_clean)
        row = [(one, (place(k), ROW[1], SIDE, SIDE)) for k, one in enumerate(view.line)]
        self.pictures.images = [(paper(one), *where) for one, where in [*places, *row]]
        self.way.set_data(*np.stack([view.ring, view.z]).T)
        self.shift.set_data(*(view.codes if view.shows_clean else np.zeros((0, 2))).T)
        self.cloud.set(center=view.codes[1], width=4 * view.spread[0], height=4 * view.spread[1])
        between = view.ring + np.linspace(0, 1, LINE)[1:-1, None] * (view.z - view.ring)
        self.marks.items = [
            mark(between, "o", 3.5, INK, PAPER, 0.5),
            mark([view.ring], "o", 13, None, INK, 2.2),
            mark(view.codes[1:], "D", 8, VERMILION, PAPER, 1.2),
            *([mark(view.codes[:1], "D", 8, PAPER, VERMILION, 1.8)] if view.shows_clean else []),
            mark([view.z], "+", 17, None, PAPER, 5.0),
            mark([view.z], "+", 16, None, INK, 2.4),
        ]
        self.title.say(words.title(view))
        self.head.say(f"code z = {words.pair(view.z)}")
        self.line.say(words.line(view))
        self.second.say(words.way(view))
        for label, text in zip([*self.notes, *self.names], words.beside(view), strict=True):
            label.say(text)

    def _new_plane(self, view):
        """Draw the still parts of a model: the map of its plane and its dots."""
        self._model, model = view.state.model, view.coder
        x0, x1, y0, y1 = model.limits
        self.plane.set(xlim=(x0, x1), ylim=(y0, y1))
        self.ground.set(data=model.map, extent=model.limits)
        y = digits().y
        self.dots.items = [
            mark(model.codes[y == kind], marker, 4.2, colour, INK if colour == YELLOW else PAPER, 0.3)
            for kind, (colour, marker) in KINDS.items()
        ]
        pixel = (x1 - x0) / PLANE[2]
        named = [(str(kind), np.median(model.codes[y == kind], axis=0)) for kind in KINDS]
        self.halo.put([(text, (x + pixel * a, z + pixel * b)) for text, (x, z) in named for a, b in HALO])
        self.kinds.put(named)
        self.picture.redraw()


def paper(values):
    """Return a picture of 64 numbers as it looks on paper: 0 white, 1 black."""
    return greys(1 - values.reshape(8, 8))


def place(k):
    """Return the left edge of a picture of the row, in pixels.

    Examples
    --------
    >>> place(0), place(LINE - 1) + SIDE <= ROW[0] + ROW[2]
    (18.6, True)
    """
    return round(ROW[0] + ROW[2] / LINE * (k + 0.5) - SIDE / 2, 2)


def pixel_at(x, y):
    """Return which of the 64 pixels lies at a place of the axes "in"; the edge belongs to the last.

    Examples
    --------
    >>> pixel_at(0.5, 1.5), pixel_at(8, 8)
    (8, 63)
    """
    column, row = (int(np.clip(value, 0, 7)) for value in (x, y))
    return 8 * row + column
