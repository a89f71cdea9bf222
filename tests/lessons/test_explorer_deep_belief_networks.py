"""What is special to the dream explorer; the walk over all explorers is in tests/explorers/."""

import asyncio
from dataclasses import replace
from itertools import product
from statistics import mean

import fake_clock
import numpy as np
import pytest
from written import faults

import nnlearn.numpy as nn
from nnlearn.explorers import DreamExplorer, Explorer
from nnlearn.lessons.autoencoders.samples import reader
from nnlearn.lessons.deep_belief_networks import picture, words
from nnlearn.lessons.deep_belief_networks.dreamers import DEPTHS, RECORD, dreamer, machines, measured, read
from nnlearn.lessons.deep_belief_networks.dreaming import DREAMS, LAST, down, field, run, unseen
from nnlearn.lessons.deep_belief_networks.parts import binary
from nnlearn.lessons.deep_belief_networks.record_dreamers import flips, named
from nnlearn.lessons.deep_belief_networks.state import (
    ASKED,
    DIGIT,
    DRAWS,
    EACH,
    MEANS,
    NOISE,
    NONE,
    OWN,
    STARTS,
    State,
    bits_of,
    next_state,
    number_of,
    view_of,
)


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = DreamExplorer()
    yield made
    made.close()


def point(explorer, x, y, kind="down"):
    explorer.on_pointer({"type": kind, "axes": "scene", "x": x, "y": y})


def middle(box):
    left, top, width, height = box
    return left + width / 2, top + height / 2


def press(explorer, *keys):
    for key in keys:
        explorer.panel.answer({"type": "key", "key": key, "shift": False})


def at_stop(number):
    made = DreamExplorer()
    made.panel.tour.go(number - 1)
    view, text = made.view, made.tour[number - 1].text(made.view)
    made.close()
    return view, text


# The network and its dreams.


@pytest.mark.parametrize("depth", DEPTHS)
def test_every_board_is_drawn_with_the_probabilities_of_the_library(depth):
    dbn, dreams = dreamer(depth), run(depth, (), 3)
    top = dbn.layers[-1]
    for t in (1, 2, 50, LAST):
        np.testing.assert_allclose(dreams.top_p[t], top.hidden(dreams.pens[t - 1].astype(float)), atol=1e-12)
        np.testing.assert_allclose(dreams.pen_p[t], top.visible(dreams.tops[t].astype(float)), atol=1e-12)
    above = dreams.pens[9][:, :-10]
    for k, (cells, p) in reversed([*enumerate(down(depth, dreams.pens[9], 3, 9))]):
        np.testing.assert_allclose(p, dbn.layers[k].visible(above.astype(float)), atol=1e-12)
        assert cells.dtype == bool, "draws go down, not probabilities"
        above = cells
    assert len(down(depth, dreams.pens[9], 3, 9)) == depth - 1


@pytest.mark.parametrize("depth", DEPTHS)
def test_cells_are_on_as_often_as_their_probabilities_say(depth):
    dreams = [run(depth, (), seed) for seed in range(6)]
    for cells, p in (("tops", "top_p"), ("pens", "pen_p")):
        gap = np.concatenate([getattr(one, cells)[1:] - getattr(one, p)[1:] for one in dreams])
        assert abs(gap.mean()) < 0.002
        assert np.abs(gap.mean(axis=(0, 1))).max() < 0.03


def test_a_picture_goes_up_by_the_weights_of_each_layer():
    first, dbn = unseen(7), dreamer(3)
    seen = [run(3, (), seed, first).lower for seed in range(40)]
    p = dbn.layers[0].hidden(np.array([first], float))
    drawn = np.concatenate([lower[1] for lower in seen])
    np.testing.assert_allclose(drawn.mean(axis=0), p[0], atol=0.1)
    one = run(3, (), 0, first)
    labels = np.full((DREAMS, 10), 0.1)
    np.testing.assert_allclose(one.top_p[0], dbn.layers[2].hidden(np.hstack([one.lower[-1], labels])), atol=1e-12)
    np.testing.assert_array_equal(one.pens[0][:, :-10], one.lower[-1])
    np.testing.assert_array_equal(one.lower[0], np.tile(np.array(first, bool), (DREAMS, 1)))


def test_what_is_asked_for_is_held_in_every_sweep():
    dreams = run(2, tuple(range(10)), 0)
    np.testing.assert_array_equal(dreams.pens[..., -10:], np.tile(np.eye(10, dtype=bool), (LAST + 1, 1, 1)))


def test_a_cell_that_is_turned_over_changes_nothing_before_and_no_other_draw():
    plain, other = run(2, (), 5), run(2, (), 5, flips=((40, 3, 17),))
    np.testing.assert_array_equal(plain.tops[:40], other.tops[:40])
    differ = plain.tops[40] != other.tops[40]
    assert np.argwhere(differ).tolist() == [[3, 17]]
    kept = np.arange(DREAMS) != 3
    np.testing.assert_array_equal(plain.pens[:, kept], other.pens[:, kept])
    up = machines(2)[-1][0][:, 17] * (1 if other.tops[40, 3, 17] else -1)
    changed = plain.pens[40, 3] != other.pens[40, 3]
    assert (plain.pen_p[40, 3] != other.pen_p[40, 3]).all()
    assert (other.pens[40, 3][changed] == (up[changed] > 0)).all(), (
        "the same random numbers, so only the weights decide"
    )


def test_the_field_of_a_cell_is_what_its_weights_multiply_to():
    for depth, layer in ((1, 1), (2, 1), (2, 2), (3, 3)):
        product_of = machines(depth)[0][0][:64]
        for W, _, _ in machines(depth)[1:layer]:
            product_of = product_of @ W[:100]
        np.testing.assert_allclose(field(depth, layer, 41), product_of[:, 41], atol=1e-12)


def test_the_stored_reader_reads_as_that_of_lesson_22():
    x = binary().x_test
    assert (read(x).argmax(axis=1) == nn.predict(reader(), x).argmax(axis=1)).mean() > 0.99
    np.testing.assert_allclose(read(x).sum(axis=1), 1)


def test_what_is_stored_is_small_and_known():
    assert RECORD.stat().st_size < 200_000
    with pytest.raises(ValueError, match=r"depth to be one of \(1, 2, 3\), got 4: no other network was stored"):
        machines(4)
    for depth in DEPTHS:
        assert named(dreamer(depth)) == pytest.approx(measured(depth, "named")[0], abs=0.005)
    assert flips(dreamer(2), 0)["read changes"] == pytest.approx(measured(2, "read changes")[0], abs=0.01)
    asked = np.arange(450) % 10
    dreams = dreamer(2).dream(450, LAST, labels=asked, rng=np.random.default_rng([0, LAST]))
    share = (read(dreams).argmax(axis=1) == asked).mean()
    assert share == pytest.approx(measured(2, "read as asked, draws")[0], abs=0.05)


# What the tour says.


def test_draws_are_rougher_and_cover_more_in_every_network():
    for depth in DEPTHS:
        for name, sign in (("precision", -1), ("recall", 1)):
            pairs = zip(measured(depth, f"free, draws: {name}"), measured(depth, f"free, p > 1/2: {name}"), strict=True)
            assert all(sign * (drawn - cut) > 0.02 for drawn, cut in pairs)


def test_a_wish_takes_a_while():
    for depth in DEPTHS:
        kinds = ("1 sweeps", "3 sweeps", "10 sweeps", "30 sweeps")
        for shares in zip(*(measured(depth, f"read as asked, {kind}") for kind in kinds), strict=True):
            assert list(shares) == sorted(shares)
        assert mean(measured(depth, "read as asked, 1 sweeps")) < 0.3 < 0.7
        assert 0.7 < mean(measured(depth, "read as asked, 10 sweeps")) < 0.86


def test_another_layer_makes_no_better_dream():
    one, two, three = (measured(depth, "read as asked, draws") for depth in DEPTHS)
    assert min(one) > max(two)
    assert min(one) > max(three)
    for depth in DEPTHS:
        sides = [mean(measured(depth, f"free, draws: {side} alone")) for side in ("made", "real")]
        assert mean(sides) == pytest.approx(0.59, abs=0.01)


def test_the_turn_of_one_cell_seldom_changes_what_is_read():
    for depth in DEPTHS:
        assert max(measured(depth, "read changes")) < 0.1
        assert min(measured(depth, "read changes")) > 0.005


def test_the_stops_show_what_they_say():
    view, text = at_stop(1)
    assert (view.label, int(view.label_p.argmax())) == (6, 6)
    assert "excite 15 of the 100 cells of layer 1, and these excite 32 of layer 2" in text
    assert int(view.layers[1][0][0].sum()) == 15
    view, text = at_stop(2)
    assert "57 of 100 cells on" in text
    drawn, still = at_stop(4)[0], at_stop(3)[0]
    np.testing.assert_array_equal(drawn.run.tops, still.run.tops)
    np.testing.assert_array_equal(drawn.layers[0][0], still.layers[0][0])
    assert len(set(still.reads.tolist())) >= 4
    view, text = at_stop(5)
    assert f"it is {view.right} of 10" in text
    assert view.right >= 8
    view, text = at_stop(6)
    assert (view.reads[9], view.before.reads[9], view.flipped) == (8, 9, [14])
    assert min(view.reading[9].max(), view.before.reading[9].max()) > 0.9
    view, text = at_stop(7)
    assert view.state.depth == 1
    assert "93 % are read as asked; with a layer more 87 %, with two more 87 %" in text.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_every_first_dream_at_the_stop_of_noise_is_no_digit_and_later_ones_are():
    """Over ten starts: at sweep 0 almost all are read alike, after 30 sweeps the ten are of several kinds."""
    kinds = {}
    for position in (0, 30):
        views = [view_of(State(seed=seed, position=position)) for seed in range(10)]
        kinds[position] = mean(len(set(view.reads.tolist())) for view in views)
    assert kinds[0] < 4 < 5.5 < kinds[30]


# State, pointer and keys.


def test_another_run_forgets_what_was_turned_over():
    state = State(flips=((3, 0, 7),), position=40)
    for change in ({"seed": 1}, {"asked": 3}, {"depth": 3}, {"start": DIGIT}):
        assert next_state(state, **change).flips == ()
    for change in ({"position": 2}, {"shown": DRAWS}, {"dream": 4}, {"chosen": (1, 0)}):
        assert next_state(state, **change).flips == state.flips
    assert next_state(State(), digit=9).start == DIGIT
    assert next_state(State(depth=3, chosen=(1, 4)), depth=2).chosen == (1, 4)
    assert next_state(State(depth=3, chosen=(3, 4)), depth=2).chosen == (2, 4)
    assert next_state(State(chosen=(2, 4)), depth=3).chosen == (3, 4)


def test_a_click_turns_a_top_cell_over_and_a_second_one_undoes_it(explorer):
    explorer.go(30)
    frame = explorer.canvas.frame
    x, y = middle(picture.cell_box(2, 37))
    point(explorer, x, y)
    assert explorer.state.flips == ((30, 0, 37),)
    assert explorer.state.chosen == (2, 37)
    assert explorer.canvas.frame != frame
    assert "Top cell 38 turned over" in explorer.canvas.alt
    after = explorer.view.layers[-1][0].copy()
    point(explorer, x, y)
    assert explorer.state.flips == ()
    assert (after != explorer.view.layers[-1][0]).sum() == 1


def test_what_is_turned_over_earlier_forgets_what_came_later(explorer):
    explorer.go(30)
    explorer.turn(1)
    explorer.go(20)
    explorer.turn(2)
    assert explorer.state.flips == ((20, 0, 2),)


def test_keys_do_what_the_pointer_does(explorer):
    explorer.go(10)
    press(explorer, "ArrowRight", "ArrowUp", " ")
    by_keys = explorer.state
    explorer.reset()
    explorer.go(10)
    point(explorer, *middle(picture.cell_box(2, 31)))
    assert explorer.state == by_keys
    press(explorer, "b", "b")
    assert explorer.state.chosen == (0, 31)
    press(explorer, "b", *["ArrowDown"] * 9, *["ArrowRight"] * 30)
    assert explorer.state.chosen == (2, 99)
    press(explorer, "l", "d", "p", "s", "n")
    state = explorer.state
    assert (state.asked, state.dream, state.shown, explorer.at, state.seed) == (EACH, 1, DRAWS, 11, 41)


def test_a_lower_cell_is_chosen_and_not_turned(explorer):
    point(explorer, *middle(picture.cell_box(1, 3)))
    assert (explorer.state.chosen, explorer.state.flips) == ((1, 3), ())
    press(explorer, " ")
    assert explorer.state.flips == ()


def test_label_cells_dreams_and_missing_layers_are_clicked(explorer):
    for depth in DEPTHS:
        explorer.set(depth=depth, asked=NONE)
        left, top = picture.label_place(depth)
        spot = left + 24 * 2.5, top + 24 * 1.5
        point(explorer, *spot)
        assert explorer.state.asked == 7
        assert set(explorer.view.asked) == {7}
        point(explorer, *spot)
        assert explorer.state.asked == NONE
    point(explorer, *middle(picture.dream_place(6)))
    assert explorer.state.dream == 6
    explorer.set(depth=1)
    point(explorer, picture.LEFT + 5, picture.board_top(3) + 5)
    assert explorer.state.depth == 3


def test_a_stroke_draws_ink_or_paper_and_goes_up(explorer):
    explorer.set(start=OWN)
    assert not explorer.view.pictures.any()
    for pixel, kind in ((3, "down"), (11, "move"), (19, "move"), (19, "up")):
        point(explorer, *middle(picture.cell_box(0, pixel)), kind)
    assert np.flatnonzero(bits_of(explorer.state.drawn)).tolist() == [3, 11, 19]
    assert explorer.view.goes_up
    assert explorer.canvas.alt.startswith("Your drawing goes up")
    point(explorer, *middle(picture.cell_box(0, 11)))
    point(explorer, *middle(picture.cell_box(0, 19)), "move")
    assert np.flatnonzero(bits_of(explorer.state.drawn)).tolist() == [3], "it began on ink, so it erases"


def test_drawing_on_a_dream_starts_from_what_is_there(explorer):
    explorer.set(position=30, dream=4)
    there = explorer.view.pictures[4] > 0.5
    pixel = int(np.flatnonzero(~there)[0])
    point(explorer, *middle(picture.cell_box(0, pixel)))
    there[pixel] = True
    assert (explorer.state.start, explorer.at) == (OWN, 0)
    np.testing.assert_array_equal(explorer.view.pictures[4], there)
    press(explorer, " ")
    there[pixel] = False
    assert explorer.state.drawn == number_of(there)


def test_hover_says_the_number_that_is_drawn(explorer):
    explorer.set(position=12, asked=3)
    cells, p = explorer.view.layers[2]
    x, y = middle(picture.cell_box(2, 8))
    told = explorer.on_hover({"axes": "scene", "x": x, "y": y})
    assert f"probability {p[0, 8]:.2f}" in told
    assert f"layer 2: {'on' if cells[0, 8] else 'off'}" in told
    left, top = picture.label_place(2)
    assert "held on" in explorer.on_hover({"axes": "scene", "x": left + 24 * 3.5, "y": top + 5})


def test_the_papers_of_a_view_are_there_before_its_frame(explorer):
    """The page paints a frame at once, and under a dark theme leaves the papers light."""
    seen = []
    explorer.canvas.observe(lambda change: seen.append(len(explorer.canvas.prints)), "frame")
    explorer.go(30)
    explorer.turn(4)
    assert seen == [11, 12]


def test_play_goes_to_the_end():
    async def go():
        explorer = DreamExplorer()
        explorer.play()
        await asyncio.sleep(1)
        assert 3 <= explorer.at < 30
        await asyncio.sleep(12)
        assert (explorer.at, explorer.playing) == (LAST, False)
        assert explorer.panel.fault.value == ""
        explorer.close()

    fake_clock.run(go(), tick=0.0001)


def test_words_have_room_in_every_corner(explorer):
    for depth, start, (_, asked), at in product(DEPTHS, STARTS, ASKED[:3], (0, LAST)):
        explorer.set(depth=depth, start=start, asked=asked, position=at, chosen=(depth, 99))
        assert faults(explorer.picture) == []
        explorer.set(flips=tuple((at, explorer.state.dream, cell) for cell in (0, 98, 99, 97)))
        assert faults(explorer.picture) == []
    explorer.set(chosen=(0, 63), shown=MEANS, start=NOISE)
    assert faults(explorer.picture) == []


def test_the_title_says_where_the_dream_came_from(explorer):
    explorer.set(start=DIGIT, position=5)
    assert f"from an unseen {explorer.view.label}" in words.title(explorer.view)
    explorer.set(position=0, asked=8)
    assert "the label cells are held at 8" in words.title(explorer.view)
    assert replace(explorer.state, asked=NONE) != explorer.state


@pytest.mark.parametrize(
    "changes",
    [
        {"flips": ((3, 0, 7), (5, 2, 9)), "position": 5, "dream": 2},
        {"start": OWN, "drawn": 2**20 - 2**9, "depth": 3, "shown": DRAWS},
        {"start": OWN, "drawn": 2**20 - 2**9, "asked": EACH, "position": 4},
        {"start": DIGIT, "asked": 4, "depth": 1},
    ],
)
def test_the_code_gives_what_was_turned_over_and_drawn(explorer, changes, capsys):
    explorer.set(**changes)
    names: dict = {}
    exec(explorer.code(explorer.view), names)
    for expression, value in explorer.numbers(explorer.view).items():
        np.testing.assert_allclose(eval(expression, names), value, atol=1e-9, err_msg=expression)
    assert capsys.readouterr().out


def test_the_label_cells_stand_beside_the_layer_below_the_top():
    for depth in (2, 3):
        left, top = picture.label_place(depth)
        beside = picture.board_top(depth - 1)
        assert left > picture.LEFT + 20 * picture.CELL
        assert beside <= top < top + 48 <= beside + 5 * picture.CELL
    left, top = picture.label_place(1)
    assert picture.PICTURE[1] <= top < top + 48 <= picture.PICTURE[1] + picture.PICTURE[2]
