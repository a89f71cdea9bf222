"""Parts of the playground's code: its points and targets, its layers, their first weights, the penalties."""

from nnlearn.lessons.playground import options
from nnlearn.lessons.playground.events import drawn_at
from nnlearn.lessons.playground.state import regression, sizes


def points(state, step):
    """Return the lines that make the training points after `step` steps: with what was drawn, moved and deleted."""
    chosen = f"{state.data!r}, noise={state.noise}, share={state.share}, sample={state.sample}"
    drawn = drawn_at(state, step)
    return [
        f"points = data.points({chosen}{f', drawn={list(drawn)!r}' if drawn else ''})",
        f"x = data.inputs(points.x[points.train], {state.features!r})",
        f"y = {goal(state)}",
    ]


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


def penalties(state, rates, l1=None, l2=None):
    """Return the lines that add the gradients of L1 and L2, as rates or under names; none where both are 0."""
    sign = "np.sign(weight.data)" if state.side == "NumPy" else "weight.data.sign()"
    l1, l2 = l1 or (rates["l1"] and repr(rates["l1"])), l2 or (rates["l2"] and repr(rates["l2"]))
    found = [f"            weight.grad += {l1} * {sign}  # L1"] if l1 else []
    found += [f"            weight.grad += {l2} * weight.data  # L2"] if l2 else []
    return ["    for weight in model.parameters():", "        if weight.ndim == 2:", *found] if found else []


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
