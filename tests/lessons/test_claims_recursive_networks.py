"""What lesson 20 says in words: the algebra is checked, the record comes from the script, and bears the text out."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets, trees
from nnlearn.lessons.recursive_networks import (
    ClassesSecond,
    apart,
    at_roots,
    bag,
    calculations,
    digits,
    pairs,
    parity_of_leaves,
    picture_expressions,
    push,
    record,
    recorded,
    result,
    sequences,
    table,
    vectors_of,
    without_brackets,
)
from nnlearn.metrics import accuracy

DATA = datasets.expressions(400, (1, 4), seed=5)


def mean(part, key, **where):
    return np.mean([row[key] for row in recorded(part, **where)])


@pytest.fixture(scope="module")
def trained():
    """Return the network of the text, trained as there."""
    data = datasets.expressions()
    nn.manual_seed(0)
    model = nn.Sequential(nn.TreeRNN(3, 2, 2), nn.Linear(2, 2))
    adam = nn.Adam(model.parameters(), lr=0.01)
    nn.fit(model, nn.CrossEntropyLoss(), adam, data.x, data.y, epochs=10, batch_size=64)
    return model


# The order of the tokens.


def test_one_bag_two_answers_and_the_pairs_see_the_difference():
    two = [trees.parse("(not T) or T"), trees.parse("not (T or T)")]
    assert [trees.value(tree) for tree in two] == [True, False]
    assert bag(two)[0].tolist() == bag(two)[1].tolist() == [0, 2, 1, 0, 1, 1, 1]
    assert (pairs(two)[0] != pairs(two)[1]).any()


def test_counts_and_sequences_are_those_of_the_tokens():
    rows = sequences(DATA.trees)
    assert np.array_equal([(rows == k).sum(axis=1) for k in range(7)], bag(DATA.trees).T)
    assert (pairs(DATA.trees).sum(axis=1) == bag(DATA.trees).sum(axis=1) + 1).all()
    assert all((row[:-1] != 7)[np.argmax(row != 7) :].all() for row in rows), "the marks stand in front"


def test_without_brackets_the_tokens_are_the_same_and_some_answers_others():
    blind = without_brackets(DATA.trees)
    assert (bag(blind)[:, :5] == bag(DATA.trees)[:, :5]).all()
    same = np.mean([trees.value(one) == trees.value(other) for one, other in zip(blind, DATA.trees, strict=True)])
    assert 0.6 < same < 0.95


# The layer and its gradient.


def test_a_weak_and_forgets_what_a_strong_one_writes_afresh():
    for weight, bias, expected in ((1, -1, (0.76, 0.48, -0.04, -0.79)), (3, -3, (0.995,) * 4)):
        v, found = 1.0, []
        for _ in range(4):
            v = np.tanh(weight * v + weight * v + bias)
            found.append(v)
        assert found == pytest.approx(expected, abs=0.006)


def test_a_tree_that_leans_to_one_side_is_a_recurrent_network():
    rng = np.random.default_rng(0)
    reader = nn.RNN(3, 3).double()
    leaning = nn.TreeRNN(1, 3, 4).double()
    leaning.weight_left.data = reader.weight_hh_l0.data[None]
    leaning.weight_right.data = reader.weight_ih_l0.data[None]
    leaning.bias.data = (reader.bias_hh_l0.data + reader.bias_ih_l0.data)[None]
    words = rng.integers(0, 3, 6).tolist()
    leaning.leaf.weight.data[3] = 0  # the state before the first word
    tree = 3
    for word in words:
        tree = ("next", tree, word)
    states, _ = reader(leaning.leaf.weight.data[words][:, None])
    found = leaning(trees.encode([tree], ("next",)))
    np.testing.assert_allclose(found, states[-1], rtol=1e-12)


def test_gradients_of_the_text_are_those_of_the_library():
    rng = np.random.default_rng(1)
    model = nn.TreeRNN(1, 2, 2).double()
    model.bias.data = rng.normal(size=(1, 2))
    A, B, b = model.weight_left.data[0], model.weight_right.data[0], model.bias.data[0]
    F, T = model.leaf.weight.data
    low, g_v = np.tanh(A @ T + B @ F + b), rng.normal(size=(1, 2))
    v = np.tanh(A @ low + B @ T + b)
    model(trees.encode([("and", ("and", "T", "F"), "T")], ("and",)))
    model.backward(g_v)
    g = g_v[0] * (1 - v**2)
    below = (A.T @ g) * (1 - low**2)
    np.testing.assert_allclose(model.weight_left.grad[0], np.outer(g, low) + np.outer(below, T))
    np.testing.assert_allclose(model.weight_right.grad[0], np.outer(g, T) + np.outer(below, F))
    np.testing.assert_allclose(model.bias.grad[0], g + below)
    np.testing.assert_allclose(model.leaf.weight.grad, [B.T @ below, B.T @ g + A.T @ below])


# Training, heaps, pushes.


def test_the_network_of_the_text_is_right_at_depth_10_and_knows_its_inner_nodes(trained):
    deep = datasets.expressions(300, 10, seed=100)
    assert accuracy(nn.predict(trained, deep.x), deep.y) > 0.99
    assert sum(parameter.numel() for parameter in trained.parameters()) == 40
    six = datasets.expressions(100, 6, seed=101)
    vectors, said = vectors_of(nn, trained, six.x)
    truth, inner = trees.truths(six.trees)[six.x[:, :, 3] >= 0], trees.flat(six.x).height > 0
    assert (said == truth)[inner].mean() > 0.99
    assert apart(vectors[inner], truth[inner]) > 5
    assert trained[0].every_node is False


def test_a_push_is_followed_as_the_network_would(trained):
    """Push one node by hand, in a tree of two operators, and compare."""
    x = trees.encode([("or", ("and", "T", "F"), "F"), ("and", ("or", "F", "T"), "T")])
    vectors, _ = vectors_of(nn, trained, x)
    weights = {name: getattr(trained[0], name).data for name in ("weight_left", "weight_right", "bias")}
    truth = trees.truths([("or", ("and", "T", "F"), "F"), ("and", ("or", "F", "T"), "T")])[x[:, :, 3] >= 0]
    left = push(weights, vectors, x, truth, 0.3, count=40)
    batch = trees.flat(x)
    inner = batch.height > 0
    centres = [vectors[inner & (truth == k)].mean(axis=0) for k in (0, 1)]
    gap, found = np.linalg.norm(centres[1] - centres[0]), set()
    for node, above in ((2, 4), (7, 9)):
        moved = vectors[node] + 0.3 * (centres[1 - truth[node]] - centres[truth[node]])
        k, other = batch.kind[above], vectors[batch.right[above]]
        z = weights["weight_left"][k] @ moved + weights["weight_right"][k] @ other + weights["bias"][k]
        found.add(float(np.linalg.norm(np.tanh(z) - vectors[above]) / gap))
    assert np.unique(np.round(left[0], 5)) == pytest.approx(sorted(found), abs=1e-4)
    assert not len(left[1])


def test_sizes_in_the_record():
    for size, failed in ((1, 1), (2, 0), (4, 0), (16, 0)):
        rows = recorded("sizes", size=size)
        assert len(rows) == 10
        assert sum(row["d4"] < 0.99 for row in rows) == failed
        fine = [row for row in rows if row["d4"] > 0.99]
        assert min(row["d10"] for row in fine) > 0.98
        assert min(row["inner"] for row in fine) > 0.999
        assert np.mean([row["real 1-5"] for row in fine]) > 0.999
        assert np.mean([row["real 6-14"] for row in fine]) > 0.99
        one, two, three = np.mean([row["push 0.2"] for row in fine], axis=0)
        assert 0.2 > one > 2 * two > 3 * three
    assert min(row["leaves"] for row in recorded("sizes", size=2)) < 0.6, "in some starts the head misreads leaves"
    wide, narrow = (np.mean([row["push 0.2"][2] for row in recorded("sizes", size=size)]) for size in (16, 2))
    assert wide > 1.5 * narrow
    assert mean("told", "d10") > 0.995


def test_rivals_in_the_record():
    for rival in ("bag", "pairs", "bag, boosted"):
        assert 0.6 < mean("counts", "d4", rival=rival) < 0.75
        assert mean("counts", "d8", rival=rival) < 0.65
    assert mean("counts", "d1", rival="bag, boosted") > 0.99
    blind = "tree without brackets"
    assert mean("counts", "training", rival=blind) < 0.95
    assert mean("counts", "d4", rival=blind) < 0.75
    assert all(mean("longer", "d8", rate=rate) < 0.75 for rate in (0.002, 0.005, 0.01))
    for rival in ("RNN", "GRU", "LSTM"):
        assert mean("readers", "d1", rival=rival) > 0.97
        assert mean("readers", "d8", rival=rival) < 0.75
    assert mean("readers", "d4", rival="RNN") < mean("readers", "d4", rival="GRU")


def test_nesting_has_to_be_seen():
    assert mean("nesting", "d1", most=1) > 0.99
    assert mean("nesting", "d2", most=1) < 0.75
    assert mean("nesting", "d10", most=3) > 0.99
    assert max(row["d2"] for row in recorded("nesting", most=1)) > 0.9, "one start nests by luck"


# Pictures.


def test_leaves_are_pictures_of_their_truth_and_those_of_the_test_are_others():
    pictures, shown = digits()
    assert pictures.shape == (1797, 64)
    assert 0 <= pictures.min() < pictures.max() <= 1
    for unseen, low, high in ((False, 0, 1347), (True, 1348, 1796)):
        found, x, y = picture_expressions(200, (1, 3), unseen=unseen, seed=2)
        assert y.tolist() == [trees.value(tree, shown % 2 == 1) for tree in found]
        leaves = x[:, :, 0][x[:, :, 3] == 0]
        assert low <= leaves.min() < leaves.max() <= high


def test_the_best_number_is_found_whichever_way_round():
    odd = np.array([True, True, False, False, False])
    assert parity_of_leaves(np.array([[1.0], [2], [3], [4], [5]]), odd) == 1
    assert parity_of_leaves(np.array([[5.0], [4], [3], [2], [1]]), odd) == 1
    assert parity_of_leaves(np.array([[5.0], [1], [3], [2], [4]]), odd) == 0.8
    rng = np.random.default_rng(0)
    assert parity_of_leaves(rng.normal(size=(2000, 4)), rng.random(2000) < 0.5) < 0.56


def test_pictures_in_the_record():
    assert mean("eyes", "d3", rule="odd", size=4, most=3) > 0.9
    assert mean("eyes", "leaves", rule="odd", size=4, most=3) > 0.9
    assert mean("eyes", "leaves", rule="told every picture") - mean("eyes", "leaves", rule="odd", size=4, most=3) < 0.04
    assert mean("eyes", "d2", rule="odd", most=1) < 0.75
    assert mean("eyes", "leaves", rule="odd", most=1) > 0.9


# Where it breaks.


def test_calculations_are_right():
    found, x, y = calculations(200, (1, 4), seed=1)
    for tree, row, values in zip(found, x, y, strict=True):
        there = row[:, 3] >= 0
        assert values[there].tolist() == [result(part) for part in trees.nodes(tree)]
        words = "".join(token if token != "not" else "" for token in trees.tokens(tree))
        assert result(tree) == eval(words) % 5
    assert at_roots(x, y).tolist() == [result(tree) for tree in found]
    scores = np.zeros((2, 3, 5))
    assert ClassesSecond().backward is not None
    layer = ClassesSecond()
    assert layer(scores).shape == (2, 5, 3)
    assert layer.backward(np.zeros((2, 5, 3))).shape == (2, 3, 5)


def test_xor_and_modulo_in_the_record():
    one, hidden = ([row["d4"] for row in recorded("xor", size=1, hidden=units)] for units in (None, 8))
    assert max(one) < 0.9
    assert np.mean(hidden) > np.mean(one)
    assert mean("xor", "d8", size=8, hidden=8) > 0.98
    near, far = (mean("modulo", f"apart {up}", told="every node", hidden=16) for up in (1, 4))
    assert near > 1.5 * far, "its heaps run together"
    guess = mean("modulo", "d4", told="the root")
    assert guess < 0.5
    assert mean("modulo", "d3", told="every node", hidden=16) > 0.9
    assert mean("modulo", "d6", told="every node", hidden=16) < mean("modulo", "d3", told="every node", hidden=16) - 0.1


def test_the_record_is_what_the_script_trains():
    row, stored = next(record.nesting(0)), recorded("nesting", most=1, seed=0)[0]
    assert row.keys() == stored.keys()
    assert row["d1"] == pytest.approx(stored["d1"], abs=0.02)
    assert set(record.PARTS) == {part for part in record.PARTS if recorded(part)}
    assert {row["seed"] for part in record.PARTS for row in recorded(part)} == set(range(10))


def test_tables_show_mean_and_spread():
    rows = [{"n": 4, "m": None, "d1": 0.5}, {"n": 4, "m": None, "d1": 0.7}, {"n": 8, "m": 2, "d1": 0.3}]
    lines = table(rows, ["n", "m"], ["d1"]).splitlines()
    assert [line.split()[0] for line in lines] == ["n,", "4", "8,"]
    assert lines[1].endswith("0.60 ± .14")
