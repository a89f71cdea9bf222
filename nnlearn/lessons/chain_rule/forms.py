"""The form of a class Value in exercise 08.5: what it must have, and what an error in it means."""

import difflib
import inspect

METHODS = {  # name: how it is called
    "__add__": "a + b",
    "__mul__": "a * b",
    "tanh": "a.tanh()",
    "backward": "a.backward()",
}
ERRORS = (  # what the error says, what it means here
    (
        "unhashable",
        "a class with `__eq__`, as a dataclass has it, has no hash: leave `__eq__` out, or remember id(node).",
    ),
    (
        "'Value' object is not iterable",
        "a single Value stands where several are expected: (self,) with a comma is a tuple.",
    ),
    (
        "'float' object is not iterable",
        "a single number stands where several are expected: (slope,) with a comma is a tuple.",
    ),
    ("'NoneType' object is not callable", "None is called. Keep the function itself, without brackets after its name."),
    ("'NoneType' and", "there is None. Does `grad` begin with 0.0, and has every method its `return`?"),
    (
        "'float' object has no attribute",
        "a plain number stands where a Value is expected. Which of the two is stored there?",
    ),
    ("must be real number, not", "math.tanh takes a plain number: that of a Value is in `data`."),
    ("maximum recursion depth", "a method or function calls itself without end. Where does it stop?"),
)


def check_form(Value):
    """Raise TypeError with a sentence if something that is not a class with the right methods was passed."""
    if not isinstance(Value, type):
        if hasattr(Value, "backward"):
            raise TypeError(
                'Expected the class Value, got one object of it. Write check("08.5", Value), without brackets.'
            )
        raise TypeError(f'Expected the class Value, got a {type(Value).__name__}. Write check("08.5", Value).')
    for name, use in METHODS.items():
        if not callable(getattr(Value, name, None)):
            near = difflib.get_close_matches(name, [one for one in vars(Value) if one[:2] != "__" or "add" in one], 1)
            other = f" It has `{near[0]}`: is that meant?" if near else " Is it indented, so that it is in the class?"
            raise TypeError(f"The class has no method `{name}`, which `{use}` calls.{other}")
        if not list(inspect.signature(getattr(Value, name)).parameters):
            raise TypeError(f"`{name}` needs `self` as its first argument.")
    _check_new(Value)


def _check_new(Value):
    if "__init__" not in vars(Value) and Value.__init__ is object.__init__:
        raise TypeError("Value(3.0) cannot be made: the class has no `__init__`, with two underscores on each side.")
    needed = [
        one.name
        for one in list(inspect.signature(Value.__init__).parameters.values())[2:]
        if one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    ]
    if needed:
        raise TypeError(
            f"Value(3.0), with the number alone, must be possible: give {' and '.join(needed)} a default, such as ()."
        )
    new = attempt("Value(3.0)", lambda: Value(3.0))
    for name in ("data", "grad"):
        if not hasattr(new, name):
            raise TypeError(f"Value(3.0) has no `{name}`. Set self.{name} in `__init__`.")
    if new.data != 3.0:
        raise TypeError(f"Value(3.0).data must be 3.0, found {new.data!r}.")
    if isinstance(new.grad, bool) or new.grad != 0:
        raise TypeError(f"The grad of a new Value must be 0, found {new.grad!r}.")


def attempt(what, action):
    """Return action(); what it raises is raised again with a sentence that says what was tried and what it means."""
    try:
        return action()
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        meant = next((sentence for words, sentence in ERRORS if words in text), "")
        if isinstance(error, KeyError) and (hasattr(error.args[0], "data") or isinstance(error.args[0], int)):
            meant = "a node is missing in the dict. Are all inputs of every node visited before?"
        raised = TypeError(f"{what} fails: {meant}" if meant else f"{what} fails ({text}).")
        raise raised.with_traceback(error.__traceback__) from None


def check_result(sign, result, data, operands, before):
    """Raise TypeError with a sentence if what an operation gives is not a new Value with the right data."""
    if result is None:
        raise TypeError(f"`{sign}` gives None. Its method needs a `return`.")
    if not hasattr(result, "data") or not hasattr(result, "grad"):
        raise TypeError(
            f"`{sign}` gives a {type(result).__name__}. It must give a new Value, which remembers what it was made of."
        )
    if [operand.data for operand in operands] != list(before) or any(result is operand for operand in operands):
        raise TypeError(f"`{sign}` changes its operand. It must leave it as it is and make a new Value.")
    if hasattr(result.data, "grad"):
        raise TypeError(f"The data of `{sign}` is a Value. Compute it from numbers: self.data and other.data.")
    if abs(result.data - data) > 1e-9:
        values = ", ".join(f"{x:g}" for x in before)
        raise TypeError(f"`{sign}` of {values} gives a Value with data {result.data:.4g}. It must be {data:.4g}.")
