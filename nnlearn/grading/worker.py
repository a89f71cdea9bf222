"""Run the cells of one notebook and report what happens: the program that `process.py` starts.

    python -m nnlearn.grading.worker NOTEBOOK CELL_SECONDS [CELL ...]

Each event is one line of JSON on what was the standard output at the start: {"cell": 4} when a cell begins, {"fault":
"NameError: ..."} when it fails, {"result": {...}} for each check, {"sign": "..."} for a name of the checks that a cell
has replaced, {"done": true}. What the cells print is discarded.

CELLs are those that an earlier process was stopped in: they are left out, and the cells before the last of them run
again only for the names they define, without a report and without counting in anyone's progress.
"""

import contextlib
import json
import os
import sys

from nnlearn.checks import api
from nnlearn.checks.limits import TimeUp, time_limit
from nnlearn.grading.events import too_long
from nnlearn.grading.replaced import names, replaced
from nnlearn.grading.results import MAX_CHARACTERS


def main(path, cell_seconds, *stopped):
    """Run the notebook's code cells one after another in IPython, as a kernel would."""
    tell = _private_output()
    shell = _shell()
    left_out = {int(cell) for cell in stopped}
    with open(path, encoding="utf-8") as file:
        cells = list(enumerate(json.load(file)["cells"], 1))
    code = [(k, "".join(cell["source"])) for k, cell in cells if cell["cell_type"] == "code" and k not in left_out]
    reported = max(left_out, default=0)  # the cells after this one are
    with _counting_nowhere() if left_out else contextlib.nullcontext():
        for number, source in code:
            if number < reported:
                tell({"cell": number})
                _run(shell, source, float(cell_seconds))
    before = names()
    api.listeners.append(lambda result: tell({"result": _record(result)}))
    for number, source in code:
        if number > reported:
            tell({"cell": number})
            fault = _run(shell, source, float(cell_seconds))
            if fault:
                tell({"fault": fault[:MAX_CHARACTERS]})
    for name in replaced(before):
        tell({"sign": f"{name} was replaced"})
    tell({"done": True})


@contextlib.contextmanager
def _counting_nowhere():
    """Keep the tries in the block out of the learner's progress (`progress_file.py`)."""
    before = os.environ.get("NNLEARN_PROGRESS")
    os.environ["NNLEARN_PROGRESS"] = "memory"
    yield
    del os.environ["NNLEARN_PROGRESS"]
    if before is not None:
        os.environ["NNLEARN_PROGRESS"] = before


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
        return too_long(seconds)
    error = ran.error_before_exec or ran.error_in_exec
    if error is None:
        return ""
    return too_long(seconds) if isinstance(error, TimeUp) else f"{type(error).__name__}: {error}".splitlines()[0]


def _record(result):
    return {
        "id": result.id,
        "status": result.status,
        "passed": bool(result),
        "mistake": result.mistake,
        "caused_by": result.caused_by,
        "value": None if result.value is None else float(result.value),
        "message": result.message[:MAX_CHARACTERS],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
