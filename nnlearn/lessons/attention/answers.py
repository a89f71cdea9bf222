"""The right answers to the exercises of lesson 21, and the inputs that 21.1 to 21.3 are tried on."""

import numpy as np

from nnlearn.arguments import describe

# 21.1 y = softmax(q k^T / sqrt(d)) v, with -inf where a query may not look


def attention(q, k, v, mask):
    """Return what each query gets, and the weights of the keys."""
    s = q @ k.T / np.sqrt(q.shape[1])
    s = np.where(mask, s, -np.inf)
    a = np.exp(s - s.max(axis=1, keepdims=True))
    a = a / a.sum(axis=1, keepdims=True)
    return a @ v, a


def use_attention(answer, q, k, v, mask):
    """Return y and the weights, or say that there should be two arrays."""
    found = answer(q, k, v, mask)
    if not isinstance(found, tuple | list) or len(found) != 2:
        came = f"{len(found)} things" if isinstance(found, tuple | list) else describe(found)
        raise TypeError(f"attention should return two arrays, y and the weights a; yours returns {came}.")
    return tuple(found)


def mask_of(rng, queries, keys):
    """Return a mask in which each row and each column has a place that may be seen, and each row one that may not."""
    mask = rng.random((queries, keys)) < 0.5
    for t in range(queries):
        mask[t, t % keys], mask[t, (t + 1) % keys] = True, False
    for s in range(keys):
        if not mask[:, s].any():
            mask[s % queries, s] = True
            mask[s % queries, (s + 1) % keys] = False
    return mask


def look_up(rng, queries, keys, d, e):
    """Return queries, keys, values and a mask."""
    q, k = rng.normal(size=(queries, d)), rng.normal(size=(keys, d))
    return q, k, rng.normal(size=(keys, e)), mask_of(rng, queries, keys)


def sample_look_up(rng):
    return look_up(rng, *(int(n) for n in rng.permutation([3, 4, 5, 6])))


def with_mask(given, mask):
    return *given[:3], np.array(mask, bool)


def hidden_giant(score):
    """Return queries whose score at a place they may not see is so large, and near 0 at the others."""
    q, k = np.array([[1.0, 0.3], [1.0, -0.2], [1.0, 0.9]]), np.array([[0.1, 1.0], [0.0, 0.4], [0.2, -1.0], [0.0, 2.0]])
    k[3] = score * np.sqrt(2), 0.0
    return q, k, np.arange(8.0).reshape(4, 2) ** 1.5, np.array([[1, 1, 1, 0], [1, 0, 1, 0], [0, 1, 1, 0]], bool)


_RNG = np.random.default_rng(21)
SQUARE = look_up(_RNG, 4, 4, 4, 4)
SPECIAL_LOOK_UPS = {
    "a mask that hides nothing": with_mask(look_up(_RNG, 3, 4, 2, 5), np.ones((3, 4))),
    "the mask of the future": with_mask(look_up(_RNG, 4, 4, 3, 2), np.tril(np.ones((4, 4)))),
    "queries that may see one place each": with_mask(look_up(_RNG, 3, 4, 2, 5), np.eye(3, 4)),
    "a single query": look_up(_RNG, 1, 4, 3, 2),
    "a single key": with_mask(look_up(_RNG, 3, 1, 4, 2), np.ones((3, 1))),
    "queries, keys and values of one number": look_up(_RNG, 3, 4, 1, 1),
    "30 keys": look_up(_RNG, 2, 30, 4, 3),
    "scores around 1,000": (
        *(np.array([[50.0], [40]]), np.array([[20.0], [24], [25]])),
        np.eye(3),
        mask_of(_RNG, 2, 3),
    ),
    "scores around 1,000 in one row and -1,000 in another": (
        *(np.array([[50.0], [-50]]), np.array([[20.0], [20.01], [20.02]]), np.eye(3)),
        np.array([[True, False, True], [True, True, False]]),
    ),
    "a hidden place whose score is 1,000": hidden_giant(1000),
    "a hidden place whose score is 20,000": hidden_giant(20_000),
}

# 21.2 ds = a (da - sum of a da), row by row; dq = ds k / sqrt(d), dk = ds^T q / sqrt(d), dv = a^T g


def attention_backward(g, a, q, k, v):
    """Return dL/dq, dL/dk and dL/dv."""
    da = g @ v.T
    ds = a * (da - (a * da).sum(axis=1, keepdims=True))
    ds = ds / np.sqrt(q.shape[1])
    return ds @ k, ds.T @ q, a.T @ g


def use_backward(answer, g, a, q, k, v):
    """Return the three gradients, or say that there should be three."""
    found = answer(g, a, q, k, v)
    if not isinstance(found, tuple | list) or len(found) != 3:
        came = f"{len(found)} things" if isinstance(found, tuple | list) else describe(found)
        raise TypeError(f"attention_backward should return three arrays, dL/dq, dL/dk, dL/dv; yours returns {came}.")
    return tuple(found)


def way_back(rng, given):
    """Return a gradient of what attention returned, its weights, and what it was given."""
    y, a = attention(*given)
    return rng.normal(size=y.shape), a, *given[:3]


def sample_way_back(rng):
    return way_back(rng, sample_look_up(rng))


SQUARE_BACK = way_back(_RNG, SQUARE)
SPECIAL_BACK = {
    kind: way_back(_RNG, SPECIAL_LOOK_UPS[kind])
    for kind in (
        *("a mask that hides nothing", "the mask of the future", "queries that may see one place each"),
        *("a single query", "a single key", "queries, keys and values of one number", "30 keys"),
        "a hidden place whose score is 1,000",
    )
}

# 21.3 feature j of a place belongs to head j // d


def split(self, x):
    """Cut (N, T, D) into heads: (N, H, T, d)."""
    n, places, width = x.shape
    x = x.reshape(n, places, self.H, width // self.H)
    return x.swapaxes(1, 2)


def join(self, y):
    """Lay the heads (N, H, T, d) side by side again: (N, T, D)."""
    n, heads, places, d = y.shape
    return y.swapaxes(1, 2).reshape(n, places, heads * d)


class Heads:
    """Cuts the D numbers of each place into H heads of d, and joins them."""

    split, join = split, join

    def __init__(self, H):
        self.H = H


def use_heads(heads, H, x, y):
    """Return x cut into heads, and heads y joined."""
    return heads(H).split(x), heads(H).join(y)


def heads_of(rng, n, places, H, d):
    return H, rng.normal(size=(n, places, H * d)), rng.normal(size=(n, H, places, d))


def sample_heads(rng):
    return heads_of(rng, *(int(k) for k in rng.permutation([2, 3, 4, 5])))


SPECIAL_HEADS = {
    "a single head": heads_of(_RNG, 2, 4, 1, 3),
    "heads of one number": heads_of(_RNG, 2, 3, 4, 1),
    "one sequence": heads_of(_RNG, 1, 4, 2, 3),
    "one place": heads_of(_RNG, 3, 1, 2, 4),
    "as many sequences as places, heads and numbers in a head": heads_of(_RNG, 3, 3, 3, 3),
    "twelve heads": heads_of(_RNG, 2, 3, 12, 2),
}

# 21.4 a place leaks if its scores change when the codes after it do


def leaks(model, codes):
    """Return the first place whose scores depend on later codes, or None."""
    before = model(codes)
    K, T = before.shape[1:]
    for t in range(T):
        other = codes.copy()
        other[:, t + 1 :] = (other[:, t + 1 :] + 1) % K
        change = np.abs(model(other) - before)[:, :, t]
        if change.max() > 1e-6:
            return t
    return None


# 21.5 place t reads the code before it; a block is two residuals


def pairs(self, rows):
    """Return what is read at each place, and what is to be predicted there."""
    x, y = np.zeros_like(rows), rows.copy()
    x[:, 1:] = rows[:, :-1]
    y[:, 1:][rows[:, :-1] == 0] = -100
    return x, y


def block(self, nn, look, D):
    """Return the layers of one pre-norm block, a list of two residuals."""
    think = nn.Linear(D, 4 * D), nn.GELU(), nn.Linear(4 * D, D)
    first = nn.Residual(nn.LayerNorm(D), look)
    return [first, nn.Residual(nn.LayerNorm(D), *think)]


class TinyGPT:
    """What a GPT is made of, and what it learns from."""

    pairs, block = pairs, block
