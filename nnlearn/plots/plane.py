"""Pictures of the plane: points with their classes, and what a model says about each place."""

import numpy as np
from matplotlib.colors import to_rgb

from nnlearn.arguments import describe, integer
from nnlearn.plots.style import DIVERGING, INK, PAPER, SMALL, colour, marker


def points(who, name, values):
    """Return `values` as a float array of shape (n, 2), or raise."""
    values = np.asarray(values)
    if values.ndim != 2 or values.shape[1] != 2 or len(values) == 0 or values.dtype.kind not in "fiub":
        raise ValueError(
            f"{who} expected {name} of shape (n, 2), got {describe(values)}: pick two columns, {name}[:, :2]"
        )
    if not np.isfinite(values).all():
        raise ValueError(f"{who} expected {name} to be finite, got NaN or infinity")
    return values.astype(float)


def around(x, margin=0.15):
    """Return the rectangle that holds all points with some space around them.

    Parameters
    ----------
    x : array of shape (n, 2)
    margin : float, default 0.15
        Space on each side as a part of the width and of the height.

    Returns
    -------
    tuple of four floats
        left, right, bottom, top: the `extent` that `decision` takes.

    Examples
    --------
    >>> around([[0.0, 0.0], [2.0, 4.0]], margin=0.5)
    (-1.0, 3.0, -2.0, 6.0)
    """
    x = points("around", "x", x)
    low, high = x.min(axis=0), x.max(axis=0)
    space = margin * np.where(high > low, high - low, 1.0)
    (left, bottom), (right, top) = (low - space).tolist(), (high + space).tolist()
    return left, right, bottom, top


def grid(extent, resolution=100):
    """Return the points of a regular grid over the plane, row by row from the lower left.

    Parameters
    ----------
    extent : tuple of four floats
        left, right, bottom, top.
    resolution : int, default 100
        Points along each side.

    Returns
    -------
    ndarray of shape (resolution * resolution, 2), float32

    Raises
    ------
    TypeError, ValueError
        If `resolution` is not a whole number of at least 2.

    Examples
    --------
    >>> grid((0, 1, 0, 1), resolution=2).tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    """
    left, right, bottom, top = extent
    resolution = integer("grid", "resolution", resolution, low=2)
    a, b = np.meshgrid(np.linspace(left, right, resolution), np.linspace(bottom, top, resolution))
    return np.stack([a.ravel(), b.ravel()], axis=1).astype(np.float32)


def image_extent(extent, resolution):
    """Return the extent of an image whose pixels have their centres on the points of `grid`.

    Examples
    --------
    >>> image_extent((0, 2, 0, 4), resolution=3)
    (-0.5, 2.5, -1.0, 5.0)
    """
    left, right, bottom, top = extent
    across, up = (right - left) / (resolution - 1) / 2, (top - bottom) / (resolution - 1) / 2
    return left - across, right + across, bottom - up, top + up


def scatter(ax, x, y=None, *, classes=(), features=(), size=26, legend=True):
    """Draw points of the plane, each class in its colour and with its marker.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x : array of shape (n, 2)
        One point per row.
    y : array of shape (n,), optional
        Labels 0, 1, ...; without them all points are of class 0.
    classes : sequence of str, optional
        Names of the classes for the legend.
    features : sequence of two str, optional
        Names of the two axes.
    size : float, default 26
        Area of a marker in square points.
    legend : bool, default True
        Show the names of the classes, if there are any.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If `x` has the wrong shape, or `y` the wrong length or entries that are not labels.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> ax = scatter(ax, [[0, 0], [1, 1]], [0, 1], classes=["off", "on"])
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['off', 'on']
    """
    x = points("scatter", "x", x)
    y = np.zeros(len(x), int) if y is None else np.asarray(y)
    if y.shape != (len(x),) or y.dtype.kind not in "iub":
        raise ValueError(f"scatter expected y to be {len(x)} labels of type int, one per point, got {describe(y)}")
    for k in np.unique(y):
        name = classes[k] if k < len(classes) else None
        style = {"c": colour(k), "marker": marker(k), "edgecolors": PAPER, "linewidths": 0.6, "zorder": 3}
        ax.scatter(*x[y == k].T, s=size, label=name, **style)
    if len(features) == 2:
        ax.set(xlabel=features[0], ylabel=features[1])
    if legend and len(classes):
        ax.legend(fontsize=SMALL, frameon=True, framealpha=0.9, edgecolor="none", labelcolor=INK)
    return ax


def decision(ax, predict, extent, *, level=0.0, limit=None, resolution=100):
    """Colour the plane by what a model says about each place, and draw the boundary where its decision changes.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    predict : callable
        Takes float32 points of shape (n, 2). Gives one score per point, (n,) or (n, 1): class 1 where it is at least
        `level`; or one score per class, (n, classes): the class with the largest; or labels as integers, (n,).
    extent : tuple of four floats
        left, right, bottom, top; `around` makes one from points.
    level : float, default 0.0
        The score at the boundary: 0 for w.x + b or logits, 0.5 for probabilities.
    limit : float, optional
        Distance from `level` at which the colour is strongest; by default the largest of all.
    resolution : int, default 100
        Places along each side at which the model is evaluated.

    Returns
    -------
    matplotlib.axes.Axes
        With its limits set to `extent`.

    Raises
    ------
    ValueError
        If `predict` gives the wrong shape, or NaN or infinity.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> ax = decision(ax, lambda x: x[:, 0] - x[:, 1], extent=(0, 2, 0, 1))
    >>> [round(float(v)) for v in ax.get_xlim()]
    [0, 2]
    """
    places = grid(extent, resolution)
    scores = np.asarray(predict(places))
    if scores.ndim == 2 and scores.shape[1] == 1:
        scores = scores[:, 0]
    if len(scores) != len(places) or scores.ndim > 2 or not np.isfinite(scores).all():
        raise ValueError(
            f"decision expected predict to give {len(places)} finite scores or labels, or one score per class, got "
            f"{describe(scores)}" + ("" if np.isfinite(scores).all() else " with NaN or infinity")
        )
    square = (resolution, resolution)
    where = {"extent": image_extent(extent, resolution), "origin": "lower", "aspect": "auto", "zorder": 0}
    a, b = places.reshape(*square, 2)[0, :, 0], places.reshape(*square, 2)[:, 0, 1]
    if scores.ndim == 1 and scores.dtype.kind == "f":
        image = scores.reshape(square).astype(float) - level
        limit = limit or np.abs(image).max() or 1.0
        ax.imshow(image, cmap=DIVERGING, vmin=-limit, vmax=limit, alpha=0.75, interpolation="bilinear", **where)
        margins = [image]
    else:
        count = int(scores.max()) + 1 if scores.ndim == 1 else scores.shape[1]
        table = np.eye(count)[scores.astype(int)] if scores.ndim == 1 else scores.astype(float)
        ax.imshow(_regions(table.argmax(axis=1), square), interpolation="nearest", **where)
        others = [np.delete(table, k, axis=1).max(axis=1, initial=-np.inf) for k in range(count)]
        margins = [(table[:, k] - others[k]).reshape(square) for k in range(count)] if count > 1 else []
    for margin in margins:
        if margin.min() < 0 <= margin.max():
            ax.contour(a, b, margin, levels=[0], colors=INK, linewidths=1.4, zorder=2)
    ax.set(xlim=extent[:2], ylim=extent[2:])
    return ax


def _regions(labels, square):
    """Return an RGB image: each class in its colour, mixed with white so that points stay visible on it."""
    table = np.array([to_rgb(colour(k)) for k in range(labels.max() + 1)])
    return (1 - 0.35 * (1 - table))[labels].reshape(*square, 3)
