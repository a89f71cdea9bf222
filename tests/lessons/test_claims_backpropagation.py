"""What lesson 09 says in words about training with a bug, checked over its five starts."""

import numpy as np
import pytest

from nnlearn import datasets
from nnlearn.lessons.backpropagation import answers, measuring, watching
from nnlearn.lessons.backpropagation.network import BUGS, backward, data, forward, parameters, train

SEEDS = range(5)


def test_gradients_that_are_never_reset_are_momentum_without_friction():
    x, labels = data()
    (W, b), sums = ([[v.copy() for v in group] for group in parameters(1)], None)
    for _ in range(20):
        _, found = backward(forward(x, W, b), labels, W)
        sums = found if sums is None else [(A + c, B + d) for (A, B), (c, d) in zip(sums, found, strict=True)]
        for k in range(3):
            W[k] -= 0.1 * sums[k][0]
            b[k] -= 0.1 * sums[k][1]
    p = forward(x, W, b)[-1]
    loss = -np.log(p[np.arange(12), labels]).mean()
    np.testing.assert_allclose(train(1, "gradients are not reset", steps=20)[-1], loss, rtol=1e-9)


def test_without_a_reset_the_loss_of_the_flowers_ends_lower_after_100_steps_but_does_not_fall_steadily():
    right = [train(seed) for seed in SEEDS]
    never = [train(seed, "gradients are not reset") for seed in SEEDS]
    assert all(lost[-1] < losses[-1] for lost, losses in zip(never, right, strict=True))
    assert all((np.diff(losses) < 0).all() for losses in right)
    assert all((np.diff(losses) > 1e-6).any() for losses in never)


def test_start_2_without_a_reset_ends_above_the_right_gradients_after_400_steps():
    assert train(2, "gradients are not reset", steps=400)[-1] > 2 * train(2, steps=400)[-1]


def test_a_missing_1_over_n_is_a_learning_rate_12_times_as_large():
    np.testing.assert_allclose(train(0, "1/N is missing"), train(0, lr=1.2), rtol=1e-6)


@pytest.mark.parametrize("bug", ["W transposed on the way back", "the bias takes one example"])
def test_the_loss_falls_with_wrong_gradients_too(bug):
    for seed in SEEDS:
        losses = train(seed, bug)
        assert losses[-1] < 0.5 * losses[0]


def test_the_wrong_sign_makes_the_loss_rise():
    assert all(train(seed, "the sign of the error")[-1] > 10 for seed in SEEDS)


def test_the_target_of_the_open_exercise_leaves_a_margin_over_ten_seeds():
    digits = datasets.digits()
    (x, y), (unseen, labels) = datasets.split(digits.x / 16, digits.y, seed=0)
    for seed in range(10):
        rng = np.random.default_rng(seed)
        found = [rng.normal(size=(64, 64)) / 8, np.zeros(64), rng.normal(size=(10, 64)) / 8, np.zeros(10)]
        for _ in range(60):
            order = rng.permutation(len(x))
            for start in range(0, len(x), 16):
                rows = order[start : start + 16]
                for parameter, gradient in zip(found, answers.gradients(x[rows], y[rows], *found), strict=True):
                    parameter -= 0.5 * gradient
        W1, b1, W2, b2 = found
        assert ((np.tanh(unseen @ W1.T + b1) @ W2.T + b2).argmax(axis=1) == labels).sum() >= 440  # the target is 436


def test_start_2_without_a_reset_leaves_two_flowers_of_different_kinds_with_the_same_signals_and_saturated_units():
    x, labels = data()
    saturated = {}
    for seed in (0, 2):
        (W, b), sums = ([[v.copy() for v in group] for group in parameters(seed)], None)
        for _ in range(400):
            signals = forward(x, W, b)
            _, sums = backward(signals, labels, W, "gradients are not reset", sums)
            for k in range(3):
                W[k] -= 0.1 * sums[k][0]
                b[k] -= 0.1 * sums[k][1]
        saturated[seed] = (np.abs(np.concatenate(signals[1:3], axis=1)) > 0.9).mean()
    assert min(saturated.values()) > 0.9
    probabilities = signals[-1]
    wrong = int(np.flatnonzero(probabilities.argmax(axis=1) != labels)[0])
    apart = np.abs(np.delete(signals[-2], wrong, axis=0) - signals[-2][wrong]).max(axis=1)
    other = np.delete(np.arange(12), wrong)[apart.argmin()]
    assert apart.min() < 0.05
    assert labels[other] != labels[wrong]


@pytest.mark.parametrize("bug", BUGS)
def test_only_the_wrong_sign_ends_above_its_start(bug):
    for seed in SEEDS:
        losses = train(seed, bug)
        assert 0.8 < losses[0] < 1.3
        assert losses[-1] > 30 * losses[0] if bug == "the sign of the error" else losses[-1] < 0.5 * losses[0]


def moved_in_a_copy(function, x, gradient):
    flat = x.flatten()
    flat[0] += 1e-5
    return function(x), 1


def moved_there_and_back(function, x, gradient):
    up = down = x
    up[0] += 1e-5
    down[0] -= 1e-5
    return function(up) - function(down), 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [(moved_in_a_copy, "hand over the array that you move"), (moved_there_and_back, "After `up = x`")],
)
def test_two_ways_to_leave_x_where_it_is_are_told_apart(answer, words):
    assert words in measuring.how_it_measures(answer)


def test_the_loss_of_a_training_is_finite_where_a_probability_is_zero():
    _, logs = watching._forward(np.ones((1, 1)), [np.ones((1, 1)), np.zeros(1), np.array([[1e4], [0.0]]), np.zeros(2)])
    assert logs[0].round() == pytest.approx([0, -7616])  # tanh(1) is 0.7616
