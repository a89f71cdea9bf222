"""Vectors of length 1: divide each by its own length, so that only its direction is left."""

import math

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module
from nnlearn.shared.normalize import check_norm


def normalize(x, p=2.0, dim=1, eps=1e-12):
    """Divide vectors by their length: y = x / max(|x|, eps), with |x| = (sum_i |x_i|^p)^(1/p).

    Parameters
    ----------
    x : ndarray of floats, any shape
    p : float
        Which length, >= 1: 2 is the ordinary one, 1 the sum of sizes, infinity the largest size.
    dim : int
        The axis along which the numbers of a vector lie.
    eps : float
        The least that is divided by, > 0: a vector of zeros stays as it is.

    Returns
    -------
    ndarray of x's shape and dtype

    Raises
    ------
    TypeError, ValueError
        If x is not an array of floats or has no axis `dim`, p is not a number >= 1, or eps is not one > 0.

    Notes
    -----
    Gradient, with G = dL/dy: dL/dx_i = (G_i - s_i sum_j G_j y_j) / |x|, with s_i = sign(y_i) |y_i|^(p-1), which for
    p = 2 is y_i. So what pulls along the vector changes nothing: at p = 2, dL/dx is at a right angle to x. Where
    |x| < eps, dL/dx = G / eps. The layer `Normalize` goes back this way. For p = infinity, s is 0 but for the largest
    entries, which share the slope equally, as in PyTorch.

    References
    ----------
    Schroff, Kalenichenko, Philbin (2015), "FaceNet: a unified embedding for face recognition and clustering",
    section 3 (embeddings of length 1).

    Examples
    --------
    >>> normalize(np.array([[3.0, 4.0], [0.0, 0.0]]))
    array([[0.6, 0.8],
           [0. , 0. ]])
    """
    return unit_vectors("normalize", x, p, dim, eps)[0]


class Normalize(Module):
    """Divide vectors by their length as a layer: see `normalize`; dL/dx_i = (G_i - s_i sum_j G_j y_j) / |x|, G = dL/dy.

    PyTorch has the function alone. A network that ends with this layer gives directions, whose dot products are
    cosines.

    Parameters
    ----------
    p : float
    dim : int
    eps : float
        As in `normalize`.

    Raises
    ------
    TypeError, ValueError
        As in `normalize`.

    Examples
    --------
    >>> layer = Normalize()
    >>> layer(np.array([[3.0, 4.0]]))
    array([[0.6, 0.8]])
    >>> layer.backward(np.array([[3.0, 4.0]])).round(9) + 0  # only longer, and the length does not count
    array([[0., 0.]])
    """

    def __init__(self, p=2.0, dim=1, eps=1e-12):
        self.p, self.eps = check_norm("Normalize", p, eps)
        self.dim = arguments.integer("Normalize", "dim", dim)

    def forward(self, x):
        y, scale, length, long = unit_vectors(self, x, self.p, self.dim, self.eps)
        return self.keep(y, y, scale, length, long)

    @ignore_overflow
    def backward(self, grad):
        y, scale, length, long = self.kept(grad)
        if self.p == 2:
            s = y
        elif self.p == math.inf:
            largest = np.abs(y) == 1
            s = np.sign(y) * largest / np.maximum(largest.sum(axis=self.dim, keepdims=True), 1).astype(y.dtype)
        else:
            s = np.sign(y) * np.abs(y) ** (self.p - 1)
        along = (grad * y).sum(axis=self.dim, keepdims=True)
        return (grad - np.where(long, s * along, 0)) / length / scale  # (G - s sum G y) / |x|, or G / eps

    def extra_repr(self):
        return f"p={self.p}, dim={self.dim}, eps={self.eps}"


@ignore_overflow
def unit_vectors(caller, x, p, dim, eps):
    """Return y, m, max(|x|, eps) / m and where |x| >= eps, with m the largest size, so that no square overflows."""
    arguments.floats(caller, x)
    arguments.axis(caller, x, dim)
    p, eps = check_norm(caller, p, eps)
    scale = np.abs(x).max(axis=dim, keepdims=True)
    scale[scale == 0] = 1
    x = x / scale
    size = np.abs(x)
    if p == 2:
        length = np.sqrt((x * x).sum(axis=dim, keepdims=True))
    elif p == math.inf:
        length = size.max(axis=dim, keepdims=True)
    else:
        length = (size**p).sum(axis=dim, keepdims=True) ** (1 / p)
    least = x.dtype.type(eps) / scale
    return x / np.maximum(length, least), scale, np.maximum(length, least), length >= least  # y = x / max(|x|, eps)
