"""The layer of the lesson's own project on tensors: the same formula, and no backward."""

import math

import torch


class SoftMaximum(torch.nn.Module):
    """The logarithm of the mean of exp(x) over the last axis: see `soft_maximum.SoftMaximum`.

    Notes
    -----
    Input: (..., T). Output: (...).

    Examples
    --------
    >>> SoftMaximum()(torch.zeros(2, 4)).tolist()
    [0.0, 0.0]
    """

    def forward(self, x):
        return torch.logsumexp(x, dim=-1) - math.log(x.shape[-1])
