"""The handout: complete enough to start from, without a line of a solution."""

import zipfile

import handout
import nbformat
import pytest
import yaml

from nnlearn.app.learner_copy import Workspace

START = ("Makefile", "README.md", "environment.yml", "pyproject.toml", "requirements.lock", "tools/install.py")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    target = tmp_path_factory.mktemp("handout") / "course.zip"
    assert handout.write(target) > 100
    with zipfile.ZipFile(target) as packed:
        packed.extractall(target.parent)
    assert sorted(path.name for path in target.parent.iterdir()) == ["course.zip", handout.FOLDER]
    return target.parent / handout.FOLDER


def test_it_holds_what_make_lab_needs(course):
    assert all((course / name).is_file() for name in START)
    assert (course / "nnlearn" / "explorers" / "web" / "canvas.js").is_file()
    Workspace(course).refresh()
    assert list((course / "course" / "exercises").glob("02_*.ipynb"))
    assert not (course / "course" / "solutions").exists()


def test_no_solution_is_in_it(course):
    notebooks = {path.name for path in (course / "exercises").glob("*.ipynb")}
    assert notebooks == {path.name for path in (handout.ROOT / "exercises").glob("*.ipynb")}
    everything = "\n".join(path.read_text() for path in course.rglob("*.ipynb"))
    for path in (handout.ROOT / "solutions").glob("*.ipynb"):
        here = {
            cell.source
            for cell in nbformat.read(
                handout.ROOT / "exercises" / path.name.replace("_solutions", "_exercises"), 4
            ).cells
        }
        answers = [cell.source for cell in nbformat.read(path, 4).cells if cell.source not in here]
        lines = {line.strip() for answer in answers for line in answer.split("\n") if line.startswith("    return ")}
        assert not [line for line in lines if len(line) > 25 and f'"{line}' in everything]
    assert not list(course.rglob("*_exercises.py"))


def test_the_workflow_for_a_fork_runs_what_ci_runs():
    text = (handout.ROOT / ".github" / "workflows" / "ci.yml").read_text()
    steps = yaml.safe_load(text)["jobs"]["tests"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    assert (handout.ROOT / ".ci" / "run").is_file()
