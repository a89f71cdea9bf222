"""The energy explorer: probabilities and walks against the slow way, clamping, dragging, the memory, learning."""

import asyncio
from dataclasses import replace
from itertools import pairwise, product

import fake_clock
import numpy as np
import pytest
from written import faults

from nnlearn.explorers import EnergyExplorer
from nnlearn.lessons.boltzmann_machines import board, columns, learn_words, phases, ring, walk_words
from nnlearn.lessons.boltzmann_machines.recall import mean_digits, settled, stored
from nnlearn.lessons.boltzmann_machines.spins import boltzmann, chances, energies, states, sweep_matrix, walk
from nnlearn.lessons.boltzmann_machines.state import LANDSCAPE, LEARNING, MEMORY, OWN, SLEEPS, VIEWS, State, next_state
from nnlearn.lessons.boltzmann_machines.view import board_of, number_of, spoiled
from nnlearn.lessons.boltzmann_machines.wake_sleep import (
    DATA,
    EXACT,
    Learner,
    asleep,
    mean_log_p,
    moments,
    split,
    swept,
)
from nnlearn.lessons.boltzmann_machines.walker import MACHINES, Walk, expected_gap, place_of, unpacked


@pytest.fixture
def explorer():
    explorer = EnergyExplorer()
    yield explorer
    assert explorer.panel.fault.value == ""
    explorer.close()


def point(explorer, place, kind="down"):
    explorer.on_pointer({"type": kind, "axes": "scene", "x": float(place[0]), "y": float(place[1])})


def press(explorer, *keys):
    for key in keys:
        explorer.on_key(key)


# What is computed.


@pytest.mark.parametrize("cells", [4, 6, 8])
def test_the_probabilities_are_those_of_a_sum_over_all_states(explorer, cells):
    explorer.set(cells=cells, temperature=0.7)
    weight, bias = unpacked(explorer.state.weights, cells)
    total, found = 0.0, {}
    for s in product((-1, 1), repeat=cells):
        energy = -sum(weight[i, j] * s[i] * s[j] for i in range(cells) for j in range(i)) - sum(bias * s)
        code = sum(1 << i for i in range(cells) if s[i] > 0)
        found[code] = energy, np.exp(-energy / 0.7)
        total += found[code][1]
    view = explorer.view
    for code, (energy, share) in found.items():
        assert view.energy[code] == pytest.approx(energy)
        assert view.p[code] == pytest.approx(share / total)
    assert (np.diff(view.energy[view.order]) > -1e-9).all()
    assert (view.order[view.rank] == np.arange(2**cells)).all()


@pytest.mark.parametrize("walkers", [1, 10])
@pytest.mark.parametrize("held", [(), (0, 4)])
def test_a_recorded_walk_is_the_plain_one(walkers, held):
    weight, bias = unpacked(MACHINES["random weights"], 6)
    own = Walk(weight, bias, 0.8, walkers, 17, held)
    plain = walk(weight, bias, 0.8, 130, walkers, np.random.default_rng(0), start=np.full(walkers, 17), clamped=held)
    own.to(3)
    own.to(70)
    np.testing.assert_array_equal(own.to(130).seen[:131], plain)
    assert own.reached == 130


@pytest.mark.parametrize("walkers", [1, 10])
def test_the_cells_of_a_sweep_lead_from_one_state_to_the_next(walkers):
    own = Walk(*unpacked(MACHINES["random weights"], 6), 1.0, walkers, 0, (2,))
    for sweep in (0, 7, 60):
        draws = own.draws(sweep, 6)
        assert [draw.cell for draw in draws] == [0, 1, 3, 4, 5]
        assert draws[0].before == own.seen[sweep, 0]
        assert draws[-1].after == own.to(sweep + 1).seen[sweep + 1, 0]
        assert all(one.after == two.before for one, two in pairwise(draws))


def test_what_perfect_draws_miss_is_what_draws_miss_on_average():
    p, rng = np.array([0.62, 0.3, 0.0, 0.05, 0.03]), np.random.default_rng(0)
    for draws in (1, 7, 100):
        sampled = np.abs(rng.multinomial(draws, p, size=20_000) / draws - p).sum(axis=1).mean() / 2
        assert expected_gap(p, draws) == pytest.approx(sampled, rel=0.02)
    assert expected_gap(np.array([1.0, 0.0]), 5) == 0


def test_a_packed_machine_holds_every_weight_once():
    packed = tuple(float(k) for k in range(36))
    weight, bias = unpacked(packed, 8)
    assert sorted([*weight[np.triu_indices(8, 1)], *bias]) == list(packed)
    for i, j in product(range(8), repeat=2):
        assert packed[place_of(i, j)] == (bias[i] if i == j else weight[i, j])


def test_a_cold_walker_is_calm_and_wrong(explorer):
    """The point of the tour's fourth stop: the mean energy is right, and half of the probability is missed."""
    explorer.set(machine="two valleys", temperature=0.5)
    explorer.go(1000)
    view = explorer.view
    assert view.mean == pytest.approx(view.exact_mean, abs=0.05)
    assert 0.45 < view.gap < 0.55
    explorer.set(temperature=1.5)
    assert explorer.view.gap < 0.1


def test_more_walkers_and_sweeps_come_nearer(explorer):
    explorer.go(100)
    few = explorer.view.gap
    explorer.set(walkers=100)
    assert explorer.view.gap < few / 3
    assert explorer.view.counts.sum() == 100 * 100


# What is set.


def test_a_click_holds_a_cell_at_plus_then_at_minus_then_lets_it_go(explorer):
    explorer.go(200)
    for held in (((2, True),), ((2, False),), ()):
        point(explorer, ring.cell_place(2, 6))
        view = explorer.view
        assert explorer.state.clamped == held
        assert (view.p > 0).sum() == (32 if held else 64)
        assert view.p.sum() == pytest.approx(1)
        assert ((view.counts > 0) <= (view.p > 0)).all(), "no walker was where the held cell forbids"
    press(explorer, "c")
    assert explorer.state.clamped == ((0, True),)


def test_all_cells_held_leave_one_state(explorer):
    explorer.set(cells=4)
    for cell in range(4):
        point(explorer, ring.cell_place(cell, 4))
    explorer.go(10)
    assert (explorer.view.gap, explorer.view.code) == (0, 15)
    press(explorer, " ")
    assert (explorer.at, explorer.state.cell) == (11, 0)


def test_a_line_is_dragged_up_and_the_keys_do_the_same(explorer):
    start, end = ring.segment((1, 2), 6)
    middle = np.mean([start, end], axis=0)
    before = explorer.strength((1, 2))
    point(explorer, middle)
    point(explorer, middle - [0, 5 * 4], "move")
    point(explorer, middle, "up")
    point(explorer, middle - [0, 60], "move")
    assert explorer.strength((1, 2)) == pytest.approx(before + 0.5)
    assert explorer.state.machine == OWN
    press(explorer, *["ArrowDown"] * 5)
    assert explorer.strength((1, 2)) == pytest.approx(before)
    assert explorer.state.machine == "random weights", "the weights are the named ones again"
    press(explorer, "ArrowRight")
    assert explorer.state.chosen == (1, 3)
    press(explorer, *["ArrowLeft"] * 7)
    assert explorer.state.chosen == (5, 5)
    press(explorer, *["ArrowUp"] * 50)
    assert explorer.strength((5, 5)) == 2.0, "the largest bias"


def test_a_click_on_a_column_starts_there(explorer):
    explorer.go(50)
    code = int(explorer.view.order[40])
    point(explorer, (columns.LEFT + columns.WIDE * 40.5 / 64, columns.TOP + 20))
    assert (explorer.state.start, explorer.at, explorer.view.code) == (code, 0, code)


def test_one_cell_after_another_makes_a_sweep(explorer):
    explorer.go(3)
    explorer.go(4)
    after = explorer.view.code
    explorer.go(3)
    lines = []
    for cell in range(1, 6):
        press(explorer, " ")
        assert (explorer.at, explorer.state.cell) == (3, cell)
        assert explorer.canvas.frame_key == [], "a cell is not a position on the slider"
        lines.append(explorer.line.get_text())
    assert len(set(lines)) == 5
    press(explorer, " ")
    assert (explorer.at, explorer.state.cell, explorer.view.code) == (4, 0, after)


def test_fewer_cells_forget_what_belonged_to_the_others():
    wide = next_state(State(cells=8), clamped=((1, True), (7, True)), chosen=(6, 7), start=255)
    narrow = next_state(wide, cells=4)
    assert (narrow.clamped, narrow.chosen, narrow.start) == (((1, True),), (2, 3), 15)


# The memory.


@pytest.mark.parametrize("rule", ["Hebb", "pseudo-inverse"])
def test_every_flip_lowers_the_energy_and_the_end_is_at_rest(rule):
    x = mean_digits()[:4]
    weight = stored(x, rule)
    for seed in range(20):
        s = np.random.default_rng(seed).choice([-1.0, 1.0], 64)
        found = settled(weight, s, np.random.default_rng(seed))
        for i, energy in zip(found.cells, found.energies[1:], strict=True):
            s[i] = -s[i]
            assert -s @ weight @ s / 2 == pytest.approx(energy, abs=1e-9)
        assert (np.diff(found.energies) <= 1e-9).all()
        assert (s * (weight @ s) > -1e-6).all()


def test_two_digits_are_recalled_and_five_are_not(explorer):
    explorer.set(view=MEMORY, position=64)
    assert explorer.view.overlap.max() == 1
    explorer.set(stored=5)
    assert explorer.view.overlap.max() < 1
    explorer.set(rule="pseudo-inverse")
    assert explorer.view.overlap.max() == 1
    assert explorer.view.nearest == explorer.state.digit


def test_the_pen_draws_with_pointer_and_keys(explorer):
    explorer.set(view=MEMORY)
    left, top, side = board.BOARD
    cue = explorer.view.cue.copy()
    cell = int(np.flatnonzero(cue < 0)[10])
    spot = (left + side / 8 * (cell % 8 + 0.5), top + side / 8 * (cell // 8 + 0.5))
    point(explorer, spot)
    point(explorer, spot, "up")
    cue[cell] = 1
    np.testing.assert_array_equal(explorer.view.cue, cue)
    assert explorer.title.get_text().startswith(("After 0 flips", "At rest"))
    press(explorer, " ")
    cue[cell] = -1
    np.testing.assert_array_equal(explorer.view.cue, cue)
    for key, by in (("ArrowRight", 1), ("ArrowDown", 8), ("ArrowLeft", -1), ("ArrowUp", -8)):
        pen = explorer.state.pen
        press(explorer, key)
        assert explorer.state.pen - pen in (by, 0)
    explorer.set(digit=0)
    assert explorer.state.drawn == -1, "another digit takes the place of the drawing"


def test_a_stroke_draws_ink_or_paper_and_not_both(explorer):
    explorer.set(view=MEMORY, spoiled=0)
    left, top, side = board.BOARD
    for kind, column in (("down", 0), ("move", 3), ("move", 4), ("up", 4)):
        point(explorer, (left + side / 8 * (column + 0.5), top + side / 8 * 4.5), kind)
    one = mean_digits()[1].copy()
    one[[32, 35, 36]] = 1  # paper was touched first, so it draws ink
    np.testing.assert_array_equal(explorer.view.cue, one)
    for kind, column in (("down", 3), ("move", 2), ("move", 1), ("up", 1)):
        point(explorer, (left + side / 8 * (column + 0.5), top + side / 8 * 4.5), kind)
    one[[33, 34, 35]] = -1
    np.testing.assert_array_equal(explorer.view.cue, one)


def test_drawing_while_it_falls_starts_from_what_is_there(explorer):
    explorer.set(view=MEMORY, position=3)
    there = explorer.view.board.copy()
    explorer.ink(0, True)
    there[0] = 1
    np.testing.assert_array_equal(explorer.view.cue, there)
    assert explorer.at == 0
    explorer.go(2)
    there = explorer.view.board.copy()
    explorer.ink(63, True)
    there[63] = 1
    np.testing.assert_array_equal(explorer.view.cue, there)


def test_a_click_spoils_a_stored_digit_or_goes_to_a_flip(explorer):
    explorer.set(view=MEMORY, position=64)
    x, y = board.place_of_digit(0)
    point(explorer, (x + 5, y + 5))
    assert (explorer.state.digit, explorer.at) == (0, 0)
    left, top, width, height = board.PLOT
    point(explorer, (left + width * 2 / board.span(explorer.view), top + height / 2))
    assert explorer.at == 2


def test_the_papers_of_a_view_are_there_before_its_frame(explorer):
    """The page paints a frame at once, and under a dark theme leaves the papers light."""
    seen = []
    explorer.canvas.observe(lambda change: seen.append(len(explorer.canvas.prints)), "frame")
    explorer.set(view=MEMORY, stored=3)
    explorer.set(view=LEARNING)
    assert seen == [5, 0]


def test_boards_and_their_numbers():
    for digit in range(10):
        assert number_of(mean_digits()[digit]) == number_of(spoiled(digit, 0))
        np.testing.assert_array_equal(board_of(number_of(spoiled(digit, 9))), spoiled(digit, 9))


# Learning.


def test_the_exact_change_is_the_slope_of_the_mean_log_p():
    rng = np.random.default_rng(0)
    for data in DATA.values():
        whole = rng.normal(0, 0.5, (6, 6))
        whole = whole + whole.T
        slope = moments(data, states(6)) - moments(asleep(*split(whole), data, EXACT), states(6))
        for i, j in ((0, 1), (2, 5), (3, 3)):
            step = np.zeros((6, 6))
            step[i, j] = step[j, i] = 1e-5
            numeric = (mean_log_p(whole + step, data) - mean_log_p(whole - step, data)) / 2e-5
            assert slope[i, j] == pytest.approx(numeric, abs=1e-7)


def test_sleep_is_where_the_chains_are_after_k_sweeps():
    rng = np.random.default_rng(1)
    whole = rng.normal(0, 0.4, (6, 6))
    weight, bias = split(whole + whole.T)
    matrix = sweep_matrix(weight, bias)
    np.testing.assert_allclose(swept(np.eye(64), chances(weight, bias)), matrix, atol=1e-12)
    data = DATA["four pictures"]
    for k in (1, 2, 5, 25):
        wanted = data @ np.linalg.matrix_power(matrix, k)
        np.testing.assert_allclose(asleep(weight, bias, data, k), wanted, atol=1e-12)
    far = asleep(weight, bias, data, 5000)
    np.testing.assert_allclose(far, boltzmann(energies(weight, bias, states(6))), atol=1e-9)


def test_the_shortcut_agrees_at_first_and_leads_astray_later(explorer):
    """The point of the tour's last stop: CD-1 rises and falls, the exact gradient only rises."""
    explorer.set(view=LEARNING)
    assert explorer.view.cosine == pytest.approx(1)
    explorer.go(400)
    view = explorer.view
    assert view.cosine < 0
    assert view.curve.max() > view.curve[-1] + 0.01
    assert (np.diff(view.exact_curve) > 0).all()
    assert view.heights[0] > 0.9
    assert view.heights.sum() == pytest.approx(1)
    explorer.set(sleep=EXACT)
    assert explorer.at == 400, "the same step, so that both can be compared"
    assert explorer.view.heights[0] == pytest.approx(0.8, abs=0.01)
    np.testing.assert_allclose(explorer.view.change, view.wake - explorer.view.exact_sleep)


def test_more_sweeps_are_nearer_to_the_exact_gradient(explorer):
    explorer.set(view=LEARNING, data="bars and stripes, 2 × 3")
    found = []
    for _, k in SLEEPS[:4]:
        explorer.set(sleep=k, position=300)
        found.append(explorer.view.cosine)
    assert found == sorted(found)
    assert found[0] < 0.5 < 0.99 < found[-1]


@pytest.mark.parametrize("data", DATA)
def test_learning_is_the_same_whichever_way_one_comes_to_a_step(data):
    one, other = Learner(DATA[data], 1), Learner(DATA[data], 1)
    one.to(30)
    for step in (3, 20, 11, 30):
        other.to(step)
    np.testing.assert_array_equal(one.weights, other.weights)
    assert DATA[data].sum() == pytest.approx(1)


def test_wake_and_sleep_of_a_pair_are_shown_by_hover_and_by_key(explorer):
    explorer.set(view=LEARNING, position=50)
    start, end = ring.segment((2, 3), 6)
    x, y = np.mean([start, end], axis=0)
    told = learn_words.hover(explorer.view, x, y)
    point(explorer, (x, y))
    assert explorer.state.chosen == (2, 3)
    left, top = phases.MAPS
    cell = phases.SIDE / 6
    assert learn_words.hover(explorer.view, left + 3.5 * cell, top + 2.5 * cell).split("\n")[1:] == told.split("\n")[1:]
    press(explorer, "ArrowRight")
    assert explorer.view.chosen == (2, 4)
    before = explorer.state
    press(explorer, "ArrowUp", "c", " ")
    assert explorer.state == before, "weights are learned here"


# Playing, words.


def test_play_walks_and_settles():
    async def go():
        explorer = EnergyExplorer()
        explorer.play()
        await asyncio.sleep(1)
        assert explorer.at > 60
        explorer.set(view=MEMORY)
        assert not explorer.playing, "what played was the other view"
        explorer.play()
        await asyncio.sleep(20)
        assert not explorer.playing
        assert explorer.at == explorer.view.reached
        explorer.set(view=LEARNING)
        explorer.play()
        await asyncio.sleep(1)
        assert explorer.at > 60
        assert explorer.panel.fault.value == ""
        explorer.close()

    fake_clock.run(go(), tick=0.0001)


def test_only_the_controls_of_the_view_are_shown(explorer):
    for view in (*VIEWS, LANDSCAPE):
        explorer.set(view=view)
        shown = [name for name, box in explorer.rows.items() if box.layout.display != "none"]
        assert shown == [view]


def test_a_walk_is_computed_once_for_all_its_positions(explorer):
    explorer.go(400)
    own = explorer.walks.of(list(explorer.walks.runs)[-1])
    explorer.go(20)
    press(explorer, "ArrowRight", " ")
    assert len(explorer.walks.runs) == 1
    assert own.reached == 400


@pytest.mark.parametrize("held", [(), ((0, True), (3, False))])
def test_words_have_room_in_every_corner(explorer, held):
    for machine, cells, T, at in product((*MACHINES,), (4, 6, 8), (0.2, 1.0, 3.0), (0, 300)):
        explorer.set(
            view=LANDSCAPE, machine=machine, cells=cells, temperature=T, walkers=10, clamped=held, position=at, cell=1
        )
        shown = max(explorer.view.p.max(), explorer.view.share.max())
        assert shown <= columns.ceiling(explorer.view) <= max(2 * shown, 0.05), "columns and dots have room, and use it"
        assert faults(explorer.picture) == []
    for stored_digits, digit, wrong, at in product((1, 5, 10), (0, 8), (0, 32), (0, 64)):
        explorer.set(view=MEMORY, stored=stored_digits, digit=digit, spoiled=wrong, position=at)
        assert faults(explorer.picture) == []
    for data, (_, k), at in product(DATA, SLEEPS, (0, 1, 300)):
        explorer.set(view=LEARNING, data=data, sleep=k, position=at, chosen=(6, 7))
        assert faults(explorer.picture) == []


def test_a_cell_falls_or_jumps(explorer):
    said = set()
    for position, cell in product(range(30), range(1, 6)):
        explorer.state = replace(explorer.state, position=position, cell=cell)
        view = explorer.compute(explorer.state)
        draw, text = view.draws[-1], walk_words.drawn(view)
        change = view.energy[draw.after] - view.energy[draw.before]
        wanted = "stays" if draw.after == draw.before else "falls" if change < 0 else "jumps"
        assert f"It {wanted} " in text
        said.add(wanted)
    assert said == {"stays", "falls", "jumps"}
