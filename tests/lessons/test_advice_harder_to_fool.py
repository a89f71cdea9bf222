"""The open exercise 29.6 attacks a reader in several ways, and says what keeps it from the target."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import attacks
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.adversarial_robustness import harder

EXERCISE = registry.find("exercises", "29.6")


def learner(attack=None, epochs=12, change=lambda model: model):
    """Return a learner that changes every batch by `attack(slope, x, y)`, and the reader by `change` at the end."""

    def learn(x, y, seed):
        nn.manual_seed(seed)
        model, rng = nn.MLP([64, 64, 10]), np.random.default_rng(seed)
        loss, adam = nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.005)
        for _ in range(epochs):
            for some in np.array_split(rng.permutation(len(x)), 42):
                a = attack(harder.sided(model)[0], x[some], y[some]) if attack else x[some]
                adam.zero_grad()
                nn.backprop(model, loss, a, y[some])
                adam.step()
        return change(model)

    return learn


def sure(model):
    model[-1].weight.data *= 100
    model[-1].bias.data *= 100
    return model


class Rounded(nn.Module):
    """Reads pictures rounded to quarters of the ink: the slope is 0 everywhere, and nothing is gained."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        self.shape = x.shape
        return self.model(np.round(4 * x) / 4)

    def backward(self, grad):
        self.model.backward(grad)
        return np.zeros(self.shape, np.float32)


def one(**shares):
    every = dict.fromkeys(
        ("clean", "tossed", "one_step", "many_steps", "margin", "carried", "pixels", "worst", "seen"), 0.7
    )
    return harder.Trial(**{**every, "clean": 0.97, "tossed": 0.95, **shares})


def fgsm(slope, x, y):
    return attacks.fgsm(slope, x, y, harder.EPS)


@pytest.fixture(autouse=True)
def one_split(monkeypatch):
    monkeypatch.setattr(harder, "SPLITS", range(1))
    monkeypatch.setattr(harder, "OTHERS", range(3, 4))


def test_a_reader_trained_on_attacks_passes_and_is_tried_on_other_splits():
    result = judge(EXERCISE, learner(fgsm, 30))
    assert result
    assert result.value >= harder.TARGET
    assert "on two others it is " in result.message


def test_a_plain_reader_fails_and_hears_of_chosen_changes():
    result = judge(EXERCISE, learner())
    assert not result
    assert result.value < 0.2
    assert "has it met changes that are chosen against it" in result.message


@pytest.mark.parametrize("change", [sure, Rounded])
def test_a_reader_that_only_hides_its_slope_fails_and_hears_so(change):
    result = judge(EXERCISE, learner(change=change))
    assert not result
    assert result.value < 0.25
    assert "The slope is hidden; the mistakes are still there." in result.message


def test_the_margin_finds_what_scores_times_100_hide_and_carried_digits_what_rounding_hides():
    scaled, rounded = (harder.tried(learner(change=change), 0) for change in (sure, Rounded))
    assert scaled.many_steps > 0.8 > 0.2 > scaled.margin
    assert rounded.margin > 0.8 > 0.3 > rounded.carried
    assert max(scaled.worst, rounded.worst) < 0.25


def test_rounding_and_noise_that_survive_every_slope_and_the_carried_digits_fall_pixel_by_pixel():
    def noisy(slope, x, y):
        return np.clip(x + np.random.default_rng(len(x)).uniform(-0.15, 0.15, x.shape), 0, 1).astype(np.float32)

    rounded = harder.tried(learner(noisy, 20, Rounded), 0)
    assert rounded.margin > 0.8
    assert rounded.pixels < rounded.carried


def test_pixel_after_pixel_finds_the_worst_change_for_a_linear_reader():
    reader = nn.Linear(64, 10)
    (x, y), _ = harder.digits(0)
    x, y = x[:5], y[:5]
    *_, lead = harder.sided(reader)
    w = reader.weight.data[[3]] - reader.weight.data[[4]]

    def margin(x, y):
        return (x @ w.T)[:, 0]

    found = harder.pixel_after_pixel(margin, x, y)
    assert np.allclose(margin(found, y), margin(attacks.fgsm(lambda x, y: w.repeat(len(x), 0), x, y, harder.EPS), y))
    assert np.all(lead(harder.pixel_after_pixel(lead, x, y), y) >= lead(x, y))


def test_the_margins_slope_is_that_of_the_scores_of_a_linear_reader():
    reader = nn.Linear(64, 10)
    x, y = np.full((2, 64), 0.5, np.float32), np.array([3, 4])
    s = nn.predict(reader, x)
    s[[0, 1], y] = -np.inf
    slope = harder.sided(reader)[1](x, y)
    expected = reader.weight.data[s.argmax(axis=1)] - reader.weight.data[y]
    assert np.allclose(slope / abs(slope).max(), expected / abs(expected).max(), atol=1e-5)


def test_a_reader_of_pytorch_is_attacked_alike():
    torch = pytest.importorskip("torch")
    reader, twin = (
        nn.MLP([64, 8, 10]),
        torch.nn.Sequential(torch.nn.Linear(64, 8), torch.nn.ReLU(), torch.nn.Linear(8, 10)),
    )
    with torch.no_grad():
        for p, q in zip(twin.parameters(), reader.parameters(), strict=True):
            p.copy_(torch.from_numpy(q.data))
    (x, y), _ = harder.digits(0)
    for mine, theirs in zip(harder.sided(reader), harder.sided(twin), strict=True):
        assert np.allclose(mine(x[:20], y[:20]), theirs(x[:20], y[:20]), atol=1e-4)


def test_the_caller_keeps_its_random_numbers():
    harder.carried.cache_clear()
    nn.manual_seed(5)
    expected = nn.Linear(3, 3).weight.data
    nn.manual_seed(5)
    harder.carried(0)
    assert np.array_equal(nn.Linear(3, 3).weight.data, expected)


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ({"clean": 0.93, "worst": 0.65}, "unchanged digits suffer"),
        ({"clean": 0.85, "worst": 0.1}, "Only 85 of 100 unchanged digits"),
        ({"many_steps": 0.9, "margin": 0.1, "worst": 0.1}, "leaves 90 of 100, but PGD on the margin 10"),
        ({"many_steps": 0.9, "margin": 0.9, "pixels": 0.1, "worst": 0.1}, "pixel after pixel, without a slope, 10."),
        ({"one_step": 0.8, "many_steps": 0.3, "margin": 0.3, "worst": 0.3}, "Against one step it holds (80 of 100)"),
        ({"worst": 0.2, "many_steps": 0.2, "one_step": 0.25}, "With tossed signs 95 of 100"),
        ({"worst": 0.55, "seen": 0.9}, "90 of 100 digits that it was given and 55"),
        ({"worst": 0.55}, "It is on its way"),
    ],
)
def test_each_obstacle_has_its_sentence(shares, says):
    assert harder.advice([one(**shares)]).startswith(says) or says in harder.advice([one(**shares)])


@pytest.mark.parametrize(
    ("learn", "says"),
    [
        (3, "without brackets"),
        (dict, "without brackets"),
        (lambda x, y, seed: [1], "learn returned a list, expected the reader itself"),
        (lambda x, y, seed: nn.MLP, "expected the reader itself"),
        (lambda x, y, seed: lambda x: x, "expected the reader itself"),
        (lambda x, y, seed: nn.MLP([64, 5]), "expected ten scores each, (449, 10)"),
    ],
)
def test_what_cannot_be_measured_is_said(learn, says):
    result = judge(EXERCISE, learn)
    assert not result
    assert says in result.message
