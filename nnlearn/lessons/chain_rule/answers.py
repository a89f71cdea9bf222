"""The right answers to the exercises of lesson 08, and the inputs they are tried on."""

import numpy as np

# 08.1 the derivative is the sum over all paths of the product of the slopes along each


def over_paths(paths):
    """Return the derivative, from the slopes along all paths."""
    return sum(np.prod(path) for path in paths)


def sample_paths(rng):
    """Return two or three paths; the first has at least two steps."""
    lengths = [int(rng.integers(2, 4)), *rng.integers(1, 4, int(rng.integers(1, 3)))]
    return ([list(rng.normal(size=int(length))) for length in lengths],)


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
TIMES_ZERO = ("*", 3.0, 0.0)

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
        raise TypeError(f"The list holds {strange!r}, and no node has this name. Does it begin empty in each call?")
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
LISTED_BACKWARD = ({"c": ["b", "a"], "b": ["a"], "a": []}, "c")

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
