"""Histograms of a network's numbers, layer by layer: signals, gradients or weights."""

import numpy as np

from nnlearn.arguments import describe, integer, number
from nnlearn.plots.arrays import array
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import BLUE, FAINT, INK, SMALL, VERMILION, size

ROOM = 44  # pixels that a number of four digits needs next to another


def histograms(ax, layers, *, limit=None, bins=41, ylabel="value"):
    """Draw a histogram for each layer, side by side, all over the same values: shrinking and growing show at once.

    Each stands upright over its layer's name, as wide as its fullest bin; above it are its standard deviation and the
    number of dead units, those that give 0 for every example.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    layers : dict of str to arrays, or sequence of arrays
        The numbers of each layer, of any shape; without names they are called 1, 2, ... Where an array has two
        dimensions or more, axis 1 counts the units (or channels).
    limit : float > 0, optional
        The values reach from -limit to limit, or from 0 if none is negative; values beyond count in the outermost bins.
        By default the largest absolute value.
    bins : int, default 41
        An odd number has a bin for zero.
    ylabel : str, default "value"
        What the numbers are.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If there is no layer, one is empty or holds NaN or infinity, or a number is out of range.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> ax = histograms(ax, {"input": [[1.0, -1.0], [-1.0, 1.0]], "hidden": [[0.0, 0.5], [0.0, 1.5]]})
    >>> [text.get_text() for text in ax.texts]
    ['std 1', '0.61', '1 dead']
    """
    named = layers if isinstance(layers, dict) else {str(k + 1): values for k, values in enumerate(layers)}
    if not named:
        raise ValueError(f"histograms expected at least one layer, got {describe(layers)} without any")
    named = {name: array("histograms", f"layer {name}", values, *np.shape(values)) for name, values in named.items()}
    largest = max(np.abs(values).max() for values in named.values()) or 1.0
    limit = largest if limit is None else number("histograms", "limit", limit, low=0, open_low=True)
    low = -limit if any(values.min() < 0 for values in named.values()) else 0.0
    edges = np.linspace(low, limit, integer("histograms", "bins", bins, low=2) + 1)
    every = int(np.ceil(len(named) * ROOM / size(ax)[0]))  # numbers side by side need room
    told = None
    for k, values in enumerate(named.values()):
        counts, _ = np.histogram(values.clip(low, limit), edges)
        left = k - 0.42
        style = {"baseline": left, "orientation": "horizontal", "fill": True, "color": BLUE, "alpha": 0.8}
        ax.stairs(left + 0.84 * counts / counts.max(), edges, **style)
        ax.plot([left, left], [low, limit], color=FAINT, linewidth=0.8)
        above = {"size": SMALL, "ha": "center", "transform": ax.get_xaxis_transform()}
        if k % every == 0:
            ax.text(k, 1.02, f"{'std ' * (k == 0)}{significant(values.std(), 2)}", color=INK, **above)
        if dead := dead_units(values):
            words = f"{dead}{'' if told else ' dead'}"  # the word once, or neighbours would touch
            told = ax.text(k, 1.09, words, color=VERMILION, weight="bold", **above)
    ax.axhline(0, color=FAINT, linewidth=0.6)
    ax.set_xticks(range(0, len(named), every), list(named)[::every])
    ax.set(xlim=(-0.6, len(named) - 0.4), ylim=(1.02 * low, 1.02 * limit), xlabel="layer", ylabel=ylabel)
    return ax


def dead_units(values):
    """Return how many units, counted along axis 1, are 0 for every example and at every place.

    Examples
    --------
    >>> dead_units(np.array([[0, 1], [0, 0]])), dead_units(np.zeros(3))
    (1, 0)
    """
    if values.ndim < 2:
        return 0
    return int((values == 0).all(axis=(0, *range(2, values.ndim))).sum())
