"""Check the exercises of a notebook without opening it: `nnlearn check 02`."""

import contextlib
import io
import json
import linecache
from pathlib import Path

from nnlearn.checks import learner, registry
from nnlearn.checks.boxes import say
from nnlearn.checks.place import course
from nnlearn.lessons import ROOT, lesson


def check_lesson(number):
    """Run the learner's notebook of a lesson and say of each exercise whether it passed.

    Parameters
    ----------
    number : str or int
        The lesson, "02" or 2; or the path of a notebook.

    Returns
    -------
    bool
        True if every exercise of the notebook passed.

    Raises
    ------
    ValueError
        If there is no such lesson or no such notebook.
    """
    path = Path(str(number))
    if path.suffix != ".ipynb":
        path = find_notebook(lesson(number).stem)
    say(f"Running {path.name}")
    results = run_notebook(path)
    latest = {result.id: result for result in results}  # the last check of an exercise counts
    if not latest:
        say("It holds no check(...) that ran.")
    asked = registry.exercises(path.name[:2])
    missing = [one.id for one in asked if one.id not in latest]
    if missing:
        say(f"Not checked: {', '.join(missing)}.")
    passed = sum(map(bool, latest.values()))
    say(f"{passed} of {max(len(asked), len(latest))} exercises passed.")
    return passed > 0 and passed == len(latest) and not missing


def find_notebook(stem):
    """The learner's own exercise notebook, in the course folder or, where there is none, under the working folder."""
    folder = course() or Path.cwd()
    path = folder / "exercises" / f"{stem}.ipynb"
    if folder == ROOT or not path.is_file():  # the committed exercises are nobody's answers
        raise ValueError(
            f"expected exercises/{stem}.ipynb in your copy of the course, found none: `nnlearn lab` makes it"
        )
    return path


def run_notebook(path):
    """Run the code cells of a notebook in one namespace, in its own folder, and return the results of its checks.

    A cell that fails is said, with its error, and the next one runs. Lines with commands of IPython (`%`, `!`) are left
    out.

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
    learner.listeners.append(listener)
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
        learner.listeners.remove(listener)
    return results


def _run_cell(name, source, namespace):
    """Run one cell in silence; return its error as a sentence, or ""."""
    code = "".join("\n" if line.lstrip()[:1] in ("%", "!") else line for line in source.splitlines(keepends=True))
    linecache.cache[name] = (
        len(code),
        None,
        code.splitlines(keepends=True),
        name,
    )  # so that the lines of errors are found
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, name, "exec"), namespace)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit as well: the cells below it still count
        return f"{type(error).__name__}: {error}"
    return ""
