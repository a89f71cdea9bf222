"""What is said of a wrong answer to 33.3 and 33.4: how such a name comes about, and what is odd about two lists."""

import hashlib

import numpy as np

from nnlearn.lessons.capstone.answers import slices, stale
from nnlearn.report import state_hash


def name_advice(answer):
    """Say what the name of two numbers is, if the name is wrong, and how such a one comes about.

    If the name is right, say what is odd about a list of the right claims.
    """
    weights = {"b": np.ones(1), "a": np.zeros(1)}
    try:
        name, claims = answer([("parity", ""), ("accuracy", "")], dict(weights))
    except Exception:  # the report of the check says it
        return ""
    if isinstance(claims, str):
        return "A pair is wanted: the name, and a list of the claims."
    right = stale([], weights)[0]
    if name == right:
        if isinstance(claims, list) and claims == ["accuracy", "parity"]:
            return "The claims are sorted: they should stand in the order of the card."
        pairs = isinstance(claims, list) and all(isinstance(one, tuple) for one in claims)
        return "What is listed are pairs: of each, the claim alone is wanted." if claims and pairs else ""
    if not isinstance(name, str):
        return ""
    if how := HOW.get(name):
        return how
    return f'For the weights {{"b": np.ones(1), "a": np.zeros(1)}} the name is {right}, and yours is {name[:64]}.'


def _names():
    """Return how names of the weights {"b": np.ones(1), "a": np.zeros(1)} come about that are often made."""
    zeros, ones = np.zeros(1).tobytes(), np.ones(1).tobytes()
    right, swapped = b"a" + zeros + b"b" + ones, zeros + b"a" + ones + b"b"
    sha, hexadecimal = hashlib.sha256, "the first 12 hexadecimal digits"
    found = {
        sha(b"b" + ones + b"a" + zeros).hexdigest()[:12]: "Your digest takes b before a: sort the names.",
        sha(b"ab" + zeros + ones).hexdigest()[:12]: "Your digest takes all names first, and then all arrays. After "
        "each name comes its own array, and then the next name.",
        sha(swapped).hexdigest()[:12]: "Your digest takes each array before its name: the name comes first.",
        sha(right).hexdigest()[-12:]: f"These are the last 12 digits. Wanted are {hexadecimal}.",
        sha(right).digest()[:12].hex(): "You kept 12 bytes, and a byte has two hexadecimal digits: cut the text that "
        "`hexdigest()` gives.",
        state_hash({"b": np.ones(1), "a": np.zeros(1)}, digits=12): "This is the digest of `report.state_hash`, into "
        "which dtypes and shapes go as well. Here only names and bytes go in, one `hashlib.sha256` for all.",
    }
    for kind in ("md5", "sha1", "sha512", "sha3_256", "blake2b"):
        found[hashlib.new(kind, right, usedforsecurity=False).hexdigest()[:12]] = (
            f"This is a digest of {kind}, not of SHA-256."
        )
    return found


HOW = _names()


def group_advice(answer):
    """Say what is odd about the form or the order of two lists that hold the right groups."""
    groups = np.array(list("eeebbbddcdaa"))
    right = np.array([1, 0, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1])
    try:
        table, few = answer(right.copy(), groups.copy(), 3)
        wanted, small = slices(right, groups, 3)
        rows, rest = ([list(row) if isinstance(row, tuple | list) else row for row in part] for part in (table, few))
    except Exception:  # the report of the check says it
        return ""
    if rows and all(isinstance(row, list) and len(row) == 3 and np.shape(row[2]) == (2,) for row in rows):
        return "A row has four parts: the two ends of the interval stand in it one after the other, not as a pair."
    if rest and all(isinstance(row, str) for row in rest):
        return "The rows of the second list are pairs: to each name belongs its number of examples."
    wanted, small = ([list(row) for row in part] for part in (wanted, small))
    if rest != small and _alike(rest, small):
        return "The second list holds the right rows in another order: sort them by the names of the groups."
    if 0 < len(rest) < len(small):
        held = f"With {len(small)} groups that are too small, the second list has {len(rest)} of them at most."
        return f"{held} Is the line that adds a row reached for each?"
    return ""


def _alike(rows, others):
    return len(rows) == len(others) and all(row in others for row in rows) and all(row in rows for row in others)
