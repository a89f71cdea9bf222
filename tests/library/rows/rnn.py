"""The rows of the plain recurrent layer."""

import torch

from rows.fuzz import WORDS
from rows.recurrent import Recurrent, grid, recurrent

PARITY = {"RNN": Recurrent(torch.nn.RNN, settings=grid(nonlinearity=("tanh", "relu")))}
FUZZ = {
    "RNN": [
        ("nonlinearity", (*WORDS, 3, "sigmoid", True), lambda nn, bad: nn.RNN(3, 4, nonlinearity=bad)),
        *recurrent("RNN", 1),
    ]
}
