"""The formulas of the chain-rule explorer, as code, and the numbers with which each begins."""

PAIR = 'a, b = Value({a:g}, "a"), Value({b:g}, "b")'
UNIT = 'x, y = Value({x:g}, "x"), Value({y:g}, "y")\nw, b = Value({a:g}, "w"), Value({b:g}, "b")'
FORMULAS = {
    "the diamond: b = a + a, y = b² + b³": 'a = Value({a:g}, "a")\nb = a + a\nc, d = b**2, b**3\ny = c + d\n'
    'b.name, c.name, d.name, y.name = "b", "c", "d", "y"\nresult = y',
    "a flat one: b = a + a, c = b + b": 'a = Value({a:g}, "a")\nb = a + a\nc = b + b\n'
    'b.name, c.name = "b", "c"\nresult = c',
    "two paths: a b + a": f"{PAIR}\nresult = a * b + a",
    "one neuron: tanh(w x + b)": f"{UNIT}\nresult = (w * x + b).tanh()",
    "its loss: (tanh(w x + b) − y)²": f"{UNIT}\nerror = (w * x + b).tanh() - y\nresult = error * error",
    "one logit: log(1 + exp(a b))": f'{PAIR}\none = Value(1.0, "1")\nresult = (one + (a * b).exp()).log()',
}
DIAMOND, FLAT, PATHS, NEURON, FIRST, LOGIT = FORMULAS
NUMBERS = {PATHS: (2.0, 3.0), NEURON: (1.5, -0.2), FIRST: (1.5, -0.2), LOGIT: (2.0, 0.5)}  # no slope is 0, no two alike
ALONE = (1.0, 0.0)  # of a formula with one number
GIVEN = (0.5, 1.0)  # x and y of a neuron and its loss


def boxes(formula):
    """Return the names of the boxes that the two sliders set; formulas of one number have one.

    Examples
    --------
    >>> boxes(FIRST), boxes(PATHS), boxes(FLAT)
    (('w', 'b'), ('a', 'b'), ('a',))
    """
    code = FORMULAS[formula]
    return ("w", "b") if code.startswith(UNIT) else ("a", "b") if code.startswith(PAIR) else ("a",)


def inputs(formula):
    """Return {name of a box that can be dragged: field of the state}.

    Examples
    --------
    >>> inputs(NEURON), inputs(FLAT)
    ({'w': 'a', 'b': 'b', 'x': 'x'}, {'a': 'a'})
    """
    fields = dict(zip(boxes(formula), ("a", "b"), strict=False))
    return fields | ({"x": "x"} if "w" in fields else {}) | ({"y": "y"} if formula == FIRST else {})
