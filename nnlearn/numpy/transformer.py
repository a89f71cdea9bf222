"""The layers of transformers: attention between places, a small network at each place, and a residual around both."""

from nnlearn import arguments
from nnlearn.numpy.activations import ReLU
from nnlearn.numpy.attention import MultiheadAttention
from nnlearn.numpy.dropout import Dropout
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.module import Module
from nnlearn.numpy.norm import LayerNorm
from nnlearn.numpy.smooth_activations import GELU
from nnlearn.shared.attention import check_heads, flags


class TransformerLayer(Module):
    """What both layers share: the parts, and the feed-forward part F(x) = W_2 f(W_1 x + b_1) + b_2."""

    attentions: tuple[str, ...]
    self_attn: MultiheadAttention

    def __init__(
        self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation="relu", layer_norm_eps=1e-5,
        batch_first=False, norm_first=False, bias=True,
    ):  # fmt: skip
        d, heads = check_heads(self, d_model=d_model, nhead=nhead)
        width = arguments.integer(type(self).__name__, "dim_feedforward", dim_feedforward, low=1)
        dropout = arguments.number(type(self).__name__, "dropout", dropout, low=0, high=1)
        batch_first, self.norm_first, bias = flags(self, batch_first=batch_first, norm_first=norm_first, bias=bias)
        for name in self.attentions:
            setattr(self, name, MultiheadAttention(d, heads, dropout, bias, batch_first=batch_first))
        self.linear1, self.dropout, self.linear2 = Linear(d, width, bias), Dropout(dropout), Linear(width, d, bias)
        parts = range(1, len(self.attentions) + 2)
        for i in parts:
            setattr(self, f"norm{i}", LayerNorm(d, layer_norm_eps, bias=bias))
        for i in parts:
            setattr(self, f"dropout{i}", Dropout(dropout))
        self.activation = function_of(type(self).__name__, activation)

    def around(self, i, part, x):
        """Run part i with the residual: x + f(norm x) if `norm_first`, else norm(x + f(x))."""
        norm, dropout = getattr(self, f"norm{i}"), getattr(self, f"dropout{i}")
        if self.norm_first:
            return x + dropout(part(norm(x)))
        return norm(x + dropout(part(x)))

    def around_backward(self, i, part, grad):
        """Return dL/dx of `around`, where `part` takes dL/d(its output) to dL/d(its input)."""
        norm, dropout = getattr(self, f"norm{i}"), getattr(self, f"dropout{i}")
        if self.norm_first:
            return grad + norm.backward(part(dropout.backward(grad)))
        grad = norm.backward(grad)
        return grad + part(dropout.backward(grad))

    def feed_forward(self, x):
        return self.linear2(self.dropout(self.activation(self.linear1(x))))

    def feed_forward_backward(self, grad):
        return self.linear1.backward(self.activation.backward(self.dropout.backward(self.linear2.backward(grad))))

    def attend(self, *masks):
        """Return self-attention with these masks as a function of x."""
        padding, mask, causal = masks
        return lambda x: self.self_attn(x, x, x, padding, False, mask, True, causal)[0]

    def attend_backward(self, grad):
        query, key, value = self.self_attn.backward(grad)
        return query + key + value  # three views of one x


class TransformerEncoderLayer(TransformerLayer):
    """Let each place look at all others, then compute at each place by itself.

    With `norm_first`, y = x' + F(norm2 x') with x' = x + A(norm1 x); without, y = norm2(x' + F x') with
    x' = norm1(x + A x). A is self-attention, F(x) = W_2 f(W_1 x + b_1) + b_2, and each of A, f and F has a dropout
    after it. A call takes, as in PyTorch, x and then `src_mask`, `src_key_padding_mask` and `is_causal`, which are
    `attn_mask`, `key_padding_mask` and `is_causal` of `MultiheadAttention`: booleans are True where a place may NOT
    look. With a causal mask this is the block of a decoder-only model such as `GPT`.

    Parameters
    ----------
    d_model : int
        Number D of features, >= 1.
    nhead : int
        Number of heads; it divides D.
    dim_feedforward : int
        Width of F, >= 1.
    dropout : float
        Probability that a number is left out during training, in [0, 1].
    activation : {"relu", "gelu"} or Module
        f, such as `nn.GELU("tanh")`.
    layer_norm_eps : float
        Keeps the quotient of the normalisations finite, >= 1e-37.
    batch_first : bool
        Whether sequences are (N, T, D) instead of (T, N, D).
    norm_first : bool
        Whether x is normalised before A and F ("pre-norm"), not their sum after them.
    bias : bool
        Whether layers have biases.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or x or a mask does not fit.

    Notes
    -----
    Gradient: dL/dx = G + (dL/dx of F or A after its norm) with G = dL/dy, part after part: pre-norm leaves a path
    along which the gradient passes unchanged.

    References
    ----------
    Vaswani et al. (2017), "Attention is all you need", section 3.1. Xiong et al. (2020), "On layer normalization in the
    transformer architecture", for `norm_first`.

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> layer = nn.TransformerEncoderLayer(8, 2, 32, batch_first=True, norm_first=True)
    >>> x = np.ones((3, 5, 8), np.float32)
    >>> y = layer(x, src_mask=np.triu(np.ones((5, 5), bool), 1))
    >>> layer.backward(np.ones_like(y)).shape
    (3, 5, 8)
    """

    attentions = ("self_attn",)

    def forward(self, src, src_mask=None, src_key_padding_mask=None, is_causal=False):
        x = self.around(1, self.attend(src_key_padding_mask, src_mask, is_causal), src)
        return self.keep(self.around(2, self.feed_forward, x), None)

    def backward(self, grad):
        self.kept(grad)
        grad = self.around_backward(2, self.feed_forward_backward, grad)
        return self.around_backward(1, self.attend_backward, grad)


class TransformerDecoderLayer(TransformerLayer):
    """Let each place look at its own sequence, then at another one, the memory, then compute at each place by itself.

    As `TransformerEncoderLayer`, with cross-attention, whose keys and values come from the memory, between A and F.
    `layer(tgt, memory)` takes further `tgt_mask`, `memory_mask`, `tgt_key_padding_mask`, `memory_key_padding_mask`,
    `tgt_is_causal` and `memory_is_causal`; `layer.backward(grad)` returns dL/d(tgt) and dL/d(memory).

    Parameters
    ----------
    d_model : int
        Number D of features, >= 1.
    nhead : int
        Number of heads; it divides D.
    dim_feedforward : int
        Width of the feed-forward part, >= 1.
    dropout : float
        Probability that a number is left out during training, in [0, 1].
    activation : {"relu", "gelu"} or Module
        Of the feed-forward part.
    layer_norm_eps : float
        Keeps the quotient of the normalisations finite, >= 1e-37.
    batch_first : bool
        Whether sequences are (N, T, D) instead of (T, N, D).
    norm_first : bool
        Whether x is normalised before each part, not their sum after it.
    bias : bool
        Whether layers have biases.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or tgt, memory or a mask does not fit.

    Notes
    -----
    Gradient: as in `TransformerEncoderLayer`; dL/d(memory) is the sum of those of keys and values.

    References
    ----------
    Vaswani et al. (2017), "Attention is all you need", section 3.1.

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> layer = nn.TransformerDecoderLayer(8, 2, 32, batch_first=True)
    >>> y = layer(np.ones((3, 4, 8), np.float32), np.ones((3, 7, 8), np.float32))
    >>> [grad.shape for grad in layer.backward(np.ones_like(y))]
    [(3, 4, 8), (3, 7, 8)]
    """

    attentions = ("self_attn", "multihead_attn")
    multihead_attn: MultiheadAttention

    def forward(
        self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None,
        tgt_is_causal=False, memory_is_causal=False,
    ):  # fmt: skip
        def look_up(x):
            masks = memory_key_padding_mask, False, memory_mask, True, memory_is_causal
            return self.multihead_attn(x, memory, memory, *masks)[0]

        x = self.around(1, self.attend(tgt_key_padding_mask, tgt_mask, tgt_is_causal), tgt)
        return self.keep(self.around(3, self.feed_forward, self.around(2, look_up, x)), None)

    def backward(self, grad):
        self.kept(grad)
        memory = []

        def look_up_backward(grad):
            query, key, value = self.multihead_attn.backward(grad)
            memory.append(key + value)
            return query

        grad = self.around_backward(3, self.feed_forward_backward, grad)
        grad = self.around_backward(2, look_up_backward, grad)
        return self.around_backward(1, self.attend_backward, grad), memory[0]


def function_of(caller, activation):
    """Return an activation as a layer, or raise."""
    if isinstance(activation, Module):
        return activation
    return {"relu": ReLU, "gelu": GELU}[arguments.choice(caller, "activation", activation, ("relu", "gelu"))]()
