"""The course on paper: what is in the books, their contents, and the joining of PDFs."""

import io
import os

import paper
import paper_join
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, NameObject, TextStringObject

SITE = "file:///course/dist/site/notebooks"


def pdf(pages, *links, heading=None, anchor=None):
    """Return a PDF of blank pages; the last one has the links, the first a heading and an anchor with a link to it."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 200)
    for address in links:
        writer.add_annotation(pages - 1, Link(rect=(0, 0, 10, 10), url=address))
    if heading:
        writer.add_outline_item(title=heading, page_number=0)
    if anchor:
        writer.add_named_destination(anchor, 0)
        link = Link(rect=(0, 0, 10, 10), url="")
        del link["/A"]
        link[NameObject("/Dest")] = TextStringObject(anchor)
        writer.add_annotation(pages - 1, link)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def book():
    front = pdf(2, f"{SITE}/02_perceptron.html")
    parts = {
        "notebooks/01_neuron": pdf(3, f"{SITE}/02_perceptron.html#sum", f"{SITE}/99_gone.html", heading="01 A neuron"),
        "notebooks/02_perceptron": pdf(2, "https://doi.org/10", heading="02 The perceptron", anchor="02-terms"),
    }
    return PdfReader(io.BytesIO(paper_join.join(front, parts, "nnlearn: the course")))


def links(page):
    return [annotation.get_object() for annotation in page.get("/Annots", ())]


def test_pages_are_numbered_through_after_the_contents(book):
    assert book.page_labels == ["i", "ii", "1", "2", "3", "4", "5"]
    assert (book.metadata.title, book.trailer["/Root"]["/Lang"]) == ("nnlearn: the course", "en")


def test_links_to_pages_of_the_site_lead_within_the_book_or_are_dropped(book):
    perceptron = book.pages[5].indirect_reference
    (from_the_contents,) = links(book.pages[1])
    (from_the_lesson,) = links(book.pages[4])  # the one to lesson 99 is gone
    for link in (from_the_contents, from_the_lesson):
        assert list.copy(link["/Dest"]) == [perceptron, "/Fit"]
        assert "/A" not in link
    assert links(book.pages[6])[0]["/A"]["/URI"] == "https://doi.org/10"
    assert b"file:" not in book.stream.getvalue()


def test_headings_are_bookmarks_and_anchors_still_found(book):
    places = [(item.title, book.get_destination_page_number(item)) for item in book.outline]
    assert places == [("01 A neuron", 2), ("02 The perceptron", 5)]
    (anchor,) = (link["/Dest"] for link in links(book.pages[6]) if "/A" not in link)
    found = book.named_destinations[anchor] if not isinstance(anchor, ArrayObject) else anchor
    assert book.get_destination_page_number(found) == 5


def test_both_books_hold_every_page_of_the_course_once_and_some_where_some_are_wanted():
    (_, course), (_, exercises) = paper.books().values()
    for folder, pages in (("notebooks", course), ("exercises", exercises)):
        there = sorted(f"{folder}/{path.stem}" for path in (paper.ROOT / folder).glob("*.ipynb"))
        assert sorted(name for _, name in pages) == there
    assert course[0] == ("", "notebooks/00_start")
    assert [name for _, pages in paper.books(["02"]).values() for _, name in pages] == [
        "notebooks/02_perceptron",
        "exercises/02_perceptron_exercises",
    ]


def test_the_contents_name_each_part_once_with_titles_and_numbers(tmp_path):
    entries = [("", "notebooks/00_start", "Start", 1), ("I A & B", "notebooks/01_a", "01 A", 5)]
    entries.append(("I A & B", "notebooks/02_b", "02 <B>", 17))
    text = paper.contents("the course", entries, tmp_path)
    assert text.count("I A &amp; B</h2>") == text.count("<h2>") == 1
    address = (tmp_path / "notebooks" / "02_b.html").as_uri()
    assert f'<li><a href="{address}">02 &lt;B&gt;</a><span>17</span></li>' in text
    assert text.count("<ul>") == text.count("</ul>")


def test_a_site_is_stale_if_missing_or_older_than_a_notebook(tmp_path):
    notebook, made = tmp_path / "notebooks" / "01_neuron.ipynb", tmp_path / "site" / "index.html"
    for path in (notebook, made):
        path.parent.mkdir()
        path.write_text("")
    os.utime(notebook, (100, 100))
    os.utime(made, (200, 200))
    assert not paper.stale(made.parent, tmp_path)
    os.utime(notebook, (300, 300))
    assert paper.stale(made.parent, tmp_path)
    made.unlink()
    assert paper.stale(made.parent, tmp_path)


def test_what_is_missing_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paper, "stale", lambda: False)
    monkeypatch.setattr(paper.shutil, "which", lambda name: None)
    assert paper.main([f"--out={tmp_path}"]) == 1
    assert capsys.readouterr().err == "nnlearn: Chromium prints the pages, and there is none: apt install chromium\n"
