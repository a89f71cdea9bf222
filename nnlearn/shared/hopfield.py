"""What the Hopfield networks of both sides share: their weights, their energy, and how they settle."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlearn import arguments
from nnlearn.shared.seeds import rng_or_shared

RULES = ("hebb", "pseudo-inverse", "softmax")
ZERO = 1e-5  # a field smaller than this is 0 up to rounding: Hebb's fields are multiples of 1/N


class Memory:
    """Methods that take and return NumPy arrays; a Hopfield network supplies its buffers and one parallel step."""

    rule: str
    beta: float
    patterns: Any
    weight: Any
    to_numpy: Callable

    def energy(self, s):
        """Return the energy of states s (n, cells) from -1 to 1, an array (n,) of float64.

        E = -s W s / 2, or for "softmax" s s / 2 - log(sum over patterns of exp(beta x s)) / beta.
        """
        s = self._states("energy", s)
        if self.rule != "softmax":
            return -((s @ self._array(self.weight)) * s).sum(axis=1) / 2
        z = self.beta * s @ self._array(self.patterns).T
        largest = z.max(axis=1)
        return (s * s).sum(axis=1) / 2 - (largest + np.log(np.exp(z - largest[:, None]).sum(axis=1))) / self.beta

    def settle(self, s, sweeps=30, *, rng=None):
        """Return the states, of -1 and 1, in which the network comes to rest from s (n, cells).

        A sweep goes through all cells in a random order, the same for all n states: each becomes the sign of its field
        W s, and 1 where that is 0. So the energy never rises. With "softmax" a sweep is one step of all cells at once,
        and the signs are taken at the end. It ends after a sweep that changes nothing, or after `sweeps`, >= 1. `rng`
        draws the orders; None takes the generator that `manual_seed` sets.
        """
        s = self._states("settle", s)
        sweeps = arguments.integer("Hopfield.settle", "sweeps", sweeps, low=1)
        rng = rng_or_shared("Hopfield.settle", "rng", rng)
        stored = self._array(self.patterns if self.rule == "softmax" else self.weight)
        for _ in range(sweeps):
            before = s.copy()
            if self.rule == "softmax":
                s = recalled(s, stored, self.beta)
            else:
                for i in rng.permutation(s.shape[1]):
                    s[:, i] = np.where(s @ stored[:, i] > -ZERO, 1, -1)  # s_i = sign of its field
            if np.abs(s - before).max() < ZERO:
                break
        return np.where(s > -ZERO, 1.0, -1.0).astype(self.to_numpy(self.patterns).dtype)

    def _array(self, buffer):
        return self.to_numpy(buffer).astype(np.float64)

    def _states(self, caller, s):
        """Check states, and return them as a new float64 array."""
        caller, cells = f"Hopfield.{caller}", self.patterns.shape[1]
        if arguments.finite(caller, "s", s).ndim != 2 or s.shape[1] != cells:
            hint = "one state is s[None]" if s.shape == (cells,) else "s.reshape(len(s), -1) makes rows"
            raise ValueError(f"{caller} expected s of shape (n, {cells}), got {s.shape}: {hint}")
        arguments.between(caller, "s", s, -1, 1, "np.where(s > 0, 1.0, -1.0) makes states")
        return s.astype(np.float64)


def signs(fields, where):
    """Return 1 for fields of 0 or more, up to rounding, -1 for others, and NaN where it is NaN; `where` is the side's.

    Examples
    --------
    >>> signs(np.array([0.5, -1e-9, -0.5, np.nan]), np.where)
    array([ 1.,  1., -1., nan])
    """
    return where(fields > -ZERO, 1.0, where(fields <= -ZERO, -1.0, fields))


def recalled(s, patterns, beta):
    """Return softmax(beta s X^T) X: attention, with the states as queries and the patterns as keys and values."""
    z = beta * s @ patterns.T
    weight = np.exp(z - z.max(axis=-1, keepdims=True))
    return weight / weight.sum(axis=-1, keepdims=True) @ patterns


def check_patterns(patterns, rule, beta):
    """Return the patterns in float64 and beta, or raise."""
    arguments.choice("Hopfield", "rule", rule, RULES)
    beta = arguments.number("Hopfield", "beta", beta, low=0, open_low=True)
    if arguments.finite("Hopfield", "patterns", patterns).ndim != 2:
        raise ValueError(
            f"Hopfield expected patterns of shape (patterns, cells), got {patterns.shape}: "
            f"patterns.reshape(len(patterns), -1) makes rows"
        )
    wrong = patterns if patterns.dtype == bool else patterns[np.abs(patterns) != 1]
    if wrong.size:
        raise ValueError(
            f"Hopfield expected patterns of -1 and 1, got {wrong.flat[0]}: np.where(patterns > 0, 1.0, -1.0) makes them"
        )
    return patterns.astype(np.float64), beta


def weights(x, rule):
    """Return the weights between the cells that store patterns x, (cells, cells) with a diagonal of zeros, or None."""
    if rule == "softmax":
        return None
    w = x.T @ x / x.shape[1] if rule == "hebb" else np.linalg.pinv(x) @ x
    np.fill_diagonal(w, 0)
    return w.astype(np.float32)
