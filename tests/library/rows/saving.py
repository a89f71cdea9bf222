"""The rows of save and load."""

import tempfile
from pathlib import Path

import numpy as np
import torch

from rows.fuzz import WORDS
from rows.parity import Program, both, close, examples, is_torch


def save_and_load(nn, device):
    ours, theirs = both(nn, device)
    with tempfile.TemporaryDirectory() as folder:
        nn.save(ours, Path(folder) / "net.safetensors")
        found = nn.load(Path(folder) / "net.safetensors")
    assert sorted(found) == sorted(theirs.state_dict())
    for name, values in theirs.state_dict().items():
        close(found[name], values, name, rtol=0, atol=0)
        assert isinstance(found[name], torch.Tensor if is_torch(nn) else np.ndarray)


def goes_on(nn, device):
    """Train with PyTorch's own parts, and with ours interrupted in the middle; the file says which epoch it was."""
    ours, theirs = both(nn, device)
    x, y = examples()
    own = torch.optim.Adam(theirs.parameters(), lr=0.05)
    for _ in range(6):
        own.zero_grad()
        torch.nn.functional.cross_entropy(theirs(torch.tensor(x)), torch.tensor(y)).backward()
        own.step()
    with tempfile.TemporaryDirectory() as folder:
        for epoch in range(3):
            if epoch:
                ours = nn.Sequential(*both(nn, device)[0])  # as another process would make it
            optimizer = nn.Adam(ours.parameters(), lr=0.05)
            if epoch:
                found = nn.load_checkpoint(Path(folder) / "run.safetensors", model=ours, optimizer=optimizer)
                assert found == {"epoch": epoch, "notes": ["a"]}
            for _ in range(2):
                optimizer.zero_grad()
                nn.backprop(ours, nn.CrossEntropyLoss(), x, y)
                optimizer.step()
            parts = {"model": ours, "optimizer": optimizer}
            nn.save_checkpoint(Path(folder) / "run.safetensors", **parts, epoch=epoch + 1, notes=["a"])
    for (name, p), q in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        close(p.data, q.data, name, rtol=1e-9)


PARITY = {
    "load": Program(save_and_load),
    "load_checkpoint": Program(goes_on),
    "save": Program(save_and_load),
    "save_checkpoint": Program(goes_on),
}

NOT_PATHS = ("text", "a.npz", None, 3, [1])
NOT_WEIGHTS = (
    "text", None, 3, [1], {"a": [1.0]}, {"a": None}, {1: np.ones(2)}, {"a": np.array(["b"])}, {"a": np.ones(2) * 1j},
)  # fmt: skip
NEVER = "never.safetensors"


def checkpoint(nn, name, f=NEVER, **changed):
    """Save or load a checkpoint of a model, with something else in place of one part."""
    model = nn.Linear(2, 1)
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    parts = {"model": model, "optimizer": optimizer, "scheduler": nn.StepLR(optimizer, 2)}
    return getattr(nn, name)(f, **{**parts, **changed})


def of_another(nn, name):
    return checkpoint(nn, name, scheduler=nn.StepLR(nn.SGD(nn.Linear(1, 1).parameters(), lr=0.1), 2))


def checkpoints(name):
    """Return the rows that both directions share."""
    parts = {"model": (*WORDS, 3), "optimizer": ("text", 3, object()), "scheduler": ("text", 3, object())}
    return [
        ("f", NOT_PATHS, lambda nn, bad: checkpoint(nn, name, bad)),
        *((key, bad, lambda nn, value, key=key: checkpoint(nn, name, **{key: value})) for key, bad in parts.items()),
        ("scheduler", [None], lambda nn, _: of_another(nn, name)),
    ]


NOT_PROGRESS = (object(), float("nan"), {1: 2}, np.ones(2), {"a": object()}, 1j, {3}, [float("inf")])
FUZZ = {
    "load_checkpoint": checkpoints("load_checkpoint"),
    "save_checkpoint": [
        *checkpoints("save_checkpoint"),
        ("epoch", NOT_PROGRESS, lambda nn, bad: checkpoint(nn, "save_checkpoint", epoch=bad)),
    ],
    "load": [("f", NOT_PATHS, lambda nn, bad: nn.load(bad))],
    "save": [
        ("obj", NOT_WEIGHTS, lambda nn, bad: nn.save(bad, "never.safetensors")),
        ("f", NOT_PATHS, lambda nn, bad: nn.save(nn.Linear(1, 1), bad)),
    ],
}
