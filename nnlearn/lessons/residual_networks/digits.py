"""Deep convolutional networks for small digits: with and without a skip around every two convolutions."""

from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets

KINDS = "plain", "plain + BN", "x + F, zero", "x + F + BN"
CHANNELS, EPOCHS, BATCH = 8, 15, 64


@lru_cache(maxsize=1)
def digits():
    """Return the 8 x 8 digits as numbers from 0 to 1, three quarters of them to learn from: x, y, x_test, y_test.

    Returns
    -------
    x, x_test : ndarrays of shape (1348, 1, 8, 8) and (449, 1, 8, 8), float32
    y, y_test : ndarrays of shape (1348,) and (449,), int64

    Examples
    --------
    >>> [part.shape for part in digits()]
    [(1348, 1, 8, 8), (1348,), (449, 1, 8, 8), (449,)]
    """
    data = datasets.digits(images=True)
    (x, y), (x_test, y_test) = datasets.split((data.x / 16).astype(np.float32), data.y, seed=0)
    return x, y, x_test, y_test


def build(kind, depth, seed=0):
    """Return a convolutional network with the shapes of `nn.ResNet`, of which "x + F + BN" is one.

    Parameters
    ----------
    kind : {"plain", "plain + BN", "x + F, zero", "x + F + BN"}
        Without batch normalization the convolutions have a bias; "zero" sets the last weights of each branch to 0.
    depth : int
        20, counting all layers: a first convolution, three stages of six and a dense one; or 4 where there is no skip:
        a convolution for each of the three shapes and a dense layer.
    seed : int, default 0

    Returns
    -------
    Sequential

    Raises
    ------
    ValueError
        If there is no such kind or depth.

    Examples
    --------
    >>> len(build("x + F + BN", 20)), len(build("plain + BN", 20)), len(build("plain + BN", 4))
    (15, 60, 12)
    """
    plain = kind.startswith("plain")
    if kind not in KINDS or depth not in ((4, 20) if plain else (20,)):
        raise ValueError(
            f"build expected a kind of {KINDS} and 20 layers, or 4 without a skip, got {kind!r}, {depth!r}"
        )
    nn.manual_seed(seed)
    norm = kind.endswith("BN")

    def part(inputs, outputs):
        shrinks = {"stride": outputs // inputs, "padding": 1, "bias": not norm}
        return [*([nn.BatchNorm2d(inputs)] if norm else []), nn.ReLU(), nn.Conv2d(inputs, outputs, 3, **shrinks)]

    c = CHANNELS
    layers: list[nn.Module] = []
    for before, width in ((c, c), (c, 2 * c), (2 * c, 4 * c)):
        if depth == 4:
            layers += part(before, width) if width > c else []
            continue
        for inputs in (before, width, width):
            branch = [*part(inputs, width), *part(width, width)]
            way = None if inputs == width else nn.Conv2d(inputs, width, 1, stride=2, bias=False)
            layers += branch if plain else [nn.Residual(*branch, shortcut=way)]
    head = nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4 * c, 10)
    net = nn.Sequential(
        nn.Conv2d(1, c, 3, padding=1, bias=not norm), *layers, *([nn.BatchNorm2d(4 * c)] if norm else []), *head
    )
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            nn.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.zeros_(module.bias)
        if isinstance(module, nn.Residual) and kind.endswith("zero"):
            nn.zeros_(module.body[-1].weight)
    return net


def train(net, lr, epochs=EPOCHS):
    """Train a network on the digits with Adam, in batches of 64.

    Parameters
    ----------
    net : Module
        Changed in place.
    lr : float
    epochs : int, default 15

    Returns
    -------
    History
    """
    x, y, *_ = digits()
    return nn.fit(net, nn.CrossEntropyLoss(), nn.Adam(net.parameters(), lr=lr), x, y, epochs=epochs, batch_size=BATCH)
