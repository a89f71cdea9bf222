"""Tours: every stop of every explorer that has one is walked; the reader may wander off, come back, and reset."""

import asyncio
import dataclasses
import html
import io
import re
from pathlib import Path

import numpy as np
import pytest
from explorer_walk import every_explorer
from PIL import Image

from nnlearn.explorers import Explorer, PerceptronExplorer, slide
from nnlearn.explorers.controls import inside
from nnlearn.explorers.throttle import INTERVAL_SECONDS
from nnlearn.explorers.tour import Stop

WITH_TOUR = {name: make for name, make in every_explorer().items() if isinstance(make, type)}
LESSONS = sorted((Path(__file__).parents[2] / "lessons").glob("*.py"))


@pytest.fixture(params=WITH_TOUR)
def explorer(request, monkeypatch):
    """Give each explorer that has a tour; every exception inside it is fatal."""

    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = WITH_TOUR[request.param]()
    yield made
    made.close()


def text(explorer):
    """Return the sentence that the row of the tour shows."""
    return html.unescape(explorer.panel.tour.sentence.value).removeprefix('<p class="nnlearn-stop">')[: -len("</p>")]


@pytest.mark.parametrize("name", WITH_TOUR)
def test_a_tour_has_five_to_seven_stops(name):
    assert 5 <= len(WITH_TOUR[name].tour) <= 7


@pytest.mark.parametrize("name", WITH_TOUR)
def test_what_a_lesson_has_readers_try_are_stops_of_the_tour(name):
    pages = [page.read_text(encoding="utf-8") for page in LESSONS]
    before = [page[: page.index(f"\n{name}(")] for page in pages if f"\n{name}(" in page]
    assert before, "no lesson shows it"
    stops = [int(stop) for stop in re.findall(r"\b[Ss]top (\d)", before[0].rpartition("\n# %% [markdown]")[2])]
    assert len(set(stops)) >= 2
    assert set(stops) <= set(range(1, len(WITH_TOUR[name].tour) + 1))


def test_a_walk_through_all_stops(explorer):
    tour, stops = explorer.panel.tour, len(explorer.tour)
    assert tour.place.value == f"<b>Tour:</b> {stops} stops"
    seen = []
    for k in range(stops):
        tour.next_button.click()
        assert tour.place.value == f"<b>Tour:</b> {k + 1} of {stops}"
        assert explorer.pictured == explorer.state == explorer.tour[k].state(explorer)
        for name, widget in explorer.controls.items():  # its control takes what the stop sets
            assert name == "position" or widget.value == getattr(explorer.state, name)
        assert tour.back_button.layout.display == "none"
        assert len(text(explorer)) > 40
        seen.append((text(explorer), explorer.canvas.frame, explorer.canvas.alt))
    for part in zip(*seen, strict=True):  # sentences, pictures, alt texts
        assert len(set(part)) == stops
    tour.next_button.click()
    assert tour.at == stops - 1
    for _ in range(stops):
        tour.previous_button.click()
    assert tour.at == 0
    assert (text(explorer), explorer.canvas.frame, explorer.canvas.alt) == seen[0]


def test_a_stop_is_the_same_wherever_the_reader_comes_from(explorer):
    tour = explorer.panel.tour
    tour.go(1)
    frame, sentence = explorer.canvas.frame, text(explorer)
    tour.go(len(explorer.tour) - 1)
    for key in explorer.keys:
        explorer.panel.answer({"type": "key", "key": key, "shift": False})
    assert explorer.state != tour.state
    tour.go(1)
    assert (explorer.canvas.frame, text(explorer)) == (frame, sentence)


def test_who_wanders_off_can_come_back(explorer):
    tour = explorer.panel.tour
    tour.go(1)
    frame, sentence = explorer.canvas.frame, text(explorer)
    explorer.show(explorer.tour[0].state(explorer))
    assert text(explorer) == "You have moved on."
    assert (tour.back_button.description, tour.back_button.layout.display) == ("Back to stop 2", "")
    focused = []
    tour.next_button.focus = lambda: focused.append(True)
    tour.back_button.click()
    assert (explorer.canvas.frame, text(explorer)) == (frame, sentence)
    assert tour.back_button.layout.display == "none"
    assert focused, "the button that had the focus is gone: the next one has it"


def test_reset_ends_the_tour(explorer):
    frame, before = explorer.canvas.frame, text(explorer)
    explorer.panel.tour.go(2)
    explorer.panel.reset_button.click()
    assert (explorer.canvas.frame, text(explorer)) == (frame, before)
    assert explorer.state == explorer.start
    explorer.panel.tour.previous_button.click()  # the first step leads to the first stop, in either direction
    assert explorer.panel.tour.at == 0


def test_the_buttons_are_reached_by_keyboard_and_have_names(explorer):
    tour = explorer.panel.tour
    buttons = [tour.previous_button, tour.next_button, tour.back_button]
    assert set(buttons) <= set(inside(explorer.box))
    for stop in range(len(explorer.tour)):
        tour.go(stop)
        assert not any(button.disabled for button in buttons), "a disabled button would lose the focus"
    assert [button.description for button in buttons[:2]] == ["Previous stop", "Next stop"]


def test_a_recorded_tour_is_what_a_walk_shows_and_leaves_the_explorer_alone(explorer):
    tour = explorer.panel.tour
    tour.go(1)
    before = (explorer.state, explorer.canvas.frame, explorer.canvas.alt, text(explorer))
    pixels = explorer.picture.pixels()
    recorded = explorer.recorded_tour()
    assert (explorer.state, explorer.canvas.frame, explorer.canvas.alt, text(explorer)) == before
    np.testing.assert_array_equal(explorer.picture.pixels(), pixels)
    assert len(recorded) == len(explorer.tour)
    for k, (png, alt, sentence) in enumerate(recorded):
        tour.go(k)
        assert (alt, sentence) == (explorer.canvas.alt, text(explorer))
        if k in (0, len(recorded) - 1):  # a still is drawn twice as fine, and costs most of a stop
            assert png == explorer.picture.still()
        image = Image.open(io.BytesIO(png))
        assert (image.format, image.size) == ("PNG", tuple(2 * n for n in explorer.size))


# The mechanism, on an explorer of its own.


class Counter(Explorer):
    """Draws a number."""

    @dataclasses.dataclass(frozen=True)
    class State:
        n: int = slide(0, 0, 9, 1, "n")

    size = (100, 50)

    def build(self, picture):
        self.words = picture.words(5, 5, 9)

    def compute(self, state):
        return state.n

    def draw(self, view):
        self.words.say(str(view))

    def describe(self, view):
        return f"the number {view}"

    def code(self, view):
        return f"n = {view}"


class Guided(Counter):
    """Has a tour."""

    tour = (Stop({"n": 3}, "It is <three>.", "Why?"), Stop({"n": 4}, lambda view: f"It is {view}."))


def test_an_explorer_without_a_tour_looks_as_before():
    plain, guided = Counter(), Guided()
    assert plain.panel.tour is None
    assert plain.recorded_tour() == []
    frames = [made.box.children[0].children for made in (plain, guided)]
    sides = [[one for one in side.children if one is not guided.panel.tour.row] for _, side in frames]
    assert [type(one) for one in sides[1]] == [type(one) for one in sides[0]]
    assert guided.panel.tour.row in frames[1][1].children


def test_a_stop_starts_from_the_reader_s_start():
    explorer = PerceptronExplorer(moved=((0, 2.0, 2.0),), chosen=7)
    explorer.set(chosen=3)  # where the reader wandered is forgotten
    explorer.panel.tour.go(0)
    assert (explorer.state.chosen, explorer.state.moved) == (7, ())


def test_sentence_and_question_are_text():
    explorer = Guided()
    explorer.panel.tour.go(0)
    assert "It is &lt;three&gt;. Why?" in explorer.panel.tour.sentence.value
    explorer.panel.tour.go(1)
    assert text(explorer) == "It is 4."


def test_a_broken_stop_is_a_sentence_and_the_tour_continues():
    explorer = Guided()
    explorer.tour = (Stop({"m": 1}, "nowhere"), Stop({"n": 2}, lambda view: 1 / 0), *Guided.tour)
    for stop, fault in enumerate(("TypeError", "ZeroDivisionError")):
        explorer.panel.tour.go(stop)
        assert fault in explorer.panel.fault.value
    explorer.panel.tour.go(2)
    assert explorer.panel.fault.value == ""
    assert explorer.canvas.alt == "the number 3"


def test_a_fault_while_recording_leaves_the_picture_alone():
    explorer = Guided()
    explorer.tour = (*Guided.tour, Stop({"n": 5}, lambda view: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        explorer.recorded_tour()
    assert explorer.words.get_text() == "0"


def test_a_stop_ends_what_plays():
    async def go():
        explorer = PerceptronExplorer()
        explorer.play()
        assert explorer.playing
        explorer.panel.tour.go(1)
        assert not explorer.playing
        await asyncio.sleep(4 * INTERVAL_SECONDS)
        assert explorer.pictured == explorer.panel.tour.state
        assert "ringed" in text(explorer)
        explorer.close()

    asyncio.run(go())
