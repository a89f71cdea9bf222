"""What is special to the card explorer; the walk over all explorers is in tests/explorers/."""

from itertools import product

import numpy as np
import pytest
from written import faults

from nnlearn.explorers import CardExplorer, Explorer
from nnlearn.lessons.capstone import picture
from nnlearn.lessons.capstone.claims import COMPUTED, OLD, TYPED, revealed
from nnlearn.lessons.capstone.picture import BOX, middle
from nnlearn.lessons.capstone.state import CARDS, CELLS, CLAIMS, HONEST, SHOWN, SIZES, next_state


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = CardExplorer()
    yield made
    made.close()


@pytest.fixture(scope="module")
def stops():
    """Give the view and the text of each stop of the tour."""
    made, found = CardExplorer(), []
    for number in range(len(made.tour)):
        made.panel.tour.go(number)
        found.append((made.view, made.tour[number].text(made.view)))
    made.close()
    return found


def point(explorer, axes, x, y, kind="down"):
    explorer.on_pointer({"type": kind, "axes": axes, "x": x, "y": y})


def press(explorer, *keys):
    for key in keys:
        explorer.panel.answer({"type": "key", "key": key, "shift": False})


# What the tour says.


def says(stop, *parts):
    for part in parts:
        assert part in stop[1]


def test_the_report_slides_off_the_fresh_histogram(stops):
    (one, _), (twenty, _), (more, _) = stops[:3]
    assert (one.gap, twenty.gap > 0.02, 0.004 < more.gap < 0.01) == (pytest.approx(0, abs=1e-9), True, True)
    says(stops[0], "0.436 and 0.436", "3.3 points")
    says(stops[1], "slides to 0.488", "score 0.466", "3.0 points of the gain are real", "2.2 points are luck")
    says(stops[2], "from 2.2 points to 0.7 points", "largest at the lower right")
    assert np.unravel_index(one.gaps.argmax(), one.gaps.shape)[0] == 0
    assert one.gaps.argmax() % 60 > 40


def test_pairs_make_the_interval_of_the_difference_narrower(stops):
    one = stops[3][0].measures
    assert stops[3][0].state.paired
    assert one.paired_half < 0.75 * one.apart_half
    assert one.difference + one.apart_half < 0, "the rival is better either way"
    says(stops[3], "known to ± 0.050, not ± 0.072")


def test_lines_belong_to_the_old_weights_and_one_line_lies(stops):
    view, said = stops[4]
    assert [view.count(how) for how in (OLD, COMPUTED, TYPED)] == [4, 4, 2]
    assert "4 lines turn amber" in said
    assert CELLS[SHOWN[CLAIMS.index(view.state.claim)]].startswith("17 ")
    view, said = stops[5]
    assert (view.count(COMPUTED), view.measures.difference > view.measures.paired_half) == (10, True)
    assert "ahead by 0.132 ± 0.046" in said
    assert revealed(next_state(view.state, reveal=True)).startswith("The rival had one try")


# Pointer and keys.


def test_the_mark_is_dragged_on_the_map(explorer):
    point(explorer, "gap", 33.3, 1.6)
    assert (explorer.state.tries, explorer.state.test_size) == (33, 150)
    point(explorer, "gap", 80, -4, "move")
    assert (explorer.state.tries, explorer.state.test_size) == (60, 50)
    point(explorer, "gap", 10, 3, "up")
    point(explorer, "gap", 10, 3, "move")
    assert (explorer.state.tries, explorer.state.test_size) == (60, 50)


def test_a_line_is_dragged_onto_the_cell_that_shows_it(explorer):
    point(explorer, "card", 100, middle(7))
    assert explorer.state.claim == "worst digit"
    point(explorer, "card", 480, 200, "move")
    assert explorer.state.pulled == (480, 200)
    assert "is being dragged" in explorer.canvas.alt
    point(explorer, "card", BOX[0] + 20, middle(7), "up")
    assert (explorer.state.evidence, explorer.state.pulled) == ("17 digits", ())
    assert "Worst digit: 4" in explorer.canvas.alt
    point(explorer, "card", 100, middle(8))
    point(explorer, "card", 480, 200, "move")
    point(explorer, "card", 480, 200, "up")
    assert (explorer.state.claim, explorer.state.evidence, explorer.state.pulled) == ("attack", "none", ())
    point(explorer, "card", BOX[0] + 20, middle(8))
    assert explorer.state.evidence == "20 attack", "a click on a cell does the same"
    point(explorer, "card", BOX[0] + 20, middle(8), "up")
    before = explorer.state
    for kind in ("move", "up"):  # nothing is held
        point(explorer, "card", BOX[0] + 20, middle(2), kind)
    assert explorer.state == before


def test_a_line_that_leaves_the_picture_is_let_go(explorer):
    point(explorer, "card", 100, middle(7))
    point(explorer, "card", 480, 200, "move")
    explorer.on_leave()
    assert explorer.state.pulled == ()


def test_keys_do_what_the_pointer_does(explorer):
    press(explorer, "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowUp")
    assert (explorer.state.tries, explorer.state.test_size) == (21, 400)
    press(explorer, *["ArrowDown"] * 12, *["ArrowLeft"] * 25)
    assert (explorer.state.tries, explorer.state.test_size) == (1, 50)
    press(explorer, "c", "c", "c", "c", *["e"] * 8)
    assert (explorer.state.claim, explorer.state.evidence) == ("worst digit", "17 digits")
    press(explorer, "w", "p", "s", "k", "r")
    state = explorer.state
    assert (state.retrained, state.paired, state.seeds, state.card, state.reveal) == (True, True, 6, "A", True)
    assert explorer.view.count(OLD) == 6
    press(explorer, "x")
    assert explorer.view.count(OLD) == 0
    explorer.set(card="F", seeds=20)
    press(explorer, "k", "s")
    assert (explorer.state.card, explorer.state.seeds) == (HONEST, 1)


def test_a_click_pairs(explorer):
    point(explorer, "difference", 0, 0)
    assert explorer.state.paired
    point(explorer, "difference", 0, 0, "up")
    point(explorer, "difference", 0, 0)
    assert not explorer.state.paired


def test_hover_says_the_numbers_that_are_drawn(explorer):
    def told(axes, x, y):
        return explorer.on_hover({"axes": axes, "x": x, "y": y})

    one = explorer.view.measures
    assert "typed by hand" in told("card", 100, middle(8))
    assert "cell 14 (test)" in told("card", 100, middle(3))
    assert "no line of the card refers to it" in told("card", BOX[0] + 9, middle(8))
    assert "refers to it for: accuracy" in told("card", BOX[0] + 9, middle(4))
    assert told("card", 480, middle(4)) == ""
    assert "too high by 2.2 points" in told("gap", 20.2, 4.1)
    assert f"network: {one.accuracy:.3f} ± {one.half:.3f}" in told("interval", 0.4, 1)
    assert f"rival: {one.rival:.3f}" in told("interval", 0.4, 0)
    assert f"example by example ± {one.paired_half:.3f}" in told("difference", 0, 0)
    counts = explorer.view.counts
    assert f"reported {counts[0][14]}\nfresh {counts[1][14]}" in told("histogram", 0.49, 0.5)
    explorer.set(seeds=1)
    assert "the spread is not known" in told("interval", 0.4, 1)


def test_histograms_hold_every_replay(explorer):
    for size in SIZES:
        explorer.set(test_size=size)
        for counts, values in zip(explorer.view.counts, explorer.view.replays, strict=True):
            assert counts.sum() == 2000
            middles = picture.BINS[:-1] + picture.WIDE / 2
            assert (counts * middles).sum() / 2000 == pytest.approx(values.mean(), abs=0.011)
    explorer.set(test_size=50)  # every accuracy lies on an edge, and belongs to the bar on its right
    right = np.round(50 * explorer.view.replays[0]).astype(int)
    assert explorer.view.counts[0][14] == (right == 24).sum() > 0


def test_words_have_room_in_every_kind_of_state(explorer):
    for card, reveal, later in product(CARDS, (False, True), (False, True)):
        explorer.set(card=card, reveal=reveal, retrained=later, paired=reveal, test_size=50, tries=60, seeds=20)
        assert faults(explorer.picture) == []
    explorer.canvas.ratio = 1.5
    for size, tries, seeds, card in product((50, 2000), (1, 60), (1, 20), (HONEST, "C")):
        explorer.set(card=card, retrained=True, test_size=size, tries=tries, seeds=seeds)
        assert faults(explorer.picture, 1.5) == []
    explorer.reset()
    for claim, cell in product(CLAIMS, ("none", "4 seal")):
        explorer.set(claim=claim)
        explorer.set(evidence=cell)
        assert faults(explorer.picture, 1.5) == []


@pytest.mark.parametrize(
    "start",
    [{"test_size": 310}, {"tries": 61}, {"seeds": 0}, {"card": "G"}, {"claim": "speed"}, {"evidence": "5 none"}],
)
def test_a_start_that_its_control_does_not_allow_is_refused(start):
    with pytest.raises(ValueError, match=f"CardExplorer cannot start with {next(iter(start))}="):
        CardExplorer(**start)


def test_a_start_may_put_its_line_on_a_cell():
    explorer = CardExplorer(claim="attack", evidence="20 attack")
    assert "Changed by 0.1: chosen 0.237" in repr(explorer)
    explorer.close()
