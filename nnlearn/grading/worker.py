"""Run the cells of one notebook and tell what happens: the program of the process that `process.py` starts.

    python -m nnlearn.grading.worker NOTEBOOK CELL_SECONDS

Each event is one line of JSON on the standard output as it was at the start: {"cell": 4} when a cell begins, {"fault":
"NameError: ..."} when it fails, {"result": {...}} for each check, {"done": true}. What the cells print goes nowhere.
"""

import json
import os
import sys

from nnlearn.checks import api as learner
from nnlearn.checks.guarded_call import TimeUp, time_limit

LONGEST = 4000  # characters of a message or a fault that are handed on


def main(path, cell_seconds):
    """Run the notebook's code cells one after the other, in IPython, as a kernel would."""
    tell = _private_output()
    learner.listeners.append(lambda result: tell({"result": _record(result)}))
    shell = _shell()
    with open(path, encoding="utf-8") as file:
        cells = json.load(file)["cells"]
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "code":
            tell({"cell": number})
            fault = _run(shell, "".join(cell["source"]), float(cell_seconds))
            if fault:
                tell({"fault": fault[:LONGEST]})
    tell({"done": True})


def _private_output():
    """Keep the standard output for events, and let everything else that is written go nowhere."""
    events = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    def tell(event):
        events.write(json.dumps(event) + "\n")
        events.flush()

    return tell


def _shell():
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Shell(InteractiveShell):
        def enable_gui(self, gui=None):
            """Windows are for a kernel; `%matplotlib` asks for them and goes on without."""

    quiet = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    return Shell.instance(config=quiet)


def _run(shell, source, seconds):
    """Run one cell; return its error as a sentence, or ""."""
    try:
        with time_limit(seconds):
            ran = shell.run_cell(source)
    except TimeUp:  # it came between two lines of IPython's own
        return _too_long(seconds)
    error = ran.error_before_exec or ran.error_in_exec
    if error is None:
        return ""
    return _too_long(seconds) if isinstance(error, TimeUp) else f"{type(error).__name__}: {error}".splitlines()[0]


def _too_long(seconds):
    return f"stopped after {seconds:g} seconds. Does a loop in it ever end?"


def _record(result):
    return {
        "id": result.id,
        "status": result.status,
        "passed": bool(result),
        "mistake": result.mistake,
        "value": None if result.value is None else float(result.value),
        "message": result.message[:LONGEST],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
