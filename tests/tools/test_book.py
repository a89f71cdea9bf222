"""The static site: everything is in its contents, and links lead to headings."""

import html
import io
import json
import re

import book
import book_page
import book_player
import nbformat
import pytest
import runs
import tours
from PIL import Image

from nnlearn.explorers.tour import RecordedStop


def page(notebook):
    return book_page.page(notebook, lambda picture: f"{hash(picture)}.webp")


def read(name):
    return nbformat.read(book.ROOT / "notebooks" / f"{name}.ipynb", 4)


@pytest.fixture
def still(monkeypatch):
    """Leave out what takes long: the pictures of the explorers, which hold no link."""
    monkeypatch.setattr(tours, "recorded", lambda call: ())


def test_the_contents_hold_every_notebook():
    found = book.contents(["notebooks", "exercises"])
    listed = {found["root"]}
    for part in found["parts"]:
        for chapter in part["chapters"]:
            listed |= {chapter["file"], *(section["file"] for section in chapter.get("sections", ()))}
    there = {f"{f}/{path.stem}" for f in ("notebooks", "exercises") for path in (book.ROOT / f).glob("*.ipynb")}
    assert listed == there


@pytest.mark.usefixtures("still")
def test_every_link_to_a_heading_has_the_anchor_that_the_site_gives_it():
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
        for cell in page(nbformat.read(path, 4)).cells
        if cell.cell_type == "markdown"
        for name, anchor in re.findall(r"\]\(\.\./exercises/(\w+)\.ipynb#([^)]*)\)", cell.source)
    }
    assert len(links) > 20
    assert links <= headings


def test_the_map_of_the_course_leads_to_pages_of_the_site():
    notebook = page(read("00_start"))
    shown = "".join(
        o["data"]["text/html"] for c in notebook.cells for o in c.get("outputs", ()) if "text/html" in o.get("data", {})
    )
    assert 'href="01_neuron.html"' in shown
    assert ".ipynb" not in shown


@pytest.mark.usefixtures("still")
def test_pictures_get_their_words_and_explorers_without_a_tour_a_line():
    notebook = page(read("02_perceptron"))
    pictures = [c for c in notebook.cells if any("image/png" in o.get("data", {}) for o in c.get("outputs", ()))]
    assert pictures
    assert all(cell.metadata["mystnb"]["image"]["alt"].strip() for cell in pictures)
    assert [cell.source for cell in notebook.cells].count(book_page.STILL) == 1


def test_an_explorer_moves_with_its_stored_picture_first_and_every_stop_behind_it(monkeypatch):
    stop = RecordedStop(png(3), 'a "line"', "It turns & turns.")
    frames = tuple(runs.Frame(place, png(place), f"step {place}") for place in (0, 50, 100))
    monkeypatch.setattr(tours, "recorded", lambda call: (stop, stop))
    monkeypatch.setattr(runs, "run", lambda call: runs.Run("step", 100, 60, frames))
    notebook = page(read("02_perceptron"))
    (moving,) = (cell.source for cell in notebook.cells if "nnlearn-player" in cell.source)
    assert "\n" not in moving, "a blank line would end the HTML"
    assert moving.count("<figure>") == 3
    assert moving.count(html.escape(stop.sentence)) == 2
    assert 'alt="a &quot;line&quot;"' in moving
    told = json.loads(re.search(r'<script type="application/json">(.*?)</script>', moving)[1])
    assert [frame["place"] for frame in told] == ["step 0 of 100", "step 50 of 100", "step 100 of 100"]
    assert 'value="1"' in moving, "the slider begins near where the cell does"
    assert "<output>step 60 of 100</output>" in moving
    shown = [o for c in notebook.cells if "Explorer(" in c.source for o in c.get("outputs", ()) if "data" in o]
    assert shown == [], "the stored picture stands in the player, not twice"


def test_a_run_is_recorded_from_where_the_explorer_starts_and_words_follow_the_picture():
    found = runs.run("RingExplorer()")
    assert [frame.position for frame in found.frames] == runs.positions(found.length)
    assert len({frame.alt for frame in found.frames}) > len(found.frames) // 2
    assert len({frame.webp for frame in found.frames}) > len(found.frames) // 2
    assert runs.run("LossExplorer()") is None


def png(grey):
    """Return a picture of four pixels."""
    file = io.BytesIO()
    Image.new("L", (4, 4), grey).save(file, "png")
    return file.getvalue()


def test_a_player_names_its_explorer():
    shown = book_player.for_the_site("TreeExplorer", (png(1), "a tree"), (), None, lambda data: "a.png")
    assert 'aria-label="TreeExplorer"' in shown
    assert 'data-bar="run"' not in shown
