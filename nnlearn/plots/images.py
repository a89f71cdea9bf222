"""Many small pictures in rows: digits, photographs, and whatever else a batch holds."""

import numpy as np

from nnlearn.arguments import describe, finite, integer, to_array
from nnlearn.plots.style import DIVERGING, FAINT, INK, SMALL, VERMILION
from nnlearn.plots.style import size as size_of

TITLE = 15  # pixels of the page for a title above a picture
GAP = 6  # pixels between two pictures


def images(ax, pictures, *, titles=(), right=None, columns=None, limits=None, cmap="gray"):
    """Draw a batch of pictures in rows, with titles, and a frame and a cross on those that were read wrongly.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Its axes are hidden.
    pictures : array of shape (n, height, width), (n, 1, height, width) or (n, 3, height, width)
        Grey values, or red, green and blue in [0, 1].
    titles : sequence of str, optional
        Written above the pictures.
    right : sequence of bool, optional
        Which predictions are right. A wrong one has a wide frame and "✗" before its title.
    columns : int, optional
        Pictures in a row; by default as many as make best use of the room.
    limits : pair of floats, optional
        Values of black and white, the same for all; by default the smallest and the largest of all.
    cmap : str or Colormap, default "gray"
        Colours of grey values. With `DIVERGING` the limits lie evenly around zero.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    TypeError, ValueError
        If `pictures` has the wrong shape, is empty or holds NaN or infinity; if there are more or fewer titles or marks
        than pictures; if colours lie outside [0, 1].

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> ax = images(ax, np.eye(8)[None].repeat(3, axis=0), titles=["1", "1", "7"], right=[True, True, False])
    >>> [text.get_text() for text in ax.texts], len(ax.images)
    (['1', '1', '✗ 7'], 3)
    """
    pictures = batch("images", pictures)
    count = len(pictures)
    for name, given in (("titles", titles), ("right", () if right is None else right)):
        if len(given) not in (0, count) or (name == "right" and right is not None and len(given) == 0):
            raise ValueError(f"images expected {count} {name}, one per picture, got {len(given)}")
    titled = len(titles) > 0 or right is not None
    boxes = cells(ax, count, pictures.shape[1:3], columns, TITLE if titled else 0)
    low, high = (pictures.min(), pictures.max()) if limits is None else limits
    if cmap is DIVERGING and limits is None:
        low, high = -max(-low, high), max(-low, high)
    for k, (left, top, width, height) in enumerate(boxes):
        wrong = right is not None and not right[k]
        extent = (left, left + width, top + height, top)
        ax.imshow(pictures[k], extent=extent, cmap=cmap, vmin=low, vmax=high, interpolation="nearest", zorder=2)
        look = {"color": VERMILION, "linewidth": 3} if wrong else {"color": FAINT, "linewidth": 0.8}
        ax.plot(np.take(extent, [0, 1, 1, 0, 0]), np.take(extent, [2, 2, 3, 3, 2]), **look, zorder=3)
        if titled:
            words = f"{'✗ ' * wrong}{titles[k] if len(titles) else ''}".strip()
            style = {"size": SMALL, "color": INK, "weight": "bold" if wrong else "normal"}
            ax.text(left + width / 2, top - 3, words, ha="center", va="bottom", **style)
    return ax


def batch(who, pictures):
    """Return pictures as (n, height, width), or (n, height, width, 3) if they have colours, or raise."""
    pictures = to_array(who, "pictures", pictures, "float64")
    if pictures.ndim == 4 and pictures.shape[1] in (1, 3):
        pictures = pictures[:, 0] if pictures.shape[1] == 1 else np.moveaxis(pictures, 1, -1)
    elif pictures.ndim != 3:
        raise ValueError(
            f"{who} expected pictures of shape (n, height, width), (n, 1, height, width) or (n, 3, height, width), got "
            f"{describe(pictures)}: pictures[None] is a batch of one"
        )
    finite(who, "pictures", pictures)
    if pictures.ndim == 4 and (pictures.min() < 0 or pictures.max() > 1):
        raise ValueError(f"{who} expected colours in [0, 1], got {pictures.min():.3g}..{pictures.max():.3g}: / 255")
    return pictures


def cells(ax, count, shape, columns=None, title=0):
    """Make `ax` a page whose unit is a pixel, and return (left, top, width, height) of each picture, row by row.

    Examples
    --------
    >>> from nnlearn.plots import figure
    >>> fig, ax = figure()
    >>> [[round(float(value / box[2]), 1) for value in box] for box in cells(ax, 2, (4, 4), columns=1)]
    [[0.0, 0.0, 1.0, 1.0], [0.0, 1.1, 1.0, 1.0]]
    """
    (height, width), (room, tall) = shape, size_of(ax)

    def scale(across):
        down = -(-count // across)
        return min((room / across - GAP) / width, (tall / down - GAP - title) / height)

    across = max(range(1, count + 1), key=scale) if columns is None else integer("images", "columns", columns, low=1)
    size = max(scale(across), 1e-3)
    step = np.array([size * width + GAP, size * height + GAP + title])
    places = [np.array([k % across, k // across]) * step + (0, title) for k in range(count)]
    ax.set(xlim=(-2, min(across, count) * step[0] - GAP + 2), ylim=(-(-count // across) * step[1] - GAP + 2, -2))
    ax.set_aspect("equal")
    ax.set_axis_off()
    return [(*place, size * width, size * height) for place in places]
