"""The right answers to the exercises of lesson 08, and the inputs they are tried on."""

import numpy as np

# 08.1 the derivative is the sum over all paths of the product of the slopes along each


def over_paths(paths):
    """Return the derivative, from the slopes along all paths."""
    return sum(np.prod(path) for path in paths)


def sample_paths(rng):
    return ([list(rng.normal(size=int(rng.integers(1, 4)))) for _ in range(int(rng.integers(2, 4)))],)


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


OPERATIONS = tuple((operation, 3.0, -2.0) for operation in ("+", "-", "*", "/"))
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
    """Return what all right orders share: nodes, different nodes, a node before its input, the result at the end."""
    made_of = {node: list(operands) for node, operands in inputs.items()}  # the answer may empty what it is given
    order = list(answer(inputs, result))
    place = {node: k for k, node in enumerate(order)}
    early = sum(place.get(operand, 10**6) > k for k, node in enumerate(order) for operand in made_of[node])
    return len(order), len(place), min(early, 1), order[-1] == result if order else False


def sample_graph(rng):
    """Return a few nodes, each made of one or two earlier ones; some are not needed for the result."""
    names = [str(name) for name in rng.permutation(list("abcdefg"))]
    inputs: dict = {names[0]: [], names[1]: []}
    for k in range(2, len(names)):
        inputs[names[k]] = [names[int(i)] for i in rng.integers(0, k, 2)]
    return inputs, names[-1]


DIAMOND = ({"a": [], "b": ["a", "a"], "c": ["b", "b"]}, "c")
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
    count = int(rng.integers(4, 7))
    inputs: list = [[], []]
    for node in range(2, count):
        inputs.append([int(i) for i in rng.integers(0, node, 2)])
    inputs[-1] = [count - 2, int(rng.integers(0, count - 1))]
    return inputs, [[float(s) for s in rng.normal(size=len(operands))] for operands in inputs]


TWICE = ([[], [0, 0], [1, 1]], [[], [1.0, 1.0], [1.0, 1.0]])
