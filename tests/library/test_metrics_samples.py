"""The measures of generated samples: each kind of failure gives its own answer, and none passes for good."""

import numpy as np
import pytest

from nnlearn import datasets
from nnlearn.metrics import data_copying, mode_coverage
from nnlearn.metrics.neighbours import nearest

ANGLES = 2 * np.pi * np.arange(8) / 8
MODES = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)


def on_a_ring(rng, n):
    angles = rng.uniform(0, 2 * np.pi, n)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1) + 0.05 * rng.normal(size=(n, 2))


# ---- modes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_a_ring_noise_and_a_collapsed_generator_fail(seed):
    rng = np.random.default_rng(seed)
    real = mode_coverage(datasets.gaussians(2000, noise=0.05, seed=seed).x, MODES, 0.05)
    ring = mode_coverage(on_a_ring(rng, 2000), MODES, 0.05)
    noise = mode_coverage(rng.uniform(-1.8, 1.8, size=(2000, 2)), MODES, 0.05)
    one = mode_coverage(MODES[3] + 0.05 * rng.normal(size=(2000, 2)), MODES, 0.05)
    assert real.captured == 8
    assert real.high_quality == pytest.approx(1 - np.exp(-4.5), abs=0.01)  # 3 sigma in the plane
    assert (ring.captured, noise.captured, one.captured) == (0, 0, 1)
    assert ring.high_quality == pytest.approx(0.36, abs=0.03)
    assert noise.high_quality == pytest.approx(8 * np.pi * 0.15**2 / 3.6**2, abs=0.015)
    assert one.high_quality > 0.98
    assert one.shares.argmax() == 3
    wide = mode_coverage(MODES[rng.integers(8, size=2000)] + 0.25 * rng.normal(size=(2000, 2)), MODES, 0.05)
    assert wide.captured == 0  # all modes, but five times as blurred
    assert wide.high_quality < 0.2


def test_every_sample_counts_once_for_its_nearest_mode():
    modes = np.array([[0.0], [1.0], [9.0]])
    samples = np.array([[0.0], [0.4], [0.6], [0.75], [4.0]])
    found = mode_coverage(samples, modes, 0.2)  # within 0.6
    np.testing.assert_array_equal(found.shares, [0.4, 0.4, 0])
    assert found == (2, 0.8, pytest.approx(found.shares))
    assert type(found.captured) is int
    assert type(found.high_quality) is float
    assert mode_coverage(samples, modes, 0.2, radius=1).high_quality == 0.2
    assert mode_coverage(samples, modes, 0.2, least=1).captured == 2
    assert mode_coverage(samples[[0, 0, 0, 3]], modes, 0.2, least=1).captured == 1  # 1/4 is less than 1/3


def test_missing_modes_are_counted():
    x = datasets.gaussians(4000, noise=0.05, seed=0).x
    near = nearest(x.astype(float), MODES)[0]
    for kept in range(1, 9):
        assert mode_coverage(x[near < kept], MODES, 0.05).captured == kept


def test_any_finite_size_of_samples_counts():
    for size in (1e-150, 1e-30, 1e30, 1e150, 1e200):
        scaled = mode_coverage(np.array([[0.0, 0.1], [1.0, 1.1]]) * size, np.eye(2) * size, 0.04 * size)
        assert scaled == (0, 0.0, pytest.approx(np.zeros(2)))
        assert mode_coverage(MODES * size, MODES * size, size).captured == 8
    found = mode_coverage(np.array([[1e300, -1e300], [1.0, 0.0]], np.float64), MODES, 0.05)  # a diverged generator
    assert found.high_quality == 0.5


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("samples", {"samples": MODES.tolist()}),
        ("samples", {"samples": MODES[0]}),
        ("samples", {"samples": MODES[:, :1]}),
        ("samples", {"samples": MODES * np.nan}),
        ("samples", {"samples": MODES[:0]}),
        ("samples", {"samples": MODES[None]}),
        ("modes", {"modes": MODES[0]}),
        ("modes", {"modes": None}),
        ("std", {"std": 0}),
        ("std", {"std": "wide"}),
        ("radius", {"radius": -1}),
        ("least", {"least": 0}),
        ("least", {"least": 1.5}),
    ],
)
def test_what_mode_coverage_refuses(name, changed):
    with pytest.raises((TypeError, ValueError), match=f"^mode_coverage expected {name} .*got"):
        mode_coverage(**{"samples": MODES, "modes": MODES, "std": 0.05, **changed})


# ---- copies -------------------------------------------------------------------------------------------------------


REAL = {"digits": datasets.digits().x, "gaussians": datasets.gaussians(1797, noise=0.05, seed=0).x}


def split(x, seed=0):
    """Return train, held-out and new real examples, and noise over the same range."""
    rng = np.random.default_rng(seed)
    x = rng.permutation(x)
    return x[:898], x[898:1347], x[1347:], rng.uniform(x.min(), x.max(), size=(450, x.shape[1]))


@pytest.fixture(scope="module", params=REAL)
def sets(request):
    return split(REAL[request.param])


@pytest.mark.parametrize("name", REAL)
def test_new_real_examples_give_the_quantile(name):
    found = []
    for seed in range(10):
        train, held_out, new, _ = split(REAL[name], seed)
        found.append(data_copying(new, train, held_out))
    assert np.mean(found, axis=0) == pytest.approx([0.05, 0.05], abs=0.015)
    assert np.std(found, axis=0) == pytest.approx([0.0145, 0.0145], abs=0.01)  # what the docstring promises


def test_copies_new_samples_and_noise_get_three_answers(sets):
    train, held_out, new, noise = sets
    assert max(data_copying(new, train, held_out)) < 0.1
    assert data_copying(train[:450], train, held_out) == (1, 0)
    assert data_copying(noise, train, held_out) == pytest.approx((0, 1), abs=0.08)  # some of it falls on the clouds
    half = np.concatenate([train[:225], noise[:225]])
    assert data_copying(half, train, held_out) == pytest.approx((0.5, 0.5), abs=0.04)


def test_slightly_changed_copies_are_found(sets):
    train, held_out, *_ = sets
    usual = np.median(nearest(held_out.astype(float), train.astype(float))[1])
    change = np.random.default_rng(1).normal(size=train.shape) / np.sqrt(train.shape[1])
    assert data_copying(train + 0.3 * usual * change, train, held_out).too_close > 0.5
    assert data_copying(train + 0.5 * usual * change, train, held_out, quantile=0.25).too_close > 0.7


def test_a_few_copies_among_good_samples_are_found(sets):
    train, held_out, new, _ = sets
    mixed = np.concatenate([train[:90], new[:360]])
    assert data_copying(mixed, train, held_out).too_close > 0.2


def test_the_quantile_is_what_new_samples_give():
    rng = np.random.default_rng(0)
    train, held_out, new = (rng.normal(size=(2000, 3)) for _ in range(3))
    for q in (0.01, 0.05, 0.25, 0.45):
        assert data_copying(new, train, held_out, quantile=q) == pytest.approx((q, q), abs=0.05)


def test_units_and_places_do_not_matter():
    rng = np.random.default_rng(0)
    train, held_out, new = (rng.normal(size=(200, 3)) for _ in range(3))
    plain = data_copying(new, train, held_out)
    for scale, shift in ((1e150, 0), (1e-150, 0), (1e200, 0), (1.0, 1e6)):
        parts = (values * scale + shift for values in (new, train, held_out))
        assert data_copying(*parts) == pytest.approx(plain, abs=0.005)


def test_what_data_copying_refuses():
    rng = np.random.default_rng(0)
    train, held_out, new = (rng.normal(size=(30, 3)) for _ in range(3))
    good = {"samples": new, "train": train, "held_out": held_out}
    for name in good:
        for wrong in (None, train.tolist(), train[0], train[:0], train * np.nan, train.reshape(30, 3, 1)):
            with pytest.raises((TypeError, ValueError), match=f"^data_copying expected {name} .*got"):
                data_copying(**{**good, name: wrong})
    with pytest.raises(ValueError, match=r"held_out of shape \(n, 3\), got \(30, 2\)"):
        data_copying(new, train, held_out[:, :2])
    for wrong in (0, 0.5, "0.05", np.nan):
        with pytest.raises((TypeError, ValueError), match=r"^data_copying expected quantile"):
            data_copying(**good, quantile=wrong)
    with pytest.raises(ValueError, match=r"at least 20 held-out examples for quantile 0\.05, got 19"):
        data_copying(new, train, held_out[:19])
    with pytest.raises(ValueError, match="not in train, got 30 of 30 at distance 0"):
        data_copying(new, train, train)


# ---- neighbours ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(1, 1, 1), (7, 5, 3), (1500, 40, 20)])
def test_nearest_is_scikit_learns(shape):
    from sklearn.neighbors import NearestNeighbors

    n, m, d = shape
    rng = np.random.default_rng(0)
    points, others = 5 + rng.normal(size=(n, d)), 5 + rng.normal(size=(m, d))
    index, distance = nearest(points, others)
    expected, places = NearestNeighbors(n_neighbors=1).fit(others).kneighbors(points)
    np.testing.assert_array_equal(index, places[:, 0])
    np.testing.assert_allclose(distance, expected[:, 0])
    assert (nearest(others, others)[1] == 0).all()
