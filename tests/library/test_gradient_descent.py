"""Gradient descent on a plain function, compared with the path in closed form."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch


@pytest.fixture(params=["numpy", "torch"])
def nn(request):
    return {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[request.param]


def bowl(t):
    return (t**2).sum()


@pytest.mark.parametrize("lr", [0.0, 0.1, 0.5, 0.9, 1.0, 1.1])
def test_the_path_in_a_bowl(nn, lr):
    """For f = t^2 each step multiplies t by 1 - 2 lr."""
    path = nn.gradient_descent(bowl, [3.0, -1.0], lr=lr, steps=10)
    assert path.shape == (11, 2)
    assert path.dtype == np.float64
    expected = np.array([3.0, -1.0]) * (1 - 2 * lr) ** np.arange(11)[:, None]
    np.testing.assert_allclose(path, expected, rtol=1e-6, atol=1e-8)


def test_a_gradient_that_is_given_is_used(nn):
    calls = []

    def slope(t):
        calls.append(t)
        return 0 * t + 1.0

    path = nn.gradient_descent(bowl, [0.0], lr=0.5, steps=3, gradient=slope)
    assert path[:, 0].tolist() == [0.0, -0.5, -1.0, -1.5]
    assert len(calls) == 3


def test_numerical_and_given_gradient_agree(nn):
    function = lambda t: (t**4).sum() + (t[0] - 1) ** 2  # noqa: E731
    slope = lambda t: 4 * t**3 + nn.tensor([2.0, 0.0], dtype="float64") * (t - 1)  # noqa: E731
    paths = [nn.gradient_descent(function, [0.5, 1.0], lr=0.05, steps=30, gradient=g) for g in (None, slope)]
    np.testing.assert_allclose(*paths, rtol=1e-6, atol=1e-8)


def test_a_walk_that_diverges_ends_at_infinity(nn):
    path = nn.gradient_descent(bowl, [1.0, -2.0], lr=1e3, steps=120)
    assert not np.isnan(path).any()
    assert np.isinf(path[-1]).all()
    assert (np.diff(np.abs(path[:40]), axis=0) > 0).all()
    np.testing.assert_allclose(np.abs(path[30]), np.array([1, 2]) * 1999.0**30, rtol=1e-4)


def test_a_function_that_is_not_defined_says_nan(nn):
    sqrt = np.sqrt if nn is nnlearn.numpy else lambda t: t.sqrt()
    path = nn.gradient_descent(lambda t: sqrt(t).sum(), [0.01], lr=1.0, steps=2)
    assert np.isnan(path[-1]).all()


def test_the_start_is_copied(nn):
    start = np.array([1.0, 2.0])
    path = nn.gradient_descent(bowl, start, lr=0.1, steps=2)
    path[0] = 9
    assert start.tolist() == [1.0, 2.0]
    assert nn.gradient_descent(bowl, [1, 2], lr=0.1, steps=1)[0].tolist() == [1.0, 2.0]
