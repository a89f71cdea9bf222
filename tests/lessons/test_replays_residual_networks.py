"""What the explorer of lesson 17 replays is what its networks do, and the record says what the lesson says."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.explorers.listing import run_listing
from nnlearn.lessons.residual_networks.depth import WIDTH, build, signals, train
from nnlearn.lessons.residual_networks.lesions import lines, run_blocks
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
    unpack,
)
from nnlearn.lessons.residual_networks.state import State, blocks_of, view_of

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
def test_a_stored_network_computes_nearly_what_its_layers_do(kind):
    """Packed and unpacked, with batch normalisation that has seen signals."""
    x, _ = learned()
    net = build(kind, 4, 3)
    net.train()(x)
    scores = nn.predict(net, x)
    parts = pack(net)
    assert np.abs(parts["whole"]).max() == 31
    stored = unpack(parts["whole"], parts["parts"], 1 if kind.startswith("plain") else 2)
    assert [layer.W.shape for block in stored.blocks for layer in block] == [(WIDTH, WIDTH)] * 4
    given = {"np": np, "learned": learned, "trained": lambda *_: stored}
    rounded = run_listing(lines(kind, 4, tuple(range(len(stored.blocks)))), "scores", **given)
    assert np.sqrt(((rounded - scores) ** 2).mean()) < 0.1 * scores.std()


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
