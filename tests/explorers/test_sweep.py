"""Play moves a slider from end to end; it begins at the low end or where Pause left it, and can always be ended."""

import asyncio
import signal

import fake_clock
import pytest
from explorer_walk import every_explorer

from nnlearn.explorers import NeuronExplorer
from nnlearn.explorers.controls import inside
from nnlearn.explorers.recorded import CALM_SECONDS
from nnlearn.explorers.sweep import Sweep

SWEEPS = {name: make for name, make in every_explorer().items() if isinstance(make, type) and issubclass(make, Sweep)}


@pytest.fixture(params=SWEEPS)
def explorer(request):
    made = SWEEPS[request.param]()
    made.on_view("seen")
    yield made
    made.close()


def value(explorer):
    return getattr(explorer.state, explorer.sweeps)


def play(explorer, seconds, meanwhile=lambda: None):
    """Play on a loop for some time, do something, continue; return the value before and after, and whether it plays."""

    async def go():
        explorer.kernel_loop = asyncio.get_running_loop()
        explorer.play_button.click()
        await asyncio.sleep(seconds)
        meanwhile()
        before = value(explorer)
        await asyncio.sleep(seconds)
        return before, value(explorer), explorer.playing

    return fake_clock.run(go())


def test_it_shows_something_within_a_second_and_the_end_within_ten(explorer):
    slider, frames = explorer.controls[explorer.sweeps], set()
    explorer.canvas.observe(lambda change: frames.add(change.new), "frame")
    _, after, playing = play(explorer, 0.5)
    assert playing
    assert len(frames) > 3
    assert slider.min < after < slider.max
    _, after, playing = play(explorer, 5.0, explorer.play_button.click)  # it still plays: a click pauses
    assert not playing
    explorer._paused_at = None
    assert play(explorer, 5.0)[1:] == (slider.max, False)
    assert explorer.play_button.description == explorer.play_label
    assert explorer.pictured == explorer.state


def test_it_begins_at_the_low_end_and_continues_after_a_pause(explorer):
    slider = explorer.controls[explorer.sweeps]
    first, last, _ = play(explorer, 0.5, explorer.pause)
    assert slider.min < first == last < slider.max
    assert play(explorer, 0.5, explorer.pause)[0] > first
    explorer.set(**{explorer.sweeps: slider.max})
    assert play(explorer, 0.001, explorer.pause)[0] == slider.min


@pytest.mark.parametrize("how", ["pause", "gone", "close", "interrupt", "tour", "key"])
def test_playing_can_be_ended(how, explorer):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as in a kernel that is running no cell

    def end():
        assert explorer.playing
        {
            "pause": explorer.play_button.click,
            "gone": lambda: explorer.on_view("gone"),
            "close": explorer.close,
            "interrupt": lambda: signal.raise_signal(signal.SIGINT),
            "tour": explorer.panel.tour.next_button.click,
            "key": lambda: explorer.on_key(explorer.keys[0]),
        }[how]()

    try:
        first, last, playing = play(explorer, 0.5, end)
    finally:
        signal.signal(signal.SIGINT, before)
    assert (first, playing) == (last, False)


def test_less_motion_plays_slowly(explorer):
    explorer.canvas.calm = True
    slider = explorer.controls[explorer.sweeps]
    assert play(explorer, 0.9 * CALM_SECONDS)[0] == slider.min


def test_without_a_loop_play_goes_to_the_end():
    explorer = NeuronExplorer()
    assert explorer.play_button in inside(explorer.box)
    explorer.play_button.click()
    assert explorer.state.current == 4.0
    assert not explorer.playing
    explorer.close()
