"""Say what an error means: which name is unknown, which shapes meet in the line, which bracket is missing."""

import ast
import difflib
import inspect
import re
import sys

from nnlearn.checks import registry
from nnlearn.checks.diagnosis.errors import objects, python, shapes, torch

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
    said = (
        objects.explain(answer, text, outcome.line)
        or torch.explain(text)
        or _name(exercise, error, text, [] if isinstance(answer, type) else arguments)
        or _arguments(answer, error, text, arguments)
        or _module(text)
        or _function(text, outcome, arguments)
        or _two_comparisons(text, outcome.line)
        or _largest_of_two(text, outcome.line)
        or python.explain(error, outcome.line)
    )
    return [*filter(None, [said]), *_shapes(error, text, outcome, bool(said))]


def _name(exercise, error, text, arguments):
    if not isinstance(error, NameError):
        return ""
    name = (re.search(r"'(\w+)'", text) or [None, ""])[1]
    if isinstance(error, UnboundLocalError):
        return (
            f"`{name}` gets its value inside the function, but is read "
            "before that. Is it given a start value, on every way through?"
        )
    for other in registry.exercises(exercise.id[:2]):
        if getattr(other.reference, "__name__", None) == name and other.id != exercise.id:
            return f"`{name}` is yours, from {other.id}. Run the cell with it first."
    near = difflib.get_close_matches(name, arguments, 1, 0.6)
    if near:
        return f"There is no name `{name}` here. Is `{near[0]}` meant?"
    known = f"The arguments are {', '.join(arguments)}; everything else" if arguments else "It"
    return f"There is no name `{name}` here. {known} must be given a value first."


def _arguments(answer, error, text, arguments):
    if not isinstance(error, TypeError) or not re.search(r"takes .*positional argument|missing \d+ required", text):
        return ""
    try:
        count = len(inspect.signature(answer).parameters)
    except (TypeError, ValueError):
        return ""
    if count == len(arguments):
        if text.startswith(f"{answer.__name__}("):
            return ""
        return "A function that it calls is given too many things, or too few."
    return f"It is called with {len(arguments)} arguments ({', '.join(arguments)}); yours takes {count}."


def _module(text):
    found = re.search(r"module '([\w.]+)' has no attribute '(\w+)'", text)
    if not found:
        return ""
    near = difflib.get_close_matches(found[2], dir(sys.modules.get(found[1])), 1, 0.7)
    return f"`{found[1]}` has no `{found[2]}`." + (f" Is `{near[0]}` meant?" if near else "")


def _function(text, outcome, arguments):
    """Return a sentence if a function is computed with as if it were a number."""
    types = re.findall(r"'([\w.]+)'", text) if "unsupported operand" in text else []
    for name, value in zip(arguments, outcome.arguments, strict=False):
        meant = re.search(rf"\b{name}\b(?!\s*\()", outcome.line)  # without the brackets that call it
        if meant and callable(value) and type(value).__name__ in types and not isinstance(value, type):
            return f"`{name}` is a function: call it, `{name}(...)`, and compute with what it returns."
    return ""


def _two_comparisons(text, line):
    if "truth value of an array" not in text:
        return ""
    try:
        tree = ast.parse(line.rstrip(":").removeprefix("return "))
    except SyntaxError:
        return ""
    if not any(isinstance(node, ast.Compare) and len(node.ops) > 1 for node in ast.walk(tree)):
        return ""
    return (
        "Two comparisons in a row, as in `a >= 0 == b`, are read as `a >= 0 and 0 == b`, and `and` asks for "
        "one yes or no. Put the first comparison into brackets."
    )


def _largest_of_two(text, line):
    found = re.search(r"\b(?:np\.)?(min|max|sum|mean|prod|std|var)\([^()]*(?:\([^()]*\))?[^()]*,", line)
    if not found or "integer" not in text:
        return ""
    if found[1] not in ("min", "max"):
        return (
            f"The second argument of `np.{found[1]}` is an axis, along which it runs. Is something to be added to it?"
        )
    return f"The second argument of `np.{found[1]}` is an axis. `np.{found[1]}imum(a, b)` compares element by element."


def _shapes(error, text, outcome, said):
    """Yield the shapes in the line that failed, and what to do about them if nothing else has been said."""
    if outcome.shapes:
        shown = ", ".join(f"`{name}` {shape}" for name, shape in outcome.shapes.items())
        yield f"The shapes in the line that failed: {shown}."
    side_by_side = shapes.explain(outcome.shapes, text)
    if side_by_side and outcome.line:
        yield side_by_side
    elif not said and isinstance(error, ValueError | RuntimeError) and re.search(SHAPES, text) and outcome.line:
        yield (
            "These shapes do not fit. In a product A @ B the last axis of A must be as long as "
            "the first of B; elsewhere equal axes, or length 1, fit. "
            "Which of them is not what you expect there?"
        )
