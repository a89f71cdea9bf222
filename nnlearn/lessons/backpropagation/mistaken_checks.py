"""Mistakes that people really make in 09.3, the check of a gradient: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.backpropagation.answers import check_gradient


def _larger(a, b):
    return max(abs(a), abs(b))


def _check_gradient(function, x, gradient, *, sides=2, size=_larger, judged=_larger, empty=0, combine=max):
    """Check a gradient with one thing wrong."""
    errors, eps = [], 1e-5
    for place in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[place] += eps
        if sides == 2:
            down[place] -= eps
        measured = (function(up) - function(down)) / (sides * eps)
        if judged(gradient[place], measured) > 1e-8:
            errors.append(abs(gradient[place] - measured) / size(gradient[place], measured))
        else:
            errors += [0.0] * empty
    return (combine(errors) if errors else 0.0), len(errors)


def divided_by_eps(function, x, gradient):
    return check_gradient(lambda x: 2 * function(x), x, gradient)


def divided_by_four_eps(function, x, gradient):
    return check_gradient(lambda x: function(x) / 2, x, gradient)


def not_divided(function, x, gradient):
    return check_gradient(lambda x: 2e-5 * function(x), x, gradient)  # with / 2, / 2 * eps or / eps**2 it is 1, too


def not_even_subtracted(function, x, gradient):
    return 1.0, x.size  # a sum in the place of the difference is huge for every entry


def one_sided(function, x, gradient):
    return _check_gradient(function, x, gradient, sides=1)


def one_sided_below(function, x, gradient):
    return _check_gradient(lambda v: -function(2 * x - v), x, gradient, sides=1)


def absolute_errors(function, x, gradient):
    return _check_gradient(function, x, gradient, size=lambda a, b: 1.0)


def mean_error(function, x, gradient):
    return _check_gradient(function, x, gradient, combine=np.mean)


def sum_of_errors(function, x, gradient):
    return _check_gradient(function, x, gradient, combine=np.sum)


def smallest_error(function, x, gradient):
    return _check_gradient(function, x, gradient, combine=min)


def last_error(function, x, gradient):
    return _check_gradient(function, x, gradient, combine=lambda errors: errors[-1])


def first_error(function, x, gradient):
    return _check_gradient(function, x, gradient, combine=lambda errors: errors[0])


def error_of_the_norms(function, x, gradient, size=max):
    measured = []

    def noted(a, b):
        measured.append(b)
        return max(abs(a), abs(b))

    _, count = _check_gradient(function, x, gradient, judged=noted)
    claimed = gradient.ravel()
    whole = size(np.linalg.norm(claimed), np.linalg.norm(measured))
    return (np.linalg.norm(claimed - measured) / whole if whole > 1e-8 else 0.0), count


def error_by_both_norms(function, x, gradient):
    return error_of_the_norms(function, x, gradient, lambda a, b: a + b)


def error_of_the_sums(function, x, gradient):
    return _error_of_all(function, x, gradient, np.sum)


def error_of_the_maxima(function, x, gradient):
    return _error_of_all(function, x, gradient, np.max)


def _error_of_all(function, x, gradient, combine):
    pairs: list = []

    def noted(a, b):
        pairs.append((a, b))
        return _larger(a, b)

    _, count = _check_gradient(function, x, gradient, judged=noted)
    size = combine([_larger(a, b) for a, b in pairs])
    return (combine([abs(a - b) for a, b in pairs]) / size if count else 0.0), count


def rows_counted(function, x, gradient):
    return check_gradient(function, x, gradient)[0], len(x)


def wrong_entries_counted(function, x, gradient):
    wrong, _ = _check_gradient(function, x, gradient, combine=lambda errors: sum(error > 1e-5 for error in errors))
    return check_gradient(function, x, gradient)[0], int(wrong)


def empty_entries_counted(function, x, gradient):
    return _check_gradient(function, x, gradient, empty=1)


def all_entries_counted(function, x, gradient):
    return check_gradient(function, x, gradient)[0], x.size


def no_entry_left_out(function, x, gradient):
    with np.errstate(all="ignore"):
        return _check_gradient(function, x, gradient, judged=lambda a, b: 1.0, combine=_python_max)


def _python_max(errors):
    largest = 0.0
    for error in errors:
        largest = max(largest, error)  # which passes over NaN
    return largest


def no_entry_left_out_and_nan(function, x, gradient):
    with np.errstate(all="ignore"):
        return _check_gradient(function, x, gradient, judged=lambda a, b: 1.0, combine=np.max)


def small_number_added(function, x, gradient):
    added = _check_gradient(
        function, x, gradient, judged=lambda a, b: 1.0, size=lambda a, b: _larger(a, b) + 1e-8, combine=_python_max
    )
    return added


def divided_by_the_sum(function, x, gradient):
    return _check_gradient(function, x, gradient, size=lambda a, b: abs(a) + abs(b))


def divided_by_the_mean(function, x, gradient):
    return _check_gradient(function, x, gradient, size=lambda a, b: (abs(a) + abs(b)) / 2)


def divided_by_the_claim(function, x, gradient):
    with np.errstate(all="ignore"):
        return _check_gradient(function, x, gradient, size=lambda a, b: np.abs(a))


def divided_by_the_measured(function, x, gradient):
    with np.errstate(all="ignore"):
        return _check_gradient(function, x, gradient, size=lambda a, b: np.abs(np.float64(b)))


def divided_by_the_smaller(function, x, gradient):
    with np.errstate(all="ignore"):
        return _check_gradient(function, x, gradient, size=lambda a, b: np.minimum(np.abs(a), np.abs(b)))


def divided_without_bars(function, x, gradient):
    with np.errstate(all="ignore"):
        return _check_gradient(function, x, gradient, size=max)


def judged_and_divided_without_bars(function, x, gradient):
    return _check_gradient(function, x, gradient, size=max, judged=max)


def claim_decides(function, x, gradient):
    return _check_gradient(function, x, gradient, judged=lambda a, b: abs(a))


def measured_decides(function, x, gradient):
    return _check_gradient(function, x, gradient, judged=lambda a, b: abs(b))


def smaller_decides(function, x, gradient):
    return _check_gradient(function, x, gradient, judged=lambda a, b: min(abs(a), abs(b)))


def whole_row_moved(function, x, gradient):
    largest, compared, eps = 0.0, 0, 1e-5
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += eps
        down[i] -= eps
        measured = (function(up) - function(down)) / (2 * eps)
        for entry in np.ravel(gradient[i]):
            size = max(abs(entry), abs(measured))
            if size > 1e-8:
                largest, compared = max(largest, abs(entry - measured) / size), compared + 1
    return largest, compared


def whole_row_moved_and_counted_once(function, x, gradient):
    largest, compared, eps = 0.0, 0, 1e-5
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += eps
        down[i] -= eps
        measured = (function(up) - function(down)) / (2 * eps)
        size = np.maximum(np.abs(gradient[i]), np.abs(measured)).max()
        if size > 1e-8:
            largest, compared = max(largest, float(np.max(np.abs(gradient[i] - measured)) / size)), compared + 1
    return largest, compared


def everything_moved(function, x, gradient):
    measured = (function(x + 1e-5) - function(x - 1e-5)) / 2e-5
    size = np.maximum(np.abs(gradient), abs(measured))
    kept = size > 1e-8
    error = np.abs(gradient - measured)[kept] / size[kept]
    return (error.max() if kept.any() else 0.0), int(kept.sum())
