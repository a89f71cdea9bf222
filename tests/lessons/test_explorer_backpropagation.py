"""The backpropagation explorer: one weight through its quantities, each sum term by term, and each bug's pattern."""

import itertools

import numpy as np
import pytest

from nnlearn.explorers import BackpropExplorer
from nnlearn.lessons.backpropagation import words
from nnlearn.lessons.backpropagation.network import BUGS, SIZES, fingerprint, parameters, run
from nnlearn.lessons.backpropagation.picture import FOLLOWED, NOW, WAITING
from nnlearn.lessons.backpropagation.steps import ARRIVALS, CHECKED, STEPS, agreeing, view_of


def seen(bug, seed=0):
    explorer = BackpropExplorer(bug=bug, seed=seed)
    view = explorer.view
    explorer.close()
    return view


@pytest.mark.parametrize("seed", [0, 7, 20])
def test_without_a_bug_every_gradient_agrees(seed):
    good, count = agreeing(seen("none", seed))
    assert good == count == 73


@pytest.mark.parametrize("bug", [bug for bug in BUGS if bug != "none"])
def test_each_bug_is_seen(bug):
    good, count = agreeing(seen(bug))
    assert good < count


def test_the_patterns_are_those_the_words_tell():
    ratio = [a / b for a, b in zip(seen("1/N is missing").run.gradients[0], seen("none").run.gradients[0], strict=True)]
    np.testing.assert_allclose(np.concatenate([r.ravel() for r in ratio]), 12)
    assert all(np.allclose(part, 2) for pair in seen("the sign of the error").off for part in pair)
    for weight, bias in seen("the bias takes one example").off:
        assert weight.max() < 1e-6
        assert (bias > 1e-6).all()
    off = seen("W transposed on the way back").off
    assert max(part.max() for part in (*off[1], *off[2])) < 1e-6
    assert off[0][0].max() > 0.01
    off = seen("the slope at the wrong point").off
    assert max(part.max() for part in off[2]) < 1e-6
    assert min(off[0][0].max(), off[1][0].max()) > 1e-3
    assert all(np.allclose(part, 0.5) for pair in seen("gradients are not reset").off for part in pair)


@pytest.fixture
def explorer():
    explorer = BackpropExplorer()
    yield explorer
    explorer.close()


def at(explorer, **changes):
    """Show a state, and return its view."""
    explorer.show(explorer.next_state(explorer.start, **changes))
    explorer.refresh()
    assert explorer.panel.fault.value == ""
    return explorer.view


def frames(explorer, style):
    return [outline for outline, own in explorer.passed.frames if own is style]


def middle(explorer, name, row, column=0):
    left, top, width, height = explorer.passed.blocks[name].bounds(row, column)
    return {"axes": "pass", "x": left + width / 2, "y": top + height / 2}


# The steps.


def test_each_step_fills_dashed_frames_signals_first_then_errors_and_gradients_from_the_last_layer(explorer):
    empty = []
    for step in range(len(STEPS) + 1):
        view = at(explorer, position=step)
        waiting = [name for name in explorer.passed.blocks if not view.arrived(name)]
        cards = [number for _, _, number, _ in words.cards(view) if number is None]
        assert len(frames(explorer, WAITING)) == len(waiting) + len(cards)
        empty.append(waiting)
    assert set(empty[0]) == set(ARRIVALS)
    assert empty[4] == [name for name in empty[0] if name[0] in "yeD"]
    order = [gone for before, after in itertools.pairwise(empty) for gone in before if gone not in after]
    assert order == ["s0", "s1", "s2", "s3", "y", "e3", "D2", "e2", "D1", "e1", "D0"]
    explorer.on_key("ArrowUp")
    assert explorer.state.example == 1


@pytest.mark.parametrize("bug", BUGS)
def test_each_sum_gives_the_number_in_the_cell_that_it_ends_in(explorer, bug):
    for position, seed, bias in itertools.product(range(2, len(STEPS) + 1), (0, 7), (False, True)):
        view = at(explorer, bug=bug, seed=seed, bias=bias, position=position, units=(3, 4, 2, 0), example=5)
        one, (kind, k, _) = view.sum, STEPS[position - 1]
        first, second, products = ([x for x in values if x is not None] for _, _, values in one.rows)
        name, row, column, *_ = one.lit[-1]
        if kind != "check":
            assert view.block(name)[row, column] == pytest.approx(one.result, abs=1e-12)
        if kind == "begin":
            assert one.result == products[row]
            continue
        np.testing.assert_allclose(products, np.multiply(first, second)[: len(products)])
        total = sum(products)
        if kind == "forward" and k < 2:
            assert one.result == pytest.approx(np.tanh(total))
        elif kind == "back":
            h = view.run.signals[k][5, row]
            slope = 1 - (np.tanh(h) if bug == "the slope at the wrong point" else h) ** 2
            assert one.result == pytest.approx(total * slope)
        elif kind in ("gradient", "check"):
            assert one.result == pytest.approx(total * (2 if bug == "gradients are not reset" else 1))


def test_thin_frames_are_the_cells_of_the_sum_a_row_forward_and_a_column_back(explorer):
    for position, cells in ((3, ("W1", 1, 0, 1, 6)), (7, ("W2", 0, 1, 3, 1)), (9, ("W1", 0, 1, 5, 1))):
        view = at(explorer, position=position)
        assert cells in view.sum.lit
        assert len(frames(explorer, NOW)) == len(view.sum.lit)
    assert ("W1", 1, 0, 1, 5) in at(explorer, position=9, bug="W transposed on the way back").sum.lit


def test_the_last_step_checks_the_gradient_of_the_weight_that_is_followed(explorer):
    view = at(explorer)
    assert view.at == CHECKED
    *_, gradient, measured = words.values(view)
    assert gradient == pytest.approx(measured, rel=1e-6)
    assert view.sum.name == "dW2[1, 1]"


# One weight.


@pytest.mark.parametrize("bias", [False, True])
def test_the_cards_are_a_weight_its_input_its_error_their_product_and_the_sum_of_twelve(explorer, bias):
    view = at(explorer, layer=2, units=(0, 0, 4, 2), bias=bias, example=3)
    weight, given, error, product, gradient, measured = words.values(view)
    W, b = parameters(0)
    assert weight == (b[2][2] if bias else W[2][2, 4])
    assert given == (1 if bias else view.run.signals[2][3, 4])
    assert error == view.run.errors[3][3, 2]
    assert product == given * error
    assert gradient == pytest.approx(sum(view.sum.rows[2][2]))
    assert measured == pytest.approx(gradient, rel=1e-6)
    assert view.sum.column == 3
    assert [number for *_, number, _ in words.cards(at(explorer, position=4))].count(None) == 4


def test_a_click_on_a_weight_or_its_gradient_follows_it(explorer):
    for name in ("W0", "D0"):
        at(explorer)
        explorer.on_pointer({"type": "down", **middle(explorer, name, 3, 2)})
        assert (explorer.state.layer, explorer.state.units[:2], explorer.state.bias) == (0, (2, 3), False)
    explorer.on_pointer({"type": "down", **middle(explorer, "D2", 1, SIZES[2])})
    assert (explorer.state.layer, explorer.state.units[3], explorer.state.bias) == (2, 1, True)
    explorer.refresh()
    assert "b3[1]" in str(explorer)
    explorer.on_pointer({"type": "down", **middle(explorer, "s2", 4)})
    assert explorer.state.units[2] == 4
    assert not explorer.state.bias
    green = frames(explorer, FOLLOWED)
    assert explorer.passed.blocks["D2"].bounds(1, 4)[:2] in [corners[0] for corners in green]


def test_a_click_on_a_column_of_flowers_shows_that_flower(explorer):
    at(explorer)
    explorer.on_pointer({"type": "down", "axes": "pass", "x": 80 + 7.5 * 46, "y": 450})
    assert explorer.state.example == 7
    at(explorer, position=3)
    explorer.on_pointer({"type": "down", "axes": "pass", "x": 80 + 2.5 * 46, "y": 450})
    assert explorer.state.example == 0


def test_keys_reach_every_weight_and_bias(explorer):
    seen = set()
    for _ in range(73):
        explorer.on_key("n")
        explorer.refresh()
        seen.add(words.names(explorer.view)[0])
    assert len(seen) == 73
    assert words.names(explorer.view)[0] == "W2[1, 1]"
    explorer.on_key("p")
    explorer.refresh()
    assert words.names(explorer.view)[0] == "W2[1, 0]"


def test_the_pointer_is_told_numbers_in_the_words_of_the_lesson(explorer):
    at(explorer, position=8)
    assert explorer.on_hover(middle(explorer, "W1", 1, 1)).startswith("W2[1, 1] = −0.33: from h1[1] to z2[1]")
    assert explorer.on_hover(middle(explorer, "D1", 1, 1)).startswith("dW2[1, 1] = 0.122")
    assert explorer.on_hover(middle(explorer, "D0", 1, 1)) == "dW1[1, 1]: not computed yet"
    assert explorer.on_hover(middle(explorer, "e2", 1)).startswith("dL/dz2[1] = 0.047")
    assert explorer.on_hover(middle(explorer, "y", 1)) == "target y[1] = 1: versicolor"
    assert "not in its gradient" in explorer.on_hover({"axes": "pass", "x": 50, "y": 370})
    assert explorer.on_hover({"axes": "pass", "x": 80 + 0.5 * 46, "y": 450}).startswith("flower 0: input h1[1] 0.594")
    assert explorer.on_hover({"axes": "pass", "x": 630, "y": 320}) == ""


# Bugs.

ENTRIES = {
    "none": None,
    "W transposed on the way back": 9,
    "1/N is missing": 5,
    "the sign of the error": 5,
    "the bias takes one example": 6,
    "the slope at the wrong point": 7,
    "gradients are not reset": 6,
}


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_is_crossed_out_from_the_step_at_which_it_enters(explorer, bug):
    for position in range(len(STEPS) + 1):
        view = at(explorer, bug=bug, position=position)
        assert view.entry == ENTRIES[bug]
        entered = view.entry is not None and position >= view.entry
        cells = sum(int(view.wrong(name).sum()) for name in ARRIVALS if name[0] in "eD" and view.arrived(name))
        cards = sum(wrong for *_, wrong in words.cards(view))
        assert len(explorer.passed.marks) == cells + cards
        assert bool(cells) == bool(words.where_it_enters(view)) == entered
        if entered:
            assert BUGS[bug][0].split(",")[0] in explorer.passed.left.get_text()


def test_under_each_gradient_stands_how_many_agree_or_their_common_factor():
    def below(bug):
        return [text for text, _ in words.verdicts(seen(bug))]

    assert below("none") == ["25 of 25 agree", "30 of 30 agree", "18 of 18 agree"]
    assert below("1/N is missing") == ["all × 12"] * 3
    assert below("the sign of the error") == ["all × −1"] * 3
    assert below("the bias takes one example") == ["20 of 25 agree", "25 of 30 agree", "15 of 18 agree"]
    assert words.verdicts(view_of(BackpropExplorer.State(position=CHECKED - 1))) == []


def test_each_bug_has_a_fingerprint_of_its_own_kind():
    found = {bug: list(fingerprint(*zip(*run(0, bug).gradients, strict=True)).values()) for bug in BUGS}
    assert set(found["none"]) == {"ok"}
    for bug, factor in (
        ("1/N is missing", "x 12"),
        ("the sign of the error", "x -1"),
        ("gradients are not reset", "x 2"),
    ):
        assert set(found[bug]) == {factor}
    assert found["W transposed on the way back"] == ["wrong", "wrong", "ok", "ok", "ok", "ok"]
    assert found["the slope at the wrong point"] == ["wrong", "wrong", "wrong", "wrong", "ok", "ok"]
    assert found["the bias takes one example"] == ["ok", "wrong"] * 3


def test_a_fingerprint_says_what_has_a_wrong_shape_or_is_missing():
    dW, db = (list(part) for part in zip(*run(0, "none").gradients, strict=True))
    dW[1] = 0
    assert fingerprint(dW, db)["dW2"] == "shape ()"
    with pytest.raises(ValueError, match="three dW and three db, got 2 and 3"):
        fingerprint(dW[:2], db)
