"""The Kullback-Leibler divergence: the NumPy side's line on tensors, with `backward` left to autograd."""

import torch

from nnlearn import arguments
from nnlearn.shared.losses import REDUCTIONS, check_reduction, log_probabilities, normals
from nnlearn.torch.losses import reduce


class KLDivLoss(torch.nn.KLDivLoss):
    """Kullback-Leibler divergence of distributions t from q: L = 1/N sum t (log t - log q), given log q.

    See `nnlearn.numpy.KLDivLoss`.

    Parameters
    ----------
    reduction : {"mean", "batchmean", "sum", "none"}
        "batchmean" divides by the number of examples, which is the mathematical divergence; "mean" divides by the
        number of elements, classes included.
    log_target : bool
        Whether the target holds log t in place of t.

    Raises
    ------
    TypeError, ValueError
        If prediction and target differ in shape, or one is empty, does not hold floats, or holds NaN or infinity; if
        log-probabilities are above 0, or probabilities outside [0, 1].

    Examples
    --------
    >>> KLDivLoss(reduction="batchmean")(torch.tensor([[0.5, 0.5]]).log(), torch.tensor([[1.0, 0.0]]))  # log 2
    tensor(0.6931)
    """

    def __init__(self, *, reduction="mean", log_target=False):
        reduction = check_reduction(self, reduction, (*REDUCTIONS, "batchmean"))
        super().__init__(reduction=reduction, log_target=arguments.flag("KLDivLoss", "log_target", log_target))

    def forward(self, prediction, target):
        log_probabilities("KLDivLoss", prediction, target, torch.Tensor, log_target=self.log_target)
        t = target.exp() if self.log_target else target
        log_t = target if self.log_target else torch.where(t > 0, t, 1).log()
        losses = t * (log_t - prediction)  # t (log t - log q)
        if self.reduction == "batchmean":
            return losses.sum() / prediction.shape[:1].numel()
        return reduce(losses, self.reduction)


def kl_normal(mean, log_variance):
    """Divergence of normal distributions N(m, e^s) from N(0, 1), in nats: (m^2 + e^s - s - 1) / 2, number by number.

    See `nnlearn.numpy.kl_normal`.

    Parameters
    ----------
    mean : Tensor of floats, any shape
        m.
    log_variance : Tensor of floats of that shape
        s, the logarithm of the variance.

    Returns
    -------
    Tensor of that shape and dtype, >= 0

    Raises
    ------
    TypeError, ValueError
        If one is not a tensor of floats, or their shapes differ.

    Examples
    --------
    >>> kl_normal(torch.tensor([0.0, 2.0, 0.0]), torch.tensor([0.0, 0.0, 1.0]))
    tensor([0.0000, 2.0000, 0.3591])
    """
    normals("kl_normal", mean, log_variance, torch.Tensor)
    return (mean * mean + (torch.expm1(log_variance) - log_variance)) / 2  # (m^2 + e^s - 1 - s) / 2
