"""States as they were written before they could be read: `nn1.` and packed JSON. Such texts still load."""

import base64
import binascii
import json
import zlib

from nnlearn.lessons.playground.state import State

PREFIX = "nn1."
DEFAULTS = {"lr": 0.03}  # of that time, where they have changed since
PANELS = {"second run": "two runs"}  # the new names of their values


def values(text):
    """Return {field: value} of such a text; what it leaves out has the default of its time.

    Raises
    ------
    ValueError
        If it is not complete.

    Examples
    --------
    >>> values("nn1.eNqrVkpJLElUslIqLsgsSsxR0lHKSaxMLSpWsoq20LGIrQUArpcKbg")
    {'lr': 0.03, 'data': 'spiral', 'layers': (8, 8)}
    """
    try:
        packed = base64.urlsafe_b64decode(text[len(PREFIX) :] + "===")
        reader = zlib.decompressobj()
        found = json.loads(reader.decompress(packed, 10**6))
    except (ValueError, binascii.Error, zlib.error) as error:
        raise ValueError("it was cut off or mistyped") from error
    if not reader.eof:
        raise ValueError("it was cut off")
    return {**DEFAULTS, **{name: _value(name, value) for name, value in found.items()}}


def _value(name, value):
    if name == "frozen":
        return State(**{**DEFAULTS, **{one: _value(one, v) for one, v in value.items()}})
    if isinstance(value, list):
        return tuple(tuple(v) if isinstance(v, list) else v for v in value)
    if name == "panel":
        return PANELS.get(value, value)
    if type(value) is not type(getattr(State(), name)):
        raise ValueError(f"{name} cannot be {value!r}")
    return value
