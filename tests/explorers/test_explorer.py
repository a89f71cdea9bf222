"""The frame of every explorer: faults are sentences, the loop goes on, code is escaped, wrong starts are refused."""

import asyncio
import dataclasses
import gc
import weakref

import fake_clock
import ipywidgets as widgets
import pytest

import nnlearn.numpy as nn
from nnlearn.checks.quiz_form import Form
from nnlearn.explorers import Canvas, Explorer, ForwardExplorer, slide
from nnlearn.explorers.controls import inside
from nnlearn.explorers.throttle import INTERVAL_SECONDS
from nnlearn.lessons.perceptron.exercises import QUIZZES


class Fragile(Explorer):
    """Draws a number, unless it is three."""

    @dataclasses.dataclass(frozen=True)
    class State:
        n: int = slide(0, 0, 5, 1, "n")

    size = (100, 50)

    def build(self, picture):
        self.words = picture.words(5, 5, 9)

    def compute(self, state):
        if state.n == 3:
            raise ZeroDivisionError("three <b>is</b> too much")
        return state.n

    def draw(self, view):
        self.words.say(str(view))

    def describe(self, view):
        return f"the number {view}"

    def code(self, view):
        return f"n = {view} < 9"

    def on_key(self, key):
        raise KeyError(key)


def test_a_fault_is_a_sentence_and_the_next_event_works():
    explorer = Fragile()
    frame = explorer.canvas.frame
    explorer.controls["n"].value = 3
    assert "ZeroDivisionError: three &lt;b&gt;is&lt;/b&gt; too much" in explorer.panel.fault.value
    assert 'role="alert"' in explorer.panel.fault.value
    assert explorer.canvas.frame == frame
    explorer.controls["n"].value = 4
    assert explorer.panel.fault.value == ""
    assert explorer.canvas.alt == "the number 4"
    explorer.panel.answer({"type": "key", "key": "x", "shift": False})
    assert "KeyError" in explorer.panel.fault.value


def test_a_fault_on_the_loop_does_not_end_the_drawing():
    async def go():
        explorer = Fragile()
        for n in (3, 5):
            explorer.set(n=n)
            await asyncio.sleep(3 * INTERVAL_SECONDS)
        assert explorer.canvas.alt == "the number 5"
        explorer.close()

    fake_clock.run(go())


def test_code_is_shown_on_request_and_escaped():
    explorer = Fragile()
    assert explorer.panel.listing.value == ""
    explorer.panel.code_button.value = True
    assert "n = 0 &lt; 9" in explorer.panel.listing.value
    explorer.set(n=2)
    assert "n = 2 &lt; 9" in explorer.panel.listing.value
    explorer.panel.code_button.value = False
    assert explorer.panel.listing.value == ""


@pytest.mark.parametrize("make", [Canvas, lambda: Form(QUIZZES[0])], ids=["Canvas", "Form"])
def test_a_closed_widget_of_ours_is_forgotten(make):
    """With `_esm` as a path, anywidget would watch the file for each widget and keep it for ever."""
    widget = make()
    gone = weakref.ref(widget)
    widget.close()
    del widget
    gc.collect()
    assert gone() is None


def test_an_explorer_of_a_reader_s_model_says_that_it_has_a_copy():
    model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
    weight = model[0].weight.data.copy()
    explorer, other = ForwardExplorer(model), ForwardExplorer(model)
    explorer.set(value=5.0)
    assert "works on a copy of your model" in texts(explorer)
    assert "works on a copy" not in texts(ForwardExplorer())
    assert (model[0].weight.data == weight).all()
    assert other.canvas.frame != explorer.canvas.frame


def texts(explorer):
    return "".join(part.value for part in inside(explorer.box) if isinstance(part, widgets.HTML))
