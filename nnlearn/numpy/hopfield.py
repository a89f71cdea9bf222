"""A Hopfield network: a memory that is asked with a spoilt pattern and settles on a stored one."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module
from nnlearn.numpy.tensors import to_numpy
from nnlearn.shared.hopfield import Memory, check_patterns, recalled, signs, weights


class Hopfield(Memory, Module):
    """A memory of patterns of -1 and 1 whose energy E = -s W s / 2 falls while its cells settle: s_i = sign((W s)_i).

    - "hebb": W = X^T X / N with a diagonal of zeros; holds about 0.14 N patterns that do not resemble each other.
    - "pseudo-inverse": W = X^+ X, the projection on the patterns, with a diagonal of zeros; they may resemble each
      other, and may be up to about N / 2.
    - "softmax": s = softmax(beta s X^T) X, which is attention; E = s s / 2 - log(sum of exp(beta X s)) / beta.

    Its methods take and return NumPy arrays on both sides: `settle(s, sweeps, rng=)` and `energy(s)`. As a Module,
    `memory(s)` is one step of all cells at once, which may flicker between two states for ever.

    Parameters
    ----------
    patterns : ndarray of shape (patterns, N), -1 and 1
        X, what is stored.
    rule : {"hebb", "pseudo-inverse", "softmax"}
    beta : float
        How sharply "softmax" prefers the most similar pattern, > 0.

    Attributes
    ----------
    patterns : ndarray of shape (patterns, N), float32
    weight : ndarray of shape (N, N), float32, or None
        W, symmetric; None for "softmax". Both are buffers: nothing is learned by gradients.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these, or states are not arrays (n, N) of numbers from -1 to 1.

    Notes
    -----
    Gradient: none is needed. A flip of cell i changes E by 2 s_i (W s)_i, because W is symmetric with a diagonal of
    zeros; so a cell that follows the sign of its field never raises it.

    Share of patterns that come back exactly when 6 of their 64 cells are flipped; of the class means of scikit-learn's
    digits (on where the mean is above 6), 2, 3, 5 and 10 of them, in the ten draws of lesson 24:

    ==================  =====  =====  =====  =====
    rule                2      3      5      10
    ==================  =====  =====  =====  =====
    hebb                1.00   .17    0      0
    pseudo-inverse      1.00   1.00   1.00   .95
    softmax (beta .5)   1.00   1.00   1.00   1.00
    ==================  =====  =====  =====  =====

    References
    ----------
    Hopfield (1982), "Neural networks and physical systems with emergent collective computational abilities". Amit,
    Gutfreund, Sompolinsky (1985), "Storing infinite numbers of patterns in a spin-glass model of neural networks".
    Personnaz, Guyon, Dreyfus (1985), "Information storage and retrieval in spin-glass like neural networks" (the
    pseudo-inverse). Ramsauer et al. (2021), "Hopfield networks is all you need" (the softmax).

    Examples
    --------
    >>> memory = Hopfield(np.array([[1, 1, 1, 1, -1, -1, -1, -1], [1, -1, 1, -1, 1, -1, 1, -1]]))
    >>> spoilt = np.array([[-1, 1, 1, 1, -1, -1, -1, -1]])
    >>> memory.settle(spoilt)
    array([[ 1.,  1.,  1.,  1., -1., -1., -1., -1.]], dtype=float32)
    >>> bool(memory.energy(memory.settle(spoilt))[0] < memory.energy(spoilt)[0])
    True
    """

    to_numpy = staticmethod(to_numpy)

    def __init__(self, patterns, rule="hebb", *, beta=1.0):
        x, self.beta = check_patterns(patterns, rule, beta)
        self.rule, self.cells = str(rule), x.shape[1]
        self.register_buffer("patterns", x.astype(np.float32))
        self.register_buffer("weight", weights(x, rule))

    @ignore_overflow
    def forward(self, s):  # (n, N) -> (n, N)
        arguments.width(self, s, self.cells)
        if self.rule == "softmax":
            return recalled(s, self.patterns, self.beta)  # softmax(beta s X^T) X
        return signs(s @ self.weight, np.where)  # the sign of every field W s

    def extra_repr(self):
        return f"{len(self.patterns)} patterns of {self.cells} cells, rule={self.rule!r}"
