"""What an instructor collects from the homes of a hub: begun exercises, and nothing that a link leads to."""

import json
import os
import sys

import pytest

from nnlearn.app.collect import collect

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="JupyterHub does not run on Windows")
NAME = "02_perceptron_exercises.ipynb"


def written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": text}]}))
    return path


@pytest.fixture
def room(tmp_path):
    written(tmp_path / "root/exercises" / NAME, "given")
    for learner, text in (("ada", "hers"), ("ben", "given")):
        written(tmp_path / "homes" / learner / "nnlearn/exercises" / NAME, text)
    return tmp_path


def collected(room, **more):
    told = collect(room / "homes", room / "class", root=room / "root", **more)
    return told, sorted(path.relative_to(room / "class").parts[0] for path in (room / "class").rglob("*.ipynb"))


def test_begun_exercises_are_copied_and_brought_up_to_date(room):
    told, names = collected(room)
    assert (told.splitlines()[0], names) == ("1 notebook of 1 learner: 1 new, 0 brought up to date", ["ada"])
    written(room / "homes/ada/nnlearn/exercises" / NAME, "hers, later")
    written(room / "homes/ada/nnlearn/exercises/02_perceptron_exercises_new.ipynb", "a twin")
    assert collected(room)[0].startswith("1 notebook of 1 learner: 0 new, 1 brought up to date")
    assert collected(room, number="02")[1] == ["ada", "ben"]


@pytest.mark.parametrize("step", ["file", "folder", "hard link", "pipe"])
def test_nothing_that_leads_elsewhere_is_copied(room, step):
    bens = room / "homes/ben/nnlearn/exercises"
    (bens / NAME).unlink()
    theirs = room / "homes/ada/nnlearn/exercises"
    if step == "folder":
        bens.rmdir()
        bens.symlink_to(theirs)
    elif step == "file":
        (bens / NAME).symlink_to(theirs / NAME)
    elif step == "hard link":
        os.link(theirs / NAME, bens / NAME)
    else:
        os.mkfifo(bens / NAME)
    told, names = collected(room)
    assert "ben" not in names
    assert f"ben/{NAME}: left out" in told


def test_homes_without_learners_are_named(tmp_path):
    with pytest.raises(ValueError, match="collect expected the homes of a hub"):
        collect(tmp_path, tmp_path / "class")
