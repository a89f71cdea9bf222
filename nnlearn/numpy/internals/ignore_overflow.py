"""Let numbers overflow to infinity without a warning, as in PyTorch, and pay for it only once."""

import functools
from contextvars import ContextVar, copy_context

import numpy as np

_ignoring = ContextVar("ignoring", default=False)  # each thread has its own


def ignore_overflow(function):
    """Run `function` without warnings about overflow and about infinity minus infinity.

    A network is functions inside functions, and entering `np.errstate` costs as much as a small matrix product, so only
    the outermost function enters it: in a copy of the context, which ends with the call. An interrupt may come between
    any two steps, and what is set in the copy ends with it.

    Examples
    --------
    >>> square = ignore_overflow(lambda x: x * x)
    >>> float(square(np.float32(1e30)))
    inf
    """

    @np.errstate(over="ignore", invalid="ignore")
    def outermost(*args, **kwargs):
        _ignoring.set(True)
        return function(*args, **kwargs)

    @functools.wraps(function)
    def run(*args, **kwargs):
        if _ignoring.get():
            return function(*args, **kwargs)
        return copy_context().run(outermost, *args, **kwargs)

    return run
