"""What the author of a lesson writes: exercises with their named wrong answers, and quizzes.

`nnlearn/lessons/perceptron/exercises.py` holds two tuples, `EXERCISES` and `QUIZZES`, made of the four dataclasses
below and nothing else. They only store, and refuse what cannot work; `judge.py` compares and `quiz.py` asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nnlearn.arguments import choice, describe, integer, number


@dataclass(frozen=True)
class Wrong:
    """A mistake that people really make, and how to see it.

    Parameters
    ----------
    answer : function or value
        What somebody who makes this mistake hands in, of the same form as the reference. It is recognised by what it
        computes, so it must differ from the reference on the inputs drawn.
    hint : str
        One to three sentences: which mistake it is and how to see it. It does not give the line away.
    """

    answer: Any
    hint: str


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise, in one of three forms.

    - **Function**: `reference` is a function and `inputs` draws its arguments. The answer is called on the same
      arguments and must return the same.
    - **Value**: `reference` alone, a number, text, array or (nested) tuple, list or dict of them; or a function without
      arguments that returns it, when it is costly or needs an import. What is expected is never printed.
    - **Open**: `measure` and `target` alone; no reference and no wrong answers.

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
        `inputs(rng) -> tuple of arguments`, from a `numpy.random.Generator`. Draw float64, and shapes that differ
        from each other; where a wrong answer raises an error on such shapes, give a square one in `cases` as well.
    cases : tuple of tuples of arguments
        Fixed arguments that are tried before the drawn ones: ties, zeros, a single row.
    draws : int
        How many arguments are drawn, 5 by default.
    wrong : dict of str to Wrong
        Named wrong answers. The name finishes "This looks like the following mistake: ...".
    ask : function
        `ask(answer, *arguments) -> what is compared`, by default `answer(*arguments)`. For classes, generators and
        objects: `ask=lambda cls, x, grad: (layer := cls(), layer.forward(x), layer.backward(grad))[1:]`.
    returns : tuple of str
        Names of the parts of what is compared, for the report: `("w", "b")`.
    tolerance : float
        Largest relative error, 1e-6 by default (see `compare.py`); about 1e-4 where the arguments are float32.
    exact_dtype : bool
        True if a float64 result where float32 is expected shall not pass.
    in_place : "never", "allowed" or "required"
        Whether the answer may change the arrays and lists it is given. Where it is required the changed arguments are
        compared and the returned value is not.
    seconds : float
        Time limit for one check.
    target : str
        Open exercise: what is to be reached, as a sentence.
    measure : function
        Open exercise: `measure(answer) -> (value, passed, sentence)`.

    Raises
    ------
    TypeError or ValueError
        If the parts do not make one of the three forms, or there are not three hints.
    """

    id: str
    title: str
    hints: tuple[str, ...]
    reference: Any = None
    inputs: Callable | None = None
    cases: tuple = ()
    draws: int = 5
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    ask: Callable | None = None
    returns: tuple[str, ...] = ()
    tolerance: float = 1e-6
    exact_dtype: bool = False
    in_place: str = "never"
    seconds: float = 20.0
    target: str = ""
    measure: Callable | None = None

    def __post_init__(self):
        who = f"Exercise {self.id!r}"
        _hold_id(who, self.id)
        if isinstance(self.hints, str) or len(self.hints) != 3 or len({*self.hints, ""}) != 4:
            raise ValueError(f"{who} expected hints to be three different texts, got {len(self.hints)}")
        number(who, "tolerance", self.tolerance, low=0)
        number(who, "seconds", self.seconds, low=0, open_low=True)
        integer(who, "draws", self.draws, low=0)
        choice(who, "in_place", self.in_place, ("never", "allowed", "required"))
        if self.measure is not None:
            if self.reference is not None or self.wrong or self.asks_with_inputs or not self.target:
                raise ValueError(
                    f"{who} is open: expected measure and target, and no reference, inputs or wrong answers"
                )
        elif self.reference is None:
            raise ValueError(f"{who} expected a reference (or, if it is open, measure and target)")
        for name, wrong in self.wrong.items():
            if not isinstance(wrong, Wrong) or not wrong.hint:
                raise TypeError(f"{who} expected wrong[{name!r}] to be Wrong(answer, hint), got {describe(wrong)}")

    @property
    def asks_with_inputs(self):
        return self.inputs is not None or bool(self.cases)

    @property
    def form(self):
        """Which of the three it is: "open", "function" or "value"."""
        return "open" if self.measure is not None else "function" if self.asks_with_inputs else "value"


@dataclass(frozen=True)
class Question:
    """One question of a quiz.

    Parameters
    ----------
    text : str
        The question.
    options : tuple of (text, comment)
        Lettered a, b, c ... in this order. The comment of a wrong option says why it is wrong, that of the right one
        explains why it is right.
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
    later : str, keyword only
        For a prediction: where the lesson gives the answer. What is chosen is then noted and not judged.
    """

    id: str
    questions: tuple[Question, ...]
    later: str = ""

    def __init__(self, id, *questions, later=""):
        _hold_id(f"Quiz {id!r}", id)
        if not questions or not all(isinstance(question, Question) for question in questions):
            raise TypeError(f"Quiz {id!r} expected one or more Question(...) after the id")
        for name, value in (("id", id), ("questions", questions), ("later", later)):
            object.__setattr__(self, name, value)


def _hold_id(who, id):
    if not isinstance(id, str) or len(id) < 4 or not id[:2].isdigit() or id[2] != ".":
        raise ValueError(f"{who} expected an id like '02.1', lesson and place, got {describe(id)}")
