"""Whether the question came before the answer, as the lines of a ledger tell it."""

import hashlib
from typing import NamedTuple

from nnlearn.report import lines
from nnlearn.report.entry import file_path
from nnlearn.report.ledger import a_ledger


class Order(NamedTuple):
    """Whether the question came first, and why one can say so.

    Parameters
    ----------
    kept : bool
    why : str

    Examples
    --------
    >>> Order(False, "3 tries came before the question").kept
    False
    """

    kept: bool
    why: str


def check_order(path, ledger):
    """Return whether a question was in the ledger before the first try and before a seal was opened.

    Parameters
    ----------
    path : str or Path
        A file that `preregister` wrote.
    ledger : Ledger

    Returns
    -------
    Order
        `kept` and `why`. The order is that of the ledger's lines, since clocks can be wrong.

    Raises
    ------
    TypeError
        If the ledger is none.
    OSError
        If a file is there and cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> from nnlearn.report import Ledger
    >>> folder = tempfile.mkdtemp()
    >>> check_order(folder + "/question.md", Ledger(folder + "/ledger.csv")).why
    'there is no question.md'
    """
    path, ledger = file_path("check_order", path), a_ledger("check_order", ledger)
    if not path.is_file():
        return Order(False, f"there is no {path.name}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    events = lines.read(ledger.path)[0]
    place = next((place for place, event in enumerate(events) if asks(event, digest)), None)
    if place is None:
        asked = any(event["kind"] == "question" for event in events)
        return Order(
            False, f"{path.name} is not as it was written down" if asked else f"{path.name} is not in the ledger"
        )
    for kind, said in (("try", "{} came before the question"), ("opened", "a seal was opened before the question: {}")):
        count = sum(event["kind"] == kind for event in events[:place])
        if count:
            one, more = ("try", "tries") if kind == "try" else ("time", "times")
            return Order(False, said.format(f"{count} {one if count == 1 else more}"))
    return Order(True, "the question was written down before the first try")


def asks(event, digest):
    """Return whether an event of a ledger writes down the question with this hash."""
    return event["kind"] == "question" and digest in event["settings"]
