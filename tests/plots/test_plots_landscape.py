"""Loss landscapes: heights where they belong, and a path that can be followed in grey and in 3-D."""

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.colors import rgb_to_hsv, to_rgb

from nnlearn import plots
from nnlearn.plots.landscape import steps, waypoints

X, Y = np.linspace(-2, 2, 41), np.linspace(-1, 1, 21)
BOWL = X**2 + 4 * Y[:, None] ** 2 + 0.01
PATH = np.array([[1.5, 0.8], [0.5, 0.6], [0.2, 0.1], [0.0, 0.0]])


@pytest.fixture
def flat():
    return plots.figure()[1]


@pytest.fixture
def deep():
    return plots.figure(projection="3d")[1]


def words(ax):
    return [text.get_text().strip() for text in ax.texts if text.get_text().strip()]


def pixels(ax):
    ax.figure.canvas.draw()
    return np.asarray(ax.figure.canvas.buffer_rgba())[..., :3].astype(int)


def at(ax, x, y):
    """Return the colour of the picture at a point of the data, as the mean of 5 x 5 pixels."""
    image = pixels(ax)
    column, row = ax.transData.transform((x, y)).round().astype(int)
    return image[len(image) - row - 3 : len(image) - row + 2, column - 2 : column + 3].mean(axis=(0, 1))


@pytest.mark.parametrize("log", [False, True])
def test_heights_stand_where_they_were_measured(flat, log):
    losses = np.broadcast_to(np.exp(X), (21, 41))  # higher to the right, and nowhere else
    plots.contours(flat, (X, Y), losses, log=log, numbers=False)
    left, right, above = at(flat, -1.7, 0.0), at(flat, 1.9, 0.0), at(flat, 1.9, 0.6)
    assert right.sum() > left.sum() + 50  # viridis: high is light
    np.testing.assert_allclose(right, above)


def test_rows_of_losses_go_with_the_second_axis(flat):
    plots.contours(flat, (X, Y), np.broadcast_to(Y[:, None] ** 3, (21, 41)), cmap=plots.RELIEF, numbers=False)
    assert at(flat, 0, 0.95).sum() < at(flat, 0, -0.95).sum() - 50  # the relief: high is dark


def test_the_relief_darkens_from_cream_to_brown_without_a_step_back():
    colours = colormaps[plots.RELIEF](np.linspace(0, 1, 50))[:, :3]
    assert (np.diff(colours @ [0.2126, 0.7152, 0.0722]) < 0.002).all()
    assert rgb_to_hsv(to_rgb(colours[5]))[0] > 0.1 > rgb_to_hsv(to_rgb(colours[40]))[0]  # yellow's hue is 1/6, red's 0
    assert rgb_to_hsv(colours)[:, 1].max() < 0.5  # calm


def test_logarithmic_lines_stand_denser_on_the_floor_of_the_valley():
    even, logs = steps(BOWL, False, 10), steps(BOWL, True, 10)
    assert (logs < 0.5).sum() > 4 > (even < 0.5).sum()
    np.testing.assert_allclose(np.diff(np.log(logs)), np.diff(np.log(logs)).mean(), atol=0.1)


def test_lines_carry_their_heights(flat):
    plots.contours(flat, (X, Y), BOWL)
    numbers = [float(word) for word in words(flat)]
    assert len(numbers) >= 3
    assert 0 <= min(numbers) < max(numbers) <= BOWL.max()


def test_a_path_has_a_start_an_end_and_arrows_along_it(flat):
    plots.contours(flat, (X, Y), BOWL, PATH, numbers=False)
    assert words(flat) == ["start", "end"]
    np.testing.assert_array_equal(flat.lines[0].get_xydata(), PATH)
    np.testing.assert_array_equal(flat.lines[1].get_xydata(), PATH[:1])
    assert flat.lines[1].get_marker() != flat.lines[2].get_marker()
    arrows = [text for text in flat.texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == 3
    assert all(arrow.xy[0] < arrow.xyann[0] for arrow in arrows)  # this path runs to the left


def test_arrows_point_along_the_path():
    corner = np.array([[0, 0], [1, 0], [1, 1.0]])
    directions = [np.sign((head - foot).round(9)).tolist() for foot, head in waypoints(corner)]
    assert directions[0] == [1, 0]
    assert directions[-1] == [0, 1]
    assert waypoints(np.zeros((3, 2))) == []


def test_a_path_out_of_the_map_leaves_the_limits(flat):
    plots.contours(flat, (X, Y), BOWL, PATH * 10)
    assert (*flat.get_xlim(), *flat.get_ylim()) == (-2, 2, -1, 1)
    pixels(flat)


def test_the_path_lies_on_the_surface(deep):
    plots.surface(deep, (X, Y), X + 2 * Y[:, None], [[0.33, -0.27], [3.0, 0.0]])
    _, _, heights = deep.lines[0].get_data_3d()
    assert heights[0] == pytest.approx(0.33 - 2 * 0.27)
    assert np.isnan(heights[1])  # outside there is no surface


def test_a_logarithmic_surface_writes_losses_and_no_logarithms(deep):
    plots.surface(deep, (X, Y), 10.0 ** np.broadcast_to(2 * X, (21, 41)), log=True)
    deep.figure.canvas.draw()
    assert {"0.01", "1", "100"} <= {tick.get_text() for tick in deep.get_zticklabels()}


def test_infinite_losses_are_left_white(flat, deep):
    losses = BOWL.copy()
    losses[:8, :10] = np.inf
    plots.contours(flat, (X, Y), losses, numbers=False)
    np.testing.assert_array_equal(at(flat, -1.7, -0.8), 255)
    full = plots.surface(plots.figure(projection="3d")[1], (X, Y), BOWL)
    plots.surface(deep, (X, Y), losses)
    assert (pixels(deep) != pixels(full)).any()


@pytest.mark.parametrize("draw", ["contours", "surface"])
@pytest.mark.parametrize("log", [False, True])
def test_a_plane_without_slope_is_drawn(flat, deep, draw, log):
    ax = {"contours": flat, "surface": deep}[draw]
    before = pixels(ax)
    getattr(plots, draw)(ax, (X, Y), np.ones((21, 41)), log=log)
    assert (pixels(ax) != before).any()


@pytest.mark.parametrize("draw", ["contours", "surface"])
@pytest.mark.parametrize(
    ("axes", "losses", "settings", "says"),
    [
        ((X, Y), BOWL.T, {}, r"losses of shape \(21, 41\), got float64 array of shape \(41, 21\)"),
        ((X,), BOWL[0], {}, "axes to be a pair, got 1"),
        ((X[::-1], Y), BOWL, {}, r"axes\[0\] to increase"),
        ((X, Y[:1]), BOWL[:1], {}, r"axes\[1\] to increase"),
        ((X, Y), np.where(BOWL < 1, np.nan, BOWL), {}, "losses to be finite, got nan"),
        ((X, Y), np.full_like(BOWL, np.inf), {}, "losses that are finite somewhere"),
        ((X, Y), BOWL - 0.01, {"log": True}, "positive losses on a logarithmic scale, got 0"),
        ((X, Y), BOWL, {"path": [1.0, 2.0]}, r"path of shape \(n, 2\)"),
        ((X, Y), BOWL, {"path": [[np.nan, 2.0]]}, "path to be finite"),
    ],
)
def test_what_cannot_be_drawn_is_said(flat, deep, draw, axes, losses, settings, says):
    with pytest.raises(ValueError, match=f"{draw} expected {says}"):
        getattr(plots, draw)({"contours": flat, "surface": deep}[draw], axes, losses, **settings)


def test_a_surface_wants_a_third_dimension(flat):
    with pytest.raises(TypeError, match='projection="3d"'):
        plots.surface(flat, (X, Y), BOWL)


def test_a_figure_holds_a_map_beside_a_surface():
    _, (flat, deep) = plots.figure(columns=2, projection=(None, "3d"))
    assert [ax.name for ax in (flat, deep)] == ["rectilinear", "3d"]
    assert plots.figure(columns=3, rows=2)[1].shape == (2, 3)
    for wrong in ("polar", ("3d",)):
        with pytest.raises(ValueError, match="projection"):
            plots.figure(columns=2, projection=wrong)
