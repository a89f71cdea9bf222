"""Whether a signal and its gradient survive many layers, for a gain of one's choice."""

import numpy as np

FUNCTIONS: dict = {
    "sigmoid": (lambda z: (1 + np.tanh(z / 2)) / 2, lambda z, y: y * (1 - y)),
    "tanh": (np.tanh, lambda z, y: 1 - y**2),
    "ReLU": (lambda z: np.maximum(z, 0), lambda z, y: (z > 0).astype(float)),
}


def survive(name, gain, layers=30, width=100):
    """Return how large the signal and the gradient still are after so many layers, as parts of their start."""
    function, slope = FUNCTIONS[name]
    rng = np.random.default_rng(3)
    h, passed = rng.normal(size=(50, width)), []
    start = np.sqrt((h**2).mean())
    for _ in range(layers):
        weights = gain * rng.normal(size=(width, width)) / np.sqrt(width)
        z = h @ weights.T
        h = function(z)
        passed.append((weights, slope(z, h)))
    signal, grad = np.sqrt((h**2).mean()) / start, rng.normal(size=h.shape)
    for weights, slopes in reversed(passed):
        grad = (grad * slopes) @ weights
    return signal, np.sqrt((grad**2).mean())
