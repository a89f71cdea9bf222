"""What lesson 17 says in words: the record is whole, comes from the script, and bears the text out."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.gradcheck import gradcheck
from nnlearn.lessons.residual_networks import (
    KINDS,
    accuracies,
    better,
    build,
    digits,
    inside,
    likeness,
    record,
    recorded,
    replays,
    signals,
    sizes,
    table,
    train,
)

DEPTHS = (2, 10, 20, 40)
X, Y, X_TEST, Y_TEST = signals()
SOME = X[:256], Y[:256]


def training(kind, depth):
    """Return the training accuracy of the five starts, at the better rate."""
    return accuracies(kind, depth)[:, 0]


# The record.


@pytest.mark.parametrize("part", record.PARTS)
def test_the_record_holds_five_seeds_of_everything_and_both_rates(part):
    rows = recorded(part)
    settings = {tuple((name, row[name]) for name in ("kind", "depth", "rate") if name in row) for row in rows}
    for setting in settings:
        assert [row["seed"] for row in recorded(part, **dict(setting))] == list(record.SEEDS)
    if "rate" in rows[0]:
        rivals = {(row["kind"], row["depth"]) for row in rows}
        assert len(settings) == len(rivals) * len(record.RATES), "every rival had both learning rates"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_was_trained_at_both_rates_and_the_better_one_is_shown(kind):
    for depth in record.STARTS.get(kind, DEPTHS):
        if kind in replays.KINDS:
            both = replays.recorded_runs(kind, depth).both[:, :, 0]
        else:
            rows = recorded("starts", kind=kind, depth=depth)
            both = np.array([[row["training"] for row in rows if row["rate"] == rate] for rate in record.RATES])
        assert both.shape == (2, 5)
        assert training(kind, depth).mean() == pytest.approx(both.mean(axis=1).max(), abs=1e-3)


def test_the_networks_taken_apart_had_the_better_rate():
    for kind in record.TAKEN_APART:
        for depth in (10, 20):
            rate = replays.recorded_runs(kind, depth).rate
            assert record.better_rate(kind, depth) == pytest.approx(rate)
            wholes = [row["whole"] for row in recorded("lesions", kind=kind, depth=depth)]
            assert np.mean(wholes) == pytest.approx(training(kind, depth).mean(), abs=0.002)
    for kind in record.CUT:
        found = [row["training"] for row in recorded("valleys", kind=kind)]
        assert np.mean(found) == pytest.approx(training(kind, 20).mean(), abs=0.002)


@pytest.mark.parametrize(
    ("kind", "depth"), [("plain, default start", 20), ("plain, identity", 2), ("x + F, scaled", 2)]
)
def test_the_script_makes_a_row_of_the_record(kind, depth):
    row = recorded("starts", kind=kind, depth=depth, seed=1)[0]
    _, found = record.trained(kind, depth, row["rate"], 1)
    assert found["training"] == pytest.approx(row["training"], abs=0.03)
    assert found["test"] == pytest.approx(row["test"], abs=0.03)


def test_better_takes_the_rate_whose_starts_read_more_and_leaves_the_test_aside():
    rows = [{"rate": r, "training": a, "test": 1 - a} for r, a in ((1e-3, 0.6), (1e-3, 0.8), (3e-3, 0.75), (3e-3, 0.7))]
    assert [row["training"] for row in better(rows)] == [0.75, 0.7]
    assert table("kind", {"a": {"plain": [0.5, 0.7]}, "b": {"x + F": [1.0, 1.0]}}).splitlines()[1:] == [
        "plain    0.60 +- 0.14",
        "x + F                    1.00 +- 0.00",
    ]


# The networks.


def test_kinds_of_one_depth_have_as_many_weights_and_scaled_blocks_their_scale():
    for depth in (2, 10):
        counts = {sum(p.numel() for p in build(kind, depth).parameters() if p.data.ndim == 2) for kind in KINDS}
        assert len(counts) == 1
    assert {block.scale for block in build("x + F, scaled", 18) if isinstance(block, nn.Residual)} == {1 / 3}
    with pytest.raises(ValueError, match="even"):
        build("x + F", 3)
    with pytest.raises(ValueError, match="kind"):
        build("residual", 2)


@pytest.mark.parametrize("kind", ["plain", "plain + BN", "x + F, zero", "x + F + BN"])
def test_one_part_is_left_out_or_swapped_and_the_network_stays_as_it_was(kind):
    net = build(kind, 6)
    before, count = nn.predict(net, X[:20]), len(inside.parts(net))
    assert count == (6 if kind.startswith("plain") else 3)
    for k in range(count):
        left = inside.parts(inside.without(net, k))
        assert left == inside.parts(net)[:k] + inside.parts(net)[k + 1 :]
    for k in range(count - 1):
        order = inside.parts(inside.swapped(net, k))
        assert (order[k], order[k + 1]) == (inside.parts(net)[k + 1], inside.parts(net)[k])
    np.testing.assert_array_equal(nn.predict(net, X[:20]), before)


def test_the_convolutional_network_is_the_librarys():
    nn.manual_seed(0)
    ours, theirs = digits.build("x + F + BN", 20), nn.ResNet(3, 8)
    theirs.load_state_dict(ours.state_dict())
    x = digits.digits()[0][:5]
    np.testing.assert_allclose(nn.predict(ours, x), nn.predict(theirs, x), rtol=1e-5, atol=1e-5)
    counts = [
        sum(isinstance(m, nn.Conv2d | nn.Linear) for m in digits.build("plain + BN", n).modules()) for n in (4, 20)
    ]
    assert counts == [4, 20]


# What you saw; it is not too weak.


def test_the_plain_network_reads_less_of_its_training_signals_the_deeper_it_is():
    means = [training("plain", depth).mean() for depth in DEPTHS]
    assert means == sorted(means, reverse=True)
    assert training("plain", 40).max() < training("plain", 2).min()


def test_identity_layers_change_no_score_and_training_from_there_goes_further():
    net = build("plain", 2, seed=7)
    train(net, 3e-3, epochs=1)
    assert np.array_equal(nn.predict(inside.deepened(net, 38), X), nn.predict(net, X))
    for row in recorded("insertion"):
        assert row["gap"] == 0
        assert row["40 layers"] == row["2 layers"] < row["trained on"]


# Is it the vanishing gradient?


def ratio(kind, depth):
    """Return the first layer's gradient as a multiple of the last one's, median of five starts."""
    found = [sizes(build(kind, depth, seed), *SOME).gradients for seed in range(5)]
    return np.median([g[0] / g[-1] for g in found])


def test_the_gradient_vanishes_from_the_default_start_alone():
    assert ratio("plain, default start", 40) < 1e-12
    assert 0.2 < ratio("plain", 40) < 1
    assert training("plain, default start", 40).max() < 0.15
    assert training("plain + BN", 40).max() < 0.2


def test_batch_normalisation_makes_the_gradient_grow_by_lesson_10s_factor():
    growth = ratio("plain + BN", 40) ** (1 / 39)
    assert growth == pytest.approx(np.sqrt(np.pi / (np.pi - 1)), abs=0.03)
    assert growth**39 == pytest.approx(1700, rel=0.4)


def alike(kind, depth):
    return np.mean([likeness(build(kind, depth, seed), *SOME) for seed in range(5)])


def test_likeness_goes_along_with_what_is_learned_and_is_no_proof():
    kinds = "plain + BN", "plain", "x + F + BN", "x + F, zero"
    found = [alike(kind, 20) for kind in kinds]
    assert found == sorted(found)
    learned = [training(kind, 20).mean() for kind in kinds]
    assert learned == sorted(learned)
    assert alike("plain, default start", 20) == pytest.approx(0.94, abs=0.01)


def test_likeness_measures_each_input_by_itself_and_leaves_the_network_alone():
    net = build("plain + BN", 4)
    before = {name: value.copy() for name, value in net.state_dict().items()}
    assert likeness(net, *SOME, nudge=0) == pytest.approx(1)
    sizes(net, *SOME)
    for name, value in net.state_dict().items():
        np.testing.assert_array_equal(value, before[name])
    assert net.training


def test_the_width_of_the_valley_does_not_order_the_networks():
    means = {kind: np.mean([row["distance"] for row in recorded("valleys", kind=kind)]) for kind in record.CUT}
    assert means["plain"] < min(means["x + F, zero"], means["x + F + BN"], means["plain + BN"])
    assert means["plain + BN"] == pytest.approx(max(means.values()), abs=0.05)


# A plus sign.


def test_a_block_passes_the_gradient_on_unmultiplied_and_adds_the_branchs():
    nn.manual_seed(0)
    block = nn.Residual(nn.Tanh(), nn.Linear(4, 4)).double()
    x = np.random.default_rng(0).normal(size=(3, 4))
    assert gradcheck(block, nn.MSELoss(), x, np.zeros_like(x))
    nn.zeros_(block.body[-1].weight)
    block(x)
    np.testing.assert_array_equal(block.backward(x), x)


@pytest.mark.parametrize("blocks", [5, 10, 20])
def test_the_spread_grows_by_the_root_of_two_in_every_block(blocks):
    found = [sizes(build("x + F", 2 * blocks, seed), *SOME).signals for seed in range(5)]
    assert np.mean([s[-1] / s[0] for s in found]) == pytest.approx(2 ** (blocks / 2), rel=0.25)


def test_each_cure_keeps_the_spread():
    first, *_, last = sizes(build("x + F, zero", 40), *SOME).signals
    assert first == last
    first, *_, last = sizes(build("x + F, scaled", 40), *SOME).signals
    assert last < np.sqrt(np.e) * 1.15 * first
    found = sizes(build("x + F + BN", 40), *SOME).signals ** 2
    assert found[-1] - found[0] == pytest.approx(20, rel=0.2)


def test_the_plus_sign_alone_is_no_better_than_none_at_40_layers_and_with_each_cure_it_learns():
    assert training("x + F", 40).mean() < training("plain", 40).mean()
    for kind in ("x + F, zero", "x + F, scaled", "x + F + BN"):
        assert training(kind, 40).min() > 0.85
    assert 0.7 < training("plain, identity", 40).mean() < training("x + F + BN", 40).mean()


def test_a_forty_layer_network_with_a_zero_start_learns():
    net = build("x + F, zero", 40, seed=5)
    train(net, 3e-3, epochs=6)
    assert (nn.predict(net, X).argmax(axis=1) == Y).mean() > 0.6


# Many paths.


def lesion(kind, depth, change="lost"):
    return np.concatenate([row[change] for row in recorded("lesions", kind=kind, depth=depth)])


def test_any_plain_layer_is_worth_nearly_everything_and_one_of_ten_blocks_little():
    for depth in (10, 20):
        whole = np.mean([row["whole"] for row in recorded("lesions", kind="plain", depth=depth)])
        assert np.median(lesion("plain", depth)) > 0.75 * (whole - 0.1), "0.1 is guessing"
    assert np.median(lesion("x + F, zero", 20)) < 0.025, "two points or less"
    assert np.median(lesion("x + F, zero", 20, "swapped")) < 0.01
    assert np.median(lesion("x + F, zero", 10)) > 0.1
    assert np.median(lesion("x + F + BN", 20)) > 0.1


def test_the_worst_block_to_lose_is_mostly_the_first():
    for kind in ("x + F, zero", "x + F + BN"):
        rows = [row for depth in (10, 20) for row in recorded("lesions", kind=kind, depth=depth)]
        assert sum(np.argmax(row["lost"]) == 0 for row in rows) >= 7, "of ten networks"


# Images; where it breaks.


def read(kind, depth, rate):
    """Return the test accuracy of the five starts on digits."""
    return np.array([row["test"] for row in recorded("digits", kind=kind, depth=depth, rate=rate)])


def test_twenty_layers_read_digits_with_a_skip_and_no_better_than_four():
    for rate in record.RATES:
        assert read("x + F + BN", 20, rate).mean() > max(
            read(kind, 20, rate).mean() for kind in ("plain", "plain + BN")
        )
    best = [
        max(read(kind, n, rate).mean() for rate in record.RATES) for kind, n in (("x + F + BN", 20), ("plain + BN", 4))
    ]
    assert abs(best[0] - best[1]) < 0.01


def test_sixty_epochs_bring_the_plain_network_most_of_the_way_back():
    slow = np.mean([row["training"] for row in better(recorded("longer", kind="plain"))])
    assert training("plain", 40).mean() + 0.2 < slow < training("plain", 2).mean()
    assert min(row["training"] for row in better(recorded("longer", kind="x + F, zero"))) > 0.98


def test_depth_buys_nothing_on_unseen_signals():
    for kind in ("plain", "x + F, zero", "x + F + BN"):
        two = accuracies(kind, 2)[:, 1]
        for depth in (10, 20, 40):
            assert accuracies(kind, depth)[:, 1].mean() < two.mean() + 0.02
