"""Arrays that do not compute as they look, at every door: taken rightly, or refused with what makes a plain one.

Some were taken in silence once: the accuracy of predictions for an `np.matrix` compared each label with each, and the
mean squared error against a masked target counted what was masked.
"""

import re

import numpy as np
import pytest
import scipy.sparse
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn import cluster, datasets, gradcheck, metrics

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
X = np.random.default_rng(0).normal(size=(6, 2)).astype(np.float32)
Y = np.array([0, 1, 2, 0, 1, 2])
T = np.random.default_rng(1).uniform(0.1, 0.9, size=(6, 3)).astype(np.float32)


class Own(np.ndarray):
    """A subclass of somebody's."""


class DataFrame:
    """What pandas' own looks like from here: neither a dtype nor an array, but `to_numpy`."""

    def __init__(self, values):
        self.values, self.shape = values, values.shape

    def to_numpy(self):
        return self.values


# What is not a plain array of numbers: (how it is made of an array, what its refusal says)
REFUSED = {
    "matrix": (lambda x: x.view(np.matrix), "np.asarray({x}) makes one"),
    "masked": (lambda x: np.ma.masked_equal(x, x.flat[0]), "{x}.filled(value) makes one"),
    "masked, none is": (np.ma.asarray, "{x}.filled(value) makes one"),
    "subclass": (lambda x: x.view(Own), "np.asarray({x}) makes one"),
    "recarray": (
        lambda x: np.rec.fromarrays(list(x.T), names="a,b,c"[: 2 * len(x.T) - 1]),
        "np.asarray({x}) makes one",
    ),
    "structured": (lambda x: np.zeros(x.shape, [("a", "f4"), ("b", "f4")]), "structured_to_unstructured({x})"),
    "objects": (lambda x: x.astype(object), "{x}.astype(np.float32) makes floats"),
    "text": (lambda x: x.astype(str), "np.unique({x}, return_inverse=True)"),
    "bytes": (lambda x: x.astype("S"), "np.unique({x}, return_inverse=True)"),
    "dates": (lambda x: x.astype("M8[D]"), "counts days"),
    "spans": (lambda x: x.astype("m8[D]"), "counts days"),
    "complex": (lambda x: x + 1j, "{x}.real"),
    "longdouble": (lambda x: x.astype(np.longdouble), "astype(np.float"),
    "list": (np.ndarray.tolist, "np.asarray({x}) makes one"),
    "sparse": (lambda x: scipy.sparse.csr_matrix(np.atleast_2d(x)), "{x}.toarray() makes one"),
    "frame": (DataFrame, "{x}.to_numpy() makes one"),
    "tensor": (torch.from_numpy, "{x}.detach().cpu().numpy() makes one"),
}
# Other ways to store the same numbers, which must give the same result
TAKEN = {
    "float16": lambda x: x.astype(np.float16).astype(np.float16),
    "big-endian": lambda x: x.astype(x.dtype.newbyteorder()),
    "column by column": np.asfortranarray,
    "every other": lambda x: np.repeat(x, 2, axis=0)[::2],
    "backwards": lambda x: x[::-1].copy()[::-1],
    "read only": lambda x: np.broadcast_to(x, x.shape),
}


def model(nn):
    nn.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 3))


def fit(nn, x=X, y=Y, **options):
    network = model(nn)
    optimizer = nn.SGD(network.parameters(), lr=0.1)
    nn.manual_seed(1)
    return nn.fit(network, nn.CrossEntropyLoss(), optimizer, x, y, epochs=1, batch_size=3, **options).steps


def perceptron(nn, x=X, y=Y):
    learner = nn.Perceptron(2, 3)
    learner.fit(x, y, epochs=2)
    return nn.to_numpy(learner.weight)


def learn(nn, x):
    learner = nn.Perceptron(2, 3)
    learner.learn(x, 2)
    return nn.to_numpy(learner.weight)


def landscape(nn, x=X, y=Y):
    return nn.landscape(model(nn), nn.CrossEntropyLoss(), x, y, resolution=3).losses


def no_model(function):
    """Return a call for functions that no side has."""
    return lambda nn, bad: function(bad)


# where: (name of the argument, what it should be, call with the side and a value)
DOORS = {
    "fit x": ("x", X, lambda nn, bad: fit(nn, x=bad)),
    "fit y": ("y", Y, lambda nn, bad: fit(nn, y=bad)),
    "fit validation x": ("validation x", X, lambda nn, bad: fit(nn, validation=(bad, Y))),
    "fit validation y": ("validation y", Y, lambda nn, bad: fit(nn, validation=(X, bad))),
    "backprop x": ("x", X, lambda nn, bad: nn.backprop(model(nn), nn.CrossEntropyLoss(), bad, Y)),
    "backprop labels": ("y|target", Y, lambda nn, bad: nn.backprop(model(nn), nn.CrossEntropyLoss(), X, bad)),
    "backprop y": ("y|target", T, lambda nn, bad: nn.backprop(model(nn), nn.MSELoss(), X, bad)),
    "predict": ("x", X, lambda nn, bad: nn.predict(model(nn), bad)),
    "landscape x": ("x", X, lambda nn, bad: landscape(nn, x=bad)),
    "landscape y": ("y", Y, lambda nn, bad: landscape(nn, y=bad)),
    "Perceptron.fit x": ("x", X, lambda nn, bad: perceptron(nn, x=bad)),
    "Perceptron.fit y": ("y", Y, lambda nn, bad: perceptron(nn, y=bad)),
    "Perceptron.predict": ("x", X, lambda nn, bad: nn.Perceptron(2, 3).predict(bad)),
    "Perceptron.learn": ("x", X[0], learn),
    "accuracy prediction": ("prediction", T, no_model(lambda bad: metrics.accuracy(bad, Y))),
    "accuracy target": ("target", Y, no_model(lambda bad: metrics.accuracy(T, bad))),
    "confusion_matrix": ("prediction", Y, no_model(lambda bad: metrics.confusion_matrix(bad, Y))),
    "f1": ("target", Y, no_model(lambda bad: metrics.f1(Y, bad))),
    "purity": ("clusters", Y, no_model(lambda bad: metrics.purity(bad, Y))),
    "kmeans": ("x", X, no_model(lambda bad: cluster.kmeans(bad, 2).centres)),
    "label_spreading x": ("x", X, no_model(lambda bad: cluster.label_spreading(bad, Y, neighbours=2))),
    "label_spreading labels": ("labels", Y, no_model(lambda bad: cluster.label_spreading(X, bad, neighbours=2))),
    "neighbour_votes": ("shares", T, no_model(lambda bad: cluster.neighbour_votes(X, X, bad, neighbours=2))),
    "draw_labels": ("y", Y, no_model(lambda bad: datasets.draw_labels(bad, 3))),
    "data_copying": ("samples", X, no_model(lambda bad: metrics.data_copying(bad, X, X + 1, quantile=0.4))),
    "mode_coverage": ("modes", X, no_model(lambda bad: metrics.mode_coverage(X, bad, 1.0).shares)),
    "rank_correlation": ("b", X, no_model(lambda bad: metrics.rank_correlation(X, bad))),
    "relative_error": ("b", X, no_model(lambda bad: gradcheck.relative_error(X, bad))),
    "standardise": ("train", X, no_model(lambda bad: datasets.standardise(bad))),
    "standardise others": ("array 2", X, no_model(lambda bad: datasets.standardise(X, bad)[1])),
    "split x": ("x", X, no_model(lambda bad: datasets.split(bad, Y)[0][0])),
    "batches y": ("y", Y, no_model(lambda bad: next(iter(datasets.batches(X, bad, 2)))[1])),
    "windows": ("values", X, no_model(lambda bad: datasets.windows(bad, 2)[0])),
    "enlarge": ("x", X[:2], no_model(lambda bad: datasets.enlarge(bad, 4))),
    "augment x": ("x", X, no_model(lambda bad: datasets.augment(bad, Y, 2, shift=1)[0])),
    "augment y": ("y", Y, no_model(lambda bad: datasets.augment(X, bad, 2, shift=1)[1])),
    "corrupt_labels": ("y", Y, no_model(lambda bad: datasets.corrupt_labels(bad, 0.5)[0])),
}
# The losses take what was computed, so nothing is converted there: NumPy's side refuses float16 and foreign bytes too.
LOSSES = {
    f"{name} {argument}": (argument, T, call)
    for name in ("MSELoss", "L1Loss", "ArctanLoss", "HuberLoss", "SmoothL1Loss", "BCELoss", "BCEWithLogitsLoss")
    for argument, call in (
        ("prediction", lambda nn, bad, name=name: getattr(nn, name)()(bad, nn.tensor(T))),
        ("target", lambda nn, bad, name=name: getattr(nn, name)()(nn.tensor(T), bad)),
    )
} | {
    "CrossEntropyLoss prediction": ("prediction", T, lambda nn, bad: nn.CrossEntropyLoss()(bad, nn.tensor(Y))),
    "CrossEntropyLoss target": ("target", Y, lambda nn, bad: nn.CrossEntropyLoss()(nn.tensor(T), bad)),
    "CrossEntropyLoss weight": ("weight", T[0], lambda nn, bad: nn.CrossEntropyLoss(bad)),
    "KLDivLoss": ("target", T, lambda nn, bad: nn.KLDivLoss()(nn.tensor(-T), bad)),
}
FUNCTIONS = ("heaviside", "sigmoid", "tanh", "relu", "leaky_relu", "gelu", "silu", "softplus", "elu")
LAYERS = {
    "Linear": lambda nn, bad: nn.Linear(2, 3)(bad),
    "Tanh": lambda nn, bad: nn.Tanh()(bad),
    "Softmax": lambda nn, bad: nn.Softmax(dim=1)(bad),
    "Flatten": lambda nn, bad: nn.Flatten()(bad),
    "BatchNorm1d": lambda nn, bad: nn.BatchNorm1d(2)(bad),
    "LayerNorm": lambda nn, bad: nn.LayerNorm(2)(bad),
    "Dropout": lambda nn, bad: nn.Dropout(0.5)(bad),
    "Perceptron": lambda nn, bad: nn.Perceptron(2)(bad),
} | {name: lambda nn, bad, name=name: getattr(nn, name)(bad) for name in FUNCTIONS}


def refusal(name, call, bad, cure, who):
    with pytest.raises((TypeError, ValueError), match=rf"expected .*({name})\b.* got ") as error:
        call(bad)
    words = {cure.replace("{x}", each if each.isidentifier() else "x") for each in name.split("|")}
    assert any(each in str(error.value) for each in words), f"{error.value} does not say {words}"
    assert re.match(f"({who})", str(error.value)), error.value


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("door", [*DOORS, *LOSSES])
@pytest.mark.parametrize("side", SIDES)
def test_what_is_no_plain_array_of_numbers_is_refused(side, door, kind):
    (name, good, call), (make, cure) = (DOORS | LOSSES)[door], REFUSED[kind]
    if good.ndim == 1 and kind == "recarray":
        pytest.skip("its fields make the second axis")
    if good.dtype.kind == "i" and kind == "longdouble":
        cure = ""  # labels are whole numbers, which is said first, or of the float64 that would do
    if side == "torch" and door in LOSSES:
        cure = cure if kind[:6] in ("masked", "sparse") else "nn.tensor({x}) makes one"
        if kind == "tensor":
            pytest.skip("tensors are what the losses of this side take")
    who = f"{door.split()[0].removesuffix('.fit').removesuffix('.predict')}|CrossEntropyLoss|MSELoss"
    refusal(name, lambda bad: call(SIDES[side], bad), make(good), cure, who)


@pytest.mark.parametrize("kind", [*REFUSED, "float16", "big-endian", "integers", "booleans"])
@pytest.mark.parametrize("layer", LAYERS)
def test_bare_layers_and_functions_refuse_them_too(layer, kind):
    makers = {**REFUSED, "float16": (TAKEN["float16"], "{x}.astype(np.float32) makes it so")}
    makers["big-endian"] = TAKEN["big-endian"], "{x}.astype(np.float32) makes it so"
    for name, dtype in (("integers", int), ("booleans", bool)):
        makers[name] = (lambda x, dtype=dtype: x.astype(dtype)), "{x}.astype(np.float32) makes them"
    make, cure = makers[kind]
    who = layer.lower() if layer in ("Tanh", "Softmax") else layer  # the function says it
    if layer == "Flatten" and make(X).__class__ is np.ndarray:
        pytest.skip("it computes nothing: any array has a shape")
    refusal("x", lambda bad: LAYERS[layer](nnlearn.numpy, bad), make(X), cure, who)


@pytest.mark.parametrize("layer", sorted(LAYERS.keys() - {"BatchNorm1d", "LayerNorm", "Dropout", "Flatten"}))
@pytest.mark.parametrize(
    "make", [np.asarray, lambda x: x.view(np.matrix), np.ndarray.tolist, lambda x: torch.from_numpy(x).to_sparse()]
)
def test_what_we_write_on_tensors_refuses_what_is_none(layer, make):
    with pytest.raises(TypeError, match=rf"(?i){layer}.* expected x to be a Tensor, got .*: .* makes one"):
        LAYERS[layer](nnlearn.torch, make(X))


@pytest.mark.parametrize("kind", [*TAKEN, "mapped file"])
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("side", SIDES)
def test_the_same_numbers_stored_otherwise_give_the_same(side, door, kind, tmp_path):
    nn, (_, good, call) = SIDES[side], DOORS[door]
    if kind == "float16":
        if good.dtype.kind == "i":
            pytest.skip("labels are whole numbers")
        good = good.astype(np.float16).astype(np.float32)
    if kind == "mapped file":
        other = np.memmap(tmp_path / "x", good.dtype, "w+", shape=good.shape)
        other[...] = good
    else:
        other = TAKEN[kind](good)
        assert (other == good).all()
    rtol = 1e-6 if kind != "float16" or door[:11] != "standardise" else 2e-3  # which keeps a float's dtype
    np.testing.assert_allclose(call(nn, other), call(nn, good), rtol=rtol, atol=rtol)


@pytest.mark.parametrize("kind", ["float16", "longdouble", "big-endian"])
@pytest.mark.parametrize("loss", [loss for loss in LOSSES if loss != "CrossEntropyLoss target"])
def test_losses_refuse_floats_that_numpy_does_not_compute_with_rightly(loss, kind):
    """The mean of 70,000 squared errors of 1 was NaN in float16; PyTorch gives 1."""
    name, good, call = LOSSES[loss]
    bad = good.astype(np.longdouble) if kind == "longdouble" else TAKEN[kind](good)
    refusal(name, lambda bad: call(nnlearn.numpy, bad), bad, "astype(np.float", loss.split()[0])


def test_tensors_of_half_the_width_stay_pytorch_s_business():
    nn = nnlearn.torch
    ones = torch.ones(70_000, dtype=torch.bfloat16)
    assert nn.MSELoss()(ones, torch.zeros_like(ones)).item() == 1
    assert nn.sigmoid(torch.zeros(2, dtype=torch.bfloat16)).tolist() == [0.5, 0.5]


# ---- nn.tensor and what else takes lists --------------------------------------------------------------------------


@pytest.mark.parametrize("side", SIDES)
def test_tensor_takes_what_holds_the_same_numbers_and_refuses_what_hides_some(side):
    nn = SIDES[side]
    for same in (X.view(np.matrix), X.view(Own), torch.from_numpy(X), torch.from_numpy(X).requires_grad_(), X.tolist()):
        np.testing.assert_array_equal(nn.to_numpy(nn.tensor(same)), X)
    masked = np.ma.masked_equal(X, X[0, 0])
    for bad in (masked, list(masked), [masked, masked]):
        with pytest.raises(TypeError, match=r"tensor expected data to be an ndarray.*data\.filled\(value\) makes one"):
            nn.tensor(bad)
    with pytest.raises(TypeError, match=r"csr_matrix of shape \(6, 2\): data\.toarray\(\) makes one"):
        nn.tensor(scipy.sparse.csr_matrix(X))
    for bad in (np.array(["a"]), [1j], [object()], np.array([1], "M8[D]"), X.astype(np.longdouble)):
        with pytest.raises(TypeError, match="tensor expected data"):
            nn.tensor(bad)


@pytest.mark.parametrize("side", SIDES)
def test_to_numpy_hands_on_numbers_only(side):
    nn = SIDES[side]
    for wrong in (X.astype(str), X.astype(object), X + 1j, np.ma.masked_equal(X, X[0, 0]), np.str_("a"), 10**400):
        with pytest.raises(TypeError, match="to_numpy expected x to "):
            nn.to_numpy(wrong)
    for right in (X, np.float32(2), 3, 2.5, X > 0):
        np.testing.assert_array_equal(nn.to_numpy(right), right)


# ---- numbers too large for the model's dtype ----------------------------------------------------------------------

LARGE = {door: DOORS[door] for door in DOORS if DOORS[door][1].dtype.kind == "f" and door.split()[0] in (
    "fit", "backprop", "predict", "landscape", "Perceptron.fit", "Perceptron.predict", "Perceptron.learn", "enlarge",
    "augment",
)}  # fmt: skip


@pytest.mark.parametrize("door", LARGE)
@pytest.mark.parametrize("side", SIDES)
def test_numbers_too_large_for_float32_are_told_where_they_would_become_infinite(side, door):
    nn, (name, good, call) = SIDES[side], DOORS[door]
    large = good.astype(np.float64)
    large.flat[-1] = -1e39
    where = re.escape(str(tuple(length - 1 for length in good.shape)))
    with pytest.raises(
        ValueError, match=rf"{name.split()[-1]} of numbers that fit float32, got -1e\+39 at index {where}"
    ):
        call(nn, large)


@pytest.mark.parametrize("side", SIDES)
def test_large_numbers_that_fit_are_taken(side):
    nn, largest = SIDES[side], float(np.finfo(np.float32).max)
    data = np.full((4, 2), largest)
    assert (nn.to_numpy(nn.tensor(data)) == np.float32(largest)).all()
    assert nn.predict(nn.Identity(), data * (1 + 1e-9)).max() == np.float32(largest)  # rounds to the largest
    assert np.isfinite(nn.predict(nn.Linear(2, 1).double(), np.full((4, 2), 1e300))).all()
    with pytest.raises(
        ValueError, match=r"tensor expected data of numbers that fit float32, got 1e\+39 at index \(1,\)"
    ):
        nn.tensor([1.0, 1e39])
    assert nn.to_numpy(nn.tensor([1e39], dtype="float64")) == 1e39
    assert np.isinf(nn.to_numpy(nn.tensor([np.inf])))


def test_numbers_too_large_for_half_the_width_are_told():
    nn = nnlearn.torch
    for dtype, size in (("float16", 7e4), ("bfloat16", 3.4e38)):
        with pytest.raises(ValueError, match=rf"predict expected x of numbers that fit {dtype}, got "):
            nn.predict(nn.Linear(1, 1).to(getattr(torch, dtype)), np.array([[size]], np.float32))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_number_of_an_array_is_an_array_without_axes(name):
    weights, x = np.array([1.0, -2.0]), np.array([0.5, 0.75])
    found = getattr(nnlearn.numpy, name)(weights @ x)
    assert found == getattr(nnlearn.numpy, name)((weights @ x)[None])[0]
    assert found.dtype == np.float64
