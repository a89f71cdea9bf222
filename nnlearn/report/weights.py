"""A name for weights: SHA-256 of all their numbers, so that a claim can say which weights it was measured with."""

import hashlib
import json
import re

import numpy as np

from nnlearn.arguments import check_numbers, describe, integer

DIGITS = 12  # what ledgers and cards write: that any two of 1,000 networks agree by chance has probability 2e-9


def state_hash(model_or_state, *, digits=64):
    """Return the SHA-256 of a model's weights: names, dtypes, shapes and every bit of every number.

    Equal weights give equal hashes on both sides, on every system, and after saving and loading. One other bit gives
    another hash, also where no score changes: 0.0 and -0.0 differ, and so do float32 and float64.

    Parameters
    ----------
    model_or_state : Module, or dict of str to ndarray or Tensor
        A model of either side, or its state dict; of a model that has none, such as scikit-learn's, the arrays that it
        learned, by name. The order of the names does not matter.
    digits : int, 12 to 64
        Length of the answer; 12 are enough to tell the networks of one project apart.

    Returns
    -------
    str
        Hexadecimal digits.

    Raises
    ------
    TypeError
        If it is not a model or dict, or a value in it is not an array of numbers.
    ValueError
        If it holds no weights, which would make all such models look alike, or digits is out of range.

    References
    ----------
    NIST (2015), "Secure hash standard", FIPS 180-4.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model = nn.Linear(2, 1)
    >>> before = state_hash(model, digits=12)
    >>> model.bias.data += 1e-3
    >>> len(before), state_hash(model, digits=12) == before
    (12, False)
    """
    digits = integer("state_hash", "digits", digits, low=DIGITS, high=64)
    state = state_of("state_hash", model_or_state)
    found = hashlib.sha256()
    for name in sorted(state):
        values = plain(f"state[{name!r}]", state[name])
        # A line of JSON says how many bytes follow, so that no other weights give the same bytes.
        head = json.dumps([name, dtype_of(state[name]), list(values.shape)])
        found.update(head.encode() + b"\n" + values.tobytes())
    return found.hexdigest()[:digits]


def state_of(caller, obj):
    """Return a state dict, given it or a model, or raise."""
    state = obj.state_dict() if hasattr(obj, "state_dict") and not isinstance(obj, type) else obj
    if isinstance(state, dict) and (odd := [name for name in state if not isinstance(name, str)]):
        raise TypeError(f"{caller} expected names of weights to be str, got {odd[0]!r}: str({odd[0]!r}) makes one")
    if not isinstance(state, dict):
        hint = ": {'coef': model.coef_, ...} is one" if hasattr(obj, "fit") else ""
        raise TypeError(
            f"{caller} expected a model, or a dict of names (str) and arrays of its weights, got {describe(obj)}{hint}"
        )
    if not state:
        raise ValueError(
            f"{caller} expected weights, got {describe(obj)} without any: give the arrays that it learned, by name"
        )
    return state


def plain(name, values):
    """Return an array or a tensor of numbers as a NumPy array whose bytes mean the same on every machine."""
    if hasattr(values, "detach"):
        values = values.detach().cpu()
        try:
            values = values.numpy()
        except TypeError:  # bfloat16 and smaller, which NumPy does not have: float32 holds them exactly
            values = values.float().numpy()
    check_numbers("state_hash", name, values)
    return np.asarray(values, values.dtype.newbyteorder("<"), order="C")


def dtype_of(values):
    """Return the name of a dtype, the same on both sides."""
    return getattr(values.dtype, "name", None) or str(values.dtype).removeprefix("torch.")


def weights_hash(caller, weights):
    """Return the hash that a ledger or a card keeps: of a model or state, or one that is given; "" for None."""
    if weights is None:
        return ""
    if not isinstance(weights, str):
        return state_hash(state_of(caller, weights), digits=DIGITS)
    if not re.fullmatch(f"[0-9a-f]{{{DIGITS},64}}", weights):
        raise ValueError(
            f"{caller} expected weights to be a model, its state_dict or what state_hash returns, got {weights[:80]!r}"
        )
    return weights[:DIGITS]
