"""Confusion matrices: which class is taken for which."""

import numpy as np
from matplotlib.patches import Rectangle

from nnlearn.arguments import integer
from nnlearn.plots.arrays import array
from nnlearn.plots.style import DIVERGING, INK, SMALL, TEXT

LIGHT = 0.7  # part of the map's strength that text stays readable on


def confusion(ax, counts, *, classes=(), shares=True, marked=3):
    """Draw a confusion matrix: a row for each true class, a column for each predicted one.

    Right answers, on the diagonal, are blue, the stronger the larger their share of the row; mistakes are vermilion,
    the commonest the strongest. The commonest are framed.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    counts : array of shape (classes, classes)
        counts[true, predicted], at least 0: what `nnlearn.metrics.confusion_matrix` returns.
    classes : sequence of str, optional
        Their names; by default 0, 1, ...
    shares : bool, default True
        Write the share of the row below each count.
    marked : int, default 3
        How many mistakes are framed: those that take the largest shares of their rows.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If `counts` is not square, is empty, negative or holds NaN or infinity, or there is not one name per class.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure(height=4)
    >>> ax = confusion(ax, [[8, 2], [1, 9]], classes=["cat", "dog"])
    >>> [text.get_text() for text in ax.texts]
    ['8\\n80 %', '2\\n20 %', '1\\n10 %', '9\\n90 %']
    """
    counts = array("confusion", "counts", counts, "classes", "classes")
    if counts.min() < 0:
        raise ValueError(f"confusion expected counts of at least 0, got {counts.min():g}")
    size = len(counts)
    if len(classes) not in (0, size):
        raise ValueError(f"confusion expected {size} classes, one per row, got {len(classes)} names")
    names = list(classes) or [str(k) for k in range(size)]
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)  # of all examples of a class
    wrong = share * (1 - np.eye(size))
    tint = np.where(np.eye(size) == 1, -share, wrong / (wrong.max() or 1.0))
    ax.imshow(tint, cmap=DIVERGING, vmin=-1 / LIGHT, vmax=1 / LIGHT, aspect="auto")
    for (i, j), count in np.ndenumerate(counts):
        if count:
            text = f"{count:g}\n{share[i, j]:.0%}".replace("%", " %") if shares else f"{count:g}"
            ax.text(j, i, text, size=SMALL, color=INK, ha="center", va="center", linespacing=1.1)
    for i, j in worst(wrong, integer("confusion", "marked", marked, low=0)):
        ax.add_patch(Rectangle((j - 0.47, i - 0.47), 0.94, 0.94, fill=False, ec=INK, lw=1.8))
    ax.set_xticks(range(size), names)
    ax.set_yticks(range(size), names)
    ax.set_xlabel("predicted", size=TEXT)
    ax.set_ylabel("true", size=TEXT)
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0)
    return ax


def worst(wrong, count):
    """Return the places (true, predicted) of the largest shares that are wrong, the largest first.

    Examples
    --------
    >>> worst(np.array([[0.0, 0.2], [0.1, 0.0]]), 3)
    [(0, 1), (1, 0)]
    """
    order = np.argsort(-wrong, axis=None, kind="stable")[:count]
    places = [tuple(int(k) for k in np.unravel_index(index, wrong.shape)) for index in order]
    return [place for place in places if wrong[place] > 0]
