"""What a person makes of a signal: a score for each template, and numbers that care little where a stroke stands."""

import numpy as np

from nnlearn import datasets

WIDTHS = (7, 8, 9, 10)  # places that a stroke may take in the 40


def match(x):
    """Return how well each of ten strokes fits a signal, at its best place and width: rules without any data.

    Parameters
    ----------
    x : array of shape (n, 40)

    Returns
    -------
    array of shape (n, 10)
        For each digit the largest correlation, -1 to 1, over all places and widths.

    Examples
    --------
    >>> seven = np.roll(np.pad(resampled(datasets.strokes().x[7], 9), (0, 31)), 35)
    >>> int(match(seven[None]).argmax())
    7
    """
    return fits(x).max(axis=(2, 3))


def fits(x):
    """Return the correlation of each stroke with each window: where a template fits, and how well.

    Both lose their mean first, and the cosine of the angle between what is left is the correlation. Taking out
    a straight line too, because the signals are sheared, is worse: of the 4,000 signals to learn from that reads .51,
    not .62. A stroke may go over the end of the line.

    Parameters
    ----------
    x : array of shape (n, 40)

    Returns
    -------
    array of shape (n, 10, widths, 40)
        Digit, one of `WIDTHS`, first place of the window.

    Examples
    --------
    >>> fits(np.zeros((2, 40))).shape
    (2, 10, 4, 40)
    """
    x = np.asarray(x, float)
    found = np.empty((len(x), 10, len(WIDTHS), x.shape[1]))
    for k, width in enumerate(WIDTHS):
        templates = np.stack([resampled(stroke, width) for stroke in datasets.strokes().x.astype(float)])
        templates -= templates.mean(axis=1, keepdims=True)
        templates /= np.linalg.norm(templates, axis=1, keepdims=True)
        around = np.concatenate([x, x[:, : width - 1]], axis=1)
        windows = np.lib.stride_tricks.sliding_window_view(around, width, axis=1)  # (n, 40, width)
        windows = windows - windows.mean(axis=2, keepdims=True)
        sizes = np.maximum(np.linalg.norm(windows, axis=2), 1e-9)  # a flat window fits nothing
        found[:, :, k] = (windows @ templates.T / sizes[:, :, None]).transpose(0, 2, 1)
    return found


def hand_made(x):
    """Return 120 numbers of a signal that hardly change if its stroke stands elsewhere: what an expert would compute.

    Parameters
    ----------
    x : array of shape (n, 40)

    Returns
    -------
    array of shape (n, 120)
        The sizes of 21 Fourier coefficients of the signal, of 20 of its second differences, the 39 slopes sorted, and
        the 40 heights sorted.

    Examples
    --------
    >>> hand_made(np.zeros((2, 40))).shape
    (2, 120)
    """
    bends = np.diff(x, n=2, axis=1)
    sizes = [np.abs(np.fft.rfft(values, axis=1)) for values in (x, bends)]
    in_order = [np.sort(values, axis=1) for values in (np.diff(x, axis=1), x)]
    return np.concatenate(sizes + in_order, axis=1)


def hog(x, cells=4, bins=8):
    """Return histograms of gradient directions, the idea of HOG, for images of 8 x 8 pixels.

    At each pixel the difference of its two neighbours along the row and along the column is an arrow. In each cell the
    lengths of all arrows are added up in `bins` directions, and the numbers of an image are scaled to length 1.

    Parameters
    ----------
    x : array of shape (n, 64)
    cells : {1, 2, 4, 8}
        Cells in a row and in a column.
    bins : int
        Directions.

    Returns
    -------
    array of shape (n, cells * cells * bins)

    References
    ----------
    Dalal, Triggs (2005), "Histograms of oriented gradients for human detection", CVPR.

    Examples
    --------
    >>> edge = np.tile(np.arange(8) >= 4, (8, 1)).astype(float)  # light on the right: all arrows point there
    >>> hog(edge.reshape(1, 64), cells=1, bins=8).round(2).tolist()
    [[0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]]
    """
    images = np.pad(np.asarray(x, float).reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)), mode="edge")
    along, down = images[:, 1:-1, 2:] - images[:, 1:-1, :-2], images[:, 2:, 1:-1] - images[:, :-2, 1:-1]
    length = np.hypot(along, down)
    direction = np.floor((np.arctan2(down, along) + np.pi) / (2 * np.pi) * bins).astype(int) % bins
    arrows = length[:, None] * (direction[:, None] == np.arange(bins)[:, None, None])  # (n, bins, 8, 8)
    side = 8 // cells
    sums = arrows.reshape(len(arrows), bins, cells, side, cells, side).sum(axis=(3, 5))
    flat = sums.reshape(len(arrows), -1)
    return flat / (np.linalg.norm(flat, axis=1, keepdims=True) + 1e-6)


def resampled(stroke, width):
    """Return a stroke drawn over another number of places, along straight lines from point to point.

    Examples
    --------
    >>> resampled(np.array([0.0, 2.0, 4.0]), 5).tolist()
    [0.0, 1.0, 2.0, 3.0, 4.0]
    """
    return np.interp(np.linspace(0, 1, width), np.linspace(0, 1, len(stroke)), stroke)
