"""Measurements of an engine that do not move it: weights, maps, outputs, gradients, losses."""

from typing import NamedTuple

import numpy as np

from nnlearn.arguments import NotFinite
from nnlearn.lessons.playground.data import EXTENT, inputs
from nnlearn.lessons.playground.network import belief, criterion_of, targets
from nnlearn.plots.plane import grid

CELLS = 40  # cells along each side of a unit's map


class Layer(NamedTuple):
    """A dense layer as the diagram draws it: weight (out, in), bias (out,), both float64, and its activation's name."""

    weight: np.ndarray
    bias: np.ndarray
    activation: str


def layers(engine):
    """Return the dense layers of the network."""
    linear, to_numpy = [layer for layer in engine.model if hasattr(layer, "in_features")], engine.nn.to_numpy
    names = [engine.state.activation] * (len(linear) - 1) + [""]
    return [
        Layer(to_numpy(layer.weight).astype(float), to_numpy(layer.bias).astype(float), name)
        for layer, name in zip(linear, names, strict=True)
    ]


def outputs(engine, x):
    """Return what each dense layer gives for x (n, features), after its activation: (n, units) a layer.

    An overflow counts as the largest number, so that the layers after it can still be computed.
    """
    model, found = list(engine.model), []
    starts = [k for k, part in enumerate(model) if hasattr(part, "in_features")]
    for start, stop in zip(starts, [*starts[1:], len(model)], strict=True):
        part = engine.nn.Sequential(*model[start:stop])
        y = engine.nn.predict(part, np.nan_to_num(x)) if len(x) else np.zeros((0, model[start].out_features))
        x = np.nan_to_num(y)
        found.append(x)
    return found


def maps(engine):
    """Return the inputs and each unit's output over the plane, (units, CELLS, CELLS) a layer, the last as belief."""
    x = inputs(grid(EXTENT, CELLS), engine.state.features)
    *hidden, last = outputs(engine, x)
    sure = belief(engine.state, last)
    last = np.stack([-sure, sure] if last.shape[1] == 2 else [sure], axis=1)  # with softmax, a unit speaks for a class
    found = [values.T.reshape(-1, CELLS, CELLS).astype(float) for values in (x, *hidden, last)]
    return [drawable(values) for values in found]


def gradients(engine):
    """Return dL/dW and dL/db of each layer on the next batch, penalties left out, and the rows of that batch.

    Where the loss is not finite the gradients are NaN, and the batch is empty.
    """
    engine.optimizer.zero_grad()
    rows = engine.next_batch() if len(engine.x) else np.zeros(0, int)
    found = [np.zeros(tuple(p.shape)) for p in engine.parameters]
    try:
        if len(rows):
            engine.nn.backprop(engine.model, engine.criterion, engine.x[rows], engine.y[rows])
            found = [engine.nn.to_numpy(p.grad).astype(float) for p in engine.parameters]
    except NotFinite:
        found, rows = [np.full(p.shape, np.nan) for p in found], np.zeros(0, int)
    engine.optimizer.zero_grad()
    return found[::2], found[1::2], rows  # weight and bias take turns


def losses(engine):
    """Return the loss on the training points and on the others; NaN where there are none."""
    p = engine.points
    return tuple(loss(engine.nn, engine.model, engine.state, p.x[part], p.y[part]) for part in (p.train, ~p.train))


def loss(nn, model, state, x, y):
    """Return the loss of a state's model on points x (n, 2), y (n,); NaN without points, or if it is not finite."""
    if len(x) == 0:
        return np.nan
    output = nn.predict(model, inputs(x, state.features))
    try:
        return float(criterion_of(nn, state)(nn.tensor(output), nn.tensor(targets(state, y))).item())
    except NotFinite:
        return np.nan


def drawable(values):
    """Return values without NaN, and with infinity as a large number."""
    return np.nan_to_num(values, nan=0.0, posinf=1e30, neginf=-1e30)
