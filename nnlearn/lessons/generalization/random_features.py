"""Random ReLU features and least squares on them: a network whose hidden layer is never trained."""

import numpy as np

from nnlearn.lessons.generalization.least_squares import directions, inverse_lengths

SPREAD = 0.5  # standard deviation of the biases


def relu_features(x, d, seed=0):
    """Return what d hidden units with random weights hand on.

    With one seed, the units of a small d are the first of those of a large one.

    Parameters
    ----------
    x : array of shape (n, inputs)
    d : int
        Number of units.
    seed : int, default 0

    Returns
    -------
    ndarray of shape (n, d), float64
        max(x W^T + b, 0) / sqrt(d), with W of shape (d, inputs).

    References
    ----------
    A. Rahimi and B. Recht (2007), "Random features for large-scale kernel machines".

    Examples
    --------
    >>> features = relu_features(np.ones((2, 40)), 3)
    >>> features.shape, bool((features >= 0).all())
    ((2, 3), True)
    """
    x = np.asarray(x, float)
    inputs = x.shape[1]
    drawn = np.random.default_rng(seed).normal(size=(d, inputs + 1))  # a row for each unit
    weight, bias = drawn[:, :inputs] / np.sqrt(inputs), SPREAD * drawn[:, inputs]
    return np.maximum(x @ weight.T + bias, 0) / np.sqrt(d)


def fit_outputs(features, targets, l2=0.0):
    """Return the weights of the outputs with the smallest sum of squared errors plus l2 |w|^2.

    With l2 = 0 and more features than examples many weights give an error of zero: these are the smallest of them,
    and those at which gradient descent arrives if it begins with zeros.

    Parameters
    ----------
    features : array of shape (n, d)
    targets : array of shape (n, outputs)
    l2 : float, default 0.0

    Returns
    -------
    ndarray of shape (d, outputs), float64

    References
    ----------
    M. Belkin, D. Hsu, S. Ma, S. Mandal (2019), "Reconciling modern machine-learning practice and the classical
    bias-variance trade-off".

    Examples
    --------
    >>> fit_outputs(np.array([[1.0, 1.0]]), np.array([[1.0]])).round(3).tolist()  # w1 + w2 = 1: (1, 0) is longer
    [[0.5], [0.5]]
    """
    u, s, vt = directions(features)
    return vt.T @ (inverse_lengths(s, l2)[:, None] * (u.T @ targets))
