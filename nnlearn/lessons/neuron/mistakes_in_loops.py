"""Mistakes that people really make in exercises 01.3 and 01.4: the wrong answers that `check` names."""

import numpy as np

# 01.3


def _spikes(
    current,
    *,
    start=-65.0,
    rest=-65.0,
    leak=1.0,
    resistance=10.0,
    rate=0.1 / 10,
    fires=lambda v: v >= -50.0,
    after=lambda v: -65.0,
):
    """Count the spikes as the answer does, with one thing wrong."""
    v, count = start, 0
    for _ in range(10_000):
        v += rate * (leak * (rest - v) + resistance * current)
        if fires(v):
            count += 1
            v = after(v)
    return count


def never_reset(current):
    return _spikes(current, after=lambda v: v)


def reset_to_zero(current):
    return _spikes(current, after=lambda v: 0.0)


def no_leak(current):
    return _spikes(current, leak=0.0)


def leak_away_from_rest(current):
    return _spikes(current, leak=-1.0)


def leak_towards_zero(current):
    return _spikes(current, rest=0.0)


def leak_towards_plus_65(current):
    return _spikes(current, rest=65.0)


def resistance_left_out(current):
    return _spikes(current, resistance=1.0)


def fires_in_every_step(current):
    return _spikes(current, fires=lambda v: v < -50.0)


def voltage_replaced(current):
    v, count = -65.0, 0
    for _ in range(10_000):
        v = 0.01 * (-65.0 - v + 10 * current)
        if v >= -50:
            count += 1
            v = -65.0
    return count


def ten_times_too_fast(current):
    return _spikes(current, rate=0.1)


def hundred_times_too_fast(current):
    return _spikes(current, rate=1.0)


def ten_times_too_slow(current):
    return _spikes(current, rate=0.001)


def exact_within_each_step(current):
    return _spikes(current, rate=1 - np.exp(-0.01))


OTHER_SHARES = (hundred_times_too_fast, ten_times_too_slow, exact_within_each_step)


def asked_before_the_change(current):
    v, count = -65.0, 0
    for _ in range(10_000):
        if v >= -50:
            count += 1
            v = -65.0
        v += 0.01 * (-65.0 - v + 10 * current)
    return count


def asked_in_place_of_the_change(current):
    v, count = -65.0, 0
    for _ in range(10_000):
        if v >= -50:
            count += 1
            v = -65.0
        else:
            v += 0.01 * (-65.0 - v + 10 * current)
    return count


def with_dead_time(steps):
    """Return a cell that waits for so many steps after each spike."""

    def waits(current):
        v, count, wait = -65.0, 0, 0
        for _ in range(10_000):
            if wait > 0:
                wait -= 1
                continue
            v += 0.01 * (-65.0 - v + 10 * current)
            if v >= -50:
                v, count, wait = -65.0, count + 1, steps
        return count

    return waits


DEAD_TIMES = tuple(with_dead_time(steps) for steps in (20, 19, 21, 2))


def overshoot_kept(current):
    return _spikes(current, after=lambda v: v - 15)


def starts_at_zero(current):
    return _spikes(current, start=0.0)


def starts_at_the_threshold(current):
    return _spikes(current, start=-50.0)


def reset_below_rest(current):
    return _spikes(current, after=lambda v: -70.0)


def rest_at_minus_70(current):
    return _spikes(current, start=-70.0, rest=-70.0, after=lambda v: -70.0)


ELSEWHERE = (starts_at_zero, starts_at_the_threshold, reset_below_rest, rest_at_minus_70)


# 01.4


def _loss(x, y, w, b):
    return ((w * x + b - y) ** 2).mean()


MOVES = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))


def _better(x, y, w, b, step, *, measure=lambda e: np.square(e).mean(), tries=MOVES):
    """Choose a guess as the answer does, with one thing wrong."""
    guesses = [(w + step * i, b + step * j) for i, j in tries]
    losses = [measure(slope * x + shift - y) for slope, shift in guesses]
    return guesses[int(np.argmin(losses))]


def must_move(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=MOVES[1:])


def _with_measure(measure):
    return lambda x, y, w, b, step: _better(x, y, w, b, step, measure=measure)


errors_not_squared = _with_measure(np.mean)
OTHER_LOSSES = (
    _with_measure(lambda e: e.mean() ** 2),
    _with_measure(lambda e: (-e).mean()),
    _with_measure(lambda e: np.abs(e).mean()),
    _with_measure(lambda e: np.abs(e).max()),
)


def _with_errors(errors):
    def answer(x, y, w, b, step):
        guesses = [(w + step * i, b + step * j) for i, j in MOVES]
        return guesses[int(np.argmin([(errors(x, y, *guess) ** 2).mean() for guess in guesses]))]

    return answer


b_left_out_of_the_errors = _with_errors(lambda x, y, w, b: w * x - y)
OTHER_ERRORS = (
    _with_errors(lambda x, y, w, b: w * x + b + y),
    _with_errors(lambda x, y, w, b: w * x - b - y),
    _with_errors(lambda x, y, w, b: w * (x + b) - y),
    _with_errors(lambda x, y, w, b: w * x + b - x),
    _with_errors(lambda x, y, w, b: w * y + b - x),
)


def only_upwards(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=((0, 0), (1, 0), (0, 1)))


def only_downwards(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=((0, 0), (-1, 0), (0, -1)))


def only_w(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=((0, 0), (1, 0), (-1, 0)))


def only_b(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=((0, 0), (0, 1), (0, -1)))


def w_up_and_b_down(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=((0, 0), (1, 0), (0, -1)))


SOME_LEFT_OUT = (only_downwards, only_w, only_b, w_up_and_b_down)


def one_after_the_other(x, y, w, b, step):
    w = min((w, w + step, w - step), key=lambda slope: _loss(x, y, slope, b))
    return w, min((b, b + step, b - step), key=lambda shift: _loss(x, y, w, shift))


def b_before_w(x, y, w, b, step):
    b = min((b, b + step, b - step), key=lambda shift: _loss(x, y, w, shift))
    return min((w, w + step, w - step), key=lambda slope: _loss(x, y, slope, b)), b


def each_for_itself(x, y, w, b, step):
    best = min((w, w + step, w - step), key=lambda slope: _loss(x, y, slope, b))
    return best, min((b, b + step, b - step), key=lambda shift: _loss(x, y, w, shift))


def nine_guesses(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=[(i, j) for i in (0, 1, -1) for j in (0, 1, -1)])


def both_the_same_way(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=((0, 0), (1, 1), (-1, -1)))


def corners_only(x, y, w, b, step):
    return _better(x, y, w, b, step, tries=((0, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)))


BOTH_CHANGED = (b_before_w, each_for_itself, nine_guesses, corners_only, both_the_same_way)


def returned_as_b_w(x, y, w, b, step):
    return _better(x, y, w, b, step)[::-1]


def _first_or_last(x, y, w, b, step, order):
    now = _loss(x, y, w, b)
    guesses = [(w + step * i, b + step * j) for i, j in order]
    return next((guess for guess in guesses if _loss(x, y, *guess) < now), (w, b))


def first_better(x, y, w, b, step):
    return _first_or_last(x, y, w, b, step, MOVES[1:])


def last_better(x, y, w, b, step):
    return _first_or_last(x, y, w, b, step, MOVES[:0:-1])


def place_returned(x, y, w, b, step):
    guesses = [(w + step * i, b + step * j) for i, j in MOVES]
    return int(np.argmin([_loss(x, y, *guess) for guess in guesses]))


def loss_returned(x, y, w, b, step):
    return min(_loss(x, y, w + step * i, b + step * j) for i, j in MOVES)


def losses_returned(x, y, w, b, step):
    return [_loss(x, y, w + step * i, b + step * j) for i, j in MOVES]


def pair_and_loss_returned(x, y, w, b, step):
    return _better(x, y, w, b, step), loss_returned(x, y, w, b, step)


def pair_with_loss_returned(x, y, w, b, step):
    return *_better(x, y, w, b, step), loss_returned(x, y, w, b, step)


LOSS_RETURNED = (loss_returned, losses_returned, pair_and_loss_returned, pair_with_loss_returned)
