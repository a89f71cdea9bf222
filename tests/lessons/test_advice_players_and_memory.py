"""The open exercises 18.5 and 26.5 say what is wrong: the form of an answer, and what was found while it was tried."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.lessons.gans import advice as players
from nnlearn.lessons.gans.answers import rounded_down
from nnlearn.lessons.recurrent_networks import ask
from nnlearn.lessons.recurrent_networks.answers import measure_memory

GOOD = {"loss": "minimax", "lr_d": 0.002, "turns": 2}
FORMS = {
    "got a tuple": ("minimax", 0.002, 2),
    "'turns' is missing": {"loss": "minimax", "lr_d": 0.002},
    "the generator's rate is given": {**GOOD, "lr_g": 0.01},
    "Is 'minimax' meant?": {**GOOD, "loss": "Minimax"},
    "lr_d to be one number above 0": {**GOOD, "lr_d": "0.002"},
    "turns to be a whole number": {**GOOD, "turns": 2.5},
}


@pytest.mark.parametrize("words", FORMS)
def test_a_slip_in_the_settings_is_named(words):
    with pytest.raises((TypeError, ValueError), match=words.replace("?", r"\?")):
        players.checked(FORMS[words])


def test_numbers_of_numpy_and_whole_floats_are_settings():
    assert players.checked({**GOOD, "lr_d": np.float64(0.002), "turns": 2.0}) == GOOD


@pytest.mark.parametrize(
    ("settings", "game", "words"),
    [
        (GOOD, players.Played(0.5, 0.1, 1.2, 1.2), "lie together on one side"),
        (GOOD, players.Played(0.0, 0.0, 90.0, 90.0), "90 from its middle on average."),
        ({**GOOD, "lr_d": 0.1}, players.Played(0.1, 0.2, 0.1, 1.0), "17 times the generator's"),
        ({**GOOD, "loss": "wasserstein"}, players.Played(3.0, 0.4, 0.1, 1.0), "weights are clipped"),
        (GOOD, players.Played(6.0, 0.6, 0.1, 1.0), "nearly keeps up, with 2 turns at 0.002"),
        (GOOD, players.Played(7.8, 0.6, 0.1, 1.0), "too many points lie between them"),
    ],
)
def test_what_the_games_did_is_said(settings, game, words):
    assert words in players.advice(settings, [game])


@pytest.mark.parametrize(
    ("rate", "modes", "words", "never"),
    [
        (0.0005, 7.6, "The slopes of minimax vanish", "smaller than"),
        (0.0001, 0.2, "60 times smaller than the generator's", "vanish"),
        (0.002, 0.2, "hardly better", "smaller than"),
    ],
)
def test_minimax_is_blamed_only_where_the_other_loss_does_better(rate, modes, words, never):
    games, other = [players.Played(0.0, 0.0, 90.0, 90.0)], players.Played(modes, 0.8, 0.1, 1.0)
    said = players.advice({**GOOD, "lr_d": rate}, games, other)
    assert words in said
    assert never not in said


def test_a_value_below_the_target_is_not_shown_as_the_target():
    assert (rounded_down(6.97, 10), rounded_down(0.6999), rounded_down(7.0, 10)) == ("6.9", "69 %", "7.0")


def fitted(*lengths, lr=0.002, epochs=10, step=True, swapped=False):
    """Return a `teach` that goes through these numbers of dots."""

    def teach(nn, model):
        adam = nn.Adam(model.parameters(), lr=lr)
        for dots in lengths:
            x, y = ask(model, dots)[:: -1 if swapped else 1]
            if step:
                nn.fit(model, nn.CrossEntropyLoss(), adam, x, y, epochs=epochs, batch_size=4)
            else:
                nn.backprop(model, nn.CrossEntropyLoss(), x, y)
        return model

    return teach


def only_the_head(nn, model):
    x, y = ask(model, 1)
    nn_head = nn.Adam(model.head.parameters(), lr=0.01)
    for _ in range(5):
        nn_head.zero_grad()
        nn.backprop(model, nn.CrossEntropyLoss(), x, y)
        nn_head.step()
    return model


def never_cleared(nn, model):
    x, y = ask(model, 1)
    adam = nn.Adam(model.parameters(), lr=0.002)
    for _ in range(10):
        nn.backprop(model, nn.CrossEntropyLoss(), x, y)
        adam.step()
    return model


def in_evaluation_mode(nn, model):
    return only_the_head(nn, model.eval())


def cleared_late(nn, model):
    """Clear the gradients between the two passes, as in PyTorch; that is in time."""
    x, y = ask(model, 1)
    adam, loss = nn.Adam(model.parameters(), lr=0.002), nn.CrossEntropyLoss()
    for _ in range(10):
        loss(model(x), y)
        adam.zero_grad()
        model.backward(loss.backward())
        adam.step()
    return model


TAUGHT = {
    "The model read nothing": lambda nn, model: model,
    "Its weights are what they were before": fitted(1, 2, step=False),
    "Some of its weights have not moved": only_the_head,
    "The gradients of the step before were still there": never_cleared,
    "It was taught in evaluation mode": in_evaluation_mode,
    "Are they exchanged, or cut?": fitted(1, 2, swapped=True),
    "the gradient vanishes before it reaches the letter": fitted(15),
    "Is the learning rate too large?": fitted(1, lr=0.3),
    "is its learning rate too small?": fitted(1, lr=1e-5),
    "before it knew the letter": fitted(1, 2, 3),
    "over 5 dots the right letter had": fitted(5),
    "It practised 1 dot at most, and learned that": fitted(1, epochs=300),
}


@pytest.mark.parametrize("words", TAUGHT)
def test_where_the_teaching_stopped_working_is_said(words):
    _, passed, _, advice = measure_memory(TAUGHT[words])
    assert not passed
    assert words in advice


@pytest.mark.parametrize(
    ("teach", "words"),
    [
        (cleared_late, "still there"),
        (fitted(5), "vanishes"),
        (lambda nn, model: fitted(3)(nn, fitted(1, epochs=300)(nn, model)), "too large"),
    ],
)
def test_a_reason_that_is_none_is_not_given(teach, words):
    _, passed, _, advice = measure_memory(teach)
    assert not passed
    assert words not in advice


@pytest.mark.parametrize(
    ("teach", "words"),
    [
        (lambda nn, model: (model, 0.1), "a tuple of 2 with the model in it"),
        (lambda nn, model: type(model)("abcd.?"), "got another one"),
        (lambda model: model, "yours takes 1"),
        (nn.CharRNN("abcd.?"), "expected the function teach itself"),
    ],
)
def test_a_slip_in_teach_is_named(teach, words):
    with pytest.raises(TypeError, match=words):
        measure_memory(teach)
