"""`nnlearn export`: assignments that nbgrader and Otter accept, and learners' versions without an answer."""

import ast
import contextlib
import csv
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from nnlearn.app import cli
from nnlearn.assignments import nbgrader, otter
from nnlearn.assignments.cells import Cell, cells
from nnlearn.checks import registry
from nnlearn.checks.exercise import POINTS
from nnlearn.syllabus import LESSONS, ROOT, lesson

BOTH = pytest.mark.parametrize("tool", [nbgrader, otter], ids=["nbgrader", "otter"])
REQUIRED = {"schema_version", "grade_id", "grade", "solution", "locked", "task"}  # "points" where it is graded
LINE = '    """Return the label 0 or 1 of each of the n points."""\n    ...  # your code here'
RIGHT = LINE.replace("...  # your code here", "return (x @ weight + bias >= 0).astype(int)")


def cleared(source, tool):
    """Return a cell without the lines between the two markers, as both tools make it for learners."""
    kept, inside = [], False
    for line in source.split("\n"):
        if line.strip() in (tool.BEGIN, tool.END):
            inside = line.strip() == tool.BEGIN
        elif not inside:
            kept.append(line)
    assert not inside
    return "\n".join(kept)


def sources(one, folder):
    data = json.loads((ROOT / one.notebook(folder)).read_text(encoding="utf-8"))
    return {cell["id"]: "".join(cell["source"]) for cell in data["cells"]}


@BOTH
@pytest.mark.parametrize("one", LESSONS, ids=[one.number for one in LESSONS])
def test_learners_get_the_stub_and_the_grader_the_solution(one, tool):
    stubs, solutions = sources(one, "exercises"), sources(one, "solutions")
    made = {cell["id"]: cell["source"] for cell in tool.notebook(one)}
    answers = [cell for cell in cells(one) if cell.exercise]
    assert [cell.exercise for cell in answers] == [exercise.id for exercise in registry.exercises(one.number)]
    for cell in answers:
        left = cleared(made[cell.id], tool)
        assert left.split() == (cell.source if tool is nbgrader else stubs[cell.id]).split()
        inside = [line for line in made[cell.id].splitlines() if line not in left.splitlines()]
        for line in set(solutions[cell.id].splitlines()) - set(stubs[cell.id].splitlines()) - {""}:
            assert line in inside
        ast.parse(made[cell.id])
    assert "](../" not in "".join(made.values())  # what leads into the course leads nowhere here


@pytest.mark.parametrize("one", LESSONS, ids=[one.number for one in LESSONS])
def test_nbgrader_finds_the_metadata_that_it_documents(one):
    made = nbgrader.notebook(one)
    told = [cell["metadata"]["nbgrader"] for cell in made if cell["metadata"]]
    assert all(cell["cell_type"] == "code" for cell in made if cell["metadata"])
    assert len({cell["id"] for cell in made}) == len(made)
    assert len({one["grade_id"] for one in told}) == len(told) == 2 * len(registry.exercises(one.number))
    for answer, check in zip(told[::2], told[1::2], strict=True):
        assert set(answer) == REQUIRED
        assert set(check) == REQUIRED | {"points"}
        assert (answer["grade"], answer["solution"], answer["locked"], answer["task"]) == (False, True, False, False)
        assert (check["grade"], check["solution"], check["locked"], check["task"]) == (True, False, True, False)
        assert check["points"] == POINTS
        assert {answer["schema_version"], check["schema_version"]} == {3}
        assert re.fullmatch(r"[a-zA-Z0-9_\-]+", answer["grade_id"] + check["grade_id"])


@pytest.mark.parametrize("passed", [True, False])
def test_a_graded_cell_fails_when_the_check_does(passed):
    cell = next(cell for cell in nbgrader.notebook(lesson("02")) if cell["metadata"].get("nbgrader", {}).get("grade"))
    fails = contextlib.nullcontext() if passed else pytest.raises(AssertionError, match=r"02\.1 has not passed")
    with fails:
        exec(cell["source"], {"check": lambda id, answer: passed, "predict": None})


@pytest.mark.parametrize("one", LESSONS, ids=[one.number for one in LESSONS])
def test_otter_finds_its_blocks_in_order(one):
    made = otter.notebook(one)
    raw = [cell["source"].splitlines()[0] for cell in made if cell["cell_type"] == "raw"]
    block = ["BEGIN QUESTION", "BEGIN SOLUTION", "END SOLUTION", "BEGIN TESTS", "END TESTS", "END QUESTION"]
    assert raw == ["# ASSIGNMENT CONFIG", *[f"# {line}" for line in block] * len(registry.exercises(one.number))]
    names = re.findall(r"^name: (q\S+)$\npoints: (\d+)", "\n".join(cell["source"] for cell in made), re.MULTILINE)
    assert len(dict(names)) == len(registry.exercises(one.number))
    assert {points for _, points in names} == {str(POINTS)}
    tests = [ast.parse(cell["source"]).body for cell in made if cell["id"].startswith("test-")]
    assert all(len(body) == 1 and isinstance(body[0], ast.FunctionDef) for body in tests)  # what Otter asks of a test


def test_a_stub_line_that_says_what_is_wanted_stays_above_the_solution():
    cell = Cell("code", "a", "unit = ...  # (weight, bias)", "01.5", "unit = 1, 2", "unit")
    assert cell.marked("# BEGIN", "# END").split("\n") == [cell.source, "# BEGIN", "unit = 1, 2", "# END"]


@pytest.mark.parametrize("tool", ["nbgrader", "otter"])
def test_nothing_is_overwritten(tool, tmp_path, capsys):
    assert cli.main(["export", tool, str(tmp_path / "new"), "02", "2"]) == 0
    said = capsys.readouterr().out
    assert f"1 assignment for {tool} in {tmp_path / 'new'}, each exercise worth 1 point." in said
    assert cli.main(["export", tool, str(tmp_path / "new"), "02", "03"]) == 0  # one more lesson, later
    changed = next((tmp_path / "new").rglob("02_*.ipynb"))
    changed.write_text("mine")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert cli.main(["export", tool, str(tmp_path / "new"), "02", "04"]) == 1
    assert f"export will not overwrite {changed}" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_lessons_and_solutions_that_are_not_there_are_said(tmp_path, capsys):
    assert cli.main(["export", "otter", str(tmp_path), "77"]) == 1
    assert "a number from 01 to 33, got '77'" in capsys.readouterr().err
    with pytest.raises(ValueError, match="made where the course is whole, from a git clone with its solutions"):
        cells(lesson("02"), root=tmp_path)
    assert not list(tmp_path.iterdir())


def command(name, folder, *words):
    """Run nbgrader or Otter as its users do; skip where it is not installed."""
    program = shutil.which(name)
    if not program:
        package = {"nbgrader": "nbgrader", "otter": "otter-grader"}[name]
        pytest.skip(f"needs `{name}` on PATH: pip install {package} into an environment that has the course, too")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NNLEARN_PROGRESS": "memory"}
    done = subprocess.run([program, *words], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def handed_in(learners_version, path, right):
    """Hand in a learner's version, with 02.1 answered or not."""
    text = learners_version.read_text(encoding="utf-8")
    assert "BEGIN SOLUTION" not in text
    assert "scores = " not in text
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.loads(text)
    for cell in data["cells"]:
        source = "".join(cell["source"])
        assert not right or "def predict(" not in source or LINE in source
        cell["source"] = source.replace(LINE, RIGHT) if right else source
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_nbgrader_s_own_commands_generate_and_grade(tmp_path):
    cli.main(["export", "nbgrader", str(tmp_path), "02"])
    command("nbgrader", tmp_path, "generate_assignment", "02_perceptron")
    name = "02_perceptron/02_perceptron_exercises.ipynb"
    for learner in ("ada", "ben"):
        handed_in(tmp_path / "release" / name, tmp_path / "submitted" / learner / name, right=learner == "ada")
    for step in ("autograde", "generate_feedback"):
        command("nbgrader", tmp_path, step, "02_perceptron")
    command("nbgrader", tmp_path, "export")
    with (tmp_path / "grades.csv").open(newline="") as file:
        scores = {row["student_id"]: (row["score"], row["max_score"]) for row in csv.DictReader(file)}
    assert scores == {"ada": ("1.0", "5.0"), "ben": ("0.0", "5.0")}
    page = (tmp_path / "feedback/ben" / name).with_suffix(".html").read_text(encoding="utf-8")
    assert "Predict for many points at once: not started yet" in page  # what the check says, not a dead widget


def test_otter_s_own_commands_generate_and_grade(tmp_path):
    cli.main(["export", "otter", str(tmp_path), "02"])
    name = "02_perceptron_exercises.ipynb"
    command("otter", tmp_path, "assign", f"02_perceptron/{name}", "dist")
    for learner, points in (("ada", 1), ("ben", 0)):
        path = handed_in(tmp_path / "dist/student" / name, tmp_path / learner / name, right=learner == "ada")
        grader = next(Path(tmp_path / "dist/autograder").glob("*.zip"))
        command("otter", tmp_path, "run", str(path), "-a", str(grader), "-o", str(path.parent))
        tests = json.loads((path.parent / "results.json").read_text())["tests"]
        assert sum(one.get("score", 0) for one in tests) == points
        assert sum(one.get("max_score", 0) for one in tests) == 5
