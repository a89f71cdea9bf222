"""The optimizer explorer: its races are the library's, its counters count, its map is what momentum does."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.explorers import OptimizerExplorer
from nnlearn.lessons.optimizers import race as runs
from nnlearn.lessons.optimizers.landscape import LOOKS
from nnlearn.plots.numbers import significant
from nnlearn.plots.style import PAPER

START = (-1.2, 0.7)


@pytest.fixture
def explorer():
    made = OptimizerExplorer(rivals="all seven")
    yield made
    made.close()


def model_of(surface):
    names = {"nn": nn}
    return eval(runs.SURFACES[surface].model, names).double()


@pytest.mark.parametrize("surface", runs.SURFACES)
@pytest.mark.parametrize("size", [7, 60])
@pytest.mark.parametrize("racer", runs.RACERS)
def test_a_race_is_the_librarys(surface, size, racer):
    path, losses = runs.race(surface, racer, 0.05, 0.6, size, True, START)
    x, y = runs.examples(surface)
    model, order = model_of(surface), np.random.default_rng(0)
    nn.vector_to_parameters(np.array(START), model.parameters())
    line = runs.RACERS[racer].line.format(lr=0.05, mu=0.6, ahead=True)
    optimizer = eval(line, {"nn": nn, "theta": model.parameters()})
    places = [START]
    while len(places) <= runs.ITERATIONS:
        for xb, yb in datasets.batches(x, y, size, seed=order):
            optimizer.zero_grad()
            nn.backprop(model, nn.MSELoss(), xb, yb)
            optimizer.step()
            places.append(nn.parameters_to_vector(model.parameters()))
    same = 100 if size == 60 else runs.ITERATIONS  # without noise, g / sqrt(s) ends as a quotient of rounding errors
    np.testing.assert_allclose(path[: same + 1], places[: same + 1], rtol=1e-9, atol=1e-10)
    nn.vector_to_parameters(path[100], model.parameters())
    assert losses[100] == pytest.approx(nn.MSELoss()(model(x), y), rel=1e-10)


@pytest.mark.parametrize("surface", runs.SURFACES)
def test_no_place_is_below_the_lowest_loss(surface):
    a, b = np.random.default_rng(0).uniform(-2, 2, size=(2, 5000))
    loss = runs.SURFACES[surface].loss(runs.means(surface), a, b)
    assert (loss >= runs.lowest(surface) - 1e-12).all()
    assert loss.min() == pytest.approx(runs.lowest(surface), abs=0.01)


@pytest.mark.parametrize("size", [1, 7, 10, 60])
@pytest.mark.parametrize("shuffle", [False, True])
def test_an_epoch_lights_every_example_once(size, shuffle):
    cut, lit = runs.batches(size, shuffle), []
    for iteration in range(1, cut.per_epoch + 1):
        now, seen = cut.lit(iteration)
        assert sorted(seen) == sorted(lit)
        lit += list(now)
        assert cut.at(iteration) == (1, iteration, len(lit))
    assert sorted(lit) == list(range(runs.EXAMPLES))
    assert cut.at(cut.per_epoch + 1)[:2] == (2, 1)
    assert cut.at(0) == (0, 0, 0)


def test_the_counters_count(explorer):
    explorer.set(size=25)
    for position in range(9):
        explorer.go(position)
        view = explorer.view
        assert view.looked == sum((25, 25, 10)[k % 3] for k in range(position))
        shown = [words.get_text() for words in explorer.strip.counts]
        assert shown == [str(position), f"{view.batch} of 3", str(-(-position // 3)), str(view.looked)]
        lit, seen = (len(item[0]) for item in reversed(explorer.strip.marks.items))
        assert (lit, seen) == (((25, 0), (25, 25), (10, 50))[(position - 1) % 3] if position else (0, 0))


def test_next_epoch_goes_from_epoch_to_epoch(explorer):
    explorer.set(size=25)
    explorer.go(1)
    explorer.jump()
    assert (explorer.at, explorer.view.epoch, explorer.view.batch) == (3, 1, 3)


@pytest.mark.parametrize("surface", runs.SURFACES)
def test_the_map_is_a_race_of_momentum_without_noise(surface):
    found = runs.momentum_map(surface, START)
    for row, column in ((0, 4), (25, 9), (45, 2), (0, 49)):
        lr, mu = float(runs.RATES[column]), float(runs.MOMENTA[row])
        losses = runs.race(surface, "momentum", lr, mu, runs.EXAMPLES, True, START)[1] - runs.lowest(surface)
        share = losses[runs.MAP_STEPS] / losses[0]
        assert (
            np.isnan(found[row, column])
            if share > 1
            else found[row, column] == pytest.approx(max(np.log10(max(share, 1e-300)), -8), abs=1e-3)
        )


def test_a_diverging_path_stays_where_it_was_lost():
    path, losses = runs.race("valley along an axis", "sgd", 1.0, 0.0, 60, True, START)
    assert np.isfinite(path).all()
    assert losses[-1] > 1e6
    assert "diverged" in repr(OptimizerExplorer(lr=1.0, size=60, position=240))


@pytest.mark.parametrize("surface", runs.SURFACES)
@pytest.mark.parametrize("momentum", [0.0, 0.8])
def test_the_code_gives_what_is_on_the_screen(surface, momentum, explorer, capsys):
    explorer.set(surface=surface, size=8, lr=0.03, momentum=momentum)
    explorer.set(position=19, start=START)
    names = {}
    exec(explorer.code(explorer.view), names)
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 7
    for line, (path, _) in zip(printed, explorer.view.races.values(), strict=True):
        found = [float(number) for number in line.split("[")[1].rstrip("]").split()]
        np.testing.assert_allclose(found, path[19], atol=1e-7)


def test_pointer_and_keys_set_the_same(explorer):
    explorer.on_pointer({"type": "down", "axes": "plane", "x": 0.5, "y": 9.0})
    assert explorer.state.start == (0.5, 1.95)
    explorer.on_key("ArrowLeft")
    assert explorer.state.start == (0.45, 1.95)
    explorer.on_pointer({"type": "move", "axes": "map", "x": 0.333, "y": 0.5})
    assert (explorer.state.lr, explorer.state.momentum) == (0.33, 0.5)
    explorer.on_pointer({"type": "down", "axes": "strip", "x": 3, "y": 0})
    explorer.on_pointer({"type": "up", "axes": "plane", "x": 0, "y": 0})
    assert explorer.state.start == (0.45, 1.95)
    explorer.set(surface="saddle: weights in a row")
    assert (explorer.state.start, explorer.at) == ((-1.6, 1.4), 0)


def test_what_lies_under_the_pointer_is_named(explorer):
    explorer.go(20)
    explorer.refresh()
    view = explorer.view

    def said(axes, x, y):
        return explorer.on_hover({"type": "hover", "axes": axes, "x": x, "y": y})

    path, loss = view.races["adagrad"]
    assert said("plane", *path[20]).startswith("AdaGrad after iteration 20")
    assert said("plane", *path[20]).endswith(f": loss {significant(loss[20])}")
    x, y = runs.examples(view.state.surface)
    loss_there = ((x @ [[1.5], [-1.8]] - y) ** 2).mean()
    assert said("plane", 1.5, -1.8) == f"weights (1.50, −1.80): loss {significant(loss_there)}\nclick to start here"
    left = loss[7] - runs.lowest(view.state.surface)
    assert said("loss", 7.2, left) == f"AdaGrad, iteration 7\n{significant(left)} above the lowest loss"
    assert said("loss", 100.0, left) == ""
    row, column = 30, 4
    share = 10 ** view.gained[row, column]
    words = said("map", float(runs.RATES[column]), float(runs.MOMENTA[row]))
    assert f"{significant(share, 2)} of the loss above the lowest\nis left" in words
    assert "the loss grew" in said("map", 1.0, 0.0)
    lit, seen = view.batches.lit(20)
    for example, when in ((lit[0], "in this batch"), (seen[0], "seen in this epoch")):
        assert said("strip", float(example % 30), float(example // 30)) == f"example {example}: {when}"


def drawn(explorer):
    """Return the colours and the strengths of the paths in the landscape, without the white seam and the dotted one."""
    lines = explorer.land.trails[explorer.state.solid].lines
    return {colour: strength for _, colour, _, strength, kind in lines if kind == "-" and colour != PAPER}


def test_only_those_who_race_are_drawn(explorer):
    explorer.go(30)
    explorer.set(rivals="nobody", focus="")
    assert explorer.land.trails[0].lines == explorer.curves.lines == []
    assert {item[1] for item in explorer.land.marks[0].items} == {"+"}  # the start
    assert "no optimizer races" in explorer.canvas.alt
    explorer.set(focus="adam")
    assert set(drawn(explorer)) == {LOOKS["adam"][0]}
    assert [len(line[0]) for line in explorer.curves.lines] == [31]
    explorer.set(rivals="four of them", focus="nesterov")  # it races as long as it is looked at
    racers = ["sgd", "momentum", "nesterov", "adagrad", "adam"]
    assert set(drawn(explorer)) == {LOOKS[name][0] for name in racers}
    assert explorer.state.racers == racers
    assert explorer.idle.get_text().split() == ["▼", "RMSprop", "✖", "AdamW"]


def test_old_steps_are_fainter_and_so_are_the_optimizers_not_looked_at(explorer):
    explorer.set(focus="rmsprop", position=100)
    for solid in (False, True):
        explorer.set(solid=solid)
        strengths = drawn(explorer)
        focus = strengths.pop(LOOKS["rmsprop"][0])
        assert focus[-1] == pytest.approx(1.0) or solid  # in 3-D a hill may stand in front of it
        assert focus[0] < 0.2
        assert (np.diff(focus) >= 0).all() or solid
        assert len(strengths) == 6
        assert max(one.max() for one in strengths.values()) < 0.5
    explorer.set(focus="", solid=False)
    assert len({one.max() for one in drawn(explorer).values()}) == 1


def test_the_dotted_path_is_named_and_is_the_same_optimizer_without_noise(explorer):
    for focus, name in (("adam", "Adam"), ("momentum", "momentum"), ("", "SGD")):
        explorer.set(focus=focus, position=40)
        assert explorer.dotted.get_text() == f"dotted: {name} on all sixty, no noise"
        calm = [line for line in explorer.land.trails[0].lines if line[-1] == ":"]
        state = explorer.state
        path = runs.race(state.surface, focus or "sgd", state.lr, state.momentum, 60, True, state.start)[0]
        np.testing.assert_array_equal(calm[0][0], path[:41])
    explorer.set(size=60, focus="adam")
    np.testing.assert_array_equal(explorer.view.calm, explorer.view.races["adam"][0])


def test_a_click_or_a_digit_looks_at_an_optimizer(explorer):
    explorer.go(20)
    x, y = explorer.view.races["adagrad"][0][20]
    start = explorer.state.start
    explorer.on_pointer({"type": "down", "axes": "plane", "x": x, "y": y})
    assert (explorer.state.focus, explorer.state.start) == ("adagrad", start)
    for k, name in enumerate(runs.RACERS):
        explorer.on_pointer({"type": "down", "axes": "names", "x": k + 0.5, "y": 0.5})
        assert explorer.state.focus == name
        assert explorer.frame.get_x() == k
        assert runs.RACERS[name].name in explorer.on_hover({"axes": "names", "x": k + 0.5, "y": 0.5})
        explorer.on_key("0")
        assert explorer.state.focus == ""
        explorer.on_key(str(k + 1))
        assert explorer.state.focus == name
    explorer.on_pointer({"type": "down", "axes": "names", "x": 6.5, "y": 0.5})  # once more: all alike
    assert explorer.state.focus == ""


def test_the_landscape_turns_and_takes_a_new_start(explorer):
    assert "model" not in explorer.canvas.cursors
    explorer.set(solid=True, position=30)
    assert explorer.canvas.cursors["model"] == "grab"
    assert "plane" not in explorer.canvas.axes
    before, frame = explorer.state, explorer.canvas.frame
    for kind, x, y in (("down", 0.0, 0.0), ("move", 0.4, -0.2), ("up", 0.4, -0.2)):
        explorer.on_pointer({"type": kind, "axes": "model", "x": x, "y": y})
    assert explorer.state.turn < before.turn
    assert explorer.state.tilt > before.tilt
    assert explorer.state.start == before.start
    assert explorer.canvas.frame != frame
    spot = explorer.land.relief.project([[1.0, 1.0]])[0]
    for kind in ("down", "up"):
        explorer.on_pointer({"type": kind, "axes": "model", "x": spot[0], "y": spot[1]})
    np.testing.assert_allclose(explorer.state.start, (1.0, 1.0), atol=0.1)
    path = explorer.view.races["adam"][0]
    head = next(item[0][0] for item in explorer.land.marks[1].items if item[1] == LOOKS["adam"][1])
    np.testing.assert_allclose(head, explorer.land.relief.project(path[30])[0])
    turn = explorer.state.turn
    explorer.on_key("l")
    assert explorer.state.turn == turn + 10
    explorer.set(solid=False)
    explorer.on_key("i")
    assert explorer.state.solid  # what turns it shows it
