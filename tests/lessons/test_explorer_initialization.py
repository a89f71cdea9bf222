"""The initialisation explorer: its gradient is the derivative, and it shows the known facts of deep networks."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import InitExplorer
from nnlearn.lessons.initialization.propagation import EXAMPLES, LAYERS, WIDTH, deep, first_weights, pixels
from nnlearn.plots.numbers import significant


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


def test_what_lies_under_the_pointer_is_named():
    explorer = InitExplorer(gain=1.4, function="ReLU")
    run = explorer.view.run

    def said(axes, x):
        return explorer.on_hover({"type": "hover", "axes": axes, "x": x, "y": 0.5})

    signal, gradient = significant(run.signals[12], 2), significant(run.gradients[12], 2)
    assert said("layers", 12.3).startswith(f"layer 12: signal {signal}, gradient {gradient}\n")
    heights = [int(said("layer 20", x).split(":\n")[1].split()[0]) for x in np.arange(-40, 41, 2) / 41]
    assert sum(heights) == run.values[20].size  # each bar once
    assert heights[20] >= (run.values[20] == 0).sum()  # the zeros of ReLU are in the middle
    gain = said("layers", 12.3).split()[-1]
    explorer.on_pointer({"type": "down", "axes": "layers", "x": 12.3, "y": 1.0})
    assert explorer.state.gain == float(gain)
    explorer.close()


def test_units_of_a_faint_signal_are_not_taken_for_equal():
    run = deep("standardised", "tanh", 0.2, False, False, 0)
    assert run.signals[-1] < 1e-12
    assert run.different == WIDTH
