"""The rows of the parity test for landscapes, weight vectors, models and the game of two networks."""

import numpy as np
import torch
from parity_rows import array, close, copied, numbers


def pair(nn, device="cpu"):
    """Return a small network of the side and PyTorch's own, with equal weights in float64."""
    make = lambda lib: lib.Sequential(lib.Linear(3, 4), lib.Tanh(), lib.Linear(4, 2))  # noqa: E731
    theirs = make(torch.nn).double()
    return copied(make(nn), theirs, device), theirs


def landscape(nn, device):
    """Write each set of weights into PyTorch's own network and take its own loss there."""
    ours, theirs = pair(nn, device)
    generator = np.random.default_rng(0)
    x, y = generator.normal(size=(7, 3)), np.array([0, 1, 1, 0, 1, 0, 1])
    valley = nn.landscape(ours, nn.CrossEntropyLoss(), x, y, resolution=4, span=2.0)
    expected = np.zeros((4, 4))
    centre = torch.nn.utils.parameters_to_vector(theirs.parameters()).detach().clone()
    close(valley.centre, centre, "centre")
    for j, b in enumerate(valley.axes[1]):
        for i, a in enumerate(valley.axes[0]):
            theta = valley.centre + a * valley.directions[0] + b * valley.directions[1]
            torch.nn.utils.vector_to_parameters(torch.tensor(theta), theirs.parameters())
            expected[j, i] = torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y)).item()
    assert isinstance(valley.losses, np.ndarray)
    close(valley.losses, expected, "losses")


def vectors(nn, device):
    ours, theirs = pair(nn, device)
    vec = nn.parameters_to_vector(ours.parameters())
    expected = torch.nn.utils.parameters_to_vector(theirs.parameters())
    close(vec, expected, "vector")
    before = numbers(vec).copy()
    for p in ours.parameters():
        p.data = 0 * p.data
    assert (numbers(vec) == before).all(), "the vector is a copy"
    new = np.random.default_rng(1).normal(size=len(before))
    nn.vector_to_parameters(array(nn, new, device), ours.parameters())
    torch.nn.utils.vector_to_parameters(torch.tensor(new), theirs.parameters())
    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
        close(p.data, q.data, "parameter")


MODELS = {"landscape": landscape, "parameters_to_vector": vectors, "vector_to_parameters": vectors}
