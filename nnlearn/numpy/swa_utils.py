"""Averaged weights: a copy of a network whose weights are the mean of those that training went through."""

import copy

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.module import Module, accumulate


class AveragedModel(Module):
    """A copy of a model whose weights are averaged over training: call `update_parameters(model)` now and then.

    The first call copies the weights, the next ones average: W = W + (w - W) / (n + 1), with n models in W so far, or
    as `multi_avg_fn` or `avg_fn` says, such as `get_ema_multi_avg_fn(0.999)`. The noise of single steps cancels.

    Parameters
    ----------
    model : Module
        It is copied, weights and all.
    device : "cpu" or None
        The other side has all other devices.
    avg_fn : function (W, w, n) -> the new W, or None
        Of one array at a time.
    multi_avg_fn : function (list of W, list of w, n), or None
        Changes the arrays W in place. One of the two functions at most.
    use_buffers : bool
        Whether buffers, such as the means of a batch normalisation, are averaged too; else they are copied each time.

    Attributes
    ----------
    module : Module
        The copy. `averaged(x)` is `averaged.module(x)`; its methods are called on it, such as `averaged.module.noise`.
    n_averaged : ndarray of shape (), int64
        How many models were averaged.

    Raises
    ------
    TypeError, ValueError
        If an argument is not one of these; if `update_parameters` gets something other than a model of the same shapes.

    Notes
    -----
    Gradient: that of the copy. It is not trained itself: no optimizer holds its weights.

    References
    ----------
    Polyak, Juditsky (1992), "Acceleration of stochastic approximation by averaging". Izmailov, Podoprikhin, Garipov,
    Vetrov, Wilson (2018), "Averaging weights leads to wider optima and better generalization".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model = nn.Linear(1, 1)
    >>> averaged = nn.AveragedModel(model)
    >>> for weight in (1.0, 2.0, 6.0):
    ...     model.weight.data = [[weight]]
    ...     averaged.update_parameters(model)  # nn.fit(..., callbacks=[lambda run: averaged.update_parameters(model)])
    >>> averaged.module.weight.data.item(), int(averaged.n_averaged)
    (3.0, 3)
    """

    n_averaged: np.ndarray

    def __init__(self, model, device=None, avg_fn=None, multi_avg_fn=None, use_buffers=False):
        check_module("AveragedModel", model)
        for name, function in (("avg_fn", avg_fn), ("multi_avg_fn", multi_avg_fn)):
            if function is not None and (not callable(function) or isinstance(function, type)):
                raise TypeError(
                    f"AveragedModel expected {name} to be a function or None, got {arguments.describe(function)}"
                )
        if avg_fn is not None and multi_avg_fn is not None:
            raise ValueError("AveragedModel expected avg_fn or multi_avg_fn, got both: only one can average")
        self.use_buffers = arguments.flag("AveragedModel", "use_buffers", use_buffers)
        self.module = copy.deepcopy(model)
        if device is not None:
            self.module.to(device)
        self.avg_fn, self.multi_avg_fn = avg_fn, multi_avg_fn
        self.register_buffer("n_averaged", np.zeros((), np.int64))

    def forward(self, *inputs):
        return self.module(*inputs)

    def backward(self, grad):
        return self.module.backward(grad)

    def accumulate(self, grad):
        accumulate(self.module, grad)

    @ignore_overflow
    def update_parameters(self, model):
        """Bring the weights of a model into the average.

        Raises
        ------
        TypeError, ValueError
            If it is not a model, or its parameters have other shapes.
        """
        check_module("update_parameters", model)
        (mine, kept), (own, given) = (
            ([p.data for p in each.parameters()], [b for b in each.buffers() if b is not None])
            for each in (self.module, model)
        )
        expected, got = ([each.shape for each in (*arrays, *more)] for arrays, more in ((mine, kept), (own, given)))
        if expected != got:
            raise ValueError(
                f"update_parameters expected model with the shapes of the averaged one, {expected}, got {got}: "
                f"average the model that was copied"
            )
        buffers = list(zip(kept, given, strict=True))
        pairs = [*zip(mine, own, strict=True), *(buffers if self.use_buffers else [])]
        n = int(self.n_averaged)
        if n == 0:
            write(pairs)
        elif self.avg_fn is not None:
            write([(mean, self.avg_fn(mean, new, n)) for mean, new in pairs])
        elif self.multi_avg_fn is not None:
            for dtype in {mean.dtype for mean, _ in pairs}:
                group = [pair for pair in pairs if pair[0].dtype == dtype]
                self.multi_avg_fn([mean for mean, _ in group], [new for _, new in group], n)
        else:
            write([(mean, mean + (new - mean) / (n + 1)) for mean, new in pairs])  # the mean of n + 1
        if not self.use_buffers:
            write(buffers)
        self.n_averaged += 1


def get_ema_multi_avg_fn(decay=0.999):
    """Return the `multi_avg_fn` of an exponential moving average: W = decay W + (1 - decay) w.

    About the last 1 / (1 - decay) models count.

    Parameters
    ----------
    decay : float
        From 0 (the last model alone) to 1 (the first one alone).

    Returns
    -------
    function (list of W, list of w, n)
        Changes the arrays W in place; n is not looked at.

    Raises
    ------
    TypeError, ValueError
        If `decay` is not a number from 0 to 1.

    References
    ----------
    Tarvainen, Valpola (2017), "Mean teachers are better role models".

    Examples
    --------
    >>> mean = np.array([1.0])
    >>> get_ema_multi_avg_fn(0.9)([mean], [np.array([2.0])], 1)
    >>> mean.round(6).tolist()
    [1.1]
    """
    decay = arguments.number("get_ema_multi_avg_fn", "decay", decay, low=0, high=1)

    def ema_update(ema_param_list, current_param_list, _):
        for mean, new in zip(ema_param_list, current_param_list, strict=True):
            mean[...] = mean * decay + new * (1 - decay)

    return ema_update


def write(pairs):
    """Write the second of each pair of arrays into the first."""
    for mean, new in pairs:
        mean[...] = new


def check_module(caller, model):
    """Raise unless this is a model of this side."""
    if not isinstance(model, Module):
        raise TypeError(f"{caller} expected model to be a Module of nnlearn.numpy, got {arguments.describe(model)}")
