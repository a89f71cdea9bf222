"""What both sides of a variational autoencoder share: checks, draws, and what a trained one says, in arrays."""

import math
from typing import Any

import numpy as np

from nnlearn import arguments
from nnlearn.shared.models import layer_sizes
from nnlearn.shared.seeds import rng_or_shared, shared_rng

ROWS = 5000  # pictures that are decoded at a time


class Coder:
    """Encode, decode and measure: NumPy arrays go in and come out on both sides, and nothing is recorded."""

    in_features: int
    code: int
    encoder: Any
    decoder: Any
    _run: Any  # this side's `predict`

    def encode(self, x):
        """Return the means and the log-variances of the codes of pictures x (N, in_features), each (N, code)."""
        check_rows("VAE.encode", "x", arguments.batch("VAE.encode", "x", x), self.in_features)
        mean, log_variance = np.split(self._run(self.encoder, x), 2, axis=1)
        return mean, log_variance

    def decode(self, z):
        """Return the scores (N, in_features) of codes z (N, code); their sigmoid is the probability of ink."""
        check_rows("VAE.decode", "z", arguments.batch("VAE.decode", "z", z), self.code)
        return self._run(self.decoder, z)

    def terms(self, x):
        """Return the two terms of minus the ELBO of pictures x, in nats: reconstruction (N,) and KL (N, code)."""
        x = self._pictures("VAE.terms", x)
        scores, mean, s = split(self._run(self, x).astype(float), self.in_features)
        return surprise(scores, x), (mean**2 + np.expm1(s) - s) / 2

    def log_likelihood(self, x, draws=500, rng=None):
        """Estimate log p(x) of pictures x, in nats (N,), from `draws` codes of q(z|x) for each.

        It is the logarithm of the mean of the weights p(x|z) p(z) / q(z|x). One draw gives the ELBO on average; with
        more of them the average rises towards log p(x), which it never passes.
        """
        draws = arguments.integer("VAE.log_likelihood", "draws", draws, low=1)
        rng = rng_or_shared("VAE.log_likelihood", "rng", rng)
        x = self._pictures("VAE.log_likelihood", x)
        mean, s = (part.astype(float) for part in self.encode(x))
        total, step = np.full(len(x), -np.inf), max(1, ROWS // len(x))
        for first in range(0, draws, step):
            eps = rng.standard_normal((min(step, draws - first), *mean.shape))
            z = mean + np.exp(s / 2) * eps
            scores = self.decode(z.reshape(-1, self.code)).reshape(*z.shape[:2], -1)
            log_ratio = (eps**2 - z**2 + s).sum(axis=2) / 2  # log p(z) - log q(z|x)
            total = np.logaddexp(total, np.logaddexp.reduce(log_ratio - surprise(scores, x)))
        return total - math.log(draws)

    def _pictures(self, caller, x):
        """Return pictures as floats, or raise unless they are rows of numbers from 0 to 1."""
        x = np.asarray(arguments.batch(caller, "x", x), float)
        check_rows(caller, "x", x, self.in_features)
        arguments.between(caller, "x", x, 0, 1, "each number is the share of ink in a pixel")
        return x


def sizes(in_features, code, hidden):
    """Return the sizes of the encoder's layers, from the picture to the code, or raise."""
    return layer_sizes("VAE", hidden=hidden, in_features=in_features, code=code)


def check_rows(caller, name, x, width):
    """Raise unless x is a matrix with rows of this width."""
    if len(x.shape) != 2 or x.shape[1] != width:
        shape = tuple(x.shape)
        cure = f": {name}[None] is a batch of one" if shape == (width,) else ""
        cure = f": {name}.reshape(-1, {width}) has one in each row" if len(shape) > 2 else cure
        raise ValueError(f"{caller} expected {name} of shape (N, {width}), got {shape}{cure}")


def check_pair(prediction, target, kind=np.ndarray):
    """Raise unless these are what a VAE returns, and its pictures."""
    for name, values in (("prediction", prediction), ("target", target)):
        arguments.check_floats("VAELoss", name, arguments.finite("VAELoss", name, values, kind), kind)
    (rows, width), (count, features) = (
        tuple(values.shape) if len(values.shape) == 2 else (None, 0) for values in (prediction, target)
    )
    if rows is None or rows != count or width <= features or (width - features) % 2:
        raise ValueError(
            f"VAELoss expected prediction of shape (N, features + 2 code), as nn.VAE returns it, and target of shape "
            f"(N, features), got {tuple(prediction.shape)} and {tuple(target.shape)}"
        )
    arguments.between("VAELoss", "target", target, 0, 1, "each number is the share of ink in a pixel")


def split(rows, features):
    """Return the three parts of what a VAE returns: scores, means, log-variances."""
    code = (rows.shape[1] - features) // 2
    return rows[:, :features], rows[:, features : features + code], rows[:, features + code :]


def draws(model, shape):
    """Return standard normal numbers: new ones in training mode, the same ones each time in evaluation mode."""
    return (shared_rng() if model.training else np.random.default_rng(0)).standard_normal(shape)


def surprise(scores, x):
    """Return -log p(x|z) = sum log(1 + e^score) - score x over the pixels, in nats: arrays (..., N, features).

    Examples
    --------
    >>> surprise(np.zeros((1, 2)), np.array([[0.0, 1.0]])).round(4)  # 2 log 2
    array([1.3863])
    """
    positive = np.maximum(scores, 0) + np.log1p(np.exp(-np.abs(scores)))
    return (positive - scores * x).sum(axis=-1)
