"""Which arrays the library takes: a value in words, what it holds, and how a plain array is made of any other kind.

NumPy's own subclasses compute otherwise than an array does: `*` of two matrices is their product, and a masked array
leaves numbers out. So they are refused, with the call that makes a plain array of them. A file mapped into memory
(`np.memmap`) computes as an array does.
"""

import numbers

import numpy as np

ARRAYS = (np.ndarray, np.memmap)
FLOATS = (np.dtype("float32"), np.dtype("float64"))

CURES = {  # kind of a dtype: what to do
    "O": "{x}.astype(np.float32) makes floats, if it holds numbers alone and every row is as long as the others",
    "U": "np.unique({x}, return_inverse=True)[1] numbers words, {x}.astype(np.float32) reads digits",
    "M": "({x} - {x}.min()) / np.timedelta64(1, 'D') counts days",
    "m": "{x} / np.timedelta64(1, 'D') counts days",
    "c": "{x}.real, {x}.imag and abs({x}) are real",
    "V": "numpy.lib.recfunctions.structured_to_unstructured({x}) makes columns of the fields",
}
CURES["S"] = CURES["T"] = CURES["U"]


def describe(value):
    """Describe a value in the few words that an error message needs.

    Examples
    --------
    >>> describe(np.zeros((2, 3), np.float32)), describe([1, 2]), describe(None), describe("abc")
    ('float32 array of shape (2, 3)', 'a list', 'None', "the string 'abc'")
    >>> describe(np.ma.masked_equal([1, 2], 2))
    'int64 MaskedArray of shape (2,)'
    """
    if value is None:
        return "None"
    if isinstance(value, str):
        return f"the string {value[:40]!r}"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        plain = type(value) is np.ndarray or isinstance(value, np.generic)
        kind = "array" if plain else "tensor" if hasattr(value, "detach") else type(value).__name__
        return f"{str(value.dtype).removeprefix('torch.')} {kind} of shape {tuple(value.shape)}"
    if isinstance(value, bool | numbers.Number):
        return repr(value)
    return f"a {type(value).__name__}"


def dtype_kind(values):
    """Return "f", "i", "u" or "b" for an array or tensor of floats, integers, unsigned integers or booleans.

    Examples
    --------
    >>> dtype_kind(np.array([1])), dtype_kind(np.array([1.0])), dtype_kind(np.array(["a"]))
    ('i', 'f', 'U')
    """
    kind = getattr(values.dtype, "kind", None)
    if kind is None:
        name = str(values.dtype).removeprefix("torch.")
        return "f" if name == "bfloat16" else name[0]
    return kind if len(kind) == 1 else "O"  # pandas' own dtypes have longer ones


def is_plain(values, kind=np.ndarray):
    """Return whether a value is an array of the caller's side that computes as one: dense, and no subclass.

    Examples
    --------
    >>> [is_plain(values) for values in (np.eye(2), np.eye(2).view(np.matrix), [1.0])]
    [True, False, False]
    """
    if kind is np.ndarray:
        return type(values) in ARRAYS
    return isinstance(values, kind) and str(getattr(values, "layout", "")) in ("", "torch.strided")


def to_plain(name, values, kind=np.ndarray):
    """Say how to make an array of the caller's side of something that is not one.

    Examples
    --------
    >>> to_plain("x", [1.0])
    'np.asarray(x) makes one'
    >>> to_plain("y", np.ma.masked_equal([1, 2], 2))
    'y.filled(value) makes one, or y.compressed() without what is masked'
    """
    if type(values) is tuple and values and hasattr(values[0], "shape"):
        call = "a recurrent layer returns (output, state); in a Module of your own, pass on the output alone"
    elif isinstance(values, np.ma.MaskedArray):
        call = "{x}.filled(value) makes one, or {x}.compressed() without what is masked"
    elif hasattr(values, "toarray"):  # scipy's sparse matrices
        call = "{x}.toarray() makes one"
    elif kind is not np.ndarray:
        call = "{x}.to_dense() makes one" if isinstance(values, kind) else "nn.tensor({x}) makes one"
    elif hasattr(values, "detach"):  # a tensor
        call = "{x}.detach().cpu().numpy() makes one"
    elif hasattr(values, "to_numpy"):  # pandas, polars
        call = "{x}.to_numpy() makes one"
    else:
        call = "np.asarray({x}) makes one"
    return in_words(call, name)


def in_words(advice, name):
    """Return advice about an argument, with its name in it if it can stand in code."""
    return advice.replace("{x}", name if name.isidentifier() else "x")


def check_kind(caller, name, values, kind=np.ndarray):
    """Raise a TypeError that says how to make one, unless a value is an array of the caller's side, and no subclass."""
    if not is_plain(values, kind):
        article = "an" if kind is np.ndarray else "a"
        raise TypeError(
            f"{caller} expected {name} to be {article} {kind.__name__}, got {describe(values)}: "
            f"{to_plain(name, values, kind)}"
        )


def check_numbers(caller, name, values, kind=np.ndarray):
    """Raise a TypeError that says what to do, unless a value is an array of the caller's side that holds numbers."""
    check_kind(caller, name, values, kind)
    if (held := dtype_kind(values)) not in "fiub":
        advice = in_words(f": {CURES[held]}", name) if held in CURES else ""
        raise TypeError(f"{caller} expected {name} to hold numbers, got {describe(values)}{advice}")
    if held == "f" and kind is np.ndarray and values.dtype.itemsize > 8:
        advice = in_words("{x}.astype(np.float64) makes it so", name)
        raise TypeError(f"{caller} expected {name} in float64 at most, got {describe(values)}: {advice}")


def check_floats(caller, name, values, kind=np.ndarray):
    """Raise unless a value is an array that the caller's side computes with: float32 or float64; a tensor of floats.

    NumPy adds float16 numbers up in float16, where the sum of 70,000 ones is infinite, and PyTorch does not; a wider
    float, or one in the other byte order, is taken by some of NumPy's functions only.
    """
    check_numbers(caller, name, values, kind)
    if dtype_kind(values) != "f":
        call = "{x}.astype(np.float32) makes them" if kind is np.ndarray else "{x}.float() makes them"
        raise TypeError(
            f"{caller} expected {name} to be an array of floats, got {describe(values)}: {in_words(call, name)}"
        )
    if kind is np.ndarray and values.dtype not in FLOATS:
        call = in_words("{x}.astype(np.float32) makes it so", name)
        raise TypeError(f"{caller} expected {name} in float32 or float64, got {describe(values)}: {call}")
