"""What the restricted Boltzmann machines of both sides share: arrays in and out, Gibbs sampling, steps of learning."""

from collections.abc import Callable
from typing import Any

import numpy as np

from nnlearn import arguments
from nnlearn.shared.seeds import rng_or_shared, shared_rng


class Sampler:
    """Methods that take and return NumPy arrays; an RBM supplies the formulas on its own side's arrays."""

    visible_features: int
    hidden_features: int
    weight: Any
    visible_bias: Any
    hidden_bias: Any
    _optimizer_kind: type
    _inside: Callable  # (caller, name, values) -> the side's array in the dtype of the weights, without a gradient
    to_numpy: Callable
    _hidden_scores: Callable  # v -> v W + c
    _visible_scores: Callable  # h -> h W^T + b
    _squash: Callable  # the sigmoid
    _draw: Callable  # (probabilities, rng) -> zeros and ones
    _energies: Callable  # the free energies of v, without a gradient
    _descend: Callable  # (v, ends): set the gradients of mean F(v) - mean F(ends), and return that difference
    _write: Callable  # (parameter, values, grad): set a parameter's values, or its gradient

    def hidden(self, v):
        """Return p(h = 1 | v) = sigmoid(v W + c) of each hidden cell, (n, hidden), for pictures v (n, visible)."""
        return self.to_numpy(self._squash(self._hidden_scores(self._cells("hidden", "v", v, self.visible_features))))

    def visible(self, h):
        """Return p(v = 1 | h) = sigmoid(h W^T + b) of each visible cell, (n, visible), for h (n, hidden)."""
        return self.to_numpy(self._squash(self._visible_scores(self._cells("visible", "h", h, self.hidden_features))))

    def free_energy(self, v):
        """Return F(v) = -v b - sum_j log(1 + exp((v W + c)_j)) of pictures v (n, visible), as an array (n,)."""
        return self.to_numpy(self._energies(self._cells("free_energy", "v", v, self.visible_features)))

    def gibbs(self, v, k=1, *, clamped=None, rng=None):
        """Return pictures (n, visible) of zeros and ones, k sweeps after v: hidden cells drawn, then visible ones.

        `clamped`, an array (visible,) of booleans, names the cells that stay as they are in v.
        """
        v = self._cells("gibbs", "v", v, self.visible_features)
        k, rng = arguments.integer("RBM.gibbs", "k", k, low=0), rng_or_shared("RBM.gibbs", "rng", rng)
        free = None if clamped is None else self._free(clamped)
        for _ in range(k):
            v = self._sweep(v, free, rng)
        return self.to_numpy(v)

    def reconstruction_error(self, v):
        """Return -sum_i [v_i log q_i + (1 - v_i) log(1 - q_i)], q = visible(hidden(v)): the mean over v, in nats."""
        cells = self._cells("reconstruction_error", "v", v, self.visible_features)
        scores = self.to_numpy(self._visible_scores(self._squash(self._hidden_scores(cells)))).astype(np.float64)
        return float((np.logaddexp(0, scores) - self.to_numpy(cells) * scores).sum(axis=1).mean())

    def match_means(self, v, least=0.01):
        """Set visible_bias to log(p / (1 - p)), p the mean of each cell in v, at least `least` and at most 1 - `least`.

        With W = 0 the machine is then right about each cell alone. Return itself.
        """
        self._cells("match_means", "v", v, self.visible_features)
        least = arguments.number("RBM.match_means", "least", least, low=0, high=0.5, open_low=True)
        p = np.clip(v.mean(axis=0, dtype=np.float64), least, 1 - least)
        self._write(self.visible_bias, np.log(p / (1 - p)))
        return self

    def cd_step(self, optimizer, v, k=1, *, chains=None, rng=None):
        """Take one step of contrastive divergence with an optimizer, and return the ends of the chains.

        The chains start at v, or, for persistent ones, at the `chains` that the step before returned. After k sweeps
        they end at u. The optimizer goes down the gradient of mean F(v) - mean F(u), in which u counts as given:

        `-dW = mean(v h') - mean(u g')`, with h = p(h = 1 | v) and g = p(h = 1 | u), and so for both biases.

        Parameters
        ----------
        optimizer : Optimizer
            Over the parameters of this machine, such as `nn.SGD(rbm.parameters(), lr=0.05)`, which takes the plain step
            W += lr (-dW); momentum, decay and schedules work as for any model.
        v : ndarray of shape (n, visible)
            Pictures, from 0 to 1.
        k : int
            Sweeps, >= 1.
        chains : ndarray of shape (m, visible) or None
            Where the chains start; None is v.
        rng : numpy.random.Generator or None
            Draws the cells, the same on both sides. None takes the generator that `manual_seed` sets.

        Returns
        -------
        ndarray of shape (n, visible) or (m, visible)
            u.

        Raises
        ------
        TypeError, ValueError
            If an argument is not one of these, or the free energies are not finite any more.
        """
        check_optimizer("cd_step", self, optimizer)
        v = self._cells("cd_step", "v", v, self.visible_features)
        k, rng = arguments.integer("RBM.cd_step", "k", k, low=1), rng_or_shared("RBM.cd_step", "rng", rng)
        ends = v if chains is None else self._cells("cd_step", "chains", chains, self.visible_features)
        for _ in range(k):
            ends = self._sweep(ends, None, rng)
        optimizer.zero_grad()
        difference = self._descend(v, ends)
        if not np.isfinite(difference):
            raise arguments.NotFinite(
                f"RBM.cd_step expected finite free energies, got a difference of {difference}: the weights have "
                f"diverged; make a new machine and take a smaller lr"
            )
        optimizer.step()
        return self.to_numpy(ends)

    def ascend(self, optimizer, gradient):
        """Take one step of the optimizer up a gradient of log p, given as (dW, db, dc): in the parameters' shapes."""
        check_optimizer("ascend", self, optimizer)
        parameters = {"weight": self.weight, "visible_bias": self.visible_bias, "hidden_bias": self.hidden_bias}
        if not isinstance(gradient, tuple | list) or len(gradient) != 3:
            raise TypeError(
                f"RBM.ascend expected gradient to be (dW, db, dc), got {arguments.describe(gradient)}: "
                f"nnlearn.boltzmann.gradient(rbm, v) makes one"
            )
        for (name, parameter), values in zip(parameters.items(), gradient, strict=True):
            values = arguments.finite("RBM.ascend", f"gradient of {name}", values)
            if values.shape != tuple(parameter.shape):
                raise ValueError(
                    f"RBM.ascend expected gradient of {name} of shape {tuple(parameter.shape)}, got {values.shape}"
                )
        for parameter, values in zip(parameters.values(), gradient, strict=True):
            self._write(parameter, -values, grad=True)
        optimizer.step()

    def _sweep(self, v, free, rng):
        """Return the visible cells after one sweep; those that are not free keep their values."""
        h = self._draw(self._squash(self._hidden_scores(v)), rng)
        u = self._draw(self._squash(self._visible_scores(h)), rng)
        return u if free is None else v + free * (u - v)

    def _free(self, clamped):
        """Return 1 for cells that may change and 0 for others, as the side's array, or raise."""
        plain = isinstance(clamped, np.ndarray) and clamped.dtype == bool
        if not plain or clamped.shape != (self.visible_features,):
            raise (ValueError if plain else TypeError)(
                f"RBM.gibbs expected clamped to be an array of {self.visible_features} booleans, got "
                f"{arguments.describe(clamped)}: np.arange({self.visible_features}) < 3 clamps the first three cells"
            )
        return self._inside("RBM.gibbs", "clamped", (~clamped).astype(np.float32))

    def _cells(self, caller, name, values, features):
        """Check states of cells, an array (n, features) in [0, 1], and return them as the side's array."""
        return check_cells(self, f"{arguments.name_of(self)}.{caller}", name, values, features)


def check_cells(machine, caller, name, values, features):
    """Return states of cells, an array (n, features) in [0, 1], as the array of a machine's side, or raise."""
    found = machine._inside(caller, name, values)
    if values.ndim != 2 or values.shape[1] != features:
        one = values.shape == (features,)
        hint = f"one picture is {name}[None]" if one else f"{name}.reshape(len({name}), -1) makes rows"
        raise ValueError(f"{caller} expected {name} of shape (n, {features}), got {values.shape}: {hint}")
    advice = f"({name} > {name}.max() / 2) makes zeros and ones of a picture"
    arguments.between(caller, name, values, 0, 1, advice)
    return found


def check_sizes(visible_features, hidden_features, std):
    """Return the sizes of a machine and the spread of its first weights, or raise."""
    visible = arguments.integer("RBM", "visible_features", visible_features, low=1)
    hidden = arguments.integer("RBM", "hidden_features", hidden_features, low=1)
    return visible, hidden, arguments.number("RBM", "std", std, low=0)


def first_weights(visible, hidden, std):
    """Return weights (visible, hidden) from the normal distribution, float32, the same on both sides."""
    return (std * shared_rng().standard_normal((visible, hidden))).astype(np.float32)


def check_optimizer(caller, machine, optimizer):
    """Raise unless this is an optimizer of the machine's side over its parameters."""
    if not isinstance(optimizer, machine._optimizer_kind):
        raise TypeError(
            f"RBM.{caller} expected optimizer to be an optimizer such as nn.SGD, got {arguments.describe(optimizer)}"
        )
    if not any(p is machine.weight for group in optimizer.param_groups for p in group["params"]):
        raise ValueError(
            f"RBM.{caller} expected optimizer to hold this machine's parameters, got one over others: "
            f"nn.SGD(rbm.parameters(), lr=0.05)"
        )
