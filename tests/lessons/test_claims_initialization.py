"""What lesson 10 says in words about first weights, inputs and batch normalisation, checked over its seeds."""

import math
from functools import cache

import numpy as np
import pytest
import torch

import nnlearn.numpy as nn
import nnlearn.torch as pytorch
from nnlearn import datasets
from nnlearn.lessons.initialization import deep, network, share_read
from nnlearn.lessons.initialization.answers import BatchNorm, first_weights, layer_norm_backward, standardise
from nnlearn.lessons.initialization.propagation import LAYERS
from nnlearn.lessons.initialization.trials import TARGET, measure_deep
from nnlearn.metrics import accuracy

SEEDS = range(5)


@cache
def read(start, norm, lr, digits=1344, epochs=5, seeds=5):
    """Return the mean share of unseen digits over the seeds."""
    return np.mean([share_read(nn, start, norm, lr, seed, epochs=epochs, digits=digits) for seed in range(seeds)])


def test_both_sides_begin_with_pytorchs_default():
    assert issubclass(pytorch.Linear, torch.nn.Linear)
    torch.manual_seed(0)
    theirs = torch.nn.Linear(400, 300).weight.detach().numpy()
    torch.manual_seed(0)
    again = torch.nn.init.kaiming_uniform_(torch.empty(300, 400), a=math.sqrt(5)).numpy()
    np.testing.assert_array_equal(theirs, again)
    nn.manual_seed(0)
    for weight in (theirs, nn.Linear(400, 300).weight.data):
        assert abs(weight).max() * 20 == pytest.approx(1, abs=1e-3)
        assert weight.std() * 20 == pytest.approx(1 / math.sqrt(3), rel=0.01)
    assert first_weights(400, 300, math.sqrt(5))[1] == pytest.approx(1 / 20)


@pytest.mark.parametrize("gain", [1 / math.sqrt(3), 1.0, math.sqrt(2)])
def test_thirty_relu_layers_follow_the_formula(gain):
    factor = (gain**2 / 2) ** (LAYERS / 2)
    for seed in SEEDS:
        run = deep("standardised", "ReLU", gain, False, False, seed)
        assert factor / 5 < run.signals[-1] / run.signals[0] < factor * 5
        assert factor / 5 < run.gradients[0] / run.gradients[-1] < factor * 5


def test_thirty_default_layers_keep_a_signal_that_is_the_same_for_every_digit():
    x, _ = datasets.standardise(datasets.digits().x.astype("float64"), np.zeros((1, 64)))
    for seed in SEEDS:
        nn.manual_seed(seed)
        layers = [part for _ in range(30) for part in (nn.Linear(64, 64), nn.ReLU())]
        h = nn.predict(nn.Sequential(*layers).double(), x)
        assert np.sqrt((h**2).mean()) > 0.01
        assert np.sqrt(h.var(axis=0).mean()) < 1e-10


def test_eight_default_layers_do_not_learn_xaviers_begin_to_and_hes_read_most_digits():
    assert all(read("default", False, lr) < 0.2 for lr in (0.03, 0.1, 0.3, 1.0))
    xavier, he = (max(read(start, False, lr) for lr in (0.03, 0.1, 0.3)) for start in ("Xavier", "He"))
    assert 0.3 < xavier < he - 0.1
    assert he > 0.75
    assert read("He", False, 1.0) < 0.2


def test_with_one_hidden_layer_the_default_learns():
    data = datasets.digits()
    (x, y), (unseen, labels) = datasets.split(data.x / 16, data.y, seed=0)
    for seed in SEEDS:
        nn.manual_seed(seed)
        net = nn.Sequential(nn.Linear(64, 32), nn.Tanh(), nn.Linear(32, 10))
        nn.fit(net, nn.CrossEntropyLoss(), nn.SGD(net.parameters(), lr=0.5), x, y, epochs=10, batch_size=32)
        assert accuracy(nn.predict(net, unseen), labels) > 0.9


@pytest.mark.parametrize("start", ["default", "He"])
def test_normalised_networks_learn_at_the_smallest_and_the_largest_rate_and_are_ahead_at_the_best(start):
    assert all(read(start, True, lr) > 0.9 for lr in (0.03, 0.1, 1.0))
    best, plain = (max(read(*network, lr) for lr in (0.03, 0.1)) for network in ((start, True), ("He", False)))
    assert best > plain + 0.05


def test_after_20_epochs_the_plain_network_has_caught_up():
    plain, normalised = (read("He", norm, lr, epochs=20, seeds=3) for norm, lr in ((False, 0.03), (True, 0.1)))
    assert plain > 0.96
    assert abs(normalised - plain) < 0.025


def test_a_last_batch_of_four_spoils_both_networks():
    for norm in (False, True):
        assert read("He", norm, 0.1) - read("He", norm, 0.1, digits=1348) > 0.05


def test_part_of_what_a_last_batch_of_four_costs_is_in_the_running_averages():
    data = datasets.digits()
    (x, y), (unseen, labels) = datasets.split(data.x / 16, data.y, seed=0)
    before, after = [], []
    for seed in SEEDS:
        nn.manual_seed(seed)
        net = network(nn, "He", True)
        nn.fit(net, nn.CrossEntropyLoss(), nn.SGD(net.parameters(), lr=0.1), x, y, epochs=5, batch_size=32)
        before.append(accuracy(nn.predict(net, unseen), labels))
        net.train()
        for start in range(0, 1344, 32):
            net(x[start : start + 32])
        after.append(accuracy(nn.predict(net, unseen), labels))
    assert np.mean(after) > np.mean(before) + 0.03


def test_standardised_tumours_are_judged_rightly_at_all_three_rates_and_raw_ones_at_none():
    data = datasets.breast_cancer()
    (a, ya), (b, yb) = datasets.split(data.x.astype(float), data.y, seed=0)
    low, high, std = a.min(axis=0), a.max(axis=0), a.std(axis=0)
    ways = {
        "raw": (a, b),
        "spread": (a / std, b / std),
        "range": ((a - low) / (high - low), (b - low) / (high - low)),
        "standardised": datasets.standardise(a, b),
    }
    right = {}
    for name, tables in ways.items():
        train, test = (table.astype("f4") for table in tables)
        for lr in (0.01, 0.1, 1.0):
            found = []
            for seed in SEEDS:
                nn.manual_seed(seed)
                net = nn.Sequential(nn.Linear(30, 16), nn.Tanh(), nn.Linear(16, 2))
                nn.fit(net, nn.CrossEntropyLoss(), nn.SGD(net.parameters(), lr=lr), train, ya, epochs=10, batch_size=32)
                found.append(accuracy(nn.predict(net, test), yb))
            right[name, lr] = np.mean(found)
    assert all(right["standardised", lr] > 0.9 for lr in (0.01, 0.1, 1.0))
    assert all(right["raw", lr] < 0.7 for lr in (0.01, 0.1, 1.0))
    assert right["spread", 1.0] < 0.7
    assert right["range", 0.01] < 0.8 < 0.9 < min(right["range", 0.1], right["range", 1.0])


def test_the_gradient_of_normalised_relu_layers_grows_as_the_theory_says_whatever_the_gain():
    theory = math.sqrt(math.pi / (math.pi - 1))
    for seed in SEEDS:
        for gain in (0.5, 3.0):
            run = deep("standardised", "ReLU", gain, False, True, seed)
            assert (run.gradients[0] / run.gradients[-1]) ** (1 / LAYERS) == pytest.approx(theory, abs=0.05)
            tanh = deep("standardised", "tanh", gain, False, True, seed)
            assert 1.05 < (tanh.gradients[0] / tanh.gradients[-1]) ** (1 / LAYERS) < 1.15


def test_the_layer_of_the_exercise_is_the_librarys():
    rng = np.random.default_rng(0)
    mine, theirs = BatchNorm(3), nn.BatchNorm1d(3).double()
    for _ in range(3):
        z = 2 * rng.normal(size=(7, 3)) + 5
        np.testing.assert_allclose(mine.forward(z, True), theirs(z), rtol=1e-9)
    np.testing.assert_allclose(mine.var, theirs.running_var, rtol=1e-6)
    theirs.eval()
    np.testing.assert_allclose(mine.forward(z, False), theirs(z), rtol=1e-6)


def test_the_gradient_of_the_exercise_is_the_librarys():
    rng = np.random.default_rng(0)
    z, gamma, grad = rng.normal(size=(5, 4)), rng.normal(size=4), rng.normal(size=(5, 4))
    layer = nn.LayerNorm(4).double()
    layer.weight.data = gamma
    layer(z)
    dz, dgamma, dbeta = layer_norm_backward(z, gamma, grad)
    np.testing.assert_allclose(dz, layer.backward(grad), rtol=1e-9)
    np.testing.assert_allclose(dgamma, layer.weight.grad, rtol=1e-9)
    np.testing.assert_allclose(dbeta, layer.bias.grad, rtol=1e-9)


def start_with(fill):
    def choose(nn):
        def init(layer):
            fill(nn, layer)

        return standardise, init

    return choose


def he_normal(nn, layer):
    nn.kaiming_normal_(layer.weight, nonlinearity="relu")
    nn.uniform_(layer.bias, 0.0, 0.0)


def he_uniform(nn, layer):
    nn.kaiming_uniform_(layer.weight, nonlinearity="relu")
    nn.uniform_(layer.bias, 0.0, 0.0)


@pytest.mark.parametrize("fill", [he_normal, he_uniform])
def test_the_target_of_the_open_exercise_leaves_a_margin_over_ten_seeds(fill):
    worst, passed, *_ = measure_deep(start_with(fill), range(10))
    assert passed
    assert worst >= TARGET + 0.03


def zeros(nn, layer):
    layer.weight.data[:] = 0.0


def equal(nn, layer):
    layer.weight.data[:] = math.sqrt(2 / layer.in_features)


def large_biases(nn, layer):
    he_normal(nn, layer)
    nn.normal_(layer.bias, std=10.0)


def positive(nn, layer):
    nn.uniform_(layer.weight, 0, math.sqrt(6 / layer.in_features))


FILLS = {
    "weights with a mean of 0.19, which should be 0": positive,
    "init changes nothing": lambda nn, layer: None,
    "init makes the weights too small": lambda nn, layer: nn.xavier_normal_(layer.weight),
    "init makes the weights too large": lambda nn, layer: nn.normal_(layer.weight, std=1.0),
    "init sets all weights to 0": zeros,
    "have the same weights": equal,
    "init sets biases as far from 0 as": large_biases,
}


@pytest.mark.parametrize("words", FILLS)
def test_the_open_exercise_says_what_is_wrong_with_first_weights(words):
    worst, passed, _, advice = measure_deep(start_with(FILLS[words]), range(1))
    assert not passed
    assert worst < 0.75
    assert words in advice


def ranged(train, test):
    low, high = train.min(axis=0), train.max(axis=0)
    return (train - low) / (high - low), (test - low) / (high - low)


PREPARED = {
    "as large as 4,254": lambda train, test: (train, test),
    "standard deviations of its columns go from": lambda train, test: (train / 50, test / 50),
    "on another scale": lambda train, test: (standardise(train, test)[0], test / 50),
    "columns with means from": lambda train, test: (ranged(train, test)[0] + 5, ranged(train, test)[1] + 5),
}


@pytest.mark.parametrize("words", PREPARED)
def test_the_open_exercise_looks_at_the_preparation_first(words):
    *_, advice = measure_deep(lambda nn: (PREPARED[words], lambda layer: he_normal(nn, layer)), range(1))
    assert words in advice


def shaped(nn, layer):
    layer.weight.data = layer.weight.data.T


FORMS = {
    "ends? with return prepare, init|should end": lambda nn: None,
    "a dict": lambda nn: {"prepare": standardise},
    "one function": lambda nn: standardise,
    "3 things": lambda nn: (standardise, he_normal, 3),
    "is a tuple and not a function": lambda nn: (standardise(np.eye(3), np.eye(3)), print),
    "wrong order": lambda nn: (lambda layer: None, standardise),
    "prepare is called with two tables": lambda nn: (lambda train: train, lambda layer: None),
    "init is called with one thing": lambda nn: (standardise, he_normal),
    "prepare returns nothing": lambda nn: (lambda train, test: None, lambda layer: None),
    "prepare returns one table": lambda nn: (lambda train, test: train, lambda layer: None),
    "prepare returns 3 things": lambda nn: (lambda train, test: (train, test, 0), lambda layer: None),
    "not a table of numbers": lambda nn: (lambda train, test: ("a", "b"), lambda layer: None),
    "Are the two tables exchanged": lambda nn: (lambda train, test: (test, train), lambda layer: None),
    "not finite": lambda nn: (lambda train, test: (train * np.nan, test), lambda layer: None),
    "30 columns in train and 3 in test": lambda nn: (lambda train, test: (train, test[:, :3]), lambda layer: None),
    "replaces layer.weight by": lambda nn: (standardise, lambda layer: setattr(layer, "weight", None)),
    r"expected weight to be a Parameter .* layer\.weight\.data = \.\.\. writes": lambda nn: (
        standardise,
        lambda layer: setattr(layer, "weight", np.eye(3)),
    ),
    "expected shape": lambda nn: (standardise, lambda layer: shaped(nn, layer)),
}


@pytest.mark.parametrize("words", FORMS)
def test_the_open_exercise_says_which_form_it_expects(words):
    with pytest.raises((TypeError, ValueError), match=words):
        measure_deep(FORMS[words], range(1))
