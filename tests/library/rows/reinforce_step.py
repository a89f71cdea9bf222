"""The rows of one step of REINFORCE, compared with PyTorch's own distribution."""

import numpy as np
import torch

from rows.dqn_step import over
from rows.fuzz import BAD_MODELS, NAN, WORDS, other
from rows.mlp import mlp
from rows.parity import Program, close, copied


def steps(seed, count=7, features=3, actions=4):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(count, features)), rng.integers(0, actions, count), 3 * rng.normal(size=count)


def their_loss(theirs, states, actions, advantages):
    log_p = torch.distributions.Categorical(logits=theirs(torch.tensor(states))).log_prob(torch.tensor(actions))
    return -(torch.tensor(advantages) * log_p).mean()


def check(nn, device):
    torch.manual_seed(0)
    theirs = mlp([3, 5, 4]).double()
    ours = copied(nn.MLP([3, 5, 4]), theirs, device)
    adam, mine = torch.optim.Adam(theirs.parameters(), lr=0.03), nn.Adam(ours.parameters(), lr=0.03)
    for step in range(4):
        given = steps(step)
        loss = their_loss(theirs, *given)
        adam.zero_grad(), loss.backward(), adam.step()
        close(nn.reinforce_step(ours, mine, *given), loss, f"step {step}")
        for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
            close(p.grad, q.grad, f"step {step}: gradient")
            close(p.data, q.data, f"step {step}: weights", rtol=1e-9)


PARITY = {"reinforce_step": Program(check)}
S, A, G = steps(0)


def step(nn, **changed):
    given = {"model": nn.MLP([3, 4]), "states": S, "actions": A, "advantages": G, **changed}
    return nn.reinforce_step(**{"optimizer": over(nn, given["model"]), **given})


def setting(name, bad, called=None):
    return called or name, bad, lambda nn, value: step(nn, **{name: value})


FUZZ = {
    "reinforce_step": [
        setting("model", BAD_MODELS),
        ("model", [None], lambda nn, _: step(nn, model=other(nn).MLP([3, 4]))),
        ("model", [None], lambda nn, _: step(nn, model=nn.Sequential(nn.Linear(3, 4), nn.Flatten(0)))),
        setting("optimizer", (*WORDS, 3)),
        ("optimizer", [None], lambda nn, _: step(nn, optimizer=nn.SGD(nn.Linear(2, 1).parameters()))),
        setting("states", [*WORDS, 3, S.tolist(), S[:0], S * NAN, S[:, :2], S.astype(str)], "states|x"),
        setting("states", [S[:5]], "advantages"),
        setting("actions", [*WORDS, 3, A.tolist(), A + 4, A - 4, A[:5], A * 1.0, A[:, None]]),
        setting("advantages", [*WORDS, 3, G.tolist(), G[:5], G[:, None], G * NAN, G * 1e300]),
    ]
}
