"""The plain network: dense layers with an activation between them."""

from itertools import pairwise

from nnlearn.numpy.activations import ReLU
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.module import Module
from nnlearn.shared.models import check_sizes, new_layer


class MLP(Sequential):
    """A multilayer perceptron: Linear, activation, Linear, activation, ..., Linear.

    The last layer returns numbers of any size (scores, logits), as the losses take them.

    Parameters
    ----------
    sizes : sequence of int
        Number of inputs, of units in each hidden layer, and of outputs, each >= 1.
    activation : a class of layers or function without arguments -> Module, or None
        Makes the activation after each hidden layer, such as `nn.Tanh`; None takes ReLU.

    Raises
    ------
    TypeError, ValueError
        If there are fewer than two sizes, one is not a whole number >= 1, or `activation` does not make a layer.

    Notes
    -----
    Gradient: through the layers, last to first.

    References
    ----------
    Rumelhart, Hinton, Williams (1986), "Learning representations by back-propagating errors".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.MLP([2, 16, 1], nn.Tanh)
    MLP(
      (0): Linear(in_features=2, out_features=16, bias=True)
      (1): Tanh()
      (2): Linear(in_features=16, out_features=1, bias=True)
    )
    """

    def __init__(self, sizes, activation=None):
        name, layers = type(self).__name__, []
        for inputs, outputs in pairwise(check_sizes(name, sizes)):
            layers += [Linear(inputs, outputs), new_layer(name, ReLU if activation is None else activation, Module)]
        super().__init__(*layers[:-1])
