"""The LSTM: a memory that is added to, and gates that set what is kept, written and shown."""

import numpy as np

from nnlearn.numpy.functional import sigmoid
from nnlearn.numpy.recurrent import RNNBase


def lstm_cell(x, h, c, weight_ih, weight_hh, bias_ih, bias_hh):
    """Take one step as textbooks write it, and return h' and c'; x (N, F), h and c (N, H).

    Examples
    --------
    >>> zero, one = np.zeros((1, 1)), np.ones((1, 1))
    >>> h, c = lstm_cell(zero, zero, one, np.zeros((4, 1)), np.zeros((4, 1)), np.zeros(4), np.zeros(4))
    >>> c  # all gates are half open, so half of the memory is forgotten
    array([[0.5]])
    """
    z = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, o = sigmoid(i), sigmoid(f), sigmoid(o)  # write, keep, show
    c = f * c + i * np.tanh(g)
    return o * np.tanh(c), c


class LSTM(RNNBase):
    """Read a sequence with a gated memory c: c_t = f c_(t-1) + i g, h_t = o tanh(c_t).

    The gates are i, f, o = sigmoid(z) and g = tanh(z), each with rows of its own in
    z = W_ih x_t + b_ih + W_hh h_(t-1) + b_hh. `output, (h, c) = lstm(x, (h, c))` returns h after each step (of the last
    layer) and the final h and c of all layers; `lstm.backward(grad_output, (grad_h, grad_c))` returns
    (dL/dx, (dL/dh, dL/dc)). Any of the three gradients may be None if the loss does not depend on that output, but not
    all three.

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
    proj_size : int
        If not 0, h_t = W_hr (o tanh c_t) has `proj_size` numbers, fewer than H; c_t still has H. W_hh then has
        `proj_size` columns, and `weight_hr_l0` holds W_hr, of shape (proj_size, H).

    Attributes
    ----------
    weight_ih_l0, weight_hh_l0 : Parameter of shape (4 H, F) and (4 H, H), float32
        The rows of i, f, g, o. In layer k they are called `..._lk`, and W_ih has a column for each output below. All
        are sampled from the uniform distribution on (-1/sqrt(H), 1/sqrt(H)).
    bias_ih_l0, bias_hh_l0 : Parameter of shape (4 H,), float32
        Sampled the same way.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range, or dropout is set with only one layer; if x is not an array of that
        shape with at least one step, a single sequence (T, F) or a `PackedSequence`; if the state is not a pair
        of float arrays of shape (num_layers, N, H), or (num_layers, H) for a single sequence. Swapped batch and
        time axes cannot be seen in the shape of x alone: nothing is raised, and the network then remembers from
        one example to the next.

    Notes
    -----
    Gradient (backpropagation through time), with d_t = dL/dh_t and e_t = dL/dc_t from all later steps:
    e_t += d_t o (1 - tanh^2 c_t); dL/dz of the gates is d_t tanh(c_t) o (1 - o), e_t g i (1 - i), e_t c_(t-1) f (1 - f)
    and e_t i (1 - g^2); then e_(t-1) = e_t f, a product without a weight, which is why c remembers for a long time; and
    d_(t-1) = dL/d(output_(t-1)) + W_hh^T dL/dz. `nnlearn.numpy.lstm.lstm_cell` is one step in four lines.

    References
    ----------
    Hochreiter, Schmidhuber (1997), "Long short-term memory". Gers, Schmidhuber, Cummins (2000), "Learning to forget:
    continual prediction with LSTM" (the gate f).

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> lstm = nn.LSTM(3, 4, num_layers=2)
    >>> output, (h, c) = lstm(np.ones((7, 2, 3), np.float32))  # 7 steps of 2 sequences
    >>> output.shape, h.shape, c.shape
    ((7, 2, 4), (2, 2, 4), (2, 2, 4))
    >>> grad_x, (grad_h, grad_c) = lstm.backward(np.ones_like(output))
    >>> grad_x.shape
    (7, 2, 3)
    """

    row_blocks = blocks = 4
    # i f g o becomes o i f g: then the three sigmoids are neighbours, and so are the three gates whose gradient is e
    rolls = (1, 1)
    states = ("h", "c")

    def __init__(
        self,
        input_size,
        hidden_size,
        num_layers=1,
        bias=True,
        batch_first=False,
        dropout=0.0,
        bidirectional=False,
        proj_size=0,
    ):
        super().__init__(input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, proj_size)

    def gates(self, x, state=None):
        """Return what the gates did at each step, to be looked at: {"i", "f", "g", "o", "c", "h"}.

        Parameters
        ----------
        x : float array of shape (T, N, F), (N, T, F) if `batch_first`, or (T, F) for a single sequence
        state : pair of float arrays (h, c), or None
            As `forward` takes it.

        Returns
        -------
        dict of float arrays (T, N, H), (N, T, H) or (T, H)
            The gates i, f, o in (0, 1), the candidate g in (-1, 1), and c and h after each step. A backward pass that
            is still to come is not disturbed.

        Raises
        ------
        TypeError, ValueError
            If the layer is stacked or bidirectional, x is packed, or x or the state is not what `forward` takes.

        Examples
        --------
        >>> import nnlearn.numpy as nn
        >>> lstm = nn.LSTM(3, 4)
        >>> seen = lstm.gates(np.ones((7, 2, 3), np.float32))
        >>> list(seen), seen["f"].shape
        (['i', 'f', 'g', 'o', 'c', 'h'], (7, 2, 4))
        """
        found = self.gates_over_time(x, state, "oifg")
        return {name: found[name] for name in "ifgoch"}

    def scan(self, weights, columns, states):
        (w, *w_hr), (hs, cs), half = weights, states, np.array(0.5, weights[0].dtype)
        gates = np.empty((len(columns) - 1, len(w), columns.shape[2]), w.dtype)
        blocks = gates.reshape(len(gates), 4, *cs[0].shape).swapaxes(0, 1)  # o i f g
        sigmoids, w = slice(3 * self.hidden_size), w.copy("K")
        w[sigmoids] *= half  # sigmoid z = (1 + tanh(z/2)) / 2, so one tanh serves all four gates
        write, shown = np.empty_like(cs[0]), np.empty_like(cs[1:]) if w_hr else hs[1:]
        for column, z, s, o, i, f, g, c, new, show, h in zip(
            columns, gates, gates[:, sigmoids], *blocks, cs, cs[1:], shown, hs[1:], strict=False
        ):
            w.dot(column, z)  # z = W_hh h + b + W_ih x
            np.tanh(z, z)
            s *= half
            s += half
            np.multiply(f, c, new)
            np.multiply(i, g, write)
            new += write  # c' = f c + i g
            np.tanh(new, show)
            show *= o  # h' = o tanh c'
            if w_hr:
                w_hr[0].dot(show, h)  # h' = W_hr (o tanh c')
        return gates

    def unscan(self, weights, gates, states, grad, ends):
        # All factors of d and e are known before the loop, for all steps at once.
        (w, *w_hr), cs, (d, e) = weights, states[1], ends
        sigmoids, back = slice(3 * self.hidden_size), w[:, : len(d)].copy("K").T
        slopes = gates * gates
        np.subtract(gates[:, sigmoids], slopes[:, sigmoids], slopes[:, sigmoids])  # sigmoid' = s - s^2
        np.subtract(1, slopes[:, sigmoids.stop :], slopes[:, sigmoids.stop :])  # tanh' = 1 - g^2
        o, i, f, g = gates.reshape(len(gates), 4, *e.shape).swapaxes(0, 1)
        parts = slopes.reshape(len(gates), 4, *e.shape)
        tanh_c = np.tanh(cs[1:])
        for slope, factor in zip(parts.swapaxes(0, 1), (tanh_c, g, cs[:-1], i), strict=True):
            slope *= factor
        into_c = 1 - tanh_c * tanh_c
        into_c *= o  # dh'/dc' = o (1 - tanh^2 c')
        part, ds = np.empty_like(e), np.empty((len(gates) if w_hr else 0, *d.shape), d.dtype)
        grad = None if grad is None else np.ascontiguousarray(grad)  # each step adds a part of it
        for t in reversed(range(len(gates))):
            if grad is not None:
                d += grad[t]
            if w_hr:
                ds[t] = d
                d = w_hr[0].T.dot(d)  # dL/d(o tanh c') = W_hr^T dL/dh'
            np.multiply(d, into_c[t], part)
            e += part  # e += d o (1 - tanh^2 c')
            z = parts[t]
            z[0] *= d  # dL/dz of o: d tanh(c') o (1 - o)
            z[1:] *= e  # of i, f, g: e g i (1 - i), e c f (1 - f), e i (1 - g^2)
            e *= f[t]  # dL/dc = e f
            d = back.dot(slopes[t], ends[0])  # dL/dh = W_hh^T dL/dz
        if w_hr:  # dL/dW_hr = sum_t dL/dh_t (o tanh c)_t^T
            return slopes, np.tensordot(ds, o * tanh_c, ((0, 2), (0, 2)))
        return (slopes,)
