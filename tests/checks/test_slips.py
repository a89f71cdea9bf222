"""Slips of Python are told from the source of a wrong answer, and brackets are tried in other places."""

import ast
import linecache

import numpy as np
import pytest

from nnlearn.checks.diagnosis.slips import slips
from nnlearn.checks.exercise import Exercise
from nnlearn.checks.judge import judge

SLIPS = {
    'def f(a):\n    if a == "+" or "-":\n        return 1': "is always true",
    "def f(a, found=[]):\n    return found": "`found=[]` is made once",
    "def f(a, *, found=set()):\n    return found": "`found=set()` is made once",
    "def f(a):\n    return a.reverse()": "changes `a` in place and gives None",
    "def f(a):\n    a = a.append(1)\n    return a": "changes `a` in place and gives None",
    "def f(a):\n    return a ^ 2": "a power is `**`",
    "def f(a):\n    return list(set(a))": "a set has no order",
    "def f(a):\n    if a == 1:\n        b = 1\n    if a == 2:\n        b = 2\n    else:\n        b = 3": "elif",
}
FINE = (
    'def f(a):\n    if a == "+" or a == "-":\n        return 1',
    "def f(a, found=None, n=3):\n    found = found or [1]\n    return np.append(found, n)",
    "def f(a):\n    if a == 1:\n        return 1\n    if a == 2:\n        b = 2\n    else:\n        b = 3",
    "def f(a):\n    if a == 1:\n        b = 1\n    if a == 2:\n        b = 2\n    elif a == 3:\n        b = 3",
    "def f(a, b):\n    return (a > 1) ^ b",
)


@pytest.mark.parametrize("code", SLIPS)
def test_a_slip_is_told(code):
    (told,) = slips(ast.parse(code).body[0])
    assert SLIPS[code] in told


@pytest.mark.parametrize("code", FINE)
def test_no_slip_is_told_where_there_is_none(code):
    assert not list(slips(ast.parse(code).body[0]))


BRACKETS, PRODUCT = "the brackets in `", "is `*` meant"
LINES = {
    "grad * 1 - h**2": BRACKETS,
    "1 - h**2 * grad": BRACKETS,
    "grad * (1 - h) ** 2": BRACKETS,
    "grad @ (1 - h**2).T": PRODUCT,
}


@pytest.mark.parametrize("line", LINES)
def test_brackets_in_the_wrong_place_and_the_wrong_product_are_found(line):
    exercise = Exercise(
        id="90.1",
        title="",
        reference=lambda h, grad: grad * (1 - h**2),
        inputs=lambda rng: (rng.normal(size=(2, 3)), rng.normal(size=(2, 3))),
        hints=("one", "two", "three"),
    )
    code = f"def backward(h, grad):\n    return {line}\n"
    linecache.cache[line] = (len(code), None, code.splitlines(keepends=True), line)
    names = {"np": np, "__name__": "__main__"}
    exec(compile(code, line, "exec"), names)
    assert LINES[line] in judge(exercise, names["backward"]).message
