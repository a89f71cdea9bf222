"""What the attributions take: a batch of floats, a baseline, and functions whose answers have the right shape."""

import numpy as np

from nnlearn.arguments import check_floats, describe, finite, number


def start_of(who, x, baseline):
    """Return the baseline as float64 of x's shape, or raise; x must hold floats."""
    check_floats(who, "x", x)
    if not isinstance(baseline, np.ndarray):
        return np.full(x.shape, number(who, "baseline", baseline))
    finite(who, "baseline", baseline)
    try:
        return np.broadcast_to(baseline, x.shape).astype(np.float64)
    except ValueError:
        raise ValueError(
            f"{who} expected baseline to be a number or to broadcast to x's shape {x.shape}, got {describe(baseline)}"
        ) from None


def returned(who, name, values, shape):
    """Return what a function of the caller gave, or raise unless it is finite and of this shape."""
    if not isinstance(values, np.ndarray) or values.shape != shape:
        raise ValueError(f"{who} expected {name} to return an ndarray of shape {shape}, got {describe(values)}")
    return finite(who, f"what {name} returned", values)
