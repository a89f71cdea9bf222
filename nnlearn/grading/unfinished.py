"""The verdicts of a class as they come, in a file, so that a run that is cut off is continued and not repeated."""

import collections
import contextlib
import hashlib
import json
import threading
from pathlib import Path

from nnlearn.grading.grade import Verdict

NAME = "class_unfinished.jsonl"


class Unfinished:
    """A line when a notebook begins, and one with the verdict: its path, the hash of what it held.

    A notebook that began and has no verdict may be the one that ended the check: the next run takes it last and alone,
    and after the second time it is not run again.

    Parameters
    ----------
    out : Path
        The folder of class.csv and class.html.

    Raises
    ------
    ValueError
        If nothing can be written there: said before anything has run.
    """

    def __init__(self, out):
        self.path, self.lock = Path(out) / NAME, threading.Lock()
        self.begun: collections.Counter = collections.Counter()
        self.lines = self._read()
        try:
            with self.path.open("a", encoding="utf-8"):
                pass
        except OSError as error:
            raise ValueError(f"check cannot write into --out, {out} ({error.strerror}): name another folder") from None

    def _read(self):
        found = {}
        if self.path.is_file():
            for line in self.path.read_text(encoding="utf-8", errors="replace").splitlines():
                with contextlib.suppress(ValueError, KeyError, TypeError):  # the last line may be half
                    told = json.loads(line)
                    key = str(told["path"]), str(told["hash"])
                    if "verdict" in told:
                        found[key] = Verdict(**told["verdict"])
                    else:
                        self.begun[key] += 1
        return found

    def times_begun(self, path):
        """Return how many earlier runs began this notebook and were cut off before its verdict."""
        key = _name(path), _hash(path)
        return 0 if key in self.lines else self.begun[key]

    def begin(self, path):
        """Note that a notebook is about to run."""
        self._write({"path": _name(path), "hash": _hash(path)})

    def get(self, path):
        """Return the verdict on a notebook that has not changed since, or None."""
        return self.lines.get((_name(path), _hash(path)))

    def add(self, path, verdict):
        """Write a verdict at once."""
        self._write({"path": _name(path), "hash": _hash(path), "verdict": vars(verdict) | {"path": _name(path)}})

    def _write(self, told):
        with self.lock, self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(told) + "\n")

    def end(self):
        """Take the file away: all is in the table and the page."""
        self.path.unlink(missing_ok=True)


def _name(path):
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _hash(path):
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""
