"""What lesson 01 says in words: the reader of digits, the cell and its formula, the line, the limits of one neuron."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.neuron import answers, drive
from nnlearn.lessons.neuron.advice import measure_distance
from nnlearn.lessons.neuron.lif import CELL, Cell, rate
from nnlearn.metrics import accuracy

CURRENTS = np.linspace(0, 4, 41)
RATES = drive(np.tile(CURRENTS, (10_000, 1)))[1].sum(axis=0)


def loss(w, b):
    return ((w * CURRENTS + b - RATES) ** 2).mean()


@pytest.mark.parametrize("seed", range(5))
def test_the_reader_reads_92_or_93_of_100_unseen_digits_from_any_start(seed):
    seen, unseen = datasets.mnist_sample("train"), datasets.mnist_sample("test")
    nn.manual_seed(seed)
    reader = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10))
    optimizer = nn.SGD(reader.parameters(), lr=0.3)
    x = seen.x.reshape(-1, 784) / 255
    nn.fit(reader, nn.CrossEntropyLoss(), optimizer, x, seen.y, epochs=10, batch_size=50)
    assert 0.91 < accuracy(nn.predict(reader, unseen.x.reshape(-1, 784) / 255), unseen.y) < 0.945
    assert sum(p.size for p in map(nn.to_numpy, reader.parameters())) == 25_450


def test_the_constants_are_those_of_the_text():
    assert (CELL.rest, CELL.threshold, CELL.reset, CELL.resistance, CELL.tau, CELL.dead) == (-65, -50, -65, 10, 10, 2)
    assert CELL.onset == 1.5


def test_the_formula_of_the_text_is_the_rate_and_the_count_is_a_little_below_it():
    over = CURRENTS[CURRENTS > 1.5]
    formula = 1000 / (2 + 10 * np.log(10 * over / (10 * over - 15)))
    np.testing.assert_allclose(rate(over), formula)
    counted = RATES[CURRENTS > 1.5]
    assert (counted <= formula + 0.5).all()  # the first spike waits for no dead time
    assert (counted >= formula - 3).all()
    assert (RATES[CURRENTS <= 1.5] == 0).all()
    assert rate(4.0) == pytest.approx(149, abs=0.5)
    assert rate(4.0, Cell(dead=0.0)) == pytest.approx(213, abs=0.5)


def test_the_cell_of_the_exercise_has_no_dead_time_and_fires_44_percent_more_often():
    assert answers.spikes(4.0) == 212
    assert RATES[-1] == 147
    assert answers.spikes(4.0) / RATES[-1] == pytest.approx(1.44, abs=0.005)


def test_no_line_has_a_smaller_loss_than_least_squares_and_relu_makes_it_smaller():
    w, b = np.polyfit(CURRENTS, RATES, 1)
    assert loss(w, b) == pytest.approx(188, abs=0.5)
    assert loss(w, b) ** 0.5 == pytest.approx(13.7, abs=0.05)
    assert all(loss(v, c) >= loss(w, b) for v in np.linspace(0, 90, 91) for c in np.linspace(-90, 30, 121))
    assert round(b) == -29
    assert ((np.maximum(w * CURRENTS + b, 0) - RATES) ** 2).mean() == pytest.approx(130, abs=0.5)
    assert loss(40, -20) > 200 > loss(44, -28)


def test_the_count_of_the_explorer_is_up_to_two_below_the_formula():
    for current, formula in ((2, 63), (3, 112), (4, 149)):
        assert round(float(rate(float(current)))) == formula
        assert 0 <= formula - RATES[10 * current] <= 2


def test_learning_by_trying_comes_within_one_percent_of_least_squares():
    path = [(0.0, 0.0)]
    for _ in range(100):
        path.append(answers.better(CURRENTS, RATES, *path[-1], 1.0))
    w, b = path[-1]
    assert (w, b) == (44, -28)
    assert path.index((w, b)) == 72
    assert loss(w, b) < 1.01 * loss(*np.polyfit(CURRENTS, RATES, 1))


@pytest.mark.parametrize("w", [0.5, 1.0, 2.0, 4.0])
def test_the_weight_moves_the_threshold_and_makes_the_curve_steeper(w):
    x = np.linspace(0, 8, 8001)
    p = answers.sigmoid(w * x - 3.0)
    assert x[np.abs(p - 0.5).argmin()] == pytest.approx(3.0 / w, abs=1e-3)
    assert np.diff(p).max() / 1e-3 == pytest.approx(w / 4, rel=1e-3)


def test_the_bias_moves_the_curve_and_leaves_its_shape():
    x = np.linspace(-9, 9, 1801)  # a bias of 2 with a weight of 2 moves it by 1, 100 points
    np.testing.assert_allclose(answers.sigmoid(2 * x + 2)[:-100], answers.sigmoid(2 * x)[100:])


def test_one_neuron_goes_one_way_only_so_42_of_60_points_are_its_best():
    x = np.linspace(-1, 1, 60)
    wanted = np.abs(x) < 0.4
    rng = np.random.default_rng(0)
    best = 0
    for w, b in rng.normal(size=(5000, 2)):
        for f in (answers.step, answers.relu, answers.sigmoid):
            p = f(w * x + b)
            assert (np.diff(p) >= 0).all() or (np.diff(p) <= 0).all()
        best = max(best, int(((w * x + b >= 0) == wanted).sum()))
    assert best == 42


def test_the_cell_gives_many_answers_and_pulses_make_it_fire():
    counts = drive(np.tile(np.linspace(0, 4, 81), (10_000, 1)))[1].sum(axis=0)
    assert len(np.unique(counts)) > 40
    pulses = np.where(np.arange(10_000) % 500 < 250, 2.9, 0.0)
    assert pulses.mean() == pytest.approx(1.45)
    assert drive(np.full(10_000, 1.45))[1].sum() == 0 < drive(pulses)[1].sum()


def test_the_open_target_leaves_a_margin_and_the_line_of_the_lesson_does_not_meet_it():
    w, b = np.polyfit(CURRENTS, RATES, 1)
    assert (round(w, 1), round(b, 1)) == (44.8, -29.4)
    off, met, _, _ = measure_distance((answers.relu, 44.8, -29.4, 1.0))
    assert (round(off, 1), met) == (11.6, False)
    assert round(measure_distance((lambda z: z, 44.8, -29.4, 1.0))[0], 1) == 13.8
    assert measure_distance((lambda z: np.sqrt(np.maximum(z, 0)), 1.0, -1.45, 95.0))[0] < 7
    assert measure_distance((answers.sigmoid, 2.4, -5.4, 144.0))[0] < 8.7
    slopes, starts = np.meshgrid(np.linspace(40, 70, 31), np.linspace(0.8, 1.5, 15))
    off = answers.relu(slopes[..., None] * (CURRENTS - starts[..., None])) - RATES  # (15, 31, currents)
    assert np.sqrt((off**2).mean(axis=-1)).min() < 8.6


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1.0, -1.5, 1.0), "change the height: it must be farther from 0"),
        ((1.0, -1.5, -94.0), "change the height: it must be above 0"),
        ((1.0, -1.5, 300.0), "change the height: it must be closer to 0"),
        ((1.0, 0.0, 94.0), "change the bias: it must be farther from 0"),
    ],
)
def test_one_wrong_number_is_found_however_far_it_is_off(numbers, words):
    assert words in measure_distance((lambda z: np.sqrt(np.maximum(z, 0)), *numbers))[3]


def test_an_activation_that_takes_no_array_is_told_so():
    message = judge(registry.find("exercises", "01.5"), (lambda z: max(z, 0), 1.0, -1.5, 60.0)).message
    assert "np.maximum" in message
