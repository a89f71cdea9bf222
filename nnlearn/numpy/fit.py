"""Train a network: epochs of batches, each one step."""

import sys

import numpy as np

from nnlearn.numpy.backprop import backprop, check_loss, check_model, evaluating, predict, to_model
from nnlearn.numpy.module import no_grad
from nnlearn.numpy.saving import save
from nnlearn.numpy.tensors import to_numpy
from nnlearn.shared import fit as training


def fit(model, criterion, optimizer, x, y, *, epochs, batch_size, validation=None, metrics=(), callbacks=()):
    """Train a model: for each epoch shuffle, and for each batch zero_grad, backprop, step.

    Parameters
    ----------
    model : Module
    criterion : Loss
        With one loss for the batch (reduction "mean" or "sum").
    optimizer : Optimizer
        Over the model's parameters.
    x : ndarray of shape (n, ...), finite
    y : ndarray of shape (n, ...), finite
    epochs : int
        Passes over the data, >= 1.
    batch_size : int
        Examples a step, >= 1; the last batch of an epoch may be smaller.
    validation : (ndarray, ndarray) or None
        Data that is not learned from, measured after each epoch.
    metrics : sequence of functions (output, y) -> float
        Measured after each epoch, such as `nnlearn.metrics.accuracy`.
    callbacks : sequence of functions of a `Run`
        Called after every step; one that returns True stops the training. See `nnlearn.shared.callbacks`.

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
    >>> import nnlearn.numpy as nn
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
    return bool(np.isfinite(optimizer.vector.grad[optimizer.part]).all())


def evaluate(model, criterion, x, y):
    """Return the output and the loss on (x, y), in evaluation mode, keeping nothing."""
    output = predict(model, x)
    with no_grad():
        return output, float(criterion(output, to_model("fit", "y", model, y)))


def forward(model, x):
    """Run a batch forward, keeping nothing."""
    with evaluating(model), no_grad():
        return model(to_model("fit", "x", model, x))


__all__ = ["backprop", "evaluate", "finite_gradients", "fit", "forward", "save", "to_numpy"]
