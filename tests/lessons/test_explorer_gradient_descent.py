"""The descent explorer: its surfaces, slopes and resting points are right, its picture follows pointer and keys."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import DescentExplorer, Explorer
from nnlearn.gradcheck import numerical_gradient, relative_error
from nnlearn.lessons.gradient_descent.surfaces import SURFACES, functions, heights, hessians, resting_places, walk


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = DescentExplorer()
    yield made
    made.close()


def event(kind, x, y, axes="plane"):
    return {"type": kind, "axes": axes, "x": x, "y": y}


@pytest.mark.parametrize("name", SURFACES)
def test_slopes_are_measured(name):
    loss, slope = functions(name)
    for point in np.random.default_rng(0).uniform(-2, 2, size=(20, 2)):
        measured = numerical_gradient(lambda t: float(loss(*t[:, None])[0]), point)
        assert relative_error(slope(*point[:, None])[0], measured).max() < 1e-6


def test_the_small_network_is_one_of_the_library():
    names = {"np": np}
    exec(SURFACES["small network (2 weights)"].lines, names)
    model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.Tanh(), nn.Linear(1, 1, bias=False)).double()
    x, y = names["x"][:, None], names["y"][:, None]
    along, losses = heights("small network (2 weights)", 9)
    valley = nn.landscape(model, nn.MSELoss(), x, y, directions=np.eye(2), span=4.0, resolution=9)
    own = nn.parameters_to_vector(model.parameters())
    np.testing.assert_allclose(valley.losses, names["loss"](*np.meshgrid(along + own[0], along + own[1])))
    nn.vector_to_parameters(np.array([1.5, -0.5]), model.parameters())
    nn.backprop(model, nn.MSELoss(), x, y)
    gradient = [parameter.grad.item() for parameter in model.parameters()]
    np.testing.assert_allclose(names["slope"](np.array([1.5]), np.array([-0.5]))[0], gradient)
    assert losses.shape == (9, 9)


def test_a_map_has_as_many_minima_and_saddles_as_its_formula():
    counts = [tuple(map(len, resting_places(name))) for name in SURFACES]
    assert counts == [(2, 1), (1, 0), (1, 0), (2, 1), (4, 4)]


@pytest.mark.parametrize("name", SURFACES)
def test_resting_places_have_no_slope_and_the_right_bends(name):
    minima, saddles = resting_places(name)
    assert np.abs(functions(name)[1](*np.concatenate([minima, saddles]).T)).max() < 1e-4
    assert (np.linalg.eigvalsh(hessians(name, minima)) > 0).all()
    assert (np.sign(np.linalg.eigvalsh(hessians(name, saddles))) == (-1, 1)).all()
    assert functions(name)[0](*minima[0]) <= heights(name, 400)[1].min()


def test_the_edge_of_a_bowl_is_two_over_its_curvature():
    edge = 2 / np.linalg.eigvalsh(hessians("round bowl", np.zeros((1, 2))))[0, 1]
    assert edge == pytest.approx(0.4)
    assert walk("round bowl", (1.0, 1.0), edge - 0.01).losses[-1] < 1e-3
    assert walk("round bowl", (1.0, 1.0), edge + 0.01).losses[-1] > 1e3
    assert "jumps back and forth" in walk("round bowl", (1.0, 1.0), 0.4).end


@pytest.mark.parametrize(
    ("name", "start", "lr", "end"),
    [
        ("long valley", (-1.2, -2.7), 0.02, "creeps"),
        ("saddle", (1.0, 0.0), 0.1, "on a saddle point"),
        ("saddle", (1.0, 0.01), 0.1, "in a minimum"),
        ("four hollows", (4.9, 4.9), 0.6, "flew off"),
    ],
)
def test_a_walk_says_how_it_ended(name, start, lr, end):
    assert end in walk(name, start, lr).end


def test_the_pointer_drops_the_ball_and_it_walks(explorer):
    explorer.on_pointer(event("down", 2.0, 1.0))
    assert (explorer.state.start, explorer.at) == ((2.0, 1.0), 0)
    explorer.on_pointer(event("move", 9.0, -1.0))
    assert explorer.state.start == (4.0, -1.0)  # kept on the map
    explorer.on_pointer(event("up", 9.0, -1.0))
    assert explorer.at == len(explorer.view.walk.path) - 1  # without a loop it arrives at once
    before = explorer.state
    explorer.on_pointer(event("down", 2.0, 0.0, axes="gauge"))
    assert explorer.state == before
    explorer.on_pointer(event("down", 9.2, -1.0, axes="curve"))
    assert explorer.at == 9


def test_a_drag_turns_the_model_and_a_click_drops_the_ball_on_it(explorer):
    relief, (turn, tilt) = explorer.ground.relief, (explorer.state.turn, explorer.state.tilt)
    frame, start = explorer.canvas.frame, explorer.state.start
    explorer.on_pointer(event("down", 0.0, 0.0, axes="model"))
    explorer.on_pointer(event("move", 0.5, -0.2, axes="model"))
    assert explorer.state.turn < turn  # the near side follows the pointer
    assert explorer.state.tilt > tilt
    explorer.on_pointer(event("up", 0.5, -0.2, axes="model"))
    assert (explorer.state.start, explorer.at) == (start, explorer.length(explorer.view))
    assert explorer.canvas.frame != frame
    place = np.array([1.5, -1.5])
    assert not relief.hidden(place)
    spot = relief.project(place)[0]
    for kind in ("down", "up"):
        explorer.on_pointer(event(kind, *spot, axes="model"))
    np.testing.assert_allclose(explorer.state.start, place, atol=0.2)
    before, corner = explorer.state, (0.95 * relief.ax.get_xlim()[0], 0.95 * relief.ax.get_ylim()[1])
    for kind in ("down", "up"):
        explorer.on_pointer(event(kind, *corner, axes="model"))
    assert explorer.state == before  # beside the model


def test_keys_turn_the_model_as_a_drag_does(explorer):
    turn, tilt = explorer.state.turn, explorer.state.tilt
    for key, change in (("l", (10, 0)), ("j", (-10, 0)), ("i", (0, 5)), ("k", (0, -5))):
        explorer.set(turn=turn, tilt=tilt)
        explorer.on_key(key)
        assert (explorer.state.turn - turn, explorer.state.tilt - tilt) == change
    explorer.set(turn=175.0, tilt=64.0)
    explorer.on_key("l")
    explorer.on_key("i")
    assert (explorer.state.turn, explorer.state.tilt) == (-175.0, 65.0)


def test_both_pictures_show_the_ball_at_one_place(explorer):
    for surface in SURFACES:
        explorer.set(surface=surface, lr=0.1)
        explorer.go(3)
        place = explorer.view.walk.path[3]
        flat, solid = (marks.items[-1][0][0] for marks in explorer.ground.marks)
        np.testing.assert_allclose(flat, place)
        np.testing.assert_allclose(solid, explorer.ground.relief.project(place)[0])


def test_while_it_plays_the_ball_rolls_between_the_steps(explorer):
    explorer.go(2)
    before, after = explorer.view.walk.path[2:4]
    explorer.canvas.calm = False
    pause, steps = explorer.beat()
    assert pause == pytest.approx(1 / 30)
    assert 0 < steps < 1
    explorer.go(2 + 0.25)
    assert (explorer.at, explorer.state.part) == (2, 0.25)
    np.testing.assert_allclose(explorer.ground.marks[0].items[-1][0][0], 0.75 * before + 0.25 * after)
    assert explorer.canvas.frame_key == []  # no picture of a whole step
    assert explorer.beat()[1] == pytest.approx(0.25 + steps)
    explorer.pause()
    assert explorer.state.part == 0
    explorer.canvas.calm = True
    assert float(explorer.beat()[1]).is_integer()


def test_a_walk_that_has_not_ended_does_not_say_how_it_ends(explorer):
    explorer.go(0)
    assert "came to rest" not in repr(explorer)
    assert "creeps" not in repr(explorer)
    assert "ends lower" in explorer.result.get_text()
    explorer.set(surface="long valley", lr=0.5)
    explorer.go(1)
    assert "ends higher" in explorer.result.get_text()


def test_the_ridge_of_the_saddle_can_be_hit_by_hand(explorer):
    explorer.set(surface="saddle")
    for b, end in ((0.02, "on a saddle point"), (-0.02, "on a saddle point"), (0.04, "in a minimum")):
        explorer.on_pointer(event("down", 1.0, b))
        assert end in explorer.view.walk.end
    explorer.set(start=SURFACES["saddle"].start)
    explorer.on_key("ArrowDown")
    assert explorer.state.start[1] == 0
    explorer.on_key("ArrowDown")
    assert explorer.state.start[1] < 0  # and is left again


def test_the_keys_do_what_the_pointer_does(explorer):
    a, b = explorer.state.start
    explorer.on_key("ArrowLeft")
    explorer.on_key("ArrowUp")
    assert explorer.state.start == pytest.approx((a - 0.08, b + 0.08))
    explorer.go(3)
    explorer.on_key("ArrowDown")
    assert explorer.at == 3
    explorer.on_key("d")
    assert explorer.at == len(explorer.view.walk.path) - 1


def test_another_surface_has_its_own_start_and_reset_goes_back(explorer):
    explorer.on_key("ArrowLeft")
    explorer.set(surface="saddle")
    assert explorer.state.start == SURFACES["saddle"].start
    explorer.reset()
    assert explorer.state.start == SURFACES["small network (2 weights)"].start


def test_a_rate_past_the_edge_moves_the_needle_into_the_last_zone(explorer):
    explorer.set(surface="round bowl", lr=0.5)
    assert explorer.needle.items[0][0][0, 0] == pytest.approx(2.5)
    explorer.set(lr=0.1)
    assert explorer.needle.items[0][0][0, 0] == pytest.approx(0.5)
    assert "came to rest in a minimum" in repr(explorer)
