"""Keep what comes into a room in a file, a line for each check, if the instructor asked for it."""

import csv
import datetime
import sys
from pathlib import Path

from nnlearn.grading.table import BOM, harmless

COLUMNS = ("time", "learner", "exercise", "passed", "tries", "mistake")


class Saved:
    """A CSV that grows with each check.

    Parameters
    ----------
    path : str or Path
        A new file.

    Raises
    ------
    FileExistsError
        If there is one of this name: what is in it stays.
    OSError
        If it cannot be written.
    """

    def __init__(self, path):
        self.path, self.fails = Path(path), False
        try:
            with self.path.open("x", encoding="utf-8", newline="") as file:
                file.write(BOM)
                csv.writer(file).writerow(COLUMNS)
        except FileExistsError:
            raise FileExistsError(
                f"--save expected a new file, and {self.path} is there: choose another name"
            ) from None

    def __call__(self, name, news):
        """Add a line; a disk that is full is reported once, and the room stays open."""
        now = datetime.datetime.now().isoformat(" ", "seconds")
        said = (
            now,
            name,
            news["exercise"],
            "yes" if news["passed"] else "no",
            str(news["tries"]),
            news["mistake"] or "",
        )
        try:
            with self.path.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerow(harmless(text) for text in said)
        except OSError as error:
            if not self.fails:
                print(
                    f"nnlearn room: {self.path} cannot be written ({error.strerror}); the page stays open",
                    file=sys.stderr,
                )
            self.fails = True
