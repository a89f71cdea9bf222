"""From gradients to new weights: what optimizers share, and gradient descent itself."""

from collections.abc import Callable, Iterable

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.parameter import vector_of


class Optimizer:
    """Move all parameters of a model against their gradients: `zero_grad()`, then the gradients, then `step()`.

    The parameters become views of one flat vector theta, so `update` is written once for all of them.

    Parameters
    ----------
    params : iterable of Parameter
        `model.parameters()`, or a contiguous part of them.
    **settings
        The arguments of `update`; read or change them as `optimizer.param_groups[0]["lr"]`, as in PyTorch.

    Raises
    ------
    TypeError, ValueError
        If there are no parameters, a setting is out of range, or the parameters cannot share one vector.
    """

    update: Callable[..., None]  # update(theta, grad, **settings) changes theta in place; each optimizer has its own
    schedule: tuple[float, float] | None = None  # the first and the latest learning rate of a schedule

    def __init__(self, params, **settings):
        self.check(settings)
        if not isinstance(params, Iterable) or isinstance(params, str):
            raise TypeError(
                f"{type(self).__name__} expected params to be model.parameters(), got {arguments.describe(params)}"
            )
        params = list(params)
        try:
            self.vector, self.part = vector_of(params)
        except (TypeError, ValueError) as error:
            raise type(error)(f"{type(self).__name__} {error}") from None
        self.param_groups = [{"params": params, **settings}]
        self.steps, self.state = 0, {}

    def check(self, settings):
        """Raise if a setting is out of its range."""
        caller = type(self).__name__
        for name, value in settings.items():
            if name == "betas":
                if not isinstance(value, tuple | list) or len(value) != 2:
                    raise TypeError(f"{caller} expected betas to be two numbers, got {arguments.describe(value)}")
                for i, beta in enumerate(value):
                    arguments.number(caller, f"betas[{i}]", beta, low=0, high=1, open_high=True)
            elif name == "alpha":
                arguments.number(caller, name, value, low=0, high=1)
            elif name in ("nesterov", "centered"):
                arguments.flag(caller, name, value)
            else:
                arguments.number(caller, name, value, low=None if name == "dampening" else 0)

    def zero_grad(self):
        """Set the gradients to zero; until then, they accumulate."""
        self.vector.grad[self.part] = 0

    @ignore_overflow  # `fit` checks every gradient
    def step(self):
        """Update the parameters once."""
        self.steps += 1
        settings = self.param_groups[0].copy()
        del settings["params"]
        self.update(self.vector.data[self.part], self.vector.grad[self.part], **settings)
        if self.steps % 100 == 0 and settings.get("eps", 1) >= 1e-12:  # with a smaller eps, even the smallest v matters
            self.forget()

    def forget(self):
        """Set to zero what has decayed to almost nothing.

        A dead unit no longer gets a gradient: its means halve again and again until they are denormal numbers, below
        1.2e-38 in float32, where rounding keeps them from falling further. Processors compute with such numbers up to a
        hundred times slower. This never changes an update: eps is far above sqrt(`small`).
        """
        for values in self.state.values():
            small = 1024 * np.finfo(values.dtype).tiny  # a product with 1 - b2 = 0.001 must not be denormal either
            values[np.abs(values) < small] = 0

    def buffer(self, name, start=0.0):
        """Return the vector that the optimizer stores under this name, in theta's dtype."""
        theta = self.vector.data[self.part]
        if name not in self.state or self.state[name].dtype != theta.dtype:
            self.state[name] = (
                np.full_like(theta, start) if name not in self.state else self.state[name].astype(theta.dtype)
            )
        return self.state[name]

    def __repr__(self):
        settings = ", ".join(f"{name}={value}" for name, value in self.param_groups[0].items() if name != "params")
        return f"{type(self).__name__}({settings})"


class SGD(Optimizer):
    """Gradient descent: theta -= lr g; with momentum v = mu v + g, theta -= lr v.

    Parameters
    ----------
    params : iterable of Parameter
        `model.parameters()`.
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
    >>> import nnlearn.numpy as nn
    >>> weight = nn.Parameter(np.array([1.0]))
    >>> optimizer = nn.SGD([weight], lr=0.1)
    >>> weight.grad = [2.0]
    >>> optimizer.step()
    >>> weight.data
    array([0.8])
    """

    def __init__(self, params, lr=1e-3, momentum=0, dampening=0, weight_decay=0, nesterov=False):
        super().__init__(
            params, lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov
        )
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError(f"SGD expected momentum > 0 and dampening 0 with nesterov, got {momentum} and {dampening}")

    def update(self, theta, grad, lr, momentum, dampening, weight_decay, nesterov):
        if weight_decay:
            grad = grad + weight_decay * theta  # g + lambda theta
        if momentum:
            first = "velocity" not in self.state
            velocity = self.buffer("velocity")
            velocity *= momentum
            velocity += grad if first else (1 - dampening) * grad  # v = mu v + g
            grad = grad + momentum * velocity if nesterov else velocity
        theta -= lr * grad  # theta -= lr g
