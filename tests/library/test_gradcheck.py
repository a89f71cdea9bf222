"""The gradient check passes for every layer and loss, and fails for each planted mistake."""

import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.gradcheck import GradientCheck, gradcheck, numerical_gradient, relative_error

X = np.random.default_rng(0).normal(size=(5, 4))
NUMBERS = np.random.default_rng(1).normal(size=(5, 3))
SHARES = np.random.default_rng(2).uniform(0.1, 0.9, (5, 3))
LABELS = np.array([0, 2, 1, 1, 0])
LAYERS = {
    "Identity": (),
    "Sigmoid": (),
    "Tanh": (),
    "ReLU": (),
    "LeakyReLU": (0.1,),
    "GELU": (),
    "SiLU": (),
    "Softplus": (2.0, 1.0),
    "ELU": (0.5,),
    "Softmax": (1,),
    "LogSoftmax": (1,),
    "Normalize": (),
    "Flatten": (),
    "Dropout": (0.5,),
    "Heaviside": (),
}
LOSSES = {
    "MSELoss": NUMBERS,
    "L1Loss": NUMBERS,
    "ArctanLoss": NUMBERS,
    "HuberLoss": NUMBERS,
    "SmoothL1Loss": NUMBERS,
    "BCEWithLogitsLoss": SHARES,
    "CrossEntropyLoss": LABELS,
    "MultiMarginLoss": LABELS,
}


@pytest.fixture(params=["numpy", "torch"])
def nn(request):
    return {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[request.param]


def network(nn, *middle, last=()):
    nn.manual_seed(3)
    return nn.Sequential(nn.Linear(4, 6), *middle, nn.Linear(6, 3), *last).double()


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_before_every_loss(nn, layer, loss):
    middle = getattr(nn, layer)(*LAYERS[layer])
    reduction = "sum" if layer == "Tanh" else "mean"
    result = gradcheck(network(nn, middle).eval(), getattr(nn, loss)(reduction=reduction), X, LOSSES[loss])
    assert result, result
    assert set(result.errors) == {"x", "0.weight", "0.bias", "2.weight", "2.bias"}


def test_probabilities_before_their_loss(nn):
    assert gradcheck(network(nn, last=(nn.Sigmoid(),)), nn.BCELoss(), X, SHARES)
    assert gradcheck(network(nn, last=(nn.Softmax(1),)), nn.BCELoss(), X, SHARES)
    assert gradcheck(nn.Sequential(nn.Linear(4, 3, bias=False)).double(), nn.MSELoss(), X, NUMBERS)


# Mistakes that people really make, each in a layer that is right otherwise.


class NoTranspose(nnlearn.numpy.Linear):
    def backward(self, grad):
        x = self.kept(grad)
        self.weight.grad += (rows := x.T @ grad).reshape(self.weight.shape)
        self.bias.grad += grad.sum(axis=0)
        assert rows.shape != self.weight.shape
        return grad @ self.weight.data


class SignInBias(nnlearn.numpy.Linear):
    def backward(self, grad):
        dx = super().backward(grad)
        self.bias.grad *= -1
        return dx


class MeanForSum(nnlearn.numpy.Linear):
    def backward(self, grad):
        dx = super().backward(grad)
        self.weight.grad /= len(grad)
        return dx


class InputForOutput(nnlearn.numpy.Tanh):
    def backward(self, grad):
        y = self.kept(grad)
        return grad * (1 - y)


class WithoutN(nnlearn.numpy.MSELoss):
    def backward(self, grad=None):
        return super().backward(grad) * NUMBERS.size


MISTAKES = {
    "no transpose": (NoTranspose(4, 3), nnlearn.numpy.MSELoss(), {"weight"}),
    "a sign in the bias": (SignInBias(4, 3), nnlearn.numpy.MSELoss(), {"bias"}),
    "a mean for a sum": (MeanForSum(4, 3), nnlearn.numpy.MSELoss(), {"weight"}),
    "1 - y for 1 - y^2": (nnlearn.numpy.Sequential(nnlearn.numpy.Linear(4, 3), InputForOutput()),
                          nnlearn.numpy.MSELoss(), {"x", "0.weight", "0.bias"}),
    "a missing 1/N": (nnlearn.numpy.Linear(4, 3), WithoutN(), {"x", "weight", "bias"}),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_planted_mistake_is_found_where_it_is(mistake):
    model, criterion, wrong = MISTAKES[mistake]
    result = gradcheck(model.double(), criterion, X, NUMBERS)
    assert not result
    assert {name for name, errors in result.errors.items() if np.nanmax(errors) > 1e-6} == wrong
    assert "FAILED" in repr(result)
    assert repr(result).count("WRONG") == len(wrong)


def test_a_mistake_in_a_hand_written_torch_gradient_is_found():
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, grad):
            return grad * ctx.saved_tensors[0]  # without the 2

    class Layer(torch.nn.Module):
        def forward(self, x):
            return Square.apply(x)

    model = torch.nn.Sequential(torch.nn.Linear(4, 3), Layer()).double()
    assert not gradcheck(model, nnlearn.torch.MSELoss(), X, NUMBERS)


def test_float32_is_refused_with_a_sentence(nn):
    model = nn.Linear(4, 3)
    with pytest.raises(TypeError, match=r"expected weight in float64, got .*: float32 differences prove nothing"):
        gradcheck(model, nn.MSELoss(), X, NUMBERS)
    with pytest.raises(TypeError, match=r"expected x in float64, got float32 array of shape \(5, 4\)"):
        gradcheck(model.double(), nn.MSELoss(), X.astype(np.float32), NUMBERS)


def test_tensors_of_the_side_are_taken_and_left_as_they_were(nn):
    x, y = nn.tensor(X, dtype="float64"), nn.tensor(LABELS)
    model = network(nn, nn.Tanh()).to(nn.device())
    before = {name: nn.to_numpy(p) for name, p in model.named_parameters()}
    assert gradcheck(model, nn.CrossEntropyLoss(), x, y)
    assert (nn.to_numpy(x) == X).all()
    for name, p in model.named_parameters():
        assert (nn.to_numpy(p) == before[name]).all()
        assert p.grad is None or not nn.to_numpy(p.grad).any()


def test_the_flat_vector_is_moved_with_its_optimizer():
    nn = nnlearn.numpy
    model = network(nn, nn.Tanh())
    nn.SGD(model.parameters(), lr=0.1)
    assert gradcheck(model, nn.MSELoss(), X, NUMBERS)


@pytest.mark.parametrize(
    ("argument", "changed"),
    [
        ("model", {"model": None}),
        ("model", {"model": "text"}),
        ("model", {"model": nnlearn.numpy.Linear}),
        ("criterion", {"criterion": None}),
        ("criterion", {"criterion": 3}),
        ("criterion", {"criterion": nnlearn.numpy.MSELoss}),
        ("criterion", {"criterion": nnlearn.numpy.MSELoss(reduction="none")}),
        ("x", {"x": X.tolist()}),
        ("x", {"x": None}),
        ("x", {"x": X * np.nan}),
        ("x", {"x": X[:0]}),
        ("x", {"x": X[:, :3]}),
        ("target", {"y": NUMBERS[:, :1]}),
        ("y", {"y": None}),
        ("tolerance", {"tolerance": 0}),
        ("tolerance", {"tolerance": "small"}),
    ],
)
def test_what_is_wrong_is_refused(argument, changed):
    arguments = {
        "model": nnlearn.numpy.Linear(4, 3).double(),
        "criterion": nnlearn.numpy.MSELoss(),
        "x": X,
        "y": NUMBERS,
    }
    with pytest.raises((ValueError, TypeError), match=rf"expected .*\b{argument}\b.* got") as error:
        gradcheck(**{**arguments, **changed})
    assert "\n" not in str(error.value)


def test_whole_numbers_stay_where_they_are(nn):
    """The indices of an embedding cannot move: only parameters are checked, and a wrong one is found."""
    model = nn.Sequential(nn.Embedding(5, 4), nn.Flatten(), nn.Linear(8, 3)).double()
    x = np.array([[0, 1], [4, 4], [2, 0], [1, 3], [0, 0]])
    result = gradcheck(model, nn.MSELoss(), x, NUMBERS)
    assert result, result
    assert set(result.errors) == {"0.weight", "2.weight", "2.bias"}
    if nn is nnlearn.numpy:
        plain = model[0].accumulate
        model[0].accumulate = lambda grad: plain(2 * grad)
        assert not gradcheck(model, nn.MSELoss(), x, NUMBERS)


def test_numerical_gradient():
    for x in (np.array([[1.0, -2.0], [0.5, 0.0]]), np.array([3e9]), np.array(0.25)):
        before = x.copy()
        found = numerical_gradient(lambda x: float((x**3).sum()), x)
        np.testing.assert_allclose(found, 3 * x**2, rtol=1e-5, atol=1e-9)
        assert (x == before).all()
    for wrong in (x.astype(np.float32), [1.0], None, x * np.inf, np.zeros((0, 2))):
        with pytest.raises((ValueError, TypeError), match=r"numerical_gradient expected x .*got"):
            numerical_gradient(np.sum, wrong)
    for wrong in (0, -1, np.nan, "small"):
        with pytest.raises((ValueError, TypeError), match=r"numerical_gradient expected step .*got"):
            numerical_gradient(np.sum, x, wrong)


def test_what_is_no_number_or_cannot_move_is_refused():
    for function, got in (
        (lambda x: x, r"float64 array of shape \(2,\): f\(t\)\.sum\(\) adds"),
        (lambda x: None, "None: let it return"),
        (lambda x: x.sum() * 1j, "complex128"),
        (lambda x: x.sum() > 0, "bool"),
        (lambda x: "1", "the string"),
    ):
        with pytest.raises(TypeError, match=f"numerical_gradient expected function to return one number, got {got}"):
            numerical_gradient(function, np.ones(2))
    with pytest.raises(ValueError, match=r"expected x to be writeable, got an array that is not: x\.copy\(\) is"):
        numerical_gradient(np.sum, np.broadcast_to(1.0, 3))


def test_relative_errors_of_whole_and_of_large_numbers():
    """Unsigned bytes wrapped around, 200 - 250 = 206, and the largest float minus its negative was infinite."""
    assert relative_error(np.array([200], np.uint8), np.array([250], np.uint8)).tolist() == [0.2]
    assert relative_error(np.array([True]), np.array([False])).tolist() == [1.0]
    assert relative_error(np.array([1.7e308]), np.array([-1.7e308])).tolist() == [2.0]


@pytest.mark.parametrize(
    "make", [np.ma.asarray, lambda x: x.view(np.matrix), np.ndarray.tolist, lambda x: x.astype(str)]
)
def test_arrays_that_do_not_compute_as_they_look_are_refused(nn, make):
    model, criterion = nn.Linear(4, 3).double(), nn.MSELoss()
    for name, data in (("x", (make(X), NUMBERS)), ("y", (X, make(NUMBERS)))):
        with pytest.raises(TypeError, match=f"gradcheck expected {name} to .*, got "):
            gradcheck(model, criterion, *data)


def test_labels_of_any_width_and_order_of_bytes_are_taken(nn):
    model = nn.Linear(4, 3).double()
    for labels in (LABELS.astype(np.uint8), LABELS.astype(">i4"), LABELS[::-1]):
        assert gradcheck(model, nn.CrossEntropyLoss(), X[::-1], labels)


def test_a_tensor_is_refused_on_the_side_of_arrays():
    nn, x, y = nnlearn.numpy, torch.from_numpy(X), torch.from_numpy(LABELS)
    for name, data in (("x", (x, LABELS)), ("y", (X, y))):
        with pytest.raises(TypeError, match=rf"gradcheck expected {name} .* tensor of .*: {name}\.detach\(\)\.cpu\(\)"):
            gradcheck(nn.Linear(4, 3).double(), nn.CrossEntropyLoss(), *data)
    assert gradcheck(nnlearn.torch.Tanh(), nnlearn.torch.MSELoss(), x, X)  # a model without parameters


def test_relative_error():
    assert relative_error(np.array([1.0, 0.0, -2.0]), np.array([1.0, 0.0, 2.0])).tolist() == [0, 0, 2]
    assert relative_error(np.array(1e-12), np.array(-1e-12)) < 1e-3
    for a, b in ((X, NUMBERS), (X, None), ([1.0], X), (X, X * np.nan)):
        with pytest.raises((ValueError, TypeError), match=r"relative_error expected .*got"):
            relative_error(a, b)


# The largest error decides: one wrong entry must not hide among hundreds.


def spoil(nn, model, name, place, factor):
    """Multiply some entries of a parameter's gradient, as a wrong formula would, on either side."""
    parameter = dict(model.named_parameters())[name]
    if nn is nnlearn.torch:

        def changed(grad):
            grad = grad.clone()
            grad[place] *= factor
            return grad

        parameter.register_hook(changed)
        return model
    plain = model.backward

    def backward(grad):
        dx = plain(grad)
        parameter.grad[place] *= factor
        return dx

    object.__setattr__(model, "backward", backward)
    return model


def wide(nn, *layer):
    nn.manual_seed(0)
    return nn.Sequential(nn.Linear(4, 128), *layer, nn.Linear(128, 3)).double()


@pytest.mark.parametrize("layer", ["Tanh", "ReLU"])
@pytest.mark.parametrize("factor", [-1, 0, 2, 1.00001])
def test_one_wrong_weight_of_512_fails(nn, factor, layer):
    model = spoil(nn, wide(nn, getattr(nn, layer)()), "0.weight", (5, 2), factor)
    result = gradcheck(model, nn.CrossEntropyLoss(), X, LABELS)
    errors = result.errors["0.weight"]
    assert not result
    assert np.argwhere(errors > 1e-6).tolist() == [[5, 2]]
    assert errors[5, 2] == pytest.approx(abs(factor - 1) / max(1, abs(factor)), rel=1e-3)
    assert not result.kinks["0.weight"].any()
    assert "2.0e+00" in repr(result) or factor != -1
    assert repr(result).count("WRONG in 1") == 1


def test_a_unit_of_32_is_wrong(nn):
    """When the 95th percentile decided, it passed from a width of 21 on."""
    nn.manual_seed(0)
    model = nn.Sequential(nn.Linear(4, 32), nn.Tanh(), nn.Linear(32, 3)).double()
    spoil(nn, spoil(nn, model, "0.bias", 0, 0), "0.weight", 0, -1)
    result = gradcheck(model, nn.CrossEntropyLoss(), X, LABELS)
    assert not result
    assert "1.0e+00" in repr(result)
    assert "WRONG in 4" in repr(result)
    assert "WRONG in 1" in repr(result)


def test_words_that_do_not_occur_are_no_agreement(nn):
    """Two words of sixty have a gradient; the zeros of the others outvoted them."""
    nn.manual_seed(0)
    model = nn.Sequential(nn.Embedding(60, 4), nn.Flatten(), nn.Linear(4, 3)).double()
    x, y = np.array([[7], [2]]), NUMBERS[:2]
    result = gradcheck(model, nn.MSELoss(), x, y)
    assert result
    assert np.isnan(result.errors["0.weight"]).sum() == 58 * 4
    assert "8 of 240" in repr(result)
    assert not gradcheck(spoil(nn, model, "0.weight", slice(None), -3), nn.MSELoss(), x, y)


def test_a_corner_of_a_convolution_is_wrong():
    nn = nnlearn.numpy

    class Corner(nn.Conv2d):
        def backward(self, grad):
            dx = super().backward(grad)
            dx[:, :, 0, 0] = 0
            return dx

    x, y = np.random.default_rng(0).normal(size=(2, 1, 6, 6)), np.ones((2, 1, 6, 6))
    assert gradcheck(nn.Conv2d(1, 1, 3, padding=1).double(), nn.MSELoss(), x, y)
    result = gradcheck(Corner(1, 1, 3, padding=1).double(), nn.MSELoss(), x, y)
    assert np.argwhere(result.errors["x"] > 1e-6).tolist() == [[0, 0, 0, 0], [1, 0, 0, 0]]


# Kinks are distinguished from mistakes, counted, and shown.


@pytest.mark.parametrize("distance", [0, 3e-6, -3e-6, 9e-6])
@pytest.mark.parametrize("factor", [1, -1])
def test_a_kink_is_told_from_a_mistake(nn, distance, factor):
    """Unit 0 of example 0 is at the kink of the ReLU or less than a step away: its bias cannot be measured there."""
    model = network(nn, nn.ReLU())
    start = nn.predict(model[0], X)[0, 0]
    state = {name: nn.to_numpy(p).copy() for name, p in model.named_parameters()}
    state["0.bias"][0] += distance - start
    with_kink = {name: nn.tensor(values, dtype="float64") for name, values in state.items()}
    model.load_state_dict(with_kink)
    spoil(nn, model, "0.bias", 3, factor)
    result = gradcheck(model, nn.MSELoss(), X, NUMBERS)
    assert bool(result) == (factor == 1), result
    assert np.argwhere(result.kinks["0.bias"]).tolist() == [[0]]
    assert np.isnan(result.errors["0.bias"][0])
    assert (result.errors["0.bias"][3] > 1) == (factor == -1)
    assert not result.kinks["2.weight"].any()
    assert "Not checked: kinks" in repr(result)


def test_kinks_of_the_largest_and_of_an_absolute_value(nn):
    pool = nn.Sequential(nn.MaxPool2d(2))
    x = nn.tensor(np.array([[[[1.0, 1.0], [0.0, -1.0]]]]), dtype="float64")
    result = gradcheck(pool, nn.MSELoss(), x, nn.tensor(np.zeros((1, 1, 1, 1)), dtype="float64"))
    assert result.kinks["x"].tolist() == [[[[True, True], [False, False]]]]
    assert not result  # nothing is left to compare
    assert repr(result).startswith("gradient check: nothing was checked")
    for distance, kinks in ((0, 0), (3e-6, 16)):  # at |0| itself the gradient is 0, and so is the mean of -1 and 1
        x, y = (nn.tensor(values, dtype="float64") for values in (X + distance, X + np.eye(5, 4)))
        result = gradcheck(nn.Sequential(nn.Identity()), nn.L1Loss(), x, y)
        assert result
        assert result.kinks["x"].sum() == kinks
        assert "4 of 20" in repr(result)


def test_dead_units_are_shown_as_unchecked(nn):
    model = network(nn, nn.ReLU())
    dead = {name: nn.to_numpy(p).copy() for name, p in model.named_parameters()}
    dead["0.bias"][:] = -100
    model.load_state_dict({name: nn.tensor(values, dtype="float64") for name, values in dead.items()})
    result = gradcheck(model, nn.MSELoss(), X, NUMBERS)
    assert result  # the last bias has a gradient, and it is right
    rows = repr(result).splitlines()
    assert [row.split()[0] for row in rows if "nothing was checked" in row] == ["x", "0.weight", "0.bias", "2.weight"]
    assert "0 of 24" in repr(result)
    x, y = (nn.tensor(values, dtype="float64") for values in (-np.abs(X), X))
    assert not gradcheck(nn.Sequential(nn.ReLU()), nn.MSELoss(), x, y)  # nothing at all has a gradient


def test_curvature_is_not_a_kink_and_no_excuse(nn):
    """A tanh this steep bends within a step: plain central differences are off by more than the tolerance."""
    model = nn.Sequential(nn.Linear(1, 1), nn.Tanh()).double()
    steep = {"0.weight": np.array([[400.0]]), "0.bias": np.array([0.1])}
    model.load_state_dict({name: nn.tensor(values, dtype="float64") for name, values in steep.items()})
    x = np.array([[0.001], [-0.002]])
    plain = numerical_gradient(lambda x: float(np.mean(np.tanh(400 * x + 0.1) ** 2)), x.copy())
    exact = 400 * np.tanh(400 * x + 0.1) * (1 - np.tanh(400 * x + 0.1) ** 2)
    assert relative_error(plain, exact).max() > 1e-6
    result = gradcheck(model, nn.MSELoss(), x, np.zeros((2, 1)))
    assert result, result
    assert not any(kinks.any() for kinks in result.kinks.values())
    result = gradcheck(spoil(nn, model, "0.weight", (0, 0), -1), nn.MSELoss(), x, np.zeros((2, 1)))
    assert not result
    assert not result.kinks["0.weight"].any()


@pytest.mark.parametrize("seed", range(20))
def test_a_right_network_of_many_units_passes(seed):
    """With enough seeds some differences step over a kink, whatever the size of the numbers."""
    nn = nnlearn.numpy
    rng = np.random.default_rng(seed)
    nn.manual_seed(seed)
    model = nn.Sequential(nn.Linear(6, 32), nn.ReLU(), nn.Linear(32, 16), nn.Tanh(), nn.Linear(16, 3)).double()
    x = rng.normal(size=(8, 6)) * 10 ** rng.uniform(-1, 1.3)
    result = gradcheck(model, nn.CrossEntropyLoss(), x, rng.integers(0, 3, 8))
    assert result, result


def test_a_random_loss_is_refused(nn):
    model = network(nn, nn.Dropout(0.5)).train()
    with pytest.raises(ValueError, match=r"gradcheck expected a loss that two passes agree on, got .*model\.eval"):
        gradcheck(model, nn.MSELoss(), X, NUMBERS)
    assert gradcheck(model.eval(), nn.MSELoss(), X, NUMBERS)


def test_a_parameter_without_a_gradient_is_compared_with_zero():
    """In PyTorch a parameter that autograd does not reach has the gradient None; here the loss depends on one."""

    class Cut(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.used, self.cut = torch.nn.Linear(4, 3), torch.nn.Linear(4, 3)

        def forward(self, x):
            return self.used(x) + self.cut(x).detach()

    result = gradcheck(Cut().double(), nnlearn.torch.MSELoss(), X, NUMBERS)
    assert not result
    assert (result.errors["cut.weight"] == 1).all()


def test_the_table_of_the_outcome():
    nothing, none = np.full(3, np.nan), np.zeros(0)
    assert GradientCheck({"weight": np.array([1e-7, np.nan])}, 1e-6)
    assert not GradientCheck({"weight": np.zeros(3), "bias": np.ones(3)}, 1e-6)
    assert not GradientCheck({"weight": np.r_[np.zeros(511), 1.0]}, 1e-6)
    assert not GradientCheck({"weight": nothing}, 1e-6)
    assert not GradientCheck({}, 1e-6)
    assert not GradientCheck({"weight": none}, 1e-6)
    shown = repr(GradientCheck({"a.long.name": np.zeros(2), "b": nothing}, 1e-6, {"b": np.ones(3, bool)})).splitlines()
    assert shown[0] == "gradient check: passed"
    assert shown[2].split() == ["a.long.name", "2", "of", "2", "<=", "1e-06", "0"]
    assert shown[3].split() == ["b", "0", "of", "3", "-", "3", "nothing", "was", "checked"]
    assert len({line.index(" of ") for line in shown[2:4]}) == 1
