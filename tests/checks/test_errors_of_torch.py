"""PyTorch's messages, as it words them today, are explained."""

import numpy as np
import pytest
import torch

from nnlearn.checks.diagnosis.errors import torch as errors_of_torch


def _twice():
    loss = (torch.ones(2, requires_grad=True) ** 2).sum()
    loss.backward()
    loss.backward()


def _in_place():
    p = torch.ones(2, requires_grad=True)
    p -= 1.0


def _returned_none():
    torch.ones(2, requires_grad=True).data = None


def _early():
    class Net(torch.nn.Module):
        def __init__(self):
            self.layer = torch.nn.Linear(2, 1)

    Net()


def _no_brackets():
    with torch.no_grad:
        pass


LAYER, LOSS = torch.nn.Linear(4, 3), torch.nn.functional.cross_entropy
PROVOKED = {
    "`.data` takes a tensor": _returned_none,
    "need one dtype": lambda: LAYER(torch.ones(2, 4).double()),
    "Class labels are indices": lambda: LOSS(torch.ones(2, 3), torch.ones(2)),
    "as int64": lambda: LOSS(torch.ones(2, 3), torch.ones(2, dtype=torch.int32)),
    "different devices": lambda: LAYER(torch.ones(2, 4, device="meta")),
    "mat1 is what goes into": lambda: LAYER(torch.ones(2, 5)),
    "reshape keeps every number": lambda: torch.ones(6).reshape(8, -1),
    "backward finds no graph": lambda: torch.ones(1).sum().backward(),
    "An update is not part of": _in_place,
    "walks each graph once": _twice,
    "a Module's own": _early,
    "does not become an array": lambda: torch.ones(2, requires_grad=True).numpy(),
    "backward starts from one": lambda: torch.ones(2, requires_grad=True).backward(),
    "one label per example": lambda: LOSS(torch.ones(2, 3), torch.ones(2, 1, dtype=torch.int64)),
    "gets something that is not a tensor": lambda: LAYER(np.ones((2, 4))),
    "index of a logit": lambda: LOSS(torch.ones(2, 3), torch.tensor([0, 3])),
    "one yes or no": lambda: bool(torch.ones(2) > 0),
    "has several": lambda: torch.ones(2).item(),
    "A Module has no device": lambda: LAYER.device,
    "only tensors have this": lambda: np.ones(2).float(),
    "A tensor stands there": lambda: torch.ones(2).astype("float32"),
    "`next` takes one": lambda: LAYER.parameters()[0],
    "gone through, and only once": lambda: LAYER.parameters().device,
    "taken for probabilities": lambda: LOSS(torch.ones(2, 3), torch.ones(2, 3, dtype=torch.int64)),
    "Which of the two has another": lambda: LOSS(torch.ones(2, 3), torch.ones((), dtype=torch.int64)),
    "too early": lambda: (0.5).backward(),
    "one yes or no, not one for each": lambda: (torch.max(torch.ones(2, 3), 1) == torch.ones(2)).sum(),
    ".float() makes them": lambda: (torch.ones(2) > 0).mean(),
    "brackets are missing": _no_brackets,
    "two modes": lambda: LAYER.evaluate(),
    "Modules that have been made": lambda: torch.nn.ModuleList([3]),
}


@pytest.mark.parametrize("words", PROVOKED)
def test_a_message_of_pytorch_is_explained(words):
    with pytest.raises(Exception, match=r"\w") as caught:
        PROVOKED[words]()
    assert words.lower() in errors_of_torch.explain(str(caught.value)).lower(), str(caught.value)


def test_what_it_does_not_know_stays_unexplained():
    assert errors_of_torch.explain("something else") == ""
