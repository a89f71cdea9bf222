"""`nnlearn collect HOMES FOLDER`: every learner's exercises on a JupyterHub, copied into a folder to be checked.

Homes belong to strangers, and this runs as root. So nothing in them is run, and no link is followed, at no step of the
path: it could lead to another learner's work. The copies belong to the person who called sudo, and `nnlearn check`
needs no more than them.
"""

import contextlib
import os
import stat
from pathlib import Path

from nnlearn.app.fingerprints import told
from nnlearn.files import write_atomically
from nnlearn.originals import ROOT
from nnlearn.syllabus import LESSONS, lesson

COPY = "nnlearn"  # a learner's copy of the course in their home (hub/start.py)
FOLDER = "exercises"
MAX_BYTES = 100_000_000


def collect(homes, folder, number=None, root=ROOT):
    """Copy the exercises that learners have begun into `folder/<learner>/exercises/`.

    Parameters
    ----------
    homes : str or Path
        The folder of the homes; a learner is a folder in it that holds a copy of the course.
    folder : str or Path
        Where the copies go; it is created. What was collected earlier is brought up to date.
    number : str or int, optional
        A lesson, for everybody's exercises of this one, begun or not.
    root : str or Path, optional
        The folder of the course.

    Returns
    -------
    str
        How much was copied, and what was left out.

    Raises
    ------
    ValueError
        If there is no learner in `homes`, no such lesson, or this system cannot open files without following links.
    OSError
        If the copies cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> homes = Path(tempfile.mkdtemp())
    >>> notebook = homes / "ada/nnlearn/exercises/02_perceptron_exercises.ipynb"
    >>> notebook.parent.mkdir(parents=True)
    >>> notebook.write_text('{"cells": []}') > 0
    True
    >>> print(collect(homes, homes / "class").splitlines()[0])
    1 notebook of 1 learner: 1 new, 0 brought up to date
    """
    if os.open not in os.supports_dir_fd:
        raise ValueError(
            "collect works on the machine of a JupyterHub, which is Linux or macOS: this system is neither"
        )
    homes, folder = Path(homes), Path(folder)
    wanted = [lesson(number)] if number is not None else LESSONS
    names = [Path(one.notebook(FOLDER)).name for one in wanted]
    learners = sorted(home.name for home in homes.iterdir() if is_home(home)) if homes.is_dir() else []
    if not learners:
        raise ValueError(f"collect expected the homes of a hub in {homes}, each with a folder {COPY}, got none")
    as_given = {} if number is not None else {name: content_of(Path(root) / FOLDER / name) for name in names}
    counts, left, whose = {"new": 0, "newer": 0, "same": 0}, [], set()
    for learner in learners:
        for name in names:
            try:
                data = read(homes / learner, COPY, FOLDER, name)
            except FileNotFoundError:
                continue
            except OSError as error:
                left.append(f"{learner}/{name}: left out ({error.strerror})")
                continue
            if number is not None or told(data) is None or told(data) != as_given[name]:
                counts[put(folder, folder / learner / FOLDER / name, data)] += 1
                whose.add(learner)
    total = sum(counts.values())
    first = f"{count(total, 'notebook')} of {count(len(whose), 'learner')}: {counts['new']} new, "
    lines = [f"{first}{counts['newer']} brought up to date", *left]
    return "\n".join([*lines, f"now run nnlearn check {folder}, and not as root"])


def count(number, what):
    return f"{number} {what}{'' if number == 1 else 's'}"


def is_home(home):
    with contextlib.suppress(OSError):
        return not home.is_symlink() and (home / COPY).is_dir()
    return False


def content_of(path):
    return told(path.read_bytes()) if path.is_file() else None


def read(*steps):
    """Return a file's bytes; each step of the path is opened in the one before it, and none may be a link."""
    at = None
    try:
        for step in steps[:-1]:
            inside = os.open(step, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
            if at is not None:
                os.close(at)
            at = inside
        file = os.open(steps[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
        with os.fdopen(file, "rb") as opened:
            about = os.fstat(file)
            if not stat.S_ISREG(about.st_mode) or about.st_nlink > 1:
                raise OSError(0, "it is not an ordinary file")
            data = opened.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                raise OSError(0, f"it is larger than {MAX_BYTES / 1e6:.0f} MB")
            return data
    finally:
        if at is not None:
            os.close(at)


def put(folder, path, data):
    """Write a copy that belongs to the person who called sudo; return "new", "newer" or "same"."""
    if path.is_file() and path.read_bytes() == data:
        return "same"
    kind = "newer" if path.exists() else "new"
    owner = [int(os.environ[name]) for name in ("SUDO_UID", "SUDO_GID") if os.environ.get(name, "").isdigit()]
    missing = [one for one in (path.parent, *path.parent.parents) if not one.exists() and one.is_relative_to(folder)]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)
    if len(owner) == 2 and os.geteuid() == 0:
        for one in (path, *missing):
            os.chown(one, *owner)
    return kind
