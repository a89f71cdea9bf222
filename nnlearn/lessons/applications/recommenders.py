"""The networks of lab F: embeddings of the things in a basket, and scores for all others."""

import numpy as np

import nnlearn.numpy as nn


def codes(x, width):
    """Return the things of each basket as numbers from 1 (n, width); 0 fills.

    Examples
    --------
    >>> codes(np.array([[1, 0, 1], [0, 1, 0]]), 2).tolist()
    [[1, 3], [2, 0]]
    """
    found = np.zeros((len(x), width), np.int64)
    for row, basket in zip(found, x, strict=True):
        things = np.flatnonzero(basket) + 1
        row[: len(things)] = things
    return found


def hide(x, y, rng):
    """Return baskets of numbers each of which lacks a thing at random, and what it is: a `transform` for `fit`.

    Examples
    --------
    >>> hide(np.array([[4, 0]]), np.array([0]), np.random.default_rng(0))
    (array([[0, 0]]), array([3]))
    """
    place, row = (rng.random(x.shape) * (x > 0)).argmax(axis=1), np.arange(len(x))
    target = x[row, place] - 1
    x[row, place] = 0
    return x, target


def recommender(nn, net, things):
    """Return a model of numbered baskets (n, width) -> scores (n, things): those of `net`, less 30 for what is in it.

    Without this, the network would have to learn first that what is in the basket is not hidden.
    """

    class Recommender(nn.Module):  # type: ignore[name-defined]
        def __init__(self):
            super().__init__()
            self.net = net
            self.held = nn.EmbeddingBag(things + 1, things, mode="sum", padding_idx=0)
            self.held.weight.data = nn.tensor(-30 * np.eye(things + 1, dtype=np.float32)[:, 1:])  # never trained

        def forward(self, x):
            return self.net(x) + self.held(x)

        def backward(self, grad):  # for the NumPy side; PyTorch's autograd has its own
            return self.net.backward(grad)

    return Recommender()


def network(known, seed=0, *, size=8, epochs=10, rate=0.01, decay=0.02, layers=False, start=True, nn=nn):
    """Return a function: baskets (n, things) -> scores; the embeddings of its things, and a linear layer.

    Parameters
    ----------
    known : ndarray of shape (n, things)
        Baskets to learn from: in each epoch another thing of each is hidden.
    seed, size, epochs : int
        `size` numbers stand for a thing.
    rate, decay : float
        Of AdamW.
    layers : bool
        False: the mean of the embeddings. True: their sum, and a ReLU on it, which makes a hidden layer of it.
    start : bool
        Whether the biases begin at the logarithm of how often each thing occurs, and the weights small: the network
        then begins as the ranking by popularity.
    nn : module
        Either side.

    Examples
    --------
    >>> known = np.array([[1, 1, 0], [1, 1, 0], [0, 1, 1], [1, 0, 1]], np.float32)
    >>> network(known, epochs=1)(known).shape
    (4, 3)
    """
    nn.manual_seed(seed)
    things, width = known.shape[1], int(known.sum(axis=1).max())
    bag = nn.EmbeddingBag(things + 1, size, mode="sum" if layers else "mean", padding_idx=0)
    out = nn.Linear(size, things)
    if start:
        out.bias.data = nn.tensor(np.log(known.sum(axis=0) + 1).astype(np.float32))
        out.weight.data, bag.weight.data = out.weight.data * 0.1, bag.weight.data * 0.1
    net = nn.Sequential(bag, *([nn.ReLU()] if layers else []), out).to(nn.device())
    model = recommender(nn, net, things)
    optimizer = nn.AdamW(net.parameters(), lr=rate, weight_decay=decay)
    how = {"epochs": epochs, "batch_size": 64, "transform": hide}
    nn.fit(model, nn.CrossEntropyLoss(), optimizer, codes(known, width), np.zeros(len(known), np.int64), **how)
    return lambda x: nn.predict(model, codes(x, max(width, int(x.sum(axis=1).max()))))
