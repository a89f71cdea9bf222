"""Playing ends by a button, a view that is gone, an interrupt or closing; and runs are drawn in advance."""

import asyncio
import io
import signal

import fake_clock
import numpy as np
import pytest
from explorer_walk import every_explorer
from PIL import Image

from nnlearn.explorers import GanExplorer, PerceptronExplorer, Recorded, prerender
from nnlearn.explorers.controls import inside


@pytest.fixture
def perceptron():
    made = PerceptronExplorer()
    yield made
    made.close()


def play(explorer, seconds, meanwhile=lambda: None, speed=20.0):
    """Play for some time on a loop, do something, and let it continue for the same time."""

    async def go():
        explorer.kernel_loop = asyncio.get_running_loop()
        explorer.speed.value = speed
        explorer.play()
        await asyncio.sleep(seconds)
        meanwhile()
        before = explorer.state.position
        await asyncio.sleep(seconds)
        return before, explorer.state.position, explorer.playing

    return fake_clock.run(go())


def test_it_plays_to_the_end_and_stops():
    explorer = PerceptronExplorer(data="OR", shuffle=False)
    explorer.go(explorer.length(explorer.view) - 4)
    assert play(explorer, 0.4)[1:] == (explorer.length(explorer.view), False)
    assert explorer.play_button.description == "Play"


def test_a_long_run_takes_ten_seconds_and_a_short_one_its_time(perceptron):
    for explorer, speed, seconds in (
        (perceptron, 4.0, 10),
        (perceptron, 20.0, 4),
        (PerceptronExplorer(data="OR"), 1.0, None),
    ):
        explorer.speed.value = speed
        pause, steps = explorer.beat()
        length = explorer.length(explorer.view)
        assert pause * length / steps == pytest.approx(seconds or length, rel=0.2)
        assert pause >= 1 / 30


@pytest.mark.parametrize("how", ["pause", "gone", "close", "interrupt", "step"])
def test_playing_can_be_ended(how, perceptron):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as in a kernel that is running no cell
    perceptron.on_view("seen")

    def end():
        assert perceptron.playing
        if how == "interrupt":
            signal.raise_signal(signal.SIGINT)
        elif how == "gone":
            perceptron.on_view("gone")
        else:
            step = next(part for part in inside(perceptron.box) if getattr(part, "description", "") == "Step")
            {"pause": perceptron.pause, "close": perceptron.close, "step": step.click}[how]()

    try:
        first, last, playing = play(perceptron, 0.15, end, speed=4.0)  # 20 steps a second: it is a long run
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


# Drawn in advance: what the browser composes is what the kernel draws.


def recorded():
    """Return the ways to make an explorer whose run is drawn in advance."""
    found = {}
    for name, make in every_explorer().items():
        made = make()
        if isinstance(made, Recorded):
            found[name] = make
        made.close()
    return found


RECORDED = recorded()


def draw_ahead(explorer, monkeypatch, meanwhile=lambda: None, seconds=20):
    """Let a reader approach on a loop, and return the messages (version, {place: PNG}) that it sends."""
    sent = []
    monkeypatch.setattr(prerender, "SETTLE_SECONDS", 0.01)
    monkeypatch.setattr(
        explorer.canvas, "send", lambda m, pngs: sent.append((m["version"], dict(zip(m["places"], pngs, strict=True))))
    )

    async def go():
        explorer.on_view("seen")
        explorer.on_view("near")
        task = explorer._prerenderer.task
        while not sent:
            await asyncio.sleep(0.005)
        meanwhile()
        await asyncio.wait_for(task, seconds)

    fake_clock.run(go())
    return sent


def laid_over(pngs):
    """Return the pixels at each position, as the browser composes them."""
    layers = {place: Image.open(io.BytesIO(png)).convert("RGBA") for place, png in pngs.items()}
    first = next(iter(layers.values()))
    return {place: np.array(Image.alpha_composite(first, layer))[..., :3] for place, layer in layers.items()}


@pytest.mark.parametrize("name", RECORDED)
def test_a_run_that_is_drawn_ahead_is_the_run(name, monkeypatch):
    explorer = RECORDED[name]()
    monkeypatch.setattr(explorer, "length", lambda view, length=explorer.length: min(length(view), 12))
    explorer.go(12)  # a run that grows has now reached this step
    explorer.go(3)
    before = explorer.picture.pixels()
    sent = draw_ahead(explorer, monkeypatch)
    np.testing.assert_array_equal(explorer.picture.pixels(), before)  # the artists are back where they were
    version, place = explorer.canvas.frame_key
    assert place == 3
    assert {v for v, _ in sent} == {version}
    shown = laid_over({place: png for _, pngs in sent for place, png in pngs.items()})
    assert next(iter(shown)) == 3
    assert sorted(shown) == list(explorer.drawable(explorer.view)) == list(range(explorer.length(explorer.view) + 1))
    for place, pixels in shown.items():
        explorer.go(place)
        assert explorer.canvas.frame_key == [version, place]
        np.testing.assert_array_equal(pixels, explorer.picture.pixels()[..., :3], err_msg=str(place))
    explorer.close()


def test_of_a_live_run_the_neighbours_are_drawn_ahead(monkeypatch):
    explorer = GanExplorer()
    monkeypatch.setattr(explorer, "prerender_reach", 3)
    explorer.go(12)
    explorer.go(10)
    sent = draw_ahead(explorer, monkeypatch, lambda: explorer.go(4))  # and it continues from where the reader went
    assert next(iter(sent[0][1])) == 10
    assert set(range(1, 8)) <= {place for _, pngs in sent for place in pngs} <= set(range(1, 13))
    explorer.set(half=True)
    assert explorer.canvas.frame_key == []  # half a step is not a position on the slider
    explorer.go(13)
    assert explorer.canvas.frame_key[0] > sent[-1][0]  # the run is longer, and so is its curve on every picture
    explorer.close()


def test_a_new_view_gets_a_whole_picture_again(perceptron, monkeypatch):
    whole = []
    monkeypatch.setattr(perceptron.canvas, "send", lambda message, pngs: whole.append(message["whole"]))
    monkeypatch.setattr(perceptron, "length", lambda view: 12)
    monkeypatch.setattr(prerender, "SETTLE_SECONDS", 0.01)

    async def go():
        for _ in range(2):
            perceptron.on_view("seen")
            perceptron.on_view("near")
            await asyncio.wait_for(perceptron._prerenderer.task, 20)

    fake_clock.run(go())
    assert whole.count(True) == 2
    assert whole[0]


def test_another_setting_is_drawn_ahead_from_scratch(perceptron, monkeypatch):
    monkeypatch.setattr(perceptron, "length", lambda view: 12)
    sent = draw_ahead(perceptron, monkeypatch, lambda: perceptron.set(lr=0.5), 60)
    old, new = sent[0][0], sent[-1][0]
    assert new == perceptron.canvas.frame_key[0] > old
    last = {place for version, pngs in sent if version == new for place in pngs}
    assert last == set(range(13))


def test_no_more_than_a_limit_is_sent_ahead(perceptron, monkeypatch):
    monkeypatch.setattr(prerender, "MAX_BYTES", 100_000)
    sent = draw_ahead(perceptron, monkeypatch)
    sizes = [sum(map(len, pngs.values())) for _, pngs in sent]
    assert sum(sizes[:-1]) < 100_000 <= sum(sizes)


def test_nothing_is_drawn_ahead_before_the_reader_approaches(perceptron, monkeypatch):
    sent = []
    monkeypatch.setattr(perceptron.canvas, "send", lambda *message: sent.append(message))

    async def go():
        perceptron.on_view("seen")
        perceptron.set(lr=0.5)
        await asyncio.sleep(prerender.SETTLE_SECONDS + 0.5)

    fake_clock.run(go())
    assert sent == []


def test_closing_ends_the_drawing_ahead(perceptron, monkeypatch):
    sent = draw_ahead(perceptron, monkeypatch, perceptron.close)
    assert len({place for _, pngs in sent for place in pngs}) < 201
