"""Mistakes that people really make in 16.1: the wrong answers that `check` names."""

from nnlearn.lessons.lenet.answers import cost


def biases_left_out(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs, products


def one_bias_in_all(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs + 1, products


def a_bias_for_each_pair(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs + inputs * outputs, products


def a_bias_for_each_input(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs + inputs, products


def a_bias_at_each_place(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs + outputs * made**2, products


def one_map_only(inputs, outputs, kernel, side):
    return cost(1, outputs, kernel, side)


def every_place_of_the_input(inputs, outputs, kernel, side):
    made, parameters, _ = cost(inputs, outputs, kernel, side)
    return made, parameters, outputs * side**2 * inputs * kernel**2


def maps_as_large_as_the_input(inputs, outputs, kernel, side):
    return cost(inputs, outputs, kernel, side + kernel - 1)


def weights_not_shared(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, made**2 * parameters, products


def weights_not_shared_biases_shared(inputs, outputs, kernel, side):
    made, _, products = cost(inputs, outputs, kernel, side)
    return made, products + outputs, products


def weights_of_a_dense_layer(inputs, outputs, kernel, side):
    made = side - kernel + 1
    products = outputs * made**2 * inputs * side**2
    return made, products + outputs * made**2, products


def weights_of_a_dense_layer_products_right(inputs, outputs, kernel, side):
    made, parameters, _ = weights_of_a_dense_layer(inputs, outputs, kernel, side)
    return made, parameters, cost(inputs, outputs, kernel, side)[2]


def biases_as_products(inputs, outputs, kernel, side):
    made, parameters, _ = cost(inputs, outputs, kernel, side)
    return made, parameters, parameters * made**2


def no_one_more(inputs, outputs, kernel, side):
    return cost(inputs, outputs, kernel, side - 1)


def kernel_along_one_side(inputs, outputs, kernel, side):
    made = side - kernel + 1
    return made, outputs * (inputs * kernel + 1), outputs * made**2 * inputs * kernel


def map_along_one_side(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters, products // made
