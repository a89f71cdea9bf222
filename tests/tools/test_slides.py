"""Decks: every lesson has one, with all its text and nothing from elsewhere."""

import re

import nbformat
import pytest
import slides
import slides_cells
import tours
import vendor

from nnlearn.syllabus import existing

ROOT = slides.ROOT
LESSONS = [one for one in existing(ROOT) if (ROOT / "notebooks" / f"{one.stem}.ipynb").exists()]


def read(lesson):
    return nbformat.read(ROOT / "notebooks" / f"{lesson.stem}.ipynb", 4)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.stem)
def test_a_deck_holds_the_lesson_and_nothing_from_elsewhere(lesson):
    notebook = read(lesson)
    page = slides.deck(lesson, notebook)
    pictures = [o for c in notebook.cells for o in c.get("outputs", ()) if "image/png" in o.get("data", {})]
    stops = sum(len(one) for one in tours.tours(notebook).values())
    assert page.count("<img ") == page.count("data:image/png") == len(pictures) + stops
    assert page.count('class="stop"') == stops > 0
    assert all(alt.strip() for alt in re.findall(r'<img alt="([^"]*)"', page))
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    live = re.findall(r"Live: run <code>(\w+)", page)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert len(live) == sum(bool(tours.EXPLORER.search(source)) for source in code) > 0
    for cell in notebook.cells:  # all of the text is there, on a slide or in the notes
        shown = cell.cell_type == "markdown" and "slide-skip" not in cell.metadata.get("tags", ())
        if shown and not cell.source.startswith(("#", "|", "$")):
            word = max(re.findall(r"[a-z]{5,}", re.sub(r"\]\([^)]*\)", "", cell.source)), key=len)
            assert word in page, word


def test_cells_may_be_left_out_or_stand_whole():
    cells = [nbformat.v4.new_markdown_cell(f"## Part {k}\n\nFirst. Then.\n\nLast.") for k in range(3)]
    cells[1].metadata.tags, cells[2].metadata.tags = ["slide-skip"], ["slide-whole"]
    found = slides_cells.slides(nbformat.v4.new_notebook(cells=cells), LESSONS[0])
    shown = [part.split("<aside")[0] for part in found]
    assert len(found) == 2
    assert ("First." in shown[0], "Then." in shown[0], "Last." in shown[0]) == (True, False, False)
    assert "Last." in shown[1]
    assert "Last." in found[0]


def test_a_lesson_that_is_not_there_is_said(capsys, tmp_path):
    assert slides.main(["77", "--out", str(tmp_path)]) == 1
    assert "no lesson 77" in capsys.readouterr().out


def test_without_npm_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(vendor.shutil, "which", lambda name: None)
    with pytest.raises(OSError, match="install node and npm"):
        vendor.bring(vendor.REVEAL, tmp_path / "reveal")
    assert not (tmp_path / "reveal").exists()
