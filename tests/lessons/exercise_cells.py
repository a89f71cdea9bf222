"""Run the cells of an exercise notebook in this process, quickly, for the prover of the exercises.

`nnlearn check` runs learners' notebooks in separate processes (`nnlearn/grading`).
"""

import contextlib
import io
import json
import linecache
from pathlib import Path

from nnlearn.checks import api
from nnlearn.checks.box import say


def run_notebook(path):
    """Run the code cells of a notebook in one namespace, in its own folder, and return the results of its checks.

    A cell that fails is reported with its error, and the next one runs. Lines with IPython commands (`%`, `!`) are
    skipped.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    list of Result

    Raises
    ------
    ValueError
        If the file is not a notebook.
    """
    path = Path(path)
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"{path} is not a notebook ({type(error).__name__}: {error})") from None
    results: list = []
    listener = results.append
    namespace = {"__name__": "__main__", "display": lambda *objects, **options: None}
    api.listeners.append(listener)
    try:
        with contextlib.chdir(path.parent):
            for number, (kind, source) in enumerate(cells, 1):
                if kind == "code":
                    before = len(results)
                    fault = _run_cell(f"<{path.name}, cell {number}>", source, namespace)
                    for result in results[before:]:
                        say(result.message)
                    if fault:
                        say(f"Cell {number} fails: {fault}")
    finally:
        api.listeners.remove(listener)
    return results


def _run_cell(name, source, namespace):
    """Run one cell without its outputs; return its error as a sentence, or ""."""
    code = "".join("\n" if line.lstrip()[:1] in ("%", "!") else line for line in source.splitlines(keepends=True))
    linecache.cache[name] = (
        len(code),
        None,
        code.splitlines(keepends=True),
        name,
    )  # so that tracebacks can show the lines
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, name, "exec"), namespace)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit as well: the cells below it still count
        return f"{type(error).__name__}: {error}"
    return ""
