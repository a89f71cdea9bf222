"""What a learner sees: a real JupyterLab in headless Chromium, keyboard and pointer, and the pixels that follow."""

import ast
import os
import shutil
from pathlib import Path

import lab
import nbformat
import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[1]
EXPLORERS = """
from nnlearn.explorers import ForwardExplorer, PerceptronExplorer
perceptron = PerceptronExplorer(data="AND", shuffle=False)
perceptron
---
forward = ForwardExplorer()
forward
---
from nnlearn.plots import curve, figure, show
fig, ax = figure()
curve(ax, [3, 2, 1])
show(fig, alt="a falling line", caption="The line falls by $1$ a step.")
---
...
"""


def notebook_of(text):
    """Return a notebook whose cells are separated by lines of three dashes."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in text.split("---")]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """Give a copy of the committed notebooks, and a page of explorers: Lab saves what it runs."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
    nbformat.write(notebook_of(EXPLORERS), folder / "explorers.ipynb")
    return folder


@pytest.fixture(scope="session")
def opened(course):
    """Give a function that opens a notebook; one server and one browser for all tests."""
    lacks = lab.missing()
    if lacks and os.environ.get("CI"):
        pytest.fail(lacks)
    if lacks:
        pytest.skip(lacks)
    with lab.server(course) as (address, token), lab.chromium() as context:
        yield lambda path: lab.Notebook(context, address, token, path)


@pytest.fixture(scope="module")
def explorers(opened):
    """Give the page of explorers, run."""
    notebook = opened("explorers.ipynb")
    notebook.run_all()
    notebook.page.wait_for_function("() => document.querySelectorAll('.nnlearn-picture').length === 2")
    yield notebook
    assert not notebook.errors
    notebook.close()


def canvas(notebook, number):
    """Return the picture of an explorer, at rest."""
    found = notebook.page.locator(".nnlearn-picture").nth(number)
    found.scroll_into_view_if_needed()
    lab.settled(found)
    return found


def says(found, part):
    """Wait until a picture's accessible name has a part."""
    lab.wait_for(lambda: part in found.get_attribute("aria-label"), 5, f"the name never said {part!r}")


# The lesson.


def test_lesson_02_runs_and_its_explorer_answers_the_keyboard(opened):
    notebook = opened("notebooks/02_perceptron.ipynb")
    notebook.run_all()
    assert notebook.failures() == []
    picture = canvas(notebook, 0)
    before = lab.picture(picture)
    handle = notebook.page.locator(".nnlearn-explorer [role=slider]").first
    handle.focus()
    step = float(handle.get_attribute("aria-valuenow"))
    notebook.page.keyboard.press("ArrowRight")
    lab.changes(picture, before)
    assert float(handle.get_attribute("aria-valuenow")) == step + 1
    every_figure_has_its_words(notebook)
    assert notebook.errors == []
    notebook.close()


def every_figure_has_its_words(notebook):
    """Look that each stored picture has its alt text, and a caption if no widget shows it; and each Canvas a name."""
    outputs = notebook.outputs()
    for (cell, output), after in zip(outputs, [*outputs[1:], (None, {})], strict=True):
        data = output.get("data", {})
        if "image/png" in data:
            assert "".join(data["text/plain"]).strip()
            assert output["metadata"]["image/png"]["alt"] == "".join(data["text/plain"])
            if "application/vnd.jupyter.widget-view+json" not in data:
                assert after[0] == cell
                assert "".join(after[1]["data"]["text/markdown"]).strip()
    names = notebook.page.locator("canvas.nnlearn-picture").evaluate_all("all => all.map(c => c.ariaLabel)")
    assert names
    assert all(name and name.strip() for name in names)


def test_an_exercise_says_what_is_wrong_and_then_that_it_is_right(opened):
    notebook = opened("exercises/02_perceptron.ipynb")
    notebook.run_all()
    assert notebook.failures() == []
    cells = nbformat.read(ROOT / "exercises/02_perceptron.ipynb", 4).cells
    number = next(k for k, cell in enumerate(cells) if 'check("02.1"' in cell.source)
    answer = "def guess(weight, bias, x):\n    return (x @ weight + bias {} 0).astype(int)\n\ncheck('02.1', guess)"
    assert "exactly on the line gets 0" in notebook.rewrite(number, answer.format(">"))
    assert "passed" in notebook.rewrite(number, answer.format(">="))
    assert notebook.errors == []
    notebook.close()


# The explorers.


def test_pictures_have_names_roles_help_and_captions(explorers):
    every_figure_has_its_words(explorers)
    for number in (0, 1):
        found = canvas(explorers, number)
        assert found.get_attribute("role") == "application"
        assert found.get_attribute("tabindex") == "0"
        described = explorers.page.locator(f"#{found.get_attribute('aria-describedby')}")
        assert "arrow keys" in described.inner_text()
        assert found.bounding_box()["width"] == 640
    assert explorers.page.locator(".jp-RenderedMarkdown", has_text="The line falls by").last.is_visible()


def test_showing_an_explorer_changes_nothing_in_it(explorers):
    explorers.page.wait_for_timeout(500)
    assert value(explorers, "[perceptron.state == perceptron.start, forward.state == forward.start]") == [True, True]


def test_every_control_has_a_name(explorers):
    nameless = """all => all.filter(e => !(e.ariaLabel || e.labels?.length && e.labels[0].textContent.trim()
        || e.textContent.trim() || e.title || e.getAttribute('aria-labelledby'))).map(e => e.outerHTML.slice(0, 200))"""
    controls = ".nnlearn-explorer :is([role=slider], button, select, input, [contenteditable], canvas)"
    assert explorers.page.locator(controls).count() > 20
    assert explorers.page.locator(controls).evaluate_all(nameless) == []
    names = explorers.page.locator(".nnlearn-explorer [role=slider]").evaluate_all("all => all.map(e => e.ariaLabel)")
    assert "learning rate" in names
    assert "layer 1 (units)" in names


def test_the_canvas_keeps_its_keys_from_lab_and_lets_tab_go(explorers):
    picture = canvas(explorers, 0)
    count = explorers.page.locator(".jp-Notebook .jp-Cell").count()
    before = lab.picture(picture)
    picture.focus()
    for key in ("n", "ArrowRight", "ArrowUp", "a", "b", "d", "d", "x"):  # in Lab's command mode these edit the notebook
        explorers.page.keyboard.press(key)
    lab.changes(picture, before)
    assert explorers.page.locator(".jp-Notebook .jp-Cell").count() == count
    assert explorers.page.evaluate("() => document.activeElement.className") == "nnlearn-picture"
    explorers.page.keyboard.press("Tab")
    assert explorers.page.evaluate("() => document.activeElement.className") != "nnlearn-picture"


def test_steps_by_button_and_reset_change_picture_and_name(explorers):
    picture = canvas(explorers, 0)
    explorer = explorers.page.locator(".nnlearn-explorer").first
    before = lab.picture(picture)
    explorer.get_by_role("button", name="Next mistake").click()
    lab.changes(picture, before)
    says(picture, "after step 1 of")
    explorer.get_by_role("button", name="Reset").click()
    says(picture, "before the first step")


def test_a_point_is_dragged_with_the_pointer(explorers):
    picture = canvas(explorers, 0)
    assert "A line separates" in picture.get_attribute("aria-label")
    place = explorers.page.evaluate(
        """() => { const box = document.querySelector('.nnlearn-picture').getBoundingClientRect();
            return [box.left, box.top] }"""
    )
    left, top, width, height, x0, x1, y0, y1 = value(explorers, "perceptron.canvas.axes['plane']")

    def at(x, y):
        return (place[0] + left + (x - x0) / (x1 - x0) * width, place[1] + top + (y1 - y) / (y1 - y0) * height)

    explorers.page.mouse.move(*at(1, 1))
    explorers.page.mouse.down()
    for k in range(1, 11):
        explorers.page.mouse.move(*at(1 - 0.1 * k, 1 - 0.1 * k))  # the only true point goes onto a false one
    explorers.page.mouse.up()
    says(picture, "No line separates")
    explorers.page.locator(".nnlearn-explorer").first.get_by_role("button", name="Reset").click()
    says(picture, "A line separates")


def value(notebook, expression):
    """Return what the last cell prints of an expression of plain values."""
    number = notebook.page.locator(".jp-Notebook .jp-Cell").count() - 1
    return ast.literal_eval(notebook.rewrite(number, f"print({expression})").splitlines()[-1])


def test_it_plays_only_when_asked_and_pauses(explorers):
    picture = canvas(explorers, 0)
    explorer = explorers.page.locator(".nnlearn-explorer").first
    assert "before the first step" in picture.get_attribute("aria-label")
    explorer.get_by_role("button", name="Play").click()
    says(picture, "after step 2 of")
    explorer.get_by_role("button", name="Pause").click()
    explorers.page.wait_for_timeout(300)
    name = picture.get_attribute("aria-label")
    explorers.page.wait_for_timeout(600)
    assert picture.get_attribute("aria-label") == name


def test_an_interrupt_of_the_kernel_ends_the_playing(explorers):
    button = explorers.page.locator(".nnlearn-explorer").first.get_by_role("button", name="Play")
    button.click()
    explorers.page.wait_for_timeout(500)
    assert value(explorers, "perceptron.playing") is True
    explorers.page.wait_for_timeout(500)
    explorers.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.interrupt().then(() => 0)"
    )
    button.wait_for()  # it says Play again
    assert value(explorers, "perceptron.playing") is False


def test_running_the_cell_again_ends_the_old_explorer(explorers):
    explorer = explorers.page.locator(".nnlearn-explorer").first
    explorer.get_by_role("button", name="Reset").click()
    explorer.get_by_role("button", name="Play").click()
    explorers.page.wait_for_timeout(300)
    explorers.rewrite(0, EXPLORERS.split("---")[0].replace("perceptron =", "old = perceptron\nperceptron ="))
    explorers.page.wait_for_function("() => document.querySelectorAll('.nnlearn-picture').length === 2")
    lab.wait_for(lambda: value(explorers, "old.playing") is False, 9, "the old explorer still plays")
    assert value(explorers, "old.at") < 20  # not because its run of 24 steps came to its end


def test_the_forward_explorer_answers_slider_and_keys(explorers):
    picture = canvas(explorers, 1)
    explorer = explorers.page.locator(".nnlearn-explorer").nth(1)
    for name, key in (("layer 1 (units)", "ArrowRight"), ("chosen weight", "End"), ("cell", "ArrowRight")):
        before = lab.settled(picture)
        explorer.get_by_role("slider", name=name, exact=True).focus()
        explorers.page.keyboard.press(key)
        lab.changes(picture, before)
    says(picture, "with 2, 5, 3, 1 units")
    says(picture, "cell 1 of")
    before = lab.settled(picture)
    picture.focus()
    explorers.page.keyboard.press("ArrowLeft")
    lab.changes(picture, before)


def test_code_is_shown_and_nothing_else_moves(explorers):
    explorer = explorers.page.locator(".nnlearn-explorer").nth(1)
    picture = canvas(explorers, 1)
    box = picture.bounding_box()
    explorer.get_by_role("button", name="As code").click()
    explorer.locator("pre.nnlearn-code").wait_for()
    assert "rng.normal" in explorer.locator("pre.nnlearn-code").inner_text()
    assert picture.bounding_box() == box


def test_a_dark_page_leaves_the_picture_as_it_is(explorers):
    picture = canvas(explorers, 0)
    before = lab.picture(picture)
    explorers.page.evaluate(
        "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    explorers.page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")
    after = lab.settled(picture)
    middle = (20, 20, before.width - 20, before.height - 20)  # the corners are round
    assert after.crop(middle).tobytes() == before.crop(middle).tobytes()
    ink = explorers.page.locator(".nnlearn-keys").first.evaluate("e => getComputedStyle(e).color")
    assert min(int(part) for part in ink.removeprefix("rgba(").removeprefix("rgb(").rstrip(")").split(",")[:3]) > 150
