"""The diffusion explorer: the way is the library's, and what the tour says of it holds over several networks."""

import numpy as np
import pytest
from written import faults

import nnlearn.numpy as nn
from nnlearn.diffusion import add_noise, reverse_process
from nnlearn.explorers import DiffusionExplorer
from nnlearn.lessons.diffusion import record_mixtures
from nnlearn.lessons.diffusion.mixtures import (
    EXACT,
    GUESSES,
    LEARNED,
    MEMORY,
    SCHEDULE,
    SIZES,
    SOURCES,
    TURNS,
    drawn,
    examples,
    guess_of,
    log_density,
    nearest_part,
    network,
    record,
    source_of,
)
from nnlearn.lessons.diffusion.state import State
from nnlearn.lessons.diffusion.tour import TOUR
from nnlearn.lessons.diffusion.view import PLACES, loss
from nnlearn.lessons.diffusion.walk import Walk, fan

GAUSSIANS = SOURCES[0]
ON, OFF, SAME = range(3)  # what the record holds of samples
DDPM, DDIM = range(2)
TEN, HUNDRED = SIZES.index(10), SIZES.index(100)


@pytest.fixture
def explorer():
    explorer = DiffusionExplorer()
    yield explorer
    assert explorer.panel.fault.value == ""
    explorer.close()


def judged(kind, measure, sampler=DDPM, steps=HUNDRED):
    """Return what the record holds, one number for each of five networks."""
    return record()[f"judged, {kind}"][sampler, steps, :, measure]


# The way.


@pytest.mark.parametrize("kind", GUESSES)
def test_the_way_is_that_of_the_library(explorer, kind):
    explorer.set(arrows=kind, turn=60, steps=10, fresh=False, seed=3, position=25)
    out = explorer.view
    x = np.tile(examples(GAUSSIANS), (20, 1)) if kind == MEMORY else source_of(GAUSSIANS).x[:400].astype(float)
    eps = np.random.default_rng(3).standard_normal(x.shape)
    np.testing.assert_array_equal(out.x, add_noise(x, 25, eps, SCHEDULE))
    explorer.go(70)
    way = reverse_process(
        guess_of(GAUSSIANS, kind), add_noise(x, 60, eps, SCHEDULE), SCHEDULE, start=60, steps=10, eta=0.0
    )
    levels, states, _ = zip(*way, strict=True)
    np.testing.assert_array_equal(explorer.view.past, np.stack(states))
    assert explorer.view.t == levels[-1] == 0


def test_a_position_is_the_same_whichever_way_one_comes_to_it():
    one, other = (Walk(State(turn=40, steps=20)) for _ in range(2))
    straight = [one.at(position)[1] for position in range(61)]
    for position in (60, 3, 45, 41, 60, 40, 59):
        np.testing.assert_array_equal(other.at(position)[1], straight[position])


def test_on_another_way_we_stand_at_about_the_same_place(explorer):
    explorer.go(150)
    explorer.set(steps=20)
    assert (explorer.at, explorer.view.state.done) == (110, 10)
    explorer.set(turn=10)
    assert (explorer.at, explorer.view.state.back) == (15, 10)
    explorer.go(4)
    explorer.set(turn=5)
    assert (explorer.at, explorer.view.t) == (4, 4)


def test_a_few_steps_back_are_shown_one_by_one(explorer):
    explorer.set(steps=5)
    explorer.go(100)
    assert explorer.beat() == (0.5, 1)
    explorer.set(steps=100)
    explorer.go(100)
    assert explorer.beat() == (0.05, 1)


# The pointer and the keys.


def test_a_particle_has_eight_ways_with_fresh_noise_and_one_without(explorer):
    explorer.go(10)
    explorer.on_pointer({"type": "down", "axes": "plane", "x": 0.93, "y": 0.38})
    assert explorer.view.fan.shape == (11, 8, 2)
    assert "8 ways lead to mode 1, 2" in str(explorer)
    explorer.on_key("f")
    assert explorer.view.fan.shape == (11, 1, 2)
    assert "the way leads to mode " in str(explorer)
    explorer.on_key("ArrowUp")
    assert explorer.state.particle == (0.93, 0.48)
    explorer.on_key("c")
    assert explorer.view.fan is None
    explorer.on_key("ArrowLeft")
    assert explorer.state.particle == (-0.1, 0.0)


def test_the_keys_go_to_the_turn_and_to_the_end(explorer):
    for key, at in (("t", 100), ("e", 200), ("t", 100), ("s", 101)):
        explorer.on_key(key)
        assert explorer.at == at


def test_what_lies_under_the_pointer(explorer):
    explorer.go(40)
    view = explorer.view
    x, start = view.x[7], view.start[7]
    said = explorer.on_hover({"axes": "plane", "x": x[0], "y": x[1]})
    assert said.startswith("point at ")
    assert f"mode {nearest_part(GAUSSIANS, start[None])[0][0] + 1}" in said
    place = np.array([2.2, -2.2])
    eps = guess_of(GAUSSIANS, LEARNED)(place[None], 40)[0]
    assert "guessed noise" in explorer.on_hover({"axes": "plane", "x": 2.2, "y": -2.2})
    np.testing.assert_allclose(view.guess(place), (eps, (place - view.s * eps) / view.a))
    assert explorer.on_hover({"axes": "bars", "x": 2.1, "y": 0.1}).startswith("mode 3: ")
    assert explorer.on_hover({"axes": "bars", "x": -0.6, "y": 0.1}) == ""
    assert f"learned: {loss(GAUSSIANS, LEARNED)[39]:.3g}" in explorer.on_hover({"axes": "loss", "x": 40.2, "y": 1.0})
    explorer.go(0)
    assert "no noise is left" in explorer.on_hover({"axes": "plane", "x": 2.2, "y": -2.2})


# What is stored.


@pytest.mark.parametrize("source", SOURCES)
def test_the_stored_networks_have_the_stored_losses(source):
    """On other unseen points than the record's, so within a few per cent."""
    rng, x = np.random.default_rng(1), drawn(source, 2000, 1).astype(float)
    for t in (10, 50):
        eps = rng.standard_normal(x.shape)
        found = ((network(source).noise(add_noise(x, t, eps, SCHEDULE), t) - eps) ** 2).mean()
        assert found == pytest.approx(loss(source, LEARNED)[t - 1], rel=0.1)


@pytest.mark.parametrize("source", SOURCES)
def test_no_guess_beats_the_exact_one(source):
    best = loss(source, EXACT)
    for kind in (LEARNED, MEMORY):
        assert (loss(source, kind) > best - 0.01).all()
        assert loss(source, kind).sum() > best.sum()


@pytest.mark.parametrize("source", SOURCES)
def test_each_source_is_the_mixture_it_is_said_to_be(source):
    """Fresh points lie as the centres and the std say: near, and an eighth of them in each part."""
    part, away = nearest_part(source, drawn(source, 4000, 5).astype(float))
    assert (away <= 3 * source_of(source).std).mean() > 0.985
    np.testing.assert_allclose(np.bincount(part) / 4000, 1 / 8, atol=0.025)


def test_the_exact_arrows_are_the_slope_of_the_density():
    place, t, h = np.array([[0.7, 0.4]]), 30, 1e-5
    slope = [
        (log_density("moons", place + step, t) - log_density("moons", place - step, t)) / (2 * h)
        for step in h * np.eye(2)[:, None]
    ]
    score = -guess_of("moons", EXACT)(place, t) / SCHEDULE.s[t]
    np.testing.assert_allclose(score[0], np.ravel(slope), rtol=1e-5)


def test_the_rate_falls_in_the_script_that_trains(monkeypatch):
    monkeypatch.setattr(record_mixtures, "STEPS", 16)
    record_mixtures.trained(GAUSSIANS, 0)
    monkeypatch.setattr(nn.CosineAnnealingLR, "step", lambda self: None)
    with pytest.raises(RuntimeError, match="did not fall"):
        record_mixtures.trained(GAUSSIANS, 0)


# What the tour says.


def stop(explorer, k):
    """Return the view of a stop, counted from 1, and what is said there."""
    explorer.panel.tour.go(k - 1)
    return explorer.view, TOUR[k - 1].text(explorer.view)


def test_every_text_has_room_at_the_end_of_every_way(explorer):
    """The walker tries the corners of the controls, and every stop of the tour."""
    for source in SOURCES:
        for kind in GUESSES:
            explorer.set(data=source, arrows=kind, turn=20, steps=5, position=25, particle=(0.1, 0.2))
            assert faults(explorer.picture, 1.5) == []


def test_one_hill_at_step_80_and_the_network_knows_it(explorer):
    view, said = stop(explorer, 2)
    assert "one hill" in said
    density = log_density(GAUSSIANS, PLACES, view.t)
    order = np.argsort(np.hypot(*PLACES.T), kind="stable")
    assert np.corrcoef(density[order], np.arange(len(order)))[0, 1] < -0.9, "it falls from the middle to the edge"
    toward = (view.arrows * -PLACES).sum(axis=1) / np.linalg.norm(view.arrows, axis=1) / np.linalg.norm(PLACES, axis=1)
    assert toward.min() > 0.95, "every arrow points to the middle"
    assert loss(GAUSSIANS, LEARNED)[79] - loss(GAUSSIANS, EXACT)[79] < 0.001


def test_eight_hills_at_step_10_and_none_at_25(explorer):
    view, said = stop(explorer, 3)
    ring = np.stack([np.cos(np.pi / 8 * np.arange(16)), np.sin(np.pi / 8 * np.arange(16))], axis=1)
    for t, share in ((10, "17 %"), (25, "98 %")):
        density = np.exp(log_density(GAUSSIANS, SCHEDULE.a[t] * ring, t))
        assert f"{100 * density[1] / density[0]:.0f} %" == share
        assert share in said
        np.testing.assert_allclose(density[1::2].sum() / density[::2].sum(), density[1] / density[0], rtol=1e-6)
    x, gap = (
        view.x,
        lambda p: np.linalg.norm(np.subtract(*(guess_of(GAUSSIANS, k)(p, 10) for k in GUESSES[:2])), axis=1),
    )
    density = log_density(GAUSSIANS, PLACES, 10)
    assert np.median(gap(x)) < 0.2 < 2 < np.median(gap(PLACES[density < density.max() - 15]))
    halfway = tuple((0.98 * ring[1]).round(2))
    reached = [
        np.mean(
            [
                len(set(nearest_part(GAUSSIANS, fan(GAUSSIANS, LEARNED, True, t, halfway, seed)[-1])[0]))
                for seed in range(10)
            ]
        )
        for t in (10, 60)
    ]
    assert reached[0] < 2.1 < 3 < reached[1], "more modes can be reached from step 60"


def test_a_point_chooses_its_mode_between_40_and_10(explorer):
    """The five networks agree within 4 points in a hundred, and with the exact arrows."""
    view, said = stop(explorer, 4)
    home = record()[f"home, {LEARNED}"]
    assert np.ptp(home, axis=1).max() < 0.04
    np.testing.assert_allclose(home.mean(axis=1), record()[f"home, {EXACT}"].mean(axis=1), atol=0.015)
    assert view.home == pytest.approx(home[TURNS.index(20)].mean(), abs=0.06)
    assert home[TURNS.index(10)].min() > 0.94
    assert home[TURNS.index(40)].max() < 0.31
    assert home[TURNS.index(100)].mean() == pytest.approx(1 / 8, abs=0.01)
    assert "95 % from step 10, 64 % from 20, 30 % from 40, and 12 % from 100" in said


def test_all_the_way_back_most_points_land_on_a_mode(explorer):
    view, said = stop(explorer, 5)
    assert judged(LEARNED, ON).min() > 0.94
    assert view.on == pytest.approx(judged(LEARNED, ON).mean(), abs=0.03)
    chance = np.mean(
        [abs(np.random.default_rng(k).multinomial(2000, [1 / 8] * 8) / 2000 - 1 / 8).sum() / 2 for k in range(500)]
    )
    assert judged(EXACT, OFF).mean() == pytest.approx(chance, abs=0.004)
    assert judged(LEARNED, OFF).mean() < 0.035
    assert "96 %" in said


def test_fresh_noise_makes_up_for_the_networks_mistakes(explorer):
    """In each of five networks; by the exact arrows there is nothing to make up for."""
    _, said = stop(explorer, 6)
    assert (judged(LEARNED, OFF, DDIM, TEN) > judged(LEARNED, OFF, DDPM, TEN) + 0.05).all()
    assert (judged(LEARNED, OFF, DDIM) > judged(LEARNED, OFF, DDPM) + 0.015).all()
    assert judged(EXACT, OFF, DDIM, TEN).mean() < 0.03
    assert judged(LEARNED, OFF, DDIM).mean() < judged(LEARNED, OFF, DDIM, TEN).mean() / 2
    assert all(text in said for text in ("off by 0.14", "fresh noise 0.03", "it is 0.02", "0.06 without"))


def test_the_bars_even_out_with_fresh_noise(explorer):
    without = stop(explorer, 6)[0].off
    explorer.on_key("f")
    assert explorer.view.off < without


def test_the_memory_copies_whatever_the_seed(explorer):
    view, said = stop(explorer, 7)
    assert f"{100 * view.on:.0f} % of the 400 points" in said
    for seed in range(1, 4):
        explorer.set(seed=seed)
        assert explorer.view.on > 0.98
    assert loss("spirals", MEMORY)[2] > 15 > 1 > loss("spirals", LEARNED)[2]
    x, eps = (np.tile(one, (50, 1)) for one in (examples("spirals"), np.ones((1, 2))))
    eps = np.random.default_rng(0).standard_normal(x.shape)
    for t in (3, 20, 60):
        own, learned = (
            ((guess_of("spirals", kind)(add_noise(x, t, eps, SCHEDULE), t) - eps) ** 2).mean()
            for kind in (MEMORY, LEARNED)
        )
        assert own < learned, "no loss on its own points is lower"
