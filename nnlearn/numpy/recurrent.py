"""What RNN, LSTM and GRU share: stacked recurrent layers, each run through time and back.

Outside, shapes are PyTorch's: x (T, N, F) for T steps, N sequences and F features, or (N, T, F) with batch_first.
Inside, they are (T, features, N): then the gates of one step are blocks of rows, adjacent in memory, so that one call
of tanh serves several of them. What does not depend on an earlier step is one product for all steps: W_ih x_t before
the loop over time, and the gradients of the weights after it.
"""

import math
from collections.abc import Callable

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import describe, name_of
from nnlearn.numpy import random
from nnlearn.numpy.dropout import mask_of
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.sums import ones
from nnlearn.numpy.internals.windows import Scratch
from nnlearn.numpy.module import Module
from nnlearn.numpy.parameter import Parameter


def roll(rows, by):
    """Return the rows moved down by `by`, the last ones to the top: a faster `np.roll`.

    Examples
    --------
    >>> roll(np.array([1, 2, 3, 4]), 1)
    array([4, 1, 2, 3])
    """
    return np.concatenate([rows[-by:], rows[:-by]]) if by else rows


class RNNBase(Module):
    """A stack of recurrent layers; a subclass defines the four attributes below and the two loops over time.

    `scan(gates, states, w_hh)` finds in `gates`, (T, blocks H, N), all that does not depend on h: W_ih x_t and the
    biases. It adds W_hh h_t to the last rows, and leaves the activated gates there. `states` are arrays (T + 1, H, N)
    whose first entry is set; it fills the others.

    `unscan(gates, states, slopes, grad, ends, w_hh)` gets dL/dh_t for each step (or None), and in `ends` the gradient
    of the final states, which it turns into that of the initial ones. It fills `slopes`, (T, blocks H, N), with
    dL/d(gates before their activation).

    The first rows of the blocks belong to W_ih x, the last ones to W_hh h; in RNN and LSTM, which add the two, they are
    the same rows.
    """

    gates = 1  # blocks of H rows in each weight
    blocks = 1  # blocks of H rows while computing
    rolls = (0, 0)  # by how many blocks the rows of W_ih and of W_hh are moved down while computing
    states: tuple[str, ...] = ("h",)  # what is passed from step to step; the first is the output
    scan: Callable[..., None]
    unscan: Callable[..., None]

    def __init__(self, input_size, hidden_size, num_layers, bias, batch_first, dropout):
        caller = type(self).__name__
        self.input_size = arguments.integer(caller, "input_size", input_size, low=1)
        self.hidden_size = arguments.integer(caller, "hidden_size", hidden_size, low=1)
        self.num_layers = arguments.integer(caller, "num_layers", num_layers, low=1)
        self.bias = arguments.flag(caller, "bias", bias)
        self.batch_first = arguments.flag(caller, "batch_first", batch_first)
        self.dropout = arguments.number(caller, "dropout", dropout, low=0, high=1)
        if self.dropout and self.num_layers == 1:
            raise ValueError(f"{caller} expected dropout 0 with one layer, got {dropout}: it acts only between layers")
        self.scratch = Scratch()
        bound, rows = 1 / math.sqrt(self.hidden_size), self.gates * self.hidden_size
        for layer in range(self.num_layers):
            width = self.hidden_size if layer else self.input_size
            shapes = ((rows, width), (rows, self.hidden_size), (rows,), (rows,))
            for name, shape in zip(self.parameter_names(layer), shapes, strict=False):
                values = random.generator().uniform(-bound, bound, shape)
                setattr(self, name, Parameter(values.astype(np.float32)))

    def parameter_names(self, layer):
        """Return the names of a layer's parameters."""
        kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        return [f"{kind}_l{layer}" for kind in kinds[: 4 if self.bias else 2]]

    def weights(self, layer):
        """Return a layer's W_ih, W_hh, b_ih, b_hh, their rows in computing order; missing biases are zeros."""
        size = self.hidden_size
        numbers = [getattr(self, name).data for name in self.parameter_names(layer)]
        numbers = [roll(rows, by * size) for rows, by in zip(numbers, self.rolls * 2, strict=False)]
        return numbers if self.bias else [*numbers, *np.zeros((2, self.gates * size), numbers[0].dtype)]

    def inner_order(self, array, back=False):
        """Return (N, T, F) or (T, N, F) as (T, F, N), or back."""
        axes = (0, 2, 1) if not self.batch_first else (2, 0, 1) if back else (1, 2, 0)
        return array.transpose(axes)

    @ignore_overflow
    def forward(self, x, state=None):
        self.check(x)
        batch = len(x) if self.batch_first else x.shape[1]
        starts = self.split_state("state", state, batch)
        x = self.inner_order(x)
        layers, ends = [], []
        for layer in range(self.num_layers):
            mask = mask_of(x, self.dropout) if layer and self.dropout and self.training else None
            x = x if mask is None else x * mask
            w_ih, w_hh, b_ih, b_hh = self.weights(layer)
            rows, dtype = len(w_ih), np.result_type(w_ih, x)
            shape = (len(x), self.blocks * self.hidden_size, batch)
            gates = self.scratch.take(f"gates {layer}", (), shape, dtype)
            bias = np.zeros(shape[1], dtype)
            bias[:rows] += b_ih
            bias[-rows:] += b_hh
            np.matmul(w_ih, x, out=gates[:, :rows])  # W_ih x_t of all steps
            gates[:, rows:] = 0
            gates += bias[:, None]
            states = np.empty((len(starts), len(x) + 1, self.hidden_size, batch), dtype)
            for values, start in zip(states, starts, strict=True):
                values[0] = 0 if start is None else start[layer].T
            self.scan(gates, states, w_hh)
            layers.append((x, mask, gates, states))
            ends.append(states[:, -1])
            x = states[0, 1:]
        return self.keep(self.inner_order(x, back=True), layers), self.join_states(ends)

    def backward(self, grad_output, grad_state=None):
        """Return dL/dx and dL/d(state), given dL/d(output) and dL/d(last state); one of the two may be None."""
        return self.backward_through_time(grad_output, grad_state, to_input=True)

    def accumulate(self, grad_output, grad_state=None):
        """Go backward for the parameters' gradients only."""
        self.backward_through_time(grad_output, grad_state, to_input=False)

    @ignore_overflow
    def backward_through_time(self, grad, grad_state, to_input):
        if grad is None and grad_state is None:
            raise TypeError(f"{name_of(self)}.backward expected grad_output or grad_state, got None for both")
        shape = self._kept[self.training][0] if self.training in self._kept else ()
        given = self.split_state("grad_state", grad_state, shape[not self.batch_first]) if shape else ()
        layers = self.kept(np.broadcast_to(np.float32(0), shape) if grad is None else grad)
        grad = None if grad is None else np.ascontiguousarray(self.inner_order(grad))  # each step adds a part of it
        starts: list = []
        for layer, (x, mask, gates, states) in reversed(list(enumerate(layers))):
            w_ih, w_hh, _, _ = self.weights(layer)
            slopes = self.scratch.take("slopes", (), gates.shape, gates.dtype)
            ends = np.empty_like(states[:, 0])
            for values, end in zip(ends, given, strict=True):
                values[...] = 0 if end is None else end[layer].T
            self.unscan(gates, states, slopes, grad, ends, w_hh)
            starts.insert(0, ends)
            self.add_gradients(layer, slopes, x, states[0, :-1])
            if layer or to_input:
                grad = np.matmul(w_ih.T, slopes[:, : len(w_ih)])  # dL/dx_t = W_ih^T g_t
                grad = grad if mask is None else grad * mask
            self.scratch.give(f"gates {layer}", (), gates)
            self.scratch.give("slopes", (), slopes)
        if to_input:
            return self.inner_order(grad, back=True), self.join_states(starts)

    def add_gradients(self, layer, slopes, x, h):
        """Add to a layer's gradients: dL/dW_ih = sum_t g_t x_t^T, dL/dW_hh = sum_t g_t h_t^T, dL/db = sum_t g_t."""
        steps, blocks, batch = slopes.shape
        columns = self.scratch.take("columns", (), (blocks, steps, batch), slopes.dtype)
        columns[...] = slopes.swapaxes(0, 1)
        flat = columns.reshape(blocks, steps * batch)
        sums, rows = flat @ ones(steps * batch, flat.dtype), self.gates * self.hidden_size
        gradients = (
            flat[:rows] @ x.swapaxes(1, 2).reshape(steps * batch, -1),
            flat[-rows:] @ h.swapaxes(1, 2).reshape(steps * batch, -1),
            sums[:rows],
            sums[-rows:],
        )
        for name, gradient, by in zip(self.parameter_names(layer), gradients, self.rolls * 2, strict=False):
            getattr(self, name).grad += roll(gradient, -by * self.hidden_size)
        self.scratch.give("columns", (), columns)

    # Inputs and outputs.

    def check(self, x):
        """Raise unless x is a batch of sequences of `input_size` features."""
        axes = "batch, time" if self.batch_first else "time, batch"
        wanted = f"{name_of(self)} expected x of shape ({axes}, {self.input_size})"
        if not isinstance(x, np.ndarray) or isinstance(x, np.ma.MaskedArray):
            raise TypeError(
                f"{wanted}, got {describe(x)}: packed sequences, lengths and masks are not available, "
                f"cut or pad the sequences to one length"
            )
        if x.ndim != 3 or x.shape[2] != self.input_size or not x.shape[self.batch_first]:
            hint = f": one sequence is x[{'None' if self.batch_first else ':, None'}]" if x.ndim == 2 else ""
            raise ValueError(f"{wanted}, got {x.shape}{hint}")

    def split_state(self, name, state, batch):
        """Return the parts of a state, or of its gradient, with None for a part that is not given."""
        if state is None:
            return (None,) * len(self.states)
        parts = state if len(self.states) > 1 else (state,)
        if not isinstance(parts, tuple | list) or len(parts) != len(self.states):
            raise TypeError(
                f"{name_of(self)} expected {name} to be the pair ({', '.join(self.states)}), got {describe(state)}"
            )
        shape = (self.num_layers, batch, self.hidden_size)
        for part in parts:
            if part is None and name == "grad_state":
                continue
            if getattr(part, "shape", None) != shape or not isinstance(part, np.ndarray) or part.dtype.kind != "f":
                raise ValueError(f"{name_of(self)} expected {name} of floats and shape {shape}, got {describe(part)}")
        return parts

    def join_states(self, layers):
        """Return the states of all layers as PyTorch does: a tuple of arrays (num_layers, N, H), or a single array."""
        joined = np.array(layers).transpose(1, 0, 3, 2)
        return tuple(joined) if len(joined) > 1 else joined[0]

    def extra_repr(self):
        parts = [f"{self.input_size}, {self.hidden_size}"]
        for name, default in {"num_layers": 1, "bias": True, "batch_first": False, "dropout": 0}.items():
            if getattr(self, name) != default:
                parts.append(f"{name}={getattr(self, name)}")
        return ", ".join(parts)
