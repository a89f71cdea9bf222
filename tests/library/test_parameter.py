"""One flat vector holds all parameters of an optimizer, and each stays a view of its part, whatever happens."""

import copy
import pickle

import numpy as np
import pytest

import nnlearn.numpy as nn

X = np.random.default_rng(0).normal(size=(6, 3)).astype(np.float32)
Y = np.random.default_rng(1).normal(size=(6, 2)).astype(np.float32)


def network():
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))


@pytest.fixture
def model():
    return network()


@pytest.fixture
def optimizer(model):
    return nn.SGD(model.parameters(), lr=0.1)


def learns(model, optimizer):
    """Take a step and assert that it moved the optimizer's parameters by lr times their gradients."""
    before = [p.data.copy() for p in model.parameters()]
    optimizer.zero_grad()
    nn.backprop(model, nn.MSELoss(), X, Y)
    optimizer.step()
    own = {id(p) for p in optimizer.param_groups[0]["params"]}
    for p, old in zip(model.parameters(), before, strict=True):
        if id(p) in own:
            np.testing.assert_allclose(p.data, old - 0.1 * p.grad, rtol=1e-5, atol=1e-7)
            assert (p.data != old).any()
        else:
            assert (p.data == old).all()
    return True


def are_views(model, optimizer):
    """Assert that each parameter is its part of the vector, in values and in gradient."""
    vector = optimizer.vector
    for p in model.parameters():
        for part, whole in ((p.data, vector.data), (p.grad, vector.grad)):
            assert np.shares_memory(part, whole)
    assert vector.data.size == sum(p.numel() for p in vector.parameters)
    return True


def test_an_optimizer_moves_parameters_into_one_vector(model):
    before = model.state_dict()
    optimizer = nn.SGD(model.parameters(), lr=0.1)
    assert are_views(model, optimizer)
    np.testing.assert_equal(model.state_dict(), before)
    assert [p.shape for p in model.parameters()] == [(4, 3), (4,), (2, 4), (2,)]
    assert learns(model, optimizer)


def test_assigned_data_is_written_in_place(model, optimizer):
    model[0].weight.data = np.full((4, 3), 2.0)
    model[0].weight.grad = np.full((4, 3), 3.0)
    assert (optimizer.vector.data[:12] == 2).all()
    assert (optimizer.vector.grad[:12] == 3).all()
    model[0].bias.data -= 1.0
    model[0].bias.data[...] = 5.0
    assert (optimizer.vector.data[12:16] == 5).all()
    model[0].weight.grad = None
    assert (optimizer.vector.grad[:12] == 0).all()
    assert are_views(model, optimizer)
    assert learns(model, optimizer)


def test_load_state_dict_writes_in_place(model, optimizer):
    other = network()
    model.load_state_dict(other.state_dict())
    np.testing.assert_equal(model.state_dict(), other.state_dict())
    assert are_views(model, optimizer)
    assert learns(model, optimizer)


def test_load_state_dict_writes_all_or_nothing(model):
    before = model.state_dict()
    for wrong in (
        {},
        {**before, "more": np.ones(1)},
        {**before, "2.bias": np.ones(3)},
        {name: values * 0 for name, values in before.items() if name != "2.bias"},
        {**{name: values * 0 for name, values in before.items()}, "2.bias": np.array(["a", "b"])},
        [1, 2],
    ):
        with pytest.raises((ValueError, TypeError)):
            model.load_state_dict(wrong)
        np.testing.assert_equal(model.state_dict(), before)


@pytest.mark.parametrize("fill", [nn.uniform_, nn.normal_, nn.xavier_uniform_, nn.kaiming_normal_])
def test_initialisers_write_in_place(fill, model, optimizer):
    before = optimizer.vector.data.copy()
    fill(model[0].weight)
    assert (optimizer.vector.data[:12] != before[:12]).all()
    assert (optimizer.vector.data[12:] == before[12:]).all()
    assert are_views(model, optimizer)


def test_another_precision_rebinds_the_vector(model, optimizer):
    values = model.state_dict()
    model.double().to("cpu")
    assert optimizer.vector.data.dtype == optimizer.vector.grad.dtype == np.float64
    np.testing.assert_equal({name: v.astype(np.float32) for name, v in model.state_dict().items()}, values)
    assert are_views(model, optimizer)
    assert learns(model, optimizer)
    model.float()
    assert {p.dtype for p in model.parameters()} == {np.dtype(np.float32)}
    assert are_views(model, optimizer)
    assert learns(model, optimizer)


def test_what_an_optimizer_remembers_survives_another_precision(model):
    optimizer = nn.Adam(model.parameters(), lr=0.1)
    nn.backprop(model, nn.MSELoss(), X, Y)
    optimizer.step()
    before = {name: values.copy() for name, values in optimizer.state.items()}
    model.double()
    optimizer.param_groups[0]["lr"] = 0.0
    optimizer.zero_grad()
    optimizer.step()
    assert {values.dtype for values in optimizer.state.values()} == {np.dtype(np.float64)}
    np.testing.assert_allclose(optimizer.state["mean"], 0.9 * before["mean"], rtol=1e-6)


def test_a_state_dict_is_a_copy(model, optimizer):
    best = model.state_dict()
    kept = copy.deepcopy(best)
    learns(model, optimizer)
    np.testing.assert_equal(best, kept)
    best["0.weight"][...] = 7
    assert (model[0].weight.data != 7).all()


def test_a_new_optimizer_takes_the_vector_over(model, optimizer):
    """Nothing breaks when a cell is run twice."""
    again = nn.Adam(model.parameters(), lr=0.1)
    assert again.vector is optimizer.vector
    third = nn.SGD(model.parameters(), lr=0.1)
    assert are_views(model, third)
    assert learns(model, third)
    assert learns(model, optimizer)


def test_an_optimizer_over_neighbours_moves_them_alone(model, optimizer):
    """In fine-tuning, the optimizer gets only the last layer."""
    head = nn.SGD(model[2].parameters(), lr=0.1)
    assert head.vector is optimizer.vector
    assert learns(model, head)
    head.zero_grad()
    assert (model[2].weight.grad == 0).all()
    assert (model[0].weight.grad != 0).any()
    middle = nn.SGD([model[0].bias, model[2].weight], lr=0.1)
    assert learns(model, middle)


def test_any_other_mixture_raises(model, optimizer):
    a, b, c, d = model.parameters()
    fresh = nn.Parameter(np.ones(2, np.float32))
    for mixture in ([a, c], [b, a], [d, c, b, a], [a, b, c, d, fresh], [fresh, a], [a, *nn.Linear(1, 1).parameters()]):
        with pytest.raises(ValueError, match="SGD expected all parameters of an earlier optimizer, or a contig"):
            nn.SGD(mixture, lr=0.1)
    half = nn.SGD(nn.Linear(1, 1).parameters(), lr=0.1).param_groups[0]["params"]
    with pytest.raises(ValueError, match="got a different selection"):
        nn.SGD([*half, *model.parameters()], lr=0.1)
    assert are_views(model, optimizer)


def test_mixed_precision_raises():
    with pytest.raises(ValueError, match="of one dtype, got"):
        nn.SGD([nn.Parameter(np.ones(1)), nn.Parameter(np.ones(1, np.float32))], lr=0.1)


def test_a_first_optimizer_over_a_part_leaves_the_rest(model):
    head = nn.SGD(model[2].parameters(), lr=0.1)
    assert learns(model, head)
    with pytest.raises(ValueError, match="make the first optimizer over all of them"):
        nn.SGD(model.parameters(), lr=0.1)


def copies():
    return pytest.mark.parametrize("copied", [copy.deepcopy, lambda pair: pickle.loads(pickle.dumps(pair))])


@copies()
def test_a_copy_of_model_and_optimizer_keeps_its_views(copied):
    model = network()
    optimizer = nn.Adam(model.parameters(), lr=0.1)
    nn.backprop(model, nn.MSELoss(), X, Y)
    optimizer.step()
    values = model.state_dict()
    twin, its_optimizer = copied((model, optimizer))
    assert are_views(twin, its_optimizer)
    assert are_views(model, optimizer)
    for each, its in ((twin, its_optimizer), (model, optimizer)):  # both continue alike, independently
        np.testing.assert_equal(each.state_dict(), values)
        its.zero_grad()
        nn.backprop(each, nn.MSELoss(), X, Y)
        its.step()
        assert (each[0].weight.data != values["0.weight"]).any()
    np.testing.assert_equal(twin.state_dict(), model.state_dict())


@copies()
def test_a_copy_of_a_model_lives_in_no_vector(copied, model, optimizer):
    twin = copied(model)
    np.testing.assert_equal(twin.state_dict(), model.state_dict())
    assert not np.shares_memory(twin[0].weight.data, optimizer.vector.data)
    own = nn.SGD(twin.parameters(), lr=0.1)
    assert own.vector is not optimizer.vector
    assert learns(twin, own)


def test_an_array_given_to_a_parameter_is_copied():
    values = np.ones(3)
    weight = nn.Parameter(values)
    values[0] = 5
    assert (weight.data == 1).all()
    assert (np.asarray(weight) == 1).all()
    assert weight.grad.shape == (3,)
    assert not weight.grad.any()


def test_numbers_too_large_for_float32_become_infinite():
    weight = nn.Parameter(np.ones(1, np.float32))
    weight.data = [1e300]
    assert np.isinf(weight.data).all()
