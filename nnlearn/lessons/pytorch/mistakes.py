"""Mistakes that people really make in the exercises of lesson 11: the wrong answers that `check` names."""

import numpy as np

from nnlearn.lessons.pytorch.answers import carry, forward, gradients

# 11.1


def array_returned(*net):
    return np.asarray(forward(*net))


def weights_not_transposed(x, W1, b1, W2, b2):
    return forward(x, W1.T, b1, W2, b2)


def tanh_on_the_output(*net):
    return forward(*net).tanh()


def biases_left_out(x, W1, b1, W2, b2):
    return forward(x, W1, 0 * b1, W2, 0 * b2)


# 11.2


def weights_returned(x, t, W, b):
    return W, b


def backward_twice(x, t, W, b):
    return tuple(2.0 * gradient for gradient in gradients(x, t, W, b))


def summed_loss(x, t, W, b):
    return tuple(t.size * gradient for gradient in gradients(x, t, W, b))


def half_the_slope(x, t, W, b):
    return tuple(0.5 * gradient for gradient in gradients(x, t, W, b))


def sign_flipped(x, t, W, b):
    return tuple(-gradient for gradient in gradients(x, t, W, b))


# 11.3


def float64_kept(state):
    import torch

    return {name: torch.from_numpy(value.copy()).to(torch.float64) for name, value in state.items()}


def memory_shared(state):
    import torch

    return {name: torch.from_numpy(value).to(torch.float32) for name, value in state.items()}


def from_numpy_alone(state):
    import torch

    return {name: torch.from_numpy(value) for name, value in state.items()}


def matrices_transposed(state):
    return {name: value.T if value.ndim == 2 else value for name, value in carry(state).items()}


def arrays_kept(state):
    return {name: value.astype("float32") for name, value in state.items()}


def names_cut(state):
    return {name.split(".")[-1] + str(k): value for k, (name, value) in enumerate(carry(state).items())}
