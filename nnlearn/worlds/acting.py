"""Acting fast: what a dense network says of one state, without the network around it."""

import numpy as np

from nnlearn.arguments import describe, finite

ACTIVATIONS = {
    "ReLU": lambda z: np.maximum(z, 0.0),
    "Tanh": np.tanh,
    "Sigmoid": lambda z: np.exp(-np.logaddexp(0.0, -z)),
}


def frozen(model):
    """Return a dense network as a plain function of one state, with a copy of the weights it has now.

    For a batch, a network's checks and its memory for the way back cost little; for one state they take most of the
    time. This leaves both out: `h <- f(W h + b)`, layer after layer.

    Parameters
    ----------
    model : Sequential or Linear, of either side
        Made of Linear, ReLU, Tanh and Sigmoid, such as an `nn.MLP`.

    Returns
    -------
    function of an ndarray of shape (features,) that returns an ndarray of shape (outputs,), float64
        It does not follow the training: freeze the model again after a step.

    Raises
    ------
    TypeError, ValueError
        If the model is not made of these layers, or holds NaN or infinity; if a state has another shape.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model = nn.Linear(2, 2)
    >>> model.weight.data, model.bias.data = [[1.0, 0.0], [0.0, 2.0]], [0.5, 0.0]
    >>> values = frozen(model)
    >>> values(np.array([1.0, 1.0])), values(np.array([1.0, 1.0])).argmax().item()
    (array([1.5, 2. ]), 1)
    """
    parts = [part(layer) for layer in layers_of(model)]
    shape = next((w.shape[1:] for w, _, _ in parts if w is not None), None)
    if shape is None:
        raise TypeError(f"frozen expected model to have a Linear, got {describe(model)}")

    def outputs(state):
        if type(state) is not np.ndarray or state.shape != shape:
            raise ValueError(f"frozen expected a state, an array of shape {shape}, got {describe(state)}")
        for weight, bias, activation in parts:
            state = activation(state) if weight is None else weight.dot(state) + bias  # W h + b
        return state

    return outputs


def layers_of(model):
    """Return the layers of a Sequential in order, those of its parts too."""
    if type(model).__name__ == "Linear" or not hasattr(model, "named_parameters") or not hasattr(model, "__iter__"):
        return [model]
    return [layer for each in model for layer in layers_of(each)]


def part(layer):
    """Return (weight, bias, None) of a Linear, or (None, None, function) of an activation, or raise."""
    kind = type(layer).__name__
    if kind == "Linear":
        bias = 0.0 if layer.bias is None else copied("bias", layer.bias)
        return copied("weight", layer.weight), bias, None
    if kind not in ACTIVATIONS or not hasattr(layer, "named_parameters"):
        raise TypeError(
            f"frozen expected model to be made of Linear, {', '.join(ACTIVATIONS)}, got {describe(layer)}: "
            f"nn.predict runs any model"
        )
    return None, None, ACTIVATIONS[kind]


def copied(name, parameter):
    """Return a copy of a parameter's values, of either side, in float64."""
    values = parameter.detach().cpu().numpy() if hasattr(parameter, "detach") else parameter.data
    return np.array(finite("frozen", name, np.asarray(values)), np.float64)
