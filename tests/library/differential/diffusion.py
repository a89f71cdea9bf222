"""The diffusion network: random sizes, steps, classes, layouts and precisions."""

import numpy as np
from rows.diffusion_mlp import Theirs
from rows.parity import copied

import nnlearn.numpy as nn
from differential.layers import through


def network(name, draw):
    """Output and every gradient, that of the step too, with and without classes."""
    features, hidden = draw.size(), draw.size(2) if draw.dtype == "float64" else draw.size(6, 9)  # a norm of few rounds
    settings = draw.some(blocks=draw.size(1, 3), classes=draw.size(1, 4), steps=draw.size(1, 200))
    theirs = Theirs(features, hidden, **settings).double()
    ours = copied(nn.DiffusionMLP(features, hidden, **settings), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    n = draw.size()
    columns = [draw.numbers(n, features), draw.rng.integers(1, theirs.steps + 1, (n, 1))]
    if theirs.classes:
        columns.append(draw.rng.integers(-1, theirs.classes, (n, 1)))
    through(ours, theirs, draw.laid_out(np.hstack(columns).astype(draw.dtype)), draw, f"{name}({settings})")


CHECKS = {"DiffusionMLP": network}
