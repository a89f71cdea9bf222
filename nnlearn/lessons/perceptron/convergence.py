"""The margin of two classes of points, exactly, and the bound on a perceptron's mistakes that follows from it."""

import numpy as np


def nearest(points):
    """Return the point of the convex hull of `points` that is nearest to the origin, by Wolfe's method.

    The nearest point is a mixture of a few corners. Take in the corner that lies farthest below the plane through the
    present guess; drop corners that get a negative share; stop when no corner lies below.

    Parameters
    ----------
    points : array of shape (n, d)

    Returns
    -------
    ndarray of shape (d,), float64
        All zero if the origin lies in the hull.

    References
    ----------
    P. Wolfe (1976), "Finding the nearest point in a polytope", Mathematical Programming 11, 128-149.

    Examples
    --------
    >>> (nearest([[1, 1], [1, -1], [3, 0]]).round(6) + 0.0).tolist()
    [1.0, 0.0]
    """
    points = np.asarray(points, np.float64)
    scale = np.abs(points).max() or 1.0
    points = points / scale
    corners = [int((points**2).sum(axis=1).argmin())]
    share = np.array([1.0])
    near = points[corners[0]]
    for _ in range(100 * len(points)):  # each corner set is met once; this only guards against rounding
        below = points @ near
        new = int(below.argmin())
        if below[new] > near @ near - 1e-12 or new in corners:
            break
        corners, share = [*corners, new], np.append(share, 0.0)
        while True:
            flat = _affine(points[corners])
            if (flat > 1e-12).all():
                share = flat
                break
            falls = flat <= 1e-12
            step = min(1.0, (share[falls] / np.maximum(share[falls] - flat[falls], 1e-300)).min())
            share = share + step * (flat - share)  # up to where the first share reaches zero
            kept = share > 1e-12
            corners, share = [c for c, k in zip(corners, kept, strict=True) if k], share[kept]
        near = share @ points[corners]
    return near * scale


def _affine(corners):
    """Return the shares, summing to 1, of the point nearest to the origin in the plane through `corners`."""
    n = len(corners)
    system = np.ones((n + 1, n + 1))
    system[0, 0] = 0
    system[1:, 1:] = corners @ corners.T
    return np.linalg.lstsq(system, np.eye(n + 1)[0], rcond=None)[0][1:]


def margin(x, y):
    """Return how far a line can stay from all points of two classes, where the bias counts as one more input of 1.

    With x~ = (x, 1), t = -1 for class 0 and +1 for class 1, and a unit vector v = (w, b) / |(w, b)|:
    gamma = max over v of min over the points of t v.x~, which is the distance from the origin to the hull of all t x~.
    This is the space in which the perceptron learns. The distance in the plane, which divides by |w| and leaves b out,
    is `plane_margin`; it is never smaller.

    Parameters
    ----------
    x : array of shape (n, d)
    y : array of shape (n,)
        Labels 0 and 1.

    Returns
    -------
    float
        0 if no line separates the classes.

    Examples
    --------
    >>> round(margin([[-1.0], [1.0]], [0, 1]), 6)
    1.0
    >>> margin([[0.0], [1.0], [2.0]], [0, 1, 0])
    0.0
    """
    x, sign = np.asarray(x, np.float64), 2.0 * np.asarray(y) - 1
    lifted = np.column_stack([x, np.ones(len(x))])
    gamma = float(np.linalg.norm(nearest(sign[:, None] * lifted)))
    return gamma if gamma > 1e-6 * np.linalg.norm(lifted, axis=1).max() else 0.0  # below that it is rounding


def plane_margin(x, y):
    """Return how far a line can stay from all points of two classes in their own space, without the bias.

    max over (w, b) of min over the points of t (w.x + b) / |w|, with t = -1 for class 0 and +1 for class 1: half of the
    distance between the hulls of the two classes, which is that of the hull of all differences from the origin.

    Parameters
    ----------
    x : array of shape (n, d)
    y : array of shape (n,)
        Labels 0 and 1, both present.

    Returns
    -------
    float
        0 if no line separates the classes.

    Examples
    --------
    >>> plane_margin([[9.0], [10.0], [13.0]], [0, 0, 1])
    1.5
    >>> plane_margin([[0.0], [1.0], [2.0]], [0, 1, 0])
    0.0
    """
    x, y = np.asarray(x, np.float64), np.asarray(y)
    differences = (x[y == 1][:, None] - x[y == 0][None]).reshape(-1, x.shape[1])
    half = float(np.linalg.norm(nearest(differences))) / 2
    return half if half > 1e-6 * np.abs(differences).max() else 0.0  # below that it is rounding


def mistake_bound(x, y):
    """Return the most mistakes that a perceptron starting from zero can make on separable points: (R / gamma)^2.

    R is the largest |(x, 1)|, gamma the `margin`. The learning rate and the order of the points do not matter; the
    start does: from other weights the mistakes still end, but there can be more of them.

    Parameters
    ----------
    x : array of shape (n, d)
    y : array of shape (n,)
        Labels 0 and 1.

    Returns
    -------
    float or None
        None if no line separates the classes: then there is no bound.

    References
    ----------
    A. B. J. Novikoff (1962), "On convergence proofs on perceptrons", Symposium on the Mathematical Theory of Automata.

    Examples
    --------
    >>> round(mistake_bound([[-1.0], [1.0]], [0, 1]))
    2
    """
    gamma = margin(x, y)
    lifted = np.column_stack([np.asarray(x, np.float64), np.ones(len(x))])
    return float((lifted**2).sum(axis=1).max() / gamma**2) if gamma else None
