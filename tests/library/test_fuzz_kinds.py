"""Pass every kind of bad value to every argument of everything public: a sample of what tools/fuzz.py tries."""

import dataclasses
import inspect
import re

import numpy as np
import pytest
from fuzzing.calls import Call
from fuzzing.judge import Outcome
from fuzzing.kinds import Kind
from fuzzing.right import RIGHT
from fuzzing.trials import CALLS, SIDES, Trial, sample, somewhere, trials

# What a class calls itself, with what it made itself; `update` and `rate` are the formulas of optimizers and schedules.
INNER = {
    "accumulate", "add_gradients", "add_to_corner", "around", "around_backward", "attend", "attend_backward",
    "back_to_data",
    "backward_through_time", "batched", "bind", "cast", "change", "check",
    "configure",
    "columns", "correlation_with", "embed", "feed_forward", "feed_forward_backward", "forget", "gates_over_time",
    "grad_of_code",
    "half_of", "init_parameters", "join_states", "keep", "kept", "look", "make_parameters", "matrices", "move", "name",
    "named_modules", "next_scores", "of", "outside", "pad", "parts", "place", "products", "project", "read", "run",
    "state_of", "states", "step_back", "unproject", "unrun",
    "parameter_names", "rate", "reduce", "scan", "set_alphabet", "set_arguments", "share", "shares", "size", "sources",
    "split_state", "spread", "step", "through", "track", "unscan", "update", "weights",
}  # fmt: skip


def test_every_public_name_has_a_call():
    for nn in SIDES.values():
        assert sorted({call.name for call in CALLS if "." not in call.name}) == sorted(nn.__all__)


def methods():
    """Return "Class.method" for each public method of our own that takes arguments."""
    found = set()
    for nn in SIDES.values():
        for public in (value for value in map(vars(nn).get, nn.__all__) if isinstance(value, type)):
            for owner in (each for each in public.__mro__ if each.__module__.startswith("nnlearn")):
                for name, method in vars(owner).items():
                    if not name.startswith("_") and inspect.isfunction(method) and name not in ("forward", "backward"):
                        count = len(inspect.signature(method).parameters)
                        found |= {f"{public.__name__}.{name}"} if count > 1 else set()
    return found


def test_every_method_that_takes_arguments_has_a_call():
    called = {call.name.split(".")[1] for call in CALLS if "." in call.name}
    assert sorted({each.split(".")[1] for each in methods()} - called - INNER) == []


@pytest.mark.parametrize("side", SIDES)
def test_bad_values_are_refused_in_words_or_mean_what_is_legal(side):
    faults = []
    with somewhere():
        for trial in sample(1000, seed=17, sides=(side,)):
            outcome, said = trial.outcome()
            if outcome.fault:
                faults.append(f"{outcome.name} {trial}: {said}")
    assert not faults, "\n".join(faults)


def test_every_reason_fits_a_trial():
    names = [str(trial) for trial in trials()]
    assert [pattern for pattern, _ in RIGHT if not any(re.fullmatch(pattern, name) for name in names)] == []


def refuse(nn, given):
    raise ValueError(f"Linear expected x to be 1, got {given['x']}")


def leak(nn, given):
    return [1, 2][given["x"]], {}


def mumble(nn, given):
    raise TypeError("unsupported operand type(s)")


def wait(nn, given):
    while True:
        pass


def ignore(nn, given):
    return np.ones(2), {}


JUDGED = {
    Outcome.REFUSED: Call("Linear", run=refuse),
    Outcome.FOREIGN: Call("Linear", run=leak),
    Outcome.WORDS: Call("Linear", run=mumble),
    Outcome.LONG: Call("Linear", run=wait),
    Outcome.GARBAGE: Call("Linear", run=ignore),
    Outcome.AGREES: Call("Linear", run=ignore, theirs=lambda given, state: np.ones(2)),
    Outcome.PYTHON: Call("Linear", run=lambda nn, given: len(text=given["x"])),
}


@pytest.mark.parametrize("outcome", JUDGED)
def test_the_judge_knows_what_came_of_it(outcome, monkeypatch):
    monkeypatch.setattr("fuzzing.judge.LIMIT", 0.05)
    call = dataclasses.replace(JUDGED[outcome], given={"x": 1})
    kind = Kind("a far index", lambda nn, legal: 9)
    assert Trial("numpy", call, 0, "x", kind).outcome()[0] is outcome


def test_what_means_the_same_must_give_the_same():
    kind = Kind("as float", lambda nn, legal: float(legal), same=True)
    right = Call("Linear", {"x": 1}, lambda nn, given: (given["x"] * np.ones(2), {}))
    wrong = Call("Linear", {"x": 1}, lambda nn, given: (np.ones(2) * isinstance(given["x"], int), {}))
    assert [Trial("numpy", each, 0, "x", kind).outcome()[0] for each in (right, wrong)] == [
        Outcome.EQUAL,
        Outcome.GARBAGE,
    ]
