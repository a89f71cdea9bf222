"""`nnlearn merge`: forty learners' progress files become one table, and a damaged one is named."""

import csv
import json
import os

import pytest

from nnlearn.app import cli
from nnlearn.checks.progress_record import record_at

OLD = {"hints": 0, "passed": True, "tries": 2}


@pytest.fixture
def hand_in(tmp_path):
    """Return a function that writes a progress file under the folder of a class."""

    def write(name, content):
        path = tmp_path / "class" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def merged(tmp_path, *folders):
    out = tmp_path / "table.csv"
    status = cli.main(["merge", *map(str, folders or [tmp_path / "class"]), "--out", str(out)])
    with out.open(newline="", encoding="utf-8-sig") as file:
        rows = {row["learner"]: row for row in csv.DictReader(file)}
    return status, {name: {key.split()[0]: cell for key, cell in row.items()} for name, row in rows.items()}


def test_forty_learners_are_one_table(tmp_path, hand_in, capsys):
    entry = {"hints": 1, "passed": True, "tries": 3, "date": "2026-11-30"}
    for k in range(36):
        hand_in(f"learner {k:02}/course/.nnlearn-progress.json", {"02.1": entry, "02.2": OLD | {"passed": k % 2 == 0}})
    hand_in("ada_progress.json", {"02.recall": entry | {"answer": "b"}})
    hand_in("Bo Li_77_assignsubmission_file_/progress.json", {"02.1": entry | {"passed": False, "tries": 1}})
    hand_in("lovelaceada_12345_67890_progress-1.json", {})
    hand_in("=cmd().json", {"04.1": OLD})
    status, rows = merged(tmp_path)
    assert status == 0
    assert len(rows) == 40
    assert (
        rows["learner 00"] | {"exercises": "2", "last": "2026-11-30", "02.1": "passed 2026-11-30"} == rows["learner 00"]
    )
    assert (rows["learner 00"]["02.2"], rows["learner 01"]["02.2"]) == ("passed", "not yet, 2 tries")
    assert rows["ada"]["02.recall"] == "passed 2026-11-30, b"
    assert rows["Bo Li"]["02.1"] == "not yet, 1 try, 2026-11-30"
    assert rows["lovelaceada"]["exercises"] == "0"
    assert rows["'=cmd()"]["04.1"] == "passed"
    assert not any(key.startswith("03") for key in rows["ada"])  # nobody has begun that lesson
    assert (tmp_path / "table.csv").read_bytes().startswith("\ufefflearner,".encode())
    assert "40 learners from 40 files" in capsys.readouterr().out


def test_what_progress_csv_writes_is_read_also_after_a_spreadsheet(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLEARN_PROGRESS", str(tmp_path / "mine.json"))
    record_at(tmp_path / "mine.json").add("02.1", tries=2, passed=True)
    record_at(tmp_path / "mine.json").add("02.recall", tries=1, answer="c")
    (tmp_path / "class").mkdir()
    assert cli.main(["progress", "--csv", str(tmp_path / "class/ada.csv")]) == 0
    text = (tmp_path / "class/ada.csv").read_text().replace("02.1,", "2.1,").replace("02.recall", "2.recall")
    (tmp_path / "class/Zoë.csv").write_bytes(text.replace(",", ";").replace("quiz", "qu\xefz").encode("cp1252"))
    _, rows = merged(tmp_path)
    assert rows["ada"]["02.1"].startswith("passed 2")
    assert rows["ada"]["02.recall"].startswith("not yet, 1 try, 2")
    assert rows["ada"]["02.recall"].endswith(", c")
    assert {**rows["ada"], "learner": ""} == {**rows["Zoë"], "learner": ""}


def test_an_old_table_without_dates_is_read(tmp_path, hand_in):
    hand_in("ada.csv", b"id,title,passed,tries,hints\n02.1,Predict,yes,4,0\n02.2,Learn,no,0,0\n02.3,x,perhaps,1,0\n")
    status, rows = merged(tmp_path)
    assert (status, rows["ada"]["02.1"], rows["ada"]["02.2"], rows["ada"]["02.3"]) == (0, "passed", "", "")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("ben.json", b'{"02.1": {"hi', "it is damaged, or was saved half-way"),
        ("ben.json", b"[" * 100_000, "it is damaged, or was saved half-way"),
        ("ben.json", {"name": "package"}, "it is not a progress file"),
        ("ben.json", b"[1]", "it is not a progress file"),
        ("ben.csv", b"learner,notebook\nada,x\n", "it is not a progress file"),
        ("ben.csv", b"id,title,passed,tries,hints\n02.1," + b"9" * 5000 + b"\n", "it is not a progress file"),
        ("ben.csv", b"\xff\xfe\x00", "it is not a progress file"),
    ],
)
def test_a_damaged_file_is_named_and_the_others_count(tmp_path, hand_in, capsys, name, content, says):
    hand_in("ada.json", {"02.1": OLD, "02.2": {"tries": -1}})
    path = hand_in(name, content)
    status, rows = merged(tmp_path)
    said = capsys.readouterr().out
    assert status == 1
    assert f"Skipped {path}: {says}." in said
    assert "ada.json: 1 of its 2 entries cannot be read." in said
    assert (list(rows), rows["ada"]["02.1"]) == (["ada"], "passed")


def test_weeks_are_joined_and_an_earlier_table_is_kept(tmp_path, hand_in, capsys):
    hand_in("ada/.nnlearn-progress.json", {"02.1": OLD | {"date": "2026-11-02"}})
    later = tmp_path / "ada"
    later.mkdir()
    (later / ".nnlearn-progress.json").write_text(json.dumps({"02.1": OLD | {"passed": False}, "02.2": OLD}))
    (tmp_path / "table.csv").write_text("my notes")
    _, rows = merged(tmp_path, tmp_path / "class", later)
    assert (rows["ada"]["02.1"], rows["ada"]["02.2"]) == ("passed 2026-11-02", "passed")
    said = capsys.readouterr().out
    assert "ada: 2 files are joined into one row." in said
    assert "An earlier table.csv is kept as table_" in said
    assert [path.read_text() for path in tmp_path.glob("table_*.csv")] == ["my notes"]


def test_folders_without_a_progress_file_are_said(tmp_path, capsys):
    assert cli.main(["merge", str(tmp_path / "none")]) == 1
    assert "merge expected a folder with progress files, got" in capsys.readouterr().err
    assert cli.main(["merge", str(tmp_path), "--out", str(tmp_path / "table.csv")]) == 1
    assert "merge found no progress file in" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []
