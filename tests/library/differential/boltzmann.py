"""Boltzmann machines and Hopfield networks, with random sizes, weights and states."""

import numpy as np
import torch
from rows.parity import copied
from rows.rbm import Theirs

import nnlearn.numpy as nn
from differential.draw import same, tensor


def rbm(name, draw):
    """Free energies and their gradients against a sum over all hidden states; draws in the range of what is drawn."""
    visible, hidden = draw.sizes(2)
    theirs = Theirs(visible, hidden).double()
    ours = copied(nn.RBM(visible, hidden), theirs)
    ours = ours.float() if draw.dtype == "float32" else ours
    v = draw.laid_out(draw.rng.random((draw.size(), visible)).astype(draw.dtype))
    before, what = v.copy(), f"RBM({visible}, {hidden}) of {v.shape}, {draw.dtype}"
    x = tensor(v, grad=True)
    expected = theirs(x)
    upstream = draw.numbers(*expected.shape)
    expected.backward(tensor(upstream))
    same(ours(v), expected, f"{what}: output", draw.dtype)
    same(ours.backward(upstream), x.grad, f"{what}: gradient of v", draw.dtype)
    for (part, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        same(p.grad, q.grad, f"{what}: gradient of {part}", draw.dtype)
    same(ours.hidden(v), torch.sigmoid(x @ theirs.weight + theirs.hidden_bias), f"{what}: hidden", draw.dtype)
    same(ours.free_energy(v), expected, f"{what}: free energy", draw.dtype)
    assert set(ours.gibbs(v, draw.size(), rng=draw.rng).ravel()) <= {0, 1}
    assert (v == before).all(), f"{what}: v has changed"


def hopfield(name, draw):
    """Of all single flips from a state at rest, none has a lower energy; and the loops of a textbook agree."""
    x = draw.rng.choice([-1.0, 1.0], draw.sizes(2, 1, 8))
    rule = draw.pick("hebb", "pseudo-inverse")
    memory = nn.Hopfield(draw.laid_out(x), rule)
    w = x.T @ x / x.shape[1] if rule == "hebb" else np.linalg.pinv(x) @ x
    w = w - np.diag(np.diag(w))
    s = draw.laid_out(draw.rng.choice([-1.0, 1.0], (draw.size(), x.shape[1])))
    before, rest = s.copy(), memory.settle(s, rng=draw.rng)
    for row in rest.astype(float):
        fields = w @ row
        assert (fields * row > -1e-4).all(), f"{name}, {rule}, {x.tolist()}: {row.tolist()} is not at rest"
    assert (memory.energy(rest) <= memory.energy(s) + 1e-5).all(), f"{name}, {rule}: the energy has risen"
    assert (s == before).all(), f"{name}: s has changed"


CHECKS = {"Hopfield": hopfield, "RBM": rbm}
