"""The names of the lines, at their right ends: no legend has to be compared with them."""

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.explorers.labels import LINE, Labels
from nnlearn.plots.style import DPI, SMALL

LEFT, ROW = 10, SMALL * DPI / 72  # pixels from the ends of the lines to their names, and height of a line of text


class LineNames:
    """Names beside a plane, each at the height at which its line leaves it, and apart from one another.

    Parameters
    ----------
    picture : Picture
    left, top, width, height : int
        The margin on the right of the plane, in pixels.
    names : dict of str to (str, str)
        For each line, what is written and its colour.
    """

    def __init__(self, picture, left, top, width, height, names):
        self.height = height
        ax = picture.axes("names", left, top, width, height)
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_axis_off()
        self.texts = {key: text for key, (text, _) in names.items()}
        self.labels = {key: Labels(ax.transData, SMALL, colour=colour, across=0) for key, (_, colour) in names.items()}
        self.leaders = ax.add_collection(LineCollection([], linewidths=1.0, zorder=3), autolim=False)
        picture.moving(self.leaders, *self.labels.values())
        self.middles: dict = {}  # of the names that are shown

    def draw(self, ends, chosen):
        """Write the names.

        Parameters
        ----------
        ends : dict of str to float
            The height at which each line ends, in pixels from the top; a line that is not shown is left out.
        chosen : str
            Its name is bold.
        """
        heights = {key: 1.2 * ROW + LINE * ROW * self.texts[key].count("\n") for key in ends}
        ends = {key: float(np.clip(end, 0, self.height)) for key, end in ends.items()}
        self.middles = spread(ends, heights, self.height)
        for key, label in self.labels.items():
            label.weight = "bold" if key == chosen else "normal"
            shift = LINE * ROW * self.texts[key].count("\n") / 2  # a label's place is the middle of its first line
            label.put([(self.texts[key], (LEFT + 3, self.middles[key] - shift))] if key in ends else [])
        self.leaders.set_segments([[(0, ends[key]), (LEFT, self.middles[key])] for key in self.labels if key in ends])
        self.leaders.set_color([label.colour for key, label in self.labels.items() if key in ends])

    def near(self, height):
        """Return the name at a height, or None."""
        key = min(self.middles, key=lambda key: abs(self.middles[key] - height))
        return key if abs(self.middles[key] - height) <= ROW * (1 + self.texts[key].count("\n")) else None


def spread(middles, heights, room):
    """Return middles in the same order that do not overlap, each near the place it wants.

    Parameters
    ----------
    middles, heights : dict of str to float
        Where each wants to be, and how much room it takes.
    room : float
        All of them stay between 0 and this.

    Examples
    --------
    >>> spread({"a": 50.0, "b": 52.0, "c": 90.0}, {"a": 10, "b": 10, "c": 10}, 100)
    {'a': 50.0, 'b': 60.0, 'c': 90.0}
    >>> spread({"a": 99.0, "b": 98.0}, {"a": 10, "b": 10}, 100)
    {'b': 85.0, 'a': 95.0}
    """
    order = sorted(middles, key=lambda key: middles[key])
    found: dict = {}
    edge = 0.0
    for key in order:
        found[key] = max(middles[key], edge + heights[key] / 2)
        edge = found[key] + heights[key] / 2
    edge = room
    for key in reversed(order):
        found[key] = min(found[key], edge - heights[key] / 2)
        edge = found[key] - heights[key] / 2
    return found
