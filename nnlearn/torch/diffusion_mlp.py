"""The network of a diffusion model: the NumPy side's lines on tensors, with `backward` left to autograd."""

import torch

from nnlearn import arguments
from nnlearn.shared.diffusion_mlp import CLASS, CONDITION, FREQUENCIES, TIME, Guesser, check_classes, check_width, sizes
from nnlearn.torch.backprop import predict
from nnlearn.torch.containers import Sequential
from nnlearn.torch.embedding import Embedding
from nnlearn.torch.linear import Linear
from nnlearn.torch.module import Module
from nnlearn.torch.module_list import ModuleList
from nnlearn.torch.norm import LayerNorm
from nnlearn.torch.smooth_activations import GELU


class DiffusionMLP(Guesser, Module):
    """A dense network that guesses the noise in points or small pictures, given the step and, if it has any, the class.

    `h = W_in x`, then for each block `h = h + W_2 gelu(W_1 norm(h) + U c)`, and `eps^ = W_out norm(h)`. See
    `nnlearn.numpy.DiffusionMLP`.

    Parameters
    ----------
    features : int
        Number of numbers in an example, >= 1.
    hidden : int
        Width of the blocks, >= 1.
    blocks : int
        Number of blocks, >= 1.
    classes : int
        Number of classes, >= 0; 0 for a model without.
    steps : int
        T of the noise schedule, >= 1: t comes as 1..T.

    Attributes
    ----------
    first, last : Linear
        From the data into the blocks, and back.
    embedding : Embedding of shape (classes + 1, 32), or None without classes
        Row 0 stands for no class, row k + 1 for class k.
    condition : Sequential
        Time and class -> c, 64 numbers.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number in its range; if x does not hold floats in rows of this width, or a label is
        not in -1..classes - 1.

    Examples
    --------
    >>> import numpy as np
    >>> model = DiffusionMLP(64, classes=10)
    >>> model(torch.tensor([[0.0] * 64 + [50, 7]])).shape  # a picture, the step, the class
    torch.Size([1, 64])
    >>> model.noise(np.zeros((5, 64)), 50, np.arange(5)).shape
    (5, 64)
    """

    _run = staticmethod(predict)

    def __init__(self, features, hidden=128, *, blocks=2, classes=0, steps=100):
        super().__init__()
        given = sizes(features, hidden, blocks, classes, steps)
        self.features, self.classes, self.steps = given["features"], given["classes"], given["steps"]
        self.first = Linear(self.features, given["hidden"])
        self.embedding = Embedding(self.classes + 1, CLASS) if self.classes else None
        self.condition = Sequential(Linear(TIME + CLASS * bool(self.classes), CONDITION), GELU())
        self.blocks = ModuleList([ConditionedBlock(given["hidden"]) for _ in range(given["blocks"])])
        self.norm = LayerNorm(given["hidden"])
        self.last = Linear(given["hidden"], self.features)

    def forward(self, x):  # (N, features + 1 or + 2) -> (N, features)
        arguments.floats("DiffusionMLP", x, torch.Tensor)
        check_width("DiffusionMLP", x, self.features + 1 + bool(self.classes), ": x_t, t and with classes the label")
        angle = x[:, self.features, None] * torch.from_numpy(FREQUENCIES / self.steps).to(x)
        parts = [angle.sin(), angle.cos()]
        if self.embedding is not None:
            check_classes(x[:, -1].detach(), self.classes)
            parts.append(self.embedding(x[:, -1].detach().round().long() + 1))
        c = self.condition(torch.cat(parts, dim=1))
        h = self.first(x[:, : self.features])
        for block in self.blocks:
            h = block(h, c)
        return self.last(self.norm(h))


class ConditionedBlock(torch.nn.Module):
    """A residual block that is told something: h + W_2 gelu(W_1 norm(h) + U c)."""

    def __init__(self, hidden):
        super().__init__()
        self.norm = LayerNorm(hidden)
        self.inside = Linear(hidden, hidden)
        self.told = Linear(CONDITION, hidden)
        self.gelu = GELU()
        self.outside = Linear(hidden, hidden)

    def forward(self, h, c):
        return h + self.outside(self.gelu(self.inside(self.norm(h)) + self.told(c)))
