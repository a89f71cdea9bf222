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


def test_a_gradient_that_is_no_number_where_the_function_is_one_is_refused(nn):
    """The path went to infinity in silence: the gradient of |t| as t / |t| is 0/0 at 0."""
    for slope in (lambda t: t / abs(t), lambda t: t * np.nan):
        with pytest.raises(ValueError, match=r"gradient of numbers, got \[nan\] at \[0\.0\]: is there a 0/0 in it\?"):
            nn.gradient_descent(lambda t: abs(t).sum(), [0.0], lr=0.1, steps=2, gradient=slope)
    path = nn.gradient_descent(lambda t: abs(t).sum(), [0.1], lr=0.25, steps=2, gradient=lambda t: t / abs(t))
    np.testing.assert_allclose(path[:, 0], [0.1, -0.15, 0.1])


def test_a_function_that_changes_its_argument_does_not_move_the_path(nn):
    def doubled(t):
        t *= 2
        return t

    given = nn.gradient_descent(bowl, [1.0], lr=0.1, steps=2, gradient=doubled)
    found = nn.gradient_descent(lambda t: (doubled(t) ** 2).sum(), [1.0], lr=0.1, steps=2)  # 4 t^2
    np.testing.assert_allclose(given[:, 0], [1.0, 0.8, 0.64])
    np.testing.assert_allclose(found[:, 0], [1.0, 0.2, 0.04], atol=1e-9)


def test_a_function_that_returns_no_number_is_told_what_to_return(nn):
    for function, words in (
        (lambda t: t**2, r"got float64 (array|tensor) of shape \(2,\): f\(t\)\.sum\(\) adds the numbers up"),
        (lambda t: (t**2)[:1], r"got float64 (array|tensor) of shape \(1,\): f\(t\)\.sum\(\)"),
        (lambda t: None, r"got None: let it return f\(t\)"),
        (lambda *t: t, "got a tuple"),
        (lambda t: bowl(t) > 0, "got bool"),
        (lambda t: bowl(t) * 1j, "got complex128"),
        (lambda t: "1", "got the string '1'"),
    ):
        for slope in (None, lambda t: 2 * t):
            with pytest.raises(TypeError, match=f"gradient_descent expected function to return one number, {words}"):
                nn.gradient_descent(function, [1.0, 2.0], lr=0.1, steps=1, gradient=slope)


@pytest.mark.parametrize("number", [float, lambda value: np.float32(value.item()), lambda value: value * 1])
def test_any_one_number_will_do(nn, number):
    path = nn.gradient_descent(lambda t: number(bowl(t)), [1.0], lr=0.25, steps=1, gradient=lambda t: 2 * t)
    assert path[:, 0].tolist() == [1.0, 0.5]


def test_a_constant_function_leads_nowhere(nn):
    for constant in (lambda t: 0 * t.sum(), lambda t: nn.tensor(3.0)):
        assert (nn.gradient_descent(constant, [1.0, 2.0], lr=0.5, steps=2) == [1.0, 2.0]).all()


def test_the_other_side_says_that_autograd_needs_tensors():
    with pytest.raises(TypeError, match=r"function to compute with tensors, got 1\.0 from it: .* or give gradient="):
        nnlearn.torch.gradient_descent(lambda t: bowl(t).item(), [1.0], lr=0.1, steps=1)


@pytest.mark.parametrize("wrong", [0, "", [], {}, False, 3, np.zeros(2)])
def test_a_gradient_that_is_no_function_is_refused(nn, wrong):
    with pytest.raises(TypeError, match="gradient_descent expected gradient to be a function, got "):
        nn.gradient_descent(bowl, [1.0, 2.0], lr=0.1, steps=1, gradient=wrong)


@pytest.mark.parametrize("wrong", ["up", None, 1j, [object()], np.array(["a"]), np.ma.masked_equal([1.0, 2.0], 2.0)])
def test_a_gradient_that_returns_no_numbers_is_refused(nn, wrong):
    with pytest.raises(TypeError, match="gradient_descent expected the gradient to "):
        nn.gradient_descent(bowl, [1.0, 2.0], lr=0.1, steps=1, gradient=lambda t: wrong)


def test_the_start_is_copied(nn):
    start = np.array([1.0, 2.0])
    path = nn.gradient_descent(bowl, start, lr=0.1, steps=2)
    path[0] = 9
    assert start.tolist() == [1.0, 2.0]
    assert nn.gradient_descent(bowl, [1, 2], lr=0.1, steps=1)[0].tolist() == [1.0, 2.0]
