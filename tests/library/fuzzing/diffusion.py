"""Legal calls of the diffusion network."""

import numpy as np
import torch
from rows.diffusion_mlp import Theirs
from rows.parity import numbers

from fuzzing.calls import ROWS, Call, Make, parted, values
from fuzzing.methods import method
from fuzzing.vae import settled

INPUT = np.hstack([ROWS[:, :3], [[5], [1], [100], [7], [50], [30]], [[-1], [0], [1], [1], [0], [-1]]]).astype(
    np.float32
)


def ran(nn, given):
    setting, x = parted(given, "x")
    model = settled(nn, nn.DiffusionMLP(**setting))
    return model(x), {key: np.array(numbers(value)) for key, value in model.state_dict().items()}


def ran_there(given, state):
    module = Theirs(3, 4, classes=2)
    module.load_state_dict({key: torch.tensor(value) for key, value in state.items()})
    return module.to(given["x"].dtype)(given["x"])


def model(nn):
    return settled(nn, nn.DiffusionMLP(3, 4, classes=2))


DIFFUSION = [
    Call(
        "DiffusionMLP", {"features": 3, "hidden": 4, "classes": 2, "x": values(INPUT)}, ran, ran_there, compared=("x",)
    ),
    method("DiffusionMLP.noise", model, x=Make(lambda nn: ROWS[:, :3].copy()), t=5, labels=None),
    method(
        "DiffusionMLP.noise",
        model,
        x=Make(lambda nn: ROWS[:, :3].copy()),
        t=Make(lambda nn: np.array([5, 1, 100, 7, 50, 30])),
        labels=Make(lambda nn: np.array([-1, 0, 1, 1, 0, -1])),
    ),
]
