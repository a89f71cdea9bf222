"""The rows of the Hopfield network: PyTorch has none, so the textbook's loops stand in."""

import numpy as np
import torch

from rows.fuzz import NOT_COUNTS, NOT_GENERATORS, NOT_SIZES, WORDS, good, not_batches, setting
from rows.parity import Program, array, close

PATTERNS = np.random.default_rng(0).choice([-1.0, 1.0], (3, 12))


def settled(w, s, rng, sweeps):
    """Return the states after single updates in random orders, as a textbook writes it."""
    s = s.copy()
    for _ in range(sweeps):
        order = rng.permutation(s.shape[1])
        for row in s:
            for i in order:
                row[i] = 1 if sum(w[i, j] * row[j] for j in range(len(row))) > -1e-9 else -1
    return s


def check(nn, device):
    x, cells = PATTERNS, PATTERNS.shape[1]
    s = np.random.default_rng(1).choice([-1.0, 0.0, 1.0], (8, cells))
    projection = torch.linalg.pinv(torch.tensor(x)) @ torch.tensor(x)
    for rule, w in (("hebb", x.T @ x / cells), ("pseudo-inverse", projection.numpy())):
        w = w - np.diag(np.diag(w))
        memory = nn.Hopfield(x, rule).to(device)
        close(memory.weight, w, rule, rtol=1e-5, atol=1e-6)
        close(memory.energy(s), -0.5 * np.einsum("ni,ij,nj->n", s, w, s), "energy", rtol=1e-5, atol=1e-5)
        rng = np.random.default_rng(2)
        for sweeps in (1, 30):  # at rest, more sweeps change nothing
            expected = settled(w, s, np.random.default_rng(2), sweeps)
            rng = np.random.default_rng(2)
            np.testing.assert_array_equal(memory.settle(s, sweeps, rng=rng), expected, rule)
        step = np.where(s @ w > -1e-9, 1, -1)
        np.testing.assert_array_equal(memory(array(nn, s, "float32", device)).tolist(), step)
    soft = nn.Hopfield(x, "softmax", beta=0.5).to(device)
    t, stored = torch.tensor(s), torch.tensor(x)
    once = torch.softmax(0.5 * t @ stored.T, dim=1) @ stored
    close(soft(array(nn, s, "float32", device)), once, "softmax", rtol=1e-5, atol=1e-6)
    energy = 0.5 * (t * t).sum(1) - torch.logsumexp(0.5 * t @ stored.T, 1) / 0.5
    close(soft.energy(s), energy, "energy of softmax", rtol=1e-9)
    close(soft.settle(s, 1), torch.where(once > -1e-9, 1, -1), "settle with softmax")
    assert soft.weight is None
    assert soft.settle(s).dtype == np.float32


PARITY = {"Hopfield": Program(check)}


def method(name, argument, bad, *given):
    return argument, bad, lambda nn, value: getattr(nn.Hopfield(PATTERNS), name)(*given, **{argument: value})


NOT_PATTERNS = [*not_batches(np.asarray, (2, 4)), np.zeros((2, 4)), np.full((2, 4), 2), np.full((2, 4), True)]
NOT_PATTERNS = [bad for bad in NOT_PATTERNS if np.shape(bad) != (2, 5)]  # which would do, were they not zeros
NOT_STATES = [*not_batches(np.asarray, (2, 12)), np.full((2, 12), 2), np.ones(12)]
FUZZ = {
    "Hopfield": [
        setting("Hopfield", "patterns", NOT_PATTERNS),
        setting("Hopfield", "rule", (*WORDS, 3, "Hebb"), PATTERNS),
        setting("Hopfield", "beta", (*NOT_SIZES, 0), PATTERNS),
        ("x", (*WORDS, 3, [[1.0]]), lambda nn, bad: nn.Hopfield(PATTERNS)(bad)),
        ("x", [(12,), (2, 3)], lambda nn, bad: nn.Hopfield(PATTERNS)(good(nn, *bad))),
        method("energy", "s", NOT_STATES),
        method("settle", "s", NOT_STATES),
        method("settle", "sweeps", NOT_COUNTS, PATTERNS),
        method("settle", "rng", NOT_GENERATORS, PATTERNS),
    ]
}
