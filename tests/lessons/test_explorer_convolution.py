"""The convolution explorer: its map is the library's, nine numbers are edited by hand, and a shift is told truly."""

import numpy as np
import pytest

import nnlearn.numpy as nn
import nnlearn.torch as other
from nnlearn.explorers import ConvolutionExplorer, FeatureMapExplorer
from nnlearn.lessons.convolution import kernels as maps
from nnlearn.lessons.convolution import network as net
from nnlearn.lessons.convolution.explorer import DRAG, place_at
from nnlearn.lessons.convolution.feature_map_picture import BIG, RIGHT, STEP, STRIP, ZOOM
from nnlearn.plots.numbers import fixed, significant


@pytest.fixture
def convolution():
    made = ConvolutionExplorer()
    yield made
    made.close()


def event(kind, axes, x, y):
    return {"type": kind, "axes": axes, "x": x, "y": y}


@pytest.mark.parametrize("kernel", maps.KERNELS)
@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 1), (3, 2), (4, 3)])
def test_the_map_is_the_librarys(kernel, stride, padding):
    explorer = ConvolutionExplorer(kernel=kernel, stride=stride, padding=padding, shift=2)
    layer = nn.Conv2d(1, 1, 3, stride=stride, padding=padding, bias=False).double()
    layer.weight.data = np.reshape(maps.KERNELS[kernel], (1, 1, 3, 3)).astype(float)
    expected = layer(maps.picture("roof", 2)[None, None])[0, 0]
    np.testing.assert_allclose(explorer.view.y, expected, atol=1e-12)
    explorer.close()


def test_the_sum_of_the_products_is_the_number_in_the_map(convolution):
    for key in ("ArrowLeft", "ArrowDown", "ArrowDown"):
        convolution.on_key(key)
        view = convolution.view
        assert (view.window * view.kernel).sum() == pytest.approx(view.y[view.place])
    assert view.place == (18, 27)


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (1, 3), (3, 1), (4, 2)])
def test_the_arrow_keys_move_by_one_place_and_stay_inside(stride, padding):
    explorer = ConvolutionExplorer(stride=stride, padding=padding)
    columns = explorer.view.y.shape[1]
    for key, end in (("ArrowRight", columns - 1), ("ArrowLeft", 0)):
        seen = [explorer.view.place[1]]
        for _ in range(columns + 1):
            explorer.on_key(key)
            seen.append(explorer.view.place[1])
        assert seen[-1] == end
        assert set(np.abs(np.diff(seen))) == {0, 1}
    explorer.move(-5, 10**6)
    assert explorer.view.place == (0, columns - 1)


def test_picture_and_map_are_pressed_at_the_same_place(convolution):
    convolution.set(stride=2, padding=1)
    convolution.on_pointer(event("down", "map", 12.3, 7.8))
    assert convolution.view.place == (8, 12)
    convolution.on_pointer(event("move", "picture", 40.2, 20.4))  # a window is centred on pixel (20, 40)
    assert convolution.view.place == (10, 20)


def test_weights_are_chosen_and_changed_by_pointer_and_keys(convolution):
    box = convolution.bench.boxes[9 + 5] + 3
    convolution.on_pointer(event("down", "kernel", *box))
    assert convolution.state.chosen == 5
    assert convolution.controls["value"].value == 2.0
    convolution.on_key("+")
    assert convolution.view.kernel[1, 2] == 2.25
    assert convolution.state.kernel == convolution.controls["kernel"].value == "by hand"
    convolution.on_key("-")
    assert convolution.state.kernel == "edges, left to right"  # the same nine numbers again
    convolution.on_key("n")
    convolution.on_key("n")
    assert (convolution.state.chosen, convolution.state.value) == (7, 0.0)
    convolution.on_pointer(event("down", "kernel", 5, 5))
    assert convolution.state.chosen == 7  # the pointer is on nothing


def test_a_weight_may_be_set_at_the_start():
    explorer = ConvolutionExplorer(kernel="copy", value=2.0)
    assert explorer.state.weights == (2, 0, 0, 0, 1, 0, 0, 0, 0)
    explorer.set(chosen=4)
    explorer.reset()
    assert (explorer.state.kernel, explorer.state.value) == ("by hand", 2.0)


def test_by_hand_begins_with_zeros(convolution):
    convolution.set(kernel="by hand")
    assert not convolution.view.y.any()
    convolution.set(value=1.0)
    np.testing.assert_array_equal(convolution.view.y, convolution.view.padded[:-2, :-2])


def test_the_page_may_send_the_nearest_place_of_the_slider():
    explorer = ConvolutionExplorer(kernel="blur")
    explorer.controls["value"].value = 0.0  # from 1/9, the nearest quarter
    assert explorer.state == explorer.start


@pytest.mark.parametrize(("stride", "shift"), [(1, 3), (2, 4), (2, 3), (4, 8), (4, 6)])
@pytest.mark.parametrize("padding", [0, 1])
def test_a_shift_moves_the_map_only_by_whole_strides(stride, shift, padding):
    explorer = ConvolutionExplorer(stride=stride, shift=shift, padding=padding)
    equal = explorer.view.equal
    if shift % stride:
        assert "not a multiple of the stride" in explorer.canvas.alt
        return
    assert equal.places == shift // stride
    rows, columns = explorer.view.y.shape
    assert equal.of == rows * (columns - equal.places)
    assert 0 <= equal.of - equal.same <= 2 * rows * padding  # only what covers the padding differs
    assert (equal.same == equal.of) == (padding == 0)


def test_a_kernel_that_keeps_the_brightness_gives_a_picture(convolution):
    assert not convolution.view.grey
    for kernel in ("blur", "sharpen", "copy"):
        convolution.set(kernel=kernel)
        assert convolution.view.grey
        assert "grey from 0 to 1" in convolution.canvas.alt


def test_a_weight_is_dragged_up_and_down(convolution):
    x, y = convolution.bench.boxes[9 + 2] + 20
    convolution.on_pointer(event("down", "kernel", x, y))
    convolution.on_pointer(event("move", "kernel", x, y - 4 * DRAG))
    assert (convolution.state.chosen, convolution.view.kernel[0, 2]) == (2, 2.0)
    convolution.on_pointer(event("move", "kernel", x, y + 1000))
    assert convolution.view.kernel[0, 2] == -8.0  # the end of the slider
    convolution.on_pointer(event("up", "kernel", x, y))
    convolution.on_pointer(event("move", "kernel", x, y))
    assert convolution.view.kernel[0, 2] == -8.0  # it was let go


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (3, 2)])
def test_the_window_slides_and_the_map_fills(stride, padding):
    explorer = ConvolutionExplorer(stride=stride, padding=padding, kernel="edges, all round", picture="flower")
    rows, columns = explorer.view.y.shape
    whole = explorer.bench.images[1].images[0][0].copy()
    explorer.go(2 * columns + 3)
    assert (explorer.view.done, explorer.view.place) == (2 * columns + 3, (2, 2))
    shown = explorer.bench.images[1].images[0][0].reshape(-1, 4)
    same = (shown == whole.reshape(-1, 4)).all(axis=1)
    assert same[: explorer.view.done].all()
    assert not same[explorer.view.done :].any()
    assert "not computed yet" in explorer.on_hover(event("hover", "map", columns - 1, rows - 1))
    explorer.go(rows * columns)
    assert explorer.view.place == place_at(explorer.state.pixel, (rows, columns), explorer.state)  # where it was put
    np.testing.assert_array_equal(explorer.bench.images[1].images[0][0], whole)
    explorer.go(5)
    explorer.on_pointer(event("down", "map", 4, 3))
    assert (explorer.view.done, explorer.view.place) == (rows * columns, (3, 4))
    explorer.close()


def test_a_map_fills_in_six_seconds(convolution):
    pause, steps = convolution.beat()
    assert pause * convolution.length(convolution.view) / steps == pytest.approx(6, rel=0.1)
    small = FeatureMapExplorer()
    assert small.beat()[1] == 1  # 64 places go by one at a time
    small.close()


def test_another_stride_keeps_the_window_where_it_is_in_a_sweep(convolution):
    convolution.go(20 * 70 + 31)
    assert convolution.view.place == (20, 30)
    convolution.set(stride=2)
    assert convolution.view.place == (10, 15)
    assert convolution.view.done == 10 * 35 + 16


def test_a_drawing_is_what_the_map_and_the_code_see(convolution):
    convolution.set(tool="light pen", shift=3)
    convolution.on_pointer(event("down", "picture", 60.2, 5.1))
    convolution.on_pointer(event("move", "picture", 65.4, 5.2))
    convolution.on_pointer(event("up", "picture", 65.4, 5.2))
    convolution.on_pointer(event("down", "picture", 60, 20))
    drawn = convolution.view.padded
    assert (drawn[4:7, 59:67] == 1).all()  # a stroke three pixels wide
    assert (drawn[19:22, 59:62] == 1).all()
    assert (drawn[8:18, 60] < 1).all(), "the pen was lifted in between"
    names = {}
    exec(convolution.code(convolution.view), names)
    np.testing.assert_array_equal(names["x"], drawn)
    convolution.set(shift=5)
    assert (convolution.view.padded[4:7, 61:69] == 1).all(), "the ink shifts along with the picture"
    convolution.set(tool="eraser", shift=3)
    convolution.on_pointer(event("down", "picture", 60, 20))
    np.testing.assert_array_equal(convolution.view.padded[19:22, 59:62], maps.picture("roof", 3)[19:22, 59:62])
    convolution.clear_button.click()
    np.testing.assert_array_equal(convolution.view.padded, maps.picture("roof", 3))


def test_space_draws_at_the_window_and_another_picture_begins_without_ink(convolution):
    convolution.set(tool="dark pen")
    i, j = convolution.view.place
    convolution.on_key(" ")
    assert not convolution.view.window.any()
    assert convolution.view.place == (i, j)
    assert "your drawing" in convolution.canvas.alt
    assert convolution.canvas.cursors["picture"] == "crosshair"
    convolution.set(picture=maps.SHEET)
    assert (convolution.state.ink, convolution.state.tool) == (b"", "light pen")
    convolution.set(picture="flower")
    assert convolution.state.tool == "window"


# The maps of a network.


def own_model():
    nn.manual_seed(3)
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(4, 9, 2, stride=2, padding=1), nn.Tanh(), nn.AvgPool2d(2, stride=1),
        nn.Flatten(), nn.Linear(36, 3),
    )  # fmt: skip


@pytest.fixture
def pictures():
    return np.random.default_rng(0).uniform(size=(5, 1, 8, 8)).astype(np.float32)


def test_every_map_is_the_models_and_the_answer_too(pictures):
    model = own_model()
    explorer = FeatureMapExplorer(model, pictures, labels=[0, 1, 2, 0, 1], number=3, shift=-2)
    image = np.zeros((1, 1, 8, 8), np.float32)
    image[..., :6] = pictures[3, :, :, 2:]
    for k, found in enumerate(explorer.view.maps[1:], 1):
        np.testing.assert_allclose(found, nn.predict(model[:k], image)[0], rtol=1e-6, atol=1e-6)
    scores = nn.predict(model, image)[0]
    np.testing.assert_allclose(explorer.view.shares, nn.softmax(scores, 0), rtol=1e-5)
    assert f"It says {scores.argmax()}" in explorer.canvas.alt
    explorer.close()


@pytest.mark.parametrize("unit", [(0, 2, 0, 7), (0, 0, 4, 4), (3, 8, 2, 2), (3, 1, 0, 1)])
def test_the_parts_and_the_bias_add_up_to_the_number(pictures, unit):
    explorer = FeatureMapExplorer(own_model(), pictures, unit=unit)
    view, (stage, which, row, column) = explorer.view, unit
    total = view.parts.sum() + view.stages[stage].bias[which]
    assert total == pytest.approx(view.maps[stage + 1][which, row, column], abs=1e-5)
    explorer.close()


@pytest.mark.parametrize("unit", [(0, 0, 0, 0), (2, 1, 1, 3), (3, 0, 1, 1), (5, 2, 0, 1), (5, 2, 1, 0)])
def test_the_receptive_field_is_what_a_unit_notices(pictures, unit):
    explorer = FeatureMapExplorer(own_model(), pictures, unit=unit)
    stage, which, row, column = unit
    model = nn.Sequential(*(net.module_of(one) for one in explorer.stages[: stage + 1]))
    for layer in model:
        if isinstance(layer, nn.Conv2d):
            layer.weight.data = np.full_like(layer.weight.data, 0.1)  # no path is closed
    dark = nn.predict(model, np.zeros((1, 1, 8, 8), np.float32))[0, which, row, column]
    bumps = np.eye(64, dtype=np.float32).reshape(64, 1, 8, 8)
    noticed = (nn.predict(model, bumps)[:, which, row, column] != dark).reshape(8, 8)
    (top, bottom), (left, right) = explorer.view.field
    expected = np.zeros((8, 8), bool)
    expected[top:bottom, left:right] = True
    np.testing.assert_array_equal(noticed, expected)
    explorer.close()


def test_a_number_is_chosen_by_pointer_and_keys(pictures):
    explorer = FeatureMapExplorer(own_model(), pictures)
    corner, _, scale = explorer.sheet.places[4][8]  # the last map after the second convolution
    explorer.on_pointer(event("down", "net", *(corner + scale * np.array([1.5, 0.5]))))
    assert explorer.view.unit == (3, 8, 0, 1)
    explorer.on_key("ArrowDown")
    explorer.on_key("n")
    assert explorer.view.unit == (4, 0, 1, 1)
    explorer.on_key("p")
    explorer.on_pointer(event("down", "net", 2, 2))  # the pointer is on nothing
    assert explorer.view.unit == (3, 8, 1, 1)
    explorer.close()


def test_a_click_on_the_enlarged_map_or_on_the_picture_chooses_a_number_of_the_same_map(pictures):
    explorer = FeatureMapExplorer(own_model(), pictures, unit=(3, 8, 0, 0))
    scale = BIG / 3  # the map has 3 rows
    explorer.on_pointer(event("down", "net", ZOOM + 2.5 * scale, STRIP + 0.5 * scale))
    assert explorer.view.unit == (3, 8, 0, 2)
    corner, _, pixel = explorer.sheet.places[0][0]
    for stage, which in ((0, 3), (2, 1), (3, 8), (5, 2)):
        explorer.set(unit=(stage, which, 0, 0))
        for place in ((0, 0), (4, 3), (7, 7), (2, 6)):
            explorer.on_pointer(event("down", "net", *(corner + pixel * (np.array(place[::-1]) + 0.5))))
            assert explorer.view.unit[:2] == (stage, which)
            rows, columns = explorer.view.grid
            away = {}
            for row, column in np.ndindex(rows, columns):
                ends = [(row, row + 1), (column, column + 1)]
                for one in explorer.stages[stage::-1]:
                    ends = [net._before(one, *end) for end in ends]
                away[row, column] = sum(
                    abs((start + stop - 1) / 2 - p) for (start, stop), p in zip(ends, place, strict=True)
                )
            assert away[explorer.view.unit[2:]] == min(away.values())
    explorer.close()


def test_the_window_slides_over_the_layer_and_the_enlarged_map_fills(pictures):
    explorer = FeatureMapExplorer(own_model(), pictures, unit=(0, 2, 5, 5))
    whole = explorer.sheet.maps.images[-1][0].reshape(-1, 4).copy()
    explorer.go(19)
    assert (explorer.view.done, explorer.view.unit) == (19, (0, 2, 2, 2))
    shown = explorer.sheet.maps.images[-1][0].reshape(-1, 4)
    assert (shown[:19] == whole[:19]).all()
    assert not (shown[19:] == whole[19:]).all(axis=1).any()
    assert "19 of 64 numbers done" in explorer.sheet.notes.get_text()
    explorer.go(64)
    assert explorer.view.unit == (0, 2, 5, 5)
    explorer.go(3)
    explorer.on_key("n")  # another map: all of it
    assert (explorer.view.done, explorer.view.unit[:2]) == (64, (0, 3))
    explorer.close()


@pytest.mark.parametrize("make", [FeatureMapExplorer, FeatureMapExplorer.variants()["of a model"], None])
def test_every_stop_of_the_tour_is_made_for_the_network(make, pictures):
    explorer = make() if make else FeatureMapExplorer(own_model(), pictures, labels=[0, 1, 2, 0, 1])
    said = set()
    for number in range(len(explorer.tour)):
        explorer.panel.tour.go(number)
        assert explorer.panel.fault.value == ""
        unit = explorer.tour[number].changes["unit"]
        assert explorer.view.unit[:2] == unit[:2], "the stop is about a map that is there"
        said.add(explorer.panel.tour.sentence.value)
    assert len(said) == len(explorer.tour) <= 7
    explorer.close()


def test_a_small_network_has_a_tour_too(pictures):
    explorer = FeatureMapExplorer(nn.Sequential(nn.Conv2d(1, 1, 3)), pictures)
    assert [stop.text(explorer.compute(stop.state(explorer))) for stop in explorer.tour][-1].startswith("The picture")
    explorer.close()


def test_of_many_classes_the_ten_most_probable_have_bars(pictures):
    nn.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(72, 30))
    explorer = FeatureMapExplorer(model, pictures)
    shares = explorer.view.shares
    assert explorer.sheet.listed == sorted(np.argsort(-shares, kind="stable")[:10].tolist())
    assert explorer.sheet.class_at(600, STRIP + 2) == explorer.sheet.listed[0]
    explorer.close()


def test_only_what_is_grey_stays_under_a_dark_theme(pictures):
    explorer = FeatureMapExplorer(own_model(), pictures)
    assert len(explorer.canvas.prints) == 3  # picture, its colour bar, and the pixels in the window
    explorer.on_key("p")
    explorer.set(unit=(3, 0, 0, 0))
    assert len(explorer.canvas.prints) == 2
    explorer.close()


def test_what_lies_under_the_pointer_is_named(pictures):
    explorer = FeatureMapExplorer(own_model(), pictures, labels=[0, 1, 2, 0, 1], unit=(3, 2, 1, 1))
    view, sheet = explorer.view, explorer.sheet

    def said(x, y):
        return explorer.on_hover(event("hover", "net", x, y))

    corner, _, scale = sheet.places[4][8]
    value = fixed(view.maps[4][8, 0, 1])
    assert said(*(corner + scale * np.array([1.5, 0.5]))).startswith(f"convolution, map 8, row 0, column 1: {value}")
    corner, _, scale = sheet.places[0][0]
    value = fixed(view.maps[0][0, 5, 2])
    assert said(*(corner + scale * np.array([2.5, 5.5]))).startswith(f"picture, row 5, column 2: {value}")
    rows, cell = sheet.rows(view)
    number, weight = view.window[3, 1, 0], view.stages[3].weight[2][3, 1, 0]
    for name, _, top in rows:
        words = said(RIGHT + cell * (3 * 2.7 + 0.5), top + 1.5 * cell)
        assert ("weight for" in words) == (name == "kernel")
        assert words.endswith(f"{fixed(number)} times {significant(weight)} gives {significant(number * weight)}")
    assert f": {significant(100 * view.shares[1])} %" in said(600, STRIP + 1.5 * STEP)
    assert said(2, 2) == ""
    explorer.close()


def test_the_readers_network_stays_as_it_is_and_torch_gives_the_same(pictures):
    model = own_model()
    before = model.state_dict()
    twin = other.Sequential(
        other.Conv2d(1, 4, 3, padding=1), other.ReLU(), other.MaxPool2d(2),
        other.Conv2d(4, 9, 2, stride=2, padding=1), other.Tanh(), other.AvgPool2d(2, stride=1),
        other.Flatten(), other.Linear(36, 3),
    )  # fmt: skip
    twin.load_state_dict({name: other.tensor(values, dtype="float32") for name, values in before.items()})
    one, two = FeatureMapExplorer(model, pictures), FeatureMapExplorer(twin, pictures)
    for mine, theirs in zip(one.view.maps, two.view.maps, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    names = dict(two.reader_names)
    exec(two.code(two.view), names)
    np.testing.assert_allclose(names["maps"], two.view.maps[1], atol=1e-5)
    for name, values in model.state_dict().items():
        np.testing.assert_array_equal(values, before[name])
    one.close()
    two.close()


@pytest.mark.parametrize(
    ("model", "fault", "says"),
    [
        (nn.Conv2d(1, 2, 3), TypeError, "expected a Sequential"),
        (nn.Sequential(nn.Linear(4, 2)), ValueError, "expected Conv2d of one channel first"),
        (nn.Sequential(nn.Conv2d(3, 2, 3)), ValueError, "expected Conv2d of one channel first"),
        (nn.Sequential(nn.Conv2d(1, 17, 3)), ValueError, "at most 16 maps"),
        (nn.Sequential(nn.Conv2d(1, 2, (1, 3))), ValueError, "square"),
        (nn.Sequential(nn.Conv2d(1, 2, 3, dilation=2)), ValueError, "dilation 1"),
    ],
)
def test_another_network_is_refused_with_a_sentence(model, fault, says):
    with pytest.raises(fault, match=says):
        FeatureMapExplorer(model)


def test_other_pictures_are_refused_with_a_sentence():
    with pytest.raises(ValueError, match="expected pictures of shape"):
        FeatureMapExplorer(pictures=np.zeros((3, 8, 8)))
