"""What a worker may say about a check; anything else was written into its pipe by a cell."""

import math

from nnlearn.checks import registry
from nnlearn.checks.box import MARKS

MAX_CHARACTERS = 4000  # of a message or a fault
MAX_NAME = 200  # of a mistake


def plain(text, most=MAX_CHARACTERS):
    r"""Return text that every file can hold: not too long, and without halves of characters.

    Examples
    --------
    >>> plain("half of an emoji: \ud83d")
    'half of an emoji: ?'
    """
    return str(text)[:most].encode("utf-8", "replace").decode("utf-8")


def result_of(said):
    """Return a check's result as the report may show it.

    Parameters
    ----------
    said : object
        What came through the pipe.

    Returns
    -------
    dict
        id, status, passed, mistake, caused_by, value, message.

    Raises
    ------
    ValueError
        If no check can have sent it: an exercise that is not there, an unknown status, a field of another type.

    Examples
    --------
    >>> result_of({"id": "99.1", "status": "passed", "passed": True})
    Traceback (most recent call last):
    ...
    ValueError: no check sends {'id': '99.1', 'status': 'passed', 'passed': True}
    """
    fine = isinstance(said, dict) and isinstance(said.get("id"), str)
    fine = fine and registry.find("exercises", said["id"]) is not None
    fine = fine and isinstance(said.get("status"), str) and said["status"] in MARKS
    fine = fine and said.get("passed") is (said["status"] == "passed")
    fine = fine and isinstance(said.get("mistake"), (str, type(None)))
    fine = fine and isinstance(said.get("message", ""), str)
    cause = said.get("caused_by", "") if fine else ""
    fine = fine and isinstance(cause, str) and (not cause or registry.find("exercises", cause) is not None)
    value = said.get("value") if fine else None
    if not fine or isinstance(value, bool) or not isinstance(value, (int, float, type(None))):
        raise ValueError(f"no check sends {plain(said, MAX_NAME)}")
    return {
        "id": said["id"],
        "status": said["status"],
        "passed": said["passed"],
        "mistake": None if said["mistake"] is None else plain(said["mistake"], MAX_NAME),
        "caused_by": cause,
        "value": float(value) if value is not None and math.isfinite(value) else None,
        "message": plain(said.get("message", "")),
    }
