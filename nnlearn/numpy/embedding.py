"""A table of vectors: whole numbers in, the vector of each out."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy import random
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module
from nnlearn.numpy.parameter import Parameter


class Embedding(Module):
    """Look up a learned vector for each whole number: y[...] = W[x[...]].

    It equals a dense layer on one-hot rows, without the zeros. `fit`, `backprop` and `predict` keep whole numbers whole
    for a model that holds an Embedding.

    Parameters
    ----------
    num_embeddings : int
        Size V of the vocabulary, >= 1.
    embedding_dim : int
        Length D of the vectors, >= 1.
    padding_idx : int or None
        Number whose vector starts at 0 and is not learned, in -V..V-1; a negative one counts from the end.

    Attributes
    ----------
    weight : Parameter of shape (num_embeddings, embedding_dim), float32
        W, sampled from the normal distribution with mean 0 and variance 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, x is not an array of whole numbers, or one of them is not in 0..V-1; the
        message names the first.

    Notes
    -----
    Gradient: dL/dW[v] = sum of dL/dy over all places where x is v. y jumps from one whole number to the next, so x has
    no derivative, and dL/dx is given as 0.

    References
    ----------
    Bengio, Ducharme, Vincent, Jauvin (2003), "A neural probabilistic language model", section 2 (the matrix C).

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> layer = nn.Embedding(3, 2)
    >>> layer.weight.data = [[0, 0], [1, 10], [2, 20]]
    >>> layer(np.array([[2, 1]]))
    array([[[ 2., 20.],
            [ 1., 10.]]], dtype=float32)
    """

    def __init__(self, num_embeddings, embedding_dim, padding_idx=None):
        who = type(self).__name__
        self.num_embeddings = arguments.integer(who, "num_embeddings", num_embeddings, low=1)
        self.embedding_dim = arguments.integer(who, "embedding_dim", embedding_dim, low=1)
        weight = random.generator().normal(size=(num_embeddings, embedding_dim)).astype(np.float32)
        self.padding_idx = padding_idx
        if padding_idx is not None:
            count = self.num_embeddings
            padding_idx = arguments.integer(who, "padding_idx", padding_idx, low=-count, high=count - 1)
            self.padding_idx = padding_idx % count
            weight[self.padding_idx] = 0
        self.weight = Parameter(weight)

    def forward(self, x):  # (...) -> (..., embedding_dim)
        self.check(x)
        return self.keep(self.weight.data.take(x, axis=0), x)  # y = W[x]

    @ignore_overflow
    def accumulate(self, grad):  # dL/dy -> dL/dW
        x = self.kept(grad)
        self._add_at(x, grad)
        return x

    def backward(self, grad):
        return np.zeros(self.accumulate(grad).shape, grad.dtype)

    def check(self, x):
        """Raise unless x holds numbers of the vocabulary."""
        arguments.array(self, x)
        if arguments.dtype_kind(x) not in "iu":
            raise TypeError(
                f"{arguments.name_of(self)} expected x to hold whole numbers, got {arguments.describe(x)}: "
                f"nn.tensor(..., dtype='int64') makes them"
            )
        if x.size and (x.min() < 0 or x.max() >= self.num_embeddings):
            where = tuple(np.argwhere((x < 0) | (x >= self.num_embeddings))[0].tolist())
            raise ValueError(
                f"{arguments.name_of(self)} expected x in 0..{self.num_embeddings - 1}, got {x[where]} at index {where}"
            )

    def _add_at(self, x, grad):
        """Add the gradient of each place to that of its vector: dL/dW[v] = sum of dL/dy where x is v."""
        # bincount sums in float64, several times faster than np.add.at.
        places = x.astype(np.intp).reshape(-1, 1) * self.embedding_dim + np.arange(self.embedding_dim)
        rows = np.bincount(places.ravel(), grad.ravel(), self.weight.data.size).reshape(self.weight.shape)
        if self.padding_idx is not None:
            rows[self.padding_idx] = 0
        self.weight.grad += rows

    def extra_repr(self):
        padding = "" if self.padding_idx is None else f", padding_idx={self.padding_idx}"
        return f"{self.num_embeddings}, {self.embedding_dim}{padding}"
