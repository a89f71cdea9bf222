"""ONNX's own cases for the operators of the course, each as a function of ONNX's arguments that calls our layer.

The cases come with the package `onnx`: an operator with its attributes, its inputs, and the outputs that any backend
must give. A function here takes the inputs by place and the attributes by name, under ONNX's words; what it does not
name, it refuses. ONNX pads as (top, left, bottom, right), counts axes of `Flatten` from both ends, and orders gates
i o f g (LSTM) and z r n (GRU), where PyTorch has i f g o and r z n.
"""

import warnings
from functools import cache

import numpy as np

import nnlearn.numpy as nn


@cache
def cases():
    """Return {name: (operator, attributes, inputs, expected outputs, tolerances)}; None for what is left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the cases of casts overflow on purpose
        import onnx
        from onnx.backend.test.case.node import collect_testcases

        found = {}
        for case in collect_testcases():
            nodes = case.model.graph.node
            if len(nodes) == 1 and nodes[0].op_type in OPERATORS and "expanded" not in case.name:
                (node,), ((inputs, outputs),) = nodes, case.data_sets
                given, expected = iter(inputs), iter(outputs)
                found[case.name] = (
                    node.op_type,
                    {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute},
                    [next(given) if name else None for name in node.input],
                    [next(expected) if name else None for name in node.output],
                    {"rtol": case.rtol, "atol": case.atol},
                )
    return found


def compare(name):
    """Raise an AssertionError if ours differs; what ours refuses raises its own error."""
    operator, attributes, inputs, expected, tolerance = cases()[name]
    words = {key: value.decode() if isinstance(value, bytes) else value for key, value in attributes.items()}
    found = OPERATORS[operator](*inputs, **words)
    found = found if isinstance(found, tuple) else (found,)
    for place, (ours, theirs) in enumerate(zip(found, expected, strict=False)):
        if theirs is not None:
            assert np.shape(ours) == theirs.shape, f"{name}: output {place}"
            np.testing.assert_allclose(ours, theirs, **tolerance, err_msg=f"{name}: output {place}")


def filled(layer, **values):
    """Return a layer with these parameters and buffers; a missing bias is zeros."""
    state = layer.state_dict()
    state |= {name: np.broadcast_to(value, state[name].shape) for name, value in values.items() if value is not None}
    layer.load_state_dict(state)
    return layer


def symmetric(pads):
    """Return the padding of both axes, which must be the same at both ends."""
    half = len(pads) // 2
    if pads[:half] != pads[half:]:
        raise ValueError(f"expected pads that are equal at both ends, got {pads}")
    return tuple(pads[:half])


def conv(x, w, b=None, *, kernel_shape=None, pads=(0, 0, 0, 0), strides=(1, 1), dilations=(1, 1), group=1):
    sizes = w.shape[1] * group, w.shape[0], w.shape[2:]
    layer = nn.Conv2d(*sizes, tuple(strides), symmetric(pads), tuple(dilations), group, b is not None)
    return filled(layer, weight=w, bias=b)(x)


def conv_transpose(
    x, w, b=None, *, pads=(0, 0, 0, 0), strides=(1, 1), dilations=(1, 1), group=1, output_padding=(0, 0)
):
    sizes = w.shape[0], w.shape[1] * group, w.shape[2:]
    more = tuple(strides), symmetric(pads), tuple(output_padding), group, b is not None, tuple(dilations)
    return filled(nn.ConvTranspose2d(*sizes, *more), weight=w, bias=b)(x)


def max_pool(x, *, kernel_shape, pads=(0, 0, 0, 0), strides=(1, 1), dilations=(1, 1), ceil_mode=0):
    given = kernel_shape, strides, symmetric(pads), dilations
    return nn.MaxPool2d(*map(tuple, given), ceil_mode=bool(ceil_mode))(x)


def average_pool(x, *, kernel_shape, pads=(0, 0, 0, 0), strides=(1, 1), ceil_mode=0, count_include_pad=0):
    given = map(tuple, (kernel_shape, strides, symmetric(pads)))
    return nn.AvgPool2d(*given, ceil_mode=bool(ceil_mode), count_include_pad=bool(count_include_pad))(x)


def batch_norm(x, scale, bias, mean, var, *, epsilon=1e-5, momentum=0.9, training_mode=0):
    """ONNX averages the variance of the batch, sum / n; PyTorch the unbiased estimate, sum / (n - 1)."""
    layer = nn.BatchNorm2d(x.shape[1], epsilon, 1 - momentum)
    filled(layer, weight=scale, bias=bias, running_mean=mean, running_var=var).train(bool(training_mode))
    y, n = layer(x), x.size // x.shape[1]
    return y, layer.running_mean, momentum * var + (layer.running_var - momentum * var) * (n - 1) / n


def layer_norm(x, w, b, *, axis=-1, epsilon=1e-5):
    return filled(nn.LayerNorm(x.shape[axis:], epsilon), weight=w, bias=b)(x)


def dropout(x, ratio=0.5, training=False, *, seed=None):
    layer = nn.Dropout(float(ratio)).train(bool(training))
    if training and ratio:
        raise ValueError("expected a result that is not random")
    return layer(x), np.ones(x.shape, bool)


def gemm(a, b, c=0, *, transA=0, transB=0):
    layer = nn.Linear(*(b.shape[::-1] if transB else b.shape))
    if np.ndim(c) == 2 and len(c) > 1:
        raise ValueError("expected one bias for every row")
    return filled(layer, weight=b if transB else b.T, bias=np.ravel(c))(a.T if transA else a)


def flatten(x, *, axis=1):
    axis %= x.ndim
    rows = nn.Flatten(0, axis - 1)(x) if axis else x[None]
    return nn.Flatten()(rows)


def cross_entropy(x, y, w=None, *, reduction="mean", ignore_index=-100):
    return nn.CrossEntropyLoss(w, reduction=reduction, ignore_index=ignore_index)(x, y), nn.log_softmax(x, 1)


def recurrent(name, order):
    """Return the operator of a recurrent layer, whose gates ONNX has in this order of PyTorch's."""

    def run(x, w, r, b=None, lengths=None, h=None, c=None, *, hidden_size, layout=0, direction="forward"):
        if name == "GRU" and (len(x) > 1 or b is not None) and not layout:
            raise ValueError("expected the reset gate to multiply W h, as in PyTorch, not h")
        if lengths is not None or direction == "reverse":
            raise ValueError("expected sequences of one length, forward")
        both = {"bidirectional": True} if direction == "bidirectional" else {}
        layer = getattr(nn, name)(x.shape[2], hidden_size, bias=b is not None, batch_first=bool(layout), **both)
        for back, end in enumerate(("", "_reverse")[: len(w)]):
            values = {"weight_ih": w[back], "weight_hh": r[back]}
            values |= {} if b is None else dict(zip(("bias_ih", "bias_hh"), np.split(b[back], 2), strict=True))
            filled(layer, **{f"{key}_l0{end}": gates(value, order) for key, value in values.items()})
        state = None if h is None else h if c is None else (h, c)
        y, state = layer(x, state)
        ends = state if isinstance(state, tuple) else (state,)
        y = y.reshape(*y.shape[:2], len(w), hidden_size)  # (T, N, directions, H)
        return (y, *(each.swapaxes(0, 1) for each in ends)) if layout else (y.swapaxes(1, 2), *ends)

    return run


def gates(rows, order):
    """Return rows of gates in PyTorch's order."""
    blocks = np.split(rows, len(order))
    return np.concatenate([blocks[place] for place in order])


def upsample(x, roi=None, scales=None, sizes=None, *, mode="nearest", **how):
    """Repeat pixels; PyTorch's rule is floor(i / scale), which is ONNX's default where the scale is a whole number."""
    rule = how.pop("coordinate_transformation_mode", None), how.pop("nearest_mode", None)
    if how:
        raise TypeError(f"got an unexpected keyword argument '{next(iter(how))}'")
    scales = sizes / np.array(x.shape) if scales is None else scales
    if rule not in (("asymmetric", "floor"), (None, None)) or ((scales % 1).any() and rule == (None, None)):
        raise ValueError("expected pixel floor(i / scale)")
    if tuple(scales[:2]) != (1, 1):
        raise ValueError("expected batch and channels to stay")
    return nn.Upsample(scale_factor=tuple(map(float, scales[2:])), mode=mode)(x)


OPERATORS = {
    "AveragePool": average_pool,
    "BatchNormalization": batch_norm,
    "Conv": conv,
    "ConvTranspose": conv_transpose,
    "Dropout": dropout,
    "Elu": lambda x, *, alpha=1.0: nn.ELU(alpha)(x),
    "Flatten": flatten,
    "GRU": recurrent("GRU", (1, 0, 2)),
    "Gelu": lambda x, *, approximate="none": nn.GELU(approximate)(x),
    "Gemm": gemm,
    "GlobalAveragePool": lambda x: nn.AdaptiveAvgPool2d(1)(x),
    "Identity": lambda x: nn.Identity()(x),
    "LSTM": recurrent("LSTM", (0, 2, 3, 1)),
    "LayerNormalization": layer_norm,
    "LeakyRelu": lambda x, *, alpha=0.01: nn.LeakyReLU(alpha)(x),
    "LogSoftmax": lambda x, *, axis=-1: nn.LogSoftmax(axis)(x),
    "MaxPool": max_pool,
    "RNN": recurrent("RNN", (0,)),
    "Relu": lambda x: nn.ReLU()(x),
    "Resize": upsample,
    "Sigmoid": lambda x: nn.Sigmoid()(x),
    "Softmax": lambda x, *, axis=-1: nn.Softmax(axis)(x),
    "SoftmaxCrossEntropyLoss": cross_entropy,
    "Softplus": lambda x: nn.Softplus()(x),
    "Swish": lambda x, *, alpha=1.0: nn.SiLU()(x * np.float32(alpha)) / np.float32(alpha),
    "Tanh": lambda x: nn.Tanh()(x),
    "Upsample": lambda x, scales, *, mode="nearest": upsample(x, None, scales, mode=mode),
}
