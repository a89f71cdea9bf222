"""Run the report of a capstone from clean and count its points: `nnlearn report FOLDER`."""

import contextlib
import shutil
import tempfile
from pathlib import Path

from nnlearn.checks.box import say
from nnlearn.grading.process import MAX_NOTEBOOK_BYTES, Limits, run, warn_root
from nnlearn.report import Rerun, rubric
from nnlearn.report.handed import FILES

NOTEBOOK = "report.ipynb"
MADE_ANEW = ("evidence.json", "card.md")  # what the run has to make itself
MAX_FILES, MAX_BYTES = 2000, 1_000_000_000


def check_report(folder, limits=None):
    """Run report.ipynb in a copy of its folder, from a clean kernel, and print the rubric.

    Parameters
    ----------
    folder : str or Path
        It is only read: what the run writes goes into the copy, which is deleted afterwards.
    limits : Limits, optional

    Returns
    -------
    bool
        True if all points were got.

    Raises
    ------
    ValueError
        If the folder is not there, holds no report.ipynb, or is too large to be copied.
    OSError
        If it cannot be read, or the disk is full.
    """
    folder = Path(folder).expanduser()
    files = files_of(folder)
    warn_root("report")
    say(f"Running {NOTEBOOK} of {folder.name or folder} from a clean kernel, in a copy")
    with tempfile.TemporaryDirectory(prefix="nnlearn-", ignore_cleanup_errors=True) as place:
        copy = Path(place) / "capstone"
        copy_files(files, folder, copy)
        ran = run(copy / NOTEBOOK, limits or Limits(), progress="memory", tell=_tell)
        fault = ran.ended or next((f"cell {cell} failed ({fault})" for cell, fault in ran.faults), "")
        found = rubric(folder, rerun=Rerun(copy, fault))
    say(str(found))
    return found.points == found.of


def files_of(folder):
    """Return the files of a capstone's folder, or raise if it is none: no links, nothing hidden.

    Raises
    ------
    ValueError
    """
    if not folder.is_dir():
        hint = f": give its folder, {folder.parent}" if folder.name == NOTEBOOK else ""
        raise ValueError(
            f"report expected a folder, got {folder}{hint or f'; `nnlearn report {folder} --start` makes an empty one'}"
        )
    if not (folder / NOTEBOOK).is_file():
        raise ValueError(f"report expected {folder} to hold {NOTEBOOK}, found none: it is the capstone's notebook")
    found, size = [], 0
    for path in _walk(folder):
        found.append(path)
        size += path.stat().st_size
        if len(found) > MAX_FILES or size > MAX_BYTES:
            raise ValueError(
                f"report expected {folder} to hold at most {MAX_FILES} files and {MAX_BYTES / 1e9:g} GB, got more: "
                "a capstone has a folder of its own, without environments and downloads"
            )
    return found


def _walk(folder):
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == "__pycache__" or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.is_file():  # a pipe would wait for ever
            yield path


def copy_files(files, folder, copy, leave=MADE_ANEW):
    """Copy files of a folder, without what the run has to make itself."""
    for path in files:
        place = path.relative_to(folder)
        if str(place) not in leave:
            (copy / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / place)


def is_capstone(folder):
    """Return whether a folder is that of a capstone: it has a report and what belongs to one."""
    return (folder / NOTEBOOK).is_file() and any((folder / name).is_file() for name in FILES if name != NOTEBOOK)


def copy_capstones(notebook, place, copy):
    """Copy the capstones in a folder that a notebook names to where it is run, so that it finds them.

    One that is too large or cannot be read is left out: then the notebook's check says that it is not there.
    """
    for folder in sorted(place.iterdir()):
        plain = folder.is_dir() and not folder.is_symlink() and not folder.name.startswith(".")
        if plain and is_capstone(folder) and _names(notebook, folder.name):
            with contextlib.suppress(ValueError, OSError):
                copy_files(files_of(folder), folder, copy / folder.name, leave=())


def _names(notebook, name):
    small = notebook.stat().st_size <= MAX_NOTEBOOK_BYTES
    return small and name in notebook.read_text(encoding="utf-8", errors="replace")


def _tell(cell, message):
    say(message if cell is None else f"Cell {cell} fails: {message}")
