"""The line of a perceptron, w.x + b = 0, and the weight vector perpendicular to it."""

import numpy as np

from nnlearn.plots.style import INK, TEXT


def segment(weight, bias, extent):
    """Return the two ends of the line w.x + b = 0 inside a rectangle, or None if it does not cross it.

    Parameters
    ----------
    weight : array of two floats
    bias : float
    extent : tuple of four floats
        left, right, bottom, top.

    Returns
    -------
    ndarray of shape (2, 2) or None
        One end per row.

    Raises
    ------
    ValueError
        If `weight` does not have two elements.

    Examples
    --------
    >>> segment([1, 1], -1, (0, 1, 0, 1)).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    >>> segment([0, 0], 1, (0, 1, 0, 1)) is None
    True
    """
    (w1, w2), b = np.ravel(np.asarray(weight, float)), float(np.ravel(bias)[0])
    left, right, bottom, top = extent
    found = []
    if w2 != 0:
        found += [(x1, -(b + w1 * x1) / w2) for x1 in (left, right)]  # x2 = -(b + w1 x1) / w2
    if w1 != 0:
        found += [(-(b + w2 * x2) / w1, x2) for x2 in (bottom, top)]
    near = 1e-9 * max(right - left, top - bottom)
    inside = [p for p in found if left - near <= p[0] <= right + near and bottom - near <= p[1] <= top + near]
    if len(inside) < 2:
        return None
    return np.array([min(inside), max(inside)]) + 0.0


def line(ax, weight, bias, *, arrow=True, label="w"):
    """Draw the line w.x + b = 0 of a perceptron and its weight vector, which starts on the line and points to class 1.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its limits must be set; they stay.
    weight : array of shape (2,) or (1, 2)
    bias : float or array of one
    arrow : bool, default True
        Draw the direction of the weight vector. Its length on the page is always the same. It meets the line at a right
        angle where both axes have one scale: `ax.set_aspect("equal")`.
    label : str, default "w"
        Written at the head of the arrow.

    Returns
    -------
    matplotlib.axes.Axes
        Unchanged if the line does not cross it, as with weights that are all zero.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> ax = line(ax, [[1.0, -1.0]], [0.0])
    >>> len(ax.lines)
    1
    """
    extent = (*ax.get_xlim(), *ax.get_ylim())
    ends = segment(weight, bias, extent)
    if ends is None:
        return ax
    ax.plot(*ends.T, color=INK, linewidth=1.8, zorder=4)
    if arrow:
        foot, head = arrow_on_line(weight, ends, extent)
        ax.annotate("", head, foot, arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.8}, zorder=4)
        ax.annotate(label, head, color=INK, size=TEXT, xytext=(4, 4), textcoords="offset points", weight="bold")
    ax.set(xlim=extent[:2], ylim=extent[2:])
    return ax


def arrow_on_line(weight, ends, extent, part=0.16):
    """Return foot and head of an arrow along `weight` that starts in the middle of a line's segment.

    Examples
    --------
    >>> foot, head = arrow_on_line([0, 3], np.array([[0, 0], [1, 0]]), (0, 1, 0, 1), part=0.5)
    >>> foot.tolist(), head.tolist()
    ([0.5, 0.0], [0.5, 0.5])
    """
    w = np.ravel(np.asarray(weight, float))
    left, right, bottom, top = extent
    foot = np.mean(ends, axis=0)
    return foot, foot + w / np.hypot(*w) * part * min(right - left, top - bottom)
