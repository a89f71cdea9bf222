"""GELU, SiLU, Softplus and ELU: the accuracy that their docstrings promise, joints, tails and the smallest numbers."""

import math

import mpmath
import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.numpy.internals.normal import CHEBYSHEV, TOP, normal

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def passes(nn, layer, x):
    """Return y and dy/dx."""
    if nn is nnlearn.numpy:
        y = layer(x)
        return y, layer.backward(np.ones_like(y))
    x = torch.tensor(x, requires_grad=True)
    y = layer(x)
    y.backward(torch.ones_like(y))
    return y.detach().numpy(), x.grad.numpy()


def test_the_coefficients_are_those_of_the_series():
    """Return the interpolation at Chebyshev points, with 80 digits."""
    count = 60
    with mpmath.workdps(80):
        angles = [mpmath.pi * (j + mpmath.mpf(1) / 2) / count for j in range(count)]
        values = []
        for angle in angles:
            t = mpmath.cos(angle)
            x = (4 + 4 * t) / (mpmath.mpf("1.2") - t)  # t = (1.2 x - 4) / (x + 4)
            values.append((1 + x) * mpmath.exp(x * x / 2) * mpmath.erfc(x / mpmath.sqrt(2)) / 2)
        for k, coefficient in enumerate(CHEBYSHEV):
            total = sum(value * mpmath.cos(k * angle) for value, angle in zip(values, angles, strict=True))
            assert float(total * (2 if k else 1) / count) == pytest.approx(coefficient, rel=1e-12, abs=1e-18)
    assert abs(CHEBYSHEV[-1]) < 1e-16, "the first that is left out is smaller still"
    assert (1.2 * TOP - 4) / (TOP + 4) == 1


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_normal_distribution_is_right_to_four_roundings(dtype):
    """Relative to its size, which in float64 is down to 1e-300: less than 1e-15."""
    end = 37 if dtype == np.float64 else 13
    x = np.concatenate([np.linspace(-end, 10, 2001), np.random.default_rng(0).normal(size=500), [0, 1e-300]])
    x = x.astype(dtype)
    found = np.stack(normal(x)).T
    with mpmath.workdps(40):
        for value, pair in zip(x, found, strict=True):
            exact = mpmath.mpf(float(value))
            truth = mpmath.erfc(-exact / mpmath.sqrt(2)) / 2, mpmath.npdf(exact)
            for mine, right in zip(pair, truth, strict=True):
                assert abs(mpmath.mpf(float(mine)) / right - 1) < 4 * np.finfo(dtype).eps, float(value)
    assert found.dtype == dtype


def test_gelu_is_that_of_the_error_function():
    x = np.random.default_rng(1).normal(size=(50, 4)) * 3
    expected = [each * (1 + math.erf(each / math.sqrt(2))) / 2 for each in x.flat]
    np.testing.assert_allclose(nnlearn.numpy.gelu(x).ravel(), expected, rtol=0, atol=1e-15)
    near = nnlearn.numpy.gelu(x, "tanh")
    assert 1e-5 < np.abs(near.ravel() - expected).max() < 1e-3, "as the docstring says"


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_comes_in_goes_out_at_the_smallest_numbers(nn, dtype):
    """No warning, no NaN: around 0 the functions are x/2, x/2, log 2 + x/2 and x."""
    small = np.finfo(dtype).smallest_subnormal
    x = np.array([small, -small, 1000 * small, -1000 * small, np.finfo(dtype).tiny, 0.0, -0.0], dtype)
    for layer, slope, value in (
        (nn.GELU(), 0.5, 0),
        (nn.GELU("tanh"), 0.5, 0),
        (nn.SiLU(), 0.5, 0),
        (nn.Softplus(), 0.5, math.log(2)),
        (nn.ELU(), 1, 0),
    ):
        y, grad = passes(nn, layer, x)
        assert y.dtype == grad.dtype == dtype
        np.testing.assert_allclose(y, value + slope * x.astype(float), rtol=1e-6, atol=small)
        np.testing.assert_allclose(grad, slope, rtol=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_tanh_of_gelu_does_not_overflow(nn, dtype):
    """PyTorch's own returns NaN as the slope: (1 - tanh^2) is 0 there, and the slope of x^3 infinite."""
    largest = np.finfo(dtype).max
    y, grad = passes(nn, nn.GELU("tanh"), np.array([-largest, -1e20, -99.0, 99.0, 1e20, largest], dtype))
    np.testing.assert_array_equal(y, np.array([0, 0, 0, 99.0, 1e20, largest], dtype))
    np.testing.assert_array_equal(grad, [0, 0, 0, 1, 1, 1])


def test_slopes_at_the_joints_are_pytorch_s(nn):
    """ELU at 0 has the slope of its left side; Softplus has 1 beyond the threshold, not at it."""
    for layer, own, x in (
        (nn.ELU(0.5), torch.nn.ELU(0.5), 0.0),
        (nn.ELU(0.5), torch.nn.ELU(0.5), -0.0),
        (nn.ELU(0.5), torch.nn.ELU(0.5), 5e-324),
        (nn.Softplus(2.0, 1.0), torch.nn.Softplus(2.0, 1.0), 0.5),
        (nn.Softplus(2.0, 1.0), torch.nn.Softplus(2.0, 1.0), np.nextafter(0.5, 1)),
    ):
        y, grad = passes(nn, layer, np.array([x]))
        theirs = torch.tensor([x], dtype=torch.float64, requires_grad=True)
        expected = own(theirs)
        expected.backward()
        assert (y.item(), grad.item()) == pytest.approx((expected.item(), theirs.grad.item()), rel=1e-15)


def test_softplus_does_not_overflow_before_a_large_threshold(nn):
    """PyTorch's own computes e^(beta x) as it is, which at 800 is infinite."""
    y, grad = passes(nn, nn.Softplus(threshold=1e4), np.array([50.0, 85.0, 800.0, -800.0]))
    np.testing.assert_allclose(y, [50.0, 85.0, 800.0, 0.0], rtol=1e-15)
    np.testing.assert_allclose(grad, [1.0, 1.0, 1.0, 0.0], rtol=1e-15)
    assert torch.nn.Softplus(threshold=1e4)(torch.tensor([800.0])).isinf()


def test_softplus_with_any_beta(nn):
    for beta, expected in ((1e300, [0.0, 2.0]), (1e-300, [math.log(2) * 1e300] * 2)):
        y, _ = passes(nn, nn.Softplus(beta), np.array([-2.0, 2.0]))
        np.testing.assert_allclose(y, expected, rtol=1e-15)


def test_they_show_their_settings_as_pytorch_does(nn):
    for layer in ("GELU()", "GELU('tanh')", "SiLU()", "Softplus()", "Softplus(2.0, 1.5)", "ELU()", "ELU(0.5)"):
        assert repr(eval(f"nn.{layer}")) == repr(eval(f"torch.nn.{layer}"))


def test_the_gains_are_still_those_that_pytorch_tabulates(nn):
    for name in ("gelu", "silu", "softplus", "elu"):
        with pytest.raises(ValueError, match="Unsupported nonlinearity"):
            torch.nn.init.calculate_gain(name)
        with pytest.raises(ValueError, match="nonlinearity"):
            nn.calculate_gain(name)
