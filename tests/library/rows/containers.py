"""The rows of Sequential."""

import numpy as np

from rows.fuzz import WORDS
from rows.parity import Program, both, examples, same_passes


def sequential(nn, device):
    ours, theirs = both(nn, device)
    assert repr(ours) == repr(theirs)
    assert [name for name, _ in ours.named_parameters()] == [name for name, _ in theirs.named_parameters()]
    assert [name for name, _ in ours.named_modules()] == [name for name, _ in theirs.named_modules()]
    assert len(ours) == 4
    assert repr(ours[:2]) == repr(theirs[:2])
    assert repr(ours[-1]) == repr(theirs[-1])
    assert [type(layer).__name__ for layer in ours] == [type(layer).__name__ for layer in theirs]
    same_passes(ours, theirs, examples()[0], np.random.default_rng(2).normal(size=(37, 2)), "Sequential", device)


PARITY = {"Sequential": Program(sequential)}
FUZZ = {"Sequential": [("modules", (*WORDS, 3, [1]), lambda nn, bad: nn.Sequential(nn.Linear(2, 2), bad))]}
