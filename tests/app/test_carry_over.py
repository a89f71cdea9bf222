"""A learner's answers in a newer version of a notebook: whatever both sides changed, no text of theirs is lost."""

import copy
import json
import random

import pytest

from nnlearn.app import learner_copy
from nnlearn.app.carry_over import BOTH_CHANGED, carried
from nnlearn.app.fingerprints import given
from nnlearn.app.learner_copy import refresh

EXERCISES = "exercises/02_perceptron_exercises.ipynb"


def cell(name, source, kind="code", **more):
    return {"id": name, "cell_type": kind, "metadata": {}, "source": source, **more}


def written(*cells, **more):
    """Return a notebook as bytes."""
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


def sources(data):
    return ["".join(one["source"]) for one in json.loads(data)["cells"]]


STUB, TASK, CHECK = cell("a", "def f(): ..."), cell("b", "Write `f`.", "markdown"), cell("c", "check(f)")
OLD = given(written(TASK, STUB, CHECK))


def test_an_answer_stays_in_its_cell_with_its_outputs_and_the_text_around_it_is_new():
    answer = cell("a", ["def f():\n", "    return 1"], outputs=["1"])
    newer = written(cell("b2", "Write `f`, please.", "markdown"), STUB, cell("d", "print()"), CHECK, metadata={"v": 2})
    found = json.loads(carried(written(TASK, answer, CHECK), newer, OLD))
    assert [one["source"] for one in found["cells"]] == ["Write `f`, please.", answer["source"], "print()", "check(f)"]
    assert found["cells"][1]["outputs"] == ["1"]
    assert found["metadata"] == {"v": 2}


def test_a_stub_whose_solution_changed_is_the_same_stub():
    """`make build` names a cell by its solution: the name is another, and what learners see is not."""
    newer = written(TASK, STUB | {"id": "other", "metadata": {"tags": ["t"]}}, CHECK)
    found = json.loads(carried(written(TASK, cell("a", "mine"), CHECK), newer, OLD))
    assert sources(json.dumps(found)) == ["Write `f`.", "mine", "check(f)"]
    assert (found["cells"][1]["id"], found["cells"][1]["metadata"]) == ("other", {"tags": ["t"]})


@pytest.mark.parametrize("name", ["a", "another"])
def test_where_both_changed_the_newer_stands_and_the_learners_follows(name):
    newer = written(TASK, cell("m", "A new hint.", "markdown"), cell(name, "def f(x): ..."), CHECK)
    found = carried(written(TASK, cell("a", "mine"), CHECK), newer, OLD)
    told = ["Write `f`.", "A new hint.", "def f(x): ...", BOTH_CHANGED, "mine", "check(f)"]
    assert sources(found) == told
    names = [one["id"] for one in json.loads(found)["cells"]]
    assert len({*names}) == len(names)
    assert sources(carried(found, newer, OLD)) == told  # the power was cut before it was written down
    assert sources(carried(found, newer, given(newer))) == told


def test_what_the_learner_added_stays_after_what_it_followed():
    mine = written(cell("0", "first"), TASK, STUB, cell("1", "try 1"), cell("2", "try 2"), CHECK, cell("3", "last"))
    newer = written(cell("n", "Title", "markdown"), CHECK, STUB, TASK)
    assert sources(carried(mine, newer, OLD)) == [
        *("first", "Title", "check(f)", "last", "def f(): ...", "try 1", "try 2", "Write `f`.")
    ]


def test_a_cell_that_the_course_dropped_stays_if_the_learner_changed_it():
    assert sources(carried(written(TASK, cell("a", "mine"), CHECK), written(TASK), OLD)) == ["Write `f`.", "mine"]


@pytest.mark.parametrize(
    "mine",
    [
        b"",
        b"[]",
        b'{"cells": 3}',
        b'{"cells": [3]}',
        b'{"cells": [{"id": 1, "cell_type": "code", "source": ""}]}',
        b'{"cells": [{"cell_type": "code", "source": ""}]}',
        written(TASK, TASK),
        written(TASK | {"metadata": 3}),
        written(TASK | {"source": [3]}),
        written(cell("renamed", "Write `f`.", "markdown"), cell("too", "mine"), CHECK),
    ],
)
def test_a_notebook_whose_cells_do_not_tell_is_left_to_the_learner(mine):
    newer = written(TASK, cell("a", "new"), CHECK)
    assert carried(mine, newer, OLD) is None
    assert carried(written(TASK, STUB, CHECK), mine, OLD) is None or mine.count(b"renamed")
    assert carried(written(TASK, STUB, CHECK), newer, []) is None


def edited(cells, who, random_):
    """Return cells after a few edits: change, insert, delete, move; each new text begins with `who`."""
    cells = copy.deepcopy(cells)
    for _ in range(random_.randint(0, 6)):
        what, at = random_.choice(("change", "insert", "delete", "move")), random_.randrange(len(cells) + 1)
        text = f"{who} {random_.randrange(10**9)}"
        if what == "insert":
            name = random_.choice([text.replace(" ", ""), "both-changed", "n1"])
            while any(one["id"] == name for one in cells):
                name += "x"
            cells.insert(at, cell(name, text, random_.choice(("code", "markdown", "raw"))))
        elif at < len(cells) > 1:
            one = cells.pop(at)
            if what == "move":
                cells.insert(random_.randrange(len(cells) + 1), one)
            elif what == "change":
                renamed = {"id": f"n{random_.randrange(10**9)}"} if who == "course" and random_.random() < 0.7 else {}
                cells.insert(at, one | {"source": random_.choice((text, [text]))} | renamed)
    return cells


def test_whatever_both_sides_do_the_learners_text_and_the_newer_text_are_there():
    random_, times = random.Random(0), 0
    for _ in range(200):
        base = [cell(f"n{k}", f"given {random_.randrange(3)}", random_.choice(("code", "markdown"))) for k in range(8)]
        old, mine, new = given(written(*base)), base, base
        for _ in range(3):  # updates, one after the other
            mine, new = edited(mine, "learner", random_), edited(new, "course", random_)
            found = carried(written(*mine), written(*new), old)
            if found is None:
                continue
            times += 1
            kept, names = sources(found), [one["id"] for one in json.loads(found)["cells"]]
            assert all(told in kept for told in sources(written(*mine)) if told.startswith("learner"))
            known = {told for _, told in old}  # a text that was given before, the learner may have replaced
            newest = [one for one in new if given(written(one))[0][1] not in known]
            assert all(told in kept for told in sources(written(*newest)))
            assert len(kept) <= len(new) + 2 * len(mine)
            assert len({*names}) == len(names)
            assert all(len(name) <= 64 for name in names)
            assert sources(carried(found, written(*new), old) or found) == kept
            mine, old = json.loads(found)["cells"], given(written(*new))
    assert times > 300


@pytest.fixture
def course(tmp_path):
    """A course of one exercise file, its copy, and an answer in it."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / EXERCISES).write_bytes(written(TASK, STUB, CHECK))
    refresh(tmp_path)
    (tmp_path / "course" / EXERCISES).write_bytes(written(TASK, cell("a", "mine"), CHECK))
    return tmp_path


def texts(root):
    return {path.name: sources(path.read_bytes()) for path in sorted((root / "course/exercises").iterdir())}


def test_an_update_brings_the_answer_along_and_keeps_the_file_as_it_was(course):
    (course / EXERCISES).write_bytes(written(TASK, STUB, cell("d", "new"), CHECK))
    report = refresh(course)
    ((name, old),) = report.carried
    assert str(report) == f"{name} is the newer version, with what you wrote; as it was: {old}"
    assert name == EXERCISES
    assert texts(course) == {
        "02_perceptron_exercises.ipynb": ["Write `f`.", "mine", "new", "check(f)"],
        old.split("/")[1]: ["Write `f`.", "mine", "check(f)"],
    }
    assert str(refresh(course)) == ""
    (course / EXERCISES).write_bytes(written(TASK, STUB, cell("d", "newer"), CHECK))
    assert len(refresh(course).carried) == 1
    assert texts(course)["02_perceptron_exercises.ipynb"] == ["Write `f`.", "mine", "newer", "check(f)"]
    assert len(texts(course)) == 3


def older_manifest(course):
    """Write the manifest as before it listed cells."""
    path = course / "course" / learner_copy.MANIFEST
    parts = json.loads(path.read_text())
    del parts["cells"]
    path.write_text(json.dumps(parts))


def test_a_copy_from_before_the_list_of_cells_gets_a_twin_and_later_updates_too(course):
    older_manifest(course)
    for text in ("second", "third"):
        (course / EXERCISES).write_bytes(written(TASK, STUB, cell("d", text), CHECK))
        assert refresh(course).beside == [(EXERCISES, EXERCISES.replace(".ipynb", "_new.ipynb"))]
        assert texts(course)["02_perceptron_exercises.ipynb"] == ["Write `f`.", "mine", "check(f)"]
        assert str(refresh(course)) == ""


def test_a_copy_from_before_learns_its_cells_while_nothing_is_newer(course):
    older_manifest(course)
    assert str(refresh(course)) == ""
    (course / EXERCISES).write_bytes(written(TASK, STUB, cell("d", "new"), CHECK))
    assert len(refresh(course).carried) == 1


@pytest.mark.parametrize("limit", range(3))
def test_a_power_cut_at_any_write_of_carrying_over_loses_nothing(course, monkeypatch, limit):
    write, left = learner_copy.write_atomically, [limit]

    def one(path, content):
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        write(path, content)

    (course / EXERCISES).write_bytes(written(TASK, cell("z", "def f(x): ..."), CHECK))
    monkeypatch.setattr(learner_copy, "write_atomically", one)
    with pytest.raises(KeyboardInterrupt):
        refresh(course)
    monkeypatch.undo()
    assert all("mine" in told for told in texts(course).values())
    refresh(course)
    found = texts(course)
    assert found.pop("02_perceptron_exercises.ipynb") == [
        *("Write `f`.", "def f(x): ...", BOTH_CHANGED, "mine", "check(f)")
    ]
    assert ["Write `f`.", "mine", "check(f)"] in found.values()
    assert str(refresh(course)) == ""


def test_a_file_that_left_the_course_is_said_once_and_stays(course):
    (course / EXERCISES).unlink()
    assert str(refresh(course)) == f"{EXERCISES} has left the course; yours stays"
    assert str(refresh(course)) == ""
    assert texts(course)["02_perceptron_exercises.ipynb"] == ["Write `f`.", "mine", "check(f)"]


def test_a_new_handout_over_an_old_one(course):
    """The zip replaces and adds; what it no longer holds is still there, and not handed out again."""
    newer = "exercises/02_the_perceptron_exercises.ipynb"
    (course / newer).write_bytes(written(TASK))
    (course / "handout_files.txt").write_text(f"{newer}\n")
    report = refresh(course)
    assert (report.added, report.left_course) == ([newer], [EXERCISES])
    (course / "course" / EXERCISES).unlink()
    assert str(refresh(course)) == ""
    assert not (course / "course" / EXERCISES).exists()
    assert (course / EXERCISES).exists()
