"""TEACHING.md: its plans use the lessons' own minutes and fit their day, and its notes name what exists."""

import re

import pytest
import teaching

from nnlearn.syllabus import existing

TEXT = teaching.FILE.read_text(encoding="utf-8")
NOTES = {part[:2]: part for part in re.split(r"^### (?=\d\d )", TEXT, flags=re.MULTILINE)[1:]}
LESSONS = [one for one in existing(teaching.ROOT) if (teaching.ROOT / "notebooks" / f"{one.stem}.ipynb").exists()]


def test_plans_and_scripts_are_as_lessons_and_tours_say():
    plans, words = (re.compile(r"<!-- plans -->.*<!-- /plans -->", re.DOTALL), re.compile(r"-?\d[\d,.]*"))
    new = teaching.filled(TEXT)
    assert plans.search(new)[0] == plans.search(TEXT)[0], "python tools/teaching.py writes them"
    # the last digit of what a network has learned may be another on another processor
    assert words.sub("#", new).split() == words.sub("#", TEXT).split(), "python tools/teaching.py writes them"


@pytest.mark.parametrize("name", teaching.PLANS)
def test_a_plan_fits_its_day_and_names_what_is_there(name):
    length, blocks = teaching.PLANS[name]
    assert 0.9 * length <= sum(block.takes() for block in blocks) <= length
    for block in blocks:
        if block.is_lesson:
            assert set(block.left_out) <= set(teaching.sections(block.what)), block
            text = (teaching.ROOT / teaching.lesson(block.what).notebook("exercises")).read_text()
            assert all(f"## {block.what}.{k} " in text for k in block.exercises), block


def test_the_minutes_of_a_lesson_are_those_of_the_syllabus():
    for one in LESSONS:
        assert sum(teaching.sections(one.number).values()) == one.minutes


def test_the_weeks_hold_every_lesson_that_is_there_and_fit():
    weeks = [[*numbers, *teaching.HOME.get(week, "").split()] for week, numbers in enumerate(teaching.WEEKS, 1)]
    assert [number for numbers in weeks for number in numbers] == [one.number for one in LESSONS]
    assert len(weeks) == 12
    for numbers in teaching.WEEKS:
        assert sum(teaching.lesson(number).minutes for number in numbers) <= teaching.SESSION - 15


@pytest.mark.parametrize("one", LESSONS, ids=lambda one: one.stem)
def test_a_lesson_has_its_notes(one):
    notes = NOTES[one.number]
    assert notes.startswith(f"{one.number} {one.title}\n")
    for part in ("What it is for.", "The picture for the wall.", "Where people get stuck.", "Skip when late."):
        assert f"**{part}**" in notes
    assert len(re.findall(r"^- \*.*?[?.]\* ", notes, re.MULTILINE)) == 5
    assert re.search(rf"<!-- tour {one.number} -->\n.+\n<!-- /tour {one.number} -->", notes, re.DOTALL)
    skipped = re.search(r"\*\*Skip when late\.\*\*(.*?)\n", notes)[1]
    assert set(re.findall(r"\*([^*]+)\*", skipped)) <= set(teaching.sections(one.number))
