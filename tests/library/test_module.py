"""A module stores one forward pass for one backward pass, and raises where that is impossible."""

import copy
import pickle

import numpy as np
import pytest

import nnlearn.numpy as nn

X = np.random.default_rng(0).normal(size=(6, 3)).astype(np.float32)
Y = np.random.default_rng(1).normal(size=(6, 2)).astype(np.float32)
LAYERS = [
    nn.Linear(3, 2),
    nn.Flatten(),
    nn.Identity(),
    nn.Dropout(0.5),
    nn.Heaviside(),
    nn.Sigmoid(),
    nn.Tanh(),
    nn.ReLU(),
    nn.LeakyReLU(),
    nn.Softmax(1),
    nn.LogSoftmax(1),
    nn.Sequential(nn.Linear(3, 4), nn.Tanh()),
]
LOSSES = [nn.MSELoss(), nn.L1Loss(), nn.ArctanLoss(), nn.BCEWithLogitsLoss(), nn.BCELoss()]


def each(things):
    return pytest.mark.parametrize("thing", things, ids=lambda thing: type(thing).__name__)


def network():
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Dropout(0.5), nn.Linear(4, 2))


@each(LAYERS)
def test_backward_before_forward_and_twice_raises(thing):
    with pytest.raises(ValueError, match="has no forward pass to go back through"):
        thing.backward(Y)
    y = thing(X)
    thing.backward(np.ones_like(y))
    with pytest.raises(ValueError, match="has no forward pass to go back through"):
        thing.backward(np.ones_like(y))


@each(LAYERS)
def test_a_gradient_of_another_shape_raises(thing):
    y = thing(X)
    for wrong in (np.ones(len(y)), np.ones((len(y), 1)), np.ones((1, *y.shape)), np.float64(1)):
        with pytest.raises(ValueError, match="expected grad of its output's shape"):
            thing.backward(wrong)
    with pytest.raises(TypeError, match="expected grad to be an ndarray"):
        thing.backward(y.tolist())
    thing.backward(np.ones_like(y))


@each(LOSSES)
def test_backward_of_a_loss_before_forward_and_twice_raises(thing):
    with pytest.raises(ValueError, match="has no forward pass"):
        thing.backward()
    p = np.full((2, 1), 0.5)
    thing(p, p)
    with pytest.raises(ValueError, match="expected grad of its output's shape"):
        thing.backward(np.ones(2))
    with pytest.raises(TypeError, match="expected grad to be an array"):
        thing.backward("text")
    thing.backward()
    with pytest.raises(ValueError, match="has no forward pass"):
        thing.backward()


def test_a_loss_per_element_needs_a_gradient_per_element():
    criterion = nn.MSELoss(reduction="none")
    criterion(np.ones((2, 1)), np.zeros((2, 1)))
    with pytest.raises(ValueError, match="expected grad, one number per loss"):
        criterion.backward()
    assert criterion.backward(np.array([[1.0], [2.0]])).tolist() == [[2.0], [4.0]]


def test_one_instance_in_two_places_raises():
    tanh = nn.Tanh()
    with pytest.raises(ValueError, match="stands in the model twice"):
        nn.Sequential(nn.Linear(3, 3), tanh, nn.Linear(3, 3), tanh)
    with pytest.raises(ValueError, match="stands in the model twice"):
        nn.Sequential(tanh, nn.Sequential(tanh))
    model = nn.Sequential(tanh)
    with pytest.raises(ValueError, match="stands in the model twice"):
        model.append(tanh)
    assert len(model) == 1

    class Net(nn.Module):
        def __init__(self):
            self.first = self.second = nn.Linear(2, 2)

    with pytest.raises(ValueError, match="stands in the model twice"):
        nn.SGD(Net().parameters(), lr=0.1)


def gradients(model, look=lambda model: None):
    """Return all gradients of a step that calls the model between forward and backward."""
    nn.manual_seed(0)
    model.zero_grad()
    criterion = nn.MSELoss()
    criterion(model(X), Y)
    look(model)
    x_grad = model.backward(criterion.backward())
    return [x_grad, *(p.grad.copy() for p in model.parameters())]


def in_eval_mode(model):
    model.eval()
    model(X[:2])
    model.train()


def without_grad(model):
    with nn.no_grad():
        model(X[:2])


@pytest.mark.parametrize("look", [lambda model: nn.predict(model, X[:2]), in_eval_mode, without_grad])
def test_a_look_at_the_model_changes_no_gradient(look):
    model = network()
    expected = gradients(model)
    found = gradients(model, look)
    assert model.training
    assert all(part.training for part in model.modules())
    for a, b in zip(found, expected, strict=True):
        assert (a == b).all()


def test_predict_gives_every_part_its_mode_back():
    model = network()
    model[2].eval()
    nn.predict(model, X)
    assert [part.training for part in model.modules()] == [True, True, True, False, True]


def test_forward_and_backward_for_real_then_for_fake():
    """In a GAN's step, two passes one after the other add up their gradients."""
    model, criterion = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1)), nn.BCEWithLogitsLoss()
    real, fake = X[:4], X[2:]
    apart = []
    for x, label in ((real, 1.0), (fake, 0.0)):
        model.zero_grad()
        nn.backprop(model, criterion, x, np.full((4, 1), label, np.float32))
        apart.append([p.grad.copy() for p in model.parameters()])
    model.zero_grad()
    for x, label in ((real, 1.0), (fake, 0.0)):
        criterion(model(x), np.full((4, 1), label, np.float32))
        model.backward(criterion.backward())
    for p, a, b in zip(model.parameters(), *apart, strict=True):
        np.testing.assert_allclose(p.grad, a + b, rtol=1e-6)


def test_a_backward_of_ones_own_is_used_by_backprop():
    """A first layer goes backward without dL/dx; that shortcut must not skip what a learner writes."""

    class Scaled(nn.Linear):
        def backward(self, grad):
            return super().backward(3 * grad)

    class Watched(nn.Sequential):
        def backward(self, grad):
            seen.append(grad.shape)
            return super().backward(grad)

    seen, plain = [], nn.Linear(3, 2)
    nn.backprop(plain, nn.MSELoss(), X, Y)
    for make in (lambda layer: layer, nn.Sequential, Watched, lambda layer: nn.Sequential(nn.Sequential(layer))):
        layer = Scaled(3, 2)
        layer.load_state_dict(plain.state_dict())
        nn.backprop(make(layer), nn.MSELoss(), X, Y)
        np.testing.assert_allclose(layer.weight.grad, 3 * plain.weight.grad, rtol=1e-5)
        np.testing.assert_allclose(layer.bias.grad, 3 * plain.bias.grad, rtol=1e-5)
    assert seen == [(6, 2)]


def test_a_second_forward_replaces_the_first():
    layer = nn.Linear(3, 2)
    layer(X)
    layer(X[:2])
    with pytest.raises(ValueError, match=r"shape \(2, 2\), got \(6, 2\)"):
        layer.backward(Y)


def test_arguments_that_a_layer_does_not_take_are_refused():
    for make in (nn.Sigmoid, nn.Tanh, nn.ReLU, nn.Heaviside, nn.Identity, nn.SiLU):
        with pytest.raises(TypeError):
            make(3)
    labels = ("ignore_index", "label_smoothing")
    for loss, others in (
        (nn.MSELoss, ("weight", *labels)),
        (nn.CrossEntropyLoss, ("pos_weight",)),
        (nn.BCELoss, ("pos_weight", *labels)),
        (nn.BCEWithLogitsLoss, labels),
        (nn.HuberLoss, ("weight", "beta", *labels)),
        (nn.SmoothL1Loss, ("weight", "delta", *labels)),
        (nn.KLDivLoss, ("weight", *labels)),
        (nn.MultiMarginLoss, ("pos_weight", *labels)),
    ):
        for unknown in ("size_average", "reduce", *others):
            with pytest.raises(TypeError, match=unknown):
                loss(**{unknown: None})


def test_a_module_without_forward_or_backward_says_so():
    class Empty(nn.Module):
        pass

    with pytest.raises(TypeError, match="Empty has no forward"):
        Empty()(X)
    with pytest.raises(TypeError, match="Empty has no backward"):
        Empty().backward(X)
    with pytest.raises(TypeError, match="Perceptron has no backward"):
        nn.Perceptron(3).backward(X)


def test_another_device_names_the_other_import():
    with pytest.raises(ValueError, match=r"change `import nnlearn\.numpy as nn` to `import nnlearn\.torch as nn`"):
        nn.Linear(1, 1).to("cuda")
    assert nn.Linear(1, 1).to("cpu").in_features == 1


def test_no_grad_keeps_nothing_and_can_be_nested():
    layer = nn.Tanh()
    with nn.no_grad():
        with nn.no_grad():
            layer(X)
        layer(X)
    assert not layer._kept
    with pytest.raises(KeyError), nn.no_grad():
        raise KeyError
    layer(X)
    assert layer._kept


def test_a_hook_sees_every_forward_until_it_is_removed():
    model, seen = network(), []
    handles = [part.register_forward_hook(lambda *args: seen.append(type(args[0]).__name__)) for part in model]
    model(X)
    assert seen == ["Linear", "Tanh", "Dropout", "Linear"]
    for handle in handles:
        handle.remove()
        handle.remove()
    model(X)
    assert len(seen) == 4


def test_a_linear_layer_works_on_every_row():
    layer = nn.Linear(3, 2)
    deep = layer(X.reshape(2, 3, 3))
    np.testing.assert_allclose(deep.reshape(6, 2), layer(X), rtol=1e-6)
    layer(X.reshape(2, 3, 3))
    layer.zero_grad()
    layer.backward(Y.reshape(2, 3, 2))
    by_rows = layer.weight.grad.copy()
    layer.zero_grad()
    layer(X)
    layer.backward(Y)
    np.testing.assert_allclose(by_rows, layer.weight.grad, rtol=1e-5)


def test_an_empty_batch_keeps_its_shape_in_bare_layers():
    assert nn.Flatten()(np.zeros((0, 2, 3), np.float32)).shape == (0, 6)
    assert nn.Linear(3, 2)(np.zeros((0, 3), np.float32)).shape == (0, 2)


def test_forward_changes_neither_input_nor_weights():
    model = network()
    x, before = X.copy(), model.state_dict()
    y = model(x)
    y[...] = 0
    model.backward(np.ones_like(y))
    assert (x == X).all()
    np.testing.assert_equal(model.state_dict(), before)


class Scale(nn.Module):
    """A learner's layer, whose `__init__` does not call that of Module."""

    def __init__(self, factor):
        self.factor = nn.Parameter(np.full(3, factor, np.float32))
        self.register_buffer("count", np.array(0))

    def forward(self, x):
        self.count += 1
        return self.keep(self.factor.data * x, x)

    def backward(self, grad):
        self.factor.grad += (grad * self.kept(grad)).sum(axis=0)
        return grad * self.factor.data


@pytest.mark.parametrize(
    "duplicate", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))], ids=["deepcopy", "pickle"]
)
def test_a_layer_of_your_own_is_copied_with_what_it_keeps(duplicate):
    model = nn.Sequential(Scale(2.0), nn.Linear(3, 2), nn.BatchNorm1d(2))
    model(X)
    twin = duplicate(model)
    np.testing.assert_equal(twin.state_dict(), model.state_dict())
    assert [name for name, _ in twin.named_buffers()] == [name for name, _ in model.named_buffers()]
    assert (twin.backward(Y) == model.backward(Y)).all()
    assert (twin[0].factor.grad == model[0].factor.grad).all()
    seen = []
    twin.register_forward_hook(lambda *call: seen.append(call))
    model(X)
    assert not seen
    assert not twin[0]._kept
    twin.eval()
    twin(3 * X)
    assert seen
    assert model.training
    assert model[0].count == 2
    model.backward(Y)
    with pytest.raises(ValueError, match="has no forward pass"):
        model.backward(Y)
