"""The parts of a convolution, its kernels, and what it makes of an image, its feature maps."""

import numpy as np

from nnlearn.arguments import describe
from nnlearn.plots.arrays import array
from nnlearn.plots.images import TITLE, cells, images
from nnlearn.plots.matrix import FAINTEST, minus
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import DIVERGING, INK, SMALL, VALUES

ROOM = 30  # pixels that a number in a cell needs


def kernels(ax, weight, *, titles=(), limit=None, columns=None):
    """Draw the kernels of a convolution, coloured around zero with one scale for all.

    Cells with room for it show their weight, smaller ones a minus sign if it is negative.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    weight : array of shape (out, in, height, width) or (n, height, width)
        As `Conv2d` keeps it: a row of pictures for each output channel, one for each input channel.
    titles : sequence of str, optional
        One per kernel.
    limit : float, optional
        Absolute value at which the colour is strongest; by default the largest of all.
    columns : int, optional
        Kernels in a row; by default the input channels if there are several.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If `weight` has the wrong shape, is empty or holds NaN or infinity, or the titles are too many or too few.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> sobel = [[[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]]]
    >>> ax = kernels(ax, sobel, titles=["edges"])
    >>> [text.get_text() for text in ax.texts][:4]
    ['edges', '1', '0', '−1']
    """
    if np.ndim(weight) == 4:
        weight = array("kernels", "weight", weight, "out", "in", "height", "width")
        columns = columns or (weight.shape[1] if weight.shape[1] > 1 else None)
        weight = weight.reshape(-1, *weight.shape[2:])
    weight = array("kernels", "weight", weight, "n", "height", "width")
    limit = limit or np.abs(weight).max() or 1.0
    images(ax, weight, titles=titles, columns=columns, limits=(-limit, limit), cmap=DIVERGING)
    boxes = np.array(cells(ax, len(weight), weight.shape[1:], columns, TITLE if len(titles) else 0))
    size = boxes[0, 2:] / weight.shape[:0:-1]  # of one weight
    places = boxes[:, None, None, :2] + size * (np.moveaxis(np.indices(weight.shape[1:]), 0, -1)[..., ::-1] + 0.5)
    if min(size) < ROOM:
        minus(ax, places[weight < -FAINTEST * limit], size)
        return ax
    for place, value in zip(places.reshape(-1, 2), weight.ravel(), strict=True):
        ax.text(*place, significant(round(value, 2)), size=SMALL, color=INK, ha="center", va="center", zorder=4)
    return ax


def feature_maps(ax, maps, *, titles=None, columns=None, limits=None):
    """Draw the feature maps of one example, all with one scale: around zero if there are negative values.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    maps : array of shape (channels, height, width)
        What a convolution gives for one example: `output[0]`.
    titles : sequence of str, optional
        One per map; by default the number of the channel, from 0.
    columns, limits : int and pair of floats, optional
        As in `images`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If `maps` has the wrong shape, is empty or holds NaN or infinity, or the titles are too many or too few.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> ax = feature_maps(ax, np.arange(24.0).reshape(2, 3, 4))
    >>> [text.get_text() for text in ax.texts]
    ['0', '1']
    """
    if np.ndim(maps) == 4:
        raise ValueError(f"feature_maps expected maps of one example, got {describe(maps)}: maps[0] is the first")
    maps = array("feature_maps", "maps", maps, "channels", "height", "width")
    titles = [str(k) for k in range(len(maps))] if titles is None else titles
    cmap = DIVERGING if maps.min() < 0 else VALUES
    return images(ax, maps, titles=titles, columns=columns, limits=limits, cmap=cmap)
