"""The open exercise 17.6 says what is wrong: networks that are not plain, too many epochs, what stopped learning."""

import pytest

import nnlearn.numpy as nn
from nnlearn.lessons.residual_networks import plain_training
from nnlearn.lessons.residual_networks.depth import build, signals
from nnlearn.lessons.residual_networks.plain_training import Watched, advice, check_plain, watched

X, Y = signals()[:2]
LOSS = nn.CrossEntropyLoss()


def fitted(net, epochs, lr=1e-3, examples=2000):
    nn.fit(net, LOSS, nn.Adam(net.parameters(), lr=lr), X[:examples], Y[:examples], epochs=epochs, batch_size=500)
    return net


def grown(early, late):
    """Return a `train` that shows the signals `early` times to 2 layers, then `late` times to 40."""

    def train(nn, x, y, seed):
        small = fitted(build("plain", 2), early)
        deep = nn.Sequential(*list(small)[:-2], *list(build("plain, identity", 40))[5:])
        return fitted(deep, late)

    return train


def test_the_plain_networks_of_the_lesson_are_plain():
    for kind in ("plain", "plain, identity", "plain + BN"):
        check_plain(nn, build(kind, 40))


@pytest.mark.parametrize(
    ("net", "words"),
    [
        (lambda: None, "is there a `return`"),
        (lambda: nn.Linear(40, 10), "one nn.Sequential"),
        (lambda: build("x + F", 40), "not plain: Residual"),
        (lambda: nn.Sequential(nn.Linear(40, 64), nn.Tanh(), nn.Linear(64, 10)), "not plain: Tanh"),
        (lambda: build("plain", 38), "the network has 38"),
        (lambda: nn.Sequential(*(p for p in build("plain", 41) if not isinstance(p, nn.ReLU))), "without a ReLU"),
        (lambda: nn.Sequential(*build("plain", 40), nn.ReLU()), "ten scores"),
        (lambda: nn.Sequential(*list(build("plain", 40))[:-1], nn.Linear(64, 9)), "ten scores"),
    ],
)
def test_a_network_of_another_form_is_named(net, words):
    with pytest.raises((TypeError, ValueError), match=words):
        check_plain(nn, net())


@pytest.mark.parametrize(
    ("train", "words"),
    [
        (grown(8, 8), "shown 16 times the 2,000 signals"),
        (grown(11, 4), "trained for 4 epochs; at least 5"),
        (lambda nn, x, y: None, "yours takes 3"),
        (0.85, "Expected the function train itself"),
    ],
)
def test_rules_of_the_training_are_kept(train, words):
    with pytest.raises((TypeError, ValueError), match=words):
        plain_training.measure(train)


def test_layers_that_are_inserted_in_place_are_counted_from_then_on():
    net = fitted(build("plain", 2), 1)
    with watched() as seen:
        fitted(net, 2)
        for _ in range(38):
            net.insert(1, nn.Linear(64, 64))
            net.insert(1, nn.ReLU())
        fitted(net, 3)
        nn.predict(net, X)  # trains nothing
    assert seen.epochs() == 5
    assert seen.epochs(net, 42) == 3
    assert seen.epochs(build("plain", 2)) == 0


def shown(losses, rates=(1e-3,), cleared=1, epochs=15):
    return Watched([(0, 42, 2000)] * epochs, list(losses), list(rates), cleared)


@pytest.mark.parametrize(
    ("seen", "shares", "words"),
    [
        (shown([], []), [0.1] * 3, "No loss was computed"),
        (shown([2.3] * 9, []), [0.1] * 3, "No optimizer took a step"),
        (shown([2.3] * 9, [0.1] * 9, cleared=0), [0.1] * 3, "zero_grad was never called"),
        (shown([90] * 10 + [2.0] * 90), [0.3] * 3, "It began far above guessing"),
        (shown([2.3] * 100), [0.1] * 3, "Nothing was learned"),
        (shown([2.3] * 50 + [1.0] * 50), [0.4, 0.6, 0.69], "differ by 29 points"),
        (shown([2.3] * 50 + [1.0] * 50, epochs=8), [0.6] * 3, "It had 8 epochs, and 15 are allowed"),
        (shown([2.3] * 50 + [1.2] * 50), [0.55] * 3, "He's start gets to 54 %"),
    ],
)
def test_what_kept_the_networks_from_learning_is_said(seen, shares, words):
    assert words in advice(seen, shares)


def test_the_usual_start_does_not_reach_the_target():
    def train(nn, x, y, seed):
        net = build("plain", 40, seed)
        nn.fit(net, LOSS, nn.Adam(net.parameters(), lr=1e-3), x, y, epochs=5, batch_size=64)
        return net

    share, passed, sentence, said = plain_training.measure(train)
    assert 0.15 < share < 0.6
    assert not passed
    assert "of 1,000 unseen ones" in sentence
    assert "It had 5 epochs" in said or "Nothing was learned" in said or "differ by" in said
