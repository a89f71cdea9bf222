"""Residual blocks, and the initial weights that suit them."""

import numpy as np
import torch
from rows.parity import copied
from rows.residual import Theirs

import nnlearn.numpy as nn
from differential.layers import through


def chosen(name, draw):
    """Zeros, ones and identities equal PyTorch's; an orthogonal matrix keeps lengths, or makes them `gain` times."""
    settings = draw.some(gain=draw.real(0, 3)) if name == "orthogonal_" else {}
    shape = draw.sizes(2) if name == "eye_" else draw.sizes(draw.size(2, 4))
    ours = getattr(nn, name)(nn.Parameter(np.full(shape, 3.0)), **settings).data
    theirs = getattr(torch.nn.init, name)(torch.full(tuple(shape), 3.0, dtype=torch.float64), **settings).numpy()
    if name == "orthogonal_":
        ours, theirs = (a.reshape(shape[0], -1) for a in (ours, theirs))
        ours, theirs = (a @ a.T if len(a) <= len(a.T) else a.T @ a for a in (ours, theirs))
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-12, err_msg=f"{name}({settings}), {shape}")


def residual(name, draw):
    """A block with random layers, with and without a shortcut, against the same lines with PyTorch's autograd."""
    i, o = draw.sizes(2)
    scale, through_layer = draw.real(-2, 2), draw.rng.random() < 0.5
    width = o if through_layer else i

    def made(nn, kind):
        body = nn.Linear(i, o), nn.Tanh(), nn.Linear(o, width)
        return kind(*body, scale=scale, shortcut=nn.Linear(i, width) if through_layer else None)

    theirs = made(torch.nn, Theirs).double()
    ours = copied(made(nn, nn.Residual), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    through(ours, theirs, draw.numbers(draw.size(1, 3), i), draw, f"Residual(scale={scale}, {through_layer})")


CHECKS = {**dict.fromkeys(("eye_", "ones_", "orthogonal_", "zeros_"), chosen), "Residual": residual}
