"""The learner's own copy of the course, `course/`: handed out, brought up to date, and never overwritten once changed.

A manifest remembers the fingerprint of each file as it was handed out. A file that still has it is the course's and is
replaced by a newer one; any other is the learner's, and the newer one arrives beside it. Every step leaves whole files
only, so the power may fail at any moment.
"""

import hashlib
import itertools
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from nnlearn.files import write_atomically
from nnlearn.syllabus import ROOT, lesson

FOLDERS = ("notebooks", "exercises", "solutions")
COURSE = "course"
MANIFEST = ".nnlearn.json"  # nnlearn.checks finds the course folder by it


@dataclass
class Report:
    """What `refresh` or `fresh` did; as text, the lines to show.

    Parameters
    ----------
    added, updated : list of str
        Files that are new in `course/`, or replaced because the learner had not touched them.
    beside : list of (str, str)
        Files the learner had changed, each with the name under which the newer one arrived.
    kept : list of (str, str)
        Files made fresh, each with the name under which the learner's version is kept.
    clean : list of str
        Files asked for fresh that are so already.
    left : list of str
        Links, which are neither followed nor replaced.
    """

    added: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    beside: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    clean: list = field(default_factory=list)
    left: list = field(default_factory=list)

    def __str__(self):
        lines = [f"new in {COURSE}/: {files(self.added)}"] if self.added else []
        lines += [f"brought up to date in {COURSE}/: {files(self.updated)}"] if self.updated else []
        lines += [f"{name}: yours stays, the newer one is {new} beside it" for name, new in self.beside]
        lines += [f"{name} is fresh; your version is {old}" for name, old in self.kept]
        lines += [f"{name} is as new already" for name in self.clean]
        lines += [f"{name} is a link: left alone" for name in self.left]
        return "\n".join(lines)


def files(names):
    """Name up to three files, count more."""
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} files"


def fingerprint(path):
    """SHA-256 of a file's bytes, or None where there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


class Workspace:
    """A learner's copy of one repository, in its `course/` or in another folder, and what was handed out into it."""

    def __init__(self, root, course=None):
        self.root = Path(root)
        self.course = self.root / COURSE if course is None else Path(course)
        if not any((self.root / folder).is_dir() for folder in FOLDERS):
            raise OSError(f"no notebooks in {self.root}: start nnlearn from the folder of the course")
        for path in (self.course, *(self.course / folder for folder in FOLDERS)):
            if path.is_symlink():
                raise OSError(f"{path} is a link: put a folder in its place, so that your work stays with the course")
        self.handed_out = self.read_manifest()

    def read_manifest(self):
        """Return {file: fingerprint}; empty when missing or damaged: every file that differs is then the learner's."""
        try:
            files = json.loads((self.course / MANIFEST).read_text(encoding="utf-8"))["files"]
            return {str(name): str(print_) for name, print_ in files.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}

    def remember(self, name, print_):
        """Write down, at once, that this version was handed out."""
        if self.handed_out.get(name) != print_:
            self.handed_out[name] = print_
            text = json.dumps({"files": self.handed_out}, indent=1, sort_keys=True)
            write_atomically(self.course / MANIFEST, text + "\n")

    def sources(self, pattern="*"):
        """The names of the committed notebooks, as "notebooks/02_perceptron.ipynb"."""
        found = [path for folder in FOLDERS for path in (self.root / folder).glob(f"{pattern}.ipynb")]
        return sorted(path.relative_to(self.root).as_posix() for path in found if not path.is_symlink())

    def hand_out(self, name, to=None):
        """Copy one committed file into `course/`, whole or not at all."""
        data = (self.root / name).read_bytes()
        target = self.course / (to or name)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, data)
        self.remember(name, hashlib.sha256(data).hexdigest())

    def free_name(self, name, mark):
        """A name in `course/` that nothing has yet: 02_perceptron_<mark>.ipynb, 02_perceptron_<mark>_2.ipynb ..."""
        stem = name.removesuffix(".ipynb")
        for count in itertools.count(1):
            candidate = f"{stem}_{mark}{f'_{count}' if count > 1 else ''}.ipynb"
            path = self.course / candidate
            if not path.exists() and not path.is_symlink():
                return candidate

    def newer_name(self, name, new):
        """The name for a newer version beside the learner's: 02_perceptron_new.ipynb, unless that is changed too."""
        stem = name.removesuffix(".ipynb")
        for pattern in (f"{stem}_new.ipynb", f"{stem}_new_[0-9]*.ipynb"):
            for path in sorted(self.course.glob(pattern)):
                if not path.is_symlink() and fingerprint(path) in (new, self.handed_out.get(name)):
                    return path.relative_to(self.course).as_posix()
        return self.free_name(name, "new")

    def refresh(self):
        """Bring `course/` up to date; see `refresh` below."""
        report = Report()
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
            elif have == self.handed_out.get(name):
                self.hand_out(name)
                report.updated.append(name)
            elif new != self.handed_out.get(name):
                beside = self.newer_name(name, new)
                self.hand_out(name, to=beside)
                report.beside.append((name, beside))
        return report

    def fresh(self, number):
        """Give clean copies of one lesson; see `fresh` below."""
        report, wanted = Report(), lesson(number)
        names = self.sources(wanted.stem)
        if not names:
            raise ValueError(
                f"fresh expected a lesson that is there, got {wanted.number} {wanted.title}: not there yet"
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
                date = time.strftime("%Y-%m-%d", time.localtime(target.stat().st_mtime))
                kept = self.free_name(name, date)
                write_atomically(self.course / kept, target.read_bytes())
                report.kept.append((name, kept))
            self.hand_out(name)
        return report


def refresh(root=ROOT, course=None):
    """Bring the learner's copy of the course up to date.

    Parameters
    ----------
    root : str or Path, optional
        The folder that holds `notebooks/`, `exercises/` and `solutions/`; `course/` is made in it.
    course : str or Path, optional
        Where the copy is in place of `course/`: on a server each learner has one in their own home.

    Returns
    -------
    Report
        What was done; `str` of it is empty when everything was in place.

    Raises
    ------
    OSError
        If there are no notebooks, `course/` is a link, or it cannot be written (read-only, full). What was there is
        still there, and the next call goes on where this one stopped.

    Notes
    -----
    A file that the learner changed, outputs included, stays as it is; a newer version arrives once beside it as
    `02_perceptron_new.ipynb`. A file that the learner deleted is given back.

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
    notebooks/02_perceptron.ipynb: yours stays, the newer one is notebooks/02_perceptron_new.ipynb beside it
    >>> print(refresh(root))
    <BLANKLINE>
    """
    return with_sentence(lambda: Workspace(root, course).refresh())


def fresh(number, root=ROOT):
    """Give a clean copy of a lesson's notebooks and keep the learner's versions under the date of their last change.

    Parameters
    ----------
    number : str or int
        The lesson, "02" or 2.
    root : str or Path, optional
        As for `refresh`.

    Returns
    -------
    Report
        What was done and under which names the old files are kept, as `02_perceptron_2030-01-31.ipynb`. The progress
        stays.

    Raises
    ------
    ValueError
        If there is no lesson of this number, or not yet.
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
    return with_sentence(lambda: Workspace(root).fresh(number))


def with_sentence(work):
    """Do the work; turn what the operating system says about a disk into a sentence with the cure."""
    try:
        return work()
    except OSError as error:
        if error.errno is None:  # a sentence already
            raise
        folder = Path(error.filename).parent if error.filename else COURSE
        raise OSError(
            f"cannot read or write in {folder} ({error.strerror}); your files are as they were. "
            f"Free space on the disk or give yourself the right to write there, then start again"
        ) from error
