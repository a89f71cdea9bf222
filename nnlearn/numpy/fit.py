"""Train a network: epochs of batches, each one step."""

import numpy as np

from nnlearn.numpy.backprop import backprop, check_loss, check_model, evaluating, predict, to_model
from nnlearn.numpy.no_grad import no_grad
from nnlearn.numpy.norm import BatchNorm
from nnlearn.numpy.random import fork_rng
from nnlearn.numpy.saving import save
from nnlearn.numpy.tensors import to_numpy
from nnlearn.shared.fit import train


def fit(
    model, criterion, optimizer, x, y, *, epochs, batch_size, drop_last=False, validation=None, metrics=(),
    callbacks=(), transform=None,
):  # fmt: skip
    """Train a model: for each epoch shuffle, and for each batch zero_grad, backprop, step.

    Parameters
    ----------
    model : Module
    criterion : Loss
        With one loss for the batch (reduction "mean" or "sum").
    optimizer : Optimizer
        Over the model's parameters, or some of them: the others stay as they are.
    x : ndarray of shape (n, ...), finite
    y : ndarray of shape (n, ...), finite
    epochs : int
        Passes over the data, >= 1.
    batch_size : int
        Examples per step, >= 1; the last batch of an epoch may be smaller. A last batch of one, of which batch
        normalisation cannot take a variance, is joined to the batch before it.
    drop_last : bool
        Whether to leave a smaller last batch out: in each epoch other examples are missing.
    validation : (ndarray, ndarray) or None
        Data that is not trained on; its loss is measured after each epoch.
    metrics : sequence of functions (output, y) -> float
        Measured after each epoch, such as `nnlearn.metrics.accuracy`; NaN where one is undefined. Each is tried once
        before the first step, on a few rows.
    callbacks : sequence of functions of a `Run`
        Called after every step; one that returns True stops training. Its methods `open(run)`, before the first step,
        and `close()`, however training ends, are called if it has them. See `nnlearn.callbacks`.
    transform : function (x, y, rng) -> (x, y), or None
        Makes what a step sees of each batch, such as new noise on x with a y that stays clean; `rng` is the generator
        that also shuffles, the same on both sides. The batch is a copy and may be changed in place; as many rows come
        back, in the form that the model takes. Validation data is measured as it is, and metrics then need it.

    Returns
    -------
    History
        Of this call. A second call continues from the weights and the optimizer's state as they are.

    Raises
    ------
    TypeError, ValueError
        If an argument is wrong, before the first step: data, targets, validation data or metrics that cannot be used, a
        batch of one for a batch normalisation, no whole batch with `drop_last`; as in `backprop`. If `transform` does
        not return a pair of finite arrays with as many rows as the batch.
    TrainingStopped
        At the first loss or gradient that is not finite; it names step, layer and likely cause, and holds the history.

    Notes
    -----
    The stop button, or Ctrl-C, ends training after the present step: the history so far is returned, with
    `interrupted` True, and the weights are those of this step. Pressed again before that, or within two
    seconds in the next training, it raises KeyboardInterrupt and so ends the whole cell.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> x = np.linspace(-1, 1, 20, dtype=np.float32)[:, None]
    >>> nn.manual_seed(0)
    >>> model = nn.Linear(1, 1)
    >>> fit(model, nn.MSELoss(), nn.SGD(model.parameters(), lr=0.1), x, 3 * x, epochs=40, batch_size=5).loss[-1] < 1e-6
    True
    >>> def spoil(x, y, rng):
    ...     return x + 0.1 * rng.standard_normal(x.shape), y  # nn.fit(..., transform=spoil): new noise each batch
    """
    check_model("fit", model)
    check_loss("fit", model, criterion)
    return train(
        NumPyBackend(), model, criterion, optimizer, x, y, epochs, batch_size, drop_last, validation, metrics,
        callbacks, transform,
    )  # fmt: skip


class NumPyBackend:
    """What the training loop in nnlearn/shared/fit.py asks of this side; see `Backend` there."""

    batch_norm = BatchNorm
    backprop, save, to_numpy = staticmethod(backprop), staticmethod(save), staticmethod(to_numpy)

    def fork_rng(self, model):
        return fork_rng()

    def finite_gradients(self, optimizer):
        return all(bool(np.isfinite(grad).all()) for grad in optimizer.gradients())

    def evaluate(self, model, criterion, x, y):
        output = predict(model, x)
        with no_grad():
            return output, float(criterion(output, to_model("fit", "y", model, y)))

    def forward(self, model, x):
        with evaluating(model), no_grad():
            return model(to_model("fit", "x", model, x))
