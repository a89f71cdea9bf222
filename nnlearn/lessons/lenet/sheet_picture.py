"""The lower half of the LeNet explorer while a digit is drawn: the sheet, the pen, and what the network reads."""

from matplotlib.patches import Rectangle

from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images
from nnlearn.lessons.lenet import words
from nnlearn.lessons.lenet.pad import SIDE, ink_on
from nnlearn.lessons.lenet.picture import PAPER_AND_INK
from nnlearn.plots.style import FAINT, INK, SMALL, TEXT, VERMILION

CORNER, SCALE = (12, 2), 6.75  # in the axes of the table, and pixels per pixel of the sheet
EDGE = SIDE * SCALE
BESIDE, NOTES = 222, 324  # left edges of the answer and of the explanations


class SheetPicture:
    """Artists in the axes of the table, whose coordinates are pixels, y downwards.

    Parameters
    ----------
    picture : Picture
    ax : Axes
    """

    def __init__(self, picture, ax):
        self.ink = Images(ax.transData)
        edge = ax.add_patch(Rectangle(CORNER, EDGE, EDGE, fill=False, ec=INK, lw=1.2, zorder=3))
        (self.pen,) = ax.plot([], [], "o", ms=9, mew=1.8, markerfacecolor="none", zorder=4)
        style = {"across": 0, "up": 0}
        self.reads = Labels(ax.transData, 46, weight="bold", **style)
        self.shares = Labels(ax.transData, TEXT, **style)
        self.notes = Labels(ax.transData, SMALL, **style)
        self.faint = Labels(ax.transData, SMALL, colour=FAINT, place=(CORNER[0] + EDGE / 2, CORNER[1] + EDGE / 2))
        self.artists = picture.moving(self.ink, edge, self.pen, self.reads, self.shares, self.notes, self.faint)

    def draw(self, view):
        """Show the sheet of a view, or nothing if it does not show one."""
        state = view.state
        for artist in self.artists:
            artist.set_visible(state.drawing)
        self.ink.images = []
        if not state.drawing:
            return
        self.ink.images = [(PAPER_AND_INK(ink_on(state.sheet), bytes=True), *CORNER, EDGE, EDGE)]
        self.pen.set_data(*([value] for value in place_of(*state.pen)))
        self.pen.set_visible(state.down or state.pen != (SIDE // 2, SIDE // 2))
        self.pen.set_markeredgecolor(VERMILION if state.down else FAINT)
        best, *others = words.guesses(view)
        self.reads.put([(str(best[0]), (BESIDE, 24))])
        self.shares.put([("It reads", (BESIDE, 6)), (f"{best[1]}\n" + words.others(others), (BESIDE, 96))])
        self.notes.put([(words.SHEET, (NOTES, 6))])
        self.faint.say("" if state.sheet else "draw a digit here")


def place_of(row, column):
    """Return the place of a pixel of the sheet in the axes.

    Examples
    --------
    >>> pixel_at(*place_of(3, 20))
    (3, 20)
    """
    return CORNER[0] + (column + 0.5) * SCALE, CORNER[1] + (row + 0.5) * SCALE


def pixel_at(x, y):
    """Return the row and column of the sheet at a place of the axes; outside of it they are below 0 or above 27."""
    return int((y - CORNER[1]) // SCALE), int((x - CORNER[0]) // SCALE)


def spot_at(x, y):
    """Return the row and column of the sheet at a place of the axes, between pixels too.

    Examples
    --------
    >>> spot_at(*place_of(3, 20))
    (3.0, 20.0)
    """
    return round((y - CORNER[1]) / SCALE - 0.5, 2), round((x - CORNER[0]) / SCALE - 0.5, 2)


def on_sheet(pixel):
    """Return whether there is such a pixel.

    Examples
    --------
    >>> on_sheet((27, 0)), on_sheet((28, 0))
    (True, False)
    """
    return all(0 <= place < SIDE for place in pixel)
