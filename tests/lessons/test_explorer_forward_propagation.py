"""The forward explorer: its numbers are those of the model, traced cell by cell, and every weight can be set."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import ForwardExplorer
from nnlearn.explorers.controls import inside
from nnlearn.lessons.forward_propagation import network as net
from nnlearn.lessons.forward_propagation.network import Cell
from nnlearn.lessons.forward_propagation.state import View
from nnlearn.lessons.forward_propagation.words import number, sentence
from nnlearn.plots.numbers import fixed


def own_model():
    nn.manual_seed(3)
    return nn.Sequential(nn.Linear(2, 5), nn.ReLU(), nn.Linear(5, 3), nn.Tanh(), nn.Linear(3, 1), nn.Sigmoid())


@pytest.fixture
def forward():
    made = ForwardExplorer()
    yield made
    made.close()


def event(kind, axes, x, y):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def test_the_page_may_send_the_nearest_place_of_a_slider(forward):
    """A page rounds a value to the slider's decimals and sends it back: that must not count as an edit."""
    assert forward.state.value != round(forward.state.value, 2)
    forward.controls["value"].value = round(forward.state.value, 2)
    assert forward.state == forward.start
    forward.controls["value"].value += 0.01
    assert forward.state.edits


def test_its_numbers_are_those_of_the_model():
    model = own_model()
    explorer = ForwardExplorer(model, position=20)
    for k, layer in enumerate([model[:2], model[:4], model[:6]], 1):
        with nn.no_grad():
            expected = layer(net.batch("moons", explorer.state.point).astype(np.float32))
        np.testing.assert_allclose(explorer.view.values[k], expected, rtol=1e-5, atol=1e-6)


def test_the_learners_model_stays_as_it_is():
    model = own_model()
    before = model.state_dict()
    explorer = ForwardExplorer(model)
    explorer.set(selected=(1, 2, 3))
    explorer.set(value=4.0)
    assert explorer.view.layers[1].weight[2, 3] == 4.0
    for name, values in model.state_dict().items():
        np.testing.assert_array_equal(values, before[name])
    assert model.training
    explorer.reset()
    np.testing.assert_allclose(explorer.view.layers[1].weight, before["2.weight"])


@pytest.mark.parametrize(
    ("model", "fault", "says"),
    [
        (nn.Linear(2, 1), TypeError, "expected a Sequential of nnlearn.numpy"),
        (nn.Sequential(), ValueError, r"got sizes \[\]"),
        (nn.Sequential(nn.Tanh(), nn.Linear(2, 1)), TypeError, "expected Linear first, got Tanh"),
        (nn.Sequential(nn.Linear(3, 1)), ValueError, "two inputs"),
        (nn.Sequential(nn.Linear(2, 9)), ValueError, r"at most 8 units each, got sizes \[2, 9\]"),
        (None, None, None),
    ],
)
def test_another_model_is_refused_with_a_sentence(model, fault, says):
    if model is not None:
        with pytest.raises(fault, match=says):
            ForwardExplorer(model)


def test_every_cell_of_every_product_is_traced_once(forward):
    seen = {(cell.layer, cell.row, cell.unit) for cell in forward.view.steps}
    sizes = [len(layer.bias) for layer in forward.view.layers]
    assert len(seen) == len(forward.view.steps) == 3 * sum(sizes)
    assert forward.jump_positions(forward.view) == [3 * sizes[0], 3 * (sizes[0] + sizes[1])]


@pytest.mark.parametrize("seed", range(5))
def test_the_sentence_adds_up(seed):
    rng = np.random.default_rng(seed)
    layer = net.Layer(rng.normal(size=(2, 3)).round(1), rng.normal(size=2).round(1), np.tanh, "tanh")
    h = rng.normal(size=(3, 3)).round(1)
    view = View(None, [layer], (), [], [h, layer(h)], [Cell(0, 2, 1)], 1)
    sum_, activation = sentence(view).replace("−", "-").replace("·", "*").removeprefix("z = ").split("\n")
    left, right = sum_.split(" = ")
    assert eval(left) == pytest.approx(float(right), abs=0.006)
    assert float(right) == pytest.approx(layer.product(h)[2, 1], abs=0.006)
    assert float(activation.split(" = ")[1].split()[0]) == pytest.approx(np.tanh(float(right)), abs=0.011)


def test_a_weight_is_chosen_by_pointer_and_keys_and_changed(forward):
    places = forward.diagram.places
    forward.on_pointer(event("down", "network", *(places[1][2] * 0.5 + places[2][1] * 0.5 + 1)))
    layer, unit, source = forward.state.selected
    assert layer == 1
    assert forward.state.value == forward.view.layers[1].weight[unit, source]
    forward.on_pointer(event("down", "network", *places[1][3]))
    assert forward.state.selected == (0, 3, -1)  # a unit itself is its bias
    forward.on_key("n")
    assert forward.state.selected == (1, 0, 0)
    before = forward.view.layers[1].weight[0, 0]
    forward.on_key("+")
    assert forward.view.layers[1].weight[0, 0] == pytest.approx(before + 0.1, abs=0.006)  # two decimals
    forward.on_key("p")
    forward.on_key("p")
    assert forward.state.selected == (0, 3, 1)
    forward.on_pointer(event("down", "network", 0, 0))
    assert forward.state.selected == (0, 3, 1)  # the pointer is on nothing


def test_other_sizes_forget_edits_and_keep_the_point(forward):
    forward.set(value=5.0)
    forward.move((1.0, 0.0))
    forward.set(activation="relu")
    assert forward.state.edits
    forward.set(width1=2)
    assert forward.state.edits == ()
    assert forward.state.point == (1.0, 0.0)
    assert forward.controls["value"].value == forward.view.layers[0].weight[0, 0]


@pytest.mark.parametrize("model", [None, own_model()], ids=["made here", "of the reader"])
@pytest.mark.parametrize("activation", ["tanh", "relu", ""])
def test_the_networks_code_gives_what_is_on_the_screen(model, activation, capsys):
    explorer = ForwardExplorer(model) if model else ForwardExplorer(activation=activation, width2=0, width3=2)
    explorer.set(selected=(1, 0, -1))
    explorer.set(value=1.5)
    explorer.move((0.3, 0.1))
    names = {"model": model}
    exec(explorer.code(explorer.view), names)
    np.testing.assert_allclose(names[f"h{len(explorer.view.layers)}"], explorer.view.values[-1], rtol=1e-5, atol=1e-6)
    assert capsys.readouterr().out


def test_without_activation_the_boundary_is_straight():
    explorer = ForwardExplorer(activation="", position=0)
    image = explorer.view.maps[-1][0]
    second = np.diff(image, 2, axis=0), np.diff(image, 2, axis=1)
    assert max(np.abs(s).max() for s in second) < 1e-4 * np.abs(image).max()


def test_the_pointer_is_told_units_weights_cells_and_the_map(forward):
    forward.set(position=13)  # the first cell of layer 2
    forward.refresh()
    view, places = forward.view, forward.diagram.places
    words = forward.on_hover(event("hover", "network", *places[1][3]))
    left, right, bottom, top = view.extent
    middle = np.array([[(left + right) / 2, (bottom + top) / 2]])
    assert words.startswith(f"unit 4 of layer 1: tanh({fixed(view.layers[0].product(view.values[0])[0, 3])}) = ")
    assert f"{fixed(view.values[1][0, 3])}\nfor your point" in words
    assert f"({fixed(middle[0, 0])}, {fixed(middle[0, 1])}): {fixed(view.layers[0](middle)[0, 3])}" in words
    assert f"bias {fixed(view.layers[0].bias[3])}: drag up or down" in words
    assert forward.on_hover(event("hover", "network", *places[3][0])).startswith("unit 1 of layer 3: not computed yet")
    between = event("hover", "network", *(places[1][2] * 0.5 + places[2][1] * 0.5 + 1))
    layer, unit, source = forward.diagram.weight_near((between["x"], between["y"]))
    assert f"weight {fixed(view.layers[layer].weight[unit, source])} from" in forward.on_hover(between)
    assert forward.on_hover(event("hover", "network", *places[0][1])).startswith("input x2: 0.25\nfor your point")
    a, b = forward.state.point
    assert forward.on_hover(event("hover", "plane", a, b)) == (
        f"your point: drag me\noutput at (0.50, 0.25): {fixed(view.values[-1][0, 0])}, "
        f"class {int(view.values[-1][0, 0] >= 0)}"
    )
    cell = {name: at_cell(forward, name, 0, 0) for name in "HWbZ"}
    assert forward.on_hover(cell["H"]) == f"unit 1 of layer 1\nfor your point: {fixed(view.values[1][0, 0])}"
    assert (
        forward.on_hover(cell["W"])
        .split("\n")[0]
        .endswith(f"to unit 1 of layer 2: {fixed(view.layers[1].weight[0, 0])}")
    )
    assert forward.on_hover(cell["b"]).startswith(f"bias of unit 1 of layer 2: {fixed(view.layers[1].bias[0])}")
    assert forward.on_hover(cell["Z"]).endswith(fixed(view.layers[1].product(view.values[1])[0, 0]))
    later = forward.on_hover(at_cell(forward, "Z", 0, 1))
    assert later == "sum z of unit 2 of layer 2\nfor your point: not computed yet\nclick to go there"


def at_cell(forward, name, i, j, kind="hover"):
    """Return an event in the middle of a cell of the product."""
    left, top, wide, high = forward.trace.places[name][i][j]
    return event(kind, "product", left + wide / 2, top + high / 2)


@pytest.mark.parametrize("model", [None, own_model()], ids=["made here", "of the reader"])
def test_network_product_and_plane_show_the_same_point(model):
    """At every step: the numbers under the units, the framed row and the ringed point are those of one row."""
    explorer = ForwardExplorer(model)
    for position in range(explorer.length(explorer.view) + 1):
        explorer.go(position)
        view, diagram, trace = explorer.view, explorer.diagram, explorer.trace
        row = view.steps[position - 1].row if position else 0
        values = [number(value) for layer in view.values for value in layer[row]]
        under = {place.tobytes(): text for text, place in diagram.numbers.items + diagram.pale.items}
        places = np.concatenate(diagram.places) + np.array([0, diagram.unit / 2 + 3])
        shown = [under.get(place.tobytes()) for place in places]
        assert [text for text in shown if text] == [v for v, text in zip(values, shown, strict=True) if text]
        np.testing.assert_allclose(explorer.ring.get_data(), view.values[0][row][:, None])
        left, right, bottom, top = view.extent
        inside = (diagram.dots.get_xydata() - np.concatenate(diagram.places)) / diagram.unit + 0.5
        np.testing.assert_allclose(left + inside[:, 0] * (right - left), view.values[0][row, 0], atol=1e-9)
        np.testing.assert_allclose(top - inside[:, 1] * (top - bottom), view.values[0][row, 1], atol=1e-9)
        if position == 0:
            assert all(shown)
            continue
        cell = view.steps[position - 1]
        count = 1 + sum(len(h[0]) for h in view.values[: cell.layer + 1]) + cell.unit
        assert [bool(text) for text in shown] == [k < count for k in range(len(shown))]  # as far as it has come
        colours = {frame.get_edgecolor() for frame in (*trace.frames, diagram.active, diagram.sum)}
        assert len(colours) == 1
        assert trace.frames[0].get_xy() == pytest.approx(trace.places["H"][row][0][:2])
        assert trace.frames[3].get_xy() == pytest.approx(trace.places["Z"][row][cell.unit][:2])
        assert number(view.z[row, cell.unit]) in diagram.z.get_text()
        assert f"= {number(view.z[row, cell.unit])}\n" in trace.sentence.get_text()
    explorer.close()


def test_dragging_the_point_brings_its_row_to_work(forward):
    forward.go(17)
    assert forward.view.row == 1
    forward.on_pointer(event("down", "plane", 1.0, 0.5))
    cell = forward.view.cell
    assert (forward.state.point, cell.row, cell.layer, cell.unit) == ((1.0, 0.5), 0, 1, 1)


def test_a_line_is_dragged_up_for_a_larger_weight_and_a_click_changes_none(forward):
    places = forward.diagram.places
    x, y = 0.3 * places[0][1] + 0.7 * places[1][3]
    forward.on_pointer(event("down", "network", x, y))
    assert forward.state.selected == (0, 3, 1)
    before = forward.state.value
    forward.on_pointer(event("move", "network", x, y - 1))  # a click trembles
    forward.on_pointer(event("up", "network", x, y - 1))
    assert forward.state.edits == ()
    forward.on_pointer(event("move", "network", x, y - 50))  # nothing is held
    assert forward.state.edits == ()
    forward.on_pointer(event("down", "network", x, y))
    forward.on_pointer(event("move", "network", x, y - 50))
    forward.on_pointer(event("move", "network", x, y - 40))
    assert forward.view.layers[0].weight[3, 1] == pytest.approx(before + 0.8, abs=0.006)
    assert forward.controls["value"].value == forward.view.layers[0].weight[3, 1]
    forward.on_pointer(event("move", "network", x, y))  # back where it was taken
    assert forward.view.layers[0].weight[3, 1] == pytest.approx(before, abs=0.006)
    forward.on_pointer(event("up", "network", x, y - 5000))  # released before a move was sent from there
    assert forward.view.layers[0].weight[3, 1] == 8
    forward.on_pointer(event("down", "network", 0, 0))
    forward.on_pointer(event("move", "network", 0, 50))
    assert forward.view.layers[0].weight[3, 1] == 8


def test_the_chosen_weight_has_buttons(forward):
    less, more = (one for one in inside(forward.box) if "chosen weight: 0.1" in (getattr(one, "tooltip", None) or ""))
    before = forward.state.value
    for _ in range(3):
        more.click()
    less.click()
    assert forward.view.layers[0].weight[0, 0] == pytest.approx(before + 0.2, abs=0.006)


def test_a_click_in_the_product_goes_to_the_cell_or_chooses_the_weight(forward):
    forward.go(14)
    forward.on_pointer(at_cell(forward, "Z", 2, 0, "down"))
    assert forward.view.cell == (1, 2, 0)
    forward.on_pointer(at_cell(forward, "W", 3, 1, "down"))
    assert forward.state.selected == (1, 1, 3)
    forward.on_pointer(at_cell(forward, "b", 0, 2, "down"))
    assert forward.state.selected == (1, 2, -1)
    forward.on_pointer(at_cell(forward, "H", 1, 3, "down"))
    assert forward.view.cell == (0, 1, 3)  # where that number was computed
    forward.on_pointer(at_cell(forward, "H", 2, 1, "down"))
    assert forward.view.cell == (0, 2, 0)  # an input is not computed: the first cell of its row
    forward.on_pointer(event("down", "product", 1, 1))
    assert forward.view.cell == (0, 2, 0)


def test_the_same_number_lights_up_in_all_three_places(forward):
    forward.go(17)  # the class 0 point, unit 2 of layer 2
    unit, ring = forward.diagram.box(1, 2), forward._ring(1)
    cell = forward.trace.box("H", 1, 2)
    for spot in (event("hover", "network", *forward.diagram.places[1][2]), at_cell(forward, "H", 1, 2)):
        lit = forward.lit(spot)
        assert len(lit) == 3
        for place in (unit, ring, cell):
            assert any(np.allclose(place, one) for one in lit)
    other = forward.lit(at_cell(forward, "H", 0, 2))  # the network does not show that point now
    assert len(other) == 2
    assert np.allclose(other[1], forward._ring(0))
    weight = forward.lit(at_cell(forward, "W", 2, 1))
    assert np.allclose(weight[0], forward.diagram.box_of_weight((1, 1, 2)))
    x, y = forward.view.values[0][1]
    row = forward.lit(event("hover", "plane", x, y))
    assert np.allclose(row[0], ring)
    assert len(row) == 1 + 4
    assert forward.lit(event("hover", "plane", -1.3, -0.8)) == forward.lit(event("hover", "product", 0, 0)) == []
    for left, top, wide, high in lit:
        assert 0 <= left < left + wide <= 640
        assert 0 <= top < top + high <= 588


def test_a_reader_s_own_network_has_no_tour_but_something_to_try():
    explorer = ForwardExplorer(own_model())
    assert explorer.panel.tour is None
    assert "drag a line" in explorer.suggestion
