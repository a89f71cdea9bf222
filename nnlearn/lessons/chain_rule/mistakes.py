"""Mistakes that people really make in the exercises of lesson 08: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.chain_rule.answers import local, topological

# 08.1


def slopes_added(paths):
    return float(sum(np.sum(path) for path in paths))


def paths_multiplied(paths):
    return float(np.prod([np.prod(path) for path in paths]))


def sums_multiplied(paths):
    return float(np.prod([np.sum(path) for path in paths]))


def first_path_only(paths):
    return float(np.prod(paths[0]))


def last_path_only(paths):
    return float(np.prod(paths[-1]))


def largest_path_only(paths):
    return float(max(np.prod(path) for path in paths))


def strongest_path_only(paths):
    return float(max((np.prod(path) for path in paths), key=abs))


def largest_size_only(paths):
    return float(max(abs(np.prod(path)) for path in paths))


def longest_path_only(paths):
    return float(np.prod(max(paths, key=len)))


def shortest_path_only(paths):
    return float(np.prod(min(paths, key=len)))


def product_across_paths(paths):
    return float(sum(np.prod(step) for step in zip(*paths, strict=False)))


def sums_across_paths(paths):
    return float(np.prod([sum(step) for step in zip(*paths, strict=False)]))


def mean_over_paths(paths):
    return float(np.mean([np.prod(path) for path in paths]))


def product_goes_on(paths):
    return float(np.sum(np.cumprod([np.prod(path) for path in paths])))


def steps_added_up(paths):
    return float(sum(np.sum(np.cumprod(path)) for path in paths))


# 08.2


def _instead(sign, slopes):
    """Return `local` with other slopes for one operation."""

    def wrong(operation, a, b):
        value, *right = local(operation, a, b)
        return (value, *(slopes(a, b) if operation == sign else right))

    return wrong


product_slopes_swapped = _instead("*", lambda a, b: (a, b))
product_slopes_one = _instead("*", lambda a, b: (1.0, 1.0))
difference_without_minus = _instead("-", lambda a, b: (1.0, 1.0))
difference_with_minus_at_a = _instead("-", lambda a, b: (-1.0, 1.0))
quotient_without_minus = _instead("/", lambda a, b: (1 / b, a / b**2))
quotient_not_squared = _instead("/", lambda a, b: (1 / b, -a / b))
quotient_doubled_below = _instead("/", lambda a, b: (1 / b, -a / (2 * b)))
quotient_doubled = _instead("/", lambda a, b: (1 / b, -2 * a / b))
quotient_without_a = _instead("/", lambda a, b: (1 / b, -1 / b**2))
quotient_squared_below_only = _instead("/", lambda a, b: (1 / b, 1 / b**2))
quotient_of_one_over_each = _instead("/", lambda a, b: (1 / b, 1 / a))
quotient_of_minus_one_over_each = _instead("/", lambda a, b: (1 / b, -1 / a))
quotient_upside_down = _instead("/", lambda a, b: (1 / b, -b / a**2))
sum_with_slopes_of_product = _instead("+", lambda a, b: (b, a))
sum_with_its_numbers = _instead("+", lambda a, b: (a, b))


def sum_and_difference_with_their_numbers(operation, a, b):
    if operation == "-":
        return a - b, a, -b
    return sum_with_its_numbers(operation, a, b)


# 08.3


def order_reversed(inputs, result):
    return topological(inputs, result)[::-1]


def _as_met(inputs, result, place):
    order, waiting = [], [result]
    while waiting:
        node = waiting.pop(place)
        if node not in order:
            order.append(node)
            waiting += inputs[node]
    return order[::-1]


def reversed_order_of_meeting(inputs, result):
    return _as_met(inputs, result, 0)


def reversed_order_of_meeting_from_a_stack(inputs, result):
    return _as_met(inputs, result, -1)


def nodes_repeated(inputs, result):
    return [node for operand in inputs[result] for node in nodes_repeated(inputs, operand)] + [result]


def leaves_left_out(inputs, result):
    return [node for node in topological(inputs, result) if inputs[node]]


def unneeded_nodes_kept(inputs, result):
    return list(inputs)


def sorted_by_name(inputs, result):
    return sorted(topological(inputs, result))


def sorted_backward(inputs, result):
    return sorted_by_name(inputs, result)[::-1]


def result_left_out(inputs, result):
    return topological(inputs, result)[:-1]


def direct_inputs_only(inputs, result):
    return [*dict.fromkeys(inputs[result]), result]


def nodes_kept_after_each_input(inputs, result):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for operand in inputs[node]:
                visit(operand)
                order.append(node)

    visit(result)
    return order
