"""What `record.py` recorded of the comparisons of lesson 22, read from the file that ships."""

import json
from functools import lru_cache
from pathlib import Path

import numpy as np


@lru_cache(maxsize=1)
def _record():
    return json.loads((Path(__file__).parent / "trainings.json").read_text(encoding="utf-8"))


def recorded(part, **where):
    """Return what was recorded of a part, one row for each training.

    Parameters
    ----------
    part : str
        A function of that name in `record.py` or `record_models.py` says what it is.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict
        In the order of the seeds.

    Examples
    --------
    >>> [row["seed"] for row in recorded("linear", code=2, batches="all")]
    [0, 1, 2, 3, 4]
    """
    return [row for row in _record()[part] if all(row.get(name) == value for name, value in where.items())]


def mean_and_spread(values, digits=3):
    """Return the mean of a few starts and their standard deviation, as text; of a single number, the number.

    Examples
    --------
    >>> mean_and_spread([0.29, 0.30, 0.31]), mean_and_spread([2.0], 1)
    ('0.300 +- 0.010', '2.0')
    """
    text = f"{np.mean(values) + 0.0:.{digits}f}"
    return text if len(values) == 1 or np.ptp(values) == 0 else f"{text} +- {np.std(values, ddof=1):.{digits}f}"


def table(rows, by, columns, digits=3):
    """Return trainings as a table of text: a line for each setting, mean and standard deviation of its starts.

    Parameters
    ----------
    rows : list of dict
        As `recorded` gives them.
    by : str
        What makes a setting: the name of a column of the rows.
    columns : dict of str to str
        {heading: name of a number in the rows}. A number may be missing.
    digits : int or sequence of int, default 3
        Decimal places, of all columns or of each.

    Returns
    -------
    str

    Examples
    --------
    >>> print(table([{"n": 4, "error": 0.5}, {"n": 4, "error": 0.7}, {"n": 8, "error": 0.3}], "n", {"test": "error"}))
    n            test
    4  0.600 +- 0.141
    8           0.300
    """
    groups: dict[str, list] = {}
    for row in rows:
        groups.setdefault(str(row[by]), []).append(row)
    places = [digits] * len(columns) if isinstance(digits, int) else digits
    cells = [["" if by == "name" else by, *columns]]
    for name, group in groups.items():
        found = ([row[key] for row in group if key in row] for key in columns.values())
        cells.append([name, *(mean_and_spread(v, d) if v else "" for v, d in zip(found, places, strict=True))])
    wide = [max(len(line[k]) for line in cells) for k in range(len(columns) + 1)]
    lines = ([line[0].ljust(wide[0])] + [text.rjust(w) for text, w in zip(line[1:], wide[1:], strict=True)]
             for line in cells)  # fmt: skip
    return "\n".join("  ".join(line).rstrip() for line in lines)


def restored():
    """Return the errors of spoiled and restored test digits as a table of text, a line for each way to restore them."""
    rows: dict[tuple, dict] = {}
    for row in recorded("restore"):
        rows.setdefault((row["name"], row["seed"]), {"name": row["name"]})[row["kind"]] = row["test"]
    return table(list(rows.values()), "name", {kind: kind for kind in ("noise 0.2", "noise 0.4", "hole")}, 4)


def alarm_table():
    """Return the AUROC of every alarm as a table of text; of PCA and autoencoders on tumours, that of the best size."""
    rows: list[dict] = []
    for kind in ("PCA", "autoencoder"):
        sizes = {code: recorded("tumours", name=f"{kind}, {code} numbers") for code in (2, 5, 10)}
        best = max(sizes.values(), key=lambda found: np.mean([row["tumours"] for row in found]))
        rows += [row | {"name": kind} for row in best]
    rows = [row for row in recorded("tumours") if "numbers" not in row["name"]] + rows
    rows += [row | {"name": row["name"].split(",")[0]} for row in recorded("strangers")]
    return table(rows, "name", {"tumours": "tumours", "a tenth digit": "digits"})


def verdicts(controls):
    """Return the means of what `samples.judged` says, as a table of text: of controls, or of what models have made."""
    names = {"Fréchet": "frechet", "NN made": "made alone", "NN real": "real alone", "precision": "precision",
             "recall": "recall", "copied": "copied", "sure": "sure"}  # fmt: skip
    groups: dict[str, list] = {}
    for row in recorded("invented", control=controls):
        groups.setdefault(row["name"], []).append(row)
    means = [{"name": name} | {key: np.mean([row[key] for row in group]) for key in names.values()}
             for name, group in groups.items()]  # fmt: skip
    return table(means, "name", names, (1, 2, 2, 2, 2, 2, 2))
