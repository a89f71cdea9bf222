"""Read what learners hand in about their progress: the file `.nnlearn-progress.json`, or `nnlearn progress --csv`."""

import csv
import io
import json
import re

from nnlearn.checks import registry
from nnlearn.checks.progress_record import DATE, LETTERS, MAX_BYTES, sane_entries
from nnlearn.checks.progress_table import CSV_COLUMNS
from nnlearn.grading.handed_in import learner_of, outermost

NAMES = ("*.json", "*.csv")
PARTS = re.compile(r"[\s._-]*(nnlearn)?[\s._-]*progress[\s._-]*", re.IGNORECASE)  # of a name, beside the learner's own
COUNT = re.compile(r"[0-9]{1,7}")
NOT_ONE = "it is not a progress file"
OLD = set(CSV_COLUMNS[:5])  # what earlier versions wrote


def found_in(folder):
    """Return (learner, path) of each file under a folder that may be a progress file, in the order of the paths."""
    paths = sorted(path for name in NAMES for path in folder.rglob(name) if _may_be(path))
    parts = [path.relative_to(folder).parts for path in paths]
    outer = outermost(parts) if parts else 0
    home = folder.resolve().name  # of a file that has no name of its own
    return [(_learner("/".join(own[outer:])) or home, path) for own, path in zip(parts, paths, strict=True)]


def _may_be(path):
    return not path.name.startswith(".") or path.name == ".nnlearn-progress.json"


def _learner(path):
    """Return whose file it is; "" if nothing tells.

    Examples
    --------
    >>> _learner("ada/course/.nnlearn-progress.json"), _learner("Ben Li_progress.csv"), _learner("progress-cleo.json")
    ('ada', 'Ben Li', 'cleo')
    >>> _learner("lovelaceada_12345_67890_progress.csv"), _learner("Bo Li_77_assignsubmission_file_/progress.csv")
    ('lovelaceada', 'Bo Li')
    """
    return PARTS.sub("", learner_of(path), count=1)


def entries(path):
    """Return the entries of a file by id, and a sentence about what could not be read; "" if all could.

    Raises
    ------
    ValueError
        If it is not a progress file, or cannot be read: the message says which.
    """
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            raise ValueError(NOT_ONE)
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"it cannot be read ({error.strerror})") from None
    told = _csv(data) if path.suffix == ".csv" else _json(data)
    good = sane_entries(told)
    if told and not good:
        raise ValueError(NOT_ONE)
    lost = len(told) - len(good)
    return good, f"{lost} of its {len(told)} entries cannot be read" if lost else ""


def _json(data):
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError("it is damaged, or was saved half-way") from None
    if not isinstance(told, dict):
        raise ValueError(NOT_ONE)
    return told


def _csv(data):
    """Return the entries of a table; a spreadsheet may have saved it with semicolons, other letters and other zeros."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    head = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        if OLD - set(rows.fieldnames or ()):
            raise ValueError(NOT_ONE)
        return {registry.tidy(row["id"]): _entry(row) for row in rows if row["tries"] != "0" or row["hints"] != "0"}
    except csv.Error:
        raise ValueError("it is damaged, or was saved half-way") from None


def _entry(row):
    """Return an entry as the progress file has it; what cannot be one is left for `sane_entries` to refuse."""
    counts = {key: int(row[key]) if COUNT.fullmatch(row[key] or "") else None for key in ("tries", "hints")}
    passed = {"yes": True, "no": False}.get(row["passed"], row["passed"])
    forms = {"date": DATE, "answer": LETTERS}
    more = {key: row[key] for key, form in forms.items() if form.fullmatch(row.get(key) or "")}
    return {**counts, "passed": passed, **more}
