"""The entry check of the plot functions: numbers of the right shape come in, or a sentence says what is wrong."""

from nnlearn.arguments import describe, finite, to_array


def array(who, name, values, *shape):
    """Return `values` as a finite float64 array of this shape, or raise.

    A name in the shape stands for any length but 0, the same name for the same length.

    Examples
    --------
    >>> array("line", "x", [[1, 2], [3, 4]], "n", 2).dtype
    dtype('float64')
    >>> array("line", "x", [1, 2, 3], "n", 2)
    Traceback (most recent call last):
    ValueError: line expected x of shape (n, 2), got float64 array of shape (3,)
    """
    values = to_array(who, name, values, "float64")
    found: dict = {}
    fits = values.ndim == len(shape) and all(
        found.setdefault(wanted, length if isinstance(wanted, str) else wanted) == length
        for wanted, length in zip(shape, values.shape, strict=True)
    )
    if not fits or values.size == 0:
        wanted = ", ".join(map(str, shape)) + "," * (len(shape) == 1)
        raise ValueError(f"{who} expected {name} of shape ({wanted}), got {describe(values)}")
    return finite(who, name, values)
