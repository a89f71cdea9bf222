"""Numbers that say how good predictions are, for NumPy arrays from either side.

All of them take (prediction, target), in this order. A value of 0/0 is an error that names the class, unless
`zero_division` says what it should count as.
"""

from nnlearn.metrics.classes import accuracy
from nnlearn.metrics.confusion import confusion_matrix, f1, precision, recall
from nnlearn.metrics.values import mse, r2

__all__ = ["accuracy", "confusion_matrix", "f1", "mse", "precision", "r2", "recall"]
