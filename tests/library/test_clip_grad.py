"""A gradient is shortened in place, as one vector or piece by piece, however large or small it is."""

import numpy as np
import pytest

import nnlearn.numpy as nn

LARGEST = {dtype: float(np.finfo(dtype).max) for dtype in (np.float32, np.float64)}


def parameters(*gradients, dtype=np.float64):
    made = [nn.Parameter(np.zeros(np.shape(each), dtype)) for each in gradients]
    for p, each in zip(made, gradients, strict=True):
        p.grad = each
    return made


def flat(made):
    return np.concatenate([p.grad.ravel() for p in made])


@pytest.mark.parametrize("which", ["alone", "vector", "part", "mixture"])
def test_in_place_whoever_holds_the_gradients(which):
    made = parameters([3.0, 0.0], [[4.0]], [12.0])
    grads = [p.grad for p in made]
    chosen = made[:2] if which == "part" else made[::2] if which == "mixture" else made
    if which != "alone":
        (whole_gradient,) = nn.SGD(made, lr=0.1).gradients()
        grads = [p.grad for p in made]
    length = np.linalg.norm(flat(chosen))
    assert nn.clip_grad_norm_(chosen, 1.0) == pytest.approx(length)
    assert np.linalg.norm(flat(chosen)) == pytest.approx(1, rel=1e-5)
    for p, grad, whole in zip(made, grads, ([3.0, 0.0], [[4.0]], [12.0]), strict=True):
        assert p.grad is grad or which != "alone"
        expected = np.array(whole) / length if any(p is each for each in chosen) else np.array(whole)
        np.testing.assert_allclose(p.grad, expected, rtol=1e-6)
    if which != "alone":
        np.testing.assert_array_equal(whole_gradient, flat(made))


def test_a_short_gradient_and_an_unbounded_one_stay_as_they_are():
    made = parameters([3.0], [4.0])
    for bound in (5.1, 1e300, float("inf")):
        assert nn.clip_grad_norm_(made, bound) == 5.0
        assert flat(made).tolist() == [3.0, 4.0]
    assert nn.clip_grad_norm_(made[0], 1.0) == 3.0
    assert made[0].grad == pytest.approx(1, rel=1e-6)


def test_parameters_may_be_a_generator_and_nothing_is_nothing():
    layer = nn.Linear(2, 1)
    assert nn.clip_grad_norm_((p for p in [layer.weight, layer.bias]), 1.0) == 0
    assert (layer.weight.grad == 0).all()


def test_it_gives_a_number_of_the_gradients_dtype_and_keeps_theirs():
    for dtype in LARGEST:
        made = parameters([3.0], [4.0], dtype=dtype)
        length = nn.clip_grad_norm_(made, 1)
        assert (length.dtype, length.item()) == (dtype, 5.0)
        assert made[0].grad.dtype == dtype


@pytest.mark.parametrize("dtype", LARGEST)
@pytest.mark.parametrize("p", [2.0, 1.0, 0.5, 3.0, float("inf")])
def test_extreme_gradients_keep_their_direction(dtype, p):
    """In PyTorch the length is infinite as soon as a square is, and the gradient becomes 0."""
    for size in (1e-30, 1e30 if dtype == np.float32 else 1e200, LARGEST[dtype] / 8):
        made = parameters([3 * size / 4, 0.0], [size], dtype=dtype)
        length = nn.clip_grad_norm_(made, 1.0, p)
        expected = np.linalg.norm([0.75, 1.0], p)
        assert length / dtype(size) == pytest.approx(expected, rel=1e-5)
        if size > 1:
            np.testing.assert_allclose(flat(made), np.array([0.75, 0.0, 1.0]) / expected, rtol=1e-5)
        else:
            assert flat(made)[2] == dtype(size)
    made = parameters([LARGEST[dtype]] * 3, dtype=dtype)
    length = nn.clip_grad_norm_(made, 1.0, p)
    assert length == LARGEST[dtype] if p == float("inf") else np.isinf(length)
    assert not np.isnan(flat(made)).any()


def test_nan_shows_up_in_the_length():
    assert np.isnan(nn.clip_grad_norm_(parameters([1.0, np.nan]), 1.0))


def test_recurrent_training_step_is_bounded():
    """A step whose gradient explodes moves the weights by no more than lr max_norm: that is what it is for."""
    nn.manual_seed(0)
    model = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 1))
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    before = nn.parameters_to_vector(model.parameters())
    nn.backprop(model, nn.MSELoss(), np.full((2, 3), 1e6, np.float32), np.zeros((2, 1), np.float32))
    assert nn.clip_grad_norm_(model.parameters(), 0.5) > 1e9
    optimizer.step()
    assert np.linalg.norm(nn.parameters_to_vector(model.parameters()) - before) == pytest.approx(0.05, rel=1e-4)
