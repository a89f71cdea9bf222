"""The dense layer: the same line as in NumPy, without `backward`, because autograd does it."""

import torch

from nnlearn import arguments


class Linear(torch.nn.Linear):
    """Weigh the inputs, add them up, add a bias: y = x W^T + b. See `nnlearn.numpy.Linear`.

    Parameters
    ----------
    in_features, out_features : int
        Number of inputs and of outputs, >= 1.
    bias : bool
        Whether b is added.

    Raises
    ------
    TypeError, ValueError
        If a number of features is not a whole number >= 1, bias is neither True nor False, or x does not have shape
        (batch, in_features).

    Examples
    --------
    >>> Linear(2, 1)(torch.zeros(5, 2)).shape
    torch.Size([5, 1])
    """

    def __init__(self, in_features, out_features, bias=True):
        arguments.integer("Linear", "in_features", in_features, low=1)
        arguments.integer("Linear", "out_features", out_features, low=1)
        arguments.flag("Linear", "bias", bias)
        super().__init__(in_features, out_features, bias)

    def forward(self, x):  # (batch, in) -> (batch, out)
        arguments.width(self, x, self.in_features, torch.Tensor)
        y = x @ self.weight.T  # y = x W^T + b
        return y if self.bias is None else y + self.bias
