"""Train a network: the same loop as in NumPy, with this side's backprop."""

import sys

import torch

from nnlearn.shared import fit as training
from nnlearn.torch.backprop import backprop, check_loss, check_model, evaluating, predict, to_model
from nnlearn.torch.saving import save
from nnlearn.torch.tensors import to_numpy


def fit(model, criterion, optimizer, x, y, *, epochs, batch_size, validation=None, metrics=(), callbacks=()):
    """Train a model: for each epoch shuffle, and for each batch zero_grad, backprop, step. See `nnlearn.numpy.fit`.

    Parameters
    ----------
    model : Module
    criterion : a loss of this side
        With one loss for the batch (reduction "mean" or "sum").
    optimizer : Optimizer
        Over the model's parameters.
    x, y : ndarray of shape (n, ...), finite
    epochs, batch_size : int
        Passes over the data, and examples a step, >= 1.
    validation : (ndarray, ndarray) or None
        Data that is not learned from, measured after each epoch.
    metrics : sequence of functions (output, y) -> float
        Measured after each epoch.
    callbacks : sequence of functions of a `Run`
        Called after every step; one that returns True stops the training.

    Returns
    -------
    History

    Raises
    ------
    TypeError, ValueError
        If an argument is wrong; as in `backprop`.
    TrainingStopped
        At the first loss or gradient that is not finite; it names step, layer and likely cause, and holds the history.

    Examples
    --------
    >>> import numpy as np, nnlearn.torch as nn
    >>> x = np.linspace(-1, 1, 20, dtype=np.float32)[:, None]
    >>> nn.manual_seed(0)
    >>> model = nn.Linear(1, 1)
    >>> fit(model, nn.MSELoss(), nn.SGD(model.parameters(), lr=0.1), x, 3 * x, epochs=40, batch_size=5).loss[-1] < 1e-6
    True
    """
    check_model("fit", model)
    check_loss("fit", model, criterion)
    side = sys.modules[__name__]
    return training.train(side, model, criterion, optimizer, x, y, epochs, batch_size, validation, metrics, callbacks)


# What the loop in nnlearn/shared/fit.py asks of a side, besides backprop, save and to_numpy:


def finite_gradients(optimizer):
    """Return whether all gradients of the optimizer's parameters are finite."""
    gradients = [p.grad for group in optimizer.param_groups for p in group["params"] if p.grad is not None]
    return bool(torch.stack([g.isfinite().all() for g in gradients]).all()) if gradients else True


def evaluate(model, criterion, x, y):
    """Return the output and the loss on (x, y), in evaluation mode, recording nothing."""
    output = predict(model, x)
    with torch.no_grad():
        return output, criterion(to_model("fit", "x", model, output), to_model("fit", "y", model, y)).item()


def forward(model, x):
    """Run a batch forward, recording nothing."""
    with evaluating(model), torch.no_grad():
        return model(to_model("fit", "x", model, x))


__all__ = ["backprop", "evaluate", "finite_gradients", "fit", "forward", "save", "to_numpy"]
