"""Mistakes that people really make in the exercises of lesson 07: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.optimizers.answers import momentum, stop

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


def velocity_not_used(theta, v, g, lr, mu):
    return theta - lr * g, mu * v + g


def old_velocity_used(theta, v, g, lr, mu):
    return theta - lr * v, mu * v + g


def velocity_damped(theta, v, g, lr, mu):
    return momentum(theta, v, (1 - mu) * g, lr, mu)


def lr_in_the_velocity(theta, v, g, lr, mu):
    return theta + mu * v - lr * g, mu * v - lr * g


def uphill(theta, v, g, lr, mu):
    return theta + lr * (mu * v + g), mu * v + g


def looks_ahead(theta, v, g, lr, mu):
    return theta - lr * (g + mu * (mu * v + g)), mu * v + g


# 07.3


def _root(v):
    return np.sqrt(np.abs(v)) + 1e-8


def _adam(theta, m, v, g, k, lr, *, b2=0.999, correction=lambda b, k: 1 - b**k, size=_root, power=2):
    """Take a step of Adam with one thing wrong."""
    m = 0.9 * m + 0.1 * g
    v = b2 * v + (1 - b2) * g**power
    return theta - lr * (m / correction(0.9, k)) / size(v / correction(b2, k)), m, v


def no_correction(theta, m, v, g, k, lr):
    return _adam(theta, m, v, g, k, lr, correction=lambda b, k: 1.0)


def correction_from_zero(theta, m, v, g, k, lr):
    return _adam(theta, m, v, g, k + 1, lr)


def not_squared(theta, m, v, g, k, lr):
    return _adam(theta, m, v, g, k, lr, power=1)


def root_missing(theta, m, v, g, k, lr):
    return _adam(theta, m, v, g, k, lr, size=lambda v: v + 1e-8)


def eps_under_the_root(theta, m, v, g, k, lr):
    return _adam(theta, m, v, g, k, lr, size=lambda v: np.sqrt(v + 1e-8))


def equal_memories(theta, m, v, g, k, lr):
    return _adam(theta, m, v, g, k, lr, b2=0.9)


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
