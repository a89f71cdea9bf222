"""No term of the glossary is used before the lesson, and the place in it, that says what it means."""

import re
from collections import namedtuple
from functools import cache

import nbformat
import pytest
from notebook_pages import terms
from planned import PLANNED

from nnlearn.syllabus import ROOT, existing

Use = namedtuple("Use", "term lesson sentence")
# Words that everybody knows, and that the course uses in their plain sense until it gives them a narrower one.
PLAIN = {
    "diamond": "a shape, until 08 names a graph after it",
    "gain": "to gain, until 03 multiplies weights by a gain",
    "device": "any apparatus, until 11 means a CPU or GPU",
    "density": "a probability density, as in school, until 26 needs two of them",
    "stride": "to stride, until 15 moves a kernel by strides",
    "padding": "filling up, until 15 pads a picture",
    "valley": "a low place, until 06 says that it is steep across and flat along",
    "signal": "what is sent, until 03 measures it",
    "value": "a number, until 21 looks one up by its key",
    "head": "the layers at a network's end, until 21 looks with several",
    "leak": "a hole, until 21 finds one in a mask",
    "gpt": "a name that everybody has heard, until 21 builds one",
    "return": "to give back, until 28 adds up what is still to be paid",
    "reward": "to pay off, until 28 pays for a step",
    "advantage": "what one has over another, until 28 subtracts a baseline",
}


def paragraphs(cells):
    """Return the paragraphs of a lesson's text, up to its list of new terms, without headings and head."""
    text = "\n\n".join(cell.source for cell in cells[1:] if cell.cell_type == "markdown" and cell.id != "onward")
    text = re.split(r"^### New terms", text, flags=re.MULTILINE)[0]
    text = re.sub(r"`[^`]*`|\$[^$]*\$|\[Exercise [^\]]*\]", "", text)  # code, formulas, names of exercises
    return [part for part in re.split(r"\n\s*\n", text) if not part.startswith("#")]


@cache
def pattern(term):
    """Return the pattern of a term in a text: any case, also in the plural, over a line's end."""
    words = re.sub(r"\(.*?\)|,.*", "", term).split()
    return re.compile(r"(?<![\w-])" + r"\s+".join(map(re.escape, words)) + r"(?:s|es)?(?![\w-])", re.IGNORECASE)


def explained(term, part):
    """Return whether a paragraph has the term, or a word of it, in bold or italics: there it says what it means."""
    plain, marked = "", []
    for k, piece in enumerate(re.split(r"\*+", part)):
        marked += [(len(plain), len(plain) + len(piece))] if k % 2 else []
        plain += piece
    uses = [match.span() for match in pattern(term).finditer(plain)]
    return any(start < last and first < stop for start, stop in uses for first, last in marked)


def early(lessons):
    """Return each use of a term before it is explained; `lessons` is a list of (number, stem, cells), in order."""
    found = []
    defined = {term: number for number, _, cells in lessons for term, _ in terms(_text(cells))}
    stems = {number: stem for number, stem, _ in lessons}
    parts = [(number, part) for number, _, cells in lessons for part in paragraphs(cells)]
    for term, home in defined.items():
        for number, part in parts if term.casefold() not in PLAIN else ():
            if number > home or explained(term, part):
                break
            if pattern(term).search(part) and f"]({stems[home]}.ipynb" not in part:
                found.append(Use(term, number, " ".join(part.split())[:200]))
    return found


def _text(cells):
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@pytest.fixture(scope="module")
def lessons():
    return [(one.number, one.stem, PLANNED[one.notebook()].cells) for one in existing(ROOT)]


def test_no_term_is_used_before_it_is_explained(lessons):
    assert early(lessons) == []


def test_every_plain_word_is_needed(lessons, monkeypatch):
    plain = set(PLAIN)
    monkeypatch.setattr(f"{__name__}.PLAIN", {})
    assert {use.term.casefold() for use in early(lessons)} == plain


def lesson_of(number, stem, *texts):
    cells = [nbformat.v4.new_markdown_cell(text) for text in ("# head", *texts)]
    return number, stem, cells


NEW = "### New terms\n\n- **learning rate**: how far a step goes."


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((["The learning\nrate is large."], ["A **learning rate** says how far.", NEW]), ["01"]),
        ((["Nothing."], ["Learning rates are numbers.\n\nThe **learning rate** is.", NEW]), ["02"]),
        ((["The *learning rate*, how far a step goes."], ["The learning rate is large.", NEW]), []),
        ((["The learning rate of [lesson 02](02_b.ipynb) is large."], ["Its **learning** rate.", NEW]), []),
        ((["Set `learning rate` to 1; a learning-rate test."], ["Its **learning** rate.", NEW]), []),
    ],
)
def test_an_early_use_is_found(texts, found):
    lessons = [lesson_of("01", "01_a", *texts[0]), lesson_of("02", "02_b", *texts[1])]
    assert [use.lesson for use in early(lessons)] == found
