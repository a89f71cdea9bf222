"""Small formulas that tell one mistake in a class Value from another, each with what a wrong gradient means."""

import math

from nnlearn.lessons.chain_rule.forms import attempt, check_result

Y = math.tanh(0.5)
OPERATIONS = {  # sign: (operation, numbers, gradients)
    "a + b": (lambda a, b: a + b, (3.0, 5.0), (1.0, 1.0)),
    "a * b": (lambda a, b: a * b, (3.0, 5.0), (5.0, 3.0)),
    "a.tanh()": (lambda a: a.tanh(), (0.5,), (1 - Y * Y,)),
}
DATA = {"a + b": 8.0, "a * b": 15.0, "a.tanh()": Y}
LOOK = {
    "a + b": "Move a or b by h, and the sum moves by h.",
    "a * b": "Move a by h, and the product moves by b * h.",
    "a.tanh()": "Its slope is 1 - y * y, with the value y = tanh a.",
}
KNOWN = {  # gradients that show what was done
    ("a + b", (3.0, 5.0)): "These are the values of a and b.",
    ("a + b", (5.0, 3.0)): "These are the slopes of the product.",
    ("a * b", (3.0, 5.0)): "The two are swapped.",
    ("a * b", (1.0, 1.0)): "These are the slopes of the sum, or none at all.",
    ("a * b", (15.0, 15.0)): "That is the value of the product.",
    ("a.tanh()", (1.0,)): "What arrives is passed on as it is: the slope is left out.",
    ("a.tanh()", (Y,)): "That is the value, not the slope.",
    ("a.tanh()", (1 - Y,)): "The square is missing.",
    ("a.tanh()", (math.sqrt(1 - Y * Y),)): "That is 1 / cosh a, and a square is missing.",
    ("a.tanh()", (Y * (1 - Y),)): "That is the slope of the sigmoid.",
    ("a.tanh()", (0.75,)): "It is computed from a itself, not from tanh a.",
    ("a.tanh()", (1 - math.tanh(Y) ** 2,)): "tanh is applied twice.",
    ("a.tanh()", (Y * Y - 1,)): "The sign is wrong.",
    ("a.tanh()", (1 + Y * Y,)): "The sign of the square is wrong.",
}


def gradients(Value, formula, *numbers, passes=1, name="a formula"):
    """Return the gradients of the numbers of a formula, and the result's own, after one backward pass or several."""

    def run():
        values = [Value(x) for x in numbers]
        result = formula(*values)
        for _ in range(passes):
            result.backward()
        return [float(value.grad) for value in (*values, result)]

    return attempt(f"{name}, then backward(),", run)


def near(found, expected):
    """Return whether two lists of numbers are equal up to rounding."""
    return len(found) == len(expected) and all(
        abs(one - other) <= 1e-9 * max(1.0, abs(other)) for one, other in zip(found, expected, strict=True)
    )


def operations(Value):
    """Check what `+`, `*` and tanh compute; raise TypeError if it is not a new Value with the right data."""
    for sign, (formula, numbers, _) in OPERATIONS.items():
        operands = [Value(x) for x in numbers]
        result = attempt(f"`{sign}`", lambda formula=formula, operands=operands: formula(*operands))
        check_result(sign, result, DATA[sign], operands, numbers)


def slopes(Value):
    """Return a sentence about the gradients of single operations, or ""."""
    found = {sign: gradients(Value, one[0], *one[1], name=f"`{sign}`") for sign, one in OPERATIONS.items()}
    inputs = {sign: one[:-1] for sign, one in found.items()}
    owns = [one[-1] for one in found.values()]
    if not any(any(one) for one in found.values()):
        return (
            "After backward every grad is still 0.\n"
            "Does backward begin with 1 for the result itself, and is what arrives at a node added to its grad?"
        )
    if not any(any(one) for one in inputs.values()):
        return (
            "Only the result gets a gradient, whatever the operation.\nDoes each result keep what it was made of, does "
            "backward go from the result to its inputs, not the other way round, and do values without inputs get "
            "theirs, too?"
        )
    ratios = [one[k] / wanted for (sign, one) in inputs.items() for k, wanted in enumerate(OPERATIONS[sign][2])]
    if near(ratios, [ratios[0]] * 5) and ratios[0] not in (0.0, 1.0):
        return f"All gradients come out {ratios[0]:.4g} times as large.\nIs something counted twice, or divided?"
    for sign, (_, numbers, expected) in OPERATIONS.items():
        if not near(inputs[sign], expected):
            return _slope(sign, numbers, expected, inputs[sign])
    if not near(owns, [1, 1, 1]):
        return (
            f"The result's own grad must be 1 after backward, found {owns[0]:.4g}.\nbackward adds the derivative "
            "of the result with respect to itself, too."
        )
    return ""


def _slope(sign, numbers, expected, found):
    at = ", ".join(f"{letter} = {x:g}" for letter, x in zip("ab", numbers, strict=False))
    texts = [", ".join(f"{x:.4g}" for x in values) for values in (expected, found)]
    told = f"{sign} at {at}: expected gradients {texts[0]}, found {texts[1]}.\n"
    if not any(found):
        return (
            f"{told}Nothing arrives: does the result of this operation keep what it was made of, and the slopes or the "
            "function that passes them on?"
        )
    if near(found, [one + 1 for one in expected]):
        return (
            f"{told}Each is larger by 1. Do you call backward() on the inputs? It adds 1 to their own grad, as if they "
            "were results, too. Only the value that is asked begins with 1."
        )
    if len(found) == 2 and 0 in found:
        return f"{told}Only {'b' if found[0] == 0 else 'a'} gets its share. What about the other operand?"
    known = next((words for (one, values), words in KNOWN.items() if one == sign and near(found, values)), "")
    return f"{told}{known} {LOOK[sign]}".replace("\n ", "\n")


def along_a_path(Value):
    """Return a sentence if what has arrived is not multiplied by the slope, or ""."""
    chained = {
        "+": ("(a + b) * c", lambda a, b, c: (a + b) * c, (2.0, 3.0, 7.0), (7, 7, 5), (1, 1)),
        "*": ("(a * b) * c", lambda a, b, c: (a * b) * c, (2.0, 3.0, 7.0), (21, 14, 6), (3, 2)),
        "tanh": ("a.tanh() * c", lambda a, c: a.tanh() * c, (0.5, 7.0), (7 * (1 - Y * Y), Y), (1 - Y * Y,)),
        "first of +": ("a * b + c", lambda a, b, c: a * b + c, (2.0, 3.0, 7.0), (3, 2, 1), ()),
        "second of +": ("c + a * b", lambda a, b, c: c + a * b, (2.0, 3.0, 7.0), (3, 2, 1), ()),
        "second of *": ("c * (a + b)", lambda a, b, c: c * (a + b), (2.0, 3.0, 7.0), (7, 7, 5), ()),
        "of tanh": ("(a * b).tanh()", lambda a, b: (a * b).tanh(), (0.5, 1.0), (1 - Y * Y, (1 - Y * Y) / 2), ()),
    }
    for operation, (name, formula, numbers, expected, alone) in chained.items():
        found = gradients(Value, formula, *numbers, name=f"`{name}`")[:-1]
        if near(found, expected):
            continue
        letters = ", ".join(letter for letter in "abc" if letter in name.replace("tanh", ""))
        values = ", ".join(f"{x:g}" for x in numbers)
        texts = [", ".join(f"{x:.4g}" for x in one) for one in (expected, found)]
        told = f"{name} at {letters} = {values}: expected gradients {texts[0]}, found {texts[1]}.\n"
        if alone and near(found[: len(alone)], alone):
            return (
                f"{told}In `{operation}` the slope is passed on alone. Multiply it by what has arrived at the result."
            )
        if not any(found[: len(alone) or 2]):
            return (
                f"{told}What lies behind the result's own inputs gets nothing. Does each operation keep what it was "
                "made of, and does backward go on from there, in the right order?"
            )
        return f"{told}What is passed on to an input is its whole slope times what has arrived at the result."
    return ""


def used_twice(Value):
    """Return a sentence if two derivatives that arrive at one value do not add up, or ""."""
    apart = {  # two paths from a, over nodes of their own
        "+": (lambda a, b, c: (a + b) + (a + c), (2.0, 3.0, 7.0), 2),
        "*": (lambda a, b, c: a * b + a * c, (2.0, 3.0, 7.0), 10),
        "tanh": (lambda a: a.tanh() + a.tanh(), (0.5,), 2 * (1 - Y * Y)),
    }
    spread = {sign: gradients(Value, one[0], *one[1])[0] for sign, one in apart.items()}
    wrong = [sign for sign, one in apart.items() if not near([spread[sign]], [one[2]])]
    both, square = (gradients(Value, f, 3.0)[0] for f in (lambda a: a + a, lambda a: a * a))
    if near([both, square], [2, 6]) and not wrong:
        return ""
    told = f"a + a at a = 3: expected gradient 2, found {both:.4g}; a * a: expected 6, found {square:.4g}.\n"
    if both > 2 or square > 6:
        return f"{told}Something is counted more than once. Does a value that is used twice come twice in the order?"
    names = " and ".join(f"`{sign}`" for sign in wrong)
    if near([both, square], [2, 6]) and len(wrong) == 3:
        return (
            "A value that goes into two operations, as a does in a * b + a * c, gets only one of its two shares.\n"
            "Its turn comes before the second has arrived. Is each value after its inputs in your order?"
        )
    if wrong:
        return (
            f"A value that goes into two operations, as a does in a * b + a * c, gets one of two shares from {names}.\n"
            "What arrives later must be added, not put in the place of what is there."
        )
    return (
        f"{told}It is right where a value goes into two operations, and wrong where both operands are the same "
        "value: then it must get both shares. A set, or a dict with the operands as its keys, keeps it only once."
    )


def same_numbers(Value):
    """Return a sentence if two values with equal numbers, or zeros, are mixed up, or ""."""
    if not near(gradients(Value, lambda a, b: a * b, 3.0, 3.0, name="`a * b` with a = b = 3")[:-1], (3, 3)):
        return (
            "a * b with a = b = 3: two values with the same number are taken for one.\n"
            "Are nodes compared by their numbers, by `__eq__` or as keys?"
        )
    if not near(gradients(Value, lambda a, b: a * b, 0.0, 5.0, name="`a * b` with a = 0, b = 5")[:-1], (5, 0)):
        return (
            "a * b with a = 0, b = 5 has wrong gradients, and with a = 3 it has right ones.\n"
            "Does something ask for 0, or divide?"
        )
    return ""


def far_off(Value):
    """Return a sentence if numbers below 0, or large ones, go wrong in an operation, or ""."""
    for sign, numbers, data, expected in (
        ("a * b", (-3.0, 5.0), -15.0, (5, -3)),
        ("a + b", (-3.0, -5.0), -8.0, (1, 1)),
        ("a.tanh()", (-0.5,), -Y, (1 - Y * Y,)),
        ("a.tanh()", (0.0,), 0.0, (1,)),
        ("a.tanh()", (800.0,), 1.0, (0,)),
        ("a.tanh()", (-800.0,), -1.0, (0,)),
        ("a * b", (2e6, 3e6), 6e12, (3e6, 2e6)),
    ):
        formula = OPERATIONS[sign][0]
        operands = [Value(x) for x in numbers]
        at = ", ".join(f"{letter} = {x:g}" for letter, x in zip("ab", numbers, strict=False))
        result = attempt(f"`{sign}` at {at}", lambda formula=formula, operands=operands: formula(*operands))
        if abs(result.data - data) > 1e-9 * max(1.0, abs(data)):
            return (
                f"`{sign}` at {at} gives {result.data:.4g}. It must be {data:.4g}.\nFor other numbers it is right. "
                "What do you compute here?"
            )
        found = gradients(Value, formula, *numbers, name=f"`{sign}` at {at}")[:-1]
        if not near(found, expected):
            texts = [", ".join(f"{x:.4g}" for x in one) for one in (expected, found)]
            return (
                f"{sign} at {at}: expected gradients {texts[0]}, found {texts[1]}.\nFor other numbers they are right. "
                "Does a slope depend on the sign or the size of a number, or is one cut off?"
            )
    return ""
