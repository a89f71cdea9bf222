"""The skeleton of a lesson: complete, runnable, in its place, and the tests say what is missing in it."""

from pathlib import Path

import new_lesson
import notebook_source
import pytest
from test_architecture import lacks

from nnlearn.syllabus import LESSONS

ROOT = Path(__file__).resolve().parents[2]
MISSING = LESSONS[-1]  # all are there: what is made is what would be, if this one were not


def face_without(one):
    """Return the face of the explorers as it was before a lesson."""
    lines = (ROOT / new_lesson.FACE).read_text().splitlines(keepends=True)
    return "".join(line for line in lines if f"lessons.{one.name}." not in line)


@pytest.fixture
def root(tmp_path):
    """Make a folder with the face of the explorers and nothing else."""
    face = tmp_path / new_lesson.FACE
    face.parent.mkdir(parents=True)
    face.write_text(face_without(MISSING))
    return tmp_path


def test_a_lesson_is_whole_once_it_is_made(root):
    assert lacks(MISSING.name, root)
    written = new_lesson.make(MISSING, root)
    assert set(written) == {*new_lesson.files(MISSING), new_lesson.FACE}
    assert lacks(MISSING.name, root) == []


@pytest.mark.parametrize("path", new_lesson.files(MISSING))
def test_what_is_made_is_python_without_a_gap(root, path):
    new_lesson.make(MISSING, root)
    text = (root / path).read_text()
    compile(text, path, "exec")
    assert "$" not in text
    assert MISSING.number in text or MISSING.name in text


def test_nothing_that_is_there_is_written_over(root):
    own = root / f"nnlearn/lessons/{MISSING.name}/explorer.py"
    own.parent.mkdir(parents=True)
    own.write_text("mine")
    assert str(own.relative_to(root)) not in new_lesson.make(MISSING, root)
    assert own.read_text() == "mine"
    assert new_lesson.make(MISSING, root) == []


@pytest.mark.parametrize("one", LESSONS, ids=lambda one: one.stem)
def test_the_explorer_stands_in_the_face_in_the_order_of_the_syllabus(one):
    face = new_lesson.with_explorer(face_without(one), one)
    order = [each.name for each in LESSONS] + ["playground"]
    places = [order.index(name) for name in new_lesson.HOMES.findall(face)]
    assert places == sorted(places)
    assert order.index(one.name) in places
    compile(face, "face", "exec")


def test_the_text_is_read_by_the_build_and_its_gaps_are_named(root):
    from lesson_rules import broken

    new_lesson.make(MISSING, root)
    planned = notebook_source.plan(root)
    assert set(planned) == {MISSING.notebook(folder) for folder in notebook_source.FOLDERS}
    gaps = broken(MISSING, planned[f"notebooks/{MISSING.stem}.ipynb"].cells)
    assert any("minutes" in rule for rule in gaps)
    assert any("New terms" in rule for rule in gaps)
    assert any("On a GPU" in rule for rule in gaps)


def test_a_number_outside_the_syllabus_is_refused(capsys):
    for wrong in (["99"], [], ["12", "13"]):
        with pytest.raises(SystemExit) as error:
            new_lesson.main(wrong)
        assert "NN" in str(error.value) or "01 to 33" in str(error.value)
