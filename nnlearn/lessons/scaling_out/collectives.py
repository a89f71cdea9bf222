"""What several processes do together, apart from training: a ring by hand, the time it takes, and a sampler."""

import time
from typing import Any

import numpy as np

__all__ = ["clocked", "padded", "ring"]


def ring(rank, numbers=1_000_000):
    """Add up a vector of each rank with messages to the neighbour alone, and compare with PyTorch's all-reduce.

    Parameters
    ----------
    rank : int
    numbers : int
        Length of the vectors, float32.

    Returns
    -------
    sent : int
        Numbers that this rank sent.
    first, last : float
        How far the result is from rank 0's, and from that of `dist.all_reduce`: the largest difference.

    Examples
    --------
    >>> from nnlearn.parallel import Workers
    >>> with Workers(3) as workers:
    ...     [sent for sent, _, _ in workers.run(ring, 30)]
    [40, 40, 40]
    """
    import torch
    from torch import distributed as dist

    w = dist.get_world_size()
    generator = torch.Generator().manual_seed(rank)
    mine = torch.randn(numbers, generator=generator)
    theirs, sent = mine.clone(), 0
    pieces = list(mine.tensor_split(w))  # views
    for phase in (0, 1):  # reduce-scatter, all-gather
        for k in range(w - 1):
            leaving, coming = (rank - k + phase) % w, (rank - k - 1 + phase) % w
            arrived = torch.empty_like(pieces[coming])
            message: Any = dist.isend(pieces[leaving], (rank + 1) % w)
            dist.recv(arrived, (rank - 1) % w)
            message.wait()
            sent += len(pieces[leaving])
            pieces[coming].copy_(arrived if phase else pieces[coming] + arrived)
    dist.all_reduce(theirs)
    first = mine.clone()
    dist.broadcast(first, 0)
    return sent, float((mine - first).abs().max()), float((mine - theirs).abs().max())


def padded(examples, workers):
    """Return how many examples PyTorch's DistributedSampler gives out, and whether a second epoch has another order.

    Parameters
    ----------
    examples, workers : int

    Returns
    -------
    given : int
        Examples of all ranks together.
    moved, renewed : int
        Places of rank 0's order that change from one epoch to the next: without `set_epoch`, and with it.

    Examples
    --------
    >>> padded(1797, 4)[:2]
    (1800, 0)
    """
    from torch.utils.data import DistributedSampler

    data: Any = range(examples)
    samplers: list = [DistributedSampler(data, workers, rank) for rank in range(workers)]
    first, again = list(samplers[0]), list(samplers[0])
    samplers[0].set_epoch(1)
    renewed = list(samplers[0])
    given = sum(len(list(one)) for one in samplers)
    return given, int(np.sum(np.not_equal(first, again))), int(np.sum(np.not_equal(first, renewed)))


def clocked(rank, width, steps=8):
    """Return how long a step takes on this machine, alone and together.

    Rank 0 first computes the whole batch of 256 while the others wait, then every rank its share.

    Parameters
    ----------
    rank : int
    width : int
        Units of each of the two hidden layers.
    steps : int

    Returns
    -------
    alone, together, messages : float
        Seconds of a step of one worker, of a step of all, and of the messages in it: medians.

    Examples
    --------
    >>> from nnlearn.parallel import Workers
    >>> with Workers(1) as workers:
    ...     len(workers.run(clocked, 8, 1)[0])
    3
    """
    import torch
    from torch import distributed as dist
    from torch import nn

    w = dist.get_world_size()
    model = nn.Sequential(nn.Linear(64, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 10))
    x, y = torch.rand(256, 64), torch.randint(10, (256,))
    vector = torch.zeros(sum(p.numel() for p in model.parameters()))

    def step(count, shared):
        began = time.perf_counter()
        nn.functional.cross_entropy(model(x[:count]), y[:count]).backward()
        computed = time.perf_counter()
        if shared:
            dist.all_reduce(vector)  # in one message, as DDP puts many gradients together
        return time.perf_counter() - began, time.perf_counter() - computed

    alone = [step(256, False)[0] for _ in range(steps)] if rank == 0 else [0.0]
    dist.barrier()
    together = [step(256 // w, True) for _ in range(steps)]
    return float(np.median(alone)), *(float(one) for one in np.median(together, axis=0))
