"""What came of a bad value: refused in the house's words, refused badly, or taken, rightly or as garbage."""

import enum
import re
import signal
import threading
import warnings
from contextlib import contextmanager

import numpy as np
import torch
from rows.parity import numbers

import nnlearn.numpy

LIMIT = 2.0  # seconds of the processor for one call


class Outcome(enum.Enum):
    REFUSED = "refused, and the message says who, expected and got"
    PYTHON = "refused by Python: no such argument, or one is missing"
    EQUAL = "taken: means the same, gives the same"
    AGREES = "taken: PyTorch takes it too and gives the same"
    RIGHT = "taken, with the reason listed in right.py"
    PYTORCH = "refused in PyTorch's own words, by PyTorch's own code"
    WORDS = "FAULT: the message does not say who, expected and got"
    FOREIGN = "FAULT: another exception than ValueError or TypeError"
    LONG = "FAULT: does not end"
    GARBAGE = "FAULT: taken, and wrong"

    @property
    def fault(self):
        return self.value.startswith("FAULT")


class TooLong(BaseException):
    """A call that does not end; nothing catches it."""


@contextmanager
def limited():
    """Raise TooLong after LIMIT seconds of the processor."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


NAMES = {*nnlearn.numpy.__all__, "Optimizer", "load_state_dict"}
NO_ARGUMENT = re.compile(r"unexpected keyword argument|takes .*argument|missing \d+ required positional argument")


def says_all(error, call, argument):
    """Return whether a message names who, what was expected, and what came."""
    message = str(error)
    words = set(re.findall(r"\w+", message))
    who = words & {*NAMES, *call.split("."), argument}
    return bool(who) and bool(re.search(r"\bexpected\b.*(\bgot\b|; missing \[.*unknown \[)", message, re.DOTALL))


def plain(result):
    """Return a result as nested lists of arrays, words and None."""
    if isinstance(result, torch.Tensor):
        return numbers(result.detach().to_dense() if result.is_sparse else result)
    if isinstance(result, dict):
        return [[str(key), plain(value)] for key, value in sorted(result.items(), key=lambda item: str(item[0]))]
    if isinstance(result, list | tuple):
        return [plain(each) for each in result]
    if isinstance(result, np.ndarray | np.generic | int | float | complex | bool):
        return result if isinstance(result, np.ndarray) else np.asarray(result)
    if type(result) is nnlearn.numpy.Parameter:
        return result.data
    return None if result is None else str(result)


def agree(a, b, dtypes=True):
    """Return whether two plain results are the same, up to rounding."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(agree(x, y, dtypes) for x, y in zip(a, b, strict=True))
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        if a.shape != b.shape or a.dtype.kind not in "fiub":
            return False
        a, b = np.asarray(a), np.asarray(b)  # the class of the result is the caller's
        if dtypes and a.dtype.kind != b.dtype.kind:
            return False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bool(np.allclose(a.astype(float), b.astype(float), 1e-3, 1e-5, equal_nan=True))
    return type(a) is type(b) and a == b


def alike(a, b):
    """Return whether two random results have the same form."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(alike(x, y) for x, y in zip(a, b, strict=True))
    return np.shape(a) == np.shape(b) and a.dtype.kind == b.dtype.kind and np.isfinite(a).all() == np.isfinite(b).all()


def refusal(error, call, argument):
    """Return the outcome of an exception."""
    if isinstance(error, ValueError | TypeError):
        if NO_ARGUMENT.search(str(error)):
            return Outcome.PYTHON
        return Outcome.REFUSED if says_all(error, call, argument) else Outcome.WORDS
    return Outcome.FOREIGN
