"""A block that adds what it computes to what it was given: the NumPy side's lines, without `backward`."""

import torch

from nnlearn import arguments
from nnlearn.shared.residual import check_layers, check_shapes, check_shortcut


class Residual(torch.nn.Module):
    """Add what some layers compute to their input: y = s(x) + c F(x), with s(x) = x if there is no shortcut.

    See `nnlearn.numpy.Residual`.

    Parameters
    ----------
    *layers : Module
        F, run in sequence; its output has the shape of s(x).
    scale : float, keyword only
        c, any finite number.
    shortcut : Module or None, keyword only
        s, where F changes the shape; None passes x itself.

    Raises
    ------
    TypeError, ValueError
        If one of the layers or the shortcut is not a Module, scale is not a finite number, or F(x) and s(x) have
        different shapes.

    Examples
    --------
    >>> Residual(torch.nn.Identity(), scale=0.5)(torch.ones(1, 2))
    tensor([[1.5000, 1.5000]])
    """

    def __init__(self, *layers, scale=1.0, shortcut=None):
        super().__init__()
        self.body = torch.nn.Sequential(*check_layers(layers, torch.nn.Module))
        self.scale = arguments.number("Residual", "scale", scale)
        self.shortcut = check_shortcut(shortcut, torch.nn.Module)

    def forward(self, x):
        straight = x if self.shortcut is None else self.shortcut(x)
        bent = self.body(x)
        check_shapes(straight, bent, self.shortcut is not None)
        return straight + self.scale * bent

    def extra_repr(self):
        return "" if self.scale == 1 else f"scale={self.scale:g}"
