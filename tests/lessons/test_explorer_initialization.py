"""The initialisation explorer: its gradient is the derivative, and it shows the known facts of deep networks."""

import asyncio

import fake_clock
import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import InitExplorer
from nnlearn.explorers.recorded import END
from nnlearn.lessons.initialization import trained
from nnlearn.lessons.initialization.learning import BATCH, RATE, SHOWN, STEPS, Learner, chance, labels
from nnlearn.lessons.initialization.outcomes import outcomes, record
from nnlearn.lessons.initialization.propagation import (
    EXAMPLES,
    FUNCTIONS,
    LAYERS,
    SCALES,
    WIDTH,
    deep,
    first_weights,
    pixels,
)
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


@pytest.fixture
def explorer():
    made = InitExplorer(gain=1.4, function="ReLU")
    yield made
    made.close()


def test_keys_and_pointer_turn_the_dial():
    explorer = InitExplorer()
    explorer.on_key("ArrowRight")
    assert explorer.state.gain == 0.65
    explorer.on_pointer({"axes": "gain", "type": "down", "x": 4.1, "y": 1.0})
    assert explorer.state.gain == 4.0
    explorer.on_key("ArrowUp")
    assert explorer.state.gain == 4.0
    explorer.close()


def test_the_grip_of_the_dial_follows_the_pointer_that_drags_it(explorer):
    for kind, x in (("down", 1.4), ("move", 2.03), ("move", 2.98)):
        explorer.on_pointer({"axes": "gain", "type": kind, "x": x, "y": 1.0})
    assert explorer.state.gain == 3.0
    assert explorer.scene.grip.get_xdata()[0] == explorer.scene.line.get_xdata()[0] == 3.0
    explorer.on_pointer({"axes": "gain", "type": "up", "x": 1.0, "y": 1.0})
    explorer.on_pointer({"axes": "layers", "type": "down", "x": 1.0, "y": 1.0})
    assert explorer.state.gain == 3.0


def test_what_lies_under_the_pointer_is_named(explorer):
    run = explorer.view.run

    def said(axes, x, y=0.5):
        return explorer.on_hover({"type": "hover", "axes": axes, "x": x, "y": y})

    signal, gradient = significant(run.signals[12], 2), significant(run.gradients[12], 2)
    assert said("layers", 12.3) == f"layer 12: signal {signal}\ngradient {gradient}"
    heights = [int(said("layer 20", x).split(":\n")[1].split()[0]) for x in np.arange(-40, 41, 2) / 41]
    values = deep("standardised", "ReLU", 1.4, False, False, 0).values[20]
    assert sum(heights) == values.size  # each bar once
    assert heights[20] >= (values == 0).sum()  # the zeros of ReLU are in the middle
    gains, losses = outcomes("standardised", "ReLU", False, False)
    assert said("gain", 1.4).startswith(f"from gain 1.40: loss {losses[gains == 1.4][0]:.2f}\n")
    assert "overflow" in said("gain", 3.9)
    answer = run.answers[np.flatnonzero(labels() == 7)[0]]
    assert said("digits", 2.5, 1.5) == f"a 7\ntaken for a {answer}"


def test_a_step_of_training_is_that_of_the_library():
    """Build the same network from the library's layers and take one step of its SGD."""
    for function, norm in (("tanh", False), ("ReLU", True), ("sigmoid", False)):
        learner = Learner("standardised", function, 1.3, False, norm, 3)
        layers, (V, batches) = [], chance(3)
        for W in [*first_weights(1.3, False, 3), V]:
            linear = nn.Linear(*W.shape[::-1], bias=False)
            linear.weight.data = np.float32(W)
            norms = [nn.BatchNorm1d(WIDTH, affine=False)] if norm and W is not V else []
            layers += [
                linear,
                *norms,
                *([] if W is V else [{"tanh": nn.Tanh, "ReLU": nn.ReLU}.get(function, nn.Sigmoid)()]),
            ]
        model, chosen = nn.Sequential(*layers), batches[0]
        nn.backprop(model, nn.CrossEntropyLoss(), np.float32(pixels("standardised")[chosen]), labels()[chosen])
        before = [np.float32(W) for W in learner.weights]
        learner.weights = [W.copy() for W in before]
        slopes = learner._slopes(np.float32(pixels("standardised")[chosen]), labels()[chosen])
        learner.step()
        for old, new, slope, theirs in zip(before, learner.weights, slopes, model.parameters(), strict=True):
            assert np.linalg.norm(slope - theirs.grad) < 0.02 * np.linalg.norm(theirs.grad)  # both in float32
            np.testing.assert_allclose(new, old - RATE * slope, atol=1e-6)


def test_the_stored_outcomes_are_what_training_gives():
    assert (record()["rate"], record()["batch"], record()["steps"], record()["seed"]) == (RATE, BATCH, STEPS, 0)
    for function, norm, gain in (
        ("tanh", False, 0.5),
        ("tanh", False, 1.2),
        ("tanh", True, 1.0),
        ("sigmoid", True, 1.0),
    ):
        gains, losses = outcomes("standardised", function, False, norm)
        run = trained("standardised", function, gain, False, norm, 0)
        assert run.loss == pytest.approx(losses[gains == gain][0], rel=0.05)
    assert trained("standardised", "ReLU", 3.0, False, False, 0).overflow
    gains, losses = outcomes("standardised", "ReLU", False, False)
    assert losses[gains == 3.0] == np.inf


def test_every_setting_has_outcomes_from_the_lowest_to_the_highest_gain():
    for scale in SCALES:
        for function in FUNCTIONS:
            for equal in (False, True):
                for norm in (False, True):
                    gains, losses = outcomes(scale, function, equal, norm)
                    assert (gains[0], gains[-1], len(gains)) == (0.1, 4.0, len(losses))


def test_level_lines_learn_and_vanishing_or_exploding_ones_do_not():
    gains, losses = outcomes("standardised", "tanh", False, False)
    assert losses[gains <= 0.7].min() > 2.29
    assert losses[(gains >= 1.1) & (gains <= 1.7)].max() < 0.3
    assert losses[gains >= 3].min() > 1.5
    gains, losses = outcomes("standardised", "ReLU", False, False)
    assert losses[gains <= 1.2].min() > 2.29
    assert losses[gains == 1.45] < 1
    assert np.isinf(losses[gains >= 1.6]).all()


def test_equal_weights_stay_alike_however_long_they_are_trained():
    for function in FUNCTIONS:
        run = trained("standardised", function, 1.2, True, False, 0)
        assert (run.different, run.step) == (1, STEPS)
        assert run.loss > 2


def test_overflow_is_said_and_leaves_no_nan(explorer):
    explorer.set(gain=4.0)
    explorer.go(STEPS)
    run = explorer.view.run
    assert 0 < run.overflow < STEPS
    assert not np.isnan([run.loss, *run.signals, *run.losses[:, 1]]).any()
    assert f"loss: overflow at step {run.overflow}" in explorer.canvas.alt
    assert "nan" not in explorer.canvas.alt


def test_training_shows_its_loss_and_what_it_reads():
    explorer = InitExplorer(gain=1.2, position=END)
    run = explorer.view.run
    assert (run.step, explorer.at) == (STEPS, STEPS)
    assert run.loss < 0.3
    assert f"{run.read} of {EXAMPLES} right" in explorer.scene.head.get_text()
    assert explorer.scene.now.get_ydata()[0] == explorer.scene.last.get_ydata()[0] == run.loss
    assert f"{run.loss:.2f}" in explorer.scene.curve_head.get_text()
    explorer.go(40)
    assert explorer.view.run.losses[-1, 0] == 40
    assert explorer.view.run.loss > run.loss
    explorer.close()


def test_another_start_has_not_been_trained(explorer):
    explorer.go(20)
    explorer.on_key("ArrowRight")
    assert (explorer.state.gain, explorer.state.position) == (1.45, 0)
    explorer.go(20)
    explorer.set(seed=1)
    assert explorer.state.position == 0


def test_play_trains_to_the_last_step_while_the_dial_may_be_turned():
    async def go():
        explorer = InitExplorer(gain=0.6)
        explorer.speed.value = 4.0
        explorer.play()
        while explorer.at < 20:
            await asyncio.sleep(0.01)
        explorer.on_key("ArrowUp")
        assert explorer.playing
        while explorer.playing:
            await asyncio.sleep(0.01)
        assert (explorer.state.gain, explorer.at) == (0.85, STEPS)
        explorer.close()

    fake_clock.run(go())


def test_going_back_needs_no_training(explorer):
    explorer.go(30)
    frame, machine = explorer.canvas.frame, explorer.run(explorer.state).machine
    explorer.go(10)
    explorer.go(30)
    assert explorer.canvas.frame == frame
    played = machine.position
    explorer.go(10)
    assert machine.position == played
    assert len(explorer.view.run.histograms) == len(SHOWN)


def test_units_of_a_faint_signal_are_not_taken_for_equal():
    run = deep("standardised", "tanh", 0.2, False, False, 0)
    assert run.signals[-1] < 1e-12
    assert run.different == WIDTH
