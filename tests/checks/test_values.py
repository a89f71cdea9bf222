"""Where a value goes wrong: found by putting one of the solution's in its place, or by the first that is foreign."""

import linecache

import numpy as np
import pytest

from nnlearn.checks.diagnosis.values.pool import Pool
from nnlearn.checks.exercise import Exercise
from nnlearn.checks.judge import judge

HINTS = ("one", "two", "three")


def written(code):
    """Return the function or class of a notebook cell, with its text at hand as in a notebook."""
    name = f"<cell {hash(code)}>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    namespace = {"np": np, "__name__": "__main__"}
    exec(compile(code, name, "exec"), namespace)
    return next(value for key, value in namespace.items() if callable(value) and key != "np")


def scaled(x, y):
    mean, spread = x.mean(axis=0), x.std(axis=0)
    made = np.tanh((x - mean) / spread)
    return (made * y[:, None]).sum(axis=0)


SCALED = Exercise(
    id="90.1",
    title="",
    reference=scaled,
    inputs=lambda rng: (rng.normal(size=(n := int(rng.integers(5, 9)), 3)), rng.normal(size=n)),
    hints=HINTS,
)
HEAD = "def f(x, y):\n    mean = x.mean(axis=0)\n"
REST = "    return (np.tanh((x - mean) / s) * y[:, None]).sum(axis=0)"
REPLACED = {  # code: the value that is wrong, and what is said about it
    HEAD + "    s = np.abs(x - mean).mean(axis=0)\n" + REST: (
        "`np.abs(x - mean).mean(axis=0)`",
        "the rest would be right",
    ),
    HEAD + "    s = ((x - mean) ** 2).mean(axis=0)\n" + REST: ("`((x - mean) ** 2).mean(axis=0)`", "the square"),
    "def f(x, y):\n    mean, s = np.sum(x), x.std(axis=0)\n" + REST: (
        "`np.sum(x)`",
        "It is a single number there, and shape (3,) is needed",
    ),
    HEAD + "    z = (x - mean) / x.std(axis=0)\n    return (np.arctan(z) * y[:, None]).sum(axis=0)": (
        "`np.arctan(z)`",
        "",
    ),
    HEAD + "    z = np.tanh(x / x.std(axis=0) - mean)\n    return (z * y[:, None]).sum(axis=0)": (
        "`x / x.std(axis=0) - mean`",
        "Python multiplies and divides first",
    ),
}


@pytest.mark.parametrize("code", REPLACED)
def test_the_first_value_that_must_be_another_is_named(code):
    value, how = REPLACED[code]
    result = judge(SCALED, written(code))
    assert result.kind in ("value", "error"), result.message
    assert f"It goes wrong at {value}" in result.message
    assert how in result.message


def test_no_shape_is_asked_for_that_only_fits_because_a_mean_is_taken_next():
    def loss(p, y):
        return ((p - y) ** 2 / (1 + (p - y) ** 2)).mean()

    pair = Exercise(
        id="90.3", title="", reference=loss, hints=HINTS,
        inputs=lambda rng: (rng.normal(size=(n := int(rng.integers(5, 9)))), rng.normal(size=n)),
    )  # fmt: skip
    code = "def f(p, y):\n    made = np.arctan((p - y) ** 2) - y\n    return made.mean()"
    message = judge(pair, written(code)).message
    assert "It goes wrong at" in message
    assert "is needed" not in message


def test_a_value_that_raises_can_be_the_place():
    code = HEAD + "    z = np.tanh((x - mean) / x.std(axis=0, keepdim=True))\n    return (z * y[:, None]).sum(axis=0)"
    result = judge(SCALED, written(code))
    assert result.kind in ("error", "value"), result.message
    assert "It goes wrong at `x.std(axis=0, keepdim=True)`" in result.message


def test_an_expression_that_occurs_twice_is_told_with_its_line():
    code = HEAD + "    made = np.arctan((x - mean) / x.std(axis=0))\n    z = (x - mean) / x.std(axis=0)\n"
    code += "    z = np.tan(z) if len(x) < 2 else np.arctan((x - mean) / x.std(axis=0))\n"
    message = judge(SCALED, written(code + "    return (z * y[:, None]).sum(axis=0) + 0 * made[0]")).message
    assert "in the line `z = np.tan(z) if len(x) < 2" in message


@pytest.mark.parametrize(
    "code",
    [
        # another way, which comes back to the solution's values before the mistake
        HEAD + "    z = (x - mean) / np.sqrt((x * x).mean(axis=0) - mean * mean)\n    return np.exp(z).max(axis=0)",
        # nothing is shared at all
        "def f(x, y):\n    return np.exp(x).max(axis=0) + y.max()",
    ],
)
def test_another_way_is_not_blamed(code):
    message = judge(SCALED, written(code)).message
    assert "`x * x`" not in message
    assert "`np.exp(x)`" not in message


def test_a_right_value_is_not_blamed_although_another_in_its_place_would_help():
    def centred(g):
        kept = g - g.mean()
        return kept - kept * (kept**2).mean()

    exercise = Exercise(id="90.2", title="", reference=centred, inputs=lambda rng: (rng.normal(size=6),), hints=HINTS)
    message = judge(exercise, written("def f(g):\n    two = 2 * g / 2\n    return two - two.mean()")).message
    assert "goes wrong at `2 * g" not in message


def test_the_pool_knows_numbers_in_any_order_shape_and_sign():
    pool = Pool([{"w": [np.array([[0.5, -1.5], [2.5, 3.5]])]}, 0.125])
    assert pool.holds(np.array([[-0.5, 2.5], [1.5, 3.5]]).T)
    assert pool.holds(0.125)
    assert pool.holds(np.array([0.5, 0.5])) is None
    assert pool.holds(np.array([0.5, 0.51])) is False
    assert pool.holds((2, 2)) is None


def test_watching_does_not_change_what_a_class_or_a_comprehension_does():
    code = (
        "class Sum:\n    def __init__(self, start):\n        super().__init__()\n        self.total = start\n"
        "    def add(self, values):\n        for value in [2 * v for v in values if v > 0]:\n"
        "            self.total += value\n        return self.total\n"
    )
    from nnlearn.checks.diagnosis.source import source_of
    from nnlearn.checks.diagnosis.values.recorded import Recorded

    kind = written(code)
    recorded = Recorded(source_of(kind))
    assert recorded.run(lambda: recorded.answer(1).add([1, -2, 3])) == kind(1).add([1, -2, 3]) == 9
    assert any(value in (2, 6) for values in recorded.values.values() for value in values)
