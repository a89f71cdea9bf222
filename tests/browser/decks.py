"""Decks for tests: their tours have the sentences of instructors/ and an empty picture: recording takes a minute."""

import io
import re

import slides
import tours
from PIL import Image

from nnlearn.explorers.tour import RecordedStop
from nnlearn.syllabus import existing

LESSONS = [one for one in existing(slides.ROOT) if (slides.ROOT / "notebooks" / f"{one.stem}.ipynb").exists()]


SCRIPT = re.compile(r"^`(\w+)`, \*Next stop\*:\n\n((?:\d\. .*\n(?:   .*\n)*)+)", re.MULTILINE)


def scripts():
    """Return [(explorer, its stops' sentences)] as tools/teaching.py has written them for instructors."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((slides.ROOT / "instructors").glob("*.md")))
    return [(name, re.split(r"^\d\. ", told, flags=re.MULTILINE)[1:]) for name, told in SCRIPT.findall(text)]


def written(notebook):
    """Return {number of the cell: stops} as `tours.tours`, from the pages for instructors."""
    empty = io.BytesIO()
    Image.new("1", (1280, 1100), 1).save(empty, "png")
    left, found = dict(scripts()), {}
    for number, cell in enumerate(notebook.cells):
        call = tours.EXPLORER.search(cell.source) if cell.cell_type == "code" else None
        told = left.pop(call[1], ()) if call else ()  # only the first cell of an explorer has its tour
        if told:
            found[number] = [RecordedStop(empty.getvalue(), "a picture", " ".join(one.split())) for one in told]
    return found
