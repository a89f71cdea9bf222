"""Groups of parameters, frozen ones, shared ones, and those without a gradient, as PyTorch treats them."""

import copy
import multiprocessing
import pickle
import sys

import jupyterlab_driver as lab
import numpy as np
import pytest
import torch

import nnlearn.numpy
import nnlearn.torch
from nnlearn.gradcheck import gradcheck

nn = nnlearn.numpy
SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
MAKES = {
    "SGD": {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.1},
    "Adam": {"lr": 0.1, "weight_decay": 0.1},
    "AdamW": {"lr": 0.1, "weight_decay": 0.5},
    "RMSprop": {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.1},
    "Adagrad": {"lr": 0.1, "weight_decay": 0.1},
}
X = np.random.default_rng(0).normal(size=(6, 3))
Y = np.random.default_rng(1).normal(size=(6, 2))


def network(nn, hidden=4):
    return nn.Sequential(nn.Linear(3, hidden), nn.Tanh(), nn.Linear(hidden, 2))


def pair():
    """Return equal networks of both sides in float64."""
    torch.manual_seed(0)
    theirs = network(nnlearn.torch).double()
    ours = network(nn).double()
    ours.load_state_dict(theirs.state_dict())
    return {"numpy": ours, "torch": theirs}


def steps(side, model, *optimizers, count=5):
    nn = SIDES[side]
    for _ in range(count):
        for optimizer in optimizers:
            optimizer.zero_grad()
        nn.backprop(model, nn.MSELoss(), X, Y)
        for optimizer in optimizers:
            optimizer.step()


def values(side, model):
    return [SIDES[side].to_numpy(p).copy() for p in model.parameters()]


def same_on_both(run):
    """Run a small program on both sides, and assert that both models end up with equal parameters."""
    models = pair()
    for side, model in models.items():
        models[side] = run(side, SIDES[side], model) or model
    for mine, p in zip(values("numpy", models["numpy"]), values("torch", models["torch"]), strict=True):
        np.testing.assert_allclose(mine, p, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", MAKES)
def test_another_rate_for_a_layer_and_no_decay_of_biases(name):
    def run(side, nn, model):
        weights = [p for p in model.parameters() if p.ndim > 1]
        biases = [p for p in model.parameters() if p.ndim == 1]
        groups = [{"params": weights, "lr": 0.01}, {"params": biases, "weight_decay": 0}]
        optimizer = getattr(nn, name)(groups, **MAKES[name])
        assert [group["lr"] for group in optimizer.param_groups] == [0.01, 0.1]
        schedule = nn.ExponentialLR(optimizer, 0.5)
        assert schedule.get_last_lr() == [0.01, 0.1]
        steps(side, model, optimizer, count=3)
        schedule.step()
        assert [group["lr"] for group in optimizer.param_groups] == [0.005, 0.05]
        steps(side, model, optimizer, count=3)

    same_on_both(run)


@pytest.mark.parametrize("name", MAKES)
def test_a_frozen_base_and_a_new_head(name):
    def run(side, nn, model):
        whole = getattr(nn, name)(model.parameters(), **MAKES[name])
        steps(side, model, whole)
        head = nn.Linear(4, 2).double()
        start = {"weight": np.linspace(-1, 1, 8).reshape(2, 4), "bias": np.zeros(2)}
        head.load_state_dict({key: nn.tensor(value, dtype="float64") for key, value in start.items()})
        model[2] = head
        whole.zero_grad()
        model[0].requires_grad_(False)
        before = values(side, model)
        new = getattr(nn, name)(model.parameters(), **MAKES[name])
        steps(side, model, new)
        assert all((p == old).all() for p, old in zip(values(side, model)[:2], before[:2], strict=True))
        assert not (values(side, model)[2] == before[2]).any()
        assert [p.requires_grad for p in model.parameters()] == [False, False, True, True]
        model.requires_grad_(True)
        steps(side, model, new)  # the base has no state yet, the head has five steps
        model[0].weight.requires_grad = False
        assert not (values(side, model)[0] == before[0]).any()

    same_on_both(run)


@pytest.mark.parametrize("name", MAKES)
def test_the_head_first_and_all_later_and_both_at_once(name):
    def run(side, nn, model):
        head = getattr(nn, name)(model[2].parameters(), **MAKES[name])
        steps(side, model, head)
        whole = getattr(nn, name)(model.parameters(), **MAKES[name])
        steps(side, model, whole)
        first_and_last = getattr(nn, name)([model[0].weight, model[2].bias], **MAKES[name])
        steps(side, model, first_and_last)
        steps(side, model, head, whole, first_and_last)

    same_on_both(run)


@pytest.mark.parametrize("name", MAKES)
def test_one_each_for_two_networks_then_one_for_both(name):
    def run(side, nn, model):
        a, b = model[:2], model[2:]
        both = getattr(nn, name)(a.parameters(), **MAKES[name]), getattr(nn, name)(b.parameters(), **MAKES[name])
        steps(side, model, *both)
        one = getattr(nn, name)([*b.parameters(), *a.parameters()], **MAKES[name])
        steps(side, model, one)
        steps(side, model, *both)
        one.add_param_group({"params": nn.Parameter(nn.tensor(np.ones(2)))})
        steps(side, model, one)

    same_on_both(run)


@pytest.mark.parametrize("name", MAKES)
@pytest.mark.parametrize("to_none", [True, False])
def test_what_got_no_gradient_does_not_move(name, to_none):
    """After zero_grad PyTorch's gradient is None, and step leaves the parameter alone, decay and momentum included."""

    def run(side, nn, model):
        optimizer = getattr(nn, name)(model.parameters(), **MAKES[name])
        before = values(side, model)
        optimizer.step()  # before any backward
        assert all((p == old).all() for p, old in zip(values(side, model), before, strict=True))
        steps(side, model, optimizer)
        before = values(side, model)
        optimizer.zero_grad(to_none)
        optimizer.step()
        moved = [(p != old).any() for p, old in zip(values(side, model), before, strict=True)]
        assert moved == [not to_none] * 4
        optimizer.zero_grad()
        part = nn.Sequential(*model[2:])
        nn.backprop(part, nn.MSELoss(), np.tanh(X @ np.ones((3, 4))), Y)
        optimizer.step()  # the last layer alone
        steps(side, model, optimizer)
        model.zero_grad()
        before = values(side, model)
        optimizer.step()
        assert all((p == old).all() for p, old in zip(values(side, model), before, strict=True))

    same_on_both(run)


@pytest.mark.parametrize("side", SIDES)
def test_a_gradient_of_zero_is_a_gradient(side):
    nn = SIDES[side]
    weight = nn.Parameter(nn.tensor(np.ones(2), dtype="float64"))
    optimizer = nn.SGD([weight], lr=0.1, weight_decay=0.5)
    optimizer.zero_grad()
    weight.grad = nn.tensor(np.zeros(2), dtype="float64")
    optimizer.step()
    np.testing.assert_allclose(nn.to_numpy(weight), 0.95)
    optimizer.zero_grad()
    optimizer.step()
    np.testing.assert_allclose(nn.to_numpy(weight), 0.95)


def test_a_gradient_written_into_the_array_counts():
    weight = nn.Parameter(np.ones(2))
    optimizer = nn.SGD([weight, nn.Parameter(np.ones(1))], lr=0.1)
    weight.grad[0] = 1.0
    optimizer.step()
    assert weight.data.tolist() == [0.9, 1.0]


@pytest.mark.parametrize("side", SIDES)
def test_a_shared_parameter_is_one_parameter(side):
    """Tied weights: parameters() yields them once, both uses add to the gradient, state_dict names both."""
    nn = SIDES[side]

    class Tied(nn.Module):
        def __init__(self):
            super().__init__()
            self.one = nn.Linear(2, 2)
            self.two = nn.Linear(2, 2)
            self.two.weight = self.one.weight

        def forward(self, x):
            return self.two(self.one(x))

        def backward(self, grad):
            return self.one.backward(self.two.backward(grad))

    model = Tied()
    assert [name for name, _ in model.named_parameters()] == ["one.weight", "one.bias", "two.bias"]
    assert list(model.state_dict()) == ["one.weight", "one.bias", "two.weight", "two.bias"]
    for name, p in model.named_parameters():
        p.data[...] = nn.tensor(np.full(tuple(p.shape), 0.5 if "one" in name else 0.25))
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    x = np.array([[1.0, 2.0], [0.5, -1.0]], np.float32)
    nn.backprop(model, nn.MSELoss(), x, np.zeros((2, 2), np.float32))
    optimizer.step()
    assert model.two.weight is model.one.weight
    np.testing.assert_allclose(nn.to_numpy(model.one.weight), [[0.14375, 0.06875]] * 2, rtol=1e-5)


@pytest.mark.parametrize("side", SIDES)
def test_clipping_leaves_frozen_parameters_out(side):
    nn = SIDES[side]
    model = pair()[side]
    model[0].requires_grad_(False)
    nn.backprop(model, nn.MSELoss(), X, Y)
    length = np.sqrt(sum((nn.to_numpy(p.grad) ** 2).sum() for p in model[2].parameters()))
    assert float(nn.clip_grad_norm_(model.parameters(), 1e-3)) == pytest.approx(length)


def test_a_frozen_parameter_has_a_gradient_of_zero_and_takes_none():
    layer = nn.Linear(3, 2)
    layer.weight.requires_grad_(False)
    x = np.ones((4, 3), np.float32)
    layer(x)
    layer.backward(np.ones((4, 2), np.float32))
    assert (layer.weight.grad == 0).all()
    assert layer.weight.grad.shape == (2, 3)
    assert (layer.bias.grad == 4).all()
    with pytest.raises(ValueError, match=r"Parameter\.grad expected a parameter that learns, got one with"):
        layer.weight.grad = np.ones((2, 3))
    layer.weight.grad = None
    assert repr(layer.weight).endswith("requires_grad=False")
    layer.weight.requires_grad = True
    layer(x)
    layer.backward(np.ones((4, 2), np.float32))
    assert (layer.weight.grad == 4).all()


def test_freezing_drops_the_gradient_and_what_is_written_into_it():
    layer = nn.Linear(3, 2)
    optimizer = nn.SGD(layer.parameters(), lr=1.0)
    whole = nn.SGD([nn.Parameter(np.ones(1)), nn.Parameter(np.ones(1))]).param_groups[0]["params"]
    for p in (*layer.parameters(), *whole):
        p.grad = np.ones(p.shape)
    layer.weight.requires_grad_(False)
    whole[0].requires_grad_(False)
    assert nn.clip_grad_norm_(layer.parameters(), 10.0) == pytest.approx(np.sqrt(2))
    assert nn.clip_grad_norm_(whole, 10.0) == 1
    before = layer.weight.data.copy()
    grad = layer.weight.grad
    np.add.at(grad, (0, 1), 5.0)
    np.add(grad, 1.0, out=grad)
    grad[0] += 1.0
    assert (np.asarray(grad) == 0).all()
    assert (grad + 1.0 == 1).all()
    optimizer.step()
    np.testing.assert_array_equal(layer.weight.data, before)
    layer.weight.requires_grad_(True)
    assert (layer.weight.grad == 0).all()
    optimizer.step()
    np.testing.assert_array_equal(layer.weight.data, before)


@pytest.mark.parametrize("side", SIDES)
def test_gradcheck_leaves_frozen_parameters_out(side):
    nn, model = SIDES[side], pair()[side]
    model[0].requires_grad_(False)
    found = gradcheck(model, nn.MSELoss(), X, Y)
    assert found
    assert sorted(found.errors) == ["2.bias", "2.weight", "x"]


FROZEN = {
    "Embedding": (lambda: nn.Embedding(5, 3), np.array([[0, 1], [1, 2]])),
    "Conv2d": (lambda: nn.Conv2d(1, 2, 3), np.ones((2, 1, 5, 5), np.float32)),
    "ConvTranspose2d": (lambda: nn.ConvTranspose2d(1, 2, 3), np.ones((2, 1, 5, 5), np.float32)),
    "BatchNorm1d": (lambda: nn.BatchNorm1d(3), np.arange(12, dtype=np.float32).reshape(4, 3)),
    "LayerNorm": (lambda: nn.LayerNorm(3), np.arange(12, dtype=np.float32).reshape(4, 3)),
    "RNN": (lambda: nn.RNN(3, 2), np.ones((4, 2, 3), np.float32)),
    "LSTM": (lambda: nn.LSTM(3, 2), np.ones((4, 2, 3), np.float32)),
    "GRU": (lambda: nn.GRU(3, 2), np.ones((4, 2, 3), np.float32)),
    "GRUCell": (lambda: nn.GRUCell(3, 2), np.ones((2, 3), np.float32)),
}


@pytest.mark.parametrize("name", FROZEN)
def test_every_layer_with_parameters_can_be_frozen(name):
    make, x = FROZEN[name]
    layer = make()
    before = layer.state_dict()
    optimizer = nn.SGD([*layer.requires_grad_(False).parameters(), nn.Parameter(np.ones(1, np.float32))], lr=1.0)
    y = layer(x)
    y = y[0] if isinstance(y, tuple) else y
    layer.backward(np.random.default_rng(0).normal(size=y.shape).astype(np.float32))
    assert not any(p.grad.any() for p in layer.parameters())
    optimizer.step()
    for key, p in layer.named_parameters():
        np.testing.assert_array_equal(p.data, before[key])


def copies():
    return pytest.mark.parametrize("copied", [copy.deepcopy, lambda made: pickle.loads(pickle.dumps(made))])


@copies()
def test_the_optimizer_of_a_copy_moves_the_copy(copied):
    model = pair()["numpy"]
    model[0].bias.requires_grad = False
    optimizer = nn.Adam([{"params": model[2].parameters(), "lr": 0.1}, {"params": model[0].parameters()}], lr=0.01)
    schedule = nn.StepLR(optimizer, 1, 0.5)
    steps("numpy", model, optimizer)
    schedule.step()
    twin, its, its_schedule = copied((model, optimizer, schedule))
    before = values("numpy", model)
    steps("numpy", twin, its)
    its_schedule.step()
    assert all((p == old).all() for p, old in zip(values("numpy", model), before, strict=True))
    steps("numpy", model, optimizer)
    schedule.step()
    for mine, other in zip(values("numpy", model), values("numpy", twin), strict=True):
        np.testing.assert_array_equal(mine, other)
    assert [p.requires_grad for p in twin.parameters()] == [True, False, True, True]
    for each in (its, optimizer):
        assert [group["lr"] for group in each.param_groups] == [0.025, 0.0025]
    assert its_schedule.optimizer is its


def in_a_fork(queue, model, optimizer):
    steps("numpy", model, optimizer)
    queue.put(values("numpy", model))


@pytest.mark.skipif(not hasattr(multiprocessing, "get_context") or sys.platform == "win32", reason="there is no fork")
def test_a_fork_in_the_middle_goes_on_as_its_parent():
    model = pair()["numpy"]
    optimizer = nn.Adam(model.parameters(), lr=0.1)
    steps("numpy", model, optimizer)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=in_a_fork, args=(queue, model, optimizer))
    child.start()
    there = queue.get(timeout=lab.patience(60))
    child.join()
    steps("numpy", model, optimizer)
    for mine, other in zip(values("numpy", model), there, strict=True):
        np.testing.assert_array_equal(mine, other)


@pytest.mark.parametrize("name", MAKES)
def test_the_usual_case_is_one_update_for_the_whole_network(name):
    model = nn.MLP([3, *[4] * 20, 2])
    optimizer = getattr(nn, name)(model.parameters(), **MAKES[name])
    calls, update = [], type(optimizer).update
    optimizer.update = lambda *settings: (calls.append(1), update(optimizer, *settings))
    x, y = X.astype(np.float32), Y.astype(np.float32)
    for _ in range(3):
        optimizer.zero_grad()
        nn.backprop(model, nn.MSELoss(), x, y)
        optimizer.step()
    assert len(calls) == 3
    nn.SGD([*model.parameters()][::2], lr=0.1)  # half of them move elsewhere
    steps_before = len(calls)
    optimizer.zero_grad()
    nn.backprop(model, nn.MSELoss(), x, y)
    optimizer.step()
    assert len(calls) > steps_before + 1


def test_groups_are_checked():
    a, b = nn.Parameter(np.ones(2)), nn.Parameter(np.ones(1))
    optimizer = nn.SGD([{"params": [a], "name": "first"}], lr=0.1)
    assert optimizer.param_groups[0]["name"] == "first"
    for group, error, words in (
        ([b], TypeError, "each group of parameters to be a dict"),
        ({"lr": 0.1}, TypeError, "each group of parameters to be a dict"),
        ({"params": {b}}, TypeError, "params of a group to be a list of parameters, got a set"),
        ({"params": [np.ones(2)]}, TypeError, "parameters made by nnlearn.numpy, got float64 array"),
        ({"params": [a]}, ValueError, "each parameter once, got one of them twice"),
        ({"params": [b, b]}, ValueError, "each parameter once, got one of them twice"),
        ({"params": [b], "lr": -1}, ValueError, "lr >= 0, got -1"),
        ({"params": [b], "nesterov": True}, ValueError, "momentum > 0 and dampening 0 with nesterov"),
    ):
        with pytest.raises(error, match=f"SGD expected {words}"):
            optimizer.add_param_group(group)
        assert len(optimizer.param_groups) == 1
    optimizer.add_param_group({"params": b})
    assert optimizer.param_groups[1]["lr"] == 0.1
    with pytest.raises(ValueError, match="expected params with at least one parameter, got none"):
        nn.SGD([{"params": []}])
    assert len(nn.SGD([{"params": []}, {"params": [a]}]).param_groups) == 2


def test_a_setting_changed_by_hand_is_checked_and_stays_a_python_number():
    weight = nn.Parameter(np.ones(2, np.float32))
    optimizer = nn.Adam([weight], lr=np.float64(0.1), betas=[np.float64(0.9), np.float32(0.5)])
    group = optimizer.param_groups[0]
    assert (type(group["lr"]), *map(type, group["betas"])) == (float, float, float)
    group["lr"] = np.logspace(-2, -1, 2)[0]
    assert type(group["lr"]) is float
    for name, bad in (("lr", -1), ("lr", float("nan")), ("lr", "fast"), ("betas", (0.9, 1.0)), ("amsgrad", 1)):
        with pytest.raises((TypeError, ValueError), match=f"Adam expected {name}"):
            group[name] = bad
        with pytest.raises((TypeError, ValueError), match=f"Adam expected {name}"):
            group.update({name: bad})
    weight.grad = [1.0, 1.0]
    seen = []
    optimizer.update = lambda theta, grad, block, lr, *more: seen.append((lr * grad).dtype)
    optimizer.step()
    assert seen == [np.float32]


@pytest.mark.parametrize("name", MAKES)
@pytest.mark.parametrize("argument", ["foreach", "fused", "capturable", "differentiable"])
def test_pytorchs_ways_to_compute_the_same_are_refused_by_name(name, argument):
    make, weight = getattr(nn, name), nn.Parameter(np.ones(1))
    with pytest.raises(TypeError, match=rf"{name} expected {argument} to be left out, got True"):
        make([weight], **{argument: True})
    make([weight], **{argument: False})
    with pytest.raises(TypeError, match=rf"{name} expected settings among lr, .*, got 'momentun'"):
        make([weight], momentun=0.9)


def test_a_closure_computes_the_loss():
    weight = nn.Parameter(np.ones(1))
    optimizer = nn.SGD([weight], lr=0.1)

    def closure():
        weight.grad = [2.0]
        return 3.5

    assert optimizer.step(closure) == 3.5
    assert weight.data == pytest.approx(0.8)


def test_an_assigned_array_does_not_take_a_parameter_away():
    layer = nn.Linear(2, 1)
    with pytest.raises(TypeError, match=r"Linear\(2, 1\) expected weight to be a Parameter or None, got .*\.data ="):
        layer.weight = np.ones((1, 2), np.float32)
    assert sorted(layer.state_dict()) == ["bias", "weight"]
    layer.weight = nn.Parameter(np.ones((1, 2), np.float32))
    layer.bias = None
    assert sorted(layer.state_dict()) == ["weight"]
    model = nn.Module()
    model.part = nn.Tanh()
    with pytest.raises(TypeError, match="expected part to be a Module or None, got 3"):
        model.part = 3
    norm = nn.BatchNorm1d(2)
    with pytest.raises(TypeError, match="expected buffer running_mean to be an array or None, got a list"):
        norm.running_mean = [0.0, 0.0]
    norm.running_mean = np.zeros(2, np.float32)


def test_sequential_is_changed_like_a_list():
    for nn in SIDES.values():
        model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))
        model[-1] = nn.Linear(4, 5)
        assert model.insert(1, nn.Linear(4, 4)) is model
        assert model.extend([nn.Tanh(), nn.Linear(5, 1)]) is model
        del model[2]
        del model[:1]
        assert type(model.pop(-2)).__name__ == "Tanh"
        assert [type(layer).__name__ for layer in model] == ["Linear", "Linear", "Linear"]
        assert [name for name, _ in model.named_parameters()][-1] == "2.bias"
        assert len(model + nn.Sequential(nn.Tanh())) == 4
        with pytest.raises(IndexError):
            model[3] = nn.Tanh()
        with pytest.raises(TypeError):
            model[0] = "text"
        assert len(model) == 3


def test_an_instance_stands_in_one_place_however_it_came_there():
    tanh = nn.Tanh()
    model = nn.Sequential(nn.Linear(3, 3), tanh)
    for change in (
        lambda: model.append(tanh),
        lambda: model.insert(0, tanh),
        lambda: model.extend([nn.Tanh(), tanh]),
        lambda: model.__setitem__(0, tanh),
        lambda: model.__setitem__(slice(0, 1), [tanh]),
        lambda: model.__setitem__(0, nn.Sequential(tanh)),
    ):
        with pytest.raises(ValueError, match="stands in the model twice"):
            change()
        assert len(model) == 2
    model[1] = tanh
    model[0:1] = [nn.Linear(3, 4), nn.Linear(4, 3)]
    assert len(model) == 3


def test_a_layer_set_as_an_attribute_of_a_sequential_is_found():
    for nn in SIDES.values():

        class Net(nn.Sequential):
            def __init__(self):
                super().__init__(nn.Linear(2, 2))  # noqa: B023
                self.head = nn.Linear(2, 1)  # noqa: B023

        assert list(Net().state_dict()) == ["0.weight", "0.bias", "head.weight", "head.bias"]
        assert not Net().eval().head.training
