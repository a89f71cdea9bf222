"""Looking up a vector is a dense layer on one-hot rows, and integers reach it as integers by every way in."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch
from nnlearn.gradcheck import numerical_gradient

nn = nnlearn.numpy
SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
rng = np.random.default_rng(0)
X, Y = rng.integers(0, 9, (14, 3)), rng.integers(0, 2, 14)


def classifier(nn, *before):
    return nn.Sequential(*before, nn.Embedding(9, 4), nn.Flatten(), nn.Linear(12, 2))


def test_it_is_a_dense_layer_on_one_hot_rows():
    table = nn.Embedding(9, 4).double()
    dense = nn.Linear(9, 4, bias=False).double()
    dense.weight.data = table.weight.data.T
    grad = rng.normal(size=(14, 3, 4))
    np.testing.assert_allclose(table(X), dense(np.eye(9)[X]), rtol=1e-12)
    assert (table.backward(grad) == np.zeros((14, 3))).all()
    dense.backward(grad)
    np.testing.assert_allclose(table.weight.grad, dense.weight.grad.T, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int32", "int64", "uint64"])
@pytest.mark.parametrize("padding_idx", [None, 0, -2])
def test_the_gradient_is_the_plain_sum_over_places_and_adds_up(dtype, padding_idx):
    table, x, expected = nn.Embedding(9, 4, padding_idx).double(), X.astype(dtype), np.zeros((9, 4))
    for _ in range(2):
        grad = rng.normal(size=(14, 3, 4))
        np.add.at(expected, X, grad)
        table(x)
        table.backward(grad)
    if padding_idx is not None:
        expected[padding_idx] = 0
        assert (table.weight.data[padding_idx] == 0).all()
    np.testing.assert_allclose(table.weight.grad, expected, rtol=1e-12, atol=1e-14)


def test_central_differences():
    model, criterion = classifier(nn).double(), nn.CrossEntropyLoss()
    nn.backprop(model, criterion, X, Y)
    numeric = numerical_gradient(lambda _: float(criterion(model(X), Y)), model[0].weight.data)
    np.testing.assert_allclose(model[0].weight.grad, numeric, rtol=1e-6, atol=1e-9)


def test_a_number_outside_is_named_with_its_place():
    table = nn.Embedding(9, 4)
    for value in (9, -1, 2**40):
        x = X.copy()
        x[5, 1] = value
        with pytest.raises(ValueError, match=rf"Embedding\(9, 4\) expected x in 0\.\.8, got {value} at index \(5, 1\)"):
            table(x)
    with pytest.raises(TypeError, match=r"Embedding\(9, 4\) expected x to hold whole numbers, got float32 array"):
        table(X.astype(np.float32))
    assert table(X[:0]).shape == (0, 3, 4)
    assert table(np.array(3)).shape == (4,)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("dtype", [np.int64, np.uint8])
def test_every_door_leaves_whole_numbers_whole(side, dtype):
    nn = SIDES[side]

    class Inside(nn.Module):  # the table is not the first layer with parameters
        def __init__(self):
            super().__init__()
            self.head, self.table = nn.Linear(12, 2), nn.Embedding(9, 4)

        def forward(self, x):
            return self.head(self.table(x).reshape(len(x), -1))

        def backward(self, grad):
            return self.table.backward(self.head.backward(grad).reshape(len(grad), 3, 4))

    for model in (classifier(nn), classifier(nn, nn.Identity()), Inside()):
        x, optimizer = X.astype(dtype), nn.Adam(model.parameters(), lr=0.05)
        history = nn.fit(model, nn.CrossEntropyLoss(), optimizer, x, Y, epochs=30, batch_size=7, validation=(x, Y))
        assert history.validation[-1] < 0.1
        assert nn.backprop(model, nn.CrossEntropyLoss(), x, Y) < 0.1
        assert (nn.predict(model, x, batch_size=5).argmax(axis=1) == Y).all()


@pytest.mark.parametrize("side", SIDES)
def test_without_a_table_whole_numbers_become_fractions_as_before(side):
    nn = SIDES[side]
    model = nn.Linear(3, 2)
    assert nn.predict(model, X).dtype == np.float32
    assert nn.backprop(model, nn.CrossEntropyLoss(), X, Y) > 0


def test_numbers_that_add_up_beyond_the_dtype_become_infinite_in_silence():
    table, largest = nn.Embedding(2, 1), np.finfo(np.float32).max
    table.weight.data = np.full((2, 1), largest)
    x = np.array([0, 0, 1])
    assert (table(x) == largest).all()
    table.backward(np.full((3, 1), largest, np.float32))
    assert table.weight.grad.tolist() == [[np.inf], [largest]]
