"""The diffusion network: gradients as measured, classes that may be missing, and what it learns."""

import numpy as np
import pytest
from rows.diffusion_mlp import rows_of

import nnlearn.numpy
import nnlearn.torch
from nnlearn.diffusion import NoisePrediction, best_guess, cosine_schedule, sample
from nnlearn.gradcheck import gradcheck

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


@pytest.mark.parametrize("classes", [0, 3])
def test_the_gradients_are_as_measured(classes):
    nn = nnlearn.numpy
    nn.manual_seed(0)
    model = nn.DiffusionMLP(2, 4, classes=classes, steps=5).double()
    x, y = rows_of(2, classes, 5, 4), np.random.default_rng(2).normal(size=(4, 2))
    result = gradcheck(model, nn.MSELoss(), x, y, tolerance=1e-5)
    assert result, result
    assert np.isfinite(result.errors["x"][:, :3]).all(), "the slope of t is compared too"
    if classes:
        assert np.isnan(result.errors["x"][:, 3]).all(), "both are 0 for a label"


def test_step_and_class_change_the_guess_and_no_class_is_one_of_its_own(nn):
    model, x = nn.DiffusionMLP(2, 8, classes=3), np.ones((1, 2))
    guesses = [model.noise(x, t, labels) for t in (1, 2, 100) for labels in (None, *map(np.array, ([0], [1], [2])))]
    assert len({guess.tobytes() for guess in guesses}) == 12
    assert (model.noise(x, 1) == model.noise(x, 1, np.array([-1]))).all()
    assert model.noise(x, 1).dtype == np.float32
    assert model.double().noise(x, 1).dtype == np.float64


def test_it_learns_the_exact_guess_and_samples_the_class_that_is_asked_for(nn):
    """Two points, -1 and 1, are two classes: its guesses approach the best ones, and samples land there."""
    nn.manual_seed(0)
    schedule, centres = cosine_schedule(20), np.array([[-1.0], [1.0]])
    x, y = np.repeat(centres, 100, axis=0).astype("f4"), np.repeat([0, 1], 100)
    model = nn.DiffusionMLP(1, 32, blocks=1, classes=2, steps=20)
    optimizer = nn.Adam(model.parameters(), lr=0.01)
    transform = NoisePrediction(schedule, drop=0.3)
    nn.fit(model, nn.MSELoss(), optimizer, x, y, epochs=80, batch_size=50, transform=transform)
    start = np.random.default_rng(0).standard_normal((200, 1))
    asked = np.repeat([0, 1], 100)
    made = sample(model.noise, start, schedule, labels=asked, guidance=1.5, rng=np.random.default_rng(1))
    assert (np.sign(made[:, 0]) == 2 * asked - 1).mean() > 0.97
    free = sample(model.noise, start, schedule, rng=np.random.default_rng(1))
    assert (np.abs(np.abs(free) - 1) < 0.3).mean() > 0.9
    assert 0.3 < (free > 0).mean() < 0.7
    points = np.linspace(-1.5, 1.5, 31)[:, None]
    for t in (12, 16):
        assert np.abs(model.noise(points, t) - best_guess(points, t, schedule, centres)).mean() < 0.25


def test_weights_of_one_side_load_on_the_other():
    ours, theirs = (nn.DiffusionMLP(2, 4, classes=2) for nn in SIDES.values())
    theirs.load_state_dict({name: nnlearn.torch.tensor(p) for name, p in ours.state_dict().items()})
    x, labels = np.ones((3, 2)), np.array([0, 1, -1])
    np.testing.assert_allclose(ours.noise(x, 7, labels), theirs.noise(x, 7, labels), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(("call", "says"), [
    (lambda nn: nn.DiffusionMLP(0), "DiffusionMLP expected features at least 1, got 0"),
    (lambda nn: nn.DiffusionMLP(2, classes=-1), "DiffusionMLP expected classes at least 0, got -1"),
    (lambda nn: nn.predict(nn.DiffusionMLP(2), np.ones((3, 2))), r"x of shape \(N, 3\), got \(3, 2\): x_t, t and with"),
    (lambda nn: nn.predict(nn.DiffusionMLP(2, classes=2), np.ones((3, 4)) * 2), "labels in -1..1 in the last column"),
    (lambda nn: nn.DiffusionMLP(2).noise(np.ones((3, 2)), 0), "DiffusionMLP.noise expected t in 1..100, got 0"),
    (lambda nn: nn.DiffusionMLP(2).noise(np.ones((3, 2)), 5, np.ones(3, int)), "no classes, features=2, classes=0"),
    (lambda nn: nn.DiffusionMLP(2, classes=2).noise(np.ones((3, 2)), 5, np.array([0, 1, 2])), "3 numbers in -1..1"),
])  # fmt: skip
def test_what_is_wrong_is_said(nn, call, says):
    with pytest.raises((TypeError, ValueError), match=says):
        call(nn)
