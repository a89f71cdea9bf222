"""Loans of a bank in southern Germany, with what the bank knew beforehand and whether they were paid back."""

from dataclasses import dataclass

import numpy as np

from nnlearn.arguments import flag
from nnlearn.datasets.dataset import Dataset, paragraph
from nnlearn.datasets.frozen import read

SHA256 = "a4e28e9ca9e250ca619b052f73bf63c1f4ab9c8e883a2b944f68251ed55a02f3"
YEARS = "under 1 year; 1 to 4 years; 4 to 7 years; 7 years or more"
LEVELS = {  # meaning of the codes, in their order; from 0 where FIRST says so, else from 1
    "status": "no account; below 0; 0 to 200; 200 or more, or a salary for a year",
    "credit_history": "paid late; critical; none, or all paid; paid so far; all paid at this bank",
    "purpose": "other; new car; used car; furniture; radio or television; appliances; repairs; education; holiday; "
    "retraining; business",
    "savings": "none or unknown; below 100; 100 to 500; 500 to 1000; 1000 or more",
    "employment_duration": f"unemployed; {YEARS}",
    "installment_rate": "35 % or more; 25 to 35 %; 20 to 25 %; below 20 %",
    "personal_status_sex": "man, divorced or separated; woman, not single, or man, single; man, married or widowed; "
    "woman, single",
    "other_debtors": "none; co-applicant; guarantor",
    "present_residence": YEARS,
    "property": "none or unknown; car or other; savings agreement or life insurance; real estate",
    "other_installment_plans": "bank; stores; none",
    "housing": "for free; rent; own",
    "number_credits": "1; 2 or 3; 4 or 5; 6 or more",
    "job": "unskilled, not resident; unskilled, resident; skilled; manager or highly qualified",
    "people_liable": "3 or more; 0 to 2",
    "telephone": "no; yes",
    "foreign_worker": "yes; no",
}
FIRST = {"credit_history": 0, "purpose": 0}
NUMBERS = "duration", "amount", "age"
ORDERED = "installment_rate", "present_residence", "number_credits"  # codes that one_hot leaves as numbers

CARD = """1,000 loans of a bank in southern Germany, 1973 to 1975: what the bank knew beforehand, and whether the loan
was paid back as agreed. 300 were not: bad loans were drawn far more often than they occur. A mistake costs money: as a
rule, a bad loan that is granted counts 5, a good one that is refused counts 1 (Statlog's cost matrix). Applicants whom
the bank refused are missing. Source: U. Groemping (2019), UCI 573; the 21,000 numbers are those of UCI's file, the
words for codes are shortened. It corrects the much copied Statlog German credit data, which is wrong about many codes,
sex among them: one code means single men as well as women who are not single, so no analysis by sex is possible.
Licence: CC BY 4.0, see credit_LICENSE.txt next to it. Shapes: x ({n}, {features}) float32, {columns}, y ({n},) int64.
Good for: deciding by money, and seeing how little a network adds to a table of this size."""


@dataclass(frozen=True, eq=False, repr=False)
class Credit(Dataset):
    """Loans, and what the codes in their columns mean; made by `credit`.

    Attributes
    ----------
    name, x, y, features, classes, card
        As in a `Dataset`.
    levels : dict of str to dict of int to str
        `levels[feature][code]` says in words what a code means; three features are numbers and are not in it.

    Examples
    --------
    >>> loans = credit()
    >>> loans.levels["housing"]
    {1: 'for free', 2: 'rent', 3: 'own'}
    """

    levels: dict


def credit(*, one_hot=False):
    """Return 1,000 loans of a bank in southern Germany, which ship with the course.

    Parameters
    ----------
    one_hot : bool, keyword only
        False: the 20 columns of the source, most of which are codes. True: 48 columns. Six stay as they are: months,
        Deutsche Mark and years, and three codes that are ordered; every other code becomes a column of 0 and 1, but for
        the first of each feature, and for education, which no loan was for.

    Returns
    -------
    Credit
        x (1000, 20) or (1000, 48) float32; y (1000,) int64, 1 for a loan that was not paid back as agreed.

    Raises
    ------
    TypeError
        If `one_hot` is neither True nor False.
    OSError
        If the shipped file is missing or not the one that was shipped.

    References
    ----------
    Groemping (2019), "South German credit data: correcting a widely used data set", Beuth University of Applied
    Sciences Berlin, Report 4/2019.

    Examples
    --------
    >>> loans = credit()
    >>> loans
    Dataset(credit: x float32 (1000, 20), y int64 (1000,), classes good, bad)
    >>> [f"{name} {value:g}" for name, value in zip(loans.features, loans.x[0])][:3]
    ['status 1', 'duration 18', 'credit_history 4']
    >>> credit(one_hot=True).features[:4]
    ('status: below 0', 'status: 0 to 200', 'status: 200 or more, or a salary for a year', 'duration')
    """
    head, *rows = (line.split(",") for line in read("credit.csv", SHA256).decode("ascii").split())
    table, names = np.array(rows, np.float32), tuple(head[:-1])
    x, y = table[:, :-1].copy(), 1 - table[:, -1].astype(np.int64)  # the source has 1 for good
    columns = "17 of the columns are codes, explained in `levels`, three are numbers"
    levels = {name: dict(enumerate(words.split("; "), FIRST.get(name, 1))) for name, words in LEVELS.items()}
    if flag("credit", "one_hot", one_hot):
        x, names = _one_hot(x, names, levels)
        columns = "42 of the columns are 0 or 1"
    card = paragraph(CARD.format(n=len(x), features=len(names), columns=columns))
    return Credit("credit", x, y, names, ("good", "bad"), card, levels)


def _one_hot(x, names, levels):
    """Return a column of 0 and 1 for each code that occurs, but for the lowest of each feature, and their names."""
    columns, found = [], []
    for column, name in zip(x.T, names, strict=True):
        if name in NUMBERS + ORDERED:
            columns.append(column)
            found.append(name)
            continue
        for code in np.unique(column)[1:]:
            columns.append((column == code).astype(np.float32))
            found.append(f"{name}: {levels[name][int(code)]}")
    return np.stack(columns, axis=1), tuple(found)
