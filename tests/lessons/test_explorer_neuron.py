"""The neuron explorer and the cell in it: rates by simulation and by formula, and what the picture says of them."""

import numpy as np
import pytest

from nnlearn.explorers import NeuronExplorer
from nnlearn.lessons.neuron.explorer import CURRENTS, measured
from nnlearn.lessons.neuron.lif import CELL, DT, drive, rate


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


def test_drag_and_keys_set_the_current_and_the_bias(explorer):
    explorer.on_pointer({"axes": "graph", "type": "move", "x": 3.14, "y": 0})
    assert explorer.state.current == 3.1
    explorer.on_key("ArrowLeft")
    assert explorer.state.current == 3.0
    before = explorer.state.bias
    explorer.on_key("ArrowUp")
    assert explorer.state.bias == pytest.approx(before + 0.1)
    explorer.on_pointer({"axes": "graph", "type": "move", "x": 99, "y": 0})
    assert explorer.state.current == CURRENTS[-1]


def test_the_pointer_is_told_the_rates_and_the_potential(explorer):
    view = explorer.view
    words = explorer.on_hover({"axes": "graph", "x": 3.04, "y": 0})
    relu = view.curves["ReLU"][300]
    assert words.startswith(f"3.0 nA: the cell fires {view.rates[30]} times a second\nstep ")
    assert f"ReLU {relu:.0f}," in words
    spike = np.flatnonzero(view.voltage == view.voltage.max())[0] * DT
    assert f"a spike at {spike:.1f} ms" in explorer.on_hover({"axes": "trace", "x": spike + 0.3, "y": 0})
    assert f"5.0 ms: −{-view.voltage[50]:.0f} mV" in explorer.on_hover({"axes": "trace", "x": 5.0, "y": 0})
