"""What the feature map explorer says in words."""

from nnlearn.plots.numbers import fixed

NAMES = {"Conv2d": "convolution", "MaxPool2d": "max-pooling", "AvgPool2d": "average pooling"}


def name(stage):
    """Return what a stage is called above its maps."""
    return NAMES.get(stage.kind, stage.kind)


def title(view):
    """Return the chosen unit and its value."""
    stage, which, row, column = view.unit
    value = fixed(view.maps[stage + 1][which, row, column])
    return f"{name(view.stages[stage])}, map {which}, row {row}, column {column}: {value}"


def sees(view):
    """Return how much of the picture the unit sees."""
    (top, bottom), (left, right) = view.field
    return f"It depends on {bottom - top} × {right - left} pixels of the picture, its receptive field."


def sum_of(view):
    """Return how the unit's number was computed."""
    stage, which, row, column = view.unit
    one, value = view.stages[stage], fixed(view.maps[stage + 1][which, row, column])
    if one.weight is not None:
        channels, size = one.weight.shape[1], one.kernel
        products = f"{channels * size * size} products add up to {fixed(view.parts.sum())}"
        return f"{products}; with the bias {fixed(one.bias[which])}: {value}"
    if one.kernel == 1:
        return f"{one.kind} of {fixed(view.window[which, 0, 0])} is {value}"
    what = "the largest" if one.kind == "MaxPool2d" else "the mean"
    return f"{what} of {one.kernel} × {one.kernel} numbers: {value}"


def answer(view):
    """Return the network's answer, if it ends in a classifier."""
    if view.shares is None:
        return ""
    best = int(view.shares.argmax())
    verdict = "right" if best == view.label else f"wrong, it is a {view.label}"
    return f"It says {best} ({view.shares[best]:.0%})" + f": {verdict}" * (view.label >= 0)
