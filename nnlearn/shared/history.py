"""What a training run returns (`History`), and what callbacks see of it while it runs (`Run`)."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class History:
    """The record of a training run: lists that grow while it runs.

    Attributes
    ----------
    steps : list of float
        Loss of each batch, before its step.
    loss : list of float
        Mean loss of each complete epoch, over its examples; as the criterion averages them, if it has weights.
    validation : list of float
        Mean loss on the validation data after each epoch, if there is any.
    metrics : dict of str to list of float
        Each metric after each epoch, on the validation data if there is any, else on the training data; NaN where it
        is undefined, such as the precision of a class that was never predicted.
    interrupted : bool
        Whether the stop button, or Ctrl-C, ended the training.

    Examples
    --------
    >>> History(steps=[0.9, 0.7], loss=[0.8])
    History of 1 epoch, 2 steps: loss 0.8
    """

    steps: list = field(default_factory=list)
    loss: list = field(default_factory=list)
    validation: list = field(default_factory=list)
    metrics: dict = field(default_factory=dict)
    interrupted: bool = False

    def __repr__(self):
        epochs = f"{len(self.loss)} epoch{'' if len(self.loss) == 1 else 's'}, {len(self.steps)} steps"
        last = {"loss": self.loss, "validation loss": self.validation, **self.metrics}
        values = ", ".join(f"{name} {values[-1]:.3g}" for name, values in last.items() if values)
        return f"History of {epochs}{', interrupted' * self.interrupted}{': ' * bool(values)}{values}"


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
    validates : bool
        Whether there is validation data.
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
    validates: bool = False
