"""What the source of an answer shows at once: an argument never read, a `return` in a loop, a result thrown away."""

import ast
import builtins

from nnlearn.checks.diagnosis.keeping import kept_outside, whole_numbers
from nnlearn.checks.diagnosis.slips import slips
from nnlearn.checks.diagnosis.source import source_of

REST = {
    "append",
    "extend",
    "add",
    "sort",
    "reverse",
    "update",
    "pop",
    "insert",
    "remove",
    "fill",
    "print",
    "shuffle",
    "copyto",
    "clear",
    "setdefault",
    "seed",
    "__init__",
    "step",
    "backward",
    "zero_grad",
    "train",
    "eval",
}
UNCHANGED = {
    "reshape",
    "astype",
    "transpose",
    "copy",
    "append",
    "concatenate",
    "clip",
    "sum",
    "mean",
    "round",
    "flatten",
    "ravel",
    "squeeze",
    "dot",
    "replace",
    "sorted",
    "reversed",
    "abs",
    "exp",
    "log",
    "tanh",
    "where",
    "zeros",
    "maximum",
}


def habits(answer, names):
    """Return sentences about the source of a wrong answer, all of them facts, and often the reason.

    Parameters
    ----------
    answer : function or class
    names : list of str
        Of the arguments of a function.
    """
    source = source_of(answer)
    if source is None:
        return []
    found = [*kept_outside(source.tree), *whole_numbers(source.tree)]
    for function in (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef)):
        found += [
            *_print(function),
            *_returns_in_loops(function, source),
            *_unread(function, names),
            *_thrown_away(function),
            *_without_brackets(function),
            *_own_thrown_away(function),
            *slips(function),
        ]
    return list(dict.fromkeys(found))


def beside_a_name(answer):
    """Return what is worth saying of a mistake that has a name: a loop ends early, a call has no brackets."""
    source = source_of(answer)
    functions = (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef)) if source else ()
    lines = (line for one in functions for line in (*_returns_in_loops(one, source), *_without_brackets(one)))
    return list(dict.fromkeys(lines))


def _without_brackets(function):
    for node in ast.walk(function):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute):
            yield f"`{ast.unparse(node)}` stands alone and does nothing: brackets after it would call it."


def _returns_in_loops(function, source):
    for loop in (node for node in ast.walk(function) if isinstance(node, ast.For | ast.While)):
        for statement in loop.body:
            if isinstance(statement, ast.Return) and not any(isinstance(node, ast.Continue) for node in ast.walk(loop)):
                yield f"`{source.line(statement.lineno)}` stands inside the loop, so the first turn is the last."
            if isinstance(statement, ast.If) and statement.orelse and _ends(statement):
                yield (
                    f"`if {ast.unparse(statement.test)}:` stands in a loop and has a `return` in both of its branches, "
                    "so the first turn is the last. Which of the two may end the loop?"
                )
            if isinstance(statement, ast.If) and (counted := _counted(statement.body)):
                yield f"`return {counted}` stands in the loop, so it ends with the first thing that is counted."


def _counted(body):
    """Return the name that a block of lines raises and then returns: `count += 1`, `return count`."""
    raised = {ast.unparse(one.target) for one in body if isinstance(one, ast.AugAssign)}
    last = ast.unparse(body[-1].value) if isinstance(body[-1], ast.Return) and body[-1].value else ""
    return last if last in raised else ""


def _ends(statement):
    """Return whether a statement always returns: a `return`, or an `if` with one in each branch."""
    if isinstance(statement, ast.If):
        return all(branch and _ends(branch[-1]) for branch in (statement.body, statement.orelse))
    return isinstance(statement, ast.Return)


def _unread(function, names):
    read = {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load | ast.Del)
    }
    read |= {
        node.target.id
        for node in ast.walk(function)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)
    }
    for one in function.args.args:
        if one.arg not in read and one.arg in names and one.arg != "nn":  # the library may be left aside
            yield f"It never uses its argument `{one.arg}`."


def _thrown_away(function):
    for node in ast.walk(function):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            if any(one.arg == "out" for one in node.value.keywords):
                continue
            name = getattr(node.value.func, "attr", getattr(node.value.func, "id", ""))
            numpy = getattr(getattr(node.value.func, "value", None), "id", "") == "np"
            if (name in UNCHANGED and name not in REST) or (numpy and name == "append"):
                yield (
                    f"`{ast.unparse(node)}` computes something that nothing "
                    "keeps: it changes no array, it makes a new one."
                )
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare | ast.BinOp | ast.Name):
            yield f"`{ast.unparse(node)}` computes something and keeps nothing. Is a `return` or an `=` missing?"
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Name) and hasattr(builtins, node.target.id):
            yield f"`{node.target.id}` is a name of Python's own; choose another."


def _own_thrown_away(function):
    """Find a call of the function itself whose result nothing keeps, and that has no list to fill, given or outside."""
    if not any(isinstance(one, ast.Return) and not _is_none(one.value) for one in ast.walk(function)):
        return
    own = {one.id for one in ast.walk(function) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    own |= {one.arg for one in function.args.args}
    filled = {
        node.func.value.id
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    }
    for node in ast.walk(function):
        if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
            continue
        given = {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)} | (filled - own)
        if getattr(node.value.func, "id", "") == function.name and not given & filled:
            yield f"Nothing keeps what `{ast.unparse(node)}` returns. Is an `=` missing before it?"


def _is_none(value):
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _print(function):
    calls = [
        node for node in ast.walk(function) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    returns = [node for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None]
    if calls and not returns:
        yield "It prints its result, but `print` only shows it: hand it back with `return`."
