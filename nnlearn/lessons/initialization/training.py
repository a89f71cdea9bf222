"""Train a network of eight ReLU layers on digits: with this start or that, with and without batch normalisation."""

import numpy as np

from nnlearn import datasets
from nnlearn.metrics import accuracy

DEPTH, WIDTH, BATCH = 8, 64, 32
WHOLE = 42 * BATCH  # 1,344 digits make whole batches; all 1,348 leave a last batch of four


def network(nn, start, norm):
    """Return a network of eight ReLU layers.

    Parameters
    ----------
    nn : module
        `nnlearn.numpy` or `nnlearn.torch`.
    start : {"default", "Xavier", "He"}
        The first weights: those that `nn.Linear` samples itself, or of variance 2/(fan_in + fan_out), or 2/fan_in.
        Xavier's and He's come with biases of 0.
    norm : bool
        Whether batch normalisation stands between each sum and its ReLU; those sums then have no bias.

    Returns
    -------
    Module

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> len(network(nn, "He", True))
    25
    """
    layers = []
    for _ in range(DEPTH):
        layers += [nn.Linear(WIDTH, WIDTH, bias=not norm), *([nn.BatchNorm1d(WIDTH)] if norm else []), nn.ReLU()]
    net = nn.Sequential(*layers, nn.Linear(WIDTH, 10)).to(nn.device())
    fill = {"Xavier": nn.xavier_normal_, "He": lambda weight: nn.kaiming_normal_(weight, nonlinearity="relu")}
    for layer in net if start != "default" else ():
        if isinstance(layer, nn.Linear):
            fill[start](layer.weight)
            if layer.bias is not None:
                nn.uniform_(layer.bias, 0.0, 0.0)
    return net


def share_read(nn, start, norm, lr, seed, epochs=5, digits=WHOLE):
    """Train such a network on digits, and measure it on others.

    Parameters
    ----------
    nn, start, norm
        As in `network`.
    lr : float
        Learning rate of plain SGD, with batches of 32.
    seed : int
        Of the first weights and of the order of the digits.
    epochs : int
    digits : int
        How many digits it is trained on.

    Returns
    -------
    float
        Share of 449 unseen digits that it reads; 0.1, a guess, if its numbers overflowed on the way.
    """
    data = datasets.digits()
    (x, y), (unseen, labels) = datasets.split(data.x / 16, data.y, seed=0)
    nn.manual_seed(seed)
    net = network(nn, start, norm)
    optimizer = nn.SGD(net.parameters(), lr=lr)
    try:
        nn.fit(net, nn.CrossEntropyLoss(), optimizer, x[:digits], y[:digits], epochs=epochs, batch_size=BATCH)
    except ValueError:  # `fit` stops at the first number that is not finite
        return 0.1
    with np.errstate(all="ignore"):
        return float(accuracy(nn.predict(net, unseen), labels))
