"""A step of the whole budget: along the slope (the fast gradient sign method), or wherever a coin says."""

import numpy as np

from nnlearn.attacks.budget import check_input, check_slope, slope_at
from nnlearn.shared.seeds import rng_or_shared


def fgsm(slope, x, y, eps, *, limits=(0.0, 1.0)):
    """Return x after one step of the size eps along the sign of the slope: the fast gradient sign method.

    `x' = clip(x + eps sign(dL/dx), low, high)`

    Of all changes of at most eps a number, this one raises the first-order guess of the loss most.

    Parameters
    ----------
    slope : function of (x, y)
        Returns dL/dx, an array of x's shape. `lambda x, y: nn.input_gradient(model, nn.CrossEntropyLoss(), x, y)` is
        one; `lambda x, y: -slope(x, target)` lures towards other labels.
    x : ndarray of shape (N, ...), float32 or float64, within the limits
    y : ndarray of shape (N, ...)
        Targets, as `slope` takes them.
    eps : float or ndarray that fits x, >= 0
        The budget: how much each number may change at most. An array may allow some numbers more than others; 0 fixes
        one.
    limits : pair of float, or None
        Between which values a number of x has to stay; None: anywhere.

    Returns
    -------
    ndarray of x's shape and dtype
        Where the slope is exactly 0, x does not change.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or `slope` does not return an array of x's shape without NaN.

    References
    ----------
    Goodfellow, Shlens, Szegedy (2015), "Explaining and harnessing adversarial examples".

    Examples
    --------
    >>> w = np.array([[2.0, -1.0, 0.5]])
    >>> x = np.array([[0.5, 0.5, 0.95]])
    >>> fgsm(lambda x, y: w, x, np.array([0]), 0.1)  # the loss w . x rises along w's signs
    array([[0.6, 0.4, 1. ]])
    """
    check_slope("fgsm", slope, x, y)
    eps, low, high = check_input("fgsm", x, eps, limits)
    return np.clip(x + eps * np.sign(slope_at("fgsm", slope, x, y)).astype(x.dtype), low, high)


def tossed(x, eps, *, limits=(0.0, 1.0), rng=None):
    """Return x after one step of the size eps with tossed signs: the control for every attack of that size.

    `x' = clip(x + eps s, low, high)`, each s = +1 or -1 with probability 1/2

    Parameters
    ----------
    x : ndarray of shape (N, ...), float32 or float64, within the limits
    eps : float or ndarray that fits x, >= 0
        As in `fgsm`.
    limits : pair of float, or None
        As in `fgsm`.
    rng : numpy.random.Generator or None
        None takes the one that `manual_seed` sets.

    Returns
    -------
    ndarray of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these.

    Examples
    --------
    >>> tossed(np.full((1, 4), 0.5), 0.1, rng=np.random.default_rng(0))
    array([[0.6, 0.6, 0.6, 0.4]])
    """
    eps, low, high = check_input("tossed", x, eps, limits)
    signs = 2 * rng_or_shared("tossed", "rng", rng).integers(2, size=x.shape) - 1
    return np.clip(x + eps * signs.astype(x.dtype), low, high)
