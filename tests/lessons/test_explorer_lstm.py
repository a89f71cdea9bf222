"""The gate explorer: its numbers are the library's, gates are held where it says, and its words are true."""

import itertools
from pathlib import Path

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import GateExplorer
from nnlearn.lessons.lstm import gate_networks as net
from nnlearn.lessons.lstm import words
from nnlearn.lessons.lstm.counting import count_read, counter_of
from nnlearn.lessons.lstm.picture import PITCH, letters, row_name, step_at
from nnlearn.lessons.lstm.starts import made, set_gate
from nnlearn.lessons.lstm.state import ROWS, State, view_of
from nnlearn.lessons.lstm.tank import sentences, valves
from nnlearn.lessons.lstm.tour import HIGH, LOW, TOUR, solved
from nnlearn.plots.numbers import fixed, short

EVERY = (*net.FRESH, *net.TRAINED)


@pytest.fixture
def explorer():
    made_ = GateExplorer()
    yield made_
    made_.close()


def event(axes, x, y=1.0, kind="down"):
    return {"type": kind, "axes": axes, "x": x, "y": y}


@pytest.mark.parametrize("network", EVERY)
def test_the_gates_are_those_of_the_cell_step_by_step(network):
    view = view_of(State(network=network, distance=10, hold="f 1", held=4))
    layer = net.layer_of(network)
    cell = getattr(nn, f"{view.kind}Cell")(view.x.shape[1], layer.hidden_size)
    cell.load_state_dict({name[:-3]: value for name, value in layer.state_dict().items()})
    state = None
    for t, x in enumerate(view.x):
        state = cell(x, state)
        for name, values in zip("hc", state if view.kind == "LSTM" else [state], strict=False):
            np.testing.assert_allclose(view.gates[name][t], values, atol=1e-5)
    assert sorted(view.gates) == sorted(ROWS[view.kind])


def test_a_fresh_start_is_the_librarys_with_the_biases_set_and_the_readers_numbers_are_left_alone():
    nn.manual_seed(3)
    expected = nn.Linear(2, 2).weight.data.copy()
    nn.manual_seed(3)
    layer = net.layer_of("LSTM", forget=3.0, write=-2.0)
    np.testing.assert_array_equal(nn.Linear(2, 2).weight.data, expected)
    nn.manual_seed(net.SEED)
    reference = nn.LSTM(9, net.UNITS)
    set_gate(reference, "f", 3.0)
    set_gate(reference, "i", -2.0)
    for name, value in reference.state_dict().items():
        np.testing.assert_array_equal(layer.state_dict()[name][..., :9] if "ih_l0" in name and value.ndim == 2
                                      else layer.state_dict()[name], value)  # fmt: skip


@pytest.mark.parametrize(("hold", "gate", "held"), [("f 0", "f", 0), ("f 1", "f", 1), ("i 0", "i", 0)])
def test_a_gate_is_held_where_it_says_and_nowhere_else(hold, gate, held):
    free, view = (view_of(State(distance=10, hold=each, held=5)) for each in ("nothing", hold))
    first, last = 4, 5 if hold == "f 0" else len(view.x)
    np.testing.assert_allclose(view.gates[gate][first:last], held, atol=1e-6)
    np.testing.assert_array_equal(view.gates[gate][:first], free.gates[gate][:first])
    assert not np.isclose(view.gates[gate][last:], held, atol=1e-3).any()
    gru = view_of(State(network="GRU", distance=10, hold=hold, held=5))
    np.testing.assert_allclose(gru.gates["z"][first:last], 0 if hold == "f 0" else 1, atol=1e-6)


def test_the_gradient_is_a_gradient():
    layer, x = net.layer_of("LSTM", forget=1.0).double(), net.text_of("LSTM", 6).astype(float)
    d = np.random.default_rng(net.SEED).normal(size=(1, 16, net.UNITS)).astype(np.float32)
    found, slopes = net.gradient_sizes(layer, x), np.zeros((8, 16, 9))
    for t, k in itertools.product((2, 7), range(9)):
        moved = x.copy()
        moved[t, 0, k] += 1e-5
        less = x.copy()
        less[t, 0, k] -= 1e-5
        with nn.no_grad():
            slopes[t, :, k] = d[0] @ (layer(moved)[0][-1, 0] - layer(less)[0][-1, 0]) / 2e-5
    assert found[5] == pytest.approx(np.linalg.norm(slopes[2]) / np.linalg.norm(slopes[7]), rel=1e-4)


def test_pulling_the_forget_bias_lifts_the_gradient():
    shares = [view_of(State(forget=b)).shares[20] for b in (0.0, 1.0, 3.0)]
    assert shares[0] < 1e-3 < shares[1] < 0.2 < shares[2]
    back = made("LSTM", 8, net.UNITS, 0)  # the lesson's own measure starts from the same kind of layer
    assert back.hidden_size == net.UNITS


def test_trained_networks_do_what_their_names_say():
    for network, distance in (
        ("LSTM over 20", 20),
        ("LSTM over 80", 80),
        ("GRU over 40", 40),
        ("plain net over 20", 20),
    ):
        for symbol in range(4):
            view = view_of(State(network=network, distance=distance, symbol=symbol))
            answers = net.answers(network, view.gates["h"])[-1]
            assert answers.argmax() == symbol, network
            assert view.p[-1] == answers[symbol]
    for network in ("LSTM that counts", "GRU that counts"):
        longest = net.stored()[1][net.TRAINED[network]]["up to"]
        assert "right at every letter" in words.line(view_of(State(network=network, distance=20)))
        view = view_of(State(network=network, distance=longest - longest % 5 + 5))
        assert "not right at every letter" in words.line(view)
    view = view_of(TOUR[5].state(GateExplorerStub()))
    unit, r = counter_of(view.gates["c"])
    assert (unit, round(abs(r), 2)) == (view.unit, 1.0)
    assert abs(np.corrcoef(count_read(20), view.levels[1:])[0, 1]) > 0.999


class GateExplorerStub:
    """What a stop of the tour needs of an explorer."""

    start = State()
    next_state = staticmethod(lambda state, **changes: State(**{**vars(state), **changes}))


def test_the_record_is_quoted_for_the_start_that_it_belongs_to(explorer):
    explorer.set(forget=3.0)
    explorer.refresh()
    assert "Training from here over 20 steps: 5 of 5 solve the task" in explorer.canvas.alt
    explorer.set(forget=2.5)
    explorer.refresh()
    assert "no training is recorded from this start" in explorer.canvas.alt
    explorer.set(forget=0.0, network="plain")
    explorer.refresh()
    assert explorer.view.record
    assert {row["start"] for row in explorer.view.record} == {"RNN"}


def test_the_tank_says_the_sum(explorer):
    view = view_of(State(forget=1.0, position=9, unit=5))
    f, i, g = (view.value(name, 9) for name in "fig")
    assert view.levels[0] == 0
    assert valves(view, 0) == (0, 0, 0)
    assert f * view.levels[8] + i * g == pytest.approx(view.levels[9], abs=1e-6)
    inflow, shown, kept = sentences(view, 9)
    assert inflow == f"i = {fixed(i)}\ntimes g = {fixed(g)}"
    assert shown.endswith(f"h = {fixed(view.value('h', 9))}")
    assert kept.startswith(f"f = {fixed(f)} of c = {fixed(view.levels[8])} kept")
    assert valves(view, 9) == (i, view.value("o", 9), 1 - f)
    gru = view_of(State(network="GRU", position=9))
    z, n = gru.value("z", 9), gru.value("n", 9)
    assert z * gru.levels[8] + (1 - z) * n == pytest.approx(gru.levels[9], abs=1e-6)


def test_a_press_goes_to_a_step_and_a_second_one_changes_the_symbol(explorer):
    explorer.on_pointer(event("rows", 0.5))
    explorer.refresh()
    assert explorer.at == step_at(explorer.view, 0.5) == 12
    for _ in range(2):
        explorer.on_pointer(event("rows", 0.01))
        explorer.refresh()
    assert (explorer.at, explorer.state.symbol, letters(explorer.view)[0]) == (1, 1, "B")
    before = explorer.state
    explorer.on_pointer(event("tank", 40))
    explorer.on_pointer(event("rows", 0.9, kind="up"))
    assert explorer.state == before


def test_keys_do_all_that_the_controls_do(explorer):
    explorer.set(position=10)
    explorer.refresh()
    for key in ("+", "+", ",", "ArrowDown", "ArrowLeft", "s", "h"):
        explorer.on_key(key)
        explorer.refresh()
    state = explorer.state
    found = (state.forget, state.write, state.unit, state.position, state.symbol, state.hold, state.held)
    assert found == (1.0, -0.5, 2, 9, 1, "f 0", 9)
    for _ in range(20):
        explorer.on_key("-")
    assert explorer.state.forget == -1.0


def test_a_bias_belongs_to_a_network_before_training(explorer):
    explorer.set(network="GRU over 40")
    explorer.set(forget=2.0)
    assert explorer.state.network == "GRU"
    explorer.set(network="plain")
    explorer.set(forget=1.0)
    assert explorer.state.network == "LSTM"


def test_what_lies_under_the_pointer_is_named(explorer):
    view = explorer.view
    said = explorer.on_hover(event("rows", 0.001, 1.5 * PITCH, "hover"))
    assert said.startswith(f"step 1 of 22: the symbol A\nf keeps: {fixed(view.value('f', 1))}\nclick")
    assert "noise" in explorer.on_hover(event("rows", 0.5, 1, "hover"))
    assert "the question" in explorer.on_hover(event("rows", 0.99, 1, "hover"))
    assert explorer.on_hover(event("rows", 0.5, 7.5 * PITCH, "hover")) == ""
    said = explorer.on_hover(event("gradient", 3.2, 1e-3, "hover"))
    assert said.startswith(f"3 steps back\ngradient: {short(view.shares[3])}")
    assert explorer.on_hover(event("gradient", 60, 1e-3, "hover")) == ""


@pytest.mark.parametrize("network", EVERY)
def test_every_row_has_a_name_and_every_state_words(network):
    for hold, distance, position in itertools.product(net.HOLDS, (5, 80), (0, 1, 50)):
        view = view_of(State(network=network, hold=hold, held=3, distance=distance, position=position))
        assert all(row_name(view, k) for k in range(len(ROWS[view.kind]) + 1 + view.trained))
        assert "nan" not in words.describe(view)
        assert len(words.line(view)) < 92
        assert len(words.title(view)) < 86


def test_the_tours_sentences_hold(explorer):
    said = [stop.text(view_of(stop.state(explorer))) for stop in TOUR]
    assert "at a rate of 0.01, 1 of 5 learn it; at 0.003, 4 of 5 learn it" in said[3]
    assert "and 5 of 5 learn it at both" in said[3]
    shut = view_of(State(forget=5.0, write=-5.0, distance=80))
    assert solved(shut, LOW) == solved(shut, HIGH) == "5 of 5 learn it"
    assert "5 of 5 learn it" in said[2]
    assert "and announces the end at step 31, not at step 40" in said[6]
    free = view_of(TOUR[5].state(explorer))
    assert int((free.p > 0.5).argmax()) + 1 == 40
    assert all(len(text) < 330 for text in said)


def test_the_text_names_stops_by_what_they_show(explorer):
    text = (Path(__file__).parents[2] / "lessons" / "19_lstm.py").read_text(encoding="utf-8")
    for number, words_ in ((2, "PyTorch's own start"), (3, "bias"), (4, "eighty steps")):
        (line,) = [each for each in text.splitlines() if f"Stop {number}: " in each]
        assert words_ in line
        assert words_.lower() in TOUR[number - 1].text(view_of(TOUR[number - 1].state(explorer))).lower()
