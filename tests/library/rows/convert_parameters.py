"""The rows of parameters as one vector."""

import numpy as np
import torch

from rows.fuzz import WORDS, good
from rows.parity import Program, array, both, close, numbers


def vectors(nn, device):
    ours, theirs = both(nn, device)
    vec = nn.parameters_to_vector(ours.parameters())
    expected = torch.nn.utils.parameters_to_vector(theirs.parameters())
    close(vec, expected, "vector")
    before = numbers(vec).copy()
    for p in ours.parameters():
        p.data = 0 * p.data
    assert (numbers(vec) == before).all(), "the vector is a copy"
    new = np.random.default_rng(1).normal(size=len(before))
    nn.vector_to_parameters(array(nn, new, device=device), ours.parameters())
    torch.nn.utils.vector_to_parameters(torch.tensor(new), theirs.parameters())
    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
        close(p.data, q.data, "parameter")


PARITY = {"parameters_to_vector": Program(vectors), "vector_to_parameters": Program(vectors)}

NOT_PARAMETERS = (*WORDS, 3, [], [None], ["a"])
FUZZ = {
    "parameters_to_vector": [("parameters", NOT_PARAMETERS, lambda nn, bad: nn.parameters_to_vector(bad))],
    "vector_to_parameters": [
        ("parameters", NOT_PARAMETERS, lambda nn, bad: nn.vector_to_parameters(good(nn, 3), bad)),
        (
            "vec",
            lambda nn: [
                *WORDS, 3, [1.0, 2.0, 3.0], good(nn, 2), good(nn, 4), good(nn, 3, 1), np.array(["a", "b", "c"]),
            ],
            lambda nn, bad: nn.vector_to_parameters(bad, nn.Linear(2, 1).parameters()),
        ),
    ],
}  # fmt: skip
