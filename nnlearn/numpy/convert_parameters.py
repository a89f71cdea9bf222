"""All weights of a model as one vector, and back."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.parameter import Parameter


def parameters_to_vector(parameters):
    """Join all parameters into one vector: a point in weight space.

    Parameters
    ----------
    parameters : iterable of Parameter
        `model.parameters()`.

    Returns
    -------
    ndarray of shape (P,)
        A copy; later training does not change it.

    Raises
    ------
    TypeError, ValueError
        If there are no parameters, or one of them is not a Parameter.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> parameters_to_vector(nn.Linear(2, 3).parameters()).shape
    (9,)
    """
    return np.concatenate([p.data.ravel() for p in parameter_list("parameters_to_vector", parameters)])


def vector_to_parameters(vec, parameters):
    """Write a vector such as `parameters_to_vector` returns into the parameters, in place.

    Parameters
    ----------
    vec : ndarray of shape (P,)
    parameters : iterable of Parameter
        `model.parameters()`.

    Raises
    ------
    TypeError, ValueError
        If one of them is not a Parameter, or the vector does not have as many numbers as they do.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> layer = nn.Linear(2, 1)
    >>> vector_to_parameters(np.array([1.0, 2.0, 3.0]), layer.parameters())
    >>> layer.weight.data, layer.bias.data
    (array([[1., 2.]], dtype=float32), array([3.], dtype=float32))
    """
    parameters = parameter_list("vector_to_parameters", parameters)
    if not isinstance(vec, np.ndarray) or vec.dtype.kind not in "fiub":
        raise TypeError(f"vector_to_parameters expected vec to be an array of numbers, got {arguments.describe(vec)}")
    count = sum(p.numel() for p in parameters)
    if vec.shape != (count,):
        raise ValueError(f"vector_to_parameters expected vec of shape ({count},), got {vec.shape}")
    start = 0
    for p in parameters:
        p.data = vec[start : start + p.numel()].reshape(p.shape)
        start += p.numel()


def parameter_list(caller, parameters):
    """Return the parameters as a list, or raise."""
    if isinstance(parameters, str | Parameter | np.ndarray | type) or not hasattr(parameters, "__iter__"):
        raise TypeError(f"{caller} expected parameters to be model.parameters(), got {arguments.describe(parameters)}")
    parameters = list(parameters)
    for p in parameters:
        if not isinstance(p, Parameter):
            raise TypeError(f"{caller} expected parameters made by nnlearn.numpy, got {arguments.describe(p)}")
    if not parameters:
        raise ValueError(f"{caller} expected parameters with at least one entry, got none")
    return parameters
