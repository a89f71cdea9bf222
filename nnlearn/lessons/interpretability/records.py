"""What `record.py` recorded of the networks of lesson 30, read from the file that ships."""

from pathlib import Path

from nnlearn.lessons.boltzmann_machines.records import rows_of, spread

__all__ = ["recorded", "spread"]

RECORD = Path(__file__).with_name("measured.json")


def recorded(part, **where):
    """Return what was recorded of a part, one row for each network, layer or map.

    Parameters
    ----------
    part : {"ablation", "together", "dreaming", "deletion", "sanity", "completeness", "stamps", "linear"}
        Functions of these names in `record.py` say what they are.
    **where
        What a row must have, such as seed=0.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> [row["seed"] for row in recorded("ablation", layer="F6")]
    [0, 1, 2, 3, 4]
    """
    return rows_of(RECORD, part, where)
