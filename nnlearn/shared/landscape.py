"""Planes and lines through weight space: where a loss landscape is measured, and the result."""

from dataclasses import dataclass

import numpy as np

from nnlearn import arguments

__all__ = ["Landscape"]


@dataclass(frozen=True)
class Landscape:
    """The loss over a plane (or a line) through the weights: what `landscape` of either side returns.

    The weights at coordinates (a, b) are centre + a directions[0] + b directions[1].

    Attributes
    ----------
    losses : ndarray of shape (rows, columns), or (columns,) on a line
        losses[j, i] belongs to axes[0][i] and axes[1][j], as `ax.contour(*axes, losses)` draws it.
    axes : tuple of two ndarrays (columns,) and (rows,), or of one
        The coordinates.
    directions : ndarray of shape (2, P) or (1, P), float64
    centre : ndarray of shape (P,), float64
        The weights at coordinates (0, 0).
    path : ndarray of shape (n, 2) or (n, 1)
        Coordinates of the checkpoints, or of the training path, projected onto the plane; n = 0 if there are none.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> x = np.linspace(-1, 1, 5)[:, None]
    >>> valley = nn.landscape(nn.Linear(1, 1), nn.MSELoss(), x, 2 * x, resolution=9)
    >>> valley.losses.shape, len(valley.axes), valley.directions.shape
    ((9, 9), 2, (2, 2))
    """

    losses: np.ndarray
    axes: tuple
    directions: np.ndarray
    centre: np.ndarray
    path: np.ndarray

    def __repr__(self):
        shape = " x ".join(map(str, self.losses.shape))
        return f"Landscape of {shape} losses, {self.losses.min():.3g} to {self.losses.max():.3g}"


def choose_plane(weights, shapes, names, directions, through, path, dimensions, seed):
    """Return the directions (k, P), the centre (P,) and the coordinates (n, k) of the checkpoints.

    Parameters
    ----------
    weights : ndarray of shape (P,), float64
        The model's own weights.
    shapes, names : sequence
        The shape and the name of each of its parameters, in order.
    """
    dimensions = arguments.integer("landscape", "dimensions", dimensions, low=1, high=2)
    if through is not None and path is not None:
        raise ValueError("landscape expected through or path, got both")
    if through is not None:
        return plane_through(checkpoints("through", through, weights, shapes, names, (2, 3)))
    if path is not None:
        return principal_plane(checkpoints("path", path, weights, shapes, names, (2, None)), dimensions)
    if isinstance(directions, str) and directions in ("filter", "random"):
        seed = arguments.integer("landscape", "seed", seed, low=0)
        sampled = np.random.default_rng(seed).standard_normal((dimensions, len(weights)))
        if directions == "filter":
            sampled = np.stack([filter_normalised(direction, weights, shapes) for direction in sampled])
        return sampled, weights, np.zeros((0, dimensions))
    if isinstance(directions, str) or directions is None:
        raise ValueError(
            f"landscape expected directions to be 'filter', 'random' or an array of shape (1 or 2, {len(weights)}), "
            f"got {arguments.describe(directions)}"
        )
    given = checkpoints("directions", directions, weights, shapes, names, (1, 2))
    if not given.any(axis=1).all():
        raise ValueError("landscape expected directions that change a weight, got one of zeros")
    return given, weights, np.zeros((0, len(given)))


def filter_normalised(direction, weights, shapes):
    """Scale each filter of a direction to the length of the model's: d_f <- d_f |w_f| / |d_f|; biases do not move.

    A filter computes one output: a row of a dense layer's weight, a kernel of a convolution. A network with ReLU
    computes the same function if one layer's weights double and the next layer's halve; without this scaling, the width
    of a valley would say more about that than about the loss.

    References
    ----------
    Li, Xu, Taylor, Studer, Goldstein (2018), "Visualizing the loss landscape of neural nets", section 4.

    Examples
    --------
    >>> filter_normalised(np.array([3.0, 4.0, 7.0]), np.array([10.0, 0.0, 9.0]), [(1, 2), (1,)]).tolist()
    [6.0, 8.0, 0.0]
    """
    scaled, start = np.zeros_like(direction), 0
    for shape in shapes:
        stop = start + int(np.prod(shape))
        if len(shape) > 1:
            d, w = (values[start:stop].reshape(shape[0], -1) for values in (direction, weights))
            lengths = [np.linalg.norm(values, axis=1, keepdims=True) for values in (w, d)]
            scaled[start:stop] = (d * (lengths[0] / lengths[1])).ravel()  # d |w| / |d|
        start = stop
    return scaled


def plane_through(points):
    """Return the line through two points, or the plane through three, with the first point as its origin.

    The first direction is b - a, so that b lies at 1; the second is orthogonal to it and equally long.

    References
    ----------
    Goodfellow, Vinyals, Saxe (2015), "Qualitatively characterizing neural network optimization problems", section 2
    (the line). Garipov et al. (2018), "Loss surfaces, mode connectivity, and fast ensembling of DNNs", section 3.4.
    """
    others = points[1:] - points[0]
    u = others[0]
    length = np.linalg.norm(u)
    if length == 0:
        raise ValueError("landscape expected through to hold different weights, got the first two equal")
    if len(others) == 1:
        return u[None], points[0], np.array([[0.0], [1.0]])
    x = others[1] @ u / length**2
    v = others[1] - x * u  # the part of c - a that is orthogonal to b - a
    height = np.linalg.norm(v) / length
    if height * length <= max(1e-9 * length, rounding(points)):
        raise ValueError(
            "landscape expected through to hold three weights that span a plane, got them on one line: "
            "path=[...] with dimensions=1 draws that line"
        )
    return np.stack([u, v / height]), points[0], np.array([[0.0, 0.0], [1.0, 0.0], [x, height]])


def principal_plane(points, dimensions):
    """Return the plane that shows most of a path: its first principal directions, with the last point as the origin.

    References
    ----------
    Li, Xu, Taylor, Studer, Goldstein (2018), section 7: PCA of the differences to the final weights.
    """
    differences = points - points[-1]
    _, lengths, directions = np.linalg.svd(differences, full_matrices=False)
    least = max(1e-9 * lengths[0], rounding(points) * np.sqrt(len(points)))
    if len(lengths) < dimensions or lengths[dimensions - 1] <= least:
        raise ValueError(
            f"landscape expected path to move in {dimensions} dimension{'s' * (dimensions - 1)}, got one that does not"
        )
    coordinates = differences @ directions[:dimensions].T
    farthest = coordinates[np.abs(coordinates).argmax(axis=0), np.arange(dimensions)]
    signs = np.where(farthest < 0, -1.0, 1.0)  # either sign is right: put the far end at positive coordinates
    return directions[:dimensions] * signs[:, None], points[-1], coordinates * signs


def rounding(points):
    """Return how far rounding can move weights: in float32, if all of them are such numbers, else in float64.

    A point halfway between two others in float32 lies this far off their line, and a direction made of that is noise.

    Examples
    --------
    >>> points = np.array([[3.0, 4.0], [0.0, 0.5]])
    >>> f"{rounding(points):.1e}", f"{rounding(points / 3):.1e}"
    ('1.2e-06', '7.4e-16')
    """
    with np.errstate(over="ignore"):
        single = (points.astype(np.float32) == points).all()
    return 2 * np.finfo(np.float32 if single else np.float64).eps * np.linalg.norm(points, axis=1).max()


def checkpoints(name, values, weights, shapes, names, count):
    """Return a sequence of weights (vectors, or state dicts) as an array (n, P) of float64."""
    low, high = count
    single = isinstance(values, str | dict) or getattr(values, "ndim", 1) == 0
    if single or not hasattr(values, "__len__") or not hasattr(values, "__getitem__"):
        raise TypeError(f"landscape expected {name} to be a list of weights, got {arguments.describe(values)}")
    if len(values) < low or (high is not None and len(values) > high):
        expected = f"{low} to {high}" if high else f"at least {low}"
        raise ValueError(f"landscape expected {name} to hold {expected} weights, got {len(values)}")
    return np.stack([vector(name, each, weights, shapes, names) for each in values])


def vector(name, values, weights, shapes, names):
    """Return one set of weights as a vector (P,) of float64."""
    if isinstance(values, dict):  # a state dict; running statistics are not weights
        missing = sorted(set(names) - values.keys())
        if missing:
            raise ValueError(f"landscape expected {name} to hold the model's parameters, got a dict without {missing}")
        parts = [number_array(name, values[key]) for key in names]
        for part, key, shape in zip(parts, names, shapes, strict=True):
            if part.shape != tuple(shape):
                raise ValueError(
                    f"landscape expected {key} in {name} to be of shape {tuple(shape)}, got {arguments.describe(part)}"
                )
        return np.concatenate([part.ravel() for part in parts])
    values = number_array(name, values)
    if values.shape != weights.shape:
        raise ValueError(
            f"landscape expected {name} to hold weights of shape {weights.shape}, got {arguments.describe(values)}"
        )
    return values


def number_array(name, values):
    return arguments.finite("landscape", name, arguments.to_array("landscape", name, values, "float64"))


def axes_of(span, resolution, path, dimensions):
    """Return the coordinates along each axis: over the span, else over the path and a margin, else from -1 to 1."""
    resolution = arguments.integer("landscape", "resolution", resolution, low=2)
    if span is not None:
        start, stop = interval(span)
        return (np.linspace(start, stop, resolution),) * dimensions
    if not len(path):
        return (np.linspace(-1, 1, resolution),) * dimensions
    low, high = path.min(axis=0), path.max(axis=0)
    margin = 0.25 * np.where(high > low, high - low, 1.0)
    return tuple(np.linspace(a, b, resolution) for a, b in zip(low - margin, high + margin, strict=True))


def interval(span):
    """Return (low, high) given a pair, or a number, which stands for (-span, span)."""
    if not isinstance(span, tuple | list):
        half = arguments.number("landscape", "span", span, low=0, open_low=True)
        return -half, half
    if len(span) != 2:
        raise ValueError(f"landscape expected span to be a number or (low, high), got {len(span)} numbers")
    low, high = (arguments.number("landscape", "span", end) for end in span)
    if low >= high:
        raise ValueError(f"landscape expected span to be (low, high) with low < high, got ({low}, {high})")
    return low, high


def grid_points(axes):
    """Return the coordinates of all points of a grid, row by row, as an array (rows * columns, k)."""
    return np.stack([values.ravel() for values in np.meshgrid(*axes)], axis=1)
