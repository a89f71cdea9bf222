"""Sequence to sequence: one GRU reads, another one writes; attention lets it look at all that the first has read."""

import math
from typing import Any

import numpy as np

from nnlearn.numpy.attention_functional import attention_backward, attention_weights
from nnlearn.numpy.backprop import evaluating
from nnlearn.numpy.embedding import Embedding
from nnlearn.numpy.gru import GRU
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.module import Module
from nnlearn.numpy.no_grad import no_grad
from nnlearn.shared.seq2seq import check_attention, check_codes, choose_mask, keep_settings
from nnlearn.shared.writing import Writer


class Seq2Seq(Writer, Module):
    """Read a sequence with one GRU, write another one with a second: from the last state, or with attention.

    `model(x)` takes codes (N, source_length + T), whole numbers: in each row the source, then the target from its start
    sign on without its last code (teacher forcing). It returns scores (N, vocab_size, T) of the target's codes, which
    CrossEntropyLoss takes with targets (N, T). `generate(x, max_new_tokens, temperature=0)` writes by itself: x ends
    with the start sign.

    Without attention the last state of the encoder is all that the decoder gets: the bottleneck. With it, the decoder's
    states d look at the encoder's states h: c = softmax(W_q d h^T / sqrt H) h, and the scores come from
    tanh(W_m [c d] + b_m) in place of d.

    Parameters
    ----------
    vocab_size : int
        Number of codes, >= 1.
    source_length : int
        Length of the source, >= 1. Pad shorter ones on the left, or the last state has read blanks.
    hidden_size : int
        Length H of the state of both GRUs, >= 1.
    embedding_dim : int
        Length of a code's vector, >= 1.
    attention : bool
        Whether the decoder looks at the encoder's states.
    padding_idx : int or None
        The code of a blank, which attention does not look at.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or x does not hold codes (N, source_length + T) with T >= 1.

    Notes
    -----
    `model(x, attn_mask=mask)`, and `attention_weights(x, attn_mask=mask)`, which returns the weights (N, T,
    source_length), take another mask: booleans that can be spread over that shape, True where one may look. Gradient:
    through the layers, last to first; the encoder's states get one from attention, the last one also from the decoder.

    References
    ----------
    Sutskever, Vinyals, Le (2014), "Sequence to sequence learning with neural networks". Luong, Pham, Manning (2015),
    "Effective approaches to attention-based neural machine translation", section 3.1, after Bahdanau, Cho, Bengio
    (2015), "Neural machine translation by jointly learning to align and translate".

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> nn.manual_seed(0)
    >>> source = np.random.default_rng(0).integers(2, 6, (64, 4))  # turn four codes round; 1 is the start sign
    >>> x, y = np.column_stack([source, np.full(64, 1), source[:, :0:-1]]), source[:, ::-1].copy()
    >>> model = nn.Seq2Seq(vocab_size=6, source_length=4, hidden_size=16, embedding_dim=8)
    >>> optimizer = nn.Adam(model.parameters(), lr=0.02)
    >>> history = nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=80, batch_size=16)
    >>> model.generate(np.array([[2, 3, 4, 5, 1]]), 4, temperature=0)[:, 5:]
    array([[5, 4, 3, 2]])
    """

    source_length: int
    hidden_size: int
    query: Any
    mix: Any

    def __init__(
        self, vocab_size, source_length, hidden_size=64, embedding_dim=24, *, attention=True, padding_idx=None
    ):  # fmt: skip
        sizes = {"hidden_size": hidden_size, "embedding_dim": embedding_dim}
        sizes |= {"vocab_size": vocab_size, "source_length": source_length}
        attention = keep_settings(self, attention, padding_idx, **sizes)
        self.source, self.target = (Embedding(vocab_size, embedding_dim) for _ in range(2))
        self.encoder, self.decoder = (GRU(embedding_dim, hidden_size, batch_first=True) for _ in range(2))
        self.query = Linear(hidden_size, hidden_size, bias=False) if attention else None
        self.mix = Linear(2 * hidden_size, hidden_size) if attention else None
        self.head = Linear(hidden_size, vocab_size)

    def forward(self, x, attn_mask=None):  # (N, source_length + T) -> (N, vocab_size, T)
        h, d = self.states(x)
        looked = None
        if self.query is None:
            choose_mask(self, attn_mask, x)
        else:
            q, a = self.look(h, d, x, attn_mask)
            d = np.tanh(self.mix(np.concatenate([a @ h, d], axis=2)))  # tanh(W_m [c d] + b_m), c = a h
            looked = d, q, a, h
        return self.keep(self.head(d).swapaxes(1, 2), looked)

    def backward(self, grad):
        looked = self.kept(grad)
        grad, grad_h = self.head.backward(grad.swapaxes(1, 2)), None
        if looked is not None:
            y, q, a, h = looked
            grad_c, grad = np.split(self.mix.backward(grad * (1 - y * y)), 2, axis=2)
            grad_q, grad_key, grad_value = attention_backward(grad_c, a, q, h, h, self.scale)
            grad, grad_h = grad + self.query.backward(grad_q), grad_key + grad_value
        grad, grad_state = self.decoder.backward(grad)  # the last state of the encoder began the decoder
        written = self.target.backward(grad)
        grad, _ = self.encoder.backward(grad_h, grad_state)
        return np.concatenate([self.source.backward(grad), written], axis=1)

    def states(self, x):
        """Return the states of the encoder (N, source_length, H) and of the decoder (N, T, H)."""
        check_codes(self, x)
        h, last = self.encoder(self.source(x[:, : self.source_length]))
        return h, self.decoder(self.target(x[:, self.source_length :]), last)[0]

    def look(self, h, d, x, attn_mask):
        """Return the queries (N, T, H) and the weights (N, T, source_length)."""
        q = self.query(d)
        return q, attention_weights(q, h, choose_mask(self, attn_mask, x), self.scale)

    scale = property(lambda self: 1 / math.sqrt(self.hidden_size))

    def attention_weights(self, x, attn_mask=None):
        """Return the weights (N, T, source_length): a row for each code that is written."""
        check_attention(self)
        with evaluating(self), no_grad():
            h, d = self.states(x)
            return self.look(h, d, x, attn_mask)[1]

    def next_scores(self, x):
        """Return the scores (N, vocab_size) of what follows codes (N, source_length + T)."""
        with evaluating(self), no_grad():
            return self(x)[:, :, -1]
