"""What the deep belief networks of both sides share: they look up, pass down, and dream."""

from typing import Any

import numpy as np

from nnlearn import arguments
from nnlearn.shared.models import check_sizes
from nnlearn.shared.pretraining import Greedy, draw
from nnlearn.shared.rbm import check_cells
from nnlearn.shared.seeds import rng_or_shared, shared_rng


class Stack(Greedy):
    """Methods that take and return NumPy arrays; a side supplies its RBMs, its SGD and its MLP."""

    _mlp: Any  # (sizes) -> MLP with sigmoids, in dtype and on device of the weights

    def forward(self, *inputs):
        raise TypeError(
            "DBN expected a call of one of its methods, got one of itself: draws have no gradient, so it has no "
            "forward; dbn.up(v) looks up, dbn.dream(n) makes pictures, dbn.to_mlp(classes) a network to be taught"
        )

    def up(self, v, *, draws=False, rng=None):
        """Return the cells of each hidden layer, a list of arrays (n, sizes[l]), for pictures v: the recognition pass.

        They are the probabilities q of one layer given those of the one below; or, with `draws`, zeros and ones drawn
        layer after layer. Label cells count as 1 / labels each.
        """
        h, found = self._pictures("up", v), []
        draws, rng = arguments.flag("DBN.up", "draws", draws), rng_or_shared("DBN.up", "rng", rng)
        for layer in self.layers:
            if layer is self.layers[-1] and self.labels:
                h = np.hstack([h, np.full((len(h), self.labels), 1 / self.labels, h.dtype)])
            h = draw(layer.hidden(h), rng) if draws else layer.hidden(h)
            found.append(h)
        return found

    def down(self, h, *, draws=True, rng=None):
        """Return pictures (n, sizes[0]) made from cells h (n, sizes[-1]) of the top layer: the generative pass.

        Each layer on the way is drawn. The pixels are drawn too, or, without `draws`, are probabilities.
        """
        h = self.layers[-1].to_numpy(check_cells(self.layers[-1], "DBN.down", "h", h, self.sizes[-1]))
        draws, rng = arguments.flag("DBN.down", "draws", draws), rng_or_shared("DBN.down", "rng", rng)
        for layer, size in zip(reversed(self.layers), reversed(self.sizes[:-1]), strict=True):
            p = layer.visible(h)[:, :size]  # without the label cells
            h = draw(p, rng) if draws or layer is not self.layers[0] else p
        return h

    def dream(self, start, sweeps=300, *, labels=None, draws=True, rng=None):
        """Return pictures (n, sizes[0]) that the network makes up: Gibbs sampling at the top, and one pass down.

        Parameters
        ----------
        start : int or ndarray of shape (n, sizes[-2])
            How many dreams begin as noise; or the cells below the top layer to begin with, such as
            `dbn.up(v, draws=True)[-2]`.
        sweeps : int
            Of the top RBM, >= 1; the last one passes down to the picture.
        labels : ndarray of int, shape (n,), or None
            The classes that are asked for: label cells are kept at them. None lets them go, from noise.
        draws : bool
            Whether the pixels are drawn; False returns their probabilities.
        rng : numpy.random.Generator or None
            Draws the cells. None takes the generator that `manual_seed` sets.

        Returns
        -------
        ndarray of shape (n, sizes[0])

        Raises
        ------
        TypeError, ValueError
            If an argument is not one of these, or there are labels but no label cells.
        """
        sweeps = arguments.integer("DBN.dream", "sweeps", sweeps, low=1)
        draws, rng = arguments.flag("DBN.dream", "draws", draws), rng_or_shared("DBN.dream", "rng", rng)
        top, size, clamped = self.layers[-1], self.sizes[-2], None
        if isinstance(start, np.ndarray):
            cells = top.to_numpy(check_cells(top, "DBN.dream", "start", start, size))
        else:
            count = arguments.integer("DBN.dream", "start", start, low=1)
            cells = draw(np.full((count, size), 0.5), rng)
        if labels is not None:
            asked = self._one_hot("dream", "labels", labels, len(cells))
            cells, clamped = np.hstack([cells, asked]), np.arange(size + self.labels) >= size
        elif self.labels:
            cells = np.hstack([cells, draw(np.full((len(cells), self.labels), 0.5), rng)])
        cells = top.gibbs(cells, sweeps - 1, clamped=clamped, rng=rng)
        return self.down(draw(top.hidden(cells), rng), draws=draws, rng=rng)

    def upside_down(self, layer):
        """Start an RBM as the one below it, upside down, and return the network: log p(v) stays what it was.

        W' = W^T, b' = c, c' = b; so p'(h) = p(h) for the cells that the two have in common. `layer` counts from 0, is
        at least 1, and needs as many hidden cells as the one below has visible ones.
        """
        layer = arguments.integer("DBN.upside_down", "layer", layer, low=1, high=len(self.layers) - 1)
        low, high = self.layers[layer - 1], self.layers[layer]
        expected, found = tuple(low.weight.shape)[::-1], tuple(high.weight.shape)
        if found != expected:
            raise ValueError(
                f"DBN.upside_down expected layer {layer} of {expected[0]} visible and {expected[1]} hidden cells, as "
                f"layer {layer - 1} has them the other way round, got {found[0]} and {found[1]}: give sizes such as "
                f"[64, 12, 64], without labels"
            )
        high._write(high.weight, low.to_numpy(low.weight).T)
        high._write(high.visible_bias, low.to_numpy(low.hidden_bias))
        high._write(high.hidden_bias, low.to_numpy(low.visible_bias))
        return self

    def to_mlp(self, classes, *, std=0.01):
        """Return an `MLP` with sigmoids and one more layer, which `fit` can teach; before it, the network is `up`.

        The weights are copies, transposed to (out, in); the visible biases have no place in it. The weights of the last
        layer, of `classes` units, come from the normal distribution with standard deviation `std`, its biases are 0.
        """
        classes = arguments.integer("DBN.to_mlp", "classes", classes, low=1)
        std, (top, size) = arguments.number("DBN.to_mlp", "std", std, low=0), (self.layers[-1], self.sizes[-2])
        mlp = self._mlp([*self.sizes, classes])
        for i, layer in enumerate(self.layers):
            weight, bias = layer.to_numpy(layer.weight), layer.to_numpy(layer.hidden_bias)
            if layer is top and self.labels:  # label cells of 1 / labels each
                bias = bias + weight[size:].mean(axis=0)
            layer._write(mlp[2 * i].weight, weight[: self.sizes[i]].T)
            layer._write(mlp[2 * i].bias, bias)
        top._write(mlp[-1].weight, std * shared_rng().standard_normal((classes, self.sizes[-1])))
        top._write(mlp[-1].bias, np.zeros(classes))
        return mlp

    def extra_repr(self):
        return f"{self.sizes}, labels={self.labels}"


def check_stack(sizes, labels, std):
    """Return the layers' sizes, the number of label cells, and (visible, hidden, std) of each RBM, or raise."""
    sizes, labels = check_sizes("DBN", sizes), arguments.integer("DBN", "labels", labels, low=0)
    std = arguments.number("DBN", "std", std, low=0)
    visible = [*sizes[:-2], sizes[-2] + labels]
    return sizes, labels, [(v, h, std) for v, h in zip(visible, sizes[1:], strict=True)]
