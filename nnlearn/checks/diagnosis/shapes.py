"""The shapes of the arrays that a line of code reads."""

import ast


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
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            value = names.get(node.id)
            shape = getattr(value, "shape", None)  # a module, such as torch, or a class has none that is a tuple
            if isinstance(shape, tuple):
                found[node.id] = str(tuple(shape))
            elif isinstance(value, list):
                found[node.id] = f"a list of {len(value)}"
    return found
