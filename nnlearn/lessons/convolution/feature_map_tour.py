"""The tour of the feature map explorer, made for the network that it shows."""

import math

import numpy as np

from nnlearn.explorers.recorded import END
from nnlearn.explorers.tour import Stop
from nnlearn.lessons.convolution import feature_map_words as words
from nnlearn.lessons.convolution.network import ACTIVATIONS, by_hand, maps_of, read_stages
from nnlearn.plots.numbers import fixed

WHOLE = {"shift": 0, "position": END}


def _value(view):
    stage, *place = view.unit
    return float(view.maps[stage + 1][tuple(place)])


def _seen(view):
    (top, bottom), (left, right) = view.field
    return f"{bottom - top} × {right - left} pixels"


def _unit(view):
    return (
        f"The green window times the kernel, both drawn below: {view.window.size} products and the bias add up to "
        f"{fixed(_value(view))}, one number of this map."
    )


def _slide(view):
    rows, columns = view.grid
    return (
        f"Press Play: the window slides over the picture. {view.done} of {rows * columns} numbers are computed, all "
        f"with the same {view.window.size} weights."
    )


def _border(view):
    padding = view.stages[0].padding
    return (
        f"At the border the window reaches beyond the picture, which has a frame of zeros around it, {padding} pixel "
        "wide: "
        f"padding. Without it the map would be smaller. Here it gives {fixed(_value(view))}."
    )


def _other(view):
    stage, which, row, column = view.unit
    first = fixed(view.maps[stage + 1][0, row, column])
    return (
        f"Map {which} has a kernel of its own, so it finds other things in the same picture: here it gives "
        f"{fixed(_value(view))}, and map 0 gives {first}."
    )


def _bend(view):
    stage, which, row, column = view.unit
    kind, before = view.stages[stage].kind, view.maps[stage][which]
    changed = (
        f"{int((before < 0).sum())} of the {before.size} numbers of this map were below 0 and have become 0"
        if kind == "ReLU"
        else f"{fixed(before[row, column])} has become {fixed(_value(view))}"
    )
    return f"{kind} is applied to each number by itself: {changed}."


def _pool(view):
    one, (rows, columns) = view.stages[view.unit[0]], view.grid
    what = "largest" if one.kind == "MaxPool2d" else "mean"
    return (
        f"Pooling keeps the {what} of {one.kernel} × {one.kernel} numbers of one map: {rows} × {columns} are left. "
        f"{'Where in its window that number stood is forgotten.' if what == 'largest' else ''}"
    )


def _deep(view):
    channels = len(view.window)
    return (
        f"This number adds up windows of all {channels} maps before it, {view.window.size} products. Through those "
        f"maps it depends on {_seen(view)}."
    )


def _shift(view):
    stage = view.unit[0]
    stride = math.prod(one.stride for one in view.stages[: stage + 1])
    if view.shares is not None:
        said = words.answer(view)
        return f"The picture has moved {view.state.shift} pixels, and the maps of the first layer with it. {said}."
    if stride == 1:
        return f"The picture has moved {view.state.shift} pixel, and the map with it, apart from its border."
    return (
        f"The picture has moved {view.state.shift} pixel. The maps before pooling move along. In this one each place "
        f"covers {stride} pixels, so it cannot move by half a place, and its numbers change."
    )


def tour_of(stages, shapes, classifies):
    """Return the stops for a network: its first convolution, then what else it has.

    Parameters
    ----------
    stages : list of Stage
    shapes : list of (channels, height, width)
        Of the input and of each stage.
    classifies : bool

    Returns
    -------
    tuple of Stop
        Seven at most.

    Examples
    --------
    >>> stages = read_stages(by_hand())
    >>> len(tour_of(stages, [maps.shape for maps in maps_of(stages, np.zeros((8, 8)))], False))
    7
    """

    def middle(stage, which=0):
        _, high, wide = shapes[stage + 1]
        return {**WHOLE, "unit": (stage, which, high // 2, wide // 2)}

    kinds = [stage.kind for stage in stages]
    _, high, wide = shapes[1]
    stops = [
        Stop(middle(0), _unit, "Where in the picture would it be largest?"),
        Stop({**middle(0), "position": 6 * high * wide // 10}, _slide, "What will the rest look like?"),
    ]
    if stages[0].padding and "Conv2d" not in kinds[1:]:
        stops.append(Stop({**WHOLE, "unit": (0, 0, 0, 0)}, _border))
    if shapes[1][0] > 1:
        stops.append(Stop(middle(0, 1), _other, "What does this kernel look for?"))
    for kind_of, sentence, question in (
        (ACTIVATIONS, _bend, "What is lost by it?"),
        (("MaxPool2d", "AvgPool2d"), _pool, "What is that good for?"),
    ):
        found = [k for k, kind in enumerate(kinds) if kind in kind_of]
        stops += [Stop(middle(found[0]), sentence, question)] if found else []
    later = [k for k, kind in enumerate(kinds) if k and kind == "Conv2d"]
    stops += [Stop(middle(later[0]), _deep, "Which map counts most here?")] if later else []
    if classifies:
        stops.append(Stop({**middle(0), "shift": 2}, _shift, "What does it say if it moves to the left?"))
    else:
        last, (_, high, wide) = len(stages) - 1, shapes[-1]
        stops.append(
            Stop({**WHOLE, "unit": (last, 0, high - 1, wide // 2), "shift": 1}, _shift, "And if it moves by 2?")
        )
    return tuple(stops)


def _by_hand():
    stages = read_stages(by_hand())
    return tour_of(stages, [maps.shape for maps in maps_of(stages, np.zeros((8, 8)))], False)


TOUR = _by_hand()
