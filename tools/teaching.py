"""What is made in TEACHING.md: plans for a half day, a day, two days, twelve weeks, and the script of every tour.

    python tools/teaching.py            # write them into TEACHING.md
    python tools/teaching.py --check    # check whether they are up to date

The minutes are those of the lessons' own headings; a test checks the file against them.
"""

import argparse
import re
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import nbformat
import tours

from nnlearn.syllabus import existing, lesson

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "TEACHING.md"
EXERCISE = 10  # minutes in a room for one exercise, until half of the people have it


@dataclass(frozen=True)
class Block:
    """A part of a plan: a lesson, or something else that takes a number of minutes."""

    what: str  # a lesson's number, or what is done
    left_out: tuple[str, ...] = ()  # sections of the lesson
    exercises: tuple[int, ...] = ()
    minutes: int = 0  # only if it is not a lesson

    @property
    def is_lesson(self):
        return self.what.isdigit()

    def takes(self):
        """Return how many minutes it takes."""
        if not self.is_lesson:
            return self.minutes
        kept = {name: minutes for name, minutes in sections(self.what).items() if name not in self.left_out}
        return sum(kept.values()) + EXERCISE * len(self.exercises)

    def row(self):
        """Return its line of the table."""
        if not self.is_lesson:
            return f"| {self.what} | | {self.takes()} |"
        one = lesson(self.what)
        without = ", ".join(self.left_out)
        todo = ", ".join(f"{self.what}.{k}" for k in self.exercises)
        further = "; ".join(([f"without {without}"] if without else []) + ([f"exercises {todo}"] if todo else []))
        return f"| {self.what} {one.title} | {further} | {self.takes()} |"


def pause(minutes):
    return Block("Break", minutes=minutes)


SHORT = ("On a GPU", "Recall")
BIOLOGY = ("A cell that leaks and fires", "Where the likeness ends")
RARER_LOSSES = ("The arctan error", "Weights, gaps and doubts", "What cross-entropy crosses")
STABLE = ("The edge of stability", "Recall")
PLANS = {
    "A half day": (
        240,
        [
            Block("Welcome; `make lab` on every machine; the playground, free", minutes=20),
            Block("01", (*BIOLOGY, "A line that learns", "The zoo", "Recall")),
            Block("02", ("How many mistakes can it make?", "Recall"), (2,)),
            pause(15),
            Block("04", ("Any curve", "Hinges", "Count the parameters", *SHORT), (1,)),
            Block("06", ("Saddles and plateaus", "The landscape of a real network", "Valleys", *STABLE), (1,)),
            Block("The playground: the spiral by hand, then what it overfits; questions", minutes=13),
        ],
    ),
    "A day": (
        480,
        [
            Block("Welcome; `make lab` on every machine; the playground, free", minutes=20),
            Block("01", ("A cell that leaks and fires", "A line that learns", "The zoo", "Recall"), (1,)),
            Block("02", ("Ten digits", "Recall"), (2,)),
            pause(15),
            Block("04", SHORT, (1,)),
            pause(60),
            Block("05", (*RARER_LOSSES, "The absolute error", "Where losses come from", "Recall"), (2,)),
            Block("06", ("Saddles and plateaus", "The landscape of a real network", *STABLE), (1,)),
            pause(15),
            Block("09", ("Six bugs, by your own hand", "Where it breaks", "Recall"), ()),
            Block("The playground: the spiral by hand; questions", minutes=14),
        ],
    ),
    "Two days: the first": (
        480,
        [
            Block("Welcome; `make lab` on every machine; the playground, free", minutes=19),
            Block("01", ("A line that learns", "Where the likeness ends", "Recall"), (1,)),
            Block("02", ("Ten digits", "Recall"), (1, 2)),
            pause(15),
            Block("03", ("Twenty layers by hand", "Recall"), (1,)),
            pause(60),
            Block("04", SHORT, (1,)),
            pause(15),
            Block("05", (*RARER_LOSSES, "The absolute error", "Recall"), (2,)),
            Block("06", ("The landscape of a real network", *STABLE), (1,)),
        ],
    ),
    "Two days: the second": (
        480,
        [
            Block("08", ("What it costs", "Where it breaks", *SHORT), (3,)),
            pause(15),
            Block("09", ("Recall",), (1, 3)),
            pause(60),
            Block("11", ("How exact?", "Where it breaks", "Recall"), (1,)),
            pause(15),
            Block("15", ("Recall",), (1,)),
            Block("The playground, and what comes after these two days", minutes=20),
        ],
    ),
}
WEEKS = [("01", "02"), ("03", "04"), ("05", "06"), ("07", "08"), ("09", "10"), ("12", "13"), ("14", "15"), ("16", "17")]
WEEKS += [("18", "19"), ("21", "22"), ("24", "25"), ("27", "28")]
HOME = {5: "11", 9: "20", 10: "23", 11: "26"}  # week: the lesson to work through before the next one
SESSION = 180  # minutes of a weekly session, with one break


def sections(number):
    """Return {heading: minutes} of a lesson as its notebook has them."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{lesson(number).stem}.ipynb", 4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return {name: int(minutes) for name, minutes in re.findall(r"^## (.*?) \((\d+) min\)$", text, re.MULTILINE)}


def tables():
    """Return all plans as markdown."""
    parts = []
    for name, (length, blocks) in PLANS.items():
        total = sum(block.takes() for block in blocks)
        rows = "\n".join(block.row() for block in blocks)
        head = f"### {name}\n\n| What | | Minutes |\n|---|---|---|\n"
        parts.append(f"{head}{rows}\n| **Together, of {length}** | | {total} |")
    rows = []
    for week, numbers in enumerate(WEEKS, 1):
        titles = ", ".join(f"{n} {lesson(n).title}" for n in numbers)
        minutes = sum(lesson(n).minutes for n in numbers)
        room = (SESSION - 15 - minutes) // EXERCISE
        home = f"{HOME[week]} {lesson(HOME[week]).title}" if week in HOME else ""
        rows.append(f"| {week} | {titles} | {minutes} | {room} | {home} |")
    head = "| Week | Lessons | Minutes | Room for exercises | At home, before the next |\n|---|---|---|---|---|\n"
    parts.append(f"### Twelve weekly sessions of {SESSION} minutes, 15 of them break\n\n{head}" + "\n".join(rows))
    return "\n\n".join(parts)


def script(number):
    """Return what the tours of a lesson's explorers say, as lists."""
    notebook = nbformat.read(ROOT / "notebooks" / f"{lesson(number).stem}.ipynb", 4)
    found = []
    for cell, stops in tours.tours(notebook).items():
        name = tours.EXPLORER.search(notebook.cells[cell].source)[1]
        lines = [f"**The tour, as a script** (`{name}`, *Next stop*)."]
        for k, stop in enumerate(stops, 1):
            lines += textwrap.wrap(f"{k}. {stop.sentence}", 120, subsequent_indent="   ", break_on_hyphens=False)
        found.append("\n".join(lines))
    return "\n\n".join(found)


def filled(text):
    """Return the file's text with its plans and scripts renewed."""
    made = {"plans": tables(), **{f"tour {one.number}": script(one.number) for one in existing(ROOT)}}
    for name, new in made.items():
        place = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        text = re.sub(place, lambda m, new=new: m[1] + new + "\n" + m[2], text, flags=re.DOTALL)
    return text


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    asked = parser.parse_args(arguments)
    old = FILE.read_text(encoding="utf-8")
    new = filled(old)
    if asked.check:
        print("TEACHING.md is " + ("as the lessons say" if old == new else "not as the lessons say: tools/teaching.py"))
        return int(old != new)
    FILE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
