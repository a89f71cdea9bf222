"""Dates as people write them, and as tables want them: a small translation whose answers can all be checked."""

import datetime
import numbers
from dataclasses import dataclass

import numpy as np

from nnlearn.arguments import describe, flag, integer
from nnlearn.datasets.colour_names import codes_of
from nnlearn.datasets.dataset import paragraph

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
WEEKDAYS = "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
FORMS = (
    *("{d} {m} {y}", "{m} {d}, {y}", "{mmm} {d}, {y}", "{w}, {d} {m} {y}"),
    *("{d}.{number}.{y}", "{www} {d} {mmm} {y}", "the {nth} of {m} {y}", "{y}, {m} {nth}"),
)
SOURCE, TARGET = 30, 10  # places of a text, padded on the left, and of year-month-day
BLANK, START = "_", "="
CHARACTERS = BLANK + START + "".join(sorted(set("".join(MONTHS + WEEKDAYS) + "0123456789 ,.-")))
FIRST, LAST = datetime.date(1950, 1, 1).toordinal(), datetime.date(2049, 12, 31).toordinal()
HELD_OUT = 1000  # days that no training text names, in any form

CARD = """Days of 1950-2049 as people write them, in {forms}, and as year-month-day. Source: generated, by nnlearn;
{of}. Licence: none needed, the texts are made on your machine. Shapes: {n} texts, x ({n}, 40) and y ({n}, 10) int64,
codes of {characters} characters. Good for: sequence to sequence, since every answer can be checked; Python's strptime
reads them all with eight patterns, so nobody needs a network for it."""


@dataclass(frozen=True, eq=False, repr=False)
class Dates:
    """Texts of days, the answers, and both as codes.

    The code of a character is its place in `characters`; "_", code 0, is a blank, and "=" begins an answer.

    Parameters
    ----------
    texts : tuple of str
        What people write, such as "thu 5 mar 1998".
    answers : tuple of str
        What the table wants, such as "1998-03-05".
    x : ndarray of shape (n, 40), int64
        What a model reads: the text, filled up on the left to `source_length` places, "=", and the answer without its
        last digit.
    y : ndarray of shape (n, 10), int64
        What it is to predict at the last ten places: the answer.
    characters : str
        All characters in the order of their codes.
    source_length : int
        Places of a text, 30.
    card : str
        One paragraph: source, licence, shapes, what the texts are good for.

    Raises
    ------
    TypeError, ValueError
        `encode` raises for anything but texts, too long ones, and other characters; `decode` for anything but codes.

    Examples
    --------
    >>> data = dates(3, form=0)
    >>> data.texts[0], data.answers[0], data.decode(data.x[0, -11:]), data.decode(data.y[0])
    ('8 january 1972', '1972-01-08', '2=1972-01-0', '1972-01-08')
    """

    texts: tuple[str, ...]
    answers: tuple[str, ...]
    x: np.ndarray
    y: np.ndarray
    characters: str
    source_length: int
    card: str

    def encode(self, texts):
        """Return the codes of texts and "=", int64 (n, source_length + 1), as `generate` takes them."""
        if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
            raise TypeError(f"Dates.encode expected texts to be a list of str, got {describe(texts)}")
        if longest := [text for text in texts if len(text) > self.source_length]:
            raise ValueError(
                f"Dates.encode expected texts of {self.source_length} characters at most, got {longest[0]!r}"
            )
        return rows_of("Dates.encode", [text.rjust(self.source_length, BLANK) + START for text in texts])

    def decode(self, codes):
        """Return the text of a row of codes, without the blanks."""
        if not isinstance(codes, np.ndarray) or codes.ndim != 1 or codes.dtype.kind not in "iu":
            raise TypeError(f"Dates.decode expected codes of shape (n,), whole numbers, got {describe(codes)}")
        if codes.size and not 0 <= codes.min() <= codes.max() < len(self.characters):
            last = len(self.characters) - 1
            raise ValueError(f"Dates.decode expected codes in 0..{last}, got {codes.min()}..{codes.max()}")
        return "".join(self.characters[code] for code in codes).replace(BLANK, "")

    def __repr__(self):
        return f"Dates({len(self.texts)} texts of {len(set(self.answers))} days)"


def dates(n=20_000, form=None, seed=0, *, held_out=False):
    """Return texts of days in up to eight forms, to be translated to year-month-day.

    1,000 of the 36,525 days from 1950 to 2049 are held out, the same ones for every seed: without `held_out`, no text
    names one of them in any form, and with it, all do. Each text names another day.

    Parameters
    ----------
    n : int
        Number of texts, 1 to 35,525, or to 1,000 if held out.
    form : int or sequence of int or None
        The form of the texts, 0..7, or several to choose from at random; None chooses from all. Equal `n` and `seed`
        give the same days in another form.
    seed : int
        >= 0.
    held_out : bool, keyword only
        Whether the days are those that are held out.

    Returns
    -------
    Dates

    Raises
    ------
    TypeError, ValueError
        If an argument is not of the kind or in the range given above.

    Examples
    --------
    >>> [dates(1, form).texts[0] for form in (0, 1, 2, 3)]
    ['8 january 1972', 'january 8, 1972', 'jan 8, 1972', 'saturday, 8 january 1972']
    >>> [dates(1, form).texts[0] for form in (4, 5, 6, 7)]
    ['8.1.1972', 'sat 8 jan 1972', 'the 8th of january 1972', '1972, january 8th']
    """
    held_out = flag("dates", "held_out", held_out)
    days = np.random.default_rng(0).permutation(np.arange(FIRST, LAST + 1))  # the same parts for every seed
    days = days[:HELD_OUT] if held_out else days[HELD_OUT:]
    n = integer("dates", "n", n, low=1, high=len(days))
    forms = forms_of(form)
    rng = np.random.default_rng(integer("dates", "seed", seed, low=0))
    chosen = [datetime.date.fromordinal(int(day)) for day in rng.permutation(days)[:n]]
    texts = tuple(write(day, forms[k]) for day, k in zip(chosen, rng.integers(len(forms), size=n), strict=True))
    answers = tuple(day.isoformat() for day in chosen)
    rows = [text.rjust(SOURCE, BLANK) + START + answer for text, answer in zip(texts, answers, strict=True)]
    codes = rows_of("dates", rows)
    where = "all days are among the 1,000 held out" if held_out else "1,000 days are held out"
    many = f"form {forms[0]}" if len(forms) == 1 else f"{len(forms)} forms"
    card = paragraph(CARD.format(n=n, forms=many, of=where, characters=len(CHARACTERS)))
    return Dates(texts, answers, codes[:, :-1].copy(), codes[:, -TARGET:].copy(), CHARACTERS, SOURCE, card)


def rows_of(caller, rows):
    """Return the codes of texts of one length, int64 (n, length), or raise if a character is unknown.

    Examples
    --------
    >>> rows_of("dates", ["_=", "=_"]).tolist()
    [[0, 1], [1, 0]]
    """
    codes = codes_of(caller, "".join(rows), CHARACTERS)
    return codes.reshape(len(rows), len(rows[0]) if rows else SOURCE + 1)


def forms_of(form):
    """Return the forms to choose from, or raise."""
    if form is None:
        return range(len(FORMS))
    if isinstance(form, numbers.Number):
        return [integer("dates", "form", form, low=0, high=len(FORMS) - 1)]
    if not isinstance(form, list | tuple | range) or not form:
        raise TypeError(f"dates expected form to be a whole number, several in a list, or None, got {describe(form)}")
    return [integer("dates", "form", each, low=0, high=len(FORMS) - 1) for each in form]


def write(day, form):
    """Return a day as people write it, in one of eight forms."""
    d, m, y, w = day.day, MONTHS[day.month - 1], day.year, WEEKDAYS[day.weekday()]
    nth = f"{d}{'th' if 10 < d < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d % 10, 'th')}"
    return FORMS[form].format(d=d, m=m, mmm=m[:3], y=y, w=w, www=w[:3], nth=nth, number=day.month)
