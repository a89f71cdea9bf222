"""Two explorers in a real JupyterLab in headless Chromium: keyboard and pointer, and the pixels that follow."""

import re

import jupyterlab_driver as lab
import nbformat
import pytest
from browser_parts import canvas, every_figure_has_its_words, notebook_of, says, value

pytestmark = pytest.mark.browser

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


@pytest.fixture(scope="module")
def explorers(opened, course):
    """Give the page of explorers after all its cells have run."""
    nbformat.write(notebook_of(EXPLORERS), course / "explorers.ipynb")
    notebook = opened("explorers.ipynb")
    notebook.run_all()
    notebook.page.wait_for_function("() => document.querySelectorAll('.nnlearn-picture').length === 2")
    yield notebook
    assert not notebook.errors
    notebook.close()


def test_pictures_have_names_roles_help_and_captions(explorers):
    every_figure_has_its_words(explorers)
    for number in (0, 1):
        found = canvas(explorers, number)
        assert found.get_attribute("role") == "application"
        assert found.get_attribute("tabindex") == "0"
        described = [f"#{name}" for name in found.get_attribute("aria-describedby").split()]
        words = explorers.page.locator(", ".join(described)).evaluate_all("all => all.map(e => e.textContent)")
        assert all("arrow keys" in part for part in words)
    assert explorers.page.locator(".jp-RenderedMarkdown", has_text="The line falls by").last.is_visible()


def test_showing_an_explorer_changes_nothing_in_it(explorers):
    lab.pause(explorers.page, 0.5)
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


def test_keys_move_a_pointer_that_says_what_is_there_and_presses(explorers):
    picture, page = canvas(explorers, 0), explorers.page
    root = page.locator(".nnlearn-canvas").first
    mark, note, live = (root.locator(f".nnlearn-{name}") for name in ("mark", "note", "live"))
    left, top, width, height, x0, x1, y0, y1 = value(explorers, "perceptron.canvas.axes['plane']")
    x, y = value(explorers, "perceptron.view.run.x[0].tolist()")
    middle = value(explorers, "[side / 2 for side in perceptron.size]")
    place = left + width * (x - x0) / (x1 - x0), top + height * (y1 - y) / (y1 - y0)
    picture.focus()
    page.keyboard.press("Shift+ArrowLeft")
    assert mark.is_visible()
    for ways, away in (("Left Right", place[0] - middle[0] + 10), ("Up Down", place[1] - middle[1])):
        for _ in range(round(abs(away) / 10)):
            page.keyboard.press(f"Shift+Arrow{ways.split()[away > 0]}")
    lab.wait_for(lambda: note.is_visible() and note.text_content() == live.text_content(), 5, "nothing is said")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert mark.is_hidden()
    assert page.evaluate("() => document.activeElement.className") == "nnlearn-picture"
    lab.wait_for(lambda: value(explorers, "perceptron.state.chosen") == 0, 5, "Enter presses nothing")


def test_steps_by_button_and_reset_change_picture_and_name(explorers):
    picture = canvas(explorers, 0)
    explorer = explorers.page.locator(".nnlearn-explorer").first
    before = lab.picture(picture)
    explorer.get_by_role("button", name="Next mistake").click()
    lab.changes(picture, before)
    says(picture, "after step 1 of")
    explorer.get_by_role("button", name="Reset").click()
    says(picture, "before the first step")


def test_a_tour_is_walked_by_keyboard(explorers):
    picture, page = canvas(explorers, 0), explorers.page
    explorer = page.locator(".nnlearn-explorer").first
    sentence = explorer.locator(".nnlearn-stop")

    def reads(part):
        lab.wait_for(lambda: part in sentence.inner_text(), 5, f"the tour never said {part!r}")

    explorer.get_by_role("button", name="Next stop").focus()
    for part in ("Nothing has been learned yet", "The ringed"):
        before = lab.settled(picture)
        page.keyboard.press("Enter")
        reads(part)
        lab.changes(picture, before)
    assert sentence.evaluate("e => e.parentElement.ariaLive") == "polite"
    explorer.get_by_role("button", name="Next mistake").click()
    reads("You have moved on")
    back = explorer.get_by_role("button", name="Back to stop 2")
    back.focus()
    page.keyboard.press("Space")
    reads("The ringed")
    back.wait_for(state="hidden")
    lab.wait_for(
        lambda: page.evaluate("() => document.activeElement.textContent").strip() == "Next stop", 5, "focus is lost"
    )
    explorer.get_by_role("button", name="Reset").click()
    reads("Next stop leads you through it")
    says(picture, "before the first step")


def test_a_point_is_dragged_with_the_pointer(explorers):
    picture = canvas(explorers, 0)
    assert "Linearly separable" in picture.get_attribute("aria-label")
    left, top, width, height, x0, x1, y0, y1 = value(explorers, "perceptron.canvas.axes['plane']")
    picture.scroll_into_view_if_needed()  # the last cell, which gave the value, may have scrolled it away
    place = explorers.page.evaluate(
        """() => { const box = document.querySelector('.nnlearn-picture').getBoundingClientRect();
            return [box.left, box.top, box.width / 640] }"""
    )

    def at(x, y):
        across, down = left + (x - x0) / (x1 - x0) * width, top + (y1 - y) / (y1 - y0) * height
        return (place[0] + place[2] * across, place[1] + place[2] * down)

    explorers.page.mouse.move(*at(1, 1))
    explorers.page.mouse.down()
    for k in range(1, 11):
        explorers.page.mouse.move(*at(1 - 0.1 * k, 1 - 0.1 * k))  # the only positive point lands on a negative one
    explorers.page.mouse.up()
    says(picture, "Not linearly separable")
    explorers.page.locator(".nnlearn-explorer").first.get_by_role("button", name="Reset").click()
    says(picture, "Linearly separable")


def test_a_flick_too_short_for_a_frame_moves_a_point(explorers):
    """Down, move and up in one task of the page, as when it is too busy to draw in between: the move counts."""
    picture = canvas(explorers, 0)
    left, top, width, height, x0, x1, y0, y1 = value(explorers, "perceptron.canvas.axes['plane']")
    places = [(left + (k - x0) / (x1 - x0) * width, top + (y1 - k) / (y1 - y0) * height) for k in (1, 0)]
    picture.evaluate(
        """(canvas, [[x, y], [toX, toY]]) => {
            const box = canvas.getBoundingClientRect(), scale = box.width / 640;
            for (const [type, u, v] of [["down", x, y], ["move", toX, toY], ["up", toX, toY]])
                canvas.dispatchEvent(new PointerEvent(`pointer${type}`, { bubbles: true, pointerId: 1, isPrimary: true,
                    clientX: box.left + scale * u, clientY: box.top + scale * v }));
        }""",
        places,
    )
    says(picture, "Not linearly separable")
    explorers.page.locator(".nnlearn-explorer").first.get_by_role("button", name="Reset").click()
    says(picture, "Linearly separable")


def test_a_number_lights_up_wherever_it_stands_and_a_line_is_dragged(explorers):
    """The forward explorer: hovering frames the same number in all three places, and a weight follows the pointer."""
    page, picture = explorers.page, canvas(explorers, 1)
    boxes = "list(map(float, forward.diagram.box"
    unit, line = value(explorers, f"[{boxes}(1, 2))), {boxes}_of_weight((0, 0, 0))))]")
    before = value(explorers, "float(forward.view.layers[0].weight[0, 0])")
    picture.scroll_into_view_if_needed()
    left, top, scale = page.evaluate(
        """() => { const box = document.querySelectorAll('.nnlearn-picture')[1].getBoundingClientRect();
            return [box.left, box.top, box.width / 640] }"""
    )

    def at(box):
        return left + scale * (box[0] + box[2] / 2), top + scale * (box[1] + box[3] / 3)

    frames = page.locator(".nnlearn-lit")
    page.mouse.move(*at(unit))
    lab.wait_for(lambda: frames.count() == 3, 5, "not three places light up")
    found = frames.first.bounding_box()
    assert abs(found["x"] - left - scale * unit[0]) < 2
    assert abs(found["width"] - scale * unit[2]) < 2
    page.mouse.move(*at(line))
    lab.wait_for(lambda: frames.count() == 2, 5, "a weight is not framed in network and product")
    x, y = at(line)
    page.mouse.down()
    assert frames.count() == 0
    for k in range(1, 11):
        page.mouse.move(x, y - 5 * k * scale)
    page.mouse.up()

    def moved():
        return value(explorers, "float(forward.view.layers[0].weight[0, 0])") - before

    lab.wait_for(lambda: abs(moved() - 1) < 0.05, 5, "the weight does not follow the pointer by 1")
    page.locator(".nnlearn-explorer").nth(1).get_by_role("button", name="Reset").click()
    page.mouse.move(1, 1)
    lab.wait_for(lambda: frames.count() == 0, 5, "a frame stays when the pointer has left")


def test_it_plays_only_when_asked_and_pauses(explorers):
    picture = canvas(explorers, 0)
    explorer = explorers.page.locator(".nnlearn-explorer").first
    assert "before the first step" in picture.get_attribute("aria-label")
    explorer.get_by_role("button", name="Play").click()
    played = re.compile(r"after step ([2-9]|\d\d) of").search  # a busy machine may show no picture of step 2
    lab.wait_for(lambda: played(picture.get_attribute("aria-label")), 5, "it does not play")
    explorer.get_by_role("button", name="Pause").click()
    lab.pause(explorers.page, 0.3)
    name = picture.get_attribute("aria-label")
    lab.pause(explorers.page, 0.6)
    assert picture.get_attribute("aria-label") == name


def test_an_interrupt_of_the_kernel_ends_the_playing(explorers):
    button = explorers.page.locator(".nnlearn-explorer").first.get_by_role("button", name="Play")
    value(explorers, "setattr(perceptron.speed, 'value', 1.0)")  # its 24 steps outlast every pause
    button.click()
    lab.wait_for(lambda: value(explorers, "perceptron.playing") is True, 5, "it does not play")
    lab.pause(explorers.page, 0.5)  # no cell runs now
    explorers.kernel("interrupt")
    button.wait_for()  # it says Play again
    assert value(explorers, "perceptron.playing") is False


def test_running_the_cell_again_ends_the_old_explorer(explorers):
    explorer = explorers.page.locator(".nnlearn-explorer").first
    explorer.get_by_role("button", name="Reset").click()
    value(explorers, "setattr(perceptron.speed, 'value', 1.0)")
    explorer.get_by_role("button", name="Play").click()
    lab.pause(explorers.page, 0.3)
    explorers.rewrite(0, EXPLORERS.split("---")[0].replace("perceptron =", "old = perceptron\nperceptron ="))
    explorers.page.wait_for_function("() => document.querySelectorAll('.nnlearn-picture').length === 2")
    lab.wait_for(lambda: value(explorers, "old.playing") is False, 9, "the old explorer still plays")
    assert value(explorers, "old.at < old.length(old.view)")  # not because its run came to its end


def test_a_run_is_scrubbed_in_the_browser_without_the_kernel(explorers):
    picture = canvas(explorers, 1)
    slider = explorers.page.locator(".nnlearn-explorer").nth(1).get_by_role("slider", name="cell", exact=True)
    slider.focus()  # the reader approaches
    done = "forward._prerenderer.sent_bytes > 0 and forward._prerenderer.next_position() is None"
    lab.wait_for(lambda: value(explorers, done), 60, "nothing is drawn in advance")
    value(explorers, "setattr(forward, 'request', lambda: None)")  # from now on the kernel sends no picture
    before = lab.settled(picture)
    slider.focus()
    for _ in range(3):
        explorers.page.keyboard.press("ArrowRight")
    lab.changes(picture, before)
    shown = lab.settled(picture)
    assert value(explorers, "(forward.state.position, forward.pictured.position)") == (3, 0)
    assert "Cell 1 of" not in picture.get_attribute("aria-label")
    value(explorers, "[delattr(forward, 'request'), forward.request()]")
    says(picture, "Cell 3 of")
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
    lab.wait_for(lambda: picture.bounding_box()["width"] == 640, 5, "Escape did not leave")
    page.set_viewport_size(size)
    lab.wait_for(lambda: picture.bounding_box()["width"] == before["width"], 5, "it has another size than before")
    assert value(explorers, "forward.canvas.full") is False


def test_an_explorer_may_start_as_large_as_the_window(explorers):
    explorers.rewrite(0, EXPLORERS.split("---")[0].replace("shuffle=False", "shuffle=False, full_screen=True"))
    explorer, size = explorers.page.locator(".nnlearn-explorer").first, explorers.page.viewport_size
    explorers.page.set_viewport_size({"width": 1280, "height": 720})
    lab.wait_for(lambda: explorer.bounding_box()["width"] == 1280, 5, "it does not fill the window")
    assert explorer.evaluate("e => e.matches(':popover-open, :fullscreen')")
    explorers.page.keyboard.press("Escape")
    lab.wait_for(lambda: explorer.bounding_box()["width"] < 1000, 5, "Escape did not leave")
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
    says(picture, "Cell 1 of")
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
