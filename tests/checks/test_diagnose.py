"""What is wrong is said without an author: relations, errors, ignored arguments, the line to look at."""

import ast
import linecache
import math

import numpy as np
import pytest

from nnlearn.checks import registry
from nnlearn.checks.diagnosis.source import source_of
from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.checks.judge import judge

HINTS = ("one", "two", "three")


def written(code):
    """Return the function of a notebook cell, with its text at hand as in a notebook."""
    name = f"<cell {hash(code)}>"
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    namespace = {"np": np, "__name__": "__main__"}
    exec(compile(code, name, "exec"), namespace)
    return next(value for key, value in namespace.items() if callable(value) and key not in ("np",))


def layer(x, weight, bias):
    return np.tanh(x @ weight.T + bias)


def sample(rng):
    n, d, k = rng.permutation([3, 4, 5]) + rng.integers(0, 2)
    return rng.normal(size=(n, d)), rng.normal(size=(k, d)), rng.normal(size=k)


LAYER = Exercise(id="90.1", title="", reference=layer, inputs=sample, hints=HINTS)
FINE = Exercise(id="90.1", title="", reference=layer, inputs=sample, hints=HINTS, tolerance=1e-10)


def moments(x, scale):
    return x.mean(axis=0) * scale, x.var(axis=0)


PAIR = Exercise(
    id="90.2",
    title="",
    reference=moments,
    inputs=lambda rng: (rng.normal(size=(int(rng.integers(4, 9)), 3)), float(rng.uniform(1, 2))),
    returns=("mean", "variance"),
    hints=HINTS,
)


def off(z):
    """Return z one row further down and one column further to the left."""
    moved = np.zeros_like(z)
    moved[1:, :-1] = z[:-1, 1:]
    return moved


SINGLE = Exercise(id="91.6", title="", reference=lambda x: x**2, inputs=lambda rng: (float(rng.normal()),), hints=HINTS)
TOTAL = Exercise(
    id="90.31", title="", reference=lambda x: (x**2).sum(), hints=HINTS, cases=((np.array([2.5]),),),
    inputs=lambda rng: (rng.normal(size=int(rng.integers(2, 9))) + np.arange(1, 2),),
)  # fmt: skip
RELATED = {
    "negated": (LAYER, lambda x, weight, bias: -layer(x, weight, bias), "right but for the minus"),
    "transposed": (LAYER, lambda x, weight, bias: layer(x, weight, bias).T, "transposed, it would be right"),
    "twice": (LAYER, lambda x, weight, bias: 2 * layer(x, weight, bias), "too large by the factor 2"),
    "root": (LAYER, lambda x, weight, bias: np.sqrt(3) * layer(x, weight, bias), "1.732, the square root of 3, each"),
    "reversed": (LAYER, lambda x, weight, bias: layer(x, weight, bias)[::-1], "reverse order along axis 0"),
    "rolled": (LAYER, lambda x, weight, bias: np.roll(layer(x, weight, bias), 1, 0), "shifted by one place"),
    "N": (LAYER, lambda x, weight, bias: layer(x, weight, bias) * len(x), "the length of axis 0 of `x`"),
    "off by one": (LAYER, lambda x, weight, bias: layer(x, weight, bias) + 1, "too large by 1, each time"),
    "bias once more": (
        LAYER,
        lambda x, weight, bias: layer(x, weight, bias) + bias,
        "the difference is exactly `bias`",
    ),
    "first row": (LAYER, lambda x, weight, bias: layer(x, weight, bias)[0], "Only the first part"),
    "axis of 1": (LAYER, lambda x, weight, bias: layer(x, weight, bias)[:, None], "an axis of length 1"),
    "summed": (LAYER, lambda x, weight, bias: layer(x, weight, bias).sum(axis=0), "summed along axis 0"),
    "before tanh": (LAYER, lambda x, weight, bias: np.arctanh(layer(x, weight, bias)), "with tanh applied to it"),
    "square": (LAYER, lambda x, weight, bias: layer(x, weight, bias) ** 2, "the square is applied to it"),
    "float32": (FINE, lambda x, weight, bias: layer(x, weight, bias).astype("f4"), "as float32 is"),
    "nothing": (LAYER, lambda x, weight, bias: print(layer(x, weight, bias)), "returns nothing"),
    "place of the largest": (
        LAYER,
        lambda x, weight, bias: layer(x, weight, bias).argmax(axis=1),
        "place of the largest",
    ),
    "in two": (TOTAL, lambda x: ((x**2).sum() - 1.5, 1.5), "Added up they are right"),
    "not summed": (TOTAL, lambda x: x * x, "not yet summed"),
    "brackets": (LAYER, lambda x, weight, bias: (layer(x, weight, bias),), "a comma too many"),
    "one argument": (LAYER, lambda x, weight, bias: x, "is its argument `x`"),
    "last row short": (LAYER, lambda x, weight, bias: layer(x, weight, bias)[:-1], "The last element"),
    "both ends": (LAYER, lambda x, weight, bias: layer(x, weight, bias)[:-1, :-1], "too early along axis 0 and axis 1"),
    "reshaped": (LAYER, lambda x, weight, bias: layer(x, weight, bias).T.reshape(len(x), -1), "as reshape leaves them"),
    "folded": (
        LAYER,
        lambda x, weight, bias: layer(x, weight, bias).T.ravel(),
        "row by row where they should stand column by column",
    ),
    "moved": (LAYER, lambda x, weight, bias: off(layer(x, weight, bias)), "by +1 along axis 0 and -1 along axis 1"),
    "left out": (
        LAYER,
        lambda x, weight, bias: layer(x, weight, bias) * (np.indices((len(x), len(bias))).sum(axis=0) % 2),
        "some places that are 0",
    ),
    "swapped": (PAIR, lambda x, scale: moments(x, scale)[::-1], "stand in each other's places"),
    "as they came": (
        Exercise(
            id="91.2",
            title="",
            reference=lambda w, b: (w + 1, b * 2),
            hints=HINTS,
            inputs=lambda rng: tuple(rng.normal(size=2)),
        ),
        lambda w, b: (w, b),
        "returns `w` and `b` as they came in",
    ),
    "a step": (LAYER, lambda x, weight, bias: 1.0 * (layer(x, weight, bias) >= 0), "a step at 0 is applied to it"),
    "only one": (PAIR, lambda x, scale: moments(x, scale)[0], "It returns only `mean`"),
    "scale": (PAIR, lambda x, scale: moments(x, 1.0), "`mean` is too small by a factor: `scale`"),
    "square root": (PAIR, lambda x, scale: (moments(x, scale)[0], x.std(axis=0)), "the square root is applied to it"),
    "late": (
        Exercise(
            id="90.3", title="", reference=lambda x: x**3 + x, inputs=lambda rng: (rng.normal(size=6),), hints=HINTS
        ),
        lambda x: np.concatenate([[0.0], (x**3 + x)[:-1]]),
        "one step late",
    ),
}


@pytest.mark.parametrize("name", RELATED)
def test_a_relation_is_told_in_the_words_of_the_exercise(name):
    exercise, answer, words = RELATED[name]
    result = judge(exercise, answer)
    assert result.status == "not yet"
    assert result.kind == "relation", result.message
    assert words in result.message


def test_a_one_for_every_large_number_is_not_called_a_tanh_or_a_sign():
    cases = ((3.0,), (0.0,), (8.0,))
    exercise = Exercise(id="91.3", title="", reference=lambda x: 30 * x, hints=HINTS, samples=0, cases=cases)
    assert "applied" not in judge(exercise, lambda x: min(x, 1)).message


def test_a_list_of_what_should_be_counted_is_told():
    cases = ((np.arange(4.0),), (np.arange(9.0),))
    exercise = Exercise(id="91.4", title="", reference=lambda x: (x > 1).sum(), hints=HINTS, cases=cases)
    assert "how many there are" in judge(exercise, lambda x: x[x > 1]).message


STEPS = Exercise(
    id="91.8", title="", reference=lambda x: (x > 0) + (x > 1), inputs=lambda rng: (rng.normal(size=9),), hints=HINTS
)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: np.where(x > 0), "np.where gives places"),
        (lambda x: [str(int(one > 0)) for one in x], "It returns text"),
        (lambda x: np.argmax((x > 0) * 1 + (x > 1)), "the place of the largest element"),
        (lambda x: x ^ 2, "A power is `**`"),
    ],
)
def test_places_texts_and_bits_are_told(answer, words):
    assert words in judge(STEPS, answer).message


def test_parts_of_different_lengths_are_no_hindrance():
    exercise = Exercise(
        id="92.2", title="", reference=lambda x, n: (x * n, 2.0 * n), hints=HINTS, returns=("many", "one"),
        inputs=lambda rng: (rng.normal(size=4), float(rng.normal())),
    )  # fmt: skip
    message = judge(exercise, lambda x, n: (-x * n, 2.0 * n)).message
    assert "The sign of `many` is wrong" in message


def test_a_list_whose_last_thing_is_right_is_told():
    exercise = Exercise(
        id="91.9", title="", reference=lambda x, n: x * 2.0**n, hints=HINTS,
        inputs=lambda rng: (rng.normal(size=4), int(rng.integers(2, 5))),
    )  # fmt: skip
    assert (
        "only the last of them is asked for" in judge(exercise, lambda x, n: [x * 2.0**k for k in range(n + 1)]).message
    )


def test_the_function_that_is_not_called_is_named():
    functions = lambda z: z, lambda z: 2 * z
    exercise = Exercise(
        id="92.1", title="", reference=lambda x, f, g: f(x) * g(x), hints=HINTS, cases=((np.ones(3), *functions),)
    )
    assert "`g` is a function" in judge(exercise, written("def h(x, f, g):\n    return f(x) * g")).message
    assert "a tuple" in judge(exercise, written("def h(x, f, g):\n    return 1 + (x, x)")).message


def test_a_function_that_is_not_called_is_told():
    message = judge(LAYER, written("def f(x, weight, bias):\n    return np.tanh * x @ weight.T")).message
    assert "are the brackets that call it missing?" in message


def test_one_result_for_every_input_is_told_with_its_value():
    assert "the same for every input: 0.5" in judge(SINGLE, lambda x: 0.5).message


def test_two_relations_that_explain_equally_are_not_guessed_between():
    exercise = Exercise(
        id="90.4", title="", reference=lambda a, b: a * b, hints=HINTS, samples=0, cases=((2.0, 2.0),),
    )  # fmt: skip
    assert "`a`" not in judge(exercise, lambda a, b: a * b * 2).message.split("Input")[0]


def test_a_result_that_is_not_a_number_is_not_told_as_an_offset():
    message = judge(PAIR, lambda x, scale: (x.mean(axis=0) * np.nan, x.var(axis=0))).message
    assert "by nan" not in message


REPAIRED = {
    "def f(x, weight, bias):\n    z = x @ weight.T - bias\n    return np.tanh(z)": (
        "z = x @ weight.T - bias",
        "the `-`",
    ),
    "def f(x, weight, bias):\n    z = x @ weight + bias\n    return np.tanh(z)": (
        "z = x @ weight + bias",
        "transposed",
    ),
    "def f(x, weight, bias):\n    z = x @ weight.T + bias\n    z = np.sinh(z) / np.sinh(z)\n    return z": (
        "z = np.sinh(z) / np.sinh(z)",
        "`sinh`",
    ),
    "def f(x, weight, bias):\n    z = x @ weight.T + bias\n    return 2 * np.sinh(z) / np.exp(z) + np.exp(-z)": (
        "return 2 * np.sinh(z) / np.exp(z) + np.exp(-z)",
        "the brackets",
    ),
    "def f(x, weight, bias):\n    for i in range(len(x)):\n        z = np.zeros((len(x), len(bias)))\n"
    "        z[i] = np.tanh(weight @ x[i] + bias)\n    return z": (
        "z = np.zeros((len(x), len(bias)))",
        "inside the loop or before it?",
    ),
}


@pytest.mark.parametrize("code", REPAIRED)
def test_the_line_in_which_a_small_change_would_make_it_right_is_shown(code):
    line, look = REPAIRED[code]
    message = judge(LAYER, written(code)).message
    assert f"\n    {line}" in message
    assert look in message
    assert "One small change would make it right" in message


def test_a_line_that_belongs_under_the_if_is_shown():
    code = (
        "def f(x):\n    n, run = 0, 0\n    for one in x:\n        run += 1\n        if one > 0:\n            n += run\n"
    )
    reference = written(code + "            run = 0\n    return n")
    exercise = Exercise(
        id="91.7", title="", reference=reference, inputs=lambda rng: (rng.normal(size=9),), hints=HINTS
    )  # fmt: skip
    message = judge(exercise, written(code + "        run = 0\n    return n")).message
    assert "`run = 0`: under the `if` or after it?" in message


def test_a_repair_is_not_told_where_there_is_none():
    code = "def f(x, weight, bias):\n    return np.exp(x @ weight.T) * bias"
    assert "small change" not in judge(LAYER, written(code)).message


def test_what_the_solution_lacks_is_told_by_the_names_of_its_arguments():
    result = judge(LAYER, lambda x, weight, bias: np.tanh(np.einsum("nd,kd->nk", x, weight)))
    assert "`bias`" in result.message


def test_a_change_of_the_solution_that_has_no_name_is_not_told():
    exercise = Exercise(
        id="91.1", title="", inputs=lambda rng: (rng.normal(size=5),), hints=HINTS,
        reference=written(
            "def f(x):\n    total = 0.0\n    for one in x:\n        less = one - 1\n"
            "        total = total + less * less\n    return total"
        ),
    )  # fmt: skip
    message = judge(exercise, lambda x: (x * (x - 1)).sum()).message
    assert "something" not in message  # "another stood in place of something" helps nobody


def test_only_special_inputs_wrong_says_which():
    exercise = Exercise(
        id="90.5", title="", reference=lambda x: (x >= 0).astype(int), inputs=lambda rng: (rng.normal(size=5),),
        special={"a score of exactly 0": (np.zeros(2),)}, hints=HINTS,
    )  # fmt: skip
    message = judge(exercise, lambda x: (x > 0).astype(int)).message
    assert "right for all ordinary inputs, and wrong for a score of exactly 0" in message
    assert "Input 6 of 6 (a score of exactly 0)" in message
    message = judge(exercise, lambda x: (x < 0).astype(int)).message
    assert "Input 1 of 6: x = [" in message


def test_the_text_of_a_class_put_together_from_functions_is_found():
    """Such a class keeps the solution of each method apart, for the exercise's file."""

    class Layer:
        forward = layer

    source = source_of(Layer)
    assert "np.tanh" in ast.unparse(source.tree)
    assert source.build()().forward is not layer
    Layer.other = np.tanh
    Layer.builtin = eval("lambda self: 1")
    assert source_of(Layer) is None


def twice(x, weight, bias):
    return layer(layer(x, weight, bias), weight[:, : len(weight)], bias)


def applied(x, function):
    return function(x) + x


def test_a_change_of_a_function_that_the_solution_calls_is_an_explanation_too():
    exercise = Exercise(
        id="90.51", title="", reference=twice, hints=HINTS,
        inputs=lambda rng: (rng.normal(size=(5, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)),
    )  # fmt: skip
    message = judge(exercise, lambda x, w, b: np.tanh(np.tanh(x @ w.T - b) @ w.T - b)).message
    assert "It gives what the solution would give if" in message
    assert judge(exercise, twice)


def test_a_mistake_of_an_earlier_exercise_is_known_where_it_is_written_again():
    later = registry.find("exercises", "04.2")
    code = "def f(x, layers):\n    for w, b, g in layers:\n        x = g(x @ w.T)\n    return x"
    result = judge(later, written(code))
    assert result.kind == "named"
    assert result.mistake is None
    assert "a mistake of 04.1: the bias is missing. Call it" in result.message
    assert judge(later, later.reference)


def test_a_function_applied_once_too_often_and_a_result_that_nothing_keeps():
    exercise = Exercise(
        id="90.52", title="", reference=applied, hints=HINTS, inputs=lambda rng: (rng.normal(size=4), np.cos),
    )  # fmt: skip
    message = judge(exercise, written("def f(x, function):\n    return function(function(x)) + x")).message
    assert "`function`: does it belong there?" in message
    code = "def f(x, function):\n    if len(x) > 3:\n        f(x[1:], function)\n    return function(x)"
    assert "Nothing keeps what `f(x[1:], function)` returns" in judge(exercise, written(code)).message
    code = "def f(x, function, seen=[]):\n    seen.append(x)\n    if len(seen) < 3:\n        f(x, function, seen)\n"
    code += "    return x"
    assert "Nothing keeps" not in judge(exercise, written(code)).message
    message = judge(exercise, written("def f(x, function):\n    return np.max(x, 0.5)")).message
    assert "`np.maximum(a, b)` compares" in message
    message = judge(exercise, written("def f(x, function):\n    return (x ^ 2) / 2 + function(x)")).message
    assert "a power is `**`" in message


def test_an_error_names_the_shapes_that_meet():
    code = "def f(x, weight, bias):\n    return np.tanh(weight @ x + bias)"
    message = judge(LAYER, written(code)).message
    assert "`weight` (" in message
    assert "`x` (" in message
    code = "def f(x, weight, bias):\n    n = len(x)\n    return x[1 : n + 1] + x[:n]"
    assert "cut short because it runs past the end of axis 0" in judge(LAYER, written(code)).message
    code = "def f(x, weight, bias):\n    return x @ weight.T >= 0 == bias[:, None]"
    assert "Put the first comparison into brackets" in judge(LAYER, written(code)).message
    code = "def f(x, weight, bias):\n    return np.tanh(x @ weights.T + bias)"
    assert "Is `weight` meant?" in judge(LAYER, written(code)).message


def test_a_named_mistake_that_raises_is_found_whichever_side_stands_first():
    wrong = {"not transposed": Wrong(lambda x, weight, bias: x * np.ones((99, 1)) + bias, "Look.")}
    exercise = Exercise(id="90.1", title="", reference=layer, inputs=sample, hints=HINTS, wrong=wrong)
    assert judge(exercise, lambda x, weight, bias: np.ones((99, 1)) * x + bias).mistake == "not transposed"
    assert judge(exercise, lambda x, weight, bias: np.ones((98, 1)) * x + bias).mistake is None


def test_a_named_mistake_is_found_in_one_part_of_several_and_in_several_versions():
    exercise = Exercise(
        id="90.6", title="", reference=moments, inputs=PAIR.inputs, returns=PAIR.returns, hints=HINTS,
        wrong={"the scale": Wrong(lambda x, scale: (x.mean(axis=0), 0.0), "Look.", also=(lambda x, s: (x.sum(0), 0),))},
    )  # fmt: skip
    assert judge(exercise, lambda x, scale: (x.mean(axis=0), x.var(axis=0))).mistake == "the scale"
    result = judge(exercise, lambda x, scale: (x.sum(axis=0), x.var(axis=0)))
    assert result.mistake == "the scale"
    assert "(in mean)" in result.message


def test_a_part_that_is_right_in_some_inputs_is_not_called_a_mistake_that_is_wrong_in_all():
    exercise = Exercise(
        id="90.8", title="", reference=moments, inputs=PAIR.inputs, returns=PAIR.returns, hints=HINTS,
        wrong={"the scale": Wrong(lambda x, scale: (x.mean(axis=0), x.var(axis=0)), "Look.")},
    )  # fmt: skip

    def often(x, scale):
        return x.mean(axis=0) * (scale if x[0, 0] > 0 else 1.0), x.var(axis=0)

    assert judge(exercise, often).mistake is None


def test_each_part_may_have_a_named_mistake_of_its_own():
    exercise = Exercise(
        id="90.8", title="", reference=moments, inputs=PAIR.inputs, returns=PAIR.returns, hints=HINTS,
        wrong={
            "the scale": Wrong(lambda x, scale: (x.mean(axis=0), x.var(axis=0)), "Look at the scale."),
            "N - 1": Wrong(lambda x, scale: (x.mean(axis=0) * scale, x.var(axis=0, ddof=1)), "Look at N."),
        },
    )  # fmt: skip
    result = judge(exercise, lambda x, scale: (x.mean(axis=0), x.var(axis=0, ddof=1)))
    assert result.mistake == "the scale"
    assert "(in mean). Look at the scale." in result.message
    assert "(in variance). Look at N." in result.message
    result = judge(exercise, lambda x, scale: (x.mean(axis=0) + 1, x.var(axis=0, ddof=1)))
    assert result.mistake == "N - 1"
    result = judge(exercise, lambda x, scale: (x.mean(axis=0), -x.var(axis=0)))
    assert "The sign of `variance` is wrong" in result.message


def test_a_mistake_may_show_in_any_value_on_the_special_inputs():
    exercise = Exercise(
        id="90.9", title="", reference=lambda x: x + np.log1p(np.exp(-x)), inputs=lambda rng: (rng.uniform(0, 1),),
        special={"a score of 1,000": (1000.0,)}, hints=HINTS,
        wrong={"it overflows": Wrong(lambda x: np.log(1 + np.exp(x)), "exp(1000) is infinite.", any_value=True)},
    )  # fmt: skip
    for answer in (lambda x: np.log(1 + np.exp(min(x, 700))), lambda x: math.log(1 + math.exp(x))):
        assert judge(exercise, answer).mistake == "it overflows"
    assert judge(exercise, lambda x: np.log(2 + np.exp(x))).mistake is None


def test_an_answer_that_is_data_is_probed_by_its_exercise():
    exercise = Exercise(
        id="90.91", title="", reference=(1.0, 2.0), cases=((0.0,), (1.0,)), run=lambda line, x: line[0] + line[1] * x,
        advice=lambda line: "It falls." if line[1] < 0 else "", hints=HINTS,
        wrong={"low": Wrong((0.0, 2.0), "Raise it.")},
    )  # fmt: skip
    assert [judge(exercise, line).kind for line in ((1.0, -2.0), (1.0, 3.0), (0.0, 2.0))] == ["advice", "", "named"]
    message = judge(exercise, (1.0, -2.0)).message
    assert "It falls." in message
    assert "relation" not in message


def test_what_an_exercise_says_about_the_form_of_an_answer_is_shown_as_it_is():
    result = judge(registry.find("exercises", "05.5"), lambda e: e[:3])
    assert result.kind == "error"
    assert "(200,)" in result.message
    assert "ValueError" not in result.message
    assert "raised" not in result.message


def test_a_result_of_texts_and_arrays_of_different_lengths_is_diagnosed():
    exercise = Exercise(
        id="90.1",
        title="",
        reference=lambda x, k: ("a", x, [1.0] * k),
        inputs=lambda rng: (rng.normal(size=3), int(rng.integers(2, 5))),
        returns=("name", "x", "ones"),
        hints=HINTS,
    )
    assert "`x`" in judge(exercise, lambda x, k: ("a", -x, [1.0] * k)).message


def test_an_argument_that_is_ignored_and_a_state_that_is_kept_are_told():
    message = judge(PAIR, lambda x, scale: (x.mean(axis=0) * 1.5, x.var(axis=0) + x[0] ** 4)).message
    assert "does not depend on `scale`" in message
    kept = []

    def remembers(x, scale):
        kept.append(1)
        return x.mean(axis=0) * scale + len(kept) * x[0] ** 4, x.var(axis=0) + x[0] ** 4 * len(kept)

    assert "A second call" in judge(PAIR, remembers).message


def test_a_result_of_nan_alone_is_called_so_and_not_said_to_ignore_its_arguments():
    message = judge(LAYER, lambda x, weight, bias: np.tanh(x @ weight.T + bias) * np.nan).message
    assert "Every number of the result is NaN" in message
    assert "does not depend on" not in message


def test_a_result_with_some_nan_is_not_said_to_be_nan_alone():
    def holed(x, weight, bias):
        y = np.tanh(x @ weight.T + bias)
        y[0] = np.nan
        return y

    assert "Every number" not in judge(LAYER, holed).message


def test_an_argument_whose_order_alone_does_not_matter_is_not_called_ignored():
    exercise = Exercise(
        id="90.9", title="", reference=lambda w, x: x @ w, hints=HINTS, samples=0,
        cases=((np.array([1.0, 2.0]), np.array([[1.0, 2.0], [4.0, 9.0], [-1.0, 0.5]])),),
    )  # fmt: skip
    assert "does not depend" not in judge(exercise, lambda w, x: (x * w).sum(axis=0)).message


def test_habits_are_told():
    code = "def f(x, weight, bias):\n    for row in x:\n        return np.tanh(weight @ row + bias)"
    assert "stands inside the loop" in judge(LAYER, written(code)).message
    code = "def f(x, weight, bias):\n    return np.tanh(x @ weight.T) ** 3"
    assert "does not depend on `bias`" in judge(LAYER, written(code)).message


def test_an_argument_that_the_solution_leaves_aside_is_no_fault():
    reference = written("def f(x, y, trap):\n    return x + np.tanh(y)")
    exercise = Exercise(
        id="90.10", title="", reference=reference, inputs=lambda rng: (*rng.normal(size=(2, 3)), 1.0), hints=HINTS
    )
    message = judge(exercise, written("def f(x, y, trap):\n    return 3 * x ** 3")).message
    assert "`y`" in message
    assert "`trap`" not in message


def test_warnings_count_where_the_task_asks_for_none():
    def risky(x):
        return np.where(x > 0, x, 0.0 * np.log(np.maximum(x, 0)) if x.min() > 0 else np.where(np.log(x) > 9, 0, 0.0))

    exercise = Exercise(
        id="90.7", title="", reference=lambda x: np.maximum(x, 0.0), hints=HINTS, silent=True,
        cases=((np.array([1.0, -1.0]),),),
    )  # fmt: skip
    message = judge(exercise, risky).message
    assert "The result is right." in message
    assert "But it warns" in message
    message = judge(exercise, written("def f(x):\n    return np.where(x > 0, np.exp(np.log(x)), 0.0)")).message
    assert "np.where computes both" in message


def slope(w):
    return 2 * w


WALK = Exercise(
    id="90.8", title="", reference=lambda gradient, w, steps: np.array([w * 0.5**k for k in range(steps)]),
    inputs=lambda rng: (slope, rng.normal(size=2), int(rng.integers(3, 6))), hints=HINTS,
)  # fmt: skip


def test_an_end_in_the_wrong_place_is_told():
    code = "def f(gradient, w, steps):\n    return np.array([w * 0.5**k for k in range({})])"
    assert "it ends too late" in judge(WALK, written(code.format("2 * steps"))).message
    assert "it ends too early" in judge(WALK, written(code.format("steps - 2"))).message
    assert "sometimes too early and sometimes too late" in judge(WALK, written(code.format("4"))).message


ERRORS = {
    "return 2 * gradient": "`gradient` is a function: call it",
    "return [w * 0.5**k for k in range(steps)] * 0.5": "A list stands there",
    "return [w * 0.5**k for k in range(steps / 1)]": "A whole number is needed there",
    "return w[w]": "An index is a whole number",
    "return w.reshape(5, steps)": "A reshape keeps every number",
    "return w + print(w)": "Something is None there",
    "return np.linalg.eigh(np.eye(2)).max()": "Several things stand there at once",
}


@pytest.mark.parametrize("line", ERRORS)
def test_an_error_is_told_in_plain_words(line):
    message = judge(WALK, written(f"def f(gradient, w, steps):\n    {line}")).message
    assert ERRORS[line] in message
    assert "gradient = a function" in message
    assert '`again("90.8")` returns these arguments' in message


def test_a_name_that_an_object_keeps_is_told():
    code = "class Layer:\n    def __init__(self):\n        self.t = 0\n\n    def step(self, x):\n        return t + x"
    exercise = Exercise(
        id="90.9", title="", reference=lambda x: x, inputs=lambda rng: (rng.normal(size=3),), hints=HINTS,
        run=lambda kind, x: kind().step(x) if isinstance(kind, type) else x,
    )  # fmt: skip
    assert "`self.t`" in judge(exercise, written(code)).message


def test_a_local_name_is_told_by_the_arguments_it_is_made_of():
    def scaled(x, w):
        own = np.abs(x).max()
        wanted = np.abs(w).max()
        return x / own * wanted

    exercise = Exercise(
        id="90.7", title="", reference=scaled, hints=HINTS,
        inputs=lambda rng: (rng.normal(size=4), rng.normal(size=5)),
    )  # fmt: skip
    message = judge(exercise, lambda x, w: x / np.abs(x).max() * np.abs(w).max() ** 2).message
    assert "if something with `w` were squared" in message


def test_brackets_that_are_missing_are_found():
    exercise = Exercise(
        id="90.9",
        title="",
        reference=lambda a, b: 6 / (a + b),
        inputs=lambda rng: (rng.uniform(1, 2), rng.uniform(1, 2)),
        hints=HINTS,
    )
    message = judge(exercise, written("def f(a, b):\n    return 6 / a + b")).message
    assert "the brackets in `6 / a + b`" in message
    longer = Exercise(
        id="90.9", title="", reference=lambda a, b: a + 0.1 * (b - a + 3 * a), hints=HINTS,
        inputs=lambda rng: (rng.uniform(1, 2), rng.uniform(1, 2)),
    )  # fmt: skip
    message = judge(longer, written("def f(a, b):\n    return a + 0.1 * (b - a) + 3 * a")).message
    assert "the brackets in `a + 0.1 * (b - a) + 3 * a`" in message


def test_a_lost_sign_in_a_comparison_is_found():
    exercise = Exercise(
        id="90.9", title="", reference=lambda v: int(v > -0.5), inputs=lambda rng: (rng.uniform(-1, 1),), hints=HINTS
    )
    assert "the sign of 0.5" in judge(exercise, written("def f(v):\n    return int(v > 0.5)")).message


def test_what_explains_the_whole_result_wins_over_what_explains_its_wrong_parts():
    wrong = {
        "both": Wrong(lambda x, scale: (x.mean(axis=0), x.var(axis=0) + 1), "Both."),
        "mean": Wrong(lambda x, scale: (x.mean(axis=0), x.var(axis=0)), "Mean."),
    }
    exercise = Exercise(
        id="90.6", title="", reference=moments, inputs=PAIR.inputs, returns=PAIR.returns, hints=HINTS, wrong=wrong
    )
    assert judge(exercise, lambda x, scale: (x.mean(axis=0), x.var(axis=0))).mistake == "mean"
    assert judge(exercise, lambda x, scale: (x.mean(axis=0) * scale, x.var(axis=0) + 1)).mistake == "both"


def test_a_step_that_goes_the_wrong_way_or_too_far_is_told():
    exercise = Exercise(
        id="90.7", title="", reference=lambda w, g: w - 0.1 * g * w, hints=HINTS,
        inputs=lambda rng: (rng.normal(size=4), rng.normal(size=4)),
    )  # fmt: skip
    assert (
        "Seen from `w`, the result went as far as it should, but the wrong way"
        in judge(exercise, lambda w, g: w + 0.1 * g * w).message
    )
    assert "is its argument `w`, unchanged" in judge(exercise, lambda w, g: w + 0 * g).message
    assert "the right way, 5 times as far as it should" in judge(exercise, lambda w, g: w - 0.5 * g * w).message


def test_parts_that_are_dissolved_and_an_object_for_its_class_are_told():
    pieces = Exercise(
        id="90.7", title="", reference=lambda x: [x[:2], x[2:]], hints=HINTS,
        inputs=lambda rng: (rng.normal(size=int(rng.integers(4, 7))),),
    )  # fmt: skip
    assert "no longer in parts" in judge(pieces, lambda x: list(x)).message

    class Layer:
        def forward(self, x):
            return 2 * x

    made = Exercise(
        id="90.7", title="", reference=Layer, run=lambda kind, x: kind().forward(x), hints=HINTS,
        inputs=lambda rng: (rng.normal(size=3),),
    )  # fmt: skip
    assert "Expected the class itself, without brackets, found a Layer." in judge(made, Layer()).message


def test_a_relation_of_the_whole_wins_over_a_mistake_in_one_part():
    exercise = Exercise(
        id="90.6", title="", reference=lambda x: (x.argmin(), x.argmax()), returns=("low", "high"), hints=HINTS,
        inputs=lambda rng: (rng.permutation(7),),
        wrong={"high for low": Wrong(lambda x: (x.argmax(), x.argmax()), "Look.")},
    )  # fmt: skip
    assert judge(exercise, lambda x: (x.argmax(), x.argmax())).mistake == "high for low"
    assert "each other's places" in judge(exercise, lambda x: (x.argmax(), x.argmin())).message
    message = judge(exercise, lambda x: (x.argmin() + 1, x.argmax() + 1)).message
    assert "`low` is too large by 1" in message
    assert "`high` is too large by 1" in message
