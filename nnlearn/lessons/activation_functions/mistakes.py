"""Mistakes that people really make in exercises 03.1 to 03.3: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.activation_functions.answers import silu


def _gate(z):
    return np.exp(-np.logaddexp(0, -z))


# 03.1


def slope_of_sigmoid(z):
    return np.tanh(z), np.tanh(z) * (1 - np.tanh(z))


def slope_of_another_sigmoid(z):
    return np.tanh(z), _gate(z) * (1 - _gate(z))


def slope_with_z(z):
    return np.tanh(z), 1 - z**2


def slope_one_everywhere(z):
    return np.tanh(z), np.ones_like(z)


def slope_of_relu(z):
    return np.tanh(z), 1.0 * (z > 0)


def slope_not_squared(z):
    return np.tanh(z), 1 - np.tanh(z)


def slope_one_over_cosh(z):
    return np.tanh(z), 1 / np.cosh(z)


def slope_below_one(z):
    return np.tanh(z), 1 - np.abs(np.tanh(z))


def slope_with_plus(z):
    return np.tanh(z), 1 + np.tanh(z) ** 2


def slope_of_sinh_over_slope_of_cosh(z):
    with np.errstate(all="ignore"):
        return np.tanh(z), 1 / np.tanh(z)


def slope_square_alone(z):
    return np.tanh(z), np.tanh(z) ** 2


def slope_not_divided(z):
    return np.tanh(z), np.cosh(z) ** 2 - np.sinh(z) ** 2


def slope_divided_once(z):
    return np.tanh(z), (np.cosh(z) ** 2 + np.sinh(z) ** 2) / np.cosh(z) ** 2


QUOTIENT_RULE = (slope_of_sinh_over_slope_of_cosh, slope_square_alone, slope_divided_once)


def _with_slope(h):
    return h, 1 - h**2


def no_brackets(z):
    return _with_slope(np.exp(z) - np.exp(-z) / np.exp(z) + np.exp(-z))


def no_brackets_below(z):
    return _with_slope((np.exp(z) - np.exp(-z)) / np.exp(z) + np.exp(-z))


def no_brackets_above(z):
    return _with_slope(np.exp(z) - np.exp(-z) / (np.exp(z) + np.exp(-z)))


def halves_not_divided(z):
    """Compute sinh z / cosh z with a half that divides something else."""
    return _with_slope((np.exp(z) - np.exp(-z)) / 2 / (np.exp(z) + np.exp(-z)) / 2)


def halves_in_one_line(z):
    return _with_slope((np.exp(z) - np.exp(-z)) / 2 / (np.exp(z) + np.exp(-z)))


BRACKETS = (no_brackets_below, no_brackets_above, halves_not_divided, halves_in_one_line)


def sigmoid_not_squeezed(z):
    return 2 * _gate(z) - 1, 1 - np.tanh(z) ** 2


def sigmoid_not_squeezed_at_all(z):
    h = 2 * _gate(z) - 1
    return h, 1 - h**2


def sigmoid_not_squeezed_with_its_slope(z):
    return 2 * _gate(z) - 1, 2 * _gate(z) * (1 - _gate(z))


def sigmoid_returned(z):
    return _gate(z), _gate(z) * (1 - _gate(z))


def sigmoid_with_slope_of_tanh(z):
    return _gate(z), 1 - _gate(z) ** 2


# 03.2


def _slope(z, gate):
    return gate + z * gate * (1 - gate)


def silu_overflows(z):
    with np.errstate(all="ignore"):
        gate = np.exp(z) / (1 + np.exp(z))
        return z * gate, _slope(z, gate)


def silu_overflows_to_the_left(z):
    with np.errstate(all="ignore"):
        power = np.exp(-z)
        return z / (1 + power), (1 + power + z * power) / (1 + power) ** 2


def slope_overflows_to_the_left(z):
    with np.errstate(all="ignore"):
        gate = 1 / (1 + np.exp(-z))
        return z * gate, gate + z * np.exp(-z) * gate**2


def slope_overflows_to_the_right(z):
    with np.errstate(all="ignore"):
        gate = 1 / (1 + np.exp(-z))
        return z * gate, gate + z * np.exp(z) / (1 + np.exp(z)) ** 2


def silu_overflows_on_both_sides(z):
    with np.errstate(all="ignore"):
        return z * np.exp(z) / (1 + np.exp(z)), (np.exp(z) * (1 + np.exp(z)) + z * np.exp(z)) / (1 + np.exp(z)) ** 2


OVERFLOWS = (
    silu_overflows_to_the_left,
    slope_overflows_to_the_left,
    slope_overflows_to_the_right,
    silu_overflows_on_both_sides,
)


def slopes_multiplied(z):
    return silu(z)[0], _gate(z) * (1 - _gate(z))


def gate_held_fixed(z):
    return silu(z)[0], _gate(z)


def first_term_forgotten(z):
    return silu(z)[0], z * _gate(z) * (1 - _gate(z))


def second_term_without_z(z):
    return silu(z)[0], _gate(z) + _gate(z) * (1 - _gate(z))


def terms_exchanged(z):
    return silu(z)[0], z * _gate(z) + _gate(z) * (1 - _gate(z))


def one_for_the_first_term(z):
    return silu(z)[0], 1 + z * _gate(z) * (1 - _gate(z))


def terms_subtracted(z):
    return silu(z)[0], _gate(z) - z * _gate(z) * (1 - _gate(z))


def z_for_the_first_term(z):
    return silu(z)[0], z + z * _gate(z) * (1 - _gate(z))


def slope_of_gate_not_finished(z):
    return silu(z)[0], _gate(z) + z * (1 - _gate(z))


TERMS = (terms_exchanged, one_for_the_first_term, z_for_the_first_term, terms_subtracted, slope_of_gate_not_finished)


def output_for_gate(z):
    h = silu(z)[0]
    return h, h * (1 - h)


def output_in_the_second_term(z):
    h = silu(z)[0]
    return h, _gate(z) + h * (1 - h)


def output_in_both_terms(z):
    h = silu(z)[0]
    return h, h + z * h * (1 - h)


def sigmoid_alone(z):
    return _gate(z), _gate(z) * (1 - _gate(z))


def sigmoid_with_slope_of_silu(z):
    return _gate(z), silu(z)[1]


# 03.3


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
SMALL_NUMBERS = tuple(_with_small_number(size, put) for size in SIZES for put in (np.add, np.maximum))
small_number_added = _with_small_number(1e-12, np.add)


def breaks_to_the_right(z):
    with np.errstate(all="ignore"):
        return z - np.log(1 + np.exp(z))


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


def logarithm_left_out(z):
    return _gate(z)
