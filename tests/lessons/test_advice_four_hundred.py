"""The open exercise 14.6 says what is wrong: the form of an answer, and what its networks were shown in training."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import datasets
from nnlearn.lessons.generalization import four_hundred
from nnlearn.lessons.generalization.shown_signals import Shown, shown_in_training

X, Y = four_hundred.few_signals()[0]
EVERYWHERE = np.concatenate([np.roll(X, k, axis=1) for k in range(40)])  # (16000, 40)


def small():
    return nn.MLP([40, 30, 10])


def fitted(change=lambda x, y: (x, y), lr=0.01, epochs=20):
    """Return a `train` that fits a small network to changed signals."""

    def train(nn, x, y, seed):
        net = small()
        x, y = change(x, y)
        nn.fit(net, nn.CrossEntropyLoss(), nn.Adam(net.parameters(), lr=lr), x, y, epochs=epochs, batch_size=32)
        return net

    return train


def by_hand(step, clear=True, steps=30):
    """Return a `train` with a loop of its own; `step(net, optimizer)` changes the weights."""

    def train(nn, x, y, seed):
        net, loss = small(), nn.CrossEntropyLoss()
        optimizer = nn.SGD(net.parameters(), lr=0.1)
        for _ in range(steps):
            if clear:
                net.zero_grad()
            nn.backprop(net, loss, x, y)
            step(net, optimizer)
        return net

    return train


def three_shifts(x, y):
    return np.concatenate([np.roll(x, k, axis=1) for k in (0, 3, -2)]), np.tile(y, 3)


def noise(x, y):
    return x + 2 * np.random.default_rng(0).normal(size=x.shape), y


def all_zero(net, optimizer):
    optimizer.step()
    for p in net.parameters():
        p.data[...] = 0


def seed_0_learns_little(nn, x, y, seed):
    return fitted(three_shifts, epochs=30 if seed else 1)(nn, x, y, seed)


TRAINED = {
    "no optimizer took a step": by_hand(lambda net, optimizer: None),
    "zero_grad was never called": by_hand(lambda net, optimizer: optimizer.step(), clear=False),
    "In training, signals and labels did not belong together": fitted(
        lambda x, y: (three_shifts(x, y)[0], np.repeat(y, 3)), epochs=1
    ),
    "reads every signal as the same digit. In the worst start the loss was": by_hand(all_zero),
    "The three starts differ by": seed_0_learns_little,
    "in 13 steps at a learning rate of 0.0001": fitted(lr=1e-4, epochs=1),
    "400 different signals, and none was moved": fitted(),
    "more than half of them are far from every signal of x": fitted(noise, epochs=60),
    "Were they trained on signals in another scale or form?": fitted(lambda x, y: (x + 2, y), epochs=40),
    "1,200 different signals, moved by 3 places at most": fitted(three_shifts),
}


@pytest.mark.parametrize("words", TRAINED)
def test_what_kept_the_networks_from_learning_is_said(words):
    _, passed, _, advice = four_hundred.measure(TRAINED[words])
    assert not passed
    assert words in advice


def shown(signals, labels, losses=(2.0,) * 50):
    return Shown(set(range(len(signals))), list(zip(signals, labels, strict=True)), list(losses), [0.001] * 50, 50)


@pytest.mark.parametrize(
    ("known", "losses", "words"),
    [
        (1.0, np.ones(50), "They still know them by heart"),
        (0.8, np.linspace(2, 1, 50), "The loss was still falling: train for longer"),
        (0.8, np.ones(50), "Look at one thing at a time"),
    ],
)
def test_nothing_is_said_about_copies_where_all_were_shown(known, losses, words):
    seen = shown(EVERYWHERE, np.tile(Y, 40), losses)
    said = four_hundred.advice(seen, (X, Y), [0.47, 0.48, 0.48], [known] * 3, 10)
    assert words in said
    assert "different signals" not in said


@pytest.mark.parametrize(
    ("change", "never"),
    [
        (lambda x, y: (2 * x - 1, y), "far from every signal"),
        (lambda x, y: datasets.augment(x, y, 3, noise=0.3), "far from every signal"),
        (lambda x, y: datasets.augment(x, y, 3, shift=5, noise=0.2), "none was moved"),
        (lambda x, y: (np.concatenate([x, x, x[:, ::-1]]), np.tile(y, 3)), "moved by"),
    ],
)
def test_signals_are_known_again_under_other_changes(change, never):
    signals, labels = change(X, Y)
    seen = shown(signals, labels)
    assert seen.trouble(X, Y) == ""
    assert never not in seen.unlike(X) + seen.copies(X)


def test_mirrored_and_turned_signals_beside_the_old_ones_are_told():
    seen = shown(np.concatenate([X, X[:, ::-1], -X]), np.tile(Y, 3))
    assert "more than half of them are far" in seen.unlike(X)


def test_weights_changed_by_hand_are_training_too():
    def step(net, optimizer):
        for p in net.parameters():
            p.data -= 0.1 * p.grad

    with shown_in_training() as seen:
        by_hand(step)(nn, X, Y, 0)
    assert seen.trouble(X, Y) == ""


class Loop(nn.Module):
    def forward(self, x):
        return np.zeros((len(x), 10), np.float32)


@pytest.mark.parametrize(
    ("train", "words"),
    [
        (lambda nn, x, y, seed: None, "is there a `return`"),
        (lambda nn, x, y, seed: X, "got a ndarray"),
        (lambda nn, x, y, seed: Loop(), "not dense: Loop"),
        (lambda nn, x, y, seed: nn.Linear(40, 3), "ten scores for each signal"),
        (lambda nn, x, y, seed: datasets.mnist1d(10), "makes new signals"),
        (lambda nn, x, y: small(), "yours takes 3"),
        (0.53, "Expected the function train itself"),
    ],
)
def test_a_slip_in_train_is_named(train, words):
    with pytest.raises((TypeError, ValueError), match=words):
        four_hundred.measure(train)


def test_a_history_is_told_from_a_network():
    def train(nn, x, y, seed):
        net = small()
        return nn.fit(net, nn.CrossEntropyLoss(), nn.SGD(net.parameters(), lr=0.1), x, y, epochs=1, batch_size=32)

    with pytest.raises(TypeError, match="which is what"):
        four_hundred.measure(train)
