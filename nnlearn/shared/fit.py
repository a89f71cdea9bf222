"""The training loop that the NumPy and PyTorch sides share: epochs, batches, history, callbacks.

Each side's `fit` runs it with a `Backend` of its own, which holds the few lines in which the sides differ.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from nnlearn import arguments
from nnlearn.shared.callbacks import ProgressBar
from nnlearn.shared.divergence import TrainingStopped, explain
from nnlearn.shared.loss_means import parts_of_mean, weighs_places
from nnlearn.shared.seeds import shared_rng

__all__ = ["Backend", "History", "Run"]


class Backend(Protocol):
    """What the training loop asks of a side.

    Examples
    --------
    >>> from nnlearn.numpy.fit import NumPyBackend
    >>> NumPyBackend().to_numpy(2.0)
    array(2.)
    """

    def backprop(self, model: Any, criterion: Any, x: Any, y: Any) -> float:
        """Add the gradients of one batch, and return its loss."""

    def finite_gradients(self, optimizer: Any) -> bool:
        """Return whether all gradients of the optimizer's parameters are finite."""

    def evaluate(self, model: Any, criterion: Any, x: Any, y: Any) -> tuple[np.ndarray, float]:
        """Return the output and the loss on (x, y), in evaluation mode, without recording anything."""

    def forward(self, model: Any, x: Any) -> Any:
        """Run one batch forward, in evaluation mode, without recording anything."""

    def save(self, obj: Any, f: Any) -> None:
        """Write the weights of a model to a file."""

    def to_numpy(self, x: Any) -> np.ndarray:
        """Return an array of this side as a NumPy array."""


@dataclass
class History:
    """The record of a training run: lists that grow while it runs.

    Attributes
    ----------
    steps : list of float
        Loss of each batch, before its step.
    loss : list of float
        Mean loss of each epoch, over its examples; as the criterion averages them, if it has weights.
    validation : list of float
        Mean loss on the validation data after each epoch, if there is any.
    metrics : dict of str to list of float
        Each metric after each epoch, on the validation data if there is any, else on the training data.

    Examples
    --------
    >>> History(steps=[0.9, 0.7], loss=[0.8])
    History of 1 epoch, 2 steps: loss 0.8
    """

    steps: list = field(default_factory=list)
    loss: list = field(default_factory=list)
    validation: list = field(default_factory=list)
    metrics: dict = field(default_factory=dict)

    def __repr__(self):
        epochs = f"{len(self.loss)} epoch{'' if len(self.loss) == 1 else 's'}, {len(self.steps)} steps"
        last = {"loss": self.loss, "validation loss": self.validation, **self.metrics}
        return f"History of {epochs}" + "".join(
            f"{', ' if i else ': '}{name} {values[-1]:.3g}" for i, (name, values) in enumerate(last.items()) if values
        )


@dataclass
class Run:
    """A training run in progress, as callbacks see it; `fit` calls each `callback(run)` after every step.

    Attributes
    ----------
    step, epoch : int
        Number of steps taken, and of the current epoch, both counted from 1.
    end_of_epoch : bool
        Whether this step was the last of its epoch; `validation` and the history's epoch lists are then up to date.
    loss : float
        Loss of the last batch.
    validation : float or None
        Validation loss after the last complete epoch.
    epochs, steps_per_epoch : int
        Number of epochs that were asked for, and of steps in each.
    model, optimizer, history
        The objects that are being trained and filled.
    save : function of a path
        Writes the model's weights.

    Examples
    --------
    >>> def stop_below(run):
    ...     return run.loss < 0.1  # nn.fit(..., callbacks=[stop_below]) stops once a batch's loss is below 0.1
    """

    model: Any
    optimizer: Any
    history: History
    epochs: int
    steps_per_epoch: int
    save: Any
    step: int = 0
    epoch: int = 0
    end_of_epoch: bool = False
    loss: float = float("nan")
    validation: float | None = None


def train(backend: Backend, model, criterion, optimizer, x, y, epochs, batch_size, validation, metrics, callbacks):
    """Run the epochs: shuffle, and for each batch zero_grad, backprop, step; see `fit` of either side."""
    epochs, batch_size = check_arguments(model, criterion, optimizer, x, y, epochs, batch_size, validation)
    metrics, callbacks = by_name(metrics), functions("callbacks", callbacks)
    history = History(metrics={name: [] for name in metrics})
    run = Run(model, optimizer, history, epochs, -(-len(x) // batch_size), lambda path: backend.save(model, path))
    if not any(isinstance(callback, ProgressBar) for callback in callbacks):
        callbacks = [*callbacks, ProgressBar(delay=2)]
    parts = parts_of_mean(criterion, y, backend.to_numpy)
    model.train()
    try:
        for run.epoch in range(1, epochs + 1):
            order = shared_rng().permutation(len(x))
            total = count = 0.0
            for start in range(0, len(x), batch_size):
                rows = order[start : start + batch_size]
                run.loss = one_step(backend, run, model, criterion, optimizer, x[rows], y[rows])
                part = len(rows) if parts is None else float(parts[rows].sum())
                total += run.loss * (1 if criterion.reduction == "sum" else part)
                count += part
                run.end_of_epoch = start + batch_size >= len(x)
                if run.end_of_epoch:
                    history.loss.append(total / count)
                    measure(backend, run, criterion, validation or (x, y), validation is not None, metrics)
                if any([callback(run) for callback in callbacks]):  # a list: every callback sees every step
                    return history
        return history
    finally:
        for callback in callbacks:
            if hasattr(callback, "close"):
                callback.close()


def one_step(backend, run, model, criterion, optimizer, x, y):
    """Take one step on one batch, or raise `TrainingStopped` if loss or gradients are not finite."""
    optimizer.zero_grad()
    try:
        loss = backend.backprop(model, criterion, x, y)
    except arguments.NotFinite:
        loss = float("nan")
    run.step += 1
    if not np.isfinite(loss) or not backend.finite_gradients(optimizer):
        raise TrainingStopped(explain(backend, run, loss, x), run.history)
    optimizer.step()
    run.history.steps.append(loss)
    return loss


def measure(backend, run, criterion, data, is_validation, metrics):
    """Measure the loss on validation data, and the metrics, at the end of an epoch."""
    if not is_validation and not metrics:
        return
    x, y = data
    try:
        output, loss = backend.evaluate(run.model, criterion, x, y)
    except arguments.NotFinite:  # the last step threw the weights so far off that the loss is not a number
        raise TrainingStopped(explain(backend, run, float("nan"), x), run.history) from None
    if is_validation:
        run.validation = loss / len(x) if criterion.reduction == "sum" else loss
        run.history.validation.append(run.validation)
    for name, metric in metrics.items():
        run.history.metrics[name].append(float(metric(output, y)))


def check_arguments(model, criterion, optimizer, x, y, epochs, batch_size, validation):
    """Check everything once, before the first step, and return epochs and batch_size as ints."""
    if validation is not None and not (isinstance(validation, tuple | list) and len(validation) == 2):
        raise TypeError(f"fit expected validation to be a pair (x, y), got {arguments.describe(validation)}")
    for name, (inputs, targets) in {"": (x, y), "validation ": validation or (x, y)}.items():
        for kind, values in (("x", inputs), ("y", targets)):
            arguments.batch("fit", f"{name}{kind}", values)
            arguments.fits("fit", f"{name}{kind}", values, model)
        if len(inputs) != len(targets):
            raise ValueError(f"fit expected as many {name}targets as inputs, got {len(inputs)} and {len(targets)}")
        if weighs_places(criterion, targets):
            raise ValueError(
                "fit expected criterion to weigh classes or features, got a weight for each example, in their order: "
                "fit shuffles them"
            )
    if not callable(getattr(optimizer, "step", None)) or not hasattr(optimizer, "param_groups"):
        raise TypeError(
            f"fit expected optimizer to be an optimizer such as nn.SGD, got {arguments.describe(optimizer)}"
        )
    own = {id(p) for p in model.parameters()}
    for group in optimizer.param_groups:
        arguments.number("fit", "the optimizer's lr", group["lr"], low=0)
        if not own.issuperset(map(id, group["params"])):
            raise ValueError(
                "fit expected optimizer to hold the model's parameters, got one over others: "
                "a new model needs a new optimizer"
            )
    epochs = arguments.integer("fit", "epochs", epochs, low=1)
    return epochs, arguments.integer("fit", "batch_size", batch_size, low=1)


def functions(name, values):
    """Return a list of functions, or raise."""
    if not isinstance(values, tuple | list):
        raise TypeError(f"fit expected {name} to be a list of functions, got {arguments.describe(values)}")
    for value in values:
        if not callable(value):
            raise TypeError(f"fit expected {name} to hold functions, got {arguments.describe(value)}")
    return list(values)


def by_name(metrics):
    """Return {name: metric}; partial(accuracy, threshold=0) is called "accuracy"."""
    found = {}
    for metric in functions("metrics", metrics):
        name = getattr(getattr(metric, "func", metric), "__name__", type(metric).__name__)
        if name in found:
            raise ValueError(f"fit expected metrics of different names, got {name} twice: wrap one in a def")
        found[name] = metric
    return found
