"""Let numbers overflow to infinity without a warning, as in PyTorch, and pay for it only once."""

import functools
from contextvars import ContextVar

import numpy as np

_ignoring = ContextVar("ignoring", default=False)  # each thread has its own


def ignore_overflow(function):
    """Run `function` without warnings about overflow and about infinity minus infinity.

    A network is functions inside functions, and entering `np.errstate` costs as much as a small matrix product, so only
    the outermost function enters it.

    Examples
    --------
    >>> square = ignore_overflow(lambda x: x * x)
    >>> float(square(np.float32(1e30)))
    inf
    """

    outermost = np.errstate(over="ignore", invalid="ignore")(function)

    @functools.wraps(function)
    def run(*args, **kwargs):
        if _ignoring.get():
            return function(*args, **kwargs)
        before = _ignoring.set(True)
        try:
            return outermost(*args, **kwargs)
        finally:
            _ignoring.reset(before)

    return run
