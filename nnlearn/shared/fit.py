"""The training loop that the NumPy and PyTorch sides share: epochs, batches, history, callbacks.

Each side's `fit` runs it with a `Backend` of its own, which holds the few lines in which the sides differ.
"""

import contextlib
from typing import Any, Protocol

import numpy as np

from nnlearn import arguments
from nnlearn.shared.batches import batch_ends
from nnlearn.shared.callbacks import ProgressBar, say
from nnlearn.shared.divergence import TrainingStopped, explain
from nnlearn.shared.fit_checks import (
    asks_to_stop,
    check_callbacks,
    check_data,
    check_optimizer,
    check_transform,
    functions,
    transformed,
    try_measuring,
)
from nnlearn.shared.fit_metrics import Metrics
from nnlearn.shared.history import History, Run
from nnlearn.shared.loss_means import parts_of_mean
from nnlearn.shared.seeds import shared_rng
from nnlearn.shared.stop_button import stop_button

__all__ = ["Backend", "History", "Run"]


class Backend(Protocol):
    """What the training loop asks of a side.

    Examples
    --------
    >>> from nnlearn.numpy.fit import NumPyBackend
    >>> NumPyBackend().to_numpy(2.0)
    array(2.)
    """

    batch_norm: Any  # the class of every batch normalisation

    def backprop(self, model: Any, criterion: Any, x: Any, y: Any) -> float:
        """Add the gradients of one batch, and return its loss."""

    def finite_gradients(self, optimizer: Any) -> bool:
        """Return whether all gradients of the optimizer's parameters are finite."""

    def evaluate(self, model: Any, criterion: Any, x: Any, y: Any) -> tuple[np.ndarray, float]:
        """Return the output and the loss on (x, y), in evaluation mode, without recording anything."""

    def forward(self, model: Any, x: Any) -> Any:
        """Run one batch forward, in evaluation mode, without recording anything."""

    def fork_rng(self, model: Any) -> Any:
        """Return a context in which nothing moves this side's random numbers on."""

    def save(self, obj: Any, f: Any) -> None:
        """Write the weights of a model to a file."""

    def to_numpy(self, x: Any) -> np.ndarray:
        """Return an array of this side as a NumPy array."""


def train(
    backend: Backend, model, criterion, optimizer, x, y, epochs, batch_size, drop_last, validation, metrics, callbacks,
    transform,
):  # fmt: skip
    """Check everything, run the epochs, and return the history; see `fit` of either side."""
    check_data(model, criterion, x, y, validation)
    check_optimizer(model, optimizer)
    epochs = arguments.integer("fit", "epochs", epochs, low=1)
    batch_size = arguments.integer("fit", "batch_size", batch_size, low=1)
    drop_last = arguments.flag("fit", "drop_last", drop_last)
    metrics, callbacks = Metrics(functions("metrics", metrics)), functions("callbacks", callbacks)
    measured = validation or (x, y)
    check_callbacks(callbacks)
    check_transform(transform, metrics.functions and validation is None)
    if validation is not None or metrics.functions:
        try_measuring(backend, model, criterion, measured, validation is not None, metrics)
    ends = batch_ends(backend, model, x, y, batch_size, drop_last, transform)
    history = History(metrics={name: [] for name in metrics.functions})
    run = Run(model, optimizer, history, epochs, len(ends), lambda path: backend.save(model, path))
    run.validates = validation is not None
    if not any(isinstance(callback, ProgressBar) for callback in callbacks):
        callbacks.append(ProgressBar(delay=2))
    with stop_button() as button, contextlib.ExitStack() as closing:
        for callback in reversed(callbacks):  # the first one is closed first, and each whatever another one does
            if hasattr(callback, "close"):
                closing.callback(callback.close)
        for callback in callbacks:
            if hasattr(callback, "open"):
                callback.open(run)
        run_epochs(backend, run, button, criterion, x, y, ends, measured, metrics, callbacks, transform)
    metrics.tell_undefined(history)
    if button.pressed:
        history.interrupted = True
        say(
            f"fit was stopped by you after step {run.step} (epoch {run.epoch} of {epochs}) and returns the history so "
            f"far. Stop twice in a row to end the whole cell."
        )
    return history


def run_epochs(backend, run, button, criterion, x, y, ends, measured, metrics, callbacks, transform):
    """For each epoch shuffle; for each batch transform, zero_grad, backprop, step; until something stops it."""
    model, optimizer, history, epochs = run.model, run.optimizer, run.history, run.epochs
    parts = parts_of_mean(criterion, y, backend.to_numpy)
    model.train()
    for epoch in range(1, epochs + 1):
        run.epoch, order = epoch, shared_rng().permutation(len(x))
        total = count = 0.0
        for first, end in ends:
            rows = order[first:end]
            batch, each = (x[rows], y[rows]), None if parts is None else parts[rows]
            if transform is not None:
                batch = transformed(transform, *batch)
                each = parts_of_mean(criterion, batch[1], backend.to_numpy)
            run.loss = one_step(backend, run, button, model, criterion, optimizer, *batch)
            part = len(rows) if each is None else float(each.sum())
            total += run.loss * (1 if criterion.reduction == "sum" else part)
            count += part
            run.end_of_epoch = end == ends[-1][1]
            if run.end_of_epoch:
                history.loss.append(total / count)
                if run.validates or metrics.functions:
                    measure(backend, run, criterion, measured, metrics)
            stop = False
            for callback in callbacks:  # every callback sees every step, whatever another one returns
                answer = callback(run)
                if answer is not None:
                    stop |= asks_to_stop(callback, answer)
            if stop or button.pressed:
                return


def one_step(backend, run, button, model, criterion, optimizer, x, y):
    """Take one step on one batch, or raise `TrainingStopped` if loss or gradients are not finite."""
    optimizer.zero_grad()
    try:
        loss = backend.backprop(model, criterion, x, y)
    except arguments.NotFinite:
        loss = float("nan")
    run.step += 1
    if not np.isfinite(loss) or not backend.finite_gradients(optimizer):
        raise TrainingStopped(explain(backend, run, loss, x), run.history)
    button.stepping = True  # the weights are changed as a whole
    optimizer.step()
    run.history.steps.append(loss)
    button.stepping = False
    if button.overdue:
        raise KeyboardInterrupt
    return loss


def measure(backend, run, criterion, data, metrics):
    """Measure the loss on validation data, and the metrics, at the end of an epoch."""
    x, y = data
    try:
        output, loss = backend.evaluate(run.model, criterion, x, y)
    except arguments.NotFinite:  # the last step threw the weights so far off that the loss is not a number
        raise TrainingStopped(explain(backend, run, float("nan"), x), run.history) from None
    found = metrics.measure(output, y)
    if run.validates:
        run.validation = loss / len(x) if criterion.reduction == "sum" else loss
        run.history.validation.append(run.validation)
    for name, value in found.items():
        run.history.metrics[name].append(value)
