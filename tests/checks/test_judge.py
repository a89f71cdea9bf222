"""The engine passes what is right, names what is wrong, and contains whatever an answer does."""

import linecache
import signal
import sys
import threading
import time
import types
import warnings
from dataclasses import replace

import numpy as np
import pytest

from nnlearn.checks import check, hint, registry
from nnlearn.checks.api import listeners
from nnlearn.checks.compare import first_difference, relative_error
from nnlearn.checks.exercise import Exercise, Wrong
from nnlearn.checks.judge import judge
from nnlearn.checks.limits import TimeUp, time_limit
from nnlearn.checks.trial import sample_inputs

HINTS = ("one", "two", "three")


@pytest.fixture(autouse=True)
def memory(monkeypatch):
    monkeypatch.setenv("NNLEARN_PROGRESS", "memory")


def dense(x, weight, bias):
    return x @ weight.T + bias


def sample_dense(rng):
    return rng.normal(size=(5, 3)), rng.normal(size=(4, 3)), rng.normal(size=4)


DENSE = Exercise(
    id="90.1",
    title="A dense layer",
    reference=dense,
    inputs=sample_dense,
    cases=((np.arange(6.0).reshape(2, 3), np.arange(9.0).reshape(3, 3), np.ones(3)),),
    hints=HINTS,
    wrong={
        "transpose": Wrong(lambda x, weight, bias: x @ weight + bias, "Look at the shapes."),
        "no bias": Wrong(lambda x, weight, bias: x @ weight.T, "Put in zeros."),
        "sign of the bias": Wrong(lambda x, weight, bias: x @ weight.T - bias, "Put in zeros and look at the sign."),
    },
)


def loss(y, t):
    return ((y - t) ** 2).sum(axis=1).mean()


LOSS = Exercise(
    id="90.2",
    title="A mean over samples",
    reference=loss,
    inputs=lambda rng: (rng.normal(size=(6, 2)), rng.normal(size=(6, 2))),
    hints=HINTS,
    wrong={
        "wrong axis": Wrong(lambda y, t: ((y - t) ** 2).sum(axis=0).mean(), "Count what you divide by."),
        "missing 1/N": Wrong(lambda y, t: ((y - t) ** 2).sum(), "Double the batch."),
        "mean per sample": Wrong(lambda y, t: ((y - t) ** 2).mean(axis=1), "What shape is a loss?"),
        "sign": Wrong(lambda y, t: -loss(y, t), "Can it be negative?"),
    },
)


def running(x):
    return np.concatenate([[0.0], np.cumsum(x)[:-1]])


RUNNING = Exercise(
    id="90.3",
    title="The sum of all before",
    reference=running,
    inputs=lambda rng: (rng.normal(size=5),),
    hints=HINTS,
    wrong={"off by one": Wrong(lambda x: np.cumsum(x), "The first one has nothing before it.")},
)


def step(w, b, x):
    return w + x, b + 1


STEP = Exercise(
    id="90.4",
    title="A step",
    reference=step,
    inputs=lambda rng: (rng.normal(size=3), rng.normal(size=1), rng.normal(size=3)),
    returns=("w", "b"),
    hints=HINTS,
)


@pytest.mark.parametrize("exercise", [DENSE, LOSS, RUNNING, STEP], ids=lambda exercise: exercise.id)
def test_the_reference_passes_and_every_named_mistake_is_named(exercise):
    right = judge(exercise, exercise.reference)
    assert right
    assert right.mistake is None
    for name, wrong in exercise.wrong.items():
        result = judge(exercise, wrong.answer)
        assert not result
        assert result.mistake == name
        assert name in result.message
        assert wrong.hint in result.message


def test_the_report_gives_input_index_values_and_tolerance():
    def answer(w, b, x):
        out = w + x
        out[2] *= 1.0001
        return out, b + 1

    result = judge(STEP, answer)
    w, _, x = sample_inputs(STEP)[0].arguments
    assert result.mistake is None
    assert f"\nw[2]: expected {w[2] + x[2]:.6g}, found {1.0001 * (w[2] + x[2]):.6g}; relative error" in result.message
    assert "tolerance 1e-06" in result.message
    assert "tolerance" not in judge(STEP, lambda w, b, x: (2 * w + x, b + 1)).message  # anyone sees that they differ
    assert "Input 1 of 5: w = [" in result.message


def test_a_mistake_is_recognised_where_it_raises_on_some_inputs():
    result = judge(DENSE, lambda x, weight, bias: np.dot(x, weight) + bias)  # another error text than the named one
    assert result.mistake == "transpose"


def test_another_error_of_the_same_type_alone_is_no_evidence():
    def answer(x, weight, bias):
        raise ValueError("something else")

    only_drawn = Exercise(
        id="90.1",
        title="",
        reference=dense,
        inputs=sample_dense,
        hints=HINTS,
        wrong={"transpose": DENSE.wrong["transpose"]},
    )
    result = judge(only_drawn, answer)
    assert result.mistake is None
    assert "It raised ValueError: something else." in result.message
    assert 'raise ValueError("something else")' in result.message
    assert judge(only_drawn, DENSE.wrong["transpose"].answer).mistake == "transpose"  # the same error text counts


def test_drawn_inputs_are_the_same_every_time():
    for one, other in zip(sample_inputs(DENSE), sample_inputs(DENSE), strict=True):
        assert first_difference(one.arguments, other.arguments, tolerance=0.0) is None
    one, other = sample_inputs(STEP)[:2]
    assert not np.allclose(one.arguments[0], other.arguments[0])


def stub(x, weight, bias):
    """To be written."""
    ...


def refuses(x, weight, bias):
    raise NotImplementedError


class Layer:
    def forward(self, x): ...


@pytest.mark.parametrize("answer", [..., None, (..., None), stub, refuses, lambda *a: None])
def test_an_untouched_answer_is_not_started(answer):
    result = judge(DENSE, answer)
    assert result.status == "not started yet"
    assert not result


def test_an_untouched_class_is_not_started():
    exercise = Exercise(
        id="90.5", title="", reference=type("L", (), {"forward": lambda self, x: 2 * x}), hints=HINTS,
        inputs=lambda rng: (rng.normal(size=2),), run=lambda cls, x: cls().forward(x),
    )  # fmt: skip
    assert judge(exercise, exercise.reference)
    assert judge(exercise, Layer).status == "not started yet"
    assert judge(exercise, 3).status == "not yet"
    empty = lambda self: None  # noqa: E731
    assert judge(exercise, type("L", (Layer,), {"__init__": empty})).status == "not started yet"
    assert judge(exercise, type("L", (), {"__init__": empty, "forward": lambda self, x: 3 * x})).status == "not yet"


def test_a_started_answer_is_never_called_a_stub():
    def forgets_return(x, weight, bias):
        x @ weight.T

    result = judge(DENSE, forgets_return)
    assert result.status == "not yet"
    assert "`x @ weight.T` computes something and keeps nothing" in result.message

    def leaves_the_dots(x, weight, bias):
        return x @ weight
        ...  # your code here

    result = judge(DENSE, leaves_the_dots)
    assert result.status == "not yet"
    assert "not what you expect there" in result.message


class Hostile:
    """An object that raises whatever is done with it."""

    def __getattribute__(self, name):
        raise RuntimeError("no")

    def __eq__(self, other):
        raise RuntimeError("no")

    def __len__(self):
        raise RuntimeError("no")

    __hash__ = None


def recursive():
    return recursive()


def own_list():
    endless = []
    endless.append(endless)
    return endless


HOSTILE = {
    "shape": lambda x, weight, bias: dense(x, weight, bias)[0],
    "text": lambda x, weight, bias: "four",
    "object array": lambda x, weight, bias: np.array([None] * 5),
    "complex": lambda x, weight, bias: dense(x, weight, bias) + 1j,
    "nan": lambda x, weight, bias: dense(x, weight, bias) * np.nan,
    "infinite": lambda x, weight, bias: dense(x, weight, bias) + np.inf,
    "empty": lambda x, weight, bias: np.zeros((0, 4)),
    "too few arguments": lambda x: x,
    "generator": lambda x, weight, bias: (row for row in x),
    "dict": lambda x, weight, bias: {"y": 1},
    "list of itself": lambda *a: own_list(),
    "itself": Hostile,
    "hostile value": lambda *a: Hostile(),
    "exit": lambda *a: sys.exit(3),
    "recursion": lambda *a: recursive(),
    "memory": lambda *a: np.zeros((10**9, 10**9)),
    "huge whole number": lambda *a: 10**5000,
    "module": np,
    "number": 3.0,
    "array": np.zeros(3),
    "class": dict,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("exercise", [DENSE, LOSS, STEP], ids=lambda exercise: exercise.id)
def test_nothing_an_answer_does_gets_out(exercise, name):
    result = judge(exercise, HOSTILE[name])
    assert result.status == "not yet"
    assert " at 0x" not in result.message
    assert "Please report this" not in result.message


def test_a_hostile_object_as_the_answer_is_no_crash():
    assert not judge(DENSE, Hostile())
    assert not judge(Exercise(id="90.6", title="", reference=3, hints=HINTS), Hostile())


def test_nan_is_pointed_at():
    result = judge(RUNNING, lambda x: np.where(np.arange(5) == 3, np.nan, running(x)))
    assert "[3]: expected" in result.message
    assert "found nan" in result.message


def test_an_endless_loop_is_stopped():
    def loops(x):
        while True:
            pass

    exercise = Exercise(
        id="90.7", title="", reference=running, inputs=RUNNING.inputs, hints=HINTS, seconds=0.2, samples=1
    )
    assert "Stopped after 0.2 seconds" in judge(exercise, loops).message
    found = []
    thread = threading.Thread(target=lambda: found.append(judge(exercise, running)))  # no timer there, and no error
    thread.start()
    thread.join()
    assert bool(found[0])


def test_the_time_limit_leaves_no_timer_behind():
    with time_limit(5):
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    with pytest.raises(TimeUp), time_limit(0.05):
        time.sleep(5)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_an_interrupt_by_the_learner_passes():
    def interrupted(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(RUNNING, interrupted)


def test_changing_an_argument_is_told():
    def changes(w, b, x):
        w += x
        return w, b + 1

    result = judge(STEP, changes)
    assert not result
    assert "It changes its argument w" in result.message
    assert "The result is right." in result.message

    def changes_too_much(w, b, x):
        w += 2 * x
        return w, b + 1

    message = judge(STEP, changes_too_much).message
    assert "found" in message
    assert "It changes its argument w" in message
    allowed = replace(STEP, in_place="allowed")
    assert judge(allowed, changes)
    assert "It changes" not in judge(allowed, changes_too_much).message


def test_in_place_updates_can_be_asked_for():
    def in_place(w, g):
        w -= 0.1 * g

    exercise = Exercise(
        id="90.8", title="", reference=in_place, hints=HINTS, in_place="required",
        inputs=lambda rng: (rng.normal(size=3), rng.normal(size=3)),
        wrong={"uphill": Wrong(lambda w, g: w.__iadd__(0.1 * g), "Look at the sign.")},
    )  # fmt: skip
    assert judge(exercise, in_place)
    assert judge(exercise, exercise.wrong["uphill"].answer).mistake == "uphill"
    assert not judge(exercise, lambda w, g: w - 0.1 * g)
    assert judge(exercise, stub).status != "passed"


def test_a_function_that_fills_one_buffer_is_judged_at_every_call():
    buffer = np.zeros((5, 4))

    def fills(x, weight, bias):
        return np.add(x @ weight.T, bias, out=buffer)

    drawn_only = Exercise(id="90.1", title="", reference=dense, inputs=sample_dense, hints=HINTS)
    assert judge(drawn_only, fills)


def test_a_value_is_judged_without_telling_it():
    exercise = Exercise(
        id="90.9",
        title="Count",
        reference=lambda: 4 * 3 + 3,
        hints=HINTS,
        wrong={"no biases": Wrong(12, "Count them.")},
    )
    assert judge(exercise, 15)
    assert judge(exercise, np.int64(15))
    assert judge(exercise, 12).mistake == "no biases"
    assert "15" not in judge(exercise, 12).message
    assert "found 14" in judge(exercise, 14).message
    assert "15" not in judge(exercise, "x").message
    assert "found a function" in judge(exercise, lambda: 15).message


def test_an_open_exercise_is_measured():
    def measure(model):
        return model["accuracy"], model["accuracy"] > 0.9, f"{model['accuracy']:.2f} of the points are right."

    exercise = Exercise(id="90.10", title="", target="more than 0.9", measure=measure, hints=HINTS)
    good, poor = judge(exercise, {"accuracy": 0.95}), judge(exercise, {"accuracy": 0.5})
    assert good
    assert good.value == 0.95
    assert not poor
    assert "Target: more than 0.9." in poor.message
    assert "0.50 of the points" in poor.message
    assert "could not be measured" in judge(exercise, 3).message
    assert judge(exercise, ...).status == "not started yet"
    assert judge(exercise, stub).status == "not started yet"


def test_what_is_printed_and_warned_is_kept_and_shown_once(capsys):
    def talks(x):
        for i in range(20):
            print("line", i)
        warnings.warn("careful", RuntimeWarning, stacklevel=1)
        return x

    message = judge(RUNNING, talks).message
    assert capsys.readouterr().out == ""
    assert message.count("line 0\n") == 1
    assert "10 more lines" in message
    assert "warned: careful" in message


def test_tensors_are_taken_as_arrays():
    torch = pytest.importorskip("torch")
    x = torch.arange(6.0, requires_grad=True)
    assert first_difference(np.arange(6.0), x * 1.0) is None
    assert first_difference({"a": [np.ones(2), 1]}, {"a": (torch.ones(2), 1)}) is None


@pytest.mark.parametrize(
    ("expected", "found", "equal"),
    [
        (np.zeros(2), np.full(2, 1e-17), True),
        (np.zeros(2), np.full(2, 1e-8), True),
        (np.zeros(2), np.full(2, 1e-5), False),
        (np.array([1.0, 0.0]), np.array([1.0, 1e-12]), True),
        (np.array([1.0, 1.0]), np.array([1.0, 1.00001]), False),
        (np.array([1e300]), np.array([-1e300]), False),
        (np.array([np.nan, np.inf]), np.array([np.nan, np.inf]), True),
        (np.array([np.inf]), np.array([-np.inf]), False),
        (np.array([1, 2]), [1, 2], True),
        (np.array([1000001]), np.array([1000000]), False),
        ([3, 1, 0], np.array([3, 1, 0]), True),
        ((1.0, 2.0), [1.0, 2.0], True),
        (1.0, np.ones(1), False),
        (True, True, True),
        ("and", "or", False),
        ({"a": 1}, {"b": 1}, False),
        (None, None, True),
        (None, 0, False),
        ((np.ones(2), np.ones(2)), None, False),
        (np.array(["a", "b"]), np.array(["a", "b"]), True),
        (np.zeros((0, 3)), np.zeros((0, 3)), True),
        (np.float32(5e-45), np.float32(5e-45), True),
    ],
)
def test_what_counts_as_equal(expected, found, equal):
    assert (first_difference(expected, found) is None) == equal


def test_exact_dtype_when_asked():
    one, other = np.ones(2, np.float32), np.ones(2)
    assert first_difference(one, other) is None
    assert "float32" in first_difference(one, other, exact_dtype=True).sentence


def test_relative_error_is_symmetric_and_bounded():
    assert relative_error([1.0, -1.0], [-1.0, 1.0]).max() == 2.0
    assert relative_error([0.0], [0.0]).max() == 0.0


def test_equal_looking_numbers_are_told_apart():
    sentence = first_difference(1.0, 1.0 + 1e-8, tolerance=1e-12).sentence
    assert "expected 1, found 1.00000001" in sentence


@pytest.fixture
def lesson(monkeypatch):
    """Register a lesson 90 with these exercises."""
    module = types.ModuleType("nnlearn.lessons.made_up.exercises")
    module.EXERCISES, module.QUIZZES = (DENSE, STEP), ()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(registry.MODULES, "90", module.__name__)
    return module


def test_check_prints_and_returns(lesson, capsys):
    heard = []
    listeners.append(heard.append)
    try:
        result = check(" 90.1 ", dense)
    finally:
        listeners.pop()
    assert capsys.readouterr().out.startswith(
        "90.1 A dense layer: passed.\nEqual to the reference on 7 inputs.\nNext: "
    )
    assert bool(result)
    assert [one.id for one in heard] == ["90.1"]
    assert repr(result) == "<90.1: passed>"
    assert not check(90.1)
    assert "not started yet" in capsys.readouterr().out


@pytest.mark.parametrize("id", ["90.9", "99.1", "x", "", 3, [], "../../etc", "90", "0" * 1000])
def test_an_unknown_id_says_which_there_are(lesson, id, capsys):
    assert not check(id, 1)
    hint(id)
    out = capsys.readouterr().out
    assert out.count("There is no exercise") == 2
    if str(id).startswith("90"):
        assert "90.1, 90.4" in out


def test_a_fault_of_the_course_is_a_sentence(lesson, capsys):
    def broken(x):
        return 1 / 0

    lesson.EXERCISES = (Exercise(id="90.1", title="", reference=lambda: 1 / 0, hints=HINTS),)
    assert not check("90.1", 3)
    lesson.EXERCISES = 3
    assert not check("90.1", 3)
    hint("90.1")
    assert capsys.readouterr().out.count("Please report this") == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hints": ("a", "b")}, "three different"),
        ({"hints": "abc"}, "three different"),
        ({"hints": ("a", "a", "b")}, "three different"),
        ({"id": "1"}, "'02.1'"),
        ({"reference": None}, "reference"),
        ({"measure": len}, "open"),
        ({"wrong": {"a": len}}, "Wrong"),
        ({"in_place": "maybe"}, "in_place"),
        ({"samples": -1}, "samples"),
    ],
)
def test_an_exercise_refuses_what_cannot_work(change, words):
    good = {"id": "90.1", "title": "t", "reference": dense, "inputs": sample_dense, "hints": HINTS}
    with pytest.raises((ValueError, TypeError), match=words):
        Exercise(**{**good, **change})


def test_again_repeats_the_wrong_call_and_hint_lists_what_is_open(lesson, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("NNLEARN_PROGRESS", str(tmp_path / "progress.json"))
    from nnlearn.checks import again

    assert again("90.1") == ()
    assert "no wrong call" in capsys.readouterr().out
    assert not check("90.1", lambda *arguments: 5.0)
    arguments = again("90.1")
    first = sample_inputs(registry.find("exercises", "90.1"))[0].arguments
    assert first_difference(arguments, first, tolerance=0.0) is None
    capsys.readouterr()
    hint()
    assert 'hint("90.1")' in capsys.readouterr().out
    assert check("90.1", registry.find("exercises", "90.1").reference)
    assert again("90.1") == ()


def test_an_open_answer_is_told_what_its_source_shows():
    def measure(answer):
        return answer(3.0), answer(3.0) > 10, "It gives 3."

    exercise = Exercise(id="90.1", title="", target="more than 10", measure=measure, hints=("one", "two", "three"))
    code = "def f(x):\n    for _ in range(9):\n        x.real + 1\n    return x\n"
    linecache.cache["<open>"] = (len(code), None, code.splitlines(keepends=True), "<open>")
    names = {"__name__": "__main__"}
    exec(compile(code, "<open>", "exec"), names)
    result = judge(exercise, names["f"])
    assert result.kind == "advice"
    assert "`x.real + 1` computes something and keeps nothing" in result.message
