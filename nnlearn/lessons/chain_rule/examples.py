"""The formulas of the chain-rule explorer, as code, and the numbers with which each begins."""

PAIR = 'a, b = Value({a:g}, "a"), Value({b:g}, "b")'
UNIT = 'x, y = Value(0.5, "x"), Value(1.0, "y")\nw, b = Value({a:g}, "w"), Value({b:g}, "b")'
FORMULAS = {
    "the diamond: b = a + a, y = b^2 + b^3": 'a = Value({a:g}, "a")\nb = a + a\nc, d = b**2, b**3\ny = c + d\n'
    'b.name, c.name, d.name, y.name = "b", "c", "d", "y"\nresult = y',
    "a flat one: b = a + a, c = b + b": 'a = Value({a:g}, "a")\nb = a + a\nc = b + b\n'
    'b.name, c.name = "b", "c"\nresult = c',
    "two paths: a b + a": f"{PAIR}\nresult = a * b + a",
    "one neuron: tanh(w x + b)": f"{UNIT}\nresult = (w * x + b).tanh()",
    "its loss: (tanh(w x + b) - y)^2": f"{UNIT}\nerror = (w * x + b).tanh() - y\nresult = error * error",
    "one logit: log(1 + e^z), z = a b": f"{PAIR}\nresult = ((a * b).exp() + 1).log()",
}
FIRST = "its loss: (tanh(w x + b) - y)^2"
NUMBERS = {  # to begin with: no derivative is 0, and no two are alike
    "two paths: a b + a": (2.0, 3.0),
    "one neuron: tanh(w x + b)": (1.5, -0.2),
    FIRST: (1.5, -0.2),
    "one logit: log(1 + e^z), z = a b": (2.0, 0.5),
}
ALONE = (1.0, 0.0)  # of a formula with one number


def boxes(formula):
    """Return the names of the boxes that the two sliders set; formulas of one number have one.

    Examples
    --------
    >>> boxes(FIRST), boxes("two paths: a b + a"), boxes("a flat one: b = a + a, c = b + b")
    (('w', 'b'), ('a', 'b'), ('a',))
    """
    code = FORMULAS[formula]
    return ("w", "b") if code.startswith(UNIT) else ("a", "b") if code.startswith(PAIR) else ("a",)
