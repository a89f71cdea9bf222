"""The plans of TEACHING.md as data: what is taught when, which sections are left out, which exercises are done.

Tests check them: nothing is needed that is left out, a break comes before 90 minutes are over, the clock is
right, and a day has no more than 15 minutes to spare.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import nbformat
from exercise_minutes import minutes

from nnlearn.checks.registry import exercises
from nnlearn.syllabus import lesson

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 90  # minutes without a break
SESSION = 180  # minutes of a weekly session
PAUSE = 15  # of them break


@cache
def sections(number):
    """Return {heading: minutes} of a lesson as its notebook has them; the exercises come on top."""
    notebook = nbformat.read(ROOT / lesson(number).notebook(), 4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return {name: int(minutes) for name, minutes in re.findall(r"^## (.*?) \((\d+) min\)$", text, re.MULTILINE)}


@dataclass(frozen=True)
class Block:
    """A row of a plan: a lesson or a part of one, or something else that takes a number of minutes."""

    what: str  # a lesson's number, or what is done
    left_out: tuple[str, ...] = ()  # sections of the lesson
    exercises: tuple[int, ...] = ()
    minutes: int = 0  # only if it is not a lesson
    to: str = ""  # the last section of this part
    after: str = ""  # the last section of the part before

    @property
    def is_lesson(self):
        return self.what.isdigit()

    @property
    def is_break(self):
        return self.what.startswith(("Break", "Lunch"))

    @property
    def asked(self):
        """The ids of its exercises."""
        return tuple(f"{self.what}.{k}" for k in self.exercises)

    @property
    def kept(self):
        """The names of its sections."""
        names = list(sections(self.what))
        start = names.index(self.after) + 1 if self.after else 0
        end = names.index(self.to) + 1 if self.to else len(names)
        return [name for name in names[start:end] if name not in self.left_out]

    def takes(self):
        """Return how many minutes it takes."""
        if not self.is_lesson:
            return self.minutes
        return sum(sections(self.what)[name] for name in self.kept) + sum(minutes(one) for one in self.asked)

    def row(self, clock):
        """Return its line of the table; `clock` is when it begins, in minutes after midnight."""
        what, further = self.what, []
        if self.is_lesson:
            what = f"{self.what} {lesson(self.what).title}"
            further += [f"from *{self.kept[0]}*"] if self.after else []
            further += [f"to *{self.to}*"] if self.to else []
            names = list(sections(self.what))
            here = names[
                names.index(self.after) + 1 if self.after else 0 : names.index(self.to) + 1 if self.to else None
            ]
            out = [name for name in self.left_out if name in here]
            further += [f"without {', '.join(out)}"] if out else []
            todo = ", ".join(f"**{one}** ({minutes(one)})" for one in self.asked)
            further += [f"exercise{'s' * (len(self.asked) > 1)} {todo}"] if todo else []
        return f"| {_clock(clock)} | {what} | {'; '.join(further)} | {self.takes()} |"


@dataclass(frozen=True)
class Plan:
    """A day or a half of one; `bridges` says what stands in for a lesson that comes first and is not taught."""

    length: int
    blocks: tuple[Block, ...]
    bridges: dict[str, str] = field(default_factory=dict)
    begins: int = 9 * 60

    def table(self, name):
        """Return the plan as markdown."""
        rows, clock = [], self.begins
        for block in self.blocks:
            rows.append(block.row(clock))
            clock += block.takes()
        total = clock - self.begins
        said = "".join(f"\n\nWithout lesson {number}: {text}" for number, text in self.bridges.items())
        head = f"### {name}\n\n| From | What | | Minutes |\n|---|---|---|---|\n"
        end = f"| {_clock(clock)} | **End** | {total} of {self.length} minutes | |"
        return head + "\n".join([*rows, end]) + said


@dataclass(frozen=True)
class Week:
    """A weekly session: two lessons with a break between them, and a lesson at home."""

    first: Block
    second: Block
    home: tuple[str, ...] = ()

    @property
    def blocks(self):
        return (self.first, Block("Break", minutes=PAUSE), self.second)

    def at_home(self):
        """Return the exercises that remain, without the open ones, and the minutes with those of the home lessons."""
        ids = [
            one.id for n in (self.first.what, self.second.what, *self.home) for one in exercises(n) if not one.target
        ]
        rest = [one for one in ids if one not in (*self.first.asked, *self.second.asked)]
        left_out = sum(sections(b.what)[name] for b in (self.first, self.second) for name in b.left_out)
        return rest, left_out + sum(lesson(n).minutes for n in self.home) + sum(minutes(one) for one in rest)

    def row(self, number):
        """Return its line of the table."""
        cells, clock = [], 0
        for block in self.blocks:
            if block.is_lesson:
                todo = f"; **{', '.join(block.asked)}**" if block.asked else ""
                out = f"; without {', '.join(block.left_out)}" if block.left_out else ""
                cells.append(f"{_clock(clock)} {block.what} {lesson(block.what).title}{todo}{out}")
            clock += block.takes()
        rest, needed = self.at_home()
        home = ", ".join([*(f"lesson {n} {lesson(n).title}" for n in self.home), *_ranges(rest)])
        return f"| {number} | {' | '.join(cells)} | {_clock(clock)} | {home} | {needed / 60:.1f} h |"


def _clock(minute):
    return f"{minute // 60}:{minute % 60:02}"


def _ranges(ids):
    """Return ["01.3 to 01.5", ...] where ids follow each other.

    Examples
    --------
    >>> _ranges(["01.2", "01.3", "01.4", "02.1"])
    ['01.2 to 01.4', '02.1']
    """
    runs = []
    for one in ids:
        if runs and runs[-1][-1][:2] == one[:2] and int(runs[-1][-1][3:]) + 1 == int(one[3:]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs]


WELCOME = Block("Welcome, sticky notes, `make lab` on every machine; the playground, free", minutes=20)
BREAK, LUNCH = Block("Break", minutes=15), Block("Lunch", minutes=60)
NEURON = ("A cell that leaks and fires", "A line that learns", "The zoo", "Recall")
SEPARABLE = ("Ten digits", "Recall")
LAYERS = ("On a GPU", "Recall")
RARE = ("The arctan error", "Weights, gaps and doubts", "What cross-entropy crosses", "Recall")
SMOOTH = ("Saddles and plateaus", "The edge of stability", "The landscape of a real network", "Recall")
STEPS = ("A rate for each weight", "Find a rate", "The race", "Schedules", "Where it breaks", "Recall")
PATHS = ("What it costs", "On a GPU", "Where it breaks", "Recall")
MATRICES = ("Six bugs, by your own hand", "On a GPU", "Recall")
TORCH = ("How exact?", "Where it breaks", "Recall")

PLANS = {
    "A half day": Plan(
        240,
        (
            WELCOME,
            Block("01", (*NEURON, "Where the likeness ends")),
            Block("02", to="What you saw"),
            BREAK,
            Block("02", ("How many mistakes can it make?", *SEPARABLE), (1, 2), after="What you saw"),
            Block("04", exercises=(1,), to="From one unit to a layer"),
            BREAK,
            Block("04", ("Count the parameters", "Hinges", "Any curve", *LAYERS), after="From one unit to a layer"),
            Block("06", ("Valleys", "Nothing is promised", *SMOOTH)),
            Block("Questions; the feedback form", minutes=7),
        ),
        {
            "03": 'say "the bend of lesson 01, ReLU or sigmoid, is now called an activation".',
            "05": 'say "the loss is the mean of the squared errors: one number that says how wrong".',
        },
    ),
    "A day": Plan(
        480,
        (
            WELCOME,
            Block("01", NEURON, (1,)),
            Block("02", to="What you saw"),
            BREAK,
            Block("02", SEPARABLE, (1, 2), after="What you saw"),
            Block("04", to="What you saw"),
            LUNCH,
            Block("04", LAYERS, (1,), after="What you saw"),
            Block("05", exercises=(1,), to="One number for all errors"),
            BREAK,
            Block("05", ("The absolute error", "Where losses come from", *RARE), after="One number for all errors"),
            Block("06", exercises=(1, 2), to="The edge"),
            BREAK,
            Block("06", SMOOTH, after="The edge"),
            Block("The playground: the spiral by hand", minutes=20),
            Block("Questions; the feedback form", minutes=8),
        ),
        {"03": 'say "the bend of lesson 01, ReLU or sigmoid, is now called an activation"; the lesson is for home.'},
    ),
    "Two days: the first": Plan(
        480,
        (
            WELCOME,
            Block("01", ("A line that learns", "Where the likeness ends", "The zoo", "Recall"), (1,)),
            BREAK,
            Block("02", SEPARABLE, (1, 2)),
            LUNCH,
            Block("03", ("Twenty layers by hand", "Recall"), (1,)),
            Block("04", exercises=(1,), to="From one unit to a layer"),
            BREAK,
            Block("04", LAYERS, (2,), after="From one unit to a layer"),
            Block("05", exercises=(1,), to="One number for all errors"),
            BREAK,
            Block("05", RARE, (2,), after="One number for all errors"),
            Block("Questions; what was clear, what was not (two notes each)", minutes=9),
        ),
    ),
    "Two days: the second": Plan(
        480,
        (
            Block("06", SMOOTH, (1,)),
            Block("07", to="What you saw"),
            BREAK,
            Block("07", STEPS, (1,), after="What you saw"),
            Block("08", exercises=(1,), to="Sums over paths"),
            LUNCH,
            Block("08", PATHS, after="Sums over paths"),
            Block("09", exercises=(1, 2), to="Check it"),
            BREAK,
            Block("09", MATRICES, after="Check it"),
            Block("11", to="Batches"),
            BREAK,
            Block("11", TORCH, (4,), after="Batches"),
            Block("The playground; what comes after these two days; the feedback form", minutes=20),
        ),
        {"10": 'say "how large the first weights are decides whether a deep network learns; the lesson is for home".'},
    ),
}
FOLLOWS = {"Two days: the second": "Two days: the first"}

WEEKS = (
    Week(Block("01", exercises=(1,)), Block("02", exercises=(1, 2))),
    Week(Block("03", exercises=(1, 4)), Block("04", exercises=(1, 2))),
    Week(Block("05", exercises=(1,)), Block("06", exercises=(1,))),
    Week(Block("07", ("A rate for each weight", "Schedules"), (1,)), Block("08", ("What it costs",), (1, 3))),
    Week(
        Block("09", ("Six bugs, by your own hand", "On a GPU"), (1,)),
        Block("10", ("Inputs count as well",), (1,)),
        ("11",),
    ),
    Week(
        Block("12", ("On a GPU", "Recall"), (2,)),
        Block("13", ("Bend it without features", "Tables of measurements"), (2,)),
        ("14",),
    ),
    Week(
        Block("15", ("Other windows", "Equivariance", "Recall"), (1,)),
        Block("16", ("What the first kernels find", "Weight sharing off", "Recall"), (1,)),
        ("17",),
    ),
    Week(
        Block("18", ("Shapes of sequences", "Forecasting"), (1, 2)),
        Block("19", ("Where gates are needed", "A cell that counts", "Real code"), (1,)),
        ("20",),
    ),
    Week(Block("21", exercises=(1,)), Block("22", exercises=(1,)), ("23",)),
    Week(Block("24", exercises=(1,)), Block("25", exercises=(1,)), ("26",)),
    Week(Block("27", exercises=(1,)), Block("28", ("What can go wrong, exactly", "The fair rivals"), (1,)), ("29",)),
    Week(
        Block("30", ("Glass boxes", "On a GPU", "Recall"), (1,)),
        Block("31", ("Save up gradients", "On many machines", "On a GPU"), (1,)),
        ("32", "33"),
    ),
)


def tables():
    """Return all plans as markdown."""
    parts = [plan.table(name) for name, plan in PLANS.items()]
    head = (
        f"### Twelve weekly sessions of {SESSION} minutes\n\n"
        "| Week | Before the break | After it | End | At home, before the next | Which takes |\n"
        "|---|---|---|---|---|---|\n"
    )
    return "\n\n".join([*parts, head + "\n".join(week.row(k) for k, week in enumerate(WEEKS, 1))])
