"""`nnlearn release`: solutions come later, as a file or on a hub, and nothing of a learner's is lost."""

import json
import zipfile

import pytest

from nnlearn.app import cli, release, withheld
from nnlearn.app.learner_copy import fresh, refresh
from nnlearn.checks import hints

NAMES = [f"solutions/{stem}_solutions.ipynb" for stem in ("01_neuron", "02_perceptron", "03_activation_functions")]


def course(folder, *names, text=""):
    """Make a course's folder with these notebooks and the exercises of lesson 02."""
    for name in ("exercises/02_perceptron_exercises.ipynb", *names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": name + text}]}))
    return folder


def solutions(folder):
    return sorted(path.relative_to(folder).as_posix() for path in (folder / "solutions").glob("*.ipynb"))


@pytest.fixture
def teacher(tmp_path):
    return course(tmp_path / "teacher", *NAMES)


@pytest.fixture
def learner(tmp_path):
    return course(tmp_path / "learner")


# As a file


def test_a_packed_solution_arrives_in_the_learner_s_copy(teacher, learner):
    said = release.release(["2", "03"], teacher)
    packed = teacher / "dist" / "nnlearn-solutions-02-03.zip"
    assert said.startswith("dist/nnlearn-solutions-02-03.zip holds the solutions of lesson 02, 03: send it")
    with zipfile.ZipFile(packed) as opened:
        assert opened.namelist() == NAMES[1:]
    refresh(learner)
    said = release.release([str(packed)], learner)
    assert said == f"new in course/: {NAMES[1]}, {NAMES[2]}"
    assert solutions(learner) == solutions(learner / "course") == NAMES[1:]
    assert (learner / "course" / NAMES[1]).read_bytes() == (teacher / NAMES[1]).read_bytes()
    assert release.release([str(packed)], learner).count("was here already") == 2
    assert release.release([], learner) == "nothing new was released to your copy"


def test_all_packs_what_there_is_and_a_handout_says_why_it_has_nothing(teacher, learner):
    assert "lesson 01, 02, 03:" in release.release(["all"], teacher)
    assert (teacher / "dist" / "nnlearn-solutions-all.zip").is_file()
    for wanted in (["02"], ["all"]):
        with pytest.raises(ValueError, match="as in a handout: ask your instructor for a file"):
            release.release(wanted, learner)
    assert not (learner / "dist").exists()


def test_a_newer_version_comes_beside_what_the_learner_wrote(teacher, learner):
    release.release(["02"], teacher)
    packed = teacher / "dist" / "nnlearn-solutions-02.zip"
    release.release([packed], learner)
    (learner / "course" / NAMES[1]).write_text("my notes")
    course(teacher, *NAMES, text=", newer")
    release.release(["02"], teacher)
    said = release.release([packed], learner)
    assert f"{NAMES[1]} was another version and is replaced" in said
    assert "yours stays as it is" in said
    assert (learner / "course" / NAMES[1]).read_text() == "my notes"


@pytest.mark.parametrize(
    "form", ["a folder, as a browser unpacks it", "the notebook", "a zip packed again", "from home"]
)
def test_other_forms_of_the_file_are_taken(teacher, learner, tmp_path, monkeypatch, form):
    given = teacher / NAMES[1]
    if form.startswith("a folder"):
        given = teacher
    elif form.startswith("a zip"):
        given = tmp_path / "Archive.zip"
        with zipfile.ZipFile(given, "w") as packed:
            packed.write(teacher / NAMES[1], "nnlearn-solutions-02/../../" + NAMES[1])
            packed.writestr("__MACOSX/._x", "x")
    elif form == "from home":
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))
        given = "~/teacher/" + NAMES[1]
    release.release([str(given)], learner)
    assert solutions(learner / "course") == (NAMES if form.startswith("a folder") else NAMES[1:2])
    assert not (tmp_path / "solutions").exists()


def zipped(path, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(NAMES[1], content)
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: None, "release expected the numbers of lessons, all, or a file such as .* there is no such file"),
        (lambda path: path.write_text("half a zip"), "is damaged or is not a file with solutions: download it again"),
        (lambda path: zipped(path, "not a notebook"), "is damaged"),
        (lambda path: zipped(path, "[]"), "is damaged"),
        (lambda path: zipped(path, json.dumps({"cells": [], "metadata": "x" * 1000})), "is damaged"),
        (lambda path: path.write_bytes(zipped(path, '{"cells": []}').read_bytes()[:-30]), "is damaged"),
        (lambda path: zipfile.ZipFile(path, "w").close(), "holds no solutions of this course"),
        (lambda path: path.mkdir(), "holds no solutions of this course"),
    ],
)
def test_what_is_no_file_with_solutions_is_a_sentence_and_changes_nothing(
    tmp_path, learner, monkeypatch, make, sentence
):
    monkeypatch.setattr(release, "MAX_BYTES", 1000)
    make(tmp_path / "given.zip")
    with pytest.raises(ValueError, match=sentence):
        release.release([tmp_path / "given.zip"], learner)
    assert not (learner / "solutions").exists()


def test_outside_a_course_nothing_is_written(tmp_path, teacher):
    with pytest.raises(OSError, match="start nnlearn from the folder of the course"):
        release.release([teacher / NAMES[1]], tmp_path)
    assert not (tmp_path / "solutions").exists()


def test_the_command(monkeypatch, capsys, teacher):
    monkeypatch.setattr(release.release, "__defaults__", (teacher, None))
    assert cli.main(["release", "02"]) == 0
    assert "nnlearn-solutions-02.zip" in capsys.readouterr().out
    for word in ("77", "nothing.zip"):
        assert cli.main(["release", word]) == 1
        assert capsys.readouterr().err.startswith("nnlearn release: ")


# On a hub, where the learners' copies come from one complete course


def test_a_hub_withholds_solutions_until_they_are_released(monkeypatch, teacher, tmp_path):
    monkeypatch.setenv(withheld.WITHHOLD, "1")
    copy = tmp_path / "home" / "nnlearn"
    refresh(teacher, copy)
    assert solutions(copy) == []
    assert (copy / "exercises" / "02_perceptron_exercises.ipynb").is_file()
    release.release(["02"], teacher)
    assert release.release([], teacher, copy) == f"new in course/: {NAMES[1]}"
    assert solutions(copy) == NAMES[1:2]
    assert str(fresh("02", teacher, copy)).count("already a clean copy") == 2
    with pytest.raises(ValueError, match="not written yet"):
        fresh("03", teacher, copy)  # of which there is nothing here but a solution that is kept back
    release.release(["03"], teacher)
    assert (teacher / withheld.RELEASED).read_text() == "02\n03\n"
    (teacher / withheld.RELEASED).write_text("\ufeff??\n03\n", encoding="utf-8")
    assert withheld.withheld(teacher, NAMES[1])
    assert not withheld.withheld(teacher, NAMES[2])


@pytest.mark.parametrize("setting", [None, "", "0"])
def test_without_the_setting_a_copy_has_them_all(monkeypatch, teacher, setting):
    monkeypatch.delenv(withheld.WITHHOLD, raising=False)
    if setting is not None:
        monkeypatch.setenv(withheld.WITHHOLD, setting)
    refresh(teacher)
    assert solutions(teacher / "course") == NAMES


# What the hints say


def test_the_last_hint_says_where_the_solution_is_or_who_has_it(monkeypatch, teacher, learner):
    monkeypatch.setattr(hints, "course_folder", lambda: None)
    for root, copy, sentence in (
        (teacher, None, f"the solution is in {NAMES[1]}, with an explanation"),
        (learner, None, "not in this copy of the course yet: ask your instructor"),
        (teacher, learner, "not in this copy of the course yet: ask your instructor"),  # a hub that withholds
    ):
        monkeypatch.setattr(hints, "ROOT", root)
        monkeypatch.setattr(hints, "course_folder", lambda copy=copy: copy)
        assert sentence in hints.where_the_solution_is("02.1")
