"""The tour of the activation explorer: a slope shrinks a nudge, twenty of them kill it, and the gain brings it back."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.activation_functions.propagation import ACTIVATIONS
from nnlearn.lessons.activation_functions.words import size
from nnlearn.plots.numbers import fixed, significant

BEGIN = {"activation": "sigmoid", "gain": 1.0, "bias": 0.0, "layer": 10, "seed": 0, "at": 0.0}
DOWN = {**BEGIN, "bias": -1.0, "at": -1.0, "layer": 3}


def _steepest(view):
    _, slope = ACTIVATIONS["sigmoid"].at(view.state.at)
    times = significant(slope)
    return (
        f"The sigmoid at its steepest, z = {fixed(view.state.at, 0)}: the slope is {times}, so a small nudge comes out "
        f"{times} times as large. After twenty such slopes, {size(slope**20)} of it is left."
    )


def _layers(view):
    signal, nudge = _left(view)
    return (
        f"Twenty layers of sigmoids: {signal} is left of the signal, and of a nudge to the input {nudge}. "
        "All cells are pale, in the lowest quarter of the colour bar: no slope exceeds 1/4."
    )


def _tanh(view):
    signal, nudge = _left(view)
    return (
        "tanh has slope 1 in the middle, where most sums fall: the cells are blue. Of the signal "
        f"{signal} is left, and of a nudge {nudge}."
    )


def _saturated(view):
    return (
        f"tanh at gain {fixed(view.state.gain, 0)}: many sums lie far out, where it is flat. Yet a nudge to the input "
        f"grows {size(view.sensitivity[0])}-fold: the large weights more than make up for it."
    )


def _relu(view):
    signal, nudge = _left(view)
    return (
        f"ReLU at gain {fixed(view.state.gain)}, about √2. Half of its slopes are 0, and the gain makes up for them: "
        f"signal {signal}, sensitivity {nudge}. Both lines are level."
    )


def _dead(view):
    first, state = view.dead.all(axis=1).argmax() + 1, view.state
    return (
        f"ReLU with bias {fixed(state.bias, 0)}: {view.dead.sum()} of {view.dead.size} units are dead, orange. From "
        f"layer {first} on no sum is positive, so nothing of a nudge to the input arrives."
    )


def _leaky(view):
    return (
        f"Leaky ReLU keeps slope 0.01 on its left side: {view.dead.sum()} units are dead. But it is a thin thread: "
        f"of a nudge to the input, {size(view.sensitivity[0])} arrives, far below the lower edge of the graph."
    )


def _left(view):
    """Return what is left of the signal at the end, and of a nudge to the input."""
    return size(view.signal[-1]), size(view.sensitivity[0])


TOUR = (
    Stop(BEGIN, _steepest, "Where on the curve is it worse?"),
    Stop({**BEGIN, "at": -3.0}, _layers, "Which function would keep more?"),
    Stop({**BEGIN, "activation": "tanh"}, _tanh, "And with three times the weights?"),
    Stop(
        {**BEGIN, "activation": "tanh", "gain": 3.0, "at": 2.0},
        _saturated,
        "At which gain does a nudge to tanh's input keep its size?",
    ),
    Stop({**BEGIN, "activation": "ReLU", "gain": 1.4, "at": 1.0}, _relu, "What if the bias pushes all sums below 0?"),
    Stop({**DOWN, "activation": "ReLU"}, _dead, "Would a little slope on the left help?"),
    Stop({**DOWN, "activation": "leaky ReLU", "layer": 1}, _leaky),
)
