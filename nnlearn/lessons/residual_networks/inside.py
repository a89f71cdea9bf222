"""What is inside a deep network: its parts, without one, in another order; how large signals and gradients are."""

import copy
import itertools
from typing import NamedTuple

import numpy as np

import nnlearn.numpy as nn

NUDGE = 0.05  # of the inputs' spread


def parts(net):
    """Return the hidden parts of a network, each a list of layers: a residual block, or a layer with what is before it.

    Parameters
    ----------
    net : Sequential
        As `depth.build` makes it.

    Returns
    -------
    list of list of Module

    Examples
    --------
    >>> from nnlearn.lessons.residual_networks.depth import build
    >>> len(parts(build("plain", 10))), len(parts(build("x + F", 10))), len(parts(build("plain + BN", 2))[0])
    (10, 5, 3)
    """
    layers = list(net)
    blocks = [[layer] for layer in layers if isinstance(layer, nn.Residual)]
    if blocks:
        return blocks
    ends = [i for i, layer in enumerate(layers) if isinstance(layer, nn.Linear)]
    return [layers[before + 1 : end + 1] for before, end in itertools.pairwise(ends[:-1])]


def _assembled(net, kept):
    layers = list(net)
    hidden = sum(len(part) for part in parts(net))
    middle = [layer for part in kept for layer in part]
    return nn.Sequential(layers[0], *middle, *layers[1 + hidden :])


def without(net, k):
    """Return a network that shares the layers of another one, but for its part `k`.

    Parameters
    ----------
    net : Sequential
        As `depth.build` makes it; it stays as it is.
    k : int
        Which of `parts`, from 0.

    Returns
    -------
    Sequential

    Examples
    --------
    >>> from nnlearn.lessons.residual_networks.depth import build
    >>> net = build("x + F", 10)
    >>> len(net), len(without(net, 3))
    (8, 7)
    """
    found = parts(net)
    return _assembled(net, found[:k] + found[k + 1 :])


def swapped(net, k):
    """Return a network that shares the layers of another one, with its parts `k` and `k` + 1 in the other order.

    Parameters
    ----------
    net : Sequential
        As `depth.build` makes it; it stays as it is.
    k : int
        The first of the two, from 0.

    Returns
    -------
    Sequential

    Examples
    --------
    >>> from nnlearn.lessons.residual_networks.depth import build
    >>> net = build("x + F", 10)
    >>> swapped(net, 0)[1] is net[2], swapped(net, 0)[2] is net[1]
    (True, True)
    """
    found = parts(net)
    return _assembled(net, [*found[:k], found[k + 1], found[k], *found[k + 2 :]])


def deepened(net, count):
    """Return a copy of a plain network with `count` more hidden layers that pass on what they get.

    Parameters
    ----------
    net : Sequential
        A plain network without batch normalization, as `depth.build` makes it.
    count : int

    Returns
    -------
    Sequential

    Examples
    --------
    >>> from nnlearn.lessons.residual_networks.depth import build
    >>> len(deepened(build("plain", 2), 38)) == len(build("plain", 40))
    True
    """
    *layers, relu, head = copy.deepcopy(list(net))
    same = []
    for _ in range(count):
        layer = nn.Linear(head.in_features, head.in_features)
        nn.eye_(layer.weight)
        nn.zeros_(layer.bias)
        same += [nn.ReLU(), layer]
    return nn.Sequential(*layers, *same, relu, head)


class Sizes(NamedTuple):
    """How large signals and gradients are in a network that has not moved yet.

    Parameters
    ----------
    signals : ndarray of shape (parts + 1,)
        The standard deviation of what the first layer hands on, and of what each part does.
    gradients : ndarray of shape (hidden layers,)
        The root mean square of dL/dW.
    """

    signals: np.ndarray
    gradients: np.ndarray


def sizes(net, x, y):
    """Return how large signals and gradients are, in training mode; the network stays as it is.

    Parameters
    ----------
    net : Sequential
        As `depth.build` makes it.
    x, y : ndarrays of shape (batch, 40) and (batch,)

    Returns
    -------
    Sizes

    Examples
    --------
    >>> from nnlearn.lessons.residual_networks.depth import build, signals
    >>> x, y, *_ = signals()
    >>> found = sizes(build("x + F", 10), x, y)
    >>> found.signals.shape, found.gradients.shape
    ((6,), (10,))
    """
    net = copy.deepcopy(net)
    net.train()
    ends = [net[0], *(part[-1] for part in parts(net))]
    spreads = []
    for layer in ends:
        layer.register_forward_hook(lambda layer, inputs, output: spreads.append(float(output.std())))
    nn.backprop(net, nn.CrossEntropyLoss(), x, y)
    hidden = [layer for layer in net.modules() if isinstance(layer, nn.Linear)][1:-1]
    gradients = [float(np.sqrt(np.mean(layer.weight.grad.astype(float) ** 2))) for layer in hidden]
    return Sizes(np.array(spreads), np.array(gradients))


def likeness(net, x, y, nudge=NUDGE, seed=0):
    """Return how alike the gradients of the right answer's score are at two inputs close to each other, on average.

    Batch normalization takes the statistics of all of `x`, so that each input has a gradient of its own.

    Parameters
    ----------
    net : Sequential
        It stays as it is.
    x, y : ndarrays of shape (batch, 40) and (batch,)
    nudge : float, default 0.05
        The standard deviation of the random step from one input to the other, as a share of that of `x`.
    seed : int, default 0

    Returns
    -------
    float
        The mean cosine: 1 is the same direction, 0 none in common.

    Examples
    --------
    >>> from nnlearn.lessons.residual_networks.depth import build, signals
    >>> x, y, *_ = signals()
    >>> round(likeness(build("x + F, zero", 40), x, y), 2)
    0.98
    """
    net = copy.deepcopy(net)
    net.train()
    for layer in net.modules():
        if isinstance(layer, nn.BatchNorm1d):
            layer.momentum = 1.0  # the next pass makes its statistics those of x
    net(x)
    near = x + nudge * x.std() * np.random.default_rng(seed).normal(size=x.shape).astype(x.dtype)
    net.eval()
    upstream = np.eye(10, dtype=x.dtype)[y]
    g, other = ((net(inputs), net.backward(upstream))[1].astype(float) for inputs in (x, near))
    cosines = (g * other).sum(axis=1) / np.sqrt((g**2).sum(axis=1) * (other**2).sum(axis=1))
    return float(cosines.mean())
