"""The open exercise 22.6 sends unseen digits through sixteen numbers, and says what keeps the error up."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.autoencoders import sixteen

EXERCISE = registry.find("exercises", "22.6")


def coder(epochs=110, middle=None, units=128, bend=nn.ReLU, kept=None):
    """Return an answer: two dense layers down, two up, trained for some epochs."""

    def learn(x, seed):
        nn.manual_seed(seed)
        down = nn.Sequential(nn.Linear(64, units), bend(), nn.Linear(units, 16), *([middle()] if middle else []))
        up = nn.Sequential(nn.Linear(16, units), bend(), nn.Linear(units, 64))
        both, x = nn.Sequential(down, up), x[:kept]
        adam = nn.AdamW(both.parameters(), lr=0.003)
        falling = nn.CosineAnnealingLR(adam, epochs)
        fall = [lambda run: falling.step() if run.end_of_epoch else None]
        nn.fit(both, nn.MSELoss(), adam, x, x, epochs=epochs, batch_size=64, callbacks=fall)
        return lambda x: nn.predict(down, x), lambda z: nn.predict(up, z)

    return learn


def plane(x, seed):
    mean = x.mean(axis=0)
    axes = np.linalg.svd(x - mean, full_matrices=False)[2][:16]
    return lambda x: (x - mean) @ axes.T, lambda z: z @ axes + mean


def by_heart(x, seed):
    """Each known digit has its number, and an unseen one gets that of the nearest."""

    def encode(new):
        square = (new**2).sum(axis=1)[:, None] + (x**2).sum(axis=1) - 2 * new @ x.T
        number = square.argmin(axis=1) / len(x)
        return np.column_stack([number, new @ np.random.default_rng(0).normal(size=(64, 15))])

    return encode, lambda z: x[np.round(z[:, 0] * len(x)).astype(int) % len(x)]


def test_a_bent_coder_reaches_the_target_and_is_tried_on_other_splits():
    result = judge(EXERCISE, coder())
    assert result
    assert result.value < sixteen.TARGET - 0.0002
    assert "on two others" in result.message


@pytest.mark.parametrize(
    ("learn", "says"),
    [
        (plane, "Halfway between two codes"),
        (coder(10, middle=nn.ReLU), "Is there a ReLU at the code"),
        (coder(2), "worse than through PCA"),
        (by_heart, "known by heart"),
        (coder(25), "On the digits it was given the error is"),
    ],
)
def test_it_says_what_keeps_the_error_up(learn, says):
    value, passed, _, advice = sixteen.measure(learn)
    assert not passed
    assert value > sixteen.TARGET
    assert says in advice


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, "Is a `return` missing"),
        (len, "two functions"),
        ((lambda x: x[:, :8], lambda z: z), "expected 16 numbers for each digit"),
        ((lambda x: x[:, :16] * np.nan, lambda z: z), "NaN or infinity"),
        ((lambda x: x[:, :16], lambda z: z), "expected a picture for each code"),
    ],
)
def test_answers_of_another_form_are_named(answer, says):
    with pytest.raises((TypeError, ValueError), match=says):
        sixteen.tried(lambda x, seed: answer, 0)
