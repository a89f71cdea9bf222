"""The class list that Moodle or Canvas exports: who is in it, found by the ids that they give or by the whole name."""

import csv
import io
import re
from dataclasses import dataclass

from nnlearn.grading.results import plain

MAX_BYTES = 20_000_000
COLUMNS = {  # what an export of each kind must have; what says who somebody is stands in the others
    "canvas": ("Student", "ID", "Section"),
    "moodle": ("Identifier", "Full name", "Grade", "Maximum Grade"),
    "moodle list": ("Email address",),
}
EXPECTED = {
    "canvas": "the gradebook that Canvas exports (Grades, Export): its columns begin with Student, ID",
    "moodle": "the grading worksheet of the assignment (View all submissions, Download grading worksheet) or a list of "
    "participants with Email address, downloaded with Moodle set to English",
}
BEFORE_CLASS = ("Points Possible", "Student, Test")  # lines of a Canvas export that are nobody


@dataclass
class Roster:
    """A class list.

    Parameters
    ----------
    kind : str
        A key of `COLUMNS`.
    header : list of str
    rows : list of list of str
        As they stand in the file.
    delimiter : str
    """

    kind: str
    header: list
    rows: list
    delimiter: str

    def cell(self, row, name):
        """Return a cell by the name of its column, "" if there is none."""
        place = self.header.index(name) if name in self.header else len(row)
        return row[place].strip() if place < len(row) else ""

    @property
    def learners(self):
        """Return the rows that are learners: not those of points, of visibility, or of Canvas's test student."""
        first = self.header[0]
        rows = [row for row in self.rows if any(cell.strip() for cell in row[:2])]
        return [row for row in rows if not any(self.cell(row, first).startswith(word) for word in BEFORE_CLASS)]

    def find(self, learner, id=""):
        """Return the row of a learner, or None: the id decides where there is one, otherwise the only equal name.

        Parameters
        ----------
        learner : str
        id : str
            What the learning platform put into the name of the file, "12345".

        Returns
        -------
        list of str or None
        """
        if id:
            column = {"canvas": "ID", "moodle": "Identifier"}.get(self.kind, "")
            found = [row for row in self.learners if id in re.findall(r"\d+$", self.cell(row, column))]
            if found:
                return found[0]
        wanted = squeezed(learner)
        found = [row for row in self.learners if wanted and wanted in self.names(row)]
        return found[0] if len(found) == 1 else None

    def names(self, row):
        """Return what a learner may be called in a file's name, without spaces and capital letters."""
        full = [self.cell(row, name) for name in ("Student", "Full name", "SIS Login ID", "SIS User ID", "ID number")]
        full += [" ".join(self.cell(row, name) for name in ("First name", "Last name"))]
        full += [self.cell(row, "Email address"), self.cell(row, "Email address").split("@")[0]]
        parts = [name.split(",", 1) for name in full if "," in name]  # "Lovelace, Ada": Canvas sorts by the last name
        full += [f"{first} {last}" for last, first in parts]
        return {squeezed(name) for name in full} - {""}


def squeezed(name):
    """Return a name as it can be compared.

    Examples
    --------
    >>> squeezed("Lovelace, Ada"), squeezed(" lovelaceada")
    ('lovelaceada', 'lovelaceada')
    """
    return re.sub(r"[\W_]+", "", name).casefold()


def read_roster(path, system):
    """Read a class list.

    Parameters
    ----------
    path : Path
    system : {"moodle", "canvas"}

    Returns
    -------
    Roster

    Raises
    ------
    ValueError
        If it cannot be read, or that system has not exported it.
    """
    try:
        data = path.read_bytes()[:MAX_BYTES]
    except OSError as error:
        raise ValueError(f"check cannot read --roster {path} ({error.strerror})") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        lines = []
    header = [name.strip() for name in lines[0]] if lines else []
    for kind, columns in COLUMNS.items():
        if kind.split()[0] == system and set(columns) <= set(header):
            return Roster(kind, header, lines[1:], delimiter)
    raise ValueError(
        f"check expected --roster to be {EXPECTED[system]}; got {path}, whose first line is "
        f"{plain(head.strip(), 120)!r}"
    )
