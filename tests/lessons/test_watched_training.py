"""What the checks of 15.5 and 16.5 see of training: digits that moved, wrong labels, rates, what predict gives."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.lessons.convolution import moved_digits
from nnlearn.lessons.convolution.watched_training import Watched, watched
from nnlearn.lessons.lenet import few_parameters

RNG = np.random.default_rng(0)
X, Y = RNG.uniform(size=(200, 6)).astype(np.float32), RNG.integers(0, 10, 200)


def trained(y=Y, x=X, rate=0.01, optimizer=nn.Adam, epochs=20):
    """Return what is seen while a small network is trained."""
    nn.manual_seed(0)
    net = nn.Linear(6, 10)
    with watched() as seen:
        nn.fit(net, nn.CrossEntropyLoss(), optimizer(net.parameters(), lr=rate), x, y, epochs=epochs, batch_size=10)
    return seen.what_went_wrong(X, Y)


def test_what_kept_a_network_from_learning_is_told():
    assert "its label is" in trained(y=Y[::-1].copy())
    assert "was shown 1,000 digits" not in trained(epochs=5)
    assert "was shown 100 digits" in trained(x=X[:50], y=Y[:50], epochs=2)
    assert "That rate is small for SGD" in trained(rate=1e-3, optimizer=nn.SGD, epochs=2)
    assert "That rate is large for Adam" in trained(rate=1.0, epochs=2)
    assert "train for longer" in trained(epochs=2)


def test_a_network_that_is_only_called_was_not_trained():
    net, loss = nn.Linear(6, 10), nn.CrossEntropyLoss()
    with watched() as seen:
        nn.predict(net, X)
    assert "was not trained" in seen.what_went_wrong(X, Y)
    with watched() as seen:
        loss(net(X), Y)
    assert "no optimizer took a step" in seen.what_went_wrong(X, Y)
    assert Watched().what_went_wrong(X, Y) == ""  # a network of the learner's own: nothing was seen of it


def test_digits_that_were_moved_are_seen_and_noise_is_not_taken_for_a_move():
    given = moved_digits.in_the_middle(RNG.uniform(size=(30, 8, 8)))
    shown = np.roll(given[7], (2, -3), axis=(1, 2))
    assert "x[7], for example, 2 pixels down and 3 pixels to the left" in moved_digits.moved_in_training(
        Watched(samples=[(shown, 1)]), given
    )
    noisy = given[7] + 0.2 * RNG.uniform(size=given[7].shape)
    assert moved_digits.moved_in_training(Watched(samples=[(noisy, 1), (given[3], 1)]), given) == ""


@pytest.mark.parametrize(
    ("guesses", "words"),
    [
        (np.zeros((5, 10)), "ten scores each"),
        (np.zeros(10), "along axis 0"),
        (np.zeros((5, 1)), "an axis too many"),
        (3, "one thing, 3"),
        (np.full(5, 0.25), "largest score"),
        (None, "is there a `return`"),
    ],
)
def test_what_predict_gives_in_place_of_labels_is_told(guesses, words):
    with pytest.raises((TypeError, ValueError), match=words):
        moved_digits.labels_of(lambda x: guesses, np.zeros((5, 1, 16, 16)))


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (3, "the function reader itself"),
        (lambda x, y: None, "yours takes 2"),
        (lambda nn, x, y: None, "is there a `return`"),
        (lambda nn, x, y: nn.Sequential, "the class Sequential"),
        (lambda nn, x, y: [nn.ReLU()], "one nn.Sequential"),
    ],
)
def test_what_reader_gives_in_place_of_a_network_is_told(reader, words):
    with pytest.raises((TypeError, ValueError), match=words):
        few_parameters.measure(reader)


def test_where_the_parameters_are_is_told():
    _, passed, _, advice = few_parameters.measure(
        lambda nn, x, y: nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.Linear(10, 30), nn.Linear(30, 10))
    )
    assert not passed
    assert "490 parameters too many; 7,850 are in one layer, Linear(in_features=784" in advice
