"""The model of a surface in 3-D: what is near hides what is far, from every side, and a place is seen where it is."""

import numpy as np
import pytest

from nnlearn.explorers.artists.relief import HIGH, Relief
from nnlearn.explorers.artists.relief_path import Grounded
from nnlearn.explorers.artists.trails import Trails
from nnlearn.explorers.picture import Picture

ALONG = np.linspace(-3, 3, 31), np.linspace(0, 2, 21)
ANGLES = [(turn, tilt) for turn in (-179, -135, -90, -20, 0, 45, 100) for tilt in (15, 40, 65)]
RIDGE = np.exp(-0.5 * ALONG[0] ** 2) + 0.1 * ALONG[1][:, None]  # a wall along the second axis


@pytest.fixture
def picture():
    return Picture(300, 300)


@pytest.fixture
def relief(picture):
    made = Relief(picture.axes("model", 0, 0, 300, 300), "viridis")
    picture.moving(made)
    made.put(ALONG, RIDGE)
    return made


def grid(count=9):
    return np.stack(np.meshgrid(np.linspace(-2.9, 2.9, count), np.linspace(0.1, 1.9, count)), axis=-1).reshape(-1, 2)


@pytest.mark.parametrize(("turn", "tilt"), ANGLES)
def test_the_surface_is_found_where_it_is_seen_unless_it_is_hidden(relief, turn, tilt):
    relief.look(turn, tilt)
    places = grid()
    hidden, spots = relief.hidden(places), relief.project(places)
    found = np.array([relief.under(*spot) for spot in spots])
    assert np.abs(relief.project(found) - spots).max() < 0.03
    nearer = relief.seen(relief.lifted(found))[:, 2] - relief.seen(relief.lifted(places))[:, 2]
    assert (nearer > -0.03).all()
    assert (nearer[~hidden] < 0.12).mean() > 0.8  # at a crest, the pointer also touches its near side
    if tilt == 15 and abs(np.cos(np.radians(turn))) > 0.5:  # along the ground, across the ridge
        assert hidden.sum() > 10
        assert (nearer[hidden] > 0.05).mean() > 0.6  # some only just
    if tilt == 65 or abs(turn) == 90:  # from above, and along the ridge
        assert not hidden.any()


@pytest.mark.parametrize(("turn", "tilt"), ANGLES)
def test_what_is_near_is_painted_over_what_is_far(picture, relief, turn, tilt):
    """Each face has a colour of its own; the colour at a visible place is that of its face."""
    count = np.arange(20 * 30).reshape(20, 30) + 1
    relief.look(turn, tilt)
    relief._faces = np.stack([count % 8 / 8, count // 8 % 8 / 8, count // 64 % 16 / 16, np.ones(count.shape)], axis=-1)
    relief._shaded = lambda points: relief._faces
    pixels = picture.pixels(3.0)
    rows, columns = np.mgrid[2:18:4, 2:28:5].reshape(2, -1)
    places = np.stack([ALONG[0][columns] + 0.1, ALONG[1][rows] + 0.05], axis=1)  # the middles of faces
    places = places[~relief.hidden(places + 0.02) & ~relief.hidden(places - 0.02) & ~relief.hidden(places)]
    assert len(places) > 8
    right = 0
    for place in places:
        across, up = relief.ax.transData.transform(relief.project(place)[0]).round().astype(int)
        seen = pixels[len(pixels) - 1 - up, across, :3] / 255
        column, row = ((place - (ALONG[0][0], ALONG[1][0])) / (0.2, 0.1)).astype(int)
        right += np.abs(seen - relief._faces[row, column, :3]).max() < 0.03  # 32 shades
    assert right >= 0.7 * len(places)  # at a face's rim, or seen edge on, the neighbour's colour may win


def test_height_is_a_share_of_the_range_and_axes_keep_their_place(relief):
    top = relief.lifted([[0.0, 2.0], [-3.0, 0.0], [5.0, 1.0]])
    np.testing.assert_allclose(top[:2], [[0, 1, HIGH], [-1, -1, 0]], atol=1e-3)
    assert np.isnan(top[2, 2])
    relief.look(-90, 20)  # from the front of the second axis: the first runs to the right, the second away
    a, right, farther = relief.seen([[0, 0, 0], [1, 0, 0], [0, 1, 0]])
    assert right[0] > a[0]
    assert farther[1] > a[1]
    assert farther[2] < a[2]


def test_it_is_drawn_once_per_angle(picture, relief, monkeypatch):
    drawn = []
    paint = relief._rendered
    monkeypatch.setattr(relief, "_rendered", lambda *size: (drawn.append(size), paint(*size))[1])
    first = picture.pixels()
    picture.pixels()
    assert len(drawn) == 1
    relief.look(10, 30)
    assert (picture.pixels() != first).any()
    assert len(drawn) == 2
    assert picture.pixels(2.0).shape[0] == 600
    assert len(drawn) == 3
    relief.look(10, 5)  # not below the lowest view
    assert relief.tilt == 10


def test_a_path_follows_the_surface_and_stops_where_it_leaves_it(relief):
    relief.look(0, 20)
    path = Grounded(relief, [[-2.0, 1.0], [2.0, 1.0], [9.0, 1.0]])
    np.testing.assert_allclose(path.points[path.stands[:2]], relief.project([[-2.0, 1.0], [2.0, 1.0]]))
    ridge = np.nanmax(path.points[: path.stands[1], 1]) - path.points[path.stands[1], 1]
    assert ridge > 0.5  # over it, not through it
    assert path.hidden[0]
    assert not path.hidden[path.stands[1]]
    assert np.isnan(path.points[-1]).all()
    points, hidden = path.until(0.5, (7.0, 8.0))
    assert points[-1].tolist() == [7.0, 8.0]
    assert len(points) == len(hidden) == path.stands[1] // 2 + 2


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_trails_are_matplotlibs_lines(scale):
    x, y = np.geomspace(1, 100, 20), np.geomspace(1, 100, 20) ** 0.5
    frames = []
    for own in (True, False):
        picture = Picture(200, 150)
        ax = picture.axes("plane", 30, 10, 160, 120)
        ax.set(xlim=(1, 90), ylim=(0.9, 9), xscale=scale, yscale=scale)
        if own:
            (trails,) = picture.moving(Trails(ax))
            trails.lines = [(np.column_stack([x, y]), "#0072B2", 3.0, 1.0, "-")]
        else:
            picture.moving(*ax.plot(x, y, color="#0072B2", lw=3.0, solid_capstyle="butt"))
        frames.append(picture.pixels().astype(int))
    assert np.abs(frames[0] - frames[1]).mean() < 0.2
