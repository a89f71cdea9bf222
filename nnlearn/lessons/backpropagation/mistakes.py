"""Mistakes that people really make in the exercises of lesson 09: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.backpropagation.answers import check_gradient

# 09.1


def dW_transposed(x, weight, grad):
    return grad @ weight, x.T @ grad, grad.sum(axis=0)


def weights_transposed_back(x, weight, grad):
    square = weight.shape[0] == weight.shape[1]  # elsewhere it would raise
    return grad @ (weight.T if square else weight), grad.T @ x, grad.sum(axis=0)


def bias_mean(x, weight, grad):
    return grad @ weight, grad.T @ x, grad.mean(axis=0)


def bias_not_summed(x, weight, grad):
    return grad @ weight, grad.T @ x, grad


def bias_summed_over_units(x, weight, grad):
    return grad @ weight, grad.T @ x, grad.sum(axis=1)


def divided_again(x, weight, grad):
    return grad @ weight, grad.T @ x / len(x), grad.sum(axis=0) / len(x)


# 09.2


def slope_at_the_output(h, grad):
    return grad * (1 - np.tanh(h) ** 2)


def slope_left_out(h, grad):
    return grad * 1.0


def slope_replaces_gradient(h, grad):
    return 1 - h**2


def slope_of_sigmoid(h, grad):
    return grad * h * (1 - h)


def slope_added(h, grad):
    return grad + 1 - h**2


# 09.3


def _check_gradient(function, x, gradient, *, h=1e-5, central=True, size=abs):
    """Check a gradient with one thing wrong."""
    worst = 0.0
    for place in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[place] += h
        down[place] -= h
        measured = (function(up) - function(down)) / (2 * h) if central else (function(up) - function(x)) / h
        larger = max(abs(gradient[place]), abs(measured), 1e-8)
        worst = max(worst, size(measured - gradient[place]) / larger)
    return worst


def divided_by_h(function, x, gradient):
    return check_gradient(lambda x: 2 * function(x), x, gradient)


def one_sided(function, x, gradient):
    return _check_gradient(function, x, gradient, central=False)


def no_abs(function, x, gradient):
    return _check_gradient(function, x, gradient, size=lambda error: error)


def absolute_errors(function, x, gradient):  # of the sum of cubes, whose gradient is 3 x^2
    return abs(gradient - 3 * x**2).max()


def mean_error(function, x, gradient):
    return (abs(gradient - 3 * x**2) / np.maximum(abs(gradient), 3 * x**2)).mean()


def sign_ignored(function, x, gradient):
    return check_gradient(function, x, np.abs(gradient))


# 09.4


def _gradients(
    x, labels, W1, b1, W2, b2, *, axis=1, targets=True, mean=True, slope=lambda h: 1 - h**2, last_first=False
):
    """Run a network backward with one thing wrong."""
    h = np.tanh(x @ W1.T + b1)
    scores = h @ W2.T + b2
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    grad = powers / powers.sum(axis=axis, keepdims=True) - targets * np.eye(len(b2))[labels]
    if mean:
        grad = grad / len(x)
    back = grad @ W2 * slope(h)
    first, second = (back.T @ x, back.sum(axis=0)), (grad.T @ h, grad.sum(axis=0))
    return second + first if last_first else first + second


def not_divided(*net):
    return _gradients(*net, mean=False)


def hidden_slope_left_out(*net):
    return _gradients(*net, slope=lambda h: 1.0)


def hidden_slope_at_the_output(*net):
    return _gradients(*net, slope=lambda h: 1 - np.tanh(h) ** 2)


def targets_not_subtracted(*net):
    return _gradients(*net, targets=False)


def softmax_over_the_batch(*net):
    return _gradients(*net, axis=0)


def layers_out_of_order(*net):
    return _gradients(*net, last_first=True)
