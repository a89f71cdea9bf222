"""How wide and how strong the lines of the network are: a scale that one changed weight does not move."""

import numpy as np

STEADY = (1, 2, 5)  # times a power of ten: the scale stands still while the weights grow, and then changes at once


def full_width(values, least=0.0):
    """Return the size that gets the full width: about three times the median, so that one large value changes nothing.

    Parameters
    ----------
    values : ndarray
    least : float, default 0
        The result is not smaller.

    Examples
    --------
    >>> full_width(np.array([0.1, 0.3, 0.4])), full_width(np.array([0.1, 0.3, 90.0])), full_width(np.zeros(3), 1.0)
    (1.0, 1.0, 1.0)
    """
    sizes = np.sort(np.abs(values), axis=None)
    wanted = max(3 * float(sizes[(len(sizes) - 1) // 2]), least, 1e-12)
    exponent = np.floor(np.log10(wanted))
    steps = [m * 10.0 ** (exponent + e) for e in (0, 1) for m in STEADY]
    return float(next((f"{step:.0e}" for step in steps if step >= wanted * 0.999), steps[-1]))


def shares(values, full):
    """Return values as shares of the full width, from -1 to 1.

    Examples
    --------
    >>> shares(np.array([0.5, -9.0]), 2.0).tolist()
    [0.25, -1.0]
    """
    return np.clip(values / full, -1.0, 1.0)
