"""All weights of a model as one vector, and back."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy.parameter import Parameter


def parameters_to_vector(parameters):
    """Lay all parameters out one after another in one vector: a point in the space of weights.

    Parameters
    ----------
    parameters : iterable of Parameter
        `model.parameters()`.

    Returns
    -------
    ndarray of shape (P,)
        A copy, which later training does not change.

    Raises
    ------
    TypeError, ValueError
        If there are no parameters, or one of them is none.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> parameters_to_vector(nn.Linear(2, 3).parameters()).shape
    (9,)
    """
    return np.concatenate([p.data.ravel() for p in checked("parameters_to_vector", parameters)])


def vector_to_parameters(vec, parameters):
    """Write a vector into the parameters, in place: what `parameters_to_vector` laid out.

    Parameters
    ----------
    vec : ndarray of shape (P,)
    parameters : iterable of Parameter
        `model.parameters()`.

    Raises
    ------
    TypeError, ValueError
        If one is no parameter, or the vector has not as many numbers as they.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> layer = nn.Linear(2, 1)
    >>> vector_to_parameters(np.array([1.0, 2.0, 3.0]), layer.parameters())
    >>> layer.weight.data, layer.bias.data
    (array([[1., 2.]], dtype=float32), array([3.], dtype=float32))
    """
    parameters = checked("vector_to_parameters", parameters)
    if not isinstance(vec, np.ndarray) or vec.dtype.kind not in "fiub":
        raise TypeError(f"vector_to_parameters expected vec to be an array of numbers, got {arguments.describe(vec)}")
    count = sum(p.numel() for p in parameters)
    if vec.shape != (count,):
        raise ValueError(f"vector_to_parameters expected vec of shape ({count},), got {vec.shape}")
    start = 0
    for p in parameters:
        p.data = vec[start : start + p.numel()].reshape(p.shape)
        start += p.numel()


def checked(caller, parameters):
    """Return the parameters as a list, or raise."""
    if isinstance(parameters, str | Parameter) or not hasattr(parameters, "__iter__"):
        raise TypeError(f"{caller} expected parameters to be model.parameters(), got {arguments.describe(parameters)}")
    parameters = list(parameters)
    for p in parameters:
        if not isinstance(p, Parameter):
            raise TypeError(f"{caller} expected parameters made by nnlearn.numpy, got {arguments.describe(p)}")
    if not parameters:
        raise ValueError(f"{caller} expected parameters with at least one entry, got none")
    return parameters
