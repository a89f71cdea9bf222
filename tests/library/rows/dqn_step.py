"""The rows of one step of a deep Q-network, compared with PyTorch's own parts."""

import numpy as np
import torch

from rows.fuzz import BAD_MODELS, INF, NAN, NOT_FLAGS, WORDS, other
from rows.mlp import mlp
from rows.parity import Program, close, copied

T = torch.nn
LOSSES = {"MSELoss": {}, "HuberLoss": {"delta": 0.3}, "SmoothL1Loss": {}}


def transitions(seed, count=6, features=3, actions=2):
    rng = np.random.default_rng(seed)
    states, following = rng.normal(size=(2, count, features))
    return states, rng.integers(0, actions, count), rng.normal(size=count), following, rng.random(count) < 0.4


def targets(theirs, slow, batch, gamma, double):
    """Return y and the values of the actions that were taken, as a textbook writes them."""
    states, actions, rewards, following, terminated = map(torch.tensor, batch)
    with torch.no_grad():
        choice = (theirs if double else slow)(following).argmax(1)
        ahead = slow(following)[torch.arange(len(choice)), choice]
        y = torch.where(terminated, rewards, rewards + gamma * ahead)
    return theirs(states).gather(1, actions[:, None])[:, 0], y


def check(nn, device):
    for name, settings in LOSSES.items():
        for double in (False, True):
            torch.manual_seed(0)
            theirs, slow = mlp([3, 5, 2]).double(), mlp([3, 5, 2]).double()
            ours, lagging = (copied(nn.MLP([3, 5, 2]), each, device) for each in (theirs, slow))
            adam, mine = torch.optim.Adam(theirs.parameters(), lr=0.01), nn.Adam(ours.parameters(), lr=0.01)
            criterion, own = getattr(nn, name)(**settings), getattr(T, name)(**settings)
            for step in range(4):
                batch, what = transitions(step), f"{name}, double={double}, step {step}"
                taken, y = targets(theirs, slow if step else theirs, batch, 0.9, double)
                loss = own(taken, y)
                adam.zero_grad(), loss.backward(), adam.step()
                target = lagging if step else ours  # first without a target network
                close(nn.dqn_step(ours, target, criterion, mine, batch, gamma=0.9, double=double), loss, what)
                for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
                    close(p.grad, q.grad, f"{what}: gradient")
                    close(p.data, q.data, f"{what}: weights", rtol=1e-9)
            for p, q in zip(lagging.parameters(), slow.parameters(), strict=True):
                close(p.data, q.data, f"{name}: the target network stays", rtol=0, atol=0)


PARITY = {"dqn_step": Program(check)}


def step(nn, **changed):
    given = {"model": nn.MLP([3, 4, 2]), "slow": nn.MLP([3, 4, 2]), "criterion": nn.MSELoss(), **changed}
    return nn.dqn_step(**{"batch": transitions(0), "optimizer": over(nn, given["model"]), **given})


def over(nn, model):
    """Return an optimizer over a model of this side, or over some other one."""
    ours = isinstance(model, nn.Module)
    return nn.SGD((model if ours else nn.Linear(1, 1)).parameters(), lr=0.1)


def setting(name, bad, called=None):
    return called or name, bad, lambda nn, value: step(nn, **{name: value})


def part(place, name, bad):
    """Return the row of one array of the batch."""

    def call(nn, value):
        batch = list(transitions(0))
        batch[place] = value
        return step(nn, batch=tuple(batch))

    return name, bad, call


STATES, ACTIONS, REWARDS, _, ENDS = transitions(0)
NOT_STATES = [*WORDS, 3, STATES.tolist(), STATES[:0], STATES * NAN, STATES.astype(str)]
FUZZ = {
    "dqn_step": [
        setting("model", BAD_MODELS),
        ("model", [None], lambda nn, _: step(nn, model=other(nn).MLP([3, 4, 2]))),
        ("model|actions", [None], lambda nn, _: step(nn, model=nn.Sequential(nn.Linear(3, 2), nn.Flatten(0)))),
        setting("slow", BAD_MODELS, "slow|model"),
        ("slow", [None], lambda nn, _: step(nn, slow=nn.MLP([3, 4, 3]))),
        setting("criterion", (*WORDS, 3)),
        ("criterion", [None], lambda nn, _: step(nn, criterion=nn.MSELoss(reduction="none"))),
        setting("optimizer", (*WORDS, 3)),
        ("optimizer", [None], lambda nn, _: step(nn, optimizer=nn.SGD(nn.Linear(2, 1).parameters()))),
        setting("batch", (*WORDS, 3, STATES, (STATES, ACTIONS), [1, 2, 3, 4, 5]), "batch|states"),
        part(0, "states|x", [*NOT_STATES, STATES[:5], STATES[:, :2]]),
        part(1, "actions", [*WORDS, 3, ACTIONS.tolist(), ACTIONS + 1, ACTIONS - 1, ACTIONS[:5], ACTIONS * 1.0]),
        part(2, "rewards", [*WORDS, 3, REWARDS.tolist(), REWARDS[:5], REWARDS[:, None], REWARDS * NAN]),
        part(3, "next_states", [*NOT_STATES, STATES[:5], STATES[:, :2]]),
        part(4, "terminated", [*WORDS, True, ENDS.tolist(), ENDS[:5], ENDS[:, None], ENDS * 1, ENDS * 1.0]),
        setting("gamma", (*WORDS, -0.1, 1.1, NAN, INF, True)),
        setting("double", NOT_FLAGS),
    ]
}
