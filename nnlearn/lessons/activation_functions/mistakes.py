"""Mistakes that people really make in exercises 03.1 and 03.2: the wrong answers that `check` names."""

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


def slope_without_squares_above(z):
    return np.tanh(z), (np.cosh(z) - np.sinh(z)) / np.cosh(z) ** 2


QUOTIENT_RULE = (slope_of_sinh_over_slope_of_cosh, slope_square_alone, slope_divided_once, slope_without_squares_above)


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


def _half_of_one(above, below):
    """Return tanh and three ways to write its slope, with `exp(z) - exp(-z) / 2` above or `+ ... / 2` below."""

    def parts(z):
        up, down = np.exp(z), np.exp(-z)
        return (up - down / 2 if above else np.sinh(z)), (up + down / 2 if below else np.cosh(z))

    def with_tanh(z):
        sinh, cosh = parts(z)
        return _with_slope(sinh / cosh)

    def with_quotient(z):
        sinh, cosh = parts(z)
        return sinh / cosh, (cosh**2 - sinh**2) / cosh**2

    def with_cosh(z):
        sinh, cosh = parts(z)
        return sinh / cosh, 1 / cosh**2

    return with_tanh, with_quotient, with_cosh


BRACKETS = (
    no_brackets_below,
    no_brackets_above,
    halves_not_divided,
    halves_in_one_line,
    *_half_of_one(True, True),
    *_half_of_one(True, False),
    *_half_of_one(False, True),
)


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


def silu_with_one_branch_for_all(z):
    with np.errstate(all="ignore"):
        gate = 1 / (1 + np.exp(-z)) if np.all(z >= 0) else np.exp(z) / (1 + np.exp(z))
        return z * gate, _slope(z, gate)


OVERFLOWS = (
    silu_with_one_branch_for_all,
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


def _terms(slope):
    """Return SiLU with a slope made of z, the gate s and its slope d."""

    def answer(z):
        s = _gate(z)
        return silu(z)[0], slope(z, s, s * (1 - s))

    return answer


SLOPES = (
    lambda z, s, d: -z * d,
    lambda z, s, d: -d,
    lambda z, s, d: 1 + d,
    lambda z, s, d: s + z,
    lambda z, s, d: s + z * s,
    lambda z, s, d: s + z * s**2,
    lambda z, s, d: s + z * (1 - s**2),
    lambda z, s, d: z * s + z * d,
    lambda z, s, d: 1 + z * (1 - s),  # the quotient rule, not divided by the square
    lambda z, s, d: (1 + z * (1 - s)) / s,  # not divided at all
)
TERMS = (
    one_for_the_first_term,
    z_for_the_first_term,
    terms_subtracted,
    slope_of_gate_not_finished,
    *map(_terms, SLOPES),
)


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
