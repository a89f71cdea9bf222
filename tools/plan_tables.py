"""The plans as TEACHING.md shows them: a table for each day, and one for the weekly sessions."""

from exercise_minutes import minutes
from plan_blocks import SESSION
from plans import PLANS, WEEKS

from nnlearn.syllabus import lesson


def tables():
    """Return all plans as markdown."""
    head = (
        f"### Fifteen weekly sessions of {SESSION} minutes\n\n"
        "| Week | Before the break | After it | End | At home, before the next | Which takes |\n"
        "|---|---|---|---|---|---|\n"
    )
    rows = "\n".join(week_row(number, week) for number, week in enumerate(WEEKS, 1))
    return "\n\n".join([*(table(name, plan) for name, plan in PLANS.items()), head + rows])


def table(name, plan):
    """Return a day as markdown."""
    rows, clock = [], plan.begins
    for block in plan.blocks:
        rows.append(row(block, clock))
        clock += block.takes()
    said = "".join(f"\n\nWithout lesson {number}: {text}" for number, text in plan.bridges.items())
    head = f"### {name}\n\n| From | What | | Minutes |\n|---|---|---|---|\n"
    end = f"| {time_of(clock)} | **End** | {clock - plan.begins} of {plan.length} minutes | |"
    return head + "\n".join([*rows, end]) + said


def row(block, clock):
    """Return a block's line of the table; `clock` is when it begins, in minutes after midnight."""
    what, further = block.what, []
    if block.is_lesson:
        what = f"{block.what} {lesson(block.what).title}"
        out = [name for name in block.left_out if name in block.here]
        todo = ", ".join(f"**{one}** ({minutes(one)})" for one in block.asked)
        further = [*part(block), *without(out)] + [f"exercise{'s' * (len(block.asked) > 1)} {todo}"] * bool(todo)
    return f"| {time_of(clock)} | {what} | {'; '.join(further)} | {block.takes()} |"


def week_row(number, week):
    """Return a week's line of the table."""
    cells, clock = [], 0
    for block in week.blocks:
        if block.is_lesson:
            todo = [f"**{', '.join(block.asked)}**"] if block.asked else []
            told = [f"{block.what} {lesson(block.what).title}", *part(block), *todo, *without(block.left_out)]
            cells.append(f"{time_of(clock)} {'; '.join(told)}")
        clock += block.takes()
    rest, needed = week.at_home([one for before in WEEKS[: number - 1] for one in before.asked])
    lessons = [f"lesson {n} {lesson(n).title}" for n in week.home]

    home = ", ".join([*lessons, *ranges(rest), *[week.project] * bool(week.project)])
    takes = [f"{needed / 60:.1f} h"] * bool(needed) + ["your project"] * bool(week.project)
    return f"| {number} | {' | '.join(cells)} | {time_of(clock)} | {home} | {' and '.join(takes)} |"


def part(block):
    """Return in words which part of a lesson a block is."""
    return [f"from *{block.kept[0]}*"] * bool(block.after) + [f"to *{block.to}*"] * bool(block.to)


def without(names):
    """Return in words what is left out."""
    return [f"without {', '.join(names)}"] if names else []


def time_of(minute):
    """Return a time of the day.

    Examples
    --------
    >>> time_of(9 * 60 + 5)
    '9:05'
    """
    return f"{minute // 60}:{minute % 60:02}"


def ranges(ids):
    """Return ["01.3 to 01.5", ...] where ids follow each other.

    Examples
    --------
    >>> ranges(["01.2", "01.3", "01.4", "02.1"])
    ['01.2 to 01.4', '02.1']
    """
    runs = []
    for one in ids:
        if runs and runs[-1][-1][:2] == one[:2] and int(runs[-1][-1][3:]) + 1 == int(one[3:]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs]
