"""The GRU: one gate mixes the old state with a new one, another sets how much of the old state the new one sees."""

import numpy as np

from nnlearn.numpy.functional import sigmoid
from nnlearn.numpy.recurrent import RNNBase


def gru_cell(x, h, weight_ih, weight_hh, bias_ih, bias_hh):
    """Take one step as textbooks write it, in PyTorch's form: r acts on W_hn h + b_hn; x (N, F), h (N, H).

    Examples
    --------
    >>> zero, one = np.zeros((1, 1)), np.ones((1, 1))
    >>> gru_cell(zero, one, np.zeros((3, 1)), np.zeros((3, 1)), np.zeros(3), np.zeros(3))  # z = 1/2, n = 0
    array([[0.5]])
    """
    r, z, n = np.split(x @ weight_ih.T + bias_ih, 3, axis=1)
    h_r, h_z, h_n = np.split(h @ weight_hh.T + bias_hh, 3, axis=1)
    r, z = sigmoid(r + h_r), sigmoid(z + h_z)  # look back, keep
    n = np.tanh(n + r * h_n)
    return (1 - z) * n + z * h


class GRU(RNNBase):
    """Read a sequence with a state that is kept or replaced: h_t = (1 - z) n + z h_(t-1).

    The gates are r = sigmoid(W_ir x_t + b_ir + W_hr h_(t-1) + b_hr), z likewise, and
    n = tanh(W_in x_t + b_in + r (W_hn h_(t-1) + b_hn)). `output, state = gru(x, state)` returns h after each step (of
    the last layer) and the final h of all layers; `gru.backward(grad_output, grad_state)` returns (dL/dx, dL/d(state)).
    Either gradient may be None if the loss does not depend on that output, but not both.

    x may be one sequence (T, F): then output and states have no axis for the batch. Or it may be a `PackedSequence`,
    sequences of unequal length: then the output and its gradient are packed too, as `pack_padded_sequence` shows.

    Parameters
    ----------
    input_size, hidden_size : int
        Number F of features and H of hidden units, >= 1.
    num_layers : int
        Number of stacked layers, >= 1; each reads the output of the one below.
    bias : bool
        Whether b_ih and b_hh are added.
    batch_first : bool
        Whether x is (N, T, F) instead of (T, N, F), and the output (N, T, H) instead of (T, N, H). `fit`, `backprop`
        and `predict` take their batches along the first axis: for them it must be True.
    dropout : float
        Probability that a number between two layers is left out during training, in [0, 1].
    bidirectional : bool
        Whether each layer has a second half that reads the sequence from its end; the output is then (T, N, 2 H), the
        states have shape (2 num_layers, N, H), and the parameters of the second half are called `..._reverse`.

    Attributes
    ----------
    weight_ih_l0, weight_hh_l0 : Parameter of shape (3 H, F) and (3 H, H), float32
        The rows of r, z, n. In layer k they are called `..._lk`, and W_ih has a column for each output below. All are
        sampled from the uniform distribution on (-1/sqrt(H), 1/sqrt(H)).
    bias_ih_l0, bias_hh_l0 : Parameter of shape (3 H,), float32
        Sampled the same way.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or dropout is set with only one layer; if x is not an array of that
        shape with at least one step, a single sequence (T, F) or a `PackedSequence`; if the state is not a
        float array of shape (num_layers, N, H), or (num_layers, H) for a single sequence. Swapped batch and
        time axes cannot be seen in the shape of x alone: nothing is raised, and the network then remembers from
        one example to the next.

    Notes
    -----
    Gradient (backpropagation through time), with d_t = dL/dh_t from all later steps and m = W_hn h_(t-1) + b_hn:
    before its activation, n gets g = d (1 - z) (1 - n^2); m gets g r, r gets g m r (1 - r), and z gets
    d (h_(t-1) - n) z (1 - z); then d_(t-1) = dL/d(output_(t-1)) + d_t z + W_hh^T (those of r, z, m). As in PyTorch,
    and unlike Cho et al., r acts after the product with W_hn. `nnlearn.numpy.gru.gru_cell` is one step in five lines.

    References
    ----------
    Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder for statistical machine translation",
    section 2.3.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> gru = nn.GRU(3, 4, batch_first=True)
    >>> output, state = gru(np.ones((2, 7, 3), np.float32))  # 2 sequences of 7 steps
    >>> output.shape, state.shape
    ((2, 7, 4), (1, 2, 4))
    >>> grad_x, grad_state = gru.backward(None, np.ones_like(state))  # the loss depends on the last step only
    >>> grad_x.shape
    (2, 7, 3)
    """

    row_blocks = 3
    # n r z m with m = W_hn h + b_hn: W_ih x belongs to the first three (r z n becomes n r z), W_hh h to the last three
    blocks = 4
    rolls = (1, 0)

    def __init__(
        self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False
    ):
        super().__init__(input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional)

    def gates(self, x, state=None):
        """Return what the gates did at each step, to be looked at: {"r", "z", "n", "h"}.

        Parameters
        ----------
        x : float array of shape (T, N, F), (N, T, F) if `batch_first`, or (T, F) for a single sequence
        state : float array or None
            As `forward` takes it.

        Returns
        -------
        dict of float arrays (T, N, H), (N, T, H) or (T, H)
            The gates r and z in (0, 1), the candidate n in (-1, 1), and h after each step. A backward pass that is
            still to come is not disturbed.

        Raises
        ------
        TypeError, ValueError
            If the layer is stacked or bidirectional, x is packed, or x or the state is not what `forward` takes.

        Examples
        --------
        >>> import nnlearn.numpy as nn
        >>> gru = nn.GRU(3, 4, batch_first=True)
        >>> seen = gru.gates(np.ones((2, 7, 3), np.float32))
        >>> list(seen), seen["z"].shape
        (['r', 'z', 'n', 'h'], (2, 7, 4))
        """
        found = self.gates_over_time(x, state, "nrz")
        return {name: found[name] for name in "rznh"}

    def scan(self, weights, columns, states):
        (w,), (hs,), size = weights, states, self.hidden_size
        half = np.array(0.5, w.dtype)
        gates = np.empty((len(columns) - 1, len(w), columns.shape[2]), w.dtype)
        to_n, to_s = w[:size, size:], w[size : 3 * size] * half  # w is zero elsewhere
        to_m = w[3 * size :, : size + 1].copy("K")  # dot would copy what is not contiguous, in each step
        np.matmul(to_n, columns[:-1, size:], gates[:, :size])  # W_in x + b_in of all steps
        blocks = gates.reshape(len(gates), 4, *hs[0].shape).swapaxes(0, 1)
        seen = np.empty_like(hs[0])
        for column, top, s, n, r, z, m, h, new in zip(
            columns, columns[:, : size + 1], gates[:, size : 3 * size], *blocks, hs, hs[1:], strict=False
        ):
            to_s.dot(column, s)
            np.tanh(s, s)
            s *= half
            s += half  # r, z = sigmoid(a) = (1 + tanh(a/2)) / 2
            to_m.dot(top, m)  # m = W_hn h + b_hn
            np.multiply(r, m, seen)
            n += seen
            np.tanh(n, n)  # n = tanh(W_in x + b_in + r m)
            np.subtract(h, n, new)
            new *= z
            new += n  # h' = n + z (h - n)
        return gates

    def unscan(self, weights, gates, states, grad, ends):
        # All factors of d are known before the loop, for all steps at once.
        (w,), (d,), size = weights, ends, self.hidden_size
        n, r, z, m = gates.reshape(len(gates), 4, *d.shape).swapaxes(0, 1)
        slopes = np.empty_like(gates)
        parts = slopes.reshape(len(gates), 4, *d.shape)
        to_n, to_r, to_z, to_m = parts.swapaxes(0, 1)
        rest = 1 - z
        np.multiply(n, n, to_n)
        np.subtract(1, to_n, to_n)
        to_n *= rest  # (1 - z) (1 - n^2)
        np.multiply(to_n, r, to_m)  # times r
        np.subtract(1, r, to_r)
        to_r *= to_m
        to_r *= m  # times m r (1 - r)
        np.subtract(states[0][:-1], n, to_z)
        to_z *= z
        to_z *= rest  # (h - n) z (1 - z)
        part, back = np.empty_like(d), w[size:, :size].copy("K").T
        grad = None if grad is None else np.ascontiguousarray(grad)  # each step adds a part of it
        for t in reversed(range(len(gates))):
            if grad is not None:
                d += grad[t]
            g = parts[t]
            g *= d
            d *= z[t]
            back.dot(slopes[t, size:], part)
            d += part  # d z + W_hh^T g
        return (slopes,)
