"""Thirty layers with initial weights of your choice: what becomes of a signal on its way and of a gradient back."""

import itertools
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nnlearn import datasets
from nnlearn.explorers.listing import evaluate

LAYERS, WIDTH, EXAMPLES = 30, 100, 128
SCALES = {  # how the pixels, whole numbers from 0 to 16, are scaled
    "0 to 16, as they are": "x",
    "0 to 1": "x / 16",
    "-1 to 1": "x / 8 - 1",
    "standardised": "(x - x.mean(axis=0)) / np.maximum(x.std(axis=0), 1e-6)",
}
FUNCTIONS = {
    "tanh": ("np.tanh(z)", "1 - h**2"),
    "ReLU": ("np.maximum(z, 0)", "z > 0"),
    "sigmoid": ("(1 + np.tanh(z / 2)) / 2", "h * (1 - h)"),
}


@dataclass(frozen=True)
class Deep:
    """The result: the root mean square of signal and gradient, for the input and each layer."""

    signals: np.ndarray  # (31,)
    gradients: np.ndarray  # (31,)
    values: list  # (128, 100) for each layer, after the input (128, 64)
    different: int  # number of different units in the last layer


@lru_cache(maxsize=4)
def pixels(scale):
    """Return 128 digits (128, 64), scaled as `SCALES` says."""
    x = datasets.digits().x[:EXAMPLES].astype(float)
    return evaluate(SCALES[scale], np=np, x=x)


def first_weights(gain, equal, seed):
    """Return the weights of all layers: normal, of standard deviation gain / sqrt(inputs), or all the same number."""
    drawn = normals(seed)
    if equal:
        return [np.full(W.shape, gain / W.shape[1]) for W in drawn]
    return [gain * W / np.sqrt(W.shape[1]) for W in drawn]


@lru_cache(maxsize=2)
def normals(seed):
    """Return standard normal numbers in the shape of each layer's weights; sampling them takes the longest."""
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(b, a)) for a, b in itertools.pairwise([64, *[WIDTH] * LAYERS])]


def deep(scale, function, gain, equal, norm, seed):
    """Send the digits through thirty layers and a gradient back.

    Parameters
    ----------
    scale, function : str
        Keys of `SCALES` and `FUNCTIONS`.
    gain : float
        The first weights have the standard deviation gain / sqrt(inputs).
    equal : bool
        Whether all first weights of a layer are the same number instead.
    norm : bool
        Whether batch normalisation stands before each activation.
    seed : int
        Of the weights.

    Returns
    -------
    Deep

    Examples
    --------
    >>> deep("standardised", "tanh", 1.0, True, False, 0).different
    1
    """
    return sizes(forward(first_weights(gain, equal, seed), pixels(scale), function, norm), function, norm)


def forward(weights, h, function, norm):
    """Return weights, inputs, sums, outputs and spread of each layer, on the way from h (n, inputs) to the last."""
    there, _ = FUNCTIONS[function]
    f, kept = evaluate(f"lambda z: {there}", np=np), []
    for W in weights:
        z = h @ W.T
        spread = 1.0
        if norm:
            spread = np.sqrt(z.var(axis=0) + 1e-5)
            z = (z - z.mean(axis=0)) / spread  # batch normalisation
        kept.append((W, h, z, f(z), spread))
        h = kept[-1][3]
    return kept


def backward(kept, grad, function, norm):
    """Yield dL/dz, before the normalisation if there is one, and dL/dh of the inputs of each layer, the last first."""
    _, slope = FUNCTIONS[function]
    df = evaluate(f"lambda z, h: {slope}", np=np)
    for W, _, z, h, spread in reversed(kept):
        grad = grad * df(z, h)
        if norm:
            grad = (grad - grad.mean(axis=0) - z * (grad * z).mean(axis=0)) / spread
        of_sums, grad = grad, grad @ W
        yield of_sums, grad


def sizes(kept, function, norm):
    """Return what has become of a signal that went forward, and of a random gradient sent back."""
    values = [kept[0][1], *(h for _, _, _, h, _ in kept)]
    grad = np.random.default_rng(1).normal(size=values[-1].shape)
    gradients = [_size(grad), *(_size(one) for _, one in backward(kept, grad, function, norm))]
    return Deep(np.array([_size(h) for h in values]), np.array(gradients[::-1]), values, different(values[-1]))


def different(values):
    """Return how many different units there are in the values (n, units) of a layer, up to rounding."""
    largest = np.abs(values).max()  # a signal of 1e-20 is faint, and its units may still differ
    digits = 9 if values.dtype == np.float64 else 4
    return len(np.unique((values / (largest or 1.0)).round(digits), axis=1).T)


def _size(values):
    """Return the root mean square."""
    return float(np.sqrt(np.vdot(values, values) / values.size))
