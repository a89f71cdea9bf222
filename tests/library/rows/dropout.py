"""The rows of dropout: its numbers are random, its promises are not."""

import numpy as np
import torch

from rows.fuzz import NOT_SIZES, activation
from rows.parity import Layer, Program, close, is_torch, numbers


def dropout(nn, device):
    """Keep all, keep nothing; else the shares, the scale, and the gradient through the same mask."""
    Layer(torch.nn.Dropout, ({"p": 0.0}, {"p": 1.0})).check(nn, "Dropout", device)
    nn.manual_seed(0)
    layer, x = nn.Dropout(0.25), np.ones((200, 200))
    if is_torch(nn):
        x = torch.tensor(x, device=device, requires_grad=True)
        y = layer(x)
        (grad,) = torch.autograd.grad(y.sum(), x)
    else:
        y = layer(x)
        grad = layer.backward(np.ones_like(y))
    assert set(np.unique(numbers(y))) == {0.0, 1 / 0.75}
    close(grad, y, "the gradient has the forward pass's mask")
    assert abs(numbers(y).mean() - 1) < 0.01
    assert layer.eval()(x) is x or (layer(x) == x).all()


PARITY = {"Dropout": Program(dropout)}
FUZZ = {"Dropout": [("p", (*NOT_SIZES, 1.1), lambda nn, bad: nn.Dropout(bad)), *activation("Dropout")]}
