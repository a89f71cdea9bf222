"""The perceptron and its learning rule, one point at a time."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.module import Module
from nnlearn.numpy.parameter import Parameter
from nnlearn.numpy.tensors import to_numpy
from nnlearn.shared.perceptron import MistakeDrivenLearner


class Perceptron(MistakeDrivenLearner, Module):
    """A single layer of threshold units that learns from its mistakes.

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

    Notes
    -----
    Gradient: none is needed. If the points are linearly separable, training from zero makes at most (R / gamma)^2
    mistakes, where R is the largest norm of (x, 1) and gamma the margin in that space (Novikoff 1962).

    References
    ----------
    Rosenblatt (1958), "The perceptron: a probabilistic model for information storage and organization in the brain".
    Novikoff (1962), "On convergence proofs on perceptrons". Gallant (1990), "Perceptron-based learning algorithms"
    (the pocket, with ratchet). Duda, Hart (1973), "Pattern classification and scene analysis", section 5.12
    (Kesler's construction).

    Examples
    --------
    >>> x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)
    >>> model = Perceptron(2)
    >>> model.fit(x, np.array([0, 0, 0, 1]))
    [2, 3, 3, 2, 1, 0]
    >>> model.predict(x)
    array([0, 0, 0, 1])
    """

    to_numpy = staticmethod(to_numpy)

    def __init__(self, in_features, classes=2, *, lr=1.0, pocket=False):
        self.in_features = arguments.integer("Perceptron", "in_features", in_features, low=1)
        self.classes = arguments.integer("Perceptron", "classes", classes, low=2)
        self.out_features = 1 if classes == 2 else classes
        self.lr = arguments.number("Perceptron", "lr", lr, low=0, open_low=True)
        self.pocket = arguments.flag("Perceptron", "pocket", pocket)
        self.weight = Parameter(np.zeros((self.out_features, in_features), np.float32))
        self.bias = Parameter(np.zeros(self.out_features, np.float32))

    def forward(self, x):  # (n, in) -> (n, 1) or (n, classes)
        arguments.width(self, x, self.in_features)
        return x @ self.weight.data.T + self.bias.data  # score = W x + b

    def predict(self, x):
        """Return the guessed labels of x (n, in_features) as an int64 array (n,)."""
        return self._guess(self(self._check_points(x)))

    def _guess(self, score):  # (n, 1) -> step, (n, classes) -> argmax
        return (score[:, 0] >= 0).astype(np.int64) if self.classes == 2 else score.argmax(axis=1)

    def learn(self, x, target):
        """Learn from one point x (in_features,) with its label, and return the guess made beforehand."""
        x, target = self._check_point(x, target)
        guess = int(self._guess(self(x[None]))[0])
        if self.classes == 2:
            error = self.lr * (target - guess)  # -lr, 0 or +lr
            self.weight.data += error * x  # w += lr (t - guess) x
            self.bias.data += error  # b += lr (t - guess)
        elif guess != target:
            self.weight.data[target] += self.lr * x  # the right class moves towards x,
            self.weight.data[guess] -= self.lr * x  # the guessed one away from it
            self.bias.data[target] += self.lr
            self.bias.data[guess] -= self.lr
        return guess

    def extra_repr(self):
        return f"in_features={self.in_features}, classes={self.classes}"
