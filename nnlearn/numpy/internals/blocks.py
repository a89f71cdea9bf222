"""The parts in which an optimizer goes through its parameters: usually one part, whatever the number of layers."""

import numpy as np

from nnlearn.numpy.internals.vector import runs


class Block:
    """Parameters that lie side by side in one vector, have the same settings, and have taken the same steps.

    Parameters
    ----------
    group : dict
        The optimizer's settings for them.
    parameters : list of Parameter
    state : dict of str to ndarray or int
        What the optimizer remembers: one flat array a name, and "step", how often they were updated.
    """

    def __init__(self, group, parameters, state):
        self.group, self.parameters, self.state = group, parameters, state
        home, self.first, self.last = parameters[0].home, parameters[0].index, parameters[-1].index + 1
        whole = slice(home.starts[self.first], home.starts[self.last])
        self.theta, self.grad, self.received = home.data[whole], home.grad[whole], home.received
        self.learns, self.nothing = parameters[0].requires_grad, bytes(len(parameters))

    def buffer(self, name, start=0.0):
        """Return the vector that the optimizer stores under this name."""
        if name not in self.state:
            self.state[name] = np.full_like(self.theta, start)
        return self.state[name]

    def ready(self):
        """Return whether every parameter has received a gradient since `zero_grad`."""
        return self.learns and self.received.find(0, self.first, self.last) < 0

    def parts(self):
        """Return it as blocks of which every parameter has received a gradient, or none has."""
        if not self.learns:
            return [self]
        for p in self.parameters:
            if not p.received[p.index] and p.grad.any():  # written in place, as in p.grad[0] = 1
                p.received[p.index] = 1
        parts = runs(self.parameters, lambda p, q: p.received[p.index] == q.received[q.index])
        return [self] if len(parts) == 1 else [Block(self.group, part, self.cut(part)) for part in parts]

    def cut(self, parameters):
        """Return what is remembered of some neighbours among its parameters, as views."""
        starts, here = parameters[0].home.starts, self.parameters[0].home.starts[self.first]
        part = slice(starts[parameters[0].index] - here, starts[parameters[-1].index + 1] - here)
        return {name: values if name == "step" else values[part] for name, values in self.state.items()}

    def remembered(self):
        """Yield (parameter, what is remembered of it, as views in its shape)."""
        start = 0
        for p in self.parameters:
            part = slice(start, start := start + p.numel())
            yield p, {k: v if k == "step" else v[part].reshape(p.shape) for k, v in self.state.items()}


def lay_out(groups, state):
    """Return the blocks of all groups, given what is remembered of each parameter."""

    def alike(p, q):
        a, b = state.get(p, {}), state.get(q, {})
        return p.requires_grad == q.requires_grad and a.keys() == b.keys() and a.get("step") == b.get("step")

    return [Block(g, run, joined(run, state)) for g in groups for run in runs(g["params"], alike)]


def joined(run, state):
    """Return what is remembered of neighbours, as one flat array a name, in their dtype."""
    parts, dtype = [state.get(p, {}) for p in run], run[0].dtype
    return {"step": 0} | {
        name: value if name == "step" else np.concatenate([np.ravel(part[name]) for part in parts], dtype=dtype)
        for name, value in parts[0].items()
    }
