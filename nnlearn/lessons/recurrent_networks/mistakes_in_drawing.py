"""Mistakes that people really make in exercise 18.3, draw a letter."""

import numpy as np

from nnlearn.lessons.recurrent_networks.answers import draw


def pieces(z, temperature):
    """Return the probabilities of the letters."""
    powers = np.exp((z - z.max()) / temperature)
    return powers / powers.sum()


def first_above(shares, point):
    """Return the first place with a share above the point, the last one if there is none."""
    above = shares > point
    return int(above.argmax()) if above.any() else len(shares) - 1


def first_above_or_nothing(shares, point):
    """Return the first place with a share above the point, None if there is none: a loop without a return after it."""
    return next((place for place, share in enumerate(shares) if share > point), None)


def multiplied_by_temperature(z, temperature, point):
    return draw(z, 1 / temperature, point)


def temperature_not_used(z, temperature, point):
    return draw(z, 1.0, point)


def largest_always_wins(z, temperature, point):
    return int(z.argmax())


def one_too_low(z, temperature, point):
    return max(draw(z, temperature, point) - 1, 0)


def one_below(z, temperature, point):
    return draw(z, temperature, point) - 1


def last_end_below(z, temperature, point):
    ends = np.cumsum(pieces(z, temperature))
    return int(np.where(ends <= point)[0][-1])


def counted_from_the_end(z, temperature, point):
    return len(z) - 1 - draw(z[::-1], temperature, point)


def reversed_place(z, temperature, point):
    return draw(z[::-1], temperature, point)


def pieces_after_the_point(z, temperature, point):
    return len(z) - draw(z, temperature, point)


def place_from_the_end(z, temperature, point):
    return len(z) - 1 - draw(z, temperature, point)


def falling_order(z, temperature, point):
    return draw(np.sort(z)[::-1], temperature, point)


def rising_order(z, temperature, point):
    return draw(np.sort(z), temperature, point)


def falling_order_and_back(z, temperature, point):
    order = np.argsort(-z, kind="stable")
    return int(order[draw(z[order], temperature, point)])


def rising_order_and_back(z, temperature, point):
    order = np.argsort(z, kind="stable")
    return int(order[draw(z[order], temperature, point)])


def _drawn_from(powers, point):
    return int(np.searchsorted(np.cumsum(powers / powers.sum()), point, side="right"))


def overflows(z, temperature, point):
    with np.errstate(all="ignore"):
        return _drawn_from(np.exp(z / temperature), point)


def largest_subtracted_too_late(z, temperature, point):
    with np.errstate(all="ignore"):
        return _drawn_from(np.exp(z / temperature - z.max()), point)


def overflows_and_goes_to_the_end(z, temperature, point):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature)
        return first_above(np.cumsum(powers / powers.sum()), point)


def overflows_and_counts(z, temperature, point):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature)
        return int((np.cumsum(powers / powers.sum()) <= point).sum())


def overflows_and_takes_the_first(z, temperature, point):
    with np.errstate(all="ignore"):
        powers = np.exp(z / temperature)
        return int(np.argmax(np.cumsum(powers / powers.sum()) > point))


def piece_by_piece(z, temperature, point):
    return first_above(pieces(z, temperature), point)


def piece_by_piece_from_zero(z, temperature, point):
    return int(np.argmax(pieces(z, temperature) > point))


def piece_by_piece_or_nothing(z, temperature, point):
    return first_above_or_nothing(pieces(z, temperature), point)


def piece_by_piece_counted(z, temperature, point):
    return int((pieces(z, temperature) <= point).sum())


def piece_by_piece_searched(z, temperature, point):
    return int(np.searchsorted(pieces(z, temperature), point, side="right"))


def nearest_piece(z, temperature, point):
    return int(np.abs(pieces(z, temperature) - point).argmin())


def divided_afterwards(z, temperature, point):
    return int((np.cumsum(pieces(z, 1.0) / temperature) <= point).sum())


def divided_afterwards_to_the_end(z, temperature, point):
    return first_above(np.cumsum(pieces(z, 1.0) / temperature), point)


def divided_afterwards_or_nothing(z, temperature, point):
    return first_above_or_nothing(np.cumsum(pieces(z, 1.0) / temperature), point)


def not_divided_by_the_sum(z, temperature, point):
    return int((np.cumsum(np.exp((z - z.max()) / temperature)) <= point).sum())


def not_divided_by_the_sum_nor_shifted(z, temperature, point):
    with np.errstate(all="ignore"):
        return int((np.cumsum(np.exp(z / temperature)) <= point).sum())


def no_softmax(z, temperature, point):
    return int(np.searchsorted(np.cumsum(z / temperature), point, side="right"))


def no_softmax_counted(z, temperature, point):
    return int((np.cumsum(z / temperature) <= point).sum())


def no_softmax_to_the_end(z, temperature, point):
    return first_above(np.cumsum(z / temperature), point)


def no_softmax_or_nothing(z, temperature, point):
    return first_above_or_nothing(np.cumsum(z / temperature), point)
