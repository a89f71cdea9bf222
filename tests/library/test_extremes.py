"""Activations and losses at the ends of the number line: no warning, no NaN, the right value, in both precisions.

mpmath computes the truth from the given float, with 400 bits. An activation may be off by a few roundings of
itself, a gradient also by a few roundings of 1; a loss by a few roundings of its own size or of the score's.
"""

import mpmath
import numpy as np
import pytest
import torch
from rows import FILES

import nnlearn.numpy
import nnlearn.torch

mpmath.mp.prec = 400
SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
ROUNDINGS = 8


def points(dtype):
    largest = float(np.finfo(dtype).max)
    ends = [x for size in (1e-30, 36.8, 88.8, 710.0, 1e4, largest) for x in (size, -size)]
    return np.array([0.0, *ends], dtype)


def sigma(x):
    return 1 / (1 + mpmath.exp(-x)) if x > -1e6 else mpmath.mpf(0)


def softplus(x):
    """Return log(1 + e^x)."""
    return mpmath.log1p(mpmath.exp(x)) if x < 1e6 else x


def tanh(x):
    return mpmath.tanh(x) if abs(x) < 1e6 else mpmath.sign(x)


def normal(x):
    """Return Phi(x) and phi(x)."""
    if abs(x) > 1e3:
        return mpmath.mpf(int(x > 0)), mpmath.mpf(0)
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2, mpmath.exp(-x * x / 2) / mpmath.sqrt(2 * mpmath.pi)


# name: (value, slope), of a number
ACTIVATIONS = {
    "Heaviside": (lambda x: int(x >= 0), lambda x: 0),
    "Sigmoid": (sigma, lambda x: sigma(x) * sigma(-x)),
    "Tanh": (tanh, lambda x: 1 - tanh(x) ** 2),
    "ReLU": (lambda x: max(x, 0), lambda x: int(x > 0)),
    "LeakyReLU": (lambda x: x if x > 0 else mpmath.mpf(0.01) * x, lambda x: 1 if x > 0 else mpmath.mpf(0.01)),
    "GELU": (lambda x: x * normal(x)[0], lambda x: normal(x)[0] + x * normal(x)[1]),
    "SiLU": (lambda x: x * sigma(x), lambda x: sigma(x) * (1 + x * sigma(-x))),
    "Softplus": (softplus, sigma),
    "ELU": (lambda x: x if x > 0 else mpmath.expm1(max(x, -1e6)), lambda x: 1 if x > 0 else mpmath.exp(max(x, -1e6))),
}


def huber(e):
    return e * e / 2 if abs(e) <= 1 else abs(e) - mpmath.mpf(0.5)


# name: (loss, slope), of prediction and target
LOSSES = {
    "MSELoss": (lambda p, t: (p - t) ** 2, lambda p, t: 2 * (p - t)),
    "L1Loss": (lambda p, t: abs(p - t), lambda p, t: mpmath.sign(p - t)),
    "ArctanLoss": (lambda p, t: mpmath.atan((p - t) ** 2), lambda p, t: 2 * (p - t) / (1 + (p - t) ** 4)),
    "HuberLoss": (lambda p, t: huber(p - t), lambda p, t: max(-1, min(1, p - t))),
    "SmoothL1Loss": (lambda p, t: huber(p - t), lambda p, t: max(-1, min(1, p - t))),
    "BCEWithLogitsLoss": (lambda z, t: t * softplus(-z) + (1 - t) * softplus(z), lambda z, t: sigma(z) - t),
}


def array(side, values):
    return torch.tensor(values) if side == "torch" else np.array(values)


def numbers(values):
    return values.detach().numpy() if isinstance(values, torch.Tensor) else np.asarray(values)


def forward_backward(side, layer, x):
    if side == "numpy":
        y = layer(x)
        return y, layer.backward(np.ones_like(y))
    x = torch.tensor(x, requires_grad=True)
    y = layer(x)
    y.backward(torch.ones_like(y))
    return numbers(y), numbers(x.grad)


def loss_backward(side, criterion, p, t):
    if side == "numpy":
        loss = criterion(p, t)
        return loss, criterion.backward(np.ones_like(loss) if criterion.reduction == "none" else None)
    p = torch.tensor(p, requires_grad=True)
    loss = criterion(p, torch.tensor(t))
    loss.backward(torch.ones_like(loss))
    return numbers(loss), numbers(p.grad)


def right(found, truths, dtype, scale=1.0):
    """Compare with the truth: infinite exactly where it does not fit, else within a few roundings."""
    found = np.asarray(found)
    assert found.dtype == dtype
    assert not np.isnan(found).any()
    info = np.finfo(dtype)
    for value, truth, size in zip(found.ravel(), truths, np.broadcast_to(scale, found.size), strict=True):
        if abs(truth) > mpmath.mpf(float(info.max)) * (1 + mpmath.mpf(float(info.eps)) / 4):  # half a last digit above
            assert np.isinf(value), f"{value}, and the truth {mpmath.nstr(truth, 5)} does not fit"
            assert np.sign(value) == mpmath.sign(truth)
        else:
            error = abs(mpmath.mpf(float(value)) - truth)
            bound = ROUNDINGS * float(info.eps) * (abs(truth) + float(size))
            assert error <= bound, f"{value} instead of {mpmath.nstr(truth, 8)}"


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation(name, side, dtype):
    x = points(dtype)
    slope = {"negative_slope": 0.01} if name == "LeakyReLU" else {}
    y, grad = forward_backward(side, getattr(SIDES[side], name)(**slope), x)
    value, derivative = ACTIVATIONS[name]
    exact = [mpmath.mpf(float(each)) for each in x]
    # All digits are right, at 1e-30 too, but for PyTorch's erfc. The tails may vanish below 1e-30.
    scale = {"Sigmoid": 1e-30, "GELU": 1 if side == "torch" else 1e-30, "SiLU": 1e-30, "Softplus": 1e-30}.get(name, 0)
    right(y, [value(each) for each in exact], dtype, scale)
    own = name == "SiLU" and side == "torch"  # PyTorch's own multiplies the rounding of 1 - sigmoid by x
    right(grad, [derivative(each) for each in exact], dtype, 2 if own else 1)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", ["Softmax", "LogSoftmax"])
def test_softmax(name, side, dtype):
    """Every pair of extreme scores is a row."""
    x = np.array([[a, b] for a in points(dtype) for b in points(dtype)], dtype)
    layer = getattr(SIDES[side], name)(dim=1)
    if side == "numpy":
        y, grad = layer(x), None
        grad = layer.backward(np.tile(np.array([1, 0], dtype), (len(x), 1)))  # dL/dy = (1, 0)
    else:
        tensor = torch.tensor(x, requires_grad=True)
        y = layer(tensor)
        y[:, 0].sum().backward()
        y, grad = numbers(y), numbers(tensor.grad)
    exact = [(mpmath.mpf(float(a)), mpmath.mpf(float(b))) for a, b in x]
    p = [sigma(a - b) for a, b in exact]
    q = [sigma(b - a) for a, b in exact]
    if name == "Softmax":
        right(y, [each for pair in zip(p, q, strict=True) for each in pair], dtype)
        right(grad, [each for a, b in zip(p, q, strict=True) for each in (a * b, -a * b)], dtype)
    else:
        truth = [each for a, b in exact for each in (-softplus(b - a), -softplus(a - b))]
        right(y, truth, dtype)
        right(grad, [each for b in q for each in (b, -b)], dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", LOSSES)
def test_loss(name, side, dtype):
    targets = (0.0, 0.25, 1.0) if name == "BCEWithLogitsLoss" else (0.0, 1.0, -36.8, -float(np.finfo(dtype).max))
    p = np.repeat(points(dtype), len(targets))
    t = np.tile(np.array(targets, dtype), len(p) // len(targets))
    value, derivative = LOSSES[name]
    pairs = [(mpmath.mpf(float(a)), mpmath.mpf(float(b))) for a, b in zip(p, t, strict=True)]
    loss, grad = loss_backward(side, getattr(SIDES[side], name)(reduction="none"), p, t)
    scale = np.maximum(np.abs(p.astype(float)), 1) if name == "BCEWithLogitsLoss" else 1
    right(loss, [value(*pair) for pair in pairs], dtype, scale)
    right(grad, [derivative(*pair) for pair in pairs], dtype)
    for i in range(0, len(p), 5):
        for reduction in ("mean", "sum"):
            criterion = getattr(SIDES[side], name)(reduction=reduction)
            one, slope = loss_backward(side, criterion, p[i : i + 1], t[i : i + 1])
            assert (one, slope) == (loss[i], grad[i])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("side", SIDES)
def test_cross_entropy(side, dtype):
    x = np.array([[a, b] for a in points(dtype) for b in points(dtype)], dtype)
    t = np.arange(len(x)) % 2
    loss, grad = loss_backward(side, SIDES[side].CrossEntropyLoss(reduction="none"), x, t)
    exact = [[mpmath.mpf(float(each)) for each in row] for row in x]
    right(loss, [softplus(row[1 - k] - row[k]) for row, k in zip(exact, t, strict=True)], dtype)
    slopes = [sigma(row[1 - k] - row[k]) for row, k in zip(exact, t, strict=True)]
    right(grad, [each for s, k in zip(slopes, t, strict=True) for each in ((-s, s) if k == 0 else (s, -s))], dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("side", SIDES)
def test_bce_of_probabilities(side, dtype):
    """As in PyTorch, a logarithm is never below -100, and the denominator of the slope never below 1e-12."""
    p = np.array([0.0, 1e-45, 1e-30, 1e-20, 0.5, 1 - 2.0**-24, 1.0], dtype)
    for target in (0.0, 1.0):
        t = np.full_like(p, target)
        loss, grad = loss_backward(side, SIDES[side].BCELoss(reduction="none"), p, t)
        exact = [mpmath.mpf(float(each)) for each in p]
        likely = [q if target else 1 - q for q in exact]
        right(loss, [min(-mpmath.log(q), 100) if q else 100 for q in likely], dtype)
        floor = mpmath.mpf(float(np.float32(1e-12)))
        right(grad, [(q - target) / max(q * (1 - q), floor) for q in exact], dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("side", SIDES)
def test_kl_divergence(side, dtype):
    """Probabilities down to the smallest denormal number, log-probabilities down to the largest float below zero."""
    chances = np.array([0.0, np.finfo(dtype).smallest_subnormal, 1e-30, 1e-3, 0.5, 1.0], dtype)
    logs = -np.abs(points(dtype))
    t, log_q = np.repeat(chances, len(logs)), np.tile(logs, len(chances))
    loss, grad = loss_backward(side, SIDES[side].KLDivLoss(reduction="none"), log_q, t)
    exact = [(mpmath.mpf(float(a)), mpmath.mpf(float(b))) for a, b in zip(t, log_q, strict=True)]
    scale = np.finfo(dtype).tiny / np.finfo(dtype).eps + np.abs(t * np.log(np.where(t > 0, t, 1)))
    right(loss, [a * (mpmath.log(a) - b) if a else mpmath.mpf(0) for a, b in exact], dtype, scale)
    right(grad, [-a for a, _ in exact], dtype, 0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("side", SIDES)
def test_layers_and_a_step_warn_of_nothing(side, dtype):
    """Numbers too large for the dtype become infinite without a warning, in layers, sums of losses and steps."""
    nn, largest = SIDES[side], np.finfo(dtype).max
    for layer in (nn.Linear(2, 3), nn.Dropout(0.5), nn.Flatten(), nn.Identity()):
        layer = layer.double() if dtype == np.float64 else layer
        y, grad = forward_backward(side, layer, np.full((4, 2), largest, dtype))
        assert y.dtype == grad.dtype == dtype
    big = np.full((4, 1), largest, dtype)
    for name in (*LOSSES, "CrossEntropyLoss"):
        for reduction in ("mean", "sum"):
            p, t = (big, np.zeros_like(big)) if name == "BCEWithLogitsLoss" else (big, -big)
            if name == "CrossEntropyLoss":
                p, t = np.hstack([big, -big]), np.ones(4, int)
            loss, grad = loss_backward(side, getattr(nn, name)(reduction=reduction), p, t)
            assert np.isinf(loss) == (name != "ArctanLoss")
            assert not np.isnan(grad).any()
    for make in (nn.SGD, nn.Adagrad, nn.RMSprop, nn.Adam, nn.AdamW):
        weight = nn.Parameter(array(side, np.zeros(2, dtype)))
        weight.grad = array(side, np.full(2, largest, dtype))
        make([weight], lr=0.1).step()
        assert not np.isnan(numbers(weight.data)).any(), make.__name__
    model = nn.Linear(2, 1)
    nn.predict(model.double() if dtype == np.float64 else model, np.full((4, 2), largest))
    assert np.isinf(nn.to_numpy(nn.tensor([np.inf])))  # an infinity that was given stays one


def test_the_centred_mean_square_never_falls_below_zero():
    """A constant gradient makes s and m^2 equal up to rounding: without care the root is NaN, as in PyTorch."""
    nn = nnlearn.numpy
    weight = nn.Parameter(np.zeros(50, np.float32))
    optimizer = nn.RMSprop([weight], lr=1e-3, alpha=0.5, centered=True)
    gradients = np.linspace(0.1, 3, 50, dtype=np.float32)
    for _ in range(200):
        weight.grad = gradients
        optimizer.step()
    assert np.isfinite(weight.data).all()


ELSEWHERE = {  # files whose classes have their extremes tested elsewhere, or are made of such layers
    "adaptive", "adaptive_pool", "attention", "attention_functional", "cells", "char_rnn", "containers", "conv",
    "conv_transpose", "dbn", "diffusion_mlp", "dropout", "embedding", "embedding_bag", "flatten", "gan", "gpt", "gru",
    "hopfield", "lenet", "linear", "lr_scheduler", "lstm", "mlp", "module", "module_list", "multi_margin", "no_grad",
    "norm", "normalize", "optimizers", "packed_sequence", "parameter", "perceptron", "pool", "positions", "rbm",
    "residual", "resnet", "rnn", "seq2seq", "swa_utils", "transformer", "tree_rnn", "upsample", "vae",
}  # fmt: skip


def test_every_activation_and_loss_is_here():
    assert set(FILES) >= ELSEWHERE
    names = {name for file in FILES.keys() - ELSEWHERE for name in getattr(FILES[file], "PARITY", {})}
    classes = {name for name in names if name[0].isupper()}
    assert classes == {*ACTIVATIONS, *LOSSES, "Softmax", "LogSoftmax", "CrossEntropyLoss", "BCELoss", "KLDivLoss"}
