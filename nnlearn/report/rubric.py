"""The rubric of the capstone: twenty points, counted from what lies in a folder and not from what is said there."""

from pathlib import Path
from typing import NamedTuple

from nnlearn.arguments import describe
from nnlearn.report import points, points_beyond
from nnlearn.report.handed import Handed

POINTS = {
    "question": points.question,
    "seal": points.seal,
    "nothing chosen after looking": points.nothing_chosen_after,
    "five tries": points.five_tries,
    "baseline tuned as long": points.baseline,
    "silly baseline": points.silly,
    "own layer": points.own_layer,
    "both sides": points.parity,
    "five starts": points.five_starts,
    "interval": points.interval,
    "paired difference": points.difference,
    "worst group": points.worst_slice,
    "attack": points_beyond.attack,
    "control of the attack": points_beyond.control,
    "strangers": points_beyond.strangers,
    "map against random weights": points_beyond.attribution,
    "counterfactual": points_beyond.counterfactual,
    "hypothesis": points_beyond.hypothesis,
    "card": points_beyond.card,
}
CLEAN = "clean run"


class Item(NamedTuple):
    """One point of the rubric.

    Parameters
    ----------
    name : str
    got : bool
    says : str
        What is missing and how to get it; for a point that was got, "" or a remark.

    Examples
    --------
    >>> Item("seal", False, "there is no test.sealed").got
    False
    """

    name: str
    got: bool
    says: str


class Rubric(NamedTuple):
    """The points of a capstone; printed, it says of each missing one how to get it.

    Parameters
    ----------
    items : tuple of Item

    Examples
    --------
    >>> print(Rubric((Item("question", True, ""), Item("seal", False, "there is no test.sealed"))))
    1 of 2 points
      [x] question
      [ ] seal: there is no test.sealed
    """

    items: tuple[Item, ...]

    @property
    def points(self):
        """How many points were got."""
        return sum(item.got for item in self.items)

    @property
    def of(self):
        """How many there are."""
        return len(self.items)

    @property
    def missing(self):
        """The items that were not got."""
        return [item for item in self.items if not item.got]

    def __str__(self):
        lines = [f"  [{'x' if got else ' '}] {name}" + f": {says}" * bool(says) for name, got, says in self.items]
        return "\n".join([f"{self.points} of {self.of} points", *lines])


class Rerun(NamedTuple):
    """What became of a report that was run from a clean kernel, in a copy of its folder.

    Parameters
    ----------
    folder : str or Path
        The copy, after the run.
    fault : str
        Why it did not run to the end, or the first cell that failed; "" if it did.

    Examples
    --------
    >>> Rerun("copy", "cell 3: NameError").fault
    'cell 3: NameError'
    """

    folder: str | Path
    fault: str


def rubric(folder, *, rerun=None):
    """Count the points of a capstone: twenty, each for something that was done and can be counted again.

    Parameters
    ----------
    folder : str or Path
        With report.ipynb, question.md, ledger.csv, test.sealed, evidence.json, card.md and weights.safetensors.
    rerun : Rerun or None
        A run of its report from clean, such as `nnlearn report FOLDER` makes: then the points are counted from what
        that run measured. Without it, from what the executed report shows, and the last point cannot be got.

    Returns
    -------
    Rubric

    Raises
    ------
    TypeError, FileNotFoundError
        If the folder is none, or not there. What is missing or damaged in it costs points, and raises nothing.

    Notes
    -----
    Scores, intervals and verdicts are computed again from the answers in evidence.json and the sealed targets. It is a
    help and not an exam: who writes a false file of evidence on purpose can get points.

    Examples
    --------
    >>> import tempfile
    >>> found = rubric(tempfile.mkdtemp())
    >>> found.points, found.of, found.items[1].name
    (0, 20, 'seal')
    """
    if not isinstance(folder, str | Path) or not str(folder).strip():
        raise TypeError(f"rubric expected folder to be the name of a folder, got {describe(folder)}")
    folder = Path(folder).expanduser()
    if not folder.is_dir():
        raise FileNotFoundError(
            f"rubric expected folder to be there, got {folder}: `nnlearn report {folder.name} --start` makes one"
        )
    handed = Handed(folder)
    counted = handed if rerun is None else Handed(Path(rerun.folder), ran=True)
    items = [_item(name, point, counted) for name, point in POINTS.items()]
    return Rubric((*items, _clean(handed, counted, rerun)))


def _item(name, point, *folders):
    try:
        says = point(*folders)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, OSError) as error:
        says = f"a file of the folder was changed or is damaged ({type(error).__name__}: {error}): run the report again"
    return Item(name, not says, " ".join(says.split()))


def _clean(handed, again, rerun):
    if rerun is None:
        return Item(CLEAN, False, f"not tried here: `nnlearn report {handed.folder.name}` in a terminal does it")
    if rerun.fault:
        return Item(CLEAN, False, f"from a clean kernel, {rerun.fault}: restart, run all from the top, and repair it")
    item = _item(CLEAN, points_beyond.equal, handed, again)
    return Item(CLEAN, True, points_beyond.bits(handed, again)) if item.got else item
