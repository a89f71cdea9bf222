"""Five starts of one classifier, and how it is fine-tuned from any of them."""

import math

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.deep_belief_networks.stacks import HIDDEN, lower, stack

STARTS = ("small", "Xavier", "4 x Xavier", "stack", "ReLU, He")
CLASSES, BATCH, OUTPUT_STD = 10, 64, 0.1
SPREADS = {
    "small": lambda fan_in, fan_out: 0.01,
    "Xavier": lambda fan_in, fan_out: math.sqrt(2 / (fan_in + fan_out)),
    "4 x Xavier": lambda fan_in, fan_out: 4 * math.sqrt(2 / (fan_in + fan_out)),
    "ReLU, He": lambda fan_in, fan_out: math.sqrt(2 / fan_in),
}


def start(name, depth, seed=0, dbn=None, side=nn):
    """Return a classifier of digits that has not seen a label.

    Parameters
    ----------
    name : {"small", "Xavier", "4 x Xavier", "stack", "ReLU, He"}
        Where its hidden layers start: from normal distributions with standard deviation 0.01, sqrt(2 / (in + out)),
        or 4 times this; from a stack; or, with ReLU in place of the sigmoid, sqrt(2 / in). Biases begin at 0, except
        those of the stack.
    depth : int
        Number of hidden layers, of 100 units each.
    seed : int
        Of the weights that are drawn; those of the last layer always are, with standard deviation 0.1.
    dbn : nn.DBN or None
        The stack, of which the lowest `depth` layers are taken; None takes `stack(depth, seed)`.
    side : module, default nnlearn.numpy

    Returns
    -------
    nn.MLP
        In float64.

    Raises
    ------
    ValueError
        If there is no such start.

    Examples
    --------
    >>> start("Xavier", 2)[0].weight.shape
    (100, 64)
    """
    if name not in STARTS:
        raise ValueError(f"start expected name to be one of {', '.join(STARTS)}, got {name!r}")
    if name == "stack":
        dbn = lower(dbn if dbn is not None else stack(depth, seed, side=side), depth, side)
        side.manual_seed(seed)
        net = dbn.to_mlp(CLASSES, std=OUTPUT_STD)
        side.manual_seed(seed)  # the order of the examples is the same for every start
        return net
    net = side.MLP([64] + [HIDDEN] * depth + [CLASSES], side.ReLU if name == "ReLU, He" else side.Sigmoid).double()
    rng, linear, values = np.random.default_rng(seed), list(net)[::2], {}
    for i, layer in enumerate(linear):
        std = OUTPUT_STD if layer is linear[-1] else SPREADS[name](layer.in_features, layer.out_features)
        values[f"{2 * i}.weight"] = side.tensor(rng.normal(0, std, (layer.out_features, layer.in_features)))
        values[f"{2 * i}.bias"] = side.tensor(np.zeros(layer.out_features))
    net.load_state_dict(values)
    side.manual_seed(seed)
    return net


def fine_tune(net, x, y, optimizer, rate, decay=0.0, steps=200, side=nn):
    """Teach a classifier with labels; its learning rate falls along half a cosine to 0.

    Parameters
    ----------
    net : nn.MLP
        Is changed.
    x, y : ndarray of shape (N, 64), (N,)
    optimizer : {"SGD", "AdamW"}
        SGD has momentum 0.9.
    rate : float
        Learning rate at the start.
    decay : float
        The optimizer's weight decay.
    steps : int
        About how many: whole epochs of batches of at most 64.
    side : module, default nnlearn.numpy

    Returns
    -------
    nn.MLP
        The network.
    """
    kind, more = (side.SGD, {"momentum": 0.9}) if optimizer == "SGD" else (side.AdamW, {})
    rule = kind(net.parameters(), lr=rate, weight_decay=decay, **more)
    batches = math.ceil(len(x) / BATCH)
    epochs = max(1, round(steps / batches))
    schedule = side.CosineAnnealingLR(rule, T_max=epochs * batches)
    side.fit(net, side.CrossEntropyLoss(), rule, x, y, epochs=epochs, batch_size=BATCH,
             callbacks=[lambda run: schedule.step()])  # fmt: skip
    return net


def right(net, x, y, side=nn):
    """Return the share of the pictures that a classifier reads right."""
    return float((np.asarray(side.predict(net, x)).argmax(axis=1) == y).mean())
