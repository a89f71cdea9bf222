"""The losses of classification: how surprised is a prediction by the true class?"""

import numpy as np

from nnlearn.numpy.functional import log_softmax, sigmoid
from nnlearn.numpy.losses import Loss
from nnlearn.shared.losses import binary, class_scores

MIN_DENOMINATOR = float(np.float32(1e-12))  # PyTorch's 1e-12f, which is 4e-9 of it smaller in float64


class BCELoss(Loss):
    """Binary cross-entropy of probabilities: L = -1/N sum t log p + (1 - t) log(1 - p).

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If shapes differ, or a probability or target does not lie in [0, 1].

    Notes
    -----
    Gradient: dL/dp = 1/N (p - t) / (p (1 - p)). As in PyTorch, a logarithm is never below -100 and the denominator
    never below 1e-12. Prefer `BCEWithLogitsLoss`, which needs neither.

    References
    ----------
    Goodfellow, Bengio, Courville (2016), "Deep Learning", section 6.2.2.2.

    Examples
    --------
    >>> criterion = BCELoss()
    >>> round(float(criterion(np.array([[0.5]]), np.array([[1.0]]))), 4)  # log 2
    0.6931
    >>> criterion.backward()
    array([[-2.]])
    """

    def check(self, prediction, target):
        binary("BCELoss", prediction, target, probabilities=True)

    def forward(self, prediction, target):
        self.check(prediction, target)
        with np.errstate(divide="ignore"):  # log 0 = -inf, which the maximum turns into -100
            log_p, log_q = np.maximum(np.log(prediction), -100), np.maximum(np.log1p(-prediction), -100)
        return self.reduce(-(target * log_p + (1 - target) * log_q), prediction, target)  # -(t log p + (1-t) log(1-p))

    def backward(self, grad=None):
        share, p, t = self.kept(grad)
        return share * ((p - t) / np.maximum(p * (1 - p), MIN_DENOMINATOR))  # (p - t) / (p (1 - p))


class BCEWithLogitsLoss(Loss):
    """Binary cross-entropy of scores: with p = sigmoid(z), L = -1/N sum t log p + (1 - t) log(1 - p).

    Computed as (1 - t) z - log p with log p = min(z, 0) - log(1 + e^-|z|), which never overflows.

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If shapes differ, a score is not finite, or a target does not lie in [0, 1].

    Notes
    -----
    Gradient: dL/dz = 1/N (p - t).

    References
    ----------
    Goodfellow, Bengio, Courville (2016), "Deep Learning", section 6.2.2.2.

    Examples
    --------
    >>> criterion = BCEWithLogitsLoss()
    >>> float(criterion(np.array([[0.0], [1e4]]), np.array([[1.0], [0.0]]))).__round__(3)  # (log 2 + 10000) / 2
    5000.347
    >>> criterion.backward().tolist()
    [[-0.25], [0.5]]
    """

    def check(self, prediction, target):
        binary("BCEWithLogitsLoss", prediction, target, probabilities=False)

    def forward(self, prediction, target):
        self.check(prediction, target)
        log_p = np.minimum(prediction, 0) - np.log1p(np.exp(-np.abs(prediction)))
        return self.reduce((1 - target) * prediction - log_p, prediction, target)  # (1 - t) z - log p

    def backward(self, grad=None):
        share, z, t = self.kept(grad)
        return share * (sigmoid(z) - t)  # p - t


class CrossEntropyLoss(Loss):
    """Cross-entropy of scores: L = -1/N sum_n log softmax(z_n)[t_n].

    Parameters
    ----------
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If the scores are not (N, classes) and finite, or the targets not (N,) whole numbers in 0..classes-1; for
        sequences and images, scores are (N, classes, ...) and targets (N, ...), one per place. `backprop` and `fit`
        refuse a model that ends in Softmax, because the loss already contains it.

    Notes
    -----
    Gradient: dL/dz = 1/N (softmax(z) - one_hot(t)).

    References
    ----------
    Bridle (1990), "Probabilistic interpretation of feedforward classification network outputs".

    Examples
    --------
    >>> criterion = CrossEntropyLoss()
    >>> round(float(criterion(np.array([[0.0, 0.0]]), np.array([1]))), 4)  # log 2
    0.6931
    >>> criterion.backward()
    array([[ 0.5, -0.5]])
    """

    def check(self, prediction, target):
        class_scores("CrossEntropyLoss", prediction, target)

    def forward(self, prediction, target):
        self.check(prediction, target)
        log_p, place = log_softmax(prediction, 1), true_classes(target)
        return self.reduce(-log_p[place], log_p, place)  # -log p[t]

    def backward(self, grad=None):
        share, log_p, place = self.kept(grad)
        slope = np.exp(log_p)
        slope[place] -= 1  # softmax(z) - one_hot(t)
        return (share[:, None] if np.ndim(share) else share) * slope


def true_classes(target):
    """Return the index of each label's score among scores (N, classes, ...)."""
    if target.ndim == 1:
        return np.arange(len(target)), target
    rows, *places = np.ogrid[tuple(map(slice, target.shape))]
    return rows, target, *places
