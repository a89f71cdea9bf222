"""The playground's state as a short text, and back."""

import base64
import binascii
import dataclasses
import json
import zlib

from nnlearn.explorers.controls import control, declared
from nnlearn.lessons.playground.data import FEATURES
from nnlearn.lessons.playground.options import MAX_LAYERS, MAX_UNITS
from nnlearn.lessons.playground.state import State, with_valid_choice

LINK_PREFIX = "nn1."  # what every such text begins with: its version
MAX_CHARACTERS = 20_000


def to_text(state):
    """Return a state as a short text of letters, digits, "-", "_" and ".", which fits into a link.

    Examples
    --------
    >>> from_text(to_text(State(data="spiral", layers=(8, 8)))).layers
    (8, 8)
    """
    packed = zlib.compress(json.dumps(changed(state), separators=(",", ":")).encode(), 9)
    return LINK_PREFIX + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def changed(state):
    """Return the fields that differ from their defaults, by name."""
    plain, found = type(state)(), {}
    for field in dataclasses.fields(state):
        value = getattr(state, field.name)
        if value != getattr(plain, field.name):
            found[field.name] = changed(value) if isinstance(value, State) else value
    return found


def from_text(text):
    """Return the state that a text stands for.

    Raises
    ------
    ValueError
        If `to_text` has not written it.
    """
    text = text.strip().split("#")[-1]
    try:
        if not text.startswith(LINK_PREFIX) or len(text) > MAX_CHARACTERS:
            raise ValueError
        packed = base64.urlsafe_b64decode(text[len(LINK_PREFIX) :] + "===")
        reader = zlib.decompressobj()
        values = json.loads(reader.decompress(packed, 10**6))
        if not reader.eof:  # it was cut off
            raise ValueError
        return restored(values)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, binascii.Error, zlib.error) as error:
        raise ValueError(
            f"this is not a state of the playground: expected a text that begins with {LINK_PREFIX} and is complete, "
            f"got {text[:40]!r}: copy it again from the field state"
        ) from error


def restored(values):
    """Return the state with these values; each must be one that its control allows."""
    state = State()
    for name, value in values.items():
        if name == "frozen":
            value = restored(value)
        elif isinstance(value, list):
            value = tuple(tuple(v) if isinstance(v, list) else v for v in value)
        elif type(value) is not type(getattr(state, name)):
            raise ValueError(name)
        state = dataclasses.replace(state, **{name: value})
    for name, field in declared(state).items():
        if name != "position" and control(field, getattr(state, name)).value != getattr(state, name):
            raise ValueError(name)
    if not (set(state.features) <= set(FEATURES) and state.features):
        raise ValueError("features")
    if len(state.layers) > MAX_LAYERS or not all(1 <= n <= MAX_UNITS for n in state.layers):
        raise ValueError("layers")
    return with_valid_choice(state)
