"""What RNN, LSTM and GRU share: recurrent layers in a stack, each run through time and back, in one direction or two.

All that goes into the gates of step t stands in one column: the state, a one for the bias, and the input. So a step is
one product: z = [W_hh b W_ih] (h, 1, x). Inside, arrays are (T, features, N): then the gates of one step are blocks of
rows, adjacent in memory, and one call of tanh serves several of them.
"""

import math
from collections.abc import Callable

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import FLOATS, check_floats, describe, name_of, to_plain
from nnlearn.numpy import random
from nnlearn.numpy.dropout import mask_of
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.sequences import SequenceLayout
from nnlearn.numpy.module import Module
from nnlearn.numpy.packed_sequence import PackedSequence
from nnlearn.numpy.parameter import Parameter
from nnlearn.shared.gates import check_alone


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

    `scan((w,), columns, states)` fills the states: arrays (T + 1, H, N) whose first entry is set. The state h is the
    top of `columns`, (T + 1, H + 1 + F, N), of which w makes what the gates see. It returns the activated gates.

    `unscan((w,), gates, states, grad, ends)` gets dL/dh_t for each step (or None), and in `ends` the gradient of the
    final states, which it turns into that of the initial ones. It returns (dL/dz,), (T, blocks H, N), with
    z = w columns. If there is a W_hr, it stands beside w, and its gradient beside dL/dz; h is shorter then.

    The first rows of the blocks belong to W_ih x, the last ones to W_hh h; in RNN and LSTM, which add the two, they are
    the same rows.
    """

    row_blocks = 1  # blocks of H rows in each weight
    blocks = 1  # blocks of H rows while computing
    rolls = (0, 0)  # by how many blocks the rows of W_ih and of W_hh are moved down while computing
    order = 1  # of features and sequences in the memory of columns; -1: sequence after sequence
    states: tuple[str, ...] = ("h",)  # what is passed from step to step; the first is the output
    scan: Callable[..., np.ndarray | None]
    unscan: Callable[..., tuple]

    def __init__(self, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, proj_size=0):
        caller = type(self).__name__
        self.input_size = arguments.integer(caller, "input_size", input_size, low=1)
        self.hidden_size = arguments.integer(caller, "hidden_size", hidden_size, low=1)
        self.num_layers = arguments.integer(caller, "num_layers", num_layers, low=1)
        self.bias = arguments.flag(caller, "bias", bias)
        self.batch_first = arguments.flag(caller, "batch_first", batch_first)
        self.dropout = arguments.number(caller, "dropout", dropout, low=0, high=1)
        self.bidirectional = arguments.flag(caller, "bidirectional", bidirectional)
        self.proj_size = arguments.integer(caller, "proj_size", proj_size, low=0, high=self.hidden_size - 1)
        if self.dropout and self.num_layers == 1:
            raise ValueError(f"{caller} expected dropout 0 with one layer, got {dropout}: it acts only between layers")
        self.output_size = self.proj_size or self.hidden_size
        self.names = []  # of the parameters of each layer, of each of its directions
        for layer in range(self.num_layers):
            ends = ("", "_reverse")[: 1 + self.bidirectional]
            width = self.output_size * len(ends) if layer else self.input_size
            self.names.append([self.make_parameters(width, f"_l{layer}{end}") for end in ends])

    def make_parameters(self, width, end):
        """Make the parameters of one layer in one direction, and return their names."""
        bound, rows = 1 / math.sqrt(self.hidden_size), self.row_blocks * self.hidden_size
        shapes: dict = {"weight_ih": (rows, width), "weight_hh": (rows, self.output_size)}
        shapes |= {"bias_ih": (rows,), "bias_hh": (rows,)} if self.bias else {}
        shapes |= {"weight_hr": (self.proj_size, self.hidden_size)} if self.proj_size else {}
        for name, shape in shapes.items():
            values = random.generator().uniform(-bound, bound, shape)
            setattr(self, f"{name}{end}", Parameter(values.astype(np.float32)))
        return [f"{name}{end}" for name in shapes]

    def matrices(self, names, dtype, batch):
        """Return [W_hh b W_ih], its rows in computing order, and W_hr if there is one."""
        size, out, rows = self.hidden_size, self.output_size, self.row_blocks * self.hidden_size
        w_ih, w_hh, *others = (getattr(self, name).data for name in names)
        w = np.zeros((self.blocks * size, out + 1 + w_ih.shape[1]), dtype)
        w = np.asfortranarray(w) if batch == 1 else w  # the faster order in memory
        into_x, into_h = self.rolls[0] * size, self.rolls[1] * size
        w[:rows, out + 1 :], w[-rows:, :out] = roll(w_ih, into_x), roll(w_hh, into_h)
        if self.bias:
            w[:rows, out] = roll(others[0], into_x)
            w[-rows:, out] += roll(others[1], into_h)
        return (w, others[-1]) if self.proj_size else (w,)

    def forward(self, x, state=None, /):  # by place: PyTorch calls them input and hx
        x, ends, layout, layers = self.read(x, state)
        output = layout.outside(x)
        self.keep(x if isinstance(output, PackedSequence) else output, layout, layers)
        return output, self.join_states(ends, layout)

    @ignore_overflow
    def read(self, x, state):
        """Run all layers; return the output inside, the last states, the layout, and what going back needs."""
        self.check(x)
        layout = SequenceLayout(x, self.batch_first, self.blocks * self.hidden_size)
        starts, x = self.split_state("state", state, layout), layout.inside(x)
        layers: list = []
        ends: list = []
        for names in self.names:
            mask = mask_of(x, self.dropout) if layers and self.dropout and self.training else None
            x = x if mask is None else x * mask
            dtype = np.result_type(getattr(self, names[0][0]).data, x)
            y = np.empty((*x.shape[:-1], self.output_size * len(names)), dtype)
            runs = []
            for i, each in enumerate(names):
                ends.append(self.state_of(starts, len(ends), layout.batch, dtype))
                weights, into = self.matrices(each, dtype, layout.batch), self.half_of(y, i)
                runs.append(self.run(weights, layout.pieces(x, i), layout.pieces(into, i), ends[-1]))
            layers.append((mask, x.shape, runs))
            x = y
        return x, ends, layout, layers

    def gates_over_time(self, x, state, names):
        """Return what `scan` leaves of each step, by name, in the form of the output: the gates, then the states."""
        check_alone(self, x)
        _, _, layout, ((_, _, ((_, kept),)),) = self.read(x, state)
        found = []
        for _, gates, states in kept:
            blocks = gates.reshape(len(gates), self.blocks, self.hidden_size, -1).swapaxes(0, 1)
            found.append([*blocks[: len(names)], *(each[1:] for each in states)])
        back = np.argsort(layout.axes, kind="stable")
        joined = [np.concatenate(parts).transpose(back) for parts in zip(*found, strict=True)]
        joined = [np.ascontiguousarray(layout.outside(each)) for each in joined]
        return dict(zip((*names, *self.states), joined, strict=True))

    def run(self, weights, x, y, now):
        """Run one layer in one direction: piece after piece of x, fill y, and turn the state `now` into the last."""
        w, out, kept = weights[0], self.output_size, []
        for piece, output in zip(x, y, strict=True):
            steps, width, batch = piece.shape
            columns = np.empty((steps + 1, *(out + 1 + width, batch)[:: self.order]), w.dtype)
            columns = columns if self.order == 1 else columns.swapaxes(1, 2)
            columns[:, out] = 1
            columns[:-1, out + 1 :] = piece
            states = [columns[:, :out], *(np.empty((steps + 1, len(each), batch), w.dtype) for each in now[1:])]
            for values, start in zip(states, now, strict=True):
                values[0] = start[:, :batch]
            gates = self.scan(weights, columns, states)
            for values, end in zip(states, now, strict=True):
                end[:, :batch] = values[-1]  # a sequence that is over, or has not begun, keeps its state
            output[...] = states[0][1:]
            kept.append((columns, gates, states))
        return weights, kept

    def backward(self, grad_output, grad_state=None):
        """Return dL/dx and dL/d(state), given dL/d(output) and dL/d(last state); one of the two may be None."""
        return self.backward_through_time(grad_output, grad_state, to_input=True)

    def accumulate(self, grad_output, grad_state=None):
        """Go backward for the parameters' gradients only."""
        self.backward_through_time(grad_output, grad_state, to_input=False)

    @ignore_overflow
    def backward_through_time(self, grad, grad_state, to_input):
        states = grad_state if isinstance(grad_state, tuple | list) else (grad_state,)
        if grad is None and all(each is None for each in states):
            raise TypeError(f"{name_of(self)}.backward expected grad_output or grad_state, got None for both")
        shape, arrays = self._kept.get(self.training, ((), ()))
        given = self.split_state("grad_state", grad_state, arrays[0]) if arrays else ()
        if arrays and grad is not None:
            grad = arrays[0].packed_data(f"{name_of(self)}.backward", grad)
        layout, layers = self.kept(np.empty(shape, np.float32) if grad is None else grad)
        grad = None if grad is None else layout.inside(grad)
        starts: list = []
        for layer, (mask, x_shape, runs) in reversed(list(enumerate(layers))):
            grad_x = np.empty(x_shape, runs[0][0][0].dtype) if layer or to_input else None
            for i, (names, (weights, kept)) in enumerate(zip(self.names[layer], runs, strict=True)):
                now = self.state_of(given, layer * len(runs) + i, layout.batch, weights[0].dtype)
                upper = None if grad is None else layout.pieces(self.half_of(grad, i), i)
                lower = None if grad_x is None else layout.pieces(grad_x, i)
                self.unrun(names, weights, kept, upper, lower, now, add=i > 0)
                starts.insert(i, now)
            grad = grad_x if mask is None else grad_x * mask
        if to_input:
            return layout.outside(grad), self.join_states(starts, layout)

    def unrun(self, names, weights, kept, grad, grad_x, now, add):
        """Go back through one layer in one direction; fill dL/dx, or add to it, and turn `now` into dL/d(start)."""
        w, out = weights[0], self.output_size
        total: list = []
        for k in reversed(range(len(kept))):
            columns, gates, states = kept[k]
            batch = columns.shape[2]
            ends = [each[:, :batch].copy() for each in now]
            slopes, *more = self.unscan(weights, gates, states, None if grad is None else grad[k], ends)
            for each, start in zip(now, ends, strict=True):
                each[:, :batch] = start
            flat = slopes.swapaxes(0, 1).reshape(len(w), -1)
            more = [*self.products(flat, columns[:-1].swapaxes(1, 2).reshape(flat.shape[1], -1)), *more]
            total = [a + b for a, b in zip(total, more, strict=True)] if total else more
            if grad_x is not None:
                into, part = grad_x[k].swapaxes(1, 2), flat.T @ w[:, out + 1 :]  # dL/dx_t = W_ih^T g_t
                part = part.reshape(into.shape)
                into[...] = into + part if add else part
        of_x, of_h, *more = total
        into_x, into_h = (-by * self.hidden_size for by in self.rolls)
        gradients = [roll(of_x[:, 1:], into_x), roll(of_h[:, :-1], into_h)]
        if self.bias:
            gradients += roll(of_x[:, 0], into_x), roll(of_h[:, -1], into_h)
        for name, gradient in zip(names, gradients + more, strict=True):
            grad_of = getattr(self, name).grad
            grad_of += gradient

    def products(self, slopes, columns):
        """Return dL/d[b_ih W_ih] and dL/d[W_hh b_hh]: products of dL/dz and (h, 1, x), summed over all steps."""
        out, rows = self.output_size, self.row_blocks * self.hidden_size
        if rows == len(slopes):
            both = slopes @ columns
            return both[:, out:], both[:, : out + 1]
        return slopes[:rows] @ columns[:, out:], slopes[-rows:] @ columns[:, : out + 1]

    # Inputs and outputs.

    def half_of(self, values, direction):
        """Return the features of one direction."""
        return values[..., direction * self.output_size :][..., : self.output_size]

    def state_of(self, parts, place, batch, dtype):
        """Return a state of one layer in one direction as the loops use it: arrays (H, N), zeros if it is not given."""
        sizes = (self.output_size, self.hidden_size)
        found = [np.zeros((size, batch), dtype) for size, _ in zip(sizes, parts, strict=False)]
        for values, part in zip(found, parts, strict=True):
            if part is not None:
                values[...] = part[place].T
        return found

    def check(self, x):
        """Raise unless x is a batch of sequences of `input_size` features."""
        values, ranks = (x.data, (2,)) if isinstance(x, PackedSequence) else (x, (2, 3))
        usual = type(values) is np.ndarray and values.dtype in FLOATS
        if usual and values.ndim in ranks and values.shape[-1] == self.input_size and values.size:
            return
        axes = "batch, time" if self.batch_first else "time, batch"
        wanted = (
            f"{name_of(self)} expected x of floats and shape ({axes}, {self.input_size}) or (time, {self.input_size})"
        )
        if usual:
            raise ValueError(f"{wanted}, got {values.shape}: batch_first is {self.batch_first}")
        unequal = isinstance(x, list | np.ma.MaskedArray)
        if not unequal:
            check_floats(name_of(self), "x" if values is x else "x.data", values)  # says which cast makes floats
        advice = "for unequal lengths, nn.pad_sequence and nn.pack_padded_sequence" if unequal else to_plain("x", x)
        raise TypeError(f"{wanted}, got {describe(x)}: {advice}")

    def split_state(self, name, state, layout):
        """Return the parts of a state, or of its gradient, as the loops use them; None for a part that is not given."""
        if state is None:
            return (None,) * len(self.states)
        parts = state if len(self.states) > 1 else (state,)
        if not isinstance(parts, tuple | list) or len(parts) != len(self.states):
            raise TypeError(
                f"{name_of(self)} expected {name} to be the pair ({', '.join(self.states)}), got {describe(state)}"
            )
        for part, size in zip(parts, (self.output_size, self.hidden_size), strict=False):
            shape = layout.state_shape(self.num_layers * (1 + self.bidirectional), size)
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
        joined = [layout.state_outside(np.array(each).swapaxes(1, 2)) for each in zip(*ends, strict=True)]
        return tuple(joined) if len(joined) > 1 else joined[0]

    def extra_repr(self):
        parts = [f"{self.input_size}, {self.hidden_size}"]
        defaults = {
            "proj_size": 0,
            "num_layers": 1,
            "bias": True,
            "batch_first": False,
            "dropout": 0,
            "bidirectional": False,
        }
        for name, default in defaults.items():
            if getattr(self, name) != default:
                parts.append(f"{name}={getattr(self, name)}")
        return ", ".join(parts)
