"""The decks in a browser without network: nothing is missing, and no slide is too long."""

import os
import shutil

import jupyterlab_driver as lab
import pytest
import slides

from nnlearn.syllabus import existing

LESSONS = [one for one in existing(slides.ROOT) if (slides.ROOT / "notebooks" / f"{one.stem}.ipynb").exists()]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """Return the folder of all decks."""
    lacks = lab.missing() or (None if shutil.which("npm") else "decks need npm: install node and npm")
    if lacks and os.environ.get("CI"):
        pytest.fail(lacks)
    if lacks:
        pytest.skip(lacks)
    folder = tmp_path_factory.mktemp("decks")
    assert slides.main(["--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def page(decks):
    """Return a page without network, and the list of what fails in it."""
    with lab.chromium(offline=True) as context:
        opened, faults = context.new_page(), []
        opened.set_viewport_size({"width": 1280, "height": 720})
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("requestfailed", lambda request: faults.append(request.url))
        yield opened, faults


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.stem)
def test_a_deck_opens_without_network_and_no_slide_runs_over(lesson, decks, page):
    opened, faults = page
    opened.goto((decks / f"{lesson.stem}.html").as_uri())
    opened.wait_for_function("() => window.Reveal?.isReady() && window.MathJax?.startup?.promise")
    opened.evaluate("() => MathJax.startup.promise")
    assert opened.locator("mjx-merror").count() == 0
    high = opened.evaluate(
        "() => [...Array(Reveal.getTotalSlides()).keys()].map(k => {"
        " Reveal.slide(k); return Reveal.getCurrentSlide().scrollHeight })"
    )
    assert len(high) > 15
    assert [k for k, height in enumerate(high) if height > 720] == []
    opened.evaluate("() => document.fonts.ready.then(() => true)")  # leaving earlier cuts a font's request off
    assert faults == []
