"""What is refused at once: models that return something else than an array, gradients of integers, hooks of text."""

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.arguments import name_of
from nnlearn.numpy.internals.sums import ones

nn = nnlearn.numpy
SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
X, Y = np.ones((4, 2), np.float32), np.ones((4, 1), np.float32)


def returning(side, value):
    """Return a model with a parameter whose forward returns something else than an array."""
    module = SIDES[side].Module
    parameter = nn.Parameter(np.ones(2, np.float32)) if side == "numpy" else torch.nn.Parameter(torch.ones(2))

    class Odd(module):
        def __init__(self):
            super().__init__()
            self.weight = parameter

        def forward(self, x):
            return value(x)

        def backward(self, grad):
            return grad

    return Odd()


@pytest.mark.parametrize(
    ("value", "got"),
    [(lambda x: (x, x), "a tuple: a recurrent layer"), (lambda x: None, "None: its forward needs a return"),
     (lambda x: [x], "a list"), (lambda x: x.sum(), r"float32 (array|tensor) of shape \(\)")],
    ids=["tuple", "None", "list", "number"],
)  # fmt: skip
@pytest.mark.parametrize("side", SIDES)
def test_a_model_that_returns_no_array_is_named_by_every_door(side, value, got):
    nn, model = SIDES[side], returning(side, value)
    optimizer, criterion = nn.SGD(model.parameters(), lr=0.1), nn.MSELoss()
    doors = {
        "backprop": lambda: nn.backprop(model, criterion, X, Y),
        "backprop in fit": lambda: nn.fit(model, criterion, optimizer, X, Y, epochs=1, batch_size=2),
        "predict": lambda: nn.predict(model, X),
        "landscape": lambda: nn.landscape(model, criterion, X, Y, resolution=3),
        "input_gradient": lambda: nn.input_gradient(model, criterion, X, Y),
    }
    for door, call in doors.items():
        with pytest.raises(
            TypeError, match=f"^{door.split()[0]} expected the model to return an array of rows, got {got}"
        ):
            call()


@pytest.mark.parametrize("side", SIDES)
def test_a_recurrent_layer_alone_is_no_model(side):
    nn = SIDES[side]
    with pytest.raises(TypeError, match=r"got a tuple: a recurrent layer returns \(output, state\)"):
        nn.predict(nn.RNN(2, 5, batch_first=True), X[None])


@pytest.mark.parametrize("grad", [np.array([1, 1]), np.array([True, True]), np.array([1j, 1]), np.array(["a", "b"])])
@pytest.mark.parametrize("make", [lambda: nn.LeakyReLU(0.1), nn.Identity, nn.Tanh, lambda: nn.Dropout(0.0)])
def test_a_gradient_that_holds_no_floats_is_refused(make, grad):
    """An integer gradient made LeakyReLU's slope an integer, which is 0."""
    layer, x = make(), np.array([-2.0, 3.0])
    layer(x)
    with pytest.raises(TypeError, match=r"expected grad to (hold numbers|be an array of floats), got"):
        layer.backward(grad)
    right = layer.backward(np.ones(2))  # the pass is still there
    if isinstance(layer, nn.LeakyReLU):
        assert right.tolist() == [0.1, 1.0]


@pytest.mark.parametrize("hook", ["text", None, 3, [print]])
def test_a_hook_that_cannot_be_called_is_refused_at_once(hook):
    layer = nn.Tanh()
    with pytest.raises(TypeError, match="register_forward_hook expected hook to be a function"):
        layer.register_forward_hook(hook)
    layer(X)


@pytest.mark.parametrize("mode", ["eval", None, 1, 0, 2.5, []])
def test_a_mode_is_true_or_false(mode):
    model = nn.Sequential(nn.Dropout(0.5))
    with pytest.raises(TypeError, match="train expected mode to be True or False"):
        model.train(mode)
    assert model.training
    assert model[0].training
    assert not model.train(np.False_).training


def test_to_knows_places_only():
    layer = nn.Linear(1, 1)
    assert layer.to("cpu") is layer
    assert layer.to(torch.device("cpu")) is layer
    for device in ("cuda", "cuda:1", "mps", torch.device("cuda")):
        with pytest.raises(ValueError, match=r"change `import nnlearn\.numpy as nn`"):
            layer.to(device)
    for wrong, error in ((5, TypeError), (None, TypeError), (np.float64, TypeError), ("float64", ValueError)):
        with pytest.raises(error, match=r'to expected device to be "cpu", got .*: double\(\) and float\(\) set'):
            layer.to(wrong)


def test_errors_about_a_learner_s_own_layer_name_it():
    """Its attributes may have the names of PyTorch's layers without meaning the same."""
    for attributes, name in (
        ({"hidden_size": 3}, "Own()"),
        ({"in_features": 3}, "Own()"),
        ({"in_channels": 1}, "Own()"),
        ({"num_embeddings": 1}, "Own()"),
        ({"in_channels": 1, "out_channels": 2, "kernel_size": 3}, "Own(1, 2, 3)"),
        ({"in_channels": 1, "out_channels": 2, "kernel_size": (3, 2)}, "Own(1, 2, (3, 2))"),
        ({"input_size": 2, "hidden_size": 3}, "Own(2, 3)"),
    ):
        Own = type("Own", (nn.Module,), attributes)
        assert name_of(Own()) == name
        with pytest.raises(TypeError, match="Own has no backward"):
            Own().backward(X)
        with pytest.raises(ValueError, match=r"Own\(.*\).backward has no forward pass"):
            Own().kept(X)
    assert name_of(nn.Conv2d(1, 2, 3)) == "Conv2d(1, 2, 3)"
    assert name_of(nn.LayerNorm(3)) == "LayerNorm(3)"
    assert name_of(nn.BatchNorm1d(4)) == "BatchNorm1d(4)"


def test_long_vectors_of_ones_are_not_kept():
    assert ones(1000, np.dtype("f4")) is ones(1000, np.dtype("f4"))
    assert ones(10**6, np.dtype("f4")) is not ones(10**6, np.dtype("f4"))


def test_a_hook_cannot_change_the_output():
    layer = nn.Tanh()
    layer.register_forward_hook(lambda module, inputs, output: output * 0)
    with pytest.raises(TypeError, match="a forward hook is expected to return None, got float32 array"):
        layer(np.ones(2, np.float32))


def test_the_gradient_of_a_frozen_parameter_is_dropped_however_it_is_written():
    weight = nn.Parameter(np.ones(2), requires_grad=False)
    weight.grad.fill(3.0)
    weight.grad[...] = 3.0
    weight.grad += 3.0
    assert weight.grad.tolist() == [0.0, 0.0]
    kept = weight.grad.copy()
    kept += 1
    assert kept.tolist() == [1.0, 1.0]
