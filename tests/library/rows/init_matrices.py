"""The rows of initial weights that are chosen as a whole."""

import numpy as np
import torch

from rows.fuzz import NOT_SIZES
from rows.init import initialiser
from rows.parity import Program, array, close, numbers

SHAPES = ((3, 5), (5, 3), (4, 4))


def filled(nn, name, shape, device, **settings):
    nn.manual_seed(0)
    parameter = nn.Parameter(array(nn, np.full(shape, 7.0), device=device))
    assert getattr(nn, name)(parameter, **settings) is parameter
    return numbers(parameter.data)


def alike(name, shapes):
    """Return the row of an initialiser that leaves nothing to chance."""

    def check(nn, device):
        for shape in shapes:
            theirs = getattr(torch.nn.init, name)(torch.full(shape, 7.0, dtype=torch.float64))
            close(filled(nn, name, shape, device), theirs, f"{name}, {shape}", rtol=0, atol=0)

    return Program(check)


def orthogonal(nn, device):
    for shape in (*SHAPES, (4, 2, 3), (2, 3, 2, 2)):
        for gain in (1, 0.5, 0):
            found = filled(nn, "orthogonal_", shape, device, gain=gain).reshape(shape[0], -1)
            product = found @ found.T if found.shape[0] <= found.shape[1] else found.T @ found
            close(product, gain**2 * np.eye(len(product)), f"orthogonal_, {shape}, gain {gain}")
    signs = np.array([np.sign(np.diag(seeded(nn, seed, device))) for seed in range(40)])
    assert abs(signs.mean(axis=0)).max() < 0.6, "some orthogonal matrices are more likely than others"


def seeded(nn, seed, device):
    nn.manual_seed(seed)
    return numbers(nn.orthogonal_(nn.Parameter(array(nn, np.zeros((3, 3)), device=device))).data)


PARITY = {
    "eye_": alike("eye_", SHAPES),
    "ones_": alike("ones_", (*SHAPES, (3,), (2, 2, 2))),
    "orthogonal_": Program(orthogonal),
    "zeros_": alike("zeros_", (*SHAPES, (3,), (2, 2, 2))),
}


def without_generator(name, weight):
    return [row for row in initialiser(name, weight=weight) if row[0] != "generator"]


FUZZ = {
    "eye_": without_generator("eye_", True),
    "ones_": without_generator("ones_", False),
    "orthogonal_": initialiser("orthogonal_", gain=NOT_SIZES),
    "zeros_": without_generator("zeros_", False),
}
