"""Diffusion: the jump, the way back, guidance, the exact guess, and the batches of the training."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn import diffusion

SCHEDULE = diffusion.cosine_schedule(100)
RNG = np.random.default_rng(0)
CENTRES = np.array([[-1.0, 0.5], [1.0, 0.0], [0.0, -1.0]])


def exact(std=0.0, centres=CENTRES):
    return lambda x, t: diffusion.best_guess(x, t, SCHEDULE, centres, std)


@pytest.mark.parametrize("steps", [1, 2, 10, 100, 1000])
def test_the_cosine_schedule_falls_from_1_and_its_squares_add_up_to_1(steps):
    a, s = diffusion.cosine_schedule(steps)
    assert a.shape == s.shape == (steps + 1,)
    assert (a[0], s[0]) == (1, 0)
    assert (np.diff(a) < 0).all()
    assert (np.diff(s) > 0).all()
    assert a[-1] > 0
    np.testing.assert_allclose(a**2 + s**2, 1, rtol=1e-14)
    assert (a[1:] ** 2 / a[:-1] ** 2 >= 0.001 - 1e-12).all()


def test_the_cosine_schedule_is_nichols_before_it_is_clipped():
    f = lambda t: np.cos((t / 100 + 0.008) / 1.008 * np.pi / 2) ** 2  # noqa: E731
    np.testing.assert_allclose(SCHEDULE.a[:100] ** 2, [f(t) / f(0) for t in range(100)], rtol=1e-10)


def test_many_small_steps_are_one_jump():
    """The variances of independent noises add up: the mean and the spread are those of the jump."""
    x, a = np.full((20_000, 1), 2.0), SCHEDULE.a
    for t in range(1, 41):
        keep = a[t] / a[t - 1]
        x = keep * x + np.sqrt(1 - keep**2) * RNG.standard_normal(x.shape)
    jump = diffusion.add_noise(np.full((20_000, 1), 2.0), 40, RNG.standard_normal((20_000, 1)), SCHEDULE)
    assert x.mean() == pytest.approx(2 * a[40], abs=0.015)
    assert x.std() == pytest.approx(SCHEDULE.s[40], abs=0.01)
    assert jump.mean() == pytest.approx(2 * a[40], abs=0.015)
    assert jump.std() == pytest.approx(SCHEDULE.s[40], abs=0.01)


def test_each_row_has_its_step_and_pictures_are_taken_too():
    x, eps, t = RNG.normal(size=(3, 1, 2, 2)), RNG.normal(size=(3, 1, 2, 2)), np.array([0, 1, 100])
    found = diffusion.add_noise(x, t, eps, SCHEDULE)
    for i, step in enumerate(t):
        np.testing.assert_allclose(found[i], SCHEDULE.a[step] * x[i] + SCHEDULE.s[step] * eps[i], rtol=1e-12)
    assert (found[0] == x[0]).all()
    assert diffusion.add_noise(x.astype("f4"), t, eps.astype("f4"), SCHEDULE).dtype == np.float32
    assert diffusion.add_noise((x > 0).astype(int), t, eps, tuple(SCHEDULE)).dtype == np.float64


@pytest.mark.parametrize("std", [0.0, 0.3])
@pytest.mark.parametrize("t", [1, 30, 100])
def test_the_best_guess_is_the_slope_of_log_p_times_minus_s(std, t):
    """Tweedie's formula, with log p_t written down and its slope measured."""
    a, s = SCHEDULE.a[t], SCHEDULE.s[t]
    v = (a * std) ** 2 + s**2
    x = a * CENTRES[[0, 1, 2, 0]] + s * RNG.normal(size=(4, 2))

    def log_p(x):
        return np.logaddexp.reduce(-((x[:, None] - a * CENTRES) ** 2).sum(axis=2) / (2 * v), axis=1)

    h = 1e-5 * s
    slope = np.stack([(log_p(x + h * e) - log_p(x - h * e)) / (2 * h) for e in np.eye(2)], axis=1)
    np.testing.assert_allclose(exact(std)(x, t), -s * slope, atol=1e-6)


def test_the_best_guess_has_the_least_error_and_that_is_not_0():
    x = CENTRES[RNG.integers(0, 3, 5000)] + 0.2 * RNG.normal(size=(5000, 2))
    t, eps = np.full(5000, 60), RNG.normal(size=(5000, 2))
    noisy = diffusion.add_noise(x, t, eps, SCHEDULE)
    error = {std: ((exact(std)(noisy, t) - eps) ** 2).mean() for std in (0.0, 0.1, 0.2, 0.3, 0.5)}
    assert min(error, key=error.get) == 0.2
    assert error[0.2] > 0.05


def test_the_memory_is_attention_and_holds_at_the_ends():
    x, far = RNG.normal(size=(5, 2)), 1e6
    a, s = SCHEDULE.a[30], SCHEDULE.s[30]
    scores = -((x[:, None] - a * CENTRES) ** 2).sum(axis=2) / (2 * s * s)
    w = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(exact()(x, 30), (x - a * w @ CENTRES) / s, rtol=1e-9)
    moved = diffusion.best_guess(x + a * far, 30, SCHEDULE, CENTRES + far)  # data far from 0 lose little
    np.testing.assert_allclose(moved, exact()(x, 30), atol=1e-7)
    for size in (0.0, 1e-30, 1e30, 1e99):
        for t in (1, 100):
            with np.errstate(over="raise", invalid="raise", divide="raise"):
                assert np.isfinite(diffusion.best_guess(x * size, t, SCHEDULE, CENTRES * size)).all()


@pytest.mark.parametrize(
    ("eta", "steps", "std"), [(0.0, 100, 0.291), (0.5, 100, 0.290), (1.0, 100, 0.282), (1.0, 500, 0.296)]
)
def test_every_sampler_brings_one_gaussian_home(eta, steps, std):
    """Data N(0.5, 0.3^2): back to that mean; the spread is too small by what x^, a mean, leaves out at each step."""
    rng, schedule = np.random.default_rng(1), diffusion.cosine_schedule(steps)
    guess = lambda x, t: diffusion.best_guess(x, t, schedule, np.array([[0.5]]), 0.3)  # noqa: E731
    made = diffusion.sample(guess, rng.standard_normal((20_000, 1)), schedule, eta=eta, rng=rng)
    assert made.mean() == pytest.approx(0.5, abs=0.01)
    assert made.std() == pytest.approx(std, abs=0.005)


def test_a_step_of_ddpm_is_hos_posterior():
    """Mean and variance of q(x_(t-1) | x_t, x^): equations 6 and 7, in beta and alpha-bar."""
    t, eps = 40, np.full((1, 2), 0.3)
    bar, before = SCHEDULE.a[t] ** 2, SCHEDULE.a[t - 1] ** 2
    beta = 1 - bar / before
    x = RNG.normal(size=(1, 2))
    x_hat = (x - np.sqrt(1 - bar) * eps) / np.sqrt(bar)
    mean = np.sqrt(before) * beta / (1 - bar) * x_hat + np.sqrt(1 - beta) * (1 - before) / (1 - bar) * x
    variance = (1 - before) / (1 - bar) * beta
    fresh = np.random.default_rng(3).standard_normal((1, 2))
    way = diffusion.reverse_process(lambda x, t: eps, x, SCHEDULE, start=t, clip=None, rng=np.random.default_rng(3))
    (level, state, none), (after, moved, guess), *_ = way
    assert (level, after, none) == (t, t - 1, None)
    assert (state == x).all()
    np.testing.assert_allclose(guess, x_hat, rtol=1e-12)
    np.testing.assert_allclose(moved, mean + np.sqrt(variance) * fresh, rtol=1e-12)


def test_ddim_draws_nothing_and_the_last_step_of_ddpm_adds_nothing():
    x = RNG.normal(size=(6, 2))
    rng = np.random.default_rng(5)
    before = rng.bit_generator.state
    first = diffusion.sample(exact(), x, SCHEDULE, eta=0, steps=10, rng=rng)
    assert rng.bit_generator.state == before
    np.testing.assert_array_equal(first, diffusion.sample(exact(), x, SCHEDULE, eta=0, steps=10))
    *_, (level, state, guess) = diffusion.reverse_process(exact(), x, SCHEDULE, steps=10)
    assert level == 0
    np.testing.assert_array_equal(state, guess)


@pytest.mark.parametrize(("steps", "start"), [(1, None), (1, 30), (7, 30), (30, 30), (100, None), (None, None)])
def test_the_steps_go_from_the_start_to_1_and_then_to_the_data(steps, start):
    levels = [t for t, _, _ in diffusion.reverse_process(exact(), np.zeros((2, 2)), SCHEDULE, steps=steps, start=start)]
    assert levels[0] == (start or 100)
    assert levels[-1] == 0
    assert len(levels) == (steps or 100) + 1
    assert levels[-2] == 1 or steps == 1
    assert (np.diff(levels) < 0).all()


def test_the_memory_copies():
    rng = np.random.default_rng(2)
    made = diffusion.sample(exact(), rng.standard_normal((200, 2)), SCHEDULE, rng=rng)
    distance = np.linalg.norm(made[:, None] - CENTRES, axis=2)
    assert distance.min(axis=1).max() < 0.01
    assert set(distance.argmin(axis=1)) == {0, 1, 2}


def test_the_guess_is_clipped_and_the_noise_fits_it():
    x = np.full((1, 1), 0.4)
    way = diffusion.reverse_process(lambda x, t: -50 * np.ones_like(x), x, SCHEDULE, clip=1.5, eta=0, start=50, steps=2)
    _, (t, state, guess), _ = way
    a, s = SCHEDULE
    assert guess.item() == 1.5
    assert state.item() == pytest.approx(a[t] * 1.5 + s[t] * (0.4 - a[50] * 1.5) / s[50])


def test_guidance_goes_from_the_guess_without_a_class_beyond_the_one_with_it():
    calls, labels = [], np.array([0, 2])

    def guess(x, t, labels):
        calls.append(labels is None)
        return np.full(x.shape, 1.0 if labels is None else 3.0)

    def first(w):
        return next(
            x
            for t, _, x in diffusion.reverse_process(
                guess, np.zeros((2, 2)), SCHEDULE, labels=labels, guidance=w, clip=None, steps=1, start=50
            )
            if t == 0
        )

    share = -SCHEDULE.s[50] / SCHEDULE.a[50]
    for w, eps in ((0.0, 1.0), (0.5, 2.0), (1.0, 3.0), (4.0, 9.0)):
        calls.clear()
        np.testing.assert_allclose(first(w), share * eps)
        assert calls == ([False] if w == 1 else [False, True])


def test_guidance_is_the_slope_of_log_p_plus_w_log_p_of_the_class():
    """With exact guesses of two classes the guided one is that of p(x) p(class | x)^w."""
    t, w, h = 50, 3.0, 1e-5
    a, s = SCHEDULE.a[t], SCHEDULE.s[t]
    x = RNG.normal(size=(4, 1))

    def log_p(x, centres):
        return np.logaddexp.reduce(-((x - a * np.array(centres)) ** 2) / (2 * s * s), axis=1)

    def tilted(x):
        return log_p(x, [-1, 1]) + w * (log_p(x, [1]) - log_p(x, [-1, 1]))

    def guess(x, t, labels):
        return diffusion.best_guess(x, t, SCHEDULE, np.array([[-1.0], [1.0]] if labels is None else [[1.0]]))

    way = diffusion.reverse_process(guess, x, SCHEDULE, labels=np.ones(4, int), guidance=w, clip=None, steps=1, start=t)
    *_, (_, _, x_hat) = way
    slope = (tilted(x + h) - tilted(x - h)) / (2 * h)
    np.testing.assert_allclose((x[:, 0] - a * x_hat[:, 0]) / s, -s * slope, atol=1e-5)


def test_the_batches_hold_jump_step_label_and_the_noise_is_the_target():
    x, y = RNG.normal(size=(4000, 2)).astype("f4"), RNG.integers(0, 10, 4000)
    rows, eps = diffusion.NoisePrediction(SCHEDULE, drop=0.15)(x, y, np.random.default_rng(1))
    assert rows.dtype == eps.dtype == np.float32
    t, label = rows[:, 2].astype(int), rows[:, 3]
    np.testing.assert_allclose(rows[:, :2], diffusion.add_noise(x, t, eps, SCHEDULE), rtol=1e-6)
    assert set(t) == set(range(1, 101))
    assert eps.mean() == pytest.approx(0, abs=0.04)
    assert eps.std() == pytest.approx(1, abs=0.04)
    assert np.abs(np.corrcoef(eps.T)[0, 1]) < 0.06
    assert (label == -1).mean() == pytest.approx(0.15, abs=0.02)
    assert (label == y)[label >= 0].all()
    assert diffusion.NoisePrediction(SCHEDULE)(x, x, np.random.default_rng(1))[0].shape == (4000, 3)
    for drop, expected in ((0, y), (1, np.full(4000, -1))):
        rows, _ = diffusion.NoisePrediction(SCHEDULE, drop)(x, y, np.random.default_rng(1))
        np.testing.assert_array_equal(rows[:, 3], expected)


def test_both_sides_train_and_sample_alike():
    """Equal weights and seeds: the same losses and the same samples, with classes and guidance."""
    x, y = RNG.normal(size=(60, 2)), RNG.integers(0, 2, 60)
    curves, made, state = [], [], None
    for nn in (nnlearn.numpy, nnlearn.torch):
        model = nn.DiffusionMLP(2, 8, blocks=1, classes=2).double()
        state = state or {name: nn.to_numpy(p) for name, p in model.named_parameters()}
        model.load_state_dict({name: nn.tensor(p, dtype="float64") for name, p in state.items()})
        nn.manual_seed(4)
        history = nn.fit(
            model, nn.MSELoss(), nn.Adam(model.parameters(), lr=0.01), x, y, epochs=5, batch_size=20,
            transform=diffusion.NoisePrediction(SCHEDULE, drop=0.2),
        )  # fmt: skip
        curves.append(history.steps)
        start = np.random.default_rng(0).standard_normal((5, 2))
        made.append(
            diffusion.sample(model.noise, start, SCHEDULE, steps=8, labels=np.array([0, 1, 0, 1, -1]), guidance=2.0)
        )
    np.testing.assert_allclose(*curves, rtol=1e-8)
    np.testing.assert_allclose(*made, rtol=1e-6)


X = np.zeros((3, 2))
LINE = np.linspace(1, 0.1, 5)


@pytest.mark.parametrize(("call", "says"), [
    (lambda: diffusion.cosine_schedule(0), "cosine_schedule expected steps in 1..1000000, got 0"),
    (lambda: diffusion.cosine_schedule(2.5), "cosine_schedule expected steps to be a whole number"),
    (lambda: diffusion.add_noise(X, 101, X, SCHEDULE), "add_noise expected t in 0..100, got 101"),
    (lambda: diffusion.add_noise(X, np.array([0.5] * 3), X, SCHEDULE), "whole numbers.*the step, not t / T"),
    (lambda: diffusion.add_noise(X, np.array([1, 2]), X, SCHEDULE), r"array of shape \(3,\), got shape \(2,\)"),
    (lambda: diffusion.add_noise(X, np.array([1, 2, 101]), X, SCHEDULE), r"expected t in 0..100, got 1..101"),
    (lambda: diffusion.add_noise(X, 1, X[:2], SCHEDULE), r"expected eps of x's shape \(3, 2\), got \(2, 2\)"),
    (lambda: diffusion.add_noise(X, 1, X * np.nan, SCHEDULE), "expected eps to be finite"),
    (lambda: diffusion.add_noise(X, 1, X, SCHEDULE.a), "schedule to be a pair of arrays"),
    (lambda: diffusion.add_noise(X, 1, X, (SCHEDULE.a**2, SCHEDULE.s**2)), "a\\^2 \\+ s\\^2 = 1.*cosine_schedule"),
    (lambda: diffusion.add_noise(X, 1, X, (LINE, np.sqrt(1 - LINE**2)[:4])), "a\\^2 \\+ s\\^2 = 1"),
    (lambda: diffusion.add_noise(X, 1, X, (LINE[::-1], np.sqrt(1 - LINE[::-1] ** 2))), "a that falls from 1"),
    (lambda: diffusion.best_guess(X, 0, SCHEDULE, X), "best_guess expected t in 1..100, got 0"),
    (lambda: diffusion.best_guess(X, 1, SCHEDULE, np.zeros((3, 4))), r"expected centres of shape \(K, 2\)"),
    (lambda: diffusion.best_guess(X[0], 1, SCHEDULE, X), r"x of shape \(n, features\).*x\[:, None\]"),
    (lambda: diffusion.best_guess(X, 1, SCHEDULE, X + 1e101), "centres of numbers up to 1e\\+100"),
    (lambda: diffusion.best_guess(X, 1, SCHEDULE, X, -1.0), "expected std >= 0"),
    (lambda: diffusion.sample(3, X, SCHEDULE), "expected guess to be a function of"),
    (lambda: diffusion.sample(nnlearn.numpy.DiffusionMLP(2), X, SCHEDULE), "a model's method `noise` is one"),
    (lambda: diffusion.sample(exact(), X, SCHEDULE, steps=101), "expected steps in 1..100"),
    (lambda: diffusion.sample(exact(), X, SCHEDULE, start=10, steps=11), "expected steps in 1..10"),
    (lambda: diffusion.sample(exact(), X, SCHEDULE, start=0), "expected start in 1..100"),
    (lambda: diffusion.sample(exact(), X, SCHEDULE, eta=1.5), "expected eta >= 0 and <= 1"),
    (lambda: diffusion.sample(exact(), X, SCHEDULE, clip=0), "expected clip > 0"),
    (lambda: diffusion.sample(exact(), X, SCHEDULE, guidance=2.0), "expected labels with a guidance of 2"),
    (lambda: diffusion.sample(exact(), X, SCHEDULE, labels=np.array([1])), "labels .* each of the 3 rows"),
    (lambda: diffusion.sample(exact(), X, SCHEDULE, labels=np.ones(3)), "labels to hold a whole number"),
    (lambda: diffusion.sample(exact(), X, SCHEDULE, rng=3), "expected rng to be a numpy.random.Generator"),
    (lambda: diffusion.sample(lambda x, t: x[:1], X, SCHEDULE), "guess to return x's shape"),
    (lambda: diffusion.sample(lambda x, t: x * np.nan, X, SCHEDULE), "expected the guess to be finite"),
    (lambda: diffusion.NoisePrediction(3), "NoisePrediction expected schedule to be a pair"),
    (lambda: diffusion.NoisePrediction(SCHEDULE, 1.5), "expected drop >= 0 and <= 1"),
    (lambda: diffusion.NoisePrediction(SCHEDULE)(np.zeros((2, 1, 8, 8)), X, RNG), "x.reshape"),
    (lambda: diffusion.NoisePrediction(SCHEDULE, 0.1)(X, X, RNG), "with drop expected y to hold a label"),
])  # fmt: skip
def test_what_is_wrong_is_said(call, says):
    with pytest.raises((TypeError, ValueError), match=says):
        call()
