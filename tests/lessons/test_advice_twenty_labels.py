"""The open exercise 25.6 gives twenty labels, counts what is read with them, and says what is lacking."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.deep_belief_networks import twenty_labels
from nnlearn.lessons.deep_belief_networks.twenty_labels import Round, advice

EXERCISE = registry.find("exercises", "25.6")


def learner(sizes=(64, 100, 100, 10), epochs=60, lr=0.003, pretrained=False):
    def learn(x, known, labels, seed):
        nn.manual_seed(seed)
        if pretrained:
            dbn = nn.DBN(sizes[:-1], std=0.05)
            dbn.pretrain(x, epochs=8, momentum=0.9)
            net, step = dbn.to_mlp(10), nn.SGD
        else:
            net, step = nn.MLP(sizes), nn.AdamW
        nn.fit(net, nn.CrossEntropyLoss(), step(net.parameters(), lr), x[known], labels, epochs=epochs, batch_size=20)
        return net

    return learn


def test_a_random_start_does_not_reach_the_target():
    result = judge(EXERCISE, learner())
    assert not result
    assert twenty_labels.TARGET - 0.1 < result.value < twenty_labels.TARGET - 0.02
    assert "the digits without a label is not enough yet" in result.message


def test_a_stack_reaches_more_than_a_random_start_of_the_same_size():
    """In two draws; ten draws of the solution are in twenty_labels.py."""
    stack, random = (
        np.mean([twenty_labels.played(learner(epochs=n, lr=rate, pretrained=pre), seed).right for seed in (0, 1)])
        for pre, n, rate in ((True, 150, 0.5), (False, 60, 0.003))
    )
    assert stack > random + 0.03


def test_the_twenty_are_two_of_each_class_and_differ_from_draw_to_draw():
    _, y, new, _ = twenty_labels.digits()
    known = twenty_labels.drawn(y, 0)
    assert np.bincount(y[known]).tolist() == [2] * 10
    assert len({*known}) == 20
    assert not np.array_equal(known, twenty_labels.drawn(y, 1))
    assert (new.shape, new.dtype) == ((449, 64), np.float32)


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (Round(0.5, 0.9, 0.7, 8), "answers with 8 of the ten classes only"),
        (Round(0.6, 0.95, 0.7, 10), "Of their own twenty digits the networks read 0.95"),
        (Round(0.66, 1.0, 0.7, 10), "would be right for 0.700"),
        (Round(0.74, 1.0, 0.78, 10), "a random start with ReLU reaches 0.77"),
        (Round(0.78, 1.0, 0.7, 10), "how long the stack is trained"),
    ],
)
def test_it_says_what_is_missing(one, says):
    assert says in advice([one] * 5)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (None, "Is a `return` missing"),
        (np.zeros((449, 10)), "expected the network itself"),
        (nn.MLP([64, 30, 10]), "has 2 layers with weights"),
        (nn.Linear(64, 10), "has 1 layer with weights"),
        (nn.DBN([64, 8, 8, 8]), "learn returned the stack"),
        (nn.MLP([64, 8, 8, 3]), "expected ten scores a digit"),
    ],
)
def test_answers_of_another_form_are_named(made, says):
    with pytest.raises((TypeError, ValueError), match=says):
        twenty_labels.played(lambda x, known, labels, seed: made, 0)


def test_a_network_that_has_diverged_is_named():
    net = nn.MLP([64, 8, 8, 10])
    net[0].weight.data[...] = np.nan
    with pytest.raises(ValueError, match="NaN or infinity"):
        twenty_labels.played(lambda x, known, labels, seed: net, 0)


def test_a_network_of_pytorch_is_read_as_well():
    torch = pytest.importorskip("torch")
    net = torch.nn.Sequential(*(torch.nn.Linear(a, b) for a, b in ((64, 8), (8, 8), (8, 10))))
    found = twenty_labels.played(lambda x, known, labels, seed: net, 0)
    assert 0 <= found.right < 0.5


@pytest.mark.parametrize("given", [nn.MLP, nn.MLP([64, 8, 8, 10]), 3])
def test_the_function_itself_is_asked_for(given):
    assert "without brackets" in judge(EXERCISE, given).message
