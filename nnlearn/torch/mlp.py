"""The plain network: dense layers with an activation between them."""

from itertools import pairwise

from nnlearn.shared.models import check_sizes, new_layer
from nnlearn.torch.activations import ReLU
from nnlearn.torch.containers import Sequential
from nnlearn.torch.linear import Linear
from nnlearn.torch.module import Module


class Composition(Sequential):
    """A Sequential whose `__init__` makes its layers; a slice of it is a plain Sequential."""

    def __getitem__(self, index):  # PyTorch would call this class with the layers of the slice
        return Sequential(*list(self)[index]) if isinstance(index, slice) else super().__getitem__(index)


class MLP(Composition):
    """A multilayer perceptron: Linear, activation, Linear, activation, ..., Linear.

    See `nnlearn.numpy.MLP`. The last layer returns numbers of any size (scores, logits), as the losses take them.

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

    Examples
    --------
    >>> import nnlearn.torch as nn
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
