"""Mistake-driven learning, one point at a time: the loop that the perceptrons of both sides share."""

import copy
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nnlearn import arguments


class Step(NamedTuple):
    """The effect of visiting one point: its place, the guess, and the weights and bias afterwards (copies)."""

    epoch: int
    index: int  # type: ignore[assignment]  # tuple has a method of this name, which a step does not need
    guess: int
    target: int
    mistake: bool
    weight: np.ndarray
    bias: np.ndarray


class MistakeDrivenLearner:
    """The loop over points and epochs; a perceptron supplies `learn(x, target) -> guess`, `predict` and `to_numpy`."""

    in_features: int
    classes: int
    pocket: bool
    weight: Any
    bias: Any
    learn: Callable
    predict: Callable
    to_numpy: Callable
    state_dict: Callable
    load_state_dict: Callable

    def steps(self, x, y, *, epochs=1, shuffle=False, seed=0):
        """Return an iterator over a `Step` for each visited point, `epochs` times over all points; see `fit`."""
        x, y = self._check_examples(x, y)
        seed = arguments.integer("Perceptron", "seed", seed, low=0)
        epochs = arguments.integer("Perceptron", "epochs", epochs, low=1)
        return self._visit(x, y, epochs, arguments.flag("Perceptron", "shuffle", shuffle), seed)

    def _visit(self, x, y, epochs, shuffle, seed):
        order, rng = np.arange(len(x)), np.random.default_rng(seed)
        for epoch in range(epochs):
            for index in rng.permutation(order) if shuffle else order:
                target = int(y[index])
                guess = self.learn(x[index], target)
                weight, bias = self.to_numpy(self.weight), self.to_numpy(self.bias)
                yield Step(epoch, int(index), guess, target, guess != target, weight, bias)

    def fit(self, x, y, *, epochs=100, shuffle=False, seed=0):
        """Learn until an epoch passes without a mistake, at most `epochs`, and return the mistakes of each epoch.

        Parameters
        ----------
        x : ndarray of shape (n, in_features), finite
        y : ndarray of shape (n,), ints in 0..classes-1
        epochs : int
            Maximum number of passes over the data, >= 1.
        shuffle : bool
            Whether each epoch visits the points in a new order.
        seed : int
            Seed for these orders.

        Returns
        -------
        list of int
            Mistakes made in each epoch; the last number is 0 if the points were separated.
        """
        mistakes: list[int] = []
        best, fewest = None, float("inf")
        for step in self.steps(x, y, epochs=epochs, shuffle=shuffle, seed=seed):
            if step.epoch == len(mistakes):
                if mistakes and mistakes[-1] == 0:
                    break
                mistakes.append(0)
            mistakes[-1] += step.mistake
            if self.pocket and (step.mistake or best is None):
                wrong = int((self.predict(x) != y).sum())
                if wrong < fewest:
                    fewest, best = wrong, copy.deepcopy(self.state_dict())
        if best is not None:
            self.load_state_dict(best)
        return mistakes

    def _check_examples(self, x, y):
        self._check_points(x)
        y = arguments.labels("Perceptron", "y", y, self.classes)
        if len(x) != len(y):
            raise ValueError(f"Perceptron expected as many labels as points, got {len(x)} points and {len(y)} labels")
        return self._as_weights(x.copy()), y

    def _check_points(self, x):
        if arguments.finite("Perceptron", "x", x).shape != (len(x) if x.ndim else 0, self.in_features):
            raise ValueError(f"Perceptron expected x of shape (n, {self.in_features}), got {x.shape}")
        return self._as_weights(x)

    def _check_point(self, x, target):
        if arguments.finite("Perceptron.learn", "x", x).shape != (self.in_features,):
            raise ValueError(
                f"Perceptron.learn expected one point x of shape ({self.in_features},), got {x.shape}: fit takes many"
            )
        return self._as_weights(x), arguments.integer(
            "Perceptron.learn", "target", target, low=0, high=self.classes - 1
        )

    def _as_weights(self, x):
        """Return points in the dtype of the weights, or raise if a number is too large for it."""
        dtype = np.float64 if "64" in str(self.weight.dtype) else np.float32
        return x if x.dtype == dtype else arguments.cast("Perceptron", "x", x, dtype)
