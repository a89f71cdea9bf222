"""Colours, markers and sizes of every picture: one look, which also works for colour-blind readers and in grey print.

Classes have the colours of Okabe and Ito and a marker each, so that colour is never the only difference. Weights,
gradients and scores have a diverging map centred at zero, with the colours of class 0 (below) and class 1 (above).
Other values have a perceptually uniform map.

References
----------
M. Okabe and K. Ito (2008), "Color Universal Design": the eight colours.
"""

from matplotlib import colormaps
from matplotlib.colors import LinearSegmentedColormap

BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
ORANGE, PURPLE, SKY, YELLOW = "#E69F00", "#CC79A7", "#56B4E9", "#F0E442"

COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, YELLOW)  # class 0, class 1, ...
MARKERS = ("o", "s", "^", "D", "v", "P", "X")  # class 0, class 1, ...
LINES = ("-", "--", "-.", ":")  # first curve, second curve, ...

INK = "#222222"  # text, decision lines
FAINT = "#8A8A8A"  # axes, ticks, what is past
PAPER = "#FFFFFF"  # every figure is drawn light; of an explorer, a page in the dark theme shows the negative

VALUES = "viridis"  # perceptually uniform, for values without a natural zero
RELIEF = "nnlearn_relief"  # low is cream, high brown, as on a hiking map; its lightness falls evenly
DIVERGING = LinearSegmentedColormap.from_list("blue_white_vermilion", [BLUE, "#F7F7F7", VERMILION])

_GROUNDS = ["#FFFEF5", "#FBF0D0", "#EBD0A0", "#CFA679", "#A67C5B"]  # calm: what moves on them is blue
colormaps.register(LinearSegmentedColormap.from_list(RELIEF, _GROUNDS), force=True)

DPI = 100  # pixels of the page per inch: a figure 6.4 wide is shown 640 pixels wide
TEXT, SMALL = 9.36, 8.64  # points: 13 and 12 pixels of the page, and nothing in a picture is smaller


def colour(index):
    """Return the colour of a class; after the seventh they repeat.

    Parameters
    ----------
    index : int
        Number of the class, from 0.

    Returns
    -------
    str
        As "#RRGGBB".

    Examples
    --------
    >>> colour(0), colour(8) == colour(1)
    ('#0072B2', True)
    """
    return COLOURS[int(index) % len(COLOURS)]


def marker(index):
    """Return the marker of a class; it changes with the colour.

    Parameters
    ----------
    index : int
        Number of the class, from 0.

    Returns
    -------
    str
        One of matplotlib's markers.

    Examples
    --------
    >>> marker(0), marker(1)
    ('o', 's')
    """
    return MARKERS[int(index) % len(MARKERS)]


def size(ax):
    """Return the width and height of `ax` in pixels of the page, however sharply the figure is drawn.

    Parameters
    ----------
    ax : matplotlib.axes.Axes

    Returns
    -------
    width, height : float

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure(width=2, height=1)
    >>> before = [round(length) for length in size(ax)]
    >>> fig.dpi = 300
    >>> [round(length) for length in size(ax)] == before
    True
    """
    box = ax.get_window_extent()
    return box.width * DPI / ax.figure.dpi, box.height * DPI / ax.figure.dpi


def clean(ax):
    """Give `ax` the look of the course: small grey axes on two sides, dark text, nothing that the data does not need.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Changed in place.

    Returns
    -------
    matplotlib.axes.Axes
        The same `ax`.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> clean(ax).spines["top"].get_visible()
    False
    """
    ax.set_facecolor(PAPER)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(FAINT)
    ax.tick_params(colors=FAINT, labelcolor=INK, labelsize=SMALL, length=3)
    for text in (ax.xaxis.label, ax.yaxis.label):
        text.set(size=TEXT, color=INK)
    ax.title.set(size=TEXT, color=INK)
    return ax
