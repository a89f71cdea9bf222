"""Slips of Python that the source of an answer shows at once: `or "text"`, a shared default, `^` for a power."""

import ast
import itertools

GIVE_NONE = {"append", "extend", "insert", "reverse", "sort"}
MAKERS = {"list", "dict", "set"}


def slips(function):
    """Yield a sentence for each slip in the syntax tree of a function.

    Parameters
    ----------
    function : ast.FunctionDef

    Examples
    --------
    >>> list(slips(ast.parse("def f(x): return x ^ 2").body[0]))
    ['`x ^ 2`: `^` compares the bits of whole numbers, or two yes or no; a power is `**`.']
    """
    for node in ast.walk(function):
        if isinstance(node, ast.If | ast.While | ast.IfExp):
            yield from _always_true(node.test)
        if isinstance(node, ast.FunctionDef):
            yield from _shared_defaults(node.args)
        if isinstance(node, ast.Return | ast.Assign):
            yield from _gives_none(node.value)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor) and isinstance(node.right, ast.Constant):
            yield f"`{ast.unparse(node)}`: `^` compares the bits of whole numbers, or two yes or no; a power is `**`."
        if isinstance(node, ast.Call):
            yield from _set_in_a_list(node)
        for field in ("body", "orelse"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                yield from _else_of_the_last_if(block)


def _always_true(test):
    for node in ast.walk(test):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            for value in node.values:
                if isinstance(value, ast.Constant) and value.value and not isinstance(value.value, bool):
                    yield (
                        f"`{ast.unparse(node)}` is always true, since `{ast.unparse(value)}` alone counts as true. "
                        "Write a whole comparison on each side of `or`."
                    )
                    return


def _shared_defaults(arguments):
    with_default = [*arguments.posonlyargs, *arguments.args]
    pairs = list(zip(with_default[len(with_default) - len(arguments.defaults) :], arguments.defaults, strict=True))
    pairs += [(name, one) for name, one in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if one]
    for name, default in pairs:
        made = isinstance(default, ast.Call) and getattr(default.func, "id", "") in MAKERS
        if isinstance(default, ast.List | ast.Dict | ast.Set) or made:
            yield (
                f"The default `{name.arg}={ast.unparse(default)}` is made once, and all calls share it: the second "
                "call finds what the first one left there. Make it inside the function."
            )


def _set_in_a_list(call):
    inner = call.args[0] if len(call.args) == 1 else None
    makes_set = isinstance(inner, ast.Set | ast.SetComp) or getattr(getattr(inner, "func", None), "id", "") == "set"
    if makes_set and getattr(call.func, "id", "") in ("list", "tuple"):
        yield f"`{ast.unparse(call)}`: a set has no order, so its elements come in any."


def _gives_none(value):
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in GIVE_NONE:
        owner = value.func.value
        if isinstance(owner, ast.Name) and owner.id not in ("np", "numpy"):
            yield (
                f"`{ast.unparse(value)}` changes `{owner.id}` in place and gives None. "
                f"Call it on a line of its own, and use `{owner.id}` after it."
            )


def _else_of_the_last_if(block):
    """Find `if a == 1: ...`, `if a == 2: ... else: ...` where the else also runs after the first if."""
    for one, after in itertools.pairwise(block):
        if not isinstance(one, ast.If) or not isinstance(after, ast.If) or not after.orelse or one.orelse:
            continue
        goes_on = not isinstance(one.body[-1], ast.Return | ast.Continue | ast.Raise | ast.Break)
        asked = [_asked(test) for test in (one.test, after.test)]
        if goes_on and asked[0] and asked[0] == asked[1] and not isinstance(after.orelse[0], ast.If):
            yield (
                f"The `else` belongs to `if {ast.unparse(after.test)}` alone, so it also runs where "
                f"`{ast.unparse(one.test)}` holds. Is `elif` meant?"
            )


def _asked(test):
    equal = isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq)
    return ast.unparse(test.left) if equal else ""
