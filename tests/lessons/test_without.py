"""The NumPy half of every lesson runs without PyTorch, processes, threads and sockets, as in a browser.

Only the section "On a GPU" needs PyTorch. There, the first cell that does says so in a sentence, and later cells may
lack its names; no cell outside may.
"""

import re
from pathlib import Path

import pytest
from planned import PLANNED
from runner import Runner
from short import shortened

# They have no NumPy half: 11 is about PyTorch, 31 about several processes, which a browser does not have.
WHOLLY = "11_pytorch", "31_scaling_out"
ABOUT_PYTORCH = {f"{stem}{end}" for stem in WHOLLY for end in ("", "_exercises", "_solutions")}
SENTENCE = "PyTorch is not installed here: this section needs it; everything else of the lesson runs."
GPU = "On a GPU"


def code(notebook):
    """Return (source, section) of each code cell; a section begins with its heading, which counts up to a colon."""
    found, section = [], ""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            found.append((cell.source, section))
        else:
            section = [section, *re.findall(r"^## (.*?)(?: \(|:|$)", cell.source, re.MULTILINE)][-1]
    return found


@pytest.fixture(scope="module")
def run():
    """Give a function that runs cells without what a browser lacks; it returns what `Runner.run` does."""
    runner = Runner("without.py", variables={"NNLEARN_PROGRESS": "progress.json"})
    yield lambda cells, folder: runner.run([source for source, _ in cells], folder)
    runner.close()


def wrong(cells, failures):
    """Yield the failures that are neither the sentence about PyTorch nor follow from it in the same section."""
    lacks_pytorch = False
    for number, error, message in failures:
        source, section = cells[number]
        if section == GPU and (error, message) == ("ModuleNotFoundError", SENTENCE):
            lacks_pytorch = True
        elif not (section == GPU and lacks_pytorch and error == "NameError"):
            yield f"cell {number} ({section}): {error}: {message}\n{source}"


NAMES = [name for name in PLANNED if Path(name).stem not in ABOUT_PYTORCH]
LESSONS = [name for name in NAMES if name.startswith("notebooks/")]


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_runs_without_what_a_browser_lacks(name, run, tmp_path):
    """With shorter trainings: what a cell needs does not depend on how long it trains."""
    cells = code(PLANNED[name])
    if name in LESSONS:
        sources, sections = zip(*cells, strict=True) if cells else ((), ())
        cells = list(zip(shortened(Path(name).stem, sources), sections, strict=True))
    assert not list(wrong(cells, run(cells, tmp_path)))


@pytest.mark.whole("test_a_lesson_runs_without_what_a_browser_lacks")
@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_to_the_end_without_what_a_browser_lacks(name, run, tmp_path):
    cells = code(PLANNED[name])
    assert not list(wrong(cells, run(cells, tmp_path)))


GOOD = [
    ("import nnlearn.numpy as nn\nx = 1", "Explore"),
    ("import nnlearn.torch as other\ntwin = other.Linear(1, 1)", GPU),
    ("other.device()", GPU),
    ("print(x)", "Where it breaks"),
]
BAD = {  # a cell, its section, and the error
    "PyTorch elsewhere": ("import nnlearn.torch", "Explore", "ModuleNotFoundError"),
    "PyTorch without the sentence": ("import torch", GPU, "ModuleNotFoundError"),
    "a name of that section": ("twin", "Where it breaks", "NameError"),
    "another fault in that section": ("1 / 0", GPU, "ZeroDivisionError"),
    "a thread": ("import threading\nthreading.Thread(target=print).start()", "Explore", "RuntimeError"),
    "a process": ("import subprocess\nsubprocess.run(['ls'])", "Explore", "OSError"),
    "a socket": ("import socket\nsocket.socket()", "Explore", "OSError"),
    "multiprocessing": ("import multiprocessing", "Explore", "ModuleNotFoundError"),
    "psutil": ("import psutil", "Explore", "ModuleNotFoundError"),
    "fcntl": ("import fcntl", "Explore", "ModuleNotFoundError"),
}


def test_what_a_cell_must_not_need_is_found(run, tmp_path):
    cells = [*GOOD[:3], *((source, section) for source, section, _ in BAD.values()), GOOD[3]]
    failures = run(cells, tmp_path)
    assert [error for number, error, _ in failures if number > 2] == [error for *_, error in BAD.values()]
    assert len(list(wrong(cells, failures))) == len(BAD)
    assert not list(wrong(GOOD, [failure for failure in failures if failure[0] <= 2]))


def test_a_name_that_is_missing_before_the_sentence_is_a_fault():
    assert list(wrong([("other", GPU)], [(0, "NameError", "name 'other' is not defined")]))
