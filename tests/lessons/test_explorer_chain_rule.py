"""The chain-rule explorer: the steps add up to the derivative, a nudge tests it, and boxes can be dragged."""

import numpy as np
import pytest

from nnlearn.autograd import Value
from nnlearn.explorers import ChainRuleExplorer
from nnlearn.lessons.chain_rule import words
from nnlearn.lessons.chain_rule.examples import DIAMOND, FIRST, FLAT, FORMULAS, LOGIT, NEURON, PATHS, inputs
from nnlearn.plots.style import GREEN, VERMILION


@pytest.fixture
def explorer():
    explorer = ChainRuleExplorer()
    yield explorer
    explorer.close()


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_steps_add_up_to_central_differences(explorer, formula):
    def result(a, b):
        names = {"Value": Value}
        exec(FORMULAS[formula].format(a=a, b=b, x=0.5, y=1.0), names)
        return names["result"].data

    explorer.set(formula=formula, a=1.3, b=-0.7)
    nodes, h = explorer.view.drawing.nodes, 1e-5
    flows = {node.name: explorer.view.flows.get(k, 0.0) for k, node in enumerate(nodes) if not node.operation}
    names = ("w", "b") if "w" in flows else ("a", "b")
    slopes = (
        (result(1.3 + h, -0.7) - result(1.3 - h, -0.7)) / (2 * h),
        (result(1.3, -0.7 + h) - result(1.3, -0.7 - h)) / (2 * h),
    )
    for name, slope in zip(names, slopes, strict=True):
        if name in flows:
            assert flows[name] == pytest.approx(slope, rel=1e-4, abs=1e-6)


def test_numbers_come_forward_one_by_one_then_derivatives_back(explorer):
    explorer.go(0)
    assert explorer.view.flows == {}
    known = [len(explorer.view.known)]
    for step in range(1, explorer.view.operations + 1):
        explorer.go(step)
        known.append(len(explorer.view.known))
    assert (np.diff(known) == 1).all()
    assert explorer.view.flows == {len(explorer.view.drawing.nodes) - 1: 1.0}
    explorer.on_key("ArrowRight")
    assert len(explorer.view.flows) == 2
    explorer.on_key("ArrowLeft")
    assert len(explorer.view.flows) == 1


@pytest.mark.parametrize(("formula", "right", "at_once"), [(DIAMOND, 32.0, 8.0), (FLAT, 4.0, 2.0)])
def test_the_diamond_is_right_in_order_and_wrong_without(formula, right, at_once):
    for ordered, derivative in ((True, right), (False, at_once)):
        explorer = ChainRuleExplorer(formula=formula, a=1.0, ordered=ordered)
        assert explorer.view.found[0] == derivative
        assert explorer.view.right[0] == right
        assert (f"the right derivative is {right:g}" in str(explorer)) is not ordered
        explorer.close()


def test_a_tree_is_right_in_any_order():
    """Where no two paths meet, nothing can come too late."""
    explorer = ChainRuleExplorer(formula=NEURON, ordered=False)
    explorer.go(explorer.view.operations + explorer.view.edges)
    explorer.refresh()
    assert "every derivative comes out right" in str(explorer)
    explorer.close()


def test_the_pointer_is_told_boxes_and_what_edges_passed_back(explorer):
    explorer.set(formula=DIAMOND, a=1.0)
    explorer.refresh()
    graph, names = explorer.graph, [node.name for node in explorer.view.drawing.nodes]

    def told(spot):
        return explorer.on_hover({"axes": "graph", "x": float(spot[0]), "y": float(spot[1])})

    b = graph.places[names.index("b")]
    assert told(b) == "b: made by + from a and a\nvalue 2\nderivative 16\nmoves by 0.02"
    edges = [(names[node], names[source]) for node, source, _ in explorer.view.drawing.edges]
    cube = graph.ways[edges.index(("d", "b"))]
    assert told(cube.mean(axis=0)) == "d uses b\nback came slope 12 times 1 = 12"
    explorer.go(explorer.view.operations + 3)
    explorer.refresh()
    assert told(b).endswith("derivative 12; 1 more to arrive")
    explorer.go(0)
    explorer.refresh()
    assert told(b).endswith("its number is not computed yet")
    assert told(cube.mean(axis=0)).endswith("nothing has come back along this edge yet")
    assert told((2, 2)) == ""
    explorer.set(ordered=False, position=explorer.view.operations + explorer.view.edges)
    explorer.refresh()
    a = explorer.graph.places[names.index("a")]
    assert told(a) == "a: an input: drag it\nvalue 1\nderivative 8; the right one is 32"
    explorer.set(formula=LOGIT)
    explorer.refresh()
    constant = [node.name for node in explorer.view.drawing.nodes].index("1")
    assert told(explorer.graph.places[constant]).startswith("1: a constant")


@pytest.mark.parametrize("formula", FORMULAS)
def test_it_begins_with_numbers_that_teach_and_sliders_named_by_their_box(formula):
    explorer = ChainRuleExplorer(formula=formula)
    leaves = [node.name for node in explorer.view.drawing.nodes if not node.operation]
    names = [explorer.controls[name].description for name in ("a", "b")]
    shown = [
        name for name, one in zip(names, ("a", "b"), strict=True) if explorer.controls[one].layout.display != "none"
    ]
    assert set(shown) <= set(leaves)
    assert len(shown) == (1 if formula in (DIAMOND, FLAT) else 2)
    gradients = [explorer.view.right[k] for k, node in enumerate(explorer.view.drawing.nodes) if node.name in shown]
    assert all(abs(gradient) > 0.05 for gradient in gradients)
    assert len({round(gradient, 6) for gradient in gradients}) == len(gradients)
    explorer.close()


def test_another_formula_brings_its_own_numbers(explorer):
    explorer.set(formula=PATHS)
    assert (explorer.state.a, explorer.state.b) == (2.0, 3.0)
    explorer.set(formula=DIAMOND, a=1.5)
    assert explorer.state.a == 1.5


# The nudge.


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_nudge_goes_forward_box_by_box_and_ends_where_the_derivative_says(explorer, formula):
    explorer.set(formula=formula)
    view = explorer.view
    began = view.operations + view.edges
    for nudged, name in enumerate(inputs(formula)):
        for step in range(began, words.steps(view) + 1):
            explorer.set(nudged=nudged, position=step)
            explorer.refresh()
            moved = [k for k in explorer.view.moves if view.drawing.nodes[k].operation]
            assert len(moved) == max(step - began - 1, 0)
            assert (explorer.view.moved >= 0) == (step > began)
        end, node = explorer.view, explorer.view.drawing.nodes[explorer.view.nudged]
        assert node.name == name
        assert end.moves[end.nudged] == pytest.approx(0.01)
        assert end.all_moves[-1] == pytest.approx(0.01 * end.right[end.nudged], rel=0.05)


def test_on_a_single_path_the_move_of_each_box_times_its_derivative_is_that_of_the_result(explorer):
    view = explorer.view
    moves = [view.all_moves[k] * view.right[k] for k, node in enumerate(view.drawing.nodes) if view.all_moves[k]]
    np.testing.assert_allclose(moves, view.all_moves[-1], rtol=0.02)


def test_the_verdict_compares_the_derivative_with_the_nudge(explorer):
    assert words.verdict(explorer.view).startswith("The derivative says 0.01 × −0.374 = −0.00374; the result moves by")
    explorer.set(formula=DIAMOND, ordered=False)
    assert "the result moves by 0.323: the right derivative is 32" in words.verdict(explorer.view)


def test_the_button_plays_the_nudge_of_the_chosen_box(explorer):
    explorer.go(0)
    explorer.on_key("n")
    assert explorer.nudge_button.description == "Nudge b"
    explorer.nudge_button.click()  # without an event loop Play goes to the end
    assert explorer.at == words.steps(explorer.view)
    assert "The nudge goes forward" in str(explorer)


def test_wide_arrows_are_orange_on_the_way_back_and_green_for_the_nudge(explorer):
    def wide():
        seen = [artist for artists in explorer.graph.wide for artist in artists if artist.get_visible()]
        return {artist.get_edgecolor() if hasattr(artist, "get_edgecolor") else artist.get_color() for artist in seen}

    for step, colour in ((3, None), (8, VERMILION), (20, GREEN)):
        explorer.go(step)
        explorer.refresh()
        assert len(wide()) == (colour is not None)
        texts = [labels for labels in explorer.legend if labels.colour == colour]
        assert all(("orange" if colour == VERMILION else "green") in labels.get_text() for labels in texts)


# Boxes that can be dragged.


def box_of(explorer, name):
    return explorer.graph.places[[node.name for node in explorer.view.drawing.nodes].index(name)]


def drag(explorer, name, across, down):
    x, y = box_of(explorer, name)
    for kind, dx, dy in (("down", 0, 0), ("move", across, down), ("up", across, down)):
        explorer.on_pointer({"type": kind, "axes": "inputs", "x": x + dx, "y": y + dy})
    explorer.refresh()


def test_dragging_an_input_box_changes_its_number_and_chooses_it(explorer):
    drag(explorer, "b", 60, 0)
    assert explorer.state.b == pytest.approx(0.8)
    assert explorer.view.drawing.nodes[explorer.view.nudged].name == "b"
    drag(explorer, "b", 0, 30)  # down is less
    assert explorer.state.b == pytest.approx(0.3)
    drag(explorer, "x", 0, -12)
    assert explorer.state.x == pytest.approx(0.7)
    drag(explorer, "w", 2000, 0)
    assert explorer.state.a == 3.0
    assert explorer.controls["a"].value == 3.0
    before = explorer.state
    explorer.on_pointer({"type": "move", "axes": "inputs", "x": 3, "y": 3})  # nothing is held
    x, y = explorer.graph.places[-1]
    explorer.on_pointer({"type": "down", "axes": "graph", "x": x, "y": y})
    explorer.on_pointer({"type": "move", "axes": "graph", "x": x + 50, "y": y})
    assert explorer.state == before


def test_keys_choose_an_input_and_change_its_number(explorer):
    explorer.on_key("ArrowUp")
    assert explorer.state.a == pytest.approx(1.6)
    explorer.on_key("n")
    explorer.on_key("n")
    explorer.on_key("ArrowDown")
    assert explorer.state.x == pytest.approx(0.4)
    explorer.on_key("p")
    explorer.on_key("ArrowDown")
    assert explorer.state.b == pytest.approx(-0.3)


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_hand_is_shown_over_the_input_boxes_alone(formula):
    explorer = ChainRuleExplorer(formula=formula)
    *_, x0, x1, y0, y1 = explorer.canvas.axes["inputs"]
    levels = [node.level for node in explorer.view.drawing.nodes]
    for level, place in zip(levels, explorer.graph.places, strict=True):
        assert (x0 <= place[0] <= x1) == (level == 0)
    page, inside = explorer.canvas.axes["graph"], explorer.canvas.axes["inputs"]
    assert (inside[0], inside[1], y0, y1) == (page[0], page[1], *page[6:])
    assert inside[2] / page[2] == pytest.approx((x1 - x0) / (page[5] - page[4]))
    assert list(explorer.canvas.axes).index("inputs") < list(explorer.canvas.axes).index("graph")
    explorer.close()


def test_another_formula_brings_the_given_numbers_back(explorer):
    drag(explorer, "y", 30, 0)
    assert explorer.state.y == pytest.approx(1.5)
    explorer.set(formula=NEURON)
    explorer.set(formula=FIRST)
    assert explorer.state == explorer.start


@pytest.mark.parametrize("formula", FORMULAS)
def test_numbers_fit_their_boxes(formula):
    explorer = ChainRuleExplorer(formula=formula)
    for setting in ({"a": -2.9, "b": 2.7}, {"a": 3.0, "b": 3.0}, {"a": 0.1, "b": -3.0}, {"h": 0.37}):
        explorer.set(**setting)
        explorer.refresh()
        width, texts = explorer.graph.box[0], [text for labels in explorer.graph.lines for text, _ in labels.items]
        assert len(texts) == 4 * len(explorer.view.drawing.nodes)
        assert max(len(text) * 8 for text in texts) <= width + 12
    explorer.close()
