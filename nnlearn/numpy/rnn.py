"""The plain recurrent layer: its output one step ago is one more input."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.recurrent import RNNBase


def rnn_cell(x, h, weight_ih, weight_hh, bias_ih, bias_hh, nonlinearity="tanh"):
    """Take one step as textbooks write it: h' = f(W_ih x + b_ih + W_hh h + b_hh); x (N, F), h (N, H).

    Examples
    --------
    >>> one = np.ones((1, 1))
    >>> rnn_cell(one, one, one, one, np.zeros(1), np.zeros(1), "relu")
    array([[2.]])
    """
    z = x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh
    return np.tanh(z) if nonlinearity == "tanh" else np.maximum(z, 0)


class RNN(RNNBase):
    """Read a sequence step by step, and remember a state: h_t = f(W_ih x_t + b_ih + W_hh h_(t-1) + b_hh).

    `output, state = rnn(x, state)` returns h after each step (of the last layer) and the final h of all layers;
    `rnn.backward(grad_output, grad_state)` returns (dL/dx, dL/d(state)). If the loss depends on the last step only, the
    gradient of the final state is enough: `rnn.backward(None, grad_state)`.

    x may be one sequence (T, F): then output and states have no axis for the batch. Or it may be a `PackedSequence`,
    sequences of unequal length: then the output and its gradient are packed too, as `pack_padded_sequence` shows.

    Parameters
    ----------
    input_size, hidden_size : int
        Number F of features and H of hidden units, >= 1.
    num_layers : int
        Number of stacked layers, >= 1; each reads the output of the one below.
    nonlinearity : {"tanh", "relu"}
        f.
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
    weight_ih_l0, weight_hh_l0 : Parameter of shape (H, F) and (H, H), float32
        In layer k they are called `..._lk`, and W_ih has a column for each output below. All are sampled from the
        uniform distribution on (-1/sqrt(H), 1/sqrt(H)).
    bias_ih_l0, bias_hh_l0 : Parameter of shape (H,), float32
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
    Gradient (backpropagation through time), with d_t = dL/dh_t from all later steps and g_t = d_t f'(z_t):
    d_(t-1) = dL/d(output_(t-1)) + W_hh^T g_t, dL/dx_t = W_ih^T g_t, dL/dW_ih = sum_t g_t x_t^T,
    dL/dW_hh = sum_t g_t h_(t-1)^T, dL/db = sum_t g_t. Each step contributes one factor W_hh^T diag(f'), which is why
    gradients vanish or explode. `nnlearn.numpy.rnn.rnn_cell` is one step in two lines.

    References
    ----------
    Elman (1990), "Finding structure in time". Werbos (1990), "Backpropagation through time: what it does and how to do
    it". Pascanu, Mikolov, Bengio (2013), "On the difficulty of training recurrent neural networks", section 2.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> rnn = nn.RNN(3, 4)
    >>> output, state = rnn(np.ones((7, 2, 3), np.float32))  # 7 steps of 2 sequences
    >>> output.shape, state.shape, bool((output[-1] == state[-1]).all())
    ((7, 2, 4), (1, 2, 4), True)
    >>> grad_x, grad_state = rnn.backward(np.ones_like(output))
    >>> grad_x.shape, grad_state.shape
    ((7, 2, 3), (1, 2, 4))
    """

    order = -1

    def __init__(
        self,
        input_size,
        hidden_size,
        num_layers=1,
        nonlinearity="tanh",
        bias=True,
        batch_first=False,
        dropout=0.0,
        bidirectional=False,
    ):
        self.nonlinearity = arguments.choice("RNN", "nonlinearity", nonlinearity, ("tanh", "relu"))
        super().__init__(input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional)

    def scan(self, weights, columns, states):
        f = np.tanh if self.nonlinearity == "tanh" else lambda z, h: np.maximum(z, 0, out=h)
        across, rows = (
            weights[0].T.copy(),
            columns.swapaxes(1, 2),
        )  # there is one gate: sequence after sequence in memory
        z = np.empty((rows.shape[1], self.hidden_size), rows.dtype)
        for row, h in zip(rows, rows[1:, :, : self.hidden_size], strict=False):
            row.dot(across, z)  # z = W_hh h + b + W_ih x
            f(z, h)  # h' = f(z)

    def unscan(self, weights, gates, states, grad, ends):
        w_hh, hs = weights[0][:, : self.hidden_size].copy(), states[0][1:].swapaxes(1, 2)
        d, grad = ends[0].T.copy(), None if grad is None else np.ascontiguousarray(grad.swapaxes(1, 2))
        if self.nonlinearity == "tanh":
            slopes = hs * hs
            np.subtract(1, slopes, slopes)  # f' = 1 - h^2
        else:
            slopes = (hs > 0).astype(hs.dtype)  # f' = [h > 0]
        for t in reversed(range(len(hs))):
            if grad is not None:
                d += grad[t]
            g = slopes[t]
            g *= d  # g = d f'
            g.dot(w_hh, d)  # d = W_hh^T g
        ends[0][...] = d.T
        return (slopes.swapaxes(1, 2),)
