"""What a learner sees: a real JupyterLab in headless Chromium, keyboard and pointer, and the pixels that follow."""

import ast
import os
import shutil
import time
from pathlib import Path

import lab
import nbformat
import pytest
from PIL import ImageChops

from nnlearn.explorers.playground_state import State
from nnlearn.explorers.playground_text import to_text

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
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


# The lessons.


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_and_its_explorer_answers(opened, name):
    """On a dark and narrow page: the text is never wider than 640 pixels, and no explorer runs out of it."""
    notebook = opened(f"notebooks/{name}.ipynb")
    page = notebook.page
    page.evaluate("() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area').catch(() => 0)")
    notebook.run_all(180)
    assert notebook.failures() == []
    assert notebook.errors == []
    every_figure_has_its_words(notebook, explorers=page.locator(".nnlearn-picture").count())
    if page.locator(".nnlearn-picture").count():
        narrow(notebook, 640)
        answers_keyboard(notebook)
        answers_pointer(notebook)
    assert notebook.errors == []
    notebook.close()


def narrow(notebook, width):
    """Make the page so narrow that the first explorer has a number of pixels, and look that nothing is cut off."""
    page, explorer = notebook.page, notebook.page.locator(".nnlearn-explorer").first
    outside = page.evaluate(
        "() => innerWidth - document.querySelector('.nnlearn-explorer').closest('.jp-OutputArea-output').clientWidth"
    )
    page.set_viewport_size({"width": width + outside, "height": page.viewport_size["height"]})
    page.wait_for_timeout(300)
    right = explorer.bounding_box()["x"] + width + 1
    parts = ".nnlearn-picture, button, select, [role=slider], .widget-readout, label, input"
    for part in explorer.locator(f":is({parts}):visible").all():
        box = part.bounding_box()
        assert box["x"] + box["width"] <= right, part.evaluate("e => e.outerHTML.slice(0, 200)")


def answers_keyboard(notebook):
    """Look that a key on some control of the first explorer changes pixels."""
    picture = canvas(notebook, 0)
    for handle in notebook.page.locator(".nnlearn-explorer").first.locator("[role=slider]:visible").all():
        before = lab.settled(picture)
        handle.focus()
        end = float(handle.get_attribute("aria-valuenow")) >= float(handle.get_attribute("aria-valuemax"))
        notebook.page.keyboard.press("ArrowLeft" if end else "ArrowRight")
        if answered(picture, before):
            return
    picture.focus()
    keys = notebook.page.evaluate("() => document.querySelector('.nnlearn-keys').textContent")
    for key in ("ArrowRight", "ArrowUp", "n", "+"):
        before = lab.settled(picture)
        notebook.page.keyboard.press(key)
        if answered(picture, before):
            return
    pytest.fail(f"no key changes the picture: {keys}")


def answers_pointer(notebook):
    """Look that a press with the pointer changes pixels: in the picture where that does something, else on a button."""
    picture, explorer = canvas(notebook, 0), notebook.page.locator(".nnlearn-explorer").first
    box = picture.bounding_box()
    buttons = explorer.get_by_role("button", name="Step").or_(explorer.get_by_role("button", name="Reset"))
    for u, v in ((0.5, 0.5), (0.3, 0.3), (0.3, 0.6), (0.7, 0.7), (0.8, 0.3)):
        before = lab.settled(picture)
        notebook.page.mouse.move(box["x"] + u * box["width"], box["y"] + v * box["height"])
        notebook.page.mouse.down()
        notebook.page.mouse.move(box["x"] + (u + 0.06) * box["width"], box["y"] + (v + 0.05) * box["height"], steps=4)
        notebook.page.mouse.up()
        if answered(picture, before, 0.7):
            return
    before = lab.settled(picture)
    buttons.first.click()
    lab.changes(picture, before)


def answered(picture, before, seconds=2.0):
    """Tell whether a picture changes; the frame that shows the focus does not count."""
    middle = (8, 8, before.width - 8, before.height - 8)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        now = lab.picture(picture)
        if now.size != before.size or ImageChops.difference(now.crop(middle), before.crop(middle)).getbbox():
            return True
    return False


def every_figure_has_its_words(notebook, explorers=True):
    """Look that each stored picture has its alt text, and a caption if no widget shows it; and each Canvas a name."""
    outputs = notebook.outputs()
    for (cell, output), after in zip(outputs, [*outputs[1:], (None, {})], strict=False):
        data = output.get("data", {})
        if "image/png" in data:
            assert "".join(data["text/plain"]).strip()
            assert output["metadata"]["image/png"]["alt"] == "".join(data["text/plain"])
            if "application/vnd.jupyter.widget-view+json" not in data:
                assert after[0] == cell
                assert "".join(after[1]["data"]["text/markdown"]).strip()
    names = notebook.page.locator("canvas.nnlearn-picture").evaluate_all("all => all.map(c => c.ariaLabel)")
    assert bool(names) == bool(explorers)
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


def test_a_run_is_scrubbed_in_the_browser_without_the_kernel(explorers):
    picture = canvas(explorers, 1)
    slider = explorers.page.locator(".nnlearn-explorer").nth(1).get_by_role("slider", name="cell", exact=True)
    slider.focus()  # somebody came near
    lab.wait_for(lambda: value(explorers, "forward._ahead.sent == forward._ahead.version"), 60, "nothing drawn ahead")
    value(explorers, "setattr(forward, 'request', lambda: None)")  # from now on the kernel sends no picture
    before = lab.settled(picture)
    slider.focus()
    for _ in range(3):
        explorers.page.keyboard.press("ArrowRight")
    lab.changes(picture, before)
    shown = lab.settled(picture)
    assert value(explorers, "(forward.state.position, forward.pictured.position)") == (3, 0)
    assert "cell 1 of" not in picture.get_attribute("aria-label")
    value(explorers, "[delattr(forward, 'request'), forward.request()]")
    says(picture, "cell 3 of")
    assert lab.settled(picture).tobytes() == shown.tobytes()  # the kernel's picture is the same
    value(explorers, "forward.reset()")


def test_full_screen_is_large_and_escape_leaves(explorers):
    explorer = explorers.page.locator(".nnlearn-explorer").nth(1)
    picture, page = canvas(explorers, 1), explorers.page
    before, size = picture.bounding_box(), page.viewport_size
    page.set_viewport_size({"width": 1920, "height": 1080})
    explorer.get_by_role("button", name="Full screen").click()
    lab.wait_for(lambda: picture.bounding_box()["width"] > 1.7 * before["width"], 5, "the picture did not grow")
    box, frame = picture.bounding_box(), explorer.bounding_box()
    assert (frame["x"], frame["y"], frame["width"], frame["height"]) == (0, 0, 1920, 1080)
    assert box["y"] + box["height"] <= 1080
    for control in explorer.locator("button:visible, select:visible, [role=slider]:visible").all():
        place = control.bounding_box()
        assert place["x"] >= box["x"] + box["width"] - 1
        assert place["x"] + place["width"] <= 1920
        assert place["y"] + place["height"] <= 1080
        assert place["height"] >= 20
    was = lab.settled(picture)
    page.keyboard.press("ArrowLeft")  # the picture has the focus
    lab.changes(picture, was)
    page.keyboard.press("Escape")
    lab.wait_for(lambda: picture.bounding_box()["width"] == before["width"], 5, "Escape did not leave")
    page.set_viewport_size(size)
    assert value(explorers, "forward.canvas.full") is False


def test_an_explorer_may_start_as_large_as_the_window(explorers):
    explorers.rewrite(0, EXPLORERS.split("---")[0].replace("shuffle=False", "shuffle=False, full_screen=True"))
    explorer, size = explorers.page.locator(".nnlearn-explorer").first, explorers.page.viewport_size
    explorers.page.set_viewport_size({"width": 1280, "height": 720})
    lab.wait_for(lambda: explorer.bounding_box()["width"] == 1280, 5, "it does not fill the window")
    assert explorer.evaluate("e => e.matches(':popover-open, :fullscreen')")
    explorers.page.keyboard.press("Escape")
    lab.wait_for(lambda: explorer.bounding_box()["width"] <= 640, 5, "Escape did not leave")
    explorers.page.set_viewport_size(size)


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


def test_a_link_carries_the_playground_s_state(opened):
    state = to_text(State(data="moons", layers=(3,), lr=0.1))
    notebook = opened(f"notebooks/playground.ipynb#{state}")
    notebook.run_all()
    picture = canvas(notebook, 0)
    says(picture, "Network with 2, 3, 1 units on moons")
    link = notebook.page.locator(".nnlearn-explorer a", has_text="link to this state")
    assert link.get_attribute("href") == f"#{state}"
    other = to_text(State(data="spiral", layers=(5,)))
    notebook.page.evaluate("hash => { location.hash = hash }", other)
    says(picture, "Network with 2, 5, 1 units on spiral")
    assert notebook.errors == []
    notebook.close()
