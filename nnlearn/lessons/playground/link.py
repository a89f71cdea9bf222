"""The playground's state as a short text that can be read, and back: `nn2.data=circle&activation=tanh&layers=4,2`."""

import dataclasses
from typing import Any
from urllib.parse import parse_qsl, quote_plus

from nnlearn.explorers.controls import control, declared
from nnlearn.lessons.playground import link_events, link_v1
from nnlearn.lessons.playground.data import FEATURES
from nnlearn.lessons.playground.options import MAX_LAYERS, MAX_UNITS
from nnlearn.lessons.playground.state import State, with_valid_choice

LINK_PREFIX = "nn2."  # what such a text begins with: its version
LINK_PREFIXES = (LINK_PREFIX, link_v1.PREFIX)
MAX_CHARACTERS = 20_000


def to_text(state):
    """Return a state as a text: its fields that differ from their defaults, as in an address.

    Examples
    --------
    >>> to_text(State(data="exclusive or", layers=(8, 8), lr=0.03, discrete=True))
    'nn2.data=exclusive+or&layers=8,8&lr=0.03&discrete=yes'
    >>> from_text("nn2.data=spiral&features=x1,x2,x1^2").features
    ('x1', 'x2', 'x1^2')
    """
    return LINK_PREFIX + "&".join(f"{name}={written(name, value)}" for name, value in changed(state).items())


def changed(state):
    """Return the fields that differ from their defaults, by name."""
    plain = type(state)()
    fields = {field.name: getattr(state, field.name) for field in dataclasses.fields(state)}
    return {name: value for name, value in fields.items() if value != getattr(plain, name)}


def written(name, value):
    """Return the value of a field as text that may stand in an address."""
    if name == "frozen":
        return quote_plus(to_text(value))
    if name == "events":
        return link_events.written(value)
    if isinstance(value, tuple):
        return ",".join(quote_plus(f"{v}", safe="^") for v in value)
    return ("yes" if value else "no") if isinstance(value, bool) else quote_plus(f"{value}", safe=":,'")


def from_text(text):
    """Return the state that a text stands for.

    Raises
    ------
    ValueError
        If it is not the text of a state.
    """
    text = text.strip().split("#")[-1]
    try:
        if len(text) > MAX_CHARACTERS:
            raise ValueError("it is too long")
        if text.startswith(link_v1.PREFIX):
            return restored(link_v1.values(text))
        if not text.startswith(LINK_PREFIX):
            raise ValueError(f"it does not begin with {LINK_PREFIX}")
        pairs = parse_qsl(text[len(LINK_PREFIX) :], keep_blank_values=True, strict_parsing=text != LINK_PREFIX)
        return restored({name: value_of(name, value) for name, value in pairs})
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise ValueError(
            f"this is not a state of the playground ({error}): expected a text such as "
            f"{LINK_PREFIX}data=spiral&lr=0.1, got {text[:40]!r}: copy it again from the field state"
        ) from error


def value_of(name, text):
    """Return the value of a field from its text."""
    default = getattr(State(), name, None)
    if default is None and name != "frozen":
        raise ValueError(f"there is no setting {name}")
    if name == "frozen":
        return from_text(text)
    if name == "events":
        return link_events.read(text)
    try:
        if name in ("layers", "chosen", "unit"):
            return tuple(map(int, text.split(","))) if text else ()
        if name == "base":
            lr, batch, l1, l2 = text.split(",")
            return float(lr), int(batch), float(l1), float(l2)
        if name == "features":
            return tuple(text.split(","))
        if isinstance(default, bool):
            return {"yes": True, "no": False}[text]
        kind: Any = type(default)
        return kind(text)
    except (ValueError, KeyError):
        raise ValueError(f"{name} cannot be {text!r}") from None


def restored(values):
    """Return the state with these values; each must be one that its control allows."""
    state = dataclasses.replace(State(), **values)
    for name, field in declared(state).items():
        if name == "position":
            continue
        value = getattr(state, name)
        try:
            fits = control(field, value).value == value
        except Exception:  # traitlets raises its own
            fits = False
        if not fits:
            raise ValueError(f"{name} cannot be {value!r}")
    if state.frozen is not None:
        restored(changed(state.frozen))  # it is checked in the same way
    if not (set(state.features) <= set(FEATURES) and state.features):
        raise ValueError(f"the inputs are some of {', '.join(FEATURES)}")
    if len(state.layers) > MAX_LAYERS or not all(1 <= n <= MAX_UNITS for n in state.layers):
        raise ValueError(f"there are at most {MAX_LAYERS} hidden layers of 1 to {MAX_UNITS} units")
    return with_valid_choice(state)
