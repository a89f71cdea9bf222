"""Train a network: the same loop as in NumPy, with this side's backprop."""

import torch

from nnlearn.shared.fit import train
from nnlearn.torch.backprop import backprop, check_loss, check_model, evaluating, predict, to_model
from nnlearn.torch.saving import save
from nnlearn.torch.tensors import to_numpy


def fit(
    model, criterion, optimizer, x, y, *, epochs, batch_size, drop_last=False, validation=None, metrics=(),
    callbacks=(), transform=None,
):  # fmt: skip
    """Train a model: for each epoch shuffle, and for each batch zero_grad, backprop, step. See `nnlearn.numpy.fit`.

    Parameters
    ----------
    model : Module
    criterion : a loss of this side
        With one loss for the batch (reduction "mean" or "sum").
    optimizer : Optimizer
        Over the model's parameters, or some of them: the others stay as they are.
    x, y : ndarray of shape (n, ...), finite
    epochs, batch_size : int
        Passes over the data, and examples per step, >= 1. A last batch of one is joined to the batch before it if the
        model has a batch normalisation.
    drop_last : bool
        Whether to leave a smaller last batch out.
    validation : (ndarray, ndarray) or None
        Data that is not trained on; its loss is measured after each epoch.
    metrics : sequence of functions (output, y) -> float
        Measured after each epoch; NaN where one is undefined.
    callbacks : sequence of functions of a `Run`
        Called after every step; one that returns True stops training. `open(run)` and `close()` are called if a
        callback has them.
    transform : function (x, y, rng) -> (x, y), or None
        Makes what a step sees of each batch, in NumPy arrays, with the generator that also shuffles. Validation data is
        measured as it is, and metrics then need it.

    Returns
    -------
    History
        Of this call; after the stop button, of the steps until then.

    Raises
    ------
    TypeError, ValueError
        If an argument is wrong, before the first step; as in `backprop`.
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
    return train(
        TorchBackend(), model, criterion, optimizer, x, y, epochs, batch_size, drop_last, validation, metrics,
        callbacks, transform,
    )  # fmt: skip


class TorchBackend:
    """What the training loop in nnlearn/shared/fit.py asks of this side; see `Backend` there."""

    batch_norm = torch.nn.modules.batchnorm._BatchNorm
    backprop, save, to_numpy = staticmethod(backprop), staticmethod(save), staticmethod(to_numpy)

    def fork_rng(self, model):
        cards = {p.device.index for p in model.parameters() if p.device.type == "cuda" and torch.cuda.is_available()}
        return torch.random.fork_rng(devices=cards)  # by default it would look at every card of the machine

    def finite_gradients(self, optimizer):
        gradients = [p.grad for group in optimizer.param_groups for p in group["params"] if p.grad is not None]
        return bool(torch.stack([g.isfinite().all() for g in gradients]).all()) if gradients else True

    def evaluate(self, model, criterion, x, y):
        output = predict(model, x)
        with torch.no_grad():
            return output, criterion(to_model("fit", "x", model, output), to_model("fit", "y", model, y)).item()

    def forward(self, model, x):
        with evaluating(model), torch.no_grad():
            return model(to_model("fit", "x", model, x))
