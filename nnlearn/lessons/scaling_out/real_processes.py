"""Exercise 31.2 on processes: the same training there and in this process alone, on the digits."""

import numpy as np

from nnlearn.parallel import Workers
from nnlearn.parallel.sending import pack, unpack

__all__ = ["distance_to_one_process"]

STEPS, DRAW = 50, 63  # 63: two workers have 32 and 31 digits


def distance_to_one_process(train, count=2):
    """Train on several processes and on one, and return how far apart the weights are, relative to their length.

    A network 64-64-10 of float64 reads digits, 50 steps of 63 with SGD, rate 0.1 and momentum 0.9. Each process draws a
    start of its own.

    Parameters
    ----------
    train : function of dist, model, optimizer, x, y, draws
    count : int
        Processes.

    Returns
    -------
    float
        The largest distance of any process.
    """
    alone, together = run(train, 1), run(train, count)
    return max(float(np.linalg.norm(one - alone[0]) / np.linalg.norm(alone[0])) for one in together)


def run(train, count):
    """Return the weights of each process after the training."""
    from nnlearn.datasets import digits

    data = digits()
    x, y = data.x.astype(float) / 16, data.y
    rng = np.random.default_rng(31)
    draws = [rng.choice(len(x), DRAW, replace=False) for _ in range(STEPS)]
    with Workers(count) as workers:
        return workers.run(work, pack(train), x, y, draws)  # a notebook's function cannot be imported there


def work(rank, packed, x, y, draws):
    """Train in one of the processes, and return the weights in one vector."""
    import torch
    import torch.distributed as dist

    torch.manual_seed(rank)
    model = torch.nn.Sequential(torch.nn.Linear(64, 64), torch.nn.ReLU(), torch.nn.Linear(64, 10)).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    unpack(packed)(dist, model, optimizer, torch.from_numpy(x), torch.from_numpy(y), draws)
    return torch.cat([p.detach().ravel() for p in model.parameters()]).numpy()
