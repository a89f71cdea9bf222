"""Layers that compute nothing: they change the shape, or leave x as it is."""

import math

from nnlearn import arguments
from nnlearn.numpy.module import Module


class Flatten(Module):
    """Join the axes start_dim to end_dim into one: (batch, a, b) becomes (batch, a b).

    Parameters
    ----------
    start_dim, end_dim : int
        First and last of the axes to join; negative ones count from the end.

    Raises
    ------
    TypeError, ValueError
        If x does not have these axes.

    Notes
    -----
    Gradient: dL/dx is dL/dy in the shape of x.

    Examples
    --------
    >>> import numpy as np
    >>> Flatten()(np.zeros((5, 2, 3))).shape
    (5, 6)
    """

    def __init__(self, start_dim=1, end_dim=-1):
        self.start_dim = arguments.integer("Flatten", "start_dim", start_dim)
        self.end_dim = arguments.integer("Flatten", "end_dim", end_dim)

    def forward(self, x):
        arguments.array(self, x)
        start, end = (axis + x.ndim if axis < 0 else axis for axis in (self.start_dim, self.end_dim))
        if not 0 <= start <= end < x.ndim:
            raise ValueError(f"Flatten expected x with axes {self.start_dim} to {self.end_dim}, got shape {x.shape}")
        joined = math.prod(x.shape[start : end + 1])
        return self.keep(x.reshape(*x.shape[:start], joined, *x.shape[end + 1 :]), x.shape)

    def backward(self, grad):
        shape = self.kept(grad)
        return grad.reshape(shape)

    def extra_repr(self):
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"


class Unflatten(Module):
    """Split one axis into several, which undoes Flatten: with dim=1 and (a, b), (batch, a b) becomes (batch, a, b).

    Parameters
    ----------
    dim : int
        The axis; a negative one counts from the end.
    unflattened_size : tuple of int
        Lengths of the new axes, each >= 1; their product is the length of the old one.

    Raises
    ------
    TypeError, ValueError
        If the sizes are not whole numbers >= 1, or x does not have this axis in this length.

    Notes
    -----
    Gradient: dL/dx is dL/dy in the shape of x.

    Examples
    --------
    >>> import numpy as np
    >>> Unflatten(1, (2, 3))(np.zeros((5, 6))).shape
    (5, 2, 3)
    """

    def __init__(self, dim, unflattened_size):
        self.dim = arguments.integer("Unflatten", "dim", dim)
        if not isinstance(unflattened_size, tuple | list) or not unflattened_size:
            raise TypeError(
                f"Unflatten expected unflattened_size to be a tuple of whole numbers, "
                f"got {arguments.describe(unflattened_size)}"
            )
        sizes = (arguments.integer("Unflatten", "unflattened_size", size, low=1) for size in unflattened_size)
        self.unflattened_size = tuple(sizes)

    def forward(self, x):
        arguments.array(self, x)
        axis = self.dim + x.ndim if self.dim < 0 else self.dim
        if not 0 <= axis < x.ndim or x.shape[axis] != math.prod(self.unflattened_size):
            raise ValueError(
                f"Unflatten expected x with {math.prod(self.unflattened_size)} numbers along axis {self.dim}, "
                f"got shape {x.shape}"
            )
        return self.keep(x.reshape(*x.shape[:axis], *self.unflattened_size, *x.shape[axis + 1 :]), x.shape)

    def backward(self, grad):
        shape = self.kept(grad)
        return grad.reshape(shape)

    def extra_repr(self):
        return f"dim={self.dim}, unflattened_size={self.unflattened_size}"


class Identity(Module):
    """Return x unchanged: y = x, for a place where a layer is optional.

    Raises
    ------
    TypeError
        If x is not an array.

    Notes
    -----
    Gradient: dL/dx = dL/dy.

    Examples
    --------
    >>> import numpy as np
    >>> Identity()(np.ones(2))
    array([1., 1.])
    """

    def forward(self, x):
        arguments.array(self, x)
        return self.keep(x, None)

    def backward(self, grad):
        self.kept(grad)
        return grad
