"""The models of lesson 12 that give a probability, from the honest one to the boastful one."""

import numpy as np

import nnlearn.numpy as nn

EPOCHS = 100


def logistic(x, y, seed=0):
    """Train one neuron with cross-entropy, a logistic regression, and return a function from samples to logits.

    Parameters
    ----------
    x : ndarray of shape (n, features), float32
        Standardised.
    y : ndarray of shape (n,)
        0 and 1.
    seed : int
        Of the order of the samples; the weights start from zero.

    Returns
    -------
    function of (m, features) to (m,)

    Examples
    --------
    >>> x = np.array([[-1.0], [1.0]], "float32")
    >>> (logistic(x, np.array([0, 1]))(x) > 0).tolist()
    [False, True]
    """
    nn.manual_seed(seed)
    model = nn.Linear(x.shape[1], 1)
    for parameter in model.parameters():
        parameter.data[:] = 0  # both sides of the library begin alike
    return _trained(model, 0.03, EPOCHS, x, y)


def network(x, y, seed=0):
    """Train a network with two hidden layers, for far too long, and return a function from samples to logits.

    Parameters
    ----------
    x, y, seed : ndarray, ndarray, int
        As in `logistic`.

    Returns
    -------
    function of (m, features) to (m,)

    Examples
    --------
    >>> x = np.array([[-1.0], [1.0]], "float32")
    >>> (network(x, np.array([0, 1]))(x) > 0).tolist()
    [False, True]
    """
    nn.manual_seed(seed)
    return _trained(nn.MLP([x.shape[1], 100, 100, 1]), 0.003, EPOCHS, x, y)


def naive_bayes(x, y):
    """Fit Gaussian naive Bayes, which counts each feature as new evidence, and return a function to logits.

    `logit = log(pi / (1 - pi)) + sum_j [log N(x_j; class 1) - log N(x_j; class 0)]`

    Parameters
    ----------
    x : ndarray of shape (n, features)
    y : ndarray of shape (n,)
        0 and 1.

    Returns
    -------
    function of (m, features) to (m,)

    Examples
    --------
    >>> x = np.array([[-1.0], [-2.0], [1.0], [2.0]])
    >>> naive_bayes(x, np.array([0, 0, 1, 1]))(np.array([[0.0], [3.0]])).round(3).tolist()
    [0.0, 36.0]
    """
    x = x.astype(np.float64)
    mean, variance = (np.array([f(x[y == k], axis=0) for k in (0, 1)]) for f in (np.mean, np.var))

    def logits(new):
        away = -0.5 * (np.log(variance)[:, None] + (new - mean[:, None]) ** 2 / variance[:, None]).sum(axis=2)
        return away[1] - away[0] + np.log(y.mean() / (1 - y.mean()))

    return logits


def nearest(x, y, new):
    """Return for each new sample the label of the known sample nearest to it.

    Parameters
    ----------
    x : ndarray of shape (n, features)
    y : ndarray of shape (n,)
    new : ndarray of shape (m, features)

    Returns
    -------
    ndarray of shape (m,)

    Examples
    --------
    >>> nearest(np.array([[0.0], [1.0]]), np.array([5, 7]), np.array([[0.2], [0.9], [4.0]])).tolist()
    [5, 7, 7]
    """
    x, new = x.astype(np.float64), new.astype(np.float64)
    return y[((x**2).sum(axis=1) - 2 * new @ x.T).argmin(axis=1)]


def _trained(model, lr, epochs, x, y):
    target = y[:, None].astype(np.float32)
    nn.fit(model, nn.BCEWithLogitsLoss(), nn.Adam(model.parameters(), lr=lr), x, target, epochs=epochs, batch_size=64)
    return lambda new: nn.predict(model, new.astype(np.float32))[:, 0].astype(np.float64)
