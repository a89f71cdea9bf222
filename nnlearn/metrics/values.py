"""How far predicted values are from the true ones: mean squared and mean absolute error, and R2."""

import numpy as np

from nnlearn.arguments import Undefined, pair


def mse(prediction, target):
    """Return the mean squared error.

    `MSE = mean((prediction - target)^2)`, computed in float64.

    Parameters
    ----------
    prediction, target : ndarray of equal shape, floats
        Predicted and true values.

    Returns
    -------
    float
        0 or more, in the square of the target's unit; its root is in the unit itself. Infinite if a square overflows
        float64.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of floats.
    ValueError
        If one is empty or holds NaN or infinity, or the shapes differ.

    Examples
    --------
    >>> mse(np.array([[1.0], [2.0]]), np.array([[1.0], [4.0]]))
    2.0
    """
    pair("mse", prediction, target)
    with np.errstate(over="ignore"):
        return float(np.mean(np.square(prediction.astype(np.float64) - target)))


def mean_absolute_error(prediction, target):
    """Return the mean absolute error: how far off a prediction is on average.

    `MAE = mean(|prediction - target|)`, computed in float64.

    Parameters
    ----------
    prediction, target : ndarray of equal shape, floats
        Predicted and true values.

    Returns
    -------
    float
        0 or more, in the target's unit. The best single number to predict is the median; for `mse` it is the mean.
        Infinite if a difference overflows float64.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of floats.
    ValueError
        If one is empty or holds NaN or infinity, or the shapes differ.

    Examples
    --------
    >>> mean_absolute_error(np.array([[1.0], [2.0]]), np.array([[1.0], [4.0]]))
    1.0
    """
    pair("mean_absolute_error", prediction, target)
    with np.errstate(over="ignore"):
        return float(np.mean(np.abs(prediction.astype(np.float64) - target)))


def r2(prediction, target):
    """Return the fraction of the target's variance that the prediction explains.

    `R2 = 1 - sum((target - prediction)^2) / sum((target - mean(target))^2)`; for several columns, the mean over them.

    Parameters
    ----------
    prediction, target : ndarray of shape (n,) or (n, outputs), floats
        Predicted and true values.

    Returns
    -------
    float
        1 if every value is right, 0 if the prediction is as good as the mean of the target, below 0 if it is worse.

    Raises
    ------
    TypeError
        If an argument is not a NumPy array of floats.
    ValueError
        If one is empty or holds NaN or infinity, or the shapes differ or are not these; `Undefined`, if a column of the
        target holds one value only: it has no variance to be explained.

    Examples
    --------
    >>> target = np.array([1.0, 2.0, 3.0])
    >>> r2(np.array([1.0, 2.0, 2.0]), target), r2(np.array([2.0, 2.0, 2.0]), target)
    (0.5, 0.0)
    """
    pair("r2", prediction, target)
    if target.ndim not in (1, 2):
        raise ValueError(
            f"r2 expected shape (n,) or (n, outputs), got {target.shape}: array.reshape(len(array), -1) makes a row of "
            f"each example"
        )
    constant = np.atleast_1d(target.min(axis=0) == target.max(axis=0))
    if constant.any():
        column = f" in column {constant.argmax()}" if target.ndim == 2 else ""
        raise Undefined(f"r2 is undefined, the target holds one value only{column}: its variance is 0; use mse")
    target, prediction = target.astype(np.float64), prediction.astype(np.float64)
    exponent = np.frexp(np.abs(target).max(axis=0))[1]  # a power of two, which rounds nothing: no square overflows
    true = np.ldexp(target, -exponent)
    with np.errstate(over="ignore"):
        residual = np.square(true - np.ldexp(prediction, -exponent)).sum(axis=0)
        return float(np.mean(1 - residual / np.square(true - true.mean(axis=0)).sum(axis=0)))
