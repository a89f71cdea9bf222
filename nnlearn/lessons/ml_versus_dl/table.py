"""The table of the duel explorer: a row for each rival, with its answers and how often a roll changes them."""

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.ml_versus_dl import words
from nnlearn.lessons.ml_versus_dl.looks import LOOKS
from nnlearn.lessons.ml_versus_dl.rivals import NAMES
from nnlearn.lessons.ml_versus_dl.state import PLACES
from nnlearn.plots.style import FAINT, INK, PAPER, SMALL

LEFT, TOP, ROW = 6, 332, 19  # of the table, and the height of a row, in pixels of the page
TABLE = (LEFT, TOP, 628, ROW * len(NAMES))
TICK, SIGN, NAME, ANSWER, STRIP, SHARE, VALUE, NEXT = 8, 26, 48, 156, 206, 380, 500, 574  # left edges in the table
CELL, BAR, TILE = 4, 70, 18  # pixels of a cell of the strip, of a bar of the whole, and of an answer
BAND, RULE = "#FBEBC8", "#E6E6E6"  # the row in focus, and the lines between rows
MIDDLES = TOP + ROW * (np.arange(len(NAMES)) + 0.5)


def _rgba(colour):
    return np.array([*(round(255 * part) for part in to_rgb(colour)), 255], np.uint8)


RIGHT, WRONG = _rgba("#009E73"), _rgba("#F2D6A8")


class Table:
    """Axes and artists.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        ax = self.ax = picture.axes("table", *TABLE)
        ax.set(xlim=(0, TABLE[2]), ylim=(len(NAMES), 0), xticks=(), yticks=())
        ax.set_axis_off()
        for k, name in enumerate(NAMES):
            colour, sign, kind = LOOKS[name]
            ax.plot([NAME - 4, TABLE[2]], [k, k], color=RULE, lw=0.6, zorder=0)
            ax.add_patch(Rectangle((TICK, k + 0.22), 11, 0.56, fill=False, edgecolor=FAINT, lw=1))
            ax.plot([SIGN, SIGN + 18], [k + 0.5] * 2, kind, color=colour, lw=1.6)
            ax.plot(SIGN + 9, k + 0.5, sign, color=colour, ms=6, mec=PAPER, mew=0.6)
        self.band, self.ticks, self.bars, self.frame = picture.moving(
            ax.add_patch(Rectangle((NAME - 4, 0), ANSWER - NAME, 1, facecolor=BAND, lw=0, zorder=1)),
            Marks(ax),
            Trails(ax),
            ax.add_patch(Rectangle((0, 0), CELL, len(NAMES), fill=False, edgecolor=INK, lw=1.2, zorder=7)),
        )
        self.cells = picture.moving(Images(picture.page))[0]

        def labels(**look):
            return picture.moving(Labels(picture.page, SMALL, **look))[0]

        self.heads, self.columns = labels(weight="bold", across=0, up=0), labels(across=0, up=0)
        self.black, self.pale = labels(across=0), labels(colour=FAINT, across=0)
        self.right, self.wrong = labels(weight="bold", colour=PAPER), labels(weight="bold")

    def draw(self, view):
        """Move everything to a view."""
        state, ticked = view.state, [name in view.state.ticked for name in NAMES]
        now, before = ([look(name) for name in NAMES] for look in (view.now, view.before))
        self.heads.put(_put(words.HEADS, (ANSWER, SHARE), TOP - 33))
        self.columns.put(_put(words.columns(state), (NAME, ANSWER, STRIP, SHARE, VALUE, NEXT), TOP - 17))
        self.band.set_y(NAMES.index(state.focus))
        self.frame.set_x(STRIP + CELL * state.roll)
        self.ticks.items = [mark([(TICK + 5.5, k + 0.5) for k in np.flatnonzero(ticked)], "s", 4.5, INK, INK, 0)]
        self._draw_cells(np.array([view.answers[name] for name in NAMES]) == view.label, np.equal(now, view.label))

        shares = [view.share(name) for name in NAMES]
        bars = [[(SHARE, k + 0.5), (SHARE + BAR * share, k + 0.5), (np.nan, np.nan)] for k, share in enumerate(shares)]
        self.bars.lines = [(np.array(bars).reshape(-1, 2), FAINT, 6, 1.0, "-")]

        black: list = []
        pale: list = []
        for k, name in enumerate(NAMES):
            (black if ticked[k] else pale).append((name, (LEFT + NAME, MIDDLES[k])))
            black.append((words.share(shares[k]), (LEFT + SHARE + BAR + 6, MIDDLES[k])))
            black += _put(words.values(state, name), (VALUE, NEXT), MIDDLES[k])
            if now[k] != before[k]:
                pale.append((f"{before[k]} →", (LEFT + ANSWER - 2, MIDDLES[k])))
        self.black.put(black)
        self.pale.put(pale)
        digits = [
            (str(digit), (LEFT + ANSWER + 24 + TILE / 2, middle)) for digit, middle in zip(now, MIDDLES, strict=True)
        ]
        self.right.put([one for one, digit in zip(digits, now, strict=True) if digit == view.label])
        self.wrong.put([one for one, digit in zip(digits, now, strict=True) if digit != view.label])

    def _draw_cells(self, strips, tiles):
        """Show who is right at each roll (rivals, 40) and now (rivals,): rows of cells with gaps between them."""
        images = []
        for right, left, width, gap in ((strips, STRIP, CELL * PLACES, 3), (tiles[:, None], ANSWER + 24, TILE, 2)):
            cells = np.repeat(np.where(right[..., None], RIGHT, WRONG)[:, None], ROW, axis=1).astype(np.uint8)
            cells[:, :gap, :, 3] = cells[:, -gap:, :, 3] = 0
            images.append((cells.reshape(-1, right.shape[1], 4), LEFT + left, TOP, width, TABLE[3]))
        self.cells.images = images


def _put(texts, lefts, top):
    """Return texts and their places, for `Labels`."""
    return [(text, (LEFT + left, top)) for text, left in zip(texts, lefts, strict=True)]
