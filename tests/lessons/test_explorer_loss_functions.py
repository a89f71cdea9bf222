"""The loss explorer: its lines are the best ones, its code prints them, and pointer and keys move the same points."""

import contextlib
import io

import numpy as np
import pytest
from written import faults

import nnlearn.numpy as nn
from nnlearn.explorers import Explorer, LossExplorer
from nnlearn.lessons.loss_functions import line_fits, words
from nnlearn.lessons.loss_functions.explorer import DARK
from nnlearn.lessons.loss_functions.pointing import SECOND
from nnlearn.lessons.loss_functions.points import ARCTAN, BCE, CRITERIA, MAE, MSE, SOURCES, criterion, fit, points
from nnlearn.plots.numbers import fixed, significant

SETS = [(source, unit) for source in SOURCES for unit in (1.0, 2.0)]


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = LossExplorer()
    yield made
    made.close()


def around(line, step):
    """Return the line, shifted slightly in every direction."""
    for dw in (-step, 0, step):
        for db in (-step, 0, step):
            yield line_fits.Line(line.weight + dw, line.bias + db, line.loss)


@pytest.mark.parametrize(("source", "unit"), SETS)
@pytest.mark.parametrize("name", CRITERIA)
def test_no_neighbour_of_a_line_is_better(source, unit, name):
    fits = fit(source, (), unit)
    target = fits.t if name == BCE else fits.y
    best = criterion(name, fits.lines[name](fits.x), target, unit)[0].mean()
    assert best == pytest.approx(fits.lines[name].loss, rel=1e-9, abs=1e-12)
    for step in (1e-3, 0.1, 1.0):
        others = [criterion(name, line(fits.x), target, unit)[0].mean() for line in around(fits.lines[name], step)]
        assert min(others) >= best - 1e-12


@pytest.mark.parametrize("name", [MSE, BCE, ARCTAN])
def test_the_pulls_at_a_line_are_in_balance(name):
    fits = fit("24 patients", (), 1.0)
    slopes = criterion(name, fits.lines[name](fits.x), fits.t if name == BCE else fits.y)[1]
    assert abs(slopes.sum()) < 1e-8
    assert abs(slopes @ fits.x) < 1e-8


def grid_minima(x, y, size=6.0, n=601):
    """Return weight and bias of the points of a fine grid that are lower than their eight neighbours."""
    w, b = np.meshgrid(np.linspace(-size, size, n), np.linspace(-size, size, n))
    losses = np.mean([np.arctan((w * one + b - other) ** 2) for one, other in zip(x, y, strict=True)], axis=0)
    shifts = [losses[1 + i : n - 1 + i, 1 + j : n - 1 + j] for i in (-1, 0, 1) for j in (-1, 0, 1)]
    lowest = np.argwhere(shifts[4] <= np.min(shifts, axis=0)) + 1
    return np.array([(w[i, j], b[i, j]) for i, j in lowest])


@pytest.mark.parametrize("source", SOURCES)
def test_every_minimum_of_the_arctan_error_in_the_picture_is_found(source):
    fits = fit(source, (), 1.0)
    found = np.array([line[:2] for line in fits.minima])
    seen = grid_minima(fits.x, fits.y)
    assert all(np.abs(found - place).max(axis=1).min() < 0.1 for place in seen)
    inside = found[np.abs(found).max(axis=1) < 5.9]
    assert len(inside) == len(seen)
    for line in fits.minima:  # the slope is zero at each of them
        slopes = criterion(ARCTAN, line(fits.x), fits.y)[1]
        assert abs(slopes.sum()) + abs(slopes @ fits.x) < 1e-6


def test_two_kinds_of_points_have_two_minima_and_a_large_unit_has_one():
    assert len([line for line in fit("two kinds of points (generated)", (), 1.0).minima if line.loss < 0.7]) == 2
    assert len(fit("24 patients", (), 3.0).minima) == 1


def test_lines_are_found_wherever_points_are_dragged():
    rng = np.random.default_rng(0)
    for k in range(40):
        x, y = (values.copy() for values in points([*SOURCES][k % 3]))
        moved = rng.permutation(24)[: k % 8]
        x[moved], y[moved] = rng.uniform(-2.4, 3.4, len(moved)), rng.uniform(-3.4, 6.4, len(moved))
        weight, bias = line_fits.through_pairs(x, y)
        through = np.arctan((np.outer(weight, x) + bias[:, None] - y) ** 2).mean(axis=1)
        assert line_fits.arctan(x, y)[0].loss <= through.min()
        assert np.isfinite(line_fits.logistic(x, (y > 0).astype(float))).all()


def test_a_large_unit_makes_arctan_the_squared_error():
    x, y = points("24 patients")
    (far,) = line_fits.arctan(x, y, 1000.0)
    assert far == pytest.approx(line_fits.squared(x, y), rel=1e-4)


def test_absolute_goes_through_two_points_and_ignores_how_far_an_outlier_is():
    near, far = (fit("24 patients", ((4, -1.58, y),), 1.0) for y in (3.0, 6.0))
    for fits in (near, far):
        errors = np.abs(fits.lines[MAE](fits.x) - fits.y)
        assert np.sum(errors < 1e-9) >= 2
    assert near.lines[MAE][:2] == far.lines[MAE][:2]
    assert near.lines[MSE].weight > far.lines[MSE].weight + 0.1
    assert near.lines[BCE] == far.lines[BCE]


@pytest.mark.parametrize("label", ["right", "left", "one class", "touching"])
def test_separated_classes_have_no_minimum_and_say_so(label):
    x = np.arange(6.0)
    t = {"right": x > 2.5, "left": x < 2.5, "one class": x > -1, "touching": x >= 3}[label].astype(float)
    if label == "touching":
        x[2] = 3.0
    line = line_fits.logistic(x, t)
    assert np.isfinite(line).all()
    assert line.loss < (0.3 if label == "touching" else 1e-8)


def test_the_library_and_the_fits_mean_the_same_loss():
    x, y = points("24 patients")
    line = line_fits.logistic(x, (y > 0).astype(float))
    ours = float(nn.BCEWithLogitsLoss()(line(x), (y > 0).astype(float)))
    assert ours == pytest.approx(line.loss, rel=1e-12)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", CRITERIA)
def test_code_prints_what_is_drawn(explorer, source, name):
    explorer.set(data=source, loss=name, unit=1.5)
    explorer.move(2, (1.0, -1.0))
    explorer.refresh()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(explorer.code(explorer.view), {})
    numbers = [float(number) for number in printed.getvalue().split()]
    assert numbers == pytest.approx(explorer.view.fits.lines[name], rel=1e-5, abs=1e-6)


def test_pointer_and_keys_move_the_same_point(explorer):
    x, y = points(explorer.state.data)
    explorer.on_pointer({"type": "down", "axes": "plane", "x": x[7] + 0.02, "y": y[7]})
    assert explorer.state.chosen == 7
    explorer.on_pointer({"type": "move", "axes": "plane", "x": x[7] + 0.1, "y": y[7]})
    dragged = explorer.state.moved
    explorer.reset()
    explorer.set(chosen=6)
    explorer.on_key("n")
    explorer.on_key("ArrowRight")
    assert explorer.state.moved == dragged
    explorer.on_pointer({"type": "down", "axes": "plane", "x": 3.3, "y": -3.3})  # nothing is close
    assert explorer.state.chosen == -1
    for key in ("p", "n", *"np", "ArrowUp"):
        explorer.on_key(key)
    explorer.move(0, (99, -99))
    explorer.refresh()
    assert explorer.state.moved[-1] == (0, 3.4, -3.4)


def test_words_follow_the_point(explorer):
    explorer.refresh()
    before = repr(explorer)
    explorer.move(4, (-1.58, 6.0))
    explorer.refresh()
    assert repr(explorer) != before
    assert "% of the loss" in repr(explorer)
    for i in range(24):  # one position on the x axis separates the labels
        explorer.move(i, (-2 + 0.2 * i, 1.0 if i > 11 else -1.0))
    explorer.set(loss=BCE)
    explorer.refresh()
    assert explorer.view.fits.split
    assert "no minimum" in repr(explorer)
    exec(explorer.code(explorer.view), {})


def test_the_pointer_is_told_points_lines_and_curves(explorer):
    explorer.refresh()
    view, fits = explorer.view, explorer.view.fits

    def told(axes, x, y):
        return explorer.on_hover({"axes": axes, "x": x, "y": y})

    lines = told("plane", fits.x[7], fits.y[7]).split("\n")
    assert lines[0] == f"point 8, label {fits.t[7]:.0f}: drag me"
    assert lines[2] == f"error p − y = {fixed(fits.lines[MSE](fits.x[7]) - fits.y[7])}"
    assert lines[3].startswith(f"MSE: loss {significant(view.losses[7])}, gradient ")
    assert f"here {fixed(fits.lines[MSE](3.2))}" in told("plane", 3.2, fits.lines[MSE](3.2))
    assert told("plane", 3.2, -3.2) == ""
    assert told("loss", view.places[7], view.losses[7]).startswith(f"point 8, label {fits.t[7]:.0f}: click to ring it")
    assert told("names", 30, explorer.names.middles[MAE]).startswith(
        "MAE: the mean of the errors' sizes\nbest line: p = "
    )
    assert told("names", 30, explorer.names.middles[MSE]).endswith("\nchosen")
    assert told("names", 30, 1) == ""
    assert told("loss", 5.0, 5.0) == "MSE at error p − y = 5.00:\nloss 25"
    assert told("slope", 5.0, 0.0).endswith("gradient 10")
    explorer.set(loss=BCE)
    explorer.refresh()
    assert told("loss", 4.0, 6.0).endswith(f"loss {significant(np.log1p(np.exp(-4)))} if y = 1\nloss 4.02 if y = 0")
    p = 1 / (1 + np.exp(-fits.lines[BCE](3.3)))
    assert told("strip", 3.3, 0.5) == f"sigmoid at x = 3.30: p = {fixed(p)}"


def event(kind, axes, x, y):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def test_drag_me_stands_at_the_chosen_point_until_one_was_dragged(explorer):
    assert explorer.invitation.get_text() == "drag me"
    (_, place), fits = explorer.invitation.items[0], explorer.view.fits
    assert place == pytest.approx((fits.x[4], fits.y[4]), abs=0.3)
    for k in range(24):  # on the side where there is room, whichever point is chosen
        explorer.set(chosen=k)
        explorer.refresh()
        assert faults(explorer.picture) == []
    explorer.move(4, (-1.5, 3.0))
    explorer.refresh()
    assert explorer.invitation.get_text() == ""
    explorer.reset()
    explorer.refresh()
    assert explorer.invitation.get_text() == "drag me"


@pytest.mark.parametrize("source", SOURCES)
def test_each_line_has_its_name_at_its_end(explorer, source):
    explorer.set(data=source, loss=MAE)
    explorer.refresh()
    shown = {key: label for key, label in explorer.names.labels.items() if label.get_text()}
    assert (SECOND in shown) == words.second(explorer.view.fits)
    ends = {key: explorer.lines[key].get_ydata()[-1] for key in (MSE, MAE, ARCTAN)}
    order = sorted(ends, key=lambda key: -ends[key])
    middles = explorer.names.middles
    assert sorted(order, key=lambda key: middles[key]) == order
    for key, line in explorer.lines.items():
        assert shown[key].colour == (DARK if key == BCE else line.get_color())
        assert shown[key].weight == ("bold" if key == MAE else "normal")
    assert faults(explorer.picture) == []


def test_names_stay_apart_when_lines_meet(explorer):
    for k, x in enumerate(points("24 patients")[0]):  # all on one line: three losses agree
        explorer.move(k, (x, 0.5 * x))
    for loss in CRITERIA:
        explorer.set(loss=loss)
        explorer.refresh()
        assert explorer.view.fits.lines[MSE][:2] == pytest.approx(explorer.view.fits.lines[MAE][:2], abs=1e-3)
        assert faults(explorer.picture) == []


def test_a_line_or_its_name_chooses_its_loss(explorer):
    explorer.on_pointer(event("down", "names", 30, explorer.names.middles[ARCTAN]))
    assert explorer.state.loss == ARCTAN
    explorer.on_pointer(event("down", "plane", 3.2, explorer.view.fits.lines[MSE](3.2)))
    explorer.on_pointer(event("move", "plane", 3.0, 5.0))  # a line is not dragged, and no point either
    assert (explorer.state.loss, explorer.state.moved, explorer.state.chosen) == (MSE, (), 4)
    explorer.on_pointer(event("up", "plane", 3.0, 5.0))
    explorer.on_pointer(event("down", "strip", 3.3, 0.2))
    assert explorer.state.loss == BCE
    explorer.on_pointer(event("down", "names", 30, 1))
    assert explorer.state.loss == BCE


def test_a_point_is_chosen_in_every_panel_and_dragged_along_in_the_strip(explorer):
    explorer.refresh()
    for axes, (x, y) in explorer.markers(explorer.view).items():
        explorer.set(chosen=4)
        explorer.on_pointer(event("down", axes, x[0], y[0]))
        assert explorer.state.chosen == explorer.under(event("down", axes, x[0], y[0])) != -1
        explorer.on_pointer(event("up", axes, x[0], y[0]))
    x, y = points(explorer.state.data)
    explorer.on_pointer(event("down", "strip", x[4], 1.0))
    explorer.on_pointer(event("move", "strip", 2.9, 0.1))
    assert explorer.state.moved == ((4, 2.9, y[4]),)  # its label stays
    explorer.on_pointer(event("up", "strip", 2.9, 0.1))
    explorer.on_pointer(event("move", "strip", 1.0, 0.1))
    assert explorer.state.moved == ((4, 2.9, y[4]),)


def test_the_rings_fit_their_panels(explorer):
    """A ring at the edge of where points can be lies within its axes, or it would be clipped."""
    for place in ((-2.4, -3.4), (3.4, 6.4)):
        explorer.move(4, place)
        explorer.refresh()
        for ring in explorer.rings[:2]:
            box = ring.axes.get_window_extent()
            (x, y), radius = (
                ring.axes.transData.transform(ring.get_xydata()[0]),
                7.0 * 100 / 72,
            )  # half its size, and its line
            assert box.x0 <= x - radius <= x + radius <= box.x1
            assert box.y0 <= y - radius <= y + radius <= box.y1


def test_what_the_tour_says_is_true(explorer):
    tour = explorer.panel.tour
    tour.go(0)
    assert np.argmax(explorer.view.losses) == 4
    tour.go(2)
    pulls = np.abs(explorer.view.slopes)
    assert set(pulls.round(9)) <= {0, 1}
    assert pulls[4] == 1
    tour.go(4)
    steepest = np.abs(criterion(ARCTAN, np.linspace(0, 7, 7001), np.zeros(7001))[1]).max()
    assert abs(explorer.view.slopes[4]) == pytest.approx(steepest, rel=0.002)
    tour.go(5)
    fits = explorer.view.fits
    near = [np.sum(np.abs(line(fits.x) - fits.y) < 0.6) for line in (fits.lines[MSE], *fits.minima[:2])]
    assert near[0] < 6
    assert min(near[1:]) >= 11
    tour.go(6)
    assert explorer.view.fits.t[4] == 1
    assert explorer.view.slopes[4] == pytest.approx(1 / (1 + np.exp(-explorer.view.places[4])) - 1)
