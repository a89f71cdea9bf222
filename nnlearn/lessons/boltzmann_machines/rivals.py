"""Rivals of a restricted Boltzmann machine on binary digits: densities, and ways to fill in the lower half."""

import numpy as np

LEAST = 1e-3  # no rival may call anything impossible


def log_bernoulli(p, x):
    """Return log p(x) of independent pixels that are on with probabilities p, summed over the last axis.

    Parameters
    ----------
    p, x : ndarray of shape (..., d)

    Returns
    -------
    ndarray of shape (...)

    Examples
    --------
    >>> log_bernoulli(np.array([0.5, 0.5]), np.array([0, 1])).round(3).item()
    -1.386
    """
    return (x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=-1)


def independent(x, held):
    """Return the mean log p of held-out pictures under the pixels' own frequencies.

    Parameters
    ----------
    x, held : ndarray of shape (n, d)

    Returns
    -------
    float

    Examples
    --------
    >>> round(independent(np.array([[0, 1], [1, 0]]), np.array([[1, 1]])), 3)
    -1.386
    """
    return float(log_bernoulli(np.clip(x.mean(axis=0), LEAST, 1 - LEAST), held).mean())


def mixture(x, held, parts, seed=0, rounds=60):
    """Return the mean log p of held-out pictures under a mixture of independent pixels, fitted by EM.

    Parameters
    ----------
    x, held : ndarray of shape (n, d)
    parts : int
        Components.
    seed : int
    rounds : int, default 60

    Returns
    -------
    float

    Examples
    --------
    >>> from nnlearn.lessons.boltzmann_machines import digits
    >>> x, held = digits.binary()
    >>> mixture(x, held, 10, rounds=5) > independent(x, held)
    True
    """
    rng, x = np.random.default_rng(seed), x.astype(float)
    p = np.clip(x[rng.choice(len(x), parts, replace=False)] * 0.6 + 0.2, 0.05, 0.95)
    share = np.full(parts, 1 / parts)

    def logs(v):
        return np.log(share) + v @ np.log(p).T + (1 - v) @ np.log(1 - p).T

    for _ in range(rounds):
        joint = logs(x)
        belongs = np.exp(joint - np.logaddexp.reduce(joint, axis=1)[:, None])
        count = belongs.sum(axis=0) + 1e-9
        p = np.clip((belongs.T @ x + 0.1) / (count[:, None] + 0.2), LEAST, 1 - LEAST)
        share = count / count.sum()
    return float(np.logaddexp.reduce(logs(held.astype(float)), axis=1).mean())


def predicted(x, y, held, strength):
    """Return the probabilities that logistic regression gives to a pixel of held-out pictures.

    Parameters
    ----------
    x, held : ndarray of shape (n, features)
    y : ndarray of shape (n,)
        The pixel, 0 or 1.
    strength : float
        scikit-learn's C.

    Returns
    -------
    ndarray of shape (n,)

    Examples
    --------
    >>> predicted(np.zeros((2, 0)), np.array([0, 1]), np.zeros((1, 0)), 1.0).tolist()
    [0.5]
    """
    from sklearn.linear_model import LogisticRegression

    if y.min() == y.max() or x.shape[1] == 0:
        found = np.full(len(held), (y.sum() + 0.5) / (len(y) + 1))
    else:
        model = LogisticRegression(C=strength, max_iter=300).fit(x, y)
        found = model.predict_proba(held)[:, 1]
    return np.clip(found, LEAST, 1 - LEAST)


def chain(x, held, strength):
    """Return the mean log p of held-out pictures where each pixel is predicted from all pixels before it.

    Parameters
    ----------
    x, held : ndarray of shape (n, d)
    strength : float
        scikit-learn's C.

    Returns
    -------
    float

    Examples
    --------
    >>> from nnlearn.lessons.boltzmann_machines import digits
    >>> x, held = digits.binary()
    >>> chain(x[:200, :8], held[:, :8], 0.1) > independent(x[:200, :8], held[:, :8])
    True
    """
    pixels = range(x.shape[1])
    p = np.stack([predicted(x[:, :i], x[:, i], held[:, :i], strength) for i in pixels], axis=1)
    return float(log_bernoulli(p, held).mean())


def neighbours(x, held, k):
    """Return the mean lower half of the k known pictures whose upper halves are the most alike.

    Parameters
    ----------
    x, held : ndarray of shape (n, 64)
    k : int

    Returns
    -------
    ndarray of shape (n, 32)

    Examples
    --------
    >>> neighbours(np.eye(64), np.eye(64)[:1], 1).sum().item()
    0.0
    """
    apart = (held[:, None, :32] != x[None, :, :32]).sum(axis=2)
    return x[apart.argsort(axis=1, kind="stable")[:, :k], 32:].mean(axis=1)


def logistic(x, held, strength):
    """Return the lower half as logistic regressions predict it, each pixel by itself, from the upper half.

    Parameters
    ----------
    x, held : ndarray of shape (n, 64)
    strength : float
        scikit-learn's C.

    Returns
    -------
    ndarray of shape (n, 32)

    Examples
    --------
    >>> from nnlearn.lessons.boltzmann_machines import digits
    >>> x, held = digits.binary()
    >>> logistic(x[:100], held[:3], 0.1).shape
    (3, 32)
    """
    return np.stack([predicted(x[:, :32], x[:, i], held[:, :32], strength) for i in range(32, 64)], axis=1)
