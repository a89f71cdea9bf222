"""Exercise 33.6: a folder is judged by the rubric of twenty points."""

from pathlib import Path

from nnlearn.checks.compare import named
from nnlearn.lessons.capstone.example import is_example
from nnlearn.report import rubric

TARGET = 15
SHOWN = 3  # of what is missing


def measure(folder):
    """Return the points of a capstone, whether they reach the target, a sentence, and what is missing."""
    if not isinstance(folder, str | Path) or not str(folder).strip():
        raise TypeError(f'Expected the name of your folder, such as "my_capstone", got {named(folder)}.')
    place = Path(folder).expanduser()
    if place.is_file():
        raise ValueError(f"Expected the folder, got the file {place.name}: pass the folder that it lies in.")
    if not place.is_dir():
        raise ValueError(
            f"There is no folder {place}, seen from {Path.cwd()}. `nnlearn report {place.name} --start` in a terminal "
            "makes one with an empty template; if it lies elsewhere, give its whole path."
        )
    found = rubric(place)
    sentence = f"{found.points} of {found.of} points."
    if is_example(place):
        sentence += " This is the finished example: it shows how a folder is counted, and yours is still to come."
    missing = [f"{item.name}: {item.says.rstrip('.')}." for item in found.missing]
    more = (
        f" And {len(missing) - SHOWN} more; `print(report.rubric(folder))` lists all." if len(missing) > SHOWN else ""
    )
    return found.points, found.points >= TARGET, sentence, " ".join(missing[:SHOWN]) + more
