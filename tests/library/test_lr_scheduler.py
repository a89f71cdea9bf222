"""A schedule alone sets the rate of the optimizer's steps, once per epoch or once per batch."""

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
