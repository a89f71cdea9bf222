"""Play, pause and their ends: by button, by a view that is gone, by an interrupt, by closing."""

import asyncio
import signal

import pytest

from nnlearn.explorers import PerceptronExplorer


@pytest.fixture
def perceptron():
    made = PerceptronExplorer()
    yield made
    made.close()


def play(explorer, seconds, meanwhile=lambda: None):
    """Play for some time on a loop, do something, and let it go on as long."""

    async def go():
        explorer.kernel_loop = asyncio.get_running_loop()
        explorer.speed.value = 20.0
        explorer.play()
        await asyncio.sleep(seconds)
        meanwhile()
        before = explorer.state.position
        await asyncio.sleep(seconds)
        return before, explorer.state.position, explorer.playing

    return asyncio.run(go())


def test_it_plays_to_the_end_and_stops():
    explorer = PerceptronExplorer(data="OR", shuffle=False)
    explorer.go(explorer.length(explorer.view) - 4)
    assert play(explorer, 0.4)[1:] == (explorer.length(explorer.view), False)
    assert explorer.play_button.description == "Play"


@pytest.mark.parametrize("how", ["pause", "gone", "close", "interrupt", "step"])
def test_playing_can_be_ended(how, perceptron):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as in a kernel that runs no cell
    perceptron.on_view("seen")

    def end():
        assert perceptron.playing
        if how == "interrupt":
            signal.raise_signal(signal.SIGINT)
        elif how == "gone":
            perceptron.on_view("gone")
        else:
            step = next(button for button in perceptron.box.children[1].children if button.description == "Step")
            {"pause": perceptron.pause, "close": perceptron.close, "step": step.click}[how]()

    try:
        first, last, playing = play(perceptron, 0.15, end)
    finally:
        signal.signal(signal.SIGINT, before)
    assert 0 < first < 6
    assert last - first <= (1 if how == "step" else 0)
    assert not playing


def test_less_motion_plays_slowly():
    explorer = PerceptronExplorer()
    explorer.canvas.calm = True
    assert play(explorer, 0.2)[1] == 0


def test_without_a_loop_play_goes_to_the_end(perceptron):
    perceptron.play()
    assert perceptron.at == perceptron.length(perceptron.view)
