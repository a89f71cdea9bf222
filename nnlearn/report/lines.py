"""Lines of a ledger: one event is one line of a CSV, added at the end under a lock, and never changed.

A line break within a text is written as two characters, backslash and n, so that one event stays one line of the file.
Where a crash left half a line, it ends there: the next event begins on a line of its own, and the half one is counted.
"""

import contextlib
import csv
import datetime
import io
import json
import math
import os
import re
from pathlib import Path

from nnlearn.arguments import describe
from nnlearn.files import write_new
from nnlearn.locks import locked

COLUMNS = ("kind", "what", "settings", "seed", "value", "failed", "weights", "time")
HEADER = ",".join(COLUMNS) + "\n"
KINDS = ("try", "question", "opened")
TIME = "%Y-%m-%dT%H:%M:%SZ"
ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # line breaks, and what UTF-8 cannot write


def now():
    """Return the time in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).strftime(TIME)


def escape(text):
    """Return a text in one line, from which `unescape` makes the same text again.

    Examples
    --------
    >>> escape("two" + chr(10) + "lines")
    'two\\\\nlines'
    """
    return _coded(text.replace("\\", "\\\\").replace("\n", "\\n"))


def unescape(line):
    """Return the text of which `escape` made this line."""
    return re.sub(r"\\(\\|n|u[0-9a-f]{4})", lambda m: {"\\": "\\", "n": "\n"}.get(m[1]) or chr(int(m[1][1:], 16)), line)


def _coded(text):
    return ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def read(path):
    """Return the events of a ledger, each a dict of texts by column, and how many lines cannot be read.

    Raises
    ------
    ValueError
        If the file begins as no ledger does.
    OSError
        If it is there and cannot be read.
    """
    try:
        content = Path(path).read_bytes().decode("utf-8-sig", errors="replace")  # a spreadsheet puts a mark in front
    except FileNotFoundError:
        return [], 0
    head, *lines = content.split("\n")
    if head.rstrip("\r") != HEADER[:-1]:
        raise ValueError(
            f"Ledger expected {Path(path).name} to begin with the line {HEADER[:-1]!r}, got {head[:60]!r}: "
            "give a path that is not there yet, nothing is overwritten"
        )
    events = [_parsed(line.rstrip("\r")) for line in lines if line.strip()]
    return [event for event in events if event], events.count(None)


def _parsed(line):
    """Return a line as a dict, or None if it is half a line or something else."""
    with contextlib.suppress(ValueError, csv.Error, RecursionError):
        event = dict(zip(COLUMNS, next(csv.reader([line], strict=True)), strict=True))
        event["what"] = unescape(event["what"])
        datetime.datetime.strptime(event["time"], TIME)
        int(event["seed"] or 0)
        value = float(event["value"] or math.nan)  # a try that did not fail has one
        fine = math.isfinite(value) or event["kind"] != "try" or event["failed"] == "yes"
        fine = fine and event["kind"] in KINDS and event["failed"] in ("yes", "no")
        if fine and isinstance(json.loads(event["settings"] or "{}"), dict):
            return event
    return None


def append(path, check=None, **fields):
    """Add an event at the end of a ledger, in its turn, down to the disk.

    Parameters
    ----------
    path : Path
        A file without events is made if there is none.
    check : function or None
        It gets the events so far, while no other process can add one, and may raise: then nothing is added. If it
        returns True, what the event says is already there, and nothing is added either.
    **fields : str
        By column; settings as a dict.

    Returns
    -------
    list of dict
        All events of the file, as `read` gives them.
    """
    event = {**dict.fromkeys(COLUMNS, ""), "failed": "no", "time": now(), **fields}
    event["what"] = escape(event["what"])
    event["settings"] = to_json(event["settings"] or {})
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([event[name] for name in COLUMNS])
    added = _parsed(text.getvalue()[:-1])
    if added is None:  # longer than a CSV may be
        raise ValueError(f"Ledger expected a line that can be read again, got {len(text.getvalue())} signs: shorten it")
    with locked(path, patience=10.0):
        events = read(path)[0]
        if check is not None and check(events):
            return events
        if not path.exists():
            with contextlib.suppress(FileExistsError):
                write_new(path, HEADER)
        with path.open("a+b") as file:  # writes go to the end, wherever it is read
            file.seek(-1, os.SEEK_END)
            half = file.read(1) != b"\n"
            file.write(b"\n" * half + text.getvalue().encode())
            file.flush()
            os.fsync(file.fileno())
    return [*events, added]


def to_json(settings):
    """Return settings as one line of JSON; what JSON does not know is written as its own text."""
    try:
        return _coded(json.dumps(settings, ensure_ascii=False, default=_in_words))
    except (TypeError, ValueError, RecursionError) as error:
        raise TypeError(
            f"Ledger.add expected settings of names and plain values, got {describe(settings)}: {error}"
        ) from None


def _in_words(value):
    """Return an array as lists, and anything else by its name."""
    return value.tolist() if hasattr(value, "tolist") else getattr(value, "__name__", None) or str(value)
