"""What `record_codes.py` trained for the explorer of lesson 22: networks with a code of two numbers."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from nnlearn.lessons.autoencoders.parts import digits
from nnlearn.lessons.autoencoders.principal import principal_axes, squared_distances

RECORD = Path(__file__).with_name("codes.npz")
NETWORKS = ("autoencoder", "denoising autoencoder", "VAE")
MODELS = ("PCA", *NETWORKS)
CELLS = 41  # of the map of the plane, a side
LOOSE, SHOWN = 0.06, 2.4  # of the plane: a share around the codes; and every code that has no larger number than this


@lru_cache(maxsize=1)
def _record():
    with np.load(RECORD) as file:
        return {name: file[name].astype(float) for name in file.files}


def weights(model):
    """Return the weights of a network with a code of two numbers.

    Parameters
    ----------
    model : {"autoencoder", "denoising autoencoder", "VAE"}

    Returns
    -------
    list of ndarrays
        W1, b1, W2, b2 of the encoder, W3, b3, W4, b4 of the decoder; each W of shape (out, in), float64. The first two
        outputs of a VAE's encoder are the mean of the code, the last two its log-variance.

    Raises
    ------
    ValueError
        If no such network was stored.

    Examples
    --------
    >>> [array.shape for array in weights("autoencoder")]
    [(128, 64), (128,), (2, 128), (2,), (128, 2), (128,), (64, 128), (64,)]
    >>> weights("VAE")[2].shape
    (4, 128)
    """
    if model not in NETWORKS:
        raise ValueError(f"weights expected one of {NETWORKS}, got {model!r}: no other network was stored")
    return [_record()[f"{model} {part}{k}"] for k in (1, 2, 3, 4) for part in "Wb"]


@dataclass(frozen=True)
class Coder:
    """An encoder and a decoder with two numbers between them, and what they make of the digits.

    Parameters
    ----------
    model : {"PCA", "autoencoder", "denoising autoencoder", "VAE"}

    Examples
    --------
    >>> coder("PCA").encode(digits().x[:3]).shape, coder("VAE").decode(np.zeros((5, 2))).shape
    ((3, 2), (5, 64))
    """

    model: str

    @cached_property
    def _weights(self):
        return principal_axes(digits().x, 2) if self.model == "PCA" else weights(self.model)

    def encode(self, x):
        """Return the codes of pictures, (n, 64) -> (n, 2): of a VAE the means."""
        return self._encoded(x)[:, :2]

    def spread(self, x):
        """Return the standard deviations of a VAE's codes, (n, 64) -> (n, 2); no other model has any: zeros."""
        return np.exp(self._encoded(x)[:, 2:] / 2) if self.model == "VAE" else np.zeros((len(x), 2))

    def _encoded(self, x):
        if self.model == "PCA":
            return (x - self._weights.mean) @ self._weights.axes.T
        w1, b1, w2, b2 = self._weights[:4]
        return np.maximum(x @ w1.T + b1, 0) @ w2.T + b2

    def decode(self, z):
        """Return the pictures of codes, (n, 2) -> (n, 64)."""
        if self.model == "PCA":
            return self._weights.mean + z @ self._weights.axes
        w3, b3, w4, b4 = self._weights[4:]
        p = np.maximum(z @ w3.T + b3, 0) @ w4.T + b4
        return 1 / (1 + np.exp(-p)) if self.model == "VAE" else p

    @cached_property
    def codes(self):
        """The codes of the 1,078 digits that were learned from, (1078, 2)."""
        return self.encode(digits().x)

    @cached_property
    def middles(self):
        """The code of each kind of digit that is nearest to the median of its kind, (10, 2)."""
        found = []
        for kind in range(10):
            own = self.codes[digits().y == kind]
            found.append(own[squared_distances(own, np.median(own, axis=0)[None])[:, 0].argmin()])
        return np.array(found)

    @cached_property
    def errors(self):
        """The mean squared error of each of the 449 unseen digits, (449,)."""
        x = digits().x_test
        return ((self.decode(self.encode(x)) - x) ** 2).mean(axis=1)

    @cached_property
    def share(self):
        """The share of the variance of the unseen digits that survives: 1 would be all of it."""
        x = digits().x_test
        return float(1 - self.errors.mean() / ((x - digits().x.mean(axis=0)) ** 2).mean())

    @cached_property
    def strange(self):
        """The share of 2,000 codes drawn from N(0, 1) whose picture is farther from every digit than `usual`."""
        drawn = np.random.default_rng(0).standard_normal((2000, 2))
        return float((nearest(self.decode(drawn))[1] > usual()).mean())

    @cached_property
    def limits(self):
        """The plane that is shown: (x0, x1, y0, y1), a square in the codes' own units."""
        low, high = np.minimum(self.codes.min(axis=0), -SHOWN), np.maximum(self.codes.max(axis=0), SHOWN)
        half = (0.5 + LOOSE) * (high - low).max()
        (x, y) = (low + high) / 2
        return tuple(float(value) for value in (x - half, x + half, y - half, y + half))

    @cached_property
    def map(self):
        """How far what is decoded at each place is from the nearest digit, (41, 41), the lowest row first."""
        x0, x1, y0, y1 = self.limits
        across, up = np.meshgrid(np.linspace(x0, x1, CELLS), np.linspace(y0, y1, CELLS))
        return nearest(self.decode(np.stack([across.ravel(), up.ravel()], axis=1)))[1].reshape(CELLS, CELLS)


@lru_cache(maxsize=len(MODELS))
def coder(model):
    """Return the `Coder` of a model, made once.

    Examples
    --------
    >>> coder("PCA").middles.shape
    (10, 2)
    """
    return Coder(model)


@lru_cache(maxsize=1)
def usual():
    """Return the difference from the nearest digit learned from that nine tenths of the unseen digits do not exceed.

    Examples
    --------
    >>> round(usual(), 3)
    0.031
    """
    return float(np.quantile(nearest(digits().x_test)[1], 0.9))


def nearest(pictures):
    """Return which digit that was learned from is nearest to each picture, as it is shown, and the difference.

    Parameters
    ----------
    pictures : ndarray of shape (n, 64)
        What is below 0 counts as 0, white, and what is above 1 as 1, black.

    Returns
    -------
    which, difference : ndarrays of shape (n,)
        The difference is a mean square.

    Examples
    --------
    >>> which, difference = nearest(digits().x[5:7])
    >>> which.tolist(), difference.round(6).tolist()
    ([5, 6], [0.0, 0.0])
    """
    distances = squared_distances(np.clip(pictures, 0, 1), digits().x) / 64
    which = distances.argmin(axis=1)
    return which, distances[np.arange(len(which)), which]
