"""Whether a layer or a loss is the learner's own, and whether its gradient is right; whether two sides say the same."""

import copy

import numpy as np

from nnlearn.arguments import describe, finite
from nnlearn.gradcheck import gradcheck
from nnlearn.report.weights import state_hash

PLAIN = ("Module", "_ModuleState", "object")  # what every layer is
LIBRARIES = ("nnlearn", "torch", "sklearn")


class Weighted:
    """The sum of what a layer gives, each number with a weight of its own: any wrong gradient shows in it."""

    reduction = "sum"

    def __call__(self, given, weights):
        self._weights = weights
        return (given * weights).sum()

    def backward(self):
        return self._weights


def own_layer(layer, x, model):
    """Return what a check of a layer found: its class, the largest error, how many slopes, whether the model holds it.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> layer = nn.Tanh()
    >>> found = own_layer(layer, np.array([[-1.0, 0.5]]), nn.Sequential(layer))
    >>> found["own"], found["right"], found["in_model"], found["slopes"]
    (False, True, True, 2)
    """
    if not hasattr(layer, "forward") or not hasattr(layer, "named_parameters"):
        raise TypeError(f"Evidence.own_layer expected layer to be a Module of yours, got {describe(layer)}")
    finite("Evidence.own_layer", "x", x)
    layer = copy.deepcopy(layer).double().eval()
    x = np.asarray(x, np.float64)
    given = _scores(layer, x)
    if np.array_equal(given, x):
        raise ValueError(
            f"Evidence.own_layer expected {type(layer).__name__} to change something, got back what was put in: "
            "take x with numbers that the layer changes, and a layer that works in evaluation mode, too"
        )
    weights = np.random.default_rng(0).uniform(0.5, 1.5, np.shape(given))
    found = gradcheck(layer, Weighted(), x, weights)
    errors = np.concatenate([one[~np.isnan(one)].ravel() for one in found.errors.values()])
    own = is_own(type(layer))  # a class that is run again is another one: names are compared, a library's is told apart
    kinds = [type(one) for one in model.modules()] if hasattr(model, "modules") else []
    return {
        "class": type(layer).__name__,
        "own": own,
        "right": bool(found),
        "error": float(errors.max(initial=0.0)),
        "slopes": int(errors.size),
        "in_model": any(one.__name__ == type(layer).__name__ and is_own(one) == own for one in kinds),
    }


def is_own(kind):
    """Return whether a class of layers was written outside the libraries, its `forward` too, on nothing but a Module.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> is_own(nn.ReLU), is_own(type("Mine", (nn.ReLU,), {"forward": abs})), is_own(type("Mine", (nn.ReLU,), {}))
    (False, False, False)
    """
    own = [one for one in kind.__mro__ if one.__module__.split(".")[0] not in LIBRARIES and one is not object]
    others = {one.__name__ for one in kind.__mro__ if one not in own} - {*PLAIN}
    return bool(own) and not others and any("forward" in vars(one) for one in own)


def parity(model, other, x):
    """Return how far the scores of two models with the same weights are apart, in float64 and in float32.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model = nn.Linear(2, 1)
    >>> found = parity(model, model, np.ones((3, 2)))
    >>> found["double"], found["sides"], found["same_weights"]
    (0.0, ['NumPy', 'NumPy'], True)
    """
    for name, one in (("model", model), ("other", other)):
        if not callable(one) or not hasattr(one, "state_dict"):
            raise TypeError(f"Evidence.parity expected {name} to be a model of one side, got {describe(one)}")
    finite("Evidence.parity", "x", x)
    found = {}
    for name, dtype in (("double", np.float64), ("single", np.float32)):
        a, b = (_scores(_cast(one, name), np.asarray(x, dtype)) for one in (model, other))
        if a.shape != b.shape:
            raise ValueError(f"Evidence.parity expected scores of one shape, got {a.shape} and {b.shape}: same layers?")
        found[name] = float(abs(a - b).max() / max(abs(a).max(), 1e-300))
    sides = ["PyTorch" if _is_torch(one) else "NumPy" for one in (model, other)]
    return found | {"sides": sides, "same_weights": state_hash(model) == state_hash(other), "n": len(x)}


def _cast(model, name):
    model = copy.deepcopy(model).eval()
    return model.double() if name == "double" else model.float()


def _is_torch(model):
    return any(hasattr(one, "detach") for one in model.state_dict().values())


def _scores(model, x):
    """Return what a model gives for an array, as an array: of either side, on any device."""
    parameter = next(iter(model.parameters()), None)
    if parameter is not None and hasattr(parameter, "detach"):
        x = parameter.new_tensor(x)
    given = model(x)
    return given.detach().cpu().numpy() if hasattr(given, "detach") else np.asarray(given)
