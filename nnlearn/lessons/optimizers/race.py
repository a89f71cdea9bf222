"""Seven optimizers on a loss of two weights, all with the same batches: what the optimizer explorer shows, as numbers.

The formulas of `nnlearn.numpy` are written here a second time, for two plain numbers: a race is run again at each move
of a slider, within milliseconds. A test compares them with the library's own optimizers.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nnlearn.explorers.listing import run_listing

EXAMPLES, ITERATIONS = 60, 240
EXTENT = (-2.0, 2.0, -2.0, 2.0)
FAR = 1e6  # a path that has come this far has diverged
MAP_STEPS = 100
RATES, MOMENTA = np.linspace(0.02, 1.0, 50), np.linspace(0.0, 0.98, 50)

VALLEY = "rng = np.random.default_rng(3)\nx = rng.normal(size=(60, 2)) * (0.3, 1.2){turn}\n"
VALLEY += "y = x @ [[1.0], [-0.5]] + 0.4 * rng.normal(size=(60, 1))"
CHAIN = "rng = np.random.default_rng(3)\nx = rng.normal(size=(60, 1))\ny = x + 0.4 * rng.normal(size=(60, 1))"


class Surface(NamedTuple):
    """Sixty examples, and a model of two weights whose mean squared error over them is the landscape.

    The gradient over a batch depends only on the means of some products: `products(x, y)` has one row per example.
    """

    lines: str
    start: tuple
    model: str
    products: Callable
    gradient: Callable  # (means, a, b) -> dL/da, dL/db
    loss: Callable  # (means, a, b) -> L


def _line_products(x, y):
    (u, v), y = x.T, y[:, 0]
    return np.stack([u * u, u * v, v * v, u * y, v * y, y * y], axis=1)


def _line_gradient(means, a, b):
    uu, uv, vv, uy, vy, _ = means
    return 2 * (uu * a + uv * b - uy), 2 * (uv * a + vv * b - vy)


def _line_loss(means, a, b):
    uu, uv, vv, uy, vy, yy = means
    return uu * a * a + 2 * uv * a * b + vv * b * b - 2 * (uy * a + vy * b) + yy  # mean (a u + b v - y)^2


def _chain_products(x, y):
    x, y = x[:, 0], y[:, 0]
    return np.stack([x * x, x * y, y * y], axis=1)


def _chain_gradient(means, a, b):
    xx, xy, _ = means
    slope = 2 * (xx * a * b - xy)
    return slope * b, slope * a


def _chain_loss(means, a, b):
    xx, xy, yy = means
    return xx * (a * b) ** 2 - 2 * xy * a * b + yy  # mean (a b x - y)^2


_LINE = ("nn.Linear(2, 1, bias=False)", _line_products, _line_gradient, _line_loss)
_ROW = "nn.Sequential(nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False))"
SURFACES = {
    "valley along an axis": Surface(VALLEY.format(turn=""), (-1.6, 0.8), *_LINE),
    "valley across both axes": Surface(VALLEY.format(turn=" @ [[0.8, -0.6], [0.6, 0.8]]"), (-1.6, 0.4), *_LINE),
    "saddle: weights in a row": Surface(CHAIN, (-1.6, 1.4), _ROW, _chain_products, _chain_gradient, _chain_loss),
}


# The optimizers: each returns step(theta, g, k), which updates the two numbers of theta in iteration k = 1, 2, ...


def _sgd(lr, mu, nesterov=False):
    v = [0.0, 0.0]

    def step(theta, g, k):
        for i in (0, 1):
            v[i] = mu * v[i] + g[i]  # v = mu v + g
            theta[i] -= lr * (g[i] + mu * v[i] if nesterov else v[i])

    return step


def _adagrad(lr):
    s = [0.0, 0.0]

    def step(theta, g, k):
        for i in (0, 1):
            s[i] += g[i] * g[i]  # s = s + g^2
            theta[i] -= lr * g[i] / (math.sqrt(s[i]) + 1e-10)

    return step


def _rmsprop(lr):
    s = [0.0, 0.0]

    def step(theta, g, k):
        for i in (0, 1):
            s[i] = 0.99 * s[i] + 0.01 * g[i] * g[i]  # s = a s + (1 - a) g^2
            theta[i] -= lr * g[i] / (math.sqrt(s[i]) + 1e-8)

    return step


def _adam(lr, decay=0.0):
    m, v = [0.0, 0.0], [0.0, 0.0]

    def step(theta, g, k):
        for i in (0, 1):
            theta[i] *= 1 - lr * decay
            m[i] = 0.9 * m[i] + 0.1 * g[i]  # m = b1 m + (1 - b1) g
            v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i]  # v = b2 v + (1 - b2) g^2
            theta[i] -= lr * m[i] / (1 - 0.9**k) / (math.sqrt(v[i] / (1 - 0.999**k)) + 1e-8)

    return step


class Racer(NamedTuple):
    """An optimizer: its name, `start(lr, momentum)` that returns its step, and the library's line for it."""

    name: str
    start: Callable
    line: str


RACERS = {
    "sgd": Racer("SGD", lambda lr, mu: _sgd(lr, 0.0), "nn.SGD(theta, lr={lr:g})"),
    "momentum": Racer("momentum", _sgd, "nn.SGD(theta, lr={lr:g}, momentum={mu:g})"),
    "nesterov": Racer(
        "Nesterov", lambda lr, mu: _sgd(lr, mu, True), "nn.SGD(theta, lr={lr:g}, momentum={mu:g}, nesterov={ahead})"
    ),
    "adagrad": Racer("AdaGrad", lambda lr, mu: _adagrad(lr), "nn.Adagrad(theta, lr={lr:g})"),
    "rmsprop": Racer("RMSprop", lambda lr, mu: _rmsprop(lr), "nn.RMSprop(theta, lr={lr:g})"),
    "adam": Racer("Adam", lambda lr, mu: _adam(lr), "nn.Adam(theta, lr={lr:g})"),
    "adamw": Racer("AdamW", lambda lr, mu: _adam(lr, 0.01), "nn.AdamW(theta, lr={lr:g})"),
}


@lru_cache(maxsize=8)
def examples(surface):
    """Return x and y of a surface, computed by its own lines: what "As code" shows is what runs."""
    return run_listing(SURFACES[surface].lines, "x", "y", np=np)


@lru_cache(maxsize=8)
def means(surface):
    """Return the means of the surface's products over all examples, a tuple of floats."""
    return tuple(SURFACES[surface].products(*examples(surface)).mean(axis=0).tolist())


@lru_cache(maxsize=8)
def lowest(surface):
    """Return the lowest loss on a surface.

    Examples
    --------
    >>> bool(lowest("valley along an axis") > 0)
    True
    """
    x, y = examples(surface)
    return float(((x @ np.linalg.lstsq(x, y, rcond=None)[0] - y) ** 2).mean())


@dataclass(frozen=True)
class Batches:
    """The examples that each iteration looks at.

    Parameters
    ----------
    size : int
        Examples per batch.
    order : array of shape (epochs, EXAMPLES)
        The order of the examples in each epoch.
    """

    size: int
    order: np.ndarray

    @property
    def per_epoch(self):
        """Batches per epoch; the last one may be smaller."""
        return -(-EXAMPLES // self.size)

    def at(self, iteration):
        """Return epoch and batch, counted from 1, and how many examples of the epoch are done; zeros before the first.

        Examples
        --------
        >>> batches(25, False).at(4)
        (2, 1, 25)
        """
        if iteration == 0:
            return 0, 0, 0
        epoch, batch = divmod(iteration - 1, self.per_epoch)
        return epoch + 1, batch + 1, min((batch + 1) * self.size, EXAMPLES)

    def lit(self, iteration):
        """Return the examples of this iteration's batch, and those of the batches before it in the epoch."""
        epoch, batch, done = self.at(iteration)
        row, start = self.order[max(epoch - 1, 0)], max(batch - 1, 0) * self.size
        return row[start:done], row[:start]


@lru_cache(maxsize=128)
def batches(size, shuffle):
    """Return the batches of a race, in the order of `datasets.batches` with the generator of seed 0."""
    rng, epochs = np.random.default_rng(0), -(-ITERATIONS * size // EXAMPLES) + 1
    order = [rng.permutation(EXAMPLES) if shuffle else np.arange(EXAMPLES) for _ in range(epochs)]
    return Batches(size, np.array(order))


@lru_cache(maxsize=32)
def batch_means(surface, size, shuffle):
    """Return the means of the products over each batch, a list of ITERATIONS tuples."""
    cut = batches(size, shuffle)
    starts = np.arange(0, EXAMPLES, size)
    counts = np.diff([*starts, EXAMPLES])
    products = SURFACES[surface].products(*examples(surface))[cut.order]  # (epochs, EXAMPLES, products)
    table = np.add.reduceat(products, starts, axis=1) / counts[:, None]
    return list(map(tuple, table.reshape(-1, table.shape[-1])[:ITERATIONS].tolist()))


@lru_cache(maxsize=64)
def race(surface, racer, lr, momentum, size, shuffle, start):
    """Return the path of one optimizer, (ITERATIONS + 1, 2), and the loss over all examples along it.

    A path that diverges ends beyond `FAR` and stays there.

    Examples
    --------
    >>> path, loss = race("valley along an axis", "sgd", 0.1, 0.9, 60, True, (-1.5, 1.5))
    >>> path.shape, bool(loss[-1] < loss[0])
    ((241, 2), True)
    """
    step, gradient = RACERS[racer].start(lr, momentum), SURFACES[surface].gradient
    theta, path = list(start), [start]
    for k, known in enumerate(batch_means(surface, size, shuffle), 1):
        if abs(theta[0]) + abs(theta[1]) < FAR:
            step(theta, gradient(known, *theta), k)
        path.append(tuple(theta))
    places = np.array(path)
    return places, SURFACES[surface].loss(means(surface), *places.T)


@lru_cache(maxsize=32)
def momentum_map(surface, start):
    """Return how far momentum gets in MAP_STEPS iterations over all examples, for each rate and momentum.

    v = mu v + g, theta -= lr v, for all settings at once: log10 of what is left of the loss above the lowest, from 0
    (nothing gained) down to -8; NaN where the loss has grown.

    Returns
    -------
    ndarray of shape (len(MOMENTA), len(RATES))

    Examples
    --------
    >>> gained = momentum_map("valley along an axis", (-1.5, 1.5))
    >>> bool(gained[45, 4] < gained[0, 4]), bool(np.isnan(gained[0, -1]))
    (True, True)
    """
    lr, mu = np.meshgrid(RATES, MOMENTA)
    a, b = (np.full(lr.shape, value) for value in start)
    va, vb = np.zeros_like(lr), np.zeros_like(lr)
    known, chosen = means(surface), SURFACES[surface]
    with np.errstate(all="ignore"):
        for _ in range(MAP_STEPS):
            ga, gb = chosen.gradient(known, a, b)
            va, vb = mu * va + ga, mu * vb + gb
            a, b = a - lr * va, b - lr * vb
        left = chosen.loss(known, a, b) - lowest(surface)
        whole = chosen.loss(known, *start) - lowest(surface)
        share = np.log10(np.maximum(left / max(whole, 1e-12), 1e-8))
    return np.where(share <= 0, share, np.nan)
