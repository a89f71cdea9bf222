"""The Kullback-Leibler divergence: how much a predicted distribution differs from the true one."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.losses import Loss
from nnlearn.shared.losses import REDUCTIONS, check_reduction, log_probabilities, normals


class KLDivLoss(Loss):
    """Kullback-Leibler divergence of distributions t from q: L = 1/N sum t (log t - log q), given log q.

    Where t = 0 it adds nothing.

    Parameters
    ----------
    reduction : {"mean", "batchmean", "sum", "none"}
        "batchmean" divides by the number of examples, which is the mathematical divergence; "mean" divides by the
        number of elements, classes included, as in PyTorch, which warns that it will change this.
    log_target : bool
        Whether the target holds log t in place of t.

    Raises
    ------
    TypeError, ValueError
        If prediction and target differ in shape, or one is empty, does not hold floats, or holds NaN or infinity; if
        log-probabilities are above 0, or probabilities outside [0, 1]. `backprop` and `fit` refuse a model that ends
        in Softmax, because the loss expects its logarithm.

    Notes
    -----
    Gradient: dL/d(log q) = -1/N t.

    References
    ----------
    Kullback, Leibler (1951), "On information and sufficiency", equation 2.4.

    Examples
    --------
    >>> criterion = KLDivLoss(reduction="batchmean")
    >>> log_q, t = np.log([[0.5, 0.5]]), np.array([[1.0, 0.0]])
    >>> round(float(criterion(log_q, t)), 4)  # log 2
    0.6931
    >>> criterion.backward().tolist()
    [[-1.0, -0.0]]
    """

    def __init__(self, *, reduction="mean", log_target=False):
        self.reduction = check_reduction(self, reduction, (*REDUCTIONS, "batchmean"))
        self.log_target = arguments.flag("KLDivLoss", "log_target", log_target)

    def check(self, prediction, target):
        log_probabilities("KLDivLoss", prediction, target, log_target=self.log_target)

    def forward(self, prediction, target):
        self.check(prediction, target)
        t = np.exp(target) if self.log_target else target
        log_t = target if self.log_target else np.log(np.where(t > 0, t, 1))
        count = prediction.shape[:1] if self.reduction == "batchmean" else prediction.shape
        return self.reduce(t * (log_t - prediction), t, count=int(np.prod(count)))  # t (log t - log q)

    def backward(self, grad=None):
        share, t = self.kept(grad)
        return share * -t


@ignore_overflow
def kl_normal(mean, log_variance):
    """Divergence of normal distributions N(m, e^s) from N(0, 1), in nats: (m^2 + e^s - s - 1) / 2, number by number.

    That of a code of several independent numbers is the sum over them.

    Parameters
    ----------
    mean : ndarray of floats, any shape
        m.
    log_variance : ndarray of floats of that shape
        s, the logarithm of the variance (not of the standard deviation, which is s / 2).

    Returns
    -------
    ndarray of that shape and dtype, >= 0

    Raises
    ------
    TypeError, ValueError
        If one is not an array of floats, or their shapes differ.

    Notes
    -----
    Gradient: m for the mean, (e^s - 1) / 2 for the log-variance. Both are 0 at m = s = 0 alone. e^s - 1 is computed as
    expm1(s), which keeps its digits near 0.

    References
    ----------
    Kingma, Welling (2014), "Auto-encoding variational Bayes", appendix B.

    Examples
    --------
    >>> kl_normal(np.array([0.0, 2.0, 0.0]), np.array([0.0, 0.0, 1.0])).round(4).tolist()
    [0.0, 2.0, 0.3591]
    """
    normals("kl_normal", mean, log_variance)
    return (mean * mean + (np.expm1(log_variance) - log_variance)) / 2  # (m^2 + e^s - 1 - s) / 2
