"""The rows of the smooth relatives of ReLU as layers."""

import torch

from rows.fuzz import NOT_NUMBERS, WORDS, activation, setting
from rows.parity import Layer

NOT_POSITIVE = (*NOT_NUMBERS, 0, -1, -1e-30)
APPROXIMATIONS = (*WORDS, "erf", 3, True)
PARITY = {
    "GELU": Layer(torch.nn.GELU, ({}, {"approximate": "tanh"})),
    "SiLU": Layer(torch.nn.SiLU),
    "Softplus": Layer(
        torch.nn.Softplus, ({}, {"beta": 2.5}, {"beta": 0.5, "threshold": 1.0}, {"threshold": -1.0}, {"threshold": 2.0})
    ),
    "ELU": Layer(torch.nn.ELU, ({}, {"alpha": 0.3}, {"alpha": -2.0}, {"alpha": 0})),
}
FUZZ = {
    "GELU": [setting("GELU", "approximate", APPROXIMATIONS), *activation("GELU")],
    "SiLU": activation("SiLU"),
    "Softplus": [
        setting("Softplus", "beta", NOT_POSITIVE),
        setting("Softplus", "threshold", NOT_NUMBERS),
        *activation("Softplus"),
    ],
    "ELU": [setting("ELU", "alpha", NOT_NUMBERS), *activation("ELU")],
}
