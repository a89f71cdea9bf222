"""For which values of an argument an answer is wrong, a part that never changes, and parts missing or nested."""

import linecache

import pytest

from nnlearn.checks import registry
from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.checks.judge import judge

HINTS = ("one", "two", "three")


def local(operation, a, b):
    return {"+": (a + b, 1.0, 1.0), "*": (a * b, b, a), "/": (a / b, 1 / b, -a / b**2)}[operation]


SLOPES = Exercise(
    id="90.1",
    title="",
    reference=local,
    inputs=lambda rng: (str(rng.choice(["+", "*", "/"])), *(float(x) for x in rng.uniform(1, 3, 2))),
    cases=tuple((operation, 3.0, 2.0) for operation in "+*/"),
    samples=9,
    returns=("value", "da", "db"),
    hints=HINTS,
)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda operation, y, da, db: (y, da, -db) if operation == "/" else (y, da, db),
            "right for `operation` = '+' and '*', and wrong for '/'.\nThe sign of `db` is wrong",
        ),
        (lambda operation, y, da, db: (y, 7.0, db), "`da` is 7 in each of 12 inputs"),
        (lambda operation, y, da, db: (y, (da, db)), "nested. Return 3 things side by side: value, da, db"),
        (lambda operation, y, da, db: (da, db), "right, but `value` is missing"),
        (lambda operation, y, da, db: (y, db), "right, but `da` is missing"),
    ],
)
def test_what_is_wrong_with_some_values_or_parts_is_told(change, told):
    result = judge(SLOPES, lambda operation, a, b: change(operation, *local(operation, a, b)))
    assert result.kind == "relation"
    assert told in result.message


def test_a_return_in_a_loop_is_told_with_the_name_of_what_it_does():
    exercise = Exercise(
        id="90.2",
        title="",
        reference=sum,
        inputs=lambda rng: (list(rng.normal(size=4)),),
        wrong={"only the first counts": Wrong(lambda x: x[0], "And the others?")},
        hints=HINTS,
    )
    code = "def total(x):\n    s = 0\n    for one in x:\n        s += one\n        return s\n"
    linecache.cache["<total>"] = (len(code), None, code.splitlines(keepends=True), "<total>")
    names = {"__name__": "__main__"}
    exec(compile(code, "<total>", "exec"), names)
    result = judge(exercise, names["total"])
    assert result.mistake == "only the first counts"
    assert "`return s` stands inside the loop" in result.message


def test_two_arguments_in_each_others_places_are_told():
    exercise = Exercise(
        id="90.4",
        title="",
        reference=lambda h, grad: grad * (1 - h**2),
        inputs=lambda rng: (rng.normal(size=(2, 3)), rng.normal(size=(2, 3))),
        hints=HINTS,
    )
    result = judge(exercise, lambda h, grad: h * (1 - grad**2))
    assert "with `h` and `grad` in each other's places" in result.message


def test_an_open_exercise_blames_an_earlier_one_that_is_wrong():
    code = "def gradients(*net):\n    return net[2:]\n\ndef train(x, labels):\n    return gradients\n"
    names = {"__name__": "__main__"}
    exec(code, names)
    result = judge(registry.find("exercises", "09.5"), names["train"])
    assert result.kind == "earlier"
    assert "It uses your `gradients` of 09.4" in result.message


def test_usual_errors_are_explained():
    exercise = Exercise(id="90.3", title="", reference=sum, inputs=lambda rng: ([1.0, 2.0, 3.0],), hints=HINTS)
    for error, told in (
        (KeyError("a"), "no such entry"),
        (ZeroDivisionError(), "divisor"),
        (ValueError("max() arg is an empty sequence"), "chooses from is empty"),
    ):

        def answer(x, error=error):
            raise error

        assert told in judge(exercise, answer).message
