"""What is special to the explorer of lesson 17; the walk over all explorers is in tests/explorers/."""

import numpy as np
import pytest
from written import faults

import nnlearn.numpy as nn
from nnlearn.explorers import DepthExplorer, Explorer
from nnlearn.explorers.recorded import END
from nnlearn.lessons.residual_networks import words
from nnlearn.lessons.residual_networks.column import THICK, place_at, rows
from nnlearn.lessons.residual_networks.depth import WIDTH, build, signals, train
from nnlearn.lessons.residual_networks.lesions import run_blocks
from nnlearn.lessons.residual_networks.record_networks import Looks, measured
from nnlearn.lessons.residual_networks.replays import (
    DEPTHS,
    KINDS,
    MOMENTS,
    RATES,
    RECORD,
    STORED,
    learned,
    pack,
    recorded_runs,
    trained,
)
from nnlearn.lessons.residual_networks.state import State, blocks_of, settled, view_of

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


# The record.


def test_the_record_is_small_and_of_every_kind():
    assert RECORD.stat().st_size < 700_000
    for kind in KINDS:
        for depth in DEPTHS:
            run = recorded_runs(kind, depth)
            assert run.training.shape == run.unseen.shape == (5, len(MOMENTS))
            assert run.spread.shape == run.gradient.shape == (len(MOMENTS), depth)
            assert run.rate in RATES
            means = run.both[:, :, 0].mean(axis=1)
            assert run.rate == pytest.approx(RATES[means.argmax()])
            assert run.training[:, -1] == pytest.approx(run.both[means.argmax(), :, 0])


@pytest.mark.parametrize("kind", KINDS)
def test_the_record_begins_as_the_networks_do(kind):
    x, y, *_ = signals()
    net, run = build(kind, 10, 0), recorded_runs(kind, 10)
    right = (nn.predict(net, x).argmax(axis=1) == y).mean()
    assert right == pytest.approx(run.training[0, 0], abs=0.002)
    stem, spread, gradient = measured(net)
    assert stem == pytest.approx(run.stem[0], rel=0.01)
    assert spread == pytest.approx(run.spread[0], rel=0.01)
    assert gradient == pytest.approx(run.gradient[0], rel=0.01)


def test_a_shallow_training_is_that_of_the_record():
    run = recorded_runs("plain", 2)
    net = build("plain", 2, 0)
    looks = Looks(net, measures=False)
    train(net, run.rate, epochs=1, callbacks=[looks])
    assert np.array(looks.training) / 2000 == pytest.approx(run.training[0, : len(looks.training)], abs=0.03)
    assert len(looks.training) == MOMENTS.index(32) + 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_stored_network_computes_what_its_layers_do(kind):
    """Packed and unpacked, an untrained network gives nearly its own scores, with its batch normalisation."""
    x, _ = learned()
    net = build(kind, 2, 3)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm1d):
            net.train()
            net(x)
            break
    parts = pack(net)
    assert parts["whole"].size == sum(m.weight.data.size for m in net.modules() if isinstance(m, nn.Linear))
    assert np.abs(parts["whole"]).max() <= 31
    stored = trained(kind, 2)
    assert [layer.W.shape for block in stored.blocks for layer in block] == [(WIDTH, WIDTH)] * 2
    assert stored.head.W.shape == (10, WIDTH)


@pytest.mark.parametrize("kind", KINDS)
def test_rounded_weights_read_as_many_signals_as_the_trained_ones(kind):
    for depth in STORED:
        blocks = tuple(range(blocks_of(State(kind=kind, depth=depth))))
        assert run_blocks(kind, depth, blocks).accuracy == pytest.approx(
            recorded_runs(kind, depth).training[0, -1], abs=0.05
        )


def test_what_was_not_stored_is_refused_by_name():
    with pytest.raises(ValueError, match=r"trained expected .* a depth of \(2, 10, 20\), got 'plain' and 40"):
        trained("plain", 40)
    with pytest.raises(ValueError, match=r"recorded_runs expected a kind of .*got 'identity' and 10"):
        recorded_runs("identity", 10)


# What the lesson says.


def test_deeper_plain_networks_read_less_of_what_they_train_on_and_zero_starts_do_not():
    ends = {kind: [recorded_runs(kind, depth).training[:, -1].mean() for depth in DEPTHS] for kind in KINDS}
    assert (np.diff(ends["plain"]) < -0.05).all()
    assert ends["x + F, zero"][-1] > ends["plain"][-1] + 0.3
    assert ends["plain + BN"][-1] < 0.2


def test_the_gradient_of_the_plain_start_has_not_vanished_and_the_signal_of_the_bare_skip_grows():
    plain = view_of(State(kind="plain", depth=40, position=0))
    assert 0.1 < plain.ratios[0] < 10
    bare = view_of(State(kind="x + F", depth=40, position=0))
    assert bare.spreads[-1] > 200 * bare.stem
    assert 1.2 < (bare.spreads[-1] / bare.stem) ** (1 / 20) < 1.7  # about the square root of 2 a block


def test_a_branch_that_starts_at_zero_leaves_everything_to_the_skip():
    view = view_of(State(kind="x + F, zero", depth=40, position=0))
    assert (view.shares == 1).all()
    assert view.spreads == pytest.approx(view.stem)
    assert (view.gradients[::2] == 0).all()  # the first layer of each branch
    assert (view.gradients[1::2] > 0).all()


def test_a_block_more_or_less_matters_in_a_plain_network_only():
    def lost(kind, depth):
        every = tuple(range(blocks_of(State(kind=kind, depth=depth))))
        whole = run_blocks(kind, depth, every).accuracy
        return np.median([whole - run_blocks(kind, depth, every[:k] + every[k + 1 :]).accuracy for k in every])

    assert lost("x + F, zero", 20) < 0.1 < 0.25 < lost("plain", 20)


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
