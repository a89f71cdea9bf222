"""The sigmoid's small values are PyTorch's in both precisions, so a loss on top of it continues to learn."""

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
SMALL = [-5.0, -18.0, -20.0, -30.0, -36.8, -80.0, -87.0, -100.0, -710.0, -1e4, 0.0, 30.0, 1e4]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("side", SIDES)
def test_small_values_and_slopes(side, dtype):
    nn = SIDES[side]
    x = np.array(SMALL, dtype)
    theirs = torch.tensor(x, requires_grad=True)
    expected = torch.sigmoid(theirs)
    expected.sum().backward()
    if side == "torch":
        ours = torch.tensor(x, requires_grad=True)
        found = nn.Sigmoid()(ours)
        found.sum().backward()
        found, slope = found.detach().numpy(), ours.grad.numpy()
    else:
        layer = nn.Sigmoid()
        found = layer(x)
        slope = layer.backward(np.ones_like(found))
    rounding = 1e-6 if dtype == "float32" else 1e-14
    np.testing.assert_allclose(found, expected.detach(), rtol=rounding, atol=0)
    np.testing.assert_allclose(slope, theirs.grad, rtol=rounding, atol=rounding)
    assert slope[SMALL.index(0.0)] == 0.25
    assert found[1] == pytest.approx(1.52e-8, rel=2e-3)


@pytest.mark.parametrize("logit", [-18.0, -20.0, -25.0, -30.0])
@pytest.mark.parametrize("side", SIDES)
def test_a_point_that_is_surely_wrong_is_still_learned(side, logit):
    """With sigmoid(-20) = 0 the loss was 100 and the gradient 0."""
    nn = SIDES[side]
    z = torch.tensor([[logit]], requires_grad=True)
    loss = torch.nn.functional.binary_cross_entropy(torch.sigmoid(z), torch.ones(1, 1))
    loss.backward()
    model = nn.Sequential(nn.Identity(), nn.Sigmoid())
    x, y = np.array([[logit]], np.float32), np.ones((1, 1), np.float32)
    assert nn.backprop(nn.Sequential(nn.Linear(1, 1), nn.Sigmoid()), nn.BCELoss(), x, y) > 0
    found = nn.BCELoss()(nn.tensor(nn.predict(model, x)), nn.tensor(y))
    assert found.item() == pytest.approx(loss.item(), rel=1e-6)
    assert nn.input_gradient(model, nn.BCELoss(), x, y).item() == pytest.approx(z.grad.item(), rel=1e-5)
