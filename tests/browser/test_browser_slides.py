"""The decks in a browser without network: nothing is missing, and no slide is too long."""

import os
import shutil

import jupyterlab_driver as lab
import pytest
import slides

from nnlearn.syllabus import existing

LESSONS = [one for one in existing(slides.ROOT) if (slides.ROOT / "notebooks" / f"{one.stem}.ipynb").exists()]
pytestmark = pytest.mark.browser


def test_the_decks_open_without_network_and_no_slide_runs_over(tmp_path):
    lacks = lab.missing() or (None if shutil.which("npm") else "decks need npm: install node and npm")
    if lacks and os.environ.get("CI"):
        pytest.fail(lacks)
    if lacks:
        pytest.skip(lacks)
    assert slides.main(["--out", str(tmp_path)]) == 0
    with lab.chromium(offline=True) as context:
        page, faults = context.new_page(), []
        page.set_viewport_size({"width": 1280, "height": 720})
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("requestfailed", lambda request: faults.append(request.url))
        for lesson in LESSONS:
            page.goto((tmp_path / f"{lesson.stem}.html").as_uri())
            page.wait_for_function("() => window.Reveal?.isReady() && window.MathJax?.startup?.promise")
            page.evaluate("() => MathJax.startup.promise")
            assert page.locator("mjx-merror").count() == 0
            high = page.evaluate(
                "() => [...Array(Reveal.getTotalSlides()).keys()].map(k => {"
                " Reveal.slide(k); return Reveal.getCurrentSlide().scrollHeight })"
            )
            assert len(high) > 15
            assert [k for k, height in enumerate(high) if height > 720] == [], lesson.stem
            page.evaluate("() => document.fonts.ready.then(() => true)")  # leaving earlier cuts a font's request off
        assert faults == []
