"""The playground's state: settings, what was changed on the way, the step that is shown; and what depends on what.

A run is its settings and its events: (step, name, ...) says what the reader changed after so many steps.

- (step, "lr", 0.1), and likewise l1, l2 and batch: a rate was set;
- (step, "weight", layer, unit, source, value): a weight was set by hand, source -1 is the bias;
- (step, "point", index, x1, x2, y): a point was moved or drawn; (step, "point", index, None): it was deleted.

Nothing else is needed to run it again to the same numbers, so a state is a short string (`playground_text`), and the
code that it stands for (`playground_code`).
"""

from dataclasses import dataclass, replace

from nnlearn.explorers.controls import pick, slide, switch
from nnlearn.lessons.playground.data import COUNT, FEATURES, REGRESSION, SETS, points

ACTIVATIONS = {
    "tanh": "Tanh",
    "ReLU": "ReLU",
    "sigmoid": "Sigmoid",
    "leaky ReLU": "LeakyReLU",
    "step": "Heaviside",
    "none (linear)": "Identity",
}
INITS: dict = {  # name: the library's function, its arguments
    "PyTorch's default": ("kaiming_uniform_", {"a": 5**0.5}),
    "Xavier uniform": ("xavier_uniform_", {}),
    "Xavier normal": ("xavier_normal_", {}),
    "He uniform": ("kaiming_uniform_", {"nonlinearity": "relu"}),
    "He normal": ("kaiming_normal_", {"nonlinearity": "relu"}),
    "uniform, -1 to 1": ("uniform_", {"a": -1.0, "b": 1.0}),
    "normal, large": ("normal_", {"std": 1.0}),
    "normal, tiny": ("normal_", {"std": 0.01}),
    "all zero": ("normal_", {"std": 0.0}),
}
LOSSES = {  # name: the library's class, what it is for
    "cross-entropy": ("BCEWithLogitsLoss", "classes"),
    "cross-entropy, softmax": ("CrossEntropyLoss", "classes"),
    "cross-entropy, sigmoid": ("BCELoss", "classes"),
    "squared error": ("MSELoss", "both"),
    "absolute error": ("L1Loss", "both"),
    "arctan error": ("ArctanLoss", "both"),
}
OPTIMIZERS: dict = {  # name: the library's class, further arguments
    "SGD": ("SGD", {}),
    "SGD, momentum": ("SGD", {"momentum": 0.9}),
    "SGD, Nesterov": ("SGD", {"momentum": 0.9, "nesterov": True}),
    "Adagrad": ("Adagrad", {}),
    "RMSprop": ("RMSprop", {}),
    "Adam": ("Adam", {}),
    "AdamW": ("AdamW", {}),
}
RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
PENALTIES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
BATCHES = (("1", 1), ("2", 2), ("5", 5), ("10", 10), ("20", 20), ("50", 50), ("all points", 0))
SIDES = ("NumPy", "PyTorch")
LINES = ("weights", "gradients", "updates")
PANELS = ("chosen unit", "landscape", "second run")
PENS = ("class 1", "class 0", "eraser")
MOST_LAYERS, MOST_UNITS = 6, 8


def named(values):
    """Return numbers as options of a control, each under its shortest name."""
    return [(f"{value:g}", value) for value in values]


@dataclass(frozen=True)
class State:
    """What the controls, the pointer and the keys of the playground set."""

    data: str = pick("circle", SETS, "data")
    noise: int = slide(0, 0, 50, 5, "noise", "%")
    share: int = slide(50, 10, 90, 10, "for training", "%")
    sample: int = slide(0, 0, 99, 1, "sample")
    features: tuple = ("x1", "x2")
    layers: tuple = (4, 2)  # units of each hidden layer
    activation: str = pick("tanh", ACTIVATIONS, "activation")
    init: str = pick("PyTorch's default", INITS, "weights start")
    seed: int = slide(0, 0, 99, 1, "seed")
    loss: str = pick("cross-entropy", LOSSES, "loss")
    optimizer: str = pick("SGD", OPTIMIZERS, "optimizer")
    lr: float = pick(0.03, named(RATES), "learning rate")
    batch: int = pick(10, BATCHES, "batch size")
    l1: float = pick(0.0, named(PENALTIES), "L1")
    l2: float = pick(0.0, named(PENALTIES), "L2")
    side: str = pick("NumPy", SIDES, "computed by")
    position: int = slide(0, 0, 1, 1, "step")
    events: tuple = ()
    base: tuple = ()  # the rates at step 0, once they have been changed on the way
    half: bool = False  # whether the half of the next step is shown: its batch and its gradient
    lines: str = pick("weights", LINES, "lines show")
    panel: str = pick("chosen unit", PANELS, "panel")
    pen: str = pick("class 1", PENS, "pen")
    discrete: bool = switch(False, "yes or no only")
    tests: bool = switch(True, "test points")
    chosen: tuple = (0, 0, 0)  # layer, unit, source of the weight in hand
    unit: tuple = (0, 0)  # layer, unit whose map is enlarged
    grasped: int = -1  # the point in hand, by its index
    survey: int = -1  # the step at which the landscape was measured
    frozen: object = None  # the State that runs beside this one


CHANGEABLE = ("lr", "batch", "l1", "l2")  # what may change while it runs
DATA = ("data", "noise", "share", "sample")
SETTINGS = (*DATA, "features", "layers", "activation", "init", "seed", "loss", "optimizer", "side")  # what may not


def regression(state):
    """Return whether the targets are numbers and no classes."""
    return state.data in REGRESSION


def next_state(state, **changes):
    """Return the next state: a new run where a setting asks for one, an event where a rate changes on the way.

    Examples
    --------
    >>> late = next_state(State(), position=100)
    >>> next_state(late, lr=0.3).events, next_state(late, activation="ReLU").position
    (((100, 'lr', 0.3),), 0)
    """
    new = replace(state, **changes)
    if regression(new) and LOSSES[new.loss][1] == "classes":
        new = replace(new, loss="squared error")
    if any(getattr(new, name) != getattr(state, name) for name in SETTINGS):
        same_points = all(getattr(new, name) == getattr(state, name) for name in DATA)
        new = restarted(new, keep_points=same_points, position=changes.get("position", 0))
    moved = {name: getattr(new, name) for name in CHANGEABLE if getattr(new, name) != getattr(state, name)}
    if moved and "events" not in changes:
        new = with_rates(replace(new, base=base_of(state)), moved)
    return fitting(new)


def base_of(state):
    """Return lr, batch, l1 and l2 at step 0."""
    return state.base or tuple(getattr(state, name) for name in CHANGEABLE)


def with_rates(state, moved):
    """Return the state with rates that change at the step that is shown; at step 0 the run begins with them."""
    if state.position == 0:
        events = tuple(event for event in state.events if event[0] == 0)
        return replace(state, **{**rates(state, 0), **moved}, base=(), events=events)
    for name, value in moved.items():
        state = happened(state, name, value)
    return state


def restarted(state, keep_points=True, position=0):
    """Return the state before the first step of a new run: rates as they are now, points as they are drawn now."""
    drawn = {event[2]: (0, *event[1:]) for event in state.events if event[1] == "point"}
    events = tuple(drawn.values()) if keep_points else ()
    return replace(state, events=events, base=(), position=position, half=False, survey=-1, grasped=-1)


def happened(state, *what):
    """Return the state with something done at the step that is shown; what came later has not happened.

    Of what is done to one thing at one step, the last counts.

    Examples
    --------
    >>> once = happened(State(position=5), "weight", 0, 1, 0, 2.0)
    >>> happened(once, "weight", 0, 1, 0, 3.0).events
    ((5, 'weight', 0, 1, 0, 3.0),)
    """
    event = (state.position, *what)
    before = [e for e in state.events if e[0] <= state.position and thing(e) != thing(event)]
    new = replace(state, events=(*before, event), base=base_of(state), half=False)
    return replace(new, **rates(new, state.position))


def thing(event):
    """Return what an event is about: its step, and the rate, the weight or the point."""
    return event[:5] if event[1] == "weight" else event[:3] if event[1] == "point" else event[:2]


def rates(state, step):
    """Return {name: value} of lr, batch, l1 and l2 once `step` steps are done.

    Examples
    --------
    >>> state = next_state(State(position=100), lr=0.3)
    >>> rates(state, 99)["lr"], rates(state, 100)["lr"]
    (0.03, 0.3)
    """
    found = dict(zip(CHANGEABLE, base_of(state), strict=True))
    found.update({event[1]: event[2] for event in state.events if event[1] in found and event[0] <= step})
    return found


def drawn(state, step):
    """Return what the reader has done to points once `step` steps are done, as `points` takes it."""
    return tuple(event[2:] for event in state.events if event[1] == "point" and event[0] <= step)


def points_at(state, step):
    """Return the points once `step` steps are done."""
    return points(state.data, state.noise, state.share, state.sample, drawn(state, step))


def next_index(state):
    """Return the index of the next point that is drawn."""
    return max([COUNT - 1, *(event[2] for event in state.events if event[1] == "point")]) + 1


def outputs(state):
    """Return how many units the last layer has."""
    return 2 if LOSSES[state.loss][0] == "CrossEntropyLoss" else 1


def sizes(state):
    """Return the units of all layers, input first.

    Examples
    --------
    >>> sizes(State())
    [2, 4, 2, 1]
    """
    return [len(state.features), *state.layers, outputs(state)]


def fitting(state):
    """Return the state with a weight and a unit in hand that the network has."""
    size = sizes(state)
    layer, unit, source = state.chosen
    layer = min(layer, len(size) - 2)
    chosen = (layer, min(unit, size[layer + 1] - 1), min(source, size[layer] - 1))
    layer, unit = state.unit
    layer = min(layer, len(size) - 2)
    return replace(state, chosen=chosen, unit=(layer, min(unit, size[layer + 1] - 1)))


def feature_toggled(state, name):
    """Return the features with one more or less, in their order; at least one stays."""
    kept = [f for f in FEATURES if (f in state.features) != (f == name)]
    return tuple(kept) or state.features
