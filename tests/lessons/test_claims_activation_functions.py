"""What lesson 03 says in words about its numbers and pictures, checked, over five starts where it trains."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.activation_functions import survive
from nnlearn.lessons.activation_functions.advice import SUITS, measure_survival
from nnlearn.lessons.activation_functions.answers import log_sigmoid, silu
from nnlearn.lessons.activation_functions.propagation import passage
from nnlearn.lessons.activation_functions.survival import FUNCTIONS
from nnlearn.metrics import accuracy

SEEDS = range(5)


def test_what_you_saw_in_the_explorer():
    for name in ("tanh", "ReLU", "GELU"):
        run = passage(name, 1.0, 0.0, 0)
        assert run.signal_left[-1] < 1
        assert run.sensitivity[0] < 1
    run = passage("sigmoid", 1.0, 0.0, 0)
    assert run.signal_left[-1] < 1e-12 > run.sensitivity[0]
    assert passage("tanh", 3.0, 0.0, 0).sensitivity[0] > 100
    assert passage("ReLU", 1.0, -1.0, 0).dead.mean() > 0.9
    assert not passage("tanh", 3.0, 0.0, 0).dead.any()


def two_branches(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def test_the_sigmoid_with_two_branches_neither_overflows_nor_underflows():
    z = np.array([-1000.0, -745.0, -100.0, -40.0, -1.0, 0.0, 40.0, 1000.0])
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        h = two_branches(z)
    np.testing.assert_allclose(h[2:4], np.exp(z[2:4]), rtol=1e-12)
    assert (1 + np.tanh(-40 / 2)) / 2 == 0
    with pytest.warns(RuntimeWarning, match="overflow"):
        assert 1 / (1 + np.exp(np.array([1000.0]))) == 0
    far = np.linspace(-60, 60, 2401)
    assert np.abs(nn.sigmoid(far) - two_branches(far)).max() < 3e-16


def test_the_error_of_a_central_difference_falls_a_hundredfold_with_a_tenth_of_the_step():
    z = np.array([-4.0, -1.0, 0.0, 2.0])
    h = two_branches(z)
    errors = []
    for eps in (0.1, 0.01, 0.001):
        measured = (two_branches(z + eps) - two_branches(z - eps)) / (2 * eps)
        errors.append((np.abs(h * (1 - h) - measured) / np.maximum(h * (1 - h), measured)).max())
    np.testing.assert_allclose([errors[0] / errors[1], errors[1] / errors[2]], 100, rtol=0.05)


def test_the_table_of_the_family():
    z = np.linspace(-8, 8, 16001)
    middle = z[1:-1]
    p = two_branches(z)
    rules = {  # slopes of the table, but of SiLU, which is the exercise
        nn.Sigmoid: p * (1 - p),
        nn.Tanh: 1 - np.tanh(z) ** 2,
        nn.LeakyReLU: np.where(z > 0, 1, 0.01),
        nn.ELU: np.where(z > 0, 1, np.exp(np.minimum(z, 0))),
        nn.Softplus: p,
        nn.SiLU: silu(z)[1],
        nn.GELU: nn.gelu(z) / (z + 1e-300) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi),
    }
    away = np.abs(middle) > 1e-2
    for kind, slope in rules.items():
        h = kind()(z)
        np.testing.assert_allclose(((h[2:] - h[:-2]) / 0.002)[away], slope[1:-1][away], atol=1e-5, err_msg=str(kind))
    assert nn.SiLU()(z).min() == pytest.approx(-0.28, abs=0.005)
    assert nn.GELU()(z).min() == pytest.approx(-0.17, abs=0.005)
    assert z[nn.SiLU()(z).argmin()] == pytest.approx(-1.28, abs=0.005)  # the solution of 03.2


def test_per_layer_a_nudge_is_multiplied_by_gain_times_typical_slope():
    for gain in (1.0, 2.0, 3.0):
        found = np.median([survive("ReLU", gain, 20, 64, seed)[1] for seed in SEEDS])
        assert 0.4 < found / (gain * np.sqrt(0.5)) ** 20 < 2.5


def test_no_function_saves_a_deep_network_and_tanh_comes_closest():
    medians = {
        (name, gain): np.median([survive(name, gain, 20, 64, seed) for seed in SEEDS], axis=0)
        for name in FUNCTIONS
        for gain in (1.0, 2.0, 3.0)
    }
    assert all(medians["GELU", 1.0] < medians["ReLU", 1.0])
    assert all(medians["sigmoid", gain].max() < 1e-4 for gain in (1.0, 2.0, 3.0))
    assert all(medians["ReLU", 2.0] > 100)
    far = {setting: np.abs(np.log10(pair)).max() for setting, pair in medians.items()}
    assert min(far, key=far.get) == ("tanh", 1.0)


def read(bend, seed, epochs=10, rate=0.01):
    digits = datasets.digits()
    seen, (unseen, labels) = datasets.split(digits.x / 16, digits.y, seed=0)
    nn.manual_seed(seed)
    layers = [nn.Linear(64, 32), bend()]
    for _ in range(5):
        layers += [nn.Linear(32, 32), bend()]
    model = nn.Sequential(*layers, nn.Linear(32, 10))
    nn.fit(model, nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=rate), *seen, epochs=epochs, batch_size=32)
    return accuracy(nn.predict(model, unseen), labels)


def test_with_the_sigmoid_a_network_of_six_hidden_layers_reads_a_quarter_and_with_the_others_nine_of_ten():
    means = {bend.__name__: np.mean([read(bend, s) for s in SEEDS]) for bend in (nn.Sigmoid, nn.Tanh, nn.ReLU, nn.GELU)}
    assert 0.15 < means.pop("Sigmoid") < 0.4
    assert min(means.values()) > 0.85
    later = [read(nn.Sigmoid, seed, epochs=40) for seed in SEEDS]
    assert 0.6 < np.mean(later) < 0.8  # about seven in ten
    assert min(later) < 0.5
    assert max(later) > 0.9


def test_dead_units_learn_a_constant_the_leak_a_line_and_gelu_the_sine():
    x = np.linspace(-1, 1, 50, dtype="float32")[:, None]
    y = np.sin(3 * x)
    line = np.polyval(np.polyfit(x[:, 0], y[:, 0], 1), x)
    best = ((line - y) ** 2).mean() / y.var()
    for bend, low, high in ((nn.ReLU, 0.99, 1.01), (nn.LeakyReLU, best - 0.01, best + 0.01), (nn.GELU, 0, 0.03)):
        for seed in SEEDS:
            nn.manual_seed(seed)
            model = nn.Sequential(nn.Linear(1, 16), bend(), nn.Linear(16, 1))
            model[0].bias.data = nn.tensor(np.full(16, -5.0), dtype="float32")
            nn.fit(model, nn.MSELoss(), nn.Adam(model.parameters(), lr=0.02), x, y, epochs=300, batch_size=50)
            assert low < ((nn.predict(model, x) - y) ** 2).mean() / y.var() < high
            assert (nn.predict(model[:2], x) == 0).all(axis=0).sum() == (16 if bend is nn.ReLU else 0)


@pytest.mark.parametrize(
    ("name", "passing"), [("tanh", (1.1, 1.25, 1.4)), ("ReLU", (1.43, 1.46, 1.48)), ("GELU", (1.47,)), ("sigmoid", ())]
)
def test_the_open_exercise_has_the_gains_that_its_solution_names(name, passing):
    for gain in passing:
        assert measure_survival((name, gain))[1], gain
    for gain in (0.5, 1.0, 1.6, 2.0, 8.0, 10.0, 11.0, 11.5, 12.0, 14.0):
        assert not measure_survival((name, gain))[1], gain


def test_no_gain_of_the_sigmoid_suits_both_and_it_is_told_so():
    for gain in (*np.geomspace(1, 100, 18), 11.5, 12.5, 500.0, 1000.0):
        _, passed, _, told = measure_survival(("sigmoid", gain))
        assert not passed
        assert "does this activation have a gain that suits both?" in told.lower() or "in one draw" in told


@pytest.mark.parametrize(("name", "gain", "words"), [("tanh", 1.0, "A little more"), ("tanh", 3.0, "takes less gain")])
def test_activations_that_have_a_gain_are_told_the_way(name, gain, words):
    assert words in measure_survival((name, gain))[3]
    assert all(measure_survival((name, gain))[1] for name, gain in SUITS.items())


def test_the_logarithm_of_the_sigmoid_is_right_where_the_sigmoid_is_not():
    assert log_sigmoid(np.array([-1000.0, 0.0])).round(3).tolist() == [-1000.0, -0.693]
