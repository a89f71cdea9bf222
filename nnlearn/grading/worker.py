"""Run the cells of one notebook and report what happens: the program that `process.py` starts.

    python -m nnlearn.grading.worker NOTEBOOK CELL_SECONDS

Each event is one line of JSON on what was the standard output at the start: {"cell": 4} when a cell begins, {"fault":
"NameError: ..."} when it fails, {"result": {...}} for each check, {"done": true}. What the cells print is discarded.
"""

import json
import os
import sys

from nnlearn.checks import api
from nnlearn.checks.limits import TimeUp, time_limit

MAX_CHARACTERS = 4000  # of a message or a fault


def main(path, cell_seconds):
    """Run the notebook's code cells one after another in IPython, as a kernel would."""
    tell = _private_output()
    api.listeners.append(lambda result: tell({"result": _record(result)}))
    shell = _shell()
    with open(path, encoding="utf-8") as file:
        cells = json.load(file)["cells"]
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "code":
            tell({"cell": number})
            fault = _run(shell, "".join(cell["source"]), float(cell_seconds))
            if fault:
                tell({"fault": fault[:MAX_CHARACTERS]})
    tell({"done": True})


def _private_output():
    """Keep the standard output for events, and discard everything else that is written."""
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
            """Do nothing: `%matplotlib` asks a kernel for windows, and does without them here."""

    quiet = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    return Shell.instance(config=quiet)


def _run(shell, source, seconds):
    """Run one cell; return its error as a sentence, or ""."""
    try:
        with time_limit(seconds):
            ran = shell.run_cell(source)
    except TimeUp:  # raised inside IPython's own code
        return _too_long(seconds)
    error = ran.error_before_exec or ran.error_in_exec
    if error is None:
        return ""
    return _too_long(seconds) if isinstance(error, TimeUp) else f"{type(error).__name__}: {error}".splitlines()[0]


def _too_long(seconds):
    return f"stopped after {seconds:g} seconds. Does one of its loops never end?"


def _record(result):
    return {
        "id": result.id,
        "status": result.status,
        "passed": bool(result),
        "mistake": result.mistake,
        "value": None if result.value is None else float(result.value),
        "message": result.message[:MAX_CHARACTERS],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
