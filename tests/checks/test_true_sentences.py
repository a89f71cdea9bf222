"""Sentences that were once told of answers of which they are not true."""

import linecache

import numpy as np
import pytest

from nnlearn.checks.diagnosis.relations import Case, numbers
from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.checks.judge import judge

HINTS = ("one", "two", "three")


def written(code, called=None):
    """Return the function that a learner's cell defines."""
    name = f"<{code}>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    names = {"np": np, "__name__": "__main__"}
    exec(compile(code, name, "exec"), names)
    return names[called] if called else next(one for key, one in names.items() if callable(one) and key != "np")


def made(reference, inputs, **settings):
    return Exercise(id="90.1", title="", reference=reference, inputs=inputs, hints=HINTS, **settings)


LABELS = made(lambda x: (x.sum(axis=1) >= 0).astype(int), lambda rng: (rng.normal(2, 1, size=(3, 2)),))
PAIR = made(
    lambda x, w, b: (w + x.mean(), b - x.mean()),
    lambda rng: (rng.normal(size=4), float(rng.uniform(2, 3)), float(rng.uniform(0, 1))),
    returns=("w", "b"),
)
ROWS = made(lambda x: x**2, lambda rng: (rng.normal(size=(4, 3)),))


def test_a_label_that_seldom_changes_still_depends_on_its_input():
    message = judge(LABELS, lambda x: 1 if x.sum() >= 0 else 0).message
    assert "does not depend on" not in message


def test_a_pair_in_a_pair_is_told_as_that():
    message = judge(PAIR, lambda x, w, b: ((w + x.mean(), b - x.mean()), 0.5)).message
    assert "It returns 2 things; number 1 of them is right, and all that is asked for." in message
    assert "reduced" not in judge(PAIR, lambda x, w, b: ((w + x.mean(), b - 9), 0.5)).message


def test_the_last_row_alone_is_told_with_and_without_its_axis():
    for answer in (lambda x: x[-1] ** 2, lambda x: x[-1:] ** 2):
        assert "Only the last part of the result is there" in judge(ROWS, answer).message


def test_a_count_that_ends_its_loop_is_told():
    counted = made(lambda x: int((x > 0).sum()), lambda rng: (rng.normal(size=9),))
    code = "def count(x):\n    n = 0\n    for a in x:\n        if a > 0:\n            n += 1\n            return n\n"
    assert "`return n` stands in the loop" in judge(counted, written(code)).message


def test_small_numbers_are_not_taken_for_rounded_ones():
    tiny, ones = np.array([1e-5, 2e-5, 1.0]), np.array([0.4, 0.3, 1.2])
    case = size_case(ones, tiny)
    assert not any("rounding" in one for one in numbers.relations([case, case], "the result"))
    rounded = judge(made(lambda x: 3 * x, lambda rng: (rng.normal(size=9),)), lambda x: np.round(3 * x))
    assert "rounding is applied to it" in rounded.message


def size_case(expected, found):
    return Case(expected, found, {}, 1e-4)


def test_an_array_of_arrays_keeps_nothing_from_one_call_to_the_next():
    cut = made(lambda x: [x[:2], x[2:]], lambda rng: (rng.normal(size=5),))

    def answer(x):
        pieces = np.empty(2, dtype=object)
        pieces[0], pieces[1] = x[:2], x[2:] + 1
        return pieces

    assert "second call" not in judge(cut, answer).message


def test_a_factor_of_zeros_cannot_be_divided_out():
    masked = made(lambda x, y: 2 * x, lambda rng: (rng.normal(size=6), np.array([0.0, 1, 1, 0, 1, 0])))
    message = judge(masked, lambda x, y: 2 * x * y).message
    assert "is multiplied by `y` once too often." in message


def test_a_method_without_brackets_is_told():
    code = "def f(x):\n    x.sort\n    return x + 1"
    assert "`x.sort` stands alone and does nothing" in judge(ROWS, written(code)).message


def test_a_list_outside_of_a_function_may_be_filled():
    code = "found = []\ndef f(x):\n    found.append(x)\n    if len(found) < 2:\n        f(x)\n    return x"
    code = code.replace("found = []\n", "")
    assert "Nothing keeps" not in judge(ROWS, written(code)).message


def test_of_several_changes_of_a_line_a_wrong_name_is_said_last():
    steps = made(lambda x, h: x[: len(x) - 1].sum() + h.sum(), lambda rng: (rng.normal(size=5), rng.normal(size=4)))
    code = "def f(x, h):\n    return x[: len(x) - 2].sum() + h.sum()"
    assert "the number 2" in judge(steps, written(code)).message


def test_no_sentence_ends_in_two_stops():
    def answer(x):
        raise ValueError("is it so?")

    assert "ValueError: is it so?\n" in judge(ROWS, answer).message


def test_two_names_of_one_array_are_told():
    both = made(lambda x: (x + 1, 2 * x), lambda rng: (rng.normal(size=4),), returns=("up", "twice"))

    def answer(x):
        up = x + 1
        twice = up
        twice -= 1
        twice *= 2
        return up, twice

    assert "`up` and `twice` are one and the same array" in judge(both, answer).message


def test_a_call_from_which_nothing_is_expected_is_asked_for_no_value():
    quiet = made(lambda x: None, lambda rng: (rng.normal(size=4),))

    def answer(x):
        raise ValueError("too early")

    message = judge(quiet, answer).message
    assert "Expected no error." in message


def test_what_is_kept_outside_of_a_function_is_told():
    code = "def f(x):\n    found.append(x)\n    return found[0] ** 2"
    assert "`found` stands outside the function" in judge(ROWS, written("found = []\n" + code, "f")).message
    code = "def f(x):\n    found = []\n    found.append(x)\n    return found[0] ** 3"
    assert "stands outside" not in judge(ROWS, written(code)).message


def test_an_array_of_whole_numbers_is_told():
    code = "def f(x):\n    y = np.zeros(x.shape, dtype=int)\n    for i in range(len(x)):\n        y[i] = x[i] ** 2\n"
    code += "    return y"
    message = judge(ROWS, written(code)).message
    assert "`y = np.zeros(x.shape, dtype=int)` makes an array of whole numbers" in message
    code = code.replace(", dtype=int", "").replace("** 2", "** 3")
    assert "whole numbers" not in judge(ROWS, written(code)).message


@pytest.mark.parametrize("whole", ["x[i].argmin()", "np.argmax(x[i])", "len(x)", "int(x[i] > 0)", "7"])
def test_an_array_of_whole_numbers_is_not_blamed_for_places_and_counts(whole):
    code = "def f(x):\n    y = np.zeros(x.shape, dtype=int)\n    for i in range(len(x)):\n"
    code += f"        y[i] = {whole}\n    return y"
    assert "makes an array of whole numbers" not in judge(ROWS, written(code)).message


def test_what_writes_into_an_array_is_not_thrown_away():
    code = "def f(x):\n    y = 1 * x\n    np.clip(y, 0, 1, out=y)\n    return y"
    assert "nothing keeps" not in judge(ROWS, written(code)).message


def test_a_number_that_is_a_length_is_told():
    wrong = made(
        lambda p, y: (p == y).sum(), lambda rng: (rng.integers(0, 2, n := int(rng.integers(3, 9))), np.ones(n))
    )
    code = "def f(p, y):\n    return 4 - (p != y).sum()"
    assert "the number 4: does it hold for every input?" in judge(wrong, written(code)).message


def test_after_a_factor_no_name_is_suspected():
    slope = made(lambda z: 1 - np.tanh(z) ** 2, lambda rng: (rng.normal(size=5),))
    code = "def f(z):\n    s = 1 / (1 + np.exp(-2 * z))\n    h = 2 * s - 1\n    return 2 * s * (1 - s)"
    message = judge(slope, written(code)).message
    assert "by the factor 2, each time" in message
    assert "is it the right name" not in message


def test_errors_are_read_with_their_line():
    for line, told in (
        ("np.sum(x * 2, 0.5)", "The second argument of `np.sum` is an axis"),
        ("sum(a for a, b in [(1, 2, 3)])", "as many names as there are things"),
        ("range(len(x) / 2)", "`/` gives a float"),
        ("range(x.shape)", "one whole number is needed"),
        ("range(2.0)", "A whole number is needed there."),
    ):
        message = judge(ROWS, written(f"def f(x):\n    return {line}")).message
        assert told in message, line
        assert ("`/`" in message) is ("/" in line), line
    loop = "def f(x):\n    y = x + 1\n    for a, b in x, y:\n        y = a\n    return y"
    assert "needs `zip`" in judge(ROWS, written(loop)).message


def test_the_memory_order_of_an_array_does_not_matter():
    added = made(lambda x: x + 1, lambda rng: (rng.normal(size=(3, 4)),))

    def answer(x):
        x = x.copy(order="K")
        x.ravel()[:] += 1
        return x

    message = judge(added, answer).message
    assert "right for all ordinary inputs, and wrong for arrays stored column by column" in message


def test_an_argument_that_is_moved_there_and_back_is_told_so():
    read = made(lambda x: x.sum(), lambda rng: (rng.normal(size=4),))

    def answer(x):
        x += 0.1
        x -= 0.1
        return x.sum()

    message = judge(read, answer).message
    assert "It changes its argument x, which belongs to the caller: work on a copy" in message
    assert "leaves a rounding error" in message

    def other(x):
        total = x.sum()
        x[0] = 3
        return total

    message = judge(read, other).message
    assert "It changes its argument x" in message
    assert "rounding" not in message


def test_one_whole_number_that_agrees_by_chance_names_no_mistake():
    places = [0.3, -0.2, 1.4, 0.1, 0.2, -0.4]
    counted = made(
        lambda x, reach: (float(np.mean(x)), int((np.abs(x) < reach).sum())),
        None,
        cases=[(np.array(places), reach) for reach in (0.15, 1.0, 2.0)],
        returns=("mean", "close"),
        wrong={"not the distance": Wrong(lambda x, reach: (float(np.mean(x)), int((x < reach).sum())), "Look.")},
    )  # fmt: skip
    assert judge(counted, lambda x, reach: (float(np.mean(x)), int((x < reach).sum()))).mistake == "not the distance"
    both = judge(counted, lambda x, reach: (0.0, int((np.abs(x) < reach).sum()) + 2 * int(reach < 0.2)))
    assert both.mistake is None


def test_a_version_of_a_mistake_explains_special_inputs_too():
    shifted = made(
        lambda z: np.log1p(np.exp(-np.abs(z))),
        lambda rng: (rng.normal(size=3),),
        special={"z = 1000": (np.array([1000.0]),), "z = -1000": (np.array([-1000.0]),)},
        wrong={
            "it overflows": Wrong(
                lambda z: np.where(z > 500, np.inf, np.log1p(np.exp(-np.abs(z)))), "Look.", any_value=True,
                also=(lambda z: np.where(np.abs(z) > 500, np.inf, np.log1p(np.exp(-np.abs(z)))),),
            )
        },
    )  # fmt: skip
    assert judge(shifted, lambda z: np.where(z < -500, np.nan, np.log1p(np.exp(-np.abs(z))))).mistake == "it overflows"


def test_a_value_with_which_a_special_input_fails_is_not_called_right():
    ways = {"+": lambda a, b: a + b, "/": lambda a, b: a / b}
    exercise = made(
        lambda way, a, b: ways[way](a, b),
        None,
        cases=[(way, a, 2.0) for way in "+/" for a in (1.0, 3.0)],
        special={"a sum with b = 0": ("+", 1.0, 0.0)},
    )

    def eager(way, a, b):
        return {"+": a + b, "/": a / b * b}[way]

    message = judge(exercise, eager).message
    assert "It is right for `way` = '+'" not in message
    careful = judge(exercise, lambda way, a, b: a + b if way == "+" else a / b * b).message
    assert "It is right for `way` = '+', and wrong for '/'." in careful


def test_an_array_that_cannot_grow_is_told():
    layer = made(lambda x, b: x + b, lambda rng: (rng.normal(size=(2, 4)), rng.normal(size=4)))

    def answer(x, b):
        b += x
        return b

    message = judge(layer, answer).message
    assert "writes into what stands on its left" in message
    assert "two axes fit" not in message
