"""The rows of the smooth relatives of ReLU as functions."""

import torch

from rows.functional import Function, function
from rows.fuzz import NOT_NUMBERS, good
from rows.smooth_activations import APPROXIMATIONS, NOT_POSITIVE

F = torch.nn.functional
PARITY = {
    "gelu": Function(F.gelu, ({}, {"approximate": "tanh"})),
    "silu": Function(F.silu),
    "softplus": Function(F.softplus, ({}, {"beta": 2.5}, {"beta": 0.5, "threshold": 1.0})),
    "elu": Function(F.elu, ({}, {"alpha": 0.3})),
}
FUZZ = {
    "gelu": [*function("gelu"), ("approximate", APPROXIMATIONS, lambda nn, bad: nn.gelu(good(nn, 3), approximate=bad))],
    "silu": function("silu"),
    "softplus": [
        *function("softplus"),
        ("beta", NOT_POSITIVE, lambda nn, bad: nn.softplus(good(nn, 3), bad)),
        ("threshold", NOT_NUMBERS, lambda nn, bad: nn.softplus(good(nn, 3), 1, bad)),
    ],
    "elu": [*function("elu"), ("alpha", NOT_NUMBERS, lambda nn, bad: nn.elu(good(nn, 3), bad))],
}
