"""`nnlearn check FOLDER`: a whole class in one table and one page, whatever single notebooks do."""

import csv
import html.parser

import pytest
from grading_parts import IMPORT, RIGHT, lesson_33, write  # noqa: F401

from nnlearn.app import cli
from nnlearn.grading.handed_in import learner_of

pytestmark = pytest.mark.usefixtures("lesson_33")
WRONG = "def double(x):\n    return 3 * x\ncheck('33.2', double)"


@pytest.fixture
def class_(tmp_path):
    """Write the notebooks of six learners, three of them in trouble, and folders without answers."""
    home = tmp_path / "class"
    write(home / "ada" / "33_capstone.ipynb", IMPORT, *RIGHT)
    write(home / "ben" / "exercises" / "33_capstone.ipynb", IMPORT, RIGHT[0], WRONG)
    write(home / "ben" / "solutions" / "33_capstone.ipynb", IMPORT, *RIGHT)
    write(home / "33_capstone_=cleo.ipynb", IMPORT, "check('33.1', ...)")
    write(home / "dan" / "33_capstone.ipynb", IMPORT, RIGHT[0], "import os; os._exit(1)", RIGHT[1])
    write(home / "eve" / "33_capstone.ipynb", IMPORT, "while True: pass", *RIGHT)
    (home / "33_capstone_<b>.ipynb").write_text('{"cells": [{"cell_ty')
    return home


def rows(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_class_is_one_table_and_one_page(class_, tmp_path, capsys):
    arguments = ["check", str(class_), "--out", str(tmp_path), "--cell-seconds", "2", "--jobs", "2"]
    assert cli.main(arguments) == 1
    said = capsys.readouterr()
    assert "It does not prevent cheating" in said.out
    assert "2 of 6 notebooks passed completely: see" in said.out
    found = {(row["learner"], row["exercise"]): row for row in rows(tmp_path / "class.csv")}
    assert {key for key in found if found[key]["passed"] == "yes"} == {
        ("ada", "33.1"), ("ada", "33.2"), ("ben", "33.1"), ("dan", "33.1"), ("eve", "33.1"), ("eve", "33.2"),
    }  # fmt: skip
    assert found["ben", "33.2"]["status"] == "not yet"
    assert found["'=cleo", "33.1"]["status"] == "not started yet"
    assert found["dan", "33.2"]["note"] == "the kernel died (exit status 1) in cell 5"
    assert found["eve", "33.1"]["note"].startswith("cell 4: stopped after 2 seconds")
    assert "saved half-way" in found["<b>", "33.1"]["note"]

    page = (tmp_path / "class.html").read_text()
    assert "<b>" not in page.replace("<body>", "")
    texts = Texts(page)
    assert texts.images == [
        "33.1: 4 passed, 1 not started yet, 1 not checked; 33.2: 2 passed, 1 not yet, 3 not checked"
    ]
    assert all(word not in page for word in ("http://", "https://"))


def test_common_mistakes_are_named(tmp_path, monkeypatch):
    """In the real lesson 02, two learners get the sign of the update wrong."""
    folder = tmp_path / "class"
    cell = "from nnlearn.checks import check, registry\nlesson = registry.exercises('02')[0]\n"
    cell += "name = list(lesson.wrong)[0]\ncheck(lesson.id, lesson.wrong[name].answer)"
    for name in ("ada", "ben"):
        write(folder / name / "02_perceptron.ipynb", cell)
    assert cli.main(["check", str(folder), "--out", str(tmp_path)]) == 1
    mistakes = [row["mistake"] for row in rows(tmp_path / "class.csv") if row["mistake"]]
    assert len(mistakes) == 2
    assert any(f"{mistakes[0]}: 2" in alt for alt in Texts((tmp_path / "class.html").read_text()).images)


def test_an_earlier_table_is_kept(tmp_path):
    folder = tmp_path / "class"
    write(folder / "ada" / "33_capstone.ipynb", IMPORT, *RIGHT)
    (tmp_path / "class.csv").write_text("my notes\n")
    assert cli.main(["check", str(folder), "--out", str(tmp_path)]) == 0
    assert [p.read_text() for p in tmp_path.glob("class_*.csv")] == ["my notes\n"]
    assert rows(tmp_path / "class.csv")[0]["learner"] == "ada"


def test_a_folder_without_notebooks_and_a_missing_out_are_said(tmp_path, capsys):
    assert cli.main(["check", str(tmp_path)]) == 1
    assert "to contain notebooks (*.ipynb), got none" in capsys.readouterr().err
    write(tmp_path / "33_capstone.ipynb", IMPORT)
    assert cli.main(["check", str(tmp_path), "--out", str(tmp_path / "none")]) == 1
    assert "--out to be an existing folder" in capsys.readouterr().err


def test_names_of_learners():
    assert learner_of("02_perceptron.ipynb") == "02_perceptron"
    assert learner_of("group 1/ada/02_perceptron.ipynb") == "group 1"


class Texts(html.parser.HTMLParser):
    """Return the alt texts of a page."""

    def __init__(self, page):
        super().__init__()
        self.images = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.images.append(dict(attributes)["alt"])
