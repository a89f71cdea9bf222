"""The deep networks of the lesson: dense layers of 64 on signals of MNIST-1D, plain or in residual blocks."""

import itertools
from functools import lru_cache

import numpy as np

import nnlearn.numpy as nn
from nnlearn import datasets

KINDS = (
    *("plain", "plain, default start", "plain, orthogonal", "plain, identity", "plain + BN"),
    *("x + F", "x + F, scaled", "x + F, zero", "x + F + BN"),
)
WIDTH, BATCH = 64, 64
LEARNED, FIRST_UNSEEN = 2000, 4000  # signals to learn from, and where the 1,000 of the published test begin
NOISE = 0.01  # around the identity


@lru_cache(maxsize=1)
def signals():
    """Return 2,000 signals to learn from, and 1,000 that no network sees: x, y, x_test, y_test.

    Returns
    -------
    x, x_test : ndarrays of shape (2000, 40) and (1000, 40), float32
    y, y_test : ndarrays of shape (2000,) and (1000,), int64

    Examples
    --------
    >>> [part.shape for part in signals()]
    [(2000, 40), (2000,), (1000, 40), (1000,)]
    """
    data = datasets.mnist1d()
    return data.x[:LEARNED], data.y[:LEARNED], data.x[FIRST_UNSEEN:], data.y[FIRST_UNSEEN:]


def build(kind, depth, seed=0):
    """Return a network with `depth` hidden layers of 64 x 64, between a first and a last layer.

    Each hidden layer is ReLU, then `Linear`, with a batch normalisation before the ReLU where the kind says so; a block
    of a residual kind holds two of them. All start as He et al. (2015) propose, where the kind names no other start.

    Parameters
    ----------
    kind : str
        One of `KINDS`. "scaled" divides each branch by the square root of the number of blocks; "zero" sets the last
        weights of each branch to 0.
    depth : int
        Even where the kind has blocks.
    seed : int, default 0

    Returns
    -------
    Sequential

    Raises
    ------
    ValueError
        If there is no such kind, or blocks cannot share the layers.

    Examples
    --------
    >>> len(build("plain", 10)), len(build("x + F", 10))
    (23, 8)
    """
    if kind not in KINDS:
        raise ValueError(f"build expected kind to be one of {KINDS}, got {kind!r}")
    if kind.startswith("x") and depth % 2:
        raise ValueError(f"build expected an even depth, two layers a block, got {depth}: take {depth + 1}")
    nn.manual_seed(seed)
    norm = [nn.BatchNorm1d] if kind.endswith("BN") else []

    def hidden(outputs=WIDTH):
        return [*(make(WIDTH) for make in norm), nn.ReLU(), nn.Linear(WIDTH, outputs)]

    if kind.startswith("plain"):
        middle = list(itertools.chain.from_iterable(hidden() for _ in range(depth)))
    else:
        scale = (depth // 2) ** -0.5 if kind == "x + F, scaled" else 1.0
        middle = [nn.Residual(*hidden(), *hidden(), scale=scale) for _ in range(depth // 2)]
    net = nn.Sequential(nn.Linear(40, WIDTH), *middle, *hidden(10))
    if kind != "plain, default start":
        _start(net, kind)
    return net


def _start(net, kind):
    """Give the weights the start of their kind."""
    layers = [module for module in net.modules() if isinstance(module, nn.Linear)]
    for layer in layers:
        nn.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.zeros_(layer.bias)
    if kind == "plain, orthogonal":
        for layer in layers[1:-1]:
            nn.orthogonal_(layer.weight, gain=2**0.5)
    if kind == "plain, identity":
        for layer in layers[1:-1]:
            nn.normal_(layer.weight, std=NOISE)
            layer.weight.data += np.eye(WIDTH, dtype=layer.weight.dtype)
    if kind == "x + F, zero":
        for block in net.modules():
            if isinstance(block, nn.Residual):
                nn.zeros_(block.body[-1].weight)


def train(net, lr, epochs=15, callbacks=()):
    """Train a network on the 2,000 signals with Adam, in batches of 64.

    Parameters
    ----------
    net : Module
        Changed in place.
    lr : float
    epochs : int, default 15
    callbacks : sequence of callables, default ()
        See `nn.fit`.

    Returns
    -------
    History
    """
    x, y, *_ = signals()
    optimizer = nn.Adam(net.parameters(), lr=lr)
    criterion = nn.CrossEntropyLoss()
    return nn.fit(net, criterion, optimizer, x, y, epochs=epochs, batch_size=BATCH, callbacks=list(callbacks))
