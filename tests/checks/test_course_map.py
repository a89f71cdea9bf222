"""The first page says where to go on, links every lesson that is there, and counts what is done."""

import re

import pytest

from nnlearn.checks import course_map, registry, start
from nnlearn.checks.progress_record import record
from nnlearn.syllabus import LESSONS, existing

WRITTEN = existing()


@pytest.fixture(autouse=True)
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLEARN_PROGRESS", str(tmp_path / "progress.json"))


def ids(number):
    return [one.id for one in (*registry.exercises(number), *registry.quizzes(number))]


def said(capsys):
    start()
    title, *lines = capsys.readouterr().out.splitlines()
    assert title == "The map of the course"
    return lines


def test_a_new_learner_begins_with_the_first_lesson(capsys):
    first, *rows = said(capsys)
    assert first == "Begin with lesson 01 A neuron"
    assert [row.split(":")[0] for row in rows] == [f"{one.number} {one.title}" for one in LESSONS]
    assert rows[0].endswith(f": 0 of {len(ids('01'))} done")


def test_it_goes_on_where_the_learner_stopped(capsys):
    record().add("02.1", tries=1, passed=True)
    record().add("01.1", hints=1)
    first, _, row = said(capsys)[:3]
    assert (first, row) == ("Go on with lesson 02 The perceptron", f"02 The perceptron: 1 of {len(ids('02'))} done")
    for id in ids("02"):
        record().add(id, tries=1, passed=True)
    assert said(capsys)[0] == "Go on with lesson 03 Activation functions"
    for id in ids(WRITTEN[-1].number):
        record().add(id, tries=1, passed=True)
    assert said(capsys)[0] == f"Go on with lesson {WRITTEN[-1].number} {WRITTEN[-1].title}"  # there is no later one


def test_the_map_links_what_is_there_and_its_bars_say_how_much_is_done():
    counts = {one.number: (0, 4) for one in WRITTEN} | {"03": (3, 4)}
    html = course_map._html("Begin", WRITTEN[0], counts)
    links = re.findall(r'<a href="(\w+)\.ipynb"', html)
    assert links == [WRITTEN[0].stem, *(one.stem for one in WRITTEN)]
    assert re.findall(r'aria-label="(.*?)".*?width:(\d+)%', html)[2] == ("3 of 4 done", "75")
    assert html.count("<tr>") == html.count("</tr>") == 1 + len({one.part for one in LESSONS}) + len(LESSONS)
