"""The GAN explorer: the game gone back in and changed on the way, half-steps, arrows, coverage, drawing, the stream."""

import asyncio
from dataclasses import FrozenInstanceError, fields, replace

import fake_clock
import numpy as np
import pytest
from written import faults

import nnlearn.numpy as nn
from nnlearn.explorers import GanExplorer
from nnlearn.explorers.snapshots import RunCache
from nnlearn.lessons.gans.data import OWN, coverage, covered, points
from nnlearn.lessons.gans.explorer import PART_SECONDS
from nnlearn.lessons.gans.game import players, pull
from nnlearn.lessons.gans.run import Run, shared_steps
from nnlearn.lessons.gans.state import State, part_of_step, settings_of
from nnlearn.lessons.gans.turn import LEARN_D, LEARN_G, SAMPLE, SCORE, THROUGH
from nnlearn.lessons.gans.view import view_of
from nnlearn.lessons.gans.words import pair
from nnlearn.plots.numbers import fixed, significant


@pytest.fixture
def explorer():
    explorer = GanExplorer()
    yield explorer
    assert explorer.panel.fault.value == ""
    explorer.close()


def theta(run):
    return np.concatenate(run.machine.weights())


def pointer(explorer, kind, x, y):
    explorer.on_pointer({"type": kind, "axes": "plane", "x": x, "y": y})


def test_a_game_is_the_same_whichever_way_one_comes_to_a_step():
    straight, wandering = Run(State()), Run(State())
    straight.play_to(137)
    for step, half in ((60, False), (20, True), (130, False), (5, True), (136, True), (137, False)):
        wandering.play_to(step, half)
    np.testing.assert_array_equal(theta(straight), theta(wandering))
    assert straight.measurements == wandering.measurements


def test_the_batch_of_each_part_is_the_one_that_the_step_was_played_with(explorer):
    """So the losses that the parts say are those of the run."""
    for loss in ("non-saturating", "minimax", "wasserstein"):
        explorer.set(loss=loss)
        explorer.go(12)
        losses = explorer.run(explorer.state).at(13).losses[12]
        parts = [replace(explorer.state, **part_of_step(explorer.state, part)) for part in (SCORE, THROUGH)]
        judged, drawn = (explorer.compute(state).batch for state in parts)
        np.testing.assert_allclose([judged.loss, drawn.loss], losses, rtol=1e-5, atol=1e-7)


def same(one, other, but=()):
    """Assert that two snapshots agree in every number, NaN included."""
    for field in fields(one):
        if field.name not in but:
            np.testing.assert_equal(getattr(one, field.name), getattr(other, field.name), err_msg=field.name)


@pytest.mark.parametrize("seed", range(3))
def test_a_snapshot_depends_on_its_half_step_alone(seed):
    """Steps are the same in whatever order they are asked for, and before the run got there."""
    state = State(k=2, past=((20, 0.006, 0.002, 1), (33, 0.01, 0.002, 3)))
    straight, run, rng = Run(state), Run(state), np.random.default_rng(seed)
    wanted = {half_step: straight.at(*divmod(half_step, 2)) for half_step in sorted(rng.integers(0, 121, 15).tolist())}
    for half_step in rng.permutation([*wanted] * 2).tolist():
        run.at(int(rng.integers(60)), bool(rng.integers(2)))
        same(run.at(*divmod(half_step, 2)), wanted[half_step], but=("reached",))


def test_a_snapshot_is_frozen():
    now = Run(State()).at(12, half=True)
    with pytest.raises(FrozenInstanceError):
        now.half = False
    arrays = (*now.weights, now.surface, now.mesh, now.generated, now.pull, now.losses, now.counts)
    assert not any(array.flags.writeable for array in arrays)
    assert points("eight Gaussians").x.flags.writeable, "the reader's own array is not the snapshot's"


def test_two_views_of_one_game_do_not_disturb_each_other():
    state, runs = settings_of(State()), RunCache(Run, shared_steps)
    here, there = (view_of(state, runs.of(state).at(step, half)) for step, half in ((40, False), (7, True)))
    same(view_of(state, runs.of(state).at(40)).now, here.now)
    same(view_of(state, runs.of(state).at(7, True)).now, there.now)
    assert (here.reached, there.reached) == (40, 40)


def test_a_view_is_made_from_the_snapshot_alone(explorer):
    explorer.go(25)
    explorer.on_key("h")
    state, run = explorer.state, explorer.run(explorer.state)
    one, other = (view_of(state, explorer.view.now) for _ in range(2))
    np.testing.assert_equal((one.shares, one.captured), (other.shares, other.captured))
    explorer.draw(one)
    pixels = explorer.picture.pixels()
    explorer.draw(explorer.compute(replace(state, position=3)))
    position = run.machine.position
    explorer.draw(other)
    np.testing.assert_array_equal(explorer.picture.pixels(), pixels)
    assert explorer.describe(one) == explorer.describe(other)
    np.testing.assert_equal(explorer.numbers(one), explorer.numbers(other))
    assert (run.machine.position, run.reached) == (position, 51)


def test_the_first_half_moves_the_discriminator_and_the_second_the_generator():
    run = Run(State(k=3)).play_to(7)
    before = run.machine.weights()
    run.play_to(7, half=True)
    g, d = run.machine.weights()
    assert (g == before[0]).all()
    assert (d != before[1]).any()
    run.play_to(8)
    after = run.machine.weights()
    assert (after[0] != g).any()
    assert (after[1] == d).all()
    np.testing.assert_array_equal(theta(run), theta(Run(State(k=3)).play_to(8)))


def test_the_button_half_plays_one_player_then_the_other(explorer):
    explorer.go(4)
    explorer.on_key("h")
    assert (explorer.at, explorer.view.now.half) == (4, True)
    assert "half of step 5" in str(explorer)
    explorer.on_key("h")
    assert (explorer.at, explorer.view.now.half) == (5, False)
    frame = explorer.canvas.frame
    explorer.go(4)
    explorer.on_key("s")
    assert explorer.canvas.frame == frame


def test_a_slow_step_leads_through_six_parts_and_is_the_step_itself(explorer):
    explorer.go(4)
    seen, places = [], []
    for part in range(1, 7):
        explorer.on_key("n")
        view = explorer.view
        seen.append((explorer.title.get_text(), explorer.line.get_text(), explorer.canvas.frame))
        places.append((view.at, view.now.half))
        assert explorer.title.get_text().startswith(f"Step 5, part {part} of 6: ")
        assert explorer.canvas.frame_key == [], "a part is not a position on the slider"
        assert faults(explorer.picture) == []
    assert all(len(set(one)) == 6 for one in zip(*seen, strict=True))
    assert places == [(4, False)] * 3 + [(4, True)] * 2 + [(5, False)]
    np.testing.assert_array_equal(theta(explorer.run(explorer.state)), theta(Run(State()).play_to(5)))
    explorer.on_key("n")
    assert explorer.title.get_text().startswith("Step 6, part 1 of 6: ")
    explorer.on_key("s")
    assert (explorer.at, explorer.state.part, explorer.view.batch) == (6, 0, None)
    explorer.on_key("h")
    explorer.on_key("n")
    assert explorer.state.part == THROUGH, "the discriminator has moved already"


@pytest.mark.parametrize("loss", ["non-saturating", "minimax", "wasserstein"])
def test_the_texts_of_all_parts_have_room(explorer, loss):
    for data in ("ring", "eight Gaussians"):
        explorer.set(loss=loss, k=5, data=data)
        explorer.go(40)
        explorer.on_key("h")
        assert faults(explorer.picture) == []
        for _ in range(6):
            explorer.on_key("n")
            assert faults(explorer.picture) == []


@pytest.mark.parametrize("part", range(1, 7))
@pytest.mark.parametrize("loss", ["minimax", "wasserstein"])
def test_the_code_gives_the_points_and_scores_of_a_part(explorer, part, loss, capsys):
    explorer.set(loss=loss, k=3)
    explorer.go(6)
    explorer.set(**part_of_step(explorer.state, part))
    names = {}
    exec(explorer.code(explorer.view), names)
    for expression, value in explorer.numbers(explorer.view).items():
        np.testing.assert_allclose(eval(expression, names), value, rtol=1e-4, atol=1e-6, err_msg=expression)
    np.testing.assert_allclose(names["u"], explorer.view.batch.u)


def test_who_learns_in_a_part_moves_and_the_other_stays(explorer):
    explorer.go(30)
    explorer.on_pointer({"type": "down", "axes": "pipeline", "x": 300.0, "y": 50.0})
    batch = explorer.view.batch
    assert explorer.state.part == LEARN_D
    np.testing.assert_array_equal(batch.made, batch.before)
    assert batch.loss != batch.loss_before
    explorer.on_pointer({"type": "down", "axes": "pipeline", "x": 60.0, "y": 30.0})
    batch = explorer.view.batch
    assert (explorer.state.part, explorer.at) == (LEARN_G, 31)
    assert (batch.made != batch.before).any()
    np.testing.assert_allclose(batch.made, nn.predict(explorer.run(explorer.state).play_to(31).machine.G, batch.u))
    explorer.on_pointer({"type": "down", "axes": "pipeline", "x": 400.0, "y": 110.0})  # beside all
    assert (explorer.state.part, explorer.at) == (LEARN_G, 31)


def test_the_rings_are_where_the_discriminator_is_wrong(explorer):
    explorer.go(30)
    explorer.set(**part_of_step(explorer.state, SCORE))
    batch, D = explorer.view.batch, explorer.run(explorer.state).play_to(30).machine.D
    made, real = (nn.predict(D, x)[:, 0] for x in (batch.made, batch.real))
    expected = np.concatenate([batch.made[made > 0], batch.real[real < 0]])
    np.testing.assert_array_equal(np.transpose(explorer.scene.rings.get_data()), expected)
    assert f"{(made > 0).sum()} of the 64 generated points" in explorer.canvas.alt


def test_the_diagram_has_the_mean_probabilities(explorer):
    explorer.go(60)
    view, machine = explorer.view, explorer.run(explorer.state).machine
    real, made = (nn.sigmoid(nn.predict(machine.D, x)).mean() for x in (view.data.x[:200], view.now.generated))
    assert explorer.scene.pipeline.numbers.get_text() == f"{fixed(made)}\n{fixed(real)}"
    assert f"mean p(real): {fixed(real)} of the data, {fixed(made)} of generated points" in explorer.canvas.alt
    judged, drawn = view.now.losses[-1]
    assert explorer.scene.pipeline.losses.get_text() == f"loss {fixed(judged)}\nloss {fixed(drawn)}"


def test_hovering_explains_the_diagram(explorer):
    explorer.go(60)
    G, D = (
        player.parameters()
        for player in (explorer.run(explorer.state).machine.G, explorer.run(explorer.state).machine.D)
    )
    for place, player in (((60, 30), G), ((300, 50), D)):
        said = hover(explorer, "pipeline", *place).split("\n")
        assert f"{sum(p.data.size for p in player):,} weights" in said[1]
    assert hover(explorer, "pipeline", 400, 110) == ""
    explorer.set(**part_of_step(explorer.state, SAMPLE))
    near = explorer.view.batch.made[0]
    assert "generated point" not in hover(explorer, "plane", *near), "they are not there yet"


def test_the_button_slow_step_shows_each_part_for_a_while_and_ends():
    async def play():
        explorer, seen = GanExplorer(), []
        explorer.slow_step()
        assert explorer.playing
        while explorer.playing:
            seen.append(explorer.state.part)
            await asyncio.sleep(PART_SECONDS / 4)
        explorer.slow_step()
        explorer.slow_step()  # on to the next part at once
        parts = explorer.state.part
        explorer.play()
        explorer.pause()
        slow = explorer._slow
        explorer.close()
        return seen, explorer.at, parts, slow, explorer.panel.fault.value

    seen, at, parts, slow, fault = fake_clock.run(play())
    assert sorted(set(seen)) == [1, 2, 3, 4, 5]
    assert min(seen.count(part) for part in range(1, 6)) >= 3
    assert (at, parts, slow, fault) == (1, 2, False, "")


def test_a_rate_changed_on_the_way_counts_from_there(explorer):
    explorer.go(30)
    explorer.set(lr_g=0.01)
    explorer.go(60)
    changed = theta(explorer.run(explorer.state).play_to(60)).copy()
    afresh = Run(State(lr_g=0.01, past=((30, 0.006, 0.002, 1),))).play_to(60)
    np.testing.assert_array_equal(changed, theta(afresh))
    np.testing.assert_array_equal(theta(Run(State()).play_to(30)), theta(afresh.play_to(30)))
    assert (changed != theta(Run(State()).play_to(60))).any()
    explorer.go(10)
    explorer.set(k=2)  # later changes have not happened
    assert explorer.state.past == ((10, 0.006, 0.002, 1),)


def test_a_new_run_takes_over_what_it_shares(monkeypatch):
    runs, played = RunCache(Run, shared_steps), []
    runs.of(settings_of(State())).play_to(100)
    monkeypatch.setattr("nnlearn.lessons.gans.game.Game.turn", lambda self, *turn: played.append(turn) or 0.0)
    runs.of(State(k=2, past=((100, 0.006, 0.002, 1),))).play_to(101)
    assert played == [(100, 0), (100, 1), (100, 2)]


def test_the_code_plays_a_game_whose_rates_were_changed_up_to_half_a_step(explorer, capsys):
    explorer.go(10)
    explorer.set(lr_g=0.01)
    explorer.go(15)
    explorer.set(k=2)
    explorer.go(18)
    explorer.on_key("h")
    names = {}
    exec(explorer.code(explorer.view), names)
    for expression, value in explorer.numbers(explorer.view).items():
        np.testing.assert_allclose(eval(expression, names), value, rtol=1e-5, err_msg=expression)


@pytest.mark.parametrize("setting", [{"seed": 3}, {"loss": "minimax"}, {"data": "ring"}])
def test_another_setting_starts_a_new_game(explorer, setting):
    explorer.go(20)
    explorer.set(lr_d=0.01)
    explorer.set(**setting)
    assert (explorer.at, explorer.state.past) == (0, ())


def test_the_first_players_are_those_of_the_seed_and_the_readers_stream_stays():
    nn.manual_seed(5)
    expected = nn.Linear(3, 3).weight.data.copy()
    nn.manual_seed(5)
    G, _ = players(2)
    np.testing.assert_array_equal(nn.Linear(3, 3).weight.data, expected)
    nn.manual_seed(2)
    np.testing.assert_array_equal(G[0].weight.data, nn.PointGenerator(2, 2, [32, 32])[0].weight.data)


@pytest.mark.parametrize("loss", ["non-saturating", "minimax", "wasserstein"])
def test_an_arrow_is_minus_the_slope_of_the_generators_loss(loss):
    _, D = players(1)
    D.double()
    x = np.random.default_rng(0).normal(size=(5, 2))
    losses = {
        "non-saturating": lambda t: np.logaddexp(0, -t),
        "minimax": lambda t: -np.logaddexp(0, t),
        "wasserstein": lambda t: -t,
    }
    for axis in (0, 1):
        step = 1e-6 * np.eye(2)[axis]
        slope = (losses[loss](nn.predict(D, x + step)) - losses[loss](nn.predict(D, x - step))) / 2e-6
        np.testing.assert_allclose(-slope[:, 0], pull(D, x, loss)[:, axis], rtol=1e-5, atol=1e-8)


def test_coverage_of_what_is_known():
    data = points("eight Gaussians")
    assert coverage(data.x, data).captured == 8
    assert coverage(data.x, data).high_quality > 0.98
    assert coverage(np.tile(data.modes[3], (50, 1)), data).captured == 1
    assert coverage(np.zeros((50, 2)), data)[:2] == (0, 0.0)
    for source in ("ring", OWN):
        assert coverage(points(source).x, points(source)).captured == len(points(source).modes)
        assert coverage(points(source).x, points(source)).high_quality > 0.9


def test_a_ring_through_the_modes_captures_none():
    """A ring once had 8 of 8 modes; the older name counts as the new one does."""
    data, ring = points("eight Gaussians"), points("ring").x
    assert coverage(ring, data).captured == covered(ring, data.modes) == 0
    assert coverage(ring, data).high_quality < 0.5
    assert covered(data.x, data.modes) == 8


def test_the_title_says_both_numbers_and_speaks_of_places_where_there_are_no_modes(explorer):
    assert "of 8 modes captured, " in str(explorer)
    assert " % of the points on a mode" in str(explorer)
    explorer.set(data="ring")
    assert "of 8 places reached, " in str(explorer)
    assert "modes captured" not in str(explorer)


def test_balance_captures_the_modes_and_a_hasty_generator_does_not():
    """Three starts each, with room for another processor."""
    for seed in range(3):
        balanced, hasty = Run(State(seed=seed)), Run(State(seed=seed, lr_d=0.002, lr_g=0.006))
        assert balanced.play_to(2000).count() >= 6
        assert hasty.play_to(700).count() <= 3


def test_a_drawing_by_pointer_and_by_keys_becomes_the_data(explorer):
    pointer(explorer, "down", -1.0, 0.5)
    pointer(explorer, "move", -0.99, 0.5)  # too close: not a new point
    pointer(explorer, "move", 0.0, 0.5)
    pointer(explorer, "up", 0.0, 0.5)
    assert explorer.state.drawn == ((-1.0, 0.5), (0.0, 0.5))
    assert explorer.state.data == OWN
    assert len(explorer.view.shares) == 2
    explorer.on_key("ArrowRight")
    explorer.on_key("a")
    assert explorer.state.drawn[-1] == (0.08, 0.5)
    explorer.on_key("Delete")
    assert len(explorer.state.drawn) == 2
    np.testing.assert_allclose(explorer.view.data.x.mean(axis=0), (-0.5, 0.5), atol=0.02)
    explorer.on_key("c")
    assert explorer.state.drawn == ()


def hover(explorer, axes, x, y):
    return explorer.on_hover({"type": "hover", "axes": axes, "x": float(x), "y": float(y)})


def judged(explorer, place):
    z = float(nn.predict(explorer.run(explorer.state).machine.D, np.reshape(place, (1, 2)))[0, 0])
    return f"discriminator: z = {fixed(z)}, p(real) = {fixed(1 / (1 + np.exp(-z)))}"


def test_hovering_says_what_the_discriminator_says_of_points_and_places(explorer):
    explorer.go(60)
    now, data = explorer.view.now, explorer.view.data
    for place in (now.generated[3], data.x[5]):
        lines = hover(explorer, "plane", *place).split("\n")
        assert lines[1:3] == [pair(place), judged(explorer, place)]
    assert hover(explorer, "plane", *now.generated[3]).startswith("generated point, on ")
    assert hover(explorer, "plane", *now.generated[3]).endswith(f"pulled along {pair(now.pull[3])}")
    assert hover(explorer, "plane", *data.x[5]).startswith("real point, on mode ")
    corner = [-1.7, 1.7]
    said = f"{pair(corner)}\n{judged(explorer, corner)}\ndraw here to make data of your own"
    assert hover(explorer, "plane", *corner) == said


def test_hovering_says_what_bars_curves_and_noise_hold(explorer):
    explorer.go(60)
    view, G = explorer.view, explorer.run(explorer.state).machine.G
    said = hover(explorer, "meter", 2.2, 0.1)
    assert said.startswith(f"mode 3: {100 * view.shares[2]:.1f} % of the generated points\n")
    assert ("not captured" in said) == (view.shares[2] < 1 / 16)
    judged, drawn = view.now.losses[19]
    assert (
        hover(explorer, "loss", 20, 0)
        == f"step 20\ndiscriminator {significant(judged)}\ngenerator {significant(drawn)}"
    )
    assert hover(explorer, "loss", 90, 0) == hover(explorer, "count", 90, 0) == ""
    assert hover(explorer, "count", 25, 0) == f"step 20: {view.now.counts[2, 1]:.0f} of 8 modes captured"
    made = nn.predict(G, np.array([[0.5, -1.0]], np.float32))[0]
    assert hover(explorer, "noise", 0.5, -1.0) == f"noise u = (0.50, −1.00)\nbecomes the point {pair(made)}"


def test_hovering_gives_a_critics_score_and_speaks_of_places_where_there_are_no_modes(explorer):
    explorer.set(data="ring", loss="wasserstein")
    explorer.go(20)
    place = explorer.view.data.x[0]
    kind, _, critic = hover(explorer, "plane", *place).split("\n")[:3]
    assert "near place " in kind
    assert (
        critic == f"critic: {significant(explorer.view.score(place))}, halfway: {significant(explorer.view.now.middle)}"
    )
    assert hover(explorer, "meter", 0, 0).startswith("place 1: ")


def test_a_rate_moves_while_it_streams_and_closing_ends_it():
    async def play():
        explorer = GanExplorer()
        explorer.play()
        await asyncio.sleep(0.8)
        running = explorer.at
        explorer.controls["lr_g"].value = 0.006
        await asyncio.sleep(0.6)
        seen = running, explorer.at, explorer.state.lr_g, len(explorer.state.past), explorer.panel.fault.value
        task = explorer._player
        explorer.close()
        await asyncio.sleep(0.1)
        return *seen, task.done()

    running, later, lr, changes, fault, done = fake_clock.run(play())
    assert 0 < running < later
    assert (lr, changes, fault, done) == (0.006, 1, "", True)
