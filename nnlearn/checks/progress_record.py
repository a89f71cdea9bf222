"""Remember what the learner has done, in one small file on this machine (see `progress_file.py`).

The file is JSON, with one entry per exercise or quiz: `{"02.1": {"date": "2026-11-30", "hints": 1, "passed": true,
"tries": 3}}`. The date is the day on which it was passed, or of the last try before that; entries of earlier versions
have none. That of a quiz also has the letters of the last answer, `"answer": "b"`. After a crash it is the old file or
the new one, complete. Two kernels take turns (`nnlearn/locks.py`). A damaged file is kept under another name, and the
entries that can still be read are used. If nothing can be written, the counts stay in memory.
"""

import contextlib
import functools
import json
import os
import re
import time
from pathlib import Path
from typing import Any

from nnlearn.checks.box import say
from nnlearn.checks.progress_file import progress_path
from nnlearn.files import write_atomically
from nnlearn.locks import locked

MAX_BYTES = MAX_COUNT = 1_000_000  # a larger file or count is damage
ID = re.compile(r"\d\d\.[a-z0-9_]{1,20}")
LETTERS = re.compile(r"[a-h]{1,20}")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
MORE = {"answer": LETTERS, "date": DATE}  # what an entry may have besides the counts
NOTHING = {"hints": 0, "passed": False, "tries": 0}


@functools.cache
def record_at(path):
    """Return the Record of a file."""
    return Record(path)


def record():
    """Return the Record of the current progress file: always the same one for a file, so that its memory lasts."""
    return record_at(progress_path())


class Record:
    """The counts of one learner.

    Parameters
    ----------
    path : Path or None
        The file; None keeps everything in memory.

    Examples
    --------
    >>> record = Record(None)
    >>> _ = record.add("02.1", tries=1, passed=True)
    >>> record.add("02.1", tries=1)["tries"]
    2
    """

    def __init__(self, path):
        self.path: Any = None if path is None else Path(os.path.realpath(path))  # a link stays a link
        self.memory = {}  # what could not be written
        self.told = set()
        if self.path is not None and os.path.exists(self.path) and not os.path.isfile(self.path):
            self._tell(f"Progress is kept only until this kernel ends: {self.path} is not a file.")
            self.path = None  # never rename or replace a folder or a device

    def read(self):
        """Return all entries, by id. If the file cannot be read, say so once."""
        with locked(self.path):
            return self._merged()

    def add(self, id, *, tries=0, passed=False, hints=0, answer=None):
        """Add to the counts of one id, write the file, and return the entry.

        `hints` is the number of the hint seen, `answer` the letters chosen in a quiz.
        """
        if self.path is not None:
            with contextlib.suppress(OSError):  # reported when the file is written
                self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.path):
            entries = self._merged()
            old = entries.get(id, NOTHING)
            more = ({"answer": answer} if answer else {}) | ({} if old["passed"] else {"date": today()})
            entries[id] = {
                "hints": max(old["hints"], hints),
                "passed": old["passed"] or passed,
                "tries": min(old["tries"] + tries, MAX_COUNT),
                **_more(old | more),
            }
            self.memory = entries
            text = json.dumps(entries, indent=1, sort_keys=True) + "\n"
            if self.path is not None and self._try(lambda: write_atomically(self.path, text)):
                self.memory = {}
            return entries[id]

    def _merged(self):
        """Return what is in the file and what this kernel could not write, for each count the larger of the two."""
        entries = self._load() if self.path is not None else {}
        for id, ours in self.memory.items():
            theirs = entries.get(id, NOTHING)
            entries[id] = {key: max(ours[key], theirs[key]) for key in NOTHING} | _more({**theirs, **ours})
        return entries

    def _load(self):
        try:
            if not self.path.exists():
                return {}
            if self.path.stat().st_size > MAX_BYTES:
                return self._set_aside({})
            data = json.loads(self.path.read_bytes())
        except OSError as error:
            self._tell(f"Progress is kept only until this kernel ends: {self.path} cannot be read ({error.strerror}).")
            return {}
        except (ValueError, RecursionError):  # half-written, not UTF-8, or nested without end
            return self._set_aside({})
        good = sane_entries(data)
        return good if good == data else self._set_aside(good)

    def _set_aside(self, good):
        """Rename a damaged file, so that nothing in it is lost, and continue with what could be read."""
        names = [self.path.with_name(f"{self.path.name}.damaged-{number}") for number in range(1, 1000)]
        aside = next((name for name in names if not name.exists()), names[-1])
        if self._try(lambda: os.replace(self.path, aside)):
            self.memory = {**good, **self.memory}  # until a new file is written
            self._tell(
                f"The progress file was damaged: it is kept as {aside.name}, and {len(good)} entries could be read."
            )
        return good

    def _try(self, work):
        """Return whether the work could be done; if not, say once that counts are kept in memory."""
        try:
            work()
        except OSError as error:
            self._tell(
                f"Progress is kept only until this kernel ends: {self.path} cannot be written ({error.strerror})."
            )
            return False
        return True

    def _tell(self, sentence):
        if sentence not in self.told:
            self.told.add(sentence)
            say(sentence)


def today():
    """Return the date, as in "2026-11-30"."""
    return time.strftime("%Y-%m-%d")


def sane_entries(data):
    """Return the entries of a progress file that are undamaged.

    Examples
    --------
    >>> old = {"hints": 0, "passed": True, "tries": 2}
    >>> sane_entries({"02.1": old, "02.2": {"tries": -1}}) == {"02.1": old}, sane_entries([1])
    (True, {})
    """
    return {id: entry for id, entry in data.items() if _sane(id, entry)} if isinstance(data, dict) else {}


def _more(entry):
    """Return what an entry has besides its counts: what was answered, and when."""
    return {key: entry[key] for key in MORE if key in entry}


def _sane(id, entry):
    return (
        isinstance(entry, dict)
        and ID.fullmatch(id) is not None
        and set(entry) - set(MORE) == set(NOTHING)
        and all(form.fullmatch(str(entry[key])) is not None for key, form in MORE.items() if key in entry)
        and type(entry["passed"]) is bool
        and all(type(entry[key]) is int and 0 <= entry[key] <= MAX_COUNT for key in ("tries", "hints"))
    )
