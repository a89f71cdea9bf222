"""Which solutions learners' copies get: all that are there or, where an instructor withholds them, those released.

The environment variable NNLEARN_WITHHOLD=1 withholds them: a hub sets it for its learners. What `nnlearn release` has
released is a list in the course's folder that a person can read and change.
"""

import os
from pathlib import Path

from nnlearn.files import write_atomically

WITHHOLD = "NNLEARN_WITHHOLD"
FOLDER = "solutions"
RELEASED = f"{FOLDER}/released.txt"  # a lesson's number a line


def released(root):
    """Return the numbers of the lessons whose solutions were released, such as {"01", "02"}."""
    try:
        return set((Path(root) / RELEASED).read_text(encoding="utf-8", errors="replace").split())
    except FileNotFoundError:
        return set()


def note(root, numbers):
    """Add lessons to the list of those released."""
    path = Path(root) / RELEASED
    everything = released(root) | set(numbers)
    if everything != released(root):
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, "".join(f"{number}\n" for number in sorted(everything)))


def withheld(root, name):
    """Return whether a file of the course, such as "solutions/02_perceptron_solutions.ipynb", is kept back here."""
    folder, _, file = name.partition("/")
    if folder != FOLDER or os.environ.get(WITHHOLD, "0") in ("", "0"):
        return False
    return file[:2] not in released(root)
