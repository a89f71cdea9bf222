"""Stop what runs too long or takes too much memory, even if it catches every error.

A timer looks four times a second. Code that is over a limit gets TimeUp; and since a bare `except:` would swallow that,
the first line after that handler gets it as well.
"""

import contextlib
import os
import signal
import sys
import threading
import time
import weakref

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

TICK = 0.25
MEMORY = 3 * 2**30  # bytes that a check may take on top of what is in use
_limits: list = []
_raised = None  # a weak reference to the TimeUp that was raised last: an error holds the frames it came through


class TimeUp(BaseException):
    """A limit is passed. Not an Exception, so that `except Exception` of a learner does not swallow it."""


@contextlib.contextmanager
def time_limit(seconds):
    """Raise TimeUp in the block after `seconds`.

    It works on the main thread, where a notebook's cells run, on systems with interval timers (Linux, macOS). Elsewhere
    there is no limit, and the kernel's stop button ends the loop.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before, traced = signal.signal(signal.SIGALRM, _ring), sys.gettrace()
    first = signal.setitimer(signal.ITIMER_REAL, min(seconds, TICK), TICK)
    _limits.append(time.monotonic() + seconds)
    try:
        yield
    finally:
        _limits.pop()
        sys.settrace(traced)
        if _limits:  # the limit around this one continues
            signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
        else:
            signal.setitimer(signal.ITIMER_REAL, *first)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def interrupts_raise():
    """Let the stop button end the block with KeyboardInterrupt, as Python does.

    Training in an answer would take the interrupt for its own (nnlearn/shared/stop_button.py), end in order, and be
    judged half-trained. It leaves handlers alone that are not Python's own, and this is one that does the same.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, lambda number, frame: signal.default_int_handler(number, frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def memory_limit(size=MEMORY):
    """Let the block take no more than `size` bytes on top of what is in use; then Python raises MemoryError (Linux).

    Every check is such a block, that of an open exercise too: the course's own answers take at most 0.25 GB, and
    importing PyTorch and scikit-learn takes 0.35 GB. There is no limit where PyTorch has a GPU, because its driver maps
    more memory than it uses.
    """
    used = _data_in_use()
    if resource is None or used is None or _has_gpu():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = used + size
    if soft != resource.RLIM_INFINITY and soft < allowed:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _has_gpu():
    torch = sys.modules.get("torch")
    return torch is not None and torch.cuda.is_available()


def _data_in_use():
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            line = next(line for line in file if line.startswith("VmData"))
        return int(line.split()[1]) * 1024
    except (OSError, StopIteration, ValueError):
        return None


def _ring(_, frame):
    if not _limits or time.monotonic() < min(_limits) or frame is None or _ours(frame):
        return
    while frame is not None and not _ours(frame):
        frame.f_trace = _raise_at_the_next_line
        frame = frame.f_back
    error = _time_up()
    sys.settrace(_raise_at_the_next_line)  # last: what this function calls must not be traced
    raise error


def _time_up():
    global _raised
    error = TimeUp()
    _raised = weakref.ref(error)
    return error


def _ours(frame):
    return frame.f_code.co_filename == __file__ or os.path.basename(frame.f_code.co_filename) == "contextlib.py"


def _raise_at_the_next_line(frame, event, _):
    """Trace: raise at the first line after the handler that has swallowed TimeUp, so that Python leaves it in order."""
    if event == "exception":
        return _handler_begins
    late = _limits and event == "line" and time.monotonic() >= min(_limits)
    handled = sys.exc_info()[1]
    swallowed_here = handled is not None and _raised is not None and handled is _raised()
    if late and not swallowed_here and not _checks(frame):
        raise _time_up()
    return _raise_at_the_next_line


def _handler_begins(frame, event, _):
    """Trace: let the first line of a handler pass; that of a `with` is told before Python has noted the error."""
    return _raise_at_the_next_line if event == "line" else _handler_begins


def _checks(frame):
    """Return whether a frame belongs to this engine, which handles TimeUp itself."""
    return frame.f_code.co_filename.startswith(os.path.dirname(__file__))
