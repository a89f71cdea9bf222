"""Attention as a plain function: the NumPy side's lines on tensors; autograd finds the derivative."""

import math

import torch

from nnlearn.arguments import number
from nnlearn.shared.attention import check_attention


def scaled_dot_product_attention(query, key, value, attn_mask=None, *, is_causal=False, scale=None):
    """Take, for each query, the mean of all values, weighted by how well their keys fit: y = softmax(q k^T / sqrt d) v.

    See `nnlearn.numpy.scaled_dot_product_attention`.

    Parameters
    ----------
    query : Tensor of shape (..., T, d)
    key : Tensor of shape (..., S, d)
    value : Tensor of shape (..., S, e)
    attn_mask : Tensor that can be spread over (..., T, S), or None
        Booleans, True where a query may look, or floats, which are added to the scores.
    is_causal : bool
        Whether place t may look at the places 0..t only.
    scale : float or None
        What the products are multiplied by; None takes 1 / sqrt(d).

    Returns
    -------
    Tensor of shape (..., T, e)

    Raises
    ------
    TypeError, ValueError
        If query, key or value is not a tensor of floats, their shapes do not fit, the mask does not fit them or comes
        together with `is_causal`, or the scale is not a finite number.

    Examples
    --------
    >>> key, value = torch.tensor([[9.0, 0.0], [0.0, 9.0]]), torch.tensor([[1.0], [2.0]])
    >>> scaled_dot_product_attention(torch.tensor([[99.0, 0.0], [1.0, 1.0]]), key, value)
    tensor([[1.0000],
            [1.5000]])
    """
    caller = "scaled_dot_product_attention"
    check_attention(caller, query, key, value, attn_mask, is_causal, torch.Tensor)
    scale = 1 / math.sqrt(query.shape[-1]) if scale is None else number(caller, "scale", scale)
    may_look = causal(query.shape[-2], key.shape[-2], query.device) if is_causal else attn_mask
    return attention_weights(query, key, may_look, scale) @ value  # y = a v


def causal(queries, keys, device="cpu"):
    """Return the mask of those who may not see the future: True where key s <= query t."""
    return torch.ones(queries, keys, dtype=torch.bool, device=device).tril()


def attention_weights(query, key, mask, scale):
    """Return the weights a (..., T, S) of the values: a = softmax(s), s = scale q k^T, and -inf where masked."""
    s = query * scale @ key.mT
    if mask is not None:
        s = s.masked_fill(~mask, -torch.inf) if mask.dtype == torch.bool else s + mask.to(s.dtype)
    top = s.amax(dim=-1, keepdim=True).detach()  # the shift cancels, so no gradient flows through it
    exponentials = torch.exp(s - top.masked_fill(top == -torch.inf, 0))  # e^-inf is exactly 0
    total = exponentials.sum(dim=-1, keepdim=True)
    return exponentials / total.masked_fill(total == 0, 1)  # a query that may look nowhere: 0 / 1, as in PyTorch
