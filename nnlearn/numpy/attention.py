"""Attention with several heads: each looks up in its own part of the numbers, all at once."""

import math

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.attention_functional import attention_backward, attention_weights
from nnlearn.numpy.dropout import mask_of
from nnlearn.numpy.init import xavier_uniform_
from nnlearn.numpy.init_matrices import zeros_
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.sums import batch_sum
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.module import Module
from nnlearn.numpy.parameter import Parameter
from nnlearn.shared.attention import check_heads, check_lookup, flags


class MultiheadAttention(Module):
    """Look up in a sequence, in several ways at once: y = W_o [head_1 ... head_H] + b_o.

    head_i = softmax(q_i k_i^T / sqrt d) v_i, where q, k and v are W_q query + b_q, W_k key + b_k and W_v value + b_v,
    and head i has the i-th block of d = embed_dim / num_heads of their numbers. `y, weights = attention(query, key,
    value)`; `attention.backward(grad)` returns dL/d(query), dL/d(key) and dL/d(value): where all three are one array x,
    as in self-attention, their sum is dL/dx.

    Further arguments of a call, as in PyTorch: `key_padding_mask` (N, S) and `attn_mask` (T, S) or (N num_heads, T, S),
    booleans, True where a query may NOT look (in `scaled_dot_product_attention`, True is where it may), or floats that
    are added to the scores; `need_weights=False` returns None for the weights; `average_attn_weights=False` returns
    those of each head, (N, num_heads, T, S), in place of their mean (N, T, S); `is_causal=True` only says that
    `attn_mask`, which must be given, is a causal one.

    Parameters
    ----------
    embed_dim : int
        Number D of features of queries, keys and values, >= 1.
    num_heads : int
        Number H of heads; it divides D.
    dropout : float
        Probability that a weight is left out during training, in [0, 1].
    bias : bool
        Whether there are b_q, b_k, b_v and b_o.
    batch_first : bool
        Whether sequences are (N, T, D) instead of (T, N, D). One sequence may be (T, D).

    Attributes
    ----------
    in_proj_weight : Parameter of shape (3 D, D), float32
        W_q, W_k and W_v on top of each other, sampled as `xavier_uniform_` does.
    in_proj_bias : Parameter of shape (3 D,), float32, or None
        b_q, b_k and b_v, which start at 0.
    out_proj : Linear
        W_o and b_o, which starts at 0.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, D is not a multiple of H, or query, key, value or a mask is not an array of
        the shape above.

    Notes
    -----
    Gradient: within each head that of `scaled_dot_product_attention`, outside that of `Linear`. dL/db_k is 0 but for
    rounding: a number added to all scores of a query changes no weight. A masked place has weight 0 and slope 0,
    exactly; a query that may look nowhere gets b_o, where PyTorch gives NaN if need_weights, and b_o if not.

    References
    ----------
    Vaswani et al. (2017), "Attention is all you need", section 3.2.2.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> attention = nn.MultiheadAttention(8, num_heads=2, batch_first=True)
    >>> x = np.ones((3, 5, 8), np.float32)  # 3 sequences of 5 places
    >>> future = np.triu(np.ones((5, 5), bool), 1)
    >>> y, weights = attention(x, x, x, attn_mask=future)
    >>> y.shape, weights[0, 1].tolist()
    ((3, 5, 8), [0.5, 0.5, 0.0, 0.0, 0.0])
    >>> grad_query, grad_key, grad_value = attention.backward(np.ones_like(y))
    >>> (grad_query + grad_key + grad_value).shape
    (3, 5, 8)
    """

    def __init__(self, embed_dim, num_heads, dropout=0.0, bias=True, *, batch_first=False):
        self.embed_dim, self.num_heads = check_heads(self, embed_dim=embed_dim, num_heads=num_heads)
        self.dropout = arguments.number("MultiheadAttention", "dropout", dropout, low=0, high=1)
        self.batch_first = arguments.flag("MultiheadAttention", "batch_first", batch_first)
        bias = arguments.flag("MultiheadAttention", "bias", bias)
        self.in_proj_weight = xavier_uniform_(Parameter(np.empty((3 * self.embed_dim, self.embed_dim), np.float32)))
        self.in_proj_bias = Parameter(np.zeros(3 * self.embed_dim, np.float32)) if bias else None
        self.out_proj = Linear(self.embed_dim, self.embed_dim, bias)
        if bias:
            zeros_(self.out_proj.bias)

    @ignore_overflow
    def forward(
        self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True,
        is_causal=False,
    ):  # fmt: skip
        check_lookup(self, (query, key, value), (key_padding_mask, attn_mask), is_causal)
        need_weights, mean = flags(self, need_weights=need_weights, average_attn_weights=average_attn_weights)
        inputs = [self.batched(x) for x in (query, key, value)]  # (N, T, D), (N, S, D), (N, S, D)
        mask = may_look(key_padding_mask, attn_mask, self.num_heads)
        q, k, v = (self.project(i, x) for i, x in enumerate(inputs))  # (N, H, places, d)
        scale = 1 / math.sqrt(q.shape[-1])
        a = attention_weights(q, k, mask, scale)
        left = mask_of(a, self.dropout) if self.training and self.dropout else None
        looked = a if left is None else a * left
        heads = join(looked @ v)  # (N T, D)
        y = heads @ self.out_proj.weight.data.T  # y = W_o [head_1 ... head_H] + b_o
        if self.out_proj.bias is not None:
            y += self.out_proj.bias.data
        y = self.outside(y.reshape(inputs[0].shape), query.ndim)
        weights = None
        if need_weights:
            weights = looked.mean(axis=1) if mean else looked.copy()
            weights = weights[0] if query.ndim == 2 else weights
        return self.keep(y, inputs, q, k, v, a, left, heads), weights

    @ignore_overflow
    def backward(self, grad):
        inputs, q, k, v, a, left, heads = self.kept(grad)
        rows, axes = self.batched(grad).reshape(heads.shape), grad.ndim
        self.out_proj.weight.grad += rows.T @ heads
        if self.out_proj.bias is not None:
            self.out_proj.bias.grad += batch_sum(rows)
        grad = split(rows @ self.out_proj.weight.data, q.shape)  # of the heads
        grads = attention_backward(grad, a, q, k, v, 1 / math.sqrt(q.shape[-1]), left)
        return tuple(self.unproject(i, x, join(g), axes) for i, (x, g) in enumerate(zip(inputs, grads, strict=True)))

    def project(self, i, x):
        """Return W x + b for queries (i = 0), keys (1) or values (2), cut into heads (N, H, places, d)."""
        n, places, d = x.shape
        y = x.reshape(-1, d) @ self.in_proj_weight.data[i * d : (i + 1) * d].T
        if self.in_proj_bias is not None:
            y += self.in_proj_bias.data[i * d : (i + 1) * d]
        return split(y, (n, self.num_heads, places, d // self.num_heads))

    def unproject(self, i, x, grad, axes):
        """Add to the gradients of `project`, and return dL/dx in the form of x."""
        d = self.embed_dim
        rows = slice(i * d, (i + 1) * d)
        self.in_proj_weight.grad[rows] += grad.T @ x.reshape(-1, d)  # dL/dW = (dL/dy)^T x
        if self.in_proj_bias is not None:
            self.in_proj_bias.grad[rows] += batch_sum(grad)
        return self.outside((grad @ self.in_proj_weight.data[rows]).reshape(x.shape), axes)

    def batched(self, x):
        """Return a sequence, or a batch of them, as (N, places, D)."""
        if x.ndim == 2:
            return x[None]
        return x if self.batch_first else x.swapaxes(0, 1)

    def outside(self, x, axes):
        """Return (N, places, D) in the form of the input, which had so many axes."""
        if axes == 2:
            return x[0]
        return x if self.batch_first else x.swapaxes(0, 1)


def split(rows, shape):
    """Cut rows (N places, H d) into heads: a view (N, H, places, d).

    Examples
    --------
    >>> split(np.arange(4).reshape(1, 4), (1, 2, 1, 2)).tolist()  # one place, two heads
    [[[[0, 1]], [[2, 3]]]]
    """
    n, heads, places, d = shape
    return rows.reshape(n, places, heads, d).swapaxes(1, 2)


def join(heads):
    """Lay heads (N, H, places, d) side by side: rows (N places, H d), the opposite of `split`.

    Examples
    --------
    >>> join(np.arange(4).reshape(1, 2, 1, 2))
    array([[0, 1, 2, 3]])
    """
    n, count, places, d = heads.shape
    return heads.swapaxes(1, 2).reshape(n * places, count * d)


def may_look(key_padding_mask, attn_mask, heads):
    """Return both masks in one that can be spread over (N, H, T, S): booleans, True = may look, or floats to add.

    Examples
    --------
    >>> may_look(np.array([[False, True]]), None, 1).tolist(), may_look(None, None, 1)
    ([[[[True, False]]]], None)
    """
    found = None
    for mask in (key_padding_mask, attn_mask):
        if mask is None:
            continue
        if mask is key_padding_mask:
            mask = mask.reshape(-1, 1, 1, mask.shape[-1])  # (N, 1, 1, S)
        elif mask.ndim == 3:
            mask = mask.reshape(-1, heads, *mask.shape[1:])  # (N, H, T, S)
        mask = ~mask if mask.dtype == bool else mask
        if found is None:
            found = mask
        elif found.dtype == mask.dtype == bool:
            found = found & mask
        else:
            found = added(found) + added(mask)
    return found


def added(mask):
    """Return a mask as floats to add: 0 where one may look, -inf where not."""
    return np.where(mask, 0.0, -np.inf) if mask.dtype == bool else mask
