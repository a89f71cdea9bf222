"""The flat vector in which an optimizer keeps its parameters, and the gradient of a parameter that does not learn."""

import numpy as np


class Layout:
    """Where parameters lie; `now` becomes another object whenever one of them moves, is cast, frozen or unfrozen."""

    now = object()

    @classmethod
    def change(cls):
        """Let every optimizer look again where its parameters are."""
        cls.now = object()


class Vector:
    """Many parameters in one flat vector; each parameter is a view of its part.

    With one vector, an optimizer is one line of arithmetic, however many layers there are. A parameter that is moved to
    another vector leaves a gap here; optimizers find it in the new one.

    Parameters
    ----------
    parameters : sequence of Parameter
        All of the same dtype.

    Attributes
    ----------
    data, grad : ndarray of shape (P,)
    received : bytearray
        1 for each parameter that has received a gradient since `zero_grad`.
    starts : list of int
        Where each parameter begins, and the end.
    """

    def __init__(self, parameters):
        self.data = np.concatenate([p.data.ravel() for p in parameters])
        self.grad = np.concatenate([np.ravel(np.asarray(p.grad)) for p in parameters])
        self.received = bytearray(p.received[p.index] for p in parameters)
        self.starts = np.cumsum([0] + [p.numel() for p in parameters]).tolist()
        for i, p in enumerate(parameters):
            part = slice(self.starts[i], self.starts[i + 1])
            p.bind(self.data[part].reshape(p.shape), self.grad[part].reshape(p.shape), self, i, self.received)
        Layout.change()


def is_run(parameters):
    """Return whether the parameters lie side by side in one vector, in this order."""
    first = parameters[0]
    return first.home is not None and all(
        p.home is first.home and p.index == i for i, p in enumerate(parameters, first.index)
    )


def gather(parameters):
    """Move parameters into one vector of their own for each dtype."""
    by_dtype: dict[np.dtype, list] = {}
    for p in parameters:
        by_dtype.setdefault(p.dtype, []).append(p)
    for alike in by_dtype.values():
        Vector(alike)


def runs(parameters, alike=lambda p, q: True):
    """Return the parameters as lists of those that lie side by side in one vector, and are alike."""
    found: list[list] = []
    for p in parameters:
        q = found[-1][-1] if found else None
        beside = q is not None and q.home is p.home is not None and q.index + 1 == p.index and alike(q, p)
        found[-1].append(p) if beside else found.append([p])
    return found


def gradient(run):
    """Return the gradient of parameters that lie side by side, as one vector and not copied."""
    home, first, last = run[0].home, run[0].index, run[-1].index + 1
    return run[0].grad.reshape(-1) if home is None else home.grad[home.starts[first] : home.starts[last]]


class NoGradient(np.ndarray):
    """The gradient of a frozen parameter: zeros, and whatever is added to it is dropped.

    So layers need not ask whether their parameters learn.

    Examples
    --------
    >>> frozen = NoGradient.like(np.ones(2))
    >>> frozen += 5.0
    >>> frozen[0] = 3.0
    >>> np.asarray(frozen)
    array([0., 0.])
    """

    @classmethod
    def like(cls, data):
        """Return zeros of an array's shape and dtype, which take no memory."""
        return np.broadcast_to(np.zeros((), data.dtype), data.shape).view(cls)

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **settings):
        if method == "at":
            return None
        if out is not None and isinstance(out[0], NoGradient):
            return out[0]
        arrays = [np.asarray(x) if isinstance(x, NoGradient) else x for x in inputs]
        return getattr(ufunc, method)(*arrays, **({} if out is None else {"out": out}), **settings)

    def __setitem__(self, key, value):
        pass

    def fill(self, value):
        """Leave it as it is."""

    def copy(self, order="C"):
        """Return zeros that are an ordinary array."""
        return np.array(self, order=order, subok=False)

    def __reduce__(self):
        return NoGradient.like, (np.zeros(self.shape, self.dtype),)
