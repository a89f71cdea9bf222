"""The plain network: dense layers with an activation between them."""

from itertools import pairwise

from nnlearn import arguments
from nnlearn.torch.activations import ReLU
from nnlearn.torch.containers import Sequential
from nnlearn.torch.linear import Linear
from nnlearn.torch.module import Module


class Composition(Sequential):
    """A Sequential that says in its `__init__` what it is made of; a slice of it is a plain Sequential."""

    def __getitem__(self, index):  # PyTorch would call the class with the slice's layers
        return Sequential(*list(self)[index]) if isinstance(index, slice) else super().__getitem__(index)


class MLP(Composition):
    """A multilayer perceptron: Linear, activation, Linear, activation, ..., Linear.

    See `nnlearn.numpy.MLP`. The last layer gives numbers of any size (scores, logits), as the losses take them.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of inputs, of units in each hidden layer, and of outputs, each >= 1.
    activation : a class of layers or function without arguments -> Module, or None
        Makes the activation behind each hidden layer, such as `nn.Tanh`; None takes ReLU.

    Raises
    ------
    TypeError, ValueError
        If there are fewer than two sizes, one is no whole number >= 1, or `activation` makes no layer.

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
        sizes, layers = checked(self, sizes), []
        for inputs, outputs in pairwise(sizes):
            layers += [Linear(inputs, outputs), made(self, activation)]
        super().__init__(*layers[:-1])


def checked(model, sizes):
    """Return the sizes of the layers as a list of ints, or raise."""
    caller = type(model).__name__
    if not isinstance(sizes, list | tuple):
        raise TypeError(f"{caller} expected sizes to be a list of whole numbers, got {arguments.describe(sizes)}")
    if len(sizes) < 2:
        raise ValueError(f"{caller} expected sizes of the inputs and the outputs at least, got {list(sizes)}")
    return [arguments.integer(caller, "sizes", size, low=1) for size in sizes]


def made(model, activation):
    """Return a new layer, or raise if that is not what `activation` makes."""
    caller = type(model).__name__
    if not callable(activation := activation or ReLU):
        raise TypeError(
            f"{caller} expected activation to be a class such as nn.Tanh, got {arguments.describe(activation)}"
        )
    if not isinstance(layer := activation(), Module):
        raise TypeError(f"{caller} expected activation to make a layer, got {arguments.describe(layer)}")
    return layer
