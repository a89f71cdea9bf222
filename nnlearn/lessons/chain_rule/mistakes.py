"""Mistakes that people really make in the exercises of lesson 08: the wrong answers that `check` names."""

import math

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


# 08.5: an open exercise, so `engine.fault` names these by what the small formulas show


class Leftovers:
    """Pass on `grad`, which still holds the first backward pass when a second one begins: 6 then 18, 27 then 99."""

    def __init__(self, data, inputs=(), slopes=()):
        self.data, self.grad, self.inputs, self.slopes = data, 0.0, inputs, slopes

    def __add__(self, other):
        return type(self)(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return type(self)(self.data * other.data, (self, other), (other.data, self.data))

    def tanh(self):
        y = math.tanh(self.data)
        return type(self)(y, (self,), (1 - y * y,))

    def order(self):
        found = []

        def visit(node):
            if node not in found:
                for operand in node.inputs:
                    visit(operand)
                found.append(node)

        visit(self)
        return found

    def backward(self):
        self.grad += 1.0
        for node in reversed(self.order()):
            for operand, slope in zip(node.inputs, node.slopes, strict=True):
                operand.grad += slope * node.grad


class LeftoversBetween(Leftovers):
    """Set the gradient of the result to 1, and leave those of the values in between: 6 then 12, but 27 then 72."""

    def backward(self):
        self.grad = 0.0
        super().backward()


class Forgets(Leftovers):
    """Set all gradients to zero first, so that nothing accumulates: 6, then 6 again."""

    def backward(self):
        for node in self.order():
            node.grad = 0.0
        super().backward()


class Replaces(Leftovers):
    """Overwrite what has arrived: of two paths, one counts."""

    def backward(self):
        self.grad = 1.0
        for node in reversed(self.order()):
            for operand, slope in zip(node.inputs, node.slopes, strict=True):
                operand.grad = slope * node.grad


class AtOnce(Leftovers):
    """Pass every derivative on as soon as it arrives, but only the first time."""

    def backward(self):
        seen = set()

        def visit(node):
            seen.add(node)
            for operand, slope in zip(node.inputs, node.slopes, strict=True):
                operand.grad += slope * node.grad
                if operand not in seen:
                    visit(operand)

        self.grad = 1.0
        visit(self)


class SwappedProduct(Leftovers):
    """Give each factor its own value as its slope."""

    def __mul__(self, other):
        return type(self)(self.data * other.data, (self, other), (self.data, other.data))


class SlopeOfInput(Leftovers):
    """Take 1 - a a for the slope of tanh a."""

    def tanh(self):
        return type(self)(math.tanh(self.data), (self,), (1 - self.data**2,))
