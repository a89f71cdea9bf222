"""Numbers that say how good predictions and generated samples are, for NumPy arrays from either side.

Those of predictions take (prediction, target), in this order. A value of 0/0 is an error, `Undefined`, that names the
class, unless `zero_division` says what it should count as. Those of samples take (samples, ...), one sample a row.
"""

from nnlearn.arguments import Undefined
from nnlearn.metrics.classes import accuracy
from nnlearn.metrics.confusion import confusion_matrix, f1, precision, recall
from nnlearn.metrics.copies import data_copying
from nnlearn.metrics.modes import mode_coverage
from nnlearn.metrics.values import mse, r2

__all__ = [
    "Undefined",
    "accuracy",
    "confusion_matrix",
    "data_copying",
    "f1",
    "mode_coverage",
    "mse",
    "precision",
    "r2",
    "recall",
]
