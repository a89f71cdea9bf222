"""The convolution explorer: its map is the library's, nine numbers are edited by hand, and a shift is told truly."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import ConvolutionExplorer
from nnlearn.explorers import convolution_map as maps


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
    box = convolution.boxes[9 + 5] + 3
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
    assert convolution.state.chosen == 7  # nothing is there


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
        assert "no multiple of the stride" in explorer.canvas.alt
        return
    assert equal.places == shift // stride
    rows, columns = explorer.view.y.shape
    assert equal.of == rows * (columns - equal.places)
    assert 0 <= equal.of - equal.same <= 2 * rows * padding  # only what saw the padding differs
    assert (equal.same == equal.of) == (padding == 0)


def test_a_kernel_that_keeps_the_brightness_gives_a_picture(convolution):
    assert not convolution.view.grey
    for kernel in ("blur", "sharpen", "copy"):
        convolution.set(kernel=kernel)
        assert convolution.view.grey
        assert "grey from 0 to 1" in convolution.canvas.alt
