"""Decks: every lesson has one, with all its text and nothing from elsewhere."""

import re

import nbformat
import pytest
import slides
import slides_cells
import slides_notes
import tours
import vendor
from decks import LESSONS, written

ROOT = slides.ROOT
ANAPHORA = re.compile(r"(This|That|It|They|But|And|So|Now|Then)\b")


def read(lesson):
    return nbformat.read(ROOT / "notebooks" / f"{lesson.stem}.ipynb", 4)


def words(html):
    return re.sub(r"<[^>]+>", " ", html).split()


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.stem)
def test_a_deck_holds_the_lesson_and_nothing_from_elsewhere(lesson, monkeypatch):
    monkeypatch.setattr(tours, "tours", written)
    notebook = read(lesson)
    page, found = slides.deck(lesson, notebook), slides_cells.slides(notebook, lesson)
    pictures = [o for c in notebook.cells for o in c.get("outputs", ()) if "image/png" in o.get("data", {})]
    stops = sum(len(one) for one in written(notebook).values())
    assert page.count("<img ") == page.count("data:image/png") == len(pictures) + stops
    assert [slide.kind for slide in found].count("stop") == stops > 0
    assert all(alt.strip() for alt in re.findall(r'<img [^>]*alt="([^"]*)"', page))
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert "anchor-link" not in page
    live = re.findall(r"Live: run <code>(\w+)", page)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert len(live) == sum(bool(tours.EXPLORER.search(source)) for source in code) > 0
    for cell in notebook.cells:  # all of the text is there, on a slide or in the notes
        shown = cell.cell_type == "markdown" and "slide-skip" not in cell.metadata.get("tags", ())
        if shown and not cell.source.startswith(("#", "|", "$")):
            word = max(re.findall(r"[a-z]{5,}", re.sub(r"\]\([^)]*\)", "", cell.source)), key=len)
            assert word in page, word

    for slide in found:
        assert any(part.strip() for part in slide.notes), slide.heading
        if slide.kind == "text" and not re.search(r"<(li|table|blockquote)|\$\$", slide.body):
            assert len(words(slide.body)) >= 14, slide.body
        if slide.kind == "text" and slide.body.startswith("<ul>"):
            assert not ANAPHORA.match(" ".join(words(slide.body))), slide.body
    kinds = [slide.kind for slide in found]
    assert kinds[0] == "title"
    predict = kinds.index("vote")
    answer = kinds.index("answer")
    assert kinds[predict + 1] == "pause"
    assert answer > predict + 2, "the answer is far from the question"
    assert "right fragment" not in found[predict].body
    assert "right fragment" in found[answer].body
    links = {id for c in notebook.cells for id in re.findall(r"\[Exercise\s+(\d\d\.\d+)", c.source)}
    turns = {slide.heading.split()[2] for slide in found if slide.kind == "turn"}
    assert turns == {id for id in links if id.startswith(lesson.number)} | turns
    told = "\n".join(part for slide in found for part in slide.notes)
    assert all(part in told for part in slides_notes.parts(lesson.number).values())


def test_the_stops_are_those_of_the_recorded_tour():
    lesson = LESSONS[1]
    found = [slide for slide in slides_cells.slides(read(lesson), lesson) if slide.kind == "stop"]
    assert len(found) == 7
    assert len({slide.body.split('src="')[1] for slide in found}) == 7, "each has a picture of its own"
    assert "<strong>Where would you draw the line?</strong>" in found[0].body


def test_an_author_may_say_what_of_a_cell_is_shown():
    told = "## Part {}\n\nFirst of all a word.\n\nThen comes a second one.\n\nThe last one ends it all here."
    cells = [nbformat.v4.new_markdown_cell(told.format(k)) for k in range(5)]
    for cell, tag in zip(cells[1:], ("slide-skip", "slide-whole", "slide-2", "slide-notes"), strict=True):
        cell.metadata.tags = [tag]
    found = slides_cells.slides(nbformat.v4.new_notebook(cells=cells), LESSONS[0])
    shown = {
        name: "".join(one.body for one in found if one.heading == name)
        for name in {slide.heading: 0 for slide in found}
    }
    assert list(shown) == ["Part 0", "Part 2", "Part 3"]
    assert all(word in shown["Part 2"] for word in ("First", "Then", "last"))
    assert "second" in shown["Part 3"]
    assert "First" not in shown["Part 3"]
    assert any("last one" in part for part in found[0].notes)
    assert any("Part 4" in part or "last one" in part for part in found[-1].notes)


def test_a_lesson_that_is_not_there_is_said(capsys, tmp_path):
    assert slides.main(["77", "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "no lesson 77" in said
    assert slides.ranges([one.number for one in LESSONS]) in said


def test_without_npm_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(vendor.shutil, "which", lambda name: None)
    with pytest.raises(OSError, match="install node and npm"):
        vendor.bring(vendor.REVEAL, tmp_path / "reveal")
    assert not (tmp_path / "reveal").exists()
