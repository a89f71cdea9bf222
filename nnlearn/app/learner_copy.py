"""The learner's own copy of the course, `course/`: created, kept up to date, and never overwritten once changed.

A manifest records the fingerprint of each file as it was handed out. A file that still has it is unchanged, and a newer
version replaces it; any other belongs to the learner, and the newer version is put next to it. Every step leaves only
complete files, so the power may fail at any moment.
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
    """What `refresh` or `fresh` did; `str` gives the lines to show.

    Parameters
    ----------
    added, updated : list of str
        Files that are new in `course/`, or replaced because the learner had not touched them.
    beside : list of (str, str)
        Files that the learner had changed, each with the name of the newer version next to it.
    kept : list of (str, str)
        Files replaced by a clean copy, each with the name under which the learner's version is kept.
    clean : list of str
        Files that were already clean.
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
        lines += [f"{name}: yours stays as it is; the newer version is {new}" for name, new in self.beside]
        lines += [f"{name} is a clean copy now; your version is {old}" for name, old in self.kept]
        lines += [f"{name} is already a clean copy" for name in self.clean]
        lines += [f"{name} is a link and was left alone" for name in self.left]
        return "\n".join(lines)


def files(names):
    """Name up to three files; count them if there are more."""
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} files"


def fingerprint(path):
    """Return the SHA-256 of a file's bytes, or None if there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


class Workspace:
    """A learner's copy of one repository, in its `course/` or in another folder, and what has been handed out."""

    def __init__(self, root, course=None):
        self.root = Path(root)
        self.course = self.root / COURSE if course is None else Path(course)
        if not any((self.root / folder).is_dir() for folder in FOLDERS):
            raise OSError(f"no notebooks in {self.root}: start nnlearn from the folder of the course")
        for path in (self.course, *(self.course / folder for folder in FOLDERS)):
            if path.is_symlink():
                raise OSError(f"{path} is a link: replace it by a folder, so that your work stays with the course")
        self.handed_out = self.read_manifest()

    def read_manifest(self):
        """Return {file: fingerprint}; {} if missing or damaged: then every file that differs is the learner's."""
        try:
            files = json.loads((self.course / MANIFEST).read_text(encoding="utf-8"))["files"]
            return {str(name): str(print_) for name, print_ in files.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}

    def remember(self, name, print_):
        """Record at once that this version was handed out."""
        if self.handed_out.get(name) != print_:
            self.handed_out[name] = print_
            text = json.dumps({"files": self.handed_out}, indent=1, sort_keys=True)
            write_atomically(self.course / MANIFEST, text + "\n")

    def sources(self, pattern="*"):
        """Return the names of the committed notebooks, such as "notebooks/02_perceptron.ipynb"."""
        found = [path for folder in FOLDERS for path in (self.root / folder).glob(f"{pattern}.ipynb")]
        return sorted(path.relative_to(self.root).as_posix() for path in found if not path.is_symlink())

    def hand_out(self, name, to=None):
        """Copy one committed file into `course/`, completely or not at all."""
        data = (self.root / name).read_bytes()
        target = self.course / (to or name)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, data)
        self.remember(name, hashlib.sha256(data).hexdigest())

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
        """Make clean copies of one lesson; see `fresh` below."""
        report, wanted = Report(), lesson(number)
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
    A file that the learner changed, even if only its outputs, stays as it is; a newer version is put next to it as
    `02_perceptron_new.ipynb`, once. A file that the learner deleted comes back.

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


def fresh(number, root=ROOT):
    """Make clean copies of a lesson's notebooks; keep the learner's versions, with the date of their last change.

    Parameters
    ----------
    number : str or int
        The lesson, "02" or 2.
    root : str or Path, optional
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
    return with_advice(lambda: Workspace(root).fresh(number))


def with_advice(work):
    """Do the work; turn an error of the operating system into a sentence that says what to do."""
    try:
        return work()
    except OSError as error:
        if error.errno is None:  # already a sentence
            raise
        folder = Path(error.filename).parent if error.filename else COURSE
        raise OSError(
            f"cannot read or write in {folder} ({error.strerror}); your files are unchanged. "
            f"Free some space on the disk, or get permission to write there, and start again"
        ) from error
