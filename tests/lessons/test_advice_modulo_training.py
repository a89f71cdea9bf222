"""The open exercise 20.6 says what is wrong: networks of another form, trees too deep, what keeps them from depth 6."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.lessons.recursive_networks import arithmetic, modulo_training
from nnlearn.lessons.recursive_networks.modulo_training import Watched, advice, right, watched

FEW = arithmetic.calculations(40, (1, 3), seed=0)[1:]


def network(every_node=True, hidden=4, classes=5):
    tree = nn.TreeRNN(3, 2, 5, hidden, every_node=every_node)
    return nn.Sequential(tree, nn.Linear(2, classes), *([arithmetic.ClassesSecond()] if every_node else []))


def fitted(net, x, y, epochs=1):
    nn.fit(net, nn.CrossEntropyLoss(), nn.SGD(net.parameters(), lr=0.01), x, y, epochs=epochs, batch_size=1600)
    return net


class Knows(nn.Module):
    """A network that knows the values of all nodes, or of the roots."""

    def __init__(self, depth, of_nodes):
        _, self.x, self.y = arithmetic.calculations(modulo_training.COUNT, depth, seed=3000 + depth)
        self.of_nodes, self.at = of_nodes, 0

    def forward(self, x):
        y = self.y[self.at : self.at + len(x)]
        assert (self.x[self.at : self.at + len(x)] == x).all()
        self.at += len(x)
        scores = np.eye(5)[np.maximum(y, 0)]
        return scores.swapaxes(1, 2) if self.of_nodes else scores[np.arange(len(x)), (y >= 0).sum(axis=1) - 1]


@pytest.mark.parametrize("of_nodes", [True, False])
def test_scores_of_roots_and_of_all_nodes_are_read(of_nodes):
    assert right(nn, Knows(3, of_nodes), 3) == 1


@pytest.mark.parametrize(
    ("net", "words"),
    [
        (lambda: None, "is there a `return`"),
        (lambda: fitted, "got a function"),
        (lambda: fitted(network(), *FEW) and nn.fit, "got a function"),
        (lambda: network(classes=4), r"yours gives \(500, 4"),
        (lambda: nn.Sequential(*list(network())[:2]), r"of every node, \(N, 5, nodes\)"),
    ],
)
def test_a_network_of_another_form_is_named(net, words):
    with pytest.raises((TypeError, ValueError), match=words):
        right(nn, net(), 2)


def test_a_history_is_not_a_network():
    net = network()
    history = nn.fit(net, nn.CrossEntropyLoss(), nn.SGD(net.parameters(), lr=0.1), *FEW, epochs=1, batch_size=20)
    with pytest.raises(TypeError, match="got a History"):
        right(nn, history, 2)


def deep(nn, x, y, seed):
    _, x, y = arithmetic.calculations(40, (1, 4), seed=seed)
    return fitted(network(), x, y)


@pytest.mark.parametrize(
    ("train", "words"),
    [
        (deep, "was shown a tree of depth 4"),
        (lambda nn, x, y, seed: fitted(network(), x[:640], y[:640], 160), "shown 32 times 3,200 trees"),
        (lambda nn, x, y: None, "yours takes 3"),
        (0.85, "Expected the function train itself"),
    ],
)
def test_rules_of_the_training_are_kept(train, words):
    with pytest.raises((TypeError, ValueError), match=words):
        modulo_training.measure(train)


def test_a_training_is_watched():
    x, y = FEW
    net = network()
    with watched() as seen:
        fitted(net, x, y, 3)
        nn.predict(net, x)  # this is not training
    assert (seen.trees, seen.deepest, len(seen.losses), seen.steps, seen.cleared) == (120, 3, 3, 3, 3)
    assert seen.every_node
    assert seen.hidden == {4}
    with watched() as seen:
        fitted(network(False, None), x, arithmetic.at_roots(x, y))
    assert not seen.every_node
    assert seen.hidden == {None}
    fitted(net, x, y)
    assert len(seen.losses) == 1, "outside of the block nothing is watched"


def shown(epochs=30, losses=(1.6,) * 10, every_node=True, hidden=16, steps=10, cleared=10):
    return Watched(epochs * 3200, 3, list(losses), every_node, {hidden}, steps, cleared)


def shares(one=1.0, three=1.0):
    return {1: one, 2: three, 3: three, 4: three / 2, 6: three / 2}


@pytest.mark.parametrize(
    ("seen", "found", "words"),
    [
        (shown(losses=()), shares(), "No loss was computed"),
        (shown(steps=0), shares(), "No optimizer took a step"),
        (shown(cleared=0), shares(), "zero_grad was never called"),
        (shown(), shares(0.5), "Not even depth 1"),
        (shown(every_node=False), shares(), "Only roots were told"),
        (shown(hidden=None), shares(), "any more than an xor"),
        (shown(), shares(three=0.95), "At depth 3, where training ended, 95.0% are right"),
        (shown(12), shares(), "It had 12 epochs, and 30 are allowed"),
        (shown(), shares(), "Are the five heaps small"),
    ],
)
def test_what_kept_the_network_from_depth_six_is_said(seen, found, words):
    assert words in advice(seen, found)


def test_guessing_does_not_reach_the_target():
    share, passed, sentence, said = modulo_training.measure(lambda nn, x, y, seed: network())
    assert share < 0.5
    assert not passed
    assert "over two starts" in sentence
    assert "No loss was computed" in said
