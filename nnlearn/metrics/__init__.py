"""Numbers that say how good a prediction is, of NumPy arrays from either side.

Every one takes (prediction, target) in this order. What is 0/0 is an error that names the class, until you say with
`zero_division` what it shall count as.
"""

from nnlearn.metrics.classes import accuracy
from nnlearn.metrics.confusion import confusion_matrix, f1, precision, recall
from nnlearn.metrics.values import mse, r2

__all__ = ["accuracy", "confusion_matrix", "f1", "mse", "precision", "r2", "recall"]
