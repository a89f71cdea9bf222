"""The sum that a step of the backpropagation explorer forms, term by term, with the bug that was chosen."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from nnlearn.lessons.backpropagation.network import EXAMPLES, SIZES, data, parameters, run
from nnlearn.plots.numbers import fixed

NAMES = ("x", "h1", "h2", "p")  # of the signals
LAST = len(SIZES) - 2  # the last layer, counted from 0
passed = lru_cache(maxsize=64)(run)  # the Pass of a seed with a bug


@dataclass(frozen=True)
class Sum:
    """A sum of products, as a table: each column is a term.

    Attributes
    ----------
    name : str
        What it gives.
    over : str
        What the columns are.
    heads : list of str
        Their names.
    rows : list of (str, str, list)
        Label, the scale of its colours ("value", "error" or "gradient") and numbers; None where a bug leaves one out.
    ending : str
        What happens to the sum.
    result, right : float
        What it gives, and what it must give.
    lit : list of (str, int, int, int, int)
        Cells of the picture that take part: the block, first row, first column, rows, columns; the last is the result.
    column : int or None
        The column to which the weight that is followed contributes, if there is one; of flowers, the one shown.
    """

    name: str
    over: str
    heads: list
    rows: list
    ending: str
    result: float
    right: float
    lit: list = field(default_factory=list)
    column: int | None = None


def chosen(state):
    """Return layer, unit and input of the weight that is followed; for a bias the input is the number of inputs."""
    k = state.layer
    return k, state.units[k + 1], SIZES[k] if state.bias else state.units[k]


def forward(state, k):
    """Return the sum of one unit's z in layer k, and its activation."""
    one, unit, n = passed(state.seed, state.bug), state.units[k + 1], state.example
    weights, biases = parameters(state.seed)
    inputs = np.append(one.signals[k][n], 1.0)
    row = np.append(weights[k][unit], biases[k][unit])
    z, h = float(inputs @ row), float(one.signals[k + 1][n, unit])
    out = f"tanh({fixed(z)}) = {fixed(h)}" if k < LAST else f"softmax makes p[{unit}] = {fixed(h)} of all three"
    return Sum(
        f"{NAMES[k + 1]}[{unit}]",
        "input",
        [*(f"{NAMES[k]}[{j}]" for j in range(SIZES[k])), "bias: 1"],
        [("input", "value", inputs), ("× weight", "value", row), ("= product", "value", inputs * row)],
        f"Their sum is z{k + 1}[{unit}] = {fixed(z)};  {out}",
        h,
        h,
        [(f"s{k}", 0, 0, SIZES[k], 1), (f"W{k}", unit, 0, 1, SIZES[k] + 1), (f"s{k + 1}", unit, 0, 1, 1)],
        (SIZES[k] if state.bias else state.units[k]) if k == state.layer else None,
    )


def begin(state):
    """Return the first error signal, (p - y) / N, class by class."""
    one, right, n, unit = passed(state.seed, state.bug), passed(state.seed, "none"), state.example, state.units[-1]
    y, found = np.eye(SIZES[-1])[data()[1][n]], one.errors[-1][n]
    label = {"1/N is missing": "= p − y", "the sign of the error": "= (y − p)/12"}.get(state.bug, "= (p − y)/12")
    return Sum(
        f"dL/dz3[{unit}]",
        "class",
        [f"class {c}" for c in range(SIZES[-1])],
        [("p", "value", one.signals[-1][n]), ("target y", "value", y), (label, "error", found)],
        f"dL/dz3[{unit}] = {fixed(found[unit], 3)}.  What one class gains the others lose: the three add up to 0",
        float(found[unit]),
        float(right.errors[-1][n, unit]),
        [("s3", 0, 0, SIZES[-1], 1), ("y", 0, 0, SIZES[-1], 1), ("e3", unit, 0, 1, 1)],
    )


def gradient(state, k, unit, source):
    """Return the gradient of one weight of layer k over all flowers; a bias if `source` is the number of inputs."""
    one, right, n = passed(state.seed, state.bug), passed(state.seed, "none"), state.example
    bias = source == SIZES[k]
    inputs = np.ones(EXAMPLES) if bias else one.signals[k][:, source]
    errors = one.errors[k + 1][:, unit]
    terms = list(inputs * errors)
    if bias and state.bug == "the bias takes one example":
        terms[1:] = [None] * (EXAMPLES - 1)
    found, must = ((p.gradients[k][1][unit] if bias else p.gradients[k][0][unit, source]) for p in (one, right))
    name = f"db{k + 1}[{unit}]" if bias else f"dW{k + 1}[{unit}, {source}]"
    total = sum(term for term in terms if term is not None)
    which = "the first product alone" if None in terms else "the sum of the products"
    ending = f"{name} = {fixed(found, 3)}, {which}"
    if state.bug == "gradients are not reset":
        ending = f"{name} = {fixed(found, 3)}: their sum {fixed(total, 3)}, added to what the first call left"
    return Sum(
        name,
        "flower",
        [f"{flower}" for flower in range(EXAMPLES)],
        [
            ("input 1" if bias else f"input {NAMES[k]}[{source}]", "value", inputs),
            ("× error", "error", errors),
            ("= product", "gradient", terms),
        ],
        ending,
        float(found),
        float(must),
        [*([] if bias else [(f"s{k}", source, 0, 1, 1)]), (f"e{k + 1}", unit, 0, 1, 1), (f"D{k}", unit, source, 1, 1)],
        n if chosen(state) == (k, unit, source) else None,
    )


def back(state, k):
    """Return the error of a unit whose outputs go into layer k: what comes back by its weights, times its slope."""
    one, right, n, unit = passed(state.seed, state.bug), passed(state.seed, "none"), state.example, state.units[k]
    W = parameters(state.seed)[0][k]
    turned = state.bug == "W transposed on the way back" and W.shape[0] == W.shape[1]
    errors, weights = one.errors[k + 1][n], W[unit] if turned else W[:, unit]
    h = one.signals[k][n, unit]
    wrong = state.bug == "the slope at the wrong point"
    slope = float(1 - (np.tanh(h) if wrong else h) ** 2)
    total, found = float(errors @ weights), float(one.errors[k][n, unit])
    way = "1 − tanh(h)²" if wrong else "1 − h²"
    cells = [(f"W{k}", unit, 0, 1, SIZES[k]) if turned else (f"W{k}", 0, unit, SIZES[k + 1], 1)]
    return Sum(
        f"dL/dz{k}[{unit}]",
        "unit",
        [f"dL/dz{k + 1}[{i}]" for i in range(SIZES[k + 1])],
        [("error", "error", errors), ("× weight", "value", weights), ("= product", "error", errors * weights)],
        f"Their sum {fixed(total, 3)}, times the slope {way} = {fixed(slope)}, is dL/dz{k}[{unit}] = {fixed(found, 3)}",
        found,
        float(right.errors[k][n, unit]),
        [(f"e{k + 1}", 0, 0, SIZES[k + 1], 1), *cells, (f"e{k}", unit, 0, 1, 1)],
        state.units[k + 1] if k == state.layer and not state.bias and not turned else None,
    )
