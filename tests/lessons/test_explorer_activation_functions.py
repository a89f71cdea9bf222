"""The activation explorer: its arrays are the library's, its slopes measured, its picture follows pointer and keys."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import ActivationExplorer, Explorer
from nnlearn.gradcheck import numerical_gradient
from nnlearn.lessons.activation_functions.focus import SLOPES
from nnlearn.lessons.activation_functions.propagation import ACTIVATIONS, INPUTS, LAYERS, UNITS, _sampled, passage
from nnlearn.lessons.activation_functions.strips import DEAD
from nnlearn.plots.numbers import significant

MODULES = {
    "step": nn.Heaviside,
    "none (linear)": None,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "ReLU": nn.ReLU,
    "leaky ReLU": nn.LeakyReLU,
    "GELU": nn.GELU,
}


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = ActivationExplorer()
    yield made
    made.close()


def network(name, gain, bias, seed):
    layers = []
    for weight in _sampled(seed)[0]:
        linear = nn.Linear(UNITS, UNITS).double()
        linear.weight.data, linear.bias.data = gain * weight, np.full(UNITS, bias)
        layers += [linear] + ([MODULES[name]()] if MODULES[name] else [])
    return nn.Sequential(*layers).double()


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize(("gain", "bias"), [(1.0, 0.0), (2.0, -0.5), (0.3, 1.0)])
def test_outputs_and_what_moves_the_end_are_those_of_the_library(name, gain, bias):
    run, model = passage(name, gain, bias, 3), network(name, gain, bias, 3)
    np.testing.assert_allclose(model(run.h[0]), run.h[-1], rtol=1e-9, atol=1e-300)
    np.testing.assert_allclose(model.backward(run.grad[-1]), run.grad[0], rtol=1e-6, atol=1e-6 * run.sensitivity[0])


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slopes_are_measured(name):
    activation = ACTIVATIONS[name]
    z = np.concatenate([np.linspace(-5, -0.1, 40), np.linspace(0.1, 5, 40)])  # away from the kinks
    measured = numerical_gradient(lambda z: float(activation.function(z).sum()), z)
    np.testing.assert_allclose(activation.slope(z), measured, rtol=1e-6, atol=1e-8)


def test_a_unit_is_dead_if_its_slope_is_zero_for_every_input():
    run = passage("ReLU", 1.4, -0.5, 0)
    for layer, unit in np.ndindex(LAYERS, UNITS):
        assert run.dead[layer, unit] == all(z <= 0 for z in run.z[layer, :, unit])
    assert 0 < run.dead.sum() < run.dead.size
    np.testing.assert_array_equal(run.grad[0], 0)  # a layer of dead units stops everything
    assert run.dead.all(axis=1).any()
    assert not passage("leaky ReLU", 1.4, -0.5, 0).dead.any()


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "ReLU", "GELU"])
def test_sensitivity_is_what_arrives_of_small_random_nudges(name):
    run, weights = passage(name, 1.5, 0.0, 0), 1.5 * _sampled(0)[0]
    rng = np.random.default_rng(1)
    for start in (0, 10, 16):
        found = []
        for _ in range(4):
            ends, nudge = [], 1e-6 * rng.normal(size=(INPUTS, UNITS))
            for sign in (1, -1):
                h = run.h[start] + sign * nudge
                for weight in weights[start:]:
                    h = ACTIVATIONS[name].function(h @ weight.T)
                ends.append(h)
            found.append(((ends[0] - ends[1]) / 2e-6) ** 2)
        assert np.sqrt(np.mean(found)) == pytest.approx(run.sensitivity[start], rel=0.15), start


def test_a_sigmoid_costs_a_nudge_at_least_three_quarters_a_layer():
    left = passage("sigmoid", 1.0, 0.0, 0).sensitivity
    largest = max(np.linalg.norm(weight, 2) for weight in _sampled(0)[0])
    assert (left[:-1] / left[1:] <= largest / 4 + 1e-12).all()
    assert passage("step", 1.0, 0.0, 0).sensitivity[:-1].max() == 0
    assert passage("step", 1.0, 0.0, 0).signal_left.min() > 0.2


def test_what_tells_the_inputs_apart_is_counted_without_their_mean():
    run = passage("sigmoid", 1.0, 0.0, 0)
    h = run.h[5]
    assert run.signal_left[5] == pytest.approx(np.sqrt(((h - h.mean(axis=0)) ** 2).sum() / (INPUTS * UNITS)))
    assert np.abs(h).mean() > 0.3  # the numbers themselves are far from zero
    assert run.signal_left[5] < 1e-2


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_code_gives_what_is_on_the_screen(explorer, name, capsys):
    explorer.set(activation=name, gain=1.35, bias=-0.2, layer=7, seed=4)
    names = {}
    exec(explorer.code(explorer.view), names)
    for expression, value in explorer.numbers(explorer.view).items():
        np.testing.assert_allclose(eval(expression, names), value, rtol=1e-9)
    assert str(explorer.view.dead.sum()) in capsys.readouterr().out
    assert f"{explorer.view.dead.sum()} of 1280 units are dead" in explorer.canvas.alt


def test_pointer_and_keys_choose_the_layer_and_move_the_point(explorer):
    for axes, x, layer in (("layers", 3.4, 3), ("units", 19.6, 20), ("layers", -0.4, 1)):
        explorer.on_pointer({"type": "down", "axes": axes, "x": x, "y": 1.0})
        assert explorer.state.layer == explorer.controls["layer"].value == layer
    explorer.on_key("ArrowDown")
    assert explorer.state.layer == 1
    explorer.on_key("ArrowUp")
    assert explorer.state.layer == 2
    explorer.on_pointer({"type": "move", "axes": "curve", "x": -2.345, "y": 0.0})
    assert explorer.state.at == pytest.approx(-2.35, abs=0.011)
    before = explorer.state.at
    explorer.on_key("ArrowRight")
    assert explorer.state.at == pytest.approx(before + 0.1)
    explorer.set(at=99.0)
    assert explorer.state.at == 5.0
    explorer.on_pointer({"type": "up", "axes": "curve", "x": 0.0, "y": 0.0})
    assert explorer.state.at == 5.0


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_point_lies_on_the_curve_inside_the_picture_and_its_numbers_are_written(explorer, name):
    focus = explorer.focus
    for at in (-4.9, -0.5, 0.4, 4.9):
        explorer.set(activation=name, at=at)
        y, slope = ACTIVATIONS[name].at(at)
        assert focus.point.get_data() == ([at], [y])
        low, high = focus.curve.get_ylim()
        assert low < y < high
        assert focus.foot.get_ydata() == [slope]
        assert focus.values.get_text().split("\n")[1:] == [
            f"f(z) = {significant(y)}",
            f"slope f′(z) = {significant(slope)}",
        ]
        corners = focus.triangle.get_xy()
        assert np.diff(corners[:3, 1]).max() == pytest.approx(max(slope * np.diff(corners[:2, 0])[0], 0))
        written = focus.nudge.get_text()
        assert ("lost" in written) if slope == 0 else (f"row, by {significant(slope**20, 2)}." in written)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "ReLU"])
def test_the_curve_has_the_colour_of_its_slope(explorer, name):
    explorer.set(activation=name)
    shades = explorer.focus.f.get_array()
    middles = np.array([path.vertices.mean(axis=0) for path in explorer.focus.f.get_paths()])
    measured = ACTIVATIONS[name].slope(middles[:, 0])
    far = np.abs(middles[:, 0]) > 0.2  # away from the kink
    np.testing.assert_allclose(shades[far], measured[far], atol=0.06)


def test_the_cells_are_the_units_sorted_by_slope_the_dead_at_the_bottom(explorer):
    explorer.set(activation="ReLU", gain=1.4, bias=-0.5)
    view = explorer.view
    ((image, *_),) = explorer.strips.cells.images
    assert image.shape == (UNITS, LAYERS, 4)
    orange = (image == DEAD).all(axis=2)
    np.testing.assert_array_equal(orange.sum(axis=0), view.dead.sum(axis=1))
    assert (np.diff(orange.astype(int), axis=0) >= 0).all()  # below a dead cell all are dead
    sorted_slopes = np.take_along_axis(np.where(view.dead, -1, view.open), view.order, axis=1)
    assert (np.diff(sorted_slopes, axis=1) <= 0).all()
    assert (np.sort(view.order, axis=1) == np.arange(UNITS)).all()
    bluest = SLOPES(np.clip(view.open[2].max(), 0, 1), bytes=True)
    assert tuple(image[0, 2]) == bluest


def test_a_cell_stands_below_its_layer_in_the_lines(explorer):
    left, *_ = explorer.canvas.axes["layers"]
    ((_, first, _, width, _),) = explorer.strips.cells.images
    for name in ("layers", "units"):
        place, _, across, _, low, high, *_ = explorer.canvas.axes[name]
        for k in (1, 20):
            x = place + (k - low) / (high - low) * across
            assert x == pytest.approx(first + (k - 0.5) * width / LAYERS, abs=0.01)
    assert left == explorer.canvas.axes["units"][0]


def test_what_lies_under_the_pointer_is_named(explorer):
    explorer.set(activation="ReLU", layer=3, bias=-0.5)
    view = explorer.view

    def said(axes, x, y=0.5):
        return explorer.on_hover({"type": "hover", "axes": axes, "x": x, "y": y})

    assert said("curve", 2.25).startswith("z = 2.25: f(z) = 2.25, slope f′(z) = 1\n")
    signal, sensitivity = (significant(sizes[7], 2) for sizes in (view.signal, view.sensitivity))
    assert said("layers", 7.3).startswith(f"layer 7: signal {signal}\nsensitivity {sensitivity}\n")
    dead = np.argwhere(view.dead)[0][0]
    assert "dead" in said("units", dead + 1.2, UNITS - 0.5)  # the dead are at the bottom
    steepest = view.open[2].argmax()
    share = f"slope {significant(view.open[2, steepest], 2)} on average"
    assert f"layer 3, unit {steepest}: {share}" in said("units", 2.8, 0.5)
    assert said("units", 0.2, 0.5) == ""  # the input has no units
    low, high = explorer.focus.outputs.get_ylim()
    middles = low + (np.arange(48) + 0.5) / 48 * (high - low)
    heights = [int(said("outputs", 0.5, y).split("\n")[1].split()[0]) for y in middles]
    assert sum(heights) == view.run.h[3].size  # each bar once
    assert max(heights) > view.run.h[3].size / 2  # the zeros of ReLU


def test_the_picture_shows_what_lies_beyond_its_edge_on_it(explorer):
    explorer.set(activation="none (linear)", gain=3.0)
    assert explorer.strips.left.get_ydata()[-1] <= 1e10
    explorer.set(activation="step")
    assert explorer.strips.back.get_ydata()[0] > 0  # zero is not on a logarithmic scale
