"""The LeNet explorer: its numbers are the model's, and its counts are right."""

import itertools

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import LeNetExplorer
from nnlearn.lessons.convolution.network import window
from nnlearn.lessons.lenet import network as net
from nnlearn.lessons.lenet.pad import centred, drawn, ink_on
from nnlearn.lessons.lenet.picture import BIG, COLUMNS, INPUT, KERNELS, corner, lay_out, unit_at
from nnlearn.lessons.lenet.sheet_picture import place_of
from nnlearn.lessons.lenet.table import HEAD, ROW
from nnlearn.lessons.lenet.watch import TrainingWatch
from nnlearn.metrics import accuracy
from nnlearn.plots.numbers import fixed, significant


@pytest.fixture
def lenet():
    made = LeNetExplorer()
    yield made
    made.close()


def event(axes, x, y, kind="down"):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def test_the_counts_are_those_of_the_model():
    model = nn.LeNet5()
    for stage in net.STAGES:
        module = model[net.WEIGHTS[stage.name]] if not stage.pools else None
        own = 0 if stage.pools else module.weight.data.size + module.bias.data.size
        assert stage.parameters() == own, stage.name
        if stage.side == 1:  # one position: nothing to share, and dense already
            assert stage.parameters(sharing=False) == stage.dense == own
    assert sum(stage.parameters() for stage in net.STAGES) == sum(p.numel() for p in model.parameters()) == 61_706
    assert net.STAGES[2].products == 16 * 10 * 10 * 6 * 5 * 5


@pytest.mark.parametrize("form", ["1998", "today"])
@pytest.mark.parametrize("layer", range(7))
def test_a_units_sum_gives_its_value(form, layer):
    stage, model = net.STAGES[layer], net.trained(form)
    values = net.forward(model, net.held_out()[0][[7]])
    unit = (stage.maps - 1, stage.side // 2, stage.side // 3)
    value = values[layer + 1][unit]
    if stage.pools:
        (top, bottom), (left, right) = window(stage, *unit[1:])
        pooled = values[layer][unit[0], top:bottom, left:right]
        expected = pooled.mean() if form == "1998" else pooled.max()
    else:
        z = net.weighted_sum(model, layer, values, unit)
        expected = z if stage.name == "output" else np.tanh(z) if form == "1998" else max(z, 0)
    assert value == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("layer", range(5))
def test_a_unit_sees_its_field_and_nothing_else(layer):
    nn.manual_seed(0)
    model, rng = nn.LeNet5(), np.random.default_rng(0)
    stage = net.STAGES[layer]
    row, column = stage.side // 2, stage.side // 4
    (top, bottom), (left, right) = net.field(layer, row, column)
    image = rng.normal(size=(1, 1, 32, 32)).astype("f4")
    elsewhere, inside = image + 1, image.copy()
    elsewhere[..., top:bottom, left:right] = image[..., top:bottom, left:right]
    inside[..., bottom - 1, right - 1] += 1

    def value(x):
        return net.forward(model, x)[layer + 1][0, row, column]

    assert value(elsewhere) == pytest.approx(value(image), abs=1e-6)
    assert value(inside) != value(image)


def test_a_press_chooses_the_unit_under_it(lenet):
    for layer, stage in enumerate(net.STAGES):
        which, place = stage.maps - 1, stage.side - 1
        left, top = corner(layer, which)
        scale = COLUMNS[layer].scale
        spot = (left + (place + 0.5) * scale, top + (place + 0.5) * scale)
        assert unit_at(spot) == (layer, (which, place, place))
        lenet.on_pointer(event("cutaway", *spot))
        assert (lenet.state.layer, lenet.state.unit) == (layer, (which, place, place))
    before = lenet.state
    lenet.on_pointer(event("cutaway", 135, 300))  # between two columns
    lenet.on_pointer(event("table", 10, 10))
    assert lenet.state == before


def test_what_lies_under_the_pointer_is_named(lenet):
    lenet.set(layer=2, unit=(4, 3, 5))
    lenet.refresh()
    view = lenet.view
    (left, top), scale = corner(0, 3), COLUMNS[0].scale
    said = lenet.on_hover(event("cutaway", left + 7.5 * scale, top + 2.5 * scale, "hover"))
    assert said.startswith(f"C1, map 3, row 2, column 7: {fixed(view.values[1][3, 2, 7])}\nsees 5 × 5")
    pixel = BIG / 32
    said = lenet.on_hover(event("cutaway", INPUT[0] + pixel * 16.5, INPUT[1] + pixel * 12.5, "hover"))
    assert said.startswith(f"input, row 12, column 16: {fixed(view.values[0][0, 12, 16])}")
    _, corners, size = lay_out(view.kernel)
    said = lenet.on_hover(event("cutaway", *np.add(corners[4], (2.5 * size, 1.5 * size)), "hover"))
    assert said.startswith(f"weight {significant(view.kernel[4, 1, 2])}\ntimes S2, map 4: row 1, column 2")
    digit = int(view.shares.argmax())
    said = lenet.on_hover(event("cutaway", 590, corner(6, digit)[1] + 6, "hover"))
    assert said.startswith(f"probability of {digit}")
    assert f": {significant(100 * view.shares[digit])} %" in said
    assert "2,416 parameters\ndense instead: 1,883,200" in lenet.on_hover(
        event("table", 500, HEAD + 2.5 * ROW, "hover")
    )
    lenet.set(layer=5)
    lenet.refresh()
    assert lenet.on_hover(event("cutaway", KERNELS[0] + 1, KERNELS[1] + 1, "hover")).endswith("times C5, unit 0")


def test_keys_walk_through_units_maps_and_layers(lenet):
    lenet.set(layer=0, unit=(0, 0, 0))
    for key in ("ArrowUp", "ArrowLeft"):  # the edge stops it
        lenet.on_key(key)
    assert lenet.state.unit == (0, 0, 0)
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "+"):
        lenet.on_key(key)
    assert lenet.state.unit == (1, 1, 2)
    lenet.on_key("p")
    assert net.STAGES[lenet.state.layer].name == "output"
    lenet.on_key("ArrowDown")
    assert lenet.state.unit == (2, 0, 0)
    lenet.on_key("n")
    assert net.STAGES[lenet.state.layer].name == "C1"


def test_without_sharing_the_maps_stay_and_the_counts_grow(lenet):
    values = lenet.view.values
    lenet.set(sharing=False)
    assert lenet.view.values is values
    assert "423,038 parameters" in lenet.canvas.alt
    lenet.set(sharing=True)
    assert "61,706 parameters" in lenet.canvas.alt


def test_maps_move_along_with_the_digit(lenet):
    still = lenet.view.values
    lenet.set(shift=4)
    moved = lenet.view.values
    np.testing.assert_allclose(moved[1][:, :, 4:], still[1][:, :, :-4], atol=1e-5)  # C1 by four
    np.testing.assert_allclose(moved[3][:, :, 2:], still[3][:, :, :-2], atol=1e-5)  # C3, after one pooling, by two


def test_the_learners_model_stays_as_it_is_and_others_are_refused():
    model = nn.LeNet5(size=28)
    before = model.state_dict()
    explorer = LeNetExplorer(model)
    explorer.set(digit=3, layer=4)
    assert model.training
    assert all((values == before[name]).all() for name, values in model.state_dict().items())
    assert "your LeNet-5" in explorer.canvas.alt
    explorer.close()
    with pytest.raises(TypeError, match=r"expected a LeNet5 of nnlearn\.numpy"):
        LeNetExplorer(nn.Linear(2, 2))
    with pytest.raises(ValueError, match="ten classes, got 3"):
        LeNetExplorer(nn.LeNet5(3))


# A digit of the reader's own.


def read(lenet):
    return int(lenet.view.shares.argmax())


def test_a_digit_is_drawn_with_the_pointer(lenet):
    lenet.on_pointer(event("cutaway", INPUT[0] + 40, INPUT[1] + 40))
    assert (lenet.state.drawing, lenet.state.sheet) == (True, b"")
    assert "An empty sheet" in lenet.canvas.alt
    assert lenet.canvas.cursors["table"] == "crosshair"
    for kind, spot in (("down", (5, 8)), ("move", (5, 19)), ("move", (23, 12)), ("up", (23, 12))):
        lenet.on_pointer(event("table", *place_of(*spot), kind))
    lenet.on_pointer(event("table", *place_of(2, 2), "move"))  # the pen is up
    ink = ink_on(lenet.state.sheet)
    np.testing.assert_array_equal(ink, ink_on(drawn([(5, 8), (5, 19), (23, 12)])))
    np.testing.assert_array_equal(lenet.view.values[0][0, 2:-2, 2:-2], centred(ink))
    assert read(lenet) == 7
    assert lenet.canvas.alt.startswith("Your drawing: LeNet-5 of 1998 reads 7 (")
    assert lenet.on_hover(event("table", *place_of(5, 12), "hover")).startswith("row 5, column 12: 1.00 of 1")
    lenet.clear_button.click()
    assert (lenet.state.drawing, lenet.state.sheet) == (True, b"")
    lenet.set(digit=3)
    assert not lenet.state.drawing


def test_a_digit_is_drawn_with_the_keys(lenet):
    for key in ["d", *5 * ["ArrowUp"], " ", *15 * ["ArrowDown"], " ", *4 * ["ArrowRight"]]:
        lenet.on_key(key)
    np.testing.assert_array_equal(ink_on(lenet.state.sheet), ink_on(drawn([(9, 14), (24, 14)])))
    assert (lenet.state.pen, lenet.state.down, read(lenet)) == ((24, 18), False, 1)
    unit = lenet.state.unit
    lenet.on_key("c")
    assert (lenet.state.sheet, lenet.state.unit) == (b"", unit)
    lenet.on_key("d")
    lenet.on_key("ArrowDown")
    assert lenet.state.unit != unit  # the arrow keys move the unit again


def test_a_stroke_begins_on_the_sheet_and_the_table_is_none(lenet):
    lenet.on_pointer(event("table", *place_of(5, 5)))
    assert not lenet.state.drawing
    lenet.set(drawing=True)
    lenet.on_pointer(event("table", 400, 100))
    lenet.on_pointer(event("table", *place_of(5, 5), "move"))
    assert lenet.state.sheet == b""


@pytest.mark.parametrize("size", [5, 12, 26])
@pytest.mark.parametrize("corner", [(1, 1), (10, 3)])
def test_where_and_how_large_a_digit_is_drawn_does_not_matter(size, corner):
    ink = np.zeros((28, 28), np.float32)
    ink[corner[0] : corner[0] + size, corner[1] : corner[1] + size // 2] = 1
    rows, columns = np.nonzero(centred(ink) > 0.5)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == pytest.approx(20, abs=1)
    assert (rows.mean(), columns.mean()) == pytest.approx((14, 14), abs=0.6)


def test_digits_of_mnist_stay_where_they_are():
    """They were scaled and centred as drawings are."""
    images = net.held_out()[0][:200, 0, 2:-2, 2:-2]
    found = np.array([centred(image) for image in images])
    assert np.abs(found - images).mean() < 0.002
    scores = [
        nn.predict(net.trained("1998"), np.pad(some, [(0, 0), (2, 2), (2, 2)])[:, None]) for some in (found, images)
    ]
    assert (scores[0].argmax(1) == scores[1].argmax(1)).mean() > 0.95


def test_the_code_of_a_drawing_gives_the_same_answer(lenet):
    lenet.set(drawing=True, sheet=drawn([(5, 8), (5, 19), (23, 12)], [(14, 9), (14, 18)]), shift=-2)
    names = {}
    exec(lenet.code(lenet.view), names)
    np.testing.assert_allclose(names["nn"].softmax(names["maps"][-1], 1)[0], lenet.view.shares, rtol=1e-5, atol=1e-7)
    np.testing.assert_array_equal(names["x"], lenet.view.values[0][None])


# The picture of a training that runs.


def test_a_watched_training_is_the_training_and_is_seen():
    x, y = net.held_out()

    def trained(callbacks):
        nn.manual_seed(0)
        model = nn.LeNet5()
        optimizer = nn.Adam(model.parameters(), lr=0.002)
        nn.manual_seed(0)
        return model, nn.fit(
            model, nn.CrossEntropyLoss(), optimizer, x[:128], y[:128], epochs=2, batch_size=32, callbacks=callbacks
        )

    watch = TrainingWatch(nn.predict, x[128:256], y[128:256])
    frames = [watch.canvas.frame]
    watch.canvas.observe(lambda change: frames.append(change.new), "frame")
    plain, _ = trained([])
    model, history = trained([watch])
    for ours, theirs in zip(model.parameters(), plain.parameters(), strict=True):
        np.testing.assert_array_equal(ours.data, theirs.data)
    assert watch.losses == history.steps
    assert watch.right[-1] == (len(history.steps), accuracy(nn.predict(model, x[128:256]), y[128:256]))
    assert len(set(frames)) >= 3  # before, and at least after each epoch
    assert watch.canvas.alt.startswith(f"step {len(history.steps)}, loss ")
    data, metadata = watch._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == watch.canvas.alt


def test_a_watch_draws_seldom():
    class Run:
        step, loss, end_of_epoch, epochs, model = 2, 1.0, False, 1, nn.LeNet5()

    hundredths = itertools.count()
    watch = TrainingWatch(nn.predict, *net.held_out(), clock=lambda: next(hundredths) / 100)
    frames = []
    watch.canvas.observe(lambda change: frames.append(change.new), "frame")
    for _ in range(200):
        watch(Run)
    assert len(watch.losses) == 200
    assert 1 <= len(frames) <= 200 / 10
