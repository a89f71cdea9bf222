"""Positions for both sides: the waves, and the check of a sequence."""

import numpy as np

from nnlearn.arguments import check_floats


def waves(places, features):
    """Return sin(t w_i) at 2i and cos(t w_i) at 2i + 1, with w_i = 10000^(-2i / features): (places, features), float32.

    Examples
    --------
    >>> waves(2, 3).round(2).tolist()[0]
    [0.0, 1.0, 0.0]
    """
    column = np.arange(features)
    angle = np.arange(places)[:, None] * 10000.0 ** (-(column - column % 2) / features)
    return np.where(column % 2, np.cos(angle), np.sin(angle)).astype(np.float32)


def check_sequence(layer, x, kind=np.ndarray):
    """Raise unless x is a sequence (..., places, features) that a layer with d_model and max_len can number."""
    caller = f"{type(layer).__name__}({layer.d_model}, {layer.max_len})"
    check_floats(caller, "x", x, kind)
    if len(x.shape) < 2 or x.shape[-1] != layer.d_model:
        raise ValueError(f"{caller} expected x of shape (..., places, {layer.d_model}), got {tuple(x.shape)}")
    if x.shape[-2] > layer.max_len:
        raise ValueError(f"{caller} expected x with at most {layer.max_len} places, got {x.shape[-2]}")
