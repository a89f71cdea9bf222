"""What a learner's notebook may say to a room: anything else is refused with a sentence."""

import re
import unicodedata

from nnlearn.checks import registry

MAX_NAME = 40  # characters
MAX_TRIES = 1_000_000
KEY = re.compile(r"[0-9a-f]{32}")
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # no line breaks, and nothing that turns the page's text around


def name_of(said):
    r"""Return a learner's name in one line, or raise.

    Parameters
    ----------
    said : object

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If it is not a text, is blank, or is longer than 40 characters.

    Examples
    --------
    >>> name_of("  Ada \u202e Lovelace ")
    'Ada Lovelace'
    """
    if not isinstance(said, str):
        raise ValueError(f"a name is a text, got {type(said).__name__}")
    name = " ".join("".join(one for one in said[:1000] if unicodedata.category(one) not in HIDDEN).split())
    if not 1 <= len(name) <= MAX_NAME:
        raise ValueError(f"a name has 1 to {MAX_NAME} characters, got {len(name)}")
    return name


def key_of(said):
    """Return the key that tells one learner's row from another's, or raise a ValueError."""
    key = said.get("key") if isinstance(said, dict) else None
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise ValueError("expected a key of 32 hexadecimal digits")
    return key


def news_of(said):
    """Return the news of one check: exercise, passed, tries, mistake.

    Parameters
    ----------
    said : dict
        What came over the network.

    Returns
    -------
    dict
        A mistake that this course does not name is left out, so that nobody writes on the page.

    Raises
    ------
    ValueError
        If the course has no such exercise, or a field has another type.

    Examples
    --------
    >>> news_of({"exercise": "02.1", "passed": False, "tries": 2, "mistake": "<b>"})
    {'exercise': '02.1', 'passed': False, 'tries': 2, 'mistake': None}
    """
    id, passed, tries, mistake = (said.get(name) for name in ("exercise", "passed", "tries", "mistake"))
    exercise = registry.find("exercises", id) if isinstance(id, str) and len(id) <= 40 else None
    if exercise is None:
        raise ValueError("this course has no such exercise")
    if not isinstance(passed, bool):
        raise ValueError("passed is true or false")
    if type(tries) is not int or not 1 <= tries <= MAX_TRIES:
        raise ValueError(f"tries is a whole number from 1 to {MAX_TRIES}")
    known = isinstance(mistake, str) and mistake in exercise.wrong and not passed
    return {"exercise": id, "passed": passed, "tries": tries, "mistake": mistake if known else None}
