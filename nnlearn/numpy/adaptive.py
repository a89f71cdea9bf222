"""Optimizers that give each parameter its own step size, based on its past gradients."""

import numpy as np

from nnlearn.numpy.optimizers import Optimizer


class Adagrad(Optimizer):
    """Divide by the root of the sum of all squared gradients so far: s += g^2, theta -= lr g / (sqrt(s) + eps).

    Parameters
    ----------
    params : iterable of Parameter, or of dict
        `model.parameters()`, or groups such as {"params": model[0].parameters(), "lr": 0.1}.
    lr : float
        Learning rate, >= 0.
    lr_decay : float
        In step k the learning rate is lr / (1 + (k - 1) lr_decay), >= 0.
    weight_decay : float
        g += weight_decay theta, >= 0.
    initial_accumulator_value : float
        Value of s before the first step, >= 0.
    eps : float
        Keeps the quotient finite, >= 0.
    maximize : bool
        Climb: g = -dL/dtheta.
    **others
        Arguments by which PyTorch chooses how to compute the same numbers, such as foreach; None or False.

    Raises
    ------
    TypeError, ValueError
        If a setting is not a finite number in its range.

    References
    ----------
    Duchi, Hazan, Singer (2011), "Adaptive subgradient methods for online learning and stochastic optimization".

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> weight = nn.Parameter(np.array([1.0]))
    >>> optimizer = nn.Adagrad([weight], lr=0.1)
    >>> weight.grad = [50.0]
    >>> optimizer.step()
    >>> weight.data.round(6)
    array([0.9])
    """

    def __init__(
        self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, *,
        maximize=False, **others,
    ):  # fmt: skip
        defaults = {
            "lr": lr, "lr_decay": lr_decay, "eps": eps, "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value, "maximize": maximize,
        }  # fmt: skip
        super().__init__(params, defaults, **others)

    def update(self, theta, grad, block, lr, lr_decay, eps, weight_decay, initial_accumulator_value, maximize):
        if maximize:
            grad = -grad
        if weight_decay:
            grad = grad + weight_decay * theta
        squares = block.buffer("sum", initial_accumulator_value)
        squares += grad * grad  # s += g^2
        rate = lr / (1 + (block.state["step"] - 1) * lr_decay)
        theta -= rate * grad / (np.sqrt(squares) + eps)  # theta -= lr g / (sqrt(s) + eps)


class RMSprop(Optimizer):
    """Divide by the root of a running mean of g^2: s = a s + (1 - a) g^2, theta -= lr g / (sqrt(s) + eps).

    Parameters
    ----------
    params : iterable of Parameter, or of dict
        `model.parameters()`, or groups such as {"params": model[0].parameters(), "lr": 0.1}.
    lr : float
        Learning rate, >= 0.
    alpha : float
        a in [0, 1]: how slowly the mean forgets.
    eps : float
        Keeps the quotient finite, >= 0.
    weight_decay : float
        g += weight_decay theta, >= 0.
    momentum : float
        mu >= 0: v = mu v + g / (sqrt(s) + eps), theta -= lr v.
    centered : bool
        Subtract the square of the running mean of g from s (an estimate of the variance).
    maximize : bool
        Climb: g = -dL/dtheta.
    **others
        Arguments by which PyTorch chooses how to compute the same numbers, such as foreach; None or False.

    Raises
    ------
    TypeError, ValueError
        If a setting is not a finite number in its range.

    References
    ----------
    Hinton, Srivastava, Swersky (2012), "Neural networks for machine learning", lecture 6e. Graves (2013), "Generating
    sequences with recurrent neural networks", equations 38-45 (centered).

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> weight = nn.Parameter(np.array([1.0]))
    >>> optimizer = nn.RMSprop([weight], lr=0.01)
    >>> weight.grad = [50.0]
    >>> optimizer.step()  # the first mean is 0.01 g^2, so the step is 10 lr
    >>> weight.data.round(6)
    array([0.9])
    """

    def __init__(
        self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False, *,
        maximize=False, **others,
    ):  # fmt: skip
        defaults = {
            "lr": lr, "momentum": momentum, "alpha": alpha, "eps": eps, "centered": centered,
            "weight_decay": weight_decay, "maximize": maximize,
        }  # fmt: skip
        super().__init__(params, defaults, **others)

    def update(self, theta, grad, block, lr, momentum, alpha, eps, centered, weight_decay, maximize):
        if maximize:
            grad = -grad
        if weight_decay:
            grad = grad + weight_decay * theta
        variance = running_mean(block.buffer("square_avg"), alpha, grad, grad)  # s = a s + (1 - a) g^2
        if centered:
            mean = running_mean(block.buffer("grad_avg"), alpha, grad)
            variance = np.maximum(variance - mean * mean, 0)  # rounding can make it negative, and then it has no root
        step = grad / (np.sqrt(variance) + eps)
        if momentum:
            velocity = block.buffer("momentum_buffer")
            velocity *= momentum
            velocity += step
            step = velocity
        theta -= lr * step  # theta -= lr g / (sqrt(s) + eps)


class Adam(Optimizer):
    """Divide a running mean of g by the root of one of g^2, each corrected for its start at zero.

    In step k, m = b1 m + (1 - b1) g, m' = m / (1 - b1^k); v = b2 v + (1 - b2) g^2, v' = v / (1 - b2^k);
    theta -= lr m' / (sqrt(v') + eps).

    Parameters
    ----------
    params : iterable of Parameter, or of dict
        `model.parameters()`, or groups such as {"params": model[0].parameters(), "lr": 0.1}.
    lr : float
        Learning rate, >= 0: roughly the size of a step, whatever the size of the gradients.
    betas : (float, float)
        b1 and b2 in [0, 1): how slowly the means forget.
    eps : float
        Keeps the quotient finite, >= 0.
    weight_decay : float
        g += weight_decay theta, >= 0. See `AdamW`.
    amsgrad : bool
        Divide by the root of the largest v so far, so that steps do not grow again when gradients become rare.
    maximize : bool
        Climb: g = -dL/dtheta.
    decoupled_weight_decay : bool
        True is `AdamW`.
    **others
        Arguments by which PyTorch chooses how to compute the same numbers, such as foreach; None or False.

    Raises
    ------
    TypeError, ValueError
        If a setting is not a finite number in its range.

    References
    ----------
    Kingma, Ba (2015), "Adam: a method for stochastic optimization", algorithm 1. Reddi, Kale, Kumar (2018), "On the
    convergence of Adam and beyond", algorithm 2 (AMSGrad).

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> weight = nn.Parameter(np.array([1.0]))
    >>> optimizer = nn.Adam([weight], lr=0.1)
    >>> weight.grad = [50.0]
    >>> optimizer.step()
    >>> weight.data.round(6)
    array([0.9])
    """

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0, amsgrad=False, *,
        maximize=False, decoupled_weight_decay=False, **others,
    ):  # fmt: skip
        defaults = {
            "lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "amsgrad": amsgrad,
            "maximize": maximize, "decoupled_weight_decay": decoupled_weight_decay,
        }  # fmt: skip
        super().__init__(params, defaults, **others)

    def update(self, theta, grad, block, lr, betas, eps, weight_decay, amsgrad, maximize, decoupled_weight_decay):
        if maximize:
            grad = -grad
        if weight_decay and decoupled_weight_decay:
            theta *= 1 - lr * weight_decay  # theta -= lr lambda theta
        elif weight_decay:
            grad = grad + weight_decay * theta
        mean = running_mean(block.buffer("exp_avg"), betas[0], grad)  # m = b1 m + (1 - b1) g
        square = running_mean(block.buffer("exp_avg_sq"), betas[1], grad, grad)  # v = b2 v + (1 - b2) g^2
        if amsgrad:
            largest = block.buffer("max_exp_avg_sq")
            square = np.maximum(largest, square, out=largest)
        k = block.state["step"]
        mean_share, square_share = 1 - betas[0] ** k, 1 - betas[1] ** k
        size = np.sqrt(square)
        size /= square_share**0.5
        size += eps
        step = (lr / mean_share) * mean
        step /= size
        theta -= step  # theta -= lr m' / (sqrt(v') + eps)


class AdamW(Adam):
    """Adam with weight decay kept out of the gradient: theta -= lr weight_decay theta, then Adam's step.

    Parameters
    ----------
    params : iterable of Parameter, or of dict
        `model.parameters()`, or groups such as {"params": model[0].parameters(), "lr": 0.1}.
    lr, betas, eps : float, (float, float), float
        As in `Adam`.
    weight_decay : float
        Share of theta subtracted per unit of lr, >= 0. In `Adam` the decay is divided by sqrt(v) like a gradient, so
        that weights with large gradients decay less; here all weights decay equally.
    amsgrad, maximize : bool
        As in `Adam`.
    **others
        Arguments by which PyTorch chooses how to compute the same numbers, such as foreach; None or False.

    Raises
    ------
    TypeError, ValueError
        If a setting is not a finite number in its range.

    References
    ----------
    Loshchilov, Hutter (2019), "Decoupled weight decay regularization", algorithm 2.

    Examples
    --------
    >>> import nnlearn.numpy as nn
    >>> weight = nn.Parameter(np.array([1.0]))
    >>> optimizer = nn.AdamW([weight], lr=0.1, weight_decay=0.5)
    >>> weight.grad = [0.0]
    >>> optimizer.step()  # a gradient of 0: the weight decays all the same
    >>> weight.data
    array([0.95])
    """

    def __init__(
        self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, amsgrad=False, *,
        maximize=False, **others,
    ):  # fmt: skip
        super().__init__(
            params, lr, betas, eps, weight_decay, amsgrad, maximize=maximize, decoupled_weight_decay=True, **others
        )

    def check(self, group):
        group["decoupled_weight_decay"] = True  # stays when an Adam's state dict is loaded


def running_mean(mean, share, values, factor=None):
    """Change `mean` to share * mean + (1 - share) * values, or values * factor, and return it.

    The order of the products is PyTorch's: ((1 - b) g) g stays finite for gradients sqrt(1 / (1 - b)) times larger than
    g g does, which is 10 for b = 0.99 and 32 for 0.999.
    """
    mean *= share
    part = (1 - share) * values
    if factor is not None:
        part *= factor
    mean += part
    return mean
