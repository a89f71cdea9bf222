"""The sums in front of a recurrent layer's gates, at all steps at once: PyTorch's fused layers hand out h alone."""

import torch
from torch.nn.functional import linear

from nnlearn.shared.gates import check_alone


def sums_over_time(layer, x, state, start):
    """Return h after each step, W_ih x + b_ih, W_hh h + b_hh of the step before, and what puts them in order.

    Parameters
    ----------
    layer : torch.nn.LSTM or torch.nn.GRU
        A single layer in one direction.
    x : Tensor of shape (T, N, F), (N, T, F) if `batch_first`, or (T, F)
    state : what the layer takes, or None
    start : Tensor (1, N, H) or (1, H), or None
        h before the first step.

    Returns
    -------
    h, into, from_h : Tensor
        Time first.
    outside : function
        Returns a tensor, time first, in the form of the layer's output.

    Raises
    ------
    TypeError, ValueError
        If the layer is stacked or bidirectional, or x is packed.
    """
    check_alone(layer, x)

    def outside(values):
        return values.transpose(0, 1) if layer.batch_first and x.ndim == 3 else values

    with torch.no_grad():
        h, x_first = (outside(values) for values in (layer(x, state)[0], x))  # outside is its own inverse
        start = torch.zeros_like(h[:1]) if start is None else start
        before = torch.cat([start, h[:-1]])
        into = linear(x_first, layer.weight_ih_l0, layer.bias_ih_l0 if layer.bias else None)
        from_h = linear(before, layer.weight_hh_l0, layer.bias_hh_l0 if layer.bias else None)
    return h, into, from_h, outside
