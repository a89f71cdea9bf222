"""Callbacks for `fit`: a progress bar, early stopping, a checkpoint of the best weights."""

from nnlearn.shared.callbacks import Checkpoint, EarlyStopping, ProgressBar

__all__ = ["Checkpoint", "EarlyStopping", "ProgressBar"]
