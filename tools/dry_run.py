"""Go through a plan of TEACHING.md by machine: run the cells of its sections and no others, and time them.

    python tools/dry_run.py "A half day"

It shows what a plan cannot know: whether a section that is kept needs a cell of one that is left out, how long people
would wait for cells, and how long the text is when it is read aloud (130 words a minute). The minutes of the exercises
are `tools/exercise_minutes.py`'s.
"""

import re
import sys
import time

import nbformat
import plan_blocks
import plans
from exercise_minutes import minutes
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from nnlearn.syllabus import lesson

PACE = 130  # words a minute, read aloud


def kept(number, blocks):
    """Return the notebook of a lesson with the sections of a plan's blocks alone."""
    names = {name for block in blocks if block.what == number for name in block.kept}
    notebook = nbformat.read(plan_blocks.ROOT / lesson(number).notebook(), 4)
    cells, skipped = [], False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            pieces = re.split(r"^(?=## )", cell.source, flags=re.MULTILINE)
            texts = []
            for piece in pieces:
                name = re.match(r"## (.*?) \(\d+ min\)", piece)
                skipped = name[1] not in names if name else skipped
                texts += [] if skipped else [piece]
            cells += [nbformat.v4.new_markdown_cell("".join(texts))]
        elif not skipped:
            cells.append(cell)
    notebook.cells = cells
    return notebook


def run(notebook):
    """Return words, seconds that the cells take, and the first failure or ""."""
    words = sum(len(cell.source.split()) for cell in notebook.cells if cell.cell_type == "markdown")
    resources = {"metadata": {"path": str(plan_blocks.ROOT / "notebooks")}}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources)
    start = time.perf_counter()
    try:
        client.execute()
    except CellExecutionError as error:
        return words, time.perf_counter() - start, str(error).strip().splitlines()[-1]
    return words, time.perf_counter() - start, ""


def main(name):
    if name not in plans.PLANS:
        print(f"nnlearn: no plan {name!r}: there are {', '.join(map(repr, plans.PLANS))}", file=sys.stderr)
        return 1
    blocks = [block for block in plans.PLANS[name].blocks if block.is_lesson]
    print("| Lesson | planned, of which exercises | words, read aloud | its cells |\n|---|---|---|---|")
    failures = 0
    for number in dict.fromkeys(block.what for block in blocks):
        words, seconds, failure = run(kept(number, blocks))
        parts = [block for block in blocks if block.what == number]
        planned = sum(block.takes() for block in parts)
        exercises = sum(minutes(one) for block in parts for one in block.asked)
        failures += bool(failure)
        row = (number, f"{planned} min, {exercises}", f"{words}, {words / PACE:.0f} min", failure or f"{seconds:.0f} s")
        print(f"| {' | '.join(row)} |", flush=True)
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "A half day"))
