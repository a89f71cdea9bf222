"""A bag's vector is the plain mean or sum over its numbers, in both forms, whatever is padded or empty."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn.gradcheck import gradcheck, numerical_gradient

nn = nnlearn.numpy
SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}


def one_by_one(layer, bags):
    """Return what each bag gives, by loops."""
    found = []
    for bag in bags:
        vectors = [layer.weight.data[v] for v in bag if v != layer.padding_idx]
        total = np.sum(vectors, axis=0) if vectors else np.zeros(layer.embedding_dim)
        found.append(total / max(len(vectors), 1) if layer.mode == "mean" else total)
    return np.array(found)


@pytest.mark.parametrize("mode", ["mean", "sum"])
@pytest.mark.parametrize("padding_idx", [None, 0, -2])
@pytest.mark.parametrize("dtype", ["uint8", "int32", "int64"])
def test_bags_of_any_length_one_by_one(mode, padding_idx, dtype):
    rng = np.random.default_rng(0)
    for _ in range(20):
        layer = nn.EmbeddingBag(9, 4, mode=mode, padding_idx=padding_idx).double()
        bags = [rng.integers(0, 9, rng.integers(0, 5)) for _ in range(rng.integers(1, 7))]
        lengths = [len(bag) for bag in bags]
        x, offsets = np.concatenate(bags).astype(dtype), np.cumsum([0, *lengths[:-1]]).astype(dtype)
        expected, grad = one_by_one(layer, bags), rng.normal(size=(len(bags), 4))
        np.testing.assert_allclose(layer(x, offsets), expected, rtol=1e-12, atol=1e-14)
        layer.backward(grad)
        slope = numerical_gradient(lambda _: float((one_by_one(layer, bags) * grad).sum()), layer.weight.data)  # noqa: B023
        if padding_idx is not None:
            slope[padding_idx] = 0
        np.testing.assert_allclose(layer.weight.grad, slope, rtol=1e-6, atol=1e-8)


def test_rows_padded_to_one_length_are_the_bags_without_padding():
    layer = nn.EmbeddingBag(9, 4, padding_idx=0)
    layer.weight.data[0] = 7  # whatever stands there, it does not count
    y = layer(np.array([[3, 0, 5, 0], [0, 0, 0, 0], [8, 8, 1, 2]]))
    np.testing.assert_array_equal(y, layer(np.array([3, 5, 8, 8, 1, 2]), np.array([0, 2, 2])))
    assert (y[1] == 0).all()


@pytest.mark.parametrize("side", SIDES)
def test_gradcheck_of_a_classifier_of_bags(side):
    nn = SIDES[side]
    model = nn.Sequential(nn.EmbeddingBag(9, 4, padding_idx=0), nn.Tanh(), nn.Linear(4, 3)).double()
    x = np.random.default_rng(1).integers(0, 9, (6, 5))
    assert gradcheck(model, nn.CrossEntropyLoss(), x, np.array([0, 1, 2, 0, 1, 2]))


def test_messages_name_the_place_and_what_to_do():
    layer = nn.EmbeddingBag(9, 4)
    with pytest.raises(ValueError, match=r"EmbeddingBag\(9, 4\) expected x in 0\.\.8, got 9 at index \(1, 2\)"):
        layer(np.array([[0, 1, 2], [3, 4, 9]]))
    with pytest.raises(ValueError, match=r"or \(n,\) with offsets, got \(3,\): x\[None\] makes one bag"):
        layer(np.arange(3))
    with pytest.raises(ValueError, match=r"without offsets, or \(n,\) with them, got \(1, 3\)"):
        layer(np.arange(3)[None], np.array([0]))
    with pytest.raises(ValueError, match=r"offsets that begin with 0, .* within the 3 numbers of x, got \[0 4\]"):
        layer(np.arange(3), np.array([0, 4]))


def test_sums_beyond_the_dtype_become_infinite_in_silence():
    layer, largest = nn.EmbeddingBag(2, 1, mode="sum"), np.finfo(np.float32).max
    layer.weight.data = np.full((2, 1), largest)
    assert layer(np.array([[0, 1], [0, 0]])).tolist() == [[np.inf], [np.inf]]
    layer.backward(np.full((2, 1), largest, np.float32))
    assert layer.weight.grad.tolist() == [[np.inf], [largest]]
