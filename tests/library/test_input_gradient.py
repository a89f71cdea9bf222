"""input_gradient: dL/dx through a whole model, on both sides, and the model stays as it is."""

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
X = np.random.default_rng(0).normal(size=(5, 1, 6, 6))
Y = np.array([0, 1, 1, 0, 1])


def network(nn):
    convolution = nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2)
    return nn.Sequential(*convolution, nn.Flatten(), nn.Dropout(0.5), nn.Linear(12, 2)).double()


@pytest.mark.parametrize("side", SIDES)
def test_it_is_the_slope_of_the_loss_along_every_number_of_the_input(side):
    nn = SIDES[side]
    nn.manual_seed(0)
    model, criterion = network(nn).eval(), nn.CrossEntropyLoss()
    found = nn.input_gradient(model, criterion, X, Y)

    def loss(x):
        return criterion(nn.tensor(nn.predict(model, x), dtype="float64"), nn.tensor(Y)).item()

    for place in [(0, 0, 0, 0), (2, 0, 3, 4), (4, 0, 5, 5)]:
        step = np.zeros_like(X)
        step[place] = 1e-6
        assert found[place] == pytest.approx((loss(X + step) - loss(X - step)) / 2e-6, abs=1e-7)


@pytest.mark.parametrize("side", SIDES)
def test_nothing_of_the_model_changes(side):
    nn = SIDES[side]
    model, criterion = network(nn), nn.CrossEntropyLoss()
    nn.backprop(model, criterion, X, Y)
    state = {name: nn.to_numpy(value).copy() for name, value in model.state_dict().items()}
    gradients = [nn.to_numpy(p.grad).copy() for p in model.parameters()]
    first = nn.input_gradient(model, criterion, X, Y)
    with nn.no_grad():
        again = nn.input_gradient(model, criterion, X, Y)
    assert (first == again).all()  # in evaluation mode: dropout is off, and batch statistics are those of training
    assert model.training
    np.testing.assert_equal({name: nn.to_numpy(value) for name, value in model.state_dict().items()}, state)
    for p, gradient in zip(model.parameters(), gradients, strict=True):
        assert (nn.to_numpy(p.grad) == gradient).all()


def test_a_forward_pass_that_waits_for_its_backward_still_waits():
    nn = nnlearn.numpy
    model, criterion = nn.Linear(2, 1).double(), nn.MSELoss()
    x, y = np.array([[1.0, 2.0]]), np.zeros((1, 1))
    for mode in (True, False):
        model.train(mode).zero_grad()
        prediction = model(x)
        criterion(prediction, y)
        nn.input_gradient(model, criterion, 9 * x, y)
        model.backward(criterion.backward())
        np.testing.assert_allclose(model.weight.grad, 2 * prediction * x)


def test_a_model_whose_output_does_not_depend_on_x_has_no_slope():
    for nn in SIDES.values():
        assert (nn.input_gradient(nn.Heaviside(), nn.MSELoss(), X, X) == 0).all()

    class Constant(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.ones(5, 1))

        def forward(self, x):
            return self.weight

    found = nnlearn.torch.input_gradient(Constant(), torch.nn.MSELoss(), X, np.zeros((5, 1)))
    assert found.shape == X.shape
    assert (found == 0).all()


def test_a_backward_that_returns_nothing_is_named():
    nn = nnlearn.numpy

    class Forgetful(nn.Linear):
        def backward(self, grad):
            super().backward(grad)

    with pytest.raises(TypeError, match=r"expected model.backward to return dL/dx of shape \(5, 2\), got None"):
        nn.input_gradient(Forgetful(2, 1), nn.MSELoss(), np.ones((5, 2)), np.ones((5, 1)))
