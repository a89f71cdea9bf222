"""What the plans of TEACHING.md are made of: a part of a lesson, a day, a weekly session, and how long each takes.

Tests check them: nothing is needed that is left out, a break comes before 90 minutes are over, the clock is
right, a day has no more than 15 minutes to spare, and homework does not pass six hours.
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
HOMEWORK = 360  # minutes at home, between two sessions


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
    def here(self):
        """The names of the sections of this part of the lesson."""
        names = list(sections(self.what))
        start = names.index(self.after) + 1 if self.after else 0
        end = names.index(self.to) + 1 if self.to else len(names)
        return names[start:end]

    @property
    def kept(self):
        """The names of its sections."""
        return [name for name in self.here if name not in self.left_out]

    def takes(self):
        """Return how many minutes it takes."""
        if not self.is_lesson:
            return self.minutes
        return sum(sections(self.what)[name] for name in self.kept) + sum(minutes(one) for one in self.asked)


@dataclass(frozen=True)
class Plan:
    """A day or a half of one; `bridges` says what stands in for a lesson that comes first and is not taught."""

    length: int
    blocks: tuple[Block, ...]
    bridges: dict[str, str] = field(default_factory=dict)
    begins: int = 9 * 60


@dataclass(frozen=True)
class Week:
    """A weekly session: two lessons or parts of one with a break between them, and a lesson or a project at home."""

    first: Block
    second: Block
    home: tuple[str, ...] = ()
    project: str = ""

    @property
    def blocks(self):
        return (self.first, Block("Break", minutes=PAUSE), self.second)

    @property
    def asked(self):
        """The ids of the exercises of the session."""
        return (*self.first.asked, *self.second.asked)

    def at_home(self, earlier=()):
        """Return the exercises that remain of what ends here, without open ones, and the minutes with the home lessons.

        `earlier` are ids of exercises that an earlier session has done: of a lesson that takes two.
        """
        taught = (one for one in dict.fromkeys((self.first.what, self.second.what)) if not self._goes_on(one))
        ids = [one.id for number in (*taught, *self.home) for one in exercises(number) if not one.target]
        rest = [one for one in ids if one not in {*self.asked, *earlier}]
        left_out = sum(sections(b.what)[name] for b in (self.first, self.second) for name in b.left_out)
        return rest, left_out + sum(lesson(n).minutes for n in self.home) + sum(minutes(one) for one in rest)

    def _goes_on(self, number):
        return number == self.second.what and bool(self.second.to)
