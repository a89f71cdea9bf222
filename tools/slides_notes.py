"""TEACHING.md in the speaker's notes: what it says of a lesson, on the slides where it is needed."""

import re
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "TEACHING.md"
PLACES = {  # the parts of a lesson's notes: the kind of slide whose first gets it; any other part goes to the title
    "The picture for the wall": ("explorer",),
    "Where people get stuck": ("turn", "explorer"),
    "Questions you will hear": ("last",),
}


@lru_cache
def parts(number):
    """Return {"What it is for": text} of a lesson.

    Examples
    --------
    >>> list(parts("04"))[:2]
    ['What it is for', 'The picture for the wall']
    """
    found = re.search(
        rf"^### {number} .*?\n(.*?)(?=^##|\Z)", FILE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    pieces = re.split(r"^\*\*([^*\n]+?)[.:]?\*\*", found[1] if found else "", flags=re.MULTILINE)
    return {name: told.strip() for name, told in zip(pieces[1::2], pieces[2::2], strict=True)}


def add(slides, number):
    """Put a lesson's notes on its slides."""
    kinds = {}
    for slide in slides:
        kinds.setdefault(slide.kind, slide)
    kinds["last"] = slides[-1]
    for name, told in parts(number).items():
        wanted = next((there for start, there in PLACES.items() if name.startswith(start)), ())
        slide = next((kinds[kind] for kind in wanted if kind in kinds), slides[0])
        slide.notes.append(f"**{name}.** {told}")
    late = set(re.findall(r"\*([^*]+)\*", parts(number).get("Skip when late", "")))
    for slide in slides:
        if slide.heading in late:
            slide.notes.insert(0, f"**Late?** Leave *{slide.heading}* out.")
            late.remove(slide.heading)
