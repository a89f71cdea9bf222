"""What lesson 25 says in words: the record is whole, comes from the script, and bears the text out."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import boltzmann
from nnlearn.datasets import draw_labels
from nnlearn.lessons.deep_belief_networks import bounds, dreamers, parts, record, records, rivals, stacks, starts
from nnlearn.lessons.deep_belief_networks.records import COLUMNS, recorded, shares


@pytest.fixture(scope="module")
def dbn():
    """Return the stack that the text trains, and the record's of seed 0."""
    return stacks.stack(4, 0, 0.9)


def mean(start, labels, depth):
    return shares(start, labels, depth).mean()


# The record.


def test_the_record_holds_every_draw_and_settings_come_from_equal_grids():
    assert {len(record.settings(name)) for name in starts.STARTS} == {12}
    assert not set(record.OTHERS) & set(record.DRAWS)
    for labels, depth in COLUMNS:
        for name in starts.STARTS:
            rows = recorded("duel", labels=labels, depth=depth, start=name)
            assert [row["seed"] for row in rows] == list(record.seeds(labels))
            assert {tuple(row["setting"]) for row in rows} <= set(record.settings(name))
            assert len({tuple(row["setting"]) for row in rows}) == 1
    for name in rivals.RIVALS:
        for labels in record.LABELS:
            assert len(recorded("features", name=name, labels=labels)) == len(record.seeds(labels))
    for kind in bounds.KINDS:
        assert [row["seed"] for row in recorded("bound", kind=kind)] == list(record.SEEDS)


@pytest.mark.parametrize(("name", "labels", "depth"), [("stack", 20, 4), ("stack", 100, 2), ("ReLU, He", 20, 4)])
def test_the_script_makes_a_row_of_the_record(name, labels, depth):
    row = recorded("duel", start=name, labels=labels, depth=depth, seed=0)[0]
    data = parts.grey()
    found = record.score(name, depth, labels, data, row["setting"], 0)
    assert found == pytest.approx(row["right"], abs=0.005)


def test_the_script_makes_a_row_of_the_bound_and_of_the_features(dbn):
    row = recorded("bound", kind="upside down", seed=0)[0]
    found = bounds.measured("upside down", 0, row["rate"])  # persistent chains magnify a last digit
    assert found == pytest.approx({name: row[name] for name in found}, abs=0.15)
    data = parts.grey()
    row = recorded("features", name="layer 1", labels=20, seed=0)[0]
    known = draw_labels(data.y, 20, balanced=True, seed=0)
    assert rivals.right("layer 1", row["setting"], data, known, 0) == pytest.approx(row["right"], abs=0.005)
    np.testing.assert_array_equal(rivals.frozen(data.x[:5], 4, 0), dbn.up(data.x[:5])[3])


def test_the_rate_really_falls():
    seen, x = [], np.zeros((4, 64))
    net = starts.start("Xavier", 2)
    kind = nn.AdamW

    class Watched(kind):
        def step(self):
            seen.append(self.param_groups[0]["lr"])
            super().step()

    side = type("Side", (), {**{name: getattr(nn, name) for name in nn.__all__}, "AdamW": Watched, "fit": nn.fit})
    starts.fine_tune(net, x, np.arange(4), "AdamW", 0.01, 0.0, 40, side=side)
    assert len(seen) == 40
    assert seen == sorted(seen, reverse=True)
    assert seen[0] == 0.01
    assert seen[-1] < 0.0001


# The starts.


def test_starts_have_the_spread_they_are_named_for_and_equal_last_layers():
    nets = {name: starts.start(name, 4, 0, None) for name in starts.STARTS if name != "stack"}
    stds = {name: np.std(net[2].weight.data) for name, net in nets.items()}
    assert stds == pytest.approx({"small": 0.01, "Xavier": 0.1, "4 x Xavier": 0.4, "ReLU, He": np.sqrt(0.02)}, rel=0.05)
    for net in nets.values():
        assert np.std(net[-1].weight.data) == pytest.approx(0.1, rel=0.1)
        assert not any(layer.bias.data.any() for layer in list(net)[::2])
    with pytest.raises(ValueError, match="start expected name"):
        starts.start("none", 2)


def test_the_stack_begins_as_its_way_up_and_a_lower_part_is_the_same(dbn):
    x = parts.grey().x[:20].astype(float)
    for depth in (2, 4):
        net = starts.start("stack", depth, 0, dbn)
        np.testing.assert_allclose(nn.predict(net[:-1], x), dbn.up(x)[depth - 1], atol=1e-12)
    one, two = (stacks.stack(depth, 3, epochs=1).layers[0].weight.data for depth in (1, 2))
    np.testing.assert_array_equal(one, two)
    lower = stacks.lower(dbn, 2)
    lower.layers[0].weight.data[:] = 0
    assert dbn.layers[0].weight.data.any(), "a copy"


def test_a_small_start_shrinks_the_way_back_by_forty_a_layer_and_the_stack_does_not(dbn):
    data = parts.grey()
    known = draw_labels(data.y, 100, balanced=True, seed=0)
    ratios = {}
    for name in starts.STARTS:
        net = starts.start(name, 4, dbn=dbn)
        nn.backprop(net, nn.CrossEntropyLoss(), data.x[known], data.y[known])
        norms = np.array([np.linalg.norm(net[2 * i].weight.grad) for i in range(4)])
        ratios[name] = norms[1:] / norms[:-1]
    assert ratios["small"][1:] == pytest.approx(40, rel=0.25)
    assert ratios["Xavier"][1:] == pytest.approx(4, rel=0.25)
    for name in ("stack", "4 x Xavier", "ReLU, He"):
        assert ratios[name].max() < 5


def test_few_labels_need_the_stack_and_many_do_not():
    for depth in (2, 4):
        for other in ("small", "Xavier", "4 x Xavier", "ReLU, He"):
            assert (shares("stack", 20, depth) > shares(other, 20, depth)).all(), "far ahead in every draw"
        rivals_of_it = ("4 x Xavier", "ReLU, He")
        assert mean("stack", 20, depth) > max(mean(other, 20, depth) for other in rivals_of_it) + 5
        assert abs(mean("stack", 100, depth) - max(mean(other, 100, depth) for other in rivals_of_it)) < 2
        assert abs(mean("stack", 1348, depth) - max(mean(other, 1348, depth) for other in rivals_of_it)) < 1.5


def test_four_layers_from_small_weights_hardly_learn_and_the_cures_cure():
    for labels in record.LABELS:
        assert mean("small", labels, 4) < 50
        assert mean("small", labels, 2) > 70
        assert mean("Xavier", labels, 4) < min(mean(start, labels, 4) for start in ("4 x Xavier", "stack", "ReLU, He"))


# The theorem.


def gain(kind):
    return np.mean([row["after"] - row["one"] for row in recorded("bound", kind=kind)])


def test_a_second_machine_gains_and_more_cells_gain_more():
    assert gain("upside down") == pytest.approx(0.18, abs=0.03)
    assert gain("trained on") < gain("upside down")
    ends = {kind: np.array([row["after"] for row in recorded("bound", kind=kind)]) for kind in bounds.KINDS}
    assert 0 < ends["upside down"].mean() - ends["random"].mean() < 0.05
    others = max(ends[kind].mean() for kind in ("upside down", "random", "trained on"))
    assert ends["16 cells"].mean() - others > 1 / 3
    for row in recorded("bound", kind="upside down"):
        assert row["before"] == row["one"]
        assert row["one"] < row["bound"] < row["after"]


def test_upside_down_changes_nothing_and_the_bound_lies_below(monkeypatch):
    monkeypatch.setattr(bounds, "EPOCHS", 5)
    data = parts.binary()
    net, v = bounds.first_machine(seed=1), data.x_test[:50]
    one = boltzmann.log_p(net.layers[0], v)
    net.upside_down(1)
    np.testing.assert_allclose(boltzmann.deep_log_p(net, v), one, atol=1e-11)
    np.testing.assert_allclose(boltzmann.deep_bound(net, v), one, atol=1e-11)
    net.pretrain(data.x, layer=1, epochs=2, lr=0.4, chains=100)
    assert (boltzmann.deep_bound(net, v) < boltzmann.deep_log_p(net, v)).all()


# Frozen features.


def frozen(name, labels):
    return 100 * np.mean([row["right"] for row in recorded("features", name=name, labels=labels)])


def test_higher_layers_are_not_better_features():
    layers = [name for name in rivals.LAYERS if name != "pixels"]
    few = [frozen(name, 20) for name in layers]
    assert max(few) - min(few) < 2
    assert abs(np.mean(few) - mean("stack", 20, 2)) < 1
    assert frozen("pixels", 20) < min(few) - 3
    for labels in (100, 1348):
        found = [frozen(name, labels) for name in layers]
        assert found == sorted(found, reverse=True), "each layer loses"
        assert mean("stack", labels, 4) > found[3] + 1, "fine-tuning brings it back"
    for labels in (20, 100):
        best = max(mean(start, labels, depth) for start in starts.STARTS for depth in (2, 4))
        assert frozen("label spreading", labels) > best + 5


# The dreams.


def test_another_layer_dreams_hardly_better_and_obeys_less():
    for name in ("made alone", "real alone", "precision", "recall"):
        means = [np.mean(dreamers.measured(depth, f"free, draws: {name}")) for depth in dreamers.DEPTHS]
        assert max(means) - min(means) < 0.06
    one, two, three = (np.array(dreamers.measured(depth, "read as asked, draws")) for depth in dreamers.DEPTHS)
    assert min(one) > max(max(two), max(three))


def test_probabilities_look_better_and_are_poorer():
    for depth in dreamers.DEPTHS:
        for kind, sign in (("precision", 1), ("recall", -1), ("made alone", 1)):
            draws, cut = (
                np.array(dreamers.measured(depth, f"free, {shown}: {kind}")) for shown in ("draws", "p > 1/2")
            )
            assert (sign * (cut - draws) > 0).all()


def test_the_tables_say_what_the_record_says():
    assert records.duel().splitlines()[5].split()[1] == f"{mean('stack', 20, 2):.1f}"
    line = records.wins("stack", "Xavier").splitlines()[0]
    ahead = shares("stack", 20, 2) - shares("Xavier", 20, 2)
    assert f"{ahead.mean():+.1f}, better {(ahead > 0).sum():2}" in line
    assert len(records.chosen("stack", 20, 4)) == 3
