"""Layers in sequence."""

from nnlearn.arguments import describe
from nnlearn.numpy.module import Module, accumulate


class Sequential(Module):
    """Run layers in sequence: f(x) = f_L(... f_2(f_1(x))); backward runs them in reverse order (the chain rule).

    Parameters
    ----------
    *modules : Module
        The layers, first to last; an instance can stand in one place only.

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
        for module in modules:
            self.append(module)

    def append(self, module):
        """Add a layer at the end, and return itself."""
        if not isinstance(module, Module):
            raise TypeError(f"Sequential expected modules of nnlearn.numpy, got {describe(module)}")
        self.layers.append(module)
        try:
            list(self.named_modules())
        except ValueError:
            self.layers.pop()
            raise
        return self

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

    def named_children(self):
        yield from ((str(i), layer) for i, layer in enumerate(self.layers))

    def children(self):
        yield from self.layers

    def __getitem__(self, index):
        return Sequential(*self.layers[index]) if isinstance(index, slice) else self.layers[index]

    def __len__(self):
        return len(self.layers)

    def __iter__(self):
        return iter(self.layers)
