"""The learner's own copy of the course, `course/`: created, kept up to date, and never overwritten once changed.

A manifest records the fingerprint of each file as it was handed out. A file that still has it is unchanged, and a newer
version replaces it; any other belongs to the learner. What they wrote is carried into the newer version (`carry_over`),
and their file stays next to it; where that cannot be done, the newer version is put next to theirs. Every step leaves
only complete files, so the power may fail at any moment.
"""

import hashlib
import itertools
import json
import time
from pathlib import Path

from nnlearn.app.carry_over import carried
from nnlearn.app.copy_report import Report
from nnlearn.app.fingerprints import content, fingerprint, given
from nnlearn.app.left_over import left_over
from nnlearn.app.withheld import withheld
from nnlearn.files import write_atomically
from nnlearn.originals import FOLDERS, MANIFEST, ROOT, copy_of
from nnlearn.syllabus import lesson


def rows(part):
    """Return a part of the manifest as JSON, a line for each file."""
    return ",\n".join(f" {json.dumps(name)}: {json.dumps(part[name])}" for name in sorted(part))


class Workspace:
    """A learner's copy of one repository, in its `course/` or in another folder, and what has been handed out."""

    def __init__(self, root, course=None):
        self.root = Path(root)
        self.course = copy_of(self.root) if course is None else Path(course)
        if not any((self.root / folder).is_dir() for folder in FOLDERS):
            raise OSError(f"no notebooks in {self.root}: start nnlearn from the folder of the course")
        for path in (self.course, *(self.course / folder for folder in FOLDERS)):
            if path.is_symlink():
                raise OSError(f"{path} is a link: replace it by a folder, so that your work stays with the course")
        self.left_over = left_over(self.root)
        self.handed_out, self.contents = self.read_manifest("files", str), self.read_manifest("contents", str)
        self.given = self.read_manifest("cells", lambda cells: [[name + "", told + ""] for name, told in cells])

    def read_manifest(self, part, read):
        """Return {file: fingerprint}; {} if missing or damaged: then every file that differs is the learner's."""
        try:
            files = json.loads((self.course / MANIFEST).read_text(encoding="utf-8"))[part]
            return {str(name): read(told) for name, told in files.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}

    def remember(self, name, print_, beside=False):
        """Record at once that this version was handed out, and which cells a file begins with that is not `beside`."""
        if self.handed_out.get(name) != print_ or name not in self.contents or (name not in self.given and not beside):
            self.handed_out[name] = print_
            self.contents[name] = content(self.root / name) or print_
            if not beside:  # the learner's own file began with an earlier version
                self.given[name] = given((self.root / name).read_bytes())
            self.write_manifest()

    def write_manifest(self):
        parts = {"files": self.handed_out, "contents": self.contents, "cells": self.given}
        lines = [f"{json.dumps(part)}: {{\n{rows(parts[part])}\n}}" for part in parts]
        write_atomically(self.course / MANIFEST, "{" + ",\n".join(lines) + "}\n")

    def untouched(self, name, target, have):
        """Return whether a file says what was handed out: the learner may have run and saved it."""
        return have == self.handed_out.get(name) or content(target) == self.contents.get(name, "")

    def sources(self, pattern="*"):
        """Return the names of the notebooks to hand out, such as "notebooks/02_perceptron.ipynb"."""
        found = [path for folder in FOLDERS for path in (self.root / folder).glob(f"{pattern}.ipynb")]
        names = sorted(path.relative_to(self.root).as_posix() for path in found if not path.is_symlink())
        return [name for name in names if name not in self.left_over and not withheld(self.root, name)]

    def hand_out(self, name, to=None):
        """Copy one committed file into `course/`, completely or not at all."""
        data = (self.root / name).read_bytes()
        target = self.course / (to or name)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, data)
        self.remember(name, hashlib.sha256(data).hexdigest(), beside=to is not None)

    def carry_over(self, name):
        """Bring what the learner wrote into the newer version; return the name of their file, or None if that fails.

        First comes the copy, then the file in its place: a power cut leaves two copies, never none.
        """
        target, newer = self.course / name, (self.root / name).read_bytes()
        mine = target.read_bytes()
        both = carried(mine, newer, self.given.get(name, []))
        if both is None:
            return None
        old = self.keep(name)
        write_atomically(target, both)
        self.remember(name, hashlib.sha256(newer).hexdigest())
        return old

    def keep(self, name):
        """Copy a file of the learner's to one with the date of its last change, once; return its name."""
        target = self.course / name
        data, date = target.read_bytes(), time.strftime("%Y-%m-%d", time.localtime(target.stat().st_mtime))
        for path in sorted(self.course.glob(f"{name.removesuffix('.ipynb')}_[0-9]*.ipynb")):
            if not path.is_symlink() and path.read_bytes() == data:  # put back, or the power was cut after this step
                return path.relative_to(self.course).as_posix()
        kept = self.free_name(name, date)
        write_atomically(self.course / kept, data)
        return kept

    def free_name(self, name, mark):
        """Return an unused name in `course/`: 02_perceptron_<mark>.ipynb, 02_perceptron_<mark>_2.ipynb ..."""
        stem = name.removesuffix(".ipynb")
        for count in itertools.count(1):
            candidate = f"{stem}_{mark}{f'_{count}' if count > 1 else ''}.ipynb"
            path = self.course / candidate
            if not path.exists() and not path.is_symlink():
                return candidate

    def newer_name(self, name, new):
        """Return the name for a newer version next to the learner's: 02_perceptron_new.ipynb, if that is unchanged."""
        stem = name.removesuffix(".ipynb")
        for pattern in (f"{stem}_new.ipynb", f"{stem}_new_[0-9]*.ipynb"):
            for path in sorted(self.course.glob(pattern)):
                if not path.is_symlink() and fingerprint(path) in (new, self.handed_out.get(name)):
                    return path.relative_to(self.course).as_posix()
        return self.free_name(name, "new")

    def refresh(self):
        """Bring `course/` up to date; see `refresh` below."""
        report = Report(copy=copy_of(self.root).name)
        for name in self.sources():
            target = self.course / name
            new, have = fingerprint(self.root / name), fingerprint(target)
            if target.is_symlink():
                report.left.append(name)
            elif have == new:
                self.remember(name, new)
            elif have is None:
                self.hand_out(name)
                report.added.append(name)
            elif new == self.handed_out.get(name):
                self.learn_cells(name)  # no newer version: what the learner has, run or changed, stays
            elif self.untouched(name, target, have):
                self.hand_out(name)
                report.updated.append(name)
            elif old := self.carry_over(name):
                report.carried.append((name, old))
            else:
                beside = self.newer_name(name, new)
                self.hand_out(name, to=beside)
                report.beside.append((name, beside))
        report.left_course = self.forget()
        return report

    def learn_cells(self, name):
        """Record the cells of a copy from before they were, if the learner's file surely began with this version."""
        if name not in self.given and not any(self.course.glob(f"{name.removesuffix('.ipynb')}_new*")):
            self.remember(name, self.handed_out[name])

    def forget(self):
        """Return the files in `course/` that have left the course, and leave them to the learner: said once."""
        gone = [name for name in self.handed_out if name in self.left_over or not (self.root / name).is_file()]
        if gone:
            for part in (self.handed_out, self.contents, self.given):
                for name in gone:
                    part.pop(name, None)
            self.write_manifest()
        return [name for name in sorted(gone) if (self.course / name).is_file()]

    def fresh(self, number):
        """Make clean copies of one lesson; see `fresh` below."""
        report, wanted = Report(copy=copy_of(self.root).name), lesson(number)
        names = self.sources(f"{wanted.stem}*")
        if not names:
            raise ValueError(
                f"fresh expected a lesson that exists, got {wanted.number} {wanted.title}, which is not written yet"
            )
        for name in names:
            target = self.course / name
            new, have = fingerprint(self.root / name), fingerprint(target)
            if target.is_symlink():
                report.left.append(name)
                continue
            if have == new:
                report.clean.append(name)
                continue
            if have is None:
                report.added.append(name)
            elif have == self.handed_out.get(name):
                report.updated.append(name)
            else:  # first the copy, then the clean file in its place: a power cut leaves two copies, never none
                report.kept.append((name, self.keep(name)))
            self.hand_out(name)
        return report


def refresh(root=ROOT, course=None):
    """Bring the learner's copy of the course up to date.

    Parameters
    ----------
    root : str or Path, optional
        The folder with `notebooks/`, `exercises/` and `solutions/`; `course/` is created in it.
    course : str or Path, optional
        Where the copy is, if not in `course/`: on a server each learner has one in their home folder.

    Returns
    -------
    Report
        What was done; its `str` is empty if everything was in place.

    Raises
    ------
    OSError
        If there are no notebooks, `course/` is a link, or it cannot be written (read-only, full). Nothing is lost, and
        the next call continues where this one stopped.

    Notes
    -----
    What a learner wrote is carried into a newer version, cell by cell, and their file is kept with its date in the
    name. Where the cells do not tell how, their file stays, and the newer version is put next to it as
    `02_perceptron_new.ipynb`, once. A file that was only run is replaced; one that the learner deleted comes back.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> root = pathlib.Path(tempfile.mkdtemp())
    >>> (root / "notebooks").mkdir()
    >>> (root / "notebooks" / "02_perceptron.ipynb").write_text("first") > 0
    True
    >>> print(refresh(root))
    new in course/: notebooks/02_perceptron.ipynb
    >>> (root / "course" / "notebooks" / "02_perceptron.ipynb").write_text("mine") > 0
    True
    >>> (root / "notebooks" / "02_perceptron.ipynb").write_text("second") > 0
    True
    >>> print(refresh(root))
    notebooks/02_perceptron.ipynb: yours stays as it is; the newer version is notebooks/02_perceptron_new.ipynb
    >>> print(refresh(root))
    <BLANKLINE>
    """
    return with_advice(lambda: Workspace(root, course).refresh())


def fresh(number, root=ROOT, course=None):
    """Make clean copies of a lesson's notebooks; keep the learner's versions, with the date of their last change.

    Parameters
    ----------
    number : str or int
        The lesson, "02" or 2.
    root, course : str or Path, optional
        As for `refresh`.

    Returns
    -------
    Report
        What was done, and under which names the old files are kept, such as `02_perceptron_2030-01-31.ipynb`. Progress
        is kept, too.

    Raises
    ------
    ValueError
        If there is no lesson with this number, or not yet.
    OSError
        As for `refresh`.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> root = pathlib.Path(tempfile.mkdtemp())
    >>> (root / "notebooks").mkdir()
    >>> (root / "notebooks" / "02_perceptron.ipynb").write_text("clean") > 0
    True
    >>> _ = refresh(root)
    >>> (root / "course" / "notebooks" / "02_perceptron.ipynb").write_text("mine") > 0
    True
    >>> [(name, old)] = fresh("02", root).kept
    >>> (root / "course" / old).read_text(), (root / "course" / name).read_text()
    ('mine', 'clean')
    """
    return with_advice(lambda: Workspace(root, course).fresh(number))


def with_advice(work):
    """Do the work; turn an error of the operating system into a sentence that says what to do."""
    try:
        return work()
    except OSError as error:
        if error.errno is None:  # already a sentence
            raise
        folder = Path(error.filename).parent if error.filename else "the copy of the course"
        raise OSError(
            f"cannot read or write in {folder} ({error.strerror}); your files are unchanged. "
            f"Free some space on the disk, or get permission to write there, and start again"
        ) from error
