"""The right answers to the exercises of lesson 10, and the inputs they are tried on."""

import copy
import math

import numpy as np

# 10.1 a uniform distribution over (-a, a) has the variance a^2 / 3; a leaky ReLU passes on (1 + slope^2) / 2 of squares


def first_weights(fan_in, fan_out, slope):
    """Return two bounds of uniform first weights: Xavier's, and a leaky ReLU's."""
    xavier = 2 / (fan_in + fan_out)
    passed = (1 + slope**2) / 2  # of the mean square, by a leaky ReLU
    leaky = 1 / (passed * fan_in)
    return math.sqrt(3 * xavier), math.sqrt(3 * leaky)


def two_bounds(answer, fan_in, fan_out, slope):
    """Return both bounds, or raise an error if the two are the ends of one interval."""
    found = answer(fan_in, fan_out, slope)
    pair = isinstance(found, tuple | list) and len(found) == 2 and all(isinstance(one, float) for one in found)
    if pair and found[0] == -found[1] != 0:
        raise ValueError(
            "first_weights returns the two ends of one interval, -a and a. It should return two different bounds a, "
            "both positive: Xavier's, and the one for the leaky ReLU."
        )
    return found


def sample_fans(rng):
    fan_in, fan_out = (int(n) for n in rng.choice([10, 32, 64, 100, 256], 2, replace=False))
    return fan_in, fan_out, float(rng.choice([0.01, 0.1, 0.25, 0.5]))


RELU, LINEAR = (64, 64, 0.0), (100, 50, 1.0)
ONE_INPUT, STEEP, NEGATIVE = (1, 4, 0.3), (25, 40, 3.0), (40, 25, -0.5)

# 10.2 mean 0 and standard deviation 1, both measured on the training data


def standardise(train, test):
    """Return both tables, standardised by the training data."""
    mean, std = train.mean(axis=0), train.std(axis=0)
    constant = (train == train[0]).all(axis=0)
    std = np.where(constant, 1.0, std)
    return (train - mean) / std, (test - mean) / std


def sample_tables(rng):
    n, m, d = int(rng.integers(6, 9)), int(rng.integers(3, 5)), int(rng.integers(2, 4))
    scale, shift = rng.uniform(0.5, 20, d), rng.normal(size=d) * 10
    return rng.normal(size=(n, d)) * scale + shift, rng.normal(size=(m, d)) * scale + shift


CONSTANT = (np.array([[1.0, 5.0], [3.0, 5.0], [5.0, 5.0]]), np.array([[2.0, 5.0], [2.0, 6.0]]))
THERE_AND_BACK = (np.array([[1.0, 5.0], [4.0, 2.0], [7.0, 5.0]]), np.array([[2.0, 5.0], [3.0, 1.0]]))
# the computed mean of ten times 0.1 is not 0.1, and so their computed standard deviation is not 0
TENTHS = (np.column_stack([np.arange(10.0), np.full(10, 0.1)]), np.array([[2.0, 0.3], [4.5, 0.1]]))
# no number is small enough to tell them apart: the computed spread of equal ones may be larger than a true spread
TINY = (1e-16 * np.array([[1.0, 3e12], [3.0, 1e12], [5.0, 8e12]]), np.array([[2e-16, 1e-4], [6e-16, 5e-4]]))
LARGE = (np.column_stack([np.arange(10.0) ** 2, np.full(10, 1000.1)]), np.array([[2.0, 1000.3], [4.5, 1000.1]]))
FAR = (100000 + np.array([3, 9, 1, 4, 8, 2, 7, 6, 5.0])[:, None] / 1000, np.array([[100000.0], [100000.005]]))
ONE_PATIENT = (np.array([[2.0, -3.0, 0.5]]), np.array([[2.0, 1.0, 0.0], [4.0, -3.0, 0.5]]))
ONE_TESTED = (np.array([[2.0, 0.0], [3.0, 4.0], [7.0, 1.0]]), np.array([[4.0, -1.0]]))
SPECIAL_TABLES = {
    "a column that is constant": CONSTANT,
    "a column in which all values are 0.1": TENTHS,
    "a column that begins and ends with the same number": THERE_AND_BACK,
    "a column of numbers near 1e-16": TINY,
    "a column in which all values are 1000.1": LARGE,
    "a single column, from 100000.001 to 100000.009": FAR,
    "a single patient in train": ONE_PATIENT,
    "a single patient in test": ONE_TESTED,
}

# 10.3 z~ = gamma (z - mean) / sqrt(var + eps) + beta, over the batch in training, with running averages in evaluation


def forward(self, z, training):
    """Return the batch, normalised, stretched and shifted."""
    mean, var = self.mean, self.var
    if training:
        mean, var = z.mean(axis=0), z.var(axis=0)
        self.mean = 0.9 * self.mean + 0.1 * mean
        self.var = 0.9 * self.var + 0.1 * z.var(axis=0, ddof=1)
    return self.gamma * (z - mean) / np.sqrt(var + 1e-5) + self.beta


class BatchNorm:
    """Batch normalisation of the sums of a layer."""

    def __init__(self, units):
        self.gamma, self.beta = np.ones(units), np.zeros(units)
        self.mean, self.var = np.zeros(units), np.ones(units)  # the running averages

    forward = forward


def use_layer(layer_class, gamma, beta, batches, asked):
    """Let a layer see batches in training, then ask it in evaluation; return the outputs and what it keeps."""
    new = layer_class(len(gamma)).forward(batches[0], True)  # with the gamma and beta that it begins with
    layer = layer_class(len(gamma))
    layer.gamma, layer.beta = gamma, beta
    trained = [copy.copy(layer.forward(batch, True)) for batch in batches]  # a layer may use one array again
    together = copy.copy(layer.forward(asked, False))
    others = copy.copy(layer.forward(asked[:2], False))
    return new, *trained, together, others, layer.mean, layer.var


def sample_layer(rng):
    n, d = int(rng.integers(5, 9)), int(rng.integers(2, 5))
    spread = 10.0 ** rng.permutation([-1.5, 0, 0.5, 1])[:d]
    spread[rng.integers(d)] = 0.02  # so small that the epsilon counts
    batches = [spread * rng.normal(size=(n + k, d)) + 5 * rng.normal(size=d) for k in range(2)]
    return rng.normal(size=d), rng.normal(size=d), batches, 3 * rng.normal(size=(4, d))


ONE_UNIT = (
    np.array([1.5]),
    np.array([-0.5]),
    [np.array([[1.0], [4.0], [2.5], [0.5]]), np.array([[3.0], [-1.0]])],
    np.array([[2.0], [-1.0]]),
)
ONE_ASKED = (
    np.array([0.5, -2.0]),
    np.array([1.0, 3.0]),
    [np.array([[1.0, -20.0], [2.0, 10.0], [6.0, 5.0]]), np.array([[4.0, 3.0], [-2.0, 0.0]])],
    np.array([[2.0, -4.0]]),
)
STILL = (
    np.array([0.5, -2.0]),
    np.array([1.0, 3.0]),
    [np.array([[1.0, 2.0], [4.0, 2.0], [2.5, 2.0]]), np.array([[3.0, 0.0], [5.0, 0.0]])],
    np.array([[2.0, -4.0], [0.0, 2.0]]),
)

# 10.4 dz = (g - mean g - z^ mean (g z^)) / r with means over the units, and g = gamma dL/dz~


def layer_norm_backward(z, gamma, grad):
    """Return dL/dz, dL/dgamma and dL/dbeta."""
    r = np.sqrt(z.var(axis=1, keepdims=True) + 1e-5)
    z_hat = (z - z.mean(axis=1, keepdims=True)) / r
    g = grad * gamma  # gamma differs from unit to unit, so it goes into the means
    through_mean = g.mean(axis=1, keepdims=True)
    through_spread = (g * z_hat).mean(axis=1, keepdims=True)
    dz = (g - through_mean - z_hat * through_spread) / r
    return dz, (grad * z_hat).sum(axis=0), grad.sum(axis=0)


def sample_back(rng):
    n, d = rng.choice([3, 4, 5, 6, 7], 2, replace=False)
    spread = rng.permutation([0.02, *rng.uniform(0.5, 5, n - 1)])[:, None]  # in one example the epsilon counts
    return spread * rng.normal(size=(n, d)) + rng.normal(size=(n, 1)), rng.normal(size=d), rng.normal(size=(n, d))


ONE_EXAMPLE = (np.array([[0.5, -1.0, 2.0]]), np.array([1.5, -0.5, 0.7]), np.array([[0.2, 1.0, -0.6]]))
OF_ONE_UNIT = (np.array([[0.5], [-1.0], [2.0]]), np.array([1.5]), np.array([[0.2], [1.0], [-0.6]]))
EQUAL_UNITS = (
    np.array([[2.0, 2.0, 2.0], [1.0, -1.0, 3.0]]),
    np.array([1.5, -0.5, 0.0]),
    np.array([[0.2, 1.0, -0.6], [0.0, 0.4, 0.1]]),
)
