"""Mistakes that people really make on the way back: wrong answers to 08.4, and wrong classes for 08.5."""

import functools
import math

# 08.4


def _product(slope, node, operand):
    return slope * node


def _backward(inputs, slopes, *, passed=_product, add=True, start=1.0, others=0.0, nodes=None):
    """Carry derivatives through a graph with one thing wrong."""
    flow = [others] * len(inputs)
    flow[-1] = start
    for node in reversed(range(len(inputs))) if nodes is None else nodes:
        for operand, slope in zip(inputs[node], slopes[node], strict=True):
            new = passed(slope, flow[node], flow[operand])
            flow[operand] = flow[operand] + new if add else new
    return flow


def second_path_replaces_first(inputs, slopes):
    return _backward(inputs, slopes, add=False)


def last_node_only(inputs, slopes):
    return _backward(inputs, slopes, nodes=[len(inputs) - 1])


def starts_with_zero(inputs, slopes):
    return _backward(inputs, slopes, start=0.0)


def starts_with_ones(inputs, slopes):
    return _backward(inputs, slopes, others=1.0)


def nothing_leaves_the_last_node(inputs, slopes):
    return _backward(inputs, slopes, passed=lambda slope, node, operand: slope * operand)


def slope_alone(inputs, slopes):
    return _backward(inputs, slopes, passed=lambda slope, node, operand: slope)


def flow_alone(inputs, slopes):
    return _backward(inputs, slopes, passed=lambda slope, node, operand: node)


def looked_up(flow_at, slope_at):
    """Return an answer with other indices, from (node, its input, the place of that in the list). Some do not exist."""

    def answer(inputs, slopes):
        flow = [0.0] * len(inputs)
        flow[-1] = 1.0
        for node in reversed(range(len(inputs))):
            for place, operand in enumerate(inputs[node]):
                row, column = slope_at(node, operand, place)
                flow[flow_at(node, operand, place)] += slopes[row][column] * flow[node]
        return flow

    return answer


def _operand(node, operand, place):
    return operand


def _place(node, operand, place):
    return place


NUMBER_FOR_PLACE = (
    looked_up(_operand, lambda node, operand, place: (node, operand)),
    looked_up(_operand, lambda node, operand, place: (operand, 0)),
    looked_up(_operand, lambda node, operand, place: (operand, place)),
    looked_up(_operand, lambda node, operand, place: (operand, node)),
    looked_up(_place, lambda node, operand, place: (node, place)),
    looked_up(_place, lambda node, operand, place: (node, operand)),
)


def first_slope_for_both(inputs, slopes):
    shared = [[row[ins.index(i)] for i in ins] for ins, row in zip(inputs, slopes, strict=True)]
    return _backward(inputs, shared)


def last_edge_only(inputs, slopes):
    pairs = [dict(zip(ins, row, strict=True)) for ins, row in zip(inputs, slopes, strict=True)]
    return _backward([list(one) for one in pairs], [list(one.values()) for one in pairs])


def first_edge_only(inputs, slopes):
    pairs = [dict(zip(ins[::-1], row[::-1], strict=True)) for ins, row in zip(inputs, slopes, strict=True)]
    return _backward([list(one) for one in pairs], [list(one.values()) for one in pairs])


def at_once(inputs, slopes, *, once=False, turn=False, together=False):
    """Pass a derivative on as soon as it arrives; `together`: to all inputs first, before any of them has its turn."""
    flow, seen = [0.0] * len(inputs), set()
    flow[-1] = 1.0

    def visit(node):
        seen.add(node)
        pairs = list(zip(inputs[node], slopes[node], strict=True))[:: -1 if turn else 1]
        for operand, slope in pairs:
            flow[operand] += slope * flow[node]
            if not together and not (once and operand in seen):
                visit(operand)
        for operand, _ in pairs:
            if together and not (once and operand in seen):
                visit(operand)

    visit(len(inputs) - 1)
    return flow


AT_ONCE = tuple(
    functools.partial(at_once, once=once, turn=turn, together=together)
    for once in (False, True)
    for turn in (False, True)
    for together in (False, True)
)


def _from_waiting(inputs, slopes, *, last, mark_early):
    """Take nodes from a queue or a stack, each once, in the order in which they are met."""
    flow, waiting, seen = [0.0] * len(inputs), [len(inputs) - 1], {len(inputs) - 1}
    flow[-1] = 1.0
    done = set()
    while waiting:
        node = waiting.pop(-1 if last else 0)
        if node in done:
            continue
        done.add(node)
        for operand, slope in zip(inputs[node], slopes[node], strict=True):
            flow[operand] += slope * flow[node]
            if not (mark_early and operand in seen):
                seen.add(operand)
                waiting.append(operand)
    return flow


FROM_WAITING = tuple(
    functools.partial(_from_waiting, last=last, mark_early=mark_early)
    for last in (False, True)
    for mark_early in (False, True)
)


def from_a_queue_without_marks(inputs, slopes):
    flow, waiting = [0.0] * len(inputs), [len(inputs) - 1]
    flow[-1] = 1.0
    while waiting:
        node = waiting.pop(0)
        for operand, slope in zip(inputs[node], slopes[node], strict=True):
            flow[operand] += slope * flow[node]
            waiting.append(operand)
    return flow


def idle_nodes_left_out(inputs, slopes):
    reached = {len(inputs) - 1}
    for node in reversed(range(len(inputs))):
        if node in reached:
            reached.update(inputs[node])
    return [one for k, one in enumerate(_backward(inputs, slopes)) if k in reached]


def first_node_only(inputs, slopes):
    return _backward(inputs, slopes)[0]


def first_node_in_a_list(inputs, slopes):
    return _backward(inputs, slopes)[:1]


def given_nodes_only(inputs, slopes):
    return [one for one, row in zip(_backward(inputs, slopes), inputs, strict=True) if not row]


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


class Marked(Leftovers):
    """Mark values as visited and never take the marks off: a second pass reaches nothing, 6, then 6 again."""

    visited = False

    def order(self):
        if self.visited:
            return []
        self.visited = True
        return [*(node for operand in self.inputs for node in operand.order()), self]

    def backward(self):
        arrived = {self: 1.0}
        for node in reversed(self.order()):
            node.grad += arrived[node]
            for operand, slope in zip(node.inputs, node.slopes, strict=True):
                arrived[operand] = arrived.get(operand, 0.0) + slope * arrived[node]


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
