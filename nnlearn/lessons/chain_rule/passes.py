"""Formulas that show in which order a class Value passes derivatives on, and what a second backward pass adds."""

from nnlearn.lessons.chain_rule.forms import attempt
from nnlearn.lessons.chain_rule.formulas import gradients, near


def _b_first(a):
    b = a * a
    return b + b * b


def _b_last(a):
    b = a * a
    return b * b + b


def _two_levels(a):
    b = a * a
    c = b * a
    return c + c * b


def _two_levels_turned(a):
    b = a * a
    c = b * a
    return (b + c) * b


REUSED = (  # name, formula, its gradient at 2
    ("b + b * b with b = a * a", _b_first, 36),
    ("b * b + b with b = a * a", _b_last, 36),
    ("c + c * b with b = a * a, c = b * a", _two_levels, 92),
    ("(b + c) * b with b = a * a, c = b * a", _two_levels_turned, 112),
)


def in_order(Value):
    """Return a sentence if a value passes its derivative on before all of it is there, or ""."""
    for name, formula, expected in REUSED:
        found = gradients(Value, formula, 2.0, name=f"`{name}`")[0]
        if near([found], [expected]):
            continue
        told = f"{name} at a = 2: expected gradient {expected}, found {found:.4g}.\n"
        if found > expected:
            return (
                f"{told}That is too much: a value in between passes on what it has each time something arrives, so its "
                "first share is passed on more than once. Each value must pass on once, when everything has arrived."
            )
        return (
            f"{told}That is too little: a value in between passes on before everything has arrived there. Each value "
            "must have its turn after all values it was used in: is each value after its inputs in your order?"
        )
    return ""


def unchanged(Value):
    """Return a sentence if backward changes the numbers themselves, or ""."""

    def data():
        a, b = Value(3.0), Value(5.0)
        result = a * b
        result.backward()
        return [value.data for value in (a, b, result)]

    found = attempt("`a * b`, then backward(),", data)
    if near(found, [3, 5, 15]):
        return ""
    return "backward changes the numbers in `data`.\nIt computes gradients; the steps are not its work."


LEFT_OVER = (18, 72, 99)  # a * a if the result's gradient is passed on again, a * a * a if that between is, or both
TWICE = {"a * a": lambda a, square: square, "a * a * a": lambda a, square: square * a}


def twice(Value, formula):
    """Return the gradients of a number, 3, of a value in between and of the result, after one pass and after two."""

    def run():
        a = Value(3.0)
        between = a * a
        result = formula(a, between)
        seen = []
        for _ in range(2):
            result.backward()
            seen.append([float(value.grad) for value in (a, between, result)])
        return seen

    return attempt("A second backward()", run)


def again(Value):
    """Return a sentence if a second backward pass does not add the same again, or ""."""
    must = "After a second backward every grad must be twice what it was after the first."
    runs = {name: twice(Value, formula) for name, formula in TWICE.items()}
    for name, (once, then) in runs.items():
        seen = f"{must} {name} at a = 3: {once[0]:g}, then {then[0]:g}"
        if near(then[:1], once[:1]):
            return f"{seen}.\n{_not_added(Value)}"
        if not near(then[:1], [2 * once[0]]):
            return f"{seen} instead of {2 * once[0]:g}.\n{_left_over(then[0])}"
    once, then = runs["a * a * a"]
    for which, k in (("a * a in between", 1), ("the result", 2)):
        if not near([then[k]], [2 * once[k]]):
            return (
                f"{must} a * a * a at a = 3: right for a, but the grad of {which} is {once[k]:g}, then {then[k]:g}.\n"
                "Nothing may be set back: collect each pass apart from grad, and add it to grad at the end."
            )
    return _two_results(Value)


def _left_over(then):
    """Say what of the first pass changes the second one: gradients passed on again, as the number shows, or another."""
    if any(near([then], [one]) for one in LEFT_OVER):
        return (
            "Values in between, or the result, still hold the gradients of the first pass, and these are passed on "
            "again. Collect this pass apart, and add it to grad at the end."
        )
    return (
        "The second pass uses something of the first again. Is it gradients, or a list or dict that does not begin "
        "empty? Each pass must begin without."
    )


def _not_added(Value):
    """Say why a second pass leaves a gradient as it was: it is overwritten, or not reached."""

    def run():
        a = Value(3.0)
        result = a * a
        result.backward()
        a.grad = 100.0
        result.backward()
        return float(a.grad)

    if attempt("A second backward()", run) == 100.0:
        return (
            "The second pass adds nothing to the grad of a. Does something of the first still stand, such as a mark "
            "that a value has been visited? Each pass must begin without."
        )
    return "backward must add to what is in grad, not begin again: two losses may share a weight."


def _two_results(Value):
    def run():
        a = Value(3.0)
        b = a * a
        (b * b).backward()
        (b + b).backward()
        return [float(a.grad), float(b.grad)]

    found = attempt("Two results of one value, each with its backward(),", run)
    if near(found, [120, 20]):
        return ""
    return (
        "b = a * a at a = 3, then (b * b).backward() and (b + b).backward(): expected the sums of both passes, 120 in "
        f"a.grad and 20 in b.grad; found {found[0]:g} and {found[1]:g}.\nWhat does the second pass find of the first?"
    )


def of_its_own(Value):
    """Return a sentence if backward of a value made of nothing, or of one in between, adds something else, or ""."""
    (alone,) = gradients(Value, lambda a: a, 3.0, name="backward() of a value made of nothing")[:1]
    if not near([alone], [1]):
        return (
            f"a.backward() of a value that was made of nothing: expected 1 in a.grad, found {alone:g}.\nIts derivative "
            "with respect to itself is 1, too."
        )

    def run():
        a = Value(3.0)
        b = a * a
        c = b * b
        c.backward()
        b.backward()
        return [float(value.grad) for value in (a, b, c)]

    found = attempt("backward() of a result, then of a value in between,", run)
    if near(found, [114, 19, 1]):
        return ""
    return (
        "b = a * a at a = 3 and c = b * b, then c.backward() and b.backward(): expected 114 in a.grad, 19 in b.grad "
        f"and 1 in c.grad; found {', '.join(f'{one:g}' for one in found)}.\nThe second begins with 1 at b, goes to "
        "what b was made of, and adds to what is there."
    )
