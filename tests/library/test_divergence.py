"""Where `fit` stops when the numbers break, and how it names layer, step and cause."""

import re

import numpy as np
import pytest
import torch
from training_parts import Rates, X, Y, train

import nnlearn.numpy
import nnlearn.torch
from nnlearn.shared.callbacks import EarlyStopping
from nnlearn.shared.divergence import TrainingStopped


@pytest.fixture(params=["numpy", "torch"])
def nn(request):
    return {"numpy": nnlearn.numpy, "torch": nnlearn.torch}[request.param]


def stopped(nn, *args, **settings):
    with pytest.raises(TrainingStopped) as caught:
        train(nn, *args, **settings)
    return str(caught.value), caught.value.history


def network(nn):
    nn.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))


def test_too_large_a_rate_is_named(nn):
    message, history = stopped(nn, network(nn), lr=50.0, epochs=50)
    steps = len(history.steps)
    assert steps > 1
    assert f"fit stopped at step {steps + 1} (epoch {steps // 3 + 1}): " in message
    assert re.search(r"; (layer \d \(Linear|the gradient of \d\.(weight|bias)) ?", message)
    assert "They grew: the learning rate 50 is probably too large, try 5." in message
    assert np.isfinite(history.steps).all()
    assert len(history.loss) == steps // 3


def test_unscaled_inputs_are_named(nn):
    message, history = stopped(nn, network(nn), x=X * 1e30)
    assert "step 1 (epoch 1)" in message
    assert "It is the first step." in message
    assert "standardise" in message
    assert history.steps == []


def test_a_logarithm_of_ones_own_is_named(nn):
    class Log(nn.Module):
        def forward(self, x):
            zero = x * 0
            if isinstance(x, torch.Tensor):
                return torch.log(zero)
            with np.errstate(divide="ignore"):
                return self.keep(np.log(zero), x)

        def backward(self, grad):
            return self.kept(grad)

    message, _ = stopped(nn, nn.Sequential(nn.Linear(2, 3), nn.Tanh(), Log(), nn.Linear(3, 1)))
    assert "layer 2 (Log) is the first that gives -inf" in message
    assert "a loss that takes logits instead of a logarithm of your own" in message


def test_a_gradient_that_breaks_is_named_although_the_loss_is_fine(nn):
    class Root(nn.Module):
        def forward(self, x):  # sqrt(0): the value is 0, the slope infinite
            return torch.sqrt(0 * x) if isinstance(x, torch.Tensor) else self.keep(0 * x, None)

        def backward(self, grad):
            self.kept(grad)
            return np.full_like(grad, np.inf)

    message, _ = stopped(nn, nn.Sequential(nn.Linear(2, 1), Root()))
    assert "a gradient is not finite; the gradient of 0.bias is the first that is not finite" in message


def test_weights_thrown_off_by_the_last_step_are_found_by_validation(nn):
    message, history = stopped(
        nn, nn.Linear(2, 1), lr=1e38, epochs=1, batch_size=25, validation=(X, Y), x=X * 9, y=Y * 9
    )
    assert "fit stopped at step 1" in message
    assert len(history.steps) == 1


def test_the_model_gets_its_best_weights_back_when_training_breaks(nn):
    model = nn.Linear(2, 1)
    stopped(nn, model, epochs=30, validation=(X, Y), callbacks=[EarlyStopping(30), Rates(0.1, 0.1, 1e20, 1e20)])
    assert np.isfinite(nn.predict(model, X)).all()


def test_a_hook_left_by_the_search_is_taken_away(nn):
    model = network(nn)
    stopped(nn, model, x=X * 1e30)
    assert not any(part._hooks if nn is nnlearn.numpy else part._forward_hooks for part in model.modules())
