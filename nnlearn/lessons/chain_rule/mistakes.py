"""Mistakes that people really make in the exercises of lesson 08: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.chain_rule.answers import local, topological

# 08.1


def slopes_added(paths):
    return float(sum(np.sum(path) for path in paths))


def paths_multiplied(paths):
    return float(np.prod([np.prod(path) for path in paths]))


def first_path_only(paths):
    return float(np.prod(paths[0]))


def mean_over_paths(paths):
    return float(np.mean([np.prod(path) for path in paths]))


# 08.2


def product_slopes_swapped(operation, a, b):
    return (a * b, a, b) if operation == "*" else local(operation, a, b)


def difference_without_minus(operation, a, b):
    return (a - b, 1.0, 1.0) if operation == "-" else local(operation, a, b)


def quotient_without_minus(operation, a, b):
    return (a / b, 1 / b, a / b**2) if operation == "/" else local(operation, a, b)


def quotient_not_squared(operation, a, b):
    return (a / b, 1 / b, -a / b) if operation == "/" else local(operation, a, b)


def sum_with_slopes_of_product(operation, a, b):
    return (a + b, b, a) if operation == "+" else local(operation, a, b)


# 08.3


def order_reversed(inputs, result):
    return topological(inputs, result)[::-1]


def reversed_order_of_meeting(inputs, result):
    order, waiting = [], [result]
    while waiting:
        node = waiting.pop(0)
        if node not in order:
            order.append(node)
            waiting += inputs[node]
    return order[::-1]


def nodes_repeated(inputs, result):
    return [node for operand in inputs[result] for node in nodes_repeated(inputs, operand)] + [result]


def leaves_left_out(inputs, result):
    return [node for node in topological(inputs, result) if inputs[node]]


def unneeded_nodes_kept(inputs, result):
    return list(inputs)


# 08.4


def _backward(inputs, slopes, *, passed=lambda slope, node, operand: slope * node, add=True, start=1.0, forward=False):
    """Carry derivatives through a graph with one thing wrong."""
    flow = [0.0] * len(inputs)
    flow[-1] = start
    for node in range(len(inputs)) if forward else reversed(range(len(inputs))):
        for operand, slope in zip(inputs[node], slopes[node], strict=True):
            new = passed(slope, flow[node], flow[operand])
            flow[operand] = flow[operand] + new if add else new
    return flow


def second_path_replaces_first(inputs, slopes):
    return _backward(inputs, slopes, add=False)


def runs_forward(inputs, slopes):
    return _backward(inputs, slopes, forward=True)


def starts_with_zero(inputs, slopes):
    return _backward(inputs, slopes, start=0.0)


def own_derivative_multiplied(inputs, slopes):
    return _backward(inputs, slopes, passed=lambda slope, node, operand: slope * operand)


def slope_alone(inputs, slopes):
    return _backward(inputs, slopes, passed=lambda slope, node, operand: slope)
