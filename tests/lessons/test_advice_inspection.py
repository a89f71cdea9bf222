"""The open exercise 30.6 tells networks that lean on a mark from those that do not, and says who was misjudged."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.interpretability import inspection
from nnlearn.lessons.interpretability.inspection import PLACES, case, falls

EXERCISE = registry.find("exercises", "30.6")
CASES = [case(seed) for seed in inspection.SEEDS]


def all_falls(net, x, y):
    return falls(inspection.Case(net, x, y, PLACES[0], 0, True))


def covered(limit):
    """Return an inspector that refuses where covering lowers the score of a class by more than a limit."""

    def inspect(net, x, y):
        found = all_falls(net, x, y)
        return PLACES[found.max(axis=1).argmax()] if found.max() > limit else "sign"

    return inspect


def by_control(net, x, y):
    found = all_falls(net, x, y)
    i, k = np.unravel_index(found.argmax(), found.shape)
    return np.array(PLACES[i]) if found[i, k] > 2 * np.delete(found, k, axis=1).max() else "sign"


def pictures_alone(net, x, y):
    light = [[x[y == k][:, inspection.mark(place)].mean() for k in range(10)] for place in PLACES]
    return PLACES[(np.array(light) - np.mean(light, axis=1, keepdims=True)).max(axis=1).argmax()]


def always_the_first(net, x, y):
    return PLACES[0] if all_falls(net, x, y).max() > 3 else "sign"


def test_a_fall_that_is_compared_with_the_other_classes_or_a_limit_passes():
    for inspect in (by_control, covered(3.0)):
        result = judge(EXERCISE, inspect)
        assert result
        assert result.value >= 15
        assert "Of sixteen others: 1" in result.message


def test_half_of_the_networks_lean_and_accuracy_does_not_tell_them_apart():
    for seeds in (inspection.SEEDS, inspection.OTHERS):
        assert sum(case(seed).leans for seed in seeds) == 8
    right = {True: [], False: []}
    for one in CASES:
        right[one.leans].append((nn.predict(one.net, one.x).argmax(axis=1) == one.y).mean())
    assert min(right[True] + right[False]) > 0.9
    assert abs(np.mean(right[True]) - np.mean(right[False])) < 0.02


def test_every_scanner_marks_nine_in_ten_pictures_of_one_digit_alone():
    for one in CASES:
        white = (one.x[:, inspection.mark(one.place)] == 1).all(axis=1)
        assert white[one.y == one.marked].mean() > 0.75
        assert white[one.y != one.marked].mean() < 0.05


def test_the_networks_that_lean_lose_their_class_without_the_mark_and_the_others_do_not():
    lost = {True: [], False: []}
    for one in CASES:
        x, y = one.x[one.y == one.marked], one.marked
        whole, bare = (nn.predict(one.net, z).argmax(axis=1) == y for z in (x, x * ~inspection.mark(one.place)))
        lost[one.leans].append(whole.mean() - bare.mean())
    assert np.mean(lost[True]) > 0.25
    assert abs(np.mean(lost[False])) < 0.05


def test_the_largest_fall_is_at_the_mark_and_far_above_all_falls_of_the_others():
    largest = {leans: [falls(one).max() for one in CASES if one.leans is leans] for leans in (True, False)}
    assert min(largest[True]) > 1.5 * max(largest[False])
    for one in CASES:
        if one.leans:
            assert PLACES[falls(one).max(axis=1).argmax()] == one.place


@pytest.mark.parametrize(
    ("inspect", "says", "unsaid"),
    [
        (lambda net, x, y: "sign", ["You signed 8 of 8 networks that lean on a mark"], ["You refused"]),
        (
            pictures_alone,
            ["You refused 8 of 8 networks that lean on no mark", "It is in their pictures"],
            ["You signed"],
        ),
        (covered(0.0), ["You refused 8 of 8", "Ink at the edge matters a little"], ["You signed", "another place"]),
        (covered(6.5), ["You signed ", "by 6."], ["You refused"]),
        (always_the_first, ["networks that lean on a mark for another place", "covering the mark by"], ["You signed"]),
    ],
)
def test_misjudged_networks_are_counted_by_kind_with_what_shows_it(inspect, says, unsaid):
    result = judge(EXERCISE, inspect)
    assert not result
    assert result.value < inspection.TARGET
    assert all(text in result.message for text in says), result.message
    assert not any(text in result.message for text in unsaid), result.message


@pytest.mark.parametrize(
    ("inspect", "says"),
    [
        (lambda net, x, y: False, "inspect returned False. Expected 'sign', or the row and column"),
        (lambda net, x, y: "Sign", "inspect returned the string 'Sign'"),
        (lambda net, x, y: print(), "inspect returned None. Expected 'sign'"),
        (lambda net, x, y: 3, "inspect returned 3. Expected"),
        (lambda net, x, y: inspection.mark((3, 0)), "inspect returned bool array of shape (8, 8)"),
        (lambda net, x, y: (0, 1), "the place (0, 1). A mark has its upper left pixel in a row from 0 to 6"),
        (lambda net, x, y: (7, 6), "the place (7, 6)"),
        (lambda net, x, y: (float("nan"), 6), "the place (nan, 6"),
        (lambda net, x: (len(x), 6), "three arguments: inspect(net, x, y)"),
        (3, "without brackets"),
        (dict, "without brackets"),
        ((3, 6), "without brackets"),
    ],
)
def test_what_cannot_be_measured_is_said(inspect, says):
    result = judge(EXERCISE, inspect)
    assert not result
    assert says in result.message


def test_an_inspector_cannot_spoil_the_pictures():
    before = CASES[0].x.copy()

    def spoil(net, x, y):
        x[:], y[:] = 0, 0
        return "sign"

    judge(EXERCISE, spoil)
    assert np.array_equal(CASES[0].x, before)


def test_an_inspector_that_covers_its_argument_is_told_so():
    def pile_up(net, x, y):
        for place in PLACES:
            x[:, inspection.mark(place)] = 0
        return "sign"

    result = judge(EXERCISE, pile_up)
    assert not result
    assert "inspect changes its argument x" in result.message
    assert "You signed" not in result.message
