"""The variational autoencoder: gradients as measured, sums and not means, log p against the exact one, both sides."""

import warnings

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.gradcheck import gradcheck, numerical_gradient

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
X = (np.random.default_rng(0).random((9, 6)) < 0.4).astype(float)


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def made(nn, *given, **more):
    """Return a VAE in float64 whose weights are the same on both sides."""
    model, rng = nn.VAE(*(given or (6, 2, [5])), **more).double(), np.random.default_rng(1)
    state = {name: rng.normal(size=tuple(p.shape)) / 2 for name, p in model.state_dict().items()}
    model.load_state_dict({name: nn.tensor(values, dtype="float64") for name, values in state.items()})
    return model


def array(nn, values):
    return torch.tensor(values) if nn is nnlearn.torch else np.asarray(values)


@pytest.mark.parametrize("beta", [1.0, 0.3, 0.0])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_the_gradients_are_as_measured(nn, beta, reduction):
    """In evaluation mode the draws stay the same, so that a difference quotient has a meaning."""
    result = gradcheck(made(nn).eval(), nn.VAELoss(beta, reduction=reduction), X, X, tolerance=1e-5)
    assert result, result
    assert len(result.errors) == 9


class Half(nnlearn.numpy.VAE):
    """The slope of the log-variance without its 1/2: noise / 2 would be the slope of a log standard deviation."""

    def grad_of_code(self, grad):
        before = self._kept[self.training]
        self._kept[self.training] = before[0], 2 * before[1]
        return super().grad_of_code(grad)


class NoDraw(nnlearn.numpy.VAE):
    """No gradient through the draw for the log-variance."""

    def grad_of_code(self, grad):
        before = self._kept[self.training]
        self._kept[self.training] = before[0], 0 * before[1]
        return super().grad_of_code(grad)


class NotThroughTheCode(nnlearn.numpy.VAE):
    """What arrives at means and log-variances directly is lost."""

    def grad_of_code(self, grad):
        grad = grad.copy()
        grad[:, self.in_features :] = 0
        return super().grad_of_code(grad)


@pytest.mark.parametrize("wrong", [Half, NoDraw, NotThroughTheCode])
def test_gradcheck_finds_the_usual_mistakes(wrong):
    nn, model = nnlearn.numpy, wrong(6, 2, [5]).double().eval()
    model.load_state_dict(made(nn).state_dict())
    result = gradcheck(model, nn.VAELoss(), X, X, tolerance=1e-5)
    assert not result
    assert max(error.max() for name, error in result.errors.items() if name.startswith("decoder")) < 1e-5


def test_going_backward_for_the_parameters_alone_gives_the_same_gradients():
    nn, grads = nnlearn.numpy, []
    model, criterion = made(nn).eval(), nn.VAELoss()
    for way in ("backward", "accumulate"):
        model.zero_grad()
        criterion(model(X), X)
        getattr(model, way)(criterion.backward())
        grads.append([p.grad.copy() for p in model.parameters()])
    for a, b in zip(*grads, strict=True):
        np.testing.assert_array_equal(a, b)


def test_the_loss_is_a_sum_over_pixels_and_over_the_code_and_a_mean_over_pictures(nn):
    """The mean over the code, found in many programs, makes the KL too weak by as much as the code is long."""
    rows = np.hstack([np.zeros((3, 6)), np.full((3, 2), 2.0), np.full((3, 2), 1.0)])
    kl = 2 * (4 + np.e - 1 - 1) / 2
    for beta, expected in ((1.0, 6 * np.log(2) + kl), (0.5, 6 * np.log(2) + kl / 2), (0.0, 6 * np.log(2))):
        criterion = nn.VAELoss(beta)
        assert criterion(array(nn, rows), array(nn, X[:3])).item() == pytest.approx(expected)
    criterion.beta = 1.0  # as a warm-up does
    assert criterion(array(nn, rows), array(nn, X[:3])).item() == pytest.approx(6 * np.log(2) + kl)


def test_kl_normal_is_the_mean_of_log_q_minus_log_p_and_has_its_slopes(nn):
    mean, s = np.array([0.7, -1.2, 0.0]), np.array([0.4, -1.0, 0.0])
    found = nn.to_numpy(nn.kl_normal(array(nn, mean), array(nn, s)))
    eps = np.random.default_rng(0).standard_normal((400_000, 3))
    z = mean + np.exp(s / 2) * eps
    np.testing.assert_allclose(found, ((z**2 - eps**2 - s) / 2).mean(axis=0), atol=0.01)
    assert found[2] == 0
    slopes = [
        numerical_gradient(lambda t: float(nnlearn.numpy.kl_normal(t, s).sum()), mean.copy()),
        numerical_gradient(lambda t: float(nnlearn.numpy.kl_normal(mean, t).sum()), s.copy()),
    ]
    np.testing.assert_allclose(slopes, [mean, (np.exp(s) - 1) / 2], atol=1e-8)


def exact(model, x):
    """Return log p(x) for a code of one number, by adding up 20,001 values of it."""
    z = np.linspace(-9, 9, 20_001)
    scores = model.decode(z[:, None])
    log_px = (x[:, None] * scores - np.logaddexp(0, scores)).sum(axis=2)
    terms = log_px - z**2 / 2 - np.log(2 * np.pi) / 2 + np.log(z[1] - z[0])
    return np.logaddexp.reduce(terms, axis=1)


def test_log_likelihood_comes_to_the_exact_one_and_one_draw_gives_the_elbo(nn):
    model = made(nn, 6, 1, [5])
    for p in model.encoder.parameters():  # a q(z|x) that is too narrow would need far more draws
        p.data = p.data / 2
    truth, rng = exact(model, X), np.random.default_rng(0)
    np.testing.assert_allclose(model.log_likelihood(X, 20_000, rng), truth, atol=0.02)
    means = [np.mean([model.log_likelihood(X, k, rng).mean() for _ in range(100)]) for k in (1, 5, 50)]
    assert means[0] < means[1] < means[2] < truth.mean() + 0.01
    many = [model.log_likelihood(np.tile(X[:1], (5000, 1)), 1, rng).mean() for _ in range(4)]
    # the same picture 5,000 times: `terms` draws a code for each
    reconstruction, kl = model.terms(np.tile(X[:1], (5000, 1)))
    assert np.mean(many) == pytest.approx(-(reconstruction.mean() + kl[0].sum()), abs=0.06)


def test_the_draws_do_not_depend_on_how_many_pictures_are_decoded_at_a_time(nn, monkeypatch):
    model, found = made(nn), []
    for rows in (1, 20, 5000):
        monkeypatch.setattr("nnlearn.shared.vae.ROWS", rows)
        found.append(model.log_likelihood(X, 7, np.random.default_rng(0)))
    np.testing.assert_allclose(found[0], found[1], rtol=1e-12)
    np.testing.assert_allclose(found[0], found[2], rtol=1e-12)


def trained(nn, **more):
    model = made(nn)
    nn.manual_seed(4)
    history = nn.fit(model, nn.VAELoss(), nn.Adam(model.parameters(), lr=0.02), X, X, epochs=20, batch_size=4, **more)
    return model, history


def test_equal_weights_and_seed_give_equal_numbers_on_both_sides():
    (ours, mine), (theirs, own) = (trained(nn, validation=(X[:5], X[:5])) for nn in SIDES.values())
    np.testing.assert_allclose(mine.steps, own.steps, rtol=1e-8)
    np.testing.assert_allclose(mine.validation, own.validation, rtol=1e-8)
    assert mine.loss[-1] < mine.loss[0]
    for name in ("encode", "terms"):
        for a, b in zip(getattr(ours, name)(X), getattr(theirs, name)(X), strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-6)
    rngs = (np.random.default_rng(2) for _ in SIDES)
    a, b = (model.log_likelihood(X, 20, rng) for model, rng in zip((ours, theirs), rngs, strict=True))
    np.testing.assert_allclose(a, b, rtol=1e-6)


def test_each_step_draws_again_and_validation_moves_no_random_number(nn):
    model = made(nn)
    nn.manual_seed(0)
    with nn.no_grad():
        first, second = (nn.to_numpy(model(array(nn, X))) for _ in range(2))
        model.eval()
        third, fourth = (nn.to_numpy(model(array(nn, X))) for _ in range(2))
    assert (first[:, :6] != second[:, :6]).any()
    assert (first[:, 6:] == second[:, 6:]).all(), "means and log-variances have no noise"
    assert (third == fourth).all()
    assert (third[0, :6] != third[3, :6]).any()
    assert trained(nn)[1].steps == trained(nn, validation=(X[:5], X[:5]))[1].steps


def test_without_a_generator_log_likelihood_takes_that_of_manual_seed(nn):
    model, found = made(nn), []
    for seed in (1, 1, 2):
        nn.manual_seed(seed)
        found.append(model.log_likelihood(X, 3))
    assert (found[0] == found[1]).all()
    assert (found[0] != found[2]).any()


def test_a_trained_vae_beats_independent_pixels(nn):
    """Four pictures that share no pixel: independent pixels need 2.2 nats, the truth is log 4 = 1.39."""
    x = np.eye(4, dtype=np.float32).repeat(50, axis=0)
    nn.manual_seed(0)
    model = nn.VAE(4, 1, [16])
    nn.fit(model, nn.VAELoss(), nn.Adam(model.parameters(), lr=0.02), x, x, epochs=60, batch_size=20)
    reconstruction, kl = model.terms(x)
    log_p = model.log_likelihood(x[::50], 2000, np.random.default_rng(0)).mean()
    assert -2.2 < -(reconstruction + kl.sum(axis=1)).mean() < log_p < -1.38


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_at_the_ends_of_the_number_line_there_is_no_warning_and_no_nan(nn, dtype):
    largest = float(np.finfo(dtype).max)
    ends = np.array(
        [0.0, *(sign * size for size in (1e-30, 36.8, 88.8, 710.0, 1e4, largest) for sign in (1, -1))], dtype
    )
    mean, s = (each.ravel() for each in np.meshgrid(ends, ends))
    x = np.tile(np.array([0, 1, 0.25], dtype), len(s))[: len(s)]
    rows = np.stack([mean[::-1], mean, s], axis=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        kl = nn.to_numpy(nn.kl_normal(array(nn, mean), array(nn, s)))
        for beta in (1.0, 0.0):
            criterion, p = nn.VAELoss(beta, reduction="sum"), array(nn, rows)
            if nn is nnlearn.torch:
                loss = criterion(p.requires_grad_(), array(nn, x[:, None]))
                loss.backward()
                grad = p.grad.numpy()
            else:
                loss, grad = criterion(p, x[:, None]), criterion.backward()
            assert not np.isnan(loss.item())
            assert not np.isnan(grad).any()
    assert kl.dtype == dtype
    assert (kl >= 0).all()
    with np.errstate(over="ignore"):
        exact = mean.astype(float) ** 2 / 2 + (np.expm1(np.minimum(s.astype(float), 709)) - s) / 2
    fits = (exact < largest / 4) & (s < 80)
    np.testing.assert_allclose(kl[fits], exact[fits], rtol=1e-5, atol=1e-38)
    assert np.isinf(kl[(s > 710) | (np.abs(mean) == largest)]).all()


@pytest.mark.parametrize(("call", "says"), [
    (lambda nn: nn.VAE(64, 8, 128), "VAE expected hidden to be a list of whole numbers, got 128"),
    (lambda nn: nn.VAE(6, 2)(array(nn, np.zeros((3, 1, 6), np.float32))), r"\(3, 1, 6\): x.reshape\(-1, 6\) has one"),
    (lambda nn: made(nn).encode(X.reshape(3, 3, 6)), r"VAE.encode expected x of shape .*, got \(3, 3, 6\): x.resh"),
    (lambda nn: made(nn).decode(np.zeros(2)), r"expected z of shape .*, got \(2,\): z\[None\] is a"),
    (lambda nn: made(nn).terms(16 * X), r"VAE.terms expected x in \[0, 1\], got 0.0..16.0: each number is the share"),
    (lambda nn: nn.backprop(made(nn), nn.VAELoss(), X, X[:, :5]), r"\(N, features \+ 2 code\), as nn.VAE returns it"),
    (lambda nn: nn.backprop(made(nn), nn.VAELoss(), X, X[:, 0]), r"VAELoss .* and target of shape .* and \(9,\)"),
    (lambda nn: nn.backprop(made(nn), nn.VAELoss(), X, 16 * X), r"VAELoss expected target in \[0, 1\], got 0.0..16.0"),
])  # fmt: skip
def test_what_is_wrong_is_said(nn, call, says):
    with pytest.raises((TypeError, ValueError), match=says):
        call(nn)


def test_an_early_stop_and_a_state_dict_from_the_other_side_work():
    """The weights of one side load on the other, and give the same."""
    ours, theirs = made(nnlearn.numpy), nnlearn.torch.VAE(6, 2, [5]).double()
    theirs.load_state_dict({name: torch.tensor(values) for name, values in ours.state_dict().items()})
    for a, b in zip(ours.terms(X), theirs.terms(X), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12)
