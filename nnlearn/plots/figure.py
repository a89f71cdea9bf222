"""Make a figure and show it with the words that belong to it.

Figures are made without `matplotlib.pyplot`: it keeps a global list of figures, so that a picture drawn beside a
running cell can come out as a mixture of two, and figures pile up until somebody closes them.
"""

import base64
import io
import os

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from nnlearn.arguments import describe, integer, number
from nnlearn.image_html import image_html
from nnlearn.plots.canvas import Canvas
from nnlearn.plots.style import DPI, PAPER, clean

SHARP = 2  # pixels stored for each pixel of the page, so that lines stay sharp on a fine screen


def figure(width=6.4, height=3.2, columns=1, rows=1, projection=None):
    """Make an empty figure with the look of the course.

    Parameters
    ----------
    width, height : float, default 6.4 and 3.2
        Size in inches of 100 pixels; 6.4 is the widest that fits everywhere.
    columns, rows : int, default 1
        How many Axes there are side by side, and one below the other.
    projection : {None, "3d"}, or sequence of them
        "3d" makes axes for `surface`; a sequence names one for each Axes, row by row.

    Returns
    -------
    fig : matplotlib.figure.Figure
        No global list holds it: nothing has to be closed.
    axes : matplotlib.axes.Axes or ndarray of them
        One Axes; several of one row or column as a vector, else of shape (rows, columns).

    Raises
    ------
    ValueError
        If a size is not positive, there is no row or column, or a projection is unknown.

    Examples
    --------
    >>> fig, (left, right) = figure(columns=2)
    >>> _ = left.plot([0, 1], [0, 1])
    >>> float(fig.get_figwidth())
    6.4
    """
    width = number("figure", "width", width, low=0, open_low=True)
    height = number("figure", "height", height, low=0, open_low=True)
    columns, rows = integer("figure", "columns", columns, low=1), integer("figure", "rows", rows, low=1)
    kinds = [projection] * (rows * columns) if projection is None or isinstance(projection, str) else list(projection)
    if len(kinds) != rows * columns or not set(kinds) <= {None, "3d"}:
        raise ValueError(f'figure expected projection to be None or "3d", one for each Axes, got {projection!r}')
    fig = Figure(figsize=(width, height), dpi=DPI, layout="constrained", facecolor=PAPER)
    Canvas(fig)
    axes = np.empty(len(kinds), object)
    for index, kind in enumerate(kinds):
        axes[index] = clean(fig.add_subplot(rows, columns, index + 1, projection=kind))
    return fig, axes.reshape(rows, columns).squeeze()[()]


def png(fig, scale=SHARP):
    """Draw a figure into the bytes of a PNG file, the same bytes for the same figure.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    scale : float, default 2
        Pixels for each pixel of the page.

    Returns
    -------
    bytes

    Examples
    --------
    >>> fig, ax = figure(width=2, height=1)
    >>> png(fig)[:4], png(fig) == png(fig)
    (b'\\x89PNG', True)
    """
    raw = io.BytesIO()
    fig.savefig(raw, format="png", dpi=DPI * scale, metadata={"Software": None})
    packed = io.BytesIO()
    with Image.open(raw) as image:  # 256 colours are a third of the bytes, and committed notebooks carry them
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(packed, "png", optimize=True)
    return packed.getvalue()


def in_jupyterlab():
    """Return whether this kernel was started by the course's JupyterLab.

    Examples
    --------
    >>> in_jupyterlab()
    False
    """
    return os.environ.get("NNLEARN_PICTURES") == "html"


class Shown:
    """A picture, its text for those who do not see it, and its caption, as `show` returns them.

    As a cell's last expression it gives two outputs: the PNG, whose text/plain and metadata hold the alt text, and the
    caption under it as markdown. JupyterLab shows only the richest form of an output, so one output would not do.

    Parameters
    ----------
    data : bytes
        The picture as PNG; afterwards the attribute `png`.
    width, height : int
        Size on the page in pixels.
    alt, caption : str
        The words of `show`.

    Examples
    --------
    >>> fig, ax = figure(width=2, height=1)
    >>> shown = show(fig, alt="empty axes", caption="Nothing yet.")
    >>> shown, shown.caption, shown.metadata["image/png"]["width"]
    (empty axes, 'Nothing yet.', 200)
    """

    def __init__(self, data, width, height, alt, caption):
        self.png, self.alt, self.caption = data, alt, caption
        self.metadata = {"image/png": {"width": width, "height": height, "alt": alt}}

    def __repr__(self):
        return self.alt

    def _ipython_display_(self):
        from IPython.display import display  # only IPython calls this

        if in_jupyterlab():  # it drops the words of a plain picture
            width = self.metadata["image/png"]["width"]
            picture = image_html(base64.b64encode(self.png).decode(), self.alt, width=width)
            display({"text/html": picture, "text/plain": self.alt}, raw=True)
        else:
            display({"image/png": self.png, "text/plain": self.alt}, metadata=self.metadata, raw=True)
        display({"text/markdown": self.caption, "text/plain": self.caption}, raw=True)


def show(fig, *, alt, caption):
    """Show a figure with its caption: the last expression of a cell.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        From `figure`.
    alt : str
        What the picture shows, for those who do not see it and for the tests that compare it. Make it from the data.
    caption : str
        What to see in it, in one or two sentences; markdown, so $w$ is set as a formula.

    Returns
    -------
    Shown
        With the bytes of the picture in `.png`. Its plain-text form is `alt`.

    Raises
    ------
    TypeError
        If `fig` is not a figure.
    ValueError
        If `alt` or `caption` says nothing.

    Examples
    --------
    >>> fig, ax = figure()
    >>> _ = ax.plot([1.0, 0.5, 0.25])
    >>> show(fig, alt="a loss that halves twice", caption="The loss halves at every step.")
    a loss that halves twice
    """
    if not isinstance(fig, Figure):
        raise TypeError(f"show expected fig to be a figure, got {describe(fig)}: fig, ax = figure() makes one")
    for name, text in (("alt", alt), ("caption", caption)):
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"show expected {name} to be a sentence, got {describe(text)}: say what there is to see")
    width, height = (round(DPI * inches) for inches in fig.get_size_inches())
    return Shown(png(fig), width, height, " ".join(alt.split()), " ".join(caption.split()))
