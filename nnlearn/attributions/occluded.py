"""Occlusion: cover a part of a picture and see by how much the score falls."""

import numpy as np

from nnlearn.arguments import batch, describe, integer
from nnlearn.attributions.inputs import returned, start_of


def occlusion(score, x, window, *, stride=1, baseline=0.0):
    """Cover pictures with a square window, place by place, and give each pixel the mean fall of the score.

    `share_i = mean over the windows w that cover pixel i of s(x) - s(x with the baseline inside w)`

    Parameters
    ----------
    score : function (x) -> ndarray of shape (N,)
        The score of each row, such as that of the class that a network answered for it *before* anything was covered.
        It is called once for x and once for each place of the window, with all rows at once.
    x : ndarray of shape (N, channels, height, width), floats, finite
    window : int, 1 to the smaller of height and width
        The side of the window, which covers all channels.
    stride : int, 1 to window
        The step from place to place; the last place is at the border, so that every pixel is covered. A larger one is
        coarser, and takes less time by its square.
    baseline : float or ndarray that broadcasts to x's shape, finite
        What is put into the window; 0 is black.

    Returns
    -------
    ndarray of x's shape and dtype
        Positive where covering lowers the score: what is there speaks for it. All channels of a pixel hold the same.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or scores do not have shape (N,) or are not finite.

    Notes
    -----
    No slope is needed, so the score may come from anything. For a linear score and a window of 1 the share of a
    grey picture's pixel is exactly w_i (x_i - b_i).

    References
    ----------
    Zeiler, Fergus (2014), "Visualizing and understanding convolutional networks".

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    >>> occlusion(lambda x: x[:, 0, 0, 0] * x[:, 0, 1, 1], x, window=1)
    array([[[[4., 0.],
             [0., 4.]]]])
    """
    who = "occlusion"
    if not callable(score):
        raise TypeError(f"{who} expected score to be a function of x, got {describe(score)}")
    if batch(who, "x", x).ndim != 4:
        raise ValueError(f"{who} expected x of shape (N, channels, height, width), got {describe(x)}")
    start, (height, width) = start_of(who, x, baseline), x.shape[2:]
    window = integer(who, "window", window, low=1, high=min(height, width))
    stride = integer(who, "stride", stride, low=1, high=window)
    whole = returned(who, "score", score(x.copy()), (len(x),)).astype(np.float64)
    total, covers = np.zeros((len(x), height, width)), np.zeros((height, width))
    for row in _places(height, window, stride):
        for column in _places(width, window, stride):
            inside = (..., slice(row, row + window), slice(column, column + window))
            covered = x.copy()
            covered[inside] = start[inside]
            fall = whole - returned(who, "score", score(covered), (len(x),))  # (N,)
            total[inside] += fall[:, None, None]
            covers[inside] += 1
    return np.broadcast_to((total / covers)[:, None], x.shape).astype(x.dtype)


def _places(size, window, stride):
    """Return where the window begins along one side: every stride, and at the end."""
    last = size - window
    return sorted({*range(0, last + 1, stride), last})
