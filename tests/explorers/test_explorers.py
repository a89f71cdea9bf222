"""Every explorer without a page: all settings draw, the newest wins, faults are sentences, and what is shown is true.

The walker finds the explorers that `nnlearn.explorers` exports; what is special to one is in a file of its own.
"""

import asyncio
import base64
import ctypes
import gc
import io
import os
import subprocess
import sys
import threading
import weakref
from itertools import chain
from pathlib import Path

import fake_clock
import ipywidgets as widgets
import jupyterlab_driver as lab
import numpy as np
import pytest
from explorer_walk import awake, cover, every_explorer, settings, walk
from matplotlib._pylab_helpers import Gcf
from PIL import Image

from nnlearn.explorers import Explorer
from nnlearn.explorers.throttle import INTERVAL_SECONDS

EVERY = every_explorer()


@pytest.fixture(params=EVERY)
def make(request):
    return EVERY[request.param]


@pytest.fixture
def explorer(make, monkeypatch):
    """Give each explorer; every exception inside it is fatal."""

    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = make()
    yield made
    made.close()


def press(explorer, key):
    explorer.panel.answer({"type": "key", "key": key, "shift": False})


# Every setting.


def test_every_pair_of_corners_of_the_controls_draws_a_picture_that_depends_on_the_state_alone(explorer):
    """Moving parts drawn over stored still ones give the pixels of a full redraw."""
    seen = {explorer.canvas.alt}
    for _ in walk(explorer):
        quick = explorer.picture.pixels()
        explorer.picture.redraw()
        np.testing.assert_array_equal(quick, explorer.picture.pixels())
        shown = {name: widget.value for name, widget in explorer.controls.items() if name != "position"}
        assert shown == {name: getattr(explorer.state, name) for name in shown}
        assert explorer.pictured == explorer.state
        seen.add(explorer.canvas.alt)
    assert len(seen) > 1 or not explorer.controls
    assert not Gcf.figs, "a figure of pyplot was left open"


def test_every_control_changes_the_picture(explorer):
    """At the start or, if it does nothing there, in one of the settings of the cover."""
    choices = settings(explorer)
    for name, values in choices.items():
        assert any(changes(awake(explorer), name, values) for _ in chain([{}], walk(explorer))), name
        explorer.panel.reset_button.click()


def changes(explorer, name, values):
    before = explorer.canvas.frame
    explorer.controls[name].value = next(v for v in values if v != getattr(explorer.state, name))
    return explorer.canvas.frame != before


def test_a_step_changes_picture_and_words(explorer):
    if "position" not in explorer.controls:
        pytest.skip("has no run")
    awake(explorer)
    frame, words = explorer.canvas.frame, explorer.canvas.alt
    explorer.go(explorer.at + 1)
    assert explorer.canvas.frame != frame
    assert explorer.canvas.alt != words


def test_reset_goes_back_to_the_first_picture(explorer):
    frame, words = explorer.canvas.frame, explorer.canvas.alt
    for key in explorer.keys:
        press(explorer, key)
    explorer.set(**cover(settings(explorer))[-1])
    awake(explorer)
    assert explorer.canvas.frame != frame
    explorer.panel.reset_button.click()
    assert (explorer.canvas.frame, explorer.canvas.alt) == (frame, words)


def test_every_key_is_answered(explorer):
    """Some only after another key: a point must be chosen before it is moved."""
    assert explorer.canvas.help or not explorer.keys
    for key in explorer.keys:
        assert any(answered(awake(explorer), key, first) for first in (None, *explorer.keys)), key


def answered(explorer, key, first):
    if first is not None:
        press(explorer, first)
    frame = explorer.canvas.frame
    press(explorer, key)
    return explorer.canvas.frame != frame


@pytest.mark.parametrize("kind", [kind for kind in EVERY.values() if isinstance(kind, type)])
def test_start_says_what_it_does_not_know(kind):
    with pytest.raises(TypeError, match="no setting colour: there are "):
        kind(colour="red")


def test_every_control_says_what_it_is_and_something_to_try(explorer):
    assert all(widget.description for widget in explorer.controls.values() if not isinstance(widget, widgets.HTML))
    assert explorer.suggestion


# What is shown.


def test_what_a_notebook_stores_is_complete(explorer):
    data, metadata = explorer._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.box.model_id
    assert data["text/plain"] == metadata["image/png"]["alt"] == explorer.canvas.alt == repr(explorer)
    assert " at 0x" not in data["text/plain"]
    width, height = explorer.size
    assert Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).size == (2 * width, 2 * height)
    assert metadata["image/png"]["width"] == width <= 640
    assert metadata["nnlearn-wakes"] == "move it"  # what the course's server says below the stored picture


def test_a_fine_screen_gets_a_fine_picture(explorer):
    explorer.canvas.ratio = 2.0
    assert Image.open(io.BytesIO(explorer.canvas.frame)).size == tuple(2 * n for n in explorer.size)
    fine, plain = (blocks(explorer.picture.pixels(ratio), round(8 * ratio)) for ratio in (2.0, 1.0))
    assert np.abs(fine - plain).mean() < 3  # the same picture: moved by two pixels, it would be more than 3 away
    explorer.canvas.ratio = 1.0
    assert Image.open(io.BytesIO(explorer.canvas.frame)).size == explorer.size


def blocks(pixels, side):
    """Return the means of squares of pixels: letters have other edges on a fine screen, but not more ink."""
    height, width = (n // side for n in pixels.shape[:2])
    return pixels[: height * side, : width * side, :3].reshape(height, side, width, side, 3).mean(axis=(1, 3))


def test_its_code_gives_what_is_on_the_screen(explorer, capsys):
    choices = settings(explorer)
    for setting in [{}, *cover(choices)[:: max(1, len(choices))]]:
        explorer.set(**setting)
        awake(explorer)
        shown = explorer.numbers(explorer.view)
        assert shown, "`numbers` must name what the code is held to"
        names = dict(explorer.reader_names)
        exec(explorer.code(explorer.view), names)
        for expression, value in shown.items():
            np.testing.assert_allclose(eval(expression, names), value, rtol=1e-5, atol=1e-6, err_msg=expression)
    assert capsys.readouterr().out, "the code prints what it found"


def test_code_is_shown_on_request(explorer):
    assert explorer.panel.listing.value == ""
    explorer.panel.code_button.value = True
    assert "<pre" in explorer.panel.listing.value
    explorer.panel.code_button.value = False
    assert explorer.panel.listing.value == ""


# Events: the newest wins.


def test_a_storm_ends_with_the_last_value_in_time(make):
    async def storm():
        explorer, clock = make(), asyncio.get_running_loop().time
        name = next(
            (n for n in ("position", *explorer.controls) if getattr(explorer.controls.get(n), "max", None)), None
        )
        if name is None:
            pytest.skip("has no slider")
        slider = explorer.controls[name]
        await asyncio.sleep(0.2)
        drawn, began = explorer.drawn, clock()
        for k in range(1000):
            slider.value = slider.max if k % 2 else slider.min
            await asyncio.sleep(0)
        ended = clock()
        shown = []
        explorer.canvas.observe(lambda change: shown.append(clock()), "frame")
        while clock() - ended < 0.3 and explorer.throttle.task is not None:
            await asyncio.sleep(0.005)
        assert explorer.panel.fault.value == ""
        assert getattr(explorer.pictured, name) == getattr(explorer.state, name) == slider.max
        assert len(shown) <= 2  # no backlog is drawn afterwards
        assert explorer.drawn - drawn <= (clock() - began) / INTERVAL_SECONDS + 2
        frame = explorer.canvas.frame
        explorer.refresh()
        assert explorer.canvas.frame == frame
        explorer.close()

    fake_clock.run(storm(), tick=0.0001)  # a thousand events must fit into the run


def test_a_fault_is_a_sentence_and_the_next_event_works(make, monkeypatch):
    explorer = make()
    frame, compute = explorer.canvas.frame, explorer.compute

    def broken(state):
        raise ZeroDivisionError("<b>much</b>")

    explorer.compute = broken
    explorer.request()
    assert "ZeroDivisionError: &lt;b&gt;much&lt;/b&gt;" in explorer.panel.fault.value
    assert explorer.canvas.frame == frame
    explorer.compute = compute
    for name, values in settings(explorer).items():
        changes(explorer, name, values)
        assert explorer.panel.fault.value == ""
    assert explorer.pictured == explorer.state
    explorer.close()


def test_a_callback_on_another_thread_mixes_no_pictures(explorer):
    pairs = {}
    for _ in walk(explorer):
        pairs[explorer.state] = (explorer.canvas.frame, explorer.canvas.alt)
        if len(pairs) == 3:
            break
    seen = []
    explorer.canvas.observe(lambda change: seen.append((change.new, explorer.canvas.alt)), "frame")

    def drive(states):
        for state in states:
            explorer.state = state
            explorer.request()

    other = threading.Thread(target=drive, args=([*pairs] * 4,))
    other.start()
    drive([*reversed(pairs)] * 4)
    other.join()
    assert len(seen) > 3
    assert set(seen) <= set(pairs.values())


def test_two_explorers_on_one_model_keep_apart(make):
    one, other = make(), make()
    frame = other.canvas.frame
    for key in one.keys:
        press(one, key)
    one.set(**cover(settings(one))[-1])
    awake(one)
    other.refresh()
    assert other.canvas.frame == frame != one.canvas.frame
    one.close()
    other.refresh()
    assert other.canvas.frame == frame
    other.close()


# What remains after closing.


def test_a_closed_explorer_answers_nothing_and_is_forgotten(make):
    explorer = make()
    awake(explorer).close()
    drawn = explorer.drawn
    explorer.set(**cover(settings(explorer))[-1])
    explorer.request()
    if "position" in explorer.controls:
        explorer.play()
    assert explorer.drawn == drawn
    figure = weakref.ref(explorer.picture.fig)
    del explorer
    gc.collect()
    assert figure() is None


def used():
    """Return how many objects Python follows, and megabytes of memory once the free parts of the heap are returned."""
    gc.collect()
    getattr(ctypes.CDLL(None), "malloc_trim", int)(0)  # a leak could hide in them
    _, resident, shared, *_ = map(int, Path("/proc/self/statm").read_text().split())
    return len(gc.get_objects()), (resident - shared) * os.sysconf("SC_PAGE_SIZE") / 1e6


def growth(explorer, pictures):
    """Return by how much `used` grows over so many pictures, after twenty."""
    if not Path("/proc/self/statm").exists():
        pytest.skip("memory is read from /proc")
    rows = cover(settings(explorer))[:4] or [{}]

    def draw(times):
        for k in range(times):  # a state that stays draws nothing
            if "position" in explorer.controls:
                explorer.set(**rows[k // 5 % len(rows)], position=k)
            else:
                explorer.set(**rows[k % len(rows)])

    draw(20)
    before = used()
    draw(pictures)
    return np.subtract(used(), before)


def test_twenty_pictures_leave_neither_objects_nor_memory(explorer):
    objects, memory = growth(explorer, 20)
    assert objects < 100  # a leak of five objects a picture
    assert memory < 4


@pytest.mark.whole("test_twenty_pictures_leave_neither_objects_nor_memory")
def test_a_hundred_pictures_need_no_more_memory(explorer):
    objects, memory = growth(explorer, 100)
    assert objects < 100
    assert memory < 10


def test_none_imports_pyplot():
    code = (
        "import sys; from explorer_walk import every_explorer; [make() for make in every_explorer().values()];"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=lab.patience(120), env=environment)
