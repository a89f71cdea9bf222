"""Rows that repeat, fractions for places, a `return` in both branches, one part too many: what is said about each."""

import numpy as np
import pytest
from test_diagnose import HINTS, written

from nnlearn.checks.exercise import Exercise
from nnlearn.checks.judge import judge


def running(x):
    return np.cumsum(x, axis=0)


def place(x, point):
    return int((np.cumsum(x) <= point).sum())


RUNNING = Exercise(id="90.1", title="", reference=running, inputs=lambda rng: (rng.normal(size=(4, 3)),), hints=HINTS)
PLACE = Exercise(
    id="90.1", title="", reference=place, samples=20, hints=HINTS,
    inputs=lambda rng: (rng.dirichlet(np.ones(6)), float(rng.random())),
)  # fmt: skip
ENDS = Exercise(
    id="90.1", title="", reference=lambda x: (x.min(), x.max()), hints=HINTS, returns=("least", "greatest"),
    inputs=lambda rng: (rng.normal(size=5),),
)  # fmt: skip
SAID = {
    "one part too many": (
        ENDS, "def f(x):\n    return 1, 2, 3", "expected 2 parts (least, greatest), found 3 parts",
    ),
    "one array is stored again and again": (
        RUNNING,
        "def f(x):\n    out, now = [], np.zeros(x.shape[1])\n    for row in x:\n        now += row\n"
        "        out.append(now)\n    return np.array(out)",
        "every row is the last one",
    ),
    "the first row is taken each time": (
        RUNNING,
        "def f(x):\n    return np.array([x[0] for row in x])",
        "every row is the first one",
    ),
    "a fraction for a place": (
        PLACE, "def f(x, point):\n    return x[int((np.cumsum(x) <= point).sum())]", "whole numbers are asked for",
    ),
    "both branches return": (
        PLACE,
        "def f(x, point):\n    end = 0\n    for i in range(len(x)):\n        end += x[i]\n        if point < end:\n"
        "            return i\n        else:\n            return len(x) - 1",
        "`if point < end:` stands in a loop and has a `return` in both of its branches",
    ),
    "a place of an empty list": (
        RUNNING,
        "def f(x):\n    out = []\n    for i in range(len(x)):\n        out[i] = x[i]\n    return np.array(out)",
        "append adds one at its end",
    ),
    "random numbers": (
        PLACE,
        "def f(x, point):\n    return int(np.random.randint(10**6) * (point < 2) * x.sum().round())",
        "Does it draw random numbers",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SAID)
def test_what_is_said(what):
    exercise, code, words = SAID[what]
    result = judge(exercise, written(code))
    assert not result
    assert words in result.message


def test_a_return_in_one_branch_is_no_fault():
    code = (
        "def f(x, point):\n    end = 0\n    for i in range(len(x)):\n        end += x[i]\n        if point <= end:\n"
        "            return i + 1\n        else:\n            end += 0\n    return len(x)"
    )
    assert "both of its branches" not in judge(PLACE, written(code)).message


def test_the_function_itself_is_asked_for_even_where_the_course_calls_it():
    exercise = Exercise(
        id="90.1", title="", reference=running, inputs=lambda rng: (rng.normal(size=(4, 3)),), hints=HINTS,
        run=lambda function, x: function(x),
    )  # fmt: skip
    assert "Expected the function itself" in judge(exercise, np.ones(3)).message
