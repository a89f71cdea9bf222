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


def learns(model, optimizer, x=X):
    """Take a step and assert that it moved the optimizer's parameters by lr times their gradients, and no others."""
    before = [p.data.copy() for p in model.parameters()]
    optimizer.zero_grad()
    nn.backprop(model, nn.MSELoss(), x, Y)
    optimizer.step()
    own = {id(p) for p in optimizer.param_groups[0]["params"]}
    for p, old in zip(model.parameters(), before, strict=True):
        if id(p) in own:
            np.testing.assert_allclose(p.data, old - 0.1 * p.grad, rtol=1e-5, atol=1e-7)
            assert (p.data != old).any()
        else:
            assert (p.data == old).all()
    return True


def theta(optimizer):
    """Return the vector that holds all parameters of an optimizer, which are one block."""
    (block,) = optimizer.blocks()
    return block.theta


def gradient(optimizer):
    (block,) = optimizer.blocks()
    return block.grad


def are_views(model, optimizer):
    """Assert that each parameter is its part of the vector, in values and in gradient."""
    values, gradients = theta(optimizer), gradient(optimizer)
    for p in model.parameters():
        assert np.shares_memory(p.data, values)
        assert np.shares_memory(p.grad, gradients)
    assert values.size == sum(p.numel() for p in model.parameters())
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
    assert (theta(optimizer)[:12] == 2).all()
    assert (gradient(optimizer)[:12] == 3).all()
    model[0].bias.data -= 1.0
    model[0].bias.data[...] = 5.0
    assert (theta(optimizer)[12:16] == 5).all()
    model[0].weight.grad = None
    assert (gradient(optimizer)[:12] == 0).all()
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
    before = theta(optimizer).copy()
    fill(model[0].weight)
    assert (theta(optimizer)[:12] != before[:12]).all()
    assert (theta(optimizer)[12:] == before[12:]).all()
    assert are_views(model, optimizer)


def test_another_precision_rebinds_the_vector(model, optimizer):
    values = model.state_dict()
    model.double().to("cpu")
    assert theta(optimizer).dtype == gradient(optimizer).dtype == np.float64
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
    before = [remembered["exp_avg"].copy() for remembered in optimizer.state.values()]
    model.double()
    optimizer.param_groups[0]["lr"] = 0.0
    optimizer.zero_grad()
    for p in model.parameters():
        p.grad = np.zeros(p.shape)
    optimizer.step()
    for remembered, old in zip(optimizer.state.values(), before, strict=True):
        assert remembered["exp_avg"].dtype == remembered["exp_avg_sq"].dtype == np.float64
        assert remembered["step"] == 2
        np.testing.assert_allclose(remembered["exp_avg"], 0.9 * old, rtol=1e-6)


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
    assert np.shares_memory(theta(again), theta(optimizer))
    third = nn.SGD(model.parameters(), lr=0.1)
    assert are_views(model, third)
    assert learns(model, third)
    assert learns(model, optimizer)


def test_an_optimizer_over_neighbours_moves_them_alone(model, optimizer):
    """In fine-tuning, the optimizer gets only the last layer."""
    head = nn.SGD(model[2].parameters(), lr=0.1)
    assert np.shares_memory(theta(head), theta(optimizer))
    assert learns(model, head)
    head.zero_grad()
    assert (model[2].weight.grad == 0).all()
    assert (model[0].weight.grad != 0).any()
    middle = nn.SGD([model[0].bias, model[2].weight], lr=0.1)
    assert learns(model, middle)


def test_any_mixture_moves_its_parameters_alone(model, optimizer):
    a, b, c, d = model.parameters()
    for mixture in ([a, c], [b, a], [d, c, b, a], [d], [b, d, a]):
        before = model.state_dict()
        mixed = nn.SGD(mixture, lr=0.1)
        np.testing.assert_equal(model.state_dict(), before)
        assert theta(mixed).size == sum(p.numel() for p in mixture)
        assert learns(model, mixed)
        assert learns(model, optimizer)  # the older one still moves all of them
        assert learns(model, mixed)


def test_a_fresh_parameter_joins_those_of_another_optimizer(model, optimizer):
    fresh, others = nn.Parameter(np.ones(2, np.float32)), list(model.parameters())
    for mixture in ([*others, fresh], [fresh, *others[:2]]):
        mixed = nn.SGD(mixture, lr=0.1)
        fresh.grad = [1.0, 2.0]
        before = fresh.data.copy()
        mixed.step()
        np.testing.assert_allclose(fresh.data, before - [0.1, 0.2], rtol=1e-6)
        assert learns(model, optimizer)


def test_parameters_of_two_dtypes_are_moved_each_in_its_own():
    a, b = nn.Parameter(np.ones(1)), nn.Parameter(np.ones(1, np.float32))
    optimizer = nn.Adam([a, b], lr=0.1)
    a.grad, b.grad = [1.0], [1.0]
    optimizer.step()
    assert (a.dtype, b.dtype) == (np.float64, np.float32)
    assert a.data == pytest.approx(0.9)
    assert b.data == pytest.approx(0.9)


def test_a_first_optimizer_over_a_part_leaves_the_rest(model):
    head = nn.SGD(model[2].parameters(), lr=0.1)
    assert learns(model, head)
    whole = nn.SGD(model.parameters(), lr=0.1)
    assert are_views(model, whole)
    assert learns(model, whole)
    assert learns(model, head)


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
    assert not np.shares_memory(twin[0].weight.data, theta(optimizer))
    own = nn.SGD(twin.parameters(), lr=0.1)
    assert not np.shares_memory(theta(own), theta(optimizer))
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


@pytest.mark.parametrize(
    "odd",
    [
        np.ones(2, np.float16),
        np.ones(2, np.longdouble),
        np.ones(2, ">f4"),
        np.ones(2, int),
        np.ma.masked_array([1.0, 2.0], [True, False]),
        np.ones(2).view(np.recarray),
    ],
    ids=lambda odd: f"{type(odd).__name__} {odd.dtype}",
)
def test_other_arrays_than_float32_and_float64_are_refused_by_name(odd):
    with pytest.raises(TypeError, match="Parameter expected data to be an array of float32 or float64, got") as error:
        nn.Parameter(odd)
    assert str(odd.dtype) in str(error.value)


def test_masked_values_are_not_assigned_as_if_they_were_there(model):
    with pytest.raises(TypeError, match=r"Parameter\.data expected numbers, got float32 MaskedArray"):
        model[2].bias.data = np.ma.masked_array(np.ones(2, np.float32), [True, False])


def test_a_gradient_may_be_assigned_the_values_themselves(model):
    bias = model[2].bias
    bias.grad = bias.data
    np.testing.assert_array_equal(bias.grad, bias.data)
    assert not np.shares_memory(bias.grad, bias.data)
    with pytest.raises(AttributeError, match="Parameter has data, grad and requires_grad to be set, got 'shape'"):
        bias.shape = (3,)
