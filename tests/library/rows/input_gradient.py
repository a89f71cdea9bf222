"""The rows of input_gradient."""

import numpy as np
import torch

from rows.fuzz import BAD_LABELS, BAD_MODELS, BAD_X, WORDS, X, Y, model, other
from rows.parity import Program, both, close, examples


def input_gradient(nn, device):
    ours, theirs = both(nn, device)
    x, y = examples()
    data = torch.tensor(x, requires_grad=True)
    torch.nn.functional.cross_entropy(theirs(data), torch.tensor(y)).backward()
    found = nn.input_gradient(ours, nn.CrossEntropyLoss(), x, y)
    assert isinstance(found, np.ndarray)
    assert found.dtype == np.float64
    close(found, data.grad, "dL/dx")


PARITY = {"input_gradient": Program(input_gradient)}
FUZZ = {
    "input_gradient": [
        ("model", BAD_MODELS, lambda nn, bad: nn.input_gradient(bad, nn.CrossEntropyLoss(), X, Y)),
        ("model", [None], lambda nn, bad: nn.input_gradient(model(other(nn)), nn.CrossEntropyLoss(), X, Y)),
        ("criterion", (*WORDS, 3), lambda nn, bad: nn.input_gradient(model(nn), bad, X, Y)),
        ("criterion", [None], lambda nn, bad: nn.input_gradient(model(nn), nn.MSELoss(reduction="none"), X, Y)),
        ("x", BAD_X, lambda nn, bad: nn.input_gradient(model(nn), nn.CrossEntropyLoss(), bad, Y)),
        ("x", [None], lambda nn, bad: nn.input_gradient(nn.Embedding(3, 2), nn.MSELoss(), np.arange(3), X[:3, :2])),
        ("y|target|labels", BAD_LABELS, lambda nn, bad: nn.input_gradient(model(nn), nn.CrossEntropyLoss(), X, bad)),
    ]
}
