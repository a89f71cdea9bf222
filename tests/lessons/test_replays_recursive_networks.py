"""What the explorer of lesson 20 replays is what its networks do."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets, trees
from nnlearn.lessons.recursive_networks import bag, forest, pairs
from nnlearn.lessons.recursive_networks.heaps import apart
from nnlearn.lessons.recursive_networks.record import Eye
from nnlearn.lessons.recursive_networks.record_replays import Looks, counted, trained
from nnlearn.lessons.recursive_networks.replays import (
    LEAVES,
    MOMENTS,
    RECORD,
    SIZES,
    TOLD,
    count_weights,
    heaps_of,
    many,
    pack,
    weights_of,
)
from nnlearn.lessons.recursive_networks.state import State, odd
from nnlearn.lessons.recursive_networks.view import vectors_along, view_of


def test_the_record_is_small_and_complete():
    assert RECORD.stat().st_size < 200_000
    for size in SIZES:
        for told in TOLD:
            for leaves in LEAVES:
                for step in MOMENTS:
                    net = weights_of(size, told, leaves, step)
                    assert net.leaf.shape == (2 if leaves == "T and F" else 40, size)
                    assert net.A.shape == net.B.shape == (3, size, size)
                    assert all(np.isfinite(part).all() for part in net)


def test_a_training_again_gives_the_record():
    seen = trained(2, "the root", "T and F")
    assert len(seen) == len(MOMENTS)
    for step, found in list(zip(MOMENTS, seen, strict=True))[:12]:
        for part, stored in zip(found, weights_of(2, "the root", "T and F", step), strict=True):
            assert part == pytest.approx(stored, abs=0.01)


def test_the_explorer_computes_what_the_library_does():
    nn.manual_seed(0)
    tree, head = nn.TreeRNN(3, 16, 2), nn.Linear(16, 2)
    looks = Looks(tree, head, np.arange(2))
    for data in datasets.expressions(20, 4, seed=5).trees:
        words, merged = forest.taken(data)
        v = vectors_along(looks.seen[0], words, forest.grown(words, merged))
        root = forest.tops(words, merged)[0]
        assert v[root] == pytest.approx(tree(trees.encode([data]))[0], abs=1e-5)


def test_with_pictures_the_stored_vectors_are_those_of_the_eye():
    from nnlearn.lessons.recursive_networks.pictures import digits
    from nnlearn.lessons.recursive_networks.replays import stored_pictures

    nn.manual_seed(0)
    tree = nn.TreeRNN(3, 2, Eye(digits()[0], 2))
    looks = Looks(tree, nn.Linear(2, 2), stored_pictures())
    assert looks.seen[0].leaf == pytest.approx(weights_of(2, "the root", "pictures", 0).leaf, abs=1e-6)
    assert [digit % 2 == 1 for digit in digits()[1][stored_pictures()]] == odd()


def test_rounded_weights_answer_as_the_trained_ones():
    values = np.random.default_rng(0).normal(size=(3, 3, 16, 16))
    parts = pack("A", values)
    again = parts["A"] * parts["A step"][:, None, None, None]
    assert np.abs(again - values).max() < 0.51 * parts["A step"].max()
    assert set(pack("b", values[:, :, :, 0])) == {"b"}


@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize("size", SIZES)
def test_training_parts_the_nodes_into_two_heaps(size, told):
    """Of trees that the training has not seen; with letters every node is read right in the end, told or not."""

    def right(leaves, step):
        net, heaps = weights_of(size, told, leaves, step), heaps_of(size, told, leaves, step)
        scores = heaps.vectors @ net.W.T + net.c
        return ((scores[:, 1] > scores[:, 0]) == heaps.truth).mean()

    assert right("T and F", 0) < 0.65
    assert right("T and F", 500) == 1
    assert right("pictures", 500) > 0.9
    first, last = (heaps_of(size, told, "T and F", step) for step in (0, 500))
    assert apart(last.vectors, last.truth) > 4 > 1 > apart(first.vectors, first.truth)


def test_pictures_in_the_heaps_have_the_truth_of_their_letters():
    (plain, truth), (pictured, same) = many("T and F"), many("pictures")
    low = plain.height == 0
    assert (truth == same).all()
    assert [odd()[k] for k in pictured.kind[low]] == (plain.kind[low] == 1).tolist()


def test_counting_models_are_those_of_the_record_and_fail_where_order_matters():
    assert counted(bag) == pytest.approx(count_weights("bag"), abs=0.02)
    data = datasets.expressions(500, 4, seed=1004)
    for kind, features in (("bag", bag), ("pairs", pairs)):
        says = features(data.trees) @ count_weights(kind)[:-1] + count_weights(kind)[-1] > 0
        assert 0.55 < (says == data.y).mean() < 0.7
    one, other = (
        view_of(State(words=("not", "T", "or", "T"), merged=merged)) for merged in ((0, 2), (2, 0))
    )  # fmt: skip
    assert one.truth[one.root] != other.truth[other.root]
    assert one.bag == other.bag


def test_what_was_not_recorded_is_refused_by_name():
    with pytest.raises(ValueError, match=r"weights_of expected a size of \(1, 2, 16\).*got 3, 'the root'"):
        weights_of(3, "the root", "T and F", 500)
