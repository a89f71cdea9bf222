"""The groups of an optimizer: parameters that share settings, as PyTorch has them."""

from collections.abc import Iterable

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import describe
from nnlearn.numpy.internals.vector import Layout
from nnlearn.numpy.parameter import Parameter

FLAGS = ("nesterov", "centered", "amsgrad", "maximize", "decoupled_weight_decay")
NUMBERS = ("lr", "momentum", "weight_decay", "eps", "lr_decay", "initial_accumulator_value", "initial_lr")
# What PyTorch's optimizers take as well: other ways to compute the same numbers.
PYTORCHS = ("foreach", "fused", "capturable", "differentiable")


class Group(dict):
    """The settings of some parameters, and the parameters themselves; a setting out of its range is refused.

    Examples
    --------
    >>> group = Group("SGD", {"lr": np.float64(0.1), "params": []})
    >>> group["lr"] = -1.0
    Traceback (most recent call last):
    ...
    ValueError: SGD expected lr >= 0, got -1.0
    """

    caller = "Optimizer"

    def __init__(self, caller, settings):
        super().__init__()
        self.caller = caller
        self.update(settings)

    def __setitem__(self, name, value):
        if name == "lr":  # set by hand, it is the rate that a schedule begins with
            self.pop("initial_lr", None)
        if name == "params":
            Layout.change()
        super().__setitem__(name, checked(self.caller, name, value))

    def update(self, settings=(), /, **more):
        for name, value in {**dict(settings), **more}.items():
            self[name] = value

    def __reduce__(self):
        return Group, (self.caller, dict(self))


def checked(caller, name, value):
    """Return a setting as a Python number, in which NumPy computes in the parameters' dtype, or raise.

    A float64 number of NumPy would turn float32 into float64.
    """
    if name == "betas":
        if not isinstance(value, tuple | list) or len(value) != 2:
            raise TypeError(f"{caller} expected betas to be two numbers, got {describe(value)}")
        return tuple(number(caller, f"betas[{i}]", b, low=0, high=1, open_high=True) for i, b in enumerate(value))
    if name == "alpha":
        return number(caller, name, value, low=0, high=1)
    if name in FLAGS:
        return arguments.flag(caller, name, value)
    if name == "dampening":
        return number(caller, name, value)
    return number(caller, name, value, low=0) if name in NUMBERS else value


def number(caller, name, value, **limits):
    """Return a finite number as a Python float, or as it is if it is a small whole number, or raise."""
    result = arguments.number(caller, name, value, **limits)
    return value if type(value) is int and abs(value) < 2**53 else result


def groups_of(caller, params):
    """Return the groups that an optimizer is asked for: one, unless they are given as dicts."""
    if isinstance(params, str | dict | np.ndarray) or not isinstance(params, Iterable):
        raise TypeError(
            f"{caller} expected params to be model.parameters(), or a list of groups, got {name_kind(params)}"
        )
    params = list(params)
    return params if params and any(isinstance(p, dict) for p in params) else [{"params": params}]


def members(caller, group, own):
    """Return the group with a list of its parameters, or raise; `own` are the ids of those that have a group."""
    if not isinstance(group, dict) or "params" not in group:
        raise TypeError(
            f'{caller} expected each group of parameters to be a dict such as {{"params": ..., "lr": 0.1}}, '
            f"got {name_kind(group)}"
        )
    params = group["params"]
    if isinstance(params, set) or not isinstance(params, Iterable | Parameter) or isinstance(params, str | dict):
        raise TypeError(f"{caller} expected params of a group to be a list of parameters, got {name_kind(params)}")
    params = [params] if isinstance(params, Parameter) else list(params)
    for p in params:
        if not isinstance(p, Parameter):
            raise TypeError(
                f"{caller} expected parameters made by nnlearn.numpy, got {describe(p)}: pass model.parameters()"
            )
    if len({id(p) for p in params} - own) < len(params):
        raise ValueError(f"{caller} expected each parameter once, got one of them twice")
    return {**group, "params": params}


def check_other(caller, others, defaults):
    """Raise unless these are arguments of PyTorch's, left at None or False."""
    for name, value in others.items():
        if name not in PYTORCHS:
            raise TypeError(f"{caller} expected settings among {', '.join(defaults)}, got {name!r}")
        if value is not None and value is not False:
            raise TypeError(
                f"{caller} expected {name} to be left out, got {describe(value)}: it chooses between PyTorch's ways to "
                f"compute the same step, and NumPy has one"
            )


def name_kind(value):
    """Describe what was given in place of parameters."""
    return "a parameter" if isinstance(value, Parameter) else describe(value)
