"""Where the steps of a batch of sequences lie in memory: in an array, alone, or packed."""

import itertools

import numpy as np

from nnlearn.arguments import describe
from nnlearn.numpy.packed_sequence import PackedSequence

PIECE = 2**19  # numbers of the gates that are computed in one go: 2 MiB stay in the caches


class SequenceLayout:
    """The order of a batch of sequences: of x, of all arrays with other features, and of the states.

    Parameters
    ----------
    x : ndarray of shape (T, N, F), or (N, T, F) if `batch_first`, or (T, F) for a single sequence; or PackedSequence
    batch_first : bool
    rows : int
        How many numbers one step of one sequence takes: it says how many steps are computed in one piece.
    """

    def __init__(self, x, batch_first, rows):
        self.packed = x if isinstance(x, PackedSequence) else None
        self.single = self.packed is None and x.ndim == 2
        self.axes = (1, 2, 0) if batch_first else (0, 2, 1)  # to (T, F, N)
        self.axis = 0 if batch_first else 1  # of the batch
        if self.packed:
            sizes = np.asarray(x.batch_sizes)
            ends = [0, *(np.flatnonzero(np.diff(sizes)) + 1), len(sizes)]  # some sequences end before these steps
            spans = [(first, last, int(sizes[first])) for first, last in itertools.pairwise(ends)]
        else:
            shape = self.inside(x).shape
            spans = [(0, shape[1 - self.axis], shape[self.axis])]
        self.batch = spans[0][2]
        self.shape = x.data.shape if self.packed else x.shape
        self.spans = []  # (first step, last step + 1, number of sequences)
        for first, last, batch in spans:
            most = max(1, PIECE // (rows * batch))
            self.spans += [(a, min(a + most, last), batch) for a in range(first, last, most)]

    def inside(self, x):
        """Return the numbers of x with an axis for the batch."""
        if self.packed:
            return x.data if isinstance(x, PackedSequence) else x
        return np.expand_dims(x, self.axis) if self.single else x

    def packed_data(self, caller, grad):
        """Return a gradient of the output, or its data if the output is packed."""
        if self.packed is None:
            return grad
        if not isinstance(grad, PackedSequence) or not np.array_equal(grad.batch_sizes, self.packed.batch_sizes):
            raise TypeError(
                f"{caller} expected grad packed as its output is, got {describe(grad)}: pack_padded_sequence"
            )
        return grad.data

    def outside(self, values):
        """Return numbers in the form that x had."""
        if self.packed:
            return self.packed._replace(data=values)
        return values.squeeze(self.axis) if self.single else values

    def pieces(self, values, reverse=False):
        """Return views (steps, features, sequences) of the numbers, first to last in time, or the other way round."""
        if self.packed:
            views, row = [], 0
            for first, last, batch in self.spans:
                end = row + (last - first) * batch
                views.append(values[row:end].reshape(last - first, batch, -1).swapaxes(1, 2))
                row = end
        else:
            values = values.transpose(self.axes)
            views = [values[first:last] for first, last, _ in self.spans]
        return [view[::-1] for view in reversed(views)] if reverse else views

    def state_shape(self, layers, size):
        return (layers, size) if self.single else (layers, self.batch, size)

    def state_inside(self, state):
        """Return a state (layers, N, H), its sequences in the order of x."""
        if self.single:
            return state[:, None]
        return (
            state if self.packed is None or self.packed.sorted_indices is None else state[:, self.packed.sorted_indices]
        )

    def state_outside(self, state):
        if self.single:
            return state[:, 0]
        if self.packed is None or self.packed.unsorted_indices is None:
            return state
        return state[:, self.packed.unsorted_indices]

    def batch_first_hint(self, state):
        """Return a hint if the state has as many sequences as x has steps."""
        steps = None if self.packed or self.single else self.shape[1 - self.axis]
        if getattr(state, "shape", ())[1:2] != (steps,):
            return ""
        other = self.axis == 1
        return f": x of shape {self.shape} is {steps} steps of {self.batch}; with batch_first={other}, the reverse"
