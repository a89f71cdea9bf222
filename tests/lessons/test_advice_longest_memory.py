"""The open exercise 19.6 says what is wrong: the form of an answer, and what the gates of its network do to a cell."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.lessons.lstm import longest_memory, reader, set_gate
from nnlearn.lessons.lstm.answers import biases


def started(kind, units=8, **gates):
    """Return an untrained network whose gates start with these biases."""
    nn.manual_seed(0)
    layer = getattr(nn, kind)(9, units, batch_first=True)
    for gate, bias in gates.items():
        set_gate(layer, gate, bias)
    return reader(nn, layer, 4)


@pytest.mark.parametrize(
    ("kind", "gates", "words"),
    [
        ("RNN", {}, "rewrites its whole state in every step"),
        ("LSTM", {}, "Which bias of f would keep it"),
        ("GRU", {}, "Which bias of z would keep it"),
        ("LSTM", {"f": 6}, "the input gate stands at 0.4"),
        ("LSTM", {"f": 6, "i": -6}, "so the way is open"),
        ("GRU", {"z": 6}, "so the way is open"),
    ],
)
def test_what_the_gates_do_is_said(kind, gates, words):
    said = longest_memory.advice(nn, started(kind, **gates))
    assert words in said
    assert "Asked at once, without any noise, the weaker network is right in" in said


def test_half_lives_are_those_of_the_gates():
    for distance in (20, 300):
        model = started("LSTM")
        model.recurrent.weight_hh_l0.data[...] = model.recurrent.weight_ih_l0.data[...] = 0
        model.recurrent.bias_ih_l0.data[:], model.recurrent.bias_hh_l0.data[:] = biases(distance, 8)
        assert longest_memory.half_life(model.recurrent) == pytest.approx(distance, rel=1e-3)


def test_a_network_of_two_layers_is_not_looked_into():
    nn.manual_seed(0)
    model = reader(nn, nn.GRU(9, 8, 2, batch_first=True), 4)
    assert "For how many steps does it keep half" in longest_memory.advice(nn, model)


def test_how_far_it_remembers_is_said():
    model = started("LSTM", f=2)
    adam, loss = nn.Adam(model.parameters(), lr=0.02), nn.CrossEntropyLoss()
    from nnlearn.datasets import recall_task

    for seed in range(100):
        fresh = recall_task(32, distance=2, seed=seed)
        adam.zero_grad()
        nn.backprop(model, loss, fresh.x, fresh.y)
        adam.step()
    assert "The weaker network recalls over" in longest_memory.advice(nn, model)


def test_a_share_below_the_target_is_not_shown_as_the_target():
    assert [longest_memory._down(share) for share in (0.98999, 0.99, 1.0)] == ["98.9 %", "99 %", "100 %"]


FORMS = {
    "is there a `return`": lambda nn, distance, seed: None,
    "got a tuple": lambda nn, distance, seed: (started("GRU"), 1),
    "has no recurrent layer": lambda nn, distance, seed: nn.MLP([9, 4]),
    "Leave bidirectional out": lambda nn, distance, seed: both_ways(nn),
    "5,636 weights, and 5,000 are allowed": lambda nn, distance, seed: started("LSTM", 32),
    r"shape \(1000, 4\), got shape \(1000, 4, 302\)": lambda nn, distance, seed: reader(
        nn, nn.GRU(9, 4, batch_first=True), 4, last=False
    ),
    "yours takes 2": lambda nn, distance: started("GRU"),
    "expected the function train itself": started("GRU"),
}


def both_ways(nn):
    model = started("GRU")
    model.recurrent = nn.GRU(9, 8, batch_first=True, bidirectional=True)
    return model


@pytest.mark.parametrize("words", FORMS)
def test_a_slip_in_train_is_named(words):
    with pytest.raises((TypeError, ValueError), match=f"(?i){words}"):
        longest_memory.measure(FORMS[words])


def test_the_measure_counts_what_is_recalled(monkeypatch):
    monkeypatch.setattr(longest_memory, "DISTANCE", 3)
    share, passed, sentence, advice = longest_memory.measure(lambda nn, distance, seed: started("LSTM"))
    assert 0.1 < share < 0.5
    assert not passed
    assert "of 1,000 unseen sequences are recalled" in sentence
    assert advice
    assert np.isclose(share * 2000, round(share * 2000))
