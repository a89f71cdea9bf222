"""Attention as a plain function, and its derivative: look up softly."""

import math

import numpy as np

from nnlearn.arguments import number
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.shared.attention import check_attention


@ignore_overflow
def scaled_dot_product_attention(query, key, value, attn_mask=None, *, is_causal=False, scale=None):
    """Take, for each query, the mean of all values, weighted by how well their keys fit: y = softmax(q k^T / sqrt d) v.

    Parameters
    ----------
    query : ndarray of shape (..., T, d), float32 or float64
        What each of T places asks for.
    key : ndarray of shape (..., S, d)
        What each of S places is found by.
    value : ndarray of shape (..., S, e)
        What is found there.
    attn_mask : ndarray that can be spread over (..., T, S), or None
        Booleans: True where a query may look. (In `MultiheadAttention`, as in PyTorch, True is where it may not.) Or
        floats, which are added to the scores: -inf where it may not look.
    is_causal : bool
        Whether place t may look at the places 0..t only.
    scale : float or None
        What the products are multiplied by; None takes 1 / sqrt(d).

    Returns
    -------
    ndarray of shape (..., T, e)
        A query that may look nowhere gets zeros, as in PyTorch.

    Raises
    ------
    TypeError, ValueError
        If query, key or value is not an array of floats, their shapes do not fit, the mask does not fit them or comes
        together with `is_causal`, or the scale is not a finite number.

    Notes
    -----
    Gradient, with weights a, G = dL/dy, D = G v^T: dL/dv = a^T G; dL/ds = a (D - sum a D) for the scores s, row by
    row; dL/dq = dL/ds k / sqrt d; dL/dk = dL/ds^T q / sqrt d. A masked place has a = 0, so its slope is exactly 0.

    References
    ----------
    Vaswani et al. (2017), "Attention is all you need", section 3.2.1.

    Examples
    --------
    >>> key, value = np.array([[9.0, 0.0], [0.0, 9.0]]), np.array([[1.0], [2.0]])
    >>> scaled_dot_product_attention(np.array([[99.0, 0.0], [1.0, 1.0]]), key, value)  # the first key; both alike
    array([[1. ],
           [1.5]])
    """
    caller = "scaled_dot_product_attention"
    check_attention(caller, query, key, value, attn_mask, is_causal)
    scale = 1 / math.sqrt(query.shape[-1]) if scale is None else number(caller, "scale", scale)
    may_look = causal(query.shape[-2], key.shape[-2]) if is_causal else attn_mask
    return attention_weights(query, key, may_look, scale) @ value  # y = a v


def causal(queries, keys):
    """Return the mask of those who may not see the future: True where key s <= query t.

    Examples
    --------
    >>> causal(2, 3)
    array([[ True, False, False],
           [ True,  True, False]])
    """
    return np.tril(np.ones((queries, keys), bool))


def attention_weights(query, key, mask, scale):
    """Return the weights a (..., T, S) of the values: a = softmax(s), s = scale q k^T, and -inf where masked.

    Examples
    --------
    >>> attention_weights(np.zeros((2, 1)), np.zeros((2, 1)), causal(2, 2), 1.0)
    array([[1. , 0. ],
           [0.5, 0.5]])
    """
    # Key by key in memory: maxima and sums over the keys then run along whole rows, three times as fast.
    s = (key @ (query * query.dtype.type(scale)).swapaxes(-1, -2)).swapaxes(-1, -2)
    if mask is not None:
        s = np.where(mask, s, s.dtype.type(-np.inf)) if mask.dtype == bool else s + mask.astype(s.dtype)
    top = s.max(axis=-1, keepdims=True)
    if mask is not None:
        top[top == -np.inf] = 0  # a query that may look nowhere: its weights are e^-inf = 0 ...
    s = s - top
    np.exp(s, s)  # e^-inf is exactly 0
    total = s.sum(axis=-1, keepdims=True)
    if mask is not None:
        total[total == 0] = 1  # ... and 0 / 1, as in PyTorch
    s /= total
    return s


def attention_backward(grad, weights, query, key, value, scale, left=None):
    """Return dL/dq, dL/dk and dL/dv of y = a v, from G = dL/dy; with dropout, of y = (a left) v.

    Examples
    --------
    >>> a = np.array([[0.5, 0.5]])
    >>> one, two = np.array([[1.0]]), np.array([[1.0], [3.0]])
    >>> [each.tolist() for each in attention_backward(one, a, one, two, two, 1.0)]
    [[[1.0]], [[-0.5], [0.5]], [[0.5], [0.5]]]
    """
    scale = grad.dtype.type(scale)
    looked = weights if left is None else weights * left
    dv = looked.swapaxes(-1, -2) @ grad  # dL/dv = a^T G
    ds = (value @ grad.swapaxes(-1, -2)).swapaxes(-1, -2)  # dL/da = G v^T, in the weights' order in memory
    if left is not None:
        ds *= left
    ds -= (weights * ds).sum(axis=-1, keepdims=True)
    ds *= weights  # softmax, row by row: dL/ds = a (D - sum a D)
    return ds @ key * scale, ds.swapaxes(-1, -2) @ query * scale, dv
