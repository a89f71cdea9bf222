"""Bad arrays and tensors: of another dtype, class, shape or place, or with numbers in them that are none."""

import warnings

import numpy as np
import torch


class Subclass(np.ndarray):
    """An array of somebody's own class."""


def matrix(a):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asmatrix(a.reshape(-1, 1) if a.ndim < 2 else a.reshape(len(a), -1))


def filled(a, value):
    a = np.array(a, np.result_type(a.dtype, "float32"))
    a.flat[-1] = value
    return a


def strided(a):
    """Return the same numbers, of which every other one is skipped in memory."""
    return np.repeat(a[..., None], 2, -1)[..., 0]


def read_only(a):
    a = a.copy()
    a.flags.writeable = False
    return a


DTYPES = {
    "of float64": lambda a: a.astype(np.float64),
    "of longdouble": lambda a: a.astype(np.longdouble),
    "of big-endian numbers": lambda a: a.astype(a.dtype.newbyteorder(">")),
    "of int64": lambda a: a.astype(np.int64),
    "of int8": lambda a: a.astype(np.int8),
    "of uint8": lambda a: abs(a).astype(np.uint8),
    "of bool": lambda a: a.astype(bool),
    "of float32": lambda a: a.astype(np.float32),
    "of float16": lambda a: a.astype(np.float16),
    "of complex numbers": lambda a: a * np.complex64(1 + 1j),
    "of objects": lambda a: a.astype(object),
    "of words": lambda a: a.astype(str),
    "of bytes": lambda a: a.astype("S8"),
    "of dates": lambda a: abs(a).astype(np.int64).astype("datetime64[D]"),
    "of durations": lambda a: abs(a).astype(np.int64).astype("timedelta64[s]"),
    "of records": lambda a: np.zeros(a.shape, [("a", "f4")]),
}
CLASSES = {
    "as a list": np.ndarray.tolist,
    "as a tuple of rows": tuple,
    "as a memoryview": lambda a: memoryview(np.ascontiguousarray(a)),
    "as a tensor": torch.tensor,
    "as a tensor that wants its gradient": lambda a: torch.tensor(a, dtype=torch.float32, requires_grad=True),
    "as a matrix": matrix,
    "as a masked array": lambda a: np.ma.MaskedArray(a, np.arange(a.size).reshape(a.shape) % 2 == 0),
    "as a masked array without a mask": lambda a: np.ma.MaskedArray(a),
    "as a subclass": lambda a: a.view(Subclass),
}
SHAPES = {
    "with an axis in front": lambda a: a[None],
    "with an axis at the end": lambda a: a[..., None],
    "without the first axis": lambda a: a[0],
    "in one row": np.ravel,
    "of one number": lambda a: a.reshape(-1)[0].copy() if isinstance(a, np.ndarray) else a.reshape(-1)[0],
    "of no rows": lambda a: a[:0],
    "of no columns": lambda a: a[..., :0],
    "one row less": lambda a: a[:-1],
    "one row": lambda a: a[:1],
    "one column less": lambda a: a[..., :-1],
    "one column": lambda a: a[..., :1],
    "transposed": lambda a: a.swapaxes(0, -1),
}
NUMBERS = {
    "with nan": lambda a: filled(a, np.nan),
    "with inf": lambda a: filled(a, np.inf),
    "with -inf": lambda a: filled(a, -np.inf),
    "with 3e38": lambda a: filled(a, 3e38),
    "of -1": lambda a: a * 0 - 1,
    "of 100": lambda a: a * 0 + 100,
    "of zeros": lambda a: a * 0,
    "of halves": lambda a: a * 0 + np.float32(0.5),
}
LAYOUTS = {
    "in Fortran's order": np.asfortranarray,
    "with gaps": strided,
    "read only": read_only,
    "backwards in memory": lambda a: np.ascontiguousarray(a[::-1])[::-1],
}
# What holds the same numbers as the legal array; all others differ from it.
SAME = {
    "of float64", "of longdouble", "of big-endian numbers", "of float32", "as a list", "as a tuple of rows",
    "as a memoryview", "as a tensor", "as a tensor that wants its gradient", "as a masked array without a mask",
    "as a subclass", "as a matrix", *LAYOUTS,
}  # fmt: skip
WHOLE_DTYPES = ("of int64", "of int8", "of uint8")

TENSOR_DTYPES = {
    "of float64": lambda a: a.double(),
    "of float32": lambda a: a.float(),
    "of int64": lambda a: a.long(),
    "of uint8": lambda a: a.abs().byte(),
    "of bool": lambda a: a.bool(),
    "of complex numbers": lambda a: a * (1 + 1j),
    "as an array": lambda a: a.detach().numpy(),
    "as a list": lambda a: a.tolist(),
    "as a tensor that wants its gradient": lambda a: a.clone().float().requires_grad_(),
    "as a parameter": lambda a: torch.nn.Parameter(a.float()),
    "as a masked array": lambda a: np.ma.masked_all_like(a.detach().numpy()),
    "as a sparse tensor": lambda a: a.to_sparse(),
    "with gaps": lambda a: a[..., None].repeat_interleave(2, -1)[..., 0],
    "with nan": lambda a: torch.tensor(filled(a.detach().numpy(), np.nan)),
    "with inf": lambda a: torch.tensor(filled(a.detach().numpy(), np.inf)),
    "with 3e38": lambda a: torch.tensor(filled(a.detach().numpy(), 3e38)),
    "of -1": NUMBERS["of -1"],
    "of 100": NUMBERS["of 100"],
    "of zeros": NUMBERS["of zeros"],
}
TENSOR_SAME = {"of float64", "of float32", "as an array", "as a list", "as a tensor that wants its gradient",
               "as a parameter", "as a sparse tensor", "with gaps"}  # fmt: skip


def applies(make, legal):
    """Return whether there is such an array: a number has no rows."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = make(legal)
    except (ValueError, TypeError, IndexError, RuntimeError):
        return False
    if type(value) is not type(legal) or value.dtype != legal.dtype or value.shape != legal.shape:
        return True
    if isinstance(value, torch.Tensor):
        return value.is_sparse or value.requires_grad or value.stride() != legal.stride() or not value.equal(legal)
    return value.strides != legal.strides or not value.flags.writeable or not (value == legal).all()


def table(Kind, tables, same, legal):
    whole = str(legal.dtype).removeprefix("torch.")[0] in "iu"
    same = {*same, *WHOLE_DTYPES} if whole else same
    return [
        Kind(name, lambda nn, legal, make=make: make(legal), name in same)
        for each in tables
        for name, make in each.items()
        if applies(make, legal)
    ]


def ARRAYS(Kind, legal):
    return table(Kind, (DTYPES, CLASSES, SHAPES, NUMBERS, LAYOUTS), SAME, np.asarray(legal))


def TENSORS(Kind, legal):
    return table(Kind, (TENSOR_DTYPES, SHAPES), TENSOR_SAME, legal)
