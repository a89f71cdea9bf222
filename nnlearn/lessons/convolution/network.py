"""What the feature map explorer shows, as arrays: a convolutional network, its maps, and its windows."""

import math
from typing import Any, NamedTuple

import numpy as np

import nnlearn.numpy as nn
from nnlearn.arguments import describe

MAX_MAPS, MAX_SIDE = 16, 32  # maps per layer and pixels per side that there is room for
ACTIVATIONS = ("ReLU", "LeakyReLU", "Tanh", "Sigmoid")
EDGES = ((-1, 0, 1, -2, 0, 2, -1, 0, 1), (-1, -2, -1, 0, 0, 0, 1, 2, 1))


class Stage(NamedTuple):
    """A layer whose output is drawn: its kind, and where its windows lie in the layer before it."""

    kind: str  # "Conv2d", "ReLU", "MaxPool2d", ...
    kernel: int
    stride: int
    padding: int
    weight: Any = None  # (F, C, K, K) of a convolution
    bias: Any = None  # (F,)


def by_hand():
    """Return an untrained network: four kernels that find edges on four sides, ReLU, max-pooling."""
    layer = nn.Conv2d(1, 4, 3, padding=1, bias=False)
    right, down = (np.reshape(numbers, (3, 3)) / 4 for numbers in EDGES)
    layer.weight.data = np.stack([right, -right, down, -down])[:, None].astype(np.float32)
    return nn.Sequential(layer, nn.ReLU(), nn.MaxPool2d(2))


def read_stages(model):
    """Return copies of the stages of a network's first part: convolutions, activations and pooling.

    Parameters
    ----------
    model : Sequential of nnlearn.numpy or nnlearn.torch
        Anything from the first other layer on, such as `Flatten`, is not drawn.

    Returns
    -------
    list of Stage

    Raises
    ------
    TypeError
        If it is not a Sequential.
    ValueError
        If it does not begin with `Conv2d` of one channel, has windows that are not square, a dilation or groups, or
        more maps than can be drawn.

    Examples
    --------
    >>> [(stage.kind, stage.kernel) for stage in read_stages(by_hand())]
    [('Conv2d', 3), ('ReLU', 1), ('MaxPool2d', 2)]
    """
    who = "FeatureMapExplorer"
    if type(model).__name__ != "Sequential":
        raise TypeError(f"{who} expected a Sequential, got {describe(model)}")
    stages = []
    for module in model:
        kind = type(module).__name__
        if kind == "Conv2d":
            weight = numbers_of(module.weight)
            bias = np.zeros(len(weight), np.float32) if module.bias is None else numbers_of(module.bias)
            if module.padding in ("valid", "same") or set(module.dilation) != {1} or module.groups != 1:
                raise ValueError(f"{who} expected padding as a number, dilation 1 and groups 1, got {module}")
            kernel, stride, padding = square(module, weight.shape[2:])
            stages.append(Stage(kind, kernel, stride, padding, weight, bias))
        elif kind in ("MaxPool2d", "AvgPool2d"):
            stages.append(Stage(kind, *square(module, module.kernel_size)))
        elif kind in ACTIVATIONS:
            stages.append(Stage(kind, 1, 1, 0))
        else:
            break
    maps = [len(stage.weight) for stage in stages if stage.weight is not None]
    if not stages or stages[0].kind != "Conv2d" or stages[0].weight.shape[1] != 1 or max(maps) > MAX_MAPS:
        raise ValueError(
            f"{who} expected Conv2d of one channel first and at most {MAX_MAPS} maps per layer, got {describe(maps)} "
            f"maps: for other networks there is nnlearn.plots.feature_maps"
        )
    return stages


def read_end(model, stages):
    """Return weight (classes, inputs) and bias of the dense layer after the stages, or None if the end differs.

    Examples
    --------
    >>> read_end(by_hand(), read_stages(by_hand())) is None
    True
    """
    end = [module for k, module in enumerate(model) if k >= len(stages)]
    if [type(module).__name__ for module in end] != ["Flatten", "Linear"] or end[1].bias is None:
        return None
    return numbers_of(end[1].weight), numbers_of(end[1].bias)


def square(module, kernel):
    """Return kernel, stride and padding, each the same for height and width, or raise."""
    found = []
    for value in (kernel, module.stride, module.padding):
        pair = tuple(value) if isinstance(value, tuple | list) else (value, value)
        if pair[0] != pair[1]:
            raise ValueError(f"FeatureMapExplorer expected square windows, strides and padding, got {module}")
        found.append(int(pair[0]))
    return found


def numbers_of(parameter):
    """Return a copy of a parameter of either side as an array."""
    values = parameter.detach().cpu().numpy() if hasattr(parameter, "detach") else parameter.data
    return np.array(values, np.float32)


def maps_of(stages, image):
    """Return what the input and every stage hold: arrays (channels, height, width).

    Examples
    --------
    >>> [maps.shape for maps in maps_of(read_stages(by_hand()), np.zeros((8, 8)))]
    [(1, 8, 8), (4, 8, 8), (4, 8, 8), (4, 4, 4)]
    """
    found = [np.asarray(image, np.float32)[None]]
    with nn.no_grad():
        for stage in stages:
            found.append(module_of(stage)(found[-1][None])[0])
    return found


def module_of(stage):
    """Return a layer of the NumPy side that computes a stage."""
    if stage.kind in ACTIVATIONS:
        return getattr(nn, stage.kind)()
    if stage.weight is None:
        return getattr(nn, stage.kind)(stage.kernel, stage.stride, stage.padding)
    filters, channels = stage.weight.shape[:2]
    layer = nn.Conv2d(channels, filters, stage.kernel, stage.stride, stage.padding)
    layer.load_state_dict({"weight": stage.weight, "bias": stage.bias})
    return layer


def window(stage, row, column):
    """Return the row and column ranges (start, stop) that a unit sees in the layer before, padding included.

    Parameters
    ----------
    stage : Stage, or anything with its kernel, stride and padding
    row, column : int

    Examples
    --------
    >>> window(Stage("MaxPool2d", kernel=2, stride=2, padding=0), 3, 0)
    ((6, 8), (0, 2))
    """
    return tuple(_before(stage, place, place + 1) for place in (row, column))


def receptive_field(stages, row, column, shape):
    """Return the row and column ranges (start, stop) of the input that a unit depends on.

    Parameters
    ----------
    stages : sequence of Stage
        From the input to the layer of the unit; without any, it is a pixel of the input.
    row, column : int
    shape : pair of int
        Height and width of the input; what lies in the padding is cut off.

    Examples
    --------
    >>> receptive_field(read_stages(by_hand()), 1, 3, (8, 8))
    ((1, 5), (5, 8))
    """
    ranges = [(row, row + 1), (column, column + 1)]
    for stage in reversed(stages):
        ranges = [_before(stage, start, stop) for start, stop in ranges]
    return tuple((max(start, 0), min(stop, side)) for (start, stop), side in zip(ranges, shape, strict=True))


def centred_on(stages, pixel, grid):
    """Return the row and column of the unit whose receptive field is centred nearest to a pixel of the input.

    Parameters
    ----------
    stages : sequence of Stage
        From the input to the layer of the unit.
    pixel, grid : pair of int
        Row and column of the pixel; rows and columns of the layer.

    Examples
    --------
    >>> centred_on(read_stages(by_hand()), (5, 7), (4, 4))
    (2, 3)
    """
    start, stop, stride = 0, 1, 1
    for stage in reversed(stages):
        start, stop = _before(stage, start, stop)
        stride *= stage.stride
    first = (start + stop - 1) / 2  # the centre for row 0, the padding included; each further row is a stride away
    row, column = (
        min(max(math.ceil((place - first) / stride - 0.5), 0), n - 1) for place, n in zip(pixel, grid, strict=True)
    )
    return row, column


def _before(stage, start, stop):
    """Return the range that a range of rows or columns sees in the layer before."""
    first, last = (place * stage.stride - stage.padding for place in (start, stop - 1))
    return first, last + stage.kernel


def cut(maps, window):
    """Return a window (channels, K, K) of maps, with zeros where it reaches beyond the border.

    Examples
    --------
    >>> cut(np.ones((1, 4, 4)), ((-1, 2), (2, 5)))[0]
    array([[0., 0., 0.],
           [1., 1., 0.],
           [1., 1., 0.]])
    """
    reach = max(-min(window[0][0], window[1][0], 0), max(window[0][1], window[1][1]) - min(maps.shape[1:]), 0)
    padded = np.pad(maps, ((0, 0), (reach, reach), (reach, reach)))
    (top, bottom), (left, right) = ((a + reach, b + reach) for a, b in window)
    return padded[:, top:bottom, left:right]
