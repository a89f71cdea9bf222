"""A thousand people as a thousand squares: what becomes of them at one threshold and one prevalence."""

import numpy as np
from matplotlib.colors import to_rgba

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.labels import Labels
from nnlearn.explorers.pixels import Images
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import BLUE, SMALL, TEXT, VERMILION

LEFT, TOP, CELL, ROWS, COLUMNS = 14, 240, 6, 25, 40  # pixels
COLOURS = {"FN": "#F6C9A8", "TP": VERMILION, "FP": BLUE, "TN": "#CFE3F0"}  # in the order of the squares
MEANS = {"TP": "found", "FN": "missed", "FP": "false alarms", "TN": "rightly no alarm"}
ORDER = ("TP", "FN", "FP", "TN")  # of the four counts
SPOTS = {"TP": (0, 0), "FN": (0, 1), "FP": (106, 0), "TN": (106, 1)}  # of the words, across in pixels and down in lines
PALETTE = np.array([np.multiply(to_rgba(colour), 255) for colour in COLOURS.values()], np.uint8)


class People:
    """The squares, column by column: missed, found, false alarms, and those who were rightly left alone.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        width, height = COLUMNS * CELL, ROWS * CELL
        self.ax = ax = picture.axes("people", LEFT, TOP, width, height)
        ax.set(xlim=(0, COLUMNS), ylim=(ROWS, 0))
        ax.set_axis_off()
        self.squares, self.head = Images(picture.page), picture.words(LEFT, TOP - 24, TEXT, "bold")
        swatches, self.words = Marks(ax, clip=False), Labels(picture.page, SMALL, across=0)
        picture.moving(self.squares, swatches, self.words)
        corners = {box: (LEFT + x, TOP + height + 13 + 18 * line) for box, (x, line) in SPOTS.items()}
        self.spots = {box: (x + 14, y) for box, (x, y) in corners.items()}
        swatches.items = [
            mark([[(x + 5 - LEFT) / CELL, (y - TOP) / CELL]], "s", 7, COLOURS[box])
            for box, (x, y) in corners.items()
        ]  # fmt: skip

    def draw(self, view):
        """Draw what becomes of a thousand people."""
        self.head.say(f"Of 1,000 people, {1000 * view.state.prevalence:.0f} are ill:")
        self.squares.images = [(squares(view.people), LEFT, TOP, COLUMNS * CELL, ROWS * CELL)]
        counts = dict(zip(ORDER, view.people, strict=True))
        self.words.put([(f"{MEANS[box]} {fixed(counts[box], 1)}", spot) for box, spot in self.spots.items()])


def whole(people):
    """Return four counts that add up to 1,000 as whole numbers that still do, and in which the ill stay as many.

    Examples
    --------
    >>> whole(np.array([4.7, 0.3, 44.7, 950.3])).tolist()
    [5, 0, 45, 950]
    """
    found, missed, false, _ = people
    ill, healthy = round(found + missed), 1000 - round(found + missed)
    found, false = min(round(found), ill), min(round(false), healthy)
    return np.array([found, ill - found, false, healthy - false])


def kinds(people):
    """Return the kind of each square, as a place in `COLOURS`, (25, 40).

    Examples
    --------
    >>> kinds(np.array([4.7, 0.3, 44.7, 950.3]))[:6, 0].tolist()
    [1, 1, 1, 1, 1, 2]
    """
    found, missed, false, left = whole(people)
    return np.repeat(np.arange(4), [missed, found, false, left]).reshape(COLUMNS, ROWS).T


def squares(people):
    """Return the squares as pixels (rows, columns, 4), with a white line between any two."""
    pixels = PALETTE[kinds(people)].repeat(CELL, axis=0).repeat(CELL, axis=1)
    pixels[CELL - 1 :: CELL] = pixels[:, CELL - 1 :: CELL] = 255
    return pixels
