"""The open exercise 24.6 counts sweeps and states, refuses the exact gradient, and says what keeps log P down."""

import numpy as np
import pytest

import nnlearn.numpy as nn
from nnlearn import boltzmann
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.lessons.boltzmann_machines import bars

EXERCISE = registry.find("exercises", "24.6")


def learner(steps, rate=0.2, *, persist=True, fall=False, k=1):
    def dream(rbm, v, rng):
        sgd, chains = nn.SGD(rbm.parameters(), lr=rate), v
        for step in range(steps):
            if fall:
                sgd.param_groups[0]["lr"] = rate * (1 - 0.99 * step / steps)
            ends = rbm.cd_step(sgd, v, k, chains=chains, rng=rng)
            chains = ends if persist else v

    return dream


def said(dream):
    """Return the advice after one start; `measure` makes three."""
    return bars.advice([bars.dreamed(dream, 0)])


def test_what_it_measures_is_the_exact_likelihood():
    found = bars.dreamed(learner(0 + 1), 0)
    rbm = bars.Machine(0)
    learner(1)(rbm, bars.pictures(), np.random.default_rng(0))
    assert found.end == pytest.approx(boltzmann.log_p(rbm, bars.pictures()).mean())
    assert found.sweeps == 1


def test_an_answer_below_the_target_does_not_pass():
    result = judge(EXERCISE, learner(5))
    assert not result
    assert result.value < bars.TARGET
    assert "It was still learning after 5 sweeps" in result.message


def test_chains_from_the_data_are_seen():
    assert "Every chain began at the data" in said(learner(20, persist=False))
    assert "Every chain began at the data" not in said(learner(20))


def test_a_fall_is_told_with_its_place():
    fast = said(learner(3000, 1.0))
    assert "and then it fell" in fast
    assert "Let the rate fall" in fast


def test_whoever_used_all_sweeps_hears_how_much_is_on_the_pictures():
    looks = {0: -11.0, 5000: -5.9, 9500: -5.5}
    one = bars.Dream(end=-5.4, together=0.12, looks=looks, sweeps=9800, from_data=False)
    assert "have the probability 0.12" in bars.advice([one])


def test_looks_are_those_on_the_way():
    found = bars.dreamed(learner(501), 0)
    assert sorted(found.looks) == [0, bars.EVERY]
    assert found.looks[0] < found.looks[bars.EVERY] < found.end + 0.2


@pytest.mark.parametrize(
    ("dream", "says"),
    [
        (lambda rbm, v, rng: None, "has taken no sweep"),
        (learner(2, k=6000), "more than 10,000 sweeps"),
        (lambda rbm, v, rng: rbm.gibbs(v, 10_001), "more than 10,000 sweeps"),
        (lambda rbm, v, rng: rbm.ascend(None, boltzmann.gradient(rbm, v)), "exact gradient is not allowed"),
        (lambda rbm, v, rng: (rbm.gibbs(v), rbm.weight.data.fill(np.nan)), "NaN or infinite"),
    ],
)
def test_what_is_not_allowed_is_said(dream, says):
    with pytest.raises(ValueError, match=says):
        bars.dreamed(dream, 0)


def test_the_function_itself_is_asked_for():
    assert "without brackets" in judge(EXERCISE, 3).message
