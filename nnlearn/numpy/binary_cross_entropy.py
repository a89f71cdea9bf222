"""The losses of yes-or-no questions: how surprised is a prediction by the answer?"""

import numpy as np

from nnlearn.numpy.internals.quick_checks import scores_and_shares
from nnlearn.numpy.losses import Loss
from nnlearn.shared.losses import binary, check_weight

MIN_DENOMINATOR = float(np.float32(1e-12))  # PyTorch's 1e-12f, which is 4e-9 of it smaller in float64


def weighed(values, weight):
    """Return values times a weight, or the values themselves if there is none."""
    if weight is None:
        return values
    with np.errstate(over="ignore", invalid="ignore"):
        return values * weight.astype(values.dtype, copy=False)


class BCELoss(Loss):
    """Binary cross-entropy of probabilities: L = -1/N sum w (t log p + (1 - t) log(1 - p)).

    Parameters
    ----------
    weight : ndarray or None
        w >= 0, of a shape that broadcasts to the prediction's, such as (features,); None takes 1. The mean still
        divides by N. `fit` refuses a weight for each example, since it shuffles them.
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If shapes differ, a probability or target does not lie in [0, 1], or the weight is negative or does not fit.

    Notes
    -----
    Gradient: dL/dp = 1/N w (p - t) / (p (1 - p)). As in PyTorch, a logarithm is never below -100 and the denominator
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

    weight: np.ndarray | None

    def __init__(self, weight=None, *, reduction="mean"):
        super().__init__(reduction=reduction)
        self.register_buffer("weight", check_weight("BCELoss", "weight", weight))

    def check(self, prediction, target):
        binary("BCELoss", prediction, target, probabilities=True, weight=self.weight)

    def forward(self, prediction, target):
        self.check(prediction, target)
        with np.errstate(divide="ignore"):  # log 0 = -inf, which the maximum turns into -100
            log_p, log_q = np.maximum(np.log(prediction), -100), np.maximum(np.log1p(-prediction), -100)
        losses = -(target * log_p + (1 - target) * log_q)  # -(t log p + (1 - t) log(1 - p))
        return self.reduce(weighed(losses, self.weight), prediction, target)

    def backward(self, grad=None):
        share, p, t = self.kept(grad)
        slope = (p - t) / np.maximum(p * (1 - p), MIN_DENOMINATOR)  # (p - t) / (p (1 - p))
        return weighed(share * slope, self.weight)


class BCEWithLogitsLoss(Loss):
    """Binary cross-entropy of scores: with p = sigmoid(z), L = -1/N sum w (v t log p + (1 - t) log(1 - p)).

    Computed as (1 - t) z - (1 + (v - 1) t) log p with log p = min(z, 0) - log(1 + e^-|z|), which never overflows.

    Parameters
    ----------
    weight : ndarray or None
        w >= 0, of a shape that broadcasts to the prediction's, such as (features,); None takes 1. The mean still
        divides by N. `fit` refuses a weight for each example, since it shuffles them.
    reduction : {"mean", "sum", "none"}
    pos_weight : ndarray or None
        v >= 0, how much a yes counts compared with a no, of such a shape too; None takes 1. For rare answers, try the
        number of noes per yes.

    Raises
    ------
    TypeError, ValueError
        If shapes differ, a score is not finite, a target does not lie in [0, 1], or a weight is negative or does not
        fit.

    Notes
    -----
    Gradient: dL/dz = 1/N w ((1 + (v - 1) t) p - v t), which is 1/N (p - t) without weights.

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

    weight: np.ndarray | None
    pos_weight: np.ndarray | None

    def __init__(self, weight=None, *, reduction="mean", pos_weight=None):
        super().__init__(reduction=reduction)
        self.register_buffer("weight", check_weight("BCEWithLogitsLoss", "weight", weight))
        self.register_buffer("pos_weight", check_weight("BCEWithLogitsLoss", "pos_weight", pos_weight))

    def check(self, prediction, target):
        if self.weight is self.pos_weight is None and scores_and_shares(prediction, target):
            return
        weights = {"weight": self.weight, "pos_weight": self.pos_weight}
        binary("BCEWithLogitsLoss", prediction, target, probabilities=False, **weights)

    def forward(self, prediction, target):
        self.check(prediction, target)
        log_p = np.minimum(prediction, 0) - np.log1p(np.exp(-np.abs(prediction)))
        likelihood = log_p
        if self.pos_weight is not None:
            v = self.pos_weight.astype(log_p.dtype)
            likelihood = weighed(log_p, 1 + (v - 1) * target)  # (1 + (v - 1) t) log p
        losses = (1 - target) * prediction - likelihood  # (1 - t) z - log p
        return self.reduce(weighed(losses, self.weight), log_p, target)

    def backward(self, grad=None):
        share, log_p, t = self.kept(grad)
        p = np.exp(log_p)
        if self.pos_weight is None:
            slope = p - t
        else:
            v = self.pos_weight.astype(p.dtype)
            slope = (1 + (v - 1) * t) * p - v * t  # (1 + (v - 1) t) p - v t
        return weighed(share * slope, self.weight)
