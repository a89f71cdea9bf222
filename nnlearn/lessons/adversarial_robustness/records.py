"""What `record.py` recorded of the comparisons of lesson 29, read from the file that ships."""

from pathlib import Path

from nnlearn.lessons.boltzmann_machines.records import rows_of, spread

__all__ = ["columns", "recorded", "spread"]

RECORD = Path(__file__).with_name("trainings.json")


def recorded(part, **where):
    """Return what was recorded of a part, one row for each training.

    Parameters
    ----------
    part : {"pixels", "travel", "masks", "defences", "photographs", "unknown"}
        Functions of these names in `record.py` say what they are.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict
        In the order in which they were trained.

    Examples
    --------
    >>> [row["seed"] for row in recorded("defences", defence="one step")]
    [0, 1, 2, 3, 4]
    """
    return rows_of(RECORD, part, where)


def columns(rows, *parts, digits=3):
    """Return mean and standard deviation of parts of a record, as the columns of a line.

    Parameters
    ----------
    rows : list of dict
    *parts : str
        Names of the numbers.
    digits : int, default 3
        Decimal places.

    Returns
    -------
    str

    Examples
    --------
    >>> columns([{"a": 0.1, "b": 0.5}, {"a": 0.2, "b": 0.5}], "a", "b", digits=2)
    '0.15 ± 0.07     0.50 ± 0.00   '
    """
    return "  ".join(f"{spread([row[part] for row in rows], digits):{2 * digits + 10}}" for part in parts)
