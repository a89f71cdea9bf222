"""What RNN, LSTM and GRU share: recurrent layers in a stack, each run through time and back, in one direction or two.

All that goes into the gates of step t stands in one column: the state, a one for the bias, and the input. So a step is
one product: z = [W_hh b W_ih] (h, 1, x). Inside, arrays are (T, features, N): then the gates of one step are blocks of
rows, adjacent in memory, and one call of tanh serves several of them.
"""

import math
from collections.abc import Callable

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import describe, name_of
from nnlearn.numpy import random
from nnlearn.numpy.dropout import mask_of
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.sequences import Layout
from nnlearn.numpy.module import Module
from nnlearn.numpy.packed_sequence import PackedSequence
from nnlearn.numpy.parameter import Parameter


def recurrent_hint(x):
    return ""


def roll(rows, by):
    """Return the rows moved down by `by`, the last ones to the top: a faster `np.roll`.

    Examples
    --------
    >>> roll(np.array([1, 2, 3, 4]), 1)
    array([4, 1, 2, 3])
    """
    return np.concatenate([rows[-by:], rows[:-by]]) if by else rows


class RNNBase(Module):
    """A stack of recurrent layers; a subclass defines the attributes below and the two loops over time.

    `scan(w, columns, states)` fills the states: arrays (T + 1, H, N) whose first entry is set. The state h is the top
    of `columns`, (T + 1, H + 1 + F, N), of which `w` makes what the gates see. It returns the activated gates.

    `unscan(w, gates, states, grad, ends)` gets dL/dh_t for each step (or None), and in `ends` the gradient of the final
    states, which it turns into that of the initial ones. It returns dL/dz, (T, blocks H, N), with z = w columns.

    The first rows of the blocks belong to W_ih x, the last ones to W_hh h; in RNN and LSTM, which add the two, they are
    the same rows.
    """

    gates = 1  # blocks of H rows in each weight
    blocks = 1  # blocks of H rows while computing
    rolls = (0, 0)  # by how many blocks the rows of W_ih and of W_hh are moved down while computing
    states: tuple[str, ...] = ("h",)  # what is passed from step to step; the first is the output
    scan: Callable[..., np.ndarray | None]
    unscan: Callable[..., np.ndarray]

    def __init__(self, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional):
        caller = type(self).__name__
        self.input_size = arguments.integer(caller, "input_size", input_size, low=1)
        self.hidden_size = arguments.integer(caller, "hidden_size", hidden_size, low=1)
        self.num_layers = arguments.integer(caller, "num_layers", num_layers, low=1)
        self.bias = arguments.flag(caller, "bias", bias)
        self.batch_first = arguments.flag(caller, "batch_first", batch_first)
        self.dropout = arguments.number(caller, "dropout", dropout, low=0, high=1)
        self.bidirectional = arguments.flag(caller, "bidirectional", bidirectional)
        if self.dropout and self.num_layers == 1:
            raise ValueError(f"{caller} expected dropout 0 with one layer, got {dropout}: it acts only between layers")
        bound, rows = 1 / math.sqrt(self.hidden_size), self.gates * self.hidden_size
        for layer, names in enumerate(self.names()):
            width = self.hidden_size * len(names) if layer else self.input_size
            shapes = ((rows, width), (rows, self.hidden_size), (rows,), (rows,))
            for name, shape in ((name, shape) for each in names for name, shape in zip(each, shapes, strict=False)):
                values = random.generator().uniform(-bound, bound, shape)
                setattr(self, name, Parameter(values.astype(np.float32)))

    def names(self):
        """Return the names of the parameters of each layer, of each of its directions."""
        kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")[: 4 if self.bias else 2]
        ends = ("", "_reverse")[: 1 + self.bidirectional]
        return [[[f"{kind}_l{k}{end}" for kind in kinds] for end in ends] for k in range(self.num_layers)]

    def matrix(self, names, dtype):
        """Return [W_hh b W_ih], its rows in computing order; Fortran's order is faster for a single sequence."""
        size, rows = self.hidden_size, self.gates * self.hidden_size
        rolled = [roll(getattr(self, name).data, by * size) for name, by in zip(names, self.rolls * 2, strict=False)]
        w = np.zeros((self.blocks * size, size + 1 + rolled[0].shape[1]), dtype, order="F")
        w[:rows, size + 1 :], w[-rows:, :size] = rolled[:2]
        if self.bias:
            w[:rows, size] = rolled[2]
            w[-rows:, size] += rolled[3]
        return w

    @ignore_overflow
    def forward(self, x, state=None):
        self.check(x)
        layout = Layout(x, self.batch_first, self.blocks * self.hidden_size)
        starts, x = self.split_state("state", state, layout), layout.inside(x)
        layers, ends = [], []
        for names in self.names():
            mask = mask_of(x, self.dropout) if layers and self.dropout and self.training else None
            x = x if mask is None else x * mask
            dtype = np.result_type(getattr(self, names[0][0]).data, x)
            y = np.empty((*x.shape[:-1], self.hidden_size * len(names)), dtype)
            runs = []
            for i, each in enumerate(names):
                now = np.zeros((len(starts), self.hidden_size, layout.batch), dtype)
                for values, start in zip(now, starts, strict=True):
                    values[...] = 0 if start is None else start[len(ends)].T
                into = y[..., i * self.hidden_size :][..., : self.hidden_size]
                runs.append(self.run(self.matrix(each, dtype), layout.pieces(x, i), layout.pieces(into, i), now))
                ends.append(now)
            layers.append((mask, x.shape, runs))
            x = y
        output = layout.outside(x)
        self.keep(x if isinstance(output, PackedSequence) else output, layout, layers)
        return output, self.join_states(ends, layout)

    def run(self, w, x, y, now):
        """Run one layer in one direction: piece after piece of x, fill y, and turn the state `now` into the last."""
        size, kept = self.hidden_size, []
        for piece, output in zip(x, y, strict=True):
            steps, width, batch = piece.shape
            columns = np.empty((steps + 1, size + 1 + width, batch), w.dtype)
            columns[:, size] = 1
            columns[:-1, size + 1 :] = piece
            states = [columns[:, :size], *np.empty((len(now) - 1, steps + 1, size, batch), w.dtype)]
            for values, start in zip(states, now, strict=True):
                values[0] = start[:, :batch]
            gates = self.scan(w, columns, states)
            for values, end in zip(states, now, strict=True):
                end[:, :batch] = values[-1]  # a sequence that is over, or has not begun, keeps its state
            output[...] = states[0][1:]
            kept.append((columns, gates, states))
        return w, kept

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
        shape, arrays = self._kept.get(self.training, ((), ()))
        given = self.split_state("grad_state", grad_state, arrays[0]) if arrays else ()
        grad = grad.data if isinstance(grad, PackedSequence) else grad
        layout, layers = self.kept(np.broadcast_to(np.float32(0), shape) if grad is None else grad)
        grad = None if grad is None else layout.inside(grad)
        starts: list = []
        for layer, (mask, x_shape, runs) in reversed(list(enumerate(layers))):
            grad_x = np.empty(x_shape, runs[0][0].dtype) if layer or to_input else None
            for i, (names, (w, kept)) in enumerate(zip(self.names()[layer], runs, strict=True)):
                now = np.zeros((len(given), self.hidden_size, layout.batch), w.dtype)
                for values, end in zip(now, given, strict=True):
                    values[...] = 0 if end is None else end[layer * len(runs) + i].T
                upper = grad if grad is None else grad[..., i * self.hidden_size :][..., : self.hidden_size]
                upper, lower = (None if each is None else layout.pieces(each, i) for each in (upper, grad_x))
                self.unrun(names, w, kept, upper, lower, now, add=i > 0)
                starts.insert(i, now)
            grad = grad_x if mask is None else grad_x * mask
        if to_input:
            return layout.outside(grad), self.join_states(starts, layout)

    def unrun(self, names, w, kept, grad, grad_x, now, add):
        """Go back through one layer in one direction; fill dL/dx, or add to it, and turn `now` into dL/d(start)."""
        size, total = self.hidden_size, np.zeros(w.shape, w.dtype)
        for k in reversed(range(len(kept))):
            columns, gates, states = kept[k]
            batch = columns.shape[2]
            ends = now[:, :, :batch].copy()
            upper = None if grad is None else np.ascontiguousarray(grad[k])  # each step adds a part of it
            slopes = self.unscan(w, gates, states, upper, ends)
            now[:, :, :batch] = ends
            flat = slopes.swapaxes(0, 1).reshape(len(w), -1)
            total += flat @ columns[:-1].swapaxes(1, 2).reshape(-1, w.shape[1])  # sum over all steps and sequences
            if grad_x is not None:
                part = (flat.T @ w[:, size + 1 :]).reshape(-1, batch, w.shape[1] - size - 1)  # dL/dx_t = W_ih^T g_t
                into = grad_x[k].swapaxes(1, 2)
                np.add(part, into if add else 0, out=into)
        rows = self.gates * size
        gradients = total[:rows, size + 1 :], total[-rows:, :size], total[:rows, size], total[-rows:, size]
        for name, gradient, by in zip(names, gradients, self.rolls * 2, strict=False):
            getattr(self, name).grad += roll(gradient, -by * size)

    # Inputs and outputs.

    def check(self, x):
        """Raise unless x is a batch of sequences of `input_size` features."""
        axes = "batch, time" if self.batch_first else "time, batch"
        wanted = f"{name_of(self)} expected x of shape ({axes}, {self.input_size})"
        if isinstance(x, PackedSequence):
            x, wanted = x.data[None], f"{wanted}, packed"
        if not isinstance(x, np.ndarray) or isinstance(x, np.ma.MaskedArray | np.matrix) or x.dtype.kind != "f":
            raise TypeError(f"{wanted}, got {describe(x)}{recurrent_hint(x)}")
        if x.ndim not in (2, 3) or x.shape[-1] != self.input_size or not x.size:
            raise ValueError(f"{wanted}, or (time, {self.input_size}), got {x.shape}")

    def split_state(self, name, state, layout):
        """Return the parts of a state, or of its gradient, as the loops use them; None for a part that is not given."""
        if state is None:
            return (None,) * len(self.states)
        parts = state if len(self.states) > 1 else (state,)
        if not isinstance(parts, tuple | list) or len(parts) != len(self.states):
            raise TypeError(
                f"{name_of(self)} expected {name} to be the pair ({', '.join(self.states)}), got {describe(state)}"
            )
        shape = layout.state_shape(self.num_layers * (1 + self.bidirectional), self.hidden_size)
        for part in parts:
            if part is None and name == "grad_state":
                continue
            if getattr(part, "shape", None) != shape or not isinstance(part, np.ndarray) or part.dtype.kind != "f":
                hint = layout.batch_first_hint(part)
                raise ValueError(
                    f"{name_of(self)} expected {name} of floats and shape {shape}, got {describe(part)}{hint}"
                )
        return tuple(None if part is None else layout.state_inside(part) for part in parts)

    def join_states(self, ends, layout):
        """Return the states of all layers as PyTorch does: a tuple of arrays (num_layers, N, H), or a single array."""
        joined = [layout.state_outside(each) for each in np.array(ends).transpose(1, 0, 3, 2)]
        return tuple(joined) if len(joined) > 1 else joined[0]

    def extra_repr(self):
        parts = [f"{self.input_size}, {self.hidden_size}"]
        defaults = {"num_layers": 1, "bias": True, "batch_first": False, "dropout": 0, "bidirectional": False}
        for name, default in defaults.items():
            if getattr(self, name) != default:
                parts.append(f"{name}={getattr(self, name)}")
        return ", ".join(parts)
