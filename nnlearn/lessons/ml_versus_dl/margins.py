"""Linear support vector machines by gradient descent on the hinge loss, one class against the rest."""

import numpy as np


def hinge_machines(x, y, classes, *, decay=0.001, epochs=60, lr=0.1, seed=0):
    """Return the weights of one linear machine for each class, found by gradient descent in batches of 32.

    Each minimises the mean of max(0, 1 - y (w x + b)), with y = 1 for its class and -1 for all others, plus
    decay/2 |w|². The rate falls as lr / (1 + step/500).

    Parameters
    ----------
    x : array of shape (n, d)
    y : int array of shape (n,)
        Classes, 0 to classes - 1.
    classes : int
    decay : float
    epochs : int
    lr : float
    seed : int
        Of the order of the batches.

    Returns
    -------
    weight : array of shape (classes, d)
    bias : array of shape (classes,)

    Examples
    --------
    >>> x, y = np.array([[-2.0], [-1.0], [1.0], [3.0]]), np.array([0, 0, 1, 1])
    >>> weight, bias = hinge_machines(x, y, 2)
    >>> (x @ weight.T + bias).argmax(axis=1).tolist()
    [0, 0, 1, 1]
    """
    rng, step = np.random.default_rng(seed), 0
    weight, bias = np.zeros((classes, x.shape[1])), np.zeros(classes)
    side = np.where(np.arange(classes) == y[:, None], 1.0, -1.0)  # (n, classes)
    for _ in range(epochs):
        for rows in np.array_split(rng.permutation(len(x)), max(len(x) // 32, 1)):
            step += 1
            rate = lr / (1 + step / 500)
            short = side[rows] * (x[rows] @ weight.T + bias) < 1  # inside the margin, or on the wrong side
            pull = side[rows] * short
            weight += rate * (pull.T @ x[rows] / len(rows) - decay * weight)
            bias += rate * pull.mean(axis=0)
    return weight, bias


def measured(seed):
    """Return accuracy on unseen examples: machines by gradient descent, scikit-learn's, and logistic regression.

    Each chooses the strength of its penalty, one of three, on a fifth of its examples.

    Returns
    -------
    list of dict
        data, model, seed and right.
    """
    from nnlearn import datasets

    found = []
    for name in ("breast_cancer", "digits", "mnist1d"):
        if name == "mnist1d":
            data = datasets.mnist1d()
            rows = np.random.default_rng(seed).permutation(4000)[:1600]
            x, y, unseen, labels = data.x[rows], data.y[rows], data.x[4000:], data.y[4000:]
        else:
            data = getattr(datasets, name)()
            (x, y), (unseen, labels) = datasets.split(data.x, data.y, seed=seed)
        x, unseen = datasets.standardise(x, unseen)
        fifth = len(x) // 5
        for model, settings in _candidates(len(data.classes), seed).items():
            best = max(settings, key=lambda fit: (fit(x[fifth:], y[fifth:])(x[:fifth]) == y[:fifth]).mean())
            right = round(float((best(x, y)(unseen) == labels).mean()), 4)
            found.append({"data": name, "model": model, "seed": seed, "right": right})
    return found


def _candidates(classes, seed):
    """Return for each model a list of functions (x, y) -> predict, one for each strength of its penalty."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC

    def ours(decay):
        def fitted(x, y):
            weight, bias = hinge_machines(x, y, classes, decay=decay, seed=seed)
            return lambda new: (new @ weight.T + bias).argmax(axis=1)

        return fitted

    def theirs(make):
        return lambda x, y: make().fit(x, y).predict

    return {
        "hinge by gradient descent": [ours(decay) for decay in (0.0001, 0.001, 0.01)],
        "LinearSVC": [theirs(lambda C=C: LinearSVC(C=C, max_iter=20000, random_state=0)) for C in (0.001, 0.01, 0.1)],
        "logistic": [theirs(lambda C=C: LogisticRegression(C=C, max_iter=2000)) for C in (0.01, 0.1, 1.0)],
    }
