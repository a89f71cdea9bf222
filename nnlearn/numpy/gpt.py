"""A tiny GPT: a decoder-only transformer that reads codes and predicts, at each place, the next one."""

from nnlearn.numpy.attention_functional import causal
from nnlearn.numpy.backprop import evaluating
from nnlearn.numpy.embedding import Embedding
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.module import Module
from nnlearn.numpy.module_list import ModuleList
from nnlearn.numpy.no_grad import no_grad
from nnlearn.numpy.norm import LayerNorm
from nnlearn.numpy.positions import LearnedPositionalEncoding
from nnlearn.numpy.smooth_activations import GELU
from nnlearn.numpy.transformer import TransformerEncoderLayer
from nnlearn.shared.gpt import keep_settings
from nnlearn.shared.writing import Writer, check_codes


class GPT(Writer, Module):
    """A language model: codes -> Embedding + positions -> pre-norm blocks with causal attention -> norm -> scores.

    `model(x)` takes codes (N, T), whole numbers, and returns scores (N, vocab_size, T), which CrossEntropyLoss takes
    with targets (N, T): x, one place later. `generate(x, max_new_tokens, *, temperature=1.0, generator=None)` writes
    on; `attention_weights(x)` shows where each head looks.

    Parameters
    ----------
    vocab_size : int
        Number of codes, >= 1.
    context_length : int
        Most places that it reads, >= 1; `generate` drops what is longer ago.
    d_model : int
        Number D of features, >= 1.
    nhead : int
        Number of heads; it divides D.
    num_layers : int
        Number of blocks, >= 1.
    dim_feedforward : int or None
        Width of the feed-forward part of a block; None takes 4 D.
    dropout : float
        Probability that a number is left out during training, in [0, 1].
    positions : bool
        Whether a learned vector for each place is added.
    is_causal : bool
        Whether a place may look at itself and what comes before it only. Without, it sees the codes that it is to
        predict. The attribute may be changed.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or x does not hold codes (N, T) with T <= context_length.

    Notes
    -----
    Gradient: through the layers, last to first.

    References
    ----------
    Radford et al. (2018), "Improving language understanding by generative pre-training". Pre-norm as in Radford et al.
    (2019), "Language models are unsupervised multitask learners", section 2.3.

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> nn.manual_seed(0)
    >>> model = nn.GPT(vocab_size=3, context_length=6, d_model=8, nhead=2, num_layers=1)
    >>> x = np.array([[0, 1, 2, 0, 1, 2], [1, 2, 0, 1, 2, 0]])
    >>> y = (x + 1) % 3
    >>> optimizer = nn.Adam(model.parameters(), lr=0.03)
    >>> history = nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, y, epochs=60, batch_size=2)
    >>> model.generate(np.array([[0, 1]]), 4, temperature=0)
    array([[0, 1, 2, 0, 1, 2]])
    """

    context_length: int
    is_causal: bool

    def __init__(
        self, vocab_size, context_length, d_model=64, nhead=4, num_layers=2, *, dim_feedforward=None, dropout=0.0,
        positions=True, is_causal=True,
    ):  # fmt: skip
        sizes = {"vocab_size": vocab_size, "context_length": context_length, "num_layers": num_layers}
        width, positions = keep_settings(self, d_model, nhead, dim_feedforward, dropout, positions, is_causal, **sizes)
        self.token = Embedding(vocab_size, d_model)
        self.token.weight.data *= 0.02  # as GPT-2 begins
        self.position = LearnedPositionalEncoding(d_model, context_length) if positions else None
        self.blocks = ModuleList([block(d_model, nhead, width, dropout) for _ in range(num_layers)])
        self.norm = LayerNorm(d_model)
        self.head = Linear(d_model, vocab_size)

    def forward(self, x):  # (N, T) -> (N, vocab_size, T)
        h, future = self.embed(x)
        for layer in self.blocks:
            h = layer(h, future)
        return self.keep(self.head(self.norm(h)).swapaxes(1, 2), None)

    def backward(self, grad):
        self.kept(grad)
        grad = self.norm.backward(self.head.backward(grad.swapaxes(1, 2)))
        for layer in reversed(self.blocks):
            grad = layer.backward(grad)
        if self.position is not None:
            grad = self.position.backward(grad)
        return self.token.backward(grad)

    def embed(self, x):
        """Return what the first block reads, (N, T, D), and the mask of the future, True where one may NOT look."""
        check_codes("GPT", x, self.vocab_size, longest=self.context_length)
        h = self.token(x)
        if self.position is not None:
            h = self.position(h)
        return h, ~causal(x.shape[1], x.shape[1]) if self.is_causal else None

    def attention_weights(self, x):
        """Return the weights of each block, a list of arrays (N, nhead, T, T): a row for each place that looks."""
        with evaluating(self), no_grad():
            h, future = self.embed(x)
            found = []
            for layer in self.blocks:
                q = layer.norm1(h)
                found.append(layer.self_attn(q, q, q, attn_mask=future, average_attn_weights=False)[1])
                h = layer(h, future)
        return found

    def next_scores(self, x):
        """Return the scores (N, vocab_size) of what follows codes (N, T)."""
        with evaluating(self), no_grad():
            return self(x[:, -self.context_length :])[:, :, -1]


def block(d_model, nhead, width, dropout):
    """Return a pre-norm block: x + attention(norm x), then x + feed-forward(norm x)."""
    return TransformerEncoderLayer(d_model, nhead, width, dropout, GELU("tanh"), batch_first=True, norm_first=True)
