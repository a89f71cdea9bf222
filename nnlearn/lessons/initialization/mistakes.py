"""Mistakes that people really make in the exercises of lesson 10: the wrong answers that `check` names."""

import math

import numpy as np

from nnlearn.lessons.initialization.answers import standardise

# 10.1


def _leaky(fan_in, passed):
    return math.sqrt(3 / (passed * fan_in))


def _xavier(fan_in, fan_out):
    return math.sqrt(6 / (fan_in + fan_out))


def variance_for_bound(fan_in, fan_out, slope):
    return 2 / (fan_in + fan_out), 2 / ((1 + slope**2) * fan_in)


def std_for_bound(fan_in, fan_out, slope):
    return math.sqrt(2 / (fan_in + fan_out)), math.sqrt(2 / ((1 + slope**2) * fan_in))


def width_for_bound(fan_in, fan_out, slope):
    return 2 * _xavier(fan_in, fan_out), 2 * _leaky(fan_in, (1 + slope**2) / 2)


def slope_ignored(fan_in, fan_out, slope):
    return _xavier(fan_in, fan_out), _leaky(fan_in, 1 / 2)


def slope_not_squared(fan_in, fan_out, slope):
    return _xavier(fan_in, fan_out), _leaky(fan_in, (1 + slope) / 2)


def sum_squared(fan_in, fan_out, slope):
    return _xavier(fan_in, fan_out), _leaky(fan_in, (1 + slope) ** 2 / 2)


def average_squared(fan_in, fan_out, slope):
    return _xavier(fan_in, fan_out), _leaky(fan_in, ((1 + slope) / 2) ** 2)


def half_forgotten(fan_in, fan_out, slope):
    return _xavier(fan_in, fan_out), _leaky(fan_in, 1 + slope**2)


def outputs_for_inputs(fan_in, fan_out, slope):
    return _xavier(fan_in, fan_out), _leaky(fan_out, (1 + slope**2) / 2)


def inputs_and_outputs(fan_in, fan_out, slope):
    return _xavier(fan_in, fan_out), _leaky((fan_in + fan_out) / 2, (1 + slope**2) / 2)


def all_inputs_and_outputs(fan_in, fan_out, slope):
    return _xavier(fan_in, fan_out), _leaky(fan_in + fan_out, (1 + slope**2) / 2)


def share_multiplied(fan_in, fan_out, slope):
    return _xavier(fan_in, fan_out), math.sqrt(3 * (1 + slope**2) / 2 / fan_in)


def twice_the_share_multiplied(fan_in, fan_out, slope):
    return _xavier(fan_in, fan_out), math.sqrt(6 * (1 + slope**2) / fan_in)


# 10.2


def _scaled(train, test, mean, std):
    return (train - mean) / std, (test - mean) / std


def own_measure(train, test):
    return standardise(train, test)[0], standardise(test, test)[0]


def own_mean(train, test):
    return standardise(train, test)[0], (test - test.mean(axis=0)) / _std(train)


def own_std(train, test):
    return standardise(train, test)[0], (test - train.mean(axis=0)) / _std(test)


def _std(table):
    return np.where((table == table[0]).all(axis=0), 1.0, table.std(axis=0))


def measured_together(train, test):
    both = np.concatenate([train, test])
    return _scaled(train, test, both.mean(axis=0), _std(both))


MEASURED_ON_TEST = (
    lambda train, test: _scaled(train, test, test.mean(axis=0), _std(test)),
    lambda train, test: _scaled(train, test, (train.mean(axis=0) + test.mean(axis=0)) / 2, _std(train)),
    lambda train, test: _scaled(
        train, test, (train.mean(axis=0) + test.mean(axis=0)) / 2, (_std(train) + _std(test)) / 2
    ),
)


def ddof_one(train, test):
    std = train.std(axis=0, ddof=1)
    return _scaled(train, test, train.mean(axis=0), np.where((train == train[0]).all(axis=0), 1.0, std))


def one_mean_for_all(train, test):
    return _scaled(train, test, train.mean(), train.std())


def one_std_for_all(train, test):
    return _scaled(train, test, train.mean(axis=0), train.std())


def one_std_of_what_is_moved(train, test):
    return _scaled(train, test, train.mean(axis=0), (train - train.mean(axis=0)).std())


def each_row(train, test):
    return tuple((t - t.mean(axis=1, keepdims=True)) / t.std(axis=1, keepdims=True) for t in (train, test))


def each_row_without_keepdims(train, test):
    return (train - train.mean(axis=1)) / train.std(axis=1), (test - train.mean(axis=1)) / train.std(axis=1)


def each_row_of_both(train, test):
    return _scaled(train, test, train.mean(axis=1, keepdims=True), train.std(axis=1, keepdims=True))


def constant_divided_by_zero(train, test):
    with np.errstate(all="ignore"):
        return _scaled(train, test, train.mean(axis=0), train.std(axis=0))


def constant_by_its_std(train, test):
    std = train.std(axis=0)
    return _scaled(train, test, train.mean(axis=0), np.where(std == 0, 1.0, std))


def _with_something_small(small, add):
    def answer(train, test):
        std = train.std(axis=0)
        return _scaled(train, test, train.mean(axis=0), std + small if add else np.maximum(std, small))

    return answer


SOMETHING_SMALL = tuple(_with_something_small(10.0**-k, add) for k in range(3, 13) for add in (True, False))


def _constant_below(small):
    """Return an answer that takes every column with a smaller standard deviation for a constant one."""

    def answer(train, test):
        std = train.std(axis=0)
        return _scaled(train, test, train.mean(axis=0), np.where(std < small, 1.0, std))

    return answer


LITTLE_FOR_NOTHING = (
    *(_constant_below(10.0**-k) for k in range(1, 16)),
    lambda train, test: _scaled(
        train, test, train.mean(axis=0), np.where(np.isclose(train, train[0]).all(axis=0), 1.0, train.std(axis=0))
    ),
    lambda train, test: _scaled(
        train, test, train.mean(axis=0), np.where(np.isclose(train.std(axis=0), 0), 1.0, train.std(axis=0))
    ),
)


def _replaced(**to):
    """Return an answer that divides by 0 and replaces what is not a number afterwards."""

    def answer(train, test):
        with np.errstate(all="ignore"):
            std = train.std(axis=0)
            return tuple(np.nan_to_num(table, **to) for table in _scaled(train, test, train.mean(axis=0), std))

    return answer


REPLACED = (_replaced(), _replaced(posinf=0, neginf=0), _replaced(posinf=1, neginf=-1))


def _constant_column(change):
    """Return an answer that does something of its own to columns that are constant."""

    def answer(train, test):
        mean, constant = train.mean(axis=0), (train == train[0]).all(axis=0)
        std = np.where(constant, 1.0, train.std(axis=0))
        tables = _scaled(train, test, mean, std)
        changed = change(train, test, mean)
        return tuple(np.where(constant, new, one) for new, one in zip(changed, tables, strict=True))

    return answer


def _own_std(train, test, mean):
    return train - mean, (test - mean) / np.where(test.std(axis=0) == 0, 1.0, test.std(axis=0))


CONSTANT_TO_ZERO = _constant_column(lambda train, test, mean: (0.0, 0.0))


def _zero_below(small):
    """Return an answer that sets to 0 each column with a smaller standard deviation, constant or not."""

    def answer(train, test):
        std = train.std(axis=0)
        tables = _scaled(train, test, train.mean(axis=0), np.where(std > small, std, 1.0))
        return tuple(np.where(std > small, table, 0.0) for table in tables)

    return answer


OTHER_CONSTANTS = (
    *(_zero_below(10.0**-k) for k in range(3, 16)),
    _constant_column(lambda train, test, mean: (train, test)),
    _constant_column(lambda train, test, mean: (0.0, test)),
    _constant_column(lambda train, test, mean: (1.0, 1.0)),
    _constant_column(_own_std),
    _constant_column(lambda train, test, mean: (train - mean, test - test.mean(axis=0))),
    _constant_column(lambda train, test, mean: (train - mean, _own_std(train, test, test.mean(axis=0))[1])),
)


def _divided_by(divisor):
    def answer(train, test):
        return _scaled(train, test, train.mean(axis=0), divisor(train))

    return answer


DIVISORS = tuple(
    _divided_by(divisor)
    for divisor in (
        lambda t: t.var(axis=0),
        lambda t: 1.0,
        lambda t: t.max(axis=0) - t.min(axis=0),
        lambda t: t.max(axis=0),
        lambda t: np.abs(t - t.mean(axis=0)).mean(axis=0),
        lambda t: np.sqrt(t.std(axis=0)),
        lambda t: 1 / t.std(axis=0),
        lambda t: np.abs(t - t.mean(axis=0)).max(axis=0),
        lambda t: np.subtract(*np.percentile(t, [75, 25], axis=0)),
        lambda t: np.abs(t.mean(axis=0)),
        lambda t: t.mean(axis=0),
        lambda t: np.sqrt(t.mean(axis=0) ** 2 + t.var(axis=0)),
    )
)


def _from_below(low, width=lambda t: t.max(axis=0) - t.min(axis=0), by=1.0, shift=0.0):
    def answer(train, test):
        return tuple(by * (t - low(train)) / width(train) - shift for t in (train, test))

    return answer


RANGES = (
    _from_below(lambda t: t.min(axis=0)),
    _from_below(lambda t: t.min(axis=0), by=2.0, shift=1.0),
    _from_below(lambda t: t.min(axis=0), lambda t: t.std(axis=0)),
    _from_below(lambda t: 0.0, lambda t: t.std(axis=0)),
    _from_below(lambda t: 0.0, lambda t: t.max(axis=0)),
    _from_below(lambda t: np.median(t, axis=0), lambda t: t.std(axis=0)),
    _from_below(lambda t: t.mean(axis=0) / t.std(axis=0), lambda t: 1.0),
    _from_below(lambda t: t.mean(axis=0) * t.std(axis=0), lambda t: t.std(axis=0)),
    _from_below(lambda t: t[0], lambda t: t.std(axis=0)),
    _from_below(lambda t: t.std(axis=0), lambda t: t.mean(axis=0)),
    _from_below(lambda t: -t.mean(axis=0), lambda t: t.std(axis=0)),
)


def as_it_was(train, test):
    return standardise(train, test)[0], test


def not_moved(train, test):
    return standardise(train, test)[0], test / _std(train)


def not_divided(train, test):
    return standardise(train, test)[0], test - train.mean(axis=0)
