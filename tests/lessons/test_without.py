"""The NumPy half of every lesson runs without PyTorch, processes, threads and sockets, as in a browser.

Only the section "On a GPU" needs PyTorch. There, the first cell that does says so in a sentence, and later cells may
lack its names; no cell outside may.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jupyterlab_driver as lab
import pytest
from planned import PLANNED

ROOT = Path(__file__).resolve().parents[2]
ABOUT_PYTORCH = {"11_pytorch", "11_pytorch_exercises", "11_pytorch_solutions"}  # they have no NumPy half
SENTENCE = "PyTorch is not installed here: this section needs it; everything else of the lesson runs."
GPU = "On a GPU"


def code(notebook):
    """Return (source, section) of each code cell; a section begins with its heading."""
    found, section = [], ""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            found.append((cell.source, section))
        for heading in re.findall(r"^## (.*?)(?: \(|$)", cell.source, re.MULTILINE) if cell.cell_type != "code" else ():
            section = heading
    return found


def run(cells, folder):
    """Run cells in a process without what a browser lacks; return [(number, error, message)] of those that fail."""
    program = Path(__file__).with_name("without.py")
    environment = {**os.environ, "NNLEARN_PROGRESS": str(folder / "progress.json")}
    ran = subprocess.run(
        [sys.executable, str(program)],
        input=json.dumps([source for source, _ in cells]),
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
        timeout=lab.patience(300),
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return [tuple(failure) for failure in json.loads(ran.stdout.splitlines()[-1])]


def wrong(cells, failures):
    """Yield the failures that are neither the sentence about PyTorch nor follow from it in the same section."""
    lacks_pytorch = False
    for number, error, message in failures:
        source, section = cells[number]
        if section == GPU and (error, message) == ("ModuleNotFoundError", SENTENCE):
            lacks_pytorch = True
        elif not (section == GPU and lacks_pytorch and error == "NameError"):
            yield f"cell {number} ({section}): {error}: {message}\n{source}"


@pytest.mark.parametrize("name", [name for name in PLANNED if Path(name).stem not in ABOUT_PYTORCH])
def test_a_lesson_runs_without_what_a_browser_lacks(name, tmp_path):
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


def test_what_a_cell_must_not_need_is_found(tmp_path):
    cells = [*GOOD[:3], *((source, section) for source, section, _ in BAD.values()), GOOD[3]]
    failures = run(cells, tmp_path)
    assert [error for number, error, _ in failures if number > 2] == [error for *_, error in BAD.values()]
    assert len(list(wrong(cells, failures))) == len(BAD)
    assert not list(wrong(GOOD, [failure for failure in failures if failure[0] <= 2]))


def test_a_name_that_is_missing_before_the_sentence_is_a_fault():
    assert list(wrong([("other", GPU)], [(0, "NameError", "name 'other' is not defined")]))
