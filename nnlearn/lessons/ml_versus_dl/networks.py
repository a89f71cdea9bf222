"""The three networks of lesson 13: a dense one, a convolutional one that keeps the places, one that forgets them."""


def network(nn, name, *, dropout=0.0, width=100):
    """Return a new network for signals (n, 1, 1, 40): images of one row, so that a kernel of 1 x 5 moves along it.

    Parameters
    ----------
    nn : module
        `nnlearn.numpy` or `nnlearn.torch`.
    name : {"dense", "CNN", "pooled CNN"}
        Two hidden layers; three convolutions and a dense layer on all their places; three convolutions and the mean of
        each channel over its places, followed by a dense layer.
    dropout : float
        The share of units that is dropped in training, after each hidden layer of the dense network and before the
        last layer of the others.
    width : int
        Units in a hidden layer of the dense network.

    Returns
    -------
    nn.Sequential

    Raises
    ------
    ValueError
        If there is no such network.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> sum(p.numel() for p in network(nn, "pooled CNN").parameters())
    16298
    """

    def drop():
        return [nn.Dropout(dropout)] if dropout else []

    def conv(before, after, wide, step=1):
        return nn.Conv2d(before, after, (1, wide), stride=(1, step), padding=(0, wide // 2)), nn.ReLU()

    if name == "dense":
        first, second = (nn.Linear(40, width), nn.ReLU(), *drop()), (nn.Linear(width, width), nn.ReLU(), *drop())
        return nn.Sequential(nn.Flatten(), *first, *second, nn.Linear(width, 10))
    if name == "CNN":
        layers = *conv(1, 24, 5, 2), *conv(24, 24, 3, 2), *conv(24, 24, 3, 2)
        return nn.Sequential(*layers, nn.Flatten(), *drop(), nn.Linear(5 * 24, 10))
    if name == "pooled CNN":
        layers = *conv(1, 32, 5), *conv(32, 32, 5, 2), *conv(32, 64, 5)
        return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), *drop(), nn.Linear(64, 10))
    raise ValueError(f'network expected "dense", "CNN" or "pooled CNN", got {name!r}')
