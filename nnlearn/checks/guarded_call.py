"""Call what a learner wrote so that nothing it does can hurt: copies in, prints kept, errors caught, time limited."""

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
    """The time limit passed; not an Exception, so that `except Exception` in the learner's code does not swallow it."""


@dataclass
class Outcome:
    """What came of one call: a value or an error, the arguments as they were left, and what was printed or warned."""

    value: Any = None
    error: BaseException | None = None
    line: str = ""
    arguments: tuple = ()
    printed: str = ""
    warned: list[str] = field(default_factory=list)

    @property
    def raised(self):
        """Type of the error, and its first line; both empty if there was none."""
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
        except BaseException as error:  # SystemExit as well: exit() in a function shall not end the kernel
            outcome.error, outcome.line = error, _last_line(error)
    outcome.printed = kept.getvalue()
    outcome.warned = list(dict.fromkeys(str(warning.message) for warning in seen))
    return outcome


def _kept(value):
    """A copy where one can be made: a function that fills one array at every call would change what it gave before."""
    try:
        return copy.deepcopy(value)
    except Exception:  # generators, tensors inside a graph
        return value


def _last_line(error):
    """The line that raised, in the file (a notebook's cell is one) that the learner's function stands in."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith(PACKAGE)]
    own = [frame for frame in frames if frame.filename == frames[0].filename]
    return linecache.getline(own[-1].filename, own[-1].lineno or 0).strip() if own else ""


@contextlib.contextmanager
def time_limit(seconds):
    """Raise TimeUp in the block after `seconds`.

    Works on the main thread, where a notebook's cells run, on systems with interval timers (Linux, macOS). Elsewhere
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
        signal.setitimer(signal.ITIMER_REAL, remaining, interval)  # somebody else's timer goes on
        signal.signal(signal.SIGALRM, before)


def source_of(function):
    """The lines of a function as written, or "" where they are not kept."""
    try:
        return inspect.getsource(function)
    except (OSError, TypeError, SyntaxError):
        return ""
