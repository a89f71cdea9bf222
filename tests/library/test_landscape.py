"""Loss landscapes: the stacked run equals the plain loop, the sides equal each other, and planes lie where asked."""

import copy
import sys

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.numpy import stacked
from nnlearn.shared import landscape as planes

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}


def module(side):
    """Return the landscape module, which the function of the same name hides."""
    return sys.modules[f"nnlearn.{side}.landscape"]


def convolutions(nn, x, y):
    """Return {name: case} of networks that look at images."""
    head = nn.Flatten(), nn.Linear(16, 2)
    loss = nn.CrossEntropyLoss()
    grouped = nn.Sequential(nn.Conv2d(2, 4, 3, 2, padding=1, groups=2), nn.Tanh(), nn.Conv2d(4, 4, 2, groups=4))
    return {
        "convolution": (nn.Sequential(nn.Conv2d(2, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4), *head), loss, x, y),
        "deep": (
            nn.Sequential(nn.Conv2d(2, 3, 3, padding=1, bias=False), nn.Sigmoid(), nn.MaxPool2d(2),
                          nn.Conv2d(3, 4, (1, 3), padding="same"), nn.LeakyReLU(), nn.AvgPool2d(2), *head),
            loss, x, y,
        ),
        "groups": (nn.Sequential(grouped, nn.AvgPool2d(3), nn.Flatten(), nn.Linear(4, 2)), loss, x, y),
        "dilation": (nn.Sequential(nn.Conv2d(2, 4, 3, dilation=3), nn.Softmax(dim=1), nn.Flatten(-3), nn.Linear(16, 2)),
                     loss, x, y),
        "pool first": (nn.Sequential(nn.MaxPool2d(3, 1), nn.ReLU(), nn.Conv2d(2, 4, 5), *head), loss, x, y),
        "upsample": (nn.Sequential(nn.Conv2d(2, 1, 7), nn.Upsample(scale_factor=2), nn.AdaptiveAvgPool2d(4), *head),
                     loss, x, y),
    }  # fmt: skip


def smooth(nn, first, x, y):
    """Return {name: case} of the smooth relatives of ReLU and of the absolute error."""
    return {
        "gelu": (first(nn.GELU(), nn.Linear(5, 4), nn.SiLU(), nn.Linear(4, 2)), nn.HuberLoss(delta=0.5), x, y),
        "softplus": (first(nn.Softplus(2.0), nn.Linear(5, 4), nn.ELU(0.5), nn.Linear(4, 2)), nn.SmoothL1Loss(), x, y),
    }


def weighted(nn, first, x, shares, labels):
    """Return {name: case} of losses whose mean does not weigh all elements equally."""
    weight = lambda *values: nn.tensor(values, dtype="float64")  # noqa: E731
    padded = np.where(np.arange(13) % 3, labels, -100)
    classes = nn.CrossEntropyLoss(weight(1.0, 5.0), label_smoothing=0.1)
    answers = nn.BCEWithLogitsLoss(weight(2.0, 0.5), pos_weight=weight(3.0, 1.0))
    examples = nn.BCEWithLogitsLoss(nn.tensor(np.arange(13.0)[:, None], dtype="float64"))
    divergence = nn.KLDivLoss(reduction="batchmean")
    scores = lambda *last: first(nn.Tanh(), nn.Linear(5, 2), *last)  # noqa: E731
    return {
        "ignored": (scores(), nn.CrossEntropyLoss(), x, padded),
        "weights of classes": (scores(), classes, x, padded),
        "weights of features": (scores(), answers, x, shares),
        "weights of examples": (scores(), examples, x, shares),
        "distributions": (scores(nn.LogSoftmax(dim=1)), divergence, x, shares),
    }


def networks(nn):
    """Return {name: (model, criterion, x, y)}: every layer and every loss that a stack knows."""
    generator = np.random.default_rng(0)
    points, images = generator.normal(size=(13, 3)), generator.normal(size=(6, 2, 8, 8))
    numbers, shares, labels = generator.normal(size=(13, 2)), generator.random((13, 2)), generator.integers(0, 2, 13)
    first = lambda *more: nn.Sequential(nn.Linear(3, 5), *more)  # noqa: E731
    found = {
        "linear": (nn.Linear(3, 2), nn.MSELoss(), points, numbers),
        "tanh": (first(nn.Tanh(), nn.Linear(5, 2)), nn.BCEWithLogitsLoss(), points, shares),
        "relu": (
            first(nn.ReLU(), nn.Sequential(nn.Linear(5, 4, bias=False), nn.ReLU()), nn.Linear(4, 2)),
            nn.CrossEntropyLoss(),
            points,
            labels,
        ),
        "leaky": (
            first(nn.LeakyReLU(0.3), nn.Dropout(0.9), nn.Identity(), nn.Linear(5, 2)),
            nn.L1Loss(),
            points,
            numbers,
        ),
        "sigmoid": (first(nn.Sigmoid(), nn.Linear(5, 2), nn.Sigmoid()), nn.BCELoss(), points, shares),
        "softmax": (first(nn.Softmax(dim=1), nn.Linear(5, 2), nn.LogSoftmax(dim=-1)), nn.ArctanLoss(), points, numbers),
        "over the batch": (first(nn.Softmax(dim=0), nn.Linear(5, 2)), nn.MSELoss(reduction="sum"), points, numbers),
        "heaviside": (first(nn.Heaviside(), nn.Linear(5, 2)), nn.CrossEntropyLoss(reduction="sum"), points, labels),
        "activation first": (nn.Sequential(nn.Tanh(), nn.Flatten(), nn.Linear(3, 2)), nn.MSELoss(), points, numbers),
        "relu first": (nn.Sequential(nn.ReLU(), nn.Sigmoid(), nn.Linear(3, 2)), nn.MSELoss(), points, numbers),
        "flatten": (nn.Sequential(nn.Flatten(), nn.Linear(128, 2)), nn.CrossEntropyLoss(), images, labels[:6]),
        "rows": (
            nn.Sequential(nn.Linear(8, 3), nn.Tanh(), nn.Flatten(2), nn.Linear(24, 2), nn.Flatten(-2), nn.Linear(4, 2)),
            nn.MSELoss(),
            images,
            numbers[:6],
        ),
    }
    rows = nn.Sequential(nn.Linear(8, 2), nn.Tanh(), nn.Flatten(0, 2))  # the batch is one of the axes that are merged
    found |= smooth(nn, first, points, numbers) | weighted(nn, first, points, shares, labels)
    found["all rows"] = rows, nn.MSELoss(), images, generator.normal(size=(96, 2))
    found |= convolutions(nn, images, labels[:6])
    return {name: (model.double(), *rest) for name, (model, *rest) in found.items()}


NAMES = list(networks(nnlearn.numpy))
WAYS = [{}, {"directions": "random", "span": 3.0}, {"dimensions": 1, "span": (-0.5, 2.0), "resolution": 7}]


def pair(name):
    """Return the same network on both sides, with equal weights."""
    ours, theirs = networks(nnlearn.numpy)[name], networks(nnlearn.torch)[name]
    theirs[0].load_state_dict({key: torch.from_numpy(values) for key, values in ours[0].state_dict().items()})
    return ours, theirs


@pytest.mark.parametrize("way", range(len(WAYS)))
@pytest.mark.parametrize("name", NAMES)
def test_stacks_equal_the_plain_loop_on_both_sides(name, way, monkeypatch):
    found = {}
    for side, case in zip(SIDES, pair(name), strict=True):
        home = module(side)
        for limit in (1, 20_000):  # one network at a time, and several with a smaller last chunk
            monkeypatch.setattr(home, "CHUNK_BYTES", limit)
            found[side, limit] = SIDES[side].landscape(*case, **{"resolution": 5, **WAYS[way]})
        with monkeypatch.context() as patch:
            patch.setattr(home, "in_stacks", home.one_by_one)
            found[side, "loop"] = SIDES[side].landscape(*case, **{"resolution": 5, **WAYS[way]})
    reference = found["numpy", "loop"]
    assert np.ptp(reference.losses) > 0
    for key, each in found.items():
        np.testing.assert_allclose(each.losses, reference.losses, rtol=1e-10, err_msg=str(key))
        np.testing.assert_array_equal(each.directions, reference.directions)
        np.testing.assert_array_equal(each.centre, reference.centre)


@pytest.mark.parametrize("side", SIDES)
def test_a_loss_is_that_of_the_weights_at_its_coordinates(side):
    nn = SIDES[side]
    model, criterion, x, y = networks(nn)["relu"]
    valley = nn.landscape(model, criterion, x, y, resolution=5, span=(-1, 2), seed=3)
    assert valley.losses.shape == (5, 5)
    other = copy.deepcopy(model)
    for j, i in ((0, 0), (1, 3), (4, 2)):
        a, b = valley.axes[0][i], valley.axes[1][j]
        theta = valley.centre + a * valley.directions[0] + b * valley.directions[1]
        nn.vector_to_parameters(nn.tensor(theta, dtype="float64"), other.parameters())
        assert valley.losses[j, i] == pytest.approx(nn.backprop(other, criterion, x, y), rel=1e-12)
    assert repr(valley).startswith("Landscape of 5 x 5 losses")


@pytest.mark.parametrize("side", SIDES)
def test_the_model_is_as_it_was(side):
    nn = SIDES[side]
    model, criterion, x, y = networks(nn)["leaky"]
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    nn.backprop(model, criterion, x, y)
    before = {name: (nn.to_numpy(p), nn.to_numpy(p.grad)) for name, p in model.named_parameters()}
    model[2].eval()
    inputs, targets = x.copy(), y.copy()
    nn.landscape(model, criterion, x, y, resolution=3)
    for name, p in model.named_parameters():
        assert (nn.to_numpy(p) == before[name][0]).all()
        assert (nn.to_numpy(p.grad) == before[name][1]).all()
    assert [layer.training for layer in model] == [True, True, False, True, True]
    assert criterion.reduction == "mean"
    assert (x == inputs).all()
    assert (y == targets).all()
    optimizer.step()


@pytest.mark.parametrize("side", SIDES)
def test_a_kept_forward_pass_stays(side):
    """Computing a landscape between forward and backward changes no gradient."""
    nn = SIDES[side]
    model, criterion, x, y = networks(nn)["tanh"]
    nn.backprop(model, criterion, x, y)
    expected = [nn.to_numpy(p.grad) for p in model.parameters()]
    model.zero_grad()
    if side == "numpy":
        criterion(model(x), y)
        nn.landscape(model, criterion, x, y, resolution=3)
        model.backward(criterion.backward())
    else:
        loss = criterion(model(torch.from_numpy(x)), torch.from_numpy(y))
        nn.landscape(model, criterion, x, y, resolution=3)
        loss.backward()
    for p, grad in zip(model.parameters(), expected, strict=True):
        np.testing.assert_allclose(nn.to_numpy(p.grad), grad, rtol=1e-12)


def test_a_pool_goes_before_relu_unless_a_window_may_lie_in_padding():
    nn, shape = nnlearn.numpy, (2, 3, 2, 4)
    x = np.random.default_rng(0).normal(size=shape)
    for settings, first in (({"stride": 2}, nn.MaxPool2d), ({"padding": 1, "dilation": 3}, nn.ReLU)):
        model = nn.Sequential(nn.ReLU(), nn.MaxPool2d(2, **settings))
        layers = stacked.layers_of(model)
        assert type(layers[0]) is first
        expected = x
        for layer in layers:
            expected = layer(expected)
        np.testing.assert_array_equal(expected, model(x))
    swapped = [nn.MaxPool2d(2, padding=1, dilation=3), nn.ReLU()]
    assert np.isneginf(model(x)).any(), "no window of this pool lies in the padding alone"
    assert not np.isneginf(swapped[1](swapped[0](x))).any(), "the exception is no longer needed"


def test_an_unknown_layer_is_run_by_the_plain_loop():
    nn = nnlearn.numpy

    class Double(nn.Module):
        def forward(self, x):
            return self.keep(2 * x, None)

    class Tower(nn.Sequential):
        def forward(self, x):
            return -super().forward(x)

    assert stacked.layers_of(nn.Sequential(nn.Linear(2, 1), Double())) is None
    assert stacked.layers_of(Tower(nn.Linear(2, 1))) is None
    x = np.random.default_rng(0).normal(size=(9, 2))
    first, last = nn.Linear(2, 3), nn.Linear(3, 1)
    doubled, plain = nn.Sequential(first, Double(), last).double(), nn.Sequential(first, last)
    direction = np.random.default_rng(1).normal(size=13)
    found = nn.landscape(doubled, nn.MSELoss(), x, x[:, :1], directions=[direction], resolution=3)
    direction[:9] *= 2  # the plain network with twice the first layer's weights is the same function
    first.weight.data *= 2
    first.bias.data *= 2
    expected = nn.landscape(plain, nn.MSELoss(), x, x[:, :1], directions=[direction], resolution=3)
    np.testing.assert_allclose(found.losses, expected.losses, rtol=1e-12)


@pytest.mark.parametrize("side", SIDES)
def test_single_precision_stays_and_agrees(side):
    nn = SIDES[side]
    model, criterion, x, y = networks(nn)["tanh"]
    exact = nn.landscape(model, criterion, x, y, resolution=5).losses
    rough = nn.landscape(model.float(), criterion, x, y, resolution=5).losses
    np.testing.assert_allclose(rough, exact, rtol=1e-5)
    assert (rough != exact).any()


@pytest.mark.parametrize("side", SIDES)
def test_what_does_not_fit_is_infinite(side):
    nn = SIDES[side]
    model, criterion, x, y = networks(nn)["relu"]
    losses = nn.landscape(model.float(), criterion, x, y, span=1e30, resolution=3).losses
    assert np.isinf(losses[0, 0])
    assert np.isfinite(losses[1, 1])
    assert not np.isnan(losses).any()


def test_filter_normalised_directions_have_the_filters_lengths():
    nn = nnlearn.numpy
    model, criterion, x, y = networks(nn)["relu"]
    valley = nn.landscape(model, criterion, x, y, resolution=2)
    start = 0
    for p in model.parameters():
        parts = valley.directions[:, start : start + p.numel()].reshape(2, *p.shape)
        start += p.numel()
        if p.ndim == 1:
            assert (parts == 0).all()
        else:
            np.testing.assert_allclose(np.linalg.norm(parts, axis=2)[0], np.linalg.norm(p.data, axis=1))
            np.testing.assert_allclose(np.linalg.norm(parts, axis=2)[1], np.linalg.norm(p.data, axis=1))


def test_a_rescaled_relu_network_has_the_same_filter_normalised_landscape():
    """Ten times the first layer, a tenth of the second: the same function and landscape (Li et al., section 4)."""
    nn = nnlearn.numpy
    x = np.random.default_rng(0).normal(size=(20, 3))
    y = x[:, :1]
    model = nn.Sequential(nn.Linear(3, 8, bias=False), nn.ReLU(), nn.Linear(8, 1, bias=False)).double()
    found = [nn.landscape(model, nn.MSELoss(), x, y, resolution=5).losses]
    raw = [nn.landscape(model, nn.MSELoss(), x, y, resolution=5, directions="random").losses]
    model[0].weight.data *= 10
    model[2].weight.data /= 10
    found.append(nn.landscape(model, nn.MSELoss(), x, y, resolution=5).losses)
    raw.append(nn.landscape(model, nn.MSELoss(), x, y, resolution=5, directions="random").losses)
    np.testing.assert_allclose(*found, rtol=1e-10)
    assert not np.allclose(*raw, rtol=0.1)


@pytest.mark.parametrize("side", SIDES)
def test_seeds(side):
    nn = SIDES[side]
    case = networks(nn)["linear"]
    a, b, c = (nn.landscape(*case, resolution=3, seed=seed) for seed in (0, 0, 1))
    assert (a.losses == b.losses).all()
    assert (a.directions != c.directions).any()


def checkpoints(nn, model, count):
    generator = np.random.default_rng(5)
    size = len(nn.to_numpy(nn.parameters_to_vector(model.parameters())))
    return list(generator.normal(size=(count, size)))


@pytest.mark.parametrize("kind", ["vectors", "state dicts", "tensors"])
@pytest.mark.parametrize("side", SIDES)
def test_a_plane_goes_through_its_checkpoints(side, kind):
    nn = SIDES[side]
    model, criterion, x, y = networks(nn)["tanh"]
    points, losses, given = checkpoints(nn, model, 3), [], []
    for point in points:
        nn.vector_to_parameters(nn.tensor(point, dtype="float64"), model.parameters())
        losses.append(nn.backprop(model, criterion, x, y))
        given.append(
            {
                "vectors": point,
                "tensors": nn.tensor(point, dtype="float64"),
                "state dicts": copy.deepcopy(model.state_dict()),
            }[kind]
        )
    valley = nn.landscape(model, criterion, x, y, through=given, span=(0, 1), resolution=2)
    assert valley.losses[0, 0] == pytest.approx(losses[0])
    assert valley.losses[0, 1] == pytest.approx(losses[1])
    (a, b) = valley.path[2]
    third = valley.centre + a * valley.directions[0] + b * valley.directions[1]
    np.testing.assert_allclose(third, points[2])
    assert valley.directions[0] @ valley.directions[1] == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(*np.linalg.norm(valley.directions, axis=1))
    line = nn.landscape(model, criterion, x, y, through=given[:2], span=(0, 1), resolution=2)
    np.testing.assert_allclose(line.losses, losses[:2])
    assert line.path.tolist() == [[0], [1]]
    wide = nn.landscape(model, criterion, x, y, through=given, resolution=3)
    for axis, values in zip(wide.axes, wide.path.T, strict=True):
        assert axis[0] < values.min()
        assert axis[-1] > values.max()


@pytest.mark.parametrize("side", SIDES)
def test_the_principal_plane_of_a_path(side):
    """A path in a plane is recovered, and a bent one keeps what scikit-learn's PCA keeps."""
    from sklearn.decomposition import PCA

    nn = SIDES[side]
    model, criterion, x, y = networks(nn)["tanh"]
    generator = np.random.default_rng(6)
    walk = np.cumsum(generator.normal(size=(30, 2)) + np.array([1.0, 0.2]), axis=0)
    flat = walk @ generator.normal(size=(2, len(checkpoints(nn, model, 1)[0])))
    valley = nn.landscape(model, criterion, x, y, path=flat, resolution=3)
    np.testing.assert_allclose(valley.centre + valley.path @ valley.directions, flat, atol=1e-9)
    np.testing.assert_allclose(valley.directions @ valley.directions.T, np.eye(2), atol=1e-12)
    assert (valley.path[-1] == 0).all()
    assert (np.abs(valley.path).max(axis=0) == valley.path.max(axis=0)).all()
    bent = flat + generator.normal(size=flat.shape)
    valley = nn.landscape(model, criterion, x, y, path=list(bent), resolution=3)
    mirrored = np.r_[bent - bent[-1], bent[-1] - bent]  # principal directions about the last point, not the mean
    reference = PCA(2).fit(mirrored).components_
    np.testing.assert_allclose(np.abs((reference * valley.directions).sum(axis=1)), 1, rtol=1e-9)
    line = nn.landscape(model, criterion, x, y, path=bent, dimensions=1, resolution=3)
    assert line.losses.shape == (3,)
    np.testing.assert_allclose(line.path[:, 0], valley.path[:, 0])


def test_planes_that_are_none_are_refused():
    nn = nnlearn.numpy
    case = networks(nn)["linear"]
    size = len(nn.parameters_to_vector(case[0].parameters()))
    one = np.ones(size)
    for wrong in ([one, one], [0 * one, one, 2 * one], [0 * one, one, one]):
        with pytest.raises(ValueError, match=r"expected through .* got"):
            nn.landscape(*case, through=wrong)
    for wrong in ([one, one, one], [one, 2 * one, 5 * one]):
        with pytest.raises(ValueError, match=r"expected path .* got"):
            nn.landscape(*case, path=wrong)
    assert nn.landscape(*case, path=[one, 2 * one, 5 * one], dimensions=1, resolution=3).losses.shape == (3,)
    with pytest.raises(ValueError, match="got both"):
        nn.landscape(*case, path=[one, 2 * one], through=[one, 2 * one])
    with pytest.raises(ValueError, match="expected model to have parameters"):
        nn.landscape(nn.Tanh(), *case[1:])


@pytest.mark.parametrize("double", [False, True])
@pytest.mark.parametrize("side", SIDES)
def test_three_weights_on_one_line_are_seen_in_either_precision(side, double):
    """Begin, middle and end in float32 gave a plane whose second axis was rounding, blown up to full length."""
    nn = SIDES[side]
    model, criterion, x, y = networks(nn)["tanh"]
    model = model.double() if double else model.float()
    dtype, generator = np.float64 if double else np.float32, np.random.default_rng(0)
    size = nn.parameters_to_vector(model.parameters()).shape[0]
    for scale in (1e-3, 1.0, 1e3):
        a, b = (scale * generator.normal(size=(2, size))).astype(dtype)
        for share in (0.5, 1 / 3, 0.1, 1.7):
            middle = a + dtype(share) * (b - a)
            with pytest.raises(
                ValueError, match=r"three weights that span a plane, got them on one line: path=\[\.\.\.\]"
            ):
                nn.landscape(model, criterion, x, y, through=[a, b, middle], resolution=2)
            with pytest.raises(ValueError, match="expected path to move in 2 dimensions, got one that does not"):
                nn.landscape(model, criterion, x, y, path=[a, middle, b], resolution=2)
            aside = middle + dtype(1e-4) * np.float64(scale) * generator.normal(size=size)
            assert nn.landscape(model, criterion, x, y, through=[a, b, aside], resolution=2).path[2, 1] > 1e-5


@pytest.mark.parametrize("side", SIDES)
def test_what_is_no_direction_is_refused(side):
    nn = SIDES[side]
    case = networks(nn)["linear"]
    size = nn.parameters_to_vector(case[0].parameters()).shape[0]
    for name in ("directions", "through", "path"):
        for wrong in (np.array(2.0), np.array("filter"), 3, {"weight": 1}, True):
            with pytest.raises(TypeError, match=f"landscape expected {name} to be a list of weights, got "):
                nn.landscape(*case, **{name: wrong})
        with pytest.raises(
            TypeError, match=rf"landscape expected {name} to be an ndarray.*MaskedArray .*filled\(value\)"
        ):
            nn.landscape(*case, **{name: np.ma.masked_equal(np.eye(2, size), 1)})
    with pytest.raises(ValueError, match="directions that change a weight, got one of zeros"):
        nn.landscape(*case, directions=np.zeros((1, size)))
    with pytest.raises(ValueError, match=r"weights of numbers that fit float32, got 1e\+300 at index \(0, 0\)"):
        nn.landscape(case[0].float(), *case[1:], directions=np.full((1, size), 1e300))
    for wrong in (2.0, np.array([1, 2]), "2", True):
        with pytest.raises(TypeError, match="landscape expected dimensions to be a whole number, got "):
            nn.landscape(*case, dimensions=wrong)


def test_coordinates():
    assert planes.interval(2) == (-2, 2)
    assert planes.grid_points((np.array([0, 1]), np.array([5, 6, 7]))).tolist() == [
        [0, 5], [1, 5], [0, 6], [1, 6], [0, 7], [1, 7],
    ]  # fmt: skip
