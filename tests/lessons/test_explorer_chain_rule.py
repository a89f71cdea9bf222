"""The chain-rule explorer: the steps add up to the derivative, and the wrong order shows that it is wrong."""

import numpy as np
import pytest

from nnlearn.autograd import Value
from nnlearn.explorers import ChainRuleExplorer
from nnlearn.lessons.chain_rule.examples import FORMULAS

DIAMOND = "the diamond: b = a + a, y = b^2 + b^3"
FLAT = "a flat one: b = a + a, c = b + b"


@pytest.fixture
def explorer():
    explorer = ChainRuleExplorer()
    yield explorer
    explorer.close()


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_steps_add_up_to_central_differences(explorer, formula):
    def result(a, b):
        names = {"Value": Value}
        exec(FORMULAS[formula].format(a=a, b=b), names)
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
    explorer = ChainRuleExplorer(formula="one neuron: tanh(w x + b)", ordered=False)
    assert "every derivative comes out right" in str(explorer)
    explorer.close()


def test_the_pointer_is_told_boxes_and_what_edges_passed_back(explorer):
    explorer.set(formula=DIAMOND, a=1.0)
    explorer.refresh()
    graph, names = explorer.graph, [node.name for node in explorer.view.drawing.nodes]

    def told(spot):
        return explorer.on_hover({"axes": "graph", "x": float(spot[0]), "y": float(spot[1])})

    b = graph.places[names.index("b")]
    assert told(b) == "b: made by + from a and a\nvalue 2\ngrad 16"
    edges = [(names[node], names[source]) for node, source, _ in explorer.view.drawing.edges]
    cube = graph.ways[edges.index(("d", "b"))]
    assert told(cube.mean(axis=0)) == "d uses b\nback came slope 12 times 1 = 12"
    explorer.go(explorer.at - 3)
    explorer.refresh()
    assert told(b).endswith("grad 12; 1 more to arrive")
    explorer.go(0)
    explorer.refresh()
    assert told(b).endswith("its number is not computed yet")
    assert told(cube.mean(axis=0)).endswith("nothing has come back along this edge yet")
    assert told((2, 2)) == ""
    explorer.set(ordered=False, position=99)
    explorer.refresh()
    assert told(explorer.graph.places[names.index("a")]) == "a: an input\nvalue 1\ngrad 8; the right one is 32"


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
    explorer.set(formula="two paths: a b + a")
    assert (explorer.state.a, explorer.state.b) == (2.0, 3.0)
    explorer.set(formula=DIAMOND, a=1.5)
    assert explorer.state.a == 1.5
