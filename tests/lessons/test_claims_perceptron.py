"""What lesson 02 says in words: the theorem and its condition, the two margins, the wandering line, the digits."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.perceptron import margin, mistake_bound, plane_margin

IRIS = datasets.iris()
FIRST, LAST = IRIS.y < 2, IRIS.y > 0
SPECIES, KIND = IRIS.y[FIRST], IRIS.y[LAST] - 1
PETALS, SEPALS, OVERLAP = IRIS.x[FIRST][:, 2:], IRIS.x[FIRST][:, :2], IRIS.x[LAST][:, 2:]


def centred(x):
    return x - x.mean(axis=0)


def wandering(x, seed):
    """Return how many points are wrong after each mistake, and how many of them are called 1."""
    model, wrong, ones = nn.Perceptron(2), [], []
    for visit in model.steps(x, KIND, epochs=10, shuffle=True, seed=seed):
        if visit.mistake:
            wrong.append(int((model.predict(x) != KIND).sum()))
            ones.append(int(model.predict(x).sum()))
    return np.array(wrong), np.array(ones)


@pytest.mark.parametrize("x", [PETALS, SEPALS])
def test_from_zero_the_length_stays_between_its_limits_and_the_mistakes_below_the_bound(x):
    longest, gamma = np.sqrt(((x**2).sum(axis=1) + 1).max()), margin(x, SPECIES)
    k = 0
    for visit in nn.Perceptron(2).steps(x, SPECIES, epochs=600, shuffle=True):
        k += visit.mistake
        length = np.hypot(np.linalg.norm(visit.weight), visit.bias[0])
        assert k * gamma <= length + 1e-4
        assert length <= np.sqrt(k) * longest + 1e-4
    assert not visit.mistake
    assert k <= mistake_bound(x, SPECIES)


def test_a_mistake_turns_the_weights_towards_or_away_from_the_point_seen_from_the_origin():
    model, before = nn.Perceptron(2), np.zeros(2)
    for visit in model.steps(PETALS, SPECIES, epochs=5, shuffle=True, seed=0):
        after, x = visit.weight.ravel().astype(float), PETALS[visit.index].astype(float)
        if visit.mistake and np.linalg.norm(before) > 0 < np.linalg.norm(after):
            turned = after @ x / np.linalg.norm(after) - before @ x / np.linalg.norm(before)
            assert turned * (2 * visit.target - 1) > -1e-6
        before = after


def test_from_elsewhere_the_bound_does_not_hold():
    model = nn.Perceptron(2)
    model.weight.data = nn.tensor([[1000.0, -3000.0]], dtype="float32")
    mistakes = model.fit(PETALS, SPECIES, epochs=2000, shuffle=True, seed=1)
    assert mistakes[-1] == 0
    assert sum(mistakes) > 10 * mistake_bound(PETALS, SPECIES)


@pytest.mark.parametrize("seed", range(20))
def test_the_margin_in_the_plane_is_the_best_of_all_directions_and_never_smaller(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(20, 2)) + rng.normal(size=2)
    y = (x @ rng.normal(size=2) > rng.normal() * 0.2).astype(int)
    y[:2] = 0, 1
    angle = np.linspace(0, 2 * np.pi, 20_000)
    along = x @ np.stack([np.cos(angle), np.sin(angle)])  # (20, directions)
    best = ((along[y == 1].min(axis=0) - along[y == 0].max(axis=0)) / 2).max()
    assert max(best, 0) <= plane_margin(x, y) + 1e-9
    assert max(best, 0) >= plane_margin(x, y) - 1e-3  # the directions are 0.0003 apart
    assert margin(x, y) <= plane_margin(x, y) + 1e-9


def test_centring_changes_the_margin_in_x_and_1_but_not_in_the_plane():
    for x, plane, lifted, lifted_centred in ((PETALS, 0.652, 0.268, 0.613), (SEPALS, 0.122, 0.052, 0.121)):
        assert plane_margin(x, SPECIES) == pytest.approx(plane, abs=1e-3)
        assert plane_margin(centred(x), SPECIES) == pytest.approx(plane, abs=1e-3)
        assert margin(x, SPECIES) == pytest.approx(lifted, abs=1e-3)
        assert margin(centred(x), SPECIES) == pytest.approx(lifted_centred, abs=1e-3)


@pytest.mark.parametrize("seed", range(5))
def test_centred_sepals_take_a_hundredth_of_the_mistakes(seed):
    raw, centre = (
        sum(nn.Perceptron(2).fit(x, SPECIES, epochs=1000, shuffle=True, seed=seed)) for x in (SEPALS, centred(SEPALS))
    )
    assert raw > 1000
    assert 4 <= centre <= 12
    assert mistake_bound(centred(SEPALS), SPECIES) < mistake_bound(SEPALS, SPECIES) / 50


@pytest.mark.parametrize("seed", range(5))
def test_what_throws_the_line_about_is_the_distance_from_the_origin(seed):
    (raw, ones), (centre, _) = wandering(OVERLAP, seed), wandering(centred(OVERLAP), seed)
    assert np.median(raw) == 50
    assert np.isin(ones[raw == 50], (0, 100)).all()  # every flower gets the same name
    assert np.median(centre) <= 7
    assert len(raw) > 3 * len(centre)
    assert centre[len(centre) // 2 :].max() < 25


def test_ten_rows_read_six_digits_of_seven():
    train, test = datasets.mnist_sample("train"), datasets.mnist_sample("test")
    ink, unseen = ((part.x.reshape(-1, 784) > 127).astype("float32") for part in (train, test))
    shares = []
    for seed in range(5):
        model = nn.Perceptron(784, classes=10)
        model.fit(ink, train.y, epochs=5, shuffle=True, seed=seed)
        shares.append((model.predict(unseen) == test.y).mean())
    assert np.mean(shares) == pytest.approx(6 / 7, abs=0.01)
    zero = model.weight.data[0].reshape(28, 28)
    assert zero[12:17, 12:17].mean() < -5
