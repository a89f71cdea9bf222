"""The row of no_grad."""

import numpy as np

from rows.parity import Program, array


def no_grad(nn, device):
    layer, x = nn.Linear(2, 1), array(nn, np.ones((1, 2)), "float32", device)
    layer.to(device)

    @nn.no_grad()
    def decorated(times):
        return decorated(times - 1) if times else layer(x)

    with nn.no_grad():
        y = layer(x)
    for output in (y, decorated(2)):
        assert not getattr(output, "requires_grad", False)
        assert not getattr(layer, "_kept", {})
    assert getattr(layer(x), "requires_grad", True)
    assert getattr(layer, "_kept", True)


PARITY = {"no_grad": Program(no_grad)}
FUZZ = {"no_grad": []}  # takes nothing
