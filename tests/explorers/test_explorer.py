"""The frame of every explorer: hooks, faults as sentences, a loop that survives them, escaped code, refused starts."""

import asyncio
import dataclasses
import gc
import weakref

import fake_clock
import ipywidgets as widgets
import pytest

import nnlearn.numpy as nn
from nnlearn.checks.forms.quiz_form import QuizForm
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


@pytest.mark.parametrize("make", [Canvas, lambda: QuizForm(QUIZZES[0])], ids=["Canvas", "QuizForm"])
def test_a_closed_widget_of_ours_is_forgotten(make):
    """With `_esm` as a path, anywidget would watch the file for each widget and keep the widget for ever."""
    widget = make()
    gone = weakref.ref(widget)
    widget.close()
    del widget
    gc.collect()
    assert gone() is None


def test_setup_runs_before_there_is_a_state_or_a_picture():
    class Early(Fragile):
        def setup(self):
            self.had = hasattr(self, "state"), hasattr(self, "picture")

    assert Early().had == (False, False)


def test_the_state_may_depend_on_what_the_explorer_was_given():
    model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
    own, made_here = ForwardExplorer(model), ForwardExplorer(width1=2)
    assert "width1" not in own.controls
    assert made_here.controls["width1"].value == 2
    assert "State" not in vars(own)
    with pytest.raises(TypeError, match="ForwardExplorer has no setting width1: there are data, value, position"):
        ForwardExplorer(model, width1=2)


@pytest.mark.parametrize("start", [{"n": 9}, {"n": "two"}])
def test_a_start_that_its_control_does_not_allow_is_refused(start):
    with pytest.raises(ValueError, match="Fragile cannot start with n="):
        Fragile(**start)


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
