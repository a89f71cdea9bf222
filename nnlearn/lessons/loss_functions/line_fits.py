"""The line p = w x + b that makes a loss smallest, exactly and in milliseconds, for four losses.

Each has its own way: a formula (squared error), a search among finitely many lines (absolute error), Newton's method
(cross-entropy), and Newton's method from many starts (arctan error, which may have several minima).
"""

from typing import NamedTuple

import numpy as np

from nnlearn.numpy import sigmoid

STEEP = 20.0  # where the loss has no minimum, every logit is at least this far from 0: a loss of 2e-9


class Line(NamedTuple):
    """A fitted line: p = weight x + bias, and the mean loss of the points."""

    weight: float
    bias: float
    loss: float

    def __call__(self, x):
        return self.weight * np.asarray(x) + self.bias


def squared(x, y):
    """Return the line with the smallest mean squared error: w = cov(x, y) / var(x), b = mean(y) - w mean(x).

    Parameters
    ----------
    x, y : arrays of shape (n,)
        At least two different x.

    Returns
    -------
    Line

    References
    ----------
    Legendre (1805), "Nouvelles methodes pour la determination des orbites des cometes", appendix.

    Examples
    --------
    >>> squared([0.0, 1.0, 2.0], [0.0, 1.0, 5.0])
    Line(weight=2.5, bias=-0.5, loss=0.5)
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    centred = x - x.mean()
    weight = float(centred @ y / (centred @ centred))
    bias = float(y.mean() - weight * x.mean())
    return Line(weight, bias, float(((weight * x + bias - y) ** 2).mean()))


def through_pairs(x, y):
    """Return weights and biases, each of shape (pairs,), of the lines through every two points of different x."""
    i, j = np.triu_indices(len(x), 1)
    i, j = i[x[i] != x[j]], j[x[i] != x[j]]
    weight = (y[j] - y[i]) / (x[j] - x[i])
    return weight, y[i] - weight * x[i]


def absolute(x, y):
    """Return a line with the smallest mean absolute error: one of the lines through two of the points.

    The loss consists of flat pieces. Along an edge between two pieces the error of one point is zero, at a corner those
    of two are, and some corner is lowest. All n (n - 1) / 2 corners are tried.

    Parameters
    ----------
    x, y : arrays of shape (n,)
        At least two different x.

    Returns
    -------
    Line

    References
    ----------
    Boscovich (1757); P. Bloomfield and W. Steiger (1983), "Least absolute deviations", section 1.3.

    Examples
    --------
    >>> line = absolute([0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 2.0, 9.0])
    >>> line.weight, line.bias, line.loss
    (1.0, 0.0, 1.5)
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    weight, bias = through_pairs(x, y)
    losses = np.abs(np.outer(weight, x) + bias[:, None] - y).mean(axis=1)
    best = losses.argmin()
    return Line(float(weight[best]), float(bias[best]), float(losses[best]))


def logistic(x, t):
    """Return the line of logits z = w x + b with the smallest binary cross-entropy, by Newton's method.

    If one place on the x axis separates the classes, or there is only one class, the loss has no minimum: it falls
    towards 0 as the line gets steeper. The line returned is then a steep one, with a loss below 1e-8.

    Parameters
    ----------
    x : array of shape (n,)
        At least two different ones.
    t : array of shape (n,)
        Labels 0 and 1.

    Returns
    -------
    Line
        Its `loss` is the mean cross-entropy.

    References
    ----------
    Hastie, Tibshirani, Friedman (2009), "The elements of statistical learning", section 4.4.1.

    Examples
    --------
    >>> line = logistic([-1.0, 0.0, 1.0, 2.0], [0, 1, 0, 1])
    >>> round(line.weight, 3), round(line.bias, 3)
    (0.908, -0.454)
    >>> logistic([0.0, 1.0], [0, 1]).loss < 1e-8
    True
    """
    x, t = np.asarray(x, float), np.asarray(t, float)
    weight, bias = _steep(x, t) or _newton(x, t)
    z = weight * x + bias
    return Line(weight, bias, float((np.logaddexp(0, z) - t * z).mean()))


def _steep(x, t):
    """Return weight and bias of a steep line if the classes can be separated, else None."""
    if t.min() == t.max():
        return 0.0, STEEP if t[0] else -STEEP
    for sign in (1, -1):  # class 1 on the right, or on the left
        zeros, ones = (sign * x[t == 0]).max(), (sign * x[t == 1]).min()
        if zeros <= ones:
            weight = sign * 2 * STEEP / max(ones - zeros, 1e-3)
            return float(weight), float(-weight * sign * (zeros + ones) / 2)
    return None


def _newton(x, t, steps=20):
    """Return weight and bias where the slope of the cross-entropy is zero; it is convex, so this is its minimum."""
    inputs, theta = np.column_stack([x, np.ones(len(x))]), np.zeros(2)

    def loss(theta):
        z = inputs @ theta
        return (np.logaddexp(0, z) - t * z).sum()

    for _ in range(steps):
        p = sigmoid(inputs @ theta)
        step = np.linalg.solve((inputs.T * (p * (1 - p))) @ inputs, inputs.T @ (p - t))
        while loss(theta - step) > loss(theta) + 1e-9:  # a whole step may go too far
            step = step / 2
        theta = theta - step
        if np.abs(step).max() < 1e-10:
            break
    return float(theta[0]), float(theta[1])


def arctan(x, y, unit=1.0):
    """Return the lines at which the mean arctan error has a minimum, the lowest first.

    With e = (p - y) / unit the error of a point is unit^2 arctan(e^2), e^2 unit^2 while e is small and never above
    unit^2 pi / 2. From the line through every two points: a few weighted least squares with weights 1 / (1 + e^4), none
    of which makes the loss larger, then Newton's method, down to a slope of zero.

    Parameters
    ----------
    x, y : arrays of shape (n,)
        At least two different x.
    unit : float, default 1.0
        The error that counts as one, > 0.

    Returns
    -------
    list of Line
        At least one; of minima that are equal to nine digits the one with the smaller weight comes first. A minimum
        that no line through two points leads to is not found.

    References
    ----------
    P. Holland and R. Welsch (1977), "Robust regression using iteratively reweighted least-squares".

    Examples
    --------
    >>> x = np.linspace(-1, 1, 9)
    >>> lines = arctan([*x, *x], [*(x + 4), *(-x - 4)])  # half of the points on one line, half on another
    >>> [(round(line.weight, 1), round(line.bias, 1)) for line in lines[:2]]
    [(-1.0, -4.0), (1.0, 4.0)]
    """
    x, y = np.asarray(x, float), np.asarray(y, float) / unit
    powers = np.stack([np.ones(len(x)), x, x * x, y, x * y], axis=1)  # (n, 5) what the sums below are sums of
    weight, bias = (np.append(start, end) for start, end in zip(through_pairs(x, y), squared(x, y)[:2], strict=True))

    for k in range(60):
        if k == 10:  # by now most starts are on the way to the same few places
            weight, bias = np.unique(np.round([weight, bias], 3), axis=1)
        e = np.outer(weight, x) + bias[:, None] - y  # (starts, n)
        fourth = np.square(e * e)
        s, sx, sxx, sy, sxy = ((1 / (1 + fourth)) @ powers).T
        to = (s * sxy - sx * sy) / (s * sxx - sx * sx)  # weighted least squares
        step = np.stack([(sy - to * sx) / s - bias, to - weight])
        if k > 10:
            g0, g1 = (2 * e / (1 + fourth) @ powers[:, :2]).T  # slopes by bias and weight
            a, b, c = (2 * (1 - 3 * fourth) / (1 + fourth) ** 2 @ powers[:, :3]).T  # and their slopes
            bent = (a > 0) & (a * c > b * b)  # the valley is bent upwards here: Newton's step is the shorter way
            area = np.where(bent, a * c - b * b, 1)
            newton = np.stack([b * g1 - c * g0, b * g0 - a * g1]) / area
            near = bent & (np.abs(newton).max(axis=0) < 0.3)
            step = np.where(near, newton, step)
            if k > 20 and np.abs(step).max() < 1e-11:
                break
        bias, weight = bias + step[0], weight + step[1]
    arrived = near & (np.abs(step).max(axis=0) < 1e-9)
    losses = np.arctan((np.outer(weight, x) + bias[:, None] - y) ** 2).mean(axis=1)
    arrived[losses.argmin()] = True  # whatever happens, the lowest counts
    found: dict = {}
    order = np.lexsort((bias.round(5), weight.round(5), losses.round(9)))  # further digits depend on the processor
    for k in order[arrived[order]]:
        found.setdefault((round(weight[k], 5), round(bias[k], 5)), k)
    return [Line(*(float(v) for v in (unit * weight[k], unit * bias[k], unit**2 * losses[k]))) for k in found.values()]
