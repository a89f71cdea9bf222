"""What the chain-rule explorer says in words, made from its view."""

import numpy as np

from nnlearn.lessons.chain_rule.examples import inputs
from nnlearn.lessons.chain_rule.trace import flow
from nnlearn.plots.graph import SIGNS
from nnlearn.plots.numbers import significant


def title(view):
    """Return the formula, its value, and how many steps are done."""
    value = f" = {significant(view.drawing.nodes[-1].data)}" if view.at >= view.operations else ""
    return f"{view.state.formula}{value};  step {view.at} of {steps(view)}"


def steps(view):
    """Return the number of all steps: forward, back, and the nudge."""
    return 2 * view.operations + view.edges + 1


def sentence(view):
    """Return a sentence about the current step."""
    nodes = view.drawing.nodes
    if view.node >= 0:
        begins = "; the way back begins with d(result)/d(result) = 1" * (view.at == view.operations)
        return f"Forward: {called(nodes, view.node)} becomes {significant(nodes[view.node].data)}{begins}"
    if view.moved >= 0:
        move = significant(view.all_moves[view.moved])
        if view.moved == view.nudged:
            return f"Nudge: {called(nodes, view.moved)} grows by {move}. How far will the result move?"
        return f"The nudge goes forward: {called(nodes, view.moved)} moves by {move}"
    if view.edge < 0:
        return "Nothing is computed yet"
    node, source, _ = view.drawing.edges[view.edge]
    giver, has = called(nodes, node), significant(view.flows[source])
    return f"Back: {called(nodes, source)} gets {passed(view, view.edge)} from {giver}, and has {has}"


def passed(view, k):
    """Return what an edge has passed on, as a product."""
    node, _, slope = view.drawing.edges[k]
    had = flow(view.drawing.nodes, view.drawing.edges, k)[node]
    return f"slope {significant(slope)} times {significant(had)} = {significant(slope * had)}"


def verdict(view):
    """Return whether the derivatives are right, and what the nudge says of it: once each has come to its end."""
    nodes, h = view.drawing.nodes, view.state.h
    wrong = [k for k, (a, b) in enumerate(zip(view.found, view.right, strict=True)) if not np.isclose(a, b)]
    if view.at < view.operations + view.edges:
        return ""
    if view.at == steps(view):
        found, move = view.found[view.nudged], view.all_moves[-1]
        said = f"The derivative says {significant(h)} × {significant(found)} = {significant(h * found)}"
        end = "" if not wrong else f": the right derivative is {significant(view.right[view.nudged])}"
        return f"{said}; the result moves by {significant(move)}{end}"
    if not wrong:
        return "In this order every derivative comes out right"
    k = next((k for k in wrong if not nodes[k].operation), wrong[0])
    found, right = significant(view.found[k]), significant(view.right[k])
    return f"In this order {called(nodes, k)} ends with {found}; the right derivative is {right}"


def legend(view):
    """Return what plain, orange and green numbers mean."""
    name = view.drawing.nodes[view.nudged].name
    return (
        "plain: the value; on an edge, its slope",
        "orange: d(result)/d(box), what has arrived so far",
        f"green: how far it moves when {name}, in the green frame, grows by {significant(view.state.h)}",
    )


# What lies under the pointer.


def box(view, k):
    """Return what a box is, its number, and what has arrived of its derivative."""
    nodes, edges = view.drawing.nodes, view.drawing.edges
    sources = [called(nodes, source) for node, source, _ in edges if node == k]
    node, name = nodes[k], called(nodes, k)
    made = f"made by {SIGNS.get(node.operation, node.operation)} from {' and '.join(sources)}"
    given = "an input: drag it" if node.name in inputs(view.state.formula) else "a constant"
    lines = [f"{name}: {made if node.operation else given}"]
    lines.append(f"value {significant(node.data)}" if k in view.known else "its number is not computed yet")
    if k in view.flows:
        edge = view.edge if view.edge >= 0 or view.at <= view.operations else view.edges
        left = sum(source == k for _, source, _ in edges[edge + 1 :])
        wrong = "" if np.isclose(view.flows[k], view.right[k]) else f"; the right one is {significant(view.right[k])}"
        more = f"; {left} more to arrive" if left else wrong
        lines.append(f"derivative {significant(view.flows[k])}{more}")
    if k in view.moves:
        lines.append(f"moves by {significant(view.moves[k])}")
    return "\n".join(lines)


def edge(view, k):
    """Return which box uses which, and what the edge has passed back."""
    nodes = view.drawing.nodes
    node, source, _ = view.drawing.edges[k]
    uses = f"{called(nodes, node)} uses {called(nodes, source)}"
    if k > view.edge and view.moved < 0:
        return f"{uses}\nnothing has come back along this edge yet"
    return f"{uses}\nback came {passed(view, k)}"


def called(nodes, k):
    """Return the name of a node for a sentence."""
    if nodes[k].name:
        return nodes[k].name
    alike = [j for j, one in enumerate(nodes) if not one.name and one.operation == nodes[k].operation]
    which = "" if len(alike) == 1 else "first " if k == alike[0] else "last " if k == alike[-1] else "middle "
    return f"the {which}{SIGNS.get(nodes[k].operation, nodes[k].operation)} box"


def named(view, flows):
    """Return the derivatives with respect to the inputs, as a sentence."""
    nodes = view.drawing.nodes
    given = [
        f"{node.name} {significant(flows[k])}"
        for k, node in enumerate(nodes)
        if node.name and not node.operation and k in flows
    ]
    return f"Derivatives of the result: {', '.join(given)}." if given else "No derivative has arrived yet."
