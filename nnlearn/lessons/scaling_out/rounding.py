"""What half as many bits lose: slopes that become 0, and steps that are rounded away; and gradients saved up."""

import numpy as np

from nnlearn import datasets
from nnlearn.lessons.scaling_out.training import digits, draws, network, weights

__all__ = ["accumulated", "learned", "lost"]

PARTS = 8


def accumulated(optimizer, *, divided, steps=100):
    """Train with gradients saved up over 8 parts of 8 examples, and return the weights.

    Parameters
    ----------
    optimizer : {"SGD", "Adam"}
    divided : bool or None
        Whether the loss of each part is divided by the number of parts; None: whole batches of 64, in one part.
    steps : int

    Returns
    -------
    ndarray of shape (M,), float64

    Examples
    --------
    >>> accumulated("Adam", divided=True, steps=1).shape
    (4810,)
    """
    import torch
    from torch.nn.functional import cross_entropy

    model, _ = network()
    make, rate = {"SGD": (torch.optim.SGD, 0.1), "Adam": (torch.optim.Adam, 0.003)}[optimizer]
    taken, parts = make(model.parameters(), lr=rate), 1 if divided is None else PARTS
    x, y = digits()
    for rows in draws(steps):
        taken.zero_grad()
        for part in np.array_split(rows, parts):
            (cross_entropy(model(x[part]), y[part]) / (parts if divided else 1)).backward()
        taken.step()
    return weights(model)


def split(seed):
    """Return digits for training (1348) and others (449), as float32 tensors."""
    import torch

    data = datasets.digits()
    order = np.random.default_rng(seed).permutation(len(data.x))
    x, y = torch.tensor(data.x[order] / 16, dtype=torch.float32), torch.tensor(data.y[order])
    return (x[449:], y[449:]), (x[:449], y[:449])


def plain(seed, hidden=1):
    """Return a network 64-64-10 in float32, with one hidden layer or more."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    layers = [layer for _ in range(hidden) for layer in (nn.Linear(64, 64), nn.ReLU())]
    return nn.Sequential(*layers, nn.Linear(64, 10))


def learned(kind, *, master, rate, seed, epochs=15):
    """Train a network 64-64-10 with SGD in a kind of float.

    Parameters
    ----------
    kind : {"float32", "float16", "bfloat16"}
        Of the weights that compute, and of the slopes.
    master : bool
        Whether the steps are taken by weights in float32, from which those that compute are rounded.
    rate : float
    seed : int
    epochs : int

    Returns
    -------
    loss, accuracy : float
        Loss on the 1,348 training digits, and accuracy on the 449 others, with the weights that compute.

    Examples
    --------
    >>> loss, accuracy = learned("bfloat16", master=True, rate=0.1, seed=0, epochs=1)
    >>> 0 < loss < 2.4
    True
    """
    import torch
    from torch.nn.functional import cross_entropy

    dtype = getattr(torch, kind)
    (x, y), (others, labels) = split(seed)
    model = plain(seed).to(dtype)
    whole = [p.detach().float() for p in plain(seed).parameters()]
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        for rows in np.array_split(rng.permutation(len(x)), len(x) // 32):
            model.zero_grad()
            cross_entropy(model(x[rows].to(dtype)).float(), y[rows]).backward()
            with torch.no_grad():
                for p, w in zip(model.parameters(), whole, strict=True):
                    if master:
                        w -= rate * p.grad.float()
                        p.copy_(w)
                    else:
                        p -= rate * p.grad
    with torch.no_grad():
        loss = cross_entropy(model(x.to(dtype)).float(), y)
        right = model(others.to(dtype)).argmax(dim=1) == labels
    return float(loss), float(right.double().mean())


def lost(seed, epochs=60, looks=(0, 5, 20, 60), scale=1024):
    """Return which shares of the slopes that are not 0 become 0 in fewer bits, at some epochs of a training.

    Parameters
    ----------
    seed : int
    epochs : int
    looks : tuple of int
        After how many epochs they are looked at.
    scale : float
        What the loss is multiplied by in the second number.

    Yields
    ------
    epoch : int
    float16, scaled, bfloat16 : float

    Examples
    --------
    >>> [look[0] for look in lost(0, 1, (0, 1))]
    [0, 1]
    """
    import torch
    from torch.nn.functional import cross_entropy

    (x, y), _ = split(seed)
    model = plain(seed, hidden=2)
    adam, rng = torch.optim.Adam(model.parameters(), lr=0.002), np.random.default_rng(seed)
    for epoch in range(epochs + 1):
        if epoch in looks:
            model.zero_grad()
            cross_entropy(model(x[:256]), y[:256]).backward()
            g = torch.cat([p.grad.ravel() for p in model.parameters()])
            g = g[g != 0]
            rounded = g.half(), (scale * g).half(), g.bfloat16()
            yield epoch, *(float((one == 0).double().mean()) for one in rounded)
        for rows in np.array_split(rng.permutation(len(x)), 42):
            adam.zero_grad()
            cross_entropy(model(x[rows]), y[rows]).backward()
            adam.step()
