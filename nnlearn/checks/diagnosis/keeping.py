"""What the source of an answer keeps too long, in a list outside of it, or not whole, in an array of whole numbers."""

import ast

FILLS = {"append", "extend", "add", "insert", "update"}


def kept_outside(tree):
    """Find what a function fills and has not made: it is kept from one call to the next."""
    nodes = list(ast.walk(tree))
    own = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        filled = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FILLS
        written = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
        place = node.func.value if filled else node.value if written else None
        if isinstance(place, ast.Name) and place.id not in own and place.id != "np":
            yield f"`{place.id}` stands outside the function: what is put into it stays there for the next call."


def whole_numbers(tree):
    """Find an array of whole numbers that is filled later: what is put into it loses its fraction."""
    whole = {}
    for node in (one for one in ast.walk(tree) if isinstance(one, ast.Assign) and isinstance(one.value, ast.Call)):
        name = getattr(node.value.func, "attr", "")
        kinds = [one.value for one in node.value.keywords if one.arg == "dtype"] + node.value.args[1:2]
        if name in ("zeros", "ones", "empty", "zeros_like", "empty_like") and any(_is_whole(one) for one in kinds):
            whole.update({one.id: ast.unparse(node) for one in node.targets if isinstance(one, ast.Name)})
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(node.value, ast.Name):
            made = whole.pop(node.value.id, None)
            if made:
                yield f"`{made}` makes an array of whole numbers: what is put into it loses its fraction."


def _is_whole(node):
    return ast.unparse(node) in ("int", "np.int64", "np.int32", "'int'", "np.uint8")
