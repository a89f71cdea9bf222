"""The committed notebooks are current and clean, nbval compares them all, and every lesson runs on PyTorch too."""

import copy
import subprocess
from pathlib import Path

import nbformat
import nbval_runs
import pytest
from notebook_outputs import FORBIDDEN, faults, output_faults
from notebook_run import execute
from notebook_source import FOLDERS
from planned import PLANNED

import notebooks
from nnlearn.syllabus import LESSONS

ROOT = Path(__file__).resolve().parents[2]
NUMPY, TORCH = "import nnlearn.numpy as nn", "import nnlearn.torch as nn"
COMMITTED = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.ipynb"))


PICTURE = {"output_type": "display_data", "metadata": {"image/png": {"alt": "a"}}, "data": {"text/plain": "a"}}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"image/png": "A" * 400_000}, "stores a picture of 300 kB"),
        ({"image/png": "A", "text/plain": "b"}, "whose text/plain is not its alt text"),
        ({"text/html": "<b onclick='x'>"}, "stores JavaScript"),
        ({"text/html": "<script>"}, "stores JavaScript"),
        ({"text/plain": "C:\\Users\\x"}, "stores a path of this machine"),
        ({"text/plain": "/home/x"}, "stores a path of this machine"),
        ({"image/svg+xml": "<svg/>"}, "stores image/svg+xml"),
    ],
)
def test_what_an_output_may_not_hold(data, said):
    (fault,) = output_faults({**PICTURE, "data": {**PICTURE["data"], **data}}, [])
    assert said in fault
    assert list(output_faults({**PICTURE, "data": {**PICTURE["data"], "image/png": "A"}}, [])) == []
    assert not any(pattern.search("see https://x.org/home/y, 3/opt and/or") for pattern in FORBIDDEN.values())


def test_committed_notebooks_are_as_the_lessons_say():
    assert notebooks.check(ROOT) == []


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_stored_outputs_are_clean_and_compared(path):
    stored = nbformat.read(path, as_version=4)
    nbformat.validate(stored)
    assert faults(stored) == []
    for cell in stored.cells:
        if (
            cell.cell_type == "code"
            and path.parent.name != "exercises"
            and "machine" not in cell.metadata.get("tags", [])
        ):
            assert cell.execution_count, f"nbval compares no cell that was not run: {cell.source}"


def test_every_committed_notebook_is_collected_by_an_nbval_run():
    listed = subprocess.run(["git", "ls-files", "*.ipynb"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("no git here: a downloaded archive")
    committed = {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}
    run = {
        path.relative_to(ROOT).as_posix()
        for folders in nbval_runs.RUNS.values()
        for f in folders
        for path in (ROOT / f).glob("*.ipynb")
    }
    assert committed <= run, "put it into a folder of nbval_runs.RUNS"


SWAPPED = [one for one in LESSONS if (ROOT / "lessons" / f"{one.stem}.py").exists()]


@pytest.mark.slow
@pytest.mark.parametrize("lesson", SWAPPED, ids=lambda one: one.stem)
def test_lesson_runs_on_torch_by_changing_its_import(lesson):
    planned = copy.deepcopy(PLANNED[f"notebooks/{lesson.stem}.ipynb"])
    swapped = 0
    for cell in planned.cells:
        lines = cell.source.split("\n")
        swapped += lines.count(NUMPY)
        cell.source = "\n".join(TORCH if line == NUMPY else line for line in lines)
    if lesson.swap:
        assert not swapped, f"lesson {lesson.number} has the import line: take `swap` out of nnlearn/syllabus.py"
        pytest.skip(lesson.swap)
    assert swapped == 1, f"the lesson says `{NUMPY}` once, as a line of its own"
    execute(planned)
