"""Layers in sequence."""

from nnlearn.numpy.module import accumulate
from nnlearn.numpy.module_list import Layers


class Sequential(Layers):
    """Run layers in sequence: f(x) = f_L(... f_2(f_1(x))); backward runs them in reverse order (the chain rule).

    Parameters
    ----------
    *modules : Module
        The layers, first to last; an instance can stand in one place only. They can be changed as those of a list:
        `model[2] = nn.Linear(8, 2)`, `del model[-1]`, `insert`, `append`, `extend`, `pop`.

    Raises
    ------
    TypeError
        If one of them is not a Module of this side.
    ValueError
        If an instance stands in two places.

    References
    ----------
    Rumelhart, Hinton, Williams (1986), "Learning representations by back-propagating errors", equations 4-8.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    Sequential(
      (0): Linear(in_features=2, out_features=3, bias=True)
      (1): Tanh()
      (2): Linear(in_features=3, out_features=1, bias=True)
    )
    """

    def __init__(self, *modules):
        self.layers = []
        self.change(list(modules))

    def of(self, layers):
        return Sequential(*layers)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def backward(self, grad):
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return grad

    def accumulate(self, grad):
        for layer in reversed(self.layers[1:]):
            grad = layer.backward(grad)
        for layer in self.layers[:1]:
            accumulate(layer, grad)
