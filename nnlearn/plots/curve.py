"""Curves of numbers over steps or epochs, such as losses and accuracies."""

import numpy as np

from nnlearn.arguments import describe
from nnlearn.plots.style import INK, LINES, SMALL, colour


def curve(ax, series, *, x=None, xlabel="epoch", ylabel="", log=False):
    """Draw one or several curves, each with its colour and its kind of line.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    series : array of shape (n,), or dict of str to such arrays
        The curves; a dict's keys are their names in the legend.
    x : array of shape (n,), optional
        Positions of the values; by default 1, 2, ..., n, as epochs are counted.
    xlabel, ylabel : str
        Names of the axes, with units where there are any.
    log : bool, default False
        Draw the values on a logarithmic scale; they must be positive.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there is no curve, a curve is empty or not a vector, or `log` meets a value that is not positive.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> ax = curve(ax, {"training": [0.9, 0.4, 0.2], "validation": [0.9, 0.5, 0.4]}, ylabel="loss")
    >>> len(ax.lines), ax.get_xlabel()
    (2, 'epoch')
    """
    named = series if isinstance(series, dict) else {None: series}
    if not named:
        raise ValueError("curve expected at least one curve, got an empty dict")
    for index, (name, values) in enumerate(named.items()):
        values = np.asarray(values, float)
        if values.ndim != 1 or len(values) == 0:
            raise ValueError(f"curve expected {name or 'series'} to be one row of numbers, got {describe(values)}")
        if log and not (values > 0).all():
            raise ValueError(
                f"curve expected positive values on a logarithmic scale, got {values.min():.3g}: log=False"
            )
        where = np.arange(1, len(values) + 1) if x is None else np.asarray(x)
        if where.shape != values.shape:
            raise ValueError(f"curve expected x of shape {values.shape}, one place per value, got {describe(where)}")
        style = {"color": colour(index), "linestyle": LINES[index % len(LINES)], "linewidth": 1.8, "label": name}
        ax.plot(where, values, marker="o" if len(values) < 3 else "", markersize=4, **style)
    ax.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    if None not in named:
        ax.legend(fontsize=SMALL, frameon=False, labelcolor=INK)
    return ax
