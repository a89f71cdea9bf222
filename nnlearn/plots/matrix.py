"""A matrix as a table of coloured cells with its numbers."""

import numpy as np

from nnlearn.plots.arrays import array
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import DIVERGING, INK, SMALL, TEXT


def matrix(ax, values, *, title="", rows=(), columns=(), numbers=True, limit=None):
    """Draw a matrix: each cell coloured around zero, its number inside, its shape in the title.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : array of shape (rows, columns)
    title : str, default ""
        Name of the matrix; its shape is added.
    rows, columns : sequence of str, optional
        Names on the left and below.
    numbers : bool, default True
        Write each value into its cell, to two decimal places.
    limit : float, optional
        Absolute value at which the colour is strongest; by default the largest of all.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If `values` is not a matrix, is empty or holds NaN or infinity.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> matrix(ax, [[1.0, -2.0]], title="W").get_title()
    'W  (1, 2)'
    """
    values = array("matrix", "values", values, "rows", "columns")
    limit = limit or np.abs(values).max() or 1.0
    ax.imshow(values, cmap=DIVERGING, vmin=-limit, vmax=limit, alpha=0.75, aspect="auto")
    for (i, j), value in np.ndenumerate(values) if numbers else ():
        ax.text(j, i, fixed(value), ha="center", va="center", size=SMALL, color=INK)
    ax.set_title(f"{title}  {values.shape}".strip(), size=TEXT, color=INK)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_xticks(range(len(columns)), columns)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    return ax


FAINTEST = 0.1  # part of the strongest value below which a cell is nearly white, and its sign does not matter


def minus(ax, places, cell):
    """Write a minus sign at these places if a cell of (width, height) pixels has room: grey print has no colours."""
    if min(cell) >= 6 and len(places):
        ax.plot(*np.transpose(places), "_", color=INK, ms=3.5, mew=0.9, zorder=4)
