"""The judge of generated samples: controls that are known to be good or bad, and what each measure says of them."""

import numpy as np
import pytest

from nnlearn import datasets
from nnlearn.metrics import (
    frechet_distance,
    nearer_to_training,
    nearest_neighbour_test,
    sample_precision_recall,
    total_variation,
)


def parts(seed=0):
    d = datasets.digits()
    (x, y), (held_out, _) = datasets.split(d.x / 16, d.y, fraction=0.5, seed=seed)
    return x, y, held_out


def controls(x, y, n):
    rng = np.random.default_rng(1)
    order = rng.permutation(len(x))
    return {
        "copies": x[order[:n]],
        "spoilt copies": np.clip(x[order[:n]] + rng.normal(0, 0.15, (n, 64)), 0, 1),
        "class means": np.stack([x[y == c].mean(axis=0) for c in range(10)])[rng.integers(0, 10, n)],
        "one class": x[y == 3][rng.choice((y == 3).sum(), n)],
        "noise": rng.random((n, 64)),
        "independent pixels": np.stack([rng.permutation(x[:, i])[:n] for i in range(64)], axis=1),
    }


@pytest.fixture(scope="module")
def sets():
    x, y, held_out = parts()
    return x, held_out, controls(x, y, len(held_out))


# ---- what the docstrings say of each control ------------------------------------------------------------------------


def test_the_neighbour_test_says_what_its_table_says(sets):
    _, real, made = sets
    found = {name: nearest_neighbour_test(samples, real) for name, samples in made.items()}
    assert found["copies"] == pytest.approx((0.49, 0.49), abs=0.05)
    assert found["spoilt copies"].samples < 0.3
    assert found["spoilt copies"].real > 0.85
    assert found["class means"] == pytest.approx((1, 0.97), abs=0.04)
    assert found["noise"] == (1, 1)


def test_precision_and_recall_say_what_their_table_says(sets):
    _, real, made = sets
    found = {name: sample_precision_recall(samples, real) for name, samples in made.items()}
    assert found["copies"] == pytest.approx((0.9, 0.9), abs=0.04)
    assert found["class means"] == (1, pytest.approx(0, abs=0.03))
    assert found["noise"] == (0, 0)
    assert found["independent pixels"].precision < 0.01
    assert found["independent pixels"].recall > 0.6


def test_copies_are_found_by_their_own_measure_alone(sets):
    train, real, made = sets
    assert nearer_to_training(made["copies"], train, real) > 0.99
    assert nearer_to_training(made["spoilt copies"], train, real) > 0.97
    assert nearer_to_training(made["noise"], train, real) == pytest.approx(0.5, abs=0.1)
    assert frechet_distance(made["copies"], real) < frechet_distance(made["class means"], real) / 4


# ---- values that are known ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_frechet_is_scipys_formula(seed):
    from scipy.linalg import sqrtm

    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=(50, 6)) @ rng.normal(size=(6, 6)), 1 + rng.normal(size=(40, 6)) @ rng.normal(size=(6, 6))
    first, second = np.cov(a.T), np.cov(b.T)
    root = sqrtm(first @ second).real
    expected = np.square(a.mean(axis=0) - b.mean(axis=0)).sum() + np.trace(first + second - 2 * root)
    assert frechet_distance(a, b) == pytest.approx(expected)
    assert frechet_distance(b, a) == pytest.approx(expected)
    assert frechet_distance(a, a) == pytest.approx(0, abs=1e-9)
    assert frechet_distance(3 * a + 7, 3 * b + 7) == pytest.approx(9 * expected)
    assert frechet_distance(1e200 * a, 1e200 * b) == np.inf
    assert frechet_distance(1e-160 * a, 1e-160 * b) >= 0
    assert frechet_distance(np.ones((3, 2)), np.ones((2, 2))) == 0


@pytest.mark.parametrize(("n", "d"), [(2, 1), (40, 3), (700, 5)])
def test_the_neighbour_test_is_a_leave_one_out_classifier(n, d):
    from sklearn.neighbors import NearestNeighbors

    rng = np.random.default_rng(n)
    a, b = rng.normal(size=(n, d)), 0.5 + rng.normal(size=(n, d))
    everything, kind = np.concatenate([a, b]), np.repeat([0, 1], n)
    places = NearestNeighbors(n_neighbors=1).fit(everything).kneighbors(return_distance=False)[:, 0]  # but itself
    own = kind[places] == kind
    assert nearest_neighbour_test(a, b) == pytest.approx((own[:n].mean(), own[n:].mean()))


@pytest.mark.parametrize("k", [1, 3])
def test_precision_and_recall_go_by_the_kth_neighbour(k):
    rng = np.random.default_rng(k)
    a, b = rng.normal(size=(60, 4)), 0.3 + rng.normal(size=(50, 4))

    def share(points, others):
        hits = 0
        for p in points:
            hits += any(
                np.linalg.norm(p - q) <= np.sort(np.linalg.norm(q - np.delete(others, i, 0), axis=1))[k - 1]
                for i, q in enumerate(others)
            )
        return hits / len(points)

    assert sample_precision_recall(a, b, k=k) == pytest.approx((share(a, b), share(b, a)))


def test_ties_of_pictures_of_zeros_and_ones_count_half():
    rng = np.random.default_rng(0)
    x = rng.integers(0, 2, (400, 6)).astype(float)  # 64 pictures, each many times
    assert nearest_neighbour_test(x[:200], x[200:]) == pytest.approx((0.5, 0.5), abs=0.05)
    assert nearer_to_training(x[:100], x[100:250], x[250:]) == pytest.approx(0.5, abs=0.05)
    same = np.ones((5, 3))
    assert nearest_neighbour_test(same, same) == (0.5, 0.5)
    assert sample_precision_recall(same, same) == (1, 1)
    assert nearer_to_training(same, same, same) == 0.5


def test_units_places_and_one_lost_sample_do_not_matter():
    rng = np.random.default_rng(0)
    a, b, c = (rng.normal(size=(100, 3)) for _ in range(3))
    plain = nearest_neighbour_test(a, b), sample_precision_recall(a, b), nearer_to_training(a, b, c)
    for scale, shift in ((1e150, 0), (1e-150, 0), (1e307, 0), (1.0, 1e5)):
        p, q, r = (scale * x + shift for x in (a, b, c))
        found = nearest_neighbour_test(p, q), sample_precision_recall(p, q), nearer_to_training(p, q, r)
        for one, other in zip(found, plain, strict=True):
            assert one == pytest.approx(other, abs=1e-9)
    lost = np.concatenate([a, [[1e300, -1e300, 0]]])
    found = nearest_neighbour_test(lost, np.concatenate([b, b[:1] + 0.1]))
    assert found.samples == pytest.approx(plain[0].samples, abs=0.05)
    assert sample_precision_recall(lost, b).precision == pytest.approx(plain[1].precision, abs=0.02)


def test_total_variation():
    p, q = np.array([0.5, 0.5, 0.0]), np.array([0.0, 0.0, 1.0])
    assert (total_variation(p, p), total_variation(p, q)) == (0, 1)
    rng = np.random.default_rng(0)
    p = rng.dirichlet(np.ones(64))
    perfect = np.mean([total_variation(rng.multinomial(1000, p) / 1000, p) for _ in range(200)])
    assert perfect == pytest.approx(np.sqrt(p * (1 - p) / (2 * np.pi * 1000)).sum(), rel=0.05)  # as the docstring says


# ---- refusals -------------------------------------------------------------------------------------------------------

X = np.random.default_rng(0).normal(size=(30, 3))
TWO = {"samples": X, "real": X + 1}
THREE = {"samples": X, "train": X + 1, "held_out": X + 2}
FUNCTIONS = {
    frechet_distance: TWO,
    nearest_neighbour_test: TWO,
    sample_precision_recall: TWO,
    nearer_to_training: THREE,
}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_what_is_refused(function):
    good = FUNCTIONS[function]
    for name in good:
        for wrong in (None, X.tolist(), X[0], X[:0], X * np.nan, X.reshape(30, 3, 1), X.astype(str)):
            with pytest.raises((TypeError, ValueError), match=f"^{function.__name__} expected {name} .*got"):
                function(**{**good, name: wrong})
    with pytest.raises(ValueError, match=r"of shape \(n, \d\), got \(30, 2\)"):
        function(**{**good, "samples": X[:, :2]})


def test_what_else_is_refused():
    with pytest.raises(ValueError, match="expected samples with at least 2 rows, got 1"):
        frechet_distance(X[:1], X)
    with pytest.raises(ValueError, match="of equal length, 2 or more, got 29 and 30"):
        nearest_neighbour_test(X[:29], X)
    with pytest.raises(ValueError, match="expected real with more than k = 3 rows, got 3"):
        sample_precision_recall(X, X[:3])
    for k in (0, 1.5, "3", None):
        with pytest.raises((TypeError, ValueError), match=r"expected k .*got"):
            sample_precision_recall(X, X, k=k)
    with pytest.raises((TypeError, ValueError), match=r"expected seed .*got"):
        nearer_to_training(X, X, X, seed=-1)
    p = np.array([0.5, 0.5])
    for name, wrong in (("p", p * 2), ("p", p * np.nan), ("p", [0.5, 0.5]), ("q", np.array([1.5, -0.5])), ("q", p[:0])):
        with pytest.raises((TypeError, ValueError), match=f"^total_variation expected {name} .*got"):
            total_variation(**{"p": p, "q": p, name: wrong})
    with pytest.raises(ValueError, match=r"expected q of p's shape \(2,\), got \(1,\)"):
        total_variation(p, np.ones(1))
