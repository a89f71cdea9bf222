"""The playground's state: what its controls, the pointer and the keys set."""

from dataclasses import dataclass, replace

from nnlearn.explorers.controls import pick, slide, switch
from nnlearn.lessons.playground import options
from nnlearn.lessons.playground.data import FEATURES, REGRESSION, SETS


@dataclass(frozen=True)
class State:
    """What is trained, what was changed during training (`events`), the step shown, and what the picture shows."""

    data: str = pick("circle", SETS, "data")
    noise: int = slide(0, 0, 50, 5, "noise", "%")
    share: int = slide(50, 10, 90, 10, "for training", "%")
    sample: int = slide(0, 0, 99, 1, "sample")
    features: tuple = ("x1", "x2")
    layers: tuple = (4, 2)  # units of each hidden layer
    activation: str = pick("tanh", options.ACTIVATIONS, "activation")
    init: str = pick("PyTorch's default", options.INITS, "weights start")
    seed: int = slide(0, 0, 99, 1, "seed")
    loss: str = pick("cross-entropy", options.LOSSES, "loss")
    optimizer: str = pick("SGD", options.OPTIMIZERS, "optimizer")
    lr: float = pick(0.1, options.numbered(options.LEARNING_RATES), "learning rate")
    batch: int = pick(10, options.BATCHES, "batch")
    l1: float = pick(0.0, options.numbered(options.PENALTIES), "L1")
    l2: float = pick(0.0, options.numbered(options.PENALTIES), "L2")
    side: str = pick("NumPy", options.SIDES, "library")
    position: int = slide(0, 0, 1, 1, "step")
    events: tuple = ()  # what the reader changed during training, see `events.py`
    base: tuple = ()  # lr, batch, l1 and l2 at step 0, once an event has changed one of them
    half: bool = False  # whether the first half of the next step is shown: its batch and its gradient
    lines: str = pick("weights", options.LINES, "lines show")
    panel: str = pick("output", options.PANELS, "large picture")
    pen: str = pick("class 1", options.PENS, "pen")
    discrete: bool = switch(False, "sharp border")
    tests: bool = switch(True, "test points")
    chosen: tuple = (0, 0, 0)  # layer, unit and source of the chosen weight; source -1 is the bias
    unit: tuple = (0, 0)  # layer and number of the unit whose map is enlarged
    grasped: int = -1  # index of the point held, -1 for none
    survey: int = -1  # the step around which the landscape was measured, -1 if it was not
    frozen: object = None  # the State of the second run, which is shown as well


DATA = ("data", "noise", "share", "sample")
SETTINGS = (*DATA, "features", "layers", "activation", "init", "seed", "loss", "optimizer", "side")  # of a whole run
RATES = ("lr", "batch", "l1", "l2")  # these may change during a run
PICTURE_ONLY = (  # a run does not depend on these
    *("position", "half", "lines", "panel", "pen", "discrete", "tests"),
    *("chosen", "unit", "grasped", "survey", "frozen"),
)


def settings_of(state):
    """Return the state with its defaults for all that only changes the picture: equal settings, equal runs."""
    plain = State()
    return replace(state, **{name: getattr(plain, name) for name in PICTURE_ONLY})


def regression(state):
    """Return whether the targets are numbers rather than classes."""
    return state.data in REGRESSION


def sizes(state):
    """Return the number of units of each layer, input first.

    Examples
    --------
    >>> sizes(State())
    [2, 4, 2, 1]
    """
    outputs = 2 if options.LOSSES[state.loss][0] == "CrossEntropyLoss" else 1
    return [len(state.features), *state.layers, outputs]


def with_valid_choice(state):
    """Return the state with a chosen weight and unit that its network has.

    Examples
    --------
    >>> with_valid_choice(State(layers=(3,), chosen=(2, 0, 1), unit=(0, 7))).unit
    (0, 2)
    """
    size = sizes(state)
    layer, unit, source = state.chosen
    layer = min(layer, len(size) - 2)
    chosen = (layer, min(unit, size[layer + 1] - 1), min(source, size[layer] - 1))
    layer, unit = state.unit
    layer = min(layer, len(size) - 2)
    return replace(state, chosen=chosen, unit=(layer, min(unit, size[layer + 1] - 1)))


def toggled(features, name):
    """Return the features with one more or one less, in their usual order; the last one stays.

    Examples
    --------
    >>> toggled(("x1", "x1 x2"), "x2"), toggled(("x1",), "x1")
    (('x1', 'x2', 'x1 x2'), ('x1',))
    """
    return tuple(f for f in FEATURES if (f in features) != (f == name)) or features
