"""What the pictures of shares have in common: two vectors in [0, 1], and the diagonal between 0 and 1."""

import numpy as np

from nnlearn.arguments import between, describe
from nnlearn.plots.arrays import array
from nnlearn.plots.style import SMALL

GREY = "#6A6A6A"


def named(who, curves):
    """Return curves as a dict: several have names, a single one None.

    Examples
    --------
    >>> named("roc", ([0, 1], [0, 1]))
    {None: ([0, 1], [0, 1])}
    """
    found = curves if isinstance(curves, dict) else {None: curves}
    if not found:
        raise ValueError(f"{who} expected at least one curve, got an empty dict")
    return found


def rates(who, curve, values, names, rising=False):
    """Return the first two of `values` as vectors of equal length in [0, 1], or raise.

    Examples
    --------
    >>> [v.tolist() for v in rates("roc", None, ([0, 1], [0.5, 1]), ("x", "y"))]
    [[0.0, 1.0], [0.5, 1.0]]
    >>> rates("roc", None, ([0, 1], [0.5, 2]), ("x", "y"))
    Traceback (most recent call last):
    ValueError: roc expected y in [0, 1], got 0.5..2.0: shares, not counts
    """
    where = "" if curve is None else f" of {curve}"
    if not isinstance(values, tuple | list) or len(values) < 2:
        raise TypeError(f"{who} expected a tuple ({', '.join(names)}, ...){where}, got {describe(values)}")
    found = [array(who, name, one, "n") for name, one in zip(names, values, strict=False)]
    if len(found[0]) != len(found[1]):
        raise ValueError(f"{who} expected as many {names[0]} as {names[1]}{where}, got {[len(v) for v in found]}")
    for name, one in zip(names, found, strict=True):
        between(who, name + where, one, 0, 1, "shares, not counts")
        if rising and (np.diff(one) < 0).any():
            raise ValueError(f"{who} expected {name}{where} to rise, got {one[1:][np.diff(one) < 0][0]:g} after more")
    return found


def diagonal(ax, name, at):
    """Draw the diagonal, dashed and with its name along it, around the height `at`."""
    ax.plot([0, 1], [0, 1], color=GREY, linestyle=(0, (4, 3)), linewidth=1.2)
    turned = {"rotation": 45, "rotation_mode": "anchor", "transform_rotates_text": True}
    ax.text(at - 0.01, at + 0.01, name, size=SMALL, color=GREY, ha="center", va="bottom", **turned)
