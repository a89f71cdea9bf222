"""Losses and functions: the value and the gradient of the prediction, with random settings, twice."""

import numpy as np
import torch
from rows import PARITY

import nnlearn.numpy as nn
from differential.draw import same, tensor


def loss(arguments):
    """Return the check of a loss; `arguments(draw)` gives its settings and a function that draws the two inputs."""

    def check(name, draw):
        settings, make = arguments(draw)
        settings |= draw.some(reduction=draw.pick("sum", "none", "mean"))
        own = getattr(torch.nn, name, None) or PARITY[name].reference
        arrays = {key: tensor(value) if hasattr(value, "dtype") else value for key, value in settings.items()}
        theirs = own(**arrays) if name != "ArctanLoss" else own(settings.get("reduction", "mean"))
        ours, what = getattr(nn, name)(**settings), f"{name}({settings}), {draw.dtype}"
        for _ in range(2):
            prediction, target = make()
            before = prediction.copy(), target.copy()
            p = tensor(prediction, grad=True)
            expected = theirs(p, tensor(target))
            upstream = draw.numbers(*expected.shape)
            expected.backward(tensor(upstream))
            found = ours(prediction, target)
            grad = ours.backward(upstream)
            assert (prediction == before[0]).all(), f"{what}: the prediction has changed"
            assert (target == before[1]).all(), f"{what}: the target has changed"
            same(found, expected, f"{what}, {prediction.shape}: loss", draw.dtype)
            same(grad, p.grad, f"{what}, {prediction.shape}: gradient", draw.dtype)

    return check


def regression(draw, **settings):
    shape = lambda: draw.sizes(draw.size(1, 4))  # noqa: E731

    def make():
        size = shape()
        return draw.numbers(*size), draw.numbers(*size)

    return draw.some(**settings), make


def binary(draw, logits):
    shape = draw.sizes(draw.size(1, 3))
    parts = {"weight": draw.pick(shape, shape[-1:])} | ({"pos_weight": shape[-1:]} if logits else {})
    settings = draw.some(**{name: draw.probabilities(*size) + draw.rng.random() for name, size in parts.items()})
    settings = {name: value.astype(draw.dtype) for name, value in settings.items()}
    first = draw.numbers if logits else draw.probabilities
    return settings, lambda: (first(*shape), draw.probabilities(*shape))


def classes(draw):
    count = draw.size(2, 5)
    weight = (draw.rng.random(count) + 0.1).astype(draw.dtype)
    settings = draw.some(weight=weight, label_smoothing=draw.real(0, 1), ignore_index=draw.pick(-100, 255))

    def make():
        n, *places = draw.sizes(draw.size(1, 3))
        target = draw.rng.integers(0, count, (n, *places))
        ignored = draw.rng.random(target.shape) < 0.3
        ignored.flat[0] = False  # one must count
        target[ignored] = settings.get("ignore_index", 0)
        return draw.numbers(n, count, *places), draw.laid_out(target)

    return settings, make


def margins(draw):
    count = draw.size(2, 5)
    weight = np.abs(draw.numbers(count))
    weight[0] += 0.1  # weights that are all 0 are refused
    settings = draw.some(p=2, margin=draw.real(-1, 3), weight=weight)

    def make():
        n = draw.size(1, 6)
        return draw.numbers(n, count), draw.laid_out(draw.rng.integers(0, count, n))

    return settings, make


def divergence(draw):
    settings = draw.some(log_target=True, reduction=draw.pick("batchmean", "mean"))

    def make():
        shape = draw.sizes(draw.size(1, 3))
        log_p, log_t = (torch.log_softmax(tensor(draw.numbers(*shape)), -1).numpy() for _ in range(2))
        target = log_t if "log_target" in settings else draw.probabilities(*shape)
        return draw.laid_out(log_p.astype(draw.dtype)), draw.laid_out(target.astype(draw.dtype))

    return settings, make


def function(own, **settings):
    """Return the check of a function of an array; settings are functions of the draw."""

    def check(name, draw):
        given = draw.some(**{key: make(draw) for key, make in settings.items()})
        x = draw.numbers(*draw.sizes(draw.size(0, 4)))
        before = x.copy()
        same(getattr(nn, name)(x, **given), own(tensor(x), **given), f"{name}({given}), {x.shape}", draw.dtype)
        assert (x == before).all(), f"{name}: x has changed"

    return check


def along(own):
    def check(name, draw):
        rank = draw.size(1, 4)
        x, dim = draw.numbers(*draw.sizes(rank)), draw.size(-rank, rank - 1)
        same(getattr(nn, name)(x, dim=dim), own(tensor(x), dim=dim), f"{name}, {x.shape}, dim={dim}", draw.dtype)

    return check


F = torch.nn.functional
CHECKS = {
    "ArctanLoss": loss(regression),
    "BCELoss": loss(lambda draw: binary(draw, logits=False)),
    "BCEWithLogitsLoss": loss(lambda draw: binary(draw, logits=True)),
    "CrossEntropyLoss": loss(classes),
    "HuberLoss": loss(lambda draw: regression(draw, delta=draw.real(0.1, 3))),
    "KLDivLoss": loss(divergence),
    "L1Loss": loss(regression),
    "MSELoss": loss(regression),
    "MultiMarginLoss": loss(margins),
    "SmoothL1Loss": loss(lambda draw: regression(draw, beta=draw.pick(0.0, draw.real(0.1, 3)))),
    "elu": function(F.elu, alpha=lambda draw: draw.real(0.1, 3)),
    "gelu": function(F.gelu, approximate=lambda draw: "tanh"),
    "heaviside": function(PARITY["heaviside"].reference),
    "leaky_relu": function(F.leaky_relu, negative_slope=lambda draw: draw.real(-1, 1)),
    "log_softmax": along(F.log_softmax),
    "relu": function(F.relu),
    "sigmoid": function(torch.sigmoid),
    "silu": function(F.silu),
    "normalize": along(F.normalize),
    "softmax": along(F.softmax),
    "softplus": function(F.softplus, beta=lambda draw: draw.real(0.3, 3), threshold=lambda draw: draw.real(1, 30)),
    "tanh": function(torch.tanh),
}
