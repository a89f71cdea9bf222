"""The playground's state as a short string and back."""

import base64
import binascii
import dataclasses
import json
import zlib

from nnlearn.explorers.controls import control, declared
from nnlearn.lessons.playground import state as states

MARK = "nn1."  # what every such string begins with: the version of its form
LONGEST = 20_000  # characters


def to_text(state):
    """Return a state as a short string of letters, digits, "-", "_" and ".", fit for a link.

    Examples
    --------
    >>> from_text(to_text(states.State(data="spiral", layers=(8, 8)))).layers
    (8, 8)
    """
    packed = zlib.compress(json.dumps(changed(state), separators=(",", ":")).encode(), 9)
    return MARK + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def changed(state):
    """Return what differs from the first state, by name."""
    plain, found = type(state)(), {}
    for field in dataclasses.fields(state):
        value = getattr(state, field.name)
        if value != getattr(plain, field.name):
            found[field.name] = changed(value) if isinstance(value, states.State) else value
    return found


def from_text(text):
    """Return the state that a string stands for.

    Raises
    ------
    ValueError
        If it is none that `to_text` has given.
    """
    text = text.strip().split("#")[-1]
    try:
        if not text.startswith(MARK) or len(text) > LONGEST:
            raise ValueError
        packed = base64.urlsafe_b64decode(text[len(MARK) :] + "===")
        reader = zlib.decompressobj()
        values = json.loads(reader.decompress(packed, 10**6))
        if not reader.eof:  # cut off
            raise ValueError
        return restored(values)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, binascii.Error, zlib.error) as error:
        raise ValueError(
            f"this is no state of the playground: expected a string that begins with {MARK} and was copied whole, "
            f"got {text[:40]!r}: copy it again from the field State"
        ) from error


def restored(values):
    """Return the state with these values; each must be one that its control takes."""
    state = states.State()
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
    if not (set(state.features) <= set(states.FEATURES) and state.features):
        raise ValueError("features")
    if len(state.layers) > states.MOST_LAYERS or not all(1 <= n <= states.MOST_UNITS for n in state.layers):
        raise ValueError("layers")
    return states.fitting(state)
