"""The perceptron explorer: its run is the library's, and its points are moved by pointer and keys."""

import asyncio

import fake_clock
import numpy as np
import pytest
from matplotlib.colors import to_rgba

import nnlearn.numpy as nn
from nnlearn.explorers import PerceptronExplorer
from nnlearn.lessons.perceptron import run as runs
from nnlearn.plots.line import segment
from nnlearn.plots.style import INK, VERMILION


@pytest.fixture
def perceptron():
    made = PerceptronExplorer()
    yield made
    made.close()


def event(kind, axes, x, y):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def test_a_start_off_the_slider_is_refused():
    with pytest.raises(ValueError, match="lr=50"):
        PerceptronExplorer(lr=50.0)


@pytest.mark.parametrize("source", runs.SOURCES)
@pytest.mark.parametrize("shuffle", [False, True])
def test_the_run_is_the_librarys_and_keeps_the_bound(source, shuffle):
    run = runs.record(source, (), 0.5, shuffle)
    model = nn.Perceptron(2, lr=0.5)
    mistakes = model.fit(run.x, run.y, epochs=runs.epochs(len(run.x)), shuffle=shuffle)
    np.testing.assert_allclose(run.weight[-1], model.weight.data[0], atol=1e-5)
    np.testing.assert_allclose(run.bias[-1], model.bias.data[0], atol=1e-5)
    assert run.mistakes[-1] == sum(mistakes)
    assert run.finished == (mistakes[-1] == 0)
    assert run.bound is None or run.mistakes[-1] <= run.bound
    assert run.wrong[run.best[-1]] == run.wrong.min()
    assert run.best[-1] == run.wrong.argmin()


@pytest.mark.parametrize("source", runs.SOURCES)
@pytest.mark.parametrize("pocket", [False, True])
def test_the_perceptrons_code_gives_what_is_on_the_screen(source, pocket, capsys):
    explorer = PerceptronExplorer(data=source, pocket=pocket, lr=0.3)
    explorer.go(min(23, explorer.length(explorer.view)))
    explorer.move(1, [0.25, 0.75])
    names = {}
    exec(explorer.code(explorer.view), names)
    run, at = explorer.view.run, explorer.view.at
    assert names["mistakes"] == run.mistakes[at]
    np.testing.assert_allclose(names["model"].weight.data[0], run.weight[at], atol=1e-6)
    np.testing.assert_allclose(names["model"].bias.data[0], run.bias[at], atol=1e-6)
    if pocket:
        np.testing.assert_allclose(names["best"]["weight"][0], run.weight[run.best[at]], atol=1e-6)
    assert str(run.mistakes[at]) in capsys.readouterr().out


def test_a_point_dragged_into_the_other_class_ends_the_bound(perceptron):
    perceptron.go(10**6)
    assert perceptron.view.run.bound is not None
    x = perceptron.view.run.x
    perceptron.on_pointer(event("down", "plane", *x[0]))
    assert perceptron.state.chosen >= 0
    perceptron.on_pointer(event("move", "plane", *x[perceptron.view.run.y == 1].mean(axis=0)))
    assert perceptron.view.run.bound is None
    assert "no bound" in perceptron.canvas.alt
    assert perceptron.at == perceptron.length(perceptron.view)  # it stays at the end of the longer run


def test_a_point_far_away_is_not_grasped_and_none_leaves_the_picture(perceptron):
    left, right, bottom, top = perceptron.view.extent
    perceptron.on_pointer(event("down", "plane", left, top))
    assert perceptron.state.chosen == -1
    perceptron.on_pointer(event("move", "plane", 0, 0))
    assert perceptron.state.moved == ()
    perceptron.move(0, [1e9, -1e9])
    assert perceptron.view.run.x[0].tolist() == pytest.approx([right, bottom], abs=1e-2)


def test_keys_choose_and_move_a_point(perceptron):
    x = perceptron.view.run.x.copy()
    for key in ("n", "n", "p", "p"):
        perceptron.on_key(key)
    assert perceptron.state.chosen == len(x) - 1
    perceptron.on_key("ArrowUp")
    moved = perceptron.view.run.x - x
    assert moved[-1, 1] > 0
    assert not moved[:-1].any()


def test_other_data_starts_anew(perceptron):
    perceptron.go(5)
    perceptron.move(0, [2, 1])
    perceptron.set(data="AND")
    assert (perceptron.at, perceptron.state.moved, perceptron.state.chosen) == (0, (), -1)
    assert (*perceptron.plane.get_xlim(), *perceptron.plane.get_ylim()) == perceptron.view.extent
    assert perceptron.plane.get_xlabel() == "a"


@pytest.mark.parametrize("seed", range(10))
def test_the_two_sides_fill_the_rectangle(seed):
    rng = np.random.default_rng(seed)
    w, b, extent = rng.normal(size=2), rng.normal() * 0.4, (-1, 1, -1, 2)

    def area(corners):
        x, y = corners.T if len(corners) else np.zeros((2, 1))
        return abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2

    sides = [runs.half_plane(w, b, extent, above) for above in (True, False)]
    assert sum(map(area, sides)) == pytest.approx(6)
    assert all(((side @ w + b) * sign >= -1e-9).all() for side, sign in zip(sides, (1, -1), strict=True) if len(side))


def test_jump_goes_from_mistake_to_mistake(perceptron):
    seen = []
    for _ in range(20):
        perceptron.jump()
        seen.append(perceptron.at)
    steps = perceptron.view.run.steps
    mistakes = [k + 1 for k, step in enumerate(steps) if step.mistake]
    assert seen[: len(mistakes)] == mistakes
    assert seen[-1] == len(steps)


# On Play the line turns.


def play(explorer, steps, calm=False, meanwhile=None):
    """Play a few steps on a loop; return (state, line drawn, key of the frame) of every picture."""
    seen = []

    def look(change):
        ends = explorer.scene.line.get_xydata()
        seen.append((explorer.state, ends.copy(), list(explorer.canvas.frame_key)))
        if meanwhile and explorer.state.turn:
            meanwhile()

    async def go():
        explorer.canvas.calm = calm
        explorer.canvas.observe(look, "frame")
        explorer.play()
        while explorer.playing and explorer.at < steps:
            await asyncio.sleep(0.005)
        explorer.pause()
        await asyncio.sleep(0.2)
        explorer.canvas.unobserve(look, "frame")

    fake_clock.run(go())
    return seen


def turns_in_view(explorer):
    """Return the position before the first mistake whose lines before and after both cross the picture."""
    run, extent = explorer.view.run, explorer.view.extent
    crosses = [segment(w, b, extent) is not None for w, b in zip(run.weight, run.bias, strict=True)]
    return next(k for k, step in enumerate(run.steps) if step.mistake and crosses[k] and crosses[k + 1])


def test_on_play_the_line_turns_from_the_old_to_the_new_one(perceptron):
    run, at = perceptron.view.run, turns_in_view(perceptron)
    perceptron.go(at)
    seen = play(perceptron, at + 1)
    turning = [(state, ends, key) for state, ends, key in seen if state.turn]
    assert len(turning) > 2
    assert perceptron.state.turn == 0
    assert perceptron.at == at + 1
    for state, ends, key in turning:
        assert state.position == at
        assert key == []  # the slider's pictures drawn in advance are not touched
        w = run.weight[at] + state.turn * (run.weight[at + 1] - run.weight[at])
        b = run.bias[at] + state.turn * (run.bias[at + 1] - run.bias[at])
        np.testing.assert_allclose(ends @ w + b, 0, atol=1e-5)
    assert sorted({state.turn for state, *_ in turning}) == [state.turn for state, *_ in turning]


def test_a_line_that_stays_does_not_turn_and_none_does_for_readers_who_ask_for_calm(perceptron):
    perceptron.go(6)
    assert not perceptron.view.run.steps[6].mistake
    assert not any(state.turn for state, *_ in play(perceptron, 7))
    perceptron.go(5)
    assert not any(state.turn for state, *_ in play(perceptron, 6, calm=True))
    assert perceptron.at == 6


@pytest.mark.parametrize("how", ["pause", "reset", "close"])
def test_a_turn_that_is_interrupted_leaves_nothing_behind(perceptron, how):
    perceptron.go(5)
    play(perceptron, 6, meanwhile=getattr(perceptron, how))
    assert not perceptron.playing
    if how != "close":
        assert perceptron.state.turn == 0
        assert perceptron.pictured == perceptron.state
        assert perceptron.at == (5 if how == "pause" else 0)


# Every point can be seen.


def test_points_on_each_other_are_darker_and_lie_above_the_ring(perceptron):
    perceptron.go(6)
    scene = perceptron.scene
    assert sum(len(dots.get_xdata()) for dots in scene.dots) == 100
    for dots in scene.dots:
        assert dots.zorder > scene.visited.zorder
        assert to_rgba(dots.get_markerfacecolor())[3] < 0.6
    left, top, width, height, x0, x1, y0, y1 = perceptron.canvas.axes["plane"]
    x, counts = np.unique(perceptron.view.run.x[perceptron.view.run.y == 1], axis=0, return_counts=True)
    alone = [k for k in np.flatnonzero(counts == 1) if np.sort(np.hypot(*(x - x[k]).T))[1] > 0.15]

    def darkness(place):
        column = left + (place[0] - x0) / (x1 - x0) * width
        row = top + (y1 - place[1]) / (y1 - y0) * height
        return 255 - perceptron.picture.pixels()[round(row), round(column), :3].mean()

    assert darkness(x[counts.argmax()]) > darkness(x[alone[0]]) + 20


def test_the_pointer_is_told_how_many_points_lie_there(perceptron):
    x, counts = np.unique(perceptron.view.run.x, axis=0, return_counts=True)
    for k in (counts.argmax(), counts.argmin()):
        first = perceptron.on_hover(event("hover", "plane", *x[k])).split("\n")[0]
        assert (f"({counts[k]} lie here)" in first) == (counts[k] > 1)


def test_the_ring_in_the_legend_says_whether_the_visit_was_a_mistake(perceptron):
    for at, words, colour in ((6, "visited: a mistake", VERMILION), (7, "visited: right", INK)):
        perceptron.go(at)
        assert words in perceptron.scene.names.get_text()
        assert perceptron.scene.samples[0].get_markeredgecolor() == colour
        assert perceptron.scene.visited.get_markeredgecolor() == colour
    assert "pocket" not in perceptron.scene.names.get_text()
    perceptron.set(pocket=True)
    assert "best line, in the pocket" in perceptron.scene.names.get_text()
    assert perceptron.scene.samples[1].get_visible()
