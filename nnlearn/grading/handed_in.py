"""Whose notebook is it: what folders and file names say, also those that Moodle and Canvas make."""

import re
from pathlib import Path

from nnlearn.grading.capstone import is_capstone
from nnlearn.syllabus import LESSONS

NOT_HANDED_IN = ("notebooks", "solutions", ".ipynb_checkpoints")  # folders of a complete course/ without answers
OF_THE_COURSE = ("exercises", "course", "nnlearn-course")
SYSTEMS = (
    # Moodle: Ada Lovelace_123_assignsubmission_file_, with the number of the participant
    re.compile(r"^(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(file|onlinetext)_?"),
    re.compile(r"^(?P<name>[^_]+)_(LATE_)?(?P<id>\d+)_\d+_"),  # Canvas: lovelaceada_123_456_, with that of the user
)
# a browser's second download, Canvas's second version, a file manager's copy, the course's own twins
COPIES = re.compile(r"( \(\d+\)|-\d{1,2}| - Copy| copy|_new(_\d+)?|_\d{4}-\d\d-\d\d(_\d+)?|_final)$", re.IGNORECASE)


def notebooks(folder):
    """Return (learner, path) of each notebook in a folder, in the order of the paths."""
    found = []
    for path in sorted(folder.rglob("*.ipynb")):
        parts = path.relative_to(folder).parts
        left_out = any(part in NOT_HANDED_IN or part.startswith(".") for part in parts[:-1])
        if not left_out and not is_capstone(path.parent):  # its report is counted by the exercises that name it
            found.append(path)
    outer = outermost([path.relative_to(folder).parts for path in found])
    return [(learner_of(Path(*path.relative_to(folder).parts[outer:])), path) for path in found]


def outermost(paths):
    """Return how many folders all notebooks share before the learners' own begin; 0 where there is only one learner.

    Examples
    --------
    >>> outermost([("class", "ada", "02.ipynb"), ("class", "ben", "02.ipynb")])
    1
    >>> outermost([("ada", "exercises", "02.ipynb"), ("ada", "exercises", "03.ipynb")])
    0
    >>> outermost([("ada", "week 1", "02.ipynb"), ("ada", "week 1", "03.ipynb")])
    0
    """
    depth = 0
    while all(len(parts) > depth + 2 for parts in paths) and len({parts[depth] for parts in paths}) == 1:
        if {parts[depth + 1] for parts in paths} & {*OF_THE_COURSE, *NOT_HANDED_IN}:
            return depth
        depth += 1
    return depth if len({parts[depth] for parts in paths}) > 1 else 0


def learner_of(path):
    """Return whose notebook this is: the first folder of its path, or what its file name says besides the lesson.

    Examples
    --------
    >>> learner_of("ada/exercises/02_perceptron_exercises.ipynb"), learner_of("x.ipynb")
    ('ada', 'x')
    >>> learner_of("02_perceptron_Ben.ipynb"), learner_of("Ben_02_perceptron_exercises (1).ipynb")
    ('Ben', 'Ben')
    >>> learner_of("Ada Lovelace_12345_assignsubmission_file_/02_perceptron_exercises.ipynb")
    'Ada Lovelace'
    >>> learner_of("lovelaceada_LATE_12345_67890_02_perceptron_exercises-1.ipynb")
    'lovelaceada'
    """
    path = Path(path)
    first = path.parts[0] if len(path.parts) > 1 else path.stem
    for system in SYSTEMS:
        if told := system.match(first):
            return told["name"].strip()
    if len(path.parts) > 1:
        return first
    name = path.stem
    while name != (shorter := COPIES.sub("", name)):
        name = shorter
    for lesson in LESSONS:
        name = name.replace(Path(lesson.notebook("exercises")).stem, "").replace(lesson.stem, "")
    return name.strip(" _-.") or path.stem


def platform_id(path):
    """Return the number that Moodle or Canvas put into the name of a submission; "" if there is none.

    Examples
    --------
    >>> platform_id("class/Ada Lovelace_12345_assignsubmission_file_/02.ipynb")
    '12345'
    >>> platform_id("lovelaceada_LATE_12345_67890_02.ipynb"), platform_id("ada/02.ipynb")
    ('12345', '')
    """
    for part in Path(path).parts:
        for system in SYSTEMS:
            if told := system.match(part):
                return told["id"]
    return ""
