"""How the loss changes with the data: autograd continues below the first layer."""

import torch

from nnlearn import arguments
from nnlearn.shared.outputs import check_output
from nnlearn.torch.backprop import check_loss, check_model, evaluating, run, to_model
from nnlearn.torch.tensors import to_numpy


def input_gradient(model, criterion, x, y):
    """Return dL/dx, how the loss changes with each number of the input; the model is left as it is.

    The model runs in evaluation mode, on its device and in its dtype. See `nnlearn.numpy.input_gradient`.

    Parameters
    ----------
    model : Module
    criterion : a loss of this side
    x : ndarray of shape (batch, ...), finite
        Inputs. Whole numbers for an `Embedding` have no gradient.
    y : ndarray of shape (batch, ...)
        Targets, as the criterion takes them.

    Returns
    -------
    ndarray of x's shape, in the model's dtype (float32 for bfloat16)
        dL/dx. If the loss is a mean over N examples, so is this: each row holds 1/N of its example's own gradient.

    Raises
    ------
    TypeError, ValueError
        As in `backprop`; if x holds whole numbers for an `Embedding`.

    Examples
    --------
    >>> import numpy as np
    >>> input_gradient(torch.nn.Tanh(), torch.nn.MSELoss(), np.zeros((1, 1)), np.ones((1, 1)))  # 2 (tanh x - y)
    array([[-2.]], dtype=float32)
    """
    check_model("input_gradient", model)
    check_loss("input_gradient", model, criterion)
    x = to_model("input_gradient", "x", model, x)
    if not x.is_floating_point():
        raise TypeError(f"input_gradient expected x of floats, got {arguments.describe(x)}: they have no gradient")
    x = x.detach().clone().requires_grad_()
    # cuDNN goes back through recurrent layers in training mode only
    with evaluating(model), torch.enable_grad(), torch.backends.cudnn.flags(enabled=False):
        prediction = check_output("input_gradient", run("input_gradient", model, x), torch.Tensor)
        loss = criterion(prediction, to_model("input_gradient", "y", model, y))
        (gradient,) = torch.autograd.grad(loss, x, allow_unused=True)  # NumPy's line: model.backward(...)
    return to_numpy(torch.zeros_like(x) if gradient is None else gradient)
