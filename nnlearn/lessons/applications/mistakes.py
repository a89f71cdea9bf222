"""Mistakes that people really make in 32.1 and 32.2: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.applications.answers import threshold_and_cost, windows

# 32.1


def threshold_of(costs):
    good, bad = costs[0, 1] - costs[0, 0], costs[1, 0] - costs[1, 1]
    return good / (good + bad)


def deciding(threshold=threshold_of, refuse=np.greater, cost=None):
    """Return an answer with one of its three steps made otherwise."""

    def answer(p, y, costs):
        line = threshold(costs)
        refused = refuse(p, line).astype(int)
        if cost is not None:
            return line, cost(p, y, costs, refused)
        return line, costs[y, refused].mean()

    return answer


def mean_of(lost):
    return lost.mean() if len(lost) else 0.0


def class_by_class(lost, y):
    return np.mean([lost[y == k].mean() if (y == k).any() else np.nan for k in (0, 1)])


at_half = deciding(lambda costs: 0.5)
AT_HALF = (
    lambda p, y, costs: (threshold_of(costs), deciding(lambda costs: 0.5)(p, y, costs)[1]),
    deciding(cost=lambda p, y, costs, refused: (refused != y).mean()),
    lambda p, y, costs: (0.5, ((p > 0.5) != y).mean()),
)


def transposed(p, y, costs):
    return threshold_and_cost(p, y, costs.T)


EXCHANGED = (
    deciding(cost=lambda p, y, costs, refused: costs[refused, y].mean()),
    deciding(lambda costs: threshold_of(costs.T)),
)

turned_decisions = deciding(refuse=np.less)
TURNED = (deciding(refuse=np.less_equal),)


def two_costs(costs):
    return costs[0, 1] / (costs[0, 1] + costs[1, 0])


def two_costs_lost(p, y, costs, refused):
    return (costs[0, 1] * ((y == 0) & (refused == 1)) + costs[1, 0] * ((y == 1) & (refused == 0))).mean()


right_decisions_free = deciding(two_costs)
FREE = (
    deciding(two_costs, cost=two_costs_lost),
    deciding(cost=two_costs_lost),
    deciding(lambda costs: (costs[0, 1] - costs[0, 0]) / (costs[0, 1] - costs[0, 0] + costs[1, 0])),
    deciding(lambda costs: costs[0, 1] / (costs[0, 1] + costs[1, 0] - costs[1, 1])),
)

other_class = deciding(lambda costs: 1 - threshold_of(costs))
OTHER_CLASS = (
    lambda p, y, costs: threshold_and_cost(p, y, costs[::-1]),
    deciding(cost=lambda p, y, costs, refused: costs[1 - y, refused].mean()),
    deciding(lambda costs: 1 - threshold_of(costs), np.less),
    lambda p, y, costs: (threshold_of(costs), threshold_and_cost(1 - p, y, costs)[1]),
)


def odds_of(costs):
    return (costs[0, 1] - costs[0, 0]) / (costs[1, 0] - costs[1, 1])


odds = deciding(odds_of)
ODDS = (deciding(lambda costs: 1 / odds_of(costs)), deciding(lambda costs: costs[0, 1] / costs[1, 0]))

over_some = deciding(cost=lambda p, y, costs, refused: mean_of(costs[y, refused][y == 1]))
OVER_SOME = (
    deciding(cost=lambda p, y, costs, refused: costs[y, refused].sum()),
    deciding(cost=lambda p, y, costs, refused: mean_of(costs[y, refused][refused == 0])),
    deciding(cost=lambda p, y, costs, refused: mean_of(costs[y, refused][refused == 1])),
    deciding(cost=lambda p, y, costs, refused: mean_of(costs[y, refused][y == 0])),
    deciding(cost=lambda p, y, costs, refused: mean_of(costs[y, refused][y != refused])),
    deciding(cost=lambda p, y, costs, refused: costs[y, refused].sum() / max(1, (refused == 0).sum())),
    deciding(cost=lambda p, y, costs, refused: costs[y, refused].sum() / max(1, (y == 1).sum())),
    deciding(cost=lambda p, y, costs, refused: class_by_class(costs[y, refused], y)),
)

as_expected = deciding(cost=lambda p, y, costs, refused: ((1 - p) * costs[0, refused] + p * costs[1, refused]).mean())

# 32.2


def cut_out(scale=lambda series, cut: series[:cut], order=slice(None), targets=False, hours=slice(None)):
    """Return an answer with some of its parts made otherwise.

    `scale` gives the numbers whose mean and spread are used, `order` turns the windows round, `targets` says whether
    the targets are scaled as well, and `hours` leaves some windows out.
    """

    def answer(series, lag, ahead, cut):
        some = scale(series, cut)
        z = (series - some.mean()) / some.std()
        every = np.arange(lag + ahead - 1, len(series))[hours]
        known = every[:, None] - ahead - np.arange(lag)[::-1]
        x, y = z[known][:, order], (z if targets else series)[every]
        return x[every < cut], y[every < cut], x[every >= cut], y[every >= cut]

    return answer


def moved(places):
    """Return an answer whose windows end `places(lag, ahead)` hours later than what is known."""

    def answer(series, lag, ahead, cut):
        return windows(series, lag, max(ahead - places(lag, ahead), 0), cut)

    return answer


day_between = moved(lambda lag, ahead: ahead - 1)
BETWEEN = (
    moved(lambda lag, ahead: ahead),
    lambda series, lag, ahead, cut: _ending(series, lag, ahead, cut, ahead - 1),
    lambda series, lag, ahead, cut: _ending(series, lag, ahead, cut, ahead),
)


def _ending(series, lag, ahead, cut, later):
    """Windows of the same hours that end some hours later."""
    z = (series - series[:cut].mean()) / series[:cut].std()
    hours = np.arange(lag + ahead - 1, len(series))
    x, y = z[hours[:, None] - ahead + later - np.arange(lag)[::-1]], series[hours]
    return x[hours < cut], y[hours < cut], x[hours >= cut], y[hours >= cut]


one_hour_off = moved(lambda lag, ahead: 1)
ONE_OFF = (
    moved(lambda lag, ahead: -1),
    lambda series, lag, ahead, cut: _ending(series, lag, ahead, cut, 1),
    cut_out(hours=slice(1, None)),
    cut_out(hours=slice(None, -1)),
    moved(lambda lag, ahead: -lag),  # counted from the first hour of the window
    moved(lambda lag, ahead: 1 - lag),
)


def scaled(spread, middle=np.mean):
    """Return an answer whose numbers are scaled by other numbers of the first `cut` hours than mean and spread."""

    def answer(series, lag, ahead, cut):
        x, y, new, truth = raw(series, lag, ahead, cut)
        some = series[:cut]
        return (x - middle(some)) / spread(some), y, (new - middle(some)) / spread(some), truth

    return answer


future_scaled_in = cut_out(lambda series, cut: series)
SCALED = (
    cut_out(lambda series, cut: series[cut:] if cut < len(series) - 1 else series),
    lambda series, lag, ahead, cut: _each_its_own(series, lag, ahead, cut),
    lambda series, lag, ahead, cut: _by_window(series, lag, ahead, cut),
    cut_out(lambda series, cut: np.array([-1.0, 1.0])),  # not scaled at all
    lambda series, lag, ahead, cut: _by_column(series, lag, ahead, cut),
    scaled(lambda some: 1.0),
    scaled(np.var),
    scaled(np.ptp, np.min),
    scaled(lambda some: some.max(), lambda some: 0.0),
)


def raw(series, lag, ahead, cut):
    return cut_out(lambda series, cut: np.array([-1.0, 1.0]))(series, lag, ahead, cut)


def _each_its_own(series, lag, ahead, cut):
    """Training and test windows, each scaled by their own numbers."""
    x, y, new, truth = raw(series, lag, ahead, cut)
    return _own(x), y, _own(new), truth


def _own(x):
    return (x - x.mean()) / x.std() if x.size and x.std() > 0 else x


def _by_window(series, lag, ahead, cut):
    """All windows scaled by the mean and the spread of the training windows."""
    x, y, new, truth = raw(series, lag, ahead, cut)
    return (x - x.mean()) / x.std(), y, (new - x.mean()) / x.std(), truth


def _by_column(series, lag, ahead, cut):
    x, y, new, truth = raw(series, lag, ahead, cut)
    mean, spread = x.mean(axis=0), x.std(axis=0)
    return (x - mean) / spread, y, (new - mean) / spread, truth


reversed_order = cut_out(order=slice(None, None, -1))

targets_scaled = cut_out(targets=True)


def by_row(rows):
    """Return an answer that cuts the windows at row `rows(lag, ahead, cut)`."""

    def answer(series, lag, ahead, cut):
        x, y, new, truth = windows(series, lag, ahead, cut)
        x, y = np.concatenate([x, new]), np.concatenate([y, truth])
        k = max(rows(lag, ahead, cut), 0)
        return x[:k], y[:k], x[k:], y[k:]

    return answer


def _apart(series, lag, ahead, cut):
    """The series is cut in two, and each part makes its own windows."""
    z = (series - series[:cut].mean()) / series[:cut].std()
    found = []
    for part, own in ((z[:cut], series[:cut]), (z[cut:], series[cut:])):
        hours = np.arange(lag + ahead - 1, len(part))
        found += [part[hours[:, None] - ahead - np.arange(lag)[::-1]], own[hours]]
    return tuple(found)


cut_by_row = by_row(lambda lag, ahead, cut: cut)
CUTS = (
    by_row(lambda lag, ahead, cut: cut - lag),
    by_row(lambda lag, ahead, cut: cut - ahead),
    by_row(lambda lag, ahead, cut: cut - lag - ahead + 2),
    by_row(lambda lag, ahead, cut: cut - lag - ahead),
    _apart,
)


def wraps(series, lag, ahead, cut):
    """Every hour gets a window; the first ones are filled up from the end."""
    z = (series - series[:cut].mean()) / series[:cut].std()
    hours = np.arange(len(series))
    x = z[hours[:, None] - ahead - np.arange(lag)[::-1]]
    return x[:cut], series[:cut], x[cut:], series[cut:]


def filled_with_zeros(series, lag, ahead, cut):
    x, y, new, truth = wraps(series, lag, ahead, cut)
    x = np.concatenate([x, new])
    early = np.arange(len(x))[:, None] - ahead - np.arange(lag)[::-1] < 0
    x[early] = 0
    return x[:cut], y, x[cut:], truth
