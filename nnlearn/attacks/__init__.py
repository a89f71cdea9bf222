"""Attacks on a network that reads: changes of the input within a budget, chosen by a slope or by the toss of a coin.

Everything takes and returns NumPy arrays and knows neither side. What is attacked is a function of your own that gives
the slope of a loss in the input, such as `lambda x, y: nn.input_gradient(model, nn.CrossEntropyLoss(), x, y)`.
"""

from nnlearn.attacks.many_steps import pgd
from nnlearn.attacks.one_step import fgsm, tossed

__all__ = ["fgsm", "pgd", "tossed"]
