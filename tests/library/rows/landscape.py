"""The rows of the loss landscape."""

import numpy as np
import torch

from rows.fuzz import BAD_LABELS, BAD_MODELS, BAD_X, INF, NAN, NOT_COUNTS, NOT_SEEDS, WORDS, X, Y, model, other
from rows.parity import Program, both, close, examples


def valley(nn, device):
    """Write each set of weights into PyTorch's own network and take its own loss there."""
    ours, theirs = both(nn, device)
    x, y = examples(7)
    found = nn.landscape(ours, nn.CrossEntropyLoss(), x, y, resolution=4, span=2.0)
    expected = np.zeros((4, 4))
    centre = torch.nn.utils.parameters_to_vector(theirs.parameters()).detach().clone()
    close(found.centre, centre, "centre")
    for j, b in enumerate(found.axes[1]):
        for i, a in enumerate(found.axes[0]):
            theta = found.centre + a * found.directions[0] + b * found.directions[1]
            torch.nn.utils.vector_to_parameters(torch.tensor(theta), theirs.parameters())
            expected[j, i] = torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y)).item()
    assert isinstance(found.losses, np.ndarray)
    close(found.losses, expected, "losses")


PARITY = {"landscape": Program(valley)}


def landscape(nn, **changed):
    given = {"model": model(nn), "criterion": nn.CrossEntropyLoss(), "x": X, "y": Y, "resolution": 2, **changed}
    return nn.landscape(**given)


def setting(name, bad):
    return name, bad, lambda nn, value: landscape(nn, **{name: value})


P = 23  # weights of the model
FULL = np.ones(P)
NOT_WEIGHTS = (
    "text", 3, object(), {"a": 1}, [], [None, None], [np.ones(3)] * 2, [FULL, np.full(P, NAN)], [["a"]] * 2,
)  # fmt: skip
NOT_SPANS = ("text", {"a": 1}, object(), 0, -1.0, NAN, INF, True, [1], (1, 2, 3), (2, 1), (0, NAN), ("a", 1))
FUZZ = {
    "landscape": [
        setting("model", BAD_MODELS),
        ("model", [None], lambda nn, _: landscape(nn, model=model(other(nn)))),
        ("model", [None], lambda nn, _: landscape(nn, model=nn.Tanh())),
        setting("criterion", (*WORDS, 3)),
        ("criterion", [None], lambda nn, _: landscape(nn, criterion=nn.CrossEntropyLoss(reduction="none"))),
        setting("x", BAD_X),
        ("y|target|labels", BAD_LABELS, lambda nn, bad: landscape(nn, y=bad)),
        setting("directions", (*NOT_WEIGHTS, None, [FULL] * 3)),
        setting("through", (*NOT_WEIGHTS, [FULL], [FULL] * 2, [FULL] * 4, [{"a": FULL}] * 2)),
        setting("path", (*NOT_WEIGHTS, [FULL], [FULL] * 5)),
        setting("dimensions", (*WORDS, 0, 3, 1.5, True)),
        setting("span", NOT_SPANS),
        setting("resolution", (*NOT_COUNTS, 1)),
        setting("seed", NOT_SEEDS),
    ]
}
