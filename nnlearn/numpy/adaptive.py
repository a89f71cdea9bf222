"""Optimizers that give each parameter its own step size, based on its past gradients."""

import numpy as np

from nnlearn.numpy.optimizers import Optimizer


class Adagrad(Optimizer):
    """Divide by the root of the sum of all squared gradients so far: s += g^2, theta -= lr g / (sqrt(s) + eps).

    Parameters
    ----------
    params : iterable of Parameter
        `model.parameters()`.
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

    def __init__(self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10):
        super().__init__(
            params, lr=lr, lr_decay=lr_decay, weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value, eps=eps,
        )  # fmt: skip

    def update(self, theta, grad, lr, lr_decay, weight_decay, initial_accumulator_value, eps):
        if weight_decay:
            grad = grad + weight_decay * theta
        squares = self.buffer("squares", initial_accumulator_value)
        squares += grad * grad  # s += g^2
        rate = lr / (1 + (self.steps - 1) * lr_decay)
        theta -= rate * grad / (np.sqrt(squares) + eps)  # theta -= lr g / (sqrt(s) + eps)


class RMSprop(Optimizer):
    """Divide by the root of a running mean of g^2: s = a s + (1 - a) g^2, theta -= lr g / (sqrt(s) + eps).

    Parameters
    ----------
    params : iterable of Parameter
        `model.parameters()`.
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

    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0, centered=False):
        super().__init__(
            params, lr=lr, alpha=alpha, eps=eps, weight_decay=weight_decay, momentum=momentum, centered=centered
        )

    def update(self, theta, grad, lr, alpha, eps, weight_decay, momentum, centered):
        if weight_decay:
            grad = grad + weight_decay * theta
        squares = self.buffer("squares")
        squares += (1 - alpha) * (grad * grad - squares)  # s = a s + (1 - a) g^2
        variance = squares
        if centered:
            mean = self.buffer("mean")
            mean += (1 - alpha) * (grad - mean)
            variance = np.maximum(squares - mean * mean, 0)  # rounding can make it negative, and then it has no root
        step = grad / (np.sqrt(variance) + eps)
        if momentum:
            velocity = self.buffer("velocity")
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
    params : iterable of Parameter
        `model.parameters()`.
    lr : float
        Learning rate, >= 0: roughly the size of a step, whatever the size of the gradients.
    betas : (float, float)
        b1 and b2 in [0, 1): how slowly the means forget.
    eps : float
        Keeps the quotient finite, >= 0.
    weight_decay : float
        g += weight_decay theta, >= 0. See `AdamW`.

    Raises
    ------
    TypeError, ValueError
        If a setting is not a finite number in its range.

    References
    ----------
    Kingma, Ba (2015), "Adam: a method for stochastic optimization", algorithm 1.

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

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0):
        super().__init__(params, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)

    def update(self, theta, grad, lr, betas, eps, weight_decay):
        if weight_decay:
            grad = grad + weight_decay * theta
        self.move(theta, grad, lr, betas, eps)

    def move(self, theta, grad, lr, betas, eps):
        """Take the step that Adam and AdamW share."""
        mean, square = self.buffer("mean"), self.buffer("square")
        mean += (1 - betas[0]) * (grad - mean)  # m = b1 m + (1 - b1) g
        square += (1 - betas[1]) * (grad * grad - square)  # v = b2 v + (1 - b2) g^2
        mean_share, square_share = 1 - betas[0] ** self.steps, 1 - betas[1] ** self.steps
        theta -= (lr / mean_share) * mean / (np.sqrt(square) / square_share**0.5 + eps)  # lr m' / (sqrt(v') + eps)


class AdamW(Adam):
    """Adam with weight decay kept out of the gradient: theta -= lr weight_decay theta, then Adam's step.

    Parameters
    ----------
    params : iterable of Parameter
        `model.parameters()`.
    lr, betas, eps : float, (float, float), float
        As in `Adam`.
    weight_decay : float
        Share of theta subtracted per unit of lr, >= 0. In `Adam` the decay is divided by sqrt(v) like a gradient, so
        that weights with large gradients decay less; here all weights decay equally.

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
    >>> optimizer.step()  # no gradient: the weight decays all the same
    >>> weight.data
    array([0.95])
    """

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2):
        super().__init__(params, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)

    def update(self, theta, grad, lr, betas, eps, weight_decay):
        theta *= 1 - lr * weight_decay  # theta -= lr lambda theta
        self.move(theta, grad, lr, betas, eps)
