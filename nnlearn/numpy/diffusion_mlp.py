"""The network of a diffusion model: it sees data with noise, how much of it, perhaps a class, and guesses the noise."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.backprop import predict
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.embedding import Embedding
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.linear import Linear
from nnlearn.numpy.module import Module, accumulate
from nnlearn.numpy.module_list import ModuleList
from nnlearn.numpy.norm import LayerNorm
from nnlearn.numpy.smooth_activations import GELU
from nnlearn.shared.diffusion_mlp import CLASS, CONDITION, FREQUENCIES, TIME, Guesser, check_classes, check_width, sizes


class DiffusionMLP(Guesser, Module):
    """A dense network that guesses the noise in points or small pictures, given the step and, if it has any, the class.

    `h = W_in x`, then for each block `h = h + W_2 gelu(W_1 norm(h) + U c)`, and `eps^ = W_out norm(h)`, where norm is
    `LayerNorm`. The condition c is a layer with GELU on the time, as sin and cos of 2^k pi/2 t/steps for k = 0..5, and
    on a learned vector for the class.

    `model(x)` takes rows (N, features + 1) of x_t and t, with classes rows (N, features + 2) of x_t, t and the label,
    -1 for no class, as `nnlearn.diffusion.NoisePrediction` makes them for `fit`; it returns the noise (N, features).
    `model.noise(x, t, labels)` takes and returns NumPy arrays on both sides, as `nnlearn.diffusion.sample` asks.

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

    Notes
    -----
    Gradient: in each block dL/dh passes straight on and through the layers; dL/dc is the sum over the blocks. The last
    columns of dL/dx are dL/dt, through sines and cosines, and 0 for the label, which is a whole number.

    References
    ----------
    Ho, Jain, Abbeel (2020), "Denoising diffusion probabilistic models" (a network that is told the step). Ho, Salimans
    (2022), "Classifier-free diffusion guidance" (a class that may be missing).

    Examples
    --------
    >>> import numpy as np
    >>> import nnlearn.numpy as nn
    >>> from nnlearn.diffusion import NoisePrediction, cosine_schedule, sample
    >>> nn.manual_seed(0)
    >>> schedule = cosine_schedule(20)
    >>> x = np.repeat(np.array([[-1.0], [1.0]], np.float32), 100, axis=0)
    >>> model = nn.DiffusionMLP(1, 32, blocks=1, steps=20)
    >>> history = nn.fit(
    ...     model, nn.MSELoss(), nn.Adam(model.parameters(), lr=0.01), x, x, epochs=60, batch_size=50,
    ...     transform=NoisePrediction(schedule),
    ... )
    >>> made = sample(model.noise, np.random.default_rng(0).standard_normal((500, 1)), schedule)
    >>> bool((abs(abs(made) - 1) < 0.3).mean() > 0.9)
    True
    """

    _run = staticmethod(predict)

    def __init__(self, features, hidden=128, *, blocks=2, classes=0, steps=100):
        given = sizes(features, hidden, blocks, classes, steps)
        self.features, self.classes, self.steps = given["features"], given["classes"], given["steps"]
        self.first = Linear(self.features, given["hidden"])
        self.embedding = Embedding(self.classes + 1, CLASS) if self.classes else None
        self.condition = Sequential(Linear(TIME + CLASS * bool(self.classes), CONDITION), GELU())
        self.blocks = ModuleList([ConditionedBlock(given["hidden"]) for _ in range(given["blocks"])])
        self.norm = LayerNorm(given["hidden"])
        self.last = Linear(given["hidden"], self.features)

    @ignore_overflow
    def forward(self, x):  # (N, features + 1 or + 2) -> (N, features)
        arguments.floats("DiffusionMLP", x)
        check_width("DiffusionMLP", x, self.features + 1 + bool(self.classes), ": x_t, t and with classes the label")
        angle = x[:, self.features, None] * (FREQUENCIES / self.steps).astype(x.dtype)
        parts = [np.sin(angle), np.cos(angle)]
        if self.embedding is not None:
            check_classes(x[:, -1], self.classes)
            parts.append(self.embedding(np.rint(x[:, -1]).astype(np.int64) + 1))
        c = self.condition(np.concatenate(parts, axis=1))
        h = self.first(np.ascontiguousarray(x[:, : self.features]))
        for block in self.blocks:
            h = block(h, c)
        return self.keep(self.last(self.norm(h)), parts)

    @ignore_overflow
    def backward(self, grad):
        grad_h, grad_t = self.back_to_data(grad)
        columns = [self.first.backward(grad_h), grad_t[:, None]]
        if self.embedding is not None:
            columns.append(np.zeros_like(columns[1]))  # a whole number has no slope
        return np.concatenate(columns, axis=1)

    @ignore_overflow
    def accumulate(self, grad):
        accumulate(self.first, self.back_to_data(grad)[0])

    def back_to_data(self, grad):
        """Return the gradients of what the data became, and of t."""
        sin, cos = self.kept(grad)[:2]
        grad, grad_c = self.norm.backward(self.last.backward(grad)), 0
        for block in reversed(list(self.blocks)):
            grad, share = block.backward(grad)
            grad_c = grad_c + share  # every block sees c
        grad_c = self.condition.backward(grad_c)
        grad_sin, grad_cos, grad_class = np.split(grad_c, [TIME // 2, TIME], axis=1)
        if self.embedding is not None:
            accumulate(self.embedding, np.ascontiguousarray(grad_class))
        slope = (FREQUENCIES / self.steps).astype(grad.dtype)
        return grad, ((grad_sin * cos - grad_cos * sin) * slope).sum(axis=1)


class ConditionedBlock(Module):
    """A residual block that is told something: h + W_2 gelu(W_1 norm(h) + U c)."""

    def __init__(self, hidden):
        self.norm = LayerNorm(hidden)
        self.inside = Linear(hidden, hidden)
        self.told = Linear(CONDITION, hidden)
        self.gelu = GELU()
        self.outside = Linear(hidden, hidden)

    def forward(self, h, c):
        return self.keep(h + self.outside(self.gelu(self.inside(self.norm(h)) + self.told(c))), None)

    def backward(self, grad):
        self.kept(grad)
        inner = self.gelu.backward(self.outside.backward(grad))
        return grad + self.norm.backward(self.inside.backward(inner)), self.told.backward(inner)  # dL/dh, dL/dc
