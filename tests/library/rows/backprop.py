"""The rows of backprop and predict."""

import numpy as np
import torch

from rows.fuzz import BAD_LABELS, BAD_MODELS, BAD_X, NOT_COUNTS, WORDS, X, Y, model, other
from rows.parity import Program, both, close, examples


def backprop(nn, device):
    ours, theirs = both(nn, device)
    x, y = examples()
    loss = torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y))
    loss.backward()
    for times in (1, 2):  # gradients add up
        close(nn.backprop(ours, nn.CrossEntropyLoss(), x, y), loss, "loss")
        for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
            close(p.grad, times * q.grad, f"{name} after {times}")


def predict(nn, device):
    ours, theirs = both(nn, device)
    x, _ = examples()
    output = nn.predict(ours, x, batch_size=9)  # the last batch holds one row
    assert isinstance(output, np.ndarray)
    assert output.dtype == np.float64
    close(output, theirs(torch.tensor(x)), "output")
    assert ours.training


PARITY = {"backprop": Program(backprop), "predict": Program(predict)}
FUZZ = {
    "backprop": [
        ("model", BAD_MODELS, lambda nn, bad: nn.backprop(bad, nn.CrossEntropyLoss(), X, Y)),
        ("model", [None], lambda nn, bad: nn.backprop(nn.Linear, nn.CrossEntropyLoss(), X, Y)),
        ("model", [None], lambda nn, bad: nn.backprop(model(other(nn)), nn.CrossEntropyLoss(), X, Y)),
        ("criterion", (*WORDS, 3), lambda nn, bad: nn.backprop(model(nn), bad, X, Y)),
        ("criterion", [None], lambda nn, bad: nn.backprop(model(nn), nn.MSELoss(reduction="none"), X, Y)),
        ("x", BAD_X, lambda nn, bad: nn.backprop(model(nn), nn.CrossEntropyLoss(), bad, Y)),
        ("y|target|labels", BAD_LABELS, lambda nn, bad: nn.backprop(model(nn), nn.CrossEntropyLoss(), X, bad)),
    ],
    "predict": [
        ("model", BAD_MODELS, lambda nn, bad: nn.predict(bad, X)),
        ("model", [None], lambda nn, bad: nn.predict(model(other(nn)), X)),
        ("x", BAD_X, lambda nn, bad: nn.predict(model(nn), bad)),
        ("batch_size", NOT_COUNTS, lambda nn, bad: nn.predict(model(nn), X, batch_size=bad)),
    ],
}
