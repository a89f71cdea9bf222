"""The chain-rule explorer: numbers flow forward through a graph, then derivatives flow back, edge by edge."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from nnlearn.autograd import Value, graph
from nnlearn.explorers.controls import pick, slide, switch
from nnlearn.explorers.listing import run_listing
from nnlearn.explorers.recorded import END, Recorded
from nnlearn.lessons.chain_rule.examples import ALONE, FIRST, FORMULAS, NUMBERS, boxes
from nnlearn.lessons.chain_rule.picture import GraphPicture
from nnlearn.plots.graph import SIGNS
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import SMALL, TEXT


@dataclass(frozen=True)
class State:
    """Settings of the chain-rule explorer."""

    formula: str = pick(FIRST, FORMULAS, "formula")
    a: float = slide(NUMBERS[FIRST][0], -3.0, 3.0, 0.1, "w")
    b: float = slide(NUMBERS[FIRST][1], -3.0, 3.0, 0.1, "b")
    ordered: bool = switch(True, "each node waits for all that flows into it")
    position: int = slide(END, 0, 1, 1, "step")


@dataclass(frozen=True)
class View:
    """The graph, and how far numbers and derivatives have got."""

    state: State
    at: int
    drawing: object
    operations: int  # number of computed nodes, which are the first steps
    right: tuple  # the derivative at each node, in the right order
    found: tuple  # in the chosen order, once all steps are done
    known: frozenset  # nodes whose number is known
    flows: dict  # node: derivative so far
    edge: int  # the edge of the current step, or -1
    node: int  # the node of the current step, or -1


class ChainRuleExplorer(Recorded):
    """Step a formula forward, number by number, and its derivatives back, edge by edge.

    Each box is a number: the operation that made it, its value and, in orange, what has arrived so far of the
    derivative of the result with respect to it. On the way back every edge multiplies the derivative of the box on its
    right by its own slope and adds the product to the box on its left. Without the tick, a box passes its derivative on
    at once, even if more is still to arrive.

    The slider, the buttons or the left and right arrow keys move through the steps.

    Parameters
    ----------
    **start
        Where the settings start. See `Explorer`.

    Examples
    --------
    >>> explorer = ChainRuleExplorer(formula="two paths: a b + a", a=2.0, b=3.0)
    >>> print(explorer)  # doctest: +ELLIPSIS
    two paths: a b + a = 8; all 2 operations and all 4 edges are done. Derivatives of the result: a 4, b 2. ...
    >>> explorer.close()
    """

    State = State
    size = (640, 400)
    jump_label = "pass"
    keys = ("ArrowLeft", "ArrowRight")
    help = "Press the left and right arrow keys, or move the slider, to step back and forward."
    suggestion = (
        "choose the diamond, remove the tick and step through it: which box passes its derivative on too early?"
    )

    def __init__(self, **start):
        first, second = NUMBERS.get(start.get("formula", FIRST), ALONE)
        super().__init__(**{"a": first, "b": second, **start})

    def next_state(self, state, **changes):
        """Begin another formula with numbers that suit it."""
        if changes.get("formula", state.formula) != state.formula:
            first, second = NUMBERS.get(changes["formula"], ALONE)
            changes = {"a": first, "b": second, **changes}
        return replace(state, **changes)

    def after_draw(self, view):
        """Name the sliders by the boxes that they set."""
        super().after_draw(view)
        names = boxes(view.state.formula)
        self.controls["a"].description, self.controls["b"].description = names[0], names[-1]
        self.controls["b"].layout.display = "" if len(names) == 2 else "none"

    def build(self, picture):
        self.graph = GraphPicture(picture, picture.axes("graph", 6, 60, 628, 300))
        self.title, self.line = picture.words(14, 10, TEXT, "bold"), picture.words(14, 34, TEXT)
        self.facts = picture.words(14, 372, SMALL)

    def compute(self, state):
        drawing, operations, right = traced(state.formula, state.a, state.b)
        order = drawing[state.ordered]
        nodes, edges = order.nodes, order.edges
        at = min(state.position, operations + len(edges))
        leaves = [k for k, node in enumerate(nodes) if not node.operation]
        made = [k for k, node in enumerate(nodes) if node.operation]
        known = frozenset(leaves + made[: min(at, operations)])
        done = max(at - operations, 0)
        flows = flow(nodes, edges, done) if at > operations or at == operations else {}
        everything = flow(nodes, edges, len(edges))
        found = tuple(everything.get(k, 0.0) for k in range(len(nodes)))
        node = made[at - 1] if 0 < at <= operations else -1
        return View(state, at, order, operations, right, found, known, flows, done - 1, node)

    def draw(self, view):
        nodes = [replace(node, grad=view.flows.get(k, 0.0)) for k, node in enumerate(view.drawing.nodes)]
        bright = {view.node} if view.node >= 0 else set()
        if view.edge >= 0:
            node, source, _ = view.drawing.edges[view.edge]
            bright = {node, source}
        self.graph.draw(
            nodes,
            view.drawing.edges,
            values=view.known,
            gradients=set(view.flows),
            slopes=set(range(view.edge + 1)),
            bright=bright,
            flow={view.edge} if view.edge >= 0 else set(),
        )
        self.title.say(title(view))
        self.line.say(sentence(view))
        self.facts.say(verdict(view) if view.at == self.length(view) else "")

    def length(self, view):
        return view.operations + len(view.drawing.edges)

    def jump_positions(self, view):
        return [view.operations]

    # Text and code.

    def describe(self, view):
        words = f"{title(view)}. {named(view, view.flows)} {sentence(view)}."
        return f"{words} {verdict(view)}" if view.at == self.length(view) else words

    def code(self, view):
        state = view.state
        order = "" if state.ordered else ', order="depth-first"'
        return "\n".join(
            [
                "from nnlearn.autograd import Value, graph",
                "",
                FORMULAS[state.formula].format(a=state.a, b=state.b),
                f"result.backward({order.removeprefix(', ')})",
                "nodes = graph(result).nodes",
                "for node in nodes:",
                "    print(node.name or node.operation, node.data, node.grad)",
            ]
        )

    def numbers(self, view):
        return {"[node.grad for node in nodes]": view.found, "result.data": view.drawing.nodes[-1].data}

    # Pointer and keys.

    def on_hover(self, event):
        kind, k = self.graph.under((event["x"], event["y"]))
        return "" if kind is None else box(self.view, k) if kind == "box" else edge(self.view, k)

    def on_key(self, key):
        self.go(self.at + (1 if key == "ArrowRight" else -1))


@lru_cache(maxsize=64)
def traced(formula, a, b):
    """Return the graph in both orders {ordered: Graph}, its number of operations, and the right derivatives."""
    result = run_listing(FORMULAS[formula].format(a=a, b=b), "result", Value=Value)
    result.backward()
    drawings = {True: graph(result), False: graph(result, order="depth-first")}
    nodes = drawings[True].nodes
    return drawings, sum(bool(node.operation) for node in nodes), tuple(node.grad for node in nodes)


def flow(nodes, edges, done):
    """Return the derivative at each node once the first `done` edges have passed: {node: derivative}.

    Examples
    --------
    >>> drawing = traced("two paths: a b + a", 2.0, 3.0)[0][True]
    >>> flow(drawing.nodes, drawing.edges, 0)
    {3: 1.0}
    """
    found = {len(nodes) - 1: 1.0}
    for node, source, slope in edges[:done]:
        found[source] = found.get(source, 0.0) + slope * found[node]  # the chain rule, summed over paths
    return found


def title(view):
    """Return the formula, its value, and how many steps are done."""
    total = len(view.drawing.edges)
    if view.at < view.operations:
        how = f"{view.at} of {view.operations} operations are done"
    elif view.at < view.operations + total:
        how = f"all {view.operations} operations and {view.at - view.operations} of {total} edges are done"
    else:
        how = f"all {view.operations} operations and all {total} edges are done"
    value = f" = {significant(view.drawing.nodes[-1].data)}" if view.at >= view.operations else ""
    return f"{view.state.formula}{value}; {how}"


def sentence(view):
    """Return a sentence about the current step."""
    nodes = view.drawing.nodes
    if view.node >= 0:
        begins = "; backward begins with d(result)/d(result) = 1" * (view.at == view.operations)
        return f"Forward: {called(nodes, view.node)} becomes {significant(nodes[view.node].data)}{begins}"
    if view.edge < 0:
        return "Nothing is computed yet"
    node, source, _ = view.drawing.edges[view.edge]
    product = passed(view, view.edge)
    giver, has = called(nodes, node), significant(view.flows[source])
    return f"Backward: {called(nodes, source)} gets {product} from {giver}, and has {has}"


def passed(view, k):
    """Return what an edge has passed on, as a product."""
    node, _, slope = view.drawing.edges[k]
    had = flow(view.drawing.nodes, view.drawing.edges, k)[node]
    return f"slope {significant(slope)} times {significant(had)} = {significant(slope * had)}"


def box(view, k):
    """Return what a box is, its number, and what has arrived of its derivative."""
    nodes, edges = view.drawing.nodes, view.drawing.edges
    inputs = [called(nodes, source) for node, source, _ in edges if node == k]
    node, name = nodes[k], called(nodes, k)
    made = f"made by {SIGNS.get(node.operation, node.operation)} from {' and '.join(inputs)}"
    lines = [f"{name}: {made if node.operation else 'an input'}"]
    lines.append(f"value {significant(node.data)}" if k in view.known else "its number is not computed yet")
    if k in view.flows:
        left = sum(source == k for _, source, _ in edges[view.edge + 1 :])
        wrong = "" if np.isclose(view.flows[k], view.right[k]) else f"; the right one is {significant(view.right[k])}"
        lines.append(f"grad {significant(view.flows[k])}{f'; {left} more to arrive' if left else wrong}")
    return "\n".join(lines)


def edge(view, k):
    """Return which box uses which, and what the edge has passed back."""
    nodes = view.drawing.nodes
    node, source, _ = view.drawing.edges[k]
    uses = f"{called(nodes, node)} uses {called(nodes, source)}"
    if k > view.edge:
        return f"{uses}\nnothing has come back along this edge yet"
    return f"{uses}\nback came {passed(view, k)}"


def called(nodes, k):
    """Return the name of a node for a sentence."""
    return nodes[k].name or f"the {SIGNS.get(nodes[k].operation, nodes[k].operation)} box"


def named(view, flows):
    """Return the derivatives with respect to the inputs, as a sentence."""
    nodes = view.drawing.nodes
    given = [
        f"{node.name} {significant(flows[k])}"
        for k, node in enumerate(nodes)
        if node.name and not node.operation and k in flows
    ]
    return f"Derivatives of the result: {', '.join(given)}." if given else "No derivative has arrived yet."


def verdict(view):
    """Return a sentence on whether the final derivatives are right."""
    wrong = [k for k, (a, b) in enumerate(zip(view.found, view.right, strict=True)) if not np.isclose(a, b)]
    if not wrong:
        return "In this order every derivative comes out right"
    nodes = view.drawing.nodes
    k = next((k for k in wrong if not nodes[k].operation), wrong[0])
    found, right = significant(view.found[k]), significant(view.right[k])
    return f"In this order {called(nodes, k)} ends with {found}; the right derivative is {right}"
