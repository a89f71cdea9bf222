"""Make the skeleton of a lesson from the syllabus: `python tools/new_lesson.py 12`.

It writes the lesson's folder, its two texts and its test, each from a file in tools/skeleton/, and adds the explorer to
`nnlearn.explorers`. A file that exists is never touched. Everything it makes runs; the tests then say what is missing,
one line for each rule: that list is the work.
"""

import re
import sys
from pathlib import Path
from string import Template

from nnlearn.files import write_atomically
from nnlearn.syllabus import LESSONS, lesson

ROOT = Path(__file__).resolve().parents[1]
SKELETON = Path(__file__).with_name("skeleton")
FACE = "nnlearn/explorers/__init__.py"
HOMES = re.compile(r'^ +"nnlearn\.lessons\.(\w+)\.\w+": \[.*\],\n', re.MULTILINE)


def files(one):
    """Return {path: name of its skeleton} of everything a lesson needs."""
    folder = f"nnlearn/lessons/{one.name}"
    return {
        f"{folder}/__init__.py": "init",
        f"{folder}/explorer.py": "explorer",
        f"{folder}/tour.py": "tour",
        f"{folder}/answers.py": "answers",
        f"{folder}/mistakes.py": "mistakes",
        f"{folder}/exercises.py": "exercises",
        f"lessons/{one.stem}.py": "text",
        f"lessons/{one.stem}_exercises.py": "text_exercises",
        f"tests/lessons/test_explorer_{one.name}.py": "test",
    }


def explorer_of(one):
    """Return the name of a lesson's explorer, such as "BoltzmannMachinesExplorer"."""
    return "".join(word.capitalize() for word in one.name.split("_")) + "Explorer"


def with_explorer(face, one):
    """Return the text of the face with a lesson's explorer in its place, in the order of the syllabus."""
    line = f'        "nnlearn.lessons.{one.name}.explorer": ["{explorer_of(one)}"],\n'
    if line in face:
        return face
    order = [each.name for each in LESSONS] + ["playground"]
    later = (home for home in HOMES.finditer(face) if order.index(home[1]) > order.index(one.name))
    place = next(later).start()
    return face[:place] + line + face[place:]


def make(one, root=ROOT):
    """Write what is missing of a lesson, and return the paths that were written."""
    names = {
        "number": one.number,
        "name": one.name,
        "stem": one.stem,
        "title": one.title,
        "explorer": explorer_of(one),
        "minutes": one.minutes,
    }
    written = []
    for path, skeleton in files(one).items():
        target = root / path
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        text = (SKELETON / f"{skeleton}.txt").read_text(encoding="utf-8")
        write_atomically(target, Template(text).substitute(names))
        written.append(path)
    face = root / FACE
    before = face.read_text(encoding="utf-8")
    if (after := with_explorer(before, one)) != before:
        write_atomically(face, after)
        written.append(FACE)
    return written


def main(arguments):
    """Make the lesson named on the command line, and say what to do next."""
    if len(arguments) != 1:
        sys.exit("usage: python tools/new_lesson.py NN, with a number of the syllabus (nnlearn/syllabus.py)")
    try:
        one = lesson(arguments[0])
    except ValueError as error:
        sys.exit(str(error))
    written = make(one)
    print("\n".join(written) or f"lesson {one.number} has all its files")
    print(
        f"\nNow see what is missing:\n    .venv/bin/python tools/notebooks.py {one.number}\n"
        f'    .venv/bin/python -m pytest tests -m "not browser" -k "{one.name} or {one.stem} or {explorer_of(one)}"'
    )


if __name__ == "__main__":
    main(sys.argv[1:])
