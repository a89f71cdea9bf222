"""The loss of classification: how surprised is a prediction by the true class?"""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.functional import shifted_exponentials
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.quick_checks import scores_and_labels
from nnlearn.numpy.losses import Loss
from nnlearn.shared.losses import check_count, check_weight, class_scores


class CrossEntropyLoss(Loss):
    """Cross-entropy of scores: L = -1/N sum_n log softmax(z_n)[t_n].

    With weights w and smoothing s, each target is spread over the C classes, q_c = w_c ([c = t] (1 - s) + s/C), and
    L = -1/W sum_n sum_c q_nc log softmax(z_n)[c], where W = sum_n w[t_n]. Where the targets are probabilities of the
    classes, they stand in the place of [c = t], and W = N.

    Parameters
    ----------
    weight : ndarray of shape (classes,) or None
        w >= 0, how much each class counts; None takes 1.
    ignore_index : int
        Targets of this value do not count, neither in the loss nor in W.
    reduction : {"mean", "sum", "none"}
    label_smoothing : float
        s in [0, 1], the part of each target that is spread evenly over all classes.

    Raises
    ------
    TypeError, ValueError
        If the scores are not (N, classes) and finite, or the targets neither (N,) whole numbers in 0..classes-1 nor
        floats (N, classes), probabilities that add up to 1; for sequences and images, scores are (N, classes, ...),
        labels (N, ...), one per place, and probabilities of the shape of the scores. If a mean is asked for
        and no target counts, where PyTorch returns NaN. `backprop` and `fit` refuse a model that ends in Softmax,
        because the loss already contains it.

    Notes
    -----
    Gradient: dL/dz = 1/N (softmax(z) - one_hot(t)); with weights or smoothing 1/W (softmax(z) sum_c q_c - q).

    References
    ----------
    Bridle (1990), "Probabilistic interpretation of feedforward classification network outputs". Szegedy, Vanhoucke,
    Ioffe, Shlens, Wojna (2016), "Rethinking the Inception architecture for computer vision", section 7, for s.

    Examples
    --------
    >>> criterion = CrossEntropyLoss()
    >>> round(float(criterion(np.array([[0.0, 0.0]]), np.array([1]))), 4)  # log 2
    0.6931
    >>> criterion.backward()
    array([[ 0.5, -0.5]])
    >>> weighted = CrossEntropyLoss(np.array([1.0, 3.0]))  # class 1 counts three times
    >>> round(float(weighted(np.array([[0.0, 0.0], [9.0, 0.0]]), np.array([1, 0]))), 4)  # 3 log 2 / 4
    0.5199
    >>> round(float(criterion(np.array([[0.0, 0.0]]), np.array([[0.3, 0.7]]))), 4)  # probabilities as targets
    0.6931
    """

    weight: np.ndarray | None

    def __init__(self, weight=None, *, ignore_index=-100, reduction="mean", label_smoothing=0.0):
        super().__init__(reduction=reduction)
        self.register_buffer("weight", check_weight("CrossEntropyLoss", "weight", weight))
        self.ignore_index = arguments.integer("CrossEntropyLoss", "ignore_index", ignore_index)
        self.label_smoothing = arguments.number("CrossEntropyLoss", "label_smoothing", label_smoothing, low=0, high=1)

    def check(self, prediction, target):
        if self.weight is None and self.ignore_index < 0 and scores_and_labels(prediction, target):
            return False
        options = {"weight": self.weight, "ignore_index": self.ignore_index}
        return class_scores("CrossEntropyLoss", prediction, target, **options)

    def forward(self, prediction, target):
        ignoring = self.check(prediction, target)
        shifted, exponentials, total = shifted_exponentials(prediction, 1)
        if self.weight is None and not self.label_smoothing and not ignoring:
            place = true_classes(target)
            losses = np.log(total[:, 0]) - shifted[place]  # -log p[t] = log sum_c e^(z_c) - z_t
            return self.reduce(losses, exponentials, total, place)
        log_p = shifted - np.log(total)
        q, count = self.spread(log_p, target)
        return self.reduce(cross_entropy(q, log_p), exponentials, total, q, count=count)

    def spread(self, log_p, target):
        """Return the targets spread over the classes, q of the shape of log_p, and what a mean divides by, W."""
        classes, smoothing = log_p.shape[1], self.label_smoothing
        w = np.ones(classes, log_p.dtype) if self.weight is None else self.weight.astype(log_p.dtype)
        column = (-1, *(1,) * (log_p.ndim - 2))
        if target.dtype.kind == "f":  # probabilities, which all count
            q = target.astype(log_p.dtype) * (1 - smoothing) + smoothing / classes
            return q * w.reshape(column), q.size // classes
        counted = target != self.ignore_index
        labels = np.where(counted, target, 0)
        count = float(w[labels][counted].sum())  # W
        check_count("CrossEntropyLoss", count, self.reduction, self.ignore_index)
        q = np.full_like(log_p, smoothing / classes)
        q[true_classes(labels)] += 1 - smoothing
        q *= w.reshape(column)
        q *= counted[:, None]
        return q, count

    def backward(self, grad=None):
        share, exponentials, total, q = self.kept(grad)
        each = share[:, None] if self.reduction == "none" else share
        if isinstance(q, tuple):  # where each row of q holds its 1
            slope = exponentials * (each / total)  # softmax(z) - one_hot(t), each times its share
            slope[q] -= share
            return slope
        return each * (exponentials / total * q.sum(axis=1, keepdims=True) - q)  # softmax(z) sum_c q_c - q


@ignore_overflow
def cross_entropy(q, log_p):
    """Return -sum_c q_c log p_c; a class with q = 0 adds nothing, even if log p is -inf."""
    return -np.where(q > 0, q * log_p, 0).sum(axis=1)


def true_classes(target):
    """Return the index of each label's score among scores (N, classes, ...)."""
    if target.ndim == 1:
        return np.arange(len(target)), target
    rows, *places = np.ogrid[tuple(map(slice, target.shape))]
    return rows, target, *places
