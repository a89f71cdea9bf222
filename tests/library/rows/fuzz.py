"""Tools for the fuzz rows: bad values for every kind of argument, all of which must be refused.

A row is (argument, bad values, call): `call(nn, bad)` puts the bad value where the argument goes. The argument is a
regular expression: the error must name it. Bad values may be a function of the side.
"""

import numpy as np

import nnlearn.numpy
import nnlearn.torch
from rows.parity import array, is_torch

NAN, INF = float("nan"), float("inf")
WORDS = ("text", None, {"a": 1}, object())
NOT_NUMBERS = (*WORDS, [0.1], NAN, INF, -INF, True, 1 + 2j, 10**400, np.ones(3))
NEGATIVE = (-1, -1e-30)
NOT_SIZES = (*NOT_NUMBERS, *NEGATIVE)
NOT_COUNTS = (*WORDS, 2.5, NAN, 0, -1, [3], True)
NOT_PAIRS = (*NOT_COUNTS, (2,), (2, 2, 2), (2, 0), (-1, 2), (2, 1.5), ("2", 2), (True, 2))
NOT_AXES = (*WORDS, 2.5, NAN, [1], True)
NOT_SEEDS = (*WORDS, 2.5, NAN, -1, [3], True)
NOT_GENERATORS = ("text", {"a": 1}, object(), 3)
NOT_FLAGS = (*WORDS, 1, 0.5, "False")
BAD_MODELS = (*WORDS, 3, lambda x: x)


def good(nn, *shape):
    return array(nn, np.random.default_rng(0).normal(size=shape), "float32")


def not_floats(nn):
    """Return what is not an array of floating-point numbers."""
    return [*WORDS, 3, 2.5, [1.0], array(nn, [1, 2], "int64")]


def spoilt(make, shape):
    """Return arrays of this shape with one NaN or infinity in them."""
    values = [np.random.default_rng(0).normal(size=shape).astype(np.float32) for _ in range(3)]
    for each, bad in zip(values, (NAN, INF, -INF), strict=True):
        each.flat[-1] = bad
    return [make(each) for each in values]


def not_batches(make, shape):
    """Return what is not a finite array of numbers of this shape (the first axis may have any length)."""
    rows, *rest = shape
    wrong = [(), (rows, *rest, 2), (rows, *rest[:-1], rest[-1] + 1) if rest else (rows, 2), (0, *rest)]
    arrays = [make(np.zeros(each, np.float32)) for each in wrong]
    return [*WORDS, 3, np.ones(shape).tolist(), *arrays, *spoilt(make, shape)]


def model(nn):
    return nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 2))


def other(nn):
    """Return the other side."""
    return nnlearn.numpy if is_torch(nn) else nnlearn.torch


# What `model` is trained on, and what it must not be trained on.
X = np.random.default_rng(1).normal(size=(6, 4)).astype(np.float32)
Y = np.array([0, 1, 1, 0, 1, 0])
BAD_X = [*not_batches(np.asarray, (6, 4)), X.astype(complex), X.astype(object), X.astype(str)]
BAD_LABELS = [
    *[bad for bad in not_batches(np.asarray, (6,)) if not (isinstance(bad, np.ndarray) and bad.shape == (0,))],
    Y.astype(np.float32), Y - 1, Y + 1, Y[:5], Y[:, None], Y.astype(str), Y.astype(object), Y[:0],
]  # fmt: skip


def setting(name, argument, bad, *given, **more):
    """Return the row of one argument of a class or function; the other arguments are `given` and `more`."""
    return argument, bad, lambda nn, value: getattr(nn, name)(*given, **{**more, argument: value})


def activation(name, **setting):
    return [("x", not_floats, lambda nn, bad: getattr(nn, name)(**setting)(bad))]


def over_an_axis(call):
    """Return the rows of what works along an axis `dim`."""
    return [
        ("dim", NOT_AXES, lambda nn, bad: call(nn, bad, good(nn, 3, 2))),
        ("dim", (2, -3, 10**30), lambda nn, bad: call(nn, bad, good(nn, 3, 2))),
        ("dim", [1, 0], lambda nn, bad: call(nn, bad, good(nn, 0, 0))),
    ]


def not_images(nn):
    return [*WORDS, 3, [[[[1.0]]]], array(nn, [[[[1]]]], "int64")]


def images(name, *given, shapes, **more):
    """Return the rows of what is not a batch of images, or has a wrong shape."""
    return [
        ("x", not_images, lambda nn, bad: getattr(nn, name)(*given, **more)(bad)),
        ("x", [(), (4,), (4, 8), *shapes], lambda nn, s: getattr(nn, name)(*given, **more)(good(nn, *s))),
    ]
