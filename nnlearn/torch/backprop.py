"""The gradient of the loss on one batch, and predictions without one."""

import contextlib

import numpy as np
import torch

from nnlearn import arguments
from nnlearn.shared.losses import check_last_layer
from nnlearn.shared.outputs import check_output
from nnlearn.torch.activations import Sigmoid, Softmax
from nnlearn.torch.binary_cross_entropy import BCEWithLogitsLoss
from nnlearn.torch.cross_entropy import CrossEntropyLoss
from nnlearn.torch.kl_divergence import KLDivLoss
from nnlearn.torch.tensors import to_numpy
from nnlearn.torch.tree_rnn import TreeRNN

CONTAINED = {CrossEntropyLoss: Softmax, BCEWithLogitsLoss: Sigmoid}  # the activation that a loss applies itself
LOGARITHMS = {KLDivLoss: Softmax}  # the activation whose logarithm it expects
OF_WHOLE_NUMBERS = torch.nn.Embedding, torch.nn.EmbeddingBag, TreeRNN
PAIRS = {torch.nn.RNN.forward, torch.nn.LSTM.forward, torch.nn.GRU.forward}  # which return (output, state)


def backprop(model, criterion, x, y):
    """Run a batch forward and backward: add dL/d(parameter) to every parameter's gradient and return the loss.

    The batch is moved to the model's device and dtype first. See `nnlearn.numpy.backprop`: one line differs.

    Parameters
    ----------
    model : Module
    criterion : a loss of this side
    x, y : ndarray of shape (batch, ...)
        Inputs, which stay whole numbers if the model holds an `Embedding` or a `TreeRNN`, and targets as the criterion
        takes them.

    Returns
    -------
    float
        The loss before any step.

    Raises
    ------
    TypeError, ValueError
        If x or y is not an array of numbers, is empty, or holds NaN or infinity; if shapes do not fit, the loss has
        reduction="none", the model ends in the activation that the loss already contains, or it returns no tensor.

    Examples
    --------
    >>> model = torch.nn.Linear(1, 1)
    >>> loss = backprop(model, torch.nn.MSELoss(), np.ones((3, 1)), np.ones((3, 1)))
    >>> model.weight.grad.shape
    torch.Size([1, 1])
    """
    check_model("backprop", model)
    check_loss("backprop", model, criterion)
    prediction = check_output("backprop", run("backprop", model, to_model("backprop", "x", model, x)), torch.Tensor)
    loss = criterion(prediction, to_model("backprop", "y", model, y))
    loss.backward()  # NumPy's line is model.backward(criterion.backward())
    return loss.item()


def run(caller, model, x):
    """Return model(x); if a layer got the pair that a recurrent layer returns, say so: PyTorch's error does not."""
    try:
        return model(x)
    except (TypeError, AttributeError):
        for part in model.modules():
            for layer in list(part)[:-1] if isinstance(part, torch.nn.Sequential) else ():
                if type(layer).forward in PAIRS:
                    raise TypeError(
                        f"{caller} expected layers of a Sequential that return a tensor, got "
                        f"{arguments.name_of(layer)}, which returns (output, state): in a Module of your own, pass on "
                        f"the output alone"
                    ) from None
        raise


def predict(model, x, *, batch_size=5000):
    """Run the model on x in evaluation mode, without recording anything.

    Parameters
    ----------
    model : Module
    x : ndarray of shape (n, ...), finite
        Inputs; they are moved to the model's device and dtype.
    batch_size : int
        Number of rows to run at a time, >= 1.

    Returns
    -------
    ndarray of shape (n, ...)
        The outputs. The model is left in the mode it was in.

    Raises
    ------
    TypeError, ValueError
        If x is not an array of numbers, is empty, holds NaN or infinity, or does not fit the model, or if that returns
        no tensor.

    Examples
    --------
    >>> predict(torch.nn.ReLU(), np.array([[-1.0, 2.0]], np.float32))
    array([[0., 2.]], dtype=float32)
    """
    check_model("predict", model)
    batch_size = arguments.integer("predict", "batch_size", batch_size, low=1)
    x = to_model("predict", "x", model, x)
    with evaluating(model), torch.no_grad():
        parts = (run("predict", model, x[i : i + batch_size]) for i in range(0, len(x), batch_size))
        return np.concatenate([to_numpy(check_output("predict", part, torch.Tensor)) for part in parts])


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
    """Check an array, and return it as a tensor of the model's; labels, and x for an Embedding or trees, stay whole."""
    arguments.batch(caller, name, values)
    parameter = next(model.parameters(), torch.zeros(0))
    whole = values.dtype.kind in "iu" and (
        name == "y" or any(isinstance(part, OF_WHOLE_NUMBERS) for part in model.modules())
    )
    dtype = np.int64 if whole else np.float64 if parameter.dtype == torch.float64 else np.float32
    with np.errstate(over="ignore"):
        array = np.require(values, dtype, ["C", "W"])  # PyTorch wants contiguous, writeable rows
    if array.dtype != values.dtype and not whole:
        arguments.fitting(caller, name, values, array)
    tensor = torch.from_numpy(array).to(parameter.device, torch.int64 if whole else parameter.dtype)
    half = tensor.element_size() < array.itemsize
    return arguments.fitting(caller, name, values, tensor) if half else tensor


def check_model(caller, model):
    """Raise unless this is a model of this side."""
    if not isinstance(model, torch.nn.Module):
        raise TypeError(f"{caller} expected model to be a Module of nnlearn.torch, got {arguments.describe(model)}")


def check_loss(caller, model, criterion):
    """Raise unless this is a loss of this side that suits the model."""
    if not isinstance(criterion, torch.nn.Module) or not hasattr(criterion, "reduction"):
        raise TypeError(
            f"{caller} expected criterion to be a loss of nnlearn.torch, got {arguments.describe(criterion)}"
        )
    arguments.scalar_loss(caller, criterion)
    check_last_layer(caller, model, criterion, torch.nn.Sequential, CONTAINED, LOGARITHMS)
