"""The lines of code that a state of the playground stands for: plain calls that give the same numbers."""

import dataclasses

from nnlearn.lessons.playground import options
from nnlearn.lessons.playground.state import RATES, SETTINGS, State, regression, sizes


def to_code(state: State, at):
    """Return the lines that train the network of a state for `at` steps and give the same numbers.

    If the reader changed something during the run, the playground's own engine repeats it.

    Examples
    --------
    >>> print(to_code(State(), 5).splitlines()[0])
    import numpy as np
    """
    return replayed(state, at) if state.events or state.base else plain(state, at)


def plain(state, at):
    """Return the lines of a run during which nothing was changed."""
    name, further = options.OPTIMIZERS[state.optimizer]
    settings = "".join(f", {key}={value!r}" for key, value in {"lr": state.lr, **further}.items())
    penalties = [
        line
        for rate, line in (
            (state.l1, f"            weight.grad += {state.l1!r} * {sign(state)}  # L1"),
            (state.l2, f"            weight.grad += {state.l2!r} * weight.data  # L2"),
        )
        if rate
    ]
    if penalties:
        penalties = ["    for weight in model.parameters():", "        if weight.ndim == 2:", *penalties]
    chosen = f"{state.data!r}, noise={state.noise}, share={state.share}, sample={state.sample}"
    return "\n".join(
        [
            "import numpy as np",
            "import nnlearn.numpy as nn",
            "from nnlearn.lessons.playground import data",
            "",
            f"points = data.points({chosen})",
            f"x = data.inputs(points.x[points.train], {state.features!r})",
            f"y = {goal(state)}",
            f"model = nn.Sequential({', '.join(layers(state))})",
            *first_weights(state),
            f"criterion = nn.{options.LOSSES[state.loss][0]}()",
            f"optimizer = nn.{name}(model.parameters(){settings})",
            f"for step in range({at}):",
            f"    rows = data.batch(len(x), {state.batch}, {state.seed}, step)",
            "    optimizer.zero_grad()",
            "    loss = nn.backprop(model, criterion, x[rows], y[rows])",
            *penalties,
            "    optimizer.step()",
            "theta = nn.to_numpy(nn.parameters_to_vector(model.parameters()))  # all weights, one after the other",
            "print(len(theta), theta[:4])",
        ]
    )


def sign(state):
    """Return the signs of a weight matrix, as code."""
    return "np.sign(weight.data)" if state.side == "NumPy" else "weight.data.sign()"


def goal(state):
    """Return the targets, as code; see `network.targets`."""
    y = "points.y[points.train]"
    if regression(state):
        return f"{y}[:, None]"
    if state.loss == "cross-entropy, softmax":
        return f"{y}.astype(int)"
    return f"{y}[:, None]" if state.loss.startswith("cross-entropy") else f"2 * {y}[:, None] - 1  # classes -1 and 1"


def layers(state):
    """Return the layers of the model, as code."""
    size, found = sizes(state), []
    for k in range(len(size) - 1):
        found += [f"nn.Linear({size[k]}, {size[k + 1]})", f"nn.{options.ACTIVATIONS[state.activation]}()"]
    return found[:-1] + (["nn.Sigmoid()"] if state.loss == "cross-entropy, sigmoid" else [])


def first_weights(state):
    """Return the lines that draw the first weights; NumPy draws them for PyTorch, too, so that both start the same."""
    name, further = options.INITS[state.init]
    settings = "".join(f", {key}={value!r}" for key, value in further.items())
    reach = "layer.in_features**-0.5" if state.init == "PyTorch's default" else "0.0"
    lines = [
        f"rng = np.random.default_rng({state.seed})",
        "for layer in model:",
        "    if isinstance(layer, nn.Linear):",
        f"        nn.{name}(layer.weight{settings}, generator=rng)",
        f"        nn.uniform_(layer.bias, -{reach}, {reach}, generator=rng)",
    ]
    if state.side == "NumPy":
        return lines
    return [
        *lines,
        "first = model.state_dict()  # drawn with NumPy; from here on, everything is PyTorch's",
        "import nnlearn.torch as nn",
        f"model = nn.Sequential({', '.join(layers(state))})",
        "model.load_state_dict({key: nn.tensor(value) for key, value in first.items()})",
        "model = model.to(nn.device())",
    ]


def replayed(state, at):
    """Return the lines in which the engine repeats a run with its events."""
    kept = dataclasses.replace(state, frozen=None, position=at)
    changes = ", ".join(f"{name}={value!r}" for name, value in as_python(kept).items())
    return "\n".join(
        [
            "from nnlearn.lessons.playground import Engine, State",
            "",
            "# events: what was changed during training, each with the step after which it happened",
            f"state = State({changes})",
            "run = Engine(state)",
            f"for step in range({at}):",
            "    run.step()  # forward, backward, penalties, one step of the optimizer on the next batch",
            "model, theta = run.model, run.theta()  # the network, and all its weights as one vector",
            "print(model, len(theta), theta[:4])",
        ]
    )


def as_python(state):
    """Return the fields on which the run depends, if they differ from their defaults."""
    first = type(state)()
    keep = (*SETTINGS, *RATES, "events", "base")
    return {name: getattr(state, name) for name in keep if getattr(state, name) != getattr(first, name)}
