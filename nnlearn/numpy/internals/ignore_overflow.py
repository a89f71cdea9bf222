"""Let numbers overflow to infinity without a warning, as in PyTorch, and pay for it only once."""

import functools
import threading

import numpy as np


class _State(threading.local):
    on = False


_state = _State()


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

    @functools.wraps(function)
    def run(*args, **kwargs):
        if _state.on:
            return function(*args, **kwargs)
        _state.on = True
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                return function(*args, **kwargs)
        finally:
            _state.on = False

    return run
