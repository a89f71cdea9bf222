"""The playground: runs gone back in and changed, points and weights by hand, states as text, the stream, the spiral."""

import asyncio
import time
from dataclasses import FrozenInstanceError, fields, replace

import fake_clock
import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers import Playground
from nnlearn.lessons.playground import options
from nnlearn.lessons.playground.code import to_code
from nnlearn.lessons.playground.data import COUNT
from nnlearn.lessons.playground.events import with_event
from nnlearn.lessons.playground.link import from_text, to_text
from nnlearn.lessons.playground.run import Run, shared_steps
from nnlearn.lessons.playground.state import State, settings_of
from nnlearn.lessons.playground.view import view_of
from nnlearn.lessons.playground.words import number
from nnlearn.plots.numbers import fixed

QUICK = {"data": "moons", "optimizer": "Adam", "lr": 0.03}
OLD = (
    "nn1.eNpVjrEKwzAMRH-l3CyMUnfyr4QMbqNCIJWM7XZoyL9XeOsgjpPueDqw5p6R8DLTBsJekThEQrG29c0U6cYE-Yj2hjTPkUeIPLTQcMU27aDITFNgu"
    "oahy0K45ybe4cCRJvbKGD-UrLI7tcnDdL3Utzr6We0rzjt8LSvS3xORz_MHpZIxxA"
)


@pytest.fixture
def playground():
    playground = Playground(**QUICK)
    yield playground
    assert playground.panel.fault.value == ""
    playground.close()


def pointer(playground, kind, axes, x, y):
    playground.on_pointer({"type": kind, "axes": axes, "x": x, "y": y})


def test_a_run_is_the_same_whichever_way_one_comes_to_a_step():
    state = State(**QUICK)
    straight, wandering = Run(state), Run(state)
    straight.move_to(137)
    for step in (60, 20, 130, 5, 137):
        wandering.move_to(step)
    np.testing.assert_array_equal(straight.machine.theta(), wandering.machine.theta())


def same(one, other, but=()):
    """Assert that two snapshots or views agree in every number, NaN included."""
    for field in fields(one):
        if field.name not in but:
            ours, theirs = getattr(one, field.name), getattr(other, field.name)
            np.testing.assert_equal(ours, theirs, err_msg=field.name)


EVENTS = ((20, "lr", 0.1), (50, "weight", 0, 1, 0, 2.0), (90, "point", 7, 1.0, -2.0, 1.0), (90, "batch", 3))
BASE = (0.03, 10, 0.0, 0.0)


@pytest.mark.parametrize(("side", "seed", "last"), [("NumPy", 0, 140), ("NumPy", 1, 140), ("PyTorch", 2, 60)])
def test_a_snapshot_depends_on_its_step_alone(side, seed, last):
    """Steps are the same in whatever order they are asked for, and whatever is asked in between."""
    state = State(**QUICK, side=side, layers=(3,), events=EVENTS, base=BASE)
    straight, run, rng = Run(state), Run(state), np.random.default_rng(seed)
    for one in (straight, run):
        one.train_to(last)
    wanted = {step: straight.at(step, updates=True) for step in rng.integers(0, last + 1, 8).tolist()}
    for step in rng.permutation([*wanted] * 3).tolist():
        run.at(int(rng.integers(last + 1)), updates=bool(rng.integers(2)))
        same(run.at(step, updates=True), wanted[step])
        same(run.at(step), wanted[step], but=("updates",))


def test_a_landscape_moves_nothing_and_depends_on_its_step_alone():
    state = State(**QUICK, layers=(3,), events=EVENTS, base=BASE)
    straight, run = Run(state), Run(state)
    for one in (straight, run):
        one.train_to(140)
    wanted, plain = straight.at(120, survey=90), straight.at(120)
    for survey in (60, 90, 0):
        run.at(130, survey=survey)
        same(run.at(120), plain)
    same(run.at(120, survey=90), wanted)


def test_a_snapshot_of_a_run_on_its_way_is_that_of_one_that_was_further():
    """Only how far the run has got differs, and the loss curve after the step."""
    state = State(**QUICK)
    young, old = Run(state), Run(state)
    old.train_to(150)
    for step in (0, 3, 5, 50, 77):
        ours, theirs = young.at(step), old.at(step)
        same(ours, theirs, but=("reached", "curve"))
        assert (ours.reached, theirs.reached) == (step, 150)
        np.testing.assert_array_equal(ours.curve, theirs.curve[: len(ours.curve)])


def test_the_updates_are_what_the_last_step_added():
    run = Run(State(**QUICK, events=EVENTS, base=BASE))
    for step in (1, 49, 50, 51, 100):
        before, now = run.at(step - 1), run.at(step, updates=True)
        for update, new, old in zip(now.updates, now.layers, before.layers, strict=True):
            np.testing.assert_array_equal(update, new.weight - old.weight)
    assert not any(update.any() for update in run.at(0, updates=True).updates)


def test_a_snapshot_is_frozen():
    now = Run(State(**QUICK)).at(30, updates=True, survey=10)
    with pytest.raises(FrozenInstanceError):
        now.step = 31
    arrays = [*now.points, now.rows, *now.layers[0][:2], *now.gradients, *now.updates, *now.maps, *now.outputs]
    for array in (*arrays, now.curve, now.landscape.losses, now.landscape.path):
        assert not array.flags.writeable


def test_two_views_of_one_run_do_not_disturb_each_other(playground):
    """The second run is kept from this one: both show the same training, at the step that either asks for."""
    playground.go(60)
    playground.keep()
    assert playground.run(playground.state) is playground.run(playground.state.frozen)
    early = playground.view
    playground.set(lines="updates", panel="landscape")
    playground.go(30)
    same(playground.view.second, playground.view.now, but=("updates", "landscape"))
    playground.go(60)
    same(playground.view.now, early.now, but=("updates", "landscape"))
    same(playground.view.second, early.second)


def test_a_view_is_made_from_the_snapshot_alone(playground):
    playground.go(45)
    state = playground.state
    run, position = playground.run(state), playground.run(state).machine.position
    one, other = (view_of(state, playground.view.now) for _ in range(2))
    np.testing.assert_equal((one.lines, one.stats), (other.lines, other.stats))
    playground.draw(one)
    pixels = playground.picture.pixels()
    assert playground.describe(one) == playground.describe(other)
    assert playground.code(one) == playground.code(other)
    playground.draw(playground.compute(replace(state, position=3)))
    playground.draw(other)
    np.testing.assert_array_equal(playground.picture.pixels(), pixels)
    run.at(45)
    playground.draw(other)
    assert (run.machine.position, run.reached) == (position, 45)


def test_a_weight_set_by_hand_belongs_to_its_run_alone():
    """A run without the event keeps what came before it, and nothing of its effect."""
    for step in (0, 50, 60):
        plain = State(**QUICK, position=80)
        changed = with_event(replace(plain, position=step), "weight", 0, 0, 0, 3.0)
        assert shared_steps(settings_of(plain), settings_of(changed)) == step - 1
        playground = Playground(**QUICK, events=changed.events, base=changed.base, position=80)
        playground.load(to_text(plain))
        same(playground.view.now, Run(plain).at(80))
        playground.close()


def test_why_training_stopped_is_read_whatever_else_is_shown():
    playground = Playground(data="plane", loss="squared error", activation="none (linear)", lr=10.0)
    playground.go(500)
    for changes in ({"panel": "landscape"}, {"lines": "updates"}, {"half": True}, {"frozen": playground.state}):
        playground.set(**changes)
        assert "no longer finite" in playground.view.now.stopped
    playground.close()


def test_a_stream_that_diverges_says_why_it_stopped():
    async def play():
        playground = Playground(data="plane", loss="squared error", activation="none (linear)", lr=10.0)
        playground.play()
        while playground.playing:
            await asyncio.sleep(0.05)
        found = playground.at, str(playground), playground.panel.fault.value
        playground.close()
        return found

    at, words, fault = fake_clock.run(play())
    assert 0 < at < 100
    assert "take a smaller learning rate" in words
    assert fault == ""


def test_points_are_drawn_dragged_and_deleted(playground):
    count = len(playground.view.now.points.x)
    pointer(playground, "down", "plane", -5.5, 5.5)
    assert playground.state.grasped == COUNT
    pointer(playground, "move", "plane", -5.0, 5.0)
    p = playground.view.now.points
    assert len(p.x) == count + 1
    np.testing.assert_allclose(p.x[p.index == COUNT], [[-5, 5]])
    playground.on_key("Delete")
    assert len(playground.view.now.points.x) == count


def test_a_weight_is_dragged_and_counts_from_its_step(playground):
    playground.go(20)
    before, (end, start) = playground.weight(), playground.scene.network.layout.line((0, 0, 0))
    middle = (start + end) / 2
    pointer(playground, "down", "network", *middle)
    pointer(playground, "move", "network", middle[0], middle[1] - 40)
    assert playground.weight() == pytest.approx(before + 1, abs=1e-3)
    changed = playground.weight()
    playground.go(19)
    assert playground.weight() != changed
    playground.go(20)
    assert playground.weight() == pytest.approx(changed)


def hover(playground, axes, x, y):
    return playground.on_hover({"type": "hover", "axes": axes, "x": float(x), "y": float(y)})


def test_hovering_names_inputs_units_and_weights(playground):
    network, now = playground.scene.network.layout, playground.view.now
    layers, rows = now.layers, now.points.train.nonzero()[0][now.rows]
    said = hover(playground, "network", *network.line((1, 0, 2)).mean(axis=0)).split("\n")
    assert said[0] == "weight from unit 3 to unit 1 of layer 2"
    assert said[1] == f"value {number(layers[1].weight[0, 2])}, gradient {number(now.gradients[1][0, 2])}"
    model = playground.run(playground.state).machine.model
    loss = nn.BCEWithLogitsLoss()
    nn.backprop(model, loss, now.points.x[rows], now.points.y[rows][:, None])
    np.testing.assert_allclose(model[2].bias.grad, now.bias_gradients[1], rtol=1e-5)
    model.zero_grad()
    start, end = network.line((0, 1, 0))
    assert hover(playground, "network", *(0.8 * start + 0.2 * end)).startswith("weight from x1 to unit 2 of layer 1\n")
    lines = hover(playground, "network", *network.places[1][2]).split("\n")
    assert lines[0] == "unit 3 of layer 1"
    assert lines[1].endswith(f" to {number(playground.view.now.outputs[0][:, 2].max())}")
    slope = number(now.bias_gradients[0][2])
    assert lines[2] == f"bias {number(layers[0].bias[2])}, gradient {slope}"
    assert "(not used)\nclick or press 3 to use it" in hover(playground, "network", *network.places[0][2])
    playground.set(features=("x1",))
    assert "so it stays" in hover(playground, "network", *network.places[0][0])
    assert hover(playground, "network", 1, 1) == ""


@pytest.mark.parametrize("loss", ["cross-entropy", "cross-entropy, softmax", "cross-entropy, sigmoid", "squared error"])
def test_hovering_says_what_the_network_gives_in_the_plane(loss):
    playground = Playground(**QUICK, loss=loss)
    playground.go(40)
    p, row = playground.view.now.points, 7
    model = playground.run(playground.state).machine.model
    given = nn.predict(model, p.x[row : row + 1])[0]
    if loss.startswith("cross-entropy"):
        p1 = given[0] if loss.endswith("sigmoid") else nn.sigmoid(given[-1] - (given[0] if len(given) == 2 else 0))
        words = f"p(class 1) = {fixed(p1)}"
    else:
        words = f"output {number(given[0])}"
    kind, place, answer = hover(playground, "plane", *p.x[row]).split("\n")
    assert kind == f"class {p.y[row]:.0f}, training point: drag me"
    assert place == f"({fixed(p.x[row, 0])}, {fixed(p.x[row, 1])})"
    assert answer.split(": ")[0] == words
    assert hover(playground, "plane", -5.5, 5.5).endswith("\nclick to draw a point of class 1")
    train, test = playground.view.now.losses
    assert hover(playground, "loss", 40, 0) == f"step 40\ntraining loss {fixed(train, 4)}\ntest loss {fixed(test, 4)}"
    playground.close()


def test_a_unit_under_the_pointer_is_the_large_picture_until_the_pointer_leaves(playground):
    playground.go(60)
    place, rest = playground.scene.network.layout.places[1][2], playground.picture.pixels()
    hover(playground, "network", *place)
    assert playground.view.unit == (0, 2)
    assert "unit 3 of layer 1" in playground.scene.legend.get_text()
    large = playground.picture.pixels()
    assert (large != rest).any(axis=2)[80:320, 380:620].mean() > 0.3
    assert hover(playground, "plane", -6, 6).startswith("(−6.00, 6.00): p(class 1) = ")
    np.testing.assert_array_equal(playground.picture.pixels(), rest)
    hover(playground, "network", *place)
    playground.panel.answer({"type": "hover", "axes": ""})
    np.testing.assert_array_equal(playground.picture.pixels(), rest)


def test_a_unit_that_is_clicked_stays_large_and_hovering_gives_its_numbers(playground):
    playground.go(60)
    place = playground.scene.network.layout.places[1][0]
    pointer(playground, "down", "network", *place)
    assert (playground.state.panel, playground.state.chosen) == ("chosen unit", (0, 0, -1))
    view = playground.view
    said = f"(−6.00, 6.00): unit 1 of layer 1 gives {number(view.now.maps[1][0][-1, 0])}"
    assert hover(playground, "plane", -6, 6) == f"{said}\nclick to draw a point of class 1"
    np.testing.assert_allclose(view.surface((0, 0))[[0, -1], -1], view.now.maps[1][0][[0, -1], -1], atol=1e-6)
    pointer(playground, "down", "network", *place)
    assert playground.state.panel == "output"


def test_two_runs_stand_side_by_side(playground):
    playground.go(60)
    pointer(playground, "down", "tabs", 200, 9)
    assert (playground.state.panel, playground.state.frozen.position) == ("two runs", 60)
    playground.set(activation="ReLU")
    playground.refresh()
    assert {"plane", "loss", "second plane", "second loss"} <= set(playground.canvas.axes)
    assert "network" not in playground.canvas.axes
    assert playground.scene.second_name.get_text() == "kept run: activation tanh"
    p1 = (1 + playground.view.second.maps[-1][-1][-1, 0]) / 2
    assert hover(playground, "second plane", -6, 6) == f"kept run: (−6.00, 6.00): p(class 1) = {fixed(p1)}"
    assert hover(playground, "second loss", 60, 0).startswith("kept run, step 60\n")
    pointer(playground, "down", "tabs", 5, 9)
    assert "network" in playground.canvas.axes


def test_the_landscape_says_its_loss_and_keeps_its_colours_in_the_dark(playground):
    playground.go(60)
    playground.measure()
    playground.refresh()
    losses, reach, _ = playground.view.now.landscape
    half = len(losses) // 2
    said = hover(playground, "landscape", -1, 0)
    assert said == f"training loss {number(losses[half, 0])}\n({fixed(-reach)}, 0.00) from the weights of step 60"
    assert playground.canvas.prints[0] == "landscape"
    assert playground.scene.landscape.contours.get_segments()
    playground.on_key("o")
    playground.on_key("o")
    assert playground.state.panel == "output"
    assert playground.canvas.prints == []


def test_buttons_and_keys_at_the_network_change_its_size(playground):
    def press(*does):
        pointer(playground, "down", "network", *playground.scene.network.layout.buttons[does])
        return playground.state.layers

    assert press("units", 0, 1) == (5, 2)
    assert press("units", 1, -1) == (5, 1)
    assert "the last unit stays" in hover(
        playground, "network", *playground.scene.network.layout.buttons["units", 1, -1]
    )
    assert press("units", 1, -1) == (5, 1)
    assert [press("layers", 1) for _ in range(5)][-1] == (5, 1, 1, 1, 1, 1)
    assert [press("layers", -1) for _ in range(7)][-1] == ()
    for key, layers in (("l", (4,)), ("l", (4, 4)), ("m", (5, 4)), ("M", (4, 4)), ("L", (4,))):
        playground.on_key(key)
        assert playground.state.layers == layers
    for _ in range(6):
        playground.on_key("l")
        playground.on_key("m")
    assert playground.state.layers == (8, 4, 4, 4, 4, 4)


def test_one_edited_weight_leaves_the_other_lines_as_wide_as_they_were(playground):
    playground.go(100)
    before = np.sort(playground.scene.network.edges.get_linewidths())
    playground.set_weight(40.0)
    after = np.sort(playground.scene.network.edges.get_linewidths())
    assert sum(abs(after - before) > 1e-9) <= 1 or np.isin(before.round(6), after.round(6)).sum() >= len(before) - 1


def test_targets_that_are_numbers_are_coloured_by_their_value():
    playground = Playground(data="plane")
    marks, p = playground.scene.right.marks, playground.view.now.points
    colours = marks.numbers[True].get_facecolor()
    order = np.argsort(p.y[p.train], kind="stable")
    assert len(np.unique(colours, axis=0)) > 100
    assert (np.diff(colours[order, 2]) <= 1e-9)[len(order) // 2 :].all()  # the blue fades as the target grows
    assert not any(dots.get_visible() for dots in marks.classes.values())
    assert playground.scene.low.get_text() == "target −1"
    playground.set(data="moons")
    playground.refresh()
    assert not marks.numbers[True].get_visible()
    playground.close()


def test_data_sets_are_chosen_by_their_pictures(playground):
    buttons = playground.groups.thumbnails.buttons
    buttons["spiral"].click()
    playground.refresh()
    assert (playground.state.data, buttons["spiral"].description) == ("spiral", "data: spiral, chosen")
    assert buttons["moons"].description == "data: moons"


def test_the_rate_is_forgotten_with_the_run(playground):
    playground.groups.say("500 steps/s")
    playground.reset()
    assert playground.groups.rate.value == ""


def test_pytorch_says_that_it_loads(monkeypatch):
    """Its import takes as long as this test wants, and meanwhile the page says so and answers."""
    import threading

    from nnlearn.lessons.playground import torch_loading

    free = threading.Event()
    monkeypatch.setattr(torch_loading.TorchLoading, "_load", lambda self, loop: free.wait() and done(self, loop))
    monkeypatch.delitem(torch_loading.sys.modules, "nnlearn.torch", raising=False)

    def done(self, loop):
        loop.call_soon_threadsafe(self._loaded)

    async def choose():
        playground = Playground(**QUICK)
        playground.set(side="PyTorch")
        await asyncio.sleep(0.1)
        waiting = playground.groups.rate.value, playground.view.state.side, playground.scene.settings.get_text()
        free.set()
        while playground.view.state.side != "PyTorch":
            await asyncio.sleep(0.05)
        found = playground.groups.rate.value, playground.panel.fault.value
        playground.close()
        return waiting, found

    (rate, side, words), after = asyncio.run(choose())
    assert "loading PyTorch" in rate
    assert words == "loading PyTorch ..."
    assert side == "NumPy"
    assert after == ("", "")


def test_a_test_point_that_is_not_shown_is_not_there(playground):
    p = playground.view.now.points
    row = next(i for i in np.flatnonzero(~p.train) if np.hypot(*(p.x[p.train] - p.x[i]).T).min() > 0.4)
    assert "test point" in hover(playground, "plane", *p.x[row])
    playground.set(tests=False)
    playground.refresh()
    assert "click to draw" in hover(playground, "plane", *p.x[row])
    pointer(playground, "down", "plane", *p.x[row])
    assert playground.state.grasped == COUNT


def test_a_state_is_a_short_text_and_back(playground):
    playground.go(30)
    playground.on_key("+")
    playground.set(lr=0.1)
    pointer(playground, "down", "plane", -5.5, 5.5)
    playground.go(40)
    text = to_text(playground.state)
    again = Playground(text)
    assert text.startswith("nn2.data=moons&optimizer=Adam&position=40&events=30:weight:0:0:0:")
    assert len(text) < 400
    assert again.view.now.losses == playground.view.now.losses
    again.close()


@pytest.mark.parametrize("text", ["", "nonsense", "nn1.", "nn1.AAAA", OLD[:-6], to_text(State(data="spiral"))[:-6]])
def test_what_is_not_a_state_is_refused(text):
    with pytest.raises(ValueError, match="not a state of the playground"):
        from_text(text)


def test_two_runs_go_on_side_by_side(playground):
    playground.go(20)
    playground.keep()
    playground.set(activation="ReLU")
    playground.go(50)
    alone = Playground(**QUICK)
    alone.go(50)
    assert playground.view.second.losses == alone.view.now.losses != playground.view.now.losses
    alone.close()


def test_the_landscape_holds_the_loss_of_this_run_in_its_middle(playground):
    playground.go(200)
    playground.measure()
    losses, reach, path = playground.view.now.landscape
    half = len(losses) // 2
    assert losses[half, half] == pytest.approx(playground.view.now.losses[0], rel=1e-4)
    np.testing.assert_allclose(path[-1], 0, atol=1e-5)
    assert (np.abs(path) <= reach).all()


def test_dead_and_saturated_units_are_flagged():
    playground = Playground(activation="ReLU", layers=(4,))
    playground.set(chosen=(0, 1, -1))
    playground.set_weight(-100)
    assert playground.view.stats[0][2][1] == "dead"
    playground.set(activation="tanh")
    playground.set(chosen=(0, 1, -1))
    playground.set_weight(3.5)
    playground.set(chosen=(0, 1, 0))
    playground.set_weight(0)
    playground.set(chosen=(0, 1, 1))
    playground.set_weight(0.01)
    assert playground.view.stats[0][2][1] == "saturated"
    playground.close()


def test_what_diverges_stops_with_a_sentence_and_goes_on_with_a_smaller_rate():
    playground = Playground(data="plane", loss="squared error", activation="none (linear)", lr=10.0)
    playground.go(500)
    assert "take a smaller learning rate" in str(playground)
    playground.go(0)
    playground.set(lr=0.001)
    playground.go(20)
    assert playground.view.at == 20
    playground.close()


def test_numpy_and_torch_train_alike():
    ours, theirs = (Run(State(**QUICK, side=side)) for side in options.SIDES)
    ours, theirs = ours.at(30), theirs.at(30)
    assert ours.step == theirs.step == 30
    np.testing.assert_allclose(ours.losses, theirs.losses, rtol=1e-3)


def test_a_control_moves_while_it_streams_and_closing_ends_it():
    async def play():
        playground = Playground(**QUICK)
        playground.play()
        await asyncio.sleep(0.6)
        running = playground.at
        playground.controls["lr"].value = 0.1
        await asyncio.sleep(0.3)
        seen = running, playground.at, playground.state.lr, playground.panel.fault.value
        task = playground._player
        playground.close()
        await asyncio.sleep(0.1)
        return *seen, task.done()

    running, later, lr, fault, done = fake_clock.run(play())
    assert 0 < running < later
    assert (lr, fault, done) == (0.1, "", True)


def test_the_spiral_is_solved_within_a_minute_of_its_own_stream():
    """As by hand: spiral, two layers of eight, Adam, 80 % for training, as fast as it can.

    It is a minute of this process, not of the clock: other tests run at the same time, and a learner's machine is free.
    """

    async def play():
        playground = Playground(data="spiral", share=80, layers=(8, 8), optimizer="Adam", lr=0.03, batch=50)
        playground.speed.value = playground.speeds[-1][1]
        playground.play()
        began, frames = time.process_time(), playground.drawn
        while playground.playing and time.process_time() - began < 60 and not playground.view.now.losses[1] < 0.1:
            await asyncio.sleep(0.05)
        took = time.process_time() - began
        found = playground.view.now.losses[1], took, (playground.drawn - frames) / took, playground.at
        playground.close()
        return found

    loss, took, rate, steps = asyncio.run(play())
    print(f"test loss {loss:.3f} after {took:.1f} s, {steps} steps, {rate:.0f} frames a second")
    assert loss < 0.1
    assert took < 60
    assert rate > 5  # a busy machine may draw slowly; that it draws at all while it trains is what counts


# The whole library, and the lines that a state stands for.

NOT_OFFERED = {
    "Softmax": "a unit's value would depend on its neighbours'; the softmax cross-entropy has it as the last layer",
    "LogSoftmax": "the same",
    "KLDivLoss": "it compares distributions, and a point has one class",
    "SmoothL1Loss": "with its default beta it is the Huber loss",
    "VAELoss": "it judges a picture that comes back, and its code",
    "MultiMarginLoss": "with two classes it is half the hinge loss, which lesson 13 brings",
}


def test_every_activation_loss_optimizer_and_initialisation_of_the_library_is_offered():
    from nnlearn.numpy import activations, init, smooth_activations
    from nnlearn.numpy.losses import Loss
    from nnlearn.numpy.optimizers import Optimizer

    def of(kind):
        every = {name: getattr(nn, name) for name in nn.__all__}
        return {n for n, v in every.items() if isinstance(v, type) and issubclass(v, kind) and v is not kind}

    homes = (activations.__name__, smooth_activations.__name__)
    here = {n for n in of(nn.Module) if getattr(nn, n).__module__ in homes}
    assert here - set(NOT_OFFERED) == set(options.ACTIVATIONS.values()) - {"Identity"}
    assert of(Loss) - set(NOT_OFFERED) == {name for name, _ in options.LOSSES.values()}
    assert of(Optimizer) == {name for name, _ in options.OPTIMIZERS.values()}
    drawn = {n for n in nn.__all__ if n.endswith("_") and getattr(nn, n).__module__ == init.__name__}
    assert drawn == {name for name, _ in options.INITS.values()}


RUNS = [
    *({"loss": name, "data": "moons"} for name in options.LOSSES),
    *({"optimizer": name} for name in options.OPTIMIZERS),
    *({"init": name} for name in options.INITS),
    *({"activation": name, "layers": (3,)} for name in options.ACTIVATIONS),
    {"data": "bumps", "loss": "squared error", "features": ("x1", "x1 x2"), "batch": 0},
    {"l1": 0.01, "l2": 0.03, "layers": (), "noise": 20, "share": 30, "sample": 4, "seed": 9},
    {"l1": 0.01, "l2": 0.03, "side": "PyTorch", "loss": "cross-entropy, softmax"},
    {"side": "PyTorch", "optimizer": "Adam", "loss": "cross-entropy, sigmoid"},
]


@pytest.mark.parametrize("settings", RUNS, ids=str)
def test_the_code_is_plain_calls_that_give_the_same_weights(settings, capsys):
    state = State(**settings)
    run = Run(state)
    at, _ = run.train_to(37)
    code, names = to_code(state, at), {}
    assert "Engine" not in code
    exec(code, names)
    np.testing.assert_allclose(names["theta"], run.machine.theta(), rtol=1e-6, atol=1e-7)


def test_the_code_of_a_run_with_events_repeats_them(playground, capsys):
    playground.go(20)
    playground.set(lr=0.3)
    playground.go(30)
    playground.set_weight(2.0)
    playground.go(45)
    pointer(playground, "down", "plane", -5.5, 5.5)
    playground.set(batch=5, l1=0.001)
    playground.go(60)
    playground.set(l2=0.01)
    playground.go(80)
    for at in (80, 60, 45, 44, 20, 3):
        code, names = to_code(playground.state, at), {}
        assert "Engine" not in code
        assert "State" not in code
        exec(code, names)
        playground.go(at)
        np.testing.assert_array_equal(names["theta"], playground.numbers(playground.view)["theta"].astype("f4"))


def test_the_code_repeats_what_was_changed_before_the_first_step(playground, capsys):
    playground.set_weight(2.0)
    pointer(playground, "down", "plane", -5.5, 5.5)
    playground.set(lr=0.3, l2=0.01)
    playground.go(25)
    code, names = playground.code(playground.view), {}
    exec(code, names)
    np.testing.assert_array_equal(names["theta"], playground.numbers(playground.view)["theta"].astype("f4"))


def test_texts_of_the_first_edition_still_load():
    """Written by it: a run of the moons with a changed rate and a point drawn, beside a kept run."""
    state = from_text(OLD)
    assert (state.data, state.lr, state.base, state.panel) == ("moons", 0.3, (0.03, 10, 0.0, 0.0), "two runs")
    assert state.events == ((30, "lr", 0.3), (30, "point", 300, 1.0, 2.0, 1.0))
    assert (state.frozen.seed, state.frozen.lr) == (3, 0.03)
    assert from_text(to_text(state)) == state


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nn2.data=cube", "data cannot be 'cube'"),
        ("nn2.layers=4,9", "at most 6 hidden layers of 1 to 8 units"),
        ("nn2.colour=red", "there is no setting colour"),
        ("nn2.lr=fast", "lr cannot be 'fast'"),
        ("nn2.events=20:seed:1", "seed is not something that can be changed during training"),
        ("nn2.lr", "not a state of the playground"),
    ],
)
def test_a_text_that_is_refused_says_why(text, said):
    with pytest.raises(ValueError, match=said):
        from_text(text)
    playground = Playground()
    playground.load(text)
    assert "ValueError" not in playground.panel.fault.value
    assert playground.state == playground.start
    playground.close()
