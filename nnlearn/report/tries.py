"""A try as it is read from a ledger."""

import json
from typing import Any, NamedTuple


class Try(NamedTuple):
    """One try, as it stands in the ledger.

    Parameters
    ----------
    number : int
        Its place among the tries, from 1.
    what : str
    settings : dict
    seed : int or None
    value : float or None
        The measure on validation data.
    failed : bool
    weights : str
        The first 12 digits of their `state_hash`, "" if none were given.
    time : str
        In UTC.

    Examples
    --------
    >>> Try(1, "LeNet-5", {"lr": 0.004}, 0, 0.93, False, "80fd5ba7c1d2", "2026-11-30T16:48:00Z").value
    0.93
    """

    number: int
    what: str
    settings: dict[str, Any]
    seed: int | None
    value: float | None
    failed: bool
    weights: str
    time: str


def tries_of(events):
    """Return the tries among the events of a ledger."""
    found = [event for event in events if event["kind"] == "try"]
    return [
        Try(
            place,
            event["what"],
            json.loads(event["settings"] or "{}"),
            int(event["seed"]) if event["seed"] else None,
            float(event["value"]) if event["value"] else None,
            event["failed"] == "yes",
            event["weights"],
            event["time"],
        )
        for place, event in enumerate(found, 1)
    ]
