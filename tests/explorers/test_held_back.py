"""Sliders are told of their new values now and then, the kernel knows them at once, and nothing is lost at the end."""

import asyncio

import fake_clock
import pytest

from nnlearn.explorers import ActivationExplorer, PerceptronExplorer
from nnlearn.explorers.held_back import SECONDS


class Line:
    """A connection to a page. A widget without one sends nothing, and plain Python may have none."""

    comm_id, kernel = "a page", "a kernel"

    def send(self, *message, **more):
        pass

    def close(self, *message, **more):
        pass

    def on_msg(self, callback):
        pass


@pytest.fixture
def sent(monkeypatch):
    """Return a function that lists what a widget sends from now on."""

    def listen(widget, name="value"):
        values = []
        usual = type(widget).send_state

        def note(key=None):
            keys = {key} if isinstance(key, str) else set(key or ())
            values.extend([getattr(widget, name)] if name in keys else [])
            usual(widget, key)

        widget.comm = Line()
        monkeypatch.setattr(widget, "send_state", note)
        return values

    return listen


def test_what_plays_moves_its_slider_at_most_once_in_a_while(sent):
    explorer = PerceptronExplorer()
    values = sent(explorer.controls["position"])

    async def go():
        explorer.speed.value = 20.0
        explorer.play()
        await asyncio.sleep(2)
        assert explorer.controls["position"].value == explorer.at  # the kernel's own is never late
        explorer.pause()

    fake_clock.run(go())
    assert explorer.at > 2 * len(values) > 2
    assert len(values) <= 2 / SECONDS + 2
    assert values[-1] == explorer.at, "where it stopped"
    explorer.close()


def test_a_drag_moves_the_other_controls_at_most_once_in_a_while_and_to_its_end(sent):
    explorer = ActivationExplorer()
    gain = explorer.controls["gain"]
    values = sent(gain)
    places = [round(gain.min + k * gain.step, 6) for k in range(1, 31)]

    async def go():
        for place in places:
            explorer.set(gain=place)
            assert gain.value == pytest.approx(place)
            await asyncio.sleep(0.01)
        await asyncio.sleep(2 * SECONDS)

    fake_clock.run(go())
    assert 2 <= len(values) <= len(places) / 3
    assert values[-1] == pytest.approx(places[-1])
    explorer.close()


def test_a_run_that_does_not_play_is_scrubbed_by_a_slider_that_knows_at_once(sent):
    explorer = PerceptronExplorer()
    values = sent(explorer.controls["position"])

    async def go():
        for place in range(1, 9):
            explorer.go(place)
        assert values == list(range(1, 9))

    fake_clock.run(go())
    assert not explorer.canvas.plays
    explorer.close()
