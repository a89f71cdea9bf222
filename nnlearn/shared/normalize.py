"""The arguments of `normalize`, which both sides check alike."""

import math

from nnlearn import arguments


def check_norm(caller, p, eps):
    """Return p and eps as floats, or raise unless p >= 1 (infinity, too) and eps > 0.

    Examples
    --------
    >>> check_norm("normalize", 2, 1e-12)
    (2.0, 1e-12)
    """
    caller = arguments.name_of(caller)
    infinite = isinstance(p, float) and p == math.inf
    p = math.inf if infinite else arguments.number(caller, "p", p, low=1)
    return p, arguments.number(caller, "eps", eps, low=0, open_low=True)
