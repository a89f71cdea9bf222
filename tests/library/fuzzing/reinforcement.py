"""Legal calls of one step of a deep Q-network, and of one of REINFORCE."""

import numpy as np
import torch
from rows.dqn_step import targets
from rows.reinforce_step import their_loss

import nnlearn.torch
from fuzzing.calls import LABELS, ROWS, Call, Make, parted
from fuzzing.rest import OWN, is_model, network, weights

REWARDS, ENDS = ROWS[:, 0].copy(), ROWS[:, 1] > 0
BATCH = {"states": ROWS, "actions": LABELS, "rewards": REWARDS, "next_states": ROWS[::-1].copy(), "terminated": ENDS}


def plainly(a):
    return Make(lambda nn: a.copy())


def owned(nn, given):
    """Return arguments with an optimizer over the model, if there is one."""
    if given["optimizer"] is not OWN:
        return given
    over = given["model"] if is_model(given["model"]) else network(nn)
    return {**given, "optimizer": nn.SGD(over.parameters(), lr=0.1)}


def dqn(nn, given):
    rest, *batch = parted(owned(nn, given), *BATCH)
    return [nn.dqn_step(batch=tuple(batch), **rest), weights(rest["model"])], {}


def reinforce(nn, given):
    given = owned(nn, given)
    return [nn.reinforce_step(**given), weights(given["model"])], {}


def stepped(loss, model):
    """Take the step of PyTorch's own, and return the loss and the weights."""
    loss.backward()
    torch.optim.SGD(model.parameters(), lr=0.1).step()
    return [loss.item(), weights(model)]


def dqn_theirs(given, state):
    model, slow = network(nnlearn.torch), network(nnlearn.torch)
    batch = [np.array(given[name]) for name in BATCH]
    batch = [each.astype(np.float32) if name in ("states", "rewards", "next_states") else each
             for name, each in zip(BATCH, batch, strict=True)]  # fmt: skip
    taken, y = targets(model, slow, batch, given["gamma"], given["double"])
    return stepped(torch.nn.functional.mse_loss(taken, y), model)


def reinforce_theirs(given, state):
    model = network(nnlearn.torch)
    states, advantages = (np.array(given[name], np.float32) for name in ("states", "advantages"))
    return stepped(their_loss(model, states, np.array(given["actions"]), advantages), model)


REINFORCEMENT = [
    Call(
        "dqn_step",
        {
            "model": Make(network), "slow": Make(network), "criterion": Make(lambda nn: nn.MSELoss()),
            "optimizer": OWN, **{name: plainly(values) for name, values in BATCH.items()}, "gamma": 0.9,
        },
        dqn,
        dqn_theirs,
        compared=(*BATCH, "criterion", "gamma", "double"),
    ),
    Call(
        "reinforce_step",
        {"model": Make(network), "optimizer": OWN, "states": plainly(ROWS), "actions": plainly(LABELS),
         "advantages": plainly(REWARDS)},
        reinforce,
        reinforce_theirs,
        compared=("states", "actions", "advantages"),
    ),
]  # fmt: skip
