"""The rows of the activation layers."""

import torch

from rows.functional import step
from rows.fuzz import NOT_NUMBERS, activation, over_an_axis
from rows.parity import Layer


class Step(torch.nn.Module):
    """The step function as a layer, which PyTorch does not have."""

    def forward(self, x):
        return step(x)


PARITY = {
    "Heaviside": Layer(Step),
    "Sigmoid": Layer(torch.nn.Sigmoid),
    "Tanh": Layer(torch.nn.Tanh),
    "ReLU": Layer(torch.nn.ReLU),
    "LeakyReLU": Layer(torch.nn.LeakyReLU, ({}, *({"negative_slope": a} for a in (0.3, 1.0, 0.0, 1.5, -2.0)))),
    "Softmax": Layer(torch.nn.Softmax, ({"dim": 1}, {"dim": 0}, {"dim": -1})),
    "LogSoftmax": Layer(torch.nn.LogSoftmax, ({"dim": 1}, {"dim": 0}, {"dim": -1})),
}
FUZZ = {
    "Heaviside": activation("Heaviside"),
    "Sigmoid": activation("Sigmoid"),
    "Tanh": activation("Tanh"),
    "ReLU": activation("ReLU"),
    "LeakyReLU": [("negative_slope", NOT_NUMBERS, lambda nn, bad: nn.LeakyReLU(bad)), *activation("LeakyReLU")],
    "Softmax": [*over_an_axis(lambda nn, dim, x: nn.Softmax(dim)(x)), *activation("Softmax", dim=1)],
    "LogSoftmax": [*over_an_axis(lambda nn, dim, x: nn.LogSoftmax(dim)(x)), *activation("LogSoftmax", dim=1)],
}
