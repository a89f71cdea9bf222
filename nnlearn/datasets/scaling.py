"""Put features on one scale: mean 0, standard deviation 1."""

import numpy as np

from nnlearn.arguments import finite


def standardise(train, *others):
    """Return arrays shifted and scaled so that every feature of `train` has mean 0 and standard deviation 1.

    `(x - mean) / std`, with the mean and standard deviation of the samples in `train` only: the test set must not tell
    the model anything, not even its mean. A constant feature becomes 0.

    Parameters
    ----------
    train : ndarray of shape (n, features) or (n, ...), numbers of any finite size
        The samples, on axis 0, from which the mean and the standard deviation are computed.
    *others : ndarray of shape (m, features) or (m, ...)
        Validation or test sets, scaled with the mean and the standard deviation of `train`.

    Returns
    -------
    ndarray, or tuple of ndarray
        New arrays, one for each argument; a single one if there is only `train`. Floats keep their dtype, integers
        become float32. A value in `others` that is too large for the dtype becomes infinite.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of numbers.
    ValueError
        If one is empty, holds NaN or infinity, has fewer than two axes, or does not have the features of `train`.

    Examples
    --------
    >>> train, test = standardise(np.array([[0.0, 5.0], [2.0, 5.0]]), np.array([[4.0, 6.0]]))
    >>> train.tolist(), test.tolist()
    ([[-1.0, 0.0], [1.0, 0.0]], [[3.0, 1.0]])
    """
    exponent, first, mean, std = _moments("standardise", train)
    for k, x in enumerate(others, start=2):
        finite("standardise", f"array {k}", x)
        if x.shape[1:] != train.shape[1:]:
            expected = ("m", *train.shape[1:])
            raise ValueError(f"standardise expected array {k} of shape {_shape(expected)} like train, got {x.shape}")
    with np.errstate(over="ignore"):  # overflow gives inf, as everywhere in the course
        result = [((_scaled(x, exponent) - first - mean) / std).astype(_float(x)) for x in (train, *others)]
    return tuple(result) if others else result[0]


def mean_and_std(train):
    """Return the mean and the standard deviation that `standardise` uses.

    `std = sqrt(mean((x - mean)^2))` over the samples (dividing by n, not n - 1); 1 for a constant feature, so that
    dividing by it is safe.

    Parameters
    ----------
    train : ndarray of shape (n, features) or (n, ...), numbers of any finite size
        The samples, on axis 0.

    Returns
    -------
    mean, std : ndarray of shape (features,) or (...)
        In the dtype of `train`; float32 if it holds integers.

    Raises
    ------
    TypeError
        If `train` is not a NumPy array of numbers.
    ValueError
        If it is empty, holds NaN or infinity, or has fewer than two axes.

    Examples
    --------
    >>> mean, std = mean_and_std(np.array([[0.0, 5.0], [2.0, 5.0]]))
    >>> mean.tolist(), std.tolist()
    ([1.0, 5.0], [1.0, 1.0])
    """
    exponent, first, mean, std = _moments("mean_and_std", train)
    mean, std = np.ldexp(first + mean, exponent), np.ldexp(std, exponent)
    return mean.astype(_float(train)), std.astype(_float(train))


def _moments(caller, train):
    """Return (exponent, first, mean, std), the last two of `train / 2**exponent - first`, without overflow.

    Dividing by a power of two is exact and brings a feature into (-1, 1), where squares cannot overflow. Subtracting
    the first sample makes a constant feature exactly 0: the computed mean of a hundred times 0.1 is not 0.1.
    """
    finite(caller, "train", train)
    if train.ndim < 2:
        raise ValueError(f"{caller} expected train of shape (n, features), got {train.shape}: is this y instead of x?")
    constant = (train == train[0]).all(axis=0)
    exponent = np.where(constant, 0, np.frexp(np.abs(train.astype(np.float64)).max(axis=0))[1])
    first = _scaled(train, exponent)[0]
    shifted = _scaled(train, exponent) - first
    return exponent, first, shifted.mean(axis=0), np.where(constant, 1, shifted.std(axis=0))


def _scaled(x, exponent):
    """Return x / 2**exponent in float64."""
    return np.ldexp(x.astype(np.float64), -exponent)


def _float(x):
    """Return the dtype of the results for x."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float32)


def _shape(parts):
    return f"({', '.join(map(str, parts))})"
