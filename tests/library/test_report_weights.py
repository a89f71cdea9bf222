"""The hash of weights: equal numbers give equal hashes on both sides, and one other bit gives another."""

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn import report

WEIGHTS = {"0.weight": np.arange(6, dtype=np.float32).reshape(2, 3), "0.bias": np.array([0.5, -1.0], np.float32)}
KNOWN = report.state_hash(WEIGHTS)


def changed(**more):
    return {**WEIGHTS, **{name.replace("_", "."): values for name, values in more.items()}}


def test_both_sides_of_one_model_have_one_hash():
    layers = [lambda nn: nn.Conv2d(2, 3, 3), lambda nn: nn.BatchNorm2d(3), lambda nn: nn.Linear(3, 4)]
    ours, theirs = (nn.Sequential(*(layer(nn) for layer in layers)) for nn in (nnlearn.numpy, nnlearn.torch))
    assert report.state_hash(ours) != report.state_hash(theirs)
    theirs.load_state_dict({name: torch.from_numpy(np.array(w)) for name, w in ours.state_dict().items()})
    assert report.state_hash(ours) == report.state_hash(theirs) == report.state_hash(ours.state_dict())


def test_the_hash_is_the_same_in_every_version():
    assert KNOWN == "1bf94c2d2d569e3a9d34b922445b40ff4d5b15a8cc5e6d8ac8b764de9f0af86e"
    assert report.state_hash(WEIGHTS, digits=12) == KNOWN[:12]


@pytest.mark.parametrize(
    "same",
    [
        dict(reversed(WEIGHTS.items())),
        changed(**{"0_weight": np.asfortranarray(WEIGHTS["0.weight"])}),
        changed(**{"0_weight": WEIGHTS["0.weight"].astype(">f4")}),
        changed(**{"0_weight": np.repeat(WEIGHTS["0.weight"], 2, axis=1)[:, ::2]}),
        {name: torch.from_numpy(values) for name, values in WEIGHTS.items()},
        {name: torch.from_numpy(values).requires_grad_() for name, values in WEIGHTS.items()},
    ],
    ids=["order of names", "order in memory", "byte order", "a view", "tensors", "with gradient"],
)
def test_what_holds_the_same_numbers_has_the_same_hash(same):
    assert report.state_hash(same) == KNOWN


@pytest.mark.parametrize(
    "other",
    [
        changed(**{"0_weight": np.nextafter(WEIGHTS["0.weight"], np.float32(9))}),
        changed(**{"0_weight": WEIGHTS["0.weight"].reshape(3, 2)}),
        changed(**{"0_weight": WEIGHTS["0.weight"].astype(np.float64)}),
        changed(**{"0_weight": WEIGHTS["0.weight"].view(np.int32)}),
        changed(**{"0_weight": np.array([[-0.0, 1, 2], [3, 4, 5]], np.float32)}),
        changed(more=np.zeros(1)),
        {"0.weight": WEIGHTS["0.weight"]},
        {"1.weight": WEIGHTS["0.weight"], "0.bias": WEIGHTS["0.bias"]},
    ],
    ids=["one bit", "shape", "dtype", "same bytes", "the sign of zero", "one more", "one less", "a name"],
)
def test_anything_else_has_another_hash(other):
    assert report.state_hash(other) != KNOWN


def test_numbers_that_move_from_one_array_to_the_next_are_seen():
    one = {"a": np.arange(2.0), "b": np.arange(2.0, 5.0)}
    two = {"a": np.arange(3.0), "b": np.arange(3.0, 5.0)}
    assert report.state_hash(one) != report.state_hash(two)


def test_bfloat16_which_numpy_does_not_have():
    one, two = ({"w": torch.tensor([x], dtype=torch.bfloat16)} for x in (1.0, 1.0078125))
    assert report.state_hash(one) != report.state_hash(two)
    assert report.state_hash(one) != report.state_hash({"w": torch.tensor([1.0])})


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        (None, TypeError, "expected a model, or a dict of names .* got None"),
        (nnlearn.numpy.Linear, TypeError, "got the class Linear"),
        ([np.ones(2)], TypeError, "got a list"),
        ({0: np.ones(2)}, TypeError, "names of weights to be str, got 0"),
        ({"w": [1.0]}, TypeError, r"state\['w'\] to be an ndarray, got a list"),
        ({"w": np.array("x")}, TypeError, "to hold numbers"),
        ({"w": np.ma.masked_equal([1, 2], 2)}, TypeError, "MaskedArray"),
        (nnlearn.numpy.ReLU(), ValueError, "expected weights, got a ReLU without any"),
        ({}, ValueError, "got a dict without any"),
    ],
)
def test_what_has_no_weights_is_refused(wrong, error, said):
    with pytest.raises(error, match=said):
        report.state_hash(wrong)


def test_a_model_of_scikit_learn_is_told_what_to_give():
    from sklearn.linear_model import LogisticRegression

    with pytest.raises(TypeError, match=r"\{'coef': model.coef_, ...\} is one"):
        report.state_hash(LogisticRegression())


@pytest.mark.parametrize("digits", [11, 65, 12.0, True])
def test_digits_are_12_to_64(digits):
    with pytest.raises((TypeError, ValueError), match="state_hash expected digits"):
        report.state_hash(WEIGHTS, digits=digits)
