"""Steps of a deep Q-network and of REINFORCE: random sizes, losses, discounts, layouts and precisions."""

import numpy as np
import torch
from rows.dqn_step import targets
from rows.mlp import mlp
from rows.parity import copied
from rows.reinforce_step import their_loss

import nnlearn.numpy as nn
from differential.draw import same


def both(draw, sizes):
    theirs = mlp(sizes, torch.nn.Tanh).double()
    ours = copied(nn.MLP(sizes, nn.Tanh), theirs)
    return (ours.float() if draw.dtype == "float32" else ours), theirs


def moved(ours, theirs, what, draw):
    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
        same(p.grad, q.grad, f"{what}: gradient", draw.dtype)


def dqn(name, draw):
    features, width, actions = draw.sizes(3)
    (ours, theirs), (lagging, slow) = (both(draw, [features, width, actions]) for _ in range(2))
    loss = draw.pick("MSELoss", "HuberLoss", "SmoothL1Loss", "L1Loss")
    gamma, double, n = draw.pick(0.0, 1.0, draw.real(0, 1)), draw.pick(True, False), draw.size(1, 9)
    batch = (
        draw.numbers(n, features), draw.labels(actions, n), draw.numbers(n), draw.numbers(n, features),
        draw.rng.random(n) < 0.5,
    )  # fmt: skip
    wide = [each.astype(np.float64) if each.dtype.kind == "f" else np.array(each) for each in batch]
    taken, y = targets(theirs, slow, wide, gamma, double)
    expected = getattr(torch.nn, loss)()(taken, y)
    expected.backward()
    what, sgd = f"{name}({loss}, gamma={gamma}, double={double})", nn.SGD(ours.parameters(), lr=0)
    found = nn.dqn_step(ours, lagging, getattr(nn, loss)(), sgd, batch, gamma=gamma, double=double)
    same(np.asarray(found, draw.dtype), expected, what, draw.dtype)
    moved(ours, theirs, what, draw)


def reinforce(name, draw):
    features, width, actions = draw.sizes(3)
    ours, theirs = both(draw, [features, width, actions])
    n = draw.size(1, 9)
    states, taken, advantages = draw.numbers(n, features), draw.labels(actions, n), draw.numbers(n)
    expected = their_loss(theirs, states.astype(np.float64), np.array(taken), advantages.astype(np.float64))
    expected.backward()
    found = nn.reinforce_step(ours, nn.SGD(ours.parameters(), lr=0), states, taken, advantages)
    same(np.asarray(found, draw.dtype), expected, name, draw.dtype)
    moved(ours, theirs, name, draw)


CHECKS = {"dqn_step": dqn, "reinforce_step": reinforce}
