"""One step of RNN, LSTM and GRU as a layer of its own, for a loop over time that you write yourself."""

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import FLOATS, check_floats, describe, name_of
from nnlearn.numpy.gru import GRU
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.lstm import LSTM
from nnlearn.numpy.recurrent import RNNBase
from nnlearn.numpy.rnn import RNN


class RNNCellBase(RNNBase):
    """One step, computed by the two loops of the layer of the same name; a subclass takes them over.

    Each call is kept together with those before it, back to the last call without a state; `backward` goes back through
    the latest that is left.
    """

    def __init__(self, input_size, hidden_size, bias=True):
        super().__init__(input_size, hidden_size, 1, bias, False, 0.0, False)

    def make_parameters(self, width, end):
        return super().make_parameters(width, "")

    def forward(self, x, state=None):
        name, wanted = name_of(self), f"(batch, {self.input_size}) or ({self.input_size},)"
        check_floats(name, "x", x)
        if x.ndim not in (1, 2) or x.shape[-1] != self.input_size or not x.size:
            raise ValueError(f"{name} expected x of shape {wanted}, got {x.shape}")
        shape = (*x.shape[:-1], self.hidden_size)
        starts = None if state is None else self.parts("state", state, shape)
        return self.step(x, starts, shape)

    @ignore_overflow
    def step(self, x, starts, shape):
        rows = x.reshape(-1, self.input_size)
        dtype = np.result_type(next(self.parameters()).data, x)
        now = self.columns(starts, len(rows), dtype)
        weights, y = (
            self.matrices(self.names[0][0], dtype, len(rows)),
            np.empty((1, self.hidden_size, len(rows)), dtype),
        )
        run = self.run(weights, [rows.T[None]], [y], now)
        before = None if starts is None else self._kept.get(self.training)
        ends = [np.ascontiguousarray(each.T).reshape(shape) for each in now]
        self.keep(ends[0], x.shape, run, before)
        return tuple(ends) if len(ends) > 1 else ends[0]

    def backward(self, grad):  # type: ignore[override]
        """Return dL/dx and dL/d(state) of the latest step that is left, given dL/d(state after it)."""
        return self.step_back(grad, to_input=True)

    def accumulate(self, grad):  # type: ignore[override]
        """Go back through the latest step that is left, for the parameters' gradients only."""
        self.step_back(grad, to_input=False)

    @ignore_overflow
    def step_back(self, grad, to_input):
        shape = self._kept.get(self.training, ((),))[0]
        ends = self.parts("grad", grad, shape, partly=True)
        if all(each is None for each in ends):
            raise TypeError(f"{name_of(self)}.backward expected a gradient, got None")
        x_shape, (weights, kept), before = self.kept(next(each for each in ends if each is not None))
        if before is not None:
            self._kept[self.training] = before
        batch, dtype = kept[0][0].shape[2], weights[0].dtype
        now = self.columns(ends, batch, dtype)
        grad_x = np.empty((1, self.input_size, batch), dtype) if to_input else None
        self.unrun(self.names[0][0], weights, kept, None, grad_x if grad_x is None else [grad_x], now, add=False)
        if grad_x is not None:
            starts = [np.ascontiguousarray(each.T).reshape(shape) for each in now]
            return grad_x[0].T.reshape(x_shape), tuple(starts) if len(starts) > 1 else starts[0]

    def columns(self, parts, batch, dtype):
        """Return states, or their gradients, as the loops use them: arrays (H, N), zeros where there is none."""
        found = [np.zeros((self.hidden_size, batch), dtype) for _ in self.states]
        for values, part in zip(found, parts or (), strict=False):
            if part is not None:
                values[...] = part.reshape(batch, -1).T
        return found

    def parts(self, name, state, shape, partly=False):
        """Return the parts of a state or its gradient, or raise unless each is an array of floats of this shape."""
        caller = name_of(self) + (".backward" if partly else "")
        parts = state if len(self.states) > 1 else (state,)
        if not isinstance(parts, tuple | list) or len(parts) != len(self.states):
            if partly and state is None:
                return (None,) * len(self.states)
            raise TypeError(f"{caller} expected {name} to be the pair (h, c), got {describe(state)}")
        for part in parts:
            if part is None and partly:
                continue
            usual = type(part) is np.ndarray and part.dtype in FLOATS
            if not usual:
                check_floats(caller, name, part)
            if part.shape != shape and (shape or not partly):
                raise ValueError(f"{caller} expected {name} of floats and shape {shape}, got {describe(part)}")
        return parts

    def extra_repr(self):
        return f"{self.input_size}, {self.hidden_size}" + ("" if self.bias else ", bias=False")


class RNNCell(RNNCellBase):
    """Take one step of a plain recurrent layer: h' = f(W_ih x + b_ih + W_hh h + b_hh).

    `h = cell(x, h)` in a loop reads a sequence; then one `grad_x, grad_h = cell.backward(grad_h)` for each call, the
    last call first. A call without a state begins a new sequence, and earlier calls can no longer be gone back through.

    Parameters
    ----------
    input_size, hidden_size : int
        Number F of features and H of hidden units, >= 1.
    bias : bool
        Whether b_ih and b_hh are added.
    nonlinearity : {"tanh", "relu"}
        f.

    Attributes
    ----------
    weight_ih, weight_hh : Parameter of shape (H, F) and (H, H), float32
        Sampled from the uniform distribution on (-1/sqrt(H), 1/sqrt(H)).
    bias_ih, bias_hh : Parameter of shape (H,), float32
        Sampled the same way.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range; if x is not a float array of shape (N, F) or (F,), the state not one of
        shape (N, H) or (H,); if `backward` is called more often than the cell.

    Notes
    -----
    Gradient: with d = dL/dh' and g = d f'(z), dL/dx = W_ih^T g, dL/dh = W_hh^T g, dL/dW_ih += g x^T, dL/dW_hh += g h^T.
    To d add what the loss wants of h' itself before each call of `backward`.

    References
    ----------
    Elman (1990), "Finding structure in time".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> cell, h = nn.RNNCell(3, 4), None
    >>> for x in np.ones((7, 2, 3), np.float32):  # 7 steps of 2 sequences
    ...     h = cell(x, h)
    >>> grad_h = np.ones_like(h)
    >>> for _ in range(7):
    ...     grad_x, grad_h = cell.backward(grad_h)
    >>> grad_x.shape, grad_h.shape
    ((2, 3), (2, 4))
    """

    order = RNN.order
    scan, unscan = RNN.scan, RNN.unscan

    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh"):
        self.nonlinearity = arguments.choice("RNNCell", "nonlinearity", nonlinearity, ("tanh", "relu"))
        super().__init__(input_size, hidden_size, bias)

    def extra_repr(self):
        return super().extra_repr() + ("" if self.nonlinearity == "tanh" else f", nonlinearity={self.nonlinearity}")


class LSTMCell(RNNCellBase):
    """Take one step of an LSTM: c' = f c + i g, h' = o tanh(c').

    The gates are those of `LSTM`. `h, c = cell(x, (h, c))` in a loop reads a sequence; then one
    `grad_x, (grad_h, grad_c) = cell.backward((grad_h, grad_c))` for each call, the last call first; either of the two
    gradients may be None, but not both. A call without a state begins a new sequence, and earlier calls can no longer
    be gone back through.

    Parameters
    ----------
    input_size, hidden_size : int
        Number F of features and H of hidden units, >= 1.
    bias : bool
        Whether b_ih and b_hh are added.

    Attributes
    ----------
    weight_ih, weight_hh : Parameter of shape (4 H, F) and (4 H, H), float32
        The rows of i, f, g, o, sampled from the uniform distribution on (-1/sqrt(H), 1/sqrt(H)).
    bias_ih, bias_hh : Parameter of shape (4 H,), float32
        Sampled the same way.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range; if x is not a float array of shape (N, F) or (F,), the state not a pair of
        those of shape (N, H) or (H,); if `backward` is called more often than the cell.

    Notes
    -----
    Gradient: as in `LSTM`, for one step. To grad_h add what the loss wants of h' itself before each call of `backward`.

    References
    ----------
    Hochreiter, Schmidhuber (1997), "Long short-term memory". Gers, Schmidhuber, Cummins (2000), "Learning to forget:
    continual prediction with LSTM".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> cell, state = nn.LSTMCell(3, 4), None
    >>> for x in np.ones((7, 2, 3), np.float32):  # 7 steps of 2 sequences
    ...     state = cell(x, state)
    >>> h, c = state
    >>> grad_state = (np.ones_like(h), None)
    >>> for _ in range(7):
    ...     grad_x, grad_state = cell.backward(grad_state)
    >>> grad_x.shape, grad_state[1].shape
    ((2, 3), (2, 4))
    """

    row_blocks, blocks, rolls, states = LSTM.row_blocks, LSTM.blocks, LSTM.rolls, LSTM.states
    scan, unscan = LSTM.scan, LSTM.unscan


class GRUCell(RNNCellBase):
    """Take one step of a GRU: h' = (1 - z) n + z h.

    The gates are those of `GRU`. `h = cell(x, h)` in a loop reads a sequence; then one
    `grad_x, grad_h = cell.backward(grad_h)` for each call, the last call first. A call without a state begins a new
    sequence, and earlier calls can no longer be gone back through.

    Parameters
    ----------
    input_size, hidden_size : int
        Number F of features and H of hidden units, >= 1.
    bias : bool
        Whether b_ih and b_hh are added.

    Attributes
    ----------
    weight_ih, weight_hh : Parameter of shape (3 H, F) and (3 H, H), float32
        The rows of r, z, n, sampled from the uniform distribution on (-1/sqrt(H), 1/sqrt(H)).
    bias_ih, bias_hh : Parameter of shape (3 H,), float32
        Sampled the same way.

    Raises
    ------
    TypeError, ValueError
        If an argument is out of its range; if x is not a float array of shape (N, F) or (F,), the state not one of
        shape (N, H) or (H,); if `backward` is called more often than the cell.

    Notes
    -----
    Gradient: as in `GRU`, for one step. To grad_h add what the loss wants of h' itself before each call of `backward`.

    References
    ----------
    Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder for statistical machine translation",
    section 2.3.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> cell = nn.GRUCell(3, 4)
    >>> h = cell(np.ones((2, 3), np.float32))
    >>> grad_x, grad_h = cell.backward(np.ones_like(h))
    >>> grad_x.shape, grad_h.shape
    ((2, 3), (2, 4))
    """

    row_blocks, blocks, rolls = GRU.row_blocks, GRU.blocks, GRU.rolls
    scan, unscan = GRU.scan, GRU.unscan
