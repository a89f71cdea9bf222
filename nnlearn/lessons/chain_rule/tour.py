"""The tour of the chain-rule explorer: two paths, the nudge that tests them, a flat tanh, and the wrong order."""

from nnlearn.explorers.recorded import END
from nnlearn.explorers.tour import Stop
from nnlearn.lessons.chain_rule import words
from nnlearn.lessons.chain_rule.examples import DIAMOND, FIRST, GIVEN, NUMBERS, PATHS
from nnlearn.plots.numbers import significant

PLAIN = {"h": 0.01, "ordered": True, "x": GIVEN[0], "y": GIVEN[1], "nudged": 0}
TWO = {**PLAIN, "formula": PATHS, "a": NUMBERS[PATHS][0], "b": NUMBERS[PATHS][1]}
LOSS = {**PLAIN, "formula": FIRST, "a": NUMBERS[FIRST][0], "b": NUMBERS[FIRST][1]}


def _node(view, name):
    nodes = view.drawing.nodes
    return next(k for k, node in enumerate(nodes) if name in (node.name, node.operation))


def _value(view, name):
    return significant(view.drawing.nodes[_node(view, name)].data)


def _forward(view):
    a, b, product, result = (_value(view, name) for name in ("a", "b", "*", "+"))
    return (
        f"Forward: each box needs only its inputs. {a} × {b} = {product}, and with a once more the result is {result}. "
        "At the end a, in the green frame, will grow a little."
    )


def _back(view):
    node, source, _ = view.drawing.edges[view.edge]
    nodes = view.drawing.nodes
    return (
        f"The way back begins with 1 at the result, and each step walks one edge. Orange: "
        f"{words.called(nodes, source)} gets {words.passed(view, view.edge)} from {words.called(nodes, node)}."
    )


def _both(view):
    a = _node(view, "a")
    had = view.found
    parts = [slope * had[node] for node, source, slope in view.drawing.edges if source == a]
    return (
        f"Two paths lead from a to the result, so a received twice: {' + '.join(significant(p) for p in parts)} = "
        f"{significant(had[a])}. Slopes multiply along a path, and paths add up."
    )


def _nudge(view):
    move, found = view.all_moves[-1], view.found[view.nudged]
    return (
        f"Green: a grew by {significant(view.state.h)}, and box by box the nudge went forward. The result moved by "
        f"{significant(move)}, {significant(move / view.state.h)} times as far: that is the derivative, "
        f"{significant(found)}."
    )


def _loss(view):
    w, b = (significant(view.right[_node(view, name)]) for name in ("w", "b"))
    return (
        f"A neuron and its squared error: moving w moves the loss {w} times as far, moving b {b} times. "
        "Drag the boxes w and b, sideways or up and down."
    )


def _flat(view):
    node = _node(view, "tanh")
    nodes, slope = view.drawing.nodes, next(s for k, _, s in view.drawing.edges if k == node)
    error = next(k for k, one in enumerate(nodes) if one.operation == "-")
    return (
        f"The error is {significant(nodes[error].data)}, large, but tanh is flat here: its slope is "
        f"{significant(slope)}, and the derivative with respect to w {significant(view.right[_node(view, 'w')])}. "
        "Hardly anything gets back."
    )


def _wrong(view):
    a = _node(view, "a")
    found, right, move = view.found[a], view.right[a], view.all_moves[-1]
    return (
        f"Without waiting, b passed on what came first. So a ends with {significant(found)}, but the nudge of "
        f"{significant(view.state.h)} moves the result by {significant(move)}, about {significant(right)} times as "
        "far: "
        f"{significant(right)} is right."
    )


TOUR = (
    Stop({**TWO, "position": 2}, _forward, "If a grows by 0.01, how far will the result move?"),
    Stop({**TWO, "position": 4}, _back, "What is still to arrive at a?"),
    Stop({**TWO, "position": 6}, _both),
    Stop({**TWO, "position": END}, _nudge),
    Stop({**LOSS, "position": END}, _loss, "When is the derivative with respect to w nearly 0?"),
    Stop({**LOSS, "a": 3.0, "b": 2.5, "y": -1.0, "position": END}, _flat),
    Stop(
        {**PLAIN, "formula": DIAMOND, "a": 1.0, "b": 0.0, "ordered": False, "position": END},
        _wrong,
        "Which part of b's derivative came too late?",
    ),
)
