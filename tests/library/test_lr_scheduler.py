"""A schedule alone sets the rate of the optimizer's steps, once per epoch or once per batch."""

import copy

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch

nn = nnlearn.numpy
SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}
X = np.linspace(-1, 1, 12, dtype=np.float32)[:, None]


def optimizer(lr=1.0):
    return nn.SGD([nn.Parameter(np.zeros(1))], lr=lr)


def run(nn, often):
    """Train for four epochs of three batches; return the rate of each step."""
    model, rates = nn.Linear(1, 1), []
    sgd = nn.SGD(model.parameters(), lr=0.5)
    schedule = nn.ExponentialLR(sgd, gamma=0.5)
    look = lambda run: rates.append(sgd.param_groups[0]["lr"])  # noqa: E731
    once_an_epoch = lambda run: run.end_of_epoch and schedule.step()  # noqa: E731
    once_a_batch = lambda run: schedule.step()  # noqa: E731
    step = once_an_epoch if often == "epoch" else once_a_batch
    history = nn.fit(model, nn.MSELoss(), sgd, X, 2 * X, epochs=4, batch_size=4, callbacks=[look, step])
    assert len(history.steps) == 12
    return rates


@pytest.mark.parametrize("side", SIDES)
def test_a_callback_steps_once_an_epoch_or_once_a_batch(side):
    assert run(SIDES[side], "epoch") == [0.5 * 0.5 ** (i // 3) for i in range(12)]
    assert run(SIDES[side], "batch") == [0.5 * 0.5**i for i in range(12)]


def test_the_optimizer_steps_with_the_rate():
    weight = nn.Parameter(np.zeros(1))
    for make in (nn.SGD, nn.Adam, nn.AdamW, nn.RMSprop, nn.Adagrad):
        weight = nn.Parameter(np.zeros(1))
        sgd = make([weight], lr=1.0)
        schedule = nn.StepLR(sgd, 1, gamma=0.0)
        weight.grad = [1.0]
        sgd.step()
        schedule.step()
        moved = weight.data.copy()
        sgd.step()
        assert moved != 0
        assert (weight.data == moved).all()


def test_the_formulas():
    sgd = optimizer(2.0)
    schedule, found = nn.CosineAnnealingLR(sgd, T_max=4, eta_min=1.0), []
    for _ in range(6):
        found.append(schedule.get_last_lr()[0])
        schedule.step()
    half = np.sqrt(0.5)
    np.testing.assert_allclose(found, [2, 1.5 + half / 2, 1.5, 1.5 - half / 2, 1, 1.5 - half / 2], rtol=1e-12)


def test_a_cell_that_is_run_twice_starts_anew():
    sgd = optimizer(1.0)
    for _ in range(2):
        schedule = nn.ExponentialLR(sgd, 0.5)
        assert sgd.param_groups[0]["lr"] == 1.0
        schedule.step()
        schedule.step()
        assert sgd.param_groups[0]["lr"] == 0.25
    sgd.param_groups[0]["lr"] = 0.1  # by hand: from here on
    nn.ExponentialLR(sgd, 0.5).step()
    assert sgd.param_groups[0]["lr"] == 0.05


def test_two_schedules_over_one_rate_and_changes_by_hand_are_refused():
    """PyTorch multiplies their factors; here that would silently be another rate, so it is an error."""
    sgd = optimizer()
    first, second = nn.StepLR(sgd, 1), nn.ExponentialLR(sgd, 0.5)
    first.step()
    with pytest.raises(
        ValueError, match=r"ExponentialLR expected to find its own lr 1, got 0\.1: .*SequentialLR joins"
    ):
        second.step()
    sgd = optimizer()
    schedule = nn.CosineAnnealingLR(sgd, 10)
    sgd.param_groups[0]["lr"] = 0.3
    with pytest.raises(ValueError, match=r"CosineAnnealingLR expected to find its own lr 1, got 0\.3"):
        schedule.step()


def test_a_warm_up_begins_low_whichever_part_was_made_first():
    for order in (1, -1):
        sgd = optimizer()
        makes = {"warm": lambda: nn.LinearLR(sgd, 0.1, total_iters=2), "cosine": lambda: nn.CosineAnnealingLR(sgd, 4)}  # noqa: B023
        parts = {name: makes[name]() for name in list(makes)[::order]}
        schedule = nn.SequentialLR(sgd, [parts["warm"], parts["cosine"]], [2])
        rates = []
        for _ in range(7):
            rates.append(sgd.param_groups[0]["lr"])
            schedule.step()
        np.testing.assert_allclose(rates[:3], [0.1, 0.55, 1.0])
        np.testing.assert_allclose(rates[3:], [(1 + np.cos(np.pi * t / 4)) / 2 for t in (1, 2, 3, 4)], atol=1e-15)


def test_repr_says_where_it_is():
    schedule = nn.StepLR(optimizer(), 2, 0.5)
    for _ in range(3):
        schedule.step()
    assert repr(schedule) == "StepLR(lr=0.5 after 3 steps)"


def test_weight_decay_is_explained_where_it_is_offered():
    for make in (nn.SGD, nn.Adagrad, nn.RMSprop, nn.Adam, nn.AdamW):
        assert "weight_decay : float" in make.__doc__


PLANS = {
    "StepLR": lambda nn, o: nn.StepLR(o, 3, 0.5),
    "ExponentialLR": lambda nn, o: nn.ExponentialLR(o, 0.9),
    "CosineAnnealingLR": lambda nn, o: nn.CosineAnnealingLR(o, 6, 1e-3),
    "LinearLR": lambda nn, o: nn.LinearLR(o, 0.2, total_iters=4),
    "SequentialLR": lambda nn, o: nn.SequentialLR(
        o, [nn.LinearLR(o, 0.1, total_iters=4), nn.StepLR(o, 2, 0.5), nn.CosineAnnealingLR(o, 5)], [4, 7]
    ),
}
OTHERS = {
    "StepLR": lambda nn, o: nn.StepLR(o, 1),
    "ExponentialLR": lambda nn, o: nn.ExponentialLR(o, 0.1),
    "CosineAnnealingLR": lambda nn, o: nn.CosineAnnealingLR(o, 2),
    "LinearLR": lambda nn, o: nn.LinearLR(o),
    "SequentialLR": lambda nn, o: nn.SequentialLR(
        o, [nn.LinearLR(o), nn.StepLR(o, 5), nn.CosineAnnealingLR(o, 9)], [1, 2]
    ),
}


def scheduled(side, make):
    nn = SIDES[side]
    weights = [nn.Parameter(nn.tensor([1.0])) for _ in range(2)]
    groups = nn.Adam([{"params": weights[:1], "lr": 0.3}, {"params": weights[1:]}], lr=0.01)
    return groups, make(nn, groups)


def rates_of(made, steps):
    optimizer, schedule = made
    found = []
    for _ in range(steps):
        found.append([group["lr"] for group in optimizer.param_groups])
        np.testing.assert_allclose(schedule.get_last_lr(), found[-1], rtol=1e-12, atol=1e-16)
        optimizer.step()
        schedule.step()
    return found


@pytest.mark.parametrize("stop", [0, 2, 4, 5, 7, 8])
@pytest.mark.parametrize("here", SIDES)
@pytest.mark.parametrize("there", SIDES)
@pytest.mark.parametrize("name", PLANS)
def test_a_schedule_saved_in_the_middle_goes_on_on_either_side(name, there, here, stop):
    """With rates for two groups. The new one is made with other settings, which the saved ones replace."""
    whole = rates_of(scheduled(here, PLANS[name]), 14)
    first = scheduled(here, PLANS[name])
    rates_of(first, stop)
    states = [copy.deepcopy(part.state_dict()) for part in first]
    later = scheduled(there, OTHERS[name])
    later[1].load_state_dict(states[1])
    later[0].load_state_dict(states[0])
    found = rates_of(later, 14 - stop)
    np.testing.assert_allclose(found, whole[stop:], rtol=1e-12, atol=1e-16)
    if here == there:
        assert found == whole[stop:]


def test_the_state_of_a_schedule_has_pytorchs_keys():
    for name, make in PLANS.items():
        ours, theirs = (scheduled(side, make)[1].state_dict() for side in SIDES)
        assert {key for key in theirs if not key.startswith("_")} <= ours.keys(), name
        for key in ("base_lrs", "last_epoch", "_last_lr", "_step_count"):
            if key in theirs:
                np.testing.assert_allclose(ours[key], theirs[key])


def test_a_state_of_another_schedule_is_refused():
    sgd = optimizer()
    schedule = nn.StepLR(sgd, 2)
    good = schedule.state_dict()
    for bad in (None, {}, nn.ExponentialLR(sgd, 0.5).state_dict(), {**good, "base_lrs": [1.0, 2.0]}):
        with pytest.raises((TypeError, ValueError), match=r"StepLR\.load_state_dict expected"):
            schedule.load_state_dict(bad)
    for name, value in (("gamma", -1), ("step_size", 0), ("last_epoch", "x"), ("base_lrs", [-1.0])):
        with pytest.raises((TypeError, ValueError), match=f"expected {name}"):
            schedule.load_state_dict({**good, name: value})
    with pytest.raises(TypeError, match=r"expected the state_dict\(\) of a SequentialLR, got a dict"):
        nn.SequentialLR(sgd, [schedule], []).load_state_dict(good)


def test_a_rate_beyond_the_largest_float_is_told_and_0_stays_0():
    sgd = optimizer()
    schedule = nn.ExponentialLR(sgd, 10.0)
    for _ in range(308):
        schedule.step()
    with pytest.raises(ValueError, match="SGD expected lr >= 0, got inf"):
        schedule.step()
    still = optimizer(0.0)
    schedule = nn.ExponentialLR(still, 10.0)
    for _ in range(400):
        schedule.step()
    assert still.param_groups[0]["lr"] == 0


def test_a_group_that_came_later_needs_a_new_schedule():
    sgd = optimizer()
    schedule = nn.StepLR(sgd, 2)
    sgd.add_param_group({"params": nn.Parameter(np.zeros(2)), "lr": 0.2})
    with pytest.raises(ValueError, match="StepLR expected the optimizer's 1 groups of parameters, got 2"):
        schedule.step()
    again = nn.StepLR(sgd, 1, 0.5)
    again.step()
    assert [group["lr"] for group in sgd.param_groups] == [0.5, 0.1]
