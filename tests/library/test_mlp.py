"""Models as compositions: their diagrams, their gradients, and parts that can be taken out."""

import numpy as np
import pytest
import torch
from rows.cross_entropy import sequences

import nnlearn.numpy
import nnlearn.torch
from nnlearn.gradcheck import gradcheck, numerical_gradient, relative_error
from nnlearn.shared.char_rnn import pick

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def array(nn, values):
    return torch.tensor(values) if nn is nnlearn.torch else np.array(values)


def makers(nn):
    return {
        "MLP": lambda: nn.MLP([3, 4, 4, 2], nn.Tanh),
        "LeNet5": lambda: nn.LeNet5(),
        "LeNet5 today": lambda: nn.LeNet5(3, form="today", size=28),
        "ResNet": lambda: nn.ResNet(1, 2),
        "PointGenerator": lambda: nn.PointGenerator(3, 2, [5]),
        "PointDiscriminator": lambda: nn.PointDiscriminator(2, [5]),
        "ImageGenerator": lambda: nn.ImageGenerator(3, 8, 1, 2),
        "ImageDiscriminator": lambda: nn.ImageDiscriminator(8, 1, 2),
    }


INPUTS = {
    "MLP": (3,),
    "LeNet5": (1, 32, 32),
    "LeNet5 today": (1, 28, 28),
    "ResNet": (1, 8, 8),
    "PointGenerator": (3,),
    "PointDiscriminator": (2,),
    "ImageGenerator": (3,),
    "ImageDiscriminator": (1, 8, 8),
}


def test_lenet_is_the_papers(nn):
    """Maps and sizes are those of figure 2 of LeCun et al. (1998), the numbers of weights those of section II.B."""
    model, seen = nn.LeNet5(), []
    for layer in model:
        layer.register_forward_hook(
            lambda layer, inputs, output: seen.append((type(layer).__name__, *output.shape[1:]))
        )
    model(array(nn, np.zeros((1, 1, 32, 32), np.float32)))
    assert seen == [
        ("Conv2d", 6, 28, 28), ("Tanh", 6, 28, 28), ("AvgPool2d", 6, 14, 14),
        ("Conv2d", 16, 10, 10), ("Tanh", 16, 10, 10), ("AvgPool2d", 16, 5, 5),
        ("Conv2d", 120, 1, 1), ("Tanh", 120, 1, 1), ("Flatten", 120),
        ("Linear", 84), ("Tanh", 84), ("Linear", 10),
    ]  # fmt: skip
    counts = [sum(p.numel() for p in layer.parameters()) for layer in model]
    assert [count for count in counts if count] == [156, 2416, 48120, 10164, 850]  # C1, C5 and F6 are the paper's


def test_both_sizes_of_lenet_are_one_network(nn):
    small, large = nn.LeNet5(size=28), nn.LeNet5()
    large.load_state_dict(small.state_dict())
    x = np.random.default_rng(0).normal(size=(3, 1, 28, 28)).astype(np.float32)
    framed = np.pad(x, ((0, 0), (0, 0), (2, 2), (2, 2)))
    np.testing.assert_allclose(nn.predict(small, x), nn.predict(large, framed), rtol=1e-5)


@pytest.mark.parametrize("name", [name for name in INPUTS if "LeNet5" not in name])
def test_gradients(name):
    nn = nnlearn.numpy
    nn.manual_seed(1)
    model = makers(nn)[name]().double()
    x = np.random.default_rng(0).normal(size=(2, *INPUTS[name]))
    assert gradcheck(model, nn.MSELoss(), x, np.zeros_like(nn.predict(model, x)))


@pytest.mark.parametrize("name", INPUTS)
def test_single_precision_and_slices(name, nn):
    model = makers(nn)[name]()
    x = array(nn, np.random.default_rng(0).normal(size=(2, *INPUTS[name])).astype(np.float32))
    y = model(x)
    assert str(y.dtype).endswith("float32")
    head, tail = model[:2], model[2:]
    assert type(head) is type(tail) is nn.Sequential
    np.testing.assert_allclose(nn.to_numpy(tail(head(x))), nn.to_numpy(y), rtol=1e-6)
    assert model[-1] is list(model)[-1]


def test_activations_of_an_mlp_are_its_own(nn):
    model = nn.MLP([2, 3, 3, 1])
    assert [type(layer).__name__ for layer in model] == ["Linear", "ReLU", "Linear", "ReLU", "Linear"]
    assert model[1] is not model[3]
    leaky = nn.MLP([2, 3, 1], lambda: nn.LeakyReLU(0.3))
    assert leaky[1].negative_slope == 0.3
    assert len(nn.MLP([2, 1], nn.Tanh)) == 1


def test_an_mlp_learns_xor(nn):
    x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32), np.array([[0], [1], [1], [0]], np.float32)
    nn.manual_seed(3)
    model = nn.MLP([2, 8, 1], nn.Tanh)
    nn.fit(model, nn.BCEWithLogitsLoss(), nn.Adam(model.parameters(), lr=0.1), x, y, epochs=100, batch_size=4)
    assert ((nn.predict(model, x) > 0) == (y > 0.5)).all()


def test_unflatten_undoes_flatten(nn):
    x = np.random.default_rng(0).normal(size=(2, 3, 4, 5))
    y = nn.Unflatten(1, (3, 4, 5))(nn.Flatten()(array(nn, x)))
    assert (nn.to_numpy(y) == x).all()


@pytest.mark.parametrize("side", SIDES)
def test_cross_entropy_takes_a_label_for_each_place(side):
    sequences(SIDES[side], "cpu")
    nn = SIDES[side]
    scores = array(nn, np.zeros((4, 3, 5)))
    for wrong in ((4,), (4, 1), (5, 4), (4, 5, 1)):
        with pytest.raises(ValueError, match=r"expected target of shape \(4, 5\).* got"):
            nn.CrossEntropyLoss()(scores, array(nn, np.zeros(wrong, int)))
    with pytest.raises(ValueError, match=r"expected target to hold labels in 0..2, got 0..3"):
        nn.CrossEntropyLoss()(scores, array(nn, np.full((4, 5), 3) * (np.arange(5) == 2)))


TEXT = "the cat sat on the mat. "


@pytest.mark.parametrize("cell", ["RNN", "LSTM", "GRU"])
def test_gradients_of_a_character_model(cell):
    nn = nnlearn.numpy
    nn.manual_seed(0)
    model = nn.CharRNN(TEXT, 4, cell=cell, embedding_size=3).double()
    x, y = np.random.default_rng(1).integers(0, len(model.characters), (2, 2, 5))
    nn.backprop(model, nn.CrossEntropyLoss(), x, y)
    for name, p in model.named_parameters():
        measured = numerical_gradient(lambda _: float(nn.CrossEntropyLoss()(model(x), y)), p.data)
        assert np.quantile(relative_error(p.grad, measured), 0.95) <= 1e-6, name


def test_a_character_model_learns_its_text(nn):
    nn.manual_seed(0)
    model = nn.CharRNN(TEXT, 24, embedding_size=8)
    numbers = model.encode(TEXT * 8)
    x, y = numbers[:-1][:190].reshape(10, 19), numbers[1:][:190].reshape(10, 19)
    history = nn.fit(model, nn.CrossEntropyLoss(), nn.Adam(model.parameters(), lr=0.03), x, y, epochs=60, batch_size=10)
    assert history.loss[-1] < history.loss[0] / 4
    told = model.sample("the c", 40, temperature=0.01)
    assert told.startswith("the cat")
    assert len(told) == 45
    assert sum(told[i : i + 3] in TEXT * 2 for i in range(43)) > 35


def test_encode_and_decode_undo_each_other(nn):
    model = nn.CharRNN(TEXT)
    assert model.characters == "".join(sorted(set(TEXT)))
    assert model.encode(TEXT).dtype == np.int64
    assert model.decode(model.encode(TEXT)) == TEXT


def test_sampling_is_seeded_and_leaves_the_model_as_it_was(nn):
    nn.manual_seed(5)
    model = nn.CharRNN(TEXT, 8)
    model.train()
    draws = [model.sample("a", 30, generator=np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert draws[0] == draws[1] != draws[2]
    assert model.training
    assert model.recurrent.training
    nn.manual_seed(6)
    first = model.sample("a", 30)
    nn.manual_seed(6)
    assert model.sample("a", 30) == first
    x = array(nn, np.zeros((1, 3), int))
    for mode in (model.train, model.eval):
        mode()
        scores = model(x)
        model.sample("a", 3)
        if nn is nnlearn.numpy:
            model.backward(np.ones_like(scores))  # the stored pass is still there


def test_temperature_sharpens_and_flattens():
    scores = np.log([0.7, 0.2, 0.1])
    rng = np.random.default_rng(0)
    for temperature in (0.5, 1.0, 3.0):
        counts = np.bincount([pick(scores, temperature, u) for u in rng.random(4000)], minlength=3) / 4000
        expected = np.array([0.7, 0.2, 0.1]) ** (1 / temperature)
        np.testing.assert_allclose(counts, expected / expected.sum(), atol=0.03)
    assert pick(scores, 1e-300, 0.999) == 0
    assert pick(np.array([0.0, 1e30]), 1e-300, 0.0) == 1
    assert pick(scores, 1.0, 1.0) == 2
