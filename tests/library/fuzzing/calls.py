"""A legal call of everything public: its arguments, what is done with them, and PyTorch's own doing of the same.

`CALLS` maps a name, or "Class.method", to its `Call`s. Arguments that are not given take their default, so that a new
argument of a layer is tried by itself. `rest.py` and `methods.py` have what remains.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
import torch
from rows.parity import array, is_torch, numbers
from rows.residual import Theirs
from rows.tree_rnn import TREES
from rows.tree_rnn import Theirs as Node

import nnlearn.numpy
import nnlearn.torch
from nnlearn import trees

RNG = np.random.default_rng(5)
ROWS = RNG.normal(size=(6, 4)).astype(np.float32)
IMAGES = RNG.normal(size=(2, 4, 8, 8)).astype(np.float32)
SEQUENCES = RNG.normal(size=(3, 5, 4)).astype(np.float32)
LABELS = np.array([0, 1, 1, 0, 2, 0])
SHARES = np.abs(ROWS) / np.abs(ROWS).sum(axis=1, keepdims=True)


@dataclass(frozen=True)
class Call:
    """What is called: `given` are the arguments that differ from the defaults, as values or functions of the side."""

    name: str
    given: dict = field(default_factory=dict)
    run: Callable = None  # (nn, arguments) -> anything made of numbers
    theirs: Callable | None = None  # the same with PyTorch's own, from (arguments as PyTorch takes them, our state)
    sides: tuple = ("numpy", "torch")
    random: bool = False  # whether only the form of the two results can be compared
    compared: tuple | None = None  # the arguments for which `theirs` is the same; None: all

    def arguments(self, nn):
        """Return new legal arguments."""
        found = {**self.defaults(), **self.given}
        return {name: value(nn) if isinstance(value, Make) else value for name, value in found.items()}

    def defaults(self):
        target = getattr(nnlearn.numpy, self.name, None)
        if target is None:
            return {}
        parameters = inspect.signature(target).parameters.values()
        return {p.name: p.default for p in parameters if p.default is not p.empty}


class Make:
    """A legal argument that is made again for each call."""

    def __init__(self, make):
        self.make = make

    def __call__(self, nn):
        return self.make(nn)


def values(a, dtype=None):
    return Make(lambda nn: array(nn, a, dtype))


def seeded(nn):
    nn.manual_seed(0)
    torch.manual_seed(0)


def as_theirs(value):
    """Return a value as PyTorch takes it: an array as a tensor, and a number of any class as Python's."""
    if type(value) is np.ndarray and value.dtype.isnative:
        return torch.tensor(np.ascontiguousarray(value)).reshape(value.shape)
    if (type(value) is int and abs(value) > 2**63) or isinstance(value, Fraction):
        return float(value)
    return value.item() if isinstance(value, np.bool_ | np.number) else value


def parted(given, *names):
    """Return (settings, what is called afterwards)."""
    given = dict(given)
    after = [given.pop(name) for name in names]
    return given, *after


def layer(name, x, dtype="float32", **given):
    """Make a layer, run it forward, and on the NumPy side backward."""
    setting = Call(name, given).arguments(nnlearn.numpy)
    shape = run_layer(nnlearn.numpy, name, setting, x.astype(dtype), None)[0].shape
    grad = np.random.default_rng(3).normal(size=shape).astype(np.float32)

    def run(nn, given):
        setting, x, grad = parted(given, "x", "grad")
        return run_layer(nn, name, setting, x, grad)

    def theirs(given, state):
        setting, x, grad = parted(given, "x", "grad")
        return run_theirs(name, setting, x, grad, state)

    given = {**given, "x": values(x, dtype), "grad": Make(lambda nn: None if is_torch(nn) else grad)}
    own = hasattr(torch.nn, name)
    return Call(name, given, run, theirs, random=name == "Dropout", compared=None if own else ("x", "grad"))


def first(y):
    return y[0] if isinstance(y, tuple) else y


def run_layer(nn, name, setting, x, grad):
    seeded(nn)
    module = getattr(nn, name)(**setting)
    state = {key: np.array(numbers(value)) for key, value in module.state_dict().items()}
    if is_torch(nn):
        return first(module(x)), state
    y = module(x)
    if grad is None:
        return first(y), state
    x_grad = module.backward(grad)
    return [first(y), first(x_grad), [p.grad for p in module.parameters()]], state


def run_theirs(name, setting, x, grad, state):
    if isinstance(setting.get("activation"), type):
        setting = {**setting, "activation": getattr(nnlearn.torch, setting["activation"].__name__)}
    module = getattr(torch.nn if hasattr(torch.nn, name) else nnlearn.torch, name)(**setting)
    module.load_state_dict({key: torch.tensor(value) for key, value in state.items()})
    if isinstance(x, torch.Tensor) and x.is_floating_point() and not x.requires_grad:
        x.requires_grad_()
    if isinstance(x, torch.Tensor) and x.dtype == torch.float64:
        module.double()
    y = first(module(x))
    if grad is None:
        return y
    y.backward(grad)
    x_grad = torch.zeros(x.shape) if x.grad is None else x.grad
    return [y, x_grad, [p.grad for p in module.parameters()]]


def loss(name, prediction, target, **given):
    """Make a loss, call it, and on the NumPy side go backward."""

    def run(nn, given):
        setting, prediction, target, grad = parted(given, "prediction", "target", "grad")
        criterion = getattr(nn, name)(**setting)
        value = criterion(prediction, target)
        if is_torch(nn):
            return value, {"torch": True}
        return [value, criterion.backward() if grad is None else criterion.backward(grad)], {}

    def theirs(given, state):
        setting, prediction, target, grad = parted(given, "prediction", "target", "grad")
        value = getattr(torch.nn, name, arctan_loss)(**setting)(prediction.requires_grad_(), target)
        if isinstance(state, dict) and state.get("torch"):
            return value
        value.backward(torch.tensor(grad) if type(grad) in (int, float) else grad)
        return [value, prediction.grad]

    given = {**given, "prediction": values(prediction), "target": values(target), "grad": None}
    return Call(name, given, run, theirs)


def arctan_loss(reduction):
    """Return what PyTorch has not."""
    assert reduction == "mean"
    return lambda prediction, target: torch.arctan((prediction - target) ** 2).mean()


def function(name, theirs=None, **given):
    """Call an activation as a function."""

    def run(nn, given):
        return getattr(nn, name)(**given), {}

    def compare(given, state):
        return theirs(**{("input" if key == "x" else key): value for key, value in given.items()})

    given = given if "query" in given else {"x": values(ROWS), **given}
    return Call(name, given, run, theirs and compare)


def block(nn, given):
    """Run a residual block around a layer."""
    seeded(nn)
    given, x = parted(given, "x")
    module = nn.Residual(nn.Linear(4, 4), **given)
    return module(x), {key: np.array(numbers(value)) for key, value in module.state_dict().items()}


def block_theirs(given, state):
    given, x, shortcut = parted(given, "x", "shortcut")
    module = Theirs(torch.nn.Linear(4, 4), **given, shortcut=None if shortcut is None else torch.nn.Linear(4, 4))
    module.load_state_dict({key: torch.tensor(value) for key, value in state.items()})
    return module.to(x.dtype)(x)


def one_step(nn, given):
    """Run an LSTM's cell, whose state and its gradient are pairs."""
    seeded(nn)
    given, x = parted(given, "x")
    module = nn.LSTMCell(**given)
    return list(module(x)), {key: np.array(numbers(value)) for key, value in module.state_dict().items()}


def one_step_theirs(given, state):
    given, x = parted(given, "x")
    module = torch.nn.LSTMCell(**given)
    module.load_state_dict({key: torch.tensor(value) for key, value in state.items()})
    return list(module.to(x.dtype)(x))


def tree(nn, given):
    """Run a recursive network."""
    seeded(nn)
    given, x = parted(given, "x")
    module = nn.TreeRNN(**given)
    return module(x), {key: np.array(numbers(value)) for key, value in module.state_dict().items()}


def tree_theirs(given, state):
    given, x = parted(given, "x")
    module = Node(**given)
    module.load_state_dict({key: torch.tensor(value) for key, value in state.items()})
    return module(x)


WEIGHT4 = np.array([0.5, 1.0, 2.0, 0.25], np.float32)
F = torch.nn.functional
LAYERS = [
    layer("Linear", ROWS, in_features=4, out_features=3),
    layer("Linear", SEQUENCES, in_features=4, out_features=3, bias=False),
    *(layer(n, ROWS) for n in ("Sigmoid", "Tanh", "ReLU", "LeakyReLU", "Heaviside", "GELU", "SiLU", "Softplus", "ELU")),
    *(layer(n, ROWS, dim=1) for n in ("Softmax", "LogSoftmax")),
    *(layer(n, IMAGES) for n in ("Identity", "Flatten")),
    layer("Unflatten", ROWS, dim=1, unflattened_size=(2, 2)),
    layer("Dropout", ROWS, p=0.5),
    layer("Dropout", ROWS, p=0.0),
    layer("BatchNorm1d", ROWS, num_features=4),
    layer("BatchNorm2d", IMAGES, num_features=4),
    layer("LayerNorm", ROWS, normalized_shape=4),
    layer("LayerNorm", SEQUENCES, normalized_shape=(5, 4)),
    layer("Conv2d", IMAGES, in_channels=4, out_channels=6, kernel_size=3),
    layer("Conv2d", IMAGES, in_channels=4, out_channels=6, kernel_size=(3, 2), padding="same", dilation=(1, 2)),
    layer("ConvTranspose2d", IMAGES, in_channels=4, out_channels=6, kernel_size=3),
    layer("ConvTranspose2d", IMAGES, in_channels=4, out_channels=6, kernel_size=(3, 2), stride=(2, 2)),
    layer("MaxPool2d", IMAGES, kernel_size=2),
    layer("MaxPool2d", IMAGES, kernel_size=(3, 2), stride=(2, 2)),
    layer("AvgPool2d", IMAGES, kernel_size=2),
    layer("AvgPool2d", IMAGES, kernel_size=(3, 2), stride=(2, 2)),
    layer("AdaptiveAvgPool2d", IMAGES, output_size=(3, 2)),
    layer("AdaptiveAvgPool2d", IMAGES, output_size=3),
    layer("Upsample", IMAGES, scale_factor=2.0),
    layer("Upsample", IMAGES, size=(9, 12)),
    layer("Embedding", LABELS, dtype="int64", num_embeddings=5, embedding_dim=3, padding_idx=1),
    layer("EmbeddingBag", LABELS.reshape(2, 3), dtype="int64", num_embeddings=5, embedding_dim=3, padding_idx=1),
    replace(layer("Normalize", ROWS), compared=None),
    *(layer(name, SEQUENCES, input_size=4, hidden_size=3) for name in ("RNN", "LSTM", "GRU")),
    *(layer(name, SEQUENCES, input_size=4, hidden_size=3, num_layers=2) for name in ("RNN", "LSTM", "GRU")),
    *(layer(name, ROWS, input_size=4, hidden_size=3) for name in ("RNNCell", "GRUCell")),
    Call("LSTMCell", {"x": values(ROWS), "input_size": 4, "hidden_size": 3}, one_step, one_step_theirs),
    Call("Residual", {"x": values(ROWS), "shortcut": Make(lambda nn: nn.Linear(4, 4))}, block, block_theirs),
    Call(
        "TreeRNN",
        {"x": values(trees.encode(TREES)), "operators": 3, "size": 2, "leaves": 2, "hidden": 4},
        tree,
        tree_theirs,
    ),
    layer("MLP", ROWS, sizes=[4, 5, 3], activation=Make(lambda nn: nn.Tanh)),
    layer("LeNet5", RNG.normal(size=(2, 1, 32, 32))),
    layer("ResNet", RNG.normal(size=(2, 1, 8, 8)), blocks=1, channels=2),
    layer("PointGenerator", ROWS[:, :2]),
    layer("PointDiscriminator", ROWS[:, :2]),
    layer("ImageGenerator", ROWS, latent=4, width=2),
    layer("ImageDiscriminator", IMAGES[:, :1], width=2),
    layer("CharRNN", LABELS.reshape(2, 3), dtype="int64", characters="abcd", hidden_size=3),
]
SIGNS = (ROWS > 0).astype(np.float32)
LOSSES = [
    *(loss(name, ROWS, ROWS[::-1].copy()) for name in ("MSELoss", "L1Loss", "ArctanLoss", "HuberLoss", "SmoothL1Loss")),
    loss("BCELoss", SHARES, SIGNS, weight=values(WEIGHT4)),
    loss("BCEWithLogitsLoss", ROWS, SIGNS, weight=values(WEIGHT4), pos_weight=values(WEIGHT4)),
    loss("CrossEntropyLoss", ROWS, LABELS, weight=values(WEIGHT4)),
    loss("CrossEntropyLoss", SEQUENCES, np.array([[0, 1, 4, 2]] * 3).clip(max=3)),
    loss("KLDivLoss", np.log(SHARES), SHARES),
    loss("MultiMarginLoss", ROWS, LABELS, weight=values(WEIGHT4)),
]
FUNCTIONS = [
    function("heaviside", lambda input: torch.heaviside(input, torch.ones((), dtype=input.dtype))),
    function("sigmoid", torch.sigmoid),
    function("tanh", torch.tanh),
    function("relu", torch.relu),
    function("silu", F.silu),
    *(function(name, getattr(F, name)) for name in ("leaky_relu", "gelu", "softplus", "elu")),
    *(function(name, getattr(F, name), dim=1) for name in ("softmax", "log_softmax")),
    function("normalize", F.normalize),
]
