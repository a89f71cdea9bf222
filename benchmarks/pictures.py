"""The workloads of `make bench` that draw: a decision surface, and loss landscapes of an MLP and of a CNN."""

from dataclasses import dataclass

import floor_pictures
import numpy as np
import torch
from workloads import floor_network, labels, mlp, normal, small_cnn

import nnlearn.numpy as nn
from nnlearn.plots import grid


def twins(build):
    """Return our model and PyTorch's, with equal weights."""
    theirs, ours = build(torch.nn, None), build(nn, None)
    ours.load_state_dict({name: values.numpy() for name, values in theirs.state_dict().items()})
    return ours, theirs


@dataclass(frozen=True)
class Surface:
    """The output of a network at 200 x 200 places; compared by its sum."""

    name: str = "surface 200x200, MLP 2-16-16-1"
    bar: float = 1.15

    def steps(self, device="cpu"):
        ours, theirs = twins(mlp([2, 16, 16, 1], "Tanh"))
        places = grid((-1, 1, -1, 1), resolution=200)  # (40000, 2)
        tensor = torch.from_numpy(places)

        def torch_surface():
            with torch.no_grad():
                return float(theirs(tensor).sum())

        network = floor_network(theirs)
        return {
            "ours": lambda: float(nn.predict(ours, places, batch_size=2000).sum()),
            "floor": lambda: float(floor_pictures.surface(network, places).sum()),
            "PyTorch": torch_surface,
        }


@dataclass(frozen=True)
class Landscape:
    """The loss at 41 x 41 settings of the weights, against PyTorch eager one by one; compared by its mean."""

    name: str
    build: object
    criterion: str
    x: np.ndarray
    y: np.ndarray
    floor: object
    bar: float
    slow: bool = True  # one run is a round

    def steps(self, device="cpu"):
        ours, theirs = twins(self.build)
        criterion, reference = getattr(nn, self.criterion)(), getattr(torch.nn, self.criterion)()
        first = nn.landscape(ours, criterion, self.x, self.y, resolution=41, seed=1)
        a, b = (torch.from_numpy(np.asarray(d, np.float32)) for d in first.directions)
        centre = torch.nn.utils.parameters_to_vector(theirs.parameters()).detach().clone()
        x, y = torch.from_numpy(self.x), torch.from_numpy(self.y)

        def torch_landscape():
            total = 0.0
            with torch.no_grad():
                for s in first.axes[0]:
                    for t in first.axes[1]:
                        weights = centre + float(s) * a + float(t) * b
                        torch.nn.utils.vector_to_parameters(weights, theirs.parameters())
                        total += reference(theirs(x), y).item()
            return total / 41**2

        plane = centre.numpy(), first.directions.astype(np.float32), first.axes[0].astype(np.float32)
        shapes = [p.shape for p in ours.parameters()]

        def our_landscape():
            return float(nn.landscape(ours, criterion, self.x, self.y, resolution=41, seed=1).losses.mean())

        return {
            "ours": our_landscape,
            "floor": lambda: self.floor(plane, shapes, self.x, self.y),
            "PyTorch": torch_landscape,
        }


POINTS = normal(200, 2)
PICTURES = (
    Surface(),
    Landscape(
        "landscape 41x41, MLP, 200 points",
        mlp([2, 16, 16, 1], "Tanh"),
        "BCEWithLogitsLoss",
        POINTS,
        (POINTS[:, :1] * POINTS[:, 1:] > 0).astype(np.float32),
        floor_pictures.mlp_landscape,
        0.06,
    ),
    Landscape(
        "landscape 41x41, CNN, 64 images",
        small_cnn,
        "CrossEntropyLoss",
        normal(64, 1, 8, 8),
        labels(64),
        floor_pictures.cnn_landscape,
        0.25,
    ),
)
