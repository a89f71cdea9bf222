"""A block that adds what it computes to what it was given."""

from nnlearn import arguments
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.module import Module, accumulate
from nnlearn.shared.residual import check_layers, check_shapes, check_shortcut


class Residual(Module):
    """Add what some layers compute to their input: y = s(x) + c F(x), with s(x) = x if there is no shortcut.

    Parameters
    ----------
    *layers : Module
        F, run in sequence; its output has the shape of s(x).
    scale : float, keyword only
        c, any finite number; 0 leaves the shortcut alone.
    shortcut : Module or None, keyword only
        s, where F changes the shape; None passes x itself.

    Raises
    ------
    TypeError, ValueError
        If one of the layers or the shortcut is not a Module of this side, scale is not a finite number, or F(x) and
        s(x) have different shapes.

    Notes
    -----
    Gradient: dL/dx = dL/dy s'(x) + c dL/dy F'(x). Without a shortcut the first term is dL/dy itself, however many
    blocks lie before: that is why depth no longer stops learning.

    References
    ----------
    He, Zhang, Ren, Sun (2016), "Deep residual learning for image recognition", equation 1; with a shortcut, equation 2.

    Examples
    --------
    >>> import numpy as np
    >>> import nnlearn.numpy as nn
    >>> block = nn.Residual(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 3))
    >>> for parameter in block.parameters():
    ...     _ = nn.zeros_(parameter)
    >>> block(np.array([[1.0, 2.0, 3.0]], np.float32))
    array([[1., 2., 3.]], dtype=float32)
    """

    def __init__(self, *layers, scale=1.0, shortcut=None):
        self.body = Sequential(*check_layers(layers, Module))
        self.scale = arguments.number("Residual", "scale", scale)
        self.shortcut = check_shortcut(shortcut, Module)

    def forward(self, x):
        straight = x if self.shortcut is None else self.shortcut(x)
        bent = self.body(x)
        check_shapes(straight, bent, self.shortcut is not None)
        return self.keep(straight + self.scale * bent, None)

    def backward(self, grad):
        self.kept(grad)
        straight = grad if self.shortcut is None else self.shortcut.backward(grad)
        return straight + self.body.backward(self.scale * grad)

    def accumulate(self, grad):
        self.kept(grad)
        if self.shortcut is not None:
            accumulate(self.shortcut, grad)
        accumulate(self.body, self.scale * grad)

    def extra_repr(self):
        return "" if self.scale == 1 else f"scale={self.scale:g}"
