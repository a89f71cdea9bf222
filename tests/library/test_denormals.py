"""A dead unit leaves no denormal numbers in the optimizers; they would slow down every later step."""

import statistics
import time

import numpy as np
import pytest
import torch

import nnlearn.numpy as nn

SETTINGS = {
    "Adam": ("Adam", {}),
    "Adam that forgets fast": ("Adam", {"betas": (0.9, 0.9)}),
    "AdamW": ("AdamW", {"betas": (0.9, 0.95), "weight_decay": 0}),
    "RMSprop": ("RMSprop", {"alpha": 0.9}),
    "RMSprop with momentum": ("RMSprop", {"alpha": 0.9, "momentum": 0.9}),
    "RMSprop, centered": ("RMSprop", {"alpha": 0.9, "centered": True}),
    "Adagrad": ("Adagrad", {}),
    "SGD with momentum": ("SGD", {"momentum": 0.9}),
}


def denormals(values):
    return int(np.count_nonzero((values != 0) & (np.abs(values) < np.finfo(values.dtype).tiny)))


def train(name, steps=2000, forget=True, width=512):
    """Return the optimizer and each step's processor time for a net whose hidden units all die after the first step."""
    kind, settings = SETTINGS[name]
    nn.manual_seed(0)
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(4, 32)).astype(np.float32), rng.normal(size=(4, 1)).astype(np.float32)
    model = nn.Sequential(nn.Linear(32, width), nn.ReLU(), nn.Linear(width, 1))
    optimizer, loss = getattr(nn, kind)(model.parameters(), **settings), nn.MSELoss()
    if not forget:
        optimizer.forget = lambda block: None
    seconds = []
    for step in range(steps):
        optimizer.zero_grad()
        nn.backprop(model, loss, x, y)
        begin = time.process_time()
        optimizer.step()
        seconds.append(time.process_time() - begin)
        if step == 0:
            model[0].bias.data[:] = -1e3  # no input reaches a hidden unit any more
    return optimizer, seconds


def remembered(optimizer):
    (block,) = optimizer.blocks()
    return {name: denormals(values) for name, values in block.state.items() if name != "step"}


def test_without_forgetting_dead_units_leave_denormals_for_ever():
    """The problem itself: a denormal number times 0.9 rounds back to itself, so it never becomes zero."""
    optimizer, _ = train("Adam", steps=1500, forget=False)
    assert remembered(optimizer)["exp_avg"] > 10_000
    small = np.float32(3e-45)
    assert 0 < small * np.float32(0.9) == small


@pytest.mark.parametrize("name", SETTINGS)
def test_after_2000_steps_no_denormal_is_left(name):
    optimizer, seconds = train(name)
    (block,) = optimizer.blocks()
    assert all(np.isfinite(values).all() for values in block.state.values())
    assert not any(remembered(optimizer).values()), remembered(optimizer)
    assert block.state["step"] == len(seconds) == 2000


@pytest.mark.parametrize("name", ["Adam that forgets fast", "RMSprop"])
def test_the_last_200_steps_are_as_fast_as_the_first(name):
    """The best of up to twelve runs counts. On an AMD EPYC the ratio is 1.2 to 1.3 without forgetting, else 1.0."""
    ratios = []
    while len(ratios) < 12 and min(ratios, default=9) > 1.12:
        _, seconds = train(name)
        ratios.append(statistics.median(seconds[-200:]) / statistics.median(seconds[:200]))
    assert min(ratios) <= 1.12, ratios


@pytest.mark.parametrize("name", SETTINGS)
def test_no_step_is_another_for_it(name):
    """With and without forgetting, the weights are the same to the last bit, although the units die."""
    weights = [train(name, steps=1200, forget=forget, width=32)[0].blocks()[0].theta for forget in (True, False)]
    np.testing.assert_array_equal(*weights)


def test_beside_a_tiny_eps_nothing_is_forgotten():
    """A gradient of 1e-18 has a square below the limit in float32; with eps = 0 that square still sets the step."""
    ours = nn.Parameter(np.ones(3, np.float32))
    theirs = torch.nn.Parameter(torch.ones(3))
    optimizers = nn.Adam([ours], eps=0), torch.optim.Adam([theirs], eps=0)
    for _ in range(250):
        ours.grad, theirs.grad = np.full(3, 1e-18, np.float32), torch.full((3,), 1e-18)
        for optimizer in optimizers:
            optimizer.step()
    assert 0.7 < theirs[0].item() < 0.8
    np.testing.assert_allclose(ours.data, theirs.detach().numpy(), rtol=1e-4)
