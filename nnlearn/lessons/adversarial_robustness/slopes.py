"""Slopes in the picture, as attacks take them, of a network of either side."""

import copy

import numpy as np

import nnlearn.numpy

FAR = 1e9


def cross_entropy(net, side=nnlearn.numpy):
    """Return the function that gives the slope of the cross-entropy in the picture.

    Parameters
    ----------
    net : Module
        A network of `side` whose outputs are scores (N, classes).
    side : module
        nnlearn.numpy or nnlearn.torch.

    Returns
    -------
    function of (x, y)
        Of pictures (N, ...) and labels (N,); each picture has its own slope, not 1/N of it.

    Examples
    --------
    >>> net = nnlearn.numpy.Linear(3, 2)
    >>> cross_entropy(net)(np.zeros((5, 3), np.float32), np.zeros(5, int)).shape
    (5, 3)
    """
    criterion = side.CrossEntropyLoss(reduction="sum")
    return lambda x, y: side.input_gradient(net, criterion, x, y)


def margin(net, side=nnlearn.numpy):
    """Return the function that gives the slope of the margin loss in the picture.

    That loss is the largest wrong score minus the right one; it is never flat, however sure the network is.

    Parameters
    ----------
    net, side
        As in `cross_entropy`.

    Returns
    -------
    function of (x, y)

    Examples
    --------
    >>> net = nnlearn.numpy.Linear(3, 2)
    >>> wrong, right = net.weight.data[1], net.weight.data[0]
    >>> found = margin(net)(np.ones((1, 3), np.float32), np.array([0]))
    >>> bool(np.allclose(found, wrong - right))
    True
    """
    # With a margin that no score reaches, this loss has the slope (mean of all scores' slopes) - (slope of score y).
    one = side.MultiMarginLoss(margin=FAR, reduction="sum")

    def slope(x, y):
        scores = np.array(side.predict(net, x))
        scores[np.arange(len(y)), y] = -np.inf
        wrong = scores.argmax(axis=1)
        return side.input_gradient(net, one, x, y) - side.input_gradient(net, one, x, wrong)

    return slope


def read(net, x, y, side=nnlearn.numpy):
    """Return the share of the pictures that a network reads rightly.

    Parameters
    ----------
    net : Module
    x : ndarray of shape (N, ...)
    y : ndarray of shape (N,)
    side : module

    Returns
    -------
    float

    Examples
    --------
    >>> net = nnlearn.numpy.Linear(2, 2)
    >>> net.weight.data, net.bias.data = [[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0]
    >>> read(net, np.array([[2.0, 1.0], [2.0, 1.0]], np.float32), np.array([0, 1]))
    0.5
    """
    return float((side.predict(net, x).argmax(axis=1) == y).mean())


def louder(net, factor):
    """Return a copy of a network whose scores are multiplied by a factor, so that no answer changes.

    Parameters
    ----------
    net : Module
        Its last part with weights is the layer that gives the scores.
    factor : float

    Returns
    -------
    Module

    Examples
    --------
    >>> net, x = nnlearn.numpy.Linear(3, 2), np.ones((1, 3), np.float32)
    >>> loud = louder(net, 100)
    >>> bool(np.allclose(loud(x), 100 * net(x)))
    True
    """
    loud = copy.deepcopy(net)
    for part in list(loud.parameters())[-2:]:  # weight and bias
        part.data = factor * part.data
    return loud
