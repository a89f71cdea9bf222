"""Initial weights: random numbers whose spread suits the width of the layer."""

import math

from nnlearn import arguments
from nnlearn.numpy import random
from nnlearn.numpy.parameter import Parameter


def check_parameter(caller, tensor):
    """Raise a TypeError unless `tensor` is a Parameter."""
    if not isinstance(tensor, Parameter):
        raise TypeError(
            f"{caller} expected tensor to be a Parameter, got {arguments.describe(tensor)}: pass layer.weight"
        )


def _fill(caller, tensor, sample, generator):
    check_parameter(caller, tensor)
    tensor.data = sample(random.generator(generator))
    return tensor


def _fans(caller, tensor):
    """Return the number of inputs and of outputs of one unit of a weight (out, in, ...)."""
    check_parameter(caller, tensor)
    shape = tensor.shape
    if len(shape) < 2:
        raise ValueError(
            f"{caller} expected a weight with at least two axes (out, in), got {arguments.describe(tensor)}"
        )
    field = math.prod(shape[2:])  # pixels of a convolution's kernel, 1 for a dense layer
    return shape[1] * field, shape[0] * field


def uniform_(tensor, a=0.0, b=1.0, generator=None):
    """Sample from the uniform distribution on [a, b), in place.

    Parameters
    ----------
    tensor : Parameter, any shape
    a, b : float
        Ends of the range, a <= b.
    generator : numpy.random.Generator or None
        None takes the one that `manual_seed` sets.

    Returns
    -------
    Parameter
        The same one.

    Raises
    ------
    TypeError, ValueError
        If `tensor` is not a Parameter, or a > b.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> weight = uniform_(nn.Linear(100, 10).weight, -0.5, 0.5)
    >>> bool(abs(weight.data).max() <= 0.5)
    True
    """
    a = arguments.number("uniform_", "a", a)
    b = arguments.number("uniform_", "b", b, low=a)
    return _fill("uniform_", tensor, lambda rng: rng.uniform(a, b, tensor.shape), generator)


def normal_(tensor, mean=0.0, std=1.0, generator=None):
    """Sample from the normal distribution N(mean, std^2), in place.

    Parameters
    ----------
    tensor : Parameter, any shape
    mean, std : float
        Centre, and spread >= 0.
    generator : numpy.random.Generator or None
        None takes the one that `manual_seed` sets.

    Returns
    -------
    Parameter
        The same one.

    Raises
    ------
    TypeError, ValueError
        If `tensor` is not a Parameter, or mean or std is not a finite number in its range.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.manual_seed(0)
    >>> weight = normal_(nn.Linear(100, 100).weight, std=0.01)
    >>> round(float(weight.data.std()), 3)
    0.01
    """
    mean = arguments.number("normal_", "mean", mean)
    std = arguments.number("normal_", "std", std, low=0)
    return _fill("normal_", tensor, lambda rng: rng.normal(mean, std, tensor.shape), generator)


def xavier_uniform_(tensor, gain=1.0, generator=None):
    """Sample from U(-a, a) with a = gain sqrt(6 / (in + out)): for tanh and sigmoid.

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
        If `tensor` is not a Parameter with at least two axes.

    References
    ----------
    Glorot, Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks", equation 16.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> weight = xavier_uniform_(nn.Linear(3, 3).weight)
    >>> bool(abs(weight.data).max() <= 1)
    True
    """
    fan_in, fan_out = _fans("xavier_uniform_", tensor)
    std = arguments.number("xavier_uniform_", "gain", gain, low=0) * math.sqrt(2 / (fan_in + fan_out))
    a = math.sqrt(3) * std  # a uniform distribution on (-a, a) has standard deviation a / sqrt(3)
    return _fill("xavier_uniform_", tensor, lambda rng: rng.uniform(-a, a, tensor.shape), generator)


def xavier_normal_(tensor, gain=1.0, generator=None):
    """Sample from N(0, s^2) with s = gain sqrt(2 / (in + out)): for tanh and sigmoid.

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
        If `tensor` is not a Parameter with at least two axes.

    References
    ----------
    Glorot, Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks", equation 12.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.manual_seed(0)
    >>> weight = xavier_normal_(nn.Linear(100, 100).weight)
    >>> round(float(weight.data.std()), 2)
    0.1
    """
    fan_in, fan_out = _fans("xavier_normal_", tensor)
    std = arguments.number("xavier_normal_", "gain", gain, low=0) * math.sqrt(2 / (fan_in + fan_out))
    return _fill("xavier_normal_", tensor, lambda rng: rng.normal(0, std, tensor.shape), generator)


def calculate_gain(nonlinearity, param=None):
    """Return the gain that makes up for how an activation shrinks the spread of its input, as PyTorch tabulates it.

    Parameters
    ----------
    nonlinearity : {"linear", "sigmoid", "tanh", "relu", "leaky_relu"}
    param : float or None
        The negative slope of "leaky_relu"; None takes 0.01.

    Returns
    -------
    float
        1, 1, 5/3, sqrt(2) or sqrt(2 / (1 + slope^2)).

    Raises
    ------
    ValueError
        If the activation is not one of these.

    References
    ----------
    He, Zhang, Ren, Sun (2015), "Delving deep into rectifiers", equations 9 and 15.

    Examples
    --------
    >>> calculate_gain("tanh")
    1.6666666666666667
    """
    arguments.choice(
        "calculate_gain", "nonlinearity", nonlinearity, ("linear", "sigmoid", "tanh", "relu", "leaky_relu")
    )
    slope = 0.01 if param is None else arguments.number("calculate_gain", "param", param)
    gains = {"linear": 1.0, "sigmoid": 1.0, "tanh": 5 / 3, "relu": math.sqrt(2)}
    return gains.get(nonlinearity, math.sqrt(2 / (1 + slope**2)))


def kaiming_uniform_(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu", generator=None):
    """Sample from U(-b, b) with b = gain sqrt(3 / fan): for ReLU and its relatives.

    Parameters
    ----------
    tensor : Parameter of shape (out, in, ...)
    a : float
        Negative slope of the leaky ReLU that follows; 0 for ReLU.
    mode : {"fan_in", "fan_out"}
        Preserve the spread of the signals forward, or of the gradients backward.
    nonlinearity : str
        As in `calculate_gain`.
    generator : numpy.random.Generator or None
        None takes the one that `manual_seed` sets.

    Returns
    -------
    Parameter
        The same one.

    Raises
    ------
    TypeError, ValueError
        If `tensor` is not a Parameter with at least two axes, or mode or nonlinearity is unknown.

    References
    ----------
    He, Zhang, Ren, Sun (2015), "Delving deep into rectifiers", section 2.2.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> weight = kaiming_uniform_(nn.Linear(6, 3).weight)
    >>> bool(abs(weight.data).max() <= 1)
    True
    """
    bound = math.sqrt(3) * _kaiming_std("kaiming_uniform_", tensor, a, mode, nonlinearity)
    return _fill("kaiming_uniform_", tensor, lambda rng: rng.uniform(-bound, bound, tensor.shape), generator)


def kaiming_normal_(tensor, a=0, mode="fan_in", nonlinearity="leaky_relu", generator=None):
    """Sample from N(0, s^2) with s = gain / sqrt(fan): for ReLU and its relatives.

    Parameters
    ----------
    tensor : Parameter of shape (out, in, ...)
    a : float
        Negative slope of the leaky ReLU that follows; 0 for ReLU.
    mode : {"fan_in", "fan_out"}
        Preserve the spread of the signals forward, or of the gradients backward.
    nonlinearity : str
        As in `calculate_gain`.
    generator : numpy.random.Generator or None
        None takes the one that `manual_seed` sets.

    Returns
    -------
    Parameter
        The same one.

    Raises
    ------
    TypeError, ValueError
        If `tensor` is not a Parameter with at least two axes, or mode or nonlinearity is unknown.

    References
    ----------
    He, Zhang, Ren, Sun (2015), "Delving deep into rectifiers", section 2.2.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> nn.manual_seed(0)
    >>> weight = kaiming_normal_(nn.Linear(200, 100).weight)
    >>> round(float(weight.data.std()), 2)
    0.1
    """
    std = _kaiming_std("kaiming_normal_", tensor, a, mode, nonlinearity)
    return _fill("kaiming_normal_", tensor, lambda rng: rng.normal(0, std, tensor.shape), generator)


def _kaiming_std(caller, tensor, a, mode, nonlinearity):
    fans = dict(zip(("fan_in", "fan_out"), _fans(caller, tensor), strict=True))
    a = arguments.number(caller, "a", a)
    fan = fans[arguments.choice(caller, "mode", mode, tuple(fans))]
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)
