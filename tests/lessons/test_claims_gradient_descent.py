"""What lesson 06 says in words, and its printed numbers alone do not show: checked over its starts and both sides."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.gradient_descent import answers, prepared
from nnlearn.lessons.gradient_descent.network import LOSSES, data, largest_curvature, loss_and_gradient, start, watch
from nnlearn.lessons.gradient_descent.surfaces import functions, walk

SEEDS = range(5)


@pytest.fixture(scope="module")
def patients():
    """Return body mass index and blood pressure, standardised, and the targets."""
    found = datasets.diabetes()
    bmi, pressure, y = (column.astype(float) for column in (found.x[:, 2], found.x[:, 3], found.y[:, 0]))
    return tuple((column - column.mean()) / column.std() for column in (bmi, pressure, y))


@pytest.mark.parametrize("kind", LOSSES)
def test_the_network_that_is_watched_is_one_of_the_library(kind):
    model = nn.Sequential(nn.Linear(64, 16), nn.Tanh(), nn.Linear(16, 10)).double()
    w = start(3)
    nn.vector_to_parameters(w, model.parameters())
    x, y = data()
    criterion, targets = (nn.MSELoss(), y) if kind == LOSSES[0] else (nn.CrossEntropyLoss(), y.argmax(axis=1))
    loss = nn.backprop(model, criterion, x, targets)
    found, gradient = loss_and_gradient(w, kind)
    assert found == pytest.approx(loss, rel=1e-12)
    np.testing.assert_allclose(gradient, np.concatenate([p.grad.ravel() for p in model.parameters()]), atol=1e-14)


def test_an_unknown_loss_is_refused():
    with pytest.raises(ValueError, match="squared error"):
        loss_and_gradient(start(0), "absolute error")


@pytest.mark.parametrize("kind", LOSSES)
def test_power_iteration_finds_the_largest_eigenvalue_of_the_whole_hessian(kind):
    w = start(0)
    for _ in range(300):
        w = w - 0.5 * loss_and_gradient(w, kind)[1]
    matrix = answers.hessian(lambda w: loss_and_gradient(w, kind)[1], w)
    found, _ = largest_curvature(w, np.random.default_rng(1).normal(size=w.size), kind, rounds=100)
    assert found == pytest.approx(np.linalg.eigvalsh((matrix + matrix.T) / 2)[-1], rel=1e-3)


@pytest.mark.parametrize("eta", [0.8, 1.3])
def test_with_the_squared_error_the_curvature_comes_to_the_edge_and_stays(eta):
    for seed in SEEDS:
        losses, curvatures = watch(eta, seed)
        np.testing.assert_allclose(curvatures[-8:].mean(), 2 / eta, rtol=0.05)
        assert (np.diff(losses) > 0).sum() > 150  # it swings
        assert (np.diff(losses.reshape(-1, 200).mean(axis=1)) < 0).all()  # and falls


def test_the_edge_is_reached_from_below_and_from_above():
    assert all(watch(0.8, seed)[1][0] < 2 / 0.8 for seed in (0, 1, 2, 4))
    assert all(watch(1.3, seed)[1][0] > 2 / 1.3 for seed in SEEDS)


def test_the_picture_at_rate_0_8_the_first_start_overshoots_the_edge_and_at_0_2_it_stays_far_below():
    curvatures = watch(0.8, 0)[1]
    assert curvatures[0] < 2.5 < 2.8 < curvatures.max() < 4.4  # the height of the chart
    assert curvatures[-8:].mean() == pytest.approx(2.5, rel=0.05)
    assert 2.5 < watch(0.2, 0)[1].max() < 3.5


def test_far_from_the_edge_the_curvature_grows_and_the_loss_never_rises():
    for seed in SEEDS:
        losses, curvatures = watch(0.2, seed)
        assert curvatures[0] < curvatures[-1] < 0.5 * 2 / 0.2
        assert (np.diff(losses) < 0).all()


def test_with_cross_entropy_the_curvature_falls_at_the_end():
    for seed in SEEDS:
        losses, curvatures = watch(0.8, seed, "cross-entropy")
        assert curvatures[-1] < 0.1 < 0.5 < curvatures.max()
        assert (np.diff(losses) < 0).all()


def test_not_every_edge_is_survived():
    w = start(0)
    for _ in range(20):
        w = w - 13 * loss_and_gradient(w)[1]
    assert loss_and_gradient(w)[0] > 1e6


def test_every_start_of_the_network_finds_a_low_place_and_not_every_ball_does():
    for seed in range(10):
        w = start(seed)
        for _ in range(500):
            w = w - 0.5 * loss_and_gradient(w, "cross-entropy")[1]
        assert loss_and_gradient(w, "cross-entropy")[0] < 0.01
    height, downhill = functions("four hollows")
    balls = np.random.default_rng(1).uniform(-4, 4, size=(100, 2))  # other balls than the lesson's
    for _ in range(3000):
        balls = balls - 0.01 * downhill(*balls.T)
    assert (height(*balls.T) < height(*balls.T).min() + 0.01).mean() < 0.5


def test_a_short_step_changes_the_loss_by_gradient_length_and_cosine(patients):
    x, pressure, y = patients
    X, w = np.stack([x, pressure], axis=1), np.array([-1.0, 0.0])
    g = 2 * X.T @ (X @ w - y) / len(y)
    for angle in np.linspace(0, np.pi, 9):
        turn = angle + np.arctan2(g[1], g[0])
        after = w + 1e-5 * np.array([np.cos(turn), np.sin(turn)])
        change = (((X @ after - y) ** 2).mean() - ((X @ w - y) ** 2).mean()) / 1e-5
        assert change == pytest.approx(np.linalg.norm(g) * np.cos(angle), abs=1e-4)


def test_the_hessian_of_a_linear_model_does_not_hold_the_targets(patients):
    x, pressure, y = patients
    X = np.stack([x, 3 * pressure], axis=1)
    for targets in (y, -5 * y + 2):
        found = answers.hessian(lambda w, targets=targets: 2 * X.T @ (X @ w - targets) / len(X), np.zeros(2))
        np.testing.assert_allclose(found, 2 * X.T @ X / len(X), rtol=1e-6)


def test_at_twice_the_inverse_of_the_curvature_a_walk_neither_arrives_nor_flies_off(patients):
    x, _, y = patients
    w, bottom = -1.0, (x * y).mean() / (x**2).mean()
    for _ in range(1000):
        w = w - 1.0 * 2 * ((w * x - y) * x).mean()
    assert abs(w - bottom) == pytest.approx(1 + bottom, rel=1e-6)


def test_steps_in_a_valley_grow_with_the_condition_number(patients):
    x, pressure, _ = patients
    ratios = []
    for spread in (3, 10, 30):
        X = np.stack([x, spread * pressure], axis=1)
        curvatures = np.linalg.eigvalsh(2 * X.T @ X / len(X))
        left = 1 - curvatures[0] / curvatures[1]  # of the distance, in the flat direction, after each step
        ratios.append(np.log(1e-3) / np.log(left) * curvatures[0] / curvatures[1])
    np.testing.assert_allclose(ratios, np.log(1e3), rtol=0.05)


def test_a_factor_of_a_thousand_at_the_saddle_costs_62_steps(patients):
    x, _, y = patients
    curvature = -2 * (x * y).mean()
    assert curvature == pytest.approx(-1.17, abs=0.005)
    assert round(np.log(1000) / np.log(1 - 0.1 * curvature)) == 62
    matrix = answers.hessian(lambda w: gradient(w, x, y), np.zeros(2))
    np.testing.assert_allclose(matrix, [[0, curvature], [curvature, 0]], atol=1e-6)  # along w1 = w2 it is `curvature`
    np.testing.assert_allclose(np.linalg.eigvalsh(matrix), [curvature, -curvature], rtol=1e-6)


def gradient(w, x, y):
    h = np.tanh(w[0] * x)
    e = w[1] * h - y
    return np.array([2 * (e * w[1] * (1 - h**2) * x).mean(), 2 * (e * h).mean()])


def test_two_components_hold_the_path_of_a_training_and_three_quarters_of_a_random_walk():
    def share(path):
        moved = path - path.mean(axis=0)
        spread = np.linalg.svd(moved, compute_uv=False) ** 2
        return spread[:2].sum() / spread.sum()

    for seed in SEEDS:
        w, path = start(seed), [start(seed)]
        for _ in range(200):
            w = w - 0.5 * loss_and_gradient(w, "cross-entropy")[1]
            path.append(w)
        assert share(np.array(path[::10])) > 0.99
        strides = np.random.default_rng(seed).normal(size=(21, 1210))
        assert 0.72 < share(np.cumsum(strides, axis=0)) < 0.8


def test_the_two_valleys_of_the_first_map_are_one_turned_by_half_a_turn_and_nearly_every_ball_comes_to_one():
    height = functions("small network (2 weights)")[0]
    places = np.random.default_rng(0).uniform(-4, 4, size=(50, 2))
    np.testing.assert_allclose(height(*places.T), height(*-places.T))
    assert not np.allclose(height(*places.T), height(*places[:, ::-1].T))  # no mirror image, in neither diagonal
    assert not np.allclose(height(*places.T), height(*-places[:, ::-1].T))
    walks = [walk("small network (2 weights)", tuple(place), 0.1) for place in places]
    assert not any(one.flown for one in walks)
    signs = {tuple(np.sign(one.path[-1])) for one in walks}
    assert signs == {(1.0, 1.0), (-1.0, -1.0)}
    assert "along the floor of a valley" in walk("small network (2 weights)", (2.0, -2.5), 0.1).end


def test_what_the_solution_of_the_open_exercise_says_about_standardised_and_whitened_columns():
    found = datasets.diabetes()
    x, y = found.x.astype(float), found.y[:, 0].astype(float) - found.y.mean()
    standard = (x - x.mean(axis=0)) / x.std(axis=0)
    curvatures, turned = np.linalg.eigh(2 * standard.T @ standard / len(x))
    assert curvatures[-1] / curvatures[0] == pytest.approx(470, abs=1)
    gain = (turned.T @ (2 * standard.T @ y / len(x))) ** 2 / (2 * curvatures)
    assert gain[0] / gain.sum() == pytest.approx(0.007, abs=0.0005)
    assert (1 - curvatures[0] / curvatures[-1]) ** 100 == pytest.approx(0.81, abs=0.005)  # of the distance
    u = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)[0]
    np.testing.assert_allclose(prepared.curvatures(u * np.sqrt(len(x))), 2)
    share, passed, *_ = prepared.measure_prepare(lambda x: (x - x.mean(axis=0)) / x.std(axis=0))
    assert passed
    assert share > 0.995
    for weak in (lambda x: x, lambda x: x - x.mean(axis=0), lambda x: (x - x.min(axis=0)) / np.ptp(x, axis=0)):
        assert prepared.measure_prepare(weak)[0] < 0.96


def test_the_barrier_between_the_two_valleys_is_the_saddle():
    height = functions("small network (2 weights)")[0]
    valley = np.array([0.6, 2.5])
    losses = answers.slice_of(lambda w: height(*w), -valley, valley, 9)
    assert losses[4] > 40 * losses[2]
    assert losses[2] == pytest.approx(losses[6])


def test_samples_of_patients_are_right_on_average(patients):
    x, _, y = patients
    rng, whole = np.random.default_rng(5), 2 * ((-x - y) * x).mean()
    spreads = []
    for count in (100, 20, 5):
        rows = [rng.choice(442, count, replace=False) for _ in range(1000)]
        slopes = [2 * ((-x[one] - y[one]) * x[one]).mean() for one in rows]
        assert np.mean(slopes) == pytest.approx(whole, abs=0.25)
        spreads.append(np.std(slopes))
    assert spreads[0] < spreads[1] < spreads[2] < 8 * spreads[0]  # 20 times less work, less than 8 times the spread
