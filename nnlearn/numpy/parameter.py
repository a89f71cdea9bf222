"""Parameters, the numbers that are learned, and the one vector in which an optimizer keeps them."""

import numpy as np

from nnlearn.arguments import describe


class Parameter:
    """An array that is learned, together with the gradient of the loss.

    Parameters
    ----------
    data : ndarray of float32 or float64, any shape
        The initial values; they are copied.

    Attributes
    ----------
    data, grad : ndarray
        Values and gradient. Assignment writes in place, so that views (an optimizer's vector) stay valid.

    Raises
    ------
    TypeError
        If `data` is not a float array.
    ValueError
        If a value of another shape is assigned.

    Examples
    --------
    >>> weight = Parameter(np.zeros((1, 2), np.float32))
    >>> weight.data = [[3.0, 4.0]]
    >>> weight.data
    array([[3., 4.]], dtype=float32)
    """

    __slots__ = ("data", "grad", "home")
    data: np.ndarray
    grad: np.ndarray
    home: "Vector | None"  # the vector that holds it, once there is an optimizer

    def __init__(self, data):
        if not isinstance(data, np.ndarray) or data.dtype.kind != "f":
            raise TypeError(f"Parameter expected data to be a float array, got {describe(data)}")
        self.bind(np.array(data), np.zeros_like(data))
        self.home = None

    def bind(self, data, grad):
        """Make other arrays hold its values and its gradient."""
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "grad", grad)

    # Reading `data` and `grad` must be free, since layers do it all the time; so they are slots, not properties, and
    # what an assignment does is defined here.

    def __setattr__(self, name, value):
        if name == "home":
            object.__setattr__(self, name, value)
            return
        target = getattr(self, name)
        if value is target:  # as in `p.grad += share`, which has already written in place
            return
        shapes = [target.shape]
        if name == "grad" and value is None:  # PyTorch's way to forget a gradient
            value, shapes = 0, [()]
        value = np.asarray(value)
        if value.dtype.kind not in "fiub":
            raise TypeError(f"Parameter.{name} expected numbers, got {describe(value)}")
        if value.shape not in shapes:
            raise ValueError(f"Parameter.{name} expected shape {target.shape}, got {value.shape}")
        with np.errstate(over="ignore"):
            target[...] = value

    shape = property(lambda self: self.data.shape)
    dtype = property(lambda self: self.data.dtype)
    ndim = property(lambda self: self.data.ndim)

    def numel(self):
        """Return the number of elements."""
        return self.data.size

    def cast(self, dtype):
        """Change the precision, also that of all other parameters in the same vector, if there is one."""
        if self.home is not None:
            self.home.cast(dtype)
        else:
            self.bind(self.data.astype(dtype), self.grad.astype(dtype))

    def __array__(self, dtype=None, copy=None):
        return np.array(self.data, dtype=dtype)

    def __repr__(self):
        return f"Parameter containing:\n{self.data!r}"

    def __reduce__(self):  # the copy of a parameter is independent: no vector holds it
        return _restore, (self.data, self.grad)


def _restore(data, grad):
    parameter = Parameter(data)
    parameter.grad = grad
    return parameter


class Vector:
    """Many parameters in one flat vector; each parameter is a view of its part.

    With one vector, an optimizer is one line of arithmetic, however many layers there are, and landscapes, checkpoints
    and gradient checks get their vector for free.

    Parameters
    ----------
    parameters : sequence of Parameter
        All of the same dtype; none of them in another vector.
    """

    def __init__(self, parameters):
        self.parameters = tuple(parameters)
        self.data = np.concatenate([p.data.ravel() for p in self.parameters])
        self.grad = np.concatenate([p.grad.ravel() for p in self.parameters])
        self._bind()

    def _bind(self):
        self.starts = np.cumsum([0] + [p.numel() for p in self.parameters]).tolist()
        for p, start, stop in zip(self.parameters, self.starts[:-1], self.starts[1:], strict=True):
            p.bind(self.data[start:stop].reshape(p.shape), self.grad[start:stop].reshape(p.shape))
            p.home = self

    def cast(self, dtype):
        """Change the precision of all its parameters."""
        self.data, self.grad = self.data.astype(dtype), self.grad.astype(dtype)
        self._bind()

    def __reduce__(self):
        return Vector, (self.parameters,)


def vector_of(parameters):
    """Return the `Vector` that holds the parameters, making it if need be, and the slice of it that they fill.

    Raises
    ------
    TypeError
        If one of them is not a `Parameter`.
    ValueError
        If there are none, one occurs twice, dtypes differ, or some are already in a vector in which they are not
        contiguous.
    """
    for p in parameters:
        if not isinstance(p, Parameter):
            raise TypeError(f"expected parameters made by nnlearn.numpy, got {describe(p)}: pass model.parameters()")
    if not parameters:
        raise ValueError("expected at least one parameter, got none: the model has nothing to learn")
    if len({id(p) for p in parameters}) < len(parameters):
        raise ValueError("expected each parameter once, got one of them twice")
    if len({p.dtype for p in parameters}) > 1:
        raise ValueError(f"expected parameters of one dtype, got {sorted({str(p.dtype) for p in parameters})}")
    home = parameters[0].home
    if all(p.home is None for p in parameters):
        home = Vector(parameters)
    if home is not None:
        first = next(i for i, p in enumerate(home.parameters) if p is parameters[0])
        last = first + len(parameters)
        if all(a is b for a, b in zip(home.parameters[first:last], parameters, strict=False)) and last < len(
            home.starts
        ):
            return home, slice(home.starts[first], home.starts[last])
    raise ValueError(
        "expected all parameters of an earlier optimizer, or a contiguous part of them, got a different selection: "
        "make the first optimizer over all of them, or copy the model with copy.deepcopy"
    )
