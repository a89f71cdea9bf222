"""Bad values by kinds: what can stand in the place of any argument, and what can stand in the place of a legal value.

Each is a `Kind`: how to make it from the side and the legal value, and whether it means the same as the legal value.
What means the same may be taken, and must then give the same result; everything else must be refused.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import torch
from rows.fuzz import INF, NAN, other
from rows.parity import array, is_torch

from fuzzing.arrays import ARRAYS, TENSORS

HUGE = 10**30


@dataclass(frozen=True)
class Kind:
    name: str
    make: Callable  # (nn, legal) -> value
    same: bool = False


def same(table):
    return [Kind(name, lambda nn, legal, make=make: make(legal), True) for name, make in table.items()]


def bad(table):
    return [Kind(name, lambda nn, legal, make=make: make(legal)) for name, make in table.items()]


def of_side(table):
    return [Kind(name, lambda nn, legal, make=make: make(nn)) for name, make in table.items()]


def ours(nn):
    return torch.Tensor if is_torch(nn) else np.ndarray


ANYWHERE = of_side(
    {
        "None": lambda nn: None,
        "a word": lambda nn: "text",
        "no word": lambda nn: "",
        "digits": lambda nn: "3",
        "bytes": lambda nn: b"3",
        "an empty list": lambda nn: [],
        "an empty tuple": lambda nn: (),
        "a list of numbers": lambda nn: [1.0, 2.0],
        "a list of words": lambda nn: ["a", "b"],
        "a list of None": lambda nn: [None],
        "a nested list": lambda nn: [[1.0], [2.0, 3.0]],
        "an empty dict": lambda nn: {},
        "a dict": lambda nn: {"a": 1},
        "a set": lambda nn: {1, 2},
        "a generator": lambda nn: (i for i in (1, 2)),
        "a function": lambda nn: lambda *given: given,
        "an object": lambda nn: object(),
        "a class": lambda nn: int,
        "Ellipsis": lambda nn: ...,
        "True": lambda nn: True,
        "False": lambda nn: False,
        "zero": lambda nn: 0,
        "zero point zero": lambda nn: 0.0,
        "minus one": lambda nn: -1,
        "one and a half": lambda nn: 1.5,
        "nan": lambda nn: NAN,
        "inf": lambda nn: INF,
        "-inf": lambda nn: -INF,
        "10**30": lambda nn: HUGE,
        "-10**30": lambda nn: -HUGE,
        "10**400": lambda nn: 10**400,
        "complex": lambda nn: 1 + 2j,
        "a third": lambda nn: Fraction(1, 3),
        "Decimal nan": lambda nn: Decimal("nan"),
        "NumPy nan": lambda nn: np.float64(NAN),
        "NumPy complex": lambda nn: np.complex64(1j),
        "NumPy word": lambda nn: np.str_("text"),
        "NumPy date": lambda nn: np.datetime64("2026-01-01"),
        "NumPy bool": lambda nn: np.bool_(True),
        "an array": lambda nn: array(nn, [1.0, 2.0, 3.0], "float32"),
        "an empty array": lambda nn: array(nn, [], "float32"),
        "an array of no axis": lambda nn: array(nn, 2.0, "float32"),
        "an array of words": lambda nn: np.array(["a", "b"]),
        "an array of objects": lambda nn: np.array([None, object()]),
        "an array of dates": lambda nn: np.array(["2026-01-01", "2026-01-02"], "datetime64[D]"),
        "an array of records": lambda nn: np.zeros(2, [("a", "f4"), ("b", "i4")]),
        "the other side's array": lambda nn: array(other(nn), [1.0, 2.0], "float32"),
        "the other side's layer": lambda nn: other(nn).Linear(4, 3),
        "the other side's parameter": lambda nn: other(nn).Linear(4, 3).weight,
        "a layer": lambda nn: nn.Tanh(),
        "a class of layers": lambda nn: nn.Linear,
        "a parameter": lambda nn: nn.Linear(3, 1).bias,
        "a loss": lambda nn: nn.MSELoss(),
        "an optimizer": lambda nn: nn.SGD(nn.Linear(2, 1).parameters(), lr=0.1),
    }
)

Whole = enum.IntEnum("Whole", {f"N{i}": i for i in range(200)})
WHOLE = [
    *same(
        {
            "as int64": np.int64,
            "as int32": np.int32,
            "as uint8": np.uint8,
            "as IntEnum": Whole,
            "as float": float,
            "as float64": np.float64,
            "as Fraction": Fraction,
            "as Decimal": Decimal,
            "as an array of no axis": np.array,
            "as a tensor of no axis": torch.tensor,
            "as an array of one": lambda n: np.array([n]),
        }
    ),
    *bad(
        {"as a word": str, "as a list": lambda n: [n], "as complex": complex, "doubled in a tuple": lambda n: (n,) * 3}
    ),
]
NUMBER = [
    *same(
        {
            "as float64": np.float64,
            "as Fraction": Fraction,
            "as Decimal": Decimal,
            "as an array of no axis": np.array,
            "as a tensor of no axis": lambda v: torch.tensor(v, dtype=torch.float64),
            "as an array of one": lambda v: np.array([v]),
            "as longdouble": np.longdouble,
        }
    ),
    *bad({"as a word": str, "as a list": lambda v: [v], "as complex": complex, "as bytes": lambda v: str(v).encode()}),
]
FLAG = [
    *same({"as NumPy bool": np.bool_, "as an array": np.array, "as a tensor": torch.tensor, "as int": int}),
    *bad({"as a word": str, "as float": float, "as a list": lambda b: [b]}),
]
WORD = [
    *same({"as a NumPy word": np.str_}),
    *bad(
        {
            "in capitals": lambda w: w.swapcase() + "X",
            "with a space": lambda w: w + " ",
            "as bytes": str.encode,
            "as a list": lambda w: [w],
            "as an array": np.array,
        }
    ),
]
SEQUENCE = [
    *same({"as a list": list, "as a tuple": tuple}),
    *bad(
        {
            "one more": lambda s: [*s, s[-1]],
            "one less": lambda s: s[:-1],
            "last is None": lambda s: [*s[:-1], None],
            "last is a word": lambda s: [*s[:-1], "text"],
            "last is nan": lambda s: [*s[:-1], NAN],
            "last is True": lambda s: [*s[:-1], True],
            "last is -1": lambda s: [*s[:-1], -1],
            "last is 10**30": lambda s: [*s[:-1], HUGE],
            "last is complex": lambda s: [*s[:-1], 2j],
            "last is a list": lambda s: [*s[:-1], [s[-1]]],
            "nested": lambda s: [s],
            "as a set": lambda s: {str(each) for each in s},
            "as a dict": lambda s: dict(enumerate(s)),
            "as a word": str,
        }
    ),
]


def changed(make):
    """Return a function that changes the last entry of a dict of arrays."""

    def change(d):
        name = list(d)[-1]
        return {**d, name: make(d[name])}

    return change


DICT = [
    *same({"as pairs": lambda d: list(d.items())}),
    *bad(
        {
            "a name missing": lambda d: dict(list(d.items())[:-1]),
            "a name too many": lambda d: {**d, "more": next(iter(d.values()))},
            "a name that is a number": lambda d: {**d, 3: next(iter(d.values()))},
            "its names": lambda d: list(d),
            "its values": lambda d: list(d.values()),
            "a value of None": changed(lambda v: None),
            "a value of a word": changed(lambda v: "text"),
            "a value of another shape": changed(lambda v: v[None]),
            "a value of complex numbers": changed(lambda v: v * (1 + 1j)),
            "a value of objects": changed(lambda v: np.asarray(v).astype(object)),
            "a value of words": changed(lambda v: np.asarray(v).astype(str)),
            "a masked value": changed(lambda v: np.ma.masked_all_like(np.asarray(v))),
        }
    ),
]
THING = bad({"its class": type, "in a list": lambda m: [m], "in a tuple": lambda m: (m, m), "its name": repr})


def possible(kind, nn, legal):
    """Return whether there is such a value: -1 has no uint8."""
    try:
        kind.make(nn, legal)
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError):
        return False
    return True


def kinds_for(nn, legal):
    """Return the kinds of bad values for the place of a legal value."""
    if isinstance(legal, np.ndarray | np.generic):
        return [*ARRAYS(Kind, legal), *ANYWHERE]
    if isinstance(legal, torch.Tensor):
        return [*TENSORS(Kind, legal), *ANYWHERE]
    for kind, table in ((bool, FLAG), (int, WHOLE), (float, NUMBER), (str, WORD), (dict, DICT)):
        if isinstance(legal, kind):
            return [*(each for each in table if possible(each, nn, legal)), *ANYWHERE]
    if isinstance(legal, tuple | list):
        return [*SEQUENCE, *ANYWHERE] if legal else ANYWHERE
    return ANYWHERE if legal is None else [*THING, *ANYWHERE]
