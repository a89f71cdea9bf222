"""The trainings of `make bench`: each gives functions of one step, ours, the floor's, PyTorch's and those of peers.

All begin with equal weights.
"""

import copy
import itertools
from dataclasses import dataclass

import floor
import floor_recurrent
import numpy as np
import peers
import torch

import nnlearn.numpy
import nnlearn.torch

RNG = np.random.default_rng(0)


class Last(nnlearn.numpy.Module):
    """The output of a recurrent layer at its last step, which is its last hidden state; PyTorch's twin is below."""

    def __init__(self, layer):
        self.layer = layer

    def forward(self, x):
        output, state = self.layer(x)
        return self.keep(output[-1], isinstance(state, tuple))

    def _state(self, grad):
        return (grad[None], None) if self.kept(grad) else grad[None]

    def backward(self, grad):
        return self.layer.backward(None, self._state(grad))[0]

    def accumulate(self, grad):
        self.layer.accumulate(None, self._state(grad))


class TorchLast(torch.nn.Module):
    """The output of a recurrent layer at its last step."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x)[0][-1]


def floor_layers(layer):
    """Return the floor's layers for one of PyTorch's, with its weights."""
    if isinstance(layer, TorchLast):
        return [*floor_layers(layer.layer), floor_recurrent.Last()]
    weights = [p.detach().numpy().copy() for p in layer.parameters()]
    match type(layer).__name__:
        case "RNN" | "LSTM" as name:
            return [getattr(floor_recurrent, name)(*weights)]
        case "Conv2d":
            return [floor.Conv2d(*weights, padding=layer.padding[0])]
        case "MaxPool2d":
            return [floor.MaxPool2d(layer.kernel_size)]
        case name:
            return [getattr(floor, name)(*weights)]


def floor_network(twin):
    """Return the floor's network for one of PyTorch's."""
    return floor.Network([one for layer in twin for one in floor_layers(layer)])


@dataclass(frozen=True)
class Training:
    """Forward, backward and a step of SGD on one batch; returns the loss.

    Parameters
    ----------
    name : str
    build : function of a namespace of layers -> model
    criterion : str
    x, y : ndarray
    bar : float
        Highest ratio of our time to PyTorch's that is good enough.
    lr : float
    """

    name: str
    build: object
    criterion: str
    x: np.ndarray
    y: np.ndarray
    bar: float
    lr: float = 0.05

    def steps(self, device="cpu"):
        """Return {who: step}, PyTorch last; on a GPU ours is the torch side there, against PyTorch on the CPU."""
        twin = self.build(torch.nn, TorchLast)
        if device != "cpu":
            return {"ours": self.pytorch(copy.deepcopy(twin), device), "PyTorch": self.pytorch(twin)}
        steps = {"ours": self.ours(twin), "floor": self.floor(twin), **peers.steps(self, twin)}
        return {**steps, "PyTorch": self.pytorch(twin)}

    def ours(self, twin):
        nn = nnlearn.numpy
        model = self.build(nn, Last)
        model.load_state_dict({name: values.detach().numpy() for name, values in twin.state_dict().items()})
        criterion = getattr(nn, self.criterion)()
        optimizer = nn.SGD(model.parameters(), lr=self.lr)

        def step():
            optimizer.zero_grad()
            loss = nn.backprop(model, criterion, self.x, self.y)
            optimizer.step()
            return loss

        return step

    def floor(self, twin):
        network, criterion = floor_network(twin), getattr(floor, self.criterion)()

        def step():
            loss = criterion.forward(network.forward(self.x), self.y)
            network.backward(criterion.backward())
            network.descend(self.lr)
            return loss

        return step

    def pytorch(self, model, device="cpu"):
        model.to(device)
        criterion = getattr(torch.nn, self.criterion)()
        optimizer = torch.optim.SGD(model.parameters(), lr=self.lr)
        x, y = torch.from_numpy(self.x).to(device), torch.from_numpy(self.y).to(device)

        def step():
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            return loss.item()

        return step


def mlp(sizes, activation):
    """Return a builder of dense layers with an activation between them."""

    def build(nn, _):
        layers = []
        for a, b in itertools.pairwise(sizes):
            layers += [nn.Linear(a, b), getattr(nn, activation)()]
        return nn.Sequential(*layers[:-1])

    return build


def lenet(nn, _):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120),
        nn.ReLU(),
        nn.Linear(120, 84),
        nn.ReLU(),
        nn.Linear(84, 10),
    )


def small_cnn(nn, _):
    return nn.Sequential(
        nn.Conv2d(1, 6, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64, 32),
        nn.ReLU(),
        nn.Linear(32, 10),
    )


def recurrent(kind):
    return lambda nn, last: nn.Sequential(last(getattr(nn, kind)(16, 32)), nn.Linear(32, 10))


def normal(*shape):
    return RNG.normal(size=shape).astype(np.float32)


def labels(n):
    return RNG.integers(0, 10, n)


TRAININGS = (
    Training(
        "MLP 2-16-16-1, 200 points",
        mlp([2, 16, 16, 1], "Tanh"),
        "BCEWithLogitsLoss",
        normal(200, 2),
        (RNG.random((200, 1)) < 0.5).astype(np.float32),
        0.20,
    ),
    Training(
        "digits MLP 64-32-10, batch 32", mlp([64, 32, 10], "ReLU"), "CrossEntropyLoss", normal(32, 64), labels(32), 0.30
    ),
    Training(
        "MLP 784-256-128-10, batch 128",
        mlp([784, 256, 128, 10], "ReLU"),
        "CrossEntropyLoss",
        normal(128, 784),
        labels(128),
        1.0,
    ),
    Training("LeNet 28x28, batch 64", lenet, "CrossEntropyLoss", normal(64, 1, 28, 28), labels(64), 0.80),
    Training("CNN 8x8, batch 64", small_cnn, "CrossEntropyLoss", normal(64, 1, 8, 8), labels(64), 0.50),
    Training("RNN, 50 steps, batch 32", recurrent("RNN"), "CrossEntropyLoss", normal(50, 32, 16), labels(32), 0.30),
    Training("LSTM, 50 steps, batch 32", recurrent("LSTM"), "CrossEntropyLoss", normal(50, 32, 16), labels(32), 1.40),
)
