"""`fit(..., transform=...)`: what each step sees of its batch is made for it, from the loop's own random numbers."""

import re

import numpy as np
import pytest
from training_parts import X, Y, train

import nnlearn.numpy
import nnlearn.torch
from nnlearn.metrics import mse
from nnlearn.shared.divergence import TrainingStopped

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
LABELS = (X[:, 0] > 0).astype(np.int64)


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def seeded(nn, model=None, **more):
    nn.manual_seed(3)
    model = model or nn.Linear(2, 1)
    return train(nn, model, **more), [nn.to_numpy(p).copy() for p in model.parameters()]


def spoil(x, y, rng):
    return x + 0.5 * rng.standard_normal(x.shape), y


def test_each_batch_gets_new_noise_from_the_generator_that_shuffles(nn):
    seen = []

    def watched(x, y, rng):
        made = spoil(x, y, rng)
        seen.append((x, y, made[0]))
        return made

    nn.manual_seed(3)
    train(nn, epochs=2, transform=watched)
    rng = np.random.default_rng(3)
    for epoch in range(2):
        order = rng.permutation(25)
        for batch in range(3):
            rows = order[10 * batch : 10 * batch + 10]
            x, y, made = seen[3 * epoch + batch]
            assert (x == X[rows]).all()
            assert (y == Y[rows]).all()
            assert (made == X[rows] + 0.5 * rng.standard_normal((len(rows), 2))).all()


def test_both_sides_train_on_the_same_noise():
    curves = []
    for nn in SIDES.values():
        model = nn.Sequential(nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 1)).double()
        rng = np.random.default_rng(1)
        state = {
            name: nn.tensor(rng.normal(size=tuple(p.shape)), dtype="float64") for name, p in model.state_dict().items()
        }
        model.load_state_dict(state)
        curves.append(seeded(nn, model, transform=spoil, epochs=10)[0].steps)
    np.testing.assert_allclose(*curves, rtol=1e-10)


def test_a_transform_that_changes_nothing_and_draws_nothing_changes_nothing(nn):
    model = nn.Linear(2, 1)
    start = {name: nn.tensor(nn.to_numpy(p)) for name, p in model.named_parameters()}
    plain, weights = seeded(nn, model, validation=(X, Y), metrics=[mse])
    model.load_state_dict(start)
    same, other = seeded(nn, model, validation=(X, Y), metrics=[mse], transform=lambda x, y, rng: (x, y))
    assert (plain.steps, plain.loss, plain.validation, plain.metrics) == (
        same.steps,
        same.loss,
        same.validation,
        same.metrics,
    )
    assert all((a == b).all() for a, b in zip(weights, other, strict=True))


def test_a_batch_may_be_changed_in_place(nn):
    x, y = X.copy(), Y.copy()

    def wipe(x, y, rng):
        x *= 0
        y += 1
        return x, y

    history = train(nn, x=x, y=y, transform=wipe, lr=0)
    assert (x == X).all()
    assert (y == Y).all()
    assert np.isfinite(history.loss).all()


def test_what_is_validated_is_not_transformed(nn):
    seen = []

    def look(output, y):
        seen.append(y)
        return 0.0

    train(nn, transform=lambda x, y, rng: (0 * x, 0 * y), validation=(X, Y), metrics=[look], epochs=1)
    assert (seen[-1] == Y).all()


def test_input_and_target_may_take_another_form(nn):
    """As in a diffusion model: a time is appended to the input, and the target is the noise."""

    def diffuse(x, y, rng):
        t, eps = rng.random((len(x), 1)), rng.standard_normal(x.shape)
        return np.hstack([np.sqrt(1 - t) * x + np.sqrt(t) * eps, t]), eps

    model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 2))
    history = train(nn, model, y=X, transform=diffuse, epochs=80, optimizer=nn.Adam(model.parameters(), lr=0.02))
    assert np.mean(history.loss[-10:]) < 0.8 * history.loss[0]


def test_a_weighed_mean_over_an_epoch_counts_the_targets_that_were_made(nn):
    """The mean of a weighed cross-entropy divides by the weights of its targets: of those of the transform."""
    weight = nn.tensor([1.0, 5.0, 1.0])
    flip = lambda x, y, rng: (x, 1 - y)  # noqa: E731
    kept = {"model": nn.Linear(2, 3), "criterion": nn.CrossEntropyLoss(weight), "lr": 0, "epochs": 1}
    epoch = [
        train(nn, **kept, batch_size=size, y=y, transform=transform).loss[0]
        for size, y, transform in ((25, 1 - LABELS, None), (4, 1 - LABELS, None), (4, LABELS, flip))
    ]
    np.testing.assert_allclose(epoch, epoch[0], rtol=1e-5)


def test_a_last_batch_of_one_is_seen_in_the_form_that_the_model_gets(nn, capsys):
    """A batch normalisation is asked with rows of the transform, and the random numbers are put back."""
    calls = []

    def widen(x, y, rng):
        calls.append(len(x))
        return np.hstack([x, rng.standard_normal((len(x), 1))]), y

    model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 1))
    nn.manual_seed(3)
    train(nn, model, transform=widen, batch_size=6, epochs=1)
    assert calls == [2, 6, 6, 6, 7]
    assert "joins the last example" in capsys.readouterr().out


def fits_two(x, y):
    return x, y


class Spoil:
    def __init__(self, sd=0.1):
        self.sd = sd

    def __call__(self, x, y, rng, more=0):
        return x + self.sd * rng.standard_normal(x.shape), y


def test_a_transform_of_every_form_is_taken(nn):
    class Two:
        def method(self, x, y, rng):
            return [x, y]

    for transform in (Spoil(), Two().method, lambda *given: given[:2], lambda x, y, rng, **more: (x, y)):
        assert len(train(nn, transform=transform, epochs=1).steps) == 3


@pytest.mark.parametrize(("transform", "says"), [
    ("noise", "fit expected transform to be a function of (x, y, rng), got the string 'noise'"),
    (0.2, "fit expected transform to be a function of (x, y, rng), got 0.2"),
    ([spoil], "fit expected transform to be a function of (x, y, rng), got a list"),
    (Spoil, "fit expected transform to be a function of (x, y, rng), got the class Spoil: Spoil() makes one"),
    (fits_two, "fit expected transform to be a function of (x, y, rng), got fits_two(x, y) (too many positional"),
])  # fmt: skip
def test_a_transform_that_cannot_work_is_told_before_the_first_step(nn, transform, says):
    model = nn.Linear(2, 1)
    before = [nn.to_numpy(p).copy() for p in model.parameters()]
    with pytest.raises(TypeError, match=re.escape(says)):
        train(nn, model, transform=transform)
    assert all((nn.to_numpy(p) == old).all() for p, old in zip(model.parameters(), before, strict=True))


def test_metrics_of_training_data_that_the_model_may_never_see_are_refused(nn):
    with pytest.raises(ValueError, match="expected validation data to measure metrics on, got a transform and none"):
        train(nn, transform=spoil, metrics=[mse])
    train(nn, transform=spoil, metrics=[mse], validation=(X, Y), epochs=1)


NAN = np.full((10, 2), np.nan)
RETURNED = [
    (lambda x, y: x, "fit expected transform to return a pair (x, y), got float32 array of shape (10, 2) from wrong"),
    (lambda x, y: None, "fit expected transform to return a pair (x, y), got None from wrong"),
    (lambda x, y: (x, y, x), "fit expected transform to return a pair (x, y), got a tuple from wrong"),
    (lambda x, y: (x[:3], y), "fit expected x of transform to have as many rows as the batch, 10, got 3 from wrong"),
    (lambda x, y: (x, y[:3]), "fit expected y of transform to have as many rows as the batch, 10, got 3 from wrong"),
    (lambda x, y: (x.tolist(), y), "fit expected x of transform"),
    (lambda x, y: (nnlearn.torch.tensor(x), y), "fit expected x of transform"),
    (lambda x, y: (NAN, y), "fit expected x of transform to be finite, got nan at index (0, 0)"),
    (lambda x, y: (x, y * np.inf), "fit expected y of transform to be finite, got"),
    (lambda x, y: (x[:, :1], y), "Linear(2, 1) expected x of shape (batch, 2), got (10, 1)"),
]


@pytest.mark.parametrize(("make", "says"), RETURNED)
def test_what_it_returns_is_looked_at(nn, make, says):
    if nn is nnlearn.torch and "shape (batch" in says:
        pytest.skip("the words are PyTorch's")

    def wrong(x, y, rng):
        return make(x, y)

    with np.errstate(all="ignore"), pytest.raises((TypeError, ValueError), match=re.escape(says)):
        train(nn, transform=wrong)


def test_what_it_raises_itself_comes_through(nn):
    def breaks(x, y, rng):
        raise KeyError("the learner's own mistake")

    with pytest.raises(KeyError, match="own mistake"):
        train(nn, transform=breaks)


def test_a_training_that_diverges_is_explained_by_the_batch_that_the_step_saw(nn):
    with pytest.raises(TrainingStopped, match=r"It is the first step\. Inputs reach \d(\.\d+)?e\+2[56]: standardise"):
        train(nn, nn.Linear(2, 1), transform=lambda x, y, rng: (1e25 * x, y))
