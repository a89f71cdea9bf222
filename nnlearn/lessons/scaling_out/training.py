"""One training on several processes, right and with four mistakes; and the same training on one process.

The functions that take a rank run in each of the processes, with `torch.distributed` ready. `nnlearn.parallel` finds
them by their names.
"""

import numpy as np

from nnlearn import datasets

__all__ = ["HOWS", "alone", "digits", "distance", "draws", "network", "shards", "shown", "train", "weights"]

HOWS = ("by hand", "DDP", "summed", "same shard", "uneven, plain mean", "uneven, weighted", "other starts", "norm")
UNEVEN = 8  # examples of every rank but the first


def network(seed=0, *, norm=False):
    """Return a network 64-64-10 in float64 and its optimizer.

    Parameters
    ----------
    seed : int
    norm : bool
        Whether a batch normalisation follows the hidden layer.

    Returns
    -------
    (torch.nn.Sequential, torch.optim.SGD)

    Examples
    --------
    >>> model, optimizer = network()
    >>> model[0].weight.dtype, len(model), len(network(norm=True)[0])
    (torch.float64, 3, 4)
    """
    import torch
    from torch import nn

    torch.manual_seed(seed)
    layers = [nn.Linear(64, 64), *([nn.BatchNorm1d(64)] if norm else []), nn.ReLU(), nn.Linear(64, 10)]
    model = nn.Sequential(*layers).double()
    return model, torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)


def digits():
    """Return the digits as tensors.

    Returns
    -------
    x : Tensor of shape (1797, 64), float64, 0 to 1
    y : Tensor of shape (1797,), int64

    Examples
    --------
    >>> [tuple(one.shape) for one in digits()]
    [(1797, 64), (1797,)]
    """
    import torch

    data = datasets.digits()
    return torch.tensor(data.x / 16, dtype=torch.float64), torch.tensor(data.y)


def draws(steps=50, size=64):
    """Yield the indices of a batch for each step, the same ones on every rank.

    Parameters
    ----------
    steps : int
    size : int

    Yields
    ------
    ndarray of shape (size,), int64

    Examples
    --------
    >>> [rows.shape for rows in draws(2, 8)]
    [(8,), (8,)]
    """
    rng = np.random.default_rng(0)
    for _ in range(steps):
        yield rng.integers(1797, size=size)


def shards(rank):
    """Yield the share that a rank has of each of the draws; `torch.distributed` says of how many ranks.

    Parameters
    ----------
    rank : int

    Yields
    ------
    ndarray of int64

    Examples
    --------
    >>> from nnlearn.parallel import Workers
    >>> def sizes(rank):
    ...     return {rows.size for rows in shards(rank)}
    >>> with Workers(3) as workers:
    ...     workers.run(sizes)
    [{22}, {21}, {21}]
    """
    from torch import distributed as dist

    for rows in draws():
        yield rows[rank :: dist.get_world_size()]


def weights(model):
    """Return all weights of a network as one array.

    Parameters
    ----------
    model : torch.nn.Module

    Returns
    -------
    ndarray of shape (M,), float64

    Examples
    --------
    >>> weights(network()[0]).shape
    (4810,)
    """
    return np.concatenate([parameter.detach().double().numpy().ravel() for parameter in model.parameters()])


def distance(found, expected):
    """Return the length of the difference of two arrays, divided by the length of the second.

    Parameters
    ----------
    found, expected : ndarray

    Returns
    -------
    float

    Examples
    --------
    >>> distance(np.array([3.0, 4.0]), np.array([3.0, 5.0])).__round__(2)
    0.17
    """
    return float(np.linalg.norm(found - expected) / np.linalg.norm(expected))


def shown(value):
    """Return a distance as text; one that is rounding alone, as a bound, since its digits are chance.

    Parameters
    ----------
    value : float

    Returns
    -------
    str

    Examples
    --------
    >>> shown(0.1834), shown(2.2e-16)
    ('0.18', 'below 1e-14')
    """
    return "below 1e-14" if value < 1e-14 else f"{value:.2g}"


def alone(x, y, *, norm=False, steps=50):
    """Train on one process.

    Parameters
    ----------
    x, y : Tensor
        The digits.
    norm : bool
    steps : int

    Returns
    -------
    ndarray of shape (M,), float64
        The weights.

    Examples
    --------
    >>> alone(*digits(), steps=1).shape
    (4810,)
    """
    from torch.nn.functional import cross_entropy

    model, optimizer = network(norm=norm)
    for rows in draws(steps):
        optimizer.zero_grad()
        cross_entropy(model(x[rows]), y[rows]).backward()
        optimizer.step()
    return weights(model)


def shard(count, rank, workers, how):
    """Return which examples of a batch a rank computes.

    Parameters
    ----------
    count : int
        Size of the batch.
    rank, workers : int
    how : str
        One of HOWS.

    Returns
    -------
    slice

    Examples
    --------
    >>> shard(64, 1, 4, "by hand"), shard(64, 1, 4, "uneven, weighted"), shard(64, 1, 4, "same shard")
    (slice(16, 32, None), slice(40, 48, None), slice(0, 16, None))
    """
    if how.startswith("uneven"):
        first = count - UNEVEN * (workers - 1)
        return slice(0, first) if rank == 0 else slice(first + UNEVEN * (rank - 1), first + UNEVEN * rank)
    at = 0 if how == "same shard" else rank
    return slice(at * count // workers, (at + 1) * count // workers)


def train(rank, how, x, y, steps=50):
    """Train on this rank, together with the others.

    Parameters
    ----------
    rank : int
    how : str
        One of HOWS: the first two and "uneven, weighted" are right.
    x, y : Tensor
        The digits.
    steps : int

    Returns
    -------
    ndarray of shape (M,), float64
        The weights.
    float
        The loss on all digits.

    Examples
    --------
    >>> from nnlearn.parallel import Workers
    >>> with Workers(2) as workers:
    ...     (one, loss), (other, _) = workers.run(train, "by hand", *digits(), 1)
    >>> distance(one, other), round(loss, 1)
    (0.0, 2.3)
    """
    import torch
    from torch import distributed as dist
    from torch.nn.functional import cross_entropy

    workers = dist.get_world_size()
    model, optimizer = network(seed=rank if how == "other starts" else 0, norm=how == "norm")
    inner = torch.nn.parallel.DistributedDataParallel(model) if how == "DDP" else model
    for rows in draws(steps):
        mine = rows[shard(len(rows), rank, workers, how)]
        optimizer.zero_grad()
        loss = cross_entropy(inner(x[mine]), y[mine])
        if how == "uneven, weighted":
            loss = loss * len(mine) * workers / len(rows)
        loss.backward()
        for parameter in model.parameters() if how != "DDP" else ():
            dist.all_reduce(parameter.grad)
            if how != "summed":
                parameter.grad /= workers
        optimizer.step()
    with torch.no_grad():
        return weights(model), float(cross_entropy(model(x), y))
