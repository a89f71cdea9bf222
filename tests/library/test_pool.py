"""Pooling and upsampling: where the gradient goes, any memory order, the ends of the number line."""

import re

import numpy as np
import pytest
import torch
from rows import PARITY
from test_conv import ORDERS, equal, laid, passes, random

import nnlearn.numpy as nn
from nnlearn.gradcheck import gradcheck

NAMES = ("MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "Upsample")
CASES = [pytest.param(name, *case, id=f"{name}-{i}") for name in NAMES for i, case in enumerate(PARITY[name].cases)]


@pytest.mark.parametrize(("name", "setting", "shape"), CASES)
def test_words_float32_and_memory_order(name, setting, shape):
    layer, theirs = getattr(nn, name)(**setting), getattr(torch.nn, name)(**setting)
    assert repr(layer) == repr(theirs)
    x = random(*shape)
    expected = passes(layer, x)
    equal(passes(layer, x.astype(np.float32)), expected, rtol=1e-5, atol=1e-5)
    grad = random(*expected[0].shape)
    for order in ORDERS:
        for grad_order in ORDERS:
            equal(passes(layer, laid(x, order), laid(grad, grad_order)), expected)


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_convolutions_is_kept(name):
    """After a convolution the batch is innermost in memory, and these layers keep it so, forward and backward."""
    layer = getattr(nn, name)(scale_factor=2) if name == "Upsample" else getattr(nn, name)(2)
    y = layer(laid(random(3, 4, 6, 6), "HCWN"))
    x_grad = layer.backward(laid(random(*y.shape), "HCWN"))
    for array in (y, x_grad):
        assert array.transpose(ORDERS["HCWN"]).flags.c_contiguous


@pytest.mark.parametrize(("name", "setting", "shape"), CASES)
def test_what_was_kept_and_given_out_stays(name, setting, shape):
    layer, x = getattr(nn, name)(**setting), random(*shape)
    expected = [a.copy() for a in passes(layer, x)]
    grad = random(*expected[0].shape)
    before = x.copy(), grad.copy()
    y = layer(x)
    nn.predict(layer, x + 1)
    layer.eval()(x + 1)
    x_grad = layer.train().backward(grad)
    passes(layer, x + 1)
    equal([y, x_grad, x, grad], [*expected, *before], rtol=0, atol=0)
    assert not any(np.shares_memory(a, b) for a in (y, x_grad) for b in (x, grad, *passes(layer, x)))


@pytest.mark.parametrize(("name", "setting", "shape"), CASES)
def test_gradients_by_central_differences(name, setting, shape):
    layer, x = getattr(nn, name)(**setting), random(*shape)
    result = gradcheck(layer, nn.MSELoss(), x, random(*layer(x).shape) + 1)  # a loss of 0 would check nothing
    assert result, result


def test_the_first_of_equal_pixels_gets_the_gradient():
    for layer, first in (
        (nn.MaxPool2d(2), (0, 0)),
        (nn.MaxPool2d(2, stride=1), (0, 0)),
        (nn.MaxPool2d(2, padding=1), 0),
    ):
        x = np.zeros((1, 1, 2, 2), np.float32)
        y = layer(x)
        x_grad = layer.backward(np.ones_like(y))[0, 0]
        expected = np.ones((2, 2)) if first == 0 else np.eye(1, 4).reshape(2, 2)  # padding separates the four pixels
        np.testing.assert_array_equal(x_grad, expected)
    layer = nn.MaxPool2d((1, 3))
    layer(np.array([[[[1.0, 5.0, 5.0]]]]))
    np.testing.assert_array_equal(layer.backward(np.full((1, 1, 1, 1), 2.0)), [[[[0, 2, 0]]]])


def test_padding_is_never_the_maximum():
    x = np.full((1, 1, 2, 2), -np.finfo(np.float32).max, np.float32)
    layer = nn.MaxPool2d(3, stride=1, padding=1)
    np.testing.assert_array_equal(layer(x), x)
    x_grad = layer.backward(np.ones_like(x))
    np.testing.assert_array_equal(x_grad, [[[[4, 0], [0, 0]]]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("name", "setting", "shape"), CASES)
def test_the_largest_numbers_stay_finite(name, setting, shape, dtype):
    layer, largest = getattr(nn, name)(**setting), np.finfo(dtype).max
    for value in (largest, -largest):
        y = layer(np.full(shape, value, dtype))
        assert y.dtype == dtype
        assert np.isfinite(y).all()
        assert not np.isnan(layer.backward(np.full_like(y, largest))).any()


@pytest.mark.parametrize("name", NAMES)
def test_nan_is_seen_behind_the_layer(name):
    x = np.zeros((1, 1, 4, 4), np.float32)
    x[0, 0, 1, 2] = np.nan
    y = (getattr(nn, name)(scale_factor=2) if name == "Upsample" else getattr(nn, name)(2))(x)
    assert np.isnan(y).any()


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_of_none_gives_none(name):
    layer = getattr(nn, name)(scale_factor=2) if name == "Upsample" else getattr(nn, name)(2)
    y, x_grad = passes(layer, np.zeros((0, 3, 4, 6), np.float32))
    assert y.shape == ((0, 3, 8, 12) if name == "Upsample" else (0, 3, 2, 2 if name == "AdaptiveAvgPool2d" else 3))
    assert x_grad.shape == (0, 3, 4, 6)


def test_every_size_is_pytorchs():
    """PyTorch rounds sizes and places in float32; ours must fall on the same side for all of them."""
    for length in (1, 2, 3, 7, 12, 28):
        x = random(1, 1, length, length)
        for size in range(1, 40):
            np.testing.assert_array_equal(nn.Upsample(size)(x), torch.nn.Upsample(size)(torch.tensor(x)))
            theirs = torch.nn.AdaptiveAvgPool2d(size)(torch.tensor(x))
            np.testing.assert_allclose(nn.AdaptiveAvgPool2d(size)(x), theirs, rtol=1e-12, atol=1e-14)
        for factor in np.linspace(1, 4, 31):
            theirs = torch.nn.Upsample(scale_factor=factor)(torch.tensor(x))
            np.testing.assert_array_equal(nn.Upsample(scale_factor=factor)(x), theirs)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: nn.Upsample(3)(x[0]), "expected x of shape (batch, channels, height, width), got (3, 4, 6): "
                                         "one image is x[None]"),
        (lambda x: nn.AvgPool2d((5, 2))(x), "expected x with room for its kernel (5, 2), got images of 4 x 6 pixels"),
        (lambda x: nn.MaxPool2d(2, padding=2), "MaxPool2d expected padding of at most half the kernel, 1, got 2"),
        (lambda x: nn.Upsample(3, 2), "Upsample expected either size or scale_factor, got both"),
        (lambda x: nn.Upsample(3, mode="bilinear"), 'expected mode "nearest", the only one here, got the string'),
    ],
)  # fmt: skip
def test_words_about_what_is_wrong(call, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        call(random(2, 3, 4, 6))
