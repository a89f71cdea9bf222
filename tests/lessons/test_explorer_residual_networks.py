"""What is special to the explorer of lesson 17; the walk over all explorers is in tests/explorers/."""

import numpy as np
import pytest
from written import faults

from nnlearn.explorers import DepthExplorer, Explorer
from nnlearn.explorers.recorded import END
from nnlearn.lessons.residual_networks import words
from nnlearn.lessons.residual_networks.column import THICK, place_at, rows
from nnlearn.lessons.residual_networks.lesions import run_blocks
from nnlearn.lessons.residual_networks.replays import DEPTHS, KINDS, MOMENTS, STORED
from nnlearn.lessons.residual_networks.state import State, settled, view_of

LAST = len(MOMENTS) - 1


@pytest.fixture
def explorer(monkeypatch):
    def fail(self, fault):
        raise fault

    monkeypatch.setattr(Explorer, "_report", fail)
    made = DepthExplorer(kind="x + F, zero")
    yield made
    made.close()


def event(kind, axes, x, y):
    return {"type": kind, "axes": axes, "x": x, "y": y}


def on_block(explorer, place, kind="down"):
    """Return an event in the middle of the block at a place."""
    layers = 2 if explorer.view.residual else 1
    return event(kind, "network", 60, rows(explorer.state.depth) * (1 + layers * (place + 0.5)))


def drag(explorer, first, second):
    explorer.on_pointer(on_block(explorer, first))
    explorer.on_pointer(on_block(explorer, second, "move"))
    explorer.on_pointer(on_block(explorer, second, "up"))


# Hands.


def test_a_click_takes_a_block_out_and_puts_it_back(explorer):
    whole = explorer.view.live.accuracy
    drag(explorer, 3, 3)
    assert (explorer.state.off, explorer.state.chosen) == ((3,), 3)
    assert explorer.view.live.accuracy != whole
    assert np.isnan(explorer.view.spreads[3])
    assert "Without block 4" in repr(explorer)
    drag(explorer, 3, 3)
    assert explorer.state.off == ()
    assert explorer.view.live.accuracy == whole


def test_a_block_dragged_onto_another_changes_places_with_it(explorer):
    drag(explorer, 2, 3)
    assert explorer.view.order[:5] == (0, 1, 3, 2, 4)
    assert explorer.state.chosen == 2
    assert explorer.view.live == run_blocks("x + F, zero", 20, explorer.view.order)
    drag(explorer, 2, 3)
    assert explorer.state.order == ()
    assert not explorer.view.changed


def test_what_is_not_a_block_is_neither_taken_out_nor_swapped(explorer):
    for y in (1, rows(20) * 21.5, 365):
        explorer.on_pointer(event("down", "network", 60, y))
        explorer.on_pointer(event("up", "network", 60, y))
    explorer.on_pointer(on_block(explorer, 2))
    explorer.on_pointer(event("up", "slice", 0, 0))
    assert (explorer.state.off, explorer.state.order) == ((), ())


def test_keys_do_what_the_pointer_does(explorer):
    for key in ("ArrowDown", "ArrowDown", "x", "ArrowUp", "s"):
        explorer.on_key(key)
    assert (explorer.state.off, explorer.view.order[:4], explorer.state.chosen) == ((2,), (0, 2, 1, 3), 1)
    explorer.on_key("r")
    assert (explorer.state.off, explorer.state.order) == ((), ())
    explorer.on_key("ArrowLeft")
    assert explorer.view.step == MOMENTS[LAST - 1]
    explorer.on_key("x")  # leads to the end
    assert explorer.view.step == MOMENTS[LAST]
    assert explorer.state.off == (1,)
    explorer.on_key("ArrowLeft")  # and away from it all blocks are back
    assert explorer.state.off == ()
    explorer.set(chosen=9, position=END)
    explorer.on_key("s")  # the last has no next
    assert explorer.state.order == ()


def test_forty_layers_are_not_taken_apart(explorer):
    explorer.set(depth=40)
    drag(explorer, 3, 3)
    drag(explorer, 3, 4)
    assert (explorer.state.off, explorer.state.order, explorer.view.live) == ((), (), None)
    assert "20 layers or fewer" in repr(explorer)


def test_another_network_has_all_its_blocks():
    state = settled(State(kind="x + F", depth=20), off=(1, 7), chosen=9)
    assert settled(state, kind="plain").off == settled(state, depth=10).off == ()
    assert settled(state, depth=10).chosen == 4
    assert settled(state, kind="plain", off=(19,)).off == (19,)


def test_the_moment_is_dragged_along_the_curves(explorer):
    explorer.on_pointer(event("down", "curves", 0, 0.5))
    assert explorer.view.step == 0
    explorer.on_pointer(event("move", "curves", 131, 0.5))
    assert explorer.view.step == 128
    explorer.on_pointer(event("up", "curves", 131, 0.5))
    explorer.on_pointer(event("move", "curves", 400, 0.5))
    assert explorer.view.step == 128


def test_the_pointer_is_told_what_lies_under_it(explorer):
    view = explorer.view
    assert explorer.on_hover(on_block(explorer, 4, "hover")).startswith("block 5 of 10, layers 9 and 10\nspread: ")
    assert explorer.on_hover(event("hover", "network", 60, 2)).startswith("the first layer")
    assert explorer.on_hover(event("hover", "network", 60, rows(20) * 21.5)).startswith("the last layer")
    assert explorer.on_hover(event("hover", "curves", 480, 0.5)).startswith("training signals read after 480 steps")
    middle = words.significant(view.run.losses[10, 10])
    assert explorer.on_hover(event("hover", "slice", 0, 0)).endswith(f"loss {middle}; in the middle {middle}")
    corner = words.significant(view.run.losses[20, 0])
    assert f"weights + −1.0 d₁ + 1.0 d₂:\nloss {corner};" in explorer.on_hover(event("hover", "slice", -1, 1))
    explorer.set(off=(4,))
    assert "taken out\nclick to put it back" in explorer.on_hover(on_block(explorer, 4, "hover"))


def test_its_code_takes_out_and_swaps_what_is_on_the_screen(explorer, capsys):
    for kind, order, off in (
        ("x + F + BN", (1, 0, *range(2, 10)), (4,)),
        ("plain", (), (0, 7)),
        ("x + F", (), tuple(range(10))),
    ):
        explorer.show(settled(State(kind=kind, depth=20), order=order, off=off))
        names = {}
        exec(explorer.code(explorer.view), names)
        for expression, value in explorer.numbers(explorer.view).items():
            assert np.allclose(eval(expression, names), value), expression
        left = [block for block in explorer.view.order if block not in off]
        assert len(names["spreads"]) == len(left) + 1


# The picture.


def test_every_place_of_the_column_is_found_again():
    for kind in KINDS:
        for depth in DEPTHS:
            view = view_of(State(kind=kind, depth=depth))
            layers = 2 if view.residual else 1
            middles = rows(depth) * (1 + layers * (np.arange(len(view.order)) + 0.5))
            assert [place_at(view, y) for y in middles] == list(range(len(view.order)))
            assert place_at(view, 1) == -1
            assert place_at(view, rows(depth) * (depth + 1.5)) == len(view.order)
            assert place_at(view, rows(depth) * (depth + 2) + 1) is None


def test_a_skip_is_as_thick_as_its_share(explorer):
    explorer.set(position=0)
    assert explorer.scene.column.lines.get_linewidths()[0] == pytest.approx(THICK)
    explorer.set(kind="x + F", depth=10)
    share, wide = explorer.view.shares[0], explorer.scene.column.lines.get_linewidths()
    assert wide[0] == pytest.approx(THICK * share)
    assert wide[1] == pytest.approx(THICK * (1 - share))
    assert 0.3 < share < 0.7


def test_whatever_is_taken_out_the_texts_have_room(explorer):
    for kind in KINDS:
        for depth in STORED:
            for off in ((), (0,), (0, 1), tuple(range(min(5, depth // 2)))):
                explorer.show(settled(State(kind=kind, depth=depth), off=off))
                assert faults(explorer.picture) == []
    explorer.show(settled(State(kind="plain", depth=20), off=tuple(range(20))))
    assert faults(explorer.picture) == []
    assert "Without 20 of 20 layers" in repr(explorer)


# The tour.


def test_the_tour_says_what_is_true(explorer):
    tour, views = explorer.panel.tour, []
    for stop in range(7):
        tour.go(stop)
        views.append(explorer.view)
        assert faults(explorer.picture) == []
        assert tour.sentence.value
    ends = [view.run.training[:, -1].mean() for view in views]
    assert ends[0] > ends[1] + 0.3
    assert ends[2] < ends[1] + 0.05  # the skip alone does not help
    assert ends[4] > ends[1] + 0.3
    assert abs(views[4].run.unseen[:, -1].mean() - views[4].runs[2].unseen[:, -1].mean()) < 0.05
    assert views[5].live.accuracy > views[5].whole.accuracy - 0.1
