"""Convolutions: the fast form equals the plain one in any memory order, and no scratch array is visible outside."""

import copy
import re

import numpy as np
import pytest
import torch
from rows import PARITY
from rows.parity import copied, same_passes

import nnlearn.numpy as nn
from nnlearn.gradcheck import gradcheck
from nnlearn.numpy.internals import conv_reference
from nnlearn.numpy.internals.windows import Scratch, stack_rows

rng = np.random.default_rng(0)
BOTH = ("Conv2d", "ConvTranspose2d")
CASES = [pytest.param(name, *case, id=f"{name}-{i}") for name in BOTH for i, case in enumerate(PARITY[name].cases)]
# Axes of x, from the outermost in memory to the innermost.
ORDERS = {"NCHW": (0, 1, 2, 3), "NHWC": (0, 2, 3, 1), "HCWN": (2, 1, 3, 0), "WHCN": (3, 2, 1, 0)}


def random(*shape):
    return np.random.default_rng(sum(shape)).normal(size=shape)


def laid(x, order):
    """Return x with its memory in another order."""
    return np.ascontiguousarray(x.transpose(ORDERS[order])).transpose(np.argsort(ORDERS[order]))


def passes(layer, x, grad=None):
    layer.zero_grad()
    y = layer(x)
    x_grad = layer.backward(random(*y.shape).astype(y.dtype) if grad is None else grad)
    return [y, x_grad, *(p.grad.copy() for p in layer.parameters())]


def equal(found, expected, **tolerance):
    for a, b in zip(found, expected, strict=True):
        np.testing.assert_allclose(a, b, **(tolerance or {"rtol": 1e-12, "atol": 1e-12}))


@pytest.mark.parametrize("dilation", [1, 2, 3])
@pytest.mark.parametrize("stride", [1, 2, 4])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_stacked_rows_are_the_rows_under_each_output(size, stride, dilation):
    rows = random(2, 11, 3, 4)
    count = (11 - dilation * (size - 1) - 1) // stride + 1
    under = np.arange(count)[:, None] * stride + np.arange(size) * dilation
    stacked = stack_rows(rows, count, size, stride, dilation)
    np.testing.assert_array_equal(stacked, rows[:, under].reshape(2, count, size * 3, 4))
    assert np.shares_memory(stacked, rows) or size > 1 < dilation
    if size > 1 == dilation:
        assert not stacked.flags.writeable
    for beyond in (count + 1, 0):
        with pytest.raises(IndexError, match="beyond 11 rows"):
            stack_rows(rows, beyond, size, stride, dilation)


@pytest.mark.parametrize(("setting", "shape"), PARITY["Conv2d"].cases)
def test_the_fast_convolution_is_the_plain_one(setting, shape):
    layer = nn.Conv2d(**setting).double()
    x = random(*shape)
    geometry = {"stride": layer.stride, "dilation": layer.dilation, "groups": layer.groups, "padding": layer.padding}
    if isinstance(layer.padding, str):  # the plain one knows neither words nor uneven padding
        x, geometry["padding"] = np.pad(x, ((0, 0), (0, 0), *layer.sides())), (0, 0)
    weight, bias = layer.weight.data, None if layer.bias is None else layer.bias.data
    y = conv_reference.conv2d(x, weight, bias, **geometry)
    grad = random(*y.shape)
    x_grad, *grads = conv_reference.conv2d_backward(x, weight, grad, **geometry)
    if isinstance(layer.padding, str):
        (top, _), (left, _) = layer.sides()
        x, x_grad = (a[:, :, top : top + shape[2], left : left + shape[3]] for a in (x, x_grad))
    equal(passes(layer, x, grad), [y, x_grad, *(grads[:1] if bias is None else grads)])


@pytest.mark.parametrize(("setting", "shape"), PARITY["ConvTranspose2d"].cases)
def test_the_transposed_convolution_is_the_plain_convolution_backward(setting, shape):
    layer = nn.ConvTranspose2d(**{**setting, "bias": False}).double()
    x, weight = random(*shape), layer.weight.data
    geometry = {"stride": layer.stride, "padding": layer.padding, "dilation": layer.dilation, "groups": layer.groups}
    larger = np.zeros((len(x), layer.out_channels, *layer.size(x.shape)))
    y, grad = conv_reference.conv2d(larger, weight, **geometry), random(*larger.shape)
    if y.shape != x.shape:  # more output_padding than stride: a row that nothing contributed to
        assert max(layer.output_padding) >= min(layer.stride)
        return
    expected = conv_reference.conv2d_backward(larger, weight, x, **geometry)[0]
    back = conv_reference.conv2d(grad, weight, **geometry)
    weight_grad = conv_reference.conv2d_backward(grad, weight, x, **geometry)[1]
    equal(passes(layer, x, grad), [expected, back, weight_grad])


def test_unfold_and_fold_are_pytorchs():
    for geometry in (
        {"stride": (2, 1)},
        {"padding": (1, 2)},
        {"dilation": (2, 3)},
        {"stride": (3, 2), "padding": (2, 0)},
    ):
        x = random(2, 3, 9, 8)
        columns = conv_reference.unfold(x, (3, 2), **geometry)
        theirs = torch.nn.functional.unfold(torch.tensor(x), (3, 2), **geometry)
        np.testing.assert_array_equal(columns, theirs)
        folded = torch.nn.functional.fold(theirs, (9, 8), (3, 2), **geometry)
        np.testing.assert_allclose(conv_reference.fold(columns, x.shape, (3, 2), **geometry), folded, rtol=1e-13)


@pytest.mark.parametrize("order", [*ORDERS, "steps"])
@pytest.mark.parametrize("name", BOTH)
def test_any_memory_order_is_welcome(name, order):
    layer = getattr(nn, name)(4, 6, 3, stride=2, padding=1, groups=2).double()
    x = random(3, 4, 7, 6)
    expected = passes(layer, x)
    grad = random(*expected[0].shape)
    if order == "steps":
        wide, wide_grad = np.zeros((3, 8, 7, 12)), np.zeros((*grad.shape[:3], 2 * grad.shape[3]))
        wide[:, ::-2, :, ::2], wide_grad[..., ::2] = x, grad
        found = passes(layer, wide[:, ::-2, :, ::2], wide_grad[..., ::2])
    else:
        found = passes(layer, laid(x, order), laid(grad, order))
    equal(found, expected)
    assert all(a.transpose(ORDERS["HCWN"]).flags.c_contiguous for a in found[:2]), "what goes out is batch innermost"


@pytest.mark.parametrize(("name", "setting", "shape"), CASES)
def test_what_was_kept_and_given_out_stays(name, setting, shape):
    """A prediction between forward and backward changes nothing, and a later step does not change earlier results."""
    layer = getattr(nn, name)(**setting).double()
    x, other = random(*shape), random(*shape) + 3
    expected = [a.copy() for a in passes(layer, x)]
    grad = random(*expected[0].shape)
    for _ in range(2):  # the second time the scratch arrays exist already
        layer.zero_grad()
        y = layer(x)
        nn.predict(layer, other)
        with nn.no_grad():
            layer(other)
        layer.eval()
        layer(other)
        layer.train()
        found = [y, layer.backward(grad), *(p.grad.copy() for p in layer.parameters())]
        layer.eval()
        layer.backward(grad)
        layer.train()
        passes(layer, other)
        equal(found, expected, rtol=0, atol=0)
    first, second = passes(layer, x)[:2], passes(layer, x)[:2]
    assert not any(np.shares_memory(a, b) for a in first for b in (*second, x, *layer_scratch(layer)))
    layer.zero_grad()
    layer(x)
    layer.accumulate(grad)
    equal([p.grad for p in layer.parameters()], expected[2:])


def layer_scratch(layer):
    return [array for _, array in layer.correlation.scratch.free.values()]


def test_copies_share_no_scratch():
    layer = nn.Conv2d(1, 2, 3)
    passes(layer, np.ones((1, 1, 4, 4), np.float32))
    assert {*layer.correlation.scratch.free} == {"rows", "padded", "cut"}
    twin = copy.deepcopy(layer)
    assert not layer_scratch(twin)
    assert twin.correlation.scratch is not layer.correlation.scratch


def test_scratch_belongs_to_its_taker():
    scratch = Scratch()
    first = scratch.take("rows", "a", (2,), float)
    assert scratch.take("rows", "a", (2,), float) is not first
    scratch.give("rows", "a", first)
    assert scratch.take("rows", "a", (2,), float) is first
    for other in (("b", (2,), float), ("a", (3,), float), ("a", (2,), np.float32)):
        scratch.give("rows", "a", first)
        new = scratch.take("rows", *other)
        assert new is not first
        assert not new.any()


@pytest.mark.parametrize("name", BOTH)
def test_sizes_may_change_from_step_to_step(name):
    """Images of 7 and 8 columns have the same number of windows here: one has zeros where the other has pixels."""
    layer = getattr(nn, name)(2, 3, 3, stride=2, padding=1).double()
    for shape in ((2, 2, 8, 8), (2, 2, 8, 7), (2, 2, 7, 7), (2, 2, 7, 8), (2, 2, 8, 8), (1, 2, 8, 8)):
        fresh = getattr(nn, name)(2, 3, 3, stride=2, padding=1).double()
        fresh.load_state_dict(layer.state_dict())
        equal(passes(layer, random(*shape)), passes(fresh, random(*shape)), rtol=0, atol=0)


@pytest.mark.parametrize(("name", "setting", "shape"), CASES)
def test_words_and_float32(name, setting, shape):
    nn.manual_seed(0)
    layer, theirs = getattr(nn, name)(**setting), getattr(torch.nn, name)(**setting)
    assert repr(layer) == repr(theirs)
    bound = 1 / np.sqrt(np.prod(theirs.weight.shape[1:]))
    values = np.concatenate([p.data.ravel() for p in layer.parameters()])
    assert 0.6 * bound < abs(values).max() <= bound
    single = passes(layer, random(*shape).astype(np.float32))
    assert {a.dtype for a in single} == {np.dtype(np.float32)}
    equal(single, passes(layer.double(), random(*shape)), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("name", BOTH)
def test_gradients_by_central_differences(name):
    nn.manual_seed(1)
    first = getattr(nn, name)(2, 4, 3, stride=2, padding=1, groups=2)
    model = nn.Sequential(first, nn.Tanh(), getattr(nn, name)(4, 1, 2, dilation=2), nn.Flatten()).double()
    x = random(2, 2, 7, 6)
    result = gradcheck(model, nn.MSELoss(), x, random(*model(x).shape))
    assert result, result


@pytest.mark.parametrize("name", BOTH)
def test_twenty_steps_are_pytorchs(name):
    def network(lib):
        layers = getattr(lib, name)(2, 4, 3, padding=1), lib.Tanh(), getattr(lib, name)(4, 3, 2, 2), lib.Flatten()
        return lib.Sequential(*layers)

    ours, theirs, x = network(nn).double(), network(torch.nn).double(), random(5, 2, 4, 4)
    ours.load_state_dict({key: value.numpy() for key, value in theirs.state_dict().items()})
    y = random(*ours(x).shape)
    mine, optimizer = nn.Adam(ours.parameters(), lr=0.01), torch.optim.Adam(theirs.parameters(), lr=0.01)
    for _ in range(20):
        mine.zero_grad()
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(theirs(torch.tensor(x)), torch.tensor(y))
        loss.backward()
        np.testing.assert_allclose(nn.backprop(ours, nn.MSELoss(), x, y), loss.item(), rtol=1e-9)
        mine.step()
        optimizer.step()
    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
        np.testing.assert_allclose(p.data, q.detach(), rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Conv2d", (4, 6, 3)), ("ConvTranspose2d", (4, 6, 3)), ("MaxPool2d", (3, 1, 1)), ("AvgPool2d", (2, 1, 1)),
        ("AdaptiveAvgPool2d", (2,)),
    ],
)  # fmt: skip
def test_one_image_is_taken_as_in_pytorch(name, given):
    theirs = getattr(torch.nn, name)(*given).double()
    ours = copied(getattr(nn, name)(*given), theirs)
    x = np.random.default_rng(0).normal(size=(4, 7, 5))
    upstream = np.random.default_rng(1).normal(size=theirs(torch.tensor(x)).shape)
    same_passes(ours, theirs, x, upstream, name)
    for images, grad in ((x, upstream[None]), (x[None], upstream)):
        ours(images)
        with pytest.raises(ValueError, match=r"expected grad of its output's shape"):
            ours.backward(grad)


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((8, 28, 28, 3), "Conv2d(3, 8, 5) expected x of shape (batch, 3, height, width), got (8, 28, 28, 3): NHWC? "
                         "x.transpose(0, 3, 1, 2)"),
        ((28, 28, 3), "expected x of shape (batch, 3, height, width), got (28, 28, 3)"),
        ((8, 1, 28, 28), "expected x of shape (batch, 3, height, width), got (8, 1, 28, 28)"),
        ((8, 3, 4, 28), "expected x with room for its kernel (5, 5), got images of 4 x 28 pixels: larger images,"),
    ],
)  # fmt: skip
def test_words_about_wrong_images(shape, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        nn.Conv2d(3, 8, 5)(np.zeros(shape, np.float32))


def test_words_about_one_channel_and_integers():
    with pytest.raises(ValueError, match=re.escape("x[:, None] adds the axis of the one channel")):
        nn.Conv2d(1, 8, (3, 5))(np.zeros((8, 28, 28), np.float32))
    with pytest.raises(
        TypeError, match=re.escape("Conv2d(1, 8, (3, 5)) expected x to be an array of floats, got uint8")
    ):
        nn.Conv2d(1, 8, (3, 5))(np.zeros((8, 1, 28, 28), np.uint8))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", BOTH)
def test_the_largest_numbers_warn_of_nothing(name, dtype):
    layer = getattr(nn, name)(2, 3, 3)
    layer = layer.double() if dtype == np.float64 else layer
    largest = np.finfo(dtype).max
    y = layer(np.full((2, 2, 5, 5), largest, dtype))
    layer.backward(np.full_like(y, largest))
    layer.weight.data = np.abs(layer.weight.data)
    y = layer(np.full((2, 2, 5, 5), largest / 1e3, dtype))
    assert not np.isnan(y).any()


@pytest.mark.parametrize("name", BOTH)
def test_a_batch_of_none_gives_none(name):
    layer, theirs = getattr(nn, name)(4, 6, 3, 2, groups=2), getattr(torch.nn, name)(4, 6, 3, 2, groups=2)
    x = np.zeros((0, 4, 9, 8), np.float32)
    y, x_grad, *grads = passes(layer, x)
    assert y.shape == theirs(torch.tensor(x)).shape
    assert x_grad.shape == x.shape
    assert not any(g.any() for g in grads)
