"""Many small steps along the slope, each brought back into the budget: projected gradient descent."""

import numpy as np

from nnlearn.arguments import flag, integer, number
from nnlearn.attacks.budget import check_input, check_slope, slope_at
from nnlearn.shared.seeds import rng_or_shared


def pgd(slope, x, y, eps, *, steps=20, step=None, random_start=True, limits=(0.0, 1.0), rng=None):
    """Return x after many small steps along the sign of the slope, never further than eps from where it was.

    `x <- clip(x + step sign(dL/dx), max(x_0 - eps, low), min(x_0 + eps, high))`, x_0 the x that was given

    Parameters
    ----------
    slope : function of (x, y)
        As in `fgsm`; it is asked again at every step.
    x : ndarray of shape (N, ...), float32 or float64, within the limits
    y : ndarray of shape (N, ...)
    eps : float or ndarray that fits x, >= 0
        As in `fgsm`.
    steps : int, >= 1
    step : float or None, > 0
        The size of a step; None takes 2.5 eps/steps, which reaches each edge of the budget from anywhere in it.
    random_start : bool
        Whether to begin anywhere in the budget rather than at x.
    limits : pair of float, or None
        As in `fgsm`.
    rng : numpy.random.Generator or None
        For the start; None takes the one that `manual_seed` sets.

    Returns
    -------
    ndarray of x's shape and dtype
        The last point.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or `slope` does not return an array of x's shape without NaN.

    Notes
    -----
    The name is that of minimising: here the loss rises.

    References
    ----------
    Madry, Makelov, Schmidt, Tsipras, Vladu (2018), "Towards deep learning models resistant to adversarial
    attacks".

    Examples
    --------
    >>> x = np.array([[0.5, 0.5]])
    >>> found = pgd(lambda x, y: x - 0.55, x, np.array([0]), 0.2, rng=np.random.default_rng(0))
    >>> found.round(2)  # away from 0.55, where the loss (x - 0.55)^2/2 is smallest
    array([[0.7, 0.3]])
    """
    check_slope("pgd", slope, x, y)
    eps, low, high = check_input("pgd", x, eps, limits)
    steps = integer("pgd", "steps", steps, low=1)
    start, rng = flag("pgd", "random_start", random_start), rng_or_shared("pgd", "rng", rng)
    size = 2.5 * eps / steps if step is None else number("pgd", "step", step, low=0, open_low=True)
    here = np.clip(x + eps * rng.uniform(-1, 1, x.shape).astype(x.dtype), low, high) if start else x
    for _ in range(steps):
        here = np.clip(here + size * np.sign(slope_at("pgd", slope, here, y)).astype(x.dtype), low, high)
    return here
