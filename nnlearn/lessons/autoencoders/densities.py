"""Models of black and white digits whose probability of a picture is known exactly: the VAE's rivals."""

import numpy as np


def log_sum_exp(values, axis):
    """Return log sum exp along an axis, without overflow.

    Examples
    --------
    >>> log_sum_exp(np.array([[1000.0, 1000.0]]), axis=1).round(3)
    array([1000.693])
    """
    top = values.max(axis=axis, keepdims=True)
    return (top + np.log(np.exp(values - top).sum(axis=axis, keepdims=True))).squeeze(axis)


def bernoulli(x, p):
    """Return log p of pictures of zeros and ones under probabilities of a one, summed over the pixels."""
    return (x * np.log(p) + (1 - x) * np.log1p(-p)).sum(axis=-1)


def independent_pixels(x):
    """Return the function that gives log p, (n, 64) -> (n,), if each pixel is drawn by itself."""
    p = np.clip(x.mean(axis=0, dtype=float), 1e-3, 1 - 1e-3)
    return lambda others: bernoulli(others, p)


def mixture(x, count, seed=0, rounds=60):
    """Return the function that gives log p under a mixture of `count` templates, fitted by expectation-maximisation.

    Parameters
    ----------
    x : ndarray of shape (n, 64)
        Zeros and ones.
    count : int
        Templates; each is 64 probabilities of a one.
    seed, rounds : int

    Returns
    -------
    callable
        (n, 64) -> (n,), natural logarithms.

    Examples
    --------
    >>> x = np.repeat(np.array([[0.0, 1.0], [1.0, 0.0]]), 50, axis=0)
    >>> log_p = mixture(x, 20)
    >>> bool(log_p(x).mean() > independent_pixels(x)(x).mean())
    True
    """
    rng = np.random.default_rng(seed)
    p = np.clip(0.6 * x[rng.choice(len(x), count, replace=False)].astype(float) + 0.2, 0.05, 0.95)
    weight = np.full(count, 1 / count)

    def joint(others):
        return np.log(weight) + others @ np.log(p).T + (1 - others) @ np.log1p(-p).T

    for _ in range(rounds):
        scores = joint(x)
        share = np.exp(scores - log_sum_exp(scores, 1)[:, None])  # (n, count), rows sum to 1
        total = share.sum(axis=0) + 1e-9
        p = np.clip((share.T @ x + 0.1) / (total[:, None] + 0.2), 1e-3, 1 - 1e-3)
        weight = total / total.sum()
    return lambda others: log_sum_exp(joint(others), 1)


def chain(x, strength):
    """Return the function that gives log p if each pixel is predicted from those before it by logistic regression.

    Parameters
    ----------
    x : ndarray of shape (n, 64)
        Zeros and ones.
    strength : float
        Inverse strength of the L2 penalty, scikit-learn's C.

    Returns
    -------
    callable
        (n, 64) -> (n,).
    """
    from sklearn.linear_model import LogisticRegression

    models = []
    for pixel in range(x.shape[1]):
        target = x[:, pixel]
        plain = pixel == 0 or target.min() == target.max()
        models.append(None if plain else LogisticRegression(C=strength, max_iter=300).fit(x[:, :pixel], target))
    share = (x.sum(axis=0) + 0.5) / (len(x) + 1)

    def log_p(others):
        p = np.tile(share, (len(others), 1))
        for pixel, model in enumerate(models):
            if model is not None:
                p[:, pixel] = model.predict_proba(others[:, :pixel])[:, 1]
        return bernoulli(others, np.clip(p, 1e-4, 1 - 1e-4))

    return log_p
