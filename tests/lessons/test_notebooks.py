"""The committed notebooks are current and clean, nbval compares them all, and every lesson runs on PyTorch too."""

import copy
import subprocess
from pathlib import Path

import nbformat
import nbval_runs
import nbval_verdicts
import pytest
from notebook_outputs import FORBIDDEN, faults, output_faults
from notebook_run import environment, execute
from notebook_source import FOLDERS
from planned import PLANNED
from runner import Runner
from short import shortened

import notebooks
from nnlearn.checks import registry
from nnlearn.syllabus import LESSONS, lesson

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


CAPSTONES = {  # run from clean and compared by `nnlearn report`, in tests/grading/test_capstone.py
    f"nnlearn/lessons/capstone/{folder}/report.ipynb" for folder in ("example", "template")
}


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
    assert committed - CAPSTONES == run, "put it into a folder of nbval_runs.RUNS"


@pytest.mark.parametrize("folder", nbval_verdicts.VERDICTS)
@pytest.mark.parametrize("number", registry.lessons())
def test_the_nbval_runs_look_at_the_verdict_of_every_exercise(number, folder):
    """A check that is written in another way would be passed over."""
    cells = nbformat.read(ROOT / lesson(number).notebook(folder), 4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    assert [id for source in code for id in nbval_verdicts.ASKED.findall(source)] == [
        one.id for one in registry.exercises(number)
    ]


SWAPPED = [one for one in LESSONS if (ROOT / "lessons" / f"{one.stem}.py").exists()]


@pytest.fixture(scope="module")
def torch_runner():
    """Give a runner whose notebooks begin with PyTorch imported, in the environment of every other run."""
    with environment() as variables:
        runner = Runner("forked.py", "torch", variables={**variables, "NNLEARN_PROGRESS": "../progress.json"})
        yield runner
        runner.close()


def on_torch(lesson):
    """Return the notebook of a lesson with its import swapped."""
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
    return planned


def run_short(runner, stem, sources, folder):
    """Run the cells of a lesson with shorter trainings in a folder laid out like the learner's; return its faults."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    short = shortened(stem, sources)
    failed = runner.run(short, folder / "notebooks")
    left = [f"leaves {file.name} in the working folder" for file in sorted((folder / "notebooks").iterdir())]
    return [f"{error}: {message}\n{short[number]}" for number, error, message in failed] + left


@pytest.mark.slow
@pytest.mark.parametrize("lesson", SWAPPED, ids=lambda one: one.stem)
def test_lesson_runs_on_torch_by_changing_its_import(lesson, torch_runner, tmp_path):
    sources = [cell.source for cell in on_torch(lesson).cells if cell.cell_type == "code"]
    assert run_short(torch_runner, lesson.stem, sources, tmp_path) == []


@pytest.mark.whole("test_lesson_runs_on_torch_by_changing_its_import")
@pytest.mark.slow
@pytest.mark.parametrize("lesson", SWAPPED, ids=lambda one: one.stem)
def test_lesson_runs_to_the_end_on_torch(lesson):
    execute(on_torch(lesson))


def test_what_fails_in_a_short_run_is_found(torch_runner, tmp_path):
    sources = ["import sys", "assert 'torch' in sys.modules", "epochs = 300\nlen(", "open('left', 'w').close()", "gone"]
    found = run_short(torch_runner, "02_perceptron", sources[:2], tmp_path / "a")
    assert found == []
    syntax, name, left = run_short(torch_runner, "02_perceptron", sources, tmp_path / "b")
    assert syntax.startswith("SyntaxError")
    assert name == "NameError: name 'gone' is not defined\ngone"
    assert left == "leaves left in the working folder"


def test_trainings_are_shortened_and_nothing_else():
    long = 'fit(a, epochs=300)\nsettings = {"epochs": 30}\nfor seed in range(5): f(300)\nfor _ in range(8):  # epochs'
    short = 'fit(a, epochs=2)\nsettings = {"epochs": 2}\nfor seed in range(2): f(300)\nfor _ in range(2):  # epochs'
    kept = ["epochs=1", "epochs = 300", "n_epochs=9", "for k in range(9)", "for _ in range(9):"]
    assert shortened("02_perceptron", [long, *kept]) == [short, *kept]
    with pytest.raises(AssertionError, match="change ALSO"):
        shortened("26_gans", [long])
