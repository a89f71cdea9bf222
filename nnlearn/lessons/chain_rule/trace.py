"""The run of the chain-rule explorer: numbers forward, derivatives back edge by edge, then a nudge forward."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nnlearn.autograd import Value, graph
from nnlearn.explorers.listing import run_listing
from nnlearn.lessons.chain_rule.examples import FORMULAS, inputs


@dataclass(frozen=True)
class View:
    """The graph, and how far numbers, derivatives and the nudge have got.

    Attributes
    ----------
    at, operations, edges : int
        Steps done; number of computed nodes, which are the first steps; number of edges, which are the next.
    drawing : Graph
        Its edges in the chosen order.
    right, found : tuple
        The derivative at each node, in the right order and in the chosen one, once all steps are done.
    known : frozenset
        Nodes whose number is known.
    flows, moves : dict
        By node, its derivative so far, and how far the nudge has moved it.
    edge, node, moved : int
        Of the current step: the edge on the way back, the node forward, the node that the nudge has reached; or -1.
    all_moves : tuple
        How far each node moves in the end.
    nudged : int
        The node that is nudged.
    """

    state: Any
    at: int
    operations: int
    edges: int
    drawing: Any
    right: tuple
    found: tuple
    known: frozenset
    flows: dict
    moves: dict
    edge: int
    node: int
    moved: int
    all_moves: tuple
    nudged: int


def view_of(state):
    """Return the View of a state."""
    numbers = {name: getattr(state, name) for name in ("a", "b", "x", "y")}
    names = inputs(state.formula)
    name = list(names)[state.nudged % len(names)]
    drawing, operations, right = traced(state.formula, **numbers)
    numbers[names[name]] += state.h
    after = traced(state.formula, **numbers)[0][True].nodes
    order = drawing[state.ordered]
    nodes, edges = order.nodes, order.edges
    nudged = next(k for k, node in enumerate(nodes) if node.name == name and not node.operation)
    at = min(state.position, 2 * operations + len(edges) + 1)
    leaves = [k for k, node in enumerate(nodes) if not node.operation]
    made = [k for k, node in enumerate(nodes) if node.operation]
    back = min(max(at - operations, 0), len(edges))
    everything = flow(nodes, edges, len(edges))
    all_moves = tuple(new.data - old.data for new, old in zip(after, nodes, strict=True))
    forward = at - operations - len(edges)  # steps of the nudge
    reached = [nudged, *made][: max(forward, 0)]
    return View(
        state,
        at,
        operations,
        len(edges),
        order,
        right,
        tuple(everything.get(k, 0.0) for k in range(len(nodes))),
        frozenset(leaves + made[:at]),
        flow(nodes, edges, back) if at >= operations else {},
        {k: all_moves[k] for k in (*reached, *(leaves if forward > 0 else ()))},
        back - 1 if forward <= 0 else -1,
        made[at - 1] if 0 < at <= operations else -1,
        reached[-1] if reached else -1,
        all_moves,
        nudged,
    )


@lru_cache(maxsize=64)
def traced(formula, a, b, x, y):
    """Return the graph in both orders {ordered: Graph}, its number of operations, and the right derivatives."""
    result = run_listing(FORMULAS[formula].format(a=a, b=b, x=x, y=y), "result", Value=Value)
    result.backward()
    drawings = {True: graph(result), False: graph(result, order="depth-first")}
    nodes = drawings[True].nodes
    return drawings, sum(bool(node.operation) for node in nodes), tuple(node.grad for node in nodes)


def flow(nodes, edges, done):
    """Return the derivative at each node once the first `done` edges have passed: {node: derivative}.

    Examples
    --------
    >>> drawing = traced("two paths: a b + a", 2.0, 3.0, 0.5, 1.0)[0][True]
    >>> flow(drawing.nodes, drawing.edges, 0)
    {3: 1.0}
    """
    found = {len(nodes) - 1: 1.0}
    for node, source, slope in edges[:done]:
        found[source] = found.get(source, 0.0) + slope * found[node]  # the chain rule, summed over paths
    return found
