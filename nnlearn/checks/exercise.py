"""What the author of a lesson writes: exercises with their named wrong answers, and quizzes.

`nnlearn/lessons/perceptron/exercises.py` holds two tuples, `EXERCISES` and `QUIZZES`, made of the four dataclasses
below; the right answers are in `answers.py` next to it, the wrong ones in `mistakes.py`. The dataclasses store, and
refuse what cannot work; `judge.py` compares and `quiz.py` asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nnlearn.arguments import choice, describe, integer, number

POINTS = 1  # of every exercise, in a gradebook and in the assignments of nbgrader and Otter


@dataclass(frozen=True)
class Wrong:
    """A mistake that people really make, and a hint that shows it.

    Parameters
    ----------
    answer : function or value
        The answer of a learner who makes this mistake, in the same form as the reference. It is recognised by what it
        computes, so it must differ from the reference on the sampled inputs.
    hint : str
        One to three sentences: what the mistake is and how to see it. It does not give the solution away.
    also : tuple of functions or values
        Other ways to make the same mistake that give other results.
    any_value : bool
        True if the mistake shows on special inputs only, and there in any value or error at all: "it overflows". An
        answer that is wrong on the same inputs makes it, whatever it returns.
    """

    answer: Any
    hint: str
    also: tuple = ()
    any_value: bool = False


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise, in one of three forms.

    - **Function**: `reference` is a function and `inputs` samples its arguments. The answer is called with the same
      arguments and must return the same.
    - **Value**: only `reference`, a number, text, array or (nested) tuple, list or dict of them; or a function without
      arguments that returns it, if it is expensive or needs an import. The expected value is never printed.
    - **Open**: only `measure` and `target`; no reference and no wrong answers.

    Parameters
    ----------
    id : str
        Lesson and place, "02.1".
    title : str
        A few words.
    hints : tuple of three str
        From a nudge to almost the answer.
    reference : function or value
        The right answer.
    inputs : function
        `inputs(rng) -> tuple of arguments`, from a `numpy.random.Generator`. Sample float64, with axes of different
        lengths; if a wrong answer raises an error on such shapes, add a square one to `cases`.
    cases : tuple of tuples of arguments
        Fixed ordinary arguments, tried before the sampled ones.
    special : dict of str to tuple of arguments
        Extreme, empty, tied or single ones, tried last. The name says what is special, to be read after "wrong for":
        "a point exactly on the line", "scores of 1,000".
    samples : int
        How many times `inputs` is called, 5 by default.
    wrong : dict of str to Wrong
        Named wrong answers. The name finishes the sentence "This looks like the following mistake: ...".
    run : function
        `run(answer, *arguments) -> what is compared`, by default `answer(*arguments)`. For classes, generators and
        objects: `run=lambda cls, x, grad: (layer := cls(), layer.forward(x), layer.backward(grad))[1:]`.
    returns : tuple of str
        Names of the parts of what is compared, for the report: `("w", "b")`.
    tolerance : float
        Largest relative error, 1e-6 by default (see `compare.py`); about 1e-4 where the arguments are float32.
    exact_dtype : bool
        True if a float64 result must not pass where float32 is expected.
    silent : bool
        True if NumPy must not warn.
    advice : function
        `advice(answer) -> sentence`, or "": what is wrong with a wrong answer, found by probing it. For answers that
        are data, such as weights set by hand: there is no text to look at.
    in_place : "never", "allowed" or "required"
        Whether the answer may change the arrays and lists it is given. If required, the changed arguments are compared
        and the returned value is not.
    seconds : float
        Time limit for one check.
    target : str
        Open exercise: what must be reached, without a full stop.
    measure : function
        Open exercise: `measure(answer) -> (value, passed, sentence)`, or with a fourth: what is missing and could be
        tried. What raises is shown with its line.

    A `run` or `measure` that finds an answer of the wrong form raises ValueError or TypeError with a sentence for the
    learner, which is shown as it is.

    Raises
    ------
    TypeError or ValueError
        If the parts do not match one of the three forms, or if there are not three hints.
    """

    id: str
    title: str
    hints: tuple[str, ...]
    reference: Any = None
    inputs: Callable | None = None
    cases: tuple = ()
    special: Mapping[str, tuple] = field(default_factory=dict)
    samples: int = 5
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    run: Callable | None = None
    returns: tuple[str, ...] = ()
    tolerance: float = 1e-6
    exact_dtype: bool = False
    silent: bool = False
    advice: Callable | None = None
    in_place: str = "never"
    seconds: float = 20.0
    target: str = ""
    measure: Callable | None = None

    def __post_init__(self):
        caller = f"Exercise {self.id!r}"
        _check_id(caller, self.id)
        if isinstance(self.hints, str) or len(self.hints) != 3 or len({*self.hints, ""}) != 4:
            raise ValueError(f"{caller} expected hints to be three different texts, got {len(self.hints)}")
        number(caller, "tolerance", self.tolerance, low=0)
        number(caller, "seconds", self.seconds, low=0, open_low=True)
        integer(caller, "samples", self.samples, low=0)
        choice(caller, "in_place", self.in_place, ("never", "allowed", "required"))
        if self.measure is not None:
            if self.reference is not None or self.wrong or self.takes_inputs or not self.target:
                raise ValueError(
                    f"{caller} is open: expected measure and target, and no reference, inputs or wrong answers"
                )
        elif self.reference is None:
            raise ValueError(f"{caller} expected a reference (or, for an open exercise, measure and target)")
        for name, wrong in self.wrong.items():
            if not isinstance(wrong, Wrong) or not wrong.hint:
                raise TypeError(f"{caller} expected wrong[{name!r}] to be Wrong(answer, hint), got {describe(wrong)}")

    @property
    def takes_inputs(self):
        return self.inputs is not None or bool(self.cases) or bool(self.special)

    @property
    def form(self):
        """Return which of the three forms it has: "open", "function" or "value"."""
        return "open" if self.measure is not None else "function" if self.takes_inputs else "value"


@dataclass(frozen=True)
class Question:
    """One question of a quiz.

    Parameters
    ----------
    text : str
        The question.
    options : tuple of (text, comment)
        Lettered a, b, c ... in this order. The comment says why the option is right or wrong.
    answer : str
        The letter of the right option.
    """

    text: str
    options: tuple[tuple[str, str], ...]
    answer: str

    def __post_init__(self):
        choice(f"Question {self.text[:40]!r}", "answer", self.answer, self.letters)
        if len(self.options) < 2 or any(len(option) != 2 or not all(option) for option in self.options):
            raise ValueError(f"Question {self.text[:40]!r} expected at least two options, each (text, comment)")

    @property
    def letters(self):
        return "abcdefgh"[: len(self.options)]


@dataclass(frozen=True)
class Quiz:
    """One or more questions: `Quiz("02.recall", Question(...), Question(...), Question(...))`.

    Parameters
    ----------
    id : str
        Lesson and name: "02.predict" or "02.recall".
    questions : Question
        In the order in which they are asked.
    answered_in : str, keyword only
        For a prediction: the section of the lesson that gives the answer. The choice is then noted, not judged.
    """

    id: str
    questions: tuple[Question, ...]
    answered_in: str = ""

    def __init__(self, id, *questions, answered_in=""):
        _check_id(f"Quiz {id!r}", id)
        if not questions or not all(isinstance(question, Question) for question in questions):
            raise TypeError(f"Quiz {id!r} expected one or more Question(...) after the id")
        for name, value in (("id", id), ("questions", questions), ("answered_in", answered_in)):
            object.__setattr__(self, name, value)


def _check_id(caller, id):
    if not isinstance(id, str) or len(id) < 4 or not id[:2].isdigit() or id[2] != ".":
        raise ValueError(f"{caller} expected an id like '02.1', lesson and place, got {describe(id)}")
