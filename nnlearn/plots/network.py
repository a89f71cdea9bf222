"""The diagram of a feed-forward network: layers as columns of units, weights as lines between them."""

import itertools

import numpy as np
from matplotlib.collections import LineCollection

from nnlearn.arguments import describe, integer
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import DIVERGING, FAINT, INK, PAPER, SMALL, TEXT


def shown_units(size, most=8):
    """Return which units of a layer are drawn: all, or the first and the last of a large one.

    Examples
    --------
    >>> shown_units(3)
    [0, 1, 2]
    >>> shown_units(100, most=4)
    [0, 1, 98, 99]
    """
    return list(range(size)) if size <= most else [*range(most // 2), *range(size - most // 2, size)]


def positions(sizes, most=8):
    """Return the places of the drawn units of each layer, as (x, y) in a square of side 1; the first unit is on top.

    Parameters
    ----------
    sizes : sequence of int
        Units of each layer, input first.
    most : int, default 8
        Larger layers show only their first and last units, with a gap between.

    Returns
    -------
    list of ndarray of shape (units, 2)

    Examples
    --------
    >>> [place.tolist() for place in positions([2, 1])]
    [[[0.0, 0.75], [0.0, 0.25]], [[1.0, 0.5]]]
    """
    slots = max(min(size, most + 1) for size in sizes)
    places = []
    for layer, size in enumerate(sizes):
        slot = np.arange(size, dtype=float)
        if size > most:
            slot = np.delete(np.arange(most + 1.0), most // 2)  # one slot is left for the dots
        count = min(size, most + 1)
        x = layer / max(len(sizes) - 1, 1)
        places.append(np.stack([np.full(len(slot), x), 0.5 + ((count - 1) / 2 - slot) / slots], axis=1))
    return places


def network(ax, sizes, weights=None, *, values=None, heatmaps=None, labels=None, most=8):
    """Draw a network: a column of units for each layer, a line for each weight.

    A line is wide where the weight is large, vermilion where it is positive and blue where it is negative. A unit holds
    a number (`values`), or a small map of what it computes over the plane (`heatmaps`).

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its axes are hidden.
    sizes : sequence of int
        Units of each layer, input first; they may differ.
    weights : sequence of arrays of shape (out, in), optional
        One matrix between every two layers, as `Linear` keeps it. Without them all lines are grey.
    values : sequence of arrays of shape (size,), optional
        One number per unit, layer by layer.
    heatmaps : sequence of arrays of shape (size, height, width), optional
        One map per unit, layer by layer, with its first row at the bottom.
    labels : sequence of str, optional
        Names of the layers, written below them with the number of units; by default input, hidden and output.
    most : int, default 8
        Larger layers show only their first and last units, with dots between.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are fewer than two layers, or weights, values, maps or labels do not fit the sizes.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> ax = network(ax, [2, 3, 1], weights=[np.ones((3, 2)), -np.ones((1, 3))])
    >>> [text.get_text() for text in ax.texts]
    ['input\\n2', 'hidden\\n3', 'output\\n1']
    """
    sizes = [integer("network", "sizes", size, low=1) for size in sizes]
    if len(sizes) < 2:
        raise ValueError(f"network expected at least two layers, got sizes {sizes}: input and output")
    shapes = [(out, in_) for in_, out in itertools.pairwise(sizes)]
    weights = _fit("weights", weights, shapes)
    values = _fit("values", values, [(size,) for size in sizes])
    heatmaps = _fit("heatmaps", heatmaps, [(size, None, None) for size in sizes])
    labels = labels or ["input", *["hidden"] * (len(sizes) - 2), "output"]
    if len(labels) != len(sizes):
        raise ValueError(f"network expected {len(sizes)} labels, one per layer, got {len(labels)}")

    places = positions(sizes, most)
    chosen = [shown_units(size, most) for size in sizes]
    box = ax.get_window_extent()
    across, up = box.width, box.height * 0.86  # units keep their size in pixels whatever the shape of the axes
    radius = min(22.0, 0.38 * up / max(map(len, places)), 0.3 * across / (len(sizes) - 1))
    _edges(ax, places, chosen, weights)
    for layer, place in enumerate(places):
        for unit, (x, y) in zip(chosen[layer], place, strict=True):
            width, height = 2 * radius / across, 2 * radius / up
            if heatmaps:
                _map(ax, heatmaps[layer][unit], (x, y), width, height)
            else:
                ax.plot(x, y, "o", ms=1.44 * radius, mfc=PAPER, mec=INK, mew=1.2, zorder=3)  # points from pixels
            if values:
                text = fixed(values[layer][unit])
                ax.text(x, y, text, size=SMALL, color=INK, ha="center", va="center", zorder=5)
        if sizes[layer] > most:
            ax.text(place[0, 0], 0.5, "⋮", size=TEXT + 4, color=INK, ha="center", va="center", zorder=5)
        name = f"{labels[layer]}\n{sizes[layer]}"
        ax.text(place[0, 0], -0.03, name, size=SMALL, color=INK, ha="center", va="top")
    side = max(0.02, 1.3 * radius / across)
    ax.set(xlim=(-side, 1 + side), ylim=(-0.16, 1.0))
    ax.set_axis_off()
    return ax


def edge_width(weight, largest):
    """Return the width of a line in points: 0.4 for a weight of zero, 3.4 for the largest."""
    return 0.4 + 3.0 * np.abs(weight) / largest


def _fit(name, arrays, shapes):
    """Return `arrays` as float arrays of these shapes (None fits any length), or None, or raise."""
    if arrays is None:
        return None
    arrays = [np.asarray(array, float) for array in arrays]
    for index, (array, shape) in enumerate(zip(arrays, shapes, strict=False)):
        same = array.ndim == len(shape) and all(s in (None, n) for n, s in zip(array.shape, shape, strict=True))
        if not same:
            raise ValueError(f"network expected {name}[{index}] of shape {shape}, got {describe(array)}")
    if len(arrays) != len(shapes):
        raise ValueError(f"network expected {len(shapes)} {name}, got {len(arrays)}")
    return arrays


def _edges(ax, places, chosen, weights):
    """Draw all lines between neighbouring layers, the strongest on top."""
    for layer, (left, right) in enumerate(itertools.pairwise(places)):
        ends = np.array([[a, b] for b in right for a in left])
        if weights is None:
            ax.add_collection(LineCollection(list(ends), colors=FAINT, linewidths=0.8, zorder=1), autolim=False)
            continue
        w = weights[layer][np.ix_(chosen[layer + 1], chosen[layer])].ravel()
        order, largest = np.argsort(np.abs(w), kind="stable"), max(np.abs(w).max(), 1e-12)
        lines = LineCollection(list(ends[order]), linewidths=edge_width(w, largest)[order], zorder=1)
        lines.set_color(DIVERGING(0.5 + 0.5 * w / largest)[order])
        ax.add_collection(lines, autolim=False)


def _map(ax, image, centre, width, height):
    """Draw a unit as a small map with a frame, coloured around zero."""
    (x, y), limit = centre, max(np.abs(image).max(), 1e-12)
    extent = (x - width / 2, x + width / 2, y - height / 2, y + height / 2)
    style = {"cmap": DIVERGING, "vmin": -limit, "vmax": limit, "origin": "lower", "aspect": "auto"}
    ax.imshow(image, extent=extent, interpolation="bilinear", zorder=3, **style)
    ax.plot(np.take(extent, [0, 1, 1, 0, 0]), np.take(extent, [2, 2, 3, 3, 2]), color=INK, linewidth=0.8, zorder=4)
