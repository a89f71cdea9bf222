"""The rows of the LSTM."""

import torch

from rows.fuzz import NOT_NUMBERS
from rows.recurrent import Recurrent, grid, recurrent

PARITY = {"LSTM": Recurrent(torch.nn.LSTM, states=2, settings=(*grid(), *grid(proj_size=(2,))))}
FUZZ = {
    "LSTM": [
        ("proj_size", (*NOT_NUMBERS, -1, 2.5, 4), lambda nn, bad: nn.LSTM(3, 4, proj_size=bad)),
        *recurrent("LSTM", 2),
    ]
}
