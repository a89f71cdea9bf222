"""The forward explorer: its numbers are those of the model, traced cell by cell, and every weight can be set."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import ForwardExplorer
from nnlearn.lessons.forward_propagation import network as net
from nnlearn.lessons.forward_propagation.matrix_product import sentence
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
    words = sentence(h, layer, layer.product(h), (2, 1)).replace("−", "-").replace("·", "*")
    sum_, activation = words.removeprefix("z = ").split("      ")
    left, right = sum_.split(" = ")
    assert eval(left) == pytest.approx(float(right), abs=0.006)
    assert float(right) == pytest.approx(layer.product(h)[2, 1], abs=0.006)
    assert float(activation.split(" = ")[1]) == pytest.approx(np.tanh(float(right)), abs=0.011)


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
    assert forward.view.layers[1].weight[0, 0] == pytest.approx(before + 0.1, abs=1e-4)
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
    assert f"{fixed(view.values[1][0, 3])} for your point" in words
    assert f"({fixed(middle[0, 0])}, {fixed(middle[0, 1])}): {fixed(view.layers[0](middle)[0, 3])}" in words
    assert f"bias {fixed(view.layers[0].bias[3])}: click" in words
    between = event("hover", "network", *(places[1][2] * 0.5 + places[2][1] * 0.5 + 1))
    layer, unit, source = forward.diagram.weight_near((between["x"], between["y"]))
    assert f"weight {fixed(view.layers[layer].weight[unit, source])} from" in forward.on_hover(between)
    assert forward.on_hover(event("hover", "network", *places[0][1])).startswith("input x2: 0.25 for your point")
    a, b = forward.state.point
    assert forward.on_hover(event("hover", "plane", a, b)) == (
        f"your point: drag me\noutput at (0.50, 0.25): {fixed(view.values[-1][0, 0])}, "
        f"class {int(view.values[-1][0, 0] >= 0)}"
    )
    spots = {name: (left, across, row) for name, _, left, across, row in forward.trace.placed}
    cell = {k: event("hover", "product", left + across / 2, 46 + row / 2) for k, (left, across, row) in spots.items()}
    assert forward.on_hover(cell["H"]) == f"unit 1 of layer 1\nfor your point: {fixed(view.values[1][0, 0])}"
    assert forward.on_hover(cell["W"]).endswith(f"to unit 1 of layer 2: {fixed(view.layers[1].weight[0, 0])}")
    assert forward.on_hover(cell["Z"]).endswith(fixed(view.layers[1].product(view.values[1])[0, 0]))
    cell["Z"]["x"] += spots["Z"][1]
    assert forward.on_hover(cell["Z"]) == "sum z of unit 2 of layer 2\nfor your point: not computed yet"
