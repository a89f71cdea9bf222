"""Mistakes that people really make in the exercises of lesson 04: the wrong answers that `check` names."""

from itertools import combinations, pairwise

import numpy as np

from nnlearn.lessons.forward_propagation.answers import (
    OR_NAND,
    count,
    dense,
    forward,
    gate,
    identity,
    relu,
    sigmoid,
    tanh,
)

# 04.1


def weights_not_transposed(x, weight, bias, activation):
    return activation(x @ weight + bias)


def weights_reshaped(x, weight, bias, activation):
    return activation(x @ weight.reshape(x.shape[1], -1) + bias)


def product_element_by_element(x, weight, bias, activation):
    return activation(x * weight + bias)


PRODUCTS = (  # other sums and products in place of x @ weight.T; most of them fit only where all sizes are equal
    lambda x, weight, bias, activation: activation((x * weight).sum(axis=1) + bias),
    lambda x, weight, bias, activation: activation((x * weight).sum(axis=1, keepdims=True) + bias),
    lambda x, weight, bias, activation: activation(np.sum(x * weight) + bias),
    lambda x, weight, bias, activation: activation((x * weight).sum(axis=0) + bias),
    lambda x, weight, bias, activation: activation(x * weight.T + bias),
)


def bias_missing(x, weight, bias, activation):
    return activation(x @ weight.T)


def bias_along_the_rows(x, weight, bias, activation):
    return activation(x @ weight.T + bias[:, None])


BIASES = (  # once for each input; one number for all units
    lambda x, weight, bias, activation: activation(x @ weight.T + x.shape[1] * bias),
    lambda x, weight, bias, activation: activation(x @ weight.T + bias.sum()),
    lambda x, weight, bias, activation: activation(x @ weight.T + bias.mean()),
    lambda x, weight, bias, activation: activation(x @ weight.T + bias[0]),
)


def one_column_per_example(x, weight, bias, activation):
    return activation(weight @ x.T + bias[:, None])


COLUMNS = (  # what fits where all sizes are equal
    lambda x, weight, bias, activation: activation(weight @ x.T + bias),
    lambda x, weight, bias, activation: activation(weight @ x + bias),
    lambda x, weight, bias, activation: activation(weight @ x + bias[:, None]),
    lambda x, weight, bias, activation: activation(weight.T @ x + bias),
)


def activation_missing(x, weight, bias, activation):
    return x @ weight.T + bias


def activation_before_bias(x, weight, bias, activation):
    return activation(x @ weight.T) + bias


TOO_EARLY = (  # on the sums and on the bias, on the inputs, there as well, on the weights, on each product
    lambda x, weight, bias, activation: activation(x @ weight.T) + activation(bias),
    lambda x, weight, bias, activation: activation(activation(x @ weight.T) + bias),
    lambda x, weight, bias, activation: activation(activation(x @ weight.T) + activation(bias)),
    lambda x, weight, bias, activation: activation(x @ weight.T + activation(bias)),
    lambda x, weight, bias, activation: activation(x) @ weight.T + bias,
    lambda x, weight, bias, activation: activation(activation(x) @ weight.T + bias),
    lambda x, weight, bias, activation: x @ activation(weight).T + bias,
    lambda x, weight, bias, activation: x @ activation(weight.T) + activation(bias),
    lambda x, weight, bias, activation: activation(x[:, None] * weight).sum(axis=2) + bias,
)


# 04.2


def same_input(x, layers):
    return [dense(x, *layer) for layer in layers][-1]


def first_layer_only(x, layers):
    return forward(x, layers[:1])


def last_layer_left_out(x, layers):
    return forward(x, layers[:-1])


def first_layer_left_out(x, layers):
    return forward(x, layers[1:])


def last_layer_only(x, layers):
    return forward(x, layers[-1:])


def last_to_first(x, layers):
    return forward(x, layers[::-1])


def activations_left_out(x, layers):
    return forward(x, [(weight, bias, identity) for weight, bias, _ in layers])


def last_activation_left_out(x, layers):
    weight, bias, _ = layers[-1]
    return forward(x, [*layers[:-1], (weight, bias, identity)])


def only_the_last_activation(x, layers):
    return forward(x, [*((weight, bias, identity) for weight, bias, _ in layers[:-1]), layers[-1]])


def by_convention(activation):
    """Return a network whose hidden layers have this activation and whose output has none."""
    return lambda x, layers: forward(x, [(w, b, activation) for w, b, _ in layers[:-1]] + [(*layers[-1][:2], identity)])


def other_hidden(activation):
    """Return a network whose hidden layers have this activation, and the output its own."""
    return lambda x, layers: forward(x, [*((w, b, activation) for w, b, _ in layers[:-1]), layers[-1]])


BY_CONVENTION = tuple(make(one) for make in (by_convention, other_hidden) for one in (relu, tanh, sigmoid))


def with_one_activation(choose):
    """Return a network in which every layer has the activation that `choose(layers)` gives."""
    return lambda x, layers: forward(x, [(weight, bias, choose(layers)) for weight, bias, _ in layers])


FIRST_ACTIVATION = with_one_activation(lambda layers: layers[0][2])
ONE_ACTIVATION = (
    with_one_activation(lambda layers: layers[-1][2]),
    *(with_one_activation(lambda layers, one=one: one) for one in (tanh, relu, sigmoid)),
)


def two_layers_only(x, layers):
    return forward(x, layers[:2])


def three_layers_only(x, layers):
    return dense(forward(x, layers[:2]), *layers[2])


def first_and_last_only(x, layers):
    return dense(dense(x, *layers[0]), *layers[-1])


def two_layers_unpacked(x, layers):
    first, second = layers
    return forward(x, [first, second])


def three_layers_unpacked(x, layers):
    first, second, third = layers
    return forward(x, [first, second, third])


def activation_twice(x, layers):
    for weight, bias, activation in layers:
        x = activation(dense(x, weight, bias, activation))
    return x


def last_activation_twice(x, layers):
    return layers[-1][2](forward(x, layers))


# 04.3


def biases_not_counted(sizes):
    return sum(a * b for a, b in pairwise(sizes))


def inputs_have_biases(sizes):
    return count(sizes) + sizes[0]


def one_bias_per_layer(sizes):
    return sum(a * b + 1 for a, b in pairwise(sizes))


ONE_BIAS = (  # counted with the inputs; for the whole network
    lambda sizes: biases_not_counted(sizes) + len(sizes),
    lambda sizes: biases_not_counted(sizes) + 1,
)


def biases_of_the_wrong_side(sizes):
    return sum(a * b + a for a, b in pairwise(sizes))


def last_size_left_out(sizes):
    return count(sizes[:-1])


def first_size_left_out(sizes):
    return count(sizes[1:])


OTHER_GAPS = (
    first_size_left_out,
    lambda sizes: count(sizes[1:-1]),
    lambda sizes: sum(a * b + b for a, b in zip(sizes[::2], sizes[1::2], strict=False)),  # every second gap
    lambda sizes: sum(a * b + b for a, b in zip(sizes[1::2], sizes[2::2], strict=False)),
)


def units_counted(sizes):
    return sum(sizes)


def output_without_biases(sizes):
    return count(sizes) - sizes[-1]


def output_alone_with_biases(sizes):
    return biases_not_counted(sizes) + sizes[-1]


def widths_added(sizes):
    return sum(a + b + b for a, b in pairwise(sizes))


# weights alone; all widths multiplied; a width counted once
OTHER_PRODUCTS = (
    lambda sizes: sum(a + b for a, b in pairwise(sizes)),
    lambda sizes: int(np.prod(sizes)) + sum(sizes[1:]),
    lambda sizes: int(np.prod(sizes)),
    lambda sizes: int(np.cumprod(sizes)[1:].sum()) + sum(sizes[1:]),
    lambda sizes: sum(b * b + b for b in sizes[1:]),
    lambda sizes: sum(a * a + a for a in sizes[:-1]),
    lambda sizes: sum(a * a + a for a in sizes),
    lambda sizes: sum(a * b for a, b in combinations(sizes, 2)) + sum(sizes[1:]),
)


# 04.4 networks of the right form that compute something else

OUTPUT_OR = gate(*OR_NAND, [1.0, 0.0], -0.5)
OUTPUT_AND = gate([[1.0, 1.0], [1.0, 1.0]], [-1.5, -1.5], [1.0, 1.0], -0.5)
OUTPUT_NAND = gate(*OR_NAND, [0.0, 1.0], -0.5)
OUTPUT_XNOR = gate(*OR_NAND, [-1.0, -1.0], 1.5)
ALWAYS_ON = gate(*OR_NAND, [1.0, 1.0], -0.5)
ALWAYS_OFF = gate(*OR_NAND, [1.0, 1.0], -2.5)
