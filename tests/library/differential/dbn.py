"""Deep belief networks, with random sizes, weights and pictures."""

import numpy as np
from rows.dbn import Theirs
from rows.parity import copied

import nnlearn.numpy as nn
from differential.draw import same, tensor
from nnlearn import boltzmann


def dbn(name, draw):
    """The way up against a textbook's; exact probabilities sum to 1, the bound lies below; draws are zeros and ones."""
    sizes, labels = [int(size) for size in draw.sizes(3, 1, 5)], draw.size(0, 2)
    theirs, rng = Theirs(sizes, labels).double(), draw.rng
    ours = copied(nn.DBN(sizes, labels=labels), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    v = draw.laid_out(rng.integers(0, 2, (draw.size(), sizes[0])).astype(draw.dtype))
    before, what = v.copy(), f"DBN({sizes}, labels={labels}) of {v.shape}, {draw.dtype}"
    for found, expected in zip(ours.up(v), theirs.double().up(tensor(v).double()), strict=True):
        same(found, expected, f"{what}: up", draw.dtype)
    same(nn.predict(ours.to_mlp(2)[:-1], v), expected, f"{what}: to_mlp", draw.dtype)
    made = [ours.dream(len(v), draw.size(), rng=rng), ours.down(ours.up(v)[-1], rng=rng)]
    made += ours.up(v, draws=True, rng=rng)
    assert all(set(each.ravel()) <= {0, 1} for each in made), what
    if not labels:
        p = np.exp(boltzmann.deep_log_p(ours, boltzmann.states(sizes[0])))
        assert abs(p.sum() - 1) < 1e-9, f"{what}: probabilities sum to {p.sum()}"
        gap = boltzmann.deep_log_p(ours, v) - boltzmann.deep_bound(ours, v)
        assert (gap > -1e-9).all(), f"{what}: the bound lies above by {gap.min()}"
    assert (v == before).all(), f"{what}: v has changed"


CHECKS = {"DBN": dbn}
