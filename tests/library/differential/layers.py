"""Layers: three inputs of different sizes go forward and back through one instance, in both modes."""

import numpy as np
import torch
from rows import PARITY
from rows.parity import copied

import nnlearn.numpy as nn
from differential.draw import same, tensor


def layer(arguments):
    """Return the check of a layer; `arguments(draw)` gives what makes it and a function that draws an input."""

    def check(name, draw):
        settings, make_x = arguments(draw)
        own = getattr(PARITY[name], "reference", getattr(torch.nn, name, None))
        theirs = own(**settings).double()
        with torch.no_grad():
            for p in theirs.parameters():
                p.copy_(tensor(draw.rng.normal(size=tuple(p.shape)).astype(np.float32)))
        ours = copied(getattr(nn, name)(**settings), theirs)
        ours = ours.float() if draw.dtype == "float32" else ours
        what = f"{name}({settings})"
        for _ in range(3):
            mode = draw.pick(True, True, False)
            ours.train(mode), theirs.train(mode)
            through(ours, theirs, make_x(), draw, f"{what}, {'training' if mode else 'evaluation'}")

    return check


def through(ours, theirs, x, draw, what):
    """Compare output, gradient of x and the sums of the parameters' gradients; what is handed in must stay as it is."""
    before, what = x.copy(), f"{what}, x of {x.shape}, strides {x.strides}, {draw.dtype}"
    given = tensor(x, grad=True)
    expected = theirs(given)
    upstream = draw.numbers(*expected.shape)
    grad_before = upstream.copy()
    expected.backward(tensor(upstream))
    y = ours(x)
    x_grad = ours.backward(upstream)
    assert (x == before).all(), f"{what}: x has changed"
    assert (upstream == grad_before).all(), f"{what}: the gradient given has changed"
    same(y, expected, f"{what}: output", draw.dtype)
    if given.is_floating_point():
        same(x_grad, given.grad, f"{what}: gradient of x", draw.dtype)
    for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        same(p.grad, q.grad, f"{what}: gradient of {name}", draw.dtype)
    for (name, found), buffer in zip(ours.named_buffers(), theirs.buffers(), strict=True):
        same(found, buffer, f"{what}: {name}", draw.dtype if buffer.is_floating_point() else "int64")


def of_any_shape(draw):
    return lambda: draw.numbers(*draw.sizes(draw.size(0, 4)))


def activation(**settings):
    """Return the check of an elementwise layer; settings are functions of the draw."""
    return layer(lambda draw: (draw.some(**{k: make(draw) for k, make in settings.items()}), of_any_shape(draw)))


def over_an_axis(draw):
    rank = draw.size(1, 4)
    return {"dim": draw.size(-rank, rank - 1)}, lambda: draw.numbers(*draw.sizes(rank))


def linear(draw):
    i, o = draw.sizes(2)
    shape = lambda: (*draw.sizes(draw.size(1, 3)), i)  # noqa: E731
    return {"in_features": i, "out_features": o, **draw.some(bias=False)}, lambda: draw.numbers(*shape())


def images(draw, channels, smallest):
    """Return a function that draws images of at least this height and width, or one image."""
    batch = () if draw.rng.random() < 0.2 else (draw.size(1, 4),)
    return lambda: draw.numbers(*batch, channels, *(low + draw.size(0, 5) for low in smallest))


def pairs(draw, low, high):
    return draw.pick(draw.size(low, high), draw.sizes(2, low, high))


def both(value):
    return value if isinstance(value, tuple) else (value, value)


def reach(kernel, dilation):
    return [d * (k - 1) + 1 for k, d in zip(both(kernel), both(dilation), strict=True)]


def convolution(draw):
    groups, kernel, dilation = draw.size(1, 3), pairs(draw, 1, 4), pairs(draw, 1, 3)
    channels = {"in_channels": groups * draw.size(1, 3), "out_channels": groups * draw.size(1, 3)}
    more = {"kernel_size": kernel, "dilation": dilation, "groups": groups}
    return {**channels, **more, **draw.some(bias=False)}, reach(kernel, dilation)


def conv(draw):
    settings, smallest = convolution(draw)
    settings |= draw.pick(
        {"padding": draw.pick("same", "valid")}, {"stride": pairs(draw, 1, 3), "padding": pairs(draw, 0, 3)}
    )
    return settings, images(draw, settings["in_channels"], smallest)


def conv_transpose(draw):
    settings, _ = convolution(draw)
    stride = pairs(draw, 1, 3)
    below = [max(s, d) - 1 for s, d in zip(both(stride), both(settings["dilation"]), strict=True)]
    settings |= {"stride": stride, "output_padding": tuple(draw.size(0, each) for each in below)}
    settings |= draw.some(padding=draw.size(0, 1))
    return settings, images(draw, settings["in_channels"], (3, 3))


def pool(draw, **more):
    kernel, dilation = pairs(draw, 1, 4), more.get("dilation", 1)
    padding = draw.size(0, min(both(kernel)) // 2)
    settings = {
        "kernel_size": kernel,
        "padding": padding,
        **draw.some(stride=pairs(draw, 1, 3), ceil_mode=True),
        **more,
    }
    smallest = [each + padding for each in reach(kernel, dilation)]  # no window in padding alone
    return settings, images(draw, draw.size(1, 3), smallest)


def adaptive(draw):
    size = draw.pick(draw.size(), draw.sizes(2), (draw.size(), None), (None, draw.size()))
    return {"output_size": size}, images(draw, draw.size(1, 3), (1, 1))


def upsample(draw):
    factor = draw.pick(draw.size(1, 3), draw.real(0.5, 3), (draw.real(0.5, 3), float(draw.size(1, 3))))
    setting = draw.pick({"scale_factor": factor}, {"size": pairs(draw, 1, 9)})
    return setting, lambda: draw.numbers(*draw.sizes(2, 1, 4), *draw.sizes(2, 2, 8))


def batch_norm(draw, places):
    features = draw.size()
    settings = draw.some(eps=1e-3, momentum=draw.pick(None, 0.3, 1.0), affine=False, track_running_stats=False)
    shape = lambda: (draw.size(2, 9), features, *draw.sizes(draw.pick(*places)))  # noqa: E731
    return {"num_features": features, **settings}, lambda: draw.numbers(*shape())


def layer_norm(draw):
    shape = draw.sizes(draw.size(1, 3), 2)
    draw.dtype = draw.dtype if np.prod(shape) > 4 else "float64"  # over a few numbers float32 leaves noise alone
    settings = {
        "normalized_shape": draw.pick(shape, list(shape)),
        **draw.some(eps=1e-3, elementwise_affine=False, bias=False),
    }
    return settings, lambda: draw.numbers(*draw.sizes(draw.size(0, 2)), *shape)


def embedding(draw):
    count = draw.size()
    padding = draw.some(padding_idx=draw.size(-count, count - 1))
    return {"num_embeddings": count, "embedding_dim": draw.size(), **padding}, lambda: draw.labels(
        count, *draw.sizes(draw.size(0, 3))
    )


def embedding_bag(draw):
    settings, _ = embedding(draw)
    return {**settings, **draw.some(mode="sum")}, lambda: draw.labels(settings["num_embeddings"], *draw.sizes(2))


def unit(draw):
    rank = draw.size(1, 4)
    settings = draw.some(p=draw.pick(1, 3, draw.real(1, 5), float("inf")), eps=draw.real(0.1, 3))
    return {"dim": draw.size(-rank, rank - 1), **settings}, lambda: draw.numbers(*draw.sizes(rank))


def flatten(draw):
    rank = draw.size(1, 5)
    first, last = sorted(draw.rng.integers(0, rank, 2).tolist())
    settings = {"start_dim": draw.pick(first, first - rank), "end_dim": draw.pick(last, last - rank)}
    return settings, lambda: draw.numbers(*draw.sizes(rank, 1, 4))


def unflatten(draw):
    rank, parts = draw.size(1, 4), draw.sizes(draw.size(1, 3), 1, 3)
    dim = draw.size(0, rank - 1)
    shape = lambda: [int(np.prod(parts)) if i == dim else n for i, n in enumerate(draw.sizes(rank, 1, 4))]  # noqa: E731
    return {"dim": draw.pick(dim, dim - rank), "unflattened_size": parts}, lambda: draw.numbers(*shape())


CHECKS = {
    "AdaptiveAvgPool2d": layer(adaptive),
    "AvgPool2d": layer(lambda draw: pool(draw, **draw.some(count_include_pad=False))),
    "BatchNorm1d": layer(lambda draw: batch_norm(draw, (0, 1))),
    "BatchNorm2d": layer(lambda draw: batch_norm(draw, (2,))),
    "Conv2d": layer(conv),
    "ConvTranspose2d": layer(conv_transpose),
    "ELU": activation(alpha=lambda draw: draw.real(0.1, 3)),
    "Embedding": layer(embedding),
    "EmbeddingBag": layer(embedding_bag),
    "Flatten": layer(flatten),
    "GELU": activation(approximate=lambda draw: "tanh"),
    "Heaviside": activation(),
    "Identity": layer(lambda draw: ({}, of_any_shape(draw))),
    "LayerNorm": layer(layer_norm),
    "LeakyReLU": activation(negative_slope=lambda draw: draw.real(-1, 1)),
    "Linear": layer(linear),
    "LogSoftmax": layer(over_an_axis),
    "Normalize": layer(unit),
    "MaxPool2d": layer(lambda draw: pool(draw, dilation=draw.size(1, 2))),
    "ReLU": activation(),
    "SiLU": activation(),
    "Sigmoid": activation(),
    "Softmax": layer(over_an_axis),
    "Softplus": activation(beta=lambda draw: draw.real(0.3, 3), threshold=lambda draw: draw.real(1, 30)),
    "Tanh": activation(),
    "Unflatten": layer(unflatten),
    "Upsample": layer(upsample),
}
