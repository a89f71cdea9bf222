"""Networks with weights set by hand, the answers to 04.4 and 04.5: have they the right form, and what do they give?"""

import numpy as np

from nnlearn.checks.compare import named
from nnlearn.lessons.forward_propagation.answers import forward, identity, relu, sigmoid, step, tanh, target
from nnlearn.lessons.forward_propagation.curve_advice import curve_advice

MAX_UNITS, MAX_ERROR = 20, 0.1
LAYERS = ("hidden", "output")
PROBE = np.concatenate([sign * np.logspace(-12, 2, 57) for sign in (-1, 1)] + [[0.0]])[None]
KNOWN = {"step": step, "sigmoid": sigmoid, "identity": identity, "tanh": tanh, "relu": relu}


def two_layers(layers, inputs, activations, hidden=None):
    """Return the layers of a network inputs - hidden - 1 as float arrays.

    Parameters
    ----------
    layers : object
        What the learner passed.
    inputs : int
    activations : tuple of two str
        The names of the activation functions that are asked for.
    hidden : int, optional
        The width of the hidden layer; by default as the learner chose.

    Returns
    -------
    list of (ndarray, ndarray, function)

    Raises
    ------
    ValueError
        If something has another form. The sentence says what.
    """
    fault = _not_two_triples(layers)
    if fault:
        raise ValueError(fault)
    names = [f"the {name} layer" for name in LAYERS]
    arrays = []
    for name, (weight, bias, activation), wanted in zip(names, layers, activations, strict=True):
        fault = _not_the_activation(name, activation, wanted)
        if fault:
            raise ValueError(fault)
        arrays.append((_array(name, "weight", weight), _array(name, "bias", bias), KNOWN[wanted]))
    hidden = hidden or arrays[0][1].size
    for name, (weight, bias, _), shape in zip(names, arrays, [(hidden, inputs), (1, hidden)], strict=True):
        fault = _not_the_shape(name, "weight", weight, shape) or _not_the_shape(name, "bias", bias, shape[:1])
        if fault:
            raise ValueError(fault)
    return arrays


def _not_two_triples(layers):
    form = "a list of two layers, [(weight, bias, activation), (weight, bias, activation)]"
    if callable(layers) or hasattr(layers, "parameters"):
        return f"Expected the network itself, {form}, got {named(layers)}."
    if isinstance(layers, np.ndarray):
        return f"Expected {form}, got {named(layers)}. Is it what the network gives, and not the network?"
    if not isinstance(layers, list | tuple):
        return f"Expected {form}, got {named(layers)}."
    if len(layers) == 6 or (len(layers) == 3 and callable(layers[2])):
        return f"Expected {form}. Put the three things of each layer into round brackets of their own."
    if len(layers) == 1:
        return f"Expected {form}, got one layer. Is the output layer missing?"
    if len(layers) != 2:
        return f"Expected {form}, got {len(layers)} layers. The input layer is the data and is not in the list."
    for name, one in zip(LAYERS, layers, strict=True):
        if one is ...:
            return f"The dots in place of the {name} layer have still to be replaced."
        if not isinstance(one, list | tuple):
            return f"Expected the {name} layer to be three things, (weight, bias, activation), got {named(one)}."
        if len(one) != 3:
            missing = " Is the activation missing?" if len(one) == 2 else ""
            return f"Expected three things in the {name} layer, (weight, bias, activation), got {len(one)}.{missing}"
    return ""


def _not_the_activation(layer, activation, wanted):
    if isinstance(activation, str):
        return f"The activation of {layer} is a text. Write the function itself, {wanted}, without quotation marks."
    if not callable(activation):
        return (
            f"The third part of {layer} should be the function {wanted}, got {named(activation)}. "
            "Nothing is called there, so no brackets follow its name."
        )
    try:
        found = np.asarray(activation(PROBE.copy()), dtype=float)
    except Exception as error:
        return (
            f"The activation of {layer} should be {wanted}; for an array yours raises {type(error).__name__}: {error}"
        )
    if found.shape == PROBE.shape and np.allclose(found, KNOWN[wanted](PROBE)):
        return ""
    if wanted == "step" and found.shape == PROBE.shape and np.allclose(found, PROBE > 0):
        return f"The activation of {layer} should be step, which is 1 at 0. Yours is 0 there."
    same = [name for name, one in KNOWN.items() if found.shape == PROBE.shape and np.allclose(found, one(PROBE))]
    return f"The activation of {layer} should be {wanted}, got {same[0] if same else named(activation)}." + (
        " Between 0 and 1 a sigmoid takes every value; step gives 0 or 1 and nothing else."
        if wanted == "step" and same == ["sigmoid"]
        else " The curve runs from -1 to 1, and a sigmoid never leaves 0 to 1."
        if wanted == "identity" and same == ["sigmoid"]
        else ""
    )


def _array(layer, name, value):
    try:
        array = np.asarray(value, dtype=float)
    except (ValueError, TypeError):
        raise ValueError(
            f"The {name} of {layer} is not an array of numbers. Do all its rows have one length, and are all dots "
            "replaced?"
        ) from None
    if isinstance(value, list | tuple):
        raise ValueError(f"The {name} of {layer} is a {type(value).__name__}. Make it a NumPy array: np.array(...).")
    if not np.isfinite(array).all():
        raise ValueError(f"The {name} of {layer} holds a number that is infinite or NaN. Is something divided by 0?")
    return array


def _not_the_shape(layer, name, array, shape):
    if array.shape == shape:
        return ""
    sentence = f"The {name} of {layer} should have shape {shape}, got {array.shape}."
    if array.ndim == 2 and array.T.shape == shape:
        return f"{sentence} A row belongs to one unit, a column to one input: transpose it."
    if array.size == np.prod(shape) and array.ndim < len(shape):
        return f"{sentence} The numbers are as many as they should be, but a pair of square brackets is missing."
    if array.size == np.prod(shape) and array.ndim > len(shape):
        return f"{sentence} The numbers are as many as they should be, with a pair of square brackets too many."
    return f"{sentence} A weight has a row for each unit and a column for each input, a bias one number for each unit."


# 04.4 XOR


def xor_network(layers):
    """Return the layers of a learner's network for XOR, or raise ValueError."""
    return two_layers(layers, inputs=2, activations=("step", "step"), hidden=2)


def answer_at(layers, x):
    """Return the output at one corner, 0 or 1."""
    return int(forward(x, xor_network(layers)).item())


# 04.5 a curve


def measure_error(layers):
    """Measure the largest distance of a network from the curve on [0, 1]."""
    arrays = two_layers(layers, inputs=1, activations=("sigmoid", "identity"))
    hidden = len(arrays[0][1])
    x = places(*arrays[0][:2])
    miss = np.abs(forward(x, arrays) - target(x))[:, 0]
    worst = float(miss.max())
    passed = worst <= MAX_ERROR and hidden <= MAX_UNITS
    units = "1 hidden unit" if hidden == 1 else f"{hidden} hidden units"
    sentence = f"{units}; the largest error is {shown(worst)}, at x = {float(x[miss.argmax(), 0]):.2f}."
    if hidden > MAX_UNITS:
        sentence += f" That is {hidden - MAX_UNITS} more than allowed."
    return worst, passed, sentence, "" if passed else curve_advice(arrays, MAX_ERROR, MAX_UNITS)


def places(weight, bias):
    """Return where on [0, 1] a network is measured, (n, 1): everywhere, and more closely before and after its steps."""
    steep = weight[:, 0] != 0
    at, width = -bias[steep] / weight[steep, 0], 1 / np.abs(weight[steep, 0])
    near = at[:, None] + width[:, None] * np.array([-40, -20, -10, -5, -2, 0, 2, 5, 10, 20, 40])
    x = np.concatenate([np.linspace(0, 1, 10_001), near.ravel()])
    return np.unique(x[(x >= 0) & (x <= 1)])[:, None]


def shown(error):
    """Return an error as text, with as many digits as it takes to see on which side of the limit it is.

    Examples
    --------
    >>> shown(0.03), shown(0.10001)
    ('0.030', '0.10001')
    """
    digits = 3
    while digits < 9 and error > MAX_ERROR >= round(error, digits):
        digits += 1
    return f"{error:.{digits}f}"
