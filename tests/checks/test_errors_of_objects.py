"""What errors of a learner's classes and shapes mean, and relations that must not be guessed."""

import numpy as np
import pytest
from test_diagnose import HINTS, LAYER, PAIR, moments, written

from nnlearn.checks.exercise import Exercise
from nnlearn.checks.judge import judge

MADE = "def __init__(self, k):\n        self.k = k"
READ = "def f(self, x):\n        return x * self.k"
SLIPS = {  # the two methods of a class: what is told
    (MADE, "def f(self, x):\n        return x * k"): "write `self.k`",
    ("def __init__(self, k):\n        m = k", "def f(self, x):\n        return x * self.m"): "keeps it in",
    ("def __init__(self, k):\n        self.m = 0", READ): "an argument of",
    ("def __init__(self, k):\n        m = k", "def f(self, x):\n        return x * m"): "keeps it for",
    (MADE, "def f(self, x):\n        return x * self.k1"): "Is `k` meant?",
    (MADE, "def f(x):\n        return x * 2"): "`self` is missing",
    (MADE, "def f(self, x, y):\n        return x * 2"): "takes x, y",
    ("def _init_(self, k):\n        self.k = k", READ): "`__init__`",
}


@pytest.mark.parametrize("methods", SLIPS)
def test_slips_of_a_class_are_told(methods):
    exercise = Exercise(
        id="90.8",
        title="",
        reference=written(
            "class C:\n    def __init__(self, k):\n        self.k = k\n    f = lambda self, x: x * self.k"
        ),
        inputs=lambda rng: (float(rng.normal()), rng.normal(size=3)),
        run=lambda cls, k, x: cls(k).f(x),
        hints=HINTS,
    )
    assert SLIPS[methods] in judge(exercise, written("class C:\n    " + "\n    ".join(methods))).message


def test_one_number_per_row_that_is_laid_along_the_columns_is_told():
    code = "def f(x, weight, bias):\n    m = x.mean(axis=1)\n    return np.tanh((x - m) @ weight.T + bias)"
    message = judge(LAYER, written(code)).message
    assert "`m` holds one number for each row of `x`" in message
    assert "In a product" not in message


def test_brackets_that_are_missing_are_found():
    exercise = Exercise(
        id="90.9",
        title="",
        reference=lambda a, b: 6 / (a + b),
        inputs=lambda rng: (rng.uniform(1, 2), rng.uniform(1, 2)),
        hints=HINTS,
    )
    message = judge(exercise, written("def f(a, b):\n    return 6 / a + b")).message
    assert "the brackets in" in message


def test_a_number_that_never_changes_is_no_sign_of_what_is_expected():
    message = judge(PAIR, lambda x, scale: (x.mean(axis=0) * scale, np.ones(3))).message
    assert "`variance` is 1 in each of 5 inputs" in message
    assert "the sign is applied" not in message


def test_a_name_that_numpy_does_not_have_is_told():
    code = "def f(x, weight, bias):\n    return np.tanhh(x @ weight.T + bias)"
    assert "Is `tanh` meant?" in judge(LAYER, written(code)).message


def test_a_factor_that_is_a_root_is_told():
    message = judge(LAYER, lambda x, weight, bias: np.sqrt(3) * np.tanh(x @ weight.T + bias)).message
    assert "1.732, the square root of 3, each" in message


def test_a_part_that_is_none_is_told():
    message = judge(PAIR, lambda x, scale: (moments(x, scale)[0], None)).message
    assert "`variance` is None, nothing" in message
