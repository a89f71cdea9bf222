"""How the loss changes with the data: backpropagation continues below the first layer."""

import copy

from nnlearn import arguments
from nnlearn.numpy.backprop import check_loss, check_model, match_dtype, to_model
from nnlearn.numpy.internals.ignore_overflow import ignore_overflow
from nnlearn.numpy.no_grad import enable_grad
from nnlearn.shared.outputs import check_output


@ignore_overflow
def input_gradient(model, criterion, x, y):
    """Return dL/dx, how the loss changes with each number of the input; the model is left as it is.

    The model runs in evaluation mode. x - eps sign(dL/dx) is an input with a smaller loss, x + eps sign(dL/dx) an
    adversarial example; |dL/dx| of an image shows the pixels that matter (a saliency map).

    Parameters
    ----------
    model : Module
    criterion : Loss
    x : ndarray of shape (batch, ...), finite
        Inputs; they are converted to the model's dtype. Whole numbers for an `Embedding` have no gradient.
    y : ndarray of shape (batch, ...)
        Targets, as the criterion takes them.

    Returns
    -------
    ndarray of x's shape, in the model's dtype
        dL/dx. If the loss is a mean over N examples, so is this: each row holds 1/N of its example's own gradient.

    Raises
    ------
    TypeError, ValueError
        As in `backprop`; if x holds whole numbers for an `Embedding`, or `model.backward` does not return dL/dx.

    Notes
    -----
    Gradient: that of `backprop`, for x in place of the parameters, whose gradients stay as they are.

    References
    ----------
    Simonyan, Vedaldi, Zisserman (2014), "Deep inside convolutional networks: visualising image classification models
    and saliency maps". Goodfellow, Shlens, Szegedy (2015), "Explaining and harnessing adversarial examples".

    Examples
    --------
    >>> import numpy as np
    >>> import nnlearn.numpy as nn
    >>> model = nn.Linear(1, 1)
    >>> model.weight.data, model.bias.data = [[2.0]], [0.0]
    >>> x, y = np.array([[1.0]], np.float32), np.array([[1.0]], np.float32)
    >>> input_gradient(model, nn.MSELoss(), x, y)  # d(2x - y)^2 / dx = 2 (2x - y) 2
    array([[4.]], dtype=float32)
    """
    check_model("input_gradient", model)
    check_loss("input_gradient", model, criterion)
    x = to_model("input_gradient", "x", model, x)
    if x.dtype.kind != "f":
        raise TypeError(f"input_gradient expected x of floats, got {arguments.describe(x)}: they have no gradient")
    model, criterion = copy.deepcopy((model, criterion))  # whose gradients and kept passes are not the learner's
    with enable_grad():
        prediction = check_output("input_gradient", model.eval()(x))
        criterion(prediction, match_dtype("input_gradient", prediction, y))
    gradient = model.backward(criterion.backward())  # dL/dx
    if getattr(gradient, "shape", None) != x.shape:
        raise TypeError(
            f"input_gradient expected model.backward to return dL/dx of shape {x.shape}, "
            f"got {arguments.describe(gradient)}"
        )
    return gradient
