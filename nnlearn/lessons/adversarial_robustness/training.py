"""Training on pictures as they are, or on attacked ones."""

import nnlearn.numpy
from nnlearn.attacks import fgsm, pgd, tossed
from nnlearn.lessons.adversarial_robustness.slopes import cross_entropy

BUDGET = 0.15
DEFENCES = ("none", "tossed signs", "one step", "five steps")


def attacked(net, defence, side=nnlearn.numpy, budget=BUDGET):
    """Return what `fit` does to each batch, as its `transform`, or None.

    Parameters
    ----------
    net : Module
        The network in training, which is attacked as it is by then.
    defence : str
        One of `DEFENCES`.
    side : module
        nnlearn.numpy or nnlearn.torch.
    budget : float
        What a pixel may change at most.

    Returns
    -------
    function of (x, y, rng), or None

    Examples
    --------
    >>> attacked(nnlearn.numpy.Linear(2, 2), "none") is None
    True
    """
    slope = cross_entropy(net, side)
    ways = {
        "none": None,
        "tossed signs": lambda x, y, rng: (tossed(x, budget, rng=rng), y),
        "one step": lambda x, y, rng: (fgsm(slope, x, y, budget), y),
        "five steps": lambda x, y, rng: (pgd(slope, x, y, budget, steps=5, rng=rng), y),
    }
    return ways[defence]


def trained(net, x, y, seed, *, epochs=30, lr=0.003, defence="none", budget=BUDGET):
    """Train a network of the NumPy side with Adam, in batches of 32, and return it.

    Parameters
    ----------
    net : Module
    x, y : ndarray
        The pictures and labels of the training.
    seed : int
        Of the order.
    epochs : int
    lr : float
    defence : str
        One of `DEFENCES`: what happens to each batch.
    budget : float

    Returns
    -------
    Module
        `net`.

    Examples
    --------
    >>> import numpy as np
    >>> x, y = np.eye(2, dtype=np.float32), np.array([0, 1])
    >>> net = trained(nnlearn.numpy.Linear(2, 2), x, y, seed=0, epochs=200, lr=0.01)
    >>> nnlearn.numpy.predict(net, x).argmax(axis=1).tolist()
    [0, 1]
    """
    nn = nnlearn.numpy
    nn.manual_seed(seed)
    adam, transform = nn.Adam(net.parameters(), lr=lr), attacked(net, defence, budget=budget)
    nn.fit(net, nn.CrossEntropyLoss(), adam, x, y, epochs=epochs, batch_size=32, transform=transform)
    return net
