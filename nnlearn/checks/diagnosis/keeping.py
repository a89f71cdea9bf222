"""What the source of an answer keeps too long, in a list outside of it, or not whole, in an array of whole numbers."""

import ast

MAKES = {"zeros", "ones", "empty", "zeros_like", "empty_like"}
FILLS = {"append", "extend", "add", "insert", "update"}
COUNTS = {"argmin", "argmax", "argsort", "int", "len", "integers", "searchsorted", "bincount"}


def kept_outside(tree):
    """Find what a function fills and has not made: it is kept from one call to the next."""
    nodes = list(ast.walk(tree))
    own = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        place = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FILLS:
            place = node.func.value
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            place = node.value
        if isinstance(place, ast.Name) and place.id not in own and place.id != "np":
            yield f"`{place.id}` stands outside the function: what is put into it stays there for the next call."


def whole_numbers(tree):
    """Find an array of whole numbers that is filled later: what is put into it loses its fraction."""
    whole: dict = {}
    for made in ast.walk(tree):
        if isinstance(made, ast.Assign) and isinstance(made.value, ast.Call) and _makes_whole(made.value):
            whole.update({one.id: ast.unparse(made) for one in made.targets if isinstance(one, ast.Name)})
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign | ast.AugAssign) or _counts(node.value):
            continue
        place = node.target if isinstance(node, ast.AugAssign) else node.targets[0]
        if isinstance(place, ast.Subscript) and isinstance(place.value, ast.Name):
            code = whole.pop(place.value.id, None)
            if code:
                yield f"`{code}` makes an array of whole numbers: what is put into it loses its fraction."


def _counts(value):
    """Whether what is put in is whole by its nature: a place, a count, a whole number."""
    if isinstance(value, ast.Call):
        return getattr(value.func, "attr", getattr(value.func, "id", "")) in COUNTS
    return isinstance(value, ast.Constant) and isinstance(value.value, int)


def _makes_whole(call):
    kinds = [one.value for one in call.keywords if one.arg == "dtype"] + call.args[1:2]
    return getattr(call.func, "attr", "") in MAKES and any(_is_whole(one) for one in kinds)


def _is_whole(node):
    return ast.unparse(node) in ("int", "np.int64", "np.int32", "'int'", "np.uint8")
