"""What lesson 23 says in words: the record is whole, comes from the script, and bears the text out."""

import numpy as np
import pytest

from nnlearn import datasets
from nnlearn.cluster import kmeans, neighbour_votes
from nnlearn.lessons.semi_supervised import choosing, planes, pretraining, record, trainings
from nnlearn.lessons.semi_supervised.data import digits, hidden
from nnlearn.lessons.semi_supervised.pseudo import probabilities, self_train
from nnlearn.lessons.semi_supervised.trainings import gain, recorded, table

X, Y, X_TEST, Y_TEST = digits()
BUDGETS = record.BUDGETS


def wins(ours, theirs):
    """Return in how many of ten draws ours is better."""
    return int((ours > theirs).sum())


def pseudo(labels, threshold, name="right"):
    return recorded("pseudo", name, labels=labels, threshold=threshold)


def alone(labels):
    return pseudo(labels, 0.0, "alone")


# The record.


@pytest.mark.parametrize("part", record.PARTS)
def test_the_record_holds_every_draw_of_every_setting(part):
    rows = trainings._record()[part]
    draws = record.TUNING if "tuning" in part else record.DRAWS
    settings = {}
    for row in rows:
        names = "labels", "way", "k", "start", "threshold", "pool", "kind", "what", "setting"
        key = tuple(str(row.get(name)) for name in names)
        settings.setdefault(key, []).append(row["draw"])
    assert all(found == list(draws) for found in settings.values())
    assert trainings._record()["seconds"][part] > 0


def test_settings_were_chosen_on_other_draws_and_then_used():
    assert not set(record.TUNING) & set(record.DRAWS)
    assert record.tuned() == (7, 0.95)
    assert record.tuned(what="pseudo") == (0.8,)
    for row in trainings._record()["spreading"]:
        assert (row["neighbours"], row["alpha"]) == record.tuned()
    for row in trainings._record()["plane"]:
        assert (row["neighbours"], row["alpha"]) == record.tuned("plane_tuning", row["kind"])
    rows = [row for row in trainings._record()["tuning"] if row["what"] == "alone"]
    means = [np.mean([row["right"] for row in rows if row["setting"] == one]) for one in
             ([150, 0.01], [300, 0.01], [1500, 0.01], [300, 0.3])]  # fmt: skip
    assert max(means) - min(means) < 0.005, "more steps or more decay do not help the network alone"


def test_the_script_makes_rows_of_the_record():
    for way in record.WAYS:
        net = choosing.train(choosing.network(3), *choosing.choose(way, X, Y, 50, 3))
        stored = recorded("choosing", way=way, labels=50)[3]
        assert choosing.right(net, X_TEST, Y_TEST) == pytest.approx(stored, abs=0.02)
    known = hidden(Y, datasets.draw_labels(Y, 20, balanced=True, seed=4))
    found = (planes.spread_to(X_TEST, X, known, 7, 0.95) == Y_TEST).mean()
    assert found == pytest.approx(recorded("spreading", labels=20)[4], abs=0.005)
    nets, log = self_train(X, known, 0.8, seed=4)
    assert choosing.right(nets[0], X_TEST, Y_TEST) == pytest.approx(alone(20)[4], abs=0.02)
    assert log[0].share == pytest.approx(recorded("kept", "first share", threshold=0.8)[4], abs=0.02)
    assert choosing.right(nets[-1], X_TEST, Y_TEST) == pytest.approx(pseudo(20, 0.8)[4], abs=0.05)
    for seed in (0, 1):
        sums = kmeans(X, 20, seed=seed).sums
        assert sums[-1] == pytest.approx(recorded("clusters", "sum", k=20, start="k-means++")[seed], abs=2)


# The pieces.


def test_each_way_looks_at_the_labels_it_pays_for():
    for way in ("random", "centres", "centres, inherited"):
        x, y = choosing.choose(way, X, Y, 30, 5)
        bought = X[:, None] == x[None, :30] if len(x) == 30 else None
        others = Y.copy()
        if bought is not None:
            assert len(y) == 30
            paid = np.flatnonzero(bought.all(axis=2).any(axis=1))
            others[np.setdiff1d(np.arange(len(Y)), paid)] = 0
        else:
            assert len(x) == len(y) == len(X)
            found = kmeans(X, 30, seed=5)
            paid = choosing.representatives(X, found.centres)
            others[np.setdiff1d(np.arange(len(Y)), paid)] = 0
            for j in range(30):
                assert set(y[found.assignment == j]) == {Y[paid[j]]}
        np.testing.assert_array_equal(choosing.choose(way, X, others, 30, 5)[1], y)
    assert np.bincount(choosing.choose("balanced", X, Y, 30, 5)[1]).tolist() == [3] * 10


def test_representatives_are_the_nearest_examples():
    centres = kmeans(X, 25, seed=1).centres
    distance = ((X[:, None].astype(float) - centres[None]) ** 2).sum(axis=2)
    np.testing.assert_array_equal(choosing.representatives(X, centres), distance.argmin(axis=0))


def test_pseudo_labels_keep_what_reaches_the_threshold_and_never_touch_a_true_label():
    known = hidden(Y, datasets.draw_labels(Y, 50, balanced=True, seed=0))
    nets, log = self_train(X, known, 0.9, rounds=2, steps=60)
    assert len(nets) == 3
    for net, one in zip(nets, log, strict=False):
        p = probabilities(net, X)
        assert (known[one.kept] == -1).all()
        assert p[one.kept].max(axis=1).min() >= 0.9
        left = np.setdiff1d(np.flatnonzero(known < 0), one.kept)
        assert p[left].max(axis=1).max() < 0.9
        np.testing.assert_array_equal(one.labels, p[one.kept].argmax(axis=1))
        assert one.share == pytest.approx(len(one.kept) / (known < 0).sum())
    np.testing.assert_allclose(p.sum(axis=1), 1)
    assert self_train(X, known, 0.0, rounds=1, steps=20)[1][0].share == 1


def test_a_pretrained_start_is_the_same_network_with_another_first_layer():
    layer = pretraining.encoder(0.3, seed=9, epochs=1)
    net, plain = pretraining.started_from(layer, 2), choosing.network(2)
    np.testing.assert_array_equal(net[0].weight.data, layer.weight.data)
    np.testing.assert_array_equal(net[2].weight.data, plain[2].weight.data)
    assert pretraining.features(layer, X).shape == (1348, 128)
    assert pretraining.features(layer, X).min() == 0


def test_tables_and_gains():
    assert gain(np.array([0.5, 0.7]), np.array([0.5, 0.5])) == "+0.100 +- 0.100, better in 1 of 2"
    assert table("n", {"a": {1: [0.5, 0.7]}, "b": {2: [1.0, 1.0]}}).splitlines()[1:] == [
        "1  0.600 +- 0.141",
        "2                  1.000 +- 0.000",
    ]


# k-means, and which labels to buy.


def test_ten_starts_end_at_different_sums_and_ten_clusters_are_not_the_ten_digits():
    sums = recorded("clusters", "sum", k=10, start="k-means++")
    assert sums.max() > 1.02 * sums.min()
    assert recorded("clusters", "owners", k=10, start="k-means++").max() == 9
    assert recorded("clusters", "owners", k=20, start="k-means++").min() == 10
    assert 0.7 < recorded("clusters", "purity", k=10, start="k-means++").mean() < 0.8
    means = [recorded("clusters", "purity", k=k, start="k-means++").mean() for k in (10, 20, 50)]
    assert means == sorted(means)


def test_the_centres_of_the_picture_share_3s_and_9s_and_have_two_kinds_of_1s():
    found = kmeans(X, 10, seed=0)
    counts = [np.bincount(Y[found.assignment == j], minlength=10) for j in range(10)]
    assert sorted(int(c.argmax()) for c in counts) == [0, 1, 1, 2, 3, 4, 5, 6, 7, 8]
    three = next(c for c in counts if c.argmax() == 3)
    assert three[9] > 0.5 * (Y == 9).sum()


def test_centres_beat_chance_and_inheriting_beats_both_at_every_budget():
    for labels in BUDGETS:
        chance, fair, centres, inherited = (recorded("choosing", way=way, labels=labels) for way in record.WAYS)
        assert chance.mean() <= fair.mean() + 0.005
        assert wins(centres, chance) >= 8
        assert wins(centres, fair) >= 8
        assert inherited.mean() > centres.mean()
    fifty = recorded("choosing", way="centres, inherited", labels=50).mean()
    assert fifty == pytest.approx(recorded("choosing", way="random", labels=200).mean(), abs=0.015)


def test_the_draw_moves_more_than_the_start_of_the_network():
    draws = recorded("choosing", way="random", labels=50)
    assert draws.std(ddof=1) > 2.5 * recorded("starts").std(ddof=1)


# Pseudo-labels and label spreading.


def test_the_middle_threshold_helps_and_the_safe_ones_do_not():
    for labels in (10, 20, 50, 100):
        assert pseudo(labels, 0.0).mean() > alone(labels).mean() + 0.01
        assert pseudo(labels, 0.8).mean() > alone(labels).mean() + 0.01
        assert pseudo(labels, 0.8).mean() > pseudo(labels, 0.95).mean() + 0.03
        assert abs(pseudo(labels, 0.8).mean() - pseudo(labels, 0.0).mean()) < 0.03
        assert pseudo(labels, 0.95).mean() < alone(labels).mean() + 0.005
        assert pseudo(labels, 0.99).mean() < alone(labels).mean()
    assert abs(pseudo(200, 0.8).mean() - alone(200).mean()) < 0.006


def test_a_high_threshold_keeps_what_is_right_and_of_few_kinds():
    def kept(name, threshold):
        return recorded("kept", name, threshold=threshold).mean()

    for turn in ("first", "last"):
        assert kept(f"{turn} right", 0.99) > 0.98
        shares = [kept(f"{turn} share", tau) for tau in record.THRESHOLDS]
        kinds = [kept(f"{turn} three", tau) for tau in record.THRESHOLDS]
        assert shares == sorted(shares, reverse=True)
        assert kinds[2:] == sorted(kinds[2:]), "from 0.8 on"
        assert kinds[0] < 0.4
    assert kept("last share", 0.99) < 0.2
    assert kept("last three", 0.99) > 0.8
    assert kept("last right", 0.8) < kept("first right", 0.8)


def test_spreading_beats_pseudo_labels_in_every_draw_here():
    for labels in BUDGETS:
        assert wins(recorded("spreading", labels=labels), pseudo(labels, 0.8)) == 10


def test_the_row_of_five_points():
    S = np.array([[0, 2, 0, 0, 0], [1, 0, 1, 0, 0], [0, 1, 0, 1, 0], [0, 0, 1, 0, 1], [0, 0, 0, 2, 0]]) / 2
    F = Y_ = np.eye(5)[0]
    for _ in range(2):
        F = (S @ F + Y_) / 2
    np.testing.assert_allclose(F, [5 / 8, 1 / 8, 1 / 16, 0, 0])


# Features without labels; where it breaks.


def test_frozen_denoising_features_help_where_labels_are_few_and_nothing_else_does():
    def gained(start, labels):
        plain = recorded("pretrained", labels=labels, start="random start")
        return (recorded("pretrained", labels=labels, start=start) - plain).mean()

    assert 0.04 < gained("denoising, frozen", 10) < 0.07
    for labels in (50, 100, 200):
        assert 0.01 < gained("denoising, frozen", labels) < 0.025
    assert abs(gained("denoising, frozen", 1348)) < 0.003
    for labels in (10, 20, 50, 100, 200):
        assert gained("plain, frozen", labels) < 0.006
        assert gained("denoising, fine-tuned", labels) < 0.5 * gained("denoising, frozen", labels)


def test_other_classes_cost_several_times_what_the_right_ones_bring():
    for threshold in (0.8, 0.95):
        gains = {}
        for pool in ("0-4", "5-9"):
            rows = {"pool": pool, "threshold": threshold}
            gains[pool] = recorded("mismatch", **rows) - recorded("mismatch", "alone", **rows)
        assert (gains["5-9"] < 0).all()
        assert gains["0-4"].mean() > 0.01
        assert gains["5-9"].mean() < -3 * gains["0-4"].mean()


def test_spreading_gains_at_a_gap_and_loses_where_there_is_none():
    gains = {
        (kind, way): recorded("plane", way, kind=kind) - recorded("plane", "alone", kind=kind)
        for kind in planes.KINDS
        for way in ("spreading", "pseudo")
    }
    assert (gains["moons", "spreading"] > 0).all()
    assert 0.08 < gains["moons", "spreading"].mean() < 0.11
    assert -0.05 < gains["cloud", "spreading"].mean() < -0.015
    assert all(abs(gains[kind, "pseudo"].mean()) < 0.02 for kind in planes.KINDS)


def test_the_picture_of_the_plane_has_the_chosen_settings():
    assert record.tuned("plane_tuning", "moons") == (10, 0.99)
    assert record.tuned("plane_tuning", "cloud") == (5, 0.99)
    assert neighbour_votes(X[:5], X, np.eye(10)[Y], neighbours=1).argmax(axis=1).tolist() == Y[:5].tolist()
