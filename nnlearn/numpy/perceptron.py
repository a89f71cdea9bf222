"""The perceptron and its learning rule, one point at a time."""

from typing import NamedTuple

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.module import Module
from nnlearn.numpy.parameter import Parameter


class Step(NamedTuple):
    """What one visited point did: its place, the guess, and weights and bias afterwards (copies)."""

    epoch: int
    index: int
    guess: int
    target: int
    mistake: bool
    weight: np.ndarray
    bias: np.ndarray


class Perceptron(Module):
    """A single layer of threshold units that learns from its mistakes.

    Two classes: guess = 1 where w . x + b >= 0, else 0, and after each point w += lr (t - guess) x, b += lr (t - guess).
    More classes: guess = argmax of W x + b; after a mistake row t gains lr x and row guess loses it.

    Parameters
    ----------
    in_features : int
        Number of inputs, >= 1.
    classes : int
        Number of classes, >= 2.
    lr : float
        Learning rate, > 0. Starting from zero it scales the weights and changes no guess.
    pocket : bool
        Whether `fit` ends with the best weights it has seen instead of the last.

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
    Gradient: none is needed. With separable points the number of mistakes is at most (R / gamma)^2, where R is the
    largest norm of (x, 1) and gamma the margin (Novikoff 1962).

    References
    ----------
    Rosenblatt (1958), "The perceptron: a probabilistic model for information storage and organization in the brain".
    Novikoff (1962), "On convergence proofs for perceptrons". Gallant (1990), "Perceptron-based learning algorithms"
    (the pocket). Duda, Hart (1973), "Pattern classification and scene analysis", section 5.12 (Kesler's construction).

    Examples
    --------
    >>> x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)
    >>> model = Perceptron(2)
    >>> model.fit(x, np.array([0, 0, 0, 1]))
    [2, 3, 3, 2, 1, 0]
    >>> model.predict(x)
    array([0, 0, 0, 1])
    """

    def __init__(self, in_features, classes=2, *, lr=1.0, pocket=False):
        self.in_features = arguments.integer("Perceptron", "in_features", in_features, low=1)
        self.classes = arguments.integer("Perceptron", "classes", classes, low=2)
        self.out_features = 1 if classes == 2 else classes
        self.lr = arguments.number("Perceptron", "lr", lr, low=0, open_low=True)
        self.pocket = pocket
        self.weight = Parameter(np.zeros((self.out_features, in_features), np.float32))
        self.bias = Parameter(np.zeros(self.out_features, np.float32))

    def forward(self, x):  # (n, in) -> (n, 1) or (n, classes)
        arguments.width(self, x, self.in_features)
        return x @ self.weight.data.T + self.bias.data  # score = W x + b

    def predict(self, x):
        """Return the guessed labels of x (n, in_features) as an int64 array (n,)."""
        return self._guess(self(arguments.finite("Perceptron.predict", "x", x)))

    def _guess(self, score):  # (n, 1) -> step, (n, classes) -> argmax
        return (score[:, 0] >= 0).astype(np.int64) if self.classes == 2 else score.argmax(axis=1)

    def learn(self, x, target):
        """Learn from one point x (in_features,) with its label, and return the guess made before."""
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

    def steps(self, x, y, *, epochs=1, shuffle=False, seed=0):
        """Yield a `Step` for each visited point, `epochs` times over all of them; see `fit` for the arguments."""
        x, y = self._examples(x, y)
        epochs = arguments.integer("Perceptron.steps", "epochs", epochs, low=1)
        order, rng = np.arange(len(x)), np.random.default_rng(seed)
        for epoch in range(epochs):
            for index in rng.permutation(order) if shuffle else order:
                target = int(y[index])
                guess = self.learn(x[index], target)
                weight, bias = self.weight.data.copy(), self.bias.data.copy()
                yield Step(epoch, int(index), guess, target, guess != target, weight, bias)

    def fit(self, x, y, *, epochs=100, shuffle=False, seed=0):
        """Learn until an epoch passes without a mistake, at most `epochs`, and return the mistakes of each epoch.

        Parameters
        ----------
        x : ndarray of shape (n, in_features), finite
        y : ndarray of shape (n,), ints in 0..classes-1
        epochs : int
            Most passes over the data, >= 1.
        shuffle : bool
            Whether each epoch visits the points in a new order.
        seed : int
            Seed of these orders.

        Returns
        -------
        list of int
            Mistakes made in each epoch; the last is 0 if the points were separated.
        """
        mistakes, best, fewest = [], None, float("inf")
        for step in self.steps(x, y, epochs=epochs, shuffle=shuffle, seed=seed):
            if step.epoch == len(mistakes):
                if mistakes and mistakes[-1] == 0:
                    break
                mistakes.append(0)
            mistakes[-1] += step.mistake
            if self.pocket and (step.mistake or best is None):
                wrong = int((self.predict(x) != y).sum())
                if wrong < fewest:
                    fewest, best = wrong, self.state_dict()
        if best is not None:
            self.load_state_dict(best)
        return mistakes

    def _examples(self, x, y):
        arguments.width(self, arguments.finite("Perceptron", "x", x), self.in_features)
        y = arguments.labels("Perceptron", "y", y, self.classes)
        if len(x) != len(y):
            raise ValueError(f"Perceptron expected as many labels as points, got {len(x)} points and {len(y)} labels")
        return x.astype(self.weight.dtype), y

    def extra_repr(self):
        return f"in_features={self.in_features}, classes={self.classes}"
