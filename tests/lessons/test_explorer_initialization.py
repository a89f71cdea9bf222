"""The initialisation explorer: its gradient is the derivative, and it shows the known facts of deep networks."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import InitExplorer
from nnlearn.lessons.initialization.propagation import EXAMPLES, LAYERS, WIDTH, deep, first_weights, pixels


@pytest.mark.parametrize("norm", [False, True])
def test_the_gradient_is_that_of_the_library(norm):
    """Return the gradient of the same thirty layers, built from the library's own."""
    run = deep("standardised", "tanh", 1.3, False, norm, 2)
    layers = []
    for W in first_weights(1.3, False, 2):
        linear = nn.Linear(*W.shape[::-1], bias=False).double()
        linear.weight.data = W
        layers += [linear, *([nn.BatchNorm1d(WIDTH, affine=False).double()] if norm else []), nn.Tanh()]
    model = nn.Sequential(*layers)
    output = model(pixels("standardised"))
    grad = model.backward(np.random.default_rng(1).normal(size=(EXAMPLES, WIDTH)))
    assert np.sqrt((output**2).mean()) == pytest.approx(run.signals[-1], rel=1e-6)
    assert np.sqrt((grad**2).mean()) == pytest.approx(run.gradients[0], rel=1e-6)


def test_equal_weights_keep_all_units_alike_and_random_ones_do_not():
    assert deep("0 to 1", "tanh", 1.0, True, False, 0).different == 1
    assert deep("0 to 1", "tanh", 1.0, False, False, 0).different == WIDTH


def test_small_weights_let_it_die_large_ones_let_it_explode_and_normalisation_holds_the_signal():
    small, large = (deep("standardised", "ReLU", gain, False, False, 0) for gain in (0.5, 3.0))
    assert small.signals[-1] < 1e-8
    assert large.signals[-1] > 1e8
    for gain in (0.5, 3.0):
        normal = deep("standardised", "ReLU", gain, False, True, 0)
        assert 0.1 < normal.signals[-1] < 10


def test_he_keeps_a_relu_network_level():
    run = deep("standardised", "ReLU", 2**0.5, False, False, 3)
    assert len(run.signals) == LAYERS + 1
    assert 0.1 < run.signals[-1] / run.signals[1] < 10
    assert 0.1 < run.gradients[0] / run.gradients[-1] < 10


def test_keys_and_pointer_turn_the_dial():
    explorer = InitExplorer()
    explorer.on_key("ArrowRight")
    assert explorer.state.gain == 0.65
    explorer.on_pointer({"axes": "layers", "type": "down", "x": 30.0, "y": 1.0})
    assert explorer.state.gain == 4.0
    explorer.on_key("ArrowUp")
    assert explorer.state.gain == 4.0
    explorer.close()


def test_units_of_a_faint_signal_are_not_taken_for_equal():
    run = deep("standardised", "tanh", 0.2, False, False, 0)
    assert run.signals[-1] < 1e-12
    assert run.different == WIDTH
