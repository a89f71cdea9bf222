"""A notebook in a fresh process, with limits: it may loop, die, fill the memory or print forever."""

import contextlib
import ctypes
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import psutil

from nnlearn.arguments import number
from nnlearn.grading.events import Events, Ran, too_long

MAX_NOTEBOOK_BYTES = 100_000_000
GRACE = 5.0  # seconds after a cell's limit, in which the worker stops the cell itself
STUCK = "stuck"
PAUSE_SECONDS = 0.05  # between two looks at a process
MARK = "NNLEARN_RUN"  # in the environment of a notebook's processes: those that fork away are known by it
PR_SET_CHILD_SUBREAPER = 36  # Linux: a process whose parent has ended comes to us, not to the system


@dataclass
class Limits:
    """How much one notebook may use.

    Parameters
    ----------
    seconds : float
        For the whole notebook, > 0.
    cell_seconds : float
        For one cell, > 0; after it the next cell runs.
    memory : float
        Resident memory of the process and of those it starts, in GB of 1e9 bytes, > 0.

    Raises
    ------
    TypeError, ValueError
        If one of them is not a number above 0.

    Examples
    --------
    >>> Limits(seconds=60).cell_seconds
    60.0
    """

    seconds: float = 300.0
    cell_seconds: float = 60.0
    memory: float = 4.0

    def __post_init__(self):
        for name in ("seconds", "cell_seconds", "memory"):
            setattr(self, name, number("check", name, getattr(self, name), low=0, open_low=True))
        self.cell_seconds = min(self.cell_seconds, self.seconds)


def warn_root(command="check"):
    """Warn if a command of nnlearn will run notebooks as root."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        sys.stderr.write(f"nnlearn {command} runs notebooks as root: they can do anything on this machine\n")


def unreadable(path):
    """Return why a file is not a notebook that can be run, as a sentence; "" if it can."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            return "it is not a file"
        if size > MAX_NOTEBOOK_BYTES:
            return (
                f"it is {size / 1e6:.0f} MB, the limit is {MAX_NOTEBOOK_BYTES / 1e6:.0f}: clear its outputs and save it"
            )
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        _ = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return f"it is not a notebook, or was saved half-way ({type(error).__name__}: {error})".replace("\n", " ")[:300]
    return ""


def run(path, limits, *, folder=None, progress=None, tell=None, enclose=None, environment=None):
    """Run a notebook in its own process and return the result.

    A cell that its process cannot stop (it waits in compiled code, or has blocked the timer) ends with that process. A
    new one runs the cells before it again, without reporting them, and continues after it.

    Parameters
    ----------
    path : Path
    limits : Limits
    folder : Path, optional
        Where it runs; its own folder by default.
    progress : str, optional
        The value of NNLEARN_PROGRESS in the process: with "memory" nothing counts in anyone's progress.
    tell : function of (int or None, str), optional
        Called with the message of each check (and None) and each fault (and the cell's number) as they come.
    enclose : function of list of str, optional
        Makes another command of the worker's command (`sandbox.enclosed`).
    environment : dict, optional
        The environment of the process; this one's by default.

    Returns
    -------
    Ran

    Examples
    --------
    >>> run(Path("none.ipynb"), Limits()).ended
    'it cannot be read (No such file or directory)'
    """
    path = Path(path).absolute()
    ran = Ran(ended=unreadable(path))
    if ran.ended:
        return ran
    settings = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "TQDM_DISABLE": "1", "MPLBACKEND": "agg"}
    settings |= {} if progress is None else {"NNLEARN_PROGRESS": progress}
    settings[MARK] = uuid.uuid4().hex
    around = {**(os.environ if environment is None else environment), **settings}
    start = time.monotonic()
    while True:
        events = Events(ran, tell)
        command = [sys.executable, "-m", "nnlearn.grading.worker", str(path), str(limits.cell_seconds)]
        command += [str(cell) for cell in ran.stopped(limits.cell_seconds)]
        command = enclose(command) if enclose else command
        ran.ended = _run_once(command, folder or path.parent, around, limits, start, events)
        if ran.ended != STUCK:
            break
        events.stopped(too_long(limits.cell_seconds))
    if ran.ended and events.cell:
        ran.ended += f" in cell {events.cell}"
    return ran


def _run_once(command, folder, environment, limits, start, events):
    """Start the worker and return why it did not run to the end, STUCK if one cell was the reason; "" if it did."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    reader = threading.Thread(target=events.read, args=(process.stdout,), daemon=True)
    reader.start()
    try:
        ended = _watch(process, limits, start, events)
    finally:
        end(process.pid)
        process.wait()
        end_strays(environment[MARK])
        reader.join(timeout=2)
        if process.stdout is not None and not reader.is_alive():  # otherwise another process still holds it
            process.stdout.close()
    return "" if events.done else ended or f"the kernel died ({_cause(process.returncode)})"


def _watch(process, limits, start, events):
    """Wait until the worker ends or exceeds a limit; return the limit as text, STUCK for that of a cell, or ""."""
    while process.poll() is None and not events.done:
        if time.monotonic() - start > limits.seconds:
            return f"stopped after {limits.seconds:g} seconds"
        if memory(process.pid) > limits.memory * 1e9:
            return f"stopped at {limits.memory:g} GB of memory"
        if events.cell_is_late(limits.cell_seconds + GRACE):
            return STUCK
        time.sleep(PAUSE_SECONDS)
    return ""


def memory(pid):
    """Return the resident bytes of a process and of those it started; 0 if it is gone."""
    total = 0
    for one in _tree(pid):
        with contextlib.suppress(psutil.Error):
            total += one.memory_info().rss
    return total


def end(pid):
    """Kill a process and everything it started that can still be found."""
    everyone = _tree(pid)
    if hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(pid, 9)  # it leads its own session, so that Ctrl-C in the terminal does not reach it
    for one in everyone:
        with contextlib.suppress(psutil.Error):
            one.kill()


def adopt_strays():
    """Become the parent of what notebooks fork away, where the system can do that (Linux)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_strays(mark):
    """Kill the processes of one notebook that have left its process tree, and collect them."""
    for one in _tree(os.getpid())[1:]:
        with contextlib.suppress(psutil.Error, OSError):
            if one.environ().get(MARK) == mark:
                one.kill()
                one.wait(timeout=GRACE)


def _tree(pid):
    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.Error:
        return []


def _cause(code):
    return f"signal {-code}" if code < 0 else f"exit status {code}"
