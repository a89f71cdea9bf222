"""Mistakes that people really make in exercise 03.3: the wrong answers that `check` names."""

import numpy as np


def log_sigmoid_as_written(z):
    with np.errstate(all="ignore"):
        return np.log(1 / (1 + np.exp(-z)))


def log_of_a_safe_sigmoid(z):
    with np.errstate(all="ignore"):
        return np.log(0.5 * (1 + np.tanh(z / 2)))


def _with_small_number(size, put):
    """Return log(sigmoid z) with a small number in it, as people put it there."""

    def answer(z):
        with np.errstate(all="ignore"):
            return np.log(put(1 / (1 + np.exp(-z)), size))

    return answer


SIZES = [10.0**-k for k in (7, 8, 9, 10, 11, 12, 15, 16, 20, 30, 100, 300)]
CLIPPED = tuple(
    lambda z, most=most: -np.logaddexp(0, -np.clip(z, -most, most))
    for most in (
        10,
        15,
        20,
        25,
        30,
        35,
        36,
        37,
        40,
        50,
        60,
        80,
        88,
        100,
        200,
        250,
        300,
        400,
        500,
        600,
        700,
        709,
        710,
        745,
    )
)


def infinity_replaced(z):
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.log(1 / (1 + np.exp(-z))))


SMALL_NUMBERS = (
    infinity_replaced,
    *(_with_small_number(size, put) for size in SIZES for put in (np.add, np.maximum)),
    *CLIPPED,
)
small_number_added = _with_small_number(1e-12, np.add)


def breaks_to_the_right(z):
    with np.errstate(all="ignore"):
        return z - np.log(1 + np.exp(z))


def one_branch_for_all(z):
    with np.errstate(all="ignore"):
        return -np.log1p(np.exp(-z)) if np.all(z >= 0) else z - np.log1p(np.exp(z))


def not_a_number_to_the_right(z):
    with np.errstate(all="ignore"):
        return np.log(np.exp(z) / (1 + np.exp(z)))


def sign_flipped(z):
    return np.logaddexp(0, -z)


def log_of_one_minus_sigmoid(z):
    return -np.logaddexp(0, z)


def log_of_one_over_one_minus_sigmoid(z):
    return np.logaddexp(0, z)


def one_forgotten(z):
    return np.minimum(z, 0.0)


def one_forgotten_everywhere(z):
    return z * 1.0


def one_for_the_exponent(z):
    return -np.logaddexp(1, -z)


def powers_for_the_exponents(z):
    return -np.logaddexp(1, np.exp(-z))


def logarithm_left_out(z):
    return np.exp(-np.logaddexp(0, -z))
