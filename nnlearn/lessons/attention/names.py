"""Names of colours, written by a tiny GPT: training, samples, and what a leak does to them."""

import numpy as np

import nnlearn.numpy as numpy_side
from nnlearn import datasets
from nnlearn.lessons.attention.training import train
from nnlearn.numpy.attention import join
from nnlearn.numpy.attention_functional import attention_weights

HELD_OUT = 90
CONTEXT = 28


def name_split(seed):
    """Return 828 names to learn from and 90 others, each as (x, y) of (n, 28) codes.

    Examples
    --------
    >>> training, held = name_split(0)
    >>> training[0].shape, held[1].shape
    ((828, 28), (90, 28))
    """
    colours = datasets.colour_names()
    order = np.random.default_rng(seed).permutation(len(colours.names))
    rows = order[HELD_OUT:], order[:HELD_OUT]
    return tuple((colours.x[at], colours.y[at]) for at in rows)


def name_writer(nn, seed=0, *, steps=600, after=None, kind="right"):
    """Return a GPT of 60,894 weights that has learned to write names of colours; 600 steps take about eight seconds.

    Parameters
    ----------
    nn : module
        nnlearn.numpy or nnlearn.torch.
    seed : int, default 0
        Of the split, the weights and the batches.
    steps : int, default 600
        Batches of 32 names.
    after : function (model, step), optional
        Called after each step.
    kind : {"right", "no mask", "mask after softmax"}
        The last one has the NumPy side only.

    Returns
    -------
    nn.GPT

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> sum(p.numel() for p in name_writer(nn, steps=1).parameters())
    60894
    """
    (x, y), _ = name_split(seed)
    nn.manual_seed(seed)
    model = nn.GPT(len(datasets.colour_names().characters), CONTEXT, d_model=48, is_causal=kind != "no mask")
    if kind == "mask after softmax":
        for block in model.blocks:
            block.self_attn.__class__ = MaskedAfter
    model.to(nn.device())
    call = after and (lambda step: after(model, step))
    train(nn, model, x, y, steps=steps, rate=3e-3, batch_size=32, decay=0.1, seed=seed, after=call)
    return model


def nats(nn, model, x, y):
    """Return the mean loss of a letter, all places at once, as in training.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> _, (x, y) = name_split(0)
    >>> 3 < nats(nn, nn.GPT(30, 28, d_model=8), x, y) < 4
    True
    """
    with nn.no_grad():
        z = nn.to_numpy(model(nn.tensor(x)))
    return _nats(z.swapaxes(1, 2), y)


def letter_by_letter(nn, model, x, y):
    """Return the mean loss of a letter if each is asked for with nothing but the letters before it.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> _, (x, y) = name_split(0)
    >>> model = nn.GPT(30, 28, d_model=8)
    >>> round(letter_by_letter(nn, model, x, y) - nats(nn, model, x, y), 4)
    0.0
    """
    with nn.no_grad():
        z = [nn.to_numpy(model(nn.tensor(x[:, : t + 1])))[:, :, -1] for t in range(x.shape[1])]
    return _nats(np.stack(z, axis=1), y)


def _nats(z, y):
    top = z.max(axis=2, keepdims=True)
    log_p = z - top - np.log(np.exp(z - top).sum(axis=2, keepdims=True))  # (n, T, characters)
    counted = y >= 0
    n, t = np.nonzero(counted)
    return float(-log_p[n, t, y[counted]].mean())


def pairs_nats(seed):
    """Return the mean loss of a letter of unseen names by a table of which letter follows which.

    Examples
    --------
    >>> round(pairs_nats(0), 1)
    2.1
    """
    (x, y), (x_held, y_held) = name_split(seed)
    counts = np.full((30, 30), 0.1)
    np.add.at(counts, (x[y >= 0], y[y >= 0]), 1)
    p = counts / counts.sum(axis=1, keepdims=True)
    return float(-np.log(p[x_held[y_held >= 0], y_held[y_held >= 0]]).mean())


def written(model, n, *, temperature=0.8, seed=0, begin=""):
    """Return n names that a model writes, some of them the same.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> len(written(nn.GPT(30, 28, d_model=8), 3))
    3
    """
    colours = datasets.colour_names()
    codes = np.repeat(colours.encode(begin)[None], n, axis=0)
    rng = np.random.default_rng(seed)
    rows = model.generate(codes, CONTEXT - codes.shape[1], temperature=temperature, generator=rng)
    return [colours.decode(row) for row in rows]


def new_share(names):
    """Return the share of names that are in the list already, and that of the new ones made of its words alone.

    Examples
    --------
    >>> new_share(["moss green", "green moss", "grun"])
    (0.333..., 0.333...)
    """
    known = set(datasets.colour_names().names)
    words = set(" ".join(known).split())
    old = np.mean([name in known for name in names])
    new = np.mean([bool(name) and name not in known and set(name.split()) <= words for name in names])
    return float(old), float(new)


def leak(nn, model, x, place=10):
    """Return the largest change of the scores before a place if the code at that place changes.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> leak(nn, nn.GPT(30, 28, d_model=8), name_split(0)[1][0])
    0.0
    """
    other = x.copy()
    other[:, place] = (other[:, place] + 5) % 30
    with nn.no_grad():
        one, two = (nn.to_numpy(model(nn.tensor(codes))) for codes in (x, other))
    return float(abs(one - two)[:, :, :place].max())


class MaskedAfter(numpy_side.MultiheadAttention):
    """Attention with a mistake: the mask multiplies the weights after the softmax, whose sum has seen the future."""

    def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, *settings):
        """Return as `MultiheadAttention` does, without weights."""
        inputs = [self.batched(x) for x in (query, key, value)]
        q, k, v = (self.project(i, x) for i, x in enumerate(inputs))
        a = attention_weights(q, k, None, 1 / np.sqrt(q.shape[-1]))
        left = (~attn_mask).astype(a.dtype)
        heads = join((a * left) @ v)
        y = self.out_proj(heads)
        return self.keep(y.reshape(inputs[0].shape), inputs, q, k, v, a, left, heads), None
