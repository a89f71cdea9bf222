"""The right answers to the exercises of lesson 08, and the inputs they are tried on."""

import copy

import numpy as np

# 08.1 the derivative is the sum over all paths of the product of the slopes along each


def over_paths(paths):
    """Return the derivative, from the slopes along all paths."""
    return sum(np.prod(path) for path in paths)


def sample_paths(rng):
    """Return two or three paths; the first has at least two steps."""
    lengths = [int(rng.integers(2, 4)), *rng.integers(1, 4, int(rng.integers(1, 3)))]
    return ([list(rng.normal(size=int(length))) for length in lengths],)


PATHS = {
    "equal slopes in a path, and equal paths": ([[2.0, 2.0], [4.0], [5.0], [5.0]],),
    "a slope of 0 in one of several paths": ([[2.0, 3.0], [5.0, 0.0, 2.0], [4.0]],),
    "a slope of 0 in the first path": ([[0.0, 3.0], [4.0]],),
    "a path without steps": ([[]],),
    "a number that leads nowhere, without a path": ([],),
    "a single path of one step": ([[-3.0]],),
    "paths of equal length": ([[2.0, 3.0], [-1.0, 4.0]],),
    "six paths, one of five steps": ([[1.5, -1.0, 2.0, 3.0, 2.0], [4.0], [1.0, 2.0], [-2.0], [0.5], [3.0, 2.0]],),
    "two effects that cancel": ([[2.0, 3.0], [-6.0]],),
    "slopes that are whole numbers": ([[2, 3], [4]],),
}

# 08.2 the value of an operation, and its slopes


def local(operation, a, b):
    """Return the value of an operation and its slopes with respect to both operands."""
    if operation == "+":
        return a + b, 1.0, 1.0
    if operation == "-":
        return a - b, 1.0, -1.0
    if operation == "*":
        return a * b, b, a
    return a / b, 1 / b, -a / b**2


def sample_operation(rng):
    a, b = rng.uniform(0.5, 3, 2) * rng.choice([-1, 1], 2)
    return str(rng.choice(["+", "-", "*", "/"])), float(a), float(b)


OPERATIONS = tuple((operation, 5.0, -2.0) for operation in ("+", "-", "*", "/"))  # no two results are alike
PAIRS = {
    "b = 0 where nothing is divided": ("*", 3.0, 0.0),
    "a sum with b = 0": ("+", 3.0, 0.0),
    "a difference with b = 0": ("-", 3.0, 0.0),
    "a product with a = 0": ("*", 0.0, -4.0),
    "a quotient with a = 0": ("/", 0.0, -4.0),
    "a quotient of equal numbers": ("/", 4.0, 4.0),
    "a difference of equal numbers": ("-", 4.0, 4.0),
    "a divisor of 1e-9": ("/", 3.0, 1e-9),
    "a product of millions": ("*", 2e6, -3e6),
    "a quotient of whole numbers": ("/", 7, -2),
}

# 08.3 nodes in an order in which each comes after its inputs


def topological(inputs, result):
    """Return the nodes in an order in which each comes after its inputs."""
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for operand in inputs[node]:
                visit(operand)
            order.append(node)

    visit(result)
    return order


def describe_order(answer, inputs, result):
    """Return what all right orders share, in words: which nodes are missing, are there too often, stand too early."""
    made_of = {node: list(operands) for node, operands in inputs.items()}  # the answer may empty what it is given
    needed = set(topological(made_of, result))
    order = answer(inputs, result)
    if order is None:
        raise TypeError("Expected a list of the names of nodes, got None. Is there a `return` at the end?")
    if not isinstance(order, list | tuple | np.ndarray | dict):
        kind = "a set, which has no order" if isinstance(order, set | frozenset) else f"a {type(order).__name__}"
        raise TypeError(f"Expected a list of the names of nodes, got {kind}.")
    order = list(order)
    strange = next((node for node in order if not isinstance(node, str) or node not in made_of), None)
    if isinstance(strange, str):
        raise TypeError(
            f"The list holds {strange!r}, and no node has this name; a list that does not begin empty in each call "
            "holds nodes of the call before"
        )
    if strange is not None:
        raise TypeError(f"Expected a list of the names of nodes, got a list that holds {strange!r}.")
    place = {node: order.index(node) for node in order}
    early = any(place.get(operand, -1) > k for node, k in place.items() for operand in made_of[node])
    return [  # a list, since these are not parts of an answer that could be wrong one by one
        _names(needed - set(order)),
        _names(set(order) - needed),
        _names({node for node in order if order.count(node) > 1}),
        "yes" if early else "no",
        "yes" if order[-1:] == [result] else "no",
    ]


def _names(nodes):
    return " and ".join(sorted(nodes)) or "none"


def sample_graph(rng):
    """Return nodes, each made of one or two earlier ones; some are not needed for the result.

    Listing the nodes as they are met from the result, and turning the list round, is wrong for all of these graphs.
    """
    while True:
        names = [str(name) for name in rng.permutation(list("abcdefg"))]
        inputs: dict = {names[0]: [], names[1]: []}
        for k in range(2, len(names)):
            inputs[names[k]] = [names[int(i)] for i in rng.integers(0, k, 2)]
        orders = [_as_met(inputs, names[-1], last, turn) for last in (True, False) for turn in (True, False)]
        if len(orders[0]) < len(names) and all(_early(inputs, order) for order in orders):
            return inputs, names[-1]


def _as_met(inputs, result, last, turn):
    """Return the nodes in reverse order of being met, from a stack (last in, first out) or a queue."""
    order, waiting = [], [result]
    while waiting:
        node = waiting.pop(-1 if last else 0)
        if node not in order:
            order.append(node)
            waiting += inputs[node][::-1] if turn else inputs[node]
    return order[::-1]


def _early(inputs, order):
    return any(order.index(operand) > k for k, node in enumerate(order) for operand in inputs[node])


DIAMOND = ({"a": [], "b": ["a", "a"], "c": ["b", "a"]}, "c")
GRAPHS = {
    "a dictionary that names a node before its inputs": ({"c": ["b", "a"], "b": ["a"], "a": []}, "c"),
    "a result that is made of nothing": ({"a": [], "b": ["a"]}, "a"),
    "a result that other nodes are made of": ({"a": [], "b": ["a"], "c": ["b", "a"], "d": ["c"]}, "b"),
    "a node made of three, one of them twice": ({"a": [], "b": [], "c": ["a", "a", "b"], "d": ["c"]}, "d"),
    "names of several letters": ({"x1": [], "w1": [], "z": ["w1", "x1"], "loss": ["z", "z"]}, "loss"),
    "a chain of twelve nodes": ({f"n{k}": [f"n{k - 1}"] * (k > 0) for k in range(12)}, "n11"),
}


def counts_uses(answer):
    """Return a sentence about an answer that is right until a node is made of the same node twice, or "".

    Parameters
    ----------
    answer : function
    """
    once = (
        ({"a": [], "b": [], "c": ["a", "b"], "d": ["c", "a"]}, "d"),
        ({"a": [], "b": ["a"], "c": ["b", "a"], "d": ["b", "c"]}, "d"),
    )
    twice = (({"a": [], "b": ["a", "a"]}, "b"), ({"a": [], "b": ["a"], "c": ["b", "b"], "d": ["c", "a"]}, "d"))

    def right(graph):
        return describe_order(answer, *copy.deepcopy(graph)) == describe_order(topological, *graph)

    try:
        told = all(map(right, once)) and not any(map(right, twice))
    except Exception:  # it is said elsewhere what an error means
        return ""
    return (
        "It is right as long as no node is made of the same node twice, and wrong for b made of a and a. Do you count "
        "inputs? In `inputs[node]` a stands twice then, and one visit to a must settle both."
        if told
        else ""
    )


# 08.4 flow[input] += slope * flow[node], from the last node to the first


def backward(inputs, slopes):
    """Return the derivative of the last node with respect to every node."""
    flow = [0.0] * len(inputs)
    flow[-1] = 1.0
    for node in reversed(range(len(inputs))):
        for operand, slope in zip(inputs[node], slopes[node], strict=True):
            flow[operand] += slope * flow[node]
    return flow


def sample_flow(rng):
    """Return a graph in which node 3 has one input twice and is used at two depths, and node 4 leads nowhere."""
    inputs: list = [[], [], [0, 1], [2, 2], [1, 0], [3]]
    for node in range(6, int(rng.integers(7, 9))):
        inputs.append([node - 1, int(rng.integers(0, 4))])
    inputs.append([len(inputs) - 1, 3])
    return inputs, [[float(s) for s in rng.normal(size=len(operands))] for operands in inputs]


TWICE = ([[], [0, 0], [1, 1]], [[], [2.0, 3.0], [5.0, 4.0]])
EARLIER_FIRST = ([[], [0], [1], [1, 2]], [[], [2.0], [3.0], [5.0, -4.0]])  # 1 has its turn after 2
FLOWS = {
    "a single node": ([[]], [[]]),
    "a last node made of nothing": ([[], [0], []], [[], [2.0], []]),
    "a node made of three, one of them twice": ([[], [0], [0, 1, 0]], [[], [2.0], [0.5, -3.0, 4.0]]),
    "slopes of 0": ([[], [0], [1, 0], [2, 1]], [[], [2.0], [0.0, 3.0], [5.0, 0.0]]),
    "two paths that cancel": ([[], [0], [1, 0], [2]], [[], [2.0], [1.5, -3.0], [4.0]]),
    "slopes in the millions": ([[], [0], [1]], [[], [2e6], [-3e6]]),
    "slopes that are whole numbers": ([[], [0, 0], [1, 0]], [[], [2, 3], [5, 4]]),
    "a chain of thirty nodes": ([[k - 1] * (k > 0) for k in range(30)], [[-1.5] * (k > 0) for k in range(30)]),
}


def cuts_fractions(answer):
    """Return a sentence about an answer that is right for slopes that are whole numbers, and for no others; or "".

    Parameters
    ----------
    answer : function
    """

    def gives(*slopes):
        inputs: list = [[], [0], [1, 0]]
        found = answer(inputs, [[], [slopes[0]], list(slopes[1:])])
        return [float(one) for one in found]

    try:
        whole, parts = gives(3.0, 2.0, 5.0), gives(2.5, 3.0, 0.25)
    except Exception:  # it is said elsewhere what an error means
        return ""
    told = whole == [11, 2, 1] and parts != [7.75, 3, 1] and all(one.is_integer() for one in parts)
    return (
        "It is right for slopes that are whole numbers, and cuts off fractions from others. What holds the sums? An "
        "array made with dtype=int, or of whole numbers only, rounds all that is put into it."
        if told
        else ""
    )
