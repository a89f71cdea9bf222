"""Callbacks for `fit`: a progress bar, early stopping, checkpoints of the best weights."""

from nnlearn.shared.callbacks import Checkpoint, EarlyStopping, ProgressBar

__all__ = ["Checkpoint", "EarlyStopping", "ProgressBar"]
