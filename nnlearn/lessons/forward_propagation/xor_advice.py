"""What is wrong with a network for XOR: which layer, and what its sums are at the four corners."""

import itertools

import numpy as np

from nnlearn.lessons.forward_propagation.answers import CORNERS, step
from nnlearn.lessons.forward_propagation.by_hand import xor_network

POINTS = np.array([corner[0][0] for corner in CORNERS])  # (4, 2)
WANTED = np.array([0, 1, 1, 0])
NAMES = [f"({a:.0f}, {b:.0f})" for a, b in POINTS]
SIGNS = (-1.0, 0.0, 1.0)
OUTPUTS = tuple(itertools.product(SIGNS, SIGNS, (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5)))  # every line through 4 corners


def xor_advice(layers):
    """Say which layer of a wrong network is at fault, and what to look at; "" if its form is wrong.

    Parameters
    ----------
    layers : list of (weight, bias, activation)
    """
    try:
        (weight, bias, _), (out_weight, out_bias, _) = xor_network(layers)
    except ValueError:
        return ""
    sums = POINTS @ weight.T + bias  # (4, 2)
    hidden = step(sums)
    if _can_finish(hidden):
        return _output_at_fault(hidden, (hidden @ out_weight.T + out_bias)[:, 0])
    return _hidden_at_fault(weight, bias, sums, hidden)


def _can_finish(hidden):
    """Return whether some output unit makes XOR of the values of the hidden units."""
    return any((step(hidden @ (a, b) + c) == WANTED).all() for a, b, c in OUTPUTS)


def _output_at_fault(hidden, sums):
    ties = [name for name, one, wanted in zip(NAMES, sums, WANTED, strict=True) if abs(one) < 1e-9 and not wanted]
    tie = f" At {' and '.join(ties)} the sum is exactly 0, and step(0) is 1." if ties else ""
    return (
        f"Your hidden layer is good: at {', '.join(NAMES)} it gives {_values(hidden)}. Look at the output layer. Its "
        f"sums there are {', '.join(f'{one:g}' for one in sums)}; they should be below 0 at the first and the last "
        f"corner, and 0 or above at the other two.{tie}"
    )


def _hidden_at_fault(weight, bias, sums, hidden):
    turned = step(POINTS @ weight + bias)
    given = f"At {', '.join(NAMES)} your hidden units give {_values(hidden)}."
    if _can_finish(turned):
        return (
            f"{given} Row i of the weight belongs to unit i. Did you write the weights of a unit into a column? "
            "Transposed, this hidden layer would be good."
        )
    if _can_finish((sums > 1e-9).astype(float)):
        unit, corner = next((k, i) for i in range(4) for k in range(2) if abs(sums[i, k]) < 1e-9)
        return f"{given} At {NAMES[corner]} the sum of hidden unit {unit + 1} is exactly 0, and step(0) is 1: it is on."
    for unit in range(2):
        if np.ptp(hidden[:, unit]) == 0:
            return (
                f"{given} Unit {unit + 1} is {'on' if hidden[0, unit] else 'off'} everywhere, so it tells no corner "
                f"from another. Its sums are {', '.join(f'{one:g}' for one in sums[:, unit])}: look at its "
                "weights and its bias."
            )
    if (hidden[:, 0] == hidden[:, 1]).all():
        return f"{given} Both units are on at the same corners, so the second one adds nothing."
    for i, k in itertools.combinations(range(4), 2):
        if WANTED[i] != WANTED[k] and (hidden[i] == hidden[k]).all():
            return (
                f"{given} {NAMES[i]} and {NAMES[k]} get the same hidden values, but should get different outputs: no "
                "output layer can tell them apart."
            )
    return (
        f"{given} The corners where XOR is on still lie across from each other, so no single line, and no output "
        "unit, separates them. One hidden unit should be on at three corners, or at one."
    )


def _values(hidden):
    return ", ".join(f"({a:.0f}, {b:.0f})" for a, b in hidden)
