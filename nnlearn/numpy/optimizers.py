"""From gradients to new weights: what optimizers share, and gradient descent itself."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from nnlearn import arguments
from nnlearn.numpy.internals.blocks import lay_out
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.optimizer_state import pack, small_to_zero, unpack
from nnlearn.numpy.internals.param_groups import Group, check_other, groups_of, members
from nnlearn.numpy.internals.vector import Layout, gather, is_run


class Optimizer:
    """Move all parameters of a model against their gradients: `zero_grad()`, then the gradients, then `step()`.

    The parameters become views of one flat vector theta, so `update` is written once for all of them. Groups of
    parameters may have settings of their own. A parameter that has received no gradient since `zero_grad` stays where
    it is, whatever its momentum or decay, and so does a frozen one.

    Parameters
    ----------
    params : iterable of Parameter, or of dict
        `model.parameters()`, or groups such as {"params": model[0].parameters(), "lr": 0.1}.
    defaults : dict
        The settings of `update`, for groups that do not have their own; read or change them as
        `optimizer.param_groups[0]["lr"]`, as in PyTorch.
    **others
        PyTorch's arguments that choose how the same numbers are computed; they must be left at None or False.

    Raises
    ------
    TypeError, ValueError
        If there are no parameters, one occurs twice, or a setting is out of range.
    """

    update: Callable[..., None]  # update(theta, grad, block, *settings in the order of defaults) changes theta in place
    counts = True  # whether PyTorch's state_dict says how often a parameter was updated

    def __init__(self, params, defaults, **others):
        check_other(type(self).__name__, others, defaults)
        self.defaults = dict(Group(type(self).__name__, defaults))
        self._settings = itemgetter(*self.defaults)
        self.param_groups: list[Group] = []
        self._blocks: Any = None  # what `lay_out` returned when the layout was `_layout`
        self._saved, self._layout = {}, None
        for group in groups_of(type(self).__name__, params):
            self.add_param_group(group)
        if not any(group["params"] for group in self.param_groups):
            raise ValueError(
                f"{type(self).__name__} expected params with at least one parameter, got none: "
                f"the model has nothing to learn"
            )

    def add_param_group(self, param_group):
        """Add parameters, with settings of their own: {"params": model[2].parameters(), "lr": 0.01}.

        Raises
        ------
        TypeError, ValueError
            If it is not such a dict, a parameter has a group already, or a setting is out of range.
        """
        own = {id(p) for group in self.param_groups for p in group["params"]}
        group = Group(type(self).__name__, {**self.defaults, **members(type(self).__name__, param_group, own)})
        self.check(group)
        self.param_groups.append(group)
        everything = [p for group in self.param_groups for p in group["params"]]
        if everything and not is_run(everything):
            gather(everything)
        Layout.change()

    def check(self, group):
        """Raise if the settings of a group do not go together."""

    def zero_grad(self, set_to_none=True):
        """Set the gradients to zero; until then, they accumulate.

        With `set_to_none`, parameters that receive no gradient from here on stay where they are in `step`, as in
        PyTorch, where their gradient is then None.
        """
        set_to_none = set_to_none is True or arguments.flag("zero_grad", "set_to_none", set_to_none)
        for block in self._blocks if self._layout is Layout.now else self.blocks():
            block.grad.fill(0)
            if set_to_none:
                block.received[block.first : block.last] = block.nothing

    @ignore_overflow  # `fit` checks every gradient
    def step(self, closure=None):
        """Update the parameters once; return what `closure()` returns, which may compute the gradients before."""
        loss = None if closure is None else closure()
        for block in self.with_gradient():
            block.state["step"] += 1
            self.update(block.theta, block.grad, block, *self._settings(block.group))
            if block.state["step"] % 100 == 0:
                self.forget(block)
        return loss

    def blocks(self):
        """Return the parameters as blocks, each updated by one line of arithmetic; usually there is one."""
        if self._layout is not Layout.now:
            parameters = [p for group in self.param_groups for p in group["params"]]
            gather([p for p in parameters if p.home is None])  # those that were cast, or copied
            self._blocks = lay_out(self.param_groups, self.state)
            self._layout = Layout.now
        return self._blocks

    def with_gradient(self):
        """Return the blocks to update: those whose parameters have received a gradient since `zero_grad`."""
        blocks = self.blocks() if self._layout is not Layout.now else self._blocks
        for block in blocks:  # the usual case first, and fast: all of them
            if not block.ready():
                break
        else:
            return blocks
        self._blocks = [part for block in blocks for part in block.parts()]
        return [block for block in self._blocks if block.ready()]

    def gradients(self):
        """Return the gradients of all parameters that learn, as few flat vectors that are not copied."""
        return [block.grad for block in self.blocks() if block.learns]

    def forget(self, block):
        """Set to zero what has decayed to almost nothing, which would make the processor slow."""
        if block.group.get("eps", 1) >= 1e-12:  # with a smaller eps, even the smallest v matters
            small_to_zero(block.state)

    @property
    def state(self):
        """What is remembered of each parameter, under PyTorch's names: {parameter: {"step": k, name: array}}."""
        if self._blocks is None:
            return self._saved
        return {p: remembered for block in self._blocks for p, remembered in block.remembered()}

    def state_dict(self):
        """Return settings and state in PyTorch's form, as copies: {"state": {0: ...}, "param_groups": [...]}.

        An optimizer over equal parameters that loads it continues as this one would, to the last bit.
        """
        return pack(self.param_groups, self.state, self.counts)

    def load_state_dict(self, state_dict):
        """Take over settings and state of an optimizer of the same kind, of either side: all of it, or raise before.

        Raises
        ------
        TypeError, ValueError
            If it is not such a dict, or belongs to another optimizer, or to parameters of other number or shape.
        """
        groups, state = unpack(type(self).__name__, state_dict, self.param_groups, self.defaults)
        for group in groups:
            self.check(group)
        self.param_groups[:], self._saved, self._blocks = groups, state, None
        Layout.change()

    def __getstate__(self):  # a copy, or what is pickled, finds its blocks again
        return {**vars(self), "_saved": self.state, "_blocks": None, "_layout": None}

    def __repr__(self):
        groups = [{k: v for k, v in group.items() if k != "params"} for group in self.param_groups]
        lines = [", ".join(f"{name}={value}" for name, value in group.items()) for group in groups]
        if len(lines) == 1:
            return f"{type(self).__name__}({lines[0]})"
        return f"{type(self).__name__}(" + "".join(f"\n  group {i}: {line}" for i, line in enumerate(lines)) + "\n)"


class SGD(Optimizer):
    """Gradient descent: theta -= lr g; with momentum v = mu v + g, theta -= lr v.

    Parameters
    ----------
    params : iterable of Parameter, or of dict
        `model.parameters()`, or groups such as {"params": model[0].parameters(), "lr": 0.1}.
    lr : float
        Learning rate, >= 0.
    momentum : float
        mu >= 0: how much of the previous step is kept.
    dampening : float
        v = mu v + (1 - dampening) g.
    weight_decay : float
        g += weight_decay theta, >= 0: the gradient of an L2 penalty.
    nesterov : bool
        Step along g + mu v, as if the gradient were taken one step ahead; needs momentum > 0 and no dampening.
    maximize : bool
        Climb: g = -dL/dtheta.
    **others
        Arguments by which PyTorch chooses how to compute the same numbers, such as foreach; None or False.

    Raises
    ------
    TypeError, ValueError
        If a setting is not a finite number in its range.

    References
    ----------
    Robbins, Monro (1951), "A stochastic approximation method". Polyak (1964), "Some methods of speeding up the
    convergence of iteration methods". Sutskever, Martens, Dahl, Hinton (2013), "On the importance of initialization and
    momentum in deep learning", section 2 (Nesterov).

    Examples
    --------
    >>> import numpy as np, nnlearn.numpy as nn
    >>> weight = nn.Parameter(np.array([1.0]))
    >>> optimizer = nn.SGD([weight], lr=0.1)
    >>> weight.grad = [2.0]
    >>> optimizer.step()
    >>> weight.data
    array([0.8])

    Another rate for the last layer, and no decay of the biases:

    >>> model = nn.MLP([2, 8, 1])
    >>> weights = [p for p in model.parameters() if p.ndim > 1]
    >>> biases = [p for p in model.parameters() if p.ndim == 1]
    >>> groups = [{"params": weights, "weight_decay": 1e-4}, {"params": biases}]
    >>> nn.SGD(groups, lr=0.1).param_groups[0]["weight_decay"]
    0.0001
    """

    counts = False

    def __init__(
        self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, **others
    ):
        defaults = {
            "lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay, "nesterov": nesterov,
            "maximize": maximize,
        }  # fmt: skip
        super().__init__(params, defaults, **others)

    def check(self, group):
        mu, dampening = group["momentum"], group["dampening"]
        if group["nesterov"] and (mu <= 0 or dampening != 0):
            raise ValueError(f"SGD expected momentum > 0 and dampening 0 with nesterov, got {mu} and {dampening}")

    def update(self, theta, grad, block, lr, momentum, dampening, weight_decay, nesterov, maximize):
        if maximize:
            grad = -grad
        if weight_decay:
            grad = grad + weight_decay * theta  # g + lambda theta
        if momentum:
            first = "momentum_buffer" not in block.state
            velocity = block.buffer("momentum_buffer")
            velocity *= momentum
            velocity += grad if first else (1 - dampening) * grad  # v = mu v + g
            grad = grad + momentum * velocity if nesterov else velocity
        theta -= lr * grad  # theta -= lr g
