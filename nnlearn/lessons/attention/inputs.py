"""What the answers to 21.4 and 21.5 are tried on: small models that look too far, or not, and rows of names."""

import math
from functools import lru_cache

import numpy as np

from nnlearn.arguments import describe

# 21.4


class Model:
    """A model with one attention head and known weights: codes (N, T) -> scores (N, K, T).

    Parameters
    ----------
    kind : str
        "causal", "everywhere", "strict" (a place does not see itself), "one ahead", "after" (the mask is multiplied in
        after the softmax), "mean" (of all places so far, found in a way that rounds), "blocks" (the mean of three
        places), or "hole": the place `at` also sees the place `seen`, with a weight of `strength` in place of 1.
    K, T : int
        Number of codes, and of places.
    seed : int
        Of the weights.
    """

    def __init__(self, kind, K, T, at=0, seen=0, strength=1.0, seed=0):
        self.kind, self.K, self.T = kind, K, T
        self.may = _mask(kind, T, at, seen, strength)
        rng = np.random.default_rng(seed)
        self.token, self.place, self.head = (rng.normal(size=shape) for shape in ((K, 4), (T, 4), (4, K)))

    def __call__(self, codes):
        codes = self.checked(codes)
        x = self.token[codes] + self.place  # (N, T, 4)
        if self.kind == "mean":
            later = x[:, ::-1].cumsum(axis=1)[:, ::-1]  # from each place on
            looked = (later[:, :1] - later + x) / np.arange(1, self.T + 1)[:, None]
        else:
            looked = self.weights(x) @ x
        return ((x + looked) @ self.head).swapaxes(1, 2)

    def weights(self, x):
        s = x @ x.swapaxes(1, 2) / 4
        e = np.exp(s - s.max(axis=2, keepdims=True))
        if self.kind == "after":
            return e / e.sum(axis=2, keepdims=True) * self.may
        e = e * self.may
        return e / np.maximum(e.sum(axis=2, keepdims=True), 1e-300)

    def checked(self, codes):
        if not isinstance(codes, np.ndarray) or codes.ndim != 2 or codes.dtype.kind not in "iu":
            raise TypeError(f"The model expected codes (N, {self.T}), whole numbers, got {describe(codes)}.")
        if codes.shape[1] != self.T:
            raise ValueError(f"The model reads {self.T} places; it got codes of shape {codes.shape}.")
        if codes.size and not 0 <= codes.min() <= codes.max() < self.K:
            raise ValueError(f"The model knows the codes 0 to {self.K - 1}; it got {codes.min()} to {codes.max()}.")
        return codes

    def __repr__(self):
        return f"a model of {self.T} places and {self.K} codes"


def _mask(kind, T, at, seen, strength):
    if kind == "everywhere":
        return np.ones((T, T))
    if kind == "blocks":
        return np.kron(np.eye(-(-T // 3)), np.ones((3, 3)))[:T, :T]
    mask = np.tril(np.ones((T, T)), {"strict": -1, "one ahead": 1}.get(kind, 0))
    if kind == "hole":
        mask[at, seen] = strength
    return mask


def asked(kind, n=3, K=6, T=8, seed=0, **hole):
    """Return a model and codes for it."""
    return Model(kind, K, T, seed=seed, **hole), np.random.default_rng(seed).integers(0, K, size=(n, T))


def sample_model(rng):
    n, K, T = (int(k) for k in rng.permutation([3, 6, 8]) + rng.integers(0, 2))
    at = int(rng.integers(0, T - 2))
    return asked("hole", n, K, T, int(rng.integers(99)), at=at, seen=int(rng.integers(at + 1, T)))


FIRST_MODELS = (
    asked("causal", seed=1),
    asked("everywhere", n=4, seed=2),
    asked("hole", seed=3, at=4, seen=5),
    asked("hole", n=4, T=9, seed=4, at=2, seen=8),
    asked("hole", n=2, T=7, seed=5, at=5, seen=6),
    asked("hole", n=4, K=5, seed=6, at=1, seen=4),
    asked("hole", n=2, K=9, seed=7, at=3, seen=6, strength=0.004),
)
SPECIAL_MODELS = {
    "a model whose places do not see themselves": asked("strict", seed=8),
    "a model that sees one place ahead": asked("one ahead", seed=9),
    "a mask that comes after the softmax": asked("after", seed=10),
    "a model that takes means of three places": asked("blocks", seed=11),
    "a model that is causal, but rounds": asked("mean", n=4, T=9, seed=12),
    "a leak that is very faint": asked("hole", seed=13, at=2, seen=6, strength=1e-4),
    "codes that are all 0": (asked("hole", seed=14, at=3, seen=5)[0], np.zeros((3, 8), int)),
    "codes that are all 1": (asked("hole", seed=19, at=3, seen=6)[0], np.ones((3, 8), int)),
    "codes that are all the largest": (asked("hole", seed=15, at=2, seen=7)[0], np.full((3, 8), 5)),
    "a single row": asked("hole", n=1, seed=16, at=4, seen=7),
    "a single place": asked("everywhere", T=1, seed=17),
    "two codes": asked("hole", K=2, seed=18, at=1, seen=2),
    "scores that only fall": asked("hole", n=1, K=2, seed=1, at=1, seen=5),
}


def use_leaks(answer, model, codes):
    """Return the place, or say that it should be a whole number or None."""
    found = answer(model, codes)
    if found is not None and (isinstance(found, bool | np.bool_) or not isinstance(found, int | np.integer)):
        raise TypeError(
            f"leaks should return the number of the first place that leaks, or None; yours returns {describe(found)}."
        )
    return found if found is None else int(found)


# 21.5


def rows_of(*names, T=8):
    """Return rows (n, T): the codes of each name (a is 1), then 0."""
    rows = np.zeros((len(names), T), int)
    for row, name in zip(rows, names, strict=True):
        row[: len(name)] = [ord(letter) - 96 for letter in name]
    return rows


def sample_rows(rng):
    n, T, D = (int(k) for k in rng.permutation([3, 4, 5]))
    rows = np.zeros((n, T + 4), int)
    for row in rows:
        length = int(rng.integers(2, T + 1))
        row[:length] = rng.integers(1, 9, size=length)
    return rows, D


SPECIAL_ROWS = {
    "a name that fills its row but for the end sign": (rows_of("abcdefg", "ba"), 4),
    "names of one letter": (rows_of("a", "c", T=5), 3),
    "an empty name": (rows_of("", "abc", T=5), 3),
    "a single name": (rows_of("green"), 6),
    "rows of one place": (rows_of("", "", T=1), 2),
    "a model of one number": (rows_of("red", "blue"), 1),
}


def use_pieces(answer, rows, D):
    """Return x and y, how many parts the block has, and what it makes of three sequences."""
    import nnlearn.numpy as nn

    made = answer()
    x, y = _two_arrays(made.pairs(rows), rows.shape)
    look = _look()(D)
    parts = made.block(nn, look, D)
    if not isinstance(parts, list | tuple) or not all(isinstance(one, nn.Module) for one in parts):
        raise TypeError(f"block should return a list of two nn.Residual; yours returns {describe(parts)}.")
    model = nn.Sequential(*parts).double()
    with_weights_by_shape(nn, model)
    h = np.random.default_rng(0).normal(size=(2, 5, D)) * 2 + np.arange(D)
    try:
        with nn.no_grad():
            return x, y, len(parts), model(h)
    except ValueError as error:
        raise ValueError(f"Your block cannot take places (N, T, {D}): {error}") from None


def _two_arrays(found, shape):
    if not isinstance(found, tuple | list) or len(found) != 2:
        came = f"{len(found)} things" if isinstance(found, tuple | list) else describe(found)
        raise TypeError(f"pairs should return two arrays of shape {shape}, x and y; yours returns {came}.")
    return found


@lru_cache(maxsize=1)
def _look():
    """Return causal self-attention as a layer that takes x alone."""
    import nnlearn.numpy as nn

    class Look(nn.Module):
        def __init__(self, D):
            self.attention = nn.MultiheadAttention(D, 1, batch_first=True)

        def forward(self, x):
            future = np.triu(np.ones((x.shape[1], x.shape[1]), bool), 1)
            return self.attention(x, x, x, attn_mask=future)[0]

    return Look


def with_weights_by_shape(nn, model):
    """Give parameters numbers that depend on their shape and on how many of this shape came before."""
    seen: dict[tuple, int] = {}
    for layer in model.modules():
        for p in vars(layer).values():
            if isinstance(p, nn.Parameter):
                seen[p.shape] = count = seen.get(p.shape, 0) + 1
                n = math.prod(p.shape)
                p.data[...] = 1.2 * np.sin(np.arange(n) * (1 + 0.37 * count) + n).reshape(p.shape)
