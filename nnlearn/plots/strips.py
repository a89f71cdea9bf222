"""Units over a sequence: a row for each, time along x."""

import numpy as np
from matplotlib.patches import Rectangle

from nnlearn.arguments import integer
from nnlearn.plots.arrays import array
from nnlearn.plots.matrix import FAINTEST, minus
from nnlearn.plots.style import DIVERGING, INK, PAPER, size

SEEN = {" ": "␣", "\n": "↵", "\t": "⇥"}
ROOM = 8  # pixels that a character needs


def strips(ax, values, *, tokens=(), names=(), column=None, limit=None):
    """Draw a strip of cells for each unit, coloured around zero, a cell for each step of the sequence.

    A negative cell shows a minus sign if it has room, so that it is not taken for a positive one in grey print.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : array of shape (units, T)
        A hidden state over time: `h[:, 0].T` of an h of shape (T, N, units).
    tokens : str or sequence of str, optional
        The T characters or words, written below their steps; a space as ␣, a new line as ↵.
    names : sequence of str, optional
        Names of the units.
    column : int, optional
        A step to frame.
    limit : float, optional
        Absolute value at which the colour is strongest; by default the largest of all.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If `values` has the wrong shape, is empty or holds NaN or infinity; if there are not T tokens, or more than fit;
        if there is not one name per unit; if there is no such step.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure(height=1)
    >>> ax = strips(ax, [[0.5, -0.5, 1.0]], tokens="a b", names=["unit 1"], column=2)
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['a', '␣', 'b']
    """
    values = array("strips", "values", values, "units", "T")
    units, steps = values.shape
    for name, given, count in (("tokens", tokens, steps), ("names", names, units)):
        if len(given) not in (0, count):
            raise ValueError(f"strips expected {count} {name} for values of shape {values.shape}, got {len(given)}")
    width, height = size(ax)
    fit = int(width / ROOM)
    if len(tokens) > fit:
        raise ValueError(
            f"strips expected at most {fit} tokens on this width, got {len(tokens)}: draw values[:, :{fit}]"
        )
    limit = limit or np.abs(values).max() or 1.0
    ax.imshow(values, cmap=DIVERGING, vmin=-limit, vmax=limit, aspect="auto", interpolation="nearest")
    minus(ax, np.argwhere(values < -FAINTEST * limit)[:, ::-1], cell=(width / steps, height / units))
    for row in range(1, units):
        ax.axhline(row - 0.5, color=PAPER, linewidth=1.5)
    if column is not None:
        column = integer("strips", "column", column, low=0, high=steps - 1)
        frame = Rectangle((column - 0.5, -0.5), 1, units, fill=False, ec=INK, lw=2, clip_on=False, zorder=3)
        ax.add_patch(frame)
    if len(tokens):
        ax.set_xticks(range(steps), [SEEN.get(token, token) for token in tokens])
    ax.set_yticks(range(len(names)), names)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    ax.set_xlabel("time")
    return ax
