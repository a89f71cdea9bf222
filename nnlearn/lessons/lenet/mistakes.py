"""Mistakes that people really make in the exercises of lesson 16: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.lenet.answers import cost, local, moved

# 16.1


def biases_left_out(inputs, outputs, kernel, side):
    made, parameters, products = cost(inputs, outputs, kernel, side)
    return made, parameters - outputs, products


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


# 16.2


def _lenet(
    nn, channels, side, classes, *, old=False, flat=None, padding=0, f6_activation=True, output_activation=False
):
    """Return LeNet-5 with one thing wrong."""
    act, pool = (nn.Tanh, nn.AvgPool2d) if old else (nn.ReLU, nn.MaxPool2d)
    if flat is None:
        maps = ((side - 4 + 2 * padding) // 2 - 4 + 2 * padding) // 2
        flat = 16 * maps**2
    layers = [nn.Conv2d(channels, 6, 5, padding=padding), act(), pool(2)]
    layers += [nn.Conv2d(6, 16, 5, padding=padding), act(), pool(2), nn.Flatten(), nn.Linear(flat, 120), act()]
    layers += [nn.Linear(120, 84)] + [act()] * f6_activation
    return nn.Sequential(*layers, nn.Linear(84, classes), *[act()] * output_activation)


def flat_of_32(nn, channels, side, classes):
    return _lenet(nn, channels, side, classes, flat=400)


def c5_as_convolution(nn, channels, side, classes):
    maps = ((side - 4) // 2 - 4) // 2
    layers = list(_lenet(nn, channels, side, classes))
    return nn.Sequential(*layers[:6], nn.Conv2d(16, 120, maps), nn.ReLU(), nn.Flatten(), *layers[9:])


def form_of_1998(nn, channels, side, classes):
    return _lenet(nn, channels, side, classes, old=True)


def padded(nn, channels, side, classes):
    return _lenet(nn, channels, side, classes, padding=2)


def f6_without_activation(nn, channels, side, classes):
    return _lenet(nn, channels, side, classes, f6_activation=False)


def relu_on_the_scores(nn, channels, side, classes):
    return _lenet(nn, channels, side, classes, output_activation=True)


# 16.3


def wrapped_around(images, steps):
    return np.stack([np.roll(image, step, axis=(1, 2)) for image, step in zip(images, steps, strict=True)])


def other_way(images, steps):
    return moved(images, -steps)


def down_and_right_swapped(images, steps):
    return moved(images, steps[:, ::-1])


def one_step_for_all(images, steps):
    return moved(images, np.tile(steps[0], (len(images), 1)))


def edge_repeated(images, steps):
    most, (h, w) = int(abs(steps).max()), images.shape[2:]
    page = np.pad(images, [(0, 0), (0, 0), (most, most), (most, most)], mode="edge")
    places = [(most - down, most - right) for down, right in steps]
    return np.stack([image[:, top : top + h, left : left + w] for image, (top, left) in zip(page, places, strict=True)])


# 16.4


def one_kernel_for_all(x, weight, bias):
    return local(x, np.broadcast_to(weight[0, 0], weight.shape), bias)


def bias_left_out(x, weight, bias):
    return local(x, weight, np.zeros_like(bias))


def one_bias_for_all(x, weight, bias):
    return local(x, weight, np.full_like(bias, bias[0, 0]))


def window_turned(x, weight, bias):
    return local(x, weight[..., ::-1, ::-1], bias)


def mean_in_place_of_the_sum(x, weight, bias):
    return local(x, weight / weight.shape[2] ** 2, bias)


def windows_side_by_side(x, weight, bias):
    rows, columns, kernel, _ = weight.shape
    wide = np.pad(x, [(0, 0), (0, rows * kernel), (0, columns * kernel)])
    z = np.empty((len(x), rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = wide[:, r * kernel : (r + 1) * kernel, c * kernel : (c + 1) * kernel]
            z[:, r, c] = (window * weight[r, c]).sum(axis=(1, 2)) + bias[r, c]
    return z
