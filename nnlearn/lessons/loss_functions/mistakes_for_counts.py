"""Mistakes that people really make in 05.4, a loss for counts: the wrong answers that `check` names."""

import math

import numpy as np


def loss_class(losses, slopes, summed=False):
    """Return a class whose loss and gradient are the mean (or sum) of these functions of p, y and z."""

    class Wrong:
        def forward(self, z, y):
            with np.errstate(all="ignore"):
                self.slopes, self.n = slopes(np.exp(z), y, z), 1 if summed else z.size
                return losses(np.exp(z), y, z).sum() / self.n

        def backward(self):
            return self.slopes / self.n

    return Wrong


def log_factorial(y):
    return np.vectorize(lambda count: math.lgamma(count + 1))(y)


def right_loss(p, y, z):
    return p - y * z


def right_slope(p, y, z):
    return p - y


RATE_FOR_ITS_LOGARITHM = loss_class(lambda p, y, z: p - y * p, lambda p, y, z: p - y * p)
GRADIENT_OF_THE_RATE = loss_class(right_loss, lambda p, y, z: 1 - y / p)
OTHER_SLOPES = (loss_class(right_loss, lambda p, y, z: (p - y) * p), loss_class(right_loss, lambda p, y, z: 1 - y))
NOT_NEGATIVE = loss_class(lambda p, y, z: y * z - p, lambda p, y, z: y - p)
HALF_NEGATIVE = (
    loss_class(lambda p, y, z: p + y * z, lambda p, y, z: p + y),
    loss_class(lambda p, y, z: -p - y * z, lambda p, y, z: -p - y),
    loss_class(lambda p, y, z: -y * z, lambda p, y, z: -y),
    loss_class(lambda p, y, z: p, lambda p, y, z: p),
)
POISSON_NOT_DIVIDED = loss_class(right_loss, right_slope, summed=True)
FACTORIAL_KEPT = loss_class(lambda p, y, z: p - y * z + log_factorial(y), right_slope)
OTHER_FACTORIALS = (
    loss_class(lambda p, y, z: p - y * z - log_factorial(y), right_slope),
    loss_class(lambda p, y, z: p - y * z + np.exp(log_factorial(y)), right_slope),
)
Z_FOR_THE_MEAN = loss_class(lambda p, y, z: z - y * np.log(z), lambda p, y, z: 1 - y / z)
OTHER_MEANS = (
    loss_class(lambda p, y, z: z - y * z, lambda p, y, z: z - y),
    loss_class(lambda p, y, z: p - y * np.log(z), lambda p, y, z: p - y / z),
    loss_class(lambda p, y, z: np.log(z) - y * z, lambda p, y, z: 1 / z - y),
)
POISSON_SIGN_FLIPPED = loss_class(right_loss, lambda p, y, z: y - p)
SQUARED_ERROR = loss_class(lambda p, y, z: (p - y) ** 2, lambda p, y, z: 2 * (p - y) * p)
OTHER_SQUARES = (
    loss_class(lambda p, y, z: (p - y) ** 2 / 2, lambda p, y, z: (p - y) * p),
    loss_class(lambda p, y, z: (p - y) ** 2, lambda p, y, z: 2 * (p - y)),
    loss_class(lambda p, y, z: (z - y) ** 2, lambda p, y, z: 2 * (z - y)),
    loss_class(lambda p, y, z: (p - y) ** 2 / p, lambda p, y, z: 2 * (p - y)),
)
