"""A table of vectors, and the mean or the sum over a bag of numbers: order does not count."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.embedding import Embedding
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow


class EmbeddingBag(Embedding):
    """Look up a learned vector for each whole number of a bag, and take their mean or sum.

    y_b = s_b sum of W[x] over the numbers x of bag b, with s_b = 1 / (how many they are) for the mean, 1 for the sum.
    It is an `Embedding` and a mean over its places, and leaves the padding out of both the sum and the count. A
    sentence as a bag of words and a basket as a bag of things go in like this.

    Parameters
    ----------
    num_embeddings : int
        Size V of the vocabulary, >= 1.
    embedding_dim : int
        Length D of the vectors, >= 1.
    mode : {"mean", "sum"}
    padding_idx : int or None
        Number that belongs to no bag and fills short rows, in -V..V-1; a negative one counts from the end. Its vector
        starts at 0 and is not learned.

    Attributes
    ----------
    weight : Parameter of shape (num_embeddings, embedding_dim), float32
        W, sampled from the normal distribution with mean 0 and variance 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, x or offsets is not an array of whole numbers, or one of them is not in its
        range; if x of shape (n,) comes without offsets, or x of shape (bags, n) with them.

    Notes
    -----
    `layer(x)` takes x of shape (bags, n): each row is a bag. `layer(x, offsets)` takes bags of any length, one after
    the other in x of shape (n,); bag b begins at offsets[b], offsets[0] is 0. Either gives (bags, D); an empty bag
    gives zeros.

    Gradient: dL/dW[v] = sum of s_b dL/dy_b over all places where x is v. x has no derivative, and dL/dx is given as 0.
    PyTorch has a third mode, "max", and weights for each number; they are left out.

    References
    ----------
    Iyyer, Manjunatha, Boyd-Graber, Daume (2015), "Deep unordered composition rivals syntactic methods for text
    classification", section 2 (the mean of word vectors).

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> layer = nn.EmbeddingBag(3, 2, padding_idx=0)
    >>> layer.weight.data = [[0, 0], [1, 10], [2, 20]]
    >>> layer(np.array([[2, 1, 1, 1], [2, 0, 0, 0]]))  # 0 fills the second row and does not count
    array([[ 1.25, 12.5 ],
           [ 2.  , 20.  ]], dtype=float32)
    >>> layer(np.array([2, 1, 1, 1, 2]), np.array([0, 4]))  # the same bags, one after the other
    array([[ 1.25, 12.5 ],
           [ 2.  , 20.  ]], dtype=float32)
    """

    def __init__(self, num_embeddings, embedding_dim, *, mode="mean", padding_idx=None):
        super().__init__(num_embeddings, embedding_dim, padding_idx)
        self.mode = arguments.choice("EmbeddingBag", "mode", mode, ("mean", "sum"))

    @ignore_overflow
    def forward(self, x, offsets=None):  # (bags, n), or (n,) and (bags,) -> (bags, embedding_dim)
        self.check(x)
        flat, starts = x.reshape(-1), self._starts(x, offsets)
        bag = np.repeat(np.arange(len(starts)), np.diff(starts, append=flat.size))
        counts = np.ones(flat.size) if self.padding_idx is None else (flat != self.padding_idx).astype(float)
        if self.mode == "mean":  # each number that counts has the share 1 / (how many they are in its bag)
            counts = counts / np.maximum(np.bincount(bag, counts, len(starts)), 1)[bag]
        share = counts.astype(self.weight.dtype)[:, None]
        y = np.zeros((len(starts), self.embedding_dim), self.weight.dtype)
        full = np.diff(starts, append=flat.size) > 0  # reduceat would take one number of the next bag for an empty one
        if full.any():
            y[full] = np.add.reduceat(share * self.weight.data.take(flat, axis=0), starts[full])  # y = sum of s W[x]
        return self.keep(y, x, bag, share)

    @ignore_overflow
    def accumulate(self, grad):  # dL/dy -> dL/dW
        x, bag, share = self.kept(grad)
        self._add_at(x, share * grad.take(bag, axis=0))  # dL/dW[v] = sum of s dL/dy where x is v
        return x

    def _starts(self, x, offsets):
        """Return where each bag begins in x.ravel(), or raise if x and offsets do not fit."""
        who = arguments.name_of(self)
        if x.ndim == 2 and offsets is None:
            return np.arange(len(x)) * x.shape[1]
        if x.ndim != 1:
            rest = "" if offsets is None else " without offsets, or (n,) with them"
            raise ValueError(f"{who} expected x of shape (bags, n){rest}, got {x.shape}")
        if offsets is None:
            raise ValueError(
                f"{who} expected x of shape (bags, n), or (n,) with offsets, got {x.shape}: x[None] makes one bag"
            )
        arguments.finite(who, "offsets", offsets)
        if offsets.ndim != 1 or offsets.dtype.kind not in "iu":
            raise TypeError(
                f"{who} expected offsets of shape (bags,), whole numbers, got {arguments.describe(offsets)}"
            )
        starts = offsets.astype(np.int64)
        ends = np.append(starts, x.size)
        if starts[0] != 0 or (np.diff(ends) < 0).any():
            raise ValueError(
                f"{who} expected offsets that begin with 0, do not fall and end within the {x.size} numbers of x, "
                f"got {offsets}"
            )
        return starts

    def extra_repr(self):
        padding = "" if self.padding_idx is None else f", padding_idx={self.padding_idx}"
        return f"{self.num_embeddings}, {self.embedding_dim}, mode={self.mode!r}{padding}"
