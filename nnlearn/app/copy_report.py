"""What happened to a learner's copy of the course, as lines to show."""

from dataclasses import dataclass, field

from nnlearn.originals import COPIES


@dataclass
class Report:
    """What `refresh` or `fresh` did; `str` gives the lines to show.

    Parameters
    ----------
    added, updated : list of str
        Files that are new in the copy, or replaced because the learner had not touched them.
    beside : list of (str, str)
        Files that the learner had changed, each with the name of the newer version next to it.
    carried : list of (str, str)
        Newer files with what the learner wrote carried into them, each with the name of their file as it was.
    left_course : list of str
        Files of the learner's that the course no longer has.
    kept : list of (str, str)
        Files replaced by a clean copy, each with the name under which the learner's version is kept.
    clean : list of str
        Files that were already clean.
    left : list of str
        Links, which are neither followed nor replaced.
    copy : str
        What the copy is called.
    """

    added: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    beside: list = field(default_factory=list)
    carried: list = field(default_factory=list)
    left_course: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    clean: list = field(default_factory=list)
    left: list = field(default_factory=list)
    copy: str = COPIES[0]

    def __str__(self):
        lines = [f"new in {self.copy}/: {files(self.added)}"] if self.added else []
        lines += [f"brought up to date in {self.copy}/: {files(self.updated)}"] if self.updated else []
        lines += [f"{name}: yours stays as it is; the newer version is {new}" for name, new in self.beside]
        lines += [f"{name} is the newer version, with what you wrote; as it was: {old}" for name, old in self.carried]
        lines += [f"{name} has left the course; yours stays" for name in self.left_course]
        lines += [f"{name} is a clean copy now; your version is {old}" for name, old in self.kept]
        lines += [f"{name} is already a clean copy" for name in self.clean]
        lines += [f"{name} is a link and was left alone" for name in self.left]
        return "\n".join(lines)


def files(names):
    """Name up to three files; count them if there are more."""
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} files"
