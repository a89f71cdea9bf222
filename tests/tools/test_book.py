"""The static site: everything is in its contents, and links lead to headings."""

import html
import re

import book
import nbformat
import tours


def test_the_contents_hold_every_notebook():
    found = book.contents(["notebooks", "exercises"])
    listed = {found["root"]}
    for part in found["parts"]:
        for chapter in part["chapters"]:
            listed |= {chapter["file"], *(section["file"] for section in chapter.get("sections", ()))}
    there = {f"{f}/{path.stem}" for f in ("notebooks", "exercises") for path in (book.ROOT / f).glob("*.ipynb")}
    assert listed == there


def test_every_link_to_a_heading_has_the_anchor_that_the_site_gives_it(monkeypatch):
    monkeypatch.setattr(tours, "recorded", lambda call: ())  # their pictures, which take long, hold no link
    headings = {
        f"{path.stem}#{re.sub(r'[^ a-z0-9_-]', '', line.lstrip('# ').lower()).replace(' ', '-')}"
        for path in (book.ROOT / "exercises").glob("*.ipynb")
        for cell in nbformat.read(path, 4).cells
        if cell.cell_type == "markdown"
        for line in cell.source.split("\n")
        if line.startswith("#")
    }
    links = {
        f"{name}#{anchor}"
        for path in (book.ROOT / "notebooks").glob("*.ipynb")
        for cell in book.page(nbformat.read(path, 4)).cells
        if cell.cell_type == "markdown"
        for name, anchor in re.findall(r"\]\(\.\./exercises/(\w+)\.ipynb#([^)]*)\)", cell.source)
    }
    assert len(links) > 20
    assert links <= headings


def test_the_map_of_the_course_leads_to_pages_of_the_site():
    notebook = book.page(nbformat.read(book.ROOT / "notebooks" / "00_start.ipynb", 4))
    page = "".join(
        o["data"]["text/html"] for c in notebook.cells for o in c.get("outputs", ()) if "text/html" in o.get("data", {})
    )
    assert 'href="01_neuron.html"' in page
    assert ".ipynb" not in page


def test_pictures_get_their_words_and_explorers_a_line():
    notebook = book.page(nbformat.read(book.ROOT / "notebooks" / "02_perceptron.ipynb", 4))
    pictures = [c for c in notebook.cells if any("image/png" in o.get("data", {}) for o in c.get("outputs", ()))]
    assert pictures
    assert all(cell.metadata["mystnb"]["image"]["alt"].strip() for cell in pictures)
    assert [cell.source for cell in notebook.cells].count(book.STORED) == 1


def test_a_page_has_the_tour_of_its_explorer_with_one_stop_in_sight():
    notebook = nbformat.read(book.ROOT / "notebooks" / "02_perceptron.ipynb", 4)
    (stops,) = tours.tours(notebook).values()
    (tour,) = (cell.source for cell in book.page(notebook).cells if "nnlearn-tour" in cell.source)
    assert "\n" not in tour, "a blank line would end the HTML"
    assert tour.count("<figure>") == tour.count('type="radio"') == len(stops)
    assert tour.count(" checked") == 1
    assert all(html.escape(stop.sentence) in tour for stop in stops)
    assert tours.SITE.count("display: block") >= len(stops)
