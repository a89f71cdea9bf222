"""Vectors of length 1: their lengths, their slopes, and numbers of every size."""

import math

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.gradcheck import gradcheck

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
X = np.random.default_rng(0).normal(size=(7, 4))


@pytest.mark.parametrize("p", [1, 2, 3.5, math.inf])
@pytest.mark.parametrize("side", SIDES)
def test_every_vector_has_length_1_and_its_direction(side, p):
    nn = SIDES[side]
    y = nn.to_numpy(nn.normalize(nn.tensor(X, dtype="float64"), p, dim=0))
    np.testing.assert_allclose(np.linalg.norm(y, p, axis=0), 1, rtol=1e-12)
    ratio = y / X
    np.testing.assert_allclose(ratio, np.tile(ratio[:1], (7, 1)), rtol=1e-12)


@pytest.mark.parametrize("p", [1.0, 2.0, 3.5, math.inf])
@pytest.mark.parametrize("side", SIDES)
def test_gradcheck(side, p):
    nn = SIDES[side]
    nn.manual_seed(0)
    model = nn.Sequential(nn.Linear(4, 5), nn.Normalize(p), nn.Linear(5, 3)).double()
    assert gradcheck(model, nn.MSELoss(), X, X[:, :3])
    model = nn.Sequential(nn.Linear(4, 5), nn.Normalize(p, eps=50.0), nn.Linear(5, 3)).double()  # all shorter than eps
    assert gradcheck(model, nn.MSELoss(), X, X[:, :3])


def test_the_slope_is_at_a_right_angle_to_the_vector():
    layer = nnlearn.numpy.Normalize()
    layer(X)
    slope = layer.backward(np.random.default_rng(1).normal(size=X.shape))
    np.testing.assert_allclose((slope * X).sum(axis=1), 0, atol=1e-14)


@pytest.mark.parametrize("p", [1.0, 2.0, math.inf])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("side", SIDES)
def test_numbers_of_every_size(side, dtype, p):
    """The squares of the largest floats are infinite; those of the smallest are 0. Neither may show."""
    nn, largest = SIDES[side], float(np.finfo(dtype).max)
    made = np.array([[largest, -largest], [1e-10, 1e-10], [0, 0], [0, -largest], [1e-30, 0]], dtype)
    length = {1.0: 2.0, 2.0: math.sqrt(2), math.inf: 1.0}[p]
    expected = [[1 / length, -1 / length], [1 / length, 1 / length], [0, 0], [0, -1], [1e-18, 0]]
    if side == "numpy":
        layer = nn.Normalize(p)
        y, slope = layer(made), layer.backward(np.ones_like(made))
    else:
        x = torch.tensor(made, requires_grad=True)
        y = nn.Normalize(p)(x)
        y.sum().backward()
        y, slope = y.detach().numpy(), x.grad.numpy()
    assert y.dtype == dtype
    np.testing.assert_allclose(y, expected, rtol=1e-6)
    assert np.isfinite(slope).all()
    np.testing.assert_allclose(slope[[2, 4]], 1e12, rtol=1e-6)  # shorter than eps: G / eps
