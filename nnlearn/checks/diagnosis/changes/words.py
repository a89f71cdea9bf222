"""How a piece of code is told: its text, shortened, and what it is made of."""

import ast


def text(node):
    """Return the code of a node, shortened."""
    code = ast.unparse(node)
    return code if len(code) <= 50 else f"{code[:47]}..."


def about(node, names):
    """Describe an expression by the arguments it is made of: "something with `x` and `h`"."""
    arguments, _, made_of = names
    read = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    read |= {name for one in read if one not in arguments for name in made_of.get(one, ())}
    used = [name for name in arguments if name in read]
    itself = isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id in arguments)
    if itself and len(used) == 1:
        return f"`{used[0]}`"
    return f"something with {' and '.join(f'`{name}`' for name in used)}" if used else "something"
