"""The plans: nothing is needed that is left out, a break comes in time, the clock is right, and a day is used."""

import re

import dry_run
import exercise_minutes
import plan_blocks
import plan_needs
import plan_tables
import plans
import pytest
from plan_blocks import Block, Plan

from nnlearn.checks.registry import exercises
from nnlearn.syllabus import LESSONS, lesson

TEACHING = (plan_blocks.ROOT / "TEACHING.md").read_text(encoding="utf-8")
DAYS = {name: [*plans.PLANS[plans.FOLLOWS[name]].blocks] if name in plans.FOLLOWS else [] for name in plans.PLANS}
SESSIONS = {f"week {k}": week.blocks for k, week in enumerate(plans.WEEKS, 1)}
BEFORE = {
    f"week {k}": [b for week in plans.WEEKS[: k - 1] for b in week.blocks] for k in range(1, len(plans.WEEKS) + 1)
}
ALL = {name: plan.blocks for name, plan in plans.PLANS.items()} | SESSIONS


def longest(blocks):
    """Return the minutes of the longest stretch without a break."""
    stretches = [0]
    for block in blocks:
        if block.is_break:
            stretches.append(0)
        else:
            stretches[-1] += block.takes()
    return max(stretches)


def lacking(blocks):
    """Return the exercises that are asked for before those which they use, or outside of their section."""
    done, wrong = set(), []
    for block in (block for block in blocks if block.is_lesson):
        done |= set(block.asked)
        wrong += [one for one in block.asked if set(plan_needs.needs(one)) - done]
        wrong += [one for one in block.asked if plan_needs.place(one) not in block.kept]
    return wrong


def torn(blocks):
    """Return what kept sections take from sections that are left out."""
    numbers = dict.fromkeys(block.what for block in blocks if block.is_lesson)
    kept = {number: [name for block in blocks if block.what == number for name in block.kept] for number in numbers}
    assert all(len(names) == len(set(names)) for names in kept.values())  # no section twice
    out = {number: tuple(name for name in plan_blocks.sections(number) if name not in kept[number]) for number in kept}
    return [(number, *one) for number in kept for one in plan_needs.borrowed(number, out[number])]


@pytest.mark.parametrize("name", ALL)
def test_a_plan_includes_what_it_needs_and_breaks_in_time(name):
    taught = {block.what for block in ALL[name]}
    whole = [*(block for block in BEFORE.get(name, ()) if block.what in taught), *ALL[name]]  # a lesson may take two
    assert not lacking(whole)
    assert not torn(whole)
    assert longest(ALL[name]) <= plan_blocks.LONGEST
    for block in ALL[name]:
        assert not block.is_lesson or set(block.left_out) <= set(plan_blocks.sections(block.what)), block


@pytest.mark.parametrize("name", plans.PLANS)
def test_a_day_is_used_and_says_what_stands_in_for_a_lesson(name):
    plan = plans.PLANS[name]
    assert 0 <= plan.length - sum(block.takes() for block in plan.blocks) <= 15
    taught = {block.what for block in (*DAYS[name], *plan.blocks) if block.is_lesson} | set(plan.bridges)
    before = {number for block in plan.blocks if block.is_lesson for number in lesson(block.what).before}
    assert before <= taught
    assert not set(plan.bridges) & {block.what for block in plan.blocks}


def test_the_weeks_hold_every_lesson_in_order_and_have_room_for_exercises():
    taught = [number for week in plans.WEEKS for number in (week.first.what, week.second.what, *week.home)]
    taught = list(dict.fromkeys(taught))
    assert taught == [one.number for one in LESSONS]
    assert len(plans.WEEKS) == 15
    earlier = []
    for week in plans.WEEKS:
        assert len(week.asked) >= 2
        assert 0 <= plan_blocks.SESSION - sum(block.takes() for block in week.blocks) <= 15
        rest, needed = week.at_home(earlier)
        earlier += [*week.asked, *rest]
        assert needed <= plan_blocks.HOMEWORK
    assert len(earlier) == len(set(earlier))  # no exercise is done twice, and all are
    assert sorted(earlier) == sorted(one.id for n in taught for one in exercises(n) if not one.target)


def test_a_plan_that_lacks_something_is_found():
    assert lacking([Block("02", exercises=(2,))]) == ["02.2"]  # as the first plans did: 02.2 uses the function of 02.1
    assert lacking([Block("02", ("Learning from one mistake",), (1, 2))]) == ["02.2"]
    assert torn([Block("30", ("Climb a score",))]) == [("30", "Where the score comes from", "seven")]
    assert torn([Block("02", to="Explore"), Block("02", after="A line that decides")])
    assert longest([Block("01"), Block("Lunch", minutes=60), Block("02", exercises=(1, 2))]) == 85


def test_the_clock_of_a_plan():
    plan = Plan(90, (Block("Welcome", minutes=5), Block("02", to="Predict", exercises=(2,))), {"01": "say less."})
    assert plan_tables.table("Short", plan).splitlines()[4:] == [
        "| 9:00 | Welcome |  | 5 |",
        "| 9:05 | 02 The perceptron | to *Predict*; exercise **02.2** (15) | 17 |",
        "| 9:22 | **End** | 22 of 90 minutes | |",
        "",
        "Without lesson 01: say less.",
    ]


def test_the_script_of_the_half_day_has_the_times_of_the_plan():
    table = plan_tables.table("", plans.PLANS["A half day"])
    script = re.search(r"## A script for the half day\n(.*?)\*\*The feedback form", TEACHING, re.DOTALL)[1]
    assert re.findall(r"^- \*\*(\d+:\d\d)\*\*", script, re.MULTILINE) == re.findall(
        r"^\| (\d+:\d\d) \| (?!\*\*End)", table, re.MULTILINE
    )


def test_minutes_follow_what_is_to_be_read_and_written():
    easy, middling, hard = (exercise_minutes.minutes(one) for one in ("01.1", "09.4", "15.1"))
    assert 5 < easy < middling < hard <= exercise_minutes.MOST
    assert exercise_minutes.minutes("33.6") == 15  # a text, no code
    with pytest.raises(ValueError, match=r"expected an exercise such as '02\.1', got '02\.9'"):
        exercise_minutes.minutes("02.9")


def test_a_dry_run_takes_the_cells_of_the_kept_sections_alone():
    notebook = dry_run.kept("02", plans.PLANS["A half day"].blocks)
    text = "".join(cell.source for cell in notebook.cells)
    assert "## Where it breaks" in text
    assert "## Ten digits" not in text
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    left_out = {source for section, source in plan_needs.cells("02") if section == "Ten digits"}
    assert left_out
    assert not left_out & set(code)
