"""Callbacks that watch a network train: a progress bar, early stopping, checkpoints."""

import copy
import errno
import os
import tempfile

from nnlearn import arguments
from nnlearn.shared.saving import weights_path


def say(sentence):
    """Print a sentence, and leave a progress bar below it whole."""
    from tqdm.auto import tqdm  # here, since it is a third of the time of `import nnlearn.numpy`

    tqdm.write(sentence)


class ProgressBar:
    """Show epochs, steps and losses while `fit` runs; `fit` adds one itself if training takes more than 2 s.

    Parameters
    ----------
    delay : float
        Seconds before the bar appears, >= 0.

    Raises
    ------
    TypeError, ValueError
        If `delay` is not a number >= 0.

    Examples
    --------
    >>> bar = ProgressBar(delay=60)  # nn.fit(..., callbacks=[bar])
    """

    def __init__(self, delay=0):
        self.delay, self.bar = arguments.number("ProgressBar", "delay", delay, low=0), None

    def __call__(self, run):
        if self.bar is None:
            from tqdm.auto import tqdm  # here, as in `say`

            off = os.environ.get("TQDM_DISABLE", "") not in ("", "0")  # tqdm's notebook bar does not read it
            steps = run.epochs * run.steps_per_epoch
            self.bar = tqdm(total=steps, unit="step", delay=self.delay, leave=self.delay == 0, disable=off)
        if run.end_of_epoch:
            self.bar.set_description(f"epoch {run.epoch} of {run.epochs}", refresh=False)
            losses = {"loss": run.history.loss[-1], "validation": run.validation}
            self.bar.set_postfix({k: f"{v:.3g}" for k, v in losses.items() if v is not None}, refresh=False)
        self.bar.update()

    def close(self):
        """Finish the bar; `fit` calls it."""
        if self.bar is not None:
            self.bar.close()
            self.bar = None


class EarlyStopping:
    """Stop when the watched number has not improved for `patience` epochs, and restore the model's best weights.

    Parameters
    ----------
    patience : int
        Epochs without a new best value, >= 1; a value equal to the best one is not a new best.
    watch : str
        "validation", the validation loss; the name of a metric that `fit` was given, such as "accuracy", which is
        measured on the validation data; or "loss", the training loss.
    mode : "min" or "max" or None
        Whether lower or higher is better. None means lower for the losses; for a metric you have to say it.
    restore : bool
        Whether the model ends up with the weights of the best epoch.

    Attributes
    ----------
    best, best_epoch : float, int
        The best value and its epoch, counted from 1.

    Raises
    ------
    TypeError, ValueError
        If `patience` is not a whole number >= 1, `watch` is not a name, `mode` is none of the three or is needed,
        `restore` is not True or False; from `fit`, if it has no validation data, or no metric of that name.

    References
    ----------
    Prechelt (1998), "Early stopping - but when?", criterion UP.

    Examples
    --------
    >>> stop = EarlyStopping(patience=3)  # nn.fit(..., validation=(x, y), callbacks=[stop])
    >>> stop = EarlyStopping(watch="accuracy", mode="max")  # nn.fit(..., metrics=[accuracy], callbacks=[stop])
    """

    def __init__(self, patience=5, *, watch="validation", mode=None, restore=True):
        self.patience = arguments.integer("EarlyStopping", "patience", patience, low=1)
        if not isinstance(watch, str):
            raise TypeError(
                f"EarlyStopping expected watch to be 'validation', 'loss' or the name of a metric, got "
                f"{arguments.describe(watch)}"
            )
        self.watch = watch
        if mode is None and watch in ("validation", "loss"):
            mode = "min"
        if mode is None:
            raise ValueError(
                f"EarlyStopping expected mode 'min' or 'max' with watch {watch!r}, got None: is lower or higher better?"
            )
        self.sign = {"min": 1, "max": -1}[arguments.choice("EarlyStopping", "mode", mode, ("min", "max"))]
        self.restore = arguments.flag("EarlyStopping", "restore", restore)
        self.model = self.weights = None
        self.forget()

    def forget(self):
        """Begin a run: no value has been seen."""
        self.best, self.best_epoch = self.sign * float("inf"), 0

    def open(self, run):
        """Raise unless the watched number will be measured; `fit` calls it before the first step."""
        if self.watch not in ("validation", "loss", *run.history.metrics):
            raise ValueError(
                f"EarlyStopping expected watch to be 'validation', 'loss' or a metric of fit, got {self.watch!r}: "
                f"nn.fit(..., metrics=[{self.watch}])"
            )
        if self.watch != "loss" and not run.validates:
            raise ValueError("EarlyStopping expected validation data, got none: nn.fit(..., validation=(x, y))")

    def __call__(self, run):
        if run.step == 1:  # the cell was run again: forget the previous run
            self.forget()
        if not run.end_of_epoch:
            return False
        record = run.history
        losses = {"validation": record.validation, "loss": record.loss}
        value = (losses.get(self.watch) or record.metrics[self.watch])[-1]
        if self.sign * value < self.sign * self.best:
            self.best, self.best_epoch = value, run.epoch
            self.model = run.model
            self.weights = copy.deepcopy(run.model.state_dict())  # PyTorch's state_dict would follow the training
        return run.epoch - self.best_epoch >= self.patience

    def close(self):
        """Restore the model's best weights, however training ended; `fit` calls it."""
        if self.restore and self.model is not None:
            self.model.load_state_dict(self.weights)
        self.model = self.weights = None


class Checkpoint:
    """Write the model's weights to a file after each epoch, or only after those with a new lowest loss.

    Parameters
    ----------
    path : str or Path
        A .safetensors file, as seen from the present working folder; a crash leaves the old file or the new one, never
        half of it.
    best : bool
        Whether to write only after a new lowest loss of this `fit` (on the validation data, if there is any).

    Raises
    ------
    TypeError, ValueError
        If `path` is not a file name that ends in .safetensors, or `best` is not True or False.
    OSError
        Before the first step, if nothing can be written there.

    Examples
    --------
    >>> keep = Checkpoint("moons.safetensors")  # nn.fit(..., callbacks=[keep])
    """

    def __init__(self, path, *, best=True):
        self.path = weights_path("Checkpoint", path, "path").absolute()  # os.chdir must not move it
        self.best, self.lowest = arguments.flag("Checkpoint", "best", best), float("inf")

    def open(self, run):
        """Raise unless the file can be written; `fit` calls it before the first step."""
        try:
            if self.path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            with tempfile.TemporaryFile(dir=self.path.parent):
                pass
        except OSError as error:
            raise type(error)(
                f"Checkpoint expected path of a file that can be written, got {self.path} ({error.strerror})"
            ) from None

    def __call__(self, run):
        if run.step == 1:  # the cell was run again: forget the previous run
            self.lowest = float("inf")
        if not run.end_of_epoch:
            return
        loss = run.history.loss[-1] if run.validation is None else run.validation
        if loss < self.lowest or not self.best:
            self.lowest = loss
            run.save(self.path)
