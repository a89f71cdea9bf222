"""The rows of Parameter."""

import numpy as np

from rows.fuzz import NOT_FLAGS, WORDS, good
from rows.parity import Program, array, close


def parameter(nn, device):
    p = nn.Parameter(array(nn, [[1.0, 2.0, 3.0]], device=device))
    assert (tuple(p.shape), p.ndim, p.numel()) == ((1, 3), 2, 3)
    p.data = array(nn, [[4.0, 5.0, 6.0]], device=device)
    close(p.data, [[4.0, 5.0, 6.0]], "data")
    p.grad = array(nn, [[1.0, 0.0, 1.0]], device=device)
    nn.SGD([p], lr=1.0).step()
    close(p.data, [[3.0, 5.0, 5.0]], "data after a step")
    p.grad = None
    assert p.requires_grad_(False) is p
    assert not p.requires_grad
    assert not nn.Parameter(array(nn, [1.0], device=device), requires_grad=False).requires_grad


PARITY = {"Parameter": Program(parameter)}


def assigned(nn, name, value):
    setattr(nn.Parameter(good(nn, 3, 2)), name, value)


FUZZ = {
    "Parameter": [
        ("data", (*WORDS, 3, [1.0], np.ones(2, int), np.array("a")), lambda nn, bad: nn.Parameter(bad)),
        ("requires_grad", NOT_FLAGS, lambda nn, bad: nn.Parameter(good(nn, 3), bad)),
        ("requires_grad", NOT_FLAGS, lambda nn, bad: assigned(nn, "requires_grad", bad)),
        ("data", (np.ones(2, np.float16), np.ones(2, np.longdouble), np.ma.ones(2)), lambda nn, bad: nn.Parameter(bad)),
        ("data", ("text", np.ones(3), np.ones((3, 2), complex)), lambda nn, bad: assigned(nn, "data", bad)),
        ("grad", ("text", np.ones(3), np.ones((3, 2), complex)), lambda nn, bad: assigned(nn, "grad", bad)),
    ]
}
