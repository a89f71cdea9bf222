"""Images in a picture: each cell on its own pixels, at every pixel ratio of the screen, and numbers as colours."""

import numpy as np
import pytest

from nnlearn.explorers import Picture
from nnlearn.explorers.pixels import Cells, Images, colours, greys
from nnlearn.plots.style import DIVERGING

RED, GREEN, BLUE, CLEAR = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)
IMAGE = np.array([[RED, GREEN, BLUE], [GREEN, BLUE, RED]], np.uint8)


def drawn(*items, ratio=1.0, **how):
    picture = Picture(60, 40)
    (images,) = picture.moving(Images(picture.page, **how))
    images.images = list(items)
    return picture.pixels(ratio)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("origin", ["upper", "lower"])
def test_each_cell_has_its_own_pixels(ratio, origin):
    found = drawn((IMAGE, 12, 8, 30, 20), ratio=ratio, origin=origin)
    cell = round(10 * ratio)
    rows = IMAGE if origin == "upper" else IMAGE[::-1]
    top, left = round(8 * ratio), round(12 * ratio)
    np.testing.assert_array_equal(
        found[top : top + 2 * cell, left : left + 3 * cell], rows.repeat(cell, axis=0).repeat(cell, axis=1)
    )
    around = np.ones(found.shape[:2], bool)
    around[top : top + 2 * cell, left : left + 3 * cell] = False
    assert (found[around] == 255).all()


def test_an_image_may_be_read_only_and_drawn_at_its_own_size():
    image = np.full((4, 5, 4), RED, np.uint8)
    image.setflags(write=False)
    for origin in ("upper", "lower"):
        assert (drawn((image, 0, 0, 5, 4), origin=origin)[:4, :5] == RED).all()


def test_what_is_transparent_shows_what_lies_below_and_the_last_image_lies_on_top():
    square, hole = np.full((1, 1, 4), GREEN, np.uint8), np.array([[BLUE, CLEAR]], np.uint8)
    found = drawn((square, 0, 0, 20, 10), (hole, 0, 0, 20, 10))
    assert (found[:10, :10] == BLUE).all()
    assert (found[:10, 10:20] == GREEN).all()


def test_smooth_images_run_from_one_cell_to_the_next():
    image = np.array([[(0, 0, 0, 255), (200, 200, 200, 255)]], np.uint8)
    row = drawn((image, 0, 0, 40, 10), smooth=True)[5, :40, 0].astype(int)
    assert (np.diff(row) >= 0).all()
    assert (row[0], row[-1]) == (0, 200)
    assert len(set(row)) > 15


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_cells_are_the_pixels_of_imshow(ratio):
    values, pixels = np.random.default_rng(0).normal(size=(4, 5)), []
    for cells in (True, False):
        picture = Picture(70, 60)
        ax = picture.axes("cells", 10, 10, 50, 40)
        ax.set_axis_off()
        if cells:
            Cells(ax, values, cmap=DIVERGING)
        else:
            ax.imshow(values, cmap=DIVERGING, interpolation="nearest", aspect="auto")
        pixels.append(picture.pixels(ratio))
    np.testing.assert_array_equal(*pixels)


def test_colours_are_white_at_zero_and_strongest_at_the_limit():
    low, zero, high, beyond = colours(np.array([-2.0, 0.0, 2.0, 9.0]), 2.0).astype(int)
    assert zero[:3].min() > 240
    assert low[2] > low[0]
    assert high[0] > high[2]
    assert (beyond == high).all()
    pale = colours(np.array([2.0]), 2.0, 0.5)[0].astype(int)
    np.testing.assert_allclose(pale, (high + 255) / 2, atol=1)


def test_without_a_limit_the_largest_number_is_the_strongest_and_zeros_are_no_fault():
    np.testing.assert_array_equal(colours(np.array([3.0, -1.0])), colours(np.array([3.0, -1.0]), 3.0))
    assert (colours(np.zeros((2, 2))) == colours(np.zeros((2, 2)), 1.0)).all()


def test_greys_end_at_black_and_white():
    assert greys(np.array([-1.0, 0.0, 1.0, 2.0]))[:, 0].tolist() == [0, 0, 255, 255]
