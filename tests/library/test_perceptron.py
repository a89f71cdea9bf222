"""The perceptron learns from its mistakes alone: convergence, its bound, the pocket, and every step visible."""

import itertools

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch

AND = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32), np.array([0, 0, 0, 1])
XOR = AND[0], np.array([0, 1, 1, 0])


@pytest.fixture(params=["numpy", "torch"])
def nn(request):
    return {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[request.param]


def separable(count=60, gap=0.1, seed=0):
    """Return points on both sides of a line through the middle, none closer to it than the gap."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, (4 * count, 2)).astype(np.float32)
    score = x @ np.array([0.6, -0.8], np.float32) + 0.1
    keep = np.abs(score) > gap
    return x[keep][:count], (score > 0).astype(np.int64)[keep][:count]


def test_separable_points_are_separated(nn):
    x, y = separable()
    model = nn.Perceptron(2)
    mistakes = model.fit(x, y)
    assert mistakes[-1] == 0
    assert mistakes[0] > 0
    assert (model.predict(x) == y).all()
    assert model.fit(x, y) == [0]


def test_mistakes_stay_below_novikoffs_bound(nn):
    """Return (R / gamma)^2 of the points with a 1 for the bias, and the best margin known."""
    x, y = separable()
    lifted = np.c_[x, np.ones(len(x))]
    truth = np.array([0.6, -0.8, 0.1])
    gamma = ((2 * y - 1) * (lifted @ truth)).min() / np.linalg.norm(truth)
    bound = (np.linalg.norm(lifted, axis=1).max() / gamma) ** 2
    assert sum(nn.Perceptron(2).fit(x, y)) <= bound


def test_what_cannot_be_separated_never_settles(nn):
    mistakes = nn.Perceptron(2).fit(*XOR, epochs=50)
    assert len(mistakes) == 50
    assert min(mistakes[5:]) > 0


def test_steps_show_what_fit_does(nn):
    x, y = separable()
    watched, fitted = nn.Perceptron(2, lr=0.5), nn.Perceptron(2, lr=0.5)
    mistakes = fitted.fit(x, y)
    steps = list(watched.steps(x, y, epochs=len(mistakes)))
    assert [sum(s.mistake for s in steps if s.epoch == e) for e in range(len(mistakes))] == mistakes
    assert [s.index for s in steps] == list(range(len(x))) * len(mistakes)
    assert (steps[-1].weight == nn.to_numpy(fitted.weight)).all()
    for before, after in itertools.pairwise(steps):
        moved = (after.weight != before.weight).any() or (after.bias != before.bias).any()
        assert moved == after.mistake, "weights move after a mistake and never else"
    first = steps[0].weight.copy()
    steps[-1].weight[...] = 9
    assert (steps[0].weight == first).all(), "each step holds copies"
    assert (nn.to_numpy(watched.weight) == nn.to_numpy(fitted.weight)).all()


def test_steps_come_one_at_a_time(nn):
    model = nn.Perceptron(2)
    steps = model.steps(*AND, epochs=10)
    assert not nn.to_numpy(model.weight).any()
    next(steps)
    assert nn.to_numpy(model.bias).tolist() == [-1.0]


def test_both_sides_take_the_same_steps():
    x, y = separable(seed=3)
    labels = y + (x[:, 0] > 0.4)
    for classes, target in ((2, y), (3, labels)):
        runs = []
        for nn in (nnlearn.numpy, nnlearn.torch):
            model = nn.Perceptron(2, classes, lr=0.25)
            runs.append(list(model.steps(x, target, epochs=4, shuffle=True, seed=7)))
        for a, b in zip(*runs, strict=True):
            assert a[:5] == b[:5]
            np.testing.assert_allclose(a.weight, b.weight, atol=1e-6)
            np.testing.assert_allclose(a.bias, b.bias, atol=1e-6)


def test_the_rate_scales_the_weights_and_changes_no_guess(nn):
    x, y = separable()
    one, other = nn.Perceptron(2), nn.Perceptron(2, lr=8.0)
    assert one.fit(x, y) == other.fit(x, y)
    np.testing.assert_allclose(8 * nn.to_numpy(one.weight), nn.to_numpy(other.weight), rtol=1e-5)


def test_more_classes(nn):
    """Return three clouds, each closest to a corner of its own."""
    rng = np.random.default_rng(0)
    y = np.repeat([0, 1, 2], 20)
    x = (np.array([[0, 2], [2, -1], [-2, -1]])[y] + rng.normal(0, 0.3, (60, 2))).astype(np.float32)
    model = nn.Perceptron(2, 3)
    assert model.fit(x, y)[-1] == 0
    assert (model.predict(x) == y).all()
    assert [tuple(p.shape) for p in model.parameters()] == [(3, 2), (3,)]
    assert abs(nn.to_numpy(model.weight).sum(axis=0)).max() < 1e-4, "what one row gains another loses"


def test_the_pocket_keeps_the_best_weights_seen(nn):
    x, y = separable(seed=1)
    y[::9] = 1 - y[::9]  # noise: no line is right
    plain, pocket = nn.Perceptron(2), nn.Perceptron(2, pocket=True)
    assert plain.fit(x, y, epochs=20) == pocket.fit(x, y, epochs=20), "the pocket changes no step"
    wrong = []
    watched = nn.Perceptron(2)
    for step in watched.steps(x, y, epochs=20):
        scores = x @ step.weight[0] + step.bias[0]
        wrong.append(int(((scores >= 0) != y).sum()))
    found = int((pocket.predict(x) != y).sum())
    assert found == min(wrong)
    assert found < int((plain.predict(x) != y).sum())


def test_shuffling_follows_its_seed(nn):
    x, y = separable()
    orders = [[s.index for s in nn.Perceptron(2).steps(x, y, epochs=2, shuffle=True, seed=seed)] for seed in (1, 1, 2)]
    assert orders[0] == orders[1] != orders[2]
    assert sorted(orders[0][: len(x)]) == list(range(len(x)))
    assert orders[0][: len(x)] != orders[0][len(x) :]


def test_double_precision(nn):
    model = nn.Perceptron(2).double()
    model.fit(*AND)
    assert nn.to_numpy(model.weight).dtype == np.float64
    assert (model.predict(AND[0].astype(np.float64)) == AND[1]).all()


def test_a_score_of_zero_counts_as_one(nn):
    assert nn.Perceptron(2).predict(AND[0]).tolist() == [1, 1, 1, 1]


def test_steps_refuse_at_once_and_not_at_the_first_step(nn):
    with pytest.raises(ValueError, match="expected epochs at least 1, got 0"):
        nn.Perceptron(2).steps(*AND, epochs=0)


def test_learning_leaves_no_graph_behind():
    model = nnlearn.torch.Perceptron(2)
    model.fit(*AND)
    assert model.weight.grad is None
    assert model.weight.is_leaf
    assert model(torch.tensor(AND[0])).shape == (4, 1)


@pytest.mark.parametrize("classes", [2, 3])
def test_one_point_is_checked_before_it_is_learned(nn, classes):
    """A label of 5 made the weights of two classes four times as large, and None moved all rows of three."""
    model, x = nn.Perceptron(2, classes), np.array([1.0, -2.0], np.float32)
    for wrong in (5, classes, -1, None, 1.5, np.nan, "1", True, [1]):
        with pytest.raises((TypeError, ValueError), match=r"Perceptron\.learn expected target .* got"):
            model.learn(x, wrong)
    for wrong in (x[:1], x[None], x * np.nan, x.tolist(), None, "ab", x.astype(complex), x.astype(object)):
        with pytest.raises((TypeError, ValueError), match=r"Perceptron\.learn expected .*x .*got"):
            model.learn(wrong, 1)
    assert not nn.to_numpy(model.weight).any(), "nothing was learned from what was refused"
    assert model.learn(x, np.int64(0)) == (1 if classes == 2 else 0)


def test_points_of_other_kinds_of_numbers_are_those_of_float32(nn):
    x, y = separable()
    rounded = np.round(8 * x)
    for kind in (np.int64, np.float64, np.float16, ">f4"):
        one, other = nn.Perceptron(2), nn.Perceptron(2)
        assert one.fit(rounded.astype(kind), y, epochs=3) == other.fit(rounded, y, epochs=3)
        assert (one.predict(rounded.astype(kind)) == other.predict(rounded)).all()
        assert nn.to_numpy(one.weight).dtype == np.float32
