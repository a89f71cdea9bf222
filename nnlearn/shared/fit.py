"""What training is on both sides: the loop over epochs and batches, its history, and what may look on.

Each side's `fit` runs this loop with its own `backprop`; the loop itself knows neither NumPy's layers nor PyTorch's.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nnlearn import arguments
from nnlearn.shared.callbacks import ProgressBar
from nnlearn.shared.divergence import TrainingStopped, explain

__all__ = ["History", "Run"]

_batch_order = np.random.default_rng()


def seed_batches(seed):
    """Set the order in which `fit` visits examples from now on; `manual_seed` calls it."""
    global _batch_order
    _batch_order = np.random.default_rng(seed)


def alike():
    """Return the generator that `manual_seed` sets and that draws the same on both sides."""
    return _batch_order


@dataclass
class History:
    """What happened in training: lists that grow while it runs.

    Attributes
    ----------
    steps : list of float
        Loss of each batch, before its step.
    loss : list of float
        Mean loss of each epoch, over its examples.
    validation : list of float
        Mean loss on the validation data after each epoch, if there are any.
    metrics : dict of str to list of float
        Each metric after each epoch, on the validation data if there are any, else on the training data.

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
    """A training that is going on, as callbacks see it; `fit` calls each `callback(run)` after every step.

    Attributes
    ----------
    step, epoch : int
        Steps done, and the epoch it is in, both counted from 1.
    end_of_epoch : bool
        Whether this step was the last of its epoch; `validation` and the history's epoch lists are then up to date.
    loss : float
        Of the last batch.
    validation : float or None
        Of the last finished epoch.
    epochs, steps_per_epoch : int
        How much was asked for.
    model, optimizer, history
        The things themselves.
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


def train(side, model, criterion, optimizer, x, y, epochs, batch_size, validation, metrics, callbacks):
    """Run the epochs: shuffle, and for each batch zero_grad, backprop, step; see `fit` of either side."""
    epochs, batch_size = check(model, optimizer, x, y, epochs, batch_size, validation)
    metrics, callbacks = named(metrics), functions("callbacks", callbacks)
    history = History(metrics={name: [] for name in metrics})
    run = Run(model, optimizer, history, epochs, -(-len(x) // batch_size), lambda path: side.save(model, path))
    if not any(isinstance(callback, ProgressBar) for callback in callbacks):
        callbacks = [*callbacks, ProgressBar(delay=2)]
    model.train()
    try:
        for run.epoch in range(1, epochs + 1):
            order = _batch_order.permutation(len(x))
            total = 0.0
            for start in range(0, len(x), batch_size):
                rows = order[start : start + batch_size]
                run.loss = one_step(side, run, model, criterion, optimizer, x[rows], y[rows])
                total += run.loss * (len(rows) if criterion.reduction == "mean" else 1)
                run.end_of_epoch = start + batch_size >= len(x)
                if run.end_of_epoch:
                    history.loss.append(total / len(x))
                    look(side, run, criterion, validation or (x, y), validation is not None, metrics)
                if any([callback(run) for callback in callbacks]):  # a list: every callback sees every step
                    return history
        return history
    finally:
        for callback in callbacks:
            if hasattr(callback, "close"):
                callback.close()


def one_step(side, run, model, criterion, optimizer, x, y):
    """Take one step on one batch, or raise `TrainingStopped` if loss or gradients are not finite."""
    optimizer.zero_grad()
    try:
        loss = side.backprop(model, criterion, x, y)
    except arguments.NotFinite:
        loss = float("nan")
    run.step += 1
    if not np.isfinite(loss) or not side.finite_gradients(optimizer):
        raise TrainingStopped(explain(side, run, loss, x), run.history)
    optimizer.step()
    run.history.steps.append(loss)
    return loss


def look(side, run, criterion, data, is_validation, metrics):
    """Measure after an epoch: the loss on validation data, and the metrics."""
    if not is_validation and not metrics:
        return
    x, y = data
    try:
        output, loss = side.evaluate(run.model, criterion, x, y)
    except arguments.NotFinite:  # the last step threw the weights so far off that no loss is left
        raise TrainingStopped(explain(side, run, float("nan"), x), run.history) from None
    if is_validation:
        run.validation = loss if criterion.reduction == "mean" else loss / len(x)
        run.history.validation.append(run.validation)
    for name, metric in metrics.items():
        run.history.metrics[name].append(float(metric(output, y)))


def check(model, optimizer, x, y, epochs, batch_size, validation):
    """Look at everything once, before the first step."""
    if validation is not None and not (isinstance(validation, tuple | list) and len(validation) == 2):
        raise TypeError(f"fit expected validation to be a pair (x, y), got {arguments.describe(validation)}")
    for name, (inputs, targets) in {"": (x, y), "validation ": validation or (x, y)}.items():
        arguments.batch("fit", f"{name}x", inputs)
        arguments.batch("fit", f"{name}y", targets)
        if len(inputs) != len(targets):
            raise ValueError(f"fit expected as many {name}targets as inputs, got {len(inputs)} and {len(targets)}")
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
                "make a new optimizer after a new model"
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


def named(metrics):
    """Return metrics by their names; that of partial(accuracy, threshold=0) is "accuracy"."""
    by_name = {}
    for metric in functions("metrics", metrics):
        name = getattr(getattr(metric, "func", metric), "__name__", type(metric).__name__)
        if name in by_name:
            raise ValueError(f"fit expected metrics of different names, got {name} twice: give one a def of its own")
        by_name[name] = metric
    return by_name
