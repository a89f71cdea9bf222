"""Averaged weights: what they are, that they are their own, and what is wrong."""

import numpy as np
import pytest

import nnlearn.numpy
import nnlearn.torch

SIDES = {"numpy": nnlearn.numpy, "torch": nnlearn.torch}


@pytest.fixture(params=SIDES)
def nn(request):
    return SIDES[request.param]


def after(nn, values, **settings):
    """Return the averaged weight after these weights of a model, and the model's own."""
    model = nn.Linear(1, 1)
    average = nn.AveragedModel(model, **settings)
    for value in values:
        model.load_state_dict({"weight": nn.tensor([[float(value)]]), "bias": nn.tensor([0.0])})
        average.update_parameters(model)
    assert int(average.n_averaged) == len(values)
    return nn.to_numpy(average.module.weight).item(), nn.to_numpy(model.weight).item()


def test_the_first_is_copied_and_the_next_are_averaged(nn):
    assert after(nn, [4]) == (4, 4)
    assert after(nn, [4, 1, 1]) == pytest.approx((2, 1))
    assert after(nn, [4, 2], multi_avg_fn=nn.get_ema_multi_avg_fn(0.75)) == pytest.approx((3.5, 2))
    assert after(nn, [4, 2, 0], avg_fn=lambda mean, new, n: mean + 10 * n) == pytest.approx((4 + 10 + 20, 0))


def test_training_goes_on_without_moving_the_average_and_a_callback_averages(nn):
    nn.manual_seed(0)
    x = np.linspace(-1, 1, 20, dtype=np.float32)[:, None]
    noisy = 3 * x + np.random.default_rng(0).normal(size=x.shape).astype("f4")
    model = nn.Linear(1, 1)
    average, seen = nn.AveragedModel(model), []

    def watch(run):
        seen.append(nn.to_numpy(model.weight).item())
        average.update_parameters(model)

    nn.fit(model, nn.MSELoss(), nn.SGD(model.parameters(), lr=0.3), x, noisy, epochs=5, batch_size=2, callbacks=[watch])
    assert nn.to_numpy(average.module.weight).item() == pytest.approx(np.mean(seen), rel=1e-4)
    nn.fit(model, nn.MSELoss(), nn.SGD(model.parameters(), lr=0.3), x, noisy, epochs=1, batch_size=2)
    assert nn.to_numpy(average.module.weight).item() == pytest.approx(np.mean(seen), rel=1e-4)
    assert nn.predict(average, x).shape == (20, 1)


def test_the_state_of_one_side_loads_on_the_other():
    ours, theirs = (nn.AveragedModel(nn.Linear(2, 1)) for nn in SIDES.values())
    ours.update_parameters(nnlearn.numpy.Linear(2, 1))
    theirs.load_state_dict({name: nnlearn.torch.tensor(p) for name, p in ours.state_dict().items()})
    assert int(theirs.n_averaged) == 1
    np.testing.assert_array_equal(ours.module.weight.data, nnlearn.torch.to_numpy(theirs.module.weight))


@pytest.mark.parametrize(("call", "says"), [
    (lambda nn: nn.AveragedModel(nn.Linear), "AveragedModel expected model to be a Module of nnlearn.numpy, got"),
    (lambda nn: nn.AveragedModel(nn.Linear(1, 1), avg_fn=max, multi_avg_fn=max), "avg_fn or multi_avg_fn, got both"),
    (lambda nn: nn.AveragedModel(nn.Linear(1, 1)).update_parameters(nn.Linear(2, 1)), "update_parameters expected"),
    (lambda nn: nn.AveragedModel(nn.BatchNorm1d(2)).update_parameters(nn.LayerNorm(2)), "expected model with the"),
    (lambda nn: nn.get_ema_multi_avg_fn(1.5), "get_ema_multi_avg_fn expected decay >= 0 and <= 1, got 1.5"),
])  # fmt: skip
def test_what_is_wrong_is_said(call, says):
    with pytest.raises((TypeError, ValueError), match=says):
        call(nnlearn.numpy)
