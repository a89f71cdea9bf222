"""The shapes of the arrays that a line of code reads."""

import ast

import numpy as np

from nnlearn.checks.diagnosis.source import value_of


def shapes_in(line, names):
    """Return the shapes of the arrays that a line of code reads, {"x.T": "(3, 5)"}.

    Examples
    --------
    >>> import numpy as np
    >>> shapes_in("y = x @ w", {"x": np.zeros((2, 3)), "w": np.zeros(2)})
    {'x': '(2, 3)', 'w': '(2,)'}
    >>> import types
    >>> shapes_in("y = torch.sum(x)", {"torch": types.SimpleNamespace(detach=len)})  # the module has a detach, too
    {}
    >>> shapes_in("y = x[k]", {"x": types.SimpleNamespace(shape=(2, 2), dtype="float32"), "k": np.array([1, 0])})
    {'x': '(2, 2)', 'k': '(2,), whole numbers'}
    >>> shapes_in("y = w * x[i : i + 3]", {"x": np.zeros(4), "w": np.zeros(3), "i": 2})
    {'w': '(3,)', 'x': '(4,)', 'x[i:i + 3]': '(2,), cut short because it runs past the end of axis 0'}
    >>> shapes_in("y = x @ w", {"x": np.zeros((2, 3)), "w": np.array(2.0)})
    {'x': '(2, 3)', 'w': 'a number'}
    """
    try:
        tree = ast.parse(
            line.rstrip(":")
            if not line.startswith(("if", "for", "while", "return"))
            else f"def _():\n {line}{' pass' if line.endswith(':') else ''}"
        )
    except SyntaxError:
        return {}
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
            own = getattr(names.get("self"), "__dict__", {})
            shape = getattr(own.get(node.attr), "shape", None)
            if isinstance(shape, tuple):
                found[f"self.{node.attr}"] = _told(shape)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            value = names.get(node.id)
            shape = getattr(value, "shape", None)  # a module, such as torch, or a class has none that is a tuple
            if isinstance(shape, tuple):
                whole = ", whole numbers" if shape and getattr(value.dtype, "kind", None) in ("i", "u") else ""
                found[node.id] = f"{_told(shape)}{whole}"
            elif isinstance(value, list):
                found[node.id] = f"a list of {len(value)}"
            elif isinstance(value, float):
                found[node.id] = "a number"
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            found |= _subscript(node, names)
    return found


def _told(shape):
    """Return a shape in words, where it has no axis."""
    return str(tuple(shape)) if shape else "a number"


PLAIN = (
    ast.Subscript, ast.Slice, ast.Tuple, ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop,
    ast.expr_context,
)  # fmt: skip


def _subscript(node, names):
    """Return the shape of a part of an array, {"x[i:i + 3]": "(2,)"}; only names and arithmetic are computed."""
    if not all(isinstance(one, PLAIN) for one in ast.walk(node)):
        return {}

    try:
        array, value = value_of(node.value, names), value_of(node, names)
        if not isinstance(array, np.ndarray) or not isinstance(value, np.ndarray):
            return {}
        cut = _cut(node.slice, array, names)
    except Exception:  # the index may be what raised
        return {}
    told = f", cut short because it runs past the end of axis {cut[0]}" if cut else ""
    return {ast.unparse(node): f"{_told(value.shape)}{told}"}


def _cut(index, array, names):
    """Return the axes along which a slice runs past the end of an array."""
    slices = enumerate(index.elts if isinstance(index, ast.Tuple) else [index])
    ends = [
        (k, value_of(one.upper, names)) for k, one in slices if isinstance(one, ast.Slice) and one.upper is not None
    ]
    return [axis for axis, end in ends if end > array.shape[axis]]
