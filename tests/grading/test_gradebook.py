"""`nnlearn check FOLDER --gradebook canvas --roster FILE`: points for those whom the platform knows, nobody else."""

import csv
import io

import pytest
from grading_parts import IMPORT, RIGHT, lesson_33, write  # noqa: F401

from nnlearn.app import cli
from nnlearn.grading.grade import Verdict
from nnlearn.grading.gradebook import gradebook
from nnlearn.grading.roster import read_roster

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Essay (11),02 The perceptron (12),Current Score
,,,,,Manual Posting,,
    Points Possible,,,,,5.00,10.00,(read only)
"Lovelace, Ada",12345,s1,ada@x.org,A,4,,90
"Li, Bo",7,s2,bo@x.org,A,,,
"Li, Bo",8,s3,bo2@x.org,A,,,
"Zoë, =cmd()",9,s4,zoe@x.org,A,,,
"Student, Test",99,,,A,,,
"""
WORKSHEET = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Feedback comments
Participant 12345,Ada Lovelace,ada@x.org,Submitted for grading,,100.00,Yes,
Participant 7,Bo Li,bo@x.org,Submitted for grading,40.00,100.00,Yes,well
Participant 8,Bo Li,bo2@x.org,No submission,-,100.00,Yes,
"""
PEOPLE = "First name;Last name;Email address\nAda;Lovelace;ada@x.org\nBo;Li;bo@x.org\nZoë;Ö;zoe@x.org\n"


def verdict(path, passed, lesson="02", of=5):
    rows = [{"exercise": f"{lesson}.{k + 1}", "passed": k in passed, "status": "passed"} for k in range(of)]
    return Verdict(path, lesson, rows)


def one(learner, path, passed, lesson="02"):
    return learner, path, verdict(path, passed, lesson)


@pytest.fixture
def roster(tmp_path):
    """Return a function that reads a class list from text."""

    def read(text, system, encoding="utf-8"):
        (tmp_path / "list.csv").write_bytes(text.encode(encoding))
        return read_roster(tmp_path / "list.csv", system)

    return read


def lines(text, delimiter=","):
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=delimiter))


def test_canvas_gets_its_own_list_back_with_points_on_its_scale(roster):
    class_ = [
        one("lovelaceada", "lovelaceada_12345_5_02_perceptron.ipynb", {0, 1}),
        one("lovelaceada", "lovelaceada_12345_6_02_perceptron-1.ipynb", {1, 2}),  # a second one: together three
        one("libo", "libo_LATE_8_9_02_perceptron.ipynb", set()),
        one("zoe", "zoe/02.ipynb", {0}),  # may be she, may be not
        one("zoe@x.org", "zoe@x.org/02.ipynb", {0}),
        one("cmd Zoë", "cmd Zoë/02.ipynb", set()),
        one("cmd Zoë", "cmd Zoë/03.ipynb", {0}, "03"),
        one("nobody", "nobody_77_5_02.ipynb", {0, 1, 2, 3, 4}),
    ]
    text, told = gradebook(class_, roster(CANVAS, "canvas"))
    assert lines(text) == [
        [
            "Student",
            "ID",
            "SIS User ID",
            "SIS Login ID",
            "Section",
            "02 The perceptron (12)",
            "03 Activation functions",
        ],
        ["    Points Possible", "", "", "", "", "10", "6"],
        ["Lovelace, Ada", "12345", "s1", "ada@x.org", "A", "6", ""],
        ["Li, Bo", "7", "s2", "bo@x.org", "A", "", ""],
        ["Li, Bo", "8", "s3", "bo2@x.org", "A", "0", ""],
        ["Zoë, =cmd()", "9", "s4", "zoe@x.org", "A", "2", "1"],
    ]
    assert told == [
        "zoe was not found in the class list, and has no points in the gradebook",
        "cmd Zoë handed in under another name, too: the larger number of points counts",
        "nobody was not found in the class list, and has no points in the gradebook",
        "Canvas has no assignment named '03 Activation functions' yet: the import will ask and make one",
    ]


def test_two_of_one_name_are_told_apart_by_id_and_never_guessed(roster):
    canvas = roster(CANVAS, "canvas")
    assert canvas.cell(canvas.find("libo", "7"), "SIS User ID") == "s2"
    assert canvas.cell(canvas.find("libo", "8"), "SIS User ID") == "s3"
    assert canvas.find("libo") is None  # two are called that
    assert canvas.find("lovelace") is None
    assert canvas.find("") is None
    assert canvas.find("Test Student") is None
    assert canvas.cell(canvas.find("Ada Lovelace"), "ID") == "12345"


def test_moodle_s_worksheet_keeps_all_but_the_grade(roster):
    class_ = [
        one("Ada Lovelace", "Ada Lovelace_12345_assignsubmission_file_/02.ipynb", {0, 1, 4}),
        one("Bo Li", "Bo Li_7_assignsubmission_file_/02.ipynb", {0}),
    ]
    text, told = gradebook(class_, roster(WORKSHEET, "moodle"))
    before, after = lines("\ufeff" + WORKSHEET), lines(text)
    assert [row[4] for row in after] == ["Grade", "60", "20", "-"]
    assert [row[:4] + row[5:] for row in after] == [row[:4] + row[5:] for row in before]
    assert told == ["Bo Li had 40.00 in the worksheet and has 20"]
    with pytest.raises(ValueError, match="for one assignment, and there are lessons 02, 03"):
        gradebook([*class_, one("Bo Li", "Bo Li/03.ipynb", {0}, "03")], roster(WORKSHEET, "moodle"))


def test_moodle_s_list_of_participants_gets_a_column_for_each_lesson(roster):
    class_ = [one("Ada Lovelace", "ada/02.ipynb", {0}), one("bo", "bo/03.ipynb", {0, 1}, "03")]
    text, told = gradebook(class_, roster(PEOPLE, "moodle", "cp1252"))  # as a spreadsheet saves it
    assert not told
    assert lines(text, ";") == [
        ["First name", "Last name", "Email address", "02 The perceptron", "03 Activation functions"],
        ["Ada", "Lovelace", "ada@x.org", "1", ""],
        ["Bo", "Li", "bo@x.org", "", "2"],
        ["Zoë", "Ö", "zoe@x.org", "", ""],
    ]


@pytest.mark.parametrize(
    ("text", "system"), [(CANVAS, "moodle"), (WORKSHEET, "canvas"), ("", "canvas"), ("a\0b", "moodle")]
)
def test_another_file_is_refused_with_what_was_expected(roster, text, system):
    with pytest.raises(ValueError, match=r"check expected --roster to be .*; got .*, whose first line is"):
        roster(text, system)


def test_the_command_reads_the_list_first_and_writes_beside(lesson_33, tmp_path, capsys):  # noqa: F811
    write(tmp_path / "class" / "lovelaceada_12345_1_33_capstone.ipynb", IMPORT, RIGHT[0])
    write(tmp_path / "class" / "eve_33_capstone.ipynb", IMPORT)
    (tmp_path / "list.csv").write_text(CANVAS)
    (tmp_path / "gradebook.csv").write_text("mine")
    words = ["check", str(tmp_path / "class"), "--out", str(tmp_path), "--gradebook", "canvas"]
    assert cli.main(words) == 1
    assert "--gradebook and --roster together" in capsys.readouterr().err
    assert cli.main([*words, "--roster", str(tmp_path / "none.csv")]) == 1
    assert "check cannot read --roster" in capsys.readouterr().err
    assert not list(tmp_path.glob("class.*"))  # nothing has run
    assert cli.main([*words, "--roster", str(tmp_path / "list.csv")]) == 1
    said = capsys.readouterr().out
    assert "Gradebook: eve was not found in the class list" in said
    assert f"The points for Canvas are in {tmp_path / 'gradebook.csv'}." in said
    found = lines((tmp_path / "gradebook.csv").read_text(encoding="utf-8"))
    assert [row[-1] for row in found] == ["33 Capstone", "2", "1", "", "", ""]
    assert [path.read_text() for path in tmp_path.glob("gradebook_*.csv")] == ["mine"]
