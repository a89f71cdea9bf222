"""TEACHING.md and the instructors' pages: up to date, with the lessons' own minutes, and notes on what exists."""

import re

import instructor_pages
import plan_blocks
import pytest
import teaching

from nnlearn.checks.registry import exercises, quizzes
from nnlearn.syllabus import existing

TEXT = teaching.FILE.read_text(encoding="utf-8")
NOTES = {part[:2]: part for part in re.split(r"^### (?=\d\d )", TEXT, flags=re.MULTILINE)[1:]}
LESSONS = [one for one in existing(teaching.ROOT) if (teaching.ROOT / one.notebook()).exists()]
RENEW = "python tools/teaching.py writes it"


def test_plans_and_pages_are_as_lessons_and_checks_say():
    for file, text in teaching.made(quick=True).items():
        assert file.read_text(encoding="utf-8") == text, f"{file.name}: {RENEW}"
    assert sorted(file.name for file in instructor_pages.FOLDER.iterdir()) == [f"{one.stem}.md" for one in LESSONS]


def test_scripts_are_as_tours_say():
    number = re.compile(r"-?\d[\d,.]*")  # the last digit of what was learned may be another on another processor
    for one in LESSONS:
        stored = instructor_pages.TOUR.search(instructor_pages.path(one.number).read_text(encoding="utf-8"))[0]
        new = instructor_pages.script(one.number)
        assert number.sub("#", new).split() == number.sub("#", stored).split(), RENEW
        assert new.strip()


@pytest.mark.parametrize("one", LESSONS, ids=lambda one: one.stem)
def test_a_page_has_the_votes_and_every_named_mistake(one):
    text = " ".join(instructor_pages.page(one.number).split())
    (predict,) = (quiz for quiz in quizzes(one.number) if quiz.id.endswith("predict"))
    question = predict.questions[0]
    right, why = (" ".join(part.split()) for part in question.options["abcdefgh".index(question.answer)])
    assert f"**{question.answer}) {right}** Right. {why}" in text
    for exercise in exercises(one.number):
        for name, wrong in exercise.wrong.items():
            assert f"- **{name}**: {' '.join(wrong.hint.split())}" in text


def test_the_minutes_of_a_lesson_are_those_of_the_syllabus():
    for one in LESSONS:
        assert sum(plan_blocks.sections(one.number).values()) == one.minutes


@pytest.mark.parametrize("one", LESSONS, ids=lambda one: one.stem)
def test_a_lesson_has_its_notes(one):
    notes = NOTES[one.number]
    assert notes.startswith(f"{one.number} {one.title}\n")
    for part in ("What it is for.", "The picture for the wall.", "Where people get stuck.", "Skip when late."):
        assert f"**{part}**" in notes
    assert len(re.findall(r"^- \*.*?[?.]\* ", notes, re.MULTILINE)) == 5
    skipped = re.search(r"\*\*Skip when late\.\*\*(.*?)\n", notes)[1]
    assert set(re.findall(r"\*([^*]+)\*", skipped)) <= set(plan_blocks.sections(one.number))
    assert f"(instructors/{one.stem}.md)" in notes
