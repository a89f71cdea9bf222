"""Every lesson in a real JupyterLab in headless Chromium: Run All, then its first explorer by key and by pointer."""

from pathlib import Path

import axe
import jupyterlab_driver as lab
import nbformat
import pytest
from browser_parts import canvas, every_figure_has_its_words
from PIL import ImageChops
from short import shortened

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_and_its_explorer_answers(opened, course, name):
    """With shorter trainings: what the page does with an output does not depend on its numbers."""
    notebook = nbformat.read(course / "notebooks" / f"{name}.ipynb", 4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell, source in zip(cells, shortened(name, [cell.source for cell in cells]), strict=True):
        cell.source = source
    nbformat.write(notebook, course / "notebooks" / f"short_{name}.ipynb")
    runs_and_answers(opened(f"notebooks/short_{name}.ipynb"))


@pytest.mark.whole("test_a_lesson_runs_and_its_explorer_answers")
@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_to_its_end_and_its_explorer_answers(opened, name):
    runs_and_answers(opened(f"notebooks/{name}.ipynb"))


def runs_and_answers(notebook):
    """On a dark, narrow page, text is never wider than 640 pixels, and no explorer extends past it."""
    page = notebook.page
    page.evaluate("() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area').catch(() => 0)")
    assert axe.faults(page) == []
    notebook.run_all(180)
    assert notebook.failures() == []
    assert notebook.errors == []
    assert axe.faults(page) == []
    every_figure_has_its_words(notebook, explorers=page.locator(".nnlearn-picture").count())
    if page.locator(".nnlearn-picture").count():
        narrow(notebook, 640)
        answers_keyboard(notebook)
        answers_pointer(notebook)
    assert notebook.errors == []
    notebook.close()


def test_axe_looked_at_the_lessons_and_finds_a_picture_without_words(opened):
    if axe.script() is None:
        pytest.skip("axe-core comes from npm: install node and npm")
    notebook = opened("exercises/02_perceptron_exercises.ipynb")
    notebook.page.evaluate(
        "() => document.querySelector('.jp-RenderedMarkdown').append(Object.assign(new Image(1, 1), { src: 'data:,' }))"
    )
    assert any(fault.startswith("image-alt") for fault in axe.faults(notebook.page))
    notebook.close()


def narrow(notebook, width):
    """Make the page so narrow that the first explorer has `width` pixels, and assert that nothing is cut off."""
    page, explorer = notebook.page, notebook.page.locator(".nnlearn-explorer").first
    outside = page.evaluate(
        "() => innerWidth - document.querySelector('.nnlearn-explorer').closest('.jp-OutputArea-output').clientWidth"
    )
    page.set_viewport_size({"width": width + outside, "height": 1000})  # pictures of a tall page take long
    lab.pause(page, 0.3)
    right = explorer.bounding_box()["x"] + width + 1
    parts = ".nnlearn-picture, button, select, [role=slider], .widget-readout, label, input"
    for part in explorer.locator(f":is({parts}):visible").all():
        box = part.bounding_box()
        assert box["x"] + box["width"] <= right, part.evaluate("e => e.outerHTML.slice(0, 200)")


def answers_keyboard(notebook):
    """Assert that a key on some control of the first explorer changes pixels."""
    picture = canvas(notebook, 0)
    for handle in notebook.page.locator(".nnlearn-explorer").first.locator("[role=slider]:visible").all():
        before = lab.settled(picture)
        handle.focus()
        end = float(handle.get_attribute("aria-valuenow")) >= float(handle.get_attribute("aria-valuemax"))
        notebook.page.keyboard.press("ArrowLeft" if end else "ArrowRight")
        if answered(notebook, picture, before):
            return
    picture.focus()
    keys = notebook.page.evaluate("() => document.querySelector('.nnlearn-keys').textContent")
    for key in ("ArrowRight", "ArrowUp", "n", "+"):
        before = lab.settled(picture)
        notebook.page.keyboard.press(key)
        if answered(notebook, picture, before):
            return
    pytest.fail(f"no key changes the picture: {keys}")


def answers_pointer(notebook):
    """Assert that the pointer changes pixels: in the picture if it reacts to it, otherwise on a button."""
    picture, explorer = canvas(notebook, 0), notebook.page.locator(".nnlearn-explorer").first
    box = picture.bounding_box()
    buttons = explorer.get_by_role("button", name="Step").or_(explorer.get_by_role("button", name="Reset"))
    for u, v in ((0.5, 0.5), (0.3, 0.3), (0.3, 0.6), (0.7, 0.7), (0.8, 0.3)):
        before = lab.settled(picture)
        notebook.page.mouse.move(box["x"] + u * box["width"], box["y"] + v * box["height"])
        notebook.page.mouse.down()
        notebook.page.mouse.move(box["x"] + (u + 0.06) * box["width"], box["y"] + (v + 0.05) * box["height"], steps=4)
        notebook.page.mouse.up()
        if answered(notebook, picture, before):
            return
    before = lab.settled(picture)
    buttons.first.click()
    lab.changes(picture, before)


def answered(notebook, picture, before):
    """Return whether a picture has changed by now; the frame that shows the focus does not count."""
    notebook.catch_up()
    now, middle = lab.picture(picture), (8, 8, before.width - 8, before.height - 8)
    return now.size != before.size or ImageChops.difference(now.crop(middle), before.crop(middle)).getbbox() is not None


def test_an_exercise_says_what_is_wrong_and_then_that_it_is_right(opened):
    notebook = opened("exercises/02_perceptron_exercises.ipynb")
    notebook.run_all()
    assert notebook.failures() == []
    cells = nbformat.read(ROOT / "exercises/02_perceptron_exercises.ipynb", 4).cells
    number = next(k for k, cell in enumerate(cells) if 'check("02.1"' in cell.source)
    answer = "def guess(weight, bias, x):\n    return (x @ weight + bias {} 0).astype(int)\n\ncheck('02.1', guess)"
    assert "exactly on the line does not get 1" in notebook.rewrite(number, answer.format(">"))
    assert "passed" in notebook.rewrite(number, answer.format(">="))
    assert notebook.errors == []
    notebook.close()
