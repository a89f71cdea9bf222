"""The loss of a support vector machine: the true class should win by a margin, and more does not count."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.losses import Loss
from nnlearn.shared.losses import check_weight, margin_scores


class MultiMarginLoss(Loss):
    """Hinge loss of scores: L = 1/N sum_n w[t_n]/C sum_(c != t_n) max(0, margin - z_n[t_n] + z_n[c])^p.

    Parameters
    ----------
    p : {1, 2}
        The power of the hinge.
    margin : float
        By how much the score of the true class must exceed each of the others, any finite number.
    weight : ndarray of shape (classes,) or None
        w >= 0, how much each class counts; None takes 1. A mean still divides by N, unlike in `CrossEntropyLoss`.
    reduction : {"mean", "sum", "none"}

    Raises
    ------
    TypeError, ValueError
        If the scores are not (N, classes) and finite, or the targets not (N,) whole numbers in 0..classes-1; if p is
        neither 1 nor 2, margin is not a finite number, or weight does not fit.

    Notes
    -----
    Gradient, with z_c' = max(0, margin - z[t] + z[c]): dL/dz[c] = w/(N C) p z_c'^(p - 1) where z_c' > 0, else 0, and
    minus their sum for the true class. An example that wins by the margin has no gradient.

    References
    ----------
    Weston, Watkins (1999), "Support vector machines for multi-class pattern recognition", with the margin 2. With two
    classes and p = 1, half the hinge loss of Cortes, Vapnik (1995), "Support-vector networks".

    Examples
    --------
    >>> criterion = MultiMarginLoss()
    >>> float(criterion(np.array([[2.0, 1.5, -3.0]]), np.array([0])))  # (1 - 2 + 1.5) / 3
    0.16666666666666666
    >>> criterion.backward().round(3)
    array([[-0.333,  0.333,  0.   ]])
    """

    weight: np.ndarray | None

    def __init__(self, p=1, margin=1.0, weight=None, *, reduction="mean"):
        super().__init__(reduction=reduction)
        self.p = arguments.integer("MultiMarginLoss", "p", p, low=1, high=2)
        self.margin = arguments.number("MultiMarginLoss", "margin", margin)
        self.register_buffer("weight", check_weight("MultiMarginLoss", "weight", weight))

    def check(self, prediction, target):
        margin_scores("MultiMarginLoss", prediction, target, weight=self.weight)

    @ignore_overflow
    def forward(self, prediction, target):
        self.check(prediction, target)
        rows, classes = prediction.shape
        true = np.arange(rows), target
        w = np.ones(classes) if self.weight is None else self.weight
        share = (w / classes).astype(prediction.dtype)[target]
        hinge = np.maximum(self.margin + (prediction - prediction[true][:, None]), 0)  # max(0, margin - z[t] + z[c])
        hinge[true] = 0
        hinge[share == 0] = 0  # 0 times infinity would be NaN
        losses = share * (hinge**self.p).sum(axis=1)
        slope = share[:, None] * (hinge > 0 if self.p == 1 else 2 * hinge)  # p hinge^(p - 1)
        slope[true] = -slope.sum(axis=1)
        return self.reduce(losses, slope)

    @ignore_overflow
    def backward(self, grad=None):
        share, slope = self.kept(grad)
        return (share[:, None] if np.ndim(share) else share) * slope
