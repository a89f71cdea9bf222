"""Initial weights that are chosen as a whole: zeros, ones, the identity, an orthogonal matrix."""

import numpy as np

from nnlearn import arguments
from nnlearn.numpy import random
from nnlearn.numpy.init import check_parameter


def zeros_(tensor):
    """Set all numbers to 0, in place: a layer that begins by adding nothing.

    Parameters
    ----------
    tensor : Parameter, any shape

    Returns
    -------
    Parameter
        The same one.

    Raises
    ------
    TypeError
        If `tensor` is not a Parameter.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> zeros_(nn.Linear(2, 1).weight).data
    array([[0., 0.]], dtype=float32)
    """
    check_parameter("zeros_", tensor)
    tensor.data = np.zeros(tensor.shape)
    return tensor


def ones_(tensor):
    """Set all numbers to 1, in place: for a scale, or the bias of a gate that begins open.

    Parameters
    ----------
    tensor : Parameter, any shape

    Returns
    -------
    Parameter
        The same one.

    Raises
    ------
    TypeError
        If `tensor` is not a Parameter.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> ones_(nn.Linear(2, 1).weight).data
    array([[1., 1.]], dtype=float32)
    """
    check_parameter("ones_", tensor)
    tensor.data = np.ones(tensor.shape)
    return tensor


def eye_(tensor):
    """Set a matrix to the identity, in place: 1 on the diagonal, 0 elsewhere, so that inputs pass as they are.

    Parameters
    ----------
    tensor : Parameter of shape (out, in)
        If it is not square, as many inputs pass as fit.

    Returns
    -------
    Parameter
        The same one.

    Raises
    ------
    TypeError, ValueError
        If `tensor` is not a Parameter with two axes.

    References
    ----------
    Le, Jaitly, Hinton (2015), "A simple way to initialize recurrent networks of rectified linear units".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> eye_(nn.Linear(3, 2).weight).data
    array([[1., 0., 0.],
           [0., 1., 0.]], dtype=float32)
    """
    check_parameter("eye_", tensor)
    if len(tensor.shape) != 2:
        raise ValueError(f"eye_ expected a weight with two axes (out, in), got {arguments.describe(tensor)}")
    tensor.data = np.eye(*tensor.shape)
    return tensor


def orthogonal_(tensor, gain=1, generator=None):
    """Sample a random orthogonal matrix, in place: W Wᵀ = gain² I, or WᵀW if there are more rows than columns.

    It turns its input and changes the length of none. The axes after the first count as one.

    Parameters
    ----------
    tensor : Parameter of shape (out, in, ...)
    gain : float
        Factor for the activation that follows, >= 0.
    generator : numpy.random.Generator or None
        None takes the one that `manual_seed` sets.

    Returns
    -------
    Parameter
        The same one.

    Raises
    ------
    TypeError, ValueError
        If `tensor` is not a Parameter with at least two axes, or gain is not a finite number >= 0.

    References
    ----------
    Saxe, McClelland, Ganguli (2014), "Exact solutions to the nonlinear dynamics of learning in deep linear neural
    networks". The signs after Mezzadri (2007), "How to generate random matrices from the classical compact groups".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> W = orthogonal_(nn.Linear(3, 2).weight).data
    >>> bool(abs(W @ W.T - np.eye(2)).max() < 1e-6)
    True
    """
    check_parameter("orthogonal_", tensor)
    if len(tensor.shape) < 2:
        raise ValueError(
            f"orthogonal_ expected a weight with at least two axes (out, in), got {arguments.describe(tensor)}"
        )
    gain = arguments.number("orthogonal_", "gain", gain, low=0)
    rows, columns = tensor.shape[0], int(np.prod(tensor.shape[1:]))
    tall = random.generator(generator).normal(size=(max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(tall)
    q *= np.sign(np.diag(r))  # without this, some orthogonal matrices would be more likely than others
    tensor.data = gain * (q if rows >= columns else q.T).reshape(tensor.shape)
    return tensor
