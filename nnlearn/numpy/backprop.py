"""The gradient of the loss on one batch, and predictions without one."""

import contextlib

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.activations import Sigmoid, Softmax
from nnlearn.numpy.binary_cross_entropy import BCEWithLogitsLoss
from nnlearn.numpy.containers import Sequential
from nnlearn.numpy.cross_entropy import CrossEntropyLoss
from nnlearn.numpy.embedding import Embedding
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.internals.quick_checks import finite_floats
from nnlearn.numpy.kl_divergence import KLDivLoss
from nnlearn.numpy.losses import Loss
from nnlearn.numpy.module import Module, accumulate
from nnlearn.numpy.no_grad import no_grad
from nnlearn.numpy.parameter import Parameter
from nnlearn.numpy.tree_rnn import TreeRNN
from nnlearn.shared.losses import check_last_layer
from nnlearn.shared.outputs import check_output

CONTAINED = {CrossEntropyLoss: Softmax, BCEWithLogitsLoss: Sigmoid}  # the activation that a loss applies itself
LOGARITHMS = {KLDivLoss: Softmax}  # the activation whose logarithm it expects
OF_WHOLE_NUMBERS = Embedding, TreeRNN


@ignore_overflow
def backprop(model, criterion, x, y):
    """Run a batch forward and backward: add dL/d(parameter) to every parameter's gradient and return the loss.

    As in PyTorch, gradients accumulate: `optimizer.zero_grad(); loss = nn.backprop(...); optimizer.step()`.

    Parameters
    ----------
    model : Module
    criterion : Loss
    x : ndarray of shape (batch, ...)
        Inputs. They are converted to the model's dtype; whole numbers stay whole if the model holds an `Embedding` or
        a `TreeRNN`.
    y : ndarray of shape (batch, ...)
        Targets, as the criterion takes them.

    Returns
    -------
    float
        The loss before any step.

    Raises
    ------
    TypeError, ValueError
        If x or y is not an array of numbers, is empty, or holds NaN or infinity; if shapes do not fit, the loss has
        reduction="none", the model ends in the activation that the loss already contains, or it returns no array.

    Notes
    -----
    Gradient: dL/d(parameter) for all parameters, by the chain rule from the loss back to the input.

    References
    ----------
    Rumelhart, Hinton, Williams (1986), "Learning representations by back-propagating errors".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> model = nn.Linear(1, 1)
    >>> model.weight.data, model.bias.data = [[2.0]], [0.0]
    >>> backprop(model, nn.MSELoss(), np.array([[1.0]], np.float32), np.array([[1.0]], np.float32))
    1.0
    >>> model.weight.grad
    array([[2.]], dtype=float32)
    """
    check_model("backprop", model)
    check_loss("backprop", model, criterion)
    prediction = check_output("backprop", model(to_model("backprop", "x", model, x)))
    loss = criterion(prediction, match_dtype("backprop", prediction, y))  # a loss checks its targets itself
    accumulate(model, criterion.backward())  # model.backward(...) without dL/dx; PyTorch's line is loss.backward()
    return float(loss)


@ignore_overflow
def predict(model, x, *, batch_size=5000):
    """Run the model on x in evaluation mode, keeping nothing for a backward pass.

    Parameters
    ----------
    model : Module
    x : ndarray of shape (n, ...), finite
        Inputs; they are converted as in `backprop`.
    batch_size : int
        Number of rows to run at a time, >= 1. A power of two is up to 1.5 times slower: the rows in memory then share
        few lines of the processor's cache.

    Returns
    -------
    ndarray of shape (n, ...)
        The outputs. The model is left in the mode it was in; in between it is in evaluation mode, so another thread
        should not train it meanwhile: give each thread its own `copy.deepcopy(model)`.

    Raises
    ------
    TypeError, ValueError
        If x is not an array of numbers, is empty, holds NaN or infinity, or does not fit the model, or if that returns
        no array.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> predict(nn.ReLU(), np.array([[-1.0, 2.0]], np.float32))
    array([[0., 2.]], dtype=float32)
    """
    check_model("predict", model)
    batch_size = arguments.integer("predict", "batch_size", batch_size, low=1)
    x = to_model("predict", "x", model, x)
    with evaluating(model), no_grad():
        parts = (model(x[i : i + batch_size]) for i in range(0, len(x), batch_size))
        return np.concatenate([check_output("predict", part) for part in parts])


@contextlib.contextmanager
def evaluating(model):
    """Set evaluation mode for a while, then restore the mode of every part."""
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training


def to_model(caller, name, model, values):
    """Check an array, and return it in the model's dtype; labels, and x for an Embedding or trees, stay whole."""
    if not finite_floats(values) or not values.ndim:
        values = np.asarray(arguments.batch(caller, name, values))  # of a mapped file, a plain view
    if values.dtype.kind in "iu" and (
        name == "y" or any(isinstance(part, OF_WHOLE_NUMBERS) for part in model.modules())
    ):
        return values
    dtype = dtype_of(model)
    return values if values.dtype == dtype else arguments.cast(caller, name, values, dtype)


def match_dtype(caller, prediction, target):
    """Return targets in the prediction's dtype; labels stay whole numbers."""
    same = not isinstance(target, np.ndarray) or target.dtype == prediction.dtype or target.dtype.kind != "f"
    return target if same else arguments.cast(caller, "y", target, prediction.dtype)


def dtype_of(model):
    """Return the dtype of a model's parameters, which all have the same; float32 if there are none."""
    if type(model) is Sequential:  # the usual case first: training asks in every step
        for layer in model.layers:
            if type(weight := vars(layer).get("weight")) is Parameter:
                return weight.data.dtype
    parameter = first_parameter(model)
    return np.dtype(np.float32) if parameter is None else parameter.dtype


def first_parameter(module):
    """Return the first parameter of a model, or None: every parameter has its dtype."""
    for part in vars(module).values():
        if isinstance(part, Parameter):
            return part
    for child in module.children():
        if (found := first_parameter(child)) is not None:
            return found
    return None


def check_model(caller, model):
    """Raise unless this is a model of this side."""
    if not isinstance(model, Module):
        raise TypeError(f"{caller} expected model to be a Module of nnlearn.numpy, got {arguments.describe(model)}")


def check_loss(caller, model, criterion):
    """Raise unless this is a loss of this side that suits the model."""
    if not isinstance(criterion, Loss):
        raise TypeError(
            f"{caller} expected criterion to be a loss of nnlearn.numpy, got {arguments.describe(criterion)}"
        )
    if criterion.reduction == "none":
        arguments.scalar_loss(caller, criterion)
    last = model
    while isinstance(last, Sequential) and last.layers:
        last = last.layers[-1]
    if type(last) in (Sigmoid, Softmax):
        check_last_layer(caller, last, criterion, Sequential, CONTAINED, LOGARITHMS)
