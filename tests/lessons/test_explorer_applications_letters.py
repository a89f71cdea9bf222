"""The letter explorer of lesson 32: its distances are those of lab C, and the pen draws where it is moved."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import LetterExplorer
from nnlearn.lessons.applications import letter_network as net
from nnlearn.lessons.applications.letter_picture import BELOW, HIGH, VECTOR
from nnlearn.lessons.applications.letter_sheet import ink_on
from nnlearn.lessons.applications.letters import HELD_OUT, data, distances, measures, split
from nnlearn.lessons.applications.records import recorded


@pytest.fixture
def letters():
    made = LetterExplorer()
    yield made
    made.close()


def event(axes, x, y, kind="down"):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def test_the_network_is_the_one_of_the_record_and_saw_none_of_these_letters():
    x, y, alphabet, _ = data()
    parts = split(1)
    assert HELD_OUT[1] == ("Greek", "Sanskrit")
    assert not set(alphabet[parts.final]) & set(HELD_OUT[1])
    row = recorded("letters", split=1, rival="network", seed=1)[0]
    vectors = nn.predict(net.embedding(), x[parts.test])
    found = measures(distances(vectors), parts.test)
    for name, value in found.items():  # the record's network kept 32 bits of each weight, and made other roundings
        assert value == pytest.approx(row[name], abs=0.03), name
    drawings, names = net.held_out()
    np.testing.assert_array_equal(net.shrunk(drawings.reshape(-1, 28, 28)), x[parts.test])
    assert len(names) == len(set(y[parts.test])) == len(drawings)


def test_the_scales_are_the_mean_distances_of_different_letters():
    x, y, _, _ = data()
    ask = split(1).test
    different = y[ask][:, None] != y[ask]
    for scale, vectors in zip(net.typical(), (x[ask], nn.predict(net.embedding(), x[ask])), strict=True):
        assert np.sqrt(np.maximum(distances(vectors), 0))[different].mean() == pytest.approx(scale, rel=1e-4)


def test_a_move_of_two_pixels_changes_the_pixels_more_than_the_embedding():
    """Over all 1,254 drawings that the explorer can show, not at a stop that was picked."""
    drawings = net.held_out()[0][:, 1:].reshape(-1, 28, 28)
    shifted = np.stack([net.moved(one, 2, 0) for one in drawings])
    far = []
    for scale, make in zip(net.typical(), (lambda x: x, lambda x: nn.predict(net.embedding(), x)), strict=True):
        one, other = make(net.shrunk(drawings)), make(net.shrunk(shifted))
        far.append(np.sqrt(((one - other) ** 2).reshape(len(one), -1).sum(axis=1)).mean() / scale)
    assert far[0] > 0.75
    assert far[1] < 0.4


def test_what_the_bars_show(letters):
    letters.set(group=1, letter=2, person=5, right=2, down=-1)
    view, (drawings, _) = letters.view, net.held_out()
    np.testing.assert_array_equal(view.shown[:27, 2:], drawings[6, 4, 1:, :26])
    seen = net.shrunk(view.shown[None])
    for k in range(5):
        other = net.shrunk(drawings[[5 + k], 0])
        assert view.pixels[k] == pytest.approx(np.sqrt(((seen - other) ** 2).sum()) / net.typical().pixels, rel=1e-5)
    assert view.right == 1
    assert "eta, drawn by person 5, moved 2 right and 1 up" in letters.canvas.alt
    letters.set(right=0, down=0)
    assert letters.view.itself == (0, 0)
    np.testing.assert_allclose(letters.view.network, letters.view.before[1])


def test_the_pen_draws_where_it_is_shown_and_the_first_stroke_begins_an_empty_sheet(letters):
    letters.set(right=3, down=1)
    letters.on_pointer(event("sheet", 10, 6))
    letters.on_pointer(event("sheet", 10, 9, "move"))
    letters.on_pointer(event("sheet", 10, 9, "up"))
    assert np.argwhere(letters.view.shown).tolist() == [[i, j] for i in range(6, 11) for j in (10, 11)]
    assert np.argwhere(ink_on(letters.state.sheet))[0].tolist() == [5, 7]
    assert letters.view.right is None
    letters.on_pointer(event("sheet", 20, 20))  # a second stroke stays beside the first
    assert letters.view.shown.sum() == 14
    letters.on_key("n")
    letters.on_pointer(event("sheet", 20, 20))  # over a drawing of the data: an empty sheet again
    assert letters.view.shown.sum() == 4


def test_the_keyboard_draws_too(letters):
    letters.on_key("c")
    assert "empty" in letters.canvas.alt
    for key in ("ArrowUp", " ", "ArrowRight", "ArrowRight", " ", "ArrowRight"):
        letters.on_key(key)
    assert np.argwhere(letters.view.shown).tolist() == [[i, j] for i in (13, 14) for j in range(14, 18)]
    assert letters.state.pen == (13, 17)
    letters.on_key("n")
    assert (letters.state.own, letters.state.person) == (False, 13)
    letters.set(person=20)
    letters.on_key("n")
    assert letters.state.person == 2


def test_a_click_on_an_example_shows_it_drawn_by_others(letters):
    letters.on_pointer(event("rows", 10, HIGH * 1.5))
    assert (letters.state.letter, letters.view.right) == (2, 1)
    letters.on_pointer(event("rows", 10, HIGH * 5.5))
    assert letters.state.letter == 2
    said = letters.on_hover(event("rows", 10, HIGH * 1.5, "hover"))
    assert said.startswith("mu, drawn by person 1")
    left, top, edge = VECTOR
    assert top + edge < BELOW[3]
    said = letters.on_hover(event("below", left + 1, top + 1, "hover"))
    assert said.startswith("the network's numbers, row 0, column 0: ")


def test_the_stops_say_what_they_show(letters):
    said = [stop.text(letters.compute(stop.state(letters))) for stop in letters.tour]
    assert "xi by pixels, xi by the network" in said[0]
    assert "Nearest by pixels is now nu, wrong; by the network xi, right" in said[1]
    assert "By pixels: omicron, wrong; by the network: nu, right" in said[3]
    assert "The network finds lambda" in said[4]
