"""Mistakes that people really make in the exercises of lesson 16: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.lenet.answers import commonest, cost, permute

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


def _lenet(nn, *, activation="Tanh", pool="AvgPool2d", dense_c5=False, f6_activation=True, output_activation=False):
    """Return LeNet-5 with one thing wrong."""
    act, pooling = getattr(nn, activation), getattr(nn, pool)
    layers = [nn.Conv2d(1, 6, 5), act(), pooling(2), nn.Conv2d(6, 16, 5), act(), pooling(2)]
    layers += [nn.Flatten(), nn.Linear(400, 120), act()] if dense_c5 else [nn.Conv2d(16, 120, 5), act(), nn.Flatten()]
    layers += [nn.Linear(120, 84)] + [act()] * f6_activation
    return nn.Sequential(*layers, nn.Linear(84, 10), *[act()] * output_activation)


def relu_for_tanh(nn):
    return _lenet(nn, activation="ReLU")


def max_for_mean(nn):
    return _lenet(nn, pool="MaxPool2d")


def form_of_today(nn):
    return _lenet(nn, activation="ReLU", pool="MaxPool2d")


def dense_c5(nn):
    return _lenet(nn, dense_c5=True)


def f6_without_activation(nn):
    return _lenet(nn, f6_activation=False)


def tanh_on_the_scores(nn):
    return _lenet(nn, output_activation=True)


# 16.3


def training_images_only(train, test, order):
    return permute(train, test, order)[0], test.copy()


def own_order_for_each_image(train, test, order):
    def moved(images):
        flat = images.reshape(len(images), -1)
        return np.stack([row[np.roll(order, k)] for k, row in enumerate(flat)]).reshape(images.shape)

    return moved(train), moved(test)


def images_shuffled(train, test, order):
    return train[np.argsort(order[: len(train)], kind="stable")], test[np.argsort(order[: len(test)], kind="stable")]


def order_inverted(train, test, order):
    return permute(train, test, np.argsort(order, kind="stable"))


# 16.4


def _largest(labels, guesses, change):
    """Return the largest count of the confusion matrix, changed."""
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (labels, guesses), 1)
    counts = change(counts)
    true, guessed = (int(k) for k in np.unravel_index(counts.argmax(), counts.shape))
    return true, guessed, int(counts[true, guessed])


def right_ones_counted(labels, guesses):
    return _largest(labels, guesses, lambda counts: counts)


def true_and_guessed_swapped(labels, guesses):
    true, guessed, times = commonest(labels, guesses)
    return guessed, true, times


def both_directions_added(labels, guesses):
    return _largest(labels, guesses, lambda counts: np.triu(counts + counts.T, 1))
