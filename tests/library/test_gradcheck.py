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
    "Flatten": (),
    "Dropout": (0.5,),
    "Heaviside": (),
}
LOSSES = {
    "MSELoss": NUMBERS,
    "L1Loss": NUMBERS,
    "ArctanLoss": NUMBERS,
    "BCEWithLogitsLoss": SHARES,
    "CrossEntropyLoss": LABELS,
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


# Mistakes that are really made, each in a layer that is right but for it.


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
    assert {name for name, errors in result.errors.items() if np.quantile(errors, 0.95) > 1e-6} == wrong
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
        ("target", {"y": None}),
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
    """Indices of an embedding cannot move: the parameters alone are checked, and a wrong one is seen."""
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


def test_relative_error():
    assert relative_error(np.array([1.0, 0.0, -2.0]), np.array([1.0, 0.0, 2.0])).tolist() == [0, 0, 2]
    assert relative_error(np.array(1e-12), np.array(-1e-12)) < 1e-3
    for a, b in ((X, NUMBERS), (X, None), ([1.0], X), (X, X * np.nan)):
        with pytest.raises((ValueError, TypeError), match=r"relative_error expected .*got"):
            relative_error(a, b)


def test_the_95th_percentile_decides():
    """A kink that a difference steps over must not fail a network that is right."""
    errors = np.zeros(100)
    errors[:4] = 1.0
    assert GradientCheck({"weight": errors}, 1e-6)
    errors[:7] = 1.0
    assert not GradientCheck({"weight": errors}, 1e-6)
    assert not GradientCheck({"weight": np.zeros(3), "bias": np.ones(3)}, 1e-6)
