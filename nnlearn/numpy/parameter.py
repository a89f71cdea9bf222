"""Parameters: the numbers that are learned, each with the gradient of the loss."""

import numpy as np

from nnlearn import arguments
from nnlearn.arguments import describe
from nnlearn.numpy.internals.vector import Layout, NoGradient, Vector

_set = object.__setattr__


class Parameter:
    """An array that is learned, together with the gradient of the loss.

    Parameters
    ----------
    data : ndarray of float32 or float64, any shape
        The initial values; they are copied.
    requires_grad : bool
        Whether it learns. False freezes it: it gets no gradient, and no optimizer moves it.

    Attributes
    ----------
    data, grad : ndarray
        Values and gradient. Assignment writes in place, so that views (an optimizer's vector) stay valid. Where PyTorch
        has a gradient of None (before `backward`, after `zero_grad`, for a frozen parameter), it is zero here; None may
        be assigned.
    requires_grad : bool
        May be assigned, before or after there is an optimizer.

    Raises
    ------
    TypeError
        If `data` is not a NumPy array of float32 or float64, or something other than numbers is assigned.
    ValueError
        If a value of another shape is assigned, or a gradient to a frozen parameter.

    Examples
    --------
    >>> weight = Parameter(np.zeros((1, 2), np.float32))
    >>> weight.data = [[3.0, 4.0]]
    >>> weight.data
    array([[3., 4.]], dtype=float32)
    """

    __slots__ = ("data", "grad", "home", "index", "received", "requires_grad")
    data: np.ndarray
    grad: np.ndarray
    requires_grad: bool
    home: "Vector | None"
    index: int
    received: bytearray
    # Once there is an optimizer, `home` is the vector that holds the parameter, as its part number `index`; received
    # [index] is 1 if it has got a gradient since `zero_grad`.

    def __init__(self, data, requires_grad=True):
        if type(data) is not np.ndarray or data.dtype not in (np.float32, np.float64) or not data.dtype.isnative:
            raise TypeError(
                f"Parameter expected data to be an array of float32 or float64, got {describe(data)}: "
                f"np.array(data, np.float32) makes one"
            )
        _set(self, "requires_grad", arguments.flag("Parameter", "requires_grad", requires_grad))
        self.bind(np.array(data, order="C"), np.zeros(data.shape, data.dtype))

    def bind(self, data, grad, home=None, index=0, received=None):
        """Make other arrays hold its values and its gradient."""
        _set(self, "data", data)
        _set(self, "grad", grad if self.requires_grad else NoGradient.like(data))
        _set(self, "home", home)
        _set(self, "index", index)
        _set(self, "received", bytearray(1) if received is None else received)

    # Reading `data` and `grad` must be free, since layers do it all the time; so they are slots, not properties, and
    # what an assignment does is defined here.

    def __setattr__(self, name, value):
        if name == "grad" and value is self.grad:  # as in `p.grad += share`, which has already written in place
            self.received[self.index] = 1
        elif name == "requires_grad":
            self.requires_grad_(value)
        elif name == "grad" and value is None:  # PyTorch's way to forget a gradient
            self.zero_grad()
        elif name == "grad" and not self.requires_grad:
            raise ValueError(
                "Parameter.grad expected a parameter that learns, got one with requires_grad=False: "
                "requires_grad_() lets it learn again"
            )
        elif name not in ("data", "grad"):
            raise AttributeError(f"Parameter has data, grad and requires_grad to be set, got {name!r}")
        elif name == "grad" or value is not self.data:
            write(name, getattr(self, name), value)
            if name == "grad":
                self.received[self.index] = 1

    def zero_grad(self, set_to_none=True):
        """Set the gradient to zero, and forget, unless told otherwise, that there was one; see `Optimizer`."""
        self.grad[...] = 0
        if set_to_none:
            self.received[self.index] = 0

    def requires_grad_(self, requires_grad=True):
        """Let it learn, or freeze it, and return itself.

        A frozen parameter loses the gradient that it has. In PyTorch it keeps it, and optimizers still move
        it along that gradient until `zero_grad`.
        """
        learns = arguments.flag("Parameter", "requires_grad", requires_grad)
        if learns != self.requires_grad:
            home, start = self.home, 0 if self.home is None else self.home.starts[self.index]
            grad = np.zeros_like(self.data) if home is None else home.grad[start : start + self.numel()]
            grad[...] = 0
            _set(self, "requires_grad", learns)
            self.received[self.index] = 0
            self.bind(self.data, grad.reshape(self.shape), home, self.index, self.received)
            Layout.change()
        return self

    shape = property(lambda self: self.data.shape)
    dtype = property(lambda self: self.data.dtype)
    ndim = property(lambda self: self.data.ndim)

    def numel(self):
        """Return the number of elements."""
        return self.data.size

    def cast(self, dtype):
        """Change the precision. It leaves its vector; optimizers find it again."""
        received = bytearray([self.received[self.index]])
        self.bind(self.data.astype(dtype), np.asarray(self.grad).astype(dtype), None, 0, received)
        Layout.change()

    def __array__(self, dtype=None, copy=None):
        return np.array(self.data, dtype=dtype)

    def __repr__(self):
        frozen = "" if self.requires_grad else ", requires_grad=False"
        return f"Parameter containing:\n{self.data!r}{frozen}"

    def __reduce__(self):  # the copy of a parameter is independent: no vector holds it
        grad = self.grad.copy() if self.requires_grad and self.received[self.index] else None
        return _restore, (self.data, self.requires_grad, grad)


def _restore(data, requires_grad, grad):
    parameter = Parameter(data, requires_grad)
    if grad is not None:
        parameter.grad = grad
    return parameter


def write(name, target, value):
    """Write an assigned value into a parameter's array, or raise."""
    try:
        values = np.asarray(value.detach().cpu() if hasattr(value, "detach") else value)
    except ValueError:
        raise ValueError(f"Parameter.{name} expected rows of equal length, got {describe(value)}") from None
    if values.dtype.kind not in "fiub" or isinstance(value, np.ma.MaskedArray):
        raise TypeError(f"Parameter.{name} expected numbers, got {describe(value)}")
    if values.shape != target.shape:
        raise ValueError(f"Parameter.{name} expected shape {target.shape}, got {values.shape}")
    with np.errstate(over="ignore"):
        target[...] = values
