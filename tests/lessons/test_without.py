"""Every lesson runs without PyTorch, processes, threads and sockets, as in a browser, or says what it needs.

Only the section "On a GPU" needs PyTorch. There, the first cell that does says so in a sentence, and later cells may
lack its names; no cell outside may. Two lessons are about PyTorch and about processes: they may lack it anywhere, once
a cell has said so.
"""

import ast
import re
from pathlib import Path

import pytest
from planned import PLANNED, ROOT
from runner import Runner
from short import shortened

# 11 is about PyTorch, 31 about several processes, which a browser does not have.
WHOLLY = "11_pytorch", "31_scaling_out"
ABOUT_PYTORCH = {f"{stem}{end}" for stem in WHOLLY for end in ("", "_exercises", "_solutions")}
SENTENCE = "PyTorch is not installed here: this section needs it; everything else of the lesson runs."
INSTEAD = re.search(r"SENTENCE = \((.*?)\n\)", (ROOT / "tools/browser_torch/torch/__init__.py").read_text(), re.DOTALL)
IN_A_BROWSER = ast.literal_eval(f"({INSTEAD[1]})")  # what `import torch` says there
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


def wrong(cells, failures, wholly=False):
    """Yield the failures that are neither the sentence about PyTorch nor follow from it in the same section.

    In a lesson that is `wholly` about PyTorch, they follow from it anywhere.
    """
    lacks_pytorch = False
    sentences = {SENTENCE, IN_A_BROWSER} if wholly else {SENTENCE}
    for number, error, message in failures:
        source, section = cells[number]
        may = wholly or section == GPU
        if may and error == "ModuleNotFoundError" and message in sentences:
            lacks_pytorch = True
        elif not (may and lacks_pytorch and error == "NameError"):
            yield f"cell {number} ({section}): {error}: {message}\n{source}"


NAMES = list(PLANNED)
LESSONS = [name for name in NAMES if name.startswith("notebooks/")]


def is_wholly(name):
    return Path(name).stem in ABOUT_PYTORCH


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_runs_without_what_a_browser_lacks(name, run, tmp_path):
    """With shorter trainings: what a cell needs does not depend on how long it trains."""
    cells = code(PLANNED[name])
    if name in LESSONS:
        sources, sections = zip(*cells, strict=True) if cells else ((), ())
        cells = list(zip(shortened(Path(name).stem, sources), sections, strict=True))
    assert not list(wrong(cells, run(cells, tmp_path), is_wholly(name)))


@pytest.mark.whole("test_a_lesson_runs_without_what_a_browser_lacks")
@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_to_the_end_without_what_a_browser_lacks(name, run, tmp_path):
    cells = code(PLANNED[name])
    assert not list(wrong(cells, run(cells, tmp_path), is_wholly(name)))


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


def test_a_lesson_about_pytorch_may_lack_it_only_after_it_was_said():
    cells = [("import torch", "Explore"), ("torch.ones(1)", "Explore"), ("1 / 0", "Explore")]
    failures = [(0, "ModuleNotFoundError", IN_A_BROWSER), (1, "NameError", "torch"), (2, "ZeroDivisionError", "")]
    assert list(wrong(cells, failures[:2], wholly=True)) == []
    assert len(list(wrong(cells, failures, wholly=True))) == 1
    assert len(list(wrong(cells, failures[1:], wholly=True))) == 2
    assert len(list(wrong(cells, failures))) == 3
