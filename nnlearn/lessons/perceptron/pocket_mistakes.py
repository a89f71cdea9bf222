"""Mistakes that people really make in exercise 02.4, the pocket algorithm: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.perceptron.answers import learn, pocket, predict


def _wrong(weight, bias, x, y):
    return int((predict(weight, bias, x) != y).sum())


def _pocket(x, y, epochs, *, start_counts=True, keep_last=False, better=np.less, count=None):
    """Run the pocket algorithm with one thing wrong."""
    weight, bias = np.zeros(x.shape[1]), 0.0
    wrong = _wrong(weight, bias, x, y)
    best = weight, bias, wrong if start_counts else len(y) + 1
    for _ in range(epochs):
        for k, (point, label) in enumerate(zip(x, y, strict=True)):
            weight, bias = learn(weight, bias, point, label, 1.0)
            wrong = count(weight, bias, x, y, k) if count else _wrong(weight, bias, x, y)
            if keep_last or better(wrong, best[2]):
                best = weight, bias, wrong
    return best


def last_weights_returned(x, y, epochs):
    return _pocket(x, y, epochs, keep_last=True)


def ties_replace(x, y, epochs):
    return _pocket(x, y, epochs, better=np.less_equal)


def better_than_the_start(x, y, epochs):
    """Compare with the number of the start only, which never changes."""
    weight, bias = np.zeros(x.shape[1]), 0.0
    fewest = _wrong(weight, bias, x, y)
    best = weight, bias, fewest
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            weight, bias = learn(weight, bias, point, label, 1.0)
            wrong = _wrong(weight, bias, x, y)
            if wrong < fewest:
                best = weight, bias, wrong
    return best


def better_than_the_start_with_its_number(x, y, epochs):
    return *better_than_the_start(x, y, epochs)[:2], _wrong(np.zeros(x.shape[1]), 0.0, x, y)


def better_than_the_line_before(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    before = _wrong(weight, bias, x, y)
    best = weight, bias, before
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            weight, bias = learn(weight, bias, point, label, 1.0)
            wrong = _wrong(weight, bias, x, y)
            if wrong < before:
                best = weight, bias, wrong
            before = wrong
    return best


def only_better_lines_go_on(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    fewest = _wrong(weight, bias, x, y)
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            new, shift = learn(weight, bias, point, label, 1.0)
            wrong = _wrong(new, shift, x, y)
            if wrong < fewest:
                weight, bias, fewest = new, shift, wrong
    return weight, bias, fewest


def start_not_counted(x, y, epochs):
    return _pocket(x, y, epochs, start_counts=False)


def _starts_with(number):
    """Return a pocket that begins with a number no line was counted for, told only where no line is counted."""

    def answer(x, y, epochs):
        return start_not_counted(x, y, epochs) if epochs else number(np.zeros(x.shape[1]), 0.0, len(y))

    return answer


OTHER_STARTS = (
    _starts_with(lambda weight, bias, n: (weight, bias, n)),
    _starts_with(lambda weight, bias, n: (weight, bias, np.inf)),
    _starts_with(lambda weight, bias, n: (weight, bias, 1000)),
    _starts_with(lambda weight, bias, n: None),
    _starts_with(lambda weight, bias, n: (None, None, np.inf)),
)


def nothing_is_fewer(x, y, epochs):
    """Begin with 0 as the number to beat."""
    return np.zeros(x.shape[1]), 0.0, 0


def nothing_is_fewer_with_the_number_of_the_zeros(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    return weight, bias, _wrong(weight, bias, x, y)


def nothing_is_fewer_with_the_last_number(x, y, epochs):
    return *nothing_is_fewer(x, y, epochs)[:2], last_weights_returned(x, y, epochs)[2]


NOTHING_IN_THE_POCKET = (
    nothing_is_fewer,
    nothing_is_fewer_with_the_number_of_the_zeros,
    nothing_is_fewer_with_the_last_number,
)


def last_visit_not_counted(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    best = weight, bias, _wrong(weight, bias, x, y)
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            wrong = _wrong(weight, bias, x, y)
            if wrong < best[2]:
                best = weight, bias, wrong
            weight, bias = learn(weight, bias, point, label, 1.0)
    return best


def last_visit_not_counted_from_a_large_number(x, y, epochs):
    weight, bias, wrong = last_visit_not_counted(x, y, epochs)
    return weight, bias, wrong if epochs else len(y) + 1


def count_of_the_line_before(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    best = weight, bias, _wrong(weight, bias, x, y)
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            wrong = _wrong(weight, bias, x, y)
            weight, bias = learn(weight, bias, point, label, 1.0)
            if wrong < best[2]:
                best = weight, bias, wrong
    return best


def no_copy_in_the_pocket(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    best = weight, bias, _wrong(weight, bias, x, y)
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            weight[:], bias = learn(weight, bias, point, label, 1.0)
            wrong = _wrong(weight, bias, x, y)
            if wrong < best[2]:
                best = weight, bias, wrong
    return best


def counted_once_per_epoch(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    best = weight, bias, _wrong(weight, bias, x, y)
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            weight, bias = learn(weight, bias, point, label, 1.0)
        wrong = _wrong(weight, bias, x, y)
        if wrong < best[2]:
            best = weight, bias, wrong
    return best


def right_points_returned(x, y, epochs):
    weight, bias, wrong = pocket(x, y, epochs)
    return weight, bias, len(y) - wrong


def share_of_wrong_points(x, y, epochs):
    weight, bias, wrong = pocket(x, y, epochs)
    return weight, bias, wrong / len(y)


def share_of_right_points(x, y, epochs):
    weight, bias, wrong = pocket(x, y, epochs)
    return weight, bias, 1 - wrong / len(y)


def _visited(weight, bias, x, y, k):
    return _wrong(weight, bias, x[k : k + 1], y[k : k + 1])


def only_the_visited_point(x, y, epochs):
    return _pocket(x, y, epochs, count=_visited)


def only_the_visited_point_before(x, y, epochs):
    weight, bias = np.zeros(x.shape[1]), 0.0
    best, fewest = (weight, bias), _wrong(weight, bias, x, y)
    for _ in range(epochs):
        wrong = 0
        for k in range(len(x)):
            wrong += _visited(weight, bias, x, y, k)
            weight, bias = learn(weight, bias, x[k], y[k], 1.0)
        if wrong < fewest:
            best, fewest = (weight, bias), wrong
    return *best, fewest


def _longest_run(x, y, epochs, *, at_the_mistake=False, number=None):
    """Run the first version of the algorithm: the line with the longest run of right visits is kept."""
    weight, bias = np.zeros(x.shape[1]), 0.0
    best, run, longest = (weight, bias), 0, 0
    for _ in range(epochs):
        for point, label in zip(x, y, strict=True):
            right = predict(weight, bias, point[None])[0] == label
            run += bool(right)
            if run > longest and right != at_the_mistake:
                best, longest = (weight, bias), run
            if not right:
                run = 0
                weight, bias = learn(weight, bias, point, label, 1.0)
    if run > longest:
        best, longest = (weight, bias), run
    weight, bias = best
    return weight, bias, longest if number == "run" else _wrong(weight, bias, x, y)


def longest_run_of_right_visits(x, y, epochs):
    return _longest_run(x, y, epochs)


def longest_run_with_its_length(x, y, epochs):
    return _longest_run(x, y, epochs, number="run")


def longest_run_at_the_mistake(x, y, epochs):
    return _longest_run(x, y, epochs, at_the_mistake=True)


COUNTED_BEFORE = (last_visit_not_counted_from_a_large_number, count_of_the_line_before)
NOT_ALL_POINTS = (
    only_the_visited_point,
    only_the_visited_point_before,
    longest_run_of_right_visits,
    longest_run_with_its_length,
    longest_run_at_the_mistake,
)
NOT_BETTER = (better_than_the_start, better_than_the_start_with_its_number, better_than_the_line_before)
