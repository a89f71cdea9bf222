"""The strip of six numbers, each with the interval in which 95 % of the draws lie."""

import numpy as np

from nnlearn.explorers.artists.marks import Marks, mark
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.labels import Labels
from nnlearn.lessons.evaluation.rates import NAMES
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import FAINT, GREEN, INK, SKY, SMALL, TEXT

LEFT, TOP, PITCH, BAR, HEIGHT = 14, 456, 104, 88, 68  # pixels
LINE, TEXTS = 38, (0, 15, 53)  # down from the top: the bar, and name, value and interval


class Strip:
    """Each number as a dark tick on a bar from 0 to 1, over its interval; small green ticks are the draws so far.

    Parameters
    ----------
    picture : nnlearn.explorers.picture.Picture
    """

    def __init__(self, picture):
        ax = picture.axes("numbers", LEFT, TOP, PITCH * len(NAMES), HEIGHT)
        ax.set(xlim=(0, PITCH * len(NAMES)), ylim=(HEIGHT, 0))
        ax.set_axis_off()
        for column in range(len(NAMES)):
            ax.plot([PITCH * column, PITCH * column + BAR], [LINE, LINE], color=FAINT, lw=0.8)
            for end in (0, BAR):
                ax.plot([PITCH * column + end] * 2, [LINE - 3, LINE + 3], color=FAINT, lw=0.8)
        self.bars, self.ticks, self.dots = Trails(ax), Marks(ax, zorder=5), Marks(ax, zorder=6)
        self.values, self.ends = (
            Labels(ax.transData, TEXT, weight="bold", across=0, up=0), Labels(ax.transData, SMALL, across=0, up=0),
        )  # fmt: skip
        picture.moving(self.bars, self.ticks, self.dots, self.values, self.ends)
        for column, name in enumerate(NAMES):
            picture.words(LEFT + PITCH * column, TOP, SMALL).say(name)
        for column, words in ((0, "The same at every prevalence:"), (3, "These change with it:")):
            picture.words(LEFT + PITCH * column, TOP - 19, SMALL, "bold").say(words)

    def draw(self, view):
        """Draw the numbers of a view."""
        starts = PITCH * np.arange(len(NAMES))
        low, high = (starts + BAR * ends for ends in view.intervals)
        known = np.isfinite(low)
        self.bars.lines = [
            (np.array([[a, LINE], [b, LINE]]), SKY, 6, 1.0, "-")
            for a, b in zip(low[known], np.maximum(high, low + 1.5)[known], strict=True)
        ]
        past = starts + BAR * view.drawn
        self.ticks.items = [
            mark(np.column_stack([past.ravel(), np.full(past.size, LINE + 8)]), "|", 4, None, GREEN, 0.8)
        ]
        places = [np.column_stack([starts + BAR * values, np.full(6, LINE)]) for values in (view.plain, view.numbers)]
        self.dots.items = [mark(places[0], "|", 9, None, FAINT, 1.6)] * bool(view.state.redraw)
        self.dots.items += [mark(places[1], "|", 9, None, INK, 2.2)]
        self.values.put([(value(v), (start, TEXTS[1])) for v, start in zip(view.numbers, starts, strict=True)])
        self.ends.put([(interval(*ends), (start, TEXTS[2]))
                       for ends, start in zip(view.intervals.T, starts, strict=True)])  # fmt: skip


def value(number):
    """Return a number as text, or that it is 0/0.

    Examples
    --------
    >>> value(0.9434), value(float("nan"))
    ('0.943', '0/0')
    """
    return fixed(number, 3) if np.isfinite(number) else "0/0"


def interval(low, high):
    """Return an interval as text, or why there is none.

    Examples
    --------
    >>> interval(0.8581, 1.0), interval(float("nan"), float("nan"))
    ('0.86 to 1.00', 'some 0/0')
    """
    return f"{fixed(low)} to {fixed(high)}" if np.isfinite(low) else "some 0/0"
