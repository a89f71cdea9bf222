"""Normalisation: the papers' own equations, the ends of the number line, and state that is not a parameter."""

import copy

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.gradcheck import gradcheck
from nnlearn.shared.callbacks import EarlyStopping

nn = nnlearn.numpy
SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
rng = np.random.default_rng(0)
X = (3 + 2 * rng.normal(size=(12, 4))).astype(np.float32)


def image(*shape, dtype=np.float32):
    """Return (N, C, H, W) as a convolution returns it: a view of memory in the order (H, C, W, N)."""
    batch, channels, height, width = shape
    return rng.normal(size=(height, channels, width, batch)).astype(dtype).transpose(3, 1, 0, 2)


def randomised(layer):
    for p in layer.parameters():
        p.data = rng.normal(size=p.shape)
    return layer


# The papers' equations, one after the other.


def ioffe_szegedy(x, gamma, beta, grad, eps):
    """Return y, dL/dx, dL/dgamma, dL/dbeta: algorithm 1 and the chain rule of section 3."""
    m = len(x)
    mean = x.sum(axis=0) / m
    variance = ((x - mean) ** 2).sum(axis=0) / m
    x_hat = (x - mean) / np.sqrt(variance + eps)
    grad_hat = grad * gamma
    grad_variance = (grad_hat * (x - mean) * -0.5 * (variance + eps) ** -1.5).sum(axis=0)
    grad_mean = (-grad_hat / np.sqrt(variance + eps)).sum(axis=0) + grad_variance * (-2 * (x - mean)).sum(axis=0) / m
    x_grad = grad_hat / np.sqrt(variance + eps) + grad_variance * 2 * (x - mean) / m + grad_mean / m
    return gamma * x_hat + beta, x_grad, (grad * x_hat).sum(axis=0), grad.sum(axis=0)


def test_batch_norm_is_the_papers():
    layer, x, grad = randomised(nn.BatchNorm1d(4)).double(), X.astype(float), rng.normal(size=X.shape)
    found = layer(x), layer.backward(grad), layer.weight.grad, layer.bias.grad
    for a, b in zip(found, ioffe_szegedy(x, layer.weight.data, layer.bias.data, grad, layer.eps), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-12)


def test_layer_norm_is_batch_norm_of_the_transposed_array():
    layer, x, grad = nn.LayerNorm(4).double(), X.astype(float), rng.normal(size=X.shape)
    found = layer(x), layer.backward(grad)
    expected = ioffe_szegedy(x.T, 1.0, 0.0, grad.T, layer.eps)[:2]
    for a, b in zip(found, expected, strict=True):
        np.testing.assert_allclose(a, b.T, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("mode", ["train", "eval"])
def test_central_differences(side, mode):
    nn = SIDES[side]
    for seed in range(3):
        nn.manual_seed(seed)
        for norm in (nn.BatchNorm1d(5), nn.BatchNorm1d(5, affine=False), nn.LayerNorm(5), nn.LayerNorm(5, bias=False)):
            model = nn.Sequential(nn.Linear(4, 5), norm, nn.Tanh(), nn.Linear(5, 2)).double()
            if mode == "eval":
                nn.predict(model, X)
                model(nn.tensor(X, dtype="float64"))  # running statistics that are no longer 0 and 1
            assert gradcheck(getattr(model, mode)(), nn.MSELoss(), X.astype(float), rng.normal(size=(12, 2)))
        images = nn.BatchNorm2d(3).double()
        x = image(4, 3, 2, 3, dtype=float)
        assert gradcheck(
            getattr(images, mode)(), nn.MSELoss(), x if side == "numpy" else x.copy(), image(4, 3, 2, 3, dtype=float)
        )


# Memory order and dtype.


@pytest.mark.parametrize("mode", ["train", "eval"])
def test_the_memory_order_of_a_convolution_is_kept(mode):
    x, grad = image(5, 3, 4, 6), image(5, 3, 4, 6)
    for setting in ({}, {"affine": False}, {"track_running_stats": False}):
        layer = getattr(nn.BatchNorm2d(3, **setting), mode)()
        assert layer(x).strides == x.strides
        assert layer.backward(grad).strides == x.strides
        plain = getattr(nn.BatchNorm2d(3, **setting), mode)()
        np.testing.assert_allclose(plain(x.copy()), layer(x), rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(
            plain.backward(np.ascontiguousarray(grad)), layer.backward(grad), rtol=1e-4, atol=1e-5
        )


def test_a_gradient_of_another_memory_order_gives_equal_numbers():
    layer, x, grad = nn.BatchNorm2d(3).double(), image(5, 3, 4, 6, dtype=float), image(5, 3, 4, 6, dtype=float)
    layer(x)
    expected = layer.backward(grad)
    layer(x)
    found = layer.backward(np.ascontiguousarray(grad))
    np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-12)
    assert found.strides == x.strides


# Extreme numbers. The truth is computed with the 64-bit mantissa and 15-bit exponent of x87.

LONG = np.longdouble
long_double = pytest.mark.skipif(np.finfo(LONG).maxexp < 16000, reason="long double is double here")


def truth(x, axes, eps):
    x = x.astype(LONG)
    mean, variance = x.mean(axes, keepdims=True), x.var(axes, keepdims=True)
    return (x - mean) / np.sqrt(variance + LONG(eps)), mean, variance


def columns(dtype):
    """Return (8, features), where each column is extreme in another way."""
    largest, spread = float(np.finfo(dtype).max), rng.normal(size=8)
    made = [
        *(np.full(8, size) for size in (0.0, largest, -largest, 1e-30, 1e15, 0.1)),
        np.linspace(-1, 1, 8) * largest, [largest, *[-largest] * 7], np.linspace(0.9, 1, 8) * largest,
        *(size * spread for size in (1e-30, 1e-10, 1e10, 1e20, 1e30)), largest * (np.abs(spread) / 4),
        1e4 + spread, 1e6 + spread, 1e3 + 1e-3 * spread, [1e6, *spread[1:]], [*spread[1:], -1e30], [largest, *[0] * 7],
    ]  # fmt: skip
    return np.array(made).astype(dtype).T


@long_double
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", ["BatchNorm1d", "BatchNorm2d", "LayerNorm"])
def test_extreme_numbers(name, dtype):
    """No NaN and no warning; y is right to a few roundings, a constant feature 0, only true infinities infinite."""
    x = columns(dtype)
    features, info = x.shape[1], np.finfo(dtype)
    if name == "LayerNorm":
        layer, x, axes = nn.LayerNorm(8), x.T.copy(), (1,)
    elif name == "BatchNorm2d":
        layer, axes = nn.BatchNorm2d(features, momentum=1.0), (0, 2, 3)
        x = np.ascontiguousarray(x.reshape(2, 2, 2, features).transpose(1, 3, 2, 0)).transpose(3, 1, 0, 2)
    else:
        layer, axes = nn.BatchNorm1d(features, momentum=1.0), (0,)
    layer = layer.double() if dtype == np.float64 else layer
    y = layer(x)
    grad = layer.backward(rng.normal(size=x.shape).astype(dtype))
    assert y.dtype == grad.dtype == dtype
    exact, mean, variance = truth(x, axes, layer.eps)
    constant = variance == 0
    np.testing.assert_array_equal(np.where(constant, y, 0), 0)
    assert np.isfinite(grad).all()
    rounding = 40 * info.eps * (1e-25 + np.minimum(1, np.abs(exact).max(axes, keepdims=True)))
    assert (np.abs(y - exact) <= rounding).all()
    if name == "LayerNorm":
        return
    for found, real in ((layer.running_mean, mean.ravel()), (layer.running_var, variance.ravel() * 8 / 7)):
        assert not np.isnan(found).any()
        fits = np.abs(real) <= info.max
        assert np.isinf(found[~fits]).all()
        rounding = (
            10 * info.eps * (np.abs(real) + np.sqrt(variance.ravel()) * (found is layer.running_mean)) + info.tiny
        )
        assert (np.abs(found - real)[fits] <= rounding[fits]).all()
    assert np.isinf(layer.running_var).any(), "no square was too large: the test proves nothing"
    layer.eval()
    y = layer(x)
    grad = layer.backward(np.ones_like(x))
    assert np.isfinite(y).all()
    assert np.isfinite(grad).all()
    layer.train()
    layer(np.ones_like(x) * rng.normal(size=len(x)).astype(dtype).reshape(-1, *[1] * (x.ndim - 1)))
    assert np.isfinite(layer.running_var).all(), "with momentum 1 the last batch is all that counts"


def test_a_difference_that_does_not_fit_is_halved_first():
    largest = np.finfo(np.float32).max
    layer = nn.BatchNorm1d(1).eval()
    layer.running_mean[...], layer.running_var[...] = -largest, 1e8
    np.testing.assert_allclose(layer(np.array([[largest]], np.float32)), 2 * (largest / 1e4), rtol=1e-6)
    assert layer(np.array([[-largest]], np.float32)) == 0


# State.


def values(nn, module):
    return {name: nn.to_numpy(value) for name, value in module.state_dict().items()}


def network(nn):
    end = nn.Sequential(nn.Linear(3, 6), nn.LayerNorm(6), nn.Linear(6, 2))
    return nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Tanh(), end)


def trained(nn):
    model = network(nn)
    optimizer, y = nn.SGD(model.parameters(), lr=0.1), rng.normal(size=(12, 2)).astype(np.float32)
    nn.fit(model, nn.MSELoss(), optimizer, X, y, epochs=2, batch_size=4)
    return model


@pytest.mark.parametrize("here", SIDES.values())
@pytest.mark.parametrize("there", SIDES.values())
@pytest.mark.parametrize("double", [False, True])
def test_buffers_are_saved_and_loaded_by_both_sides(here, there, double, tmp_path):
    source, target = trained(here), network(there)
    if double:
        source.double(), target.double()
    assert list(source.state_dict()) == list(target.state_dict()) == list(network(torch.nn).state_dict())
    here.save(source, tmp_path / "net.safetensors")
    target.load_state_dict(there.load(tmp_path / "net.safetensors"))
    np.testing.assert_equal(values(there, target), values(here, source))
    assert values(there, target)["1.num_batches_tracked"] == 6
    assert values(there, target)["1.num_batches_tracked"].shape == ()
    np.testing.assert_allclose(there.predict(target, X), here.predict(source, X), rtol=1e-4, atol=1e-5)


def test_buffers_change_precision_and_a_count_stays_one():
    layer = nn.BatchNorm1d(3)
    assert [name for name, _ in layer.named_parameters()] == ["weight", "bias"]
    assert [name for name, _ in layer.named_buffers()] == ["running_mean", "running_var", "num_batches_tracked"]
    assert [str(b.dtype) for b in layer.double().buffers()] == ["float64", "float64", "int64"]
    layer(rng.normal(size=(5, 3)))
    assert [str(b.dtype) for b in layer.float().buffers()] == ["float32", "float32", "int64"]
    assert layer.num_batches_tracked == 1
    assert not list(nn.BatchNorm1d(3, track_running_stats=False).buffers())


def test_copies_and_state_dicts_do_not_move_with_training():
    model = trained(nn)
    state, other = model.state_dict(), copy.deepcopy(model)
    before = copy.deepcopy(state)
    model(X)
    np.testing.assert_equal(state, before)
    np.testing.assert_equal(other.state_dict(), before)
    assert (model[1].running_mean != other[1].running_mean).any()
    mean = model[1].running_mean
    model.load_state_dict(state)
    assert model[1].running_mean is mean, "it is written in place"
    np.testing.assert_equal(model.state_dict(), before)


def test_a_state_dict_that_does_not_fit_changes_nothing():
    model = trained(nn)
    before = model.state_dict()
    wrong = {
        "1.running_mean": np.zeros(4),
        "1.running_var": np.array(["a"] * 3),
        "1.num_batches_tracked": np.array(2.5),
    }
    for name, value in wrong.items():
        changed = {key: np.zeros_like(each) for key, each in before.items()} | {name: value}
        with pytest.raises(ValueError, match=rf"load_state_dict expected {name} to hold (whole )?numbers of shape"):
            model.load_state_dict(changed)
    with pytest.raises(ValueError, match=r"missing \['1\.running_var'\]"):
        model.load_state_dict({key: each for key, each in before.items() if key != "1.running_var"})
    np.testing.assert_equal(model.state_dict(), before)


def test_a_buffer_of_ones_own():
    class Counter(nn.Module):
        def __init__(self):
            self.register_buffer("seen", np.zeros(2, np.float32))
            self.register_buffer("nothing", None)

    layer = Counter()
    assert list(nn.Sequential(layer).state_dict()) == ["0.seen"]
    layer.register_buffer("seen", np.ones(3))
    assert layer.state_dict()["seen"].tolist() == [1, 1, 1]
    for name, value in ((3, np.ones(1)), ("a.b", np.ones(1)), ("", np.ones(1)), ("fine", [1.0]), ("fine", "text")):
        with pytest.raises(TypeError, match=r"register_buffer expected (name|tensor)"):
            layer.register_buffer(name, value)
    with pytest.raises(ValueError, match="'training', which is an attribute already"):
        layer.register_buffer("training", np.ones(1))


@pytest.mark.parametrize("side", SIDES)
def test_early_stopping_gives_the_statistics_back_too(side):
    nn = SIDES[side]
    model, seen = network(nn), []
    y = rng.normal(size=(12, 2)).astype(np.float32)
    watch = lambda run: seen.append(values(nn, run.model)) if run.end_of_epoch else None  # noqa: E731
    stop = EarlyStopping(patience=1)
    optimizer = nn.SGD(model.parameters(), lr=0.5)  # so large that the loss soon rises
    nn.fit(model, nn.MSELoss(), optimizer, X, y, epochs=30, batch_size=4, validation=(X, y), callbacks=[stop, watch])
    assert stop.best_epoch < len(seen)
    np.testing.assert_equal(values(nn, model), seen[stop.best_epoch - 1])


def test_both_sides_train_alike_with_normalisation():
    y, curves, start = rng.normal(size=(12, 2)), [], None
    for side in SIDES.values():
        model = network(side).double()
        start = start or values(side, model)
        model.load_state_dict({key: side.tensor(v, dtype=str(v.dtype)) for key, v in start.items()})
        side.manual_seed(3)
        optimizer = side.SGD(model.parameters(), lr=0.05, momentum=0.9)  # Adam would step on a gradient that is 0
        x = X.astype(float)
        history = side.fit(model, side.MSELoss(), optimizer, x, y, epochs=20, batch_size=4, validation=(x, y))
        curves.append([history.steps, history.validation])
    for ours, theirs in zip(*curves, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-8)


@pytest.mark.parametrize("side", SIDES)
def test_a_batch_of_one_is_refused_in_training_alone(side):
    nn = SIDES[side]
    layer, one = nn.BatchNorm1d(4), nn.tensor(X[:1])
    with pytest.raises(ValueError, match=r"more than (one|1) value"):
        layer(one)
    assert int(layer.num_batches_tracked) == (side == "torch"), "PyTorch counts it before it refuses it"
    assert layer.eval()(one).shape == (1, 4)
    assert nn.LayerNorm(4)(one).shape == (1, 4)
    assert nn.LayerNorm(1)(nn.tensor([[3.0]])).tolist() == [[0.0]]


def test_errors_name_the_layer():
    for layer, x, message in (
        (
            nn.BatchNorm1d(3),
            X,
            r"BatchNorm1d\(3\) expected x of shape \(batch, 3\) or \(batch, 3, length\), got \(12, 4\)",
        ),
        (nn.BatchNorm2d(3), X, r"BatchNorm2d\(3\) expected x of shape \(batch, 3, height, width\), got \(12, 4\)"),
        (
            nn.BatchNorm1d(4),
            X[:1],
            r"BatchNorm1d\(4\) expected more than one value per feature .* got x of shape \(1, 4\)",
        ),
        (nn.LayerNorm((2, 4)), X, r"LayerNorm\(\(2, 4\)\) expected x of shape \(\.\.\., 2, 4\), got \(12, 4\)"),
    ):
        with pytest.raises(ValueError, match=message):
            layer(x)


def test_a_look_in_eval_mode_changes_neither_gradient_nor_statistics():
    found = []
    for look in (False, True):
        nn.manual_seed(0)
        model = network(nn)
        y = model(X)
        if look:
            nn.predict(model, 5 * X)
        model.backward(np.ones_like(y) + y)
        found.append([*(p.grad for p in model.parameters()), *model.buffers()])
    for a, b in zip(*found, strict=True):
        np.testing.assert_array_equal(a, b)


def test_without_a_batch_eval_mode_and_layer_norm_give_none():
    assert nn.BatchNorm1d(4).eval()(X[:0]).shape == (0, 4)
    layer = nn.LayerNorm(4)
    assert layer.backward(layer(X[:0])).shape == (0, 4)
