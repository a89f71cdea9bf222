"""Mistakes that people really make in the exercises of lesson 07: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.optimizers.answers import Adam, stop

# 07.1


def last_batch_dropped(order, size):
    return [order[i : i + size] for i in range(0, len(order) - size + 1, size)]


def empty_batch_at_the_end(order, size):
    return [order[i * size : (i + 1) * size] for i in range(len(order) // size + 1)]


def batches_overlap(order, size):
    return [order[i : i + size] for i in range(len(order))]


def equally_large(order, size):
    return np.array_split(order, -(-len(order) // size))


def size_as_number_of_batches(order, size):
    return np.array_split(order, size)


def order_not_kept(order, size):
    return [np.sort(order)[i : i + size] for i in range(0, len(order), size)]


# 07.2


def gradient_at_w(w, v, gradient, lr, mu):
    v = mu * v + gradient(w)
    return w - lr * v, v


def lr_forgotten(w, v, gradient, lr, mu):
    v = mu * v + gradient(w - mu * v)
    return w - lr * v, v


def looks_back(w, v, gradient, lr, mu):
    v = mu * v + gradient(w + lr * mu * v)
    return w - lr * v, v


def mu_forgotten(w, v, gradient, lr, mu):
    v = mu * v + gradient(w - lr * v)
    return w - lr * v, v


def starts_ahead(w, v, gradient, lr, mu):
    ahead = w - lr * mu * v
    v = mu * v + gradient(ahead)
    return ahead - lr * v, v


def form_of_libraries(w, v, gradient, lr, mu):
    g = gradient(w)
    v = mu * v + g
    return w - lr * (g + mu * v), v


# 07.3


class UncorrectedAdam(Adam):
    def step(self, gradients):
        for w, m, s, g in zip(self.weights, self.m, self.s, gradients, strict=True):
            m[:] = 0.9 * m + 0.1 * g
            s[:] = 0.999 * s + 0.001 * g**2
            w -= self.lr * m / (np.sqrt(s) + 1e-8)


class CountsArrays(Adam):
    def step(self, gradients):
        for w, m, s, g in zip(self.weights, self.m, self.s, gradients, strict=True):
            self.t += 1
            m[:] = 0.9 * m + 0.1 * g
            s[:] = 0.999 * s + 0.001 * g**2
            w -= self.lr * m / (1 - 0.9**self.t) / (np.sqrt(s / (1 - 0.999**self.t)) + 1e-8)


class Forgets(Adam):
    def step(self, gradients):
        self.t += 1
        for w, g in zip(self.weights, gradients, strict=True):
            m, s = 0.1 * g, 0.001 * g**2
            w -= self.lr * m / (1 - 0.9**self.t) / (np.sqrt(s / (1 - 0.999**self.t)) + 1e-8)


class NotInPlace(Adam):
    def step(self, gradients):
        self.t += 1
        moved = []
        for w, m, s, g in zip(self.weights, self.m, self.s, gradients, strict=True):
            m[:] = 0.9 * m + 0.1 * g
            s[:] = 0.999 * s + 0.001 * g**2
            moved.append(w - self.lr * m / (1 - 0.9**self.t) / (np.sqrt(s / (1 - 0.999**self.t)) + 1e-8))
        self.weights = moved  # new arrays: the network still holds the old ones


class RootMissing(Adam):
    def step(self, gradients):
        self.t += 1
        for w, m, s, g in zip(self.weights, self.m, self.s, gradients, strict=True):
            m[:] = 0.9 * m + 0.1 * g
            s[:] = 0.999 * s + 0.001 * g**2
            w -= self.lr * m / (1 - 0.9**self.t) / (s / (1 - 0.999**self.t) + 1e-8)


class EpsUnderTheRoot(Adam):
    def step(self, gradients):
        self.t += 1
        for w, m, s, g in zip(self.weights, self.m, self.s, gradients, strict=True):
            m[:] = 0.9 * m + 0.1 * g
            s[:] = 0.999 * s + 0.001 * g**2
            w -= self.lr * m / (1 - 0.9**self.t) / np.sqrt(s / (1 - 0.999**self.t) + 1e-8)


# 07.4


def one_epoch_too_early(losses, patience):
    return stop(losses, patience - 1)


def one_epoch_too_late(losses, patience):
    return stop(losses, patience + 1)


def last_for_best(losses, patience):
    return stop(losses, patience)[1], stop(losses, patience)[1]


def never_stops(losses, patience):
    return int(np.argmin(losses)), len(losses) - 1


def rises_in_a_row(losses, patience):
    rises = 0
    for epoch in range(1, len(losses)):
        rises = rises + 1 if losses[epoch] > losses[epoch - 1] else 0
        if rises >= patience:
            return int(np.argmin(losses[: epoch + 1])), epoch
    return int(np.argmin(losses)), len(losses) - 1


def ties_are_best(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss <= losses[best]:
            best = epoch
        if epoch - best >= patience:
            return best, epoch
    return best, len(losses) - 1
