"""Mistakes that people really make in the exercises of lesson 09: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.backpropagation.answers import check_gradient

# 09.1


def dW_transposed(x, weight, grad):
    return grad @ weight, x.T @ grad, grad.sum(axis=0)


def weights_transposed_back(x, weight, grad):
    return grad @ weight.T, grad.T @ x, grad.sum(axis=0)  # raises unless W is square


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


def no_brackets(h, grad):
    return grad * 1 - h**2


# 09.3


def _check_gradient(function, x, gradient, *, sides=2, relative=True, empty=0, combine=max):
    """Check a gradient with one thing wrong."""
    errors, eps = [], 1e-5
    for place in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[place] += eps
        if sides == 2:
            down[place] -= eps
        measured = (function(up) - function(down)) / (sides * eps)
        size = max(abs(gradient[place]), abs(measured))
        if size > 1e-8:
            errors.append(abs(gradient[place] - measured) / (size if relative else 1))
        else:
            errors += [0.0] * empty
    return (combine(errors) if errors else 0.0), len(errors)


def divided_by_eps(function, x, gradient):
    return check_gradient(lambda x: 2 * function(x), x, gradient)


def one_sided(function, x, gradient):
    return _check_gradient(function, x, gradient, sides=1)


def absolute_errors(function, x, gradient):
    return _check_gradient(function, x, gradient, relative=False)


def mean_error(function, x, gradient):
    return _check_gradient(function, x, gradient, combine=np.mean)


def empty_entries_counted(function, x, gradient):
    return _check_gradient(function, x, gradient, empty=1)


def whole_row_moved(function, x, gradient):
    largest, compared, eps = 0.0, 0, 1e-5
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += eps
        down[i] -= eps
        measured = (function(up) - function(down)) / (2 * eps)
        for entry in np.ravel(gradient[i]):
            size = max(abs(entry), abs(measured))
            if size > 1e-8:
                largest, compared = max(largest, abs(entry - measured) / size), compared + 1
    return largest, compared


# 09.4


def _gradients(x, labels, W1, b1, W2, b2, *, axis=1, mean=True, slope=lambda h: 1 - h**2, start=lambda p, y: p - y):
    """Run a network backward with one thing wrong."""
    h = np.tanh(x @ W1.T + b1)
    scores = h @ W2.T + b2
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    grad = start(powers / powers.sum(axis=axis, keepdims=True), np.eye(len(b2))[labels])
    if mean:
        grad = grad / len(x)
    back = grad @ W2 * slope(h)
    return back.T @ x, back.sum(axis=0), grad.T @ h, grad.sum(axis=0)


def not_divided(*net):
    return _gradients(*net, mean=False)


def hidden_slope_left_out(*net):
    return _gradients(*net, slope=lambda h: 1.0)


def targets_not_subtracted(*net):
    return _gradients(*net, start=lambda p, y: p)


def target_minus_prediction(*net):
    return _gradients(*net, start=lambda p, y: y - p)


def whole_rows_lowered(*net):
    def start(p, y):
        p[y.argmax(axis=1)] -= 1
        return p

    return _gradients(*net, start=start)


def softmax_over_the_batch(*net):
    return _gradients(*net, axis=0)
