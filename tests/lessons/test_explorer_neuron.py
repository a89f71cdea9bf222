"""The neuron explorer and the cell in it: rates by simulation and by formula, and what the picture says of them."""

import numpy as np
import pytest

from nnlearn.explorers import NeuronExplorer
from nnlearn.lessons.neuron.drawing import GRIPS, HEIGHT, INPUT, OUTPUT, SPOTS, SUM, WIDTH, thickness
from nnlearn.lessons.neuron.lif import CELL, DT, drive, rate
from nnlearn.lessons.neuron.response import ARTIFICIAL, CURRENTS, FINE, measured
from nnlearn.plots.numbers import fixed
from nnlearn.plots.style import BLUE, GREEN, VERMILION


def test_the_simulated_rate_is_that_of_the_formula():
    """Spikes come at multiples of 0.1 ms, so an interval may be one step longer than in the formula."""
    currents = np.array([0.0, 1.0, 1.4, 1.6, 2.0, 3.0, 4.0])
    counts = drive(np.tile(currents, (10_000, 1)))[1].sum(axis=0)
    exact = rate(currents)
    slower = np.where(exact > 0, 1000 / (1000 / np.maximum(exact, 1) + DT), 0)
    assert (counts <= exact + 1).all()
    assert (counts >= slower - 1).all()


def test_a_steady_current_below_the_onset_holds_the_membrane_where_ohm_says():
    voltage, spikes = drive(np.full(3000, 1.2))
    assert not spikes.any()
    assert voltage[-1] == pytest.approx(CELL.rest + CELL.resistance * 1.2, abs=1e-3)


def test_between_two_steps_it_is_the_exact_solution():
    voltage, _ = drive(np.full(100, 1.0))
    time = DT * np.arange(1, 101)
    np.testing.assert_allclose(voltage, CELL.rest + 10 * (1 - np.exp(-time / CELL.tau)), rtol=1e-6)


def test_no_two_spikes_within_the_dead_time():
    _, spikes = drive(np.full(10_000, 50.0))
    assert np.diff(np.flatnonzero(spikes)).min() * DT > CELL.dead


def test_noise_lets_it_fire_below_the_onset_and_is_the_same_for_one_seed():
    first, again, other = (drive(np.full(10_000, 1.3), noise=4, seed=seed)[1] for seed in (0, 0, 1))
    assert first.sum() > 0
    assert (first == again).all()
    assert (first != other).any()


@pytest.mark.parametrize("current", [np.zeros(0), np.array([np.nan]), 2.0])
def test_a_current_that_is_none_is_refused(current):
    with pytest.raises(ValueError, match="drive expected a current for each step"):
        drive(current)


def test_a_spike_does_not_grow_with_the_current():
    """Spikes are all or nothing: only their number changes."""
    voltages, counts = measured()
    strong, weak = voltages[:, 0, 40], voltages[:, 0, 20]
    assert strong.max() == weak.max()
    assert counts[0, 40] > counts[0, 20] > counts[0, 10] == 0


@pytest.fixture
def explorer():
    explorer = NeuronExplorer()
    yield explorer
    explorer.close()


def test_the_best_relu_begins_before_the_cell_does(explorer):
    """The cell's rates rise steeply beyond the onset and less so later; a straight line has to start early."""
    offs = {}
    for bias in np.arange(-6, 0.1, 0.5):
        explorer.set(bias=float(bias))
        explorer.refresh()
        offs[explorer.view.onset] = explorer.view.off["ReLU"]
    best = min(offs, key=offs.get)
    assert 0.7 < best < CELL.onset
    assert offs[best] < offs[CELL.onset]


def event(kind, axes, x, y=0.0):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def test_dragging_in_the_lower_picture_sets_the_current(explorer):
    explorer.on_pointer(event("down", "graph", 2.6))
    explorer.on_pointer(event("move", "graph", 3.14))
    assert explorer.state.current == 3.1
    explorer.on_pointer(event("move", "graph", 99))
    assert explorer.state.current == CURRENTS[-1]
    explorer.on_pointer(event("up", "graph", 0.0))
    explorer.on_pointer(event("move", "graph", 1.0))  # nothing is held any more
    assert explorer.state.current == CURRENTS[-1]


def test_dragging_the_dotted_line_sets_the_bias(explorer):
    explorer.on_pointer(event("down", "graph", explorer.view.onset + 0.05))
    explorer.on_pointer(event("move", "graph", 2.25))
    assert (explorer.state.bias, explorer.state.current) == (-4.5, 2.0)
    assert explorer.view.onset == 2.25
    assert "threshold" in explorer.on_hover(event("hover", "graph", 2.24))


@pytest.mark.parametrize(
    ("name", "spot", "per_pixel"),
    [("weight", GRIPS["weight"], 0.04), ("bias", GRIPS["bias"], 0.08), ("current", INPUT, 0.02)],
)
def test_a_wire_and_the_current_are_dragged_up_and_down(explorer, name, spot, per_pixel):
    before = explorer.start
    x, y = spot
    explorer.on_pointer(event("down", "neuron", x, y))
    explorer.on_pointer(event("move", "neuron", x + 30, y - 20))  # y grows downwards
    assert getattr(explorer.state, name) == pytest.approx(getattr(before, name) + 20 * per_pixel)
    assert {field: value for field, value in vars(explorer.state).items() if field != name} == {
        field: value for field, value in vars(before).items() if field != name
    }
    explorer.on_pointer(event("move", "neuron", x, y + 1e4))
    assert getattr(explorer.state, name) == explorer.controls[name].min


def test_what_cannot_be_dragged_is_not(explorer):
    for x, y in (SUM, OUTPUT, SPOTS["one"], (WIDTH - 1, HEIGHT - 1)):
        explorer.on_pointer(event("down", "neuron", x, y))
        explorer.on_pointer(event("move", "neuron", x, y - 40))
    assert explorer.state == explorer.start


def test_a_click_on_the_legend_and_a_key_choose_the_activation(explorer):
    for row, name in enumerate(ARTIFICIAL):
        explorer.on_pointer(event("down", "legend", 0.5, row + 0.5))
        assert explorer.state.activation == name
        assert explorer.on_hover(event("hover", "legend", 0.5, row + 0.5)) == f"click for {name}"
    explorer.on_key("f")
    assert explorer.state.activation == "step"


def test_keys_set_current_bias_and_weight(explorer):
    for key in ("ArrowLeft", "ArrowUp", "+", "+", "-"):
        explorer.on_key(key)
    assert (explorer.state.current, explorer.state.bias, explorer.state.weight) == (1.9, -2.9, 2.1)


@pytest.mark.parametrize("activation", ARTIFICIAL)
def test_the_drawn_neuron_says_the_numbers_of_the_plots(explorer, activation):
    explorer.set(activation=activation, current=2.7, weight=1.8, bias=-3.1)
    view, written = explorer.view, explorer.drawing.bold.get_text().split("\n")
    z = 1.8 * 2.7 - 3.1
    curve = view.curves[activation][270]
    assert FINE[270] == 2.7
    assert written[:5] == ["2.7 nA", "1", fixed(z), fixed(curve, 0), "× w = 1.8"]
    assert f"× {view.height:.1f}" in written
    assert view.height * view.output == pytest.approx(curve, abs=1e-6)
    assert explorer.predicted.get_ydata()[0] == pytest.approx(curve, abs=1e-6)
    assert explorer.count.get_text() == str(view.rates[27])
    away = round(curve) - view.rates[27]
    assert f"{abs(away)} too {'few' if away < 0 else 'many'}" in explorer.drawing.small.get_text()
    line = explorer.lines[activation]
    assert line.get_color() == GREEN
    assert sum(one.get_color() == GREEN for one in explorer.lines.values()) == 1


def test_no_other_height_is_closer_to_the_dots(explorer):
    view = explorer.view
    for name, f in ARTIFICIAL.items():
        outputs = f(view.state.weight * CURRENTS + view.state.bias)
        for height in view.heights[name] * np.array([0.99, 1.01]):
            assert np.sqrt(((height * outputs - view.rates) ** 2).mean()) > view.off[name]


def test_a_wire_is_as_wide_as_its_number_and_its_colour_says_the_sign(explorer):
    wires = explorer.drawing.wires
    assert [wires[name].get_color() for name in ("weight", "bias")] == [VERMILION, BLUE]
    assert wires["weight"].get_linewidth() == thickness("weight", 2.0)
    explorer.set(weight=4.0, bias=1.0)
    assert wires["weight"].get_linewidth() == 2 * thickness("weight", 2.0)
    assert wires["bias"].get_color() == VERMILION


def test_parts_under_the_pointer_say_their_number(explorer):
    for spot, words in (
        (GRIPS["weight"], "weight w = 2.0 per nA: it brings 4.00"),
        (GRIPS["bias"], "bias b = −3.0"),
        (SUM, "2.0 × 2.0 − 3.0 = 1.00"),
        (OUTPUT, "the cell fires 63 times"),
        (INPUT, "current I = 2.0 nA"),
        ((500, 80), f"times {explorer.view.height:.1f}"),
    ):
        assert words in explorer.on_hover(event("hover", "neuron", *spot))
    assert explorer.on_hover(event("hover", "neuron", WIDTH - 1, HEIGHT - 1)) == ""
    assert explorer.on_hover(event("hover", "bend", 0.5)) == "ReLU makes 4.00 of z = 4.00\nhere z = 1.00"


def test_the_pointer_is_told_the_rates_and_the_potential(explorer):
    view = explorer.view
    words = explorer.on_hover(event("hover", "graph", 3.04))
    relu = view.curves["ReLU"][300]
    assert words.startswith(f"3.0 nA: the cell fires {view.rates[30]} times in a second\nstep ")
    assert f"ReLU {relu:.0f}," in words
    spike = np.flatnonzero(view.voltage == view.voltage.max())[0] * DT
    assert f"a spike at {spike:.1f} ms" in explorer.on_hover(event("hover", "trace", spike + 0.3))
    assert f"5.0 ms: −{-view.voltage[50]:.0f} mV" in explorer.on_hover(event("hover", "trace", 5.0))
