"""Call a learner's function safely: on copies, with prints captured, errors caught and time limited."""

import contextlib
import copy
import inspect
import io
import linecache
import os
import signal
import threading
import traceback
import warnings
from dataclasses import dataclass, field
from typing import Any

PACKAGE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "")


class TimeUp(BaseException):
    """The time limit has passed. Not an Exception, so that `except Exception` of a learner does not swallow it."""


@dataclass
class Outcome:
    """The result of one call: a value or an error, the arguments after it, and what was printed or warned."""

    value: Any = None
    error: BaseException | None = None
    line: str = ""
    arguments: tuple = ()
    printed: str = ""
    warned: list[str] = field(default_factory=list)

    @property
    def raised(self):
        """Return the type of the error and its first line; both empty if there was none."""
        if self.error is None:
            return "", ""
        return type(self.error).__name__, (str(self.error).strip().splitlines() or [""])[0][:300]


def call(function, arguments, *, copies=True):
    """Call `function` on deep copies of `arguments`; return the Outcome. Only an interrupt and TimeUp pass through."""
    outcome = Outcome(arguments=copy.deepcopy(arguments) if copies else arguments)
    kept = io.StringIO()
    with warnings.catch_warnings(record=True) as seen, contextlib.redirect_stdout(kept):
        warnings.simplefilter("always")
        try:
            outcome.value = _kept(function(*outcome.arguments))
        except (KeyboardInterrupt, TimeUp):
            raise
        except BaseException as error:  # SystemExit as well: exit() in a function must not end the kernel
            outcome.error, outcome.line = error, _last_line(error)
    outcome.printed = kept.getvalue()
    outcome.warned = list(dict.fromkeys(str(warning.message) for warning in seen))
    return outcome


def _kept(value):
    """Return a copy if possible: a function that reuses one array would change its earlier results."""
    try:
        return copy.deepcopy(value)
    except Exception:  # generators, tensors inside a graph
        return value


def _last_line(error):
    """Return the line that raised, in the file (a notebook cell is one) that holds the learner's function."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith(PACKAGE)]
    own = [frame for frame in frames if frame.filename == frames[0].filename]
    return linecache.getline(own[-1].filename, own[-1].lineno or 0).strip() if own else ""


@contextlib.contextmanager
def time_limit(seconds):
    """Raise TimeUp in the block after `seconds`.

    It works on the main thread, where a notebook's cells run, on systems with interval timers (Linux, macOS). Elsewhere
    there is no limit, and the kernel's stop button ends the loop.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_):
        raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    remaining, interval = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, remaining, interval)  # a timer that was already running continues
        signal.signal(signal.SIGALRM, before)


def source_of(function):
    """Return the source of a function, or "" if it is not available."""
    try:
        return inspect.getsource(function)
    except (OSError, TypeError, SyntaxError):
        return ""
