"""What the checks of 15.5 and 16.5 see of training: digits that moved, wrong labels, rates, what predict gives."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.lessons.convolution import moved_digits
from nnlearn.lessons.convolution.watched_training import Watched, watched
from nnlearn.lessons.lenet import few_parameters
from nnlearn.lessons.lenet.shown import shown_in_training

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


def by_hand(clear, mode="train", steps=40):
    """Return what is seen of a training loop written by hand; `clear(net, optimizer)` is called before each step."""
    net, loss = nn.Linear(6, 10), nn.CrossEntropyLoss()
    optimizer = nn.Adam(net.parameters(), lr=0.01)
    getattr(net, mode)()
    with watched() as seen:
        for i in range(steps):
            at = slice(10 * (i % 20), 10 * (i % 20) + 10)
            clear(net, optimizer)
            nn.backprop(net, loss, X[at], Y[at])
            optimizer.step()
    return seen


def test_gradients_that_are_never_cleared_are_told_and_cleared_ones_are_not():
    assert "zero_grad was never called" in by_hand(lambda net, optimizer: None).what_went_wrong(X, Y)
    assert "zero_grad" not in by_hand(lambda net, optimizer: net.zero_grad()).what_went_wrong(X, Y)
    assert "zero_grad" not in by_hand(lambda net, optimizer: optimizer.zero_grad()).what_went_wrong(X, Y)


def test_training_in_eval_mode_is_counted_too():
    seen = by_hand(lambda net, optimizer: optimizer.zero_grad(), mode="eval")
    assert seen.shown == 400


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


def test_digits_that_were_moved_are_seen_in_images_of_another_size_scale_and_shape():
    given = moved_digits.in_the_middle(RNG.uniform(0.1, 1, size=(30, 8, 8)))
    large = np.pad(given, ((0, 0), (0, 0), (4, 4), (4, 4)))
    shown = [np.roll(large[k], (k, -2), axis=(1, 2)) for k in (1, 3)]
    for pages in (shown, [shown[0].reshape(-1), shown[1][0]], [4 * page - 1 for page in shown]):
        told = moved_digits.moved_in_training(Watched(samples=[(page, 1) for page in pages]), given)
        assert "x[3], for example, 3 pixels down and 2 pixels to the left" in told
    aside = np.pad(given, ((0, 0), (0, 0), (0, 4), (2, 2)))  # all of them in the same place
    assert moved_digits.moved_in_training(Watched(samples=[(page, 1) for page in aside]), given) == ""


def test_digits_that_are_asked_about_are_counted_in_training():
    given, unseen = (moved_digits.in_the_middle(RNG.uniform(size=(5, 8, 8))) for _ in "ab")
    assert moved_digits._asked_about(Watched(samples=[(one, 1) for one in given]), [unseen]) == 0
    assert moved_digits._asked_about(Watched(samples=[(one, 1) for one in unseen]), [given, unseen]) == 5


def test_a_predict_that_reads_less_than_training_did_is_told_only_if_the_loss_shows_it():
    layers = {"CrossEntropyLoss": nn.CrossEntropyLoss()}
    told = moved_digits._other_in_predict(Watched(losses=[0.1] * 20, layers=layers), 0.3)
    assert "the loss near the end was 0.10" in told
    assert moved_digits._other_in_predict(Watched(losses=[0.1] * 20, layers=layers), 0.8) == ""
    assert moved_digits._other_in_predict(Watched(losses=[0.6] * 20, layers=layers), 0.3) == ""
    assert moved_digits._other_in_predict(Watched(losses=[0.1] * 20), 0.3) == ""  # a loss of another kind


def test_an_activation_on_the_scores_is_told():
    nets = [nn.Sequential(nn.Linear(2, 3), *end) for end in ([nn.ReLU()], [])]
    told, none = (moved_digits._end(Watched(networks={1: net})) for net in nets)
    assert "is ReLU()" in told
    assert none == ""


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


class Listed(nn.Module):
    """A network whose layers are in a list, where parameters() does not find them."""

    def __init__(self):
        self.layers = [nn.Flatten(), nn.Linear(784, 20), nn.Linear(20, 10)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def test_parameters_in_a_list_are_counted():
    _, passed, sentence, advice = few_parameters.measure(lambda nn, x, y: Listed())
    assert not passed
    assert "15,910 parameters" in sentence
    assert "15,910 are in layers that it calls and that model.parameters() does not find" in advice


def nearest_mean(nn, x, y):
    """Return a network without parameters that compares with the mean of each class."""

    class Means(nn.Module):
        def forward(self, images):
            return -((images.reshape(len(images), 1, -1) - means) ** 2).sum(axis=2)

    means = np.stack([x[y == k].mean(axis=0).ravel() for k in range(10)])
    return Means()


def trained_on_the_test(nn, x, y):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    x, y = few_parameters.mnist("test")
    nn.fit(net, nn.CrossEntropyLoss(), nn.Adam(net.parameters(), lr=0.001), x, y, epochs=1, batch_size=32)
    return net


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (nearest_mean, "With all of its parameters set to 0 it still reads"),
        (trained_on_the_test, "it was shown 1,000 of the digits that it is asked about"),
    ],
)
def test_a_target_that_is_reached_in_a_wrong_way_is_refused(reader, words, monkeypatch):
    monkeypatch.setattr(few_parameters, "MIN_ACCURACY", 0.5)
    _, passed, _, advice = few_parameters.measure(reader)
    assert not passed
    assert words in advice


def test_labels_that_no_network_has_found_are_refused(monkeypatch):
    monkeypatch.setattr(moved_digits, "ENOUGH", 0.05)
    share, passed, _, advice = moved_digits.measure(lambda x, labels: lambda images: np.full(len(images), 1))
    assert share > 0.05
    assert not passed
    assert "No network of nn was trained" in advice


def test_what_the_network_was_shown_is_counted_by_digits_moved_or_not():
    x = np.zeros((40, 1, 10, 10), np.float32)
    x[:, :, 3:7, 3:7] = RNG.uniform(0.1, 1, size=(40, 1, 4, 4))
    net, labels = nn.Sequential(nn.Flatten(), nn.Linear(100, 10)), RNG.integers(0, 10, 40)
    with shown_in_training() as shown:
        for step in (0, 2, -3):
            moved = np.roll(x[:20], step, axis=2)
            nn.backprop(net, nn.CrossEntropyLoss(), moved, labels[:20])
        nn.predict(net, x)
    assert (shown.count, len(shown.different), shown.digits_of(x)) == (60, 60, 20)
    assert shown.in_x(x) == pytest.approx(1 / 3)
    assert shown.other_scale(x) is None
    off, usual = shown.off_the_middle(x)
    assert off - usual == pytest.approx(5 / 3, abs=0.3)
    wanted = np.tile(labels[:20], 3)
    assert shown.read(lambda pictures: np.eye(10)[wanted], x, labels) == 1


def small(nn, *end):
    nn.manual_seed(0)
    return nn.Sequential(
        *(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 12, 5), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(192, 10), *end),
    )


def fitted(change=lambda x: x, end=(), count=5000, epochs=1, rate=0.004):
    """Return a reader that trains on `count` digits, changed."""

    def reader(nn, x, y):
        net = small(nn, *end)
        optimizer = nn.Adam(net.parameters(), lr=rate)
        nn.fit(net, nn.CrossEntropyLoss(), optimizer, change(x[:count]), y[:count], epochs=epochs, batch_size=50)
        return net

    return reader


def far(x):
    steps = np.random.default_rng(1).integers(-9, 10, size=(len(x), 2))
    return np.stack([np.roll(one, step, axis=(1, 2)) for one, step in zip(x, steps, strict=True)])


@pytest.mark.parametrize(
    ("reader", "words", "never"),
    [
        (fitted(count=200, epochs=30), "only of 200 different digits", "still falling"),
        (fitted(count=200, epochs=6), "only of 200 different digits", "less than one epoch"),
        (fitted(count=2000), "2,000 digits, those shown again included, and x holds 5,000: that is less", "different"),
        (fitted(lambda x: x / 255), "numbers from 0 to 0.00392", "train for longer"),
        (fitted(lambda x: 2 * x - 1), "numbers from -1 to 1", "epoch"),
        (fitted(end=[nn.ReLU()]), "the last of its parts is ReLU()", "train for longer"),
        (fitted(end=[nn.Sigmoid()]), "the last of its parts is Sigmoid()", "train for longer"),
        (fitted(far), "Pictures moved so far are harder", "epoch"),
        (fitted(lambda x: x[..., ::-1]), "How were they changed?", "epoch"),
        (fitted(), "It had 1 epoch", "x holds"),
        (fitted(rate=0.2), "That rate is large for Adam", "never below 0"),
    ],
)
def test_why_too_few_are_right_is_measured(reader, words, never):
    _, passed, _, advice = few_parameters.measure(reader)
    assert not passed
    assert words in advice
    assert never not in advice
