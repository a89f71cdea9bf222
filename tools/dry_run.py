"""Go through a plan of TEACHING.md by machine: run the cells of its sections and no others, and time them.

    python tools/dry_run.py "A half day"

It shows what a plan cannot know: whether a section that is kept needs a cell of one that is left out, how long people
would wait for cells, and how long the text is when it is read aloud (130 words a minute).
"""

import re
import sys
import time

import nbformat
import teaching
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from nnlearn.syllabus import lesson

PACE = 130  # words a minute, read aloud


def kept(block):
    """Return the notebook of a lesson without the cells of the sections that are left out."""
    notebook = nbformat.read(teaching.ROOT / "notebooks" / f"{lesson(block.what).stem}.ipynb", 4)
    cells, skipped = [], False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            pieces = re.split(r"^(?=## )", cell.source, flags=re.MULTILINE)
            texts = []
            for piece in pieces:
                name = re.match(r"## (.*?) \(\d+ min\)", piece)
                skipped = name[1] in block.left_out if name else skipped
                texts += [] if skipped else [piece]
            cells += [nbformat.v4.new_markdown_cell("".join(texts))]
        elif not skipped:
            cells.append(cell)
    notebook.cells = cells
    return notebook


def run(block):
    """Return words, seconds that the cells take, and the first failure or ""."""
    notebook = kept(block)
    words = sum(len(cell.source.split()) for cell in notebook.cells if cell.cell_type == "markdown")
    resources = {"metadata": {"path": str(teaching.ROOT / "notebooks")}}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources)
    start = time.perf_counter()
    try:
        client.execute()
    except CellExecutionError as error:
        return words, time.perf_counter() - start, str(error).strip().splitlines()[-1]
    return words, time.perf_counter() - start, ""


def main(name):
    _, blocks = teaching.PLANS[name]
    print("| Lesson | planned, of which exercises | words, read aloud | its cells |\n|---|---|---|---|")
    failures = 0
    for block in blocks:
        if block.is_lesson:
            words, seconds, failure = run(block)
            exercises = teaching.EXERCISE * len(block.exercises)
            said = failure or f"{seconds:.0f} s"
            failures += bool(failure)
            print(f"| {block.what} | {block.takes()} min, {exercises} | {words}, {words / PACE:.0f} min | {said} |")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "A half day"))
