"""The tour of the neuron explorer: a cell fires, an artificial neuron follows, and noise rounds the corner."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.neuron.lif import CELL
from nnlearn.plots.numbers import fixed

BEGIN = {"current": 2.0, "weight": 2.0, "bias": -3.0, "activation": "ReLU", "noise": 0}


def _silent(view):
    held = CELL.rest + CELL.resistance * view.state.current
    return (
        f"{view.state.current:.1f} nA flow into the cell. As much charge leaks out, so its voltage stays at "
        f"{fixed(held, 0)} mV, below the dotted threshold: {view.rate} spikes."
    )


def _spikes(view):
    return (
        f"At {view.state.current:.1f} nA it fires {view.rate} times in a second. No spike is higher than another; what "
        "grows with the current is their number. Each dot below is one such count."
    )


def _neuron(view):
    state, z = view.state, fixed(view.z)
    return (
        f"The artificial neuron gets the same current. {state.weight:.1f} × {state.current:.1f} − {-state.bias:.1f} = "
        f"{z}; ReLU lets it pass, and times {view.height:.1f} it is {fixed(view.predicted, 0)} spikes. "
        f"The cell fires {view.rate}."
    )


def _bias(view):
    return (
        f"Bias {fixed(view.state.bias, 1)}: the dotted line, where z = 0, is at {fixed(view.onset)} nA, and every line "
        f"moved left with it. ReLU is now off by {view.off['ReLU']:.1f} spikes."
    )


def _weight(view):
    return (
        f"Bias {fixed(view.state.bias, 1)} again, but weight {view.state.weight:.1f}, and the sigmoid: it is steeper, "
        f"nearly a step, and its threshold −b/w has moved to {fixed(view.onset)} nA. So the weight does two things, "
        "the "
        "bias only one."
    )


def _noise(view):
    return (
        f"w = {view.state.weight:.1f} and b = {fixed(view.state.bias, 1)} now, and {view.state.noise} mV of noise: "
        f"the cell fires {view.rate} times at {view.state.current:.1f} nA, below "
        f"the {CELL.onset:.1f} nA it needs without it: now and then noise lifts it over. The corner is round, and the "
        f"sigmoid off by only {view.off['sigmoid']:.1f}."
    )


TOUR = (
    Stop({**BEGIN, "current": 1.0}, _silent, "What will 4 nA do: higher spikes, or more?"),
    Stop({**BEGIN, "current": 4.0}, _spikes, "Where do the dots begin to rise?"),
    Stop(BEGIN, _neuron, "Which of w and b would close the gap?"),
    Stop({**BEGIN, "bias": -2.0}, _bias, "Will a larger weight do the same?"),
    Stop({**BEGIN, "weight": 6.0, "activation": "sigmoid"}, _weight, "What would noise do to the cell's corner?"),
    Stop({**BEGIN, "current": 1.2, "weight": 2.0, "bias": -4.0, "activation": "sigmoid", "noise": 5}, _noise),
)
