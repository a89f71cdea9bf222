"""What the feature map explorer says in words."""

from nnlearn.plots.numbers import fixed, significant

NAMES = {"Conv2d": "convolution", "MaxPool2d": "max-pooling", "AvgPool2d": "average pooling"}


def name(stage):
    """Return what a stage is called above its maps."""
    return NAMES.get(stage.kind, stage.kind)


def title(view):
    """Return the chosen unit and its value."""
    stage, which, row, column = view.unit
    value = fixed(view.maps[stage + 1][which, row, column])
    return f"{name(view.stages[stage])}, map {which}, row {row}, column {column}: {value}"


def enlarged(view):
    """Return the heading of the enlarged map."""
    stage, which, *_ = view.unit
    return f"map {which} of {name(view.stages[stage])}, enlarged"


def legend(view):
    """Return what rings, frames and colours are, and how far the window has come."""
    (top, bottom), (left, right) = view.field
    rows, columns = view.grid
    lines = ["green: the chosen number, and", "the window it is computed from", "dashed: its receptive field, all"]
    lines += [f"it depends on: {bottom - top} × {right - left} pixels", "blue below 0, orange above;"]
    sweep = f"{view.done} of {rows * columns} numbers done"
    return "\n".join([*lines, "each layer has its own scale" if view.done == rows * columns else sweep])


def number(view, stage, which, row, column):
    """Return what the number under the pointer is; stage -1 is the picture."""
    value = fixed(view.maps[stage + 1][which, row, column])
    if stage < 0:
        centred = "click for the number whose receptive field is centred here"
        return f"picture, row {row}, column {column}: {value}\n{centred}"
    return f"{name(view.stages[stage])}, map {which}, row {row}, column {column}: {value}\nclick to choose it"


def cell(view, row, index, value):
    """Return what the cell under the pointer is, in the window or in the kernel, and what it is multiplied by."""
    one = view.stages[view.unit[0]]
    which = view.unit[1] if one.weight is None else index[0]
    before = f"map {which}, " if view.unit[0] else ""  # the picture is one map
    where = f"{before}row {index[1]}, column {index[2]} of the window"
    if one.weight is None:
        return f"{where}: {fixed(value)}"
    number, weight = view.window[index], one.weight[view.unit[1]][index]
    products = f"{fixed(number)} times {significant(weight, 3)} gives {significant(number * weight, 3)}"
    return f"{f'weight for {where}' if row == 'kernel' else where}\n{products}"


def share(view, which):
    """Return the probability of the class under the pointer."""
    right = ", the right class" if which == view.label else ""
    return f"probability of {which}{right}: {significant(100 * view.shares[which], 3)} %"


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
