"""Pass everything wrong to everything public: each error names the argument, what was expected and what came."""

import re

import numpy as np
import pytest
from rows import FUZZ
from rows.fuzz import NAN, good
from rows.parity import array

import nnlearn.numpy
import nnlearn.torch

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}


def ours(side, name):
    """Return whether a side's name is our own code, not PyTorch's passed through (which keeps its own errors)."""
    if side == "torch" and name in ("LSTM", "GRU"):
        return False  # to PyTorch's own they add `gates`
    return getattr(SIDES[side], name).__module__.startswith("nnlearn")


ROWS = [
    pytest.param(side, *row, id=f"{side}-{name}-{row[0]}-{i}")
    for side in SIDES
    for name, rows in FUZZ.items()
    if ours(side, name)
    for i, row in enumerate(rows)
]


def test_every_public_name_has_rows():
    assert sorted(FUZZ) == sorted(nnlearn.numpy.__all__)
    assert {name for name, rows in FUZZ.items() if not rows} == {"device", "no_grad"}  # which take nothing


@pytest.mark.parametrize(("side", "argument", "bad", "call"), ROWS)
def test_what_is_wrong_is_refused(side, argument, bad, call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    nn, faults = SIDES[side], []
    for value in bad(nn) if callable(bad) else bad:
        try:
            result = call(nn, value)
        except (ValueError, TypeError) as error:
            message = str(error)
            for word in (rf"\b({argument})\b", "expected", "got"):
                if not re.search(word, message):
                    faults.append(f"{value!r}: {word} is not in: {message}")
        except Exception as error:
            faults.append(f"{value!r}: {error!r}")
        else:
            faults.append(f"{value!r} was taken: {result!r}")
    assert not faults, "\n".join(faults)
    assert not list(tmp_path.iterdir())


LAYERS = {
    "Linear": (2, 2),
    "Sigmoid": (),
    "Tanh": (),
    "ReLU": (),
    "LeakyReLU": (),
    "Heaviside": (),
    "GELU": (),
    "SiLU": (),
    "Softplus": (),
    "ELU": (),
    "Softmax": (1,),
    "LogSoftmax": (1,),
    "Identity": (),
    "Flatten": (),
    "Dropout": (0.0,),
    "BatchNorm1d": (2,),
    "LayerNorm": (2,),
}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", LAYERS)
def test_nan_given_to_a_bare_layer_shows_up_in_the_loss(name, side):
    nn = SIDES[side]
    layer = getattr(nn, name)(*LAYERS[name])
    y = layer(array(nn, [[0.5, NAN], [1.0, 2.0]], "float32"))
    with pytest.raises(ValueError, match=r"expected prediction to be finite, got nan at index \(0, "):
        nn.MSELoss()(y, good(nn, 2, 2))


@pytest.mark.parametrize("side", SIDES)
def test_huge_finite_numbers_are_legal(side):
    nn, largest = SIDES[side], float(np.finfo(np.float32).max)
    x = np.full((4, 1), largest, np.float32)
    with nn.no_grad():
        model = nn.Sequential(nn.Linear(1, 1), nn.Tanh(), nn.Linear(1, 1))
    assert np.isfinite(nn.predict(model, x)).all()
    loss = nn.backprop(model, nn.L1Loss(), x, x)
    assert loss > 1e38
    for name in ("lr", "weight_decay"):
        nn.AdamW(model.parameters(), **{name: 1e300})
    nn.SGD(model.parameters(), lr=1e300)
    nn.LeakyReLU(1e300)
    nn.normal_(nn.Linear(1, 1).weight, 0.0, 1e30)
    assert np.isfinite(nn.to_numpy(nn.tensor([1e30]))).all()


def backprop(nn, model, criterion, y, x=None):
    return nn.backprop(model, criterion, np.ones((4, 2), np.float32) if x is None else x, y)


def fit(nn, model, criterion, y, lr=0.1):
    x = np.ones((4, 2), np.float32)
    return nn.fit(model, criterion, nn.SGD(model.parameters(), lr=lr), x, y, epochs=1, batch_size=2)


def softmax_inside(nn):
    return nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.Tanh(), nn.Softmax(dim=1)))


def half(nn):
    return array(nn, np.full((4, 1), 0.5), "float32")


def sigmoid_last(nn):
    return nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())


ZEROS, LABELS = np.zeros((4, 1), np.float32), np.zeros(4, int)
DIGITS = np.array([[0], [1], [9], [3]], np.float32)
THIRDS = np.full((4, 3), 1 / 3, np.float32)
# What PyTorch accepts silently: the nine classic mistakes, and more.
SILENT = {
    "softmax into cross-entropy": lambda nn: backprop(nn, softmax_inside(nn), nn.CrossEntropyLoss(), LABELS),
    "softmax into cross-entropy, fit": lambda nn: fit(nn, softmax_inside(nn), nn.CrossEntropyLoss(), LABELS),
    "sigmoid into BCE with logits": lambda nn: fit(nn, sigmoid_last(nn), nn.BCEWithLogitsLoss(), ZEROS),
    "softmax into KL divergence": lambda nn: fit(nn, softmax_inside(nn), nn.KLDivLoss(), THIRDS),
    "scores into KL divergence": lambda nn: backprop(nn, nn.Sequential(nn.ReLU()), nn.KLDivLoss(), THIRDS[:, :2]),
    "probabilities as log-probabilities": lambda nn: nn.KLDivLoss(log_target=True)(-half(nn), half(nn)),
    "a weight for each example": lambda nn: fit(nn, sigmoid_last(nn), nn.BCELoss(half(nn)), ZEROS),
    "a negative weight": lambda nn: nn.CrossEntropyLoss(array(nn, [1.0, -1.0], "float32")),
    "a weight of NaN": lambda nn: nn.BCEWithLogitsLoss(pos_weight=array(nn, [NAN], "float32")),
    "targets 0..9 into BCE": lambda nn: backprop(nn, sigmoid_last(nn), nn.BCELoss(), DIGITS),
    "targets 0..9 into BCE with logits": lambda nn: backprop(nn, nn.Linear(2, 1), nn.BCEWithLogitsLoss(), DIGITS),
    "(N,) against (N, 1)": lambda nn: backprop(nn, nn.Linear(2, 1), nn.MSELoss(), ZEROS[:, 0]),
    "an empty batch": lambda nn: backprop(nn, nn.Linear(2, 1), nn.MSELoss(), ZEROS[:0], np.ones((0, 2), np.float32)),
    "lr=nan": lambda nn: fit(nn, nn.Linear(2, 1), nn.MSELoss(), ZEROS, lr=NAN),
    "NaN input": lambda nn: backprop(nn, nn.Linear(2, 1), nn.MSELoss(), ZEROS, np.full((4, 2), NAN)),
    "NaN input in predict": lambda nn: nn.predict(nn.Linear(2, 1), np.full((4, 2), NAN)),
    "the mean of nothing": lambda nn: nn.MSELoss()(good(nn, 0, 1), good(nn, 0, 1)),
    "cross-entropy of nothing": lambda nn: nn.CrossEntropyLoss()(good(nn, 0, 3), array(nn, [], "int64")),
    "all labels ignored": lambda nn: backprop(nn, nn.Linear(2, 3), nn.CrossEntropyLoss(), np.full(4, -100)),
}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("fault", SILENT)
def test_what_pytorch_lets_pass_is_refused(fault, side):
    with pytest.raises((ValueError, TypeError), match=r"expected .* got"):
        SILENT[fault](SIDES[side])


@pytest.mark.parametrize("side", SIDES)
def test_labels_of_every_whole_dtype_mean_the_same(side):
    """To PyTorch, uint8 is a mask, and int16 is not an index at all."""
    nn = SIDES[side]
    scores, labels = good(nn, 4, 2), np.array([0, 1, 1, 0])
    expected = nn.CrossEntropyLoss()(scores, array(nn, labels, "int64"))
    for dtype in ("uint8", "int8", "int16", "int32"):
        assert nn.CrossEntropyLoss()(scores, array(nn, labels, dtype)) == expected


@pytest.mark.parametrize("side", SIDES)
def test_log_softmax_before_cross_entropy_is_no_fault(side):
    nn = SIDES[side]
    model = nn.Sequential(nn.Linear(2, 3), nn.LogSoftmax(dim=1))
    assert nn.backprop(model, nn.CrossEntropyLoss(), np.ones((4, 2), np.float32), np.zeros(4, int)) > 0
