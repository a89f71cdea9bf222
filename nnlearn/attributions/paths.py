"""Integrated gradients: the slopes along the way from a baseline to the input, added up."""

import numpy as np

from nnlearn.arguments import batch, describe, integer
from nnlearn.attributions.inputs import returned, start_of


def integrated_gradients(slope, x, baseline=0.0, *, points=32):
    """Divide the difference between the score of x and that of a baseline among the numbers of x.

    `share_i = (x_i - b_i) * mean over a of ds/dx_i at b + a (x - b)`, a = the midpoints of `points` equal parts of 0..1

    The mean stands for the integral over a, for which the shares of an example add up to s(x) - s(b): completeness.

    Parameters
    ----------
    slope : function (x) -> ndarray of x's shape
        The slope ds/dx of the score of each row, such as that of the class that a network answers. It is called
        `points` times, with all rows at once.
    x : ndarray of shape (N, ...), floats, finite
    baseline : float or ndarray that broadcasts to x's shape, finite
        The input that means "nothing": where the way begins. 0 is black, if x holds pixels.
    points : int, 1 or more
        With 1 it is the slope half-way, times x - b. More points leave less of a gap between sum and difference.

    Returns
    -------
    ndarray of x's shape and dtype
        The shares, computed in float64.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or slopes do not have x's shape or are not finite.

    Notes
    -----
    For a linear score the shares are exactly w_i (x_i - b_i), with one point.

    References
    ----------
    Sundararajan, Taly, Yan (2017), "Axiomatic attribution for deep networks", where the sum takes the right end of
    each part in place of its midpoint.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0]])  # the score x_1 x_2 has the slopes x_2 and x_1
    >>> integrated_gradients(lambda x: x[:, ::-1], x)
    array([[1., 1.]])
    >>> integrated_gradients(lambda x: x[:, ::-1], x, np.array([0.0, 1.0]))  # 2 in all, from the score 0
    array([[1.5, 0.5]])
    """
    who = "integrated_gradients"
    if not callable(slope):
        raise TypeError(f"{who} expected slope to be a function of x, got {describe(slope)}")
    x = batch(who, "x", x)
    start, points = start_of(who, x, baseline), integer(who, "points", points, low=1)
    way, total = x.astype(np.float64) - start, np.zeros(x.shape)
    for a in (np.arange(points) + 0.5) / points:
        total += returned(who, "slope", slope((start + a * way).astype(x.dtype)), x.shape)
    return (way * total / points).astype(x.dtype)
