"""Numbers overflow without a warning, also after an interrupt that came at the worst moment."""

import sys
import warnings

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.numpy.internals import ignore_overflow as file

MEAN, ZERO = np.array([3e38], np.float32), np.zeros(1, np.float32)


def overflows():
    """Whether a number overflows to infinity without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return float(nn.kl_normal(MEAN, ZERO)[0]) == np.inf


def interrupted_at(number, event):
    """Raise KeyboardInterrupt at one step of the file, counted over its lines or its returns; say whether it came."""
    seen = 0

    def trace(frame, kind, arg):
        nonlocal seen
        if frame.f_code.co_filename != file.__file__:
            return None
        if kind == event:
            seen += 1
            if seen == number:
                sys.settrace(None)
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    try:
        sys.settrace(trace)
        nn.kl_normal(MEAN, ZERO)
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


@pytest.mark.parametrize("event", ["line", "return"])
def test_an_interrupt_at_any_step_leaves_nothing_behind(event):
    number = 1
    while interrupted_at(number, event):
        assert overflows(), f"after an interrupt at {event} {number} numbers overflow with a warning"
        with pytest.warns(RuntimeWarning):
            MEAN * MEAN  # and outside of the library NumPy warns as before
        number += 1
    assert number > 2  # it did come, at several steps


def test_outside_of_the_library_numpy_keeps_its_settings():
    before = np.geterr()
    assert overflows()
    assert np.geterr() == before
