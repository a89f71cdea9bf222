"""The prover's second half: what the inputs of every exercise tell apart, and which answers its names and checks reach.

It walks the exercises, so a new one needs inputs that tell every change of its solution, and an answer written as
learners write it for each named mistake (wrong_answers/).
"""

import json

import pytest
from blind_answers import HERE, solved, valued
from kept_trials import kept_trial
from mutants import equivalent, mutants

from nnlearn.checks import judge as judging
from nnlearn.checks import registry
from nnlearn.checks.judge import judge
from nnlearn.checks.trial import Trial

NUMBERS = registry.lessons()
CLOSED = [one for number in NUMBERS for one in registry.exercises(number) if one.form != "open"]
FUNCTIONS = [one for one in CLOSED if one.form == "function"]
DATA = {
    "04.4": "its solution is a network, not a function; networks by hand are tried in wrong_answers/",
    "33.5": "its solution is a dict of findings, not a function; findings by hand are tried in wrong_answers/",
}
FOLDER = HERE / "wrong_answers"


def load(name):
    path = FOLDER / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def refused(id):
    """Return the wrong answers to an exercise that are kept here; the tests below show that they are refused."""
    answers = [*load("seen"), *load(f"named_{id[:2]}")]
    return [answer for answer in answers if answer["id"] == id and not answer.get("right")]


@pytest.fixture(autouse=True)
def memory(monkeypatch):
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")
    monkeypatch.setattr(judging, "Trial", kept_trial)


@pytest.fixture(scope="module")
def lesson():
    """Return the names after all solutions of a lesson, and what its checks are given; each lesson once."""
    kept = {}
    return lambda number: kept[number] if number in kept else kept.setdefault(number, solved(number))


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda one: one.id)
def test_inputs_tell_every_change_of_the_solution(exercise):
    told, listed = mutants(exercise), equivalent(exercise.id[:2]).get(exercise.id, {})
    if exercise.id in DATA:
        assert not told, "it has a text now: no excuse is needed"
    alive = [change for change, known in told.items() if not known]
    assert set(alive) == set(listed), "pass although they are changed, or listed although they are told"
    assert all(len(why.split()) >= 4 for why in listed.values()), "an equal change needs its reason"
    assert max(sum(told.values()), len(refused(exercise.id))) >= 8, "too few changes, of the solution or by hand"


@pytest.mark.parametrize("number", NUMBERS)
def test_natural_answers_reach_every_name(number, lesson):
    reached = set()
    for answer in load(f"named_{number}"):
        value = valued(answer, *lesson(number))
        result = judge(registry.find("exercises", answer["id"]), value)
        assert result.mistake == answer["name"], f"{answer['id']}, {answer['name']}:\n{result.message}"
        reached.add((answer["id"], answer["name"]))
    names = {(one.id, name) for one in registry.exercises(number) for name in one.wrong}
    assert names - reached == set(), "no answer as learners write it gets this name"


@pytest.mark.parametrize("number", NUMBERS)
def test_wrong_answers_are_refused_and_right_ones_pass(number, lesson):
    exercises = {one.id: one for one in registry.exercises(number)}
    for answer in load("seen"):
        exercise = exercises.get(answer["id"])
        if exercise is None or exercise.form == "open":
            continue
        value = valued(answer, *lesson(number))
        if exercise.form == "function":
            passed = not isinstance(value, Exception) and kept_trial(exercise).solves(value)
        else:
            passed = bool(judge(exercise, value))
        if not answer["right"] and passed:  # the results are right: then it must be refused for something else
            passed = bool(judge(exercise, value))
        assert passed is answer["right"], f"{answer['id']}: {answer['what']}"


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda one: one.id)
def test_arguments_have_names_and_ordinary_inputs_come_first(exercise):
    from nnlearn.checks.report import argument_names

    trial = Trial(exercise)
    names = argument_names(trial, exercise.reference)
    assert not any(name.startswith("argument ") for name in names), names
    assert [one.kind for one in trial.inputs][: len(trial.ordinary)] == [""] * len(trial.ordinary)
    assert len(trial.ordinary) > 1 or exercise.id in DATA, "one input can be right by chance"


def test_the_excuses_are_needed():
    assert set(DATA) <= {one.id for one in FUNCTIONS}
