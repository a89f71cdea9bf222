"""What is special to the attack explorer; the walk over all explorers is in tests/explorers/."""

from itertools import product
from statistics import mean

import numpy as np
import pytest
from written import faults

import nnlearn.numpy as nn
from nnlearn.attacks import fgsm, tossed
from nnlearn.explorers import AttackExplorer, Explorer
from nnlearn.lessons.adversarial_robustness import picture, words
from nnlearn.lessons.adversarial_robustness.readers import (
    CNN,
    HELD,
    INK,
    LINEAR,
    MEASURED,
    MLP,
    NOTHING,
    READERS,
    RECORD,
    SIZES,
    THREE_QUARTERS,
    TRAINED,
    curve,
    free_pixels,
    held_out,
    measured,
    network,
    reader,
)
from nnlearn.lessons.adversarial_robustness.record_readers import measures, share, trained
from nnlearn.lessons.adversarial_robustness.slopes import cross_entropy
from nnlearn.lessons.adversarial_robustness.state import (
    DIGITS,
    FOUR,
    OWN,
    State,
    View,
    fixed_pixel,
    free_of,
    plane,
    probabilities,
    toss,
    unseen,
)

BLANK = "\N{NO-BREAK SPACE}"


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = AttackExplorer()
    yield made
    made.close()


@pytest.fixture(scope="module")
def stops():
    """Give the view and the text of each stop of the tour."""
    made, found = AttackExplorer(), []
    for number in range(len(made.tour)):
        made.panel.tour.go(number)
        found.append((made.view, made.tour[number].text(made.view).replace(BLANK, " ")))
    made.close()
    return found


def point(explorer, axes, x, y, kind="down"):
    explorer.on_pointer({"type": kind, "axes": axes, "x": x, "y": y})


def middle(box):
    left, top, width, height = box
    return left + width / 2, top + height / 2


def press(explorer, *keys):
    for key in keys:
        explorer.panel.answer({"type": "key", "key": key, "shift": False})


# The readers, and what is stored of them.


def test_what_is_stored_is_small_and_known():
    assert RECORD.stat().st_size + MEASURED.stat().st_size < 100_000
    assert all(sum(one.data.size for one in network(name).parameters()) < 10_000 for name in READERS)
    with pytest.raises(
        ValueError, match=r"reader expected name to be one of .*, got 'SVM': no other reader was stored"
    ):
        reader("SVM")


@pytest.mark.parametrize("name", READERS)
def test_the_stored_curves_are_those_of_the_stored_readers(name):
    net, (x, y) = reader(name).double(), held_out()
    x = x.astype(float)
    for k in (0, 3, 10, 30):
        size, rng = SIZES[k], np.random.default_rng(0)
        assert curve(name)["chosen"][k] == pytest.approx(share(net, fgsm(cross_entropy(net), x, y, size), y), abs=0.005)
        assert curve(name)["tossed"][k] == pytest.approx(share(net, tossed(x, size, rng=rng), y), abs=0.005)
    assert curve(name)["chosen"][0] == curve(name)["tossed"][0]


def test_a_reader_trained_again_measures_as_recorded():
    found = measures(MLP, trained(MLP, 3), 3)
    for what in ("unchanged", "chosen 0.2", "tossed 0.2", "many steps 0.1", "chosen border", f"chosen 0.2, {INK}"):
        assert found[what] == pytest.approx(measured(MLP, what)[3], abs=0.03)


def test_signs_that_are_chosen_cost_more_than_tossed_ones_in_every_reader_and_seed():
    for name in READERS:
        for fgsm_share, noise in zip(measured(name, "chosen 0.2"), measured(name, "tossed 0.2"), strict=True):
            assert fgsm_share < noise - 0.3
        for near, far in zip(measured(name, "chosen border"), measured(name, "tossed border"), strict=True):
            assert 2 * near < far
    assert max(measured(LINEAR, "chosen 0.2") + measured(MLP, "chosen 0.2") + measured(CNN, "chosen 0.2")) < 0.07
    assert min(measured(TRAINED, "chosen border")) > 1.8 * max(measured(MLP, "chosen border"))


def test_borders_without_limits_have_the_ratio_that_the_derivation_promises():
    ratios = [mean(measured(name, "straight tossed border")) / mean(measured(name, "straight chosen border"))
              for name in (LINEAR, MLP, CNN)]  # fmt: skip
    assert np.allclose(ratios, (2 * 64 / np.pi) ** 0.5, rtol=0.25)
    within = mean(measured(MLP, "tossed border")) / mean(measured(MLP, "chosen border"))
    assert within == pytest.approx(4.3, abs=0.1)


# State and view.


@pytest.mark.parametrize("name", READERS)
def test_a_view_is_what_the_attacks_of_the_library_give(name):
    net, (x, y) = reader(name).double(), held_out()
    one, label = x[31:32].astype(float), y[31:32]
    for held in HELD:
        free = free_pixels(held, one)
        attacked = fgsm(cross_entropy(net), one, label, 0.14 * free)
        view = View(State(chosen=0.14, tossed=0.0, reader=name, digit=31, held=held))
        np.testing.assert_allclose(view.changed, attacked[0, 0], atol=1e-12)
        noisy = tossed(one, 0.3 * free, rng=np.random.default_rng(4))
        view = View(State(chosen=0.0, tossed=0.3, reader=name, digit=31, held=held, seed=4))
        np.testing.assert_allclose(view.changed, noisy[0, 0], atol=1e-12)
        np.testing.assert_allclose(view.p, nn.softmax(nn.predict(net, noisy), dim=1)[0], atol=1e-12)


def test_every_place_of_the_map_is_the_picture_there_read_again():
    for chosen, tosses in ((0.0, 0.6), (0.12, 0.34), (0.6, 0.02)):
        view = View(State(chosen=chosen, tossed=tosses, digit=7, held=INK, seed=3))
        np.testing.assert_allclose(view.p, probabilities(MLP, view.changed), atol=1e-12)
        assert view.changed.min() >= 0
        assert view.changed.max() <= 1
        assert np.abs(view.change).max() <= chosen + tosses + 1e-12
        assert not view.change[view.x > 0].any()


def test_chosen_signs_raise_the_loss_as_no_other_signs_do():
    """A small step along them raises the loss of a linear reader more than 200 tosses; the opposite lowers it most."""
    x, y = unseen()
    view = View(State(reader=LINEAR, digit=12))
    tosses = np.stack([view.signs, *(toss(seed) for seed in range(200)), -view.signs])
    p = probabilities(LINEAR, x[12] + 1e-4 * tosses)[:, y[12]]
    assert p.argmin() == 0
    assert p.argmax() == 201


def test_a_border_is_the_first_size_with_a_wrong_answer():
    view = View(State())
    wrong = [size for size, read in zip(SIZES, view.answers[0], strict=True) if read != view.label]
    assert view.border("chosen") == wrong[0]
    assert View(State(held=OWN, drawn=(1 << 64) - 1)).border("chosen") is None


def test_a_pixel_is_fixed_on_top_of_what_was_fixed():
    state = State(held=THREE_QUARTERS)
    new = State(**fixed_pixel(state, 9, True))
    assert int((free_of(state) - free_of(new)).sum()) == 1
    assert free_of(new).flat[9] == 0 < free_of(state).flat[9]
    assert fixed_pixel(new, 9, False)["drawn"] == fixed_pixel(state, 0, True)["drawn"]


# What the tour says.


def says(stop, *parts):
    for part in parts:
        assert part in stop[1]


def test_the_first_three_stops_are_a_digit_a_toss_and_a_choice_of_equal_size(stops):
    (clean, _), (noisy, _), (attacked, _) = stops[:3]
    assert [one.read for one in (clean, noisy, attacked)] == [4, 4, 7]
    assert min(one.p.max() for one in (clean, noisy, attacked)) > 0.995
    assert np.abs(noisy.change).max() == pytest.approx(np.abs(attacked.change).max()) == pytest.approx(0.2)
    says(stops[0], "97 ± 1 %", "p > 0.99")
    says(stops[1], "90 ± 3 %", "a 4, p > 0.99")
    says(stops[2], "1.3 ± 0.4 %", "a 7, p > 0.99")


def test_the_map_has_its_border_near_on_the_right_and_far_above(stops):
    view, _ = stops[3]
    says(stops[3], "at 0.12", "at 0.54", "medians are 0.10 and 0.44")
    assert view.read == 4
    assert unseen()[1][FOUR] == 4
    near = np.array([View(State(digit=digit)).border("chosen") for digit in range(0, DIGITS, 9)], float)
    assert 0.06 <= np.median(near) <= 0.12


def test_with_the_ink_fixed_the_paper_suffices_but_more_is_needed(stops):
    view, _ = stops[4]
    assert (view.read, view.border("chosen")) == (7, 0.26)
    assert not view.change[view.x > 0].any()
    says(stops[4], "at 0.26", "66 ± 5 %", "82 ± 2 %")
    further = View(State(held=THREE_QUARTERS)).border("chosen")
    assert further is None or further > 0.26


def test_no_depth_is_needed_and_training_moves_the_border(stops):
    assert stops[5][0].read == 7
    says(stops[5], "at 0.10", "2.9 ± 0.8 %", "4.6 ± 0.9 %")
    view, _ = stops[6]
    assert (view.read, view.border("chosen")) == (4, 0.24)
    says(stops[6], "at 0.24", "54 ± 3 % at 0.2 and 13 ± 2 % at 0.3")


# Pointer and keys.


def test_the_mark_is_dragged_on_the_map(explorer):
    point(explorer, "map", 0.101, 0.389)
    assert (explorer.state.chosen, explorer.state.tossed) == (0.1, 0.38)
    point(explorer, "map", 0.9, -0.4, "move")
    assert (explorer.state.chosen, explorer.state.tossed) == (0.6, 0.0)
    point(explorer, "map", 0.3, 0.3, "up")
    point(explorer, "map", 0.3, 0.3, "move")
    assert (explorer.state.chosen, explorer.state.tossed) == (0.6, 0.0)


def test_a_size_is_dragged_along_the_curve_that_is_nearer(explorer):
    point(explorer, "curve", 0.3, 0.7)
    assert (explorer.state.chosen, explorer.state.tossed) == (0.0, 0.3)
    point(explorer, "curve", 0.4, 0.0, "move")  # the same curve, wherever the pointer goes
    assert (explorer.state.chosen, explorer.state.tossed) == (0.0, 0.4)
    point(explorer, "curve", 0.4, 0.0, "up")
    point(explorer, "curve", 0.12, 0.1)
    assert (explorer.state.chosen, explorer.state.tossed) == (0.12, 0.4)


def test_a_stroke_fixes_pixels_and_a_stroke_that_begins_on_a_fixed_one_frees_them(explorer):
    for pixel, kind in ((10, "down"), (11, "move"), (12, "move"), (12, "up"), (13, "move")):
        point(explorer, "scene", *middle(picture.pixel_box(2, pixel)), kind)
    assert (explorer.state.held, explorer.state.drawn) == (OWN, 0b111 << 10)
    assert not explorer.view.change.flat[[10, 11, 12]].any()
    assert "3 pixels may not change" in explorer.canvas.alt
    for pixel, kind in ((11, "down"), (12, "move"), (20, "move"), (20, "up")):
        point(explorer, "scene", *middle(picture.pixel_box(0, pixel)), kind)
    assert explorer.state.drawn == 1 << 10


def test_a_drag_on_one_axes_does_nothing_on_another(explorer):
    point(explorer, "map", 0.1, 0.1)
    before = explorer.state
    point(explorer, "curve", 0.5, 0.5, "move")
    point(explorer, "scene", *middle(picture.pixel_box(0, 9)), "move")
    point(explorer, "scene", 1, 1)
    point(explorer, "scene", *middle((*picture.BARS[:2], 10, 10)))
    assert explorer.state == before


def test_keys_do_what_the_pointer_does(explorer):
    press(explorer, "ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowDown")
    assert (explorer.state.chosen, explorer.state.tossed) == (0.02, 0.18)
    press(explorer, "d", "r", "t", "f")
    state = explorer.state
    assert (state.digit, state.reader, state.seed, state.held) == (FOUR + 1, CNN, 1, INK)
    press(explorer, "f", "f")
    assert explorer.state.held == NOTHING
    press(explorer, *["ArrowLeft"] * 5)
    assert explorer.state.chosen == 0.0
    explorer.set(held=OWN, digit=DIGITS - 1)
    press(explorer, "f", "d")
    assert (explorer.state.held, explorer.state.digit) == (NOTHING, 0)


def test_hover_says_the_numbers_that_are_drawn(explorer):
    explorer.set(tossed=0.2, chosen=0.0)
    view = explorer.view
    x, y = middle(picture.pixel_box(1, 18))
    told = explorer.on_hover({"axes": "scene", "x": x, "y": y})
    assert f"row 3, column 3: ink {view.x[2, 2]:.2f}, now {view.changed[2, 2]:.2f}" in told
    assert explorer.lit({"axes": "scene", "x": x, "y": y}) == [list(picture.pixel_box(k, 18)) for k in range(3)]
    assert explorer.lit({"axes": "map", "x": 0.2, "y": 0.2}) == []
    assert "read as a 7 (p > 0.99)" in explorer.on_hover({"axes": "map", "x": 0.2, "y": 0.0})
    left, top, width, _ = picture.BARS
    assert "the right answer: p > 0.99" in explorer.on_hover({"axes": "scene", "x": left + 4.5 * width, "y": top + 5})
    told = explorer.on_hover({"axes": "curve", "x": 0.2, "y": 0.5})
    assert f"chosen signs: {100 * view.curve['chosen'][10]:.1f} % read" in told


def test_words_have_room_in_every_kind_of_state(explorer):
    misread = next(k for k in range(DIGITS) if View(State(digit=k, reader=CNN)).before.argmax() != unseen()[1][k])
    for digit, name, held in product((0, 8, misread), READERS, (NOTHING, THREE_QUARTERS)):
        explorer.set(digit=digit, reader=name, held=held, chosen=0.6, tossed=0.6, seed=digit % 10)
        assert faults(explorer.picture) == []
    explorer.set(digit=misread, reader=CNN, held=NOTHING)
    assert "It is misread before anything is changed" in explorer.canvas.alt
    assert explorer.view.border("chosen") == 0.0


def test_answers_on_the_map_are_written_where_they_are_given():
    for digit in range(0, DIGITS, 60):
        view = View(State(digit=digit, reader=TRAINED))
        for answer, place in words.regions(view):
            assert view.answers[place] == answer
            cells = np.argwhere(view.answers == answer)
            away = np.linalg.norm(cells - cells.mean(axis=0), axis=1)
            assert away[(cells == place).all(axis=1)] == pytest.approx(away.min())


def test_a_digit_in_another_place_is_read_once():
    """Moving the mark reads nothing again: the map has all answers."""
    plane.cache_clear()
    for tosses in SIZES[:5]:
        View(State(tossed=tosses)).p  # noqa: B018
    assert plane.cache_info().misses == 1
