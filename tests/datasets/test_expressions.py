"""Random expressions, and the conditions of Python's library."""

import numpy as np
import pytest

from nnlearn import datasets as data
from nnlearn import trees


@pytest.mark.parametrize("make", [lambda: data.expressions(50), data.conditions])
def test_arrays_and_cards_are_those_of_the_trees(make):
    got, again = make(), make()
    assert got.trees == again.trees
    np.testing.assert_array_equal(got.x, trees.encode(got.trees, got.operators))
    assert got.y.tolist() == [trees.value(tree) for tree in got.trees]
    assert got.x.dtype == got.y.dtype == np.int64
    words = " ".join(got.card.split())
    places = [words.index(word) for word in ("Source: ", "Licence: ", "Shapes: ", "Good for: ")]
    assert places == sorted(places)
    assert f"x ({len(got.trees)}" in words
    got.x[:] = 7
    np.testing.assert_array_equal(make().x, again.x)


@pytest.mark.parametrize("depth", [0, 1, 5, (2, 4)])
def test_expressions_have_their_depth_and_another_seed_gives_others(depth):
    got = data.expressions(200, depth)
    low, high = depth if isinstance(depth, tuple) else (depth, depth)
    assert {trees.depth(tree) for tree in got.trees} == set(range(low, high + 1))
    assert got.trees != data.expressions(200, depth, seed=1).trees


def test_operators_are_as_frequent_as_the_page_says():
    got = data.expressions(4000, 2, operators=("not", "and", "or", "xor"))
    roots = [tree[0] for tree in got.trees]
    for name, share in (("not", 0.2), ("and", 0.8 / 3), ("or", 0.8 / 3), ("xor", 0.8 / 3)):
        assert roots.count(name) / 4000 == pytest.approx(share, abs=0.03)
    assert {tree[0] for tree in data.expressions(50, 1, operators=["xor"]).trees} == {"xor"}


def test_conditions_are_those_of_the_library():
    got = data.conditions()
    assert len(got.trees) == 5199
    assert np.bincount([trees.depth(tree) for tree in got.trees]).tolist() == [
        *(0, 4154, 887, 120, 20, 11, 3, 0, 1, 0, 2, 0, 0, 0, 1)
    ]
    leaves = [part for tree in got.trees for part in trees.nodes(tree) if isinstance(part, str)]
    assert leaves.count("T") / len(leaves) == pytest.approx(0.5, abs=0.02)
    assert got.trees != data.conditions(seed=1).trees
    deep = data.conditions((5, 14), draws=3)
    assert len(deep.trees) == 3 * 18
    assert min(trees.depth(tree) for tree in deep.trees) == 5
    assert len({trees.depth(tree) for tree in got.trees[:200]}) > 1, "they come in random order"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        *(("expressions", {"n": bad}) for bad in (0, 1.5, "all", True)),
        *(("expressions", {"depth": bad}) for bad in (-1, 13, (3, 2), (1, 2, 3), "2", None)),
        *(("expressions", {"operators": bad}) for bad in ((), ["nor"], "not", ("and", "and"), [3])),
        *(("expressions", {"seed": bad}) for bad in (-1, 0.5, None)),
        *(("conditions", {"depth": bad}) for bad in (-1, 15, 7, (11, 13), "2")),
        *(("conditions", {"draws": bad}) for bad in (0, 1001, 1.5)),
        *(("conditions", {"seed": bad}) for bad in (-1, None)),
    ],
)
def test_wrong_arguments_are_named(name, given):
    with pytest.raises((TypeError, ValueError), match=f"{name} expected {next(iter(given))}"):
        getattr(data, name)(**given)
