"""What `record.py` recorded of the comparisons of lesson 27, read from the file that ships."""

from pathlib import Path

import numpy as np

from nnlearn.lessons.boltzmann_machines.records import rows_of

RECORD = Path(__file__).with_name("trainings.json")


def recorded(part, **where):
    """Return what was recorded of a part, one row for each seed and setting.

    Parameters
    ----------
    part : {"apart", "noise", "judged", "few", "longer", "everyone"}
        Functions of these names in `record.py` say what they are.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> [row["seed"] for row in recorded("noise", step=26)]
    [0, 1, 2, 3, 4]
    """
    return rows_of(RECORD, part, where)


def mean(rows, name):
    """Return the mean of a value over rows.

    Examples
    --------
    >>> mean([{"loss": 1.0}, {"loss": 2.0}], "loss")
    1.5
    """
    return float(np.mean([row[name] for row in rows]))


def spread(rows, name, digits=2):
    """Return mean and standard deviation of a value over rows as text.

    Examples
    --------
    >>> spread([{"loss": 1.0}, {"loss": 2.0}], "loss")
    '1.50 ± 0.71'
    """
    values = [row[name] for row in rows]
    return f"{np.mean(values):.{digits}f} ± {np.std(values, ddof=1):.{digits}f}"
