"""The rows of save and load."""

import tempfile
from pathlib import Path

import numpy as np
import torch

from rows.parity import Program, both, close, is_torch


def save_and_load(nn, device):
    ours, theirs = both(nn, device)
    with tempfile.TemporaryDirectory() as folder:
        nn.save(ours, Path(folder) / "net.safetensors")
        found = nn.load(Path(folder) / "net.safetensors")
    assert sorted(found) == sorted(theirs.state_dict())
    for name, values in theirs.state_dict().items():
        close(found[name], values, name, rtol=0, atol=0)
        assert isinstance(found[name], torch.Tensor if is_torch(nn) else np.ndarray)


PARITY = {"load": Program(save_and_load), "save": Program(save_and_load)}

NOT_PATHS = ("text", "a.npz", None, 3, [1])
NOT_WEIGHTS = (
    "text", None, 3, [1], {"a": [1.0]}, {"a": None}, {1: np.ones(2)}, {"a": np.array(["b"])}, {"a": np.ones(2) * 1j},
)  # fmt: skip
FUZZ = {
    "load": [("f", NOT_PATHS, lambda nn, bad: nn.load(bad))],
    "save": [
        ("obj", NOT_WEIGHTS, lambda nn, bad: nn.save(bad, "never.safetensors")),
        ("f", NOT_PATHS, lambda nn, bad: nn.save(nn.Linear(1, 1), bad)),
    ],
}
