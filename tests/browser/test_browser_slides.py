"""The decks in a browser without network: all is there, fits its slide, can be read from the last row, and moves."""

import os
import shutil

import axe
import jupyterlab_driver as lab
import pytest
import slides
import tours
from decks import LESSONS, written

pytestmark = pytest.mark.browser
BUILD = slides.ROOT / "build" / "decks"  # stays, so that npm brings its packages once

MEASURE = """() => [...Array(Reveal.getTotalSlides()).keys()].flatMap(k => {
    Reveal.slide(k);
    const slide = Reveal.getCurrentSlide(), faults = [], say = (what, node) =>
        faults.push(`${k + 1} ${what}: ${node.textContent.trim().slice(0, 60)}`);
    slide.querySelectorAll('.fragment').forEach(one => one.classList.add('visible'));
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT), range = document.createRange();
    if (!slide.querySelector('aside.notes')?.textContent.trim()) say('has no notes', slide);
    while (texts.nextNode()) {
        const node = texts.currentNode, parent = node.parentElement;
        if (!node.textContent.trim() || parent.closest('aside, mjx-container')) continue;
        const size = parseFloat(getComputedStyle(parent).fontSize) * Reveal.getScale();
        if (size < (parent.closest('pre, code') ? 22 : 24)) say(`has ${size} pixels`, node);
        range.selectNodeContents(node);
        for (const box of range.getClientRects())
            if (box.right > 1281 || box.left < 0 || box.bottom > 721 || box.top < 0) say('runs over', node);
    }
    for (const one of slide.querySelectorAll('.body svg, .body img, .body button')) {
        const box = one.getBoundingClientRect();
        if (box.right > 1281 || box.left < -1 || box.bottom > 721) say('runs over', one);
        if (one.tagName == 'IMG' && box.height < 300) say(`picture of ${box.height} pixels`, slide);
        if (one.tagName == 'IMG' && 12 * one.dataset.enlarged / one.naturalWidth * 2 < 22) say('small labels', slide);
    }
    return faults })"""
LOOK = """async () => (await axe.run(Reveal.getCurrentSlide(), { resultTypes: ["violations"] })).violations.flatMap(
    one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 120)}`))"""


@pytest.fixture(scope="module")
def decks():
    """Return the folder of all decks."""
    lacks = lab.missing() or (None if shutil.which("npm") else "decks need npm: install node and npm")
    if lacks and os.environ.get("CI"):
        pytest.fail(lacks)
    if lacks:
        pytest.skip(lacks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tours, "tours", written)
        assert slides.main(["--out", str(BUILD)]) == 0
    return BUILD


@pytest.fixture(scope="module")
def page(decks):
    """Return a page without network, and the list of what fails in it."""
    with lab.chromium(offline=True) as context:
        opened, faults = context.new_page(), []
        opened.set_viewport_size({"width": 1280, "height": 720})
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("requestfailed", lambda request: faults.append(request.url))
        yield opened, faults


def open_deck(opened, decks, lesson):
    opened.goto((decks / f"{lesson.stem}.html").as_uri())
    opened.wait_for_function("() => window.Reveal?.isReady() && window.MathJax?.startup?.promise")
    opened.evaluate("() => MathJax.startup.promise")


def go(opened, kind):
    """Go to the first slide of a kind."""
    opened.evaluate(f"() => Reveal.slide(Reveal.getSlides().findIndex(one => one.matches('.{kind}')), 0, -1)")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.stem)
def test_a_deck_opens_without_network_and_each_slide_can_be_read(lesson, decks, page):
    opened, faults = page
    open_deck(opened, decks, lesson)
    assert opened.locator("mjx-merror").count() == 0
    go(opened, "stop")
    opened.keyboard.press("ArrowRight")  # the tour moves by keyboard, without a kernel
    assert "stop 2 of" in opened.locator("section.present h2").text_content()
    assert opened.evaluate(MEASURE) == []
    opened.evaluate("() => document.fonts.ready.then(() => true)")  # leaving earlier cuts a font's request off
    assert faults == []


def test_votes_are_counted_and_the_answer_waits(decks, page):
    opened, _ = page
    open_deck(opened, decks, LESSONS[3])
    counts = opened.locator("section.present .count")
    go(opened, "vote")
    for key in ("2", "2", "3", "Shift+Digit2"):
        opened.keyboard.press(key)
    opened.locator("section.present .option").first.click()
    assert counts.all_text_contents() == ["1", "1", "1"]
    opened.keyboard.press("ArrowRight")
    assert "neighbour" in opened.locator("section.present").text_content()
    go(opened, "answer")
    assert counts.all_text_contents() == ["1", "1", "1"], "the votes come along"
    right = opened.locator("section.present .right")
    shown = "one => getComputedStyle(one).visibility"
    assert right.evaluate(shown) == "hidden"
    opened.keyboard.press("ArrowRight")
    opened.wait_for_function("() => getComputedStyle(document.querySelector('section.present .right')).opacity === '1'")
    assert right.evaluate(shown) == "visible"


def test_the_clock_runs_and_stops(decks, page):
    opened, _ = page
    opened.clock.install()
    open_deck(opened, decks, LESSONS[3])
    go(opened, "turn")
    clock = opened.locator("section.present .clock")
    opened.keyboard.press("t")
    opened.clock.run_for(61_000)
    assert clock.text_content() == "8:59"
    clock.click()
    opened.clock.run_for(60_000)
    assert clock.text_content() == "8:59 (T continues)"
    opened.keyboard.press("t")
    opened.clock.run_for(600_000)
    assert clock.text_content() == "0:00"
    assert "over" in clock.get_attribute("class")


def test_a_picture_is_enlarged_and_the_tour_moves_on_in_it(decks, page):
    opened, _ = page
    open_deck(opened, decks, LESSONS[3])
    go(opened, "stop")
    opened.keyboard.press("z")
    large = opened.locator("#enlarged img")
    assert large.bounding_box()["width"] > 1200
    opened.keyboard.press("ArrowDown")  # moves in the picture, not in the deck
    assert "stop 1 of" in opened.locator("section.present h2").text_content()
    opened.keyboard.press("PageDown")
    assert "stop 2 of" in opened.locator("section.present h2").text_content()
    assert large.count() == 1
    opened.keyboard.press("Escape")
    assert large.count() == 0


def test_axe_finds_nothing_on_one_slide_of_each_kind(decks, page):
    opened, _ = page
    open_deck(opened, decks, LESSONS[3])
    if axe.script() is None:
        pytest.skip("axe-core comes from npm: install node and npm")
    opened.evaluate(axe.script())
    for kind in ("title", "vote", "pause", "text", "explorer", "stop", "answer", "code", "turn", "picture"):
        go(opened, kind)
        opened.evaluate(
            "() => document.querySelectorAll('section.present .fragment').forEach(one => {"
            " one.style.transition = 'none'; one.classList.add('visible') })"
        )
        assert opened.evaluate(LOOK) == [], kind
