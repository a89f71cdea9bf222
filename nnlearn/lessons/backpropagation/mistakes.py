"""Mistakes that people really make in the exercises of lesson 09: the wrong answers that `check` names."""

import numpy as np

# 09.1


def dW_transposed(x, weight, grad):
    return grad @ weight, x.T @ grad, grad.sum(axis=0)


def weights_transposed_back(x, weight, grad):
    return grad @ weight.T, grad.T @ x, grad.sum(axis=0)  # raises unless W is square


def weights_transposed_and_turned(x, weight, grad):
    return weight.T @ grad, grad.T @ x, grad.sum(axis=0)  # raises unless W is square


def bias_mean(x, weight, grad):
    return grad @ weight, grad.T @ x, grad.mean(axis=0)


def bias_not_summed(x, weight, grad):
    return grad @ weight, grad.T @ x, grad


def bias_summed_over_units(x, weight, grad):
    return grad @ weight, grad.T @ x, grad.sum(axis=1)


def divided_again(x, weight, grad):
    return grad @ weight, grad.T @ x / len(x), grad.sum(axis=0) / len(x)


def all_divided_again(x, weight, grad):
    return grad @ weight / len(x), grad.T @ x / len(x), grad.sum(axis=0) / len(x)


def first_for_bias(x, weight, grad):
    return grad @ weight, grad.T @ x, grad[0]


def last_for_bias(x, weight, grad):
    return grad @ weight, grad.T @ x, grad[-1]


def first_example_only(x, weight, grad):
    return grad @ weight, np.outer(grad[0], x[0]), grad[0]


def last_example_only(x, weight, grad):
    return grad @ weight, np.outer(grad[-1], x[-1]), grad[-1]


def number_by_number(x, weight, grad):
    return grad * weight, grad.T @ x, grad.sum(axis=0)  # raises unless all are square


def all_number_by_number(x, weight, grad):
    return grad * weight, grad * x, grad.sum(axis=0)  # raises unless all are square


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


def no_brackets_grad_last(h, grad):
    return 1 - h**2 * grad


def not_squared(h, grad):
    return grad * (1 - h)


def twice_h(h, grad):
    return grad * (1 - 2 * h)


def all_squared(h, grad):
    return grad * (1 - h) ** 2


def size_for_square(h, grad):
    return grad * (1 - np.abs(h))


def one_over_cosh(h, grad):
    return grad * np.sqrt(1 - h**2)  # 1 / cosh z, where its square is the slope


def one_over_cosh_of_the_output(h, grad):
    return grad / np.cosh(h)


def signal_for_slope(h, grad):
    return grad * h


def square_for_slope(h, grad):
    return grad * h**2


def tanh_for_slope(h, grad):
    return grad * np.tanh(h)


def slope_of_arctan(h, grad):
    return grad / (1 + h**2)


def slope_of_relu(h, grad):
    return grad * (h > 0)


# 09.4


def _tanh_slope(h):
    return 1 - h**2


def _error(p, y):
    return p - y


def _gradients(
    x, labels, W1, b1, W2, b2, *, axis=1, mean=True, hidden=np.tanh, slope=_tanh_slope, start=_error, power=None
):
    """Run a network backward with one thing wrong."""
    h = hidden(x @ W1.T + b1)
    scores = h @ W2.T + b2
    powers = power(scores) if power else np.exp(scores - scores.max(axis=axis, keepdims=True))
    grad = start(powers / powers.sum(axis=axis, keepdims=True), np.eye(len(b2))[labels])
    if mean:
        grad = grad / len(x)
    back = grad @ W2 * slope(h)
    return back.T @ x, back.sum(axis=0), grad.T @ h, grad.sum(axis=0)


def not_divided(*net):
    return _gradients(*net, mean=False)


def hidden_slope_left_out(*net):
    return _gradients(*net, slope=lambda h: 1.0)


def tanh_left_out_forward(*net):
    return _gradients(*net, hidden=lambda z: z)


def tanh_left_out(*net):
    return _gradients(*net, hidden=lambda z: z, slope=lambda h: 1.0)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_for_tanh(*net):
    return _gradients(*net, hidden=_sigmoid, slope=lambda h: h * (1 - h))


def sigmoid_for_tanh_forward(*net):
    return _gradients(*net, hidden=_sigmoid)


def relu_for_tanh(*net):
    return _gradients(*net, hidden=lambda z: np.maximum(z, 0), slope=lambda h: h > 0)


def _with_powers(power):
    def answer(*net):
        with np.errstate(all="ignore"):
            return _gradients(*net, power=power)

    return answer


one_maximum_for_the_batch = _with_powers(lambda scores: np.exp(scores - scores.max()))
no_maximum = _with_powers(np.exp)
largest_size_subtracted = _with_powers(lambda scores: np.exp(scores - np.abs(scores).max(axis=1, keepdims=True)))


def targets_not_subtracted(*net):
    return _gradients(*net, start=lambda p, y: p)


def target_minus_prediction(*net):
    return _gradients(*net, start=lambda p, y: y - p)


def _lowered(pick):
    def start(p, y):
        p[pick(y.argmax(axis=1))] -= 1
        return p

    return lambda *net: _gradients(*net, start=start)


whole_rows_lowered = _lowered(lambda labels: labels)
whole_columns_lowered = _lowered(lambda labels: (slice(None), labels))


def labels_subtracted(*net):
    return _gradients(*net, start=lambda p, y: p - y.argmax(axis=1)[:, None])


def slope_of_softmax_again(*net):
    return _gradients(*net, start=lambda p, y: (p - y) * p * (1 - p))


def slope_of_tanh_at_the_end(*net):
    return _gradients(*net, start=lambda p, y: (p - y) * (1 - p**2))


def softmax_over_the_batch(*net):
    return _gradients(*net, axis=0)


def softmax_over_everything(*net):
    return _gradients(*net, axis=None)
