"""The perceptron and its learning rule, one point at a time."""

import torch

from nnlearn import arguments
from nnlearn.shared.perceptron import MistakeDrivenLearner
from nnlearn.torch.tensors import to_numpy


class Perceptron(MistakeDrivenLearner, torch.nn.Module):
    """A single layer of threshold units that learns from its mistakes. See `nnlearn.numpy.Perceptron`.

    Two classes: guess = 1 where w . x + b >= 0, else 0; after each point w += lr (t - guess) x, b += lr (t - guess).
    More classes: guess = argmax of W x + b; after a mistake row t gains lr x and row guess loses it.

    Parameters
    ----------
    in_features : int
        Number of inputs, >= 1.
    classes : int
        Number of classes, >= 2.
    lr : float
        Learning rate, > 0. Since weights start at zero, it only scales them and does not change any guess.
    pocket : bool
        Whether `fit` ends with the best weights it has seen instead of the last ones.

    Attributes
    ----------
    weight : Parameter of shape (1, in_features), or (classes, in_features) for more than two; starts at zero
    bias : Parameter of shape (1,) or (classes,); starts at zero

    Raises
    ------
    TypeError, ValueError
        If an argument is out of range, x is not (n, in_features) and finite, or y not (n,) with labels 0..classes-1.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)
    >>> model = Perceptron(2)
    >>> model.fit(x, np.array([0, 0, 0, 1]))
    [2, 3, 3, 2, 1, 0]
    >>> model.predict(x)
    array([0, 0, 0, 1])
    """

    to_numpy = staticmethod(to_numpy)

    def __init__(self, in_features, classes=2, *, lr=1.0, pocket=False):
        super().__init__()
        self.in_features = arguments.integer("Perceptron", "in_features", in_features, low=1)
        self.classes = arguments.integer("Perceptron", "classes", classes, low=2)
        self.out_features = 1 if classes == 2 else classes
        self.lr = arguments.number("Perceptron", "lr", lr, low=0, open_low=True)
        self.pocket = arguments.flag("Perceptron", "pocket", pocket)
        self.weight = torch.nn.Parameter(torch.zeros(self.out_features, in_features))
        self.bias = torch.nn.Parameter(torch.zeros(self.out_features))

    def forward(self, x):  # (n, in) -> (n, 1) or (n, classes)
        arguments.width(self, x, self.in_features, torch.Tensor)
        return x @ self.weight.T + self.bias  # score = W x + b

    @torch.no_grad()
    def predict(self, x):
        """Return the guessed labels of x, an array (n, in_features), as an int64 array (n,)."""
        return to_numpy(self._guess(self(torch.from_numpy(self._check_points(x).copy()).to(self.weight))))

    def _guess(self, score):  # (n, 1) -> step, (n, classes) -> argmax
        return (score[:, 0] >= 0).long() if self.classes == 2 else score.argmax(dim=1)

    @torch.no_grad()
    def learn(self, x, target):
        """Learn from one point, an array x (in_features,), with its label; return the guess made beforehand."""
        x, target = self._check_point(x, target)
        x = torch.from_numpy(x.copy()).to(self.weight)
        guess = int(self._guess(self(x[None]))[0])
        if self.classes == 2:
            error = self.lr * (target - guess)  # -lr, 0 or +lr
            self.weight.add_(error * x)  # w += lr (t - guess) x
            self.bias.add_(error)  # b += lr (t - guess)
        elif guess != target:
            self.weight[target] += self.lr * x  # the right class moves towards x,
            self.weight[guess] -= self.lr * x  # the guessed one away from it
            self.bias[target] += self.lr
            self.bias[guess] -= self.lr
        return guess

    def extra_repr(self):
        return f"in_features={self.in_features}, classes={self.classes}"
