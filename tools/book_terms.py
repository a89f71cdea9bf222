"""The glossary's definitions at its terms: on hover, on focus, and as a link to the entry."""

import re
from typing import NamedTuple

import book_links
import nbformat

ENTRY = re.compile(r"^- \*\*(.+?)\*\*: (.*) \(\[(\d+)\]\([^)]*\)\)$", re.MULTILINE)
# Words that the glossary defines for one lesson and that mean something else, or nothing special, in the others.
ORDINARY = """
    accumulate action advantage agent anomaly audit bandwidth baseline bias branch broadcast candidate centre channel
    clamped cluster collective completeness coverage critic deep degradation dense density device diamond
    discount energy environment episode error exploration frozen gain head hinge identity interpolation
    invariance kernel key lag leak leakage ledger margin memorisation mixing mode parity plateau policy
    precision prior probe process projection purity query rank recall redundancy replay replicable
    representative reproducible return reward saturate scaffold schedule score selectivity sensitivity shard
    signal spike state step stride sweep symmetry target temperature threshold topological truncated unit valley
    value
"""


class Term(NamedTuple):
    """An entry of the glossary, and the lesson that introduces it."""

    name: str
    definition: str
    lesson: int

    @property
    def anchor(self):
        return "term-" + re.sub(r"\W+", "-", self.name.lower()).strip("-")


def terms(glossary):
    """Return the `Term`s of the notebook with the glossary."""
    source = nbformat.read(glossary, 4).cells[0].source
    return [Term(name, re.sub(r"[*`$]", "", text), int(lesson)) for name, text, lesson in ENTRY.findall(source)]


def known(found, lesson):
    """Return the terms that a lesson may use: those introduced by then; ordinary words in their lesson alone."""
    return [one for one in found if one.lesson == lesson or (one.lesson < lesson and one.name not in ORDINARY.split())]


def pattern(found):
    """Return a regular expression for terms in a text, the longest first, in the singular or plural.

    Examples
    --------
    >>> here = pattern([Term("epoch", "", 2), Term("ReLU", "", 3)])
    >>> [one[0] for one in here.finditer("Epochs, ReLU, relu, epochal")]
    ['Epochs', 'ReLU']
    """
    names = sorted((one.name for one in found), key=len, reverse=True)
    written = "|".join(f"(?i:{name[0]}){re.escape(name[1:])}" if name.islower() else re.escape(name) for name in names)
    return re.compile(rf"(?<![\w-])({written})(?:s|es)?(?![\w-])")


def mark(soup, found, glossary):
    """Make the first of each term in each section of a page a link to its entry, with the definition beside it."""
    by_name, seen = {one.name.lower(): one for one in found}, set()

    def look_up(match, section):
        term = by_name[match[1].lower()]
        if (term, section) in seen:
            return None
        seen.add((term, section))
        return f"{glossary}#{term.anchor}", term.definition

    if found:
        book_links.link(soup, pattern(found), look_up)


def anchor(soup, found):
    """Give each entry on the page of the glossary its anchor."""
    anchors = {one.name: one.anchor for one in found}
    for item in soup.select("article li"):
        name = item.find("strong")
        if name and name.get_text() in anchors:
            item["id"] = anchors[name.get_text()]
