"""The steps of the backpropagation explorer, what has arrived after each, and the first wrong number."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnlearn.lessons.backpropagation import sums
from nnlearn.lessons.backpropagation.network import EXAMPLES, SIZES, data, relative

STEPS = (  # what is done, in which layer counted from 0, in words
    ("input", 0, "Forward: x, the four measurements of one flower"),
    ("forward", 0, "Forward: h1 = tanh(x W1ᵀ + b1)"),
    ("forward", 1, "Forward: h2 = tanh(h1 W2ᵀ + b2)"),
    ("forward", 2, "Forward: p = softmax(h2 W3ᵀ + b3)"),
    ("begin", 2, f"Back begins: g3 = dL/dz3 = (p − y) / {EXAMPLES}"),
    ("gradient", 2, "Gradient: dW3 = g3ᵀ h2, summed over the flowers"),
    ("back", 2, "Back: g2 = dL/dz2 = (g3 W3) ⊙ (1 − h2²)"),
    ("gradient", 1, "Gradient: dW2 = g2ᵀ h1, summed over the flowers"),
    ("back", 1, "Back: g1 = dL/dz1 = (g2 W2) ⊙ (1 − h1²)"),
    ("gradient", 0, "Gradient: dW1 = g1ᵀ x, summed over the flowers"),
    ("check", 0, "Check: each gradient against its central difference"),
)
ARRIVALS = {"s0": 1, "s1": 2, "s2": 3, "s3": 4, "y": 5, "e3": 5, "D2": 6, "e2": 7, "D1": 8, "e1": 9, "D0": 10}
FORWARD_DONE, BACK_BEGINS, BACK_DONE, CHECKED = 4, 5, 10, len(STEPS)
CLOSE = 1e-6  # a relative error that counts as equal


@dataclass(frozen=True)
class View:
    """The pass, and how much of it is shown.

    Attributes
    ----------
    at : int
        Steps done.
    run, right : Pass
        With the bug, and without one.
    off : list of (dW, db)
        For each layer the relative errors of its gradients against central differences.
    sum : Sum or None
        The one that this step forms.
    entry : int or None
        The step at which the first wrong number appears.
    """

    state: Any
    at: int
    run: Any
    right: Any
    off: list
    sum: Any
    entry: int | None

    def block(self, name, of=None):
        """Return the numbers of a block of the picture, as a matrix; `of` is the pass, by default that of the bug."""
        one, n = of or self.run, self.state.example
        if name == "y":
            return np.eye(SIZES[-1])[data()[1][n]][:, None]
        k = int(name[-1])
        if name[0] == "D":
            return np.column_stack(one.gradients[k])
        return (one.signals if name[0] == "s" else one.errors)[k][n][:, None]

    def arrived(self, name):
        """Return whether a block has been computed."""
        return self.at >= ARRIVALS.get(name, 0)

    def wrong(self, name):
        """Return which numbers of a block differ from those of the pass without a bug: a matrix of bools."""
        return relative(self.block(name), self.block(name, self.right)) > CLOSE


def view_of(state):
    """Return the View of a state, computed in milliseconds once the differences of its seed are known."""
    found, right = sums.passed(state.seed, state.bug), sums.passed(state.seed, "none")
    pairs = zip(found.gradients, found.differences, strict=True)
    off = [tuple(relative(a, b) for a, b in zip(ours, measured, strict=True)) for ours, measured in pairs]
    at = min(state.position, CHECKED)
    return View(state, at, found, right, off, formed(state, at), entry(found, right))


def formed(state, at):
    """Return the sum that a step forms: that of the units on the chosen path; at the end that of the chosen weight."""
    kind, k, _ = STEPS[at - 1] if at else ("input", 0, "")
    if kind == "input":
        return None
    if kind == "check":
        return sums.gradient(state, *sums.chosen(state))
    if kind == "gradient":
        return sums.gradient(
            state, *(sums.chosen(state) if k == state.layer else (k, state.units[k + 1], state.units[k]))
        )
    return sums.begin(state) if kind == "begin" else {"forward": sums.forward, "back": sums.back}[kind](state, k)


def entry(found, right):
    """Return the first step with a wrong number, or None."""
    for name, at in ARRIVALS.items():
        k = int(name[-1]) if name != "y" else 0
        if name[0] == "e":
            pairs = [(found.errors[k], right.errors[k])]
        elif name[0] == "D":
            pairs = list(zip(found.gradients[k], right.gradients[k], strict=True))
        else:
            continue
        if any((relative(a, b) > CLOSE).any() for a, b in pairs):
            return at
    return None


def agreeing(view):
    """Return the number of gradients that agree with their central differences, and the number of all."""
    everything = np.concatenate([part.ravel() for pair in view.off for part in pair])
    return int((everything <= CLOSE).sum()), everything.size
