"""The surfaces of the descent explorer as arrays: heights, slopes, curvatures, resting places, and walks downhill."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn.explorers.listing import run_listing
from nnlearn.plots.numbers import significant

STEPS = 200  # of a walk
FAR = 20  # a walk that gets this many times as far out as the map reaches has flown off

NETWORK = """x = np.linspace(-2, 2, 15)
y = 2.5 * np.tanh(0.6 * x) + 0.3 * np.cos(4 * x)
def output(w1, w2): return w2[..., None] * np.tanh(w1[..., None] * x)  # one hidden unit, no biases
def loss(w1, w2): return ((output(w1, w2) - y) ** 2).mean(axis=-1)
def slope(w1, w2):
    e, h = output(w1, w2) - y, np.tanh(w1[..., None] * x)
    return np.stack([2 * (e * w2[..., None] * (1 - h**2) * x).mean(axis=-1), 2 * (e * h).mean(axis=-1)], axis=-1)"""

BOWL = """def loss(a, b): return 2.5 * (a**2 + b**2)
def slope(a, b): return np.stack([5 * a, 5 * b], axis=-1)"""

VALLEY = """def loss(a, b): return 1.25 * (a - b) ** 2 + 0.025 * (a + b) ** 2
def slope(a, b): return np.stack([2.55 * a - 2.45 * b, 2.55 * b - 2.45 * a], axis=-1)"""

SADDLE = """def loss(a, b): return 2.5 * (a**2 / 2 - b**2 / 2 + b**4 / 4 + 1 / 4)
def slope(a, b): return np.stack([2.5 * a, 2.5 * (b**3 - b)], axis=-1)"""

HOLLOWS = """def loss(a, b): return ((a**2 + b - 11) ** 2 + (a + b**2 - 7) ** 2 + 8 * a) / 20 + 2
def slope(a, b):
    p, q = a**2 + b - 11, a + b**2 - 7
    return np.stack([4 * a * p + 2 * q + 8, 2 * p + 4 * b * q], axis=-1) / 20"""


@dataclass(frozen=True)
class Surface:
    """A surface over the square from -reach to reach.

    Parameters
    ----------
    lines : str
        Python that defines `loss(a, b)` and `slope(a, b)` for arrays of any shape: what "As code" shows is what runs.
    reach : float
    start : tuple of two floats
        Where the ball lies at first.
    names : tuple of two str
        Of the axes.
    """

    lines: str
    reach: float
    start: tuple
    turn: float
    names: tuple = ("a", "b")


SURFACES = {
    "small network (2 weights)": Surface(
        NETWORK, 4.0, (2.0, -2.5), 115.0, ("w1, weight of the hidden unit", "w2, weight of the output")
    ),
    "round bowl": Surface(BOWL, 3.0, (-2.4, 1.2), 60.0),
    "long valley": Surface(VALLEY, 3.0, (-1.2, -2.7), 50.0),
    "saddle": Surface(SADDLE, 2.0, (1.6, 0.02), -160.0),
    "four hollows": Surface(HOLLOWS, 5.0, (0.4, -0.6), -60.0),
}


@lru_cache(maxsize=8)
def functions(name):
    """Return loss(a, b) and slope(a, b) of a surface.

    Examples
    --------
    >>> loss, slope = functions("round bowl")
    >>> float(loss(np.array(1.0), np.array(0.0))), slope(np.array(1.0), np.array(0.0)).tolist()
    (2.5, [5.0, 0.0])
    """
    return run_listing(SURFACES[name].lines, "loss", "slope", np=np)


def heights(name, resolution):
    """Return the places along a side (resolution,) and the losses over the square (resolution, resolution).

    Examples
    --------
    >>> along, losses = heights("round bowl", 3)
    >>> along.tolist(), losses[1].tolist()
    ([-3.0, 0.0, 3.0], [22.5, 0.0, 22.5])
    """
    along = np.linspace(-SURFACES[name].reach, SURFACES[name].reach, resolution)
    return along, functions(name)[0](*np.meshgrid(along, along))


def hessians(name, points):
    """Return the matrix of second derivatives at each point: central differences of the slope, (n, 2) -> (n, 2, 2).

    Examples
    --------
    >>> hessians("saddle", np.zeros((1, 2))).round(4).tolist()
    [[[2.5, 0.0], [0.0, -2.5]]]
    """
    slope, h = functions(name)[1], 1e-5
    columns = [slope(*(points + d).T) - slope(*(points - d).T) for d in h * np.eye(2)]
    matrix = np.stack(columns, axis=-1) / (2 * h)
    return (matrix + matrix.swapaxes(1, 2)) / 2 + 0.0


@lru_cache(maxsize=8)
def resting_places(name):
    """Return where the slope is zero: the minima (n, 2), the lowest first, and the saddle points (m, 2).

    Newton's method from a grid of starts: w <- w - H^-1 g.

    Examples
    --------
    >>> minima, saddles = resting_places("saddle")
    >>> minima.round(6).tolist(), saddles.round(6).tolist()
    ([[0.0, -1.0], [0.0, 1.0]], [[0.0, 0.0]])
    """
    loss, slope = functions(name)
    along = np.linspace(-1, 1, 16) * SURFACES[name].reach
    points = np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)
    for _ in range(60):
        matrix = hessians(name, points)
        matrix[np.abs(np.linalg.det(matrix)) < 1e-9] += 1e-3 * np.eye(2)
        step = np.linalg.solve(matrix, slope(*points.T)[..., None])[..., 0]
        points = points - step / np.maximum(1, 2 * np.linalg.norm(step, axis=1, keepdims=True))
    still = (np.linalg.norm(slope(*points.T), axis=1) < 1e-9) & (np.abs(points).max(axis=1) < SURFACES[name].reach)
    points = np.unique(points[still].round(6) + 0.0, axis=0)
    bends = np.linalg.eigvalsh(hessians(name, points))
    minima, saddles = points[bends[:, 0] > 1e-3], points[(bends[:, 0] < -1e-3) & (bends[:, 1] > 1e-3)]
    return minima[np.argsort(loss(*minima.T).round(9), kind="stable")], saddles


@dataclass(frozen=True)
class Walk:
    """A walk downhill; row k is the ball after k steps.

    Parameters
    ----------
    path : array of shape (n + 1, 2)
        Shorter than `STEPS` if it flew off.
    losses : array of shape (n + 1,)
    slopes : array of shape (n + 1, 2)
    curvatures : array of shape (n + 1, 2)
        The smallest and the largest at each place: the eigenvalues of the Hessian.
    """

    path: np.ndarray
    losses: np.ndarray
    slopes: np.ndarray
    curvatures: np.ndarray
    flown: bool

    @property
    def end(self):
        """How it ended, as a sentence without its full stop."""
        last, steps = len(self.losses) - 1, np.diff(self.path[-12:], axis=0)
        if self.flown:
            return f"It flew off: after step {last} it lies far outside the map"
        if np.linalg.norm(self.slopes[-1]) < 1e-3:
            low, high = self.curvatures[-1]
            where = "in a minimum" if low > 0 else "on a saddle point" if high > 0 else "on a maximum"
            return f"It came to rest {where}, at loss {short(self.losses[-1])}"
        if ((steps[1:] * steps[:-1]).sum(axis=1) < 0).any():
            return f"After {last} steps it still jumps back and forth, at loss {short(self.losses[-1])}"
        low, high = self.curvatures[-1]
        way = "along the floor of a valley" if high > 10 * low > 0 else "downhill"
        return f"After {last} steps it still creeps {way}, at loss {short(self.losses[-1])}"


def short(loss):
    """Return a loss as text, to three digits.

    Examples
    --------
    >>> short(0.12345), short(1e-30)
    ('0.123', '0')
    """
    return significant(loss if loss > 1e-9 else 0.0)


@lru_cache(maxsize=64)
def walk(name, start, lr, steps=STEPS):
    """Let a ball walk downhill: w <- w - lr slope(w).

    Parameters
    ----------
    name : str
        A key of `SURFACES`.
    start : tuple of two floats
    lr : float
        Learning rate, >= 0.
    steps : int, default 200

    Returns
    -------
    Walk

    Examples
    --------
    >>> walk("round bowl", (2.0, 0.0), 0.1).end
    'It came to rest in a minimum, at loss 0'
    >>> walk("round bowl", (2.0, 0.0), 0.5).flown, walk("saddle", (1.0, 0.0), 0.1).end
    (True, 'It came to rest on a saddle point, at loss 0.625')
    """
    loss, slope = functions(name)
    path = nn.gradient_descent(
        lambda t: loss(*t), list(start), lr=lr, steps=steps, gradient=lambda t: slope(*t[:, None])[0]
    )
    outside = ~(np.abs(path).max(axis=1) < FAR * SURFACES[name].reach)  # NaN is outside, too
    flown = bool(outside.any())
    if flown:
        path = path[: int(outside.argmax())]
    curvatures = np.linalg.eigvalsh(hessians(name, path))
    return Walk(path, loss(*path.T), slope(*path.T), curvatures, flown)
