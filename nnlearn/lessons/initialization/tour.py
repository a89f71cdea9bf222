"""The tour of the initialisation explorer: lines that die, stay and explode, and what training makes of each."""

from nnlearn.explorers.tour import Stop
from nnlearn.lessons.initialization.learning import GUESSING, STEPS
from nnlearn.lessons.initialization.propagation import EXAMPLES, LAYERS
from nnlearn.lessons.initialization.words import loss, size

START = {"gain": 0.6, "function": "tanh", "norm": False, "equal": False, "scale": "standardised", "seed": 0}
BEFORE, AFTER = {**START, "position": 0}, {**START, "position": STEPS}


def _result(run):
    return f"loss {loss(run.loss)}, {run.read} of {EXAMPLES} digits read"


def _shrinks(view):
    run = view.run
    return (
        f"Nothing is trained yet. Each layer multiplies: in {LAYERS} of them the signal (blue) shrinks to "
        f"{size(run.signals[-1])}, and the gradient (orange) on its way back to {size(run.gradients[0])}."
    )


def _stuck(view):
    run = view.run
    return (
        f"{run.step} steps later: {_result(run)}. Guessing has {loss(GUESSING)}: in every layer, signal times "
        "gradient is too small to move the weights. The curve over the dial says what each gain leads to."
    )


def _level(view):
    gain = view.state.gain
    return f"With gain {gain:.2f} both lines are nearly level, and the same training works: {_result(view.run)}."


def _wild(view):
    run = view.run
    return (
        f"No output of tanh passes 1, so the signal keeps its size. But the gradient comes back as "
        f"{size(run.gradients[0])}, and steps in its direction go astray: {_result(run)}."
    )


def _relu(view):
    return (
        f"ReLU drops half of each signal; gain {view.state.gain:.2f}, nearly √2, makes up for it, and the network "
        f"begins to learn: {_result(view.run)}. The valley is narrow and rough: below it lines die, above it "
        "numbers overflow."
    )


def _normalised(view):
    run = view.run
    return (
        f"Tanh and gain {view.state.gain:.0f} again, with batch normalisation: each layer's sums are brought back to "
        f"size 1. Now it learns: {_result(run)}. The gradient is not levelled: it comes back as "
        f"{size(run.gradients[0])}."
    )


def _equal(view):
    run = view.run
    units = "all units of a layer are still alike" if run.different == 1 else f"{run.different} units differ"
    return f"The good gain again, but all first weights are equal. After {run.step} steps {units}: {_result(run)}."


TOUR = (
    Stop(BEFORE, _shrinks, "Can such a network learn?"),
    Stop(AFTER, _stuck, "Which gain would you try?"),
    Stop({**AFTER, "gain": 1.2}, _level, "And a larger gain?"),
    Stop({**AFTER, "gain": 3.0}, _wild),
    Stop({**AFTER, "gain": 1.4, "function": "ReLU"}, _relu),
    Stop({**AFTER, "gain": 3.0, "norm": True}, _normalised),
    Stop({**AFTER, "gain": 1.2, "equal": True}, _equal, "Why can no step tell them apart?"),
)
