"""Mistakes that people really make in the exercises of lesson 04: the wrong answers that `check` names."""

from itertools import pairwise

from nnlearn.lessons.forward_propagation.answers import OR_NAND, count, dense, forward, gate, identity

# 04.1


def weights_not_transposed(x, weight, bias, activation):
    return activation(x @ weight + bias)


def product_element_by_element(x, weight, bias, activation):
    return activation(x * weight + bias)


def bias_missing(x, weight, bias, activation):
    return activation(x @ weight.T)


def one_column_per_example(x, weight, bias, activation):
    return activation(weight @ x.T + bias[:, None])


def activation_missing(x, weight, bias, activation):
    return x @ weight.T + bias


def activation_before_bias(x, weight, bias, activation):
    return activation(x @ weight.T) + bias


# 04.2


def same_input(x, layers):
    return [dense(x, *layer) for layer in layers][-1]


def first_layer_only(x, layers):
    return forward(x, layers[:1])


def last_layer_left_out(x, layers):
    return forward(x, layers[:-1])


def last_to_first(x, layers):
    return forward(x, layers[::-1])


def first_row_only(x, layers):
    return forward(x[:1], layers)


def activations_left_out(x, layers):
    return forward(x, [(weight, bias, identity) for weight, bias, _ in layers])


# 04.3


def biases_not_counted(sizes):
    return sum(a * b for a, b in pairwise(sizes))


def inputs_have_biases(sizes):
    return count(sizes) + sizes[0]


def one_bias_per_layer(sizes):
    return sum(a * b + 1 for a, b in pairwise(sizes))


def biases_of_the_wrong_side(sizes):
    return sum(a * b + a for a, b in pairwise(sizes))


def last_size_left_out(sizes):
    return count(sizes[:-1])


def units_counted(sizes):
    return sum(sizes)


# 04.4 networks of the right form that compute something else

OUTPUT_OR = gate(*OR_NAND, [1.0, 0.0], -0.5)
OUTPUT_AND = gate([[1.0, 1.0], [1.0, 1.0]], [-1.5, -1.5], [1.0, 1.0], -0.5)
OUTPUT_NAND = gate(*OR_NAND, [0.0, 1.0], -0.5)
OUTPUT_XNOR = gate(*OR_NAND, [-1.0, -1.0], 1.5)
ALWAYS_ON = gate(*OR_NAND, [1.0, 1.0], -0.5)
ALWAYS_OFF = gate(*OR_NAND, [1.0, 1.0], -2.5)
