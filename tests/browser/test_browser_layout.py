"""Every explorer in a real JupyterLab: where picture and controls stand, their sizes, light and dark, hovering."""

import jupyterlab_driver as lab
import nbformat
import numpy as np
import pytest
from browser_parts import canvas, notebook_of

import nnlearn.explorers

pytestmark = pytest.mark.browser

NAMES = [name for name in nnlearn.explorers.__all__ if name.endswith(("Explorer", "Playground")) and name != "Explorer"]
SCREENS = {1366: "beside", 1280: "beside", 900: "below", 640: "below", 390: "below"}  # widths
WITH_FILES = 900  # narrower pages have closed Lab's file browser
HEIGHT = 620  # what a laptop of 1366 x 768 has for a notebook
MEASURE = """all => all.map(explorer => {
    const box = element => element.getBoundingClientRect()
    const seen = query => [...explorer.querySelectorAll(query)].filter(e => e.offsetParent)
    const [picture, side] = ['.nnlearn-picture', '.nnlearn-side'].map(name => box(explorer.querySelector(name)))
    return { beside: side.left >= picture.right, below: side.top >= picture.bottom,
        height: box(explorer).height, picture: picture.width,
        room: box(explorer.parentElement).width, wide: explorer.scrollWidth - explorer.clientWidth,
        tracks: seen('.noUi-target').map(e => box(e).width),
        cut: seen('button, select, .widget-label, .lm-TabBar-tabLabel').filter(e => e.scrollWidth > e.clientWidth + 1)
            .map(e => e.textContent.trim()) } })"""


@pytest.fixture(scope="module")
def page(opened, course):
    """Give the page of all explorers after all cells have run, one explorer a cell."""
    cells = [f"from nnlearn.explorers import {name}\n{name}()" for name in NAMES]
    nbformat.write(notebook_of("\n---\n".join(cells)), course / "layout.ipynb")
    notebook = opened("layout.ipynb")
    theme(notebook, "Light")  # the server keeps the theme that another test chose
    notebook.run_all()
    notebook.page.wait_for_function(f"() => document.querySelectorAll('.nnlearn-picture').length === {len(NAMES)}")
    yield notebook
    assert not notebook.errors
    notebook.close()


@pytest.mark.parametrize("width", SCREENS)
def test_picture_and_controls_fit_the_screen(page, width):
    panel = "expandLeft" if width >= WITH_FILES else "collapseLeft"
    page.page.evaluate(f"() => {{ window.jupyterapp.shell.{panel}(); }}")
    page.page.set_viewport_size({"width": width, "height": 12_000})
    explorers = page.page.locator(".nnlearn-explorer")
    place = SCREENS[width]
    lab.wait_for(
        lambda: all(one[place] for one in explorers.evaluate_all(MEASURE)), 10, f"not all controls are {place}"
    )
    for name, one in zip(NAMES, explorers.evaluate_all(MEASURE), strict=True):
        assert one["picture"] <= one["room"] + 1, name
        assert one["wide"] <= 1, f"{name} is wider than its place"
        assert one["cut"] == [], name
        assert min(one["tracks"], default=200) >= 200, name
        if width == 1366:
            assert (one["picture"], one["height"] <= HEIGHT) == (640, True), f"{name} is {one['height']} high"


def test_a_dark_page_has_dark_paper_light_ink_and_the_same_hues(page):
    page.page.set_viewport_size({"width": 1366, "height": 12_000})
    picture = canvas(page, NAMES.index("PerceptronExplorer"))
    light = lab.picture(picture)
    theme(page, "Dark")
    lab.changes(picture, light)
    dark = lab.settled(picture)
    for image, paper in ((light, 255), (dark, 30)):
        assert abs(np.median(np.asarray(image.convert("L"))) - paper) < 25
    hues, saturations = np.moveaxis(np.stack([np.asarray(one.convert("HSV"))[..., :2] for one in (light, dark)]), -1, 0)
    coloured = (saturations > 150).all(axis=0)
    assert coloured.sum() > 500
    away = np.abs(hues[0].astype(int) - hues[1])[coloured]
    assert np.median(np.minimum(away, 256 - away)) < 10  # of 256: 14 degrees
    theme(page, "Light")
    lab.wait_for(lambda: lab.picture(picture).tobytes() == light.tobytes(), 5, "the light picture does not come back")


def test_what_light_and_dark_mean_stays_under_a_dark_theme(page):
    number = NAMES.index("DescentExplorer")
    picture = canvas(page, number)
    left, top, width, height = place_of(NAMES[number], "plane")
    inside = (left + 3, top + 3, left + width - 3, top + height - 3)
    light = lab.picture(picture).crop(inside)
    theme(page, "Dark")
    lab.wait_for(lambda: np.asarray(lab.picture(picture)).mean() < 140, 5, "it stays light")
    difference = np.abs(np.asarray(lab.settled(picture).crop(inside)).astype(int) - np.asarray(light))
    assert difference.max() <= 2
    theme(page, "Light")


def test_hovering_says_what_is_there_and_shows_what_can_be_dragged(page):
    number = NAMES.index("PerceptronExplorer")
    picture, note = canvas(page, number), page.page.locator(".nnlearn-note").nth(number)
    left, top, width, height = place_of(NAMES[number], "plane")
    corner = picture.bounding_box()
    spots = [(x, y) for y in np.linspace(top + 5, top + height - 5, 60) for x in (left + width * 0.12,)]
    said = []
    for x, y in spots:
        page.page.mouse.move(corner["x"] + x, corner["y"] + y)
        lab.pause(page.page, 0.06)
        said.append((note.is_visible() and note.inner_text().splitlines()[0], picture.evaluate("e => e.style.cursor")))
    assert ("setosa: drag me", "grab") in said
    assert (False, "") in said
    page.page.mouse.move(corner["x"] + 10, corner["y"] + 10)
    note.wait_for(state="hidden")


def test_a_value_is_read_aloud_as_it_is_shown(page):
    sliders = page.page.locator(".nnlearn-explorer").nth(NAMES.index("NeuronExplorer")).locator(".widget-slider")
    assert sliders.count() > 2
    for slider in sliders.all():
        handle, number = slider.get_by_role("slider").first, slider.locator(".widget-readout")
        handle.focus()
        for _ in range(7):
            page.page.keyboard.press("ArrowLeft")
        lab.wait_for(
            lambda handle=handle, number=number: handle.get_attribute("aria-valuetext") == number.inner_text(),
            5,
            "the value is read aloud in another form",
        )


def place_of(name, axes):
    """Return the place of an explorer's axes: left, top, width and height in pixels of its picture."""
    explorer = getattr(nnlearn.explorers, name)()
    place = explorer.canvas.axes[axes][:4]
    explorer.close()
    return place


def theme(page, name):
    """Choose JupyterLab's light or dark theme."""
    page.page.evaluate(
        f"() => window.jupyterapp.commands.execute('apputils:change-theme', {{theme: 'JupyterLab {name}'}})"
    )
    light = str(name == "Light").lower()
    page.page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{light}'")
