"""Expression trees: read, written, computed, and put into arrays."""

import itertools

import numpy as np
import pytest

from nnlearn import trees
from nnlearn.datasets import expressions

SOME = expressions(200, (0, 6), operators=("not", "and", "or", "xor"), seed=3).trees


def pythons(tree):
    """Return what Python says of an expression."""
    text = " ".join(trees.tokens(tree))
    for word, other in (("T", "True"), ("F", "False"), ("xor", "^")):
        text = text.replace(word, other)
    return eval(text)


def test_values_are_pythons_and_tokens_lead_back_to_the_tree():
    for tree in SOME:
        assert trees.value(tree) == pythons(tree)
        assert trees.parse(" ".join(trees.tokens(tree))) == tree


@pytest.mark.parametrize("words", list(itertools.product(("and", "or"), repeat=3)))
def test_what_binds_closer_is_as_in_python(words):
    for leaves in itertools.product("TF", repeat=4):
        text = "not {} {} {} {} not {} {} {}".format(*itertools.chain(*zip(leaves, (*words, ""), strict=True)))
        meant = eval(text.replace("T", "True").replace("F", "False"))
        assert trees.value(trees.parse(text)) == meant, text


def test_brackets_may_be_ignored():
    text = "T or (F and not (T or F))"
    assert trees.parse(text, brackets=False) == trees.parse("T or F and not T or F") != trees.parse(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "got its end"),
        ("T and", "T, F, not or an opening bracket after 'T and', got its end"),
        ("T F", "and, or or xor after 'T', got 'F'"),
        ("(T or F", "a closing bracket"),
        ("T)", r"got '\)'"),
        ("T & F", "got '&'"),
        ("maybe", "got 'maybe'"),
        ("(" * 300 + "T" + ")" * 300, "200 deep"),
        ("not " * 300 + "T", "200 deep"),
    ],
)
def test_what_is_not_an_expression_is_refused(text, says):
    with pytest.raises(ValueError, match=f"parse expected text.*{says}"):
        trees.parse(text)


@pytest.mark.parametrize("wrong", [3, None, ["T"]])
def test_what_is_not_a_text_is_refused(wrong):
    with pytest.raises(TypeError, match="parse expected text"):
        trees.parse(wrong)


@pytest.mark.parametrize(
    "wrong", [None, 1.5, True, -1, "maybe", (), ("and",), ("and", 1, 2, 3), (1, "T"), ["not", "T"]]
)
@pytest.mark.parametrize("name", ["tokens", "value", "nodes", "depth"])
def test_what_is_not_a_tree_is_refused(name, wrong):
    for tree in (wrong, ("not", wrong)):
        with pytest.raises((TypeError, ValueError), match=f"{name} expected"):
            getattr(trees, name)(tree)


def test_a_tree_that_is_too_deep_is_refused():
    tree = "T"
    for _ in range(5000):
        tree = ("not", tree)
    for call in (trees.tokens, trees.value, trees.nodes, trees.depth, lambda t: trees.encode([t])):
        with pytest.raises(ValueError, match="of depth 200 at most"):
            call(tree)


def test_nodes_that_are_in_the_arrays_are_those_of_the_trees():
    operators = trees.OPERATORS
    x = trees.encode(SOME, operators, nodes=5)
    batch, truths = trees.flat(x), trees.truths(SOME, nodes=5)
    parts = [part for tree in SOME for part in trees.nodes(tree)]
    assert truths[x[:, :, 3] >= 0].tolist() == [trees.value(part) for part in parts]
    assert (truths[x[:, :, 3] < 0] == -100).all()
    assert [trees.depth(part) for part in parts] == batch.height.tolist()
    assert [trees.depth(tree) for tree in SOME] == batch.height[batch.root].tolist()
    done = set(np.flatnonzero(batch.height == 0))
    for rows, operator in trees.steps(batch):
        for row in rows:
            assert operators[operator] == parts[row][0]
            below = [child for child in (batch.left[row], batch.right[row]) if child >= 0]
            assert [parts[child] for child in below] == list(parts[row][1:])
            assert done >= set(below)
        done |= set(rows)
    assert len(done) == len(parts)


def test_only_leaves_need_no_step():
    assert list(trees.steps(trees.flat(trees.encode(["T", 3])))) == []


@pytest.mark.parametrize("wrong", ["T", ("not", "T"), 3, None])
def test_one_tree_is_not_a_list_of_trees(wrong):
    with pytest.raises(TypeError, match="encode expected trees to be a list"):
        trees.encode(wrong)


def test_what_cannot_be_encoded_is_refused():
    with pytest.raises(ValueError, match="at least one tree"):
        trees.encode([])
    with pytest.raises(ValueError, match="got 'xor': list it in operators"):
        trees.encode([("xor", "T", "F")])
    with pytest.raises(ValueError, match="leaf 2, got 1"):
        trees.value(2, [True])
    with pytest.raises(ValueError, match="'nor'"):
        trees.value(("nor", "T", "F"))
    with pytest.raises(ValueError, match="'not'"):
        trees.value(("not", "T", "F"))
