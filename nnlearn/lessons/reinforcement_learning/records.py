"""What `record.py` recorded of the comparisons of lesson 28, read from the file that ships."""

from pathlib import Path

from nnlearn.lessons.boltzmann_machines.records import rows_of, spread

__all__ = ["recorded", "spread"]

RECORD = Path(__file__).with_name("trainings.json")


def recorded(part, **where):
    """Return what was recorded of a part, one row for each training.

    Parameters
    ----------
    part : {"deep", "blown", "climbing", "guessing", "tables"}
        Functions of these names in `record.py` say what they are.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict
        In the order in which they were trained.

    Examples
    --------
    >>> [row["seed"] for row in recorded("blown", kind="rate 1e-4")]
    [0, 1, 2, 3, 4]
    """
    return rows_of(RECORD, part, where)
