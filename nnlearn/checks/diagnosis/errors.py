"""Say what an error means: which name is unknown, which shapes meet in the line, which bracket is missing."""

import ast
import difflib
import inspect
import re

from nnlearn.checks import registry
from nnlearn.checks.diagnosis.source import source_of

SHAPES = r"matmul|shapes|broadcast|operand|size of tensor|mismatch"  # in errors of NumPy and PyTorch


def explain(exercise, answer, outcome, arguments):
    """Return sentences that say more than the error does, if it is one of the usual ones.

    Parameters
    ----------
    exercise : Exercise
    answer : function or class
    outcome : Outcome
        With an error.
    arguments : list of str
        Names of the arguments.
    """
    error, text = outcome.error, str(outcome.error)
    lines = []
    if isinstance(error, UnboundLocalError | NameError):
        lines += _unknown_name(exercise, answer, text, arguments)
    elif isinstance(error, TypeError) and re.search(r"takes .*positional argument|missing \d+ required", text):
        lines += _arguments(answer, arguments)
    elif "has no attribute" in text:
        lines += _attribute(text)
    elif isinstance(error, TypeError) and "not subscriptable" in text:
        lines.append(
            "Square brackets read from an array or list; round ones "
            "call a function. Which of them is in the wrong place?"
        )
    elif isinstance(error, TypeError) and "not callable" in text:
        lines.append(
            "Round brackets call a function, and what stands before them "
            "is none: is a `*` missing, or are square brackets meant?"
        )
    elif isinstance(error, ValueError) and "truth value of an array" in text:
        lines.append(
            "An `if`, `and`, `or` or `max` asks for one yes or no, but gets an "
            "array. np.where, & and | or np.maximum work element by element."
            if not _chained(outcome.line)
            else "Two comparisons in a row, as in `a >= 0 == b`, are read as `a >= 0 and 0 == b`, and `and` asks for "
            "one yes or no. Put the first comparison into brackets."
        )
    elif (isinstance(error, IndexError) and "out of bounds" in text) or "out of range" in text:
        lines.append("An index is counted from 0, so the last of n is n - 1. Which values does yours take?")
    elif "can be converted to Python scalars" in text:
        lines.append(
            "A function that takes one number, such as float or those "
            "of `math`, gets an array. NumPy's own work on arrays."
        )
    elif isinstance(error, RecursionError):
        lines.append("It calls itself without end: where does it stop?")
    else:
        lines += _operands(text, outcome, arguments)
    lines += _usual(error, text)
    if outcome.shapes:
        shown = ", ".join(f"`{name}` {shape}" for name, shape in outcome.shapes.items())
        lines.append(f"The shapes in the line that failed: {shown}.")
    if isinstance(error, ValueError | RuntimeError) and re.search(SHAPES, text) and outcome.line:
        lines.append(
            "These shapes do not fit. In a product A @ B the last axis of A must be as long as "
            "the first of B; elsewhere equal axes, or length 1, fit. "
            "Which of them has to be transposed, or lacks an axis?"
        )
    return lines


def _chained(line):
    """Return whether a line holds two comparisons in a row."""
    try:
        tree = ast.parse(line.rstrip(":").removeprefix("return "))
    except SyntaxError:
        return False
    return any(isinstance(node, ast.Compare) and len(node.ops) > 1 for node in ast.walk(tree))


def _operands(text, outcome, arguments):
    """Return what to do about an operation on things that do not know it."""
    types = re.findall(r"'([\w.]+)'", text) if "unsupported operand" in text else []
    for name, value in zip(arguments, outcome.arguments, strict=False):
        if callable(value) and type(value).__name__ in types and not isinstance(value, type):
            return [f"`{name}` is a function: call it, `{name}(...)`, and compute with what it returns."]
    if "NoneType" in types:
        return ["Something is None there: a function without `return` gives None."]
    if "list" in types or "can't multiply sequence" in text:
        return [
            "A list stands there. It does not compute element by element: "
            "go through it with a loop, or make an array of it if it holds only numbers."
        ]
    if "cannot be interpreted as an integer" in text:
        return ["A whole number is needed there. `/` gives a float even where nothing is left over; `//` does not."]
    if "only integers, slices" in text or "used as indices must be" in text:
        return ["An index must be a whole number: a place, not the value that stands there."]
    if "cannot reshape" in text:
        return ["A new shape must hold as many numbers as the old one: multiply the lengths of its axes."]
    return []


def _unknown_name(exercise, answer, text, arguments):
    name = (re.search(r"'(\w+)'", text) or [None, ""])[1]
    if "not associated with a value" in text or "referenced before assignment" in text:
        return [
            f"`{name}` gets its value inside the function, but is read "
            "before that. Is it given a start value, on every way through?"
        ]
    for other in registry.exercises(exercise.id[:2]):
        if getattr(other.reference, "__name__", None) == name and other.id != exercise.id:
            return [f"`{name}` is yours, from {other.id}. Run the cell with it first."]
    if isinstance(answer, type):
        source = source_of(answer)
        if source and f"self.{name}" in ast.unparse(source.tree):
            return [f"There is no name `{name}` here. What an object keeps is read through it: `self.{name}`."]
    near = difflib.get_close_matches(name, arguments, 1, 0.6)
    if near:
        return [f"There is no name `{name}` here. Is `{near[0]}` meant?"]
    return [
        f"There is no name `{name}` here. The arguments are "
        f"{', '.join(arguments)}; everything else must be given a value first."
    ]


def _arguments(answer, arguments):
    try:
        count = len(inspect.signature(answer).parameters)
    except (TypeError, ValueError):
        return []
    if count == len(arguments):
        return ["A function that it calls is given too many things, or too few."]
    return [f"It is called with {len(arguments)} arguments ({', '.join(arguments)}); yours takes {count}."]


def _attribute(text):
    if re.search(r"'(\w+Result|tuple)' object", text):
        return [
            "Several things stand there at once, a tuple. Take the one you need: `values, vectors = ...`, or `[0]`."
        ]
    if "'NoneType'" in text:
        return [
            "Something is None there: a function that has no `return`, or one that changes a list in place, gives None."
        ]
    if "'float' object" in text or "'int' object" in text:
        return [
            "A plain number stands there, where the line expects an array. np.asarray(...) "
            "makes one of it; NumPy's functions (np.exp, np.maximum) take both."
        ]
    if "'list' object" in text:
        return ["A list stands there, where the line expects an array: np.array(...) makes one of it."]
    return []


USUAL = (  # type, pattern, sentence
    (
        ValueError,
        "inhomogeneous",
        "The lists in it have different lengths, so they do not make an array. Go through them one by one, in a loop.",
    ),
    (
        ValueError,
        "empty sequence|empty iterable|zero-size array",
        "For this input there is nothing to choose from: the list stays empty. What should be returned then?",
    ),
    (
        ValueError,
        "values to unpack",
        "On the left of `=` there must be as many names as there are things on the right. How many does it give?",
    ),
    (KeyError, "", "The dict has no such entry. Was it put in before this line, and under the same name?"),
    (TypeError, "unhashable", "A list, a dict or an array can be neither in a set nor the key of a dict."),
    (
        TypeError,
        "'NoneType' object is not iterable",
        "Something is None there: a function that has no `return`, or one that changes a list in place, gives None.",
    ),
    (
        TypeError,
        "'(int|float|numpy.float64)' object is not iterable",
        "A single number stands where something with several elements is needed.",
    ),
    (
        TypeError,
        "indices must be integers",
        "An index is a whole number: `for i in x` gives the elements, `for i in range(len(x))` their places.",
    ),
    (ZeroDivisionError, "", "For this input the divisor in the line is 0."),
)


def _usual(error, text):
    return [sentence for kind, pattern, sentence in USUAL if isinstance(error, kind) and re.search(pattern, text)][:1]
