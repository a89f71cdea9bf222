"""The row of no_grad."""

import numpy as np

from rows.parity import Program, array


def no_grad(nn, device):
    layer, x = nn.Linear(2, 1), array(nn, np.ones((1, 2)), "float32", device)
    layer.to(device)
    with nn.no_grad():
        y = layer(x)
    assert not getattr(y, "requires_grad", False)
    assert not getattr(layer, "_kept", {})


PARITY = {"no_grad": Program(no_grad)}
FUZZ = {"no_grad": []}  # takes nothing
