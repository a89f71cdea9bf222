"""Explorers without a page: every setting draws, the newest wins, faults are sentences, and what is shown is true."""

import asyncio
import base64
import dataclasses
import io
import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import ipywidgets as widgets
import numpy as np
import pytest
from PIL import Image

import nnlearn.numpy as nn
from nnlearn.explorers import Explorer, ForwardExplorer, PerceptronExplorer, Picture, margin, mistake_bound, slide
from nnlearn.explorers import forward_pass as net
from nnlearn.explorers import perceptron_run as runs
from nnlearn.explorers.controls import declared
from nnlearn.explorers.margin import _affine, nearest
from nnlearn.explorers.pace import INTERVAL
from nnlearn.explorers.trace import sentence
from nnlearn.explorers.words import Words

KINDS = {"perceptron": PerceptronExplorer, "forward": ForwardExplorer}


def own_model():
    nn.manual_seed(3)
    return nn.Sequential(nn.Linear(2, 5), nn.ReLU(), nn.Linear(5, 3), nn.Tanh(), nn.Linear(3, 1), nn.Sigmoid())


@pytest.fixture(params=[*KINDS, "forward of a model"])
def explorer(request, monkeypatch):
    """Give each explorer, with every exception inside it fatal."""

    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_say", fail)
    made = ForwardExplorer(own_model()) if request.param == "forward of a model" else KINDS[request.param]()
    yield made
    made.close()


@pytest.fixture
def perceptron():
    made = PerceptronExplorer()
    yield made
    made.close()


@pytest.fixture
def forward():
    made = ForwardExplorer()
    yield made
    made.close()


def corners(field):
    """Return the extreme values of a control, or all its options."""
    settings = field.metadata["settings"]
    if "options" in settings:
        return [option[1] if isinstance(option, tuple) else option for option in settings["options"]]
    return [settings["min"], settings["max"]] if "min" in settings else [False, True]


def event(kind, axes, x, y):
    return {"type": kind, "axes": axes, "x": x, "y": y}


# Every setting.


def test_every_corner_of_the_controls_draws(explorer):
    fields = {name: field for name, field in declared(explorer.state).items() if name != "position"}
    single = [{name: value} for name, field in fields.items() for value in corners(field)]
    ends = {name: (corners(field)[0], corners(field)[-1]) for name, field in fields.items()}
    pairs = [{a: u, b: v} for a, b in itertools.combinations(ends, 2) for u, v in itertools.product(ends[a], ends[b])]
    for k, setting in enumerate([*single, *pairs]):
        explorer.set(position=explorer.length(explorer.view) * (k % 3) // 2, **setting)
        shown = {name: widget.value for name, widget in explorer.controls.items()}
        assert shown == {name: getattr(explorer.state, name) for name in shown} | {"position": explorer.at}
        assert explorer.view.state == explorer.state
    assert explorer.drawn > len(single) + len(pairs)


def test_every_control_changes_the_picture_and_position_the_words(explorer):
    explorer.go(explorer.length(explorer.view) // 3)
    frame, words = explorer.canvas.frame, explorer.canvas.alt
    explorer.go(explorer.at + 1)
    assert explorer.canvas.frame != frame
    assert explorer.canvas.alt != words
    for name, field in declared(explorer.state).items():
        if name != "position":
            explorer.go(9)
            frame = explorer.canvas.frame
            explorer.controls[name].value = next(v for v in corners(field) if v != getattr(explorer.state, name))
            assert explorer.canvas.frame != frame, name


def test_reset_goes_back_to_the_first_picture(explorer):
    frame = explorer.canvas.frame
    explorer.set(position=3, data="XOR")
    explorer.on_key("n")
    assert explorer.canvas.frame != frame
    explorer.reset_button.click()
    assert explorer.canvas.frame == frame


def test_every_key_is_answered(explorer):
    for key in explorer.keys:
        frame = explorer.canvas.frame
        explorer._event({"type": "key", "key": key, "shift": False})
        assert explorer.canvas.frame != frame, key


@pytest.mark.parametrize("kind", KINDS.values())
def test_start_says_what_it_does_not_know(kind):
    with pytest.raises(TypeError, match="no setting colour: there are data"):
        kind(colour="red")
    with pytest.raises(ValueError, match="cannot start with data='mnist'"):
        kind(data="mnist")


def test_a_start_off_the_slider_is_refused():
    with pytest.raises(ValueError, match="lr=50"):
        PerceptronExplorer(lr=50.0)


# Frames.


def test_moving_parts_give_the_same_pixels_as_a_whole_drawing(explorer):
    explorer.go(5)
    quick = explorer.picture.pixels()
    explorer.picture.redraw()
    np.testing.assert_array_equal(quick, explorer.picture.pixels())


def test_what_a_notebook_stores_is_complete(explorer):
    data, metadata = explorer._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.box.model_id
    assert data["text/plain"] == metadata["image/png"]["alt"] == explorer.canvas.alt == repr(explorer)
    assert " at 0x" not in data["text/plain"]
    width, height = explorer.size
    assert Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).size == (2 * width, 2 * height)
    assert metadata["image/png"]["width"] == width <= 640


def test_a_fine_screen_gets_a_fine_picture(explorer):
    explorer.canvas.ratio = 2.0
    assert Image.open(io.BytesIO(explorer.canvas.frame)).size == tuple(2 * n for n in explorer.size)
    fine = explorer.picture.pixels(2.0)[::2, ::2, :3].astype(int)
    assert np.abs(fine - explorer.picture.pixels(1.0)[..., :3]).mean() < 8  # the same picture, still parts and moving
    explorer.canvas.ratio = 1.0
    assert Image.open(io.BytesIO(explorer.canvas.frame)).size == explorer.size


def test_a_hundred_pictures_need_no_more_memory(explorer):
    if not Path("/proc/self/statm").exists():
        pytest.skip("memory is read from /proc")

    def used():
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    data = corners(declared(explorer.state)["data"])
    for k in range(20):
        explorer.set(data=data[k // 4 % len(data)], position=k)
    before = used()
    for k in range(100):
        explorer.set(data=data[k // 10 % len(data)], position=k)
    assert used() - before < 10


def test_nothing_imports_pyplot():
    code = (
        "import sys; from nnlearn.explorers import PerceptronExplorer, ForwardExplorer; PerceptronExplorer();"
        "ForwardExplorer(); assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=120)


def test_words_stand_where_they_shall():
    picture = Picture(200, 100)
    (words,) = picture.moving(Words(picture.page, 9, across=0, up=0))
    words.put([("HH", (50, 20))])
    dark = np.argwhere(picture.pixels()[..., 0] < 128)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
    assert 50 <= left <= 53
    assert 62 <= right <= 74
    assert top >= 20
    assert bottom <= 36
    assert 8 <= bottom - top <= 10  # an H of 9 points at 100 dots an inch


def test_an_end_of_line_goes_down_by_one_line():
    picture = Picture(100, 100)
    words = picture.words(10, 10, 8)
    words.say("H\nH")
    rows = np.flatnonzero((picture.pixels()[..., 0] < 128).any(axis=1))
    assert (np.diff(rows) > 1).sum() == 1


# Events: the newest wins.


def test_a_storm_ends_with_the_last_value_in_time():
    async def storm():
        explorer = PerceptronExplorer()
        explorer.set(data="AND")
        await asyncio.sleep(0.2)
        drawn, began = explorer.drawn, time.perf_counter()
        for k in range(1000):
            explorer.controls["position"].value = k % 20
            await asyncio.sleep(0)
        ended = time.perf_counter()
        shown = []
        explorer.canvas.observe(lambda change: shown.append(time.perf_counter()), "frame")
        while time.perf_counter() - ended < 0.3 and explorer.pace.task is not None:
            await asyncio.sleep(0.005)
        assert explorer.view.state.position == explorer.state.position == 999 % 20
        assert f"after step {999 % 20} of" in explorer.canvas.alt
        assert len(shown) <= 2  # no backlog is worked off afterwards
        assert explorer.drawn - drawn <= (time.perf_counter() - began) / INTERVAL + 2
        explorer.close()

    asyncio.run(storm())


class Fragile(Explorer):
    """Draws a number, unless it is three."""

    @dataclasses.dataclass(frozen=True)
    class State:
        n: int = slide(0, 0, 5, 1, "n")

    size = (100, 50)

    def build(self, picture):
        self.words = picture.words(5, 5, 9)

    def compute(self, state):
        if state.n == 3:
            raise ZeroDivisionError("three <b>is</b> too much")
        return state.n

    def draw(self, view):
        self.words.say(str(view))

    def describe(self, view):
        return f"the number {view}"

    def code(self, view):
        return f"n = {view} < 9"

    def on_key(self, key):
        raise KeyError(key)


def test_a_fault_is_a_sentence_and_the_next_event_works():
    explorer = Fragile()
    frame = explorer.canvas.frame
    explorer.controls["n"].value = 3
    assert "ZeroDivisionError: three &lt;b&gt;is&lt;/b&gt; too much" in explorer.fault.value
    assert 'role="alert"' in explorer.fault.value
    assert explorer.canvas.frame == frame
    explorer.controls["n"].value = 4
    assert explorer.fault.value == ""
    assert explorer.canvas.alt == "the number 4"
    explorer._event({"type": "key", "key": "x", "shift": False})
    assert "KeyError" in explorer.fault.value


def test_a_fault_on_the_loop_does_not_end_the_drawing():
    async def go():
        explorer = Fragile()
        for n in (3, 5):
            explorer.set(n=n)
            await asyncio.sleep(3 * INTERVAL)
        assert explorer.canvas.alt == "the number 5"
        explorer.close()

    asyncio.run(go())


def test_code_is_shown_on_request_and_escaped():
    explorer = Fragile()
    assert explorer.listing.value == ""
    explorer.code_button.value = True
    assert "n = 0 &lt; 9" in explorer.listing.value
    explorer.set(n=2)
    assert "n = 2 &lt; 9" in explorer.listing.value
    explorer.code_button.value = False
    assert explorer.listing.value == ""


def test_a_closed_explorer_answers_nothing(explorer):
    explorer.close()
    drawn = explorer.drawn
    explorer.set(position=2)
    explorer.request()
    explorer.play()
    assert explorer.drawn == drawn


def test_every_control_says_what_it_is(explorer):
    labelled = [w for w in explorer.controls.values() if not isinstance(w, widgets.Checkbox)]
    assert all(w.description for w in [*labelled, *explorer.controls.values()])
    assert explorer.canvas.help
    assert explorer.tries


def test_the_page_may_send_the_nearest_place_of_a_slider(forward):
    """A page rounds a value to the slider's places and sends that back: it must not count as an edit."""
    assert forward.state.value != round(forward.state.value, 2)
    forward.controls["value"].value = round(forward.state.value, 2)
    assert forward.state == forward.start
    forward.controls["value"].value += 0.01
    assert forward.state.edits


# The transport.


def play(explorer, seconds, meanwhile=lambda: None):
    """Play for some time on a loop, do something, and let it go on as long."""

    async def go():
        explorer.kernel_loop = asyncio.get_running_loop()
        explorer.speed.value = 20.0
        explorer.play()
        await asyncio.sleep(seconds)
        meanwhile()
        before = explorer.state.position
        await asyncio.sleep(seconds)
        return before, explorer.state.position, explorer.playing

    return asyncio.run(go())


def test_it_plays_to_the_end_and_stops():
    explorer = PerceptronExplorer(data="OR", shuffle=False)
    explorer.go(explorer.length(explorer.view) - 4)
    assert play(explorer, 0.4)[1:] == (explorer.length(explorer.view), False)
    assert explorer.play_button.description == "Play"


@pytest.mark.parametrize("how", ["pause", "gone", "close", "interrupt", "step"])
def test_playing_can_be_ended(how, perceptron):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as in a kernel that runs no cell
    perceptron.on_view("seen")

    def end():
        assert perceptron.playing
        if how == "interrupt":
            signal.raise_signal(signal.SIGINT)
        elif how == "gone":
            perceptron.on_view("gone")
        else:
            step = next(button for button in perceptron.box.children[1].children if button.description == "Step")
            {"pause": perceptron.pause, "close": perceptron.close, "step": step.click}[how]()

    try:
        first, last, playing = play(perceptron, 0.15, end)
    finally:
        signal.signal(signal.SIGINT, before)
    assert 0 < first < 6
    assert last - first <= (1 if how == "step" else 0)
    assert not playing


def test_less_motion_plays_slowly():
    explorer = PerceptronExplorer()
    explorer.canvas.calm = True
    assert play(explorer, 0.2)[1] == 0


def test_without_a_loop_play_goes_to_the_end(perceptron):
    perceptron.play()
    assert perceptron.at == perceptron.length(perceptron.view)


def test_next_mark_goes_from_mistake_to_mistake(perceptron):
    seen = []
    for _ in range(20):
        perceptron.next_mark()
        seen.append(perceptron.at)
    steps = perceptron.view.run.steps
    mistakes = [k + 1 for k, step in enumerate(steps) if step.mistake]
    assert seen[: len(mistakes)] == mistakes
    assert seen[-1] == len(steps)


# The margin.


def smallest(points):
    """Return the distance of the hull from the origin by trying all corners, edges, triangles and tetrahedra."""
    found = [np.inf]
    for size in range(1, min(4, len(points)) + 1):
        for chosen in itertools.combinations(points, size):
            share = _affine(np.array(chosen))
            if (share >= -1e-9).all() and abs(share.sum() - 1) < 1e-6:
                found.append(np.linalg.norm(share @ np.array(chosen)))
    return min(found)


@pytest.mark.parametrize("seed", range(40))
def test_margin_is_what_trying_everything_finds(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rng.integers(4, 10), 2)) + 3 * rng.normal(size=2)
    y = (x @ rng.normal(size=2) + rng.normal() > 0).astype(int) if seed % 2 else rng.integers(0, 2, len(x))
    lifted = (2 * y - 1)[:, None] * np.column_stack([x, np.ones(len(x))])
    np.testing.assert_allclose(margin(x, y), smallest(lifted), atol=1e-7)


def test_nearest_in_a_large_and_degenerate_set():
    rng = np.random.default_rng(0)
    points = np.repeat(rng.normal((5, 0, 0), size=(300, 3)), 3, axis=0)
    near = nearest(points)
    assert (points @ near >= near @ near - 1e-9).all()  # no point lies below the plane through it: it is optimal


@pytest.mark.parametrize(("gate", "separable"), [("and", True), ("or", True), ("xor", False)])
def test_only_xor_of_the_gates_has_no_bound(gate, separable):
    from nnlearn.datasets import gates

    data = gates(gate)
    assert (mistake_bound(data.x, data.y) is not None) == separable


# The perceptron explorer.


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


# The forward explorer.


def test_its_numbers_are_those_of_the_model():
    model = own_model()
    explorer = ForwardExplorer(model, position=20)
    for k, layer in enumerate([model[:2], model[:4], model[:6]], 1):
        with nn.no_grad():
            expected = layer(net.batch("moons", explorer.state.point).astype(np.float32))
        np.testing.assert_allclose(explorer.view.values[k], expected, rtol=1e-5, atol=1e-6)


def test_the_learners_model_stays_as_it_is():
    model = own_model()
    before = model.state_dict()
    explorer = ForwardExplorer(model)
    explorer.set(selected=(1, 2, 3))
    explorer.set(value=4.0)
    assert explorer.view.layers[1].weight[2, 3] == 4.0
    for name, values in model.state_dict().items():
        np.testing.assert_array_equal(values, before[name])
    assert model.training
    explorer.reset()
    np.testing.assert_allclose(explorer.view.layers[1].weight, before["2.weight"])


@pytest.mark.parametrize(
    ("model", "fault", "says"),
    [
        (nn.Linear(2, 1), TypeError, "expected a Sequential of nnlearn.numpy"),
        (nn.Sequential(), ValueError, r"got sizes \[\]"),
        (nn.Sequential(nn.Tanh(), nn.Linear(2, 1)), TypeError, "expected Linear first, got Tanh"),
        (nn.Sequential(nn.Linear(3, 1)), ValueError, "two inputs"),
        (nn.Sequential(nn.Linear(2, 9)), ValueError, r"at most 8 units each, got sizes \[2, 9\]"),
        (None, None, None),
    ],
)
def test_another_model_is_refused_with_a_sentence(model, fault, says):
    if model is not None:
        with pytest.raises(fault, match=says):
            ForwardExplorer(model)


def test_every_cell_of_every_product_is_traced_once(forward):
    seen = {(cell.layer, cell.row, cell.unit) for cell in forward.view.steps}
    sizes = [len(layer.bias) for layer in forward.view.layers]
    assert len(seen) == len(forward.view.steps) == 3 * sum(sizes)
    assert forward.marks(forward.view) == [3 * sizes[0], 3 * (sizes[0] + sizes[1])]


@pytest.mark.parametrize("seed", range(5))
def test_the_sentence_adds_up(seed):
    rng = np.random.default_rng(seed)
    layer = net.Layer(rng.normal(size=(2, 3)).round(1), rng.normal(size=2).round(1), np.tanh, "tanh")
    h = rng.normal(size=(3, 3)).round(1)
    words = sentence(h, layer, layer.product(h), (2, 1)).replace("−", "-").replace("·", "*")
    sum_, activation = words.removeprefix("z = ").split("      ")
    left, right = sum_.split(" = ")
    assert eval(left) == pytest.approx(float(right), abs=0.006)
    assert float(right) == pytest.approx(layer.product(h)[2, 1], abs=0.006)
    assert float(activation.split(" = ")[1]) == pytest.approx(np.tanh(float(right)), abs=0.011)


def test_a_weight_is_chosen_by_pointer_and_keys_and_changed(forward):
    places = forward.diagram.places
    forward.on_pointer(event("down", "network", *(places[1][2] * 0.5 + places[2][1] * 0.5 + 1)))
    layer, unit, source = forward.state.selected
    assert layer == 1
    assert forward.state.value == forward.view.layers[1].weight[unit, source]
    forward.on_pointer(event("down", "network", *places[1][3]))
    assert forward.state.selected == (0, 3, -1)  # a unit itself is its bias
    forward.on_key("n")
    assert forward.state.selected == (1, 0, 0)
    before = forward.view.layers[1].weight[0, 0]
    forward.on_key("+")
    assert forward.view.layers[1].weight[0, 0] == pytest.approx(before + 0.1, abs=1e-4)
    forward.on_key("p")
    forward.on_key("p")
    assert forward.state.selected == (0, 3, 1)
    forward.on_pointer(event("down", "network", 0, 0))
    assert forward.state.selected == (0, 3, 1)  # nothing is there


def test_other_sizes_forget_edits_and_keep_the_point(forward):
    forward.set(value=5.0)
    forward.move((1.0, 0.0))
    forward.set(activation="relu")
    assert forward.state.edits
    forward.set(width1=2)
    assert forward.state.edits == ()
    assert forward.state.point == (1.0, 0.0)
    assert forward.controls["value"].value == forward.view.layers[0].weight[0, 0]


@pytest.mark.parametrize("model", [None, own_model()], ids=["made here", "of the reader"])
@pytest.mark.parametrize("activation", ["tanh", "relu", ""])
def test_the_networks_code_gives_what_is_on_the_screen(model, activation, capsys):
    explorer = ForwardExplorer(model) if model else ForwardExplorer(activation=activation, width2=0, width3=2)
    explorer.set(selected=(1, 0, -1))
    explorer.set(value=1.5)
    explorer.move((0.3, 0.1))
    names = {"model": model}
    exec(explorer.code(explorer.view), names)
    np.testing.assert_allclose(names[f"h{len(explorer.view.layers)}"], explorer.view.values[-1], rtol=1e-5, atol=1e-6)
    assert capsys.readouterr().out


def test_without_activation_the_boundary_is_straight():
    explorer = ForwardExplorer(activation="", position=0)
    image = explorer.view.maps[-1][0]
    second = np.diff(image, 2, axis=0), np.diff(image, 2, axis=1)
    assert max(np.abs(s).max() for s in second) < 1e-4 * np.abs(image).max()
