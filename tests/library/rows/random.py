"""The rows of the seed."""

from rows.fuzz import NAN, WORDS
from rows.parity import Program, numbers


def manual_seed(nn, device):
    drawn = []
    for seed in (5, 5, 6):
        nn.manual_seed(seed)
        drawn.append(numbers(nn.Linear(3, 3).weight.data))
    assert (drawn[0] == drawn[1]).all()
    assert (drawn[0] != drawn[2]).any()


PARITY = {"manual_seed": Program(manual_seed)}
FUZZ = {"manual_seed": [("seed", (*WORDS, 2.5, NAN, -1, 2**64, [3], True), lambda nn, bad: nn.manual_seed(bad))]}
