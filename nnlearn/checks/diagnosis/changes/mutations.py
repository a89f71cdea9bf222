"""Small changes of a program: one operator, name, number, axis, bracket or line is different.

Learners make such slips. A change that turns a wrong answer into a right one says where the slip is (`repair.py`); one
that turns the solution into what the learner wrote says what it is (`as_if.py`).
"""

import ast
from dataclasses import dataclass

from nnlearn.checks.diagnosis.changes import mutated_lines, mutated_nodes


@dataclass(frozen=True)
class Mutation:
    """What is different.

    Parameters
    ----------
    line : int
        Where, in the file.
    look : str
        What to look at, in the words of the code: "the comparison `a > b`".
    as_if : str
        The same without the code: "a comparison were the other way round".
    core : bool
        Whether the inputs of an exercise should tell a solution changed in this way from the solution.
    """

    line: int
    look: str
    as_if: str
    core: bool = True


def mutate(tree):
    """Change a syntax tree in place, one small change after the other, and undo each before the next.

    Parameters
    ----------
    tree : ast.FunctionDef or ast.ClassDef

    Yields
    ------
    Mutation

    Examples
    --------
    >>> tree = ast.parse("def f(a, b): return a < b").body[0]
    >>> sorted({ast.unparse(tree.body[0]) for mutation in mutate(tree)})[:3]
    ['return a < a', 'return a <= b', 'return a > b']
    """
    for function in without_docstrings(tree):
        names = _names(function)
        for parent, field, place, node in list(_places(function)):
            for new, look, as_if, core in mutated_nodes.alternatives(node, parent, field, names):
                _put(parent, field, place, new)
                yield Mutation(getattr(node, "lineno", function.lineno), look, as_if, core)
                _put(parent, field, place, node)
        for block in list(_blocks(function)):
            kept = list(block)
            for line, look, as_if, core in mutated_lines.alternatives(block):
                yield Mutation(line, look, as_if, core)
                block[:] = kept


def without_docstrings(tree):
    """Take the docstrings out of a syntax tree, in place; return the functions in it."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for one in functions:
        first = one.body[0]
        if isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str) and len(one.body) > 1:
            del one.body[0]
    return functions


def _names(function):
    """Return the names of the arguments, all names a function gives values to, and the arguments each is made of."""
    arguments = [one.arg for one in function.args.args if one.arg != "self"]
    assigned = [n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    made_of: dict[str, set] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            read = {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
            from_ = {name for one in read for name in ({one} if one in arguments else made_of.get(one, ()))}
            for target in (n for one in node.targets for n in ast.walk(one) if isinstance(n, ast.Name)):
                if isinstance(target.ctx, ast.Store):
                    made_of[target.id] = made_of.get(target.id, set()) | from_
    return arguments, list(dict.fromkeys([*arguments, *assigned])), made_of


def _places(node):
    """Yield (parent, field, place in a list or None, node) for all expressions and statements below a node."""
    for field, value in ast.iter_fields(node):
        if field in ("decorator_list", "annotation", "returns", "ctx") or isinstance(node, ast.arguments):
            continue
        for place, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(one, ast.AST):
                yield node, field, place, one
                yield from _places(one)


def _put(parent, field, place, node):
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node


def _blocks(node):
    """Yield all lists of statements: bodies of the function, its loops and conditions."""
    for one in ast.walk(node):
        for field in ("body", "orelse"):
            block = getattr(one, field, None)
            if isinstance(block, list) and block:
                yield block
