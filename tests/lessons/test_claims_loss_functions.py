"""What lesson 05 says in words that its printed numbers alone do not show."""

import numpy as np
import pytest

import nnlearn.numpy as nn
import nnlearn.torch
from nnlearn import datasets
from nnlearn.lessons.loss_functions import answers, line_fits, sensor
from nnlearn.lessons.loss_functions.points import MAE, MSE, criterion, fit, points

SEEDS = range(5)
SLOPES = {
    "squared": lambda e: 2 * e,
    "absolute": np.sign,
    "arctan": lambda e: 2 * e / (1 + e**4),
    "Huber": lambda e: np.clip(e, -1, 1),
}


@pytest.fixture(scope="module")
def patients():
    """Return body mass index, standardised, and progression, as measured, of all 442."""
    data = datasets.diabetes()
    bmi = data.x[:, 2].astype(float)
    return (bmi - bmi.mean()) / bmi.std(), data.y[:, 0].astype(float)


def fitted(slope, x, y, steps=2000):
    w = b = 0.0
    for _ in range(steps):
        g = slope(w * x + b - y)
        w, b = w - 0.05 * (g * x).mean(), b - 0.05 * g.mean()
    return w, b


def test_the_typing_error_of_the_explorer_is_550_for_55(patients):
    _, progression = patients
    some = np.random.default_rng(33).permutation(442)[:24]
    assert some[4] == 86
    assert progression[86] == 55
    y = points("24 patients, one typing error")[1]
    assert y[4] == pytest.approx((550 - progression.mean()) / progression.std(), abs=0.005)


def test_the_ringed_point_makes_up_more_than_half_of_the_squares_and_pulls_no_harder_than_others_under_mae():
    fits = fit("24 patients, one typing error", (), 1.0)
    losses, _ = criterion(MSE, fits.lines[MSE](fits.x), fits.y)
    assert 0.5 < losses[4] / losses.sum() < 0.6
    slopes = np.abs(criterion(MAE, fits.lines[MAE](fits.x), fits.y)[1])
    assert slopes[4] == slopes.max() == 1


def test_the_walk_has_arrived_where_the_exact_fits_are(patients):
    x, progression = patients
    y = (progression - progression.mean()) / progression.std()
    assert fitted(SLOPES["squared"], x, y) == pytest.approx(line_fits.squared(x, y)[:2], abs=1e-6)
    assert fitted(SLOPES["absolute"], x, y) == pytest.approx(line_fits.absolute(x, y)[:2], abs=0.005)
    for name in ("arctan", "Huber"):
        assert fitted(SLOPES[name], x, y) == pytest.approx(fitted(SLOPES[name], x, y, steps=6000), abs=1e-4)


def test_a_device_that_is_wrong_moves_the_squared_line_ten_times_as_far_as_the_others(patients):
    x, progression = patients
    mean, std = progression.mean(), progression.std()
    moved = {name: [] for name in SLOPES}
    for seed in SEEDS:
        wrong = progression.copy()
        wrong[np.random.default_rng(seed).permutation(442)[:22]] *= 10
        for name, slope in SLOPES.items():
            (w, b), (w_now, b_now) = (fitted(slope, x, (v - mean) / std) for v in (progression, wrong))
            moved[name].append(std * np.abs((w_now - w) * x + b_now - b).mean())
    assert all(0.5 * std < far for far in moved["squared"])
    assert max(max(moved[name]) for name in ("absolute", "arctan", "Huber")) < 7.5
    assert max(moved["arctan"]) < min(moved["Huber"])


def test_low_targets_scatter_upwards_and_high_ones_downwards_so_the_robust_lines_are_steeper(patients):
    x, progression = patients
    y = (progression - progression.mean()) / progression.std()
    w, b = fitted(SLOPES["squared"], x, y)
    rest, (low, high) = y - (w * x + b), np.quantile(x, [0.25, 0.75])

    def skewness(values):
        return (((values - values.mean()) / values.std()) ** 3).mean()

    assert skewness(rest[x <= low]) == pytest.approx(0.8, abs=0.05)
    assert skewness(rest[x >= high]) == pytest.approx(-0.3, abs=0.05)
    assert all(fitted(SLOPES[name], x, y)[0] > w + 0.02 for name in ("absolute", "arctan", "Huber"))


def test_arctan_has_no_density_and_a_walk_from_beyond_8_ends_in_the_shallower_valley():
    assert np.exp(-np.arctan(1e12)) == pytest.approx(np.exp(-np.pi / 2))  # no tail that falls to 0
    rng = np.random.default_rng(0)
    groups = np.concatenate([rng.normal(0, 0.5, 60), rng.normal(8, 0.5, 40)])
    ends = []
    for guess in (-1.0, 9.0, 12.0):
        for _ in range(20_000):
            guess -= 0.1 * SLOPES["arctan"](guess - groups).mean()
        ends.append(guess)
    assert ends == pytest.approx([0, 8, 8], abs=0.3)
    shallow, deep = (np.arctan((end - groups) ** 2).mean() for end in (ends[1], ends[0]))
    assert shallow > deep


def test_class_weights_divide_by_their_sum():
    rows = np.array([0.349, 1.099])
    assert rows.mean() == pytest.approx(0.72, abs=0.005)
    assert (rows[0] + 3 * rows[1]) / 4 == pytest.approx(0.91, abs=0.005)


def test_a_slope_times_a_thousand_ends_at_the_same_line():
    x, y, _, _ = sensor.readings(0)
    lines = [sensor.follow(lambda e, k=k: k * np.sign(e), x, y) for k in (1, 1000)]
    np.testing.assert_allclose(*lines, atol=1e-6)


def test_hubers_slope_is_the_error_cut_off():
    e = np.linspace(-4, 4, 81)
    criterion = nn.HuberLoss(reduction="sum")
    criterion(e, np.zeros(81))
    np.testing.assert_allclose(criterion.backward(), SLOPES["Huber"](e))


def test_only_the_arctan_error_rises_above_a_straight_line_between_two_of_its_points():
    rng = np.random.default_rng(0)
    a, b, share = rng.uniform(-5, 5, 10_000), rng.uniform(-5, 5, 10_000), rng.uniform(size=10_000)
    zero = np.zeros(10_000)
    for loss, convex in ((nn.MSELoss, True), (nn.L1Loss, True), (nn.HuberLoss, True), (nn.ArctanLoss, False)):
        one = loss(reduction="none")
        below = one(share * a + (1 - share) * b, zero) <= share * one(a, zero) + (1 - share) * one(b, zero) + 1e-12
        assert below.all() == convex


def test_the_arctan_error_is_below_half_a_pi_and_its_slope_vanishes():
    e = 10.0 ** np.arange(8)
    assert (np.arctan(e**2) <= np.pi / 2).all()
    assert SLOPES["arctan"](20.0) < 1e-3
    np.testing.assert_allclose(SLOPES["arctan"](e[2:]) * e[2:] ** 3, 2, rtol=1e-6)


@pytest.mark.parametrize("side", [nn, nnlearn.torch], ids=["numpy", "torch"])
def test_through_a_sigmoid_that_has_rounded_to_1_the_loss_of_probabilities_is_100_and_its_gradient_0(side):
    z, no = np.full((1, 1), 40.0), np.zeros((1, 1))
    results = []
    for layers, loss in (([side.Sigmoid()], side.BCELoss()), ([], side.BCEWithLogitsLoss())):
        model = side.Sequential(side.Linear(1, 1), *layers).double()
        model.load_state_dict({"0.weight": side.tensor(np.ones((1, 1))), "0.bias": side.tensor(np.zeros(1))})
        value = side.backprop(model, loss, z, no)
        results.append((value, float(side.to_numpy(model[0].bias.grad)[0])))
    assert results == [(100.0, 0.0), (40.0, 1.0)]


def test_the_smoothed_loss_is_lowest_where_the_right_logit_leads_by_little():
    ahead = np.linspace(0, 20, 2001)
    logits = np.column_stack([ahead, 0 * ahead, 0 * ahead])
    losses = nn.CrossEntropyLoss(reduction="none", label_smoothing=0.1)(logits, np.zeros(2001, int))
    assert 3 < ahead[losses.argmin()] < 3.6


def test_the_divergence_is_never_negative_and_0_only_for_equal_distributions():
    rng = np.random.default_rng(0)
    y, p = rng.dirichlet(np.ones(3), size=(2, 1000))
    criterion = nn.KLDivLoss(reduction="none")
    assert (criterion(np.log(p), y).sum(axis=1) > 0).all()
    np.testing.assert_allclose(criterion(np.log(y), y).sum(axis=1), 0, atol=1e-12)


def test_losses_are_minus_logarithms_of_densities():
    from scipy import stats

    rng = np.random.default_rng(0)
    y, p = rng.normal(size=(2, 8))
    e = p - y
    np.testing.assert_allclose(-stats.norm.logpdf(y, p, 0.3), e**2 / (2 * 0.3**2) + np.log(0.3) + np.log(2 * np.pi) / 2)
    np.testing.assert_allclose(-stats.laplace.logpdf(y, p, 0.3), abs(e) / 0.3 + np.log(2 * 0.3))
    z, counts = answers.sample_counts(rng)
    left_out = -stats.poisson.logpmf(counts, np.exp(z)).mean() - answers.PoissonLoss().forward(z, counts)
    assert left_out == pytest.approx(np.mean([np.log(np.arange(1, y + 1)).sum() for y in counts[:, 0]]))


def test_the_gradients_of_the_exercises_are_those_of_the_library():
    rng = np.random.default_rng(0)
    p, y, delta = answers.sample_errors(rng)
    criterion = nn.HuberLoss(delta=delta)
    assert answers.huber(p, y, delta)[0] == pytest.approx(float(criterion(p, y)))
    np.testing.assert_allclose(answers.huber(p, y, delta)[1], criterion.backward())
    z, y, weight = answers.sample_logits(rng)
    criterion = nn.BCEWithLogitsLoss(pos_weight=np.array([weight]))
    assert answers.weighted_bce(z, y, weight)[0] == pytest.approx(float(criterion(z, y)))
    np.testing.assert_allclose(answers.weighted_bce(z, y, weight)[1], criterion.backward())
    z, labels, s = answers.sample_scores(rng)
    criterion = nn.CrossEntropyLoss(label_smoothing=s)
    assert answers.smoothed_cross_entropy(z, labels, s)[0] == pytest.approx(float(criterion(z, labels)))
    np.testing.assert_allclose(answers.smoothed_cross_entropy(z, labels, s)[1], criterion.backward())


# The open exercise: what its text says of two losses, and that the target leaves a margin on five other days.


def worst(slope, seeds):
    days = (sensor.readings(seed) for seed in seeds)
    return max(np.abs(sensor.follow(slope, x, y) - line).mean() for x, y, _, line in days)


def test_the_target_of_the_open_exercise_leaves_a_margin_over_five_other_days():
    def slope(e):
        return 2 * e / (1 + (e / (3 * np.median(abs(e)))) ** 4)

    assert worst(slope, range(5, 10)) < 0.8 * sensor.TARGET
    assert worst(slope, SEEDS) < 0.8 * sensor.TARGET
    for plain in (np.sign, SLOPES["Huber"]):
        assert worst(plain, range(5, 10)) > sensor.TARGET


def test_what_the_open_exercise_says_of_squared_and_absolute_errors():
    assert 14.5 < worst(SLOPES["squared"], SEEDS) < 15.6
    assert 0.5 < worst(np.sign, SEEDS) < 0.6


def test_the_scale_of_the_solution_shrinks_from_more_than_60_to_3():
    days = [sensor.readings(seed) for seed in SEEDS]
    assert all(60 < 3 * np.median(abs(y)) < 70 for _, y, _, _ in days)
    assert all(2 < 3 * np.median(abs(line - y)) < 3.5 for _, y, _, line in days)


@pytest.mark.parametrize(
    ("slope", "words"),
    [
        (lambda e: -2 * e, "sign is flipped"),
        (abs, "the same for an error e and for -e"),
        (lambda e: 0 * e, "0 for every error"),
        (lambda e: 70 + e, "slopes of the same sign"),
        (lambda e: np.where(abs(e) < 2, e, 0.0), "never pull the line"),
        (lambda e: 2 * e, "grows with the error"),
        (np.sign, "stays the same"),
        (lambda e: e / (1 + (e / 10) ** 2), "not enough"),
        (lambda e: np.where(e < 30, e, 0.0), "e = p - y"),
        (SLOPES["arctan"], "Should that count as a large error already?"),
        (lambda e: np.sign(e - np.median(e)), "the same if 5 is added to every error"),
        (lambda e: np.where(e > 0, 0.2, -0.8), "Where p is too low, a good reading pulls 4.0 times as hard"),
        (lambda e: e / (1 + (e / e.std()) ** 2), "Which measure do they not change?"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_the_check_of_the_open_exercise_says_what_stands_in_the_way(slope, words):
    _, passed, _, advice = sensor.measure_slope(slope)
    assert not passed
    assert words in advice


def test_the_distance_in_the_advice_is_the_largest_of_the_sentence():
    away, _, sentence, advice = sensor.measure_slope(SLOPES["arctan"])
    assert f"to {away:.2f} degrees" in sentence
    assert f"the line ends {away:.1f} degrees away from the true one" in advice
