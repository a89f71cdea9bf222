"""Texts that repeat a random piece: what one layer of attention cannot copy, and two can."""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.attention.training import train

LETTERS, LENGTH = 24, 32


def repeats(n, seed=0):
    """Return n texts, each a random piece of 6 to 15 different letters, repeated to 32 places.

    Parameters
    ----------
    n : int
    seed : int, default 0

    Returns
    -------
    x, y : ndarray of shape (n, 32), int64
        Codes, and what follows each.
    known : ndarray of shape (n, 32), bool
        Whether y can be known: its letter was there before.

    Examples
    --------
    >>> x, y, known = repeats(5)
    >>> x.shape, bool(known[:, :5].any()), bool(known[:, 15:].all())
    ((5, 32), False, True)
    """
    rng = np.random.default_rng(seed)
    rows = np.empty((n, LENGTH + 1), np.int64)
    known = np.zeros((n, LENGTH), bool)
    for row, can in zip(rows, known, strict=True):
        size = rng.integers(6, 16)
        row[:] = np.resize(rng.permutation(LETTERS)[:size], LENGTH + 1)
        can[size:] = True  # the first letter of the second piece tells where it repeats
    return rows[:, :-1], rows[:, 1:], known


def copier(kind, seed, steps=1500):
    """Train a model to continue such texts, and return its accuracy where the letter can be known, and its size.

    Parameters
    ----------
    kind : {"two layers", "one layer", "no positions", "GRU"}
        GPTs of width 32 with two heads; a GRU of 64 units.
    seed : int
    steps : int, default 1500

    Returns
    -------
    dict

    Examples
    --------
    >>> copier("one layer", 0, steps=1)["weights"]
    15352
    """
    x, y, _ = repeats(20_000, seed=seed + 1)
    nn.manual_seed(seed)
    model: nn.Module
    if kind == "GRU":
        model = nn.CharRNN("abcdefghijklmnopqrstuvwx", 64, cell="GRU", embedding_size=16)
    else:
        layers = 1 if kind == "one layer" else 2
        model = nn.GPT(
            LETTERS, LENGTH, d_model=32, nhead=2, num_layers=layers, positions=kind != "no positions"
        )  # fmt: skip
    train(nn, model, x, y, steps=steps, rate=3e-3, batch_size=32, seed=seed)
    x, y, known = repeats(300)
    with nn.no_grad():
        right = (model(x).argmax(axis=1) == y)[known].mean()
    return {"accuracy": round(float(right), 3), "weights": sum(p.numel() for p in model.parameters())}
