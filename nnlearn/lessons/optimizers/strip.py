"""The sixty examples as a strip, those of the batch lit up, and what is counted above it."""

import numpy as np

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.lessons.optimizers.race import EXAMPLES
from nnlearn.plots.style import BLUE, FAINT, INK, PAPER, SMALL, VERMILION

ACROSS = 30  # examples in a row of the strip
COUNTED = {  # what is counted: where it stands, in pixels from the left
    "iteration: steps taken so far": 10,
    "batch of this epoch": 200,
    "epoch: pass over all sixty": 342,
    "examples looked at": 512,
}


class Strip:
    """The examples, and the four counters.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture

    Attributes
    ----------
    marks : nnlearn.explorers.artists.marks.Marks
        Of the examples that have had their turn in this epoch, and of those of the batch.
    counts : list of nnlearn.explorers.labels.Labels
    """

    def __init__(self, picture):
        strip = picture.axes("strip", 8, 54, 624, 44)
        strip.set(xlim=(-0.6, ACROSS - 0.4), ylim=(1.6, -0.6))
        strip.set_axis_off()
        square = {"linestyle": "", "marker": "s", "clip_on": False}
        strip.plot(*places(range(EXAMPLES)), ms=11, mfc=PAPER, mec=FAINT, mew=0.8, **square)
        (self.marks,) = picture.moving(Marks(strip, clip=False))
        self.counts = []
        for what, left in COUNTED.items():
            picture.fig.text(left, 34, what, size=SMALL, color=INK, va="top", transform=picture.page)
            self.counts.append(picture.words(left, 6, 15, "bold"))

    def show(self, view):
        """Light up the batch, and count."""
        lit, seen = view.batches.lit(view.at)
        self.marks.items = [
            mark(np.transpose(places(seen)), "s", 11, "#9CC7E4", BLUE, 0.8),
            mark(np.transpose(places(lit)), "s", 13, VERMILION, INK, 1.4),
        ]
        numbers = (view.at, f"{view.batch} of {view.batches.per_epoch}", view.epoch, view.looked)
        for count, number in zip(self.counts, numbers, strict=True):
            count.say(str(number))


def places(examples):
    """Return the positions of examples in the strip.

    Examples
    --------
    >>> [position.tolist() for position in places([0, 31])]
    [[0, 1], [0, 1]]
    """
    row, column = np.divmod(np.asarray(examples, int), ACROSS)
    return column, row


def under(x, y):
    """Return the example at a place of the strip, or None."""
    row, column = round(y), round(x)
    return row * ACROSS + column if row in (0, 1) and 0 <= column < ACROSS else None
