"""The open exercise of lesson 08: small formulas that tell one mistake from another, then a net trained on XOR."""

import math

import numpy as np

TWICE = "After a second backward a gradient must be twice what it was after the first"


def once(Value, formula, *numbers):
    """Return the gradients of the numbers of a formula, and the result's own, after one backward pass."""
    values = [Value(x) for x in numbers]
    result = formula(*values)
    result.backward()
    return [value.grad for value in (*values, result)]


def passes(Value, formula):
    """Return the gradient of a number, here 3, after one backward pass and after a second one."""
    value = Value(3.0)
    result = formula(value)
    result.backward()
    first = value.grad
    result.backward()
    return first, value.grad


def met_again(a):
    """Return a formula in which b, on its way back, is met twice: b + b b with b = a a."""
    b = a * a
    return b + b * b


FORMULAS = (  # name, formula, numbers, (their gradients, the result's own), what to look at
    ("a + b", lambda a, b: a + b, (3.0, 5.0), (1, 1, 1), "Move a or b by h, and the sum moves by h."),
    ("a * b", lambda a, b: a * b, (3.0, 5.0), (5, 3, 1), "Move a by h, and the product moves by b * h."),
    (
        "a.tanh()",
        lambda a: a.tanh(),
        (0.5,),
        (1 - math.tanh(0.5) ** 2, 1),
        "Its slope is 1 - y * y, with the value y = tanh a.",
    ),
    ("a + a", lambda a: a + a, (3.0,), (2, 1), "Where a value is used twice, two derivatives arrive and add up."),
    (
        "b + b * b with b = a * a",
        met_again,
        (2.0,),
        (36, 1),
        "b may pass its derivative on only when everything has arrived there. Does each value come after its inputs?",
    ),
)


def fault(Value):
    """Return a sentence about the first small formula with a wrong gradient, or "" if all are right."""
    for name, formula, numbers, expected, look in FORMULAS:
        found = once(Value, formula, *numbers)
        if not np.allclose(found, expected, rtol=1e-9):
            *given, own = (f"{x:.4g}" for x in found)
            *wanted, _ = (f"{x:.4g}" for x in expected)
            if given == wanted:
                return f"{name}: the result's own gradient must be 1, found {own}."
            at = ", ".join(f"{letter} = {x:g}" for letter, x in zip("ab", numbers, strict=False))
            return f"{name} at {at}: expected gradients {', '.join(wanted)}, found {', '.join(given)}. {look}"
    for name, formula in (("a * a", lambda a: a * a), ("a * a * a", lambda a: a * a * a)):
        first, second = passes(Value, formula)
        if abs(second - 2 * first) > 1e-9:
            seen = f"{TWICE}. {name} at a = 3: {first:g}, then {second:g}"
            if abs(second - first) < 1e-9:
                return f"{seen}. backward must add to what is in grad: two losses may share a weight."
            return (
                f"{seen} instead of {2 * first:g}. Values in between, or the result, still hold the gradients of the "
                "first pass, and these are passed on again. Collect this pass by itself, and add it to grad at the end."
            )
    return ""


def measure_value(Value):
    """Check the gradients of small formulas and of a network of Values, train it on XOR, and measure its loss."""
    rng = np.random.default_rng(1)
    corners = [((0, 0), 0.0), ((0, 1), 1.0), ((1, 0), 1.0), ((1, 1), 0.0)]
    hidden = [[Value(float(w)) for w in rng.normal(size=3)] for _ in range(4)]
    out = [Value(float(w)) for w in rng.normal(size=5)]
    everything = [w for unit in hidden for w in unit] + out

    def loss():
        total = Value(0.0)
        for (p, q), t in corners:
            units = [(w0 * Value(p) + w1 * Value(q) + bias).tanh() for w0, w1, bias in hidden]
            y = out[4]
            for w, h in zip(out[:4], units, strict=True):
                y = y + w * h
            error = y + Value(-t)
            total = total + error * error
        return total

    first = loss()
    if wrong := fault(Value):
        return first.data, False, wrong
    first.backward()
    grads = [w.grad for w in everything]
    worst = 0.0
    for w, grad in zip(everything, grads, strict=True):
        before, h = w.data, 1e-5
        w.data = before + h
        above = loss().data
        w.data = before - h
        below = loss().data
        w.data = before
        worst = max(worst, abs((above - below) / (2 * h) - grad))
    if worst > 1e-4:
        return first.data, False, f"A gradient differs from central differences by {worst:.2g}."
    for _ in range(300):
        for w in everything:
            w.grad = 0.0
        now = loss()
        now.backward()
        for w in everything:
            w.data -= 0.1 * w.grad
    last = loss().data
    return last, bool(last < 0.05), f"All 17 gradients are right; the loss went from {first.data:.2f} to {last:.3g}."
