"""Greedy training, layer by layer, of the deep belief networks of both sides."""

from typing import Any

import numpy as np

from nnlearn import arguments
from nnlearn.shared.callbacks import ProgressBar
from nnlearn.shared.history import History, Run
from nnlearn.shared.rbm import check_cells
from nnlearn.shared.seeds import rng_or_shared


class Greedy:
    """A stack of RBMs that trains one after the other; a side supplies them, and its SGD."""

    sizes: list[int]
    labels: int
    layers: Any
    _sgd: Any

    def pretrain(
        self, v, y=None, *, layer=None, epochs=30, batch_size=25, lr=0.1, momentum=0.5, weight_decay=1e-4, k=1,
        chains=0, rng=None,
    ):  # fmt: skip
        """Train one RBM after the other, each on what the finished ones below make of v.

        In every epoch the cells are drawn again from their probabilities. Steps are those of `RBM.cd_step`, with
        SGD; the learning rate falls on a straight line, to a hundredth. A layer whose visible biases are all 0 begins
        with `match_means`. A progress bar appears after two seconds.

        Parameters
        ----------
        v : ndarray of shape (n, sizes[0])
            Pictures, from 0 to 1.
        y : ndarray of int, shape (n,), or None
            Their classes, if there are label cells beside the layer that is trained.
        layer : int or None
            The one layer to train, counted from 0; the others stay as they are. None trains all.
        epochs : int
            For each layer, >= 1.
        batch_size : int
            >= 1.
        lr : float
            At the beginning, > 0.
        momentum, weight_decay : float
            Of SGD, >= 0.
        k : int
            Sweeps of each step, >= 1.
        chains : int
            Number of persistent chains, which begin as noise; 0 takes chains that begin at the data.
        rng : numpy.random.Generator or None
            Orders the pictures and draws the cells. None takes the generator that `manual_seed` sets.

        Returns
        -------
        list of History
            One for each trained layer; `loss` is the `reconstruction_error` after each epoch, in nats.

        Raises
        ------
        TypeError, ValueError
            If an argument is not one of these, or the weights diverge.
        """
        caller = "DBN.pretrain"
        top = len(self.layers) - 1
        first, last = (0, top) if layer is None else [arguments.integer(caller, "layer", layer, low=0, high=top)] * 2
        epochs = arguments.integer(caller, "epochs", epochs, low=1)
        batch_size = arguments.integer(caller, "batch_size", batch_size, low=1)
        lr = arguments.number(caller, "lr", lr, low=0, open_low=True)
        momentum = arguments.number(caller, "momentum", momentum, low=0)
        weight_decay = arguments.number(caller, "weight_decay", weight_decay, low=0)
        k, chains = arguments.integer(caller, "k", k, low=1), arguments.integer(caller, "chains", chains, low=0)
        rng, data = rng_or_shared(caller, "rng", rng), self._pictures("pretrain", v)
        label_cells: Any = None if y is None and last < top else self._one_hot("pretrain", "y", y, len(data))
        for below in self.layers[:first]:
            data = below.hidden(data)
        bar, histories = ProgressBar(delay=2), []
        run = Run(self, None, History(), epochs * (last + 1 - first), -(-len(data) // batch_size), None)
        try:
            for rbm in self.layers[first : last + 1]:
                if rbm is self.layers[top] and self.labels:
                    data = np.hstack([data, label_cells.astype(data.dtype)])
                if not rbm.to_numpy(rbm.visible_bias).any():
                    rbm.match_means(data)
                run.optimizer = self._sgd(rbm.parameters(), lr=lr, momentum=momentum, weight_decay=weight_decay)
                run.history = History()
                histories.append(run.history)
                ends = draw(np.full((chains, data.shape[1]), 0.5, data.dtype), rng) if chains else None
                for epoch in range(epochs):
                    run.optimizer.param_groups[0]["lr"] = lr * (1 - 0.99 * epoch / epochs)
                    ends = one_epoch(run, bar, rbm, data, batch_size, k, ends, rng)
                data = rbm.hidden(data)
        finally:
            bar.close()
        return histories

    def _pictures(self, caller, v):
        """Return pictures as an array of the weights' dtype, or raise."""
        low = self.layers[0]
        return low.to_numpy(check_cells(low, f"DBN.{caller}", "v", v, self.sizes[0]))

    def _one_hot(self, caller, name, y, n):
        """Return label cells (n, labels) of classes, or None without any, or raise."""
        who = f"DBN.{caller}"
        if y is None and not self.labels:
            return None
        if not self.labels:
            raise ValueError(
                f"{who} expected {name} to be None, got {arguments.describe(y)}: "
                f"nn.DBN(sizes, labels=10) has label cells"
            )
        arguments.labels(who, name, y, self.labels)
        if y.shape != (n,):
            raise ValueError(f"{who} expected {name} of shape ({n},), one label for each picture, got {y.shape}")
        return np.eye(self.labels)[y]


def one_epoch(run, bar, rbm, data, batch_size, k, ends, rng):
    """Take the steps of one epoch on cells drawn from `data`, and return the ends of persistent chains, or None."""
    run.epoch, order = run.epoch + 1, rng.permutation(len(data))
    for first in range(0, len(data), batch_size):
        batch = draw(data[order[first : first + batch_size]], rng)
        try:
            reached = rbm.cd_step(run.optimizer, batch, k, chains=ends, rng=rng)
        except arguments.NotFinite as error:
            raise diverged(run) from error
        ends = None if ends is None else reached
        run.end_of_epoch = first + batch_size >= len(data)
        if run.end_of_epoch:
            run.history.loss.append(measured(run, rbm, data))
        bar(run)
    return ends


def measured(run, rbm, data):
    """Return the reconstruction error, or raise if it is not finite."""
    with np.errstate(over="ignore", invalid="ignore"):
        error = rbm.reconstruction_error(data)
    if not np.isfinite(error):
        raise diverged(run)
    return error


def diverged(run):
    """Return the error that says so."""
    return arguments.NotFinite(
        f"DBN.pretrain expected finite weights, got others in epoch {run.epoch} of {run.epochs}: the training has "
        f"diverged; make a new network and take a smaller lr, momentum or weight_decay"
    )


def draw(p, rng):
    """Return 1 with probability p, else 0."""
    return (rng.random(p.shape) < p).astype(p.dtype)
