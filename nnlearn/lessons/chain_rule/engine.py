"""The open exercise of lesson 08: small formulas that tell one mistake from another, then a net trained on XOR."""

import numpy as np

from nnlearn.lessons.chain_rule import formulas, passes
from nnlearn.lessons.chain_rule.forms import attempt, check_form

CORNERS = (((0, 0), 0.0), ((0, 1), 1.0), ((1, 0), 1.0), ((1, 1), 0.0))
STAGES = (  # each counts on those before it
    formulas.slopes,
    formulas.along_a_path,
    formulas.same_numbers,
    formulas.used_twice,
    formulas.far_off,
    passes.in_order,
    passes.unchanged,
    passes.again,
    passes.of_its_own,
)


def fault(Value):
    """Return what the first small formula with a wrong gradient shows, and on a new line what to look at; or "".

    Raises
    ------
    TypeError
        If what was passed is not a class Value with the right methods, or if an operation fails.
    """
    check_form(Value)
    formulas.operations(Value)
    return next(filter(None, (stage(Value) for stage in STAGES)), "")


def measure_value(Value):
    """Check the gradients of small formulas and of a network of Values, train it on XOR, and measure its loss."""
    wrong = fault(Value)
    if wrong:
        seen, _, look = wrong.partition("\n")
        return None, False, seen, look
    return attempt("The 2-4-1 network", lambda: _train(Value))


def _train(Value):
    rng = np.random.default_rng(1)
    hidden = [[Value(float(w)) for w in rng.normal(size=3)] for _ in range(4)]
    out = [Value(float(w)) for w in rng.normal(size=5)]
    everything = [w for unit in hidden for w in unit] + out

    def loss():
        total = Value(0.0)
        for (p, q), t in CORNERS:
            units = [(w0 * Value(p) + w1 * Value(q) + bias).tanh() for w0, w1, bias in hidden]
            y = out[4]
            for w, h in zip(out[:4], units, strict=True):
                y = y + w * h
            error = y + Value(-t)
            total = total + error * error
        return total

    first = loss()
    first.backward()
    for k, (w, grad) in enumerate(zip(everything, [w.grad for w in everything], strict=True)):
        measured = _difference(w, loss)
        if abs(measured - grad) > 1e-4:
            told = f"Weight {k + 1} of the 2-4-1 network: gradient {grad:.4g}, central difference {measured:.4g}."
            return None, False, told, "Every small formula is right. What could happen only in a long one?"
    for _ in range(300):
        for w in everything:
            w.grad = 0.0
        loss().backward()
        for w in everything:
            w.data -= 0.1 * w.grad
    last = loss().data
    return last, bool(last < 0.05), f"All 17 gradients are right; the loss went from {first.data:.2f} to {last:.3g}."


def _difference(w, loss, h=1e-5):
    before = w.data
    w.data = before + h
    above = loss().data
    w.data = before - h
    below = loss().data
    w.data = before
    return (above - below) / (2 * h)
