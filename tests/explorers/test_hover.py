"""What explorers say of the place under the pointer, over a grid of places in all their axes."""

import re

import numpy as np
import pytest
from explorer_walk import every_explorer

EVERY = every_explorer()


def events(explorer):
    """Yield events of a pointer that passes over all axes, their edges included."""
    for name, (*_, x0, x1, y0, y1) in explorer.canvas.axes.items():
        for x in np.linspace(x0, x1, 25):
            for y in np.linspace(y0, y1, 25):
                yield {"type": "hover", "axes": name, "x": float(x), "y": float(y)}


@pytest.mark.parametrize("name", EVERY)
def test_hovering_says_something_in_words_and_changes_nothing(name):
    explorer = EVERY[name]()
    assert explorer.hovers(), "it names nothing under the pointer"
    state, frame = explorer.state, explorer.canvas.frame
    said = {event["axes"]: set() for event in events(explorer)}
    for event in events(explorer):
        words = explorer.on_hover(event)
        assert isinstance(words, str)
        assert not re.search(r"\bnan\b", words)  # "malignant" holds one, too
        assert len(words.split("\n")) <= 4
        said[event["axes"]].add(words)
    assert any(len(words) > 2 for words in said.values()), "it says the same everywhere"
    assert (explorer.state, explorer.canvas.frame) == (state, frame)
    assert set(explorer.cursors) <= {axes for axes, words in said.items() if words - {""}}
    explorer.close()


@pytest.mark.parametrize("name", EVERY)
def test_cursors_and_prints_name_axes(name):
    explorer = EVERY[name]()
    named = [*explorer.cursors, *(one for one in explorer.prints if isinstance(one, str))]
    assert set(named) <= set(explorer.canvas.axes)
    assert set(explorer.cursors.values()) <= {"pointer", "grab", "crosshair"}
    explorer.close()
